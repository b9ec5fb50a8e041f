"""Writes on frameworks and their versions, which two people publish (R-034)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from importlib import resources
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.platform import clock, news
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text, cleaned
from acquis.platform.writes import action
from acquis.quality import access, queries, wording
from acquis.quality import format as framework_file
from acquis.quality.content import Framework
from acquis.quality.facts import FrameworkFacts
from acquis.quality.models import ComplianceFramework, FrameworkVersion

# What the product brings along: principles and elements of the seed, then further checklists.
BUNDLED = (
    "ecampusontario-principles",
    "ecampusontario-framework",
    "cican-principles",
    "eu-standard-elements",
    "nzqa-listing-details",
    "australia-minimum-standard",
)


@action
def load_bundled(*, by: Actor, keys: Iterable[str] = BUNDLED) -> list[UUID]:
    """Publish the frameworks that come with the product, from today on; the ids of the versions written.

    Only what the network does not know at all is written: a newer file of a newer product is proposed by the network's
    own people, never slipped in.

    Raises:
        Forbidden: ``not_permitted`` for anybody but the command line.
    """
    if by.channel != "command":
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    known = set(ComplianceFramework.objects.filter(key__in=set(keys)).values_list("key", flat=True))
    return [_load(bundled(key), by) for key in keys if key not in known]


def bundled(key: str) -> Framework:
    """The framework of a file inside the package."""
    return framework_file.read(bundled_file(key))


def bundled_file(key: str) -> bytes:
    """A file inside the package."""
    return resources.files("acquis.quality").joinpath("data", f"{key}.json").read_bytes()


@action
def draft(*, told: Framework, by: Actor) -> UUID:
    """Keep what an operator's file says, for others to read; the id of the version, a draft.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``kind_differs``, ``version_known``, ``version_open``, ``nothing_changed``.
    """
    access.require_operator(by)
    framework, _made = ComplianceFramework.objects.get_or_create(
        key=told.key, defaults={"kind": told.kind, "created_at": clock.now()}
    )
    # Two files of the same framework at once follow one another.
    ComplianceFramework.objects.select_for_update().get(pk=framework.pk)
    access.check_draft(framework, told)
    made = _write(framework, told, by, origin=wording.Origin.UPLOADED)
    _record("quality.draft_framework", made, by)
    return made.pk


@action
def discard(*, version_id: UUID, by: Actor) -> None:
    """Drop a draft; what was never published leaves no other trace than in the record.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``version_unknown``, ``version_settled``.
    """
    access.require_operator(by)
    version = _locked(version_id)
    if version.state != wording.State.DRAFT:
        raise Refused("version_settled", _("Only a draft can be dropped. Send a proposal back first."))
    _record("quality.discard_framework", version, by)
    framework = version.framework
    version.delete()
    if not framework.versions.exists():
        framework.delete()


@action
def propose(*, version_id: UUID, effective_from: date, change_note: Text, by: Actor) -> None:
    """Ask a colleague to publish a draft.

    Args:
        version_id: of a draft.
        effective_from: the day from which it is in force.
        change_note: what changed and why, in both languages, for the public change log.
        by: an operator; somebody else confirms.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``version_unknown``, ``version_settled``, ``note_missing``, ``effective_in_past``,
            ``effective_too_early``.
    """
    access.require_operator(by)
    version = _locked(version_id)
    if version.state != wording.State.DRAFT:
        raise Refused("version_settled", _("This version is proposed or published already."))
    for language in change_note.missing:
        raise Refused(
            "note_missing",
            _("Say in both languages what changes and why: the change log is public."),
            f"change_note_{language}",
        )
    access.check_day(version, effective_from)
    version.state = wording.State.PROPOSED
    version.effective_from = effective_from
    version.change_note = change_note
    version.proposed_by_id, version.proposed_at = by.person_id, clock.now()
    version.sent_back = ""
    version.save()
    _record("quality.propose_framework", version, by)


@action
def send_back(*, version_id: UUID, reason: str, by: Actor) -> None:
    """Return a proposal to its draft, with the reason.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``version_unknown``, ``version_settled``, ``reason_missing``.
    """
    access.require_operator(by)
    version = _proposed(version_id)
    if not cleaned(reason):
        raise Refused("reason_missing", _("Give the reason."), "reason")
    version.state = wording.State.DRAFT
    version.proposed_by, version.proposed_at = None, None
    version.sent_back = cleaned(reason)
    version.save()
    _record("quality.send_back_framework", version, by)


@action
def confirm(*, version_id: UUID, read: str, by: Actor) -> None:
    """The second person publishes a proposal; from its day on it is in force, and what was approved before stays so.

    Args:
        version_id: of a proposal.
        read: `reading` of the proposal as it was read, so that nothing else is confirmed.
        by: an operator who neither brought the file in nor proposed it.

    Raises:
        Forbidden: ``not_permitted``, ``own_proposal``.
        Refused: ``version_unknown``, ``version_settled``, ``read_differs``, ``effective_in_past``,
            ``effective_too_early``.
    """
    access.require_operator(by)
    version = _proposed(version_id)
    if by.person_id in {version.uploaded_by_id, version.proposed_by_id}:
        raise Forbidden(
            "own_proposal", _("You brought this version in or proposed it: somebody else of the operator confirms.")
        )
    found = queries.version(version_id)
    if found is None or read != reading(found):
        raise Refused("read_differs", _("The proposal changed since you opened this page. Read it again."))
    assert version.effective_from is not None
    access.check_day(version, version.effective_from)
    _publish(version, by)


def reading(of: FrameworkFacts) -> str:
    """A digest of everything that a second person confirms: the texts, the day and the note."""
    note = "\x1f".join(f"{language}={text}" for language, text in sorted(of.change_note.items()))
    return sha256(f"{of.digest}\x1e{of.effective_from}\x1e{note}".encode()).hexdigest()


def _load(told: Framework, by: Actor) -> UUID:
    framework = ComplianceFramework.objects.create(key=told.key, kind=told.kind, created_at=clock.now())
    made = _write(framework, told, by, origin=wording.Origin.BUNDLED)
    made.effective_from = clock.today()
    made.change_note = Text(
        fr="Version en vigueur à l’ouverture du réseau.", en="The version in force when the network opened."
    )
    _publish(made, by)
    return made.pk


def _write(framework: ComplianceFramework, told: Framework, by: Actor, *, origin: str) -> FrameworkVersion:
    newest = framework.versions.order_by("-number").values_list("number", flat=True).first()
    try:
        with transaction.atomic():
            made = FrameworkVersion.objects.create(
                framework=framework,
                number=(newest or 0) + 1,
                label=told.version,
                origin=origin,
                use=told.use,
                publisher=told.publisher,
                name=told.name,
                introduction=told.introduction,
                note=told.note,
                synonyms={language: list(several) for language, several in told.synonyms.items()},
                source_address=told.source_address,
                source_language=told.source_language,
                provenance=dict(told.wording),
                content_digest=framework_file.digest(told),
                uploaded_by_id=by.person_id,
                uploaded_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(
            "version_open", _("Another version of this framework is being prepared. Publish or drop it first."), "/key"
        ) from None
    made.write(told.lines)
    return made


def _publish(version: FrameworkVersion, by: Actor) -> None:
    before = version.framework.versions.filter(state=wording.State.PUBLISHED).order_by("-number").first()
    version.state = wording.State.PUBLISHED
    version.confirmed_by_id, version.published_at = by.person_id, clock.now()
    version.save()
    if before is not None:
        before.effective_to = version.effective_from
        before.save(update_fields=["effective_to"])
    _record("quality.publish_framework", version, by)
    news.publish("quality.framework_published", {"framework": version.framework.key, "version_id": str(version.pk)})


def _locked(version_id: UUID) -> FrameworkVersion:
    """The version, held until the commit."""
    found: FrameworkVersion | None = (
        FrameworkVersion.objects.select_for_update(of=("self",))
        .select_related("framework")
        .filter(pk=version_id)
        .first()
    )
    if found is None:
        raise Refused("version_unknown", _("This version does not exist."))
    return found


def _proposed(version_id: UUID) -> FrameworkVersion:
    """The version, held until the commit, while it waits for its second person."""
    found = _locked(version_id)
    if found.state != wording.State.PROPOSED:
        raise Refused("version_settled", _("This version is not proposed, or is published already."))
    return found


def _record(verb: str, version: FrameworkVersion, by: Actor) -> None:
    audit.record(
        by=by,
        verb=verb,
        subject_type="framework_version",
        subject_id=version.pk,
        facts={"framework": version.framework.key, "label": version.label, "digest": version.content_digest},
    )
