"""Reading candidacies, results and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, QuerySet

from acquis.assessment import models, wording
from acquis.catalogue import queries as catalogue
from acquis.catalogue import wording as vocabulary
from acquis.catalogue.content import Outcome
from acquis.catalogue.queries import VersionFacts
from acquis.people import queries as people
from acquis.platform import files
from acquis.platform.files import FileFacts
from acquis.platform.pagination import page_of
from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """The recorded result of one outcome; codes are those of the catalogue's and of this context's wording."""

    id: UUID
    outcome_id: UUID
    outcome_code: str
    statement: Text
    required: bool
    assessment_id: UUID
    assessment_title: Text
    achieved: bool
    level: str
    method: str
    mode: str
    assessed_on: date
    assessor_id: UUID
    assessor_name: str
    assessor_role: str
    supervised: bool
    identity_checked: bool
    note: str

    @property
    def level_label(self) -> str:
        """The level in the language of the page, empty when none was given."""
        return str(wording.Level(self.level).label) if self.level else ""

    @property
    def method_label(self) -> str:
        """The method in the language of the page."""
        return str(vocabulary.Method(self.method).label)

    @property
    def assessor_role_label(self) -> str:
        """The assessor's role in the language of the page."""
        return str(wording.AssessorRole(self.assessor_role).label)


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """One piece of evidence. ``file`` is None for an address; ``sha256`` is empty then."""

    id: UUID
    candidacy_id: UUID
    outcome_id: UUID | None
    outcome_code: str
    title: Text
    description: Text
    genre: str
    file: FileFacts | None
    url: str
    text_alternative: Text
    sha256: str
    added_at: datetime

    @property
    def genre_label(self) -> str:
        """The kind of evidence in the language of the page."""
        return str(vocabulary.EvidenceKind(self.genre).label)


@dataclass(frozen=True, slots=True)
class CandidacyFacts:
    """A candidacy with everything its page needs."""

    id: UUID
    organization_id: UUID
    version: VersionFacts
    email: str
    name: str
    state: str
    created_at: datetime
    concluded_at: datetime | None
    results: tuple[ResultFacts, ...]
    evidence: tuple[EvidenceFacts, ...]

    @property
    def state_label(self) -> str:
        """Its state in the language of the page."""
        return str(wording.State(self.state).label)

    def result_of(self, outcome_id: UUID) -> ResultFacts | None:
        """The result recorded for an outcome."""
        return next((result for result in self.results if result.outcome_id == outcome_id), None)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Whether a candidacy supports an award (I-01).

    Attributes:
        complete: concluded as passed, with every required outcome achieved.
        state: the candidacy's, a code of `wording.State`.
        missing: codes of the required outcomes that have no passing result.
        assessor_names: who attested, in the order of the outcomes, each once.
        assessed_on: the day of the last result.
    """

    complete: bool
    state: str
    missing: tuple[str, ...]
    results: tuple[ResultFacts, ...]
    evidence: tuple[EvidenceFacts, ...]
    assessor_names: tuple[str, ...]
    assessed_on: date | None


@dataclass(frozen=True, slots=True)
class CandidacyRow:
    """A candidacy in a list."""

    id: UUID
    version_id: UUID
    title: Text
    number: int
    email: str
    name: str
    state: str
    created_at: datetime
    concluded_at: datetime | None
    recorded: int


def candidacy(candidacy_id: UUID, *, organization_id: UUID | None = None) -> CandidacyFacts | None:
    """One candidacy; with ``organization_id``, None for another organization's."""
    rows = models.Candidacy.objects.filter(pk=candidacy_id)
    if organization_id is not None:
        rows = rows.filter(organization_id=organization_id)
    row = rows.first()
    if row is None:
        return None
    version = catalogue.version(row.version_id)
    assert version is not None
    return CandidacyFacts(
        row.pk,
        row.organization_id,
        version,
        row.email,
        row.name,
        row.state,
        row.created_at,
        row.concluded_at,
        _results(row, version),
        _evidence(row, version),
    )


def conclusion(candidacy_id: UUID) -> Conclusion | None:
    """What issuance asks before an award; None when there is no such candidacy."""
    found = candidacy(candidacy_id)
    if found is None:
        return None
    missing = missing_outcomes(found)
    names = dict.fromkeys(result.assessor_name for result in found.results)
    return Conclusion(
        complete=found.state == wording.State.PASSED and not missing,
        state=found.state,
        missing=tuple(outcome.code for outcome in missing),
        results=found.results,
        evidence=found.evidence,
        assessor_names=tuple(names),
        assessed_on=max((result.assessed_on for result in found.results), default=None),
    )


def missing_outcomes(found: CandidacyFacts) -> tuple[Outcome, ...]:
    """The required outcomes that have no passing result."""
    achieved = {result.outcome_id for result in found.results if result.achieved}
    return tuple(outcome for outcome in found.version.required_outcomes if outcome.id not in achieved)


def queue(organization_id: UUID, *, state: str = "open", page: str | None = None) -> Page[CandidacyRow]:
    """The candidacies of an organization in one state: open ones oldest first, concluded ones newest first."""
    rows = models.Candidacy.objects.filter(organization_id=organization_id, state=state)
    order = ("created_at", "pk") if state == wording.State.OPEN else ("-concluded_at", "pk")
    return _row_page(rows.order_by(*order), page)


def passed_of(organization_id: UUID) -> QuerySet[models.Candidacy]:
    """The passed candidacies, oldest first: what issuance has to award; exclude the awarded ones, then page it."""
    return models.Candidacy.objects.filter(organization_id=organization_id, state=wording.State.PASSED).order_by(
        "concluded_at", "pk"
    )


def rows_of(found: QuerySet[models.Candidacy], page: str | None) -> Page[CandidacyRow]:
    """A page of a list such as `passed_of`, as values."""
    return _row_page(found, page)


def evidence(evidence_id: UUID, *, organization_id: UUID | None = None) -> EvidenceFacts | None:
    """One piece of evidence; with ``organization_id``, None for another organization's."""
    rows = models.Evidence.objects.filter(pk=evidence_id).select_related("outcome")
    if organization_id is not None:
        rows = rows.filter(organization_id=organization_id)
    row = rows.first()
    return _evidence_facts(row, row.outcome.code if row.outcome else "") if row else None


def evidence_in(candidacy_id: UUID) -> tuple[EvidenceFacts, ...]:
    """The evidence of a candidacy, oldest first, without the rest of it."""
    rows = models.Evidence.objects.filter(candidacy_id=candidacy_id).select_related("outcome")
    return tuple(
        _evidence_facts(row, row.outcome.code if row.outcome else "") for row in rows.order_by("added_at", "pk")
    )


def _results(row: models.Candidacy, version: VersionFacts) -> tuple[ResultFacts, ...]:
    stored = {result.outcome_id: result for result in row.results.all()}
    names = people.people({result.assessor_id for result in stored.values()})
    titles = {assessment.id: assessment.title for assessment in version.content.assessments}
    return tuple(
        ResultFacts(
            id=result.pk,
            outcome_id=result.outcome_id,
            outcome_code=outcome.code,
            statement=outcome.statement,
            required=outcome.required,
            assessment_id=result.assessment_id,
            assessment_title=titles[result.assessment_id],
            achieved=result.achieved,
            level=result.level,
            method=result.method,
            mode=result.mode,
            assessed_on=result.assessed_on,
            assessor_id=result.assessor_id,
            assessor_name=names[result.assessor_id].name if result.assessor_id in names else "",
            assessor_role=result.assessor_role,
            supervised=result.supervised,
            identity_checked=result.identity_checked,
            note=result.note,
        )
        for outcome in version.content.outcomes
        if outcome.id is not None and (result := stored.get(outcome.id)) is not None
    )


def _evidence(row: models.Candidacy, version: VersionFacts) -> tuple[EvidenceFacts, ...]:
    codes = {outcome.id: outcome.code for outcome in version.content.outcomes}
    return tuple(_evidence_facts(item, codes.get(item.outcome_id, "")) for item in row.evidence.all())


def _evidence_facts(item: models.Evidence, outcome_code: str) -> EvidenceFacts:
    return EvidenceFacts(
        item.pk,
        item.candidacy_id,
        item.outcome_id,
        outcome_code,
        item.title,
        item.description,
        item.genre,
        files.facts(item.file_id) if item.file_id else None,
        item.url,
        item.text_alternative,
        item.sha256,
        item.added_at,
    )


def _row_page(rows: QuerySet[Any], page: str | None) -> Page[CandidacyRow]:
    found = page_of(rows.select_related("version").annotate(recorded=Count("results")), page)
    found.object_list = [
        CandidacyRow(
            row.pk,
            row.version_id,
            row.version.title,
            row.version.number,
            row.email,
            row.name,
            row.state,
            row.created_at,
            row.concluded_at,
            row.recorded,
        )
        for row in found.object_list
    ]
    return found
