"""Writes on candidacies: enrol, record results, keep evidence, conclude."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from acquis.assessment import models, queries, wording
from acquis.assessment.queries import CandidacyFacts
from acquis.audit import actions as audit
from acquis.catalogue import queries as catalogue
from acquis.catalogue import wording as vocabulary
from acquis.catalogue.content import Assessment, Outcome
from acquis.organizations.actions import require
from acquis.people import queries as people
from acquis.platform import clock, files, links
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked, Refused
from acquis.platform.translatable import Text, cleaned
from acquis.platform.writes import action
from sceau.linked_data.nquads import is_iri
from sceau.openbadges.reading import followable


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultInput:
    """What an assessor says of one outcome.

    Attributes:
        outcome_code: for example ``R1``.
        assessment_id: which assessment showed it; None takes the one that covers the outcome.
        method: empty takes the assessment's; ``prior_learning`` for the recognition route (R-117).
        mode: empty takes the assessment's.
        assessed_on: a day that is not in the future.
    """

    outcome_code: str
    achieved: bool
    assessed_on: date
    assessor_role: str
    assessment_id: UUID | None = None
    level: str = ""
    method: str = ""
    mode: str = ""
    supervised: bool = False
    identity_checked: bool = False
    note: str = ""


@action
def enrol(*, organization_id: UUID, version_id: UUID, email: str, name: str, by: Actor) -> UUID:
    """Open a candidacy for a published version; its id. The same address is found again while it is open.

    Raises:
        Forbidden: without ``assessment.record``.
        Refused: ``version_not_published``, ``email_invalid``, ``name_missing``.
    """
    require(by, "assessment.record", organization_id)
    version = catalogue.version_in(organization_id, version_id)
    if version is None or not version.is_awardable:
        raise Refused("version_not_published", _("Choose a published microcredential."), "version_id")
    address, called = email.strip().lower(), " ".join(cleaned(name).split())
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("email_invalid", _("Write a full e-mail address, like name@college.example."), "email") from error
    if not called:
        raise Refused("name_missing", _("Write the person’s name as it should stand on the credential."), "name")
    known = models.Candidacy.objects.filter(version_id=version_id, email=address, state=wording.State.OPEN).first()
    if known is not None:
        return known.pk
    made = models.Candidacy.objects.create(
        organization_id=organization_id,
        version_id=version_id,
        email=address,
        name=called,
        created_by_id=by.person_id,
        created_at=clock.now(),
    )
    _record(by, "enrol", made.pk)
    return made.pk


@action
def record(*, candidacy_id: UUID, results: Iterable[ResultInput], by: Actor) -> None:
    """Record results by outcome; a result given again replaces the former one until the conclusion (R-113).

    Raises:
        Forbidden: without ``assessment.record``.
        Refused: ``candidacy_concluded``, ``assessor_is_candidate``, ``outcome_unknown``, ``assessment_unknown``,
            ``assessed_in_future``, ``role_unknown``, ``level_unknown``, ``in_person_required`` (R-115); ``where``
            is ``<outcome code>.<field>``.
    """
    found = _open(candidacy_id, by)
    if found.email in people.verified_addresses(_person(by)):
        raise Refused("assessor_is_candidate", _("Nobody records their own results."))
    outcomes = {outcome.code: outcome for outcome in found.version.content.outcomes}
    for given in results:
        outcome = outcomes.get(given.outcome_code)
        if outcome is None:
            raise Refused("outcome_unknown", _("This version has no such outcome."), given.outcome_code)
        _keep(found, outcome, given, by)
        _record(by, "record", candidacy_id, outcome=given.outcome_code, achieved=given.achieved)


@action
def add_evidence(
    *,
    candidacy_id: UUID,
    title: Text,
    description: Text,
    no_third_party: bool,
    by: Actor,
    genre: str = "document",
    outcome_code: str = "",
    file_id: UUID | None = None,
    url: str = "",
    text_alternative: Text | None = None,
) -> UUID:
    """Keep a piece of evidence; its id. One file (see `acquis.platform.files.store`) or one address, never both.

    Raises:
        Forbidden: without ``assessment.record``.
        Refused: ``candidacy_concluded``, ``title_missing``, ``third_party_unconfirmed`` (R-125),
            ``evidence_missing``, ``url_invalid``, ``url_repeated``, ``text_alternative_missing`` (R-126),
            ``genre_unknown``, ``outcome_unknown``.
    """
    found = _open(candidacy_id, by)
    outcome = _outcome_or_none(found, outcome_code)
    file = files.facts(file_id) if file_id else None
    alternative = text_alternative or Text()
    _check_evidence(title, genre, no_third_party)
    _check_address(found, url)
    if (file is None) == (not url):
        raise Refused("evidence_missing", _("Add one file, or one address."), "file")
    if file is not None and file.media_type != "text/plain" and not alternative:
        raise Refused(
            "text_alternative_missing",
            _("Describe in words what the file shows, for those who cannot see it."),
            "text_alternative",
        )
    made = models.Evidence.objects.create(
        organization_id=found.organization_id,
        candidacy_id=found.id,
        outcome_id=outcome.id if outcome else None,
        title=title,
        description=description,
        genre=genre,
        file_id=file_id,
        url=url,
        text_alternative=alternative,
        sha256=file.sha256 if file else "",
        consent_confirmed=True,
        added_by_id=by.person_id,
        added_at=clock.now(),
    )
    _record(by, "add_evidence", candidacy_id, evidence=str(made.pk), sha256=made.sha256)
    return made.pk


@action
def remove_evidence(*, evidence_id: UUID, by: Actor) -> None:
    """Take away a piece of evidence before the conclusion; its file goes with it."""
    row = models.Evidence.objects.filter(pk=evidence_id).first()
    if row is None:
        raise Refused("evidence_unknown", _("There is no such evidence here."))
    _open(row.candidacy_id, by)
    if row.file_id:
        files.remove(row.file_id)
    row.delete()
    _record(by, "remove_evidence", row.candidacy_id, evidence=str(evidence_id))


@action
def conclude(*, candidacy_id: UUID, by: Actor, passed: bool = True) -> str:
    """Conclude; the state reached. From then on results and evidence stay as they are.

    Args:
        passed: False records that the person did not pass, whatever the results.

    Raises:
        Forbidden: without ``assessment.record``.
        Refused: ``candidacy_concluded``.
        Blocked: ``outcomes_missing``, one reason ``outcome_not_achieved`` by required outcome, named by code.
    """
    found = _open(candidacy_id, by)
    missing = queries.missing_outcomes(found) if passed else ()
    if missing:
        raise Blocked(
            "outcomes_missing",
            _("Not every required outcome has a passing result."),
            [
                Refused(
                    "outcome_not_achieved",
                    _("Outcome %(code)s has no passing result.") % {"code": outcome.code},
                    outcome.code,
                )
                for outcome in missing
            ],
        )
    state = wording.State.PASSED if passed else wording.State.NOT_PASSED
    row = models.Candidacy.objects.get(pk=candidacy_id)
    row.state, row.concluded_by_id, row.concluded_at = state, by.person_id, clock.now()
    row.save(update_fields=["state", "concluded_by", "concluded_at"])
    _record(by, "conclude", candidacy_id, state=state.value)
    return state.value


# — steps —


def _person(by: Actor) -> UUID:
    if by.person_id is None:
        raise Refused("assessor_missing", _("A result needs a person who attests it."))
    return by.person_id


def _open(candidacy_id: UUID, by: Actor) -> CandidacyFacts:
    # Locked, so that no result arrives while somebody concludes.
    models.Candidacy.objects.select_for_update().filter(pk=candidacy_id).first()
    found = queries.candidacy(candidacy_id)
    if found is None:
        raise Refused("candidacy_unknown", _("There is no such candidacy here."))
    require(by, "assessment.record", found.organization_id)
    if found.state != wording.State.OPEN:
        raise Refused("candidacy_concluded", _("This assessment is concluded: its results no longer change."))
    return found


def _keep(found: CandidacyFacts, outcome: Outcome, given: ResultInput, by: Actor) -> None:
    assessment = _assessment(found, outcome, given)
    mode = given.mode or assessment.mode
    _check_result(given, assessment, mode)
    assert outcome.id is not None
    values = {
        "organization_id": found.organization_id,
        "assessment_id": assessment.id,
        "achieved": given.achieved,
        "level": given.level if given.achieved else "",
        "method": given.method or assessment.method,
        "mode": mode,
        "assessed_on": given.assessed_on,
        "assessor_id": _person(by),
        "assessor_role": given.assessor_role,
        "supervised": given.supervised,
        "identity_checked": given.identity_checked,
        "note": given.note.strip(),
        "recorded_at": clock.now(),
    }
    models.OutcomeResult.objects.update_or_create(candidacy_id=found.id, outcome_id=outcome.id, defaults=values)


def _assessment(found: CandidacyFacts, outcome: Outcome, given: ResultInput) -> Assessment:
    covering = [one for one in found.version.content.assessments if outcome.code in one.outcomes]
    if given.assessment_id is not None:
        covering = [one for one in covering if one.id == given.assessment_id]
    if not covering:
        raise Refused(
            "assessment_unknown",
            _("Choose an assessment that covers this outcome."),
            f"{outcome.code}.assessment_id",
        )
    return covering[0]


def _check_result(given: ResultInput, assessment: Assessment, mode: str) -> None:
    place = given.outcome_code
    if given.assessed_on > clock.today():
        raise Refused("assessed_in_future", _("The day of the assessment lies in the future."), f"{place}.assessed_on")
    if given.assessor_role not in wording.AssessorRole.values:
        raise Refused("role_unknown", _("Say as what you attest this."), f"{place}.assessor_role")
    if given.level and given.level not in wording.Level.values:
        raise Refused("level_unknown", _("Choose a level from the list."), f"{place}.level")
    if given.method and given.method not in vocabulary.Method.values:
        raise Refused("method_unknown", _("Choose a method from the list."), f"{place}.method")
    if assessment.mode == vocabulary.AssessmentMode.IN_PERSON and mode != assessment.mode:
        raise Refused(
            "in_person_required",
            _("This assessment takes place in person: a result obtained online does not count."),
            f"{place}.mode",
        )


def _outcome_or_none(found: CandidacyFacts, code: str) -> Outcome | None:
    if not code:
        return None
    for outcome in found.version.content.outcomes:
        if outcome.code == code:
            return outcome
    raise Refused("outcome_unknown", _("This version has no such outcome."), "outcome_code")


def _check_evidence(title: Text, genre: str, no_third_party: bool) -> None:
    if not title:
        raise Refused("title_missing", _("Give it a title, in one language at least."), "title")
    if not no_third_party:
        raise Refused(
            "third_party_unconfirmed",
            _("Confirm that nobody else can be recognized, or that they agreed. Hide names and faces first."),
            "no_third_party",
        )
    if genre not in vocabulary.EvidenceKind.values:
        raise Refused("genre_unknown", _("Choose a kind of evidence from the list."), "genre")


def _check_address(found: CandidacyFacts, url: str) -> None:
    """In the signed document the address names the piece: it must be sound, and name nothing else there."""
    if url and (not followable(url) or not is_iri(url) or url.startswith(links.machine("id/"))):
        raise Refused("url_invalid", _("Write a full address that begins with https://."), "url")
    if url and any(piece.url == url for piece in found.evidence):
        raise Refused("url_repeated", _("This address is among the evidence already."), "url")


def _record(by: Actor, verb: str, candidacy_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"assessment.{verb}", subject_type="candidacy", subject_id=candidacy_id, facts=facts)
