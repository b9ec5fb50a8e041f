"""Writes on findings: what an organization found while it tried a framework."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.organizations import actions as organizations
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.quality import access, queries, wording
from acquis.quality.models import Finding, FindingLine, FrameworkVersion


@action
def publish_finding(
    *,
    organization_id: UUID,
    version_id: UUID,
    codes: Iterable[str],
    title: Text,
    text: Text,
    by: Actor,
    project: Text | None = None,
) -> UUID:
    """An organization tells in public what it found while it tried a framework (R-029); the id.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``version_unknown``, ``title_missing``, ``text_missing``, ``lines_missing``, ``line_unknown``.
    """
    organizations.require(by, access.FINDINGS, organization_id)
    version = FrameworkVersion.objects.filter(pk=version_id, state=wording.State.PUBLISHED).first()
    if version is None:
        raise Refused("version_unknown", _("Choose a framework from the list."), "lines")
    if not title:
        raise Refused("title_missing", _("Give a title in at least one language."), "title_fr")
    if not text:
        raise Refused("text_missing", _("Write what you found, in at least one language."), "text_fr")
    wanted = set(codes)
    if not wanted:
        raise Refused("lines_missing", _("Choose at least one principle or element that it is about."), "lines")
    tagged = queries.line_ids(version_id, wanted)
    if set(tagged) != wanted:
        raise Refused("line_unknown", _("Choose principles and elements from the list."), "lines")
    made = Finding.objects.create(
        organization_id=organization_id,
        version=version,
        title=title,
        text=text,
        project=project or Text(),
        author_id=by.person_id,
        published_at=clock.now(),
    )
    FindingLine.objects.bulk_create([FindingLine(finding=made, line_id=line_id) for line_id in tagged.values()])
    audit.record(
        by=by,
        verb="quality.publish_finding",
        subject_type="finding",
        subject_id=made.pk,
        facts={"version": str(version_id), "lines": sorted(wanted)},
    )
    return made.pk


@action
def withdraw_finding(*, finding_id: UUID, by: Actor) -> None:
    """Its own organization takes a finding back; the page then says so. Nobody else can, the operator neither.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``finding_unknown``, ``finding_withdrawn``.
    """
    found = Finding.objects.select_for_update().filter(pk=finding_id).first()
    if found is None:
        raise Refused("finding_unknown", _("This finding does not exist."))
    organizations.require(by, access.FINDINGS, found.organization_id)
    if found.state != wording.FindingState.PUBLISHED:
        raise Refused("finding_withdrawn", _("This finding was withdrawn already."))
    found.state, found.withdrawn_at = wording.FindingState.WITHDRAWN, clock.now()
    found.save()
    audit.record(by=by, verb="quality.withdraw_finding", subject_type="finding", subject_id=found.pk)
