"""Who vouches for what in the demonstration: one request in each state, and partners of each kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from acquis.catalogue import actions, queries
from acquis.catalogue.content import Approval
from acquis.catalogue.endorsing import MOST_YEARS, Answer
from acquis.catalogue.queries import VersionFacts
from acquis.demo import mailbox
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text

Finish = Literal["requested", "under_study", "signed", "partial", "declined", "lapsed", "withdrawn"]
SIGNATORIES = {"conseil-exemple": "camille", "grand-heron": "ulysse", "val-clair": "bao"}
STRANGER = "Clinique Démo du Ruisseau"
"""Entered the register by signing: nobody has verified who it is."""
AUTHORS = {"riviere-aux-pins": "lea", "trois-lacs": "hugo"}
_STRANGERS_ADDRESS = "coordination@ruisseau.example"
_LINK = re.compile(r"/fr/e/([A-Za-z0-9_-]{22})/")
BEFORE_AWARDS = 500  # days: what was signed earlier travels in the credentials of the demonstration
NEWER, WITHDRAWN = timedelta(days=2), timedelta(minutes=30)  # before now: after every award


@dataclass(frozen=True, slots=True)
class Request:
    """One request and how far it went.

    Attributes:
        code: of the definition; its first version is meant.
        days: how long ago it was asked.
        ended: how many days ago it ceased to count; None for as long as possible.
        changed: whether a newer version was published since.
    """

    code: str
    partner: str
    days: int
    finish: Finish
    role: str = ""
    in_demand: str = ""
    reflects: str = ""
    reason: str = ""
    ended: int | None = None
    changed: bool = False


REQUESTS: tuple[Request, ...] = (
    Request(
        "CYB-101",
        "conseil-exemple",
        1100,
        "signed",
        "Direction des compétences",
        "Nos quarante membres demandent ces gestes pour tout poste à l’ordinateur.",
        "Les incidents de l’épreuve viennent de cas que nos membres ont vécus.",
    ),
    Request(
        "LOG-115",
        "grand-heron",
        1090,
        "withdrawn",
        "Direction des opérations",
        "Nous embauchons à chaque saison des préparateurs de commandes.",
        "L’épreuve suit nos propres feuilles de route.",
        "Nos entrepôts sont maintenant automatisés : l’épreuve ne ressemble plus au travail.",
    ),
    Request(
        "SEC-210",
        "val-clair",
        1080,
        "signed",
        "Direction des soins",
        "Chaque équipe doit compter une personne formée.",
        "Les gestes évalués sont ceux de notre protocole.",
        ended=9,
    ),
    Request(
        "COM-310",
        "conseil-exemple",
        1000,
        "signed",
        "Direction des compétences",
        "Écrire clairement est la première compétence que nos membres nomment.",
        "La grille reprend ce que nos membres exigent d’une note de service.",
        changed=True,
    ),
    Request("LOG-115", "val-clair", 120, "lapsed"),
    Request(
        "CYB-101", "grand-heron", 40, "partial", "Direction des opérations", "Oui, pour nos bureaux et nos entrepôts."
    ),
    Request("SEC-210", "conseil-exemple", 30, "declined", reason="Les premiers soins ne sont pas de notre secteur."),
    Request("LOG-115", "conseil-exemple", 12, "under_study"),
    Request("CYB-101", "val-clair", 5, "requested"),
    Request(
        "SEC-210",
        STRANGER,
        25,
        "signed",
        "Coordination des soins",
        "Chaque quart de travail doit compter une personne formée.",
        "Les situations évaluées sont celles de notre salle d’attente.",
    ),
)

PARTNERS: tuple[tuple[str, str, str, Text], ...] = (
    (
        "CYB-101",
        "grand-heron",
        "acceptance",
        Text(
            fr="Dispense de la formation interne en sécurité informatique à l’embauche.",
            en="Exempts from the in-house course in computer security on hiring.",
        ),
    ),
    ("SEC-210", "val-clair", "assessors", Text(fr="Deux infirmières par séance.", en="Two nurses for each session.")),
    ("COM-310", "mots-cles", "co_developer", Text()),
    ("LOG-115", "conseil-exemple", "advisory", Text()),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The ids of organizations and people by key, and of first versions by code."""

    organizations: Mapping[str, UUID]
    persons: Mapping[str, UUID]
    versions: Mapping[str, UUID]

    def version(self, code: str) -> VersionFacts:
        """The first version of a definition."""
        found = queries.version(self.versions[code])
        assert found is not None
        return found

    def author(self, version: VersionFacts) -> Actor:
        """Who writes for its issuer."""
        return Actor.person(self.persons[AUTHORS[version.organization.key]]).within(version.organization.id)

    def signatory(self, request: Request) -> Actor:
        """Who signs for the partner."""
        return Actor.person(self.persons[SIGNATORIES[request.partner]]).within(self.organizations[request.partner])


def begin(cast: Cast) -> None:
    """What was signed before anything was awarded, and the partners that issuers state."""
    now = clock.now()
    for code, partner, relation, words in PARTNERS:
        version = cast.version(code)
        if not queries.partnerships(version.achievement_id):
            actions.state_partner(
                achievement_id=version.achievement_id,
                relation=relation,
                partner_id=cast.organizations[partner],
                words=words,
                by=cast.author(version),
            )
    for request in REQUESTS:
        if request.days >= BEFORE_AWARDS:
            _tell(request, cast, now)


def finish(cast: Cast) -> None:
    """What happened since: the open requests, a withdrawal, a newer version."""
    now = clock.now()
    for request in REQUESTS:
        if request.days < BEFORE_AWARDS:
            _tell(request, cast, now)
        if request.changed:
            with clock.at(now - NEWER):
                _renew(request.code, cast)
        if request.finish == "withdrawn":
            with clock.at(now - WITHDRAWN):
                _withdraw(request, cast)
    jobs.run_due()


def _tell(request: Request, cast: Cast, now: datetime) -> None:
    version = cast.version(request.code)
    partner_id = cast.organizations.get(request.partner)
    if _known(version.achievement_id, partner_id):
        return
    told: dict[str, Any] = {"partner_id": partner_id}
    if partner_id is None:
        told = {"name": request.partner, "kind": "health", "email": _STRANGERS_ADDRESS}
    with clock.at(now - timedelta(days=request.days)):
        made = actions.ask_endorsement(version_id=version.id, by=cast.author(version), language="fr", **told)
    if request.finish in {"requested", "lapsed"}:
        return
    by, token = (cast.signatory(request), "") if partner_id else (Actor(None, None, "web", "acquis demo"), _token())
    with clock.at(now - timedelta(days=request.days - 1)):
        actions.open_endorsement(endorsement_id=made, by=by, token=token)
        if request.finish == "declined":
            actions.decline_endorsement(endorsement_id=made, reason=request.reason, by=by, token=token)
        elif request.finish != "under_study":
            answer = _answer(request, version, now)
            actions.answer_endorsement(endorsement_id=made, answer=answer, by=by, token=token)


def _token() -> str:
    """The stranger's link as it gets it: from the mail."""
    jobs.run_due()
    for letter in mailbox.letters():
        match = _LINK.search(letter.body) if _STRANGERS_ADDRESS in letter.recipient else None
        if match:
            return match[1]
    raise LookupError(f"no mail with a link reached {_STRANGERS_ADDRESS}")


def _answer(request: Request, version: VersionFacts, now: datetime) -> Answer:
    told = {"in_demand": request.in_demand, "reflects": request.reflects}
    return Answer(
        confirmed={key: comment for key, comment in told.items() if comment},
        signatory_name=SIGNATORIES.get(request.partner, "lou").capitalize(),
        signatory_role=request.role,
        valid_until=_until(request, now),
        read=version.digest,
    )


def _until(request: Request, now: datetime) -> date:
    if request.ended is not None:
        return (now - timedelta(days=request.ended)).astimezone(clock.EASTERN).date()
    return clock.months_later(clock.today(), 12 * MOST_YEARS)


def _withdraw(request: Request, cast: Cast) -> None:
    version = cast.version(request.code)
    for found in queries.endorsements_about(version.achievement_id):
        if found.state == "signed" and found.partner_id == cast.organizations[request.partner]:
            by = cast.signatory(request)
            actions.withdraw_endorsement(endorsement_id=found.id, reason=request.reason, by=by)


def _renew(code: str, cast: Cast) -> None:
    """A second version with other words; what was endorsed is the first."""
    first = cast.version(code)
    newest = queries.latest(first.achievement_id)
    if newest is None or newest.number > 1:
        return
    author, approver = cast.author(first), Actor.person(cast.persons["ines"]).within(first.organization.id)
    made = actions.open_new_version(achievement_id=first.achievement_id, by=author)
    draft = queries.version(made)
    assert draft is not None
    assert approver.person_id is not None
    told = Text(
        fr=f"{first.content.description['fr']} Une partie porte maintenant sur les courriels.",
        en=f"{first.content.description['en']} A part is now about e-mail.",
    )
    actions.revise(version_id=made, content=replace(draft.content, description=told), by=author)
    actions.submit(version_id=made, by=author)
    approval = Approval(approver.person_id, "Ajout relu avec le comité des programmes.")
    actions.approve(version_id=made, approval=approval, by=approver)
    actions.publish(version_id=made, by=approver)


def _known(achievement_id: UUID, partner_id: UUID | None) -> bool:
    """Whether it was told; the one partner that the register does not know is known by its name."""
    several = queries.endorsements_about(achievement_id)
    return any(one.partner_id == partner_id if partner_id else str(one.name) == STRANGER for one in several)
