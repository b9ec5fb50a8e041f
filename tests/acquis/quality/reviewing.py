"""Reviews for tests: a college with everybody who takes part, and versions brought as far as a test needs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from acquis.catalogue import queries as catalogue
from acquis.catalogue import wording as states
from acquis.catalogue.queries import VersionFacts
from acquis.platform import clock
from acquis.platform.translatable import Text
from acquis.quality import actions, queries
from acquis.quality.reviewing import LineInput, ReviewFacts, StepFacts
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.quality import factories as frameworks

S = states.State
PEOPLE = ("administrator", "author", "reviewer", "industry_reviewer", "approver", "registrar", "assessor", "reader")
SHOWN = Text(fr="Voir la définition.", en="See the definition.")
WHY = Text(fr="Aucun partenaire consulté à ce jour.", en="No partner consulted so far.")


def college(*, recognised: bool = True, roles: tuple[str, ...] = PEOPLE) -> College:
    """A college where each role has a person of its own; the required frameworks are in force."""
    frameworks.bundled(frameworks.PRINCIPLES, frameworks.ELEMENTS)
    made = factories.college(roles=roles)
    return factories.recognise(made) if recognised else made


def answers(version: VersionFacts, **changed: LineInput | None) -> dict[UUID, LineInput | None]:
    """Every line met, but for those named by their code (with ``_`` for ``-``)."""
    told = {key.replace("_", "-"): value for key, value in changed.items()}
    rows = [row for sheet in queries.sheets(version) for row in sheet.rows]
    return {row.line.id: told.get(row.line.code, LineInput("met", SHOWN)) for row in rows}


def answered(where: College, version: VersionFacts, **changed: LineInput | None) -> VersionFacts:
    """The version with its answers."""
    actions.answer_lines(version_id=version.id, answers=answers(version, **changed), by=where.actor("author"))
    return again(version)


def submitted(where: College, **changed: LineInput | None) -> VersionFacts:
    """A version in review."""
    made = answered(where, factories.draft(where), **changed)
    actions.submit(version_id=made.id, by=where.actor("author"))
    return again(made)


def step(version: VersionFacts, voice: str) -> StepFacts:
    """The step of the last review that belongs to a voice."""
    return next(one for one in review(version).steps if one.voice == voice)


def opinions(where: College, version: VersionFacts) -> None:
    """Both voices are in favour."""
    peer, industry = step(version, "peer").id, step(version, "industry").id
    actions.give_opinion(step_id=peer, stance="support", comment="Clear and complete.", by=where.actor("reviewer"))
    actions.give_opinion(
        step_id=industry,
        stance="conditions",
        comment="We hire for this.",
        speaks_for="Chambre de commerce (fictive)",
        by=where.actor("industry_reviewer"),
    )


def approved(where: College, **changed: LineInput | None) -> VersionFacts:
    """A version that was approved."""
    made = submitted(where, **changed)
    opinions(where, made)
    actions.approve(
        version_id=made.id,
        reason="Read by everybody.",
        review_on=clock.today() + timedelta(days=200),
        by=where.actor("approver"),
    )
    return again(made)


def published(where: College, **changed: LineInput | None) -> VersionFacts:
    """A version that was reviewed, approved and published."""
    made = approved(where, **changed)
    actions.publish(version_id=made.id, by=where.actor("registrar"))
    return again(made)


def version_in(where: College, state: str) -> VersionFacts:
    """A version that has come as far as ``state``, through its review."""
    if state == S.DRAFT:
        return answered(where, factories.draft(where))
    if state in {S.PUBLISHED, S.SUSPENDED, S.RETIRED}:
        made = published(where)
        by = where.actor("approver")
        if state != S.PUBLISHED:
            outcome = "suspend" if state == S.SUSPENDED else "retire"
            actions.review_again(version_id=made.id, outcome=outcome, reason="The law.", told="A new law.", by=by)
        return again(made)
    if state == S.APPROVED:
        return approved(where)
    made = submitted(where)
    if state == S.CHANGES_REQUESTED:
        actions.request_changes(version_id=made.id, reason="R2 is vague.", by=where.actor("approver"))
    elif state == S.REJECTED:
        actions.reject(version_id=made.id, reason="Not a microcredential.", by=where.actor("approver"))
    return again(made)


def review(version: VersionFacts) -> ReviewFacts:
    """The last review of a version."""
    found = queries.latest_review(version.id)
    assert found is not None
    return found


def again(version: VersionFacts) -> VersionFacts:
    """The version as it is stored now."""
    found = catalogue.version(version.id)
    assert found is not None
    return found
