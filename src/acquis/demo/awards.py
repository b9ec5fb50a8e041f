"""Tells one story of the demonstration: enrolled, assessed, awarded, answered, and what came after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from acquis.assessment import actions as assessment
from acquis.assessment import queries as assessment_queries
from acquis.assessment.actions import ResultInput
from acquis.catalogue import queries as catalogue
from acquis.catalogue.queries import VersionFacts
from acquis.demo import mailbox
from acquis.demo.organizations import FICTIONAL
from acquis.demo.people import PEOPLE
from acquis.demo.stories import Story, earlier
from acquis.issuance import actions as issuance
from acquis.issuance import queries as issuance_queries
from acquis.passport import actions as passport
from acquis.passport.queries import Selection
from acquis.people import actions as people
from acquis.platform import clock, files, jobs
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text

ASSESSORS = {"riviere-aux-pins": "elie", "trois-lacs": "hugo"}
REGISTRARS = {"riviere-aux-pins": "marc", "trois-lacs": "ines"}
_CLAIM = re.compile(r"/c/([A-Za-z0-9_-]{22})")

REPORT = """Compte rendu d’incident (exemple fictif)

9 h 05   Un courriel imite le service de paie et demande un mot de passe. Adresse réelle : paie@salaires.example
9 h 08   Courriel signalé à la personne responsable; aucun lien suivi.
9 h 20   Collègues prévenus. Copie des fichiers du projet vérifiée et restaurée.
Suite    Filtre du courriel mis à jour. Rappel à l’équipe lundi.
"""
GRID = """Grille d’observation (exemple fictif)

Sécurité de la scène        fait
Alerte complète             fait, 48 secondes
Gestes dans l’ordre         fait
Relève claire               fait
"""


def tell(story: Story, version_id: UUID, persons: Mapping[str, UUID], *, now: datetime) -> None:
    """Make the story true, once; days are counted back from ``now``."""
    version = catalogue.version(version_id)
    assert version is not None
    with transaction.atomic():
        with clock.at(now - timedelta(days=story.days)):
            candidacy_id = _assessed(story, version, persons)
        if candidacy_id is None or story.finish in {"open", "passed"}:
            return
        registrar = _member(REGISTRARS, version, persons)
        with clock.at(now - timedelta(days=story.days, hours=-2)):
            award_id = issuance.award(candidacy_id=candidacy_id, by=registrar, language=story.language)
            jobs.run_due()
        _answer(story, award_id, registrar, now=now)


def _member(table: Mapping[str, str], version: VersionFacts, persons: Mapping[str, UUID]) -> Actor:
    return Actor.person(persons[table[version.organization.key]]).within(version.organization.id)


def _assessed(story: Story, version: VersionFacts, persons: Mapping[str, UUID]) -> UUID | None:
    """The candidacy, concluded unless it stays open; None when the story was told before."""
    if _told(story, version):
        return None
    assessor = _member(ASSESSORS, version, persons)
    candidacy_id = assessment.enrol(
        organization_id=version.organization.id, version_id=version.id, email=story.email, name=story.name, by=assessor
    )
    if story.finish == "open":
        return candidacy_id
    assessment.record(
        candidacy_id=candidacy_id,
        results=[
            ResultInput(
                outcome_code=outcome.code,
                achieved=True,
                assessed_on=clock.today(),
                assessor_role="examiner",
                supervised=True,
                identity_checked=True,
            )
            for outcome in version.content.outcomes
        ],
        by=assessor,
    )
    _evidence(version, candidacy_id, assessor)
    assessment.conclude(candidacy_id=candidacy_id, by=assessor)
    return candidacy_id


def _told(story: Story, version: VersionFacts) -> bool:
    """Whether this very story is there; the same person can earn the same thing twice."""
    passed = assessment_queries.passed_of(version.organization.id)
    return passed.filter(version_id=version.id, email=story.email).count() > earlier(story)


def _evidence(version: VersionFacts, candidacy_id: UUID, assessor: Actor) -> None:
    report = version.code == "CYB-101"
    kept = files.store((REPORT if report else GRID).encode(), name="preuve.txt", media_type="text/plain")
    assessment.add_evidence(
        candidacy_id=candidacy_id,
        title=Text(fr="Compte rendu d’incident", en="Incident report")
        if report
        else Text(fr="Grille d’observation", en="Observation grid"),
        description=Text(
            fr="Remis à la fin de la simulation; noms retirés.", en="Handed in after the simulation; names removed."
        )
        if report
        else Text(
            fr="Remplie par la personne qui évalue, pendant l’épreuve.",
            en="Filled in by the assessor during the assessment.",
        ),
        genre="document" if report else "observation",
        file_id=kept.id,
        no_third_party=True,
        by=assessor,
    )


def _answer(story: Story, award_id: UUID, registrar: Actor, *, now: datetime) -> None:
    if story.finish == "offered":
        return
    if story.finish == "lapsed":
        with clock.at(now - timedelta(days=story.days - settings.ACQUIS_OFFER_DAYS - 1)):
            jobs.run_due()
        return
    with clock.at(now - timedelta(days=story.days - 1)):
        if story.finish == "withdrawn":
            issuance.withdraw(award_id=award_id, by=registrar)
            return
        token = _token(story, award_id)
        if story.finish == "declined":
            issuance.decline(token=token, reason=story.reason, by=Actor(None, None, "web", "acquis demo"))
            return
        learner = _learner(story)
        item_id = passport.accept_award(token=token, by=learner)
    _after(story, award_id, item_id, learner, registrar, now=now)
    jobs.run_due()


def _after(story: Story, award_id: UUID, item_id: UUID, learner: Actor, registrar: Actor, *, now: datetime) -> None:
    assert registrar.organization_id is not None
    award = issuance_queries.award(award_id, registrar.organization_id)
    assert award is not None
    assert award.credential is not None
    credential_id = award.credential.id
    with clock.at(now - timedelta(days=max(story.days // 3, 1))):
        if story.finish == "suspended":
            issuance.suspend(credential_id=credential_id, reason_code=story.reason, by=registrar)
        elif story.finish == "revoked":
            issuance.revoke(credential_id=credential_id, reason_code=story.reason, by=registrar)
    if story.shared:
        heron = next(one for one in FICTIONAL if one.key == "grand-heron")
        evidence = tuple(place.id for place in issuance_queries.evidence_of(credential_id))
        passport.create_share(
            selections=[(item_id, Selection(evidence=evidence))],
            by=learner,
            purpose_note="Candidature de démonstration",
            recipient_name=heron.name.shown(story.language).text,
            language=story.language,
        )


def _learner(story: Story) -> Actor:
    """The learner's own account, opened when the story needs one."""
    known = next((account for account in PEOPLE if account.email == story.email), None)
    return Actor.person(
        people.open_account(
            email=story.email,
            name=known.name if known else story.name,
            language=story.language,
            by=Actor.system("demo"),
            verified=True,
            fictional=True,
        )
    )


def _token(story: Story, award_id: UUID) -> str:
    """The claim link as the learner gets it: from the mail."""
    for letter in mailbox.letters():
        match = _CLAIM.search(letter.body) if story.email in letter.recipient else None
        offer = issuance_queries.offer_behind(match[1]) if match else None
        if match and offer and offer.id == award_id:
            return match[1]
    raise LookupError(f"no mail with the claim link reached {story.email}")
