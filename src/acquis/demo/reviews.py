"""The reviews of the demonstration: how each published definition was approved, and one in each other state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.demo.definitions.shape import say
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text
from acquis.quality import actions, queries
from acquis.quality.reviewing import LineInput, PlannedStep, Process, StepFacts

COLLEGE = "riviere-aux-pins"
PROCESS = Process(
    (
        PlannedStep("peer", 14, say("Comité de programme", "Programme committee")),
        PlannedStep("industry", 21, say("Comité consultatif de l’industrie", "Industry advisory committee")),
    ),
    say("Conseil des études", "Academic council"),
    10,
    12,
)

# Who speaks for which organization; where nobody speaks for industry, the approver records why.
PEERS = {COLLEGE: "farid", "trois-lacs": "rosalie"}
INDUSTRY = {COLLEGE: "solene"}
SPEAKS_FOR = "Association logistique Exemple"
PEER_SAYS = "Les résultats se mesurent, et l’évaluation les couvre tous. Rien à redire."
INDUSTRY_SAYS = "C’est ce que nous demandons à l’embauche. Prévoir des mises en situation plus longues."
NOBODY = "Trois employeurs de la région ont été consultés en mai; aucun n’a pu répondre avant la fin du trimestre."

ANSWERS = {
    "relevance": say(
        "Besoin confirmé par des employeurs; voir la preuve du besoin.",
        "Need confirmed by employers; see the proof of need.",
    ),
    "verifiability": say(
        "Chaque attestation est signée et se vérifie en ligne, sans compte.",
        "Every credential is signed and can be verified online, without an account.",
    ),
    "ownership": say(
        "La personne apprenante reçoit l’attestation dans son passeport et décide à qui elle la montre.",
        "Learners receive the credential in their passport and decide who sees it.",
    ),
    "extensibility": say(
        "Elle peut compter dans un certificat; voir ce à quoi elle mène.",
        "It can count toward a certificate; see what it leads to.",
    ),
    "issuing-body": say(
        "L’établissement est reconnu dans le registre du réseau.",
        "The institution is recognized in the register of the network.",
    ),
    "targeted-competencies": say(
        "Compétences harmonisées avec ESCO, nommées une à une.", "Competencies aligned with ESCO, each by name."
    ),
    "outcomes": say(
        "Chaque résultat dit les connaissances, attitudes et aptitudes sur lesquelles il repose.",
        "Each outcome states the knowledge, attitudes and skills that it rests on.",
    ),
    "summative-assessment": say(
        "Tâche tirée du travail, critères publiés, seuil de réussite.",
        "A task from work, published criteria, a pass rule.",
    ),
    "evidence": say(
        "Le rapport d’évaluation et les productions sont joints à l’attestation.",
        "The assessment report and the work itself are attached to the credential.",
    ),
    "transcripts": say("Une ligne au relevé de formation continue.", "A line on the continuing education transcript."),
}
ENDORSED = LineInput(
    "partly",
    reason=say(
        "L’endossement a été demandé à des partenaires; la page montre ceux qui tiennent.",
        "Partners were asked for their endorsement; the page shows those that stand.",
    ),
)


@dataclass(frozen=True, slots=True)
class Story:
    """A definition that shows one state of a review; it begins with what another one says.

    Attributes:
        source: the code of the definition whose words it takes over.
        state: how far it has come.
        days: how long before today it was submitted.
    """

    code: str
    source: str
    title: Text
    state: str
    days: int


STORIES = (
    Story("CYB-130", "CYB-101", say("Mots de passe et second facteur", "Passwords and Second Factors"), "submitted", 3),
    Story("SEC-230", "SEC-210", say("Premiers soins en forêt", "First Aid in the Bush"), "to_decide", 15),
    Story("CYB-140", "CYB-101", say("Courriels sûrs au travail", "Safe E-mail at Work"), "in_review", 30),
    Story("SEC-240", "SEC-210", say("Premiers soins en garderie", "First Aid in Child Care"), "changes_requested", 18),
    Story(
        "LOG-140",
        "LOG-115",
        say("Préparation de commandes en chambre froide", "Order Picking in Cold Storage"),
        "approved",
        26,
    ),
    Story("LOG-110", "LOG-115", say("Préparation de commandes : mise à niveau", "Order Picking Refresher"), "due", 420),
    Story("SEC-205", "SEC-210", say("Premiers soins : mise à niveau", "First Aid Refresher"), "suspended", 300),
)
CHANGES = "Le résultat 2 ne dit pas l’âge des enfants, et la durée ne tient pas compte du recyclage exigé."
CONDITIONS = say(
    "Tenir la première cohorte avec un employeur qui a une chambre froide.",
    "Hold the first cohort with an employer that has a cold store.",
)
SUSPENDED = "Les lignes directrices de réanimation changent; le contenu est en révision."


@dataclass(frozen=True)
class Cast:
    """Everybody who takes part, by key of the account."""

    ids: dict[str, UUID]
    persons: dict[str, UUID]

    def actor(self, key: str, organization: str) -> Actor:
        """Somebody acting for an organization."""
        return Actor.person(self.persons[key]).within(self.ids[organization])


def set_process(cast: Cast) -> None:
    """The college says how it reviews."""
    if not queries.process(cast.ids[COLLEGE]).is_own:
        actions.set_process(organization_id=cast.ids[COLLEGE], process=PROCESS, by=cast.actor("gaelle", COLLEGE))


def approve(
    cast: Cast, version_id: UUID, organization: str, *, author: str, approver: str, reason: str, until: date
) -> None:
    """A definition from its draft to its publication, as its five people bring it there in two weeks."""
    submit(cast, version_id, organization, author)
    _later(4, lambda: _peer(cast, version_id, organization))
    _later(9, lambda: _industry(cast, version_id, organization, approver))
    by = cast.actor(approver, organization)
    _later(13, lambda: actions.approve(version_id=version_id, reason=reason, review_on=until, by=by))
    _later(14, lambda: actions.publish(version_id=version_id, by=by))


def submit(cast: Cast, version_id: UUID, organization: str, author: str) -> None:
    """The author answers every line and hands the version in."""
    version = catalogue_queries.version(version_id)
    assert version is not None
    rows = [row for sheet in queries.sheets(version) for row in sheet.rows]
    told = {
        row.line.id: LineInput("met", ANSWERS[row.line.code]) if row.line.code in ANSWERS else ENDORSED for row in rows
    }
    by = cast.actor(author, organization)
    actions.answer_lines(version_id=version_id, answers=told, by=by)
    actions.submit(version_id=version_id, by=by)


def tell(cast: Cast) -> None:
    """One definition in each state; once."""
    now = clock.now()
    for story in STORIES:
        if catalogue_queries.by_code(cast.ids[COLLEGE], story.code) is None:
            with clock.at(now - timedelta(days=story.days)):
                _tell(cast, story)


# — steps —


def _tell(cast: Cast, story: Story) -> None:
    author, approver = cast.actor("lea", COLLEGE), cast.actor("noor", COLLEGE)
    source = catalogue_queries.by_code(cast.ids[COLLEGE], story.source)
    assert source is not None
    made = catalogue_queries.latest(catalogue.copy(version_id=source.id, code=story.code, by=author))
    assert made is not None
    catalogue.revise(version_id=made.id, content=replace(made.content, title=story.title), by=author)
    if story.state in {"due", "suspended"}:
        until = clock.today() + timedelta(days=400)
        approve(
            cast,
            made.id,
            COLLEGE,
            author="lea",
            approver="noor",
            reason="Même évaluation que la version longue.",
            until=until,
        )
        if story.state == "suspended":
            _later(270, lambda: _suspend(made.id, approver))
        return
    submit(cast, made.id, COLLEGE, "lea")
    if story.state == "submitted":
        return
    _later(3, lambda: _peer(cast, made.id, COLLEGE))
    if story.state == "in_review":
        note = "J’ai écrit au comité consultatif; il se réunit dans deux semaines."
        _later(12, lambda: actions.comment(version_id=made.id, text=note, by=author))
    elif story.state == "changes_requested":
        _later(6, lambda: actions.request_changes(version_id=made.id, reason=CHANGES, by=approver))
    else:
        _later(8, lambda: _industry(cast, made.id, COLLEGE, "noor"))
        if story.state == "approved":
            _later(20, lambda: _approve_with_conditions(made.id, approver))


def _suspend(version_id: UUID, by: Actor) -> None:
    reason = "Avis du comité consultatif."
    actions.review_again(version_id=version_id, outcome="suspend", reason=reason, told=SUSPENDED, by=by)


def _approve_with_conditions(version_id: UUID, by: Actor) -> None:
    actions.approve(
        version_id=version_id,
        reason="Le besoin est démontré; l’équipement manque encore au collège.",
        review_on=clock.months_later(clock.today(), 12),
        conditions=CONDITIONS,
        is_public=True,
        by=by,
    )


def _peer(cast: Cast, version_id: UUID, organization: str) -> None:
    by = cast.actor(PEERS[organization], organization)
    actions.give_opinion(step_id=_step(version_id, "peer").id, stance="support", comment=PEER_SAYS, by=by)


def _industry(cast: Cast, version_id: UUID, organization: str, approver: str) -> None:
    step = _step(version_id, "industry").id
    if organization in INDUSTRY:
        by = cast.actor(INDUSTRY[organization], organization)
        actions.give_opinion(step_id=step, stance="conditions", comment=INDUSTRY_SAYS, speaks_for=SPEAKS_FOR, by=by)
    else:
        actions.record_impossible(step_id=step, reason=NOBODY, by=cast.actor(approver, organization))


def _step(version_id: UUID, voice: str) -> StepFacts:
    review = queries.latest_review(version_id)
    assert review is not None
    return next(step for step in review.steps if step.voice == voice)


def _later(days: int, deed: Callable[[], object]) -> None:
    with clock.at(clock.now() + timedelta(days=days)):
        deed()
