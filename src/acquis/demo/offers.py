"""Offers, student aid and preparation of the demonstration: one offer of each kind that a visitor may meet.

Addresses end in .example and lead nowhere; the list of Centennial is that of the founding documents, as an example.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from acquis.catalogue import actions, queries
from acquis.catalogue.offering import OfferState, Preparation, Session, Terms
from acquis.demo.definitions.shape import say
from acquis.demo.examples import EXAMPLES
from acquis.platform import clock
from acquis.platform.actor import Actor

COMMAND = Actor(None, None, "command", "acquis demo")
FORGOTTEN = timedelta(days=200)
CONFIRMED = timedelta(days=21)
DECIDED = timedelta(days=60)
EXAMPLES_YEAR = 2021
FIRST_MONTH = 8


def create(*, ids: dict[str, UUID], people: dict[str, UUID], now: datetime) -> None:
    """Write what is not there yet; dates are relative to ``now``."""
    college, university = ids["riviere-aux-pins"], ids["trois-lacs"]
    lea = Actor.person(people["lea"]).within(college)
    registrar = Actor.system("acquis demo").within(university)
    today = now.astimezone(clock.EASTERN).date()
    with clock.at(now - CONFIRMED):
        _offer("CYB-101", _cybersecurity(today), by=lea)
        _offer("LOG-115", _order_picking(today), by=lea)
        _offer("BUR-120", _spreadsheets(), by=lea)
        _offer("COM-310", _communication(today), by=registrar)
    with clock.at(now - FORGOTTEN):
        _offer("SEC-210", _first_aid(today), by=lea)
    _aid(college, Actor.person(people["robin"]).within(ids["reseau-demo"]), today, ids)
    _preparation(Actor.system("acquis demo").within(ids["mots-cles"]), lea)


def _cybersecurity(today: date) -> Terms:
    return Terms(
        label=say("En ligne, à son rythme", "Online, at one’s own pace"),
        by_module=True,
        materials_cents=0,
        exam_cents=0,
        delivery_mode="online",
        assessment_mode="online",
        languages=("fr", "en"),
        region="nord",
        registration_url="https://riviere-aux-pins.example/inscription/cyb-101",
        aids=("ontario_works", "better_jobs", "employer"),
        aid_note=say(
            "Demandez à votre conseillère d’Ontario au travail avant de vous inscrire.",
            "Ask your Ontario Works caseworker before you register.",
        ),
        sessions=(
            Session("monthly", today - timedelta(days=40)),
            Session(
                starts_on=today + timedelta(days=18),
                ends_on=today + timedelta(days=32),
                places=20,
                module=say("Réduire le risque", "Mitigating risk"),
            ),
        ),
    )


def _order_picking(today: date) -> Terms:
    return Terms(
        label=say("Gratuit, chez l’employeur partenaire", "Free, at the partner employer"),
        tuition_cents=0,
        materials_cents=0,
        exam_cents=0,
        delivery_mode="in_person",
        assessment_mode="in_person",
        languages=("fr",),
        place="Entrepôt Grand Héron",
        region="ouest",
        registration_url="https://riviere-aux-pins.example/inscription/log-115",
        aids=("employer",),
        sessions=(Session(starts_on=today + timedelta(days=12), ends_on=today + timedelta(days=40), places=12),),
    )


def _spreadsheets() -> Terms:
    return Terms(
        delivery_mode="online",
        languages=("fr",),
        materials_cents=0,
        region="nord",
        registration_url="https://riviere-aux-pins.example/inscription/bur-120",
        sessions=(Session("continuous"),),
    )


def _communication(today: date) -> Terms:
    return Terms(
        tuition_cents=225_00,
        materials_cents=0,
        exam_cents=35_00,
        delivery_mode="hybrid",
        assessment_mode="in_person",
        languages=("fr", "en"),
        place="Campus de l’Est",
        region="est",
        registration_url="https://trois-lacs.example/register/com-310",
        aids=("bursary",),
        sessions=(Session(starts_on=today + timedelta(days=75), ends_on=today + timedelta(days=110), places=24),),
    )


def _first_aid(today: date) -> Terms:
    return Terms(
        label=say("Une fin de semaine", "One weekend"),
        tuition_cents=120_00,
        materials_cents=25_00,
        exam_cents=0,
        delivery_mode="in_person",
        assessment_mode="in_person",
        languages=("fr",),
        place="Gymnase",
        region="nord",
        registration_url="https://riviere-aux-pins.example/inscription/sec-210",
        sessions=(Session(starts_on=today + timedelta(days=5), ends_on=today + timedelta(days=6), places=16),),
    )


def _offer(code: str, terms: Terms, *, by: Actor) -> None:
    assert by.organization_id is not None
    version = queries.by_code(by.organization_id, code)
    shown = queries.achievement_page(version.achievement_id) if version else None
    if shown is None or shown.state != "published":
        return
    if any(each.achievement_id == shown.achievement_id for each in _all(by.organization_id)):
        return
    made = actions.begin_offer(achievement_id=shown.achievement_id, terms=terms, by=by)
    actions.list_offer(offer_id=made, by=by)


def _all(organization_id: UUID) -> list[queries.OfferFacts]:
    pages = (queries.offers_of(organization_id, state=state) for state in OfferState.values)
    return [each for page in pages for each in page.object_list]


def _aid(college: UUID, robin: Actor, today: date, ids: dict[str, UUID]) -> None:
    for example in EXAMPLES:
        if example.content.aid_status == "approved":
            found = queries.by_code(ids[example.organization], example.code)
            assert found is not None
            actions.list_aid_example(
                achievement_id=found.achievement_id, year=EXAMPLES_YEAR, source="document 001", by=COMMAND
            )
    approved = queries.by_code(college, "CYB-101")
    if approved is None or queries.aid_of(approved.achievement_id):
        return
    actions.record_aid(
        achievement_id=approved.achievement_id,
        year=today.year if today.month >= FIRST_MONTH else today.year - 1,
        decided_on=today - DECIDED,
        source="Liste fictive de la démonstration",
        by=robin,
    )


RESOURCES = (
    Preparation(
        kind="literacy",
        title=say("L’ordinateur pas à pas (fictif)", "The computer, step by step (fictional)"),
        provider="Centre Mots-Clés AFB (fictif)",
        url="https://mots-cles.example/ordinateur",
        languages=("fr",),
        cost_cents=0,
        acceptance="not_recognized",
        accepted_by="Centre Mots-Clés AFB (fictif)",
        note=say(
            "Six rencontres pour apprivoiser le clavier, le courriel et les fichiers, avant toute formation en ligne.",
            "Six meetings to get used to the keyboard, e-mail and files before any online course.",
        ),
        literacy_paths=("employment", "independence"),
    ),
    Preparation(
        kind="tutorial",
        title=say("Tutoriels de Microsoft Word 2016", "Microsoft Word 2016 tutorials"),
        provider="Microsoft",
        url="https://tutoriels.example/word-2016",
        languages=("fr", "en"),
        cost_cents=0,
        acceptance="not_recognized",
        accepted_by="Collège Rivière-aux-Pins (fictif)",
        note=say(
            "Exemple tiré des documents : des tutoriels gratuits et utiles, sans attestation.",
            "An example of the documents: free and useful tutorials without a credential.",
        ),
    ),
    Preparation(
        kind="mooc",
        title=say(
            "Bases de la sécurité en ligne (cours ouvert fictif)", "Basics of online safety (fictional open course)"
        ),
        provider="Université ouverte Exemple (fictive)",
        url="https://mooc.example/securite",
        languages=("fr", "en"),
        cost_cents=0,
        acceptance="depends_on_issuer",
        accepted_by="Collège Rivière-aux-Pins (fictif)",
        note=say(
            "Le collège examine ce que vous savez faire; le cours seul ne suffit pas.",
            "The college looks at what you can do; the course alone is not enough.",
        ),
    ),
    Preparation(
        kind="literacy",
        title=say("La sécurité en ligne, en petit groupe (fictif)", "Online safety in a small group (fictional)"),
        provider="Centre Mots-Clés AFB (fictif)",
        url="https://mots-cles.example/securite",
        languages=("fr",),
        cost_cents=0,
        acceptance="not_recognized",
        accepted_by="Centre Mots-Clés AFB (fictif)",
        note=say(
            "Les mêmes gestes que dans la microcertification, à votre rythme, avec quelqu’un à côté de vous.",
            "The same steps as in the microcredential, at your own pace, with somebody beside you.",
        ),
        literacy_paths=("employment", "secondary", "independence"),
    ),
)
TAUGHT_FREE = 3
"""The resource that teaches the same as the first microcredential."""


def _preparation(agency: Actor, lea: Actor) -> None:
    assert agency.organization_id is not None
    assert lea.organization_id is not None
    if queries.preparations_of(agency.organization_id).object_list:
        return
    made = [
        actions.list_preparation(organization_id=agency.organization_id, said=said, by=agency) for said in RESOURCES
    ]
    for code, count, same in (("CYB-101", 3, {made[TAUGHT_FREE]}), ("BUR-120", 2, set())):
        found = queries.by_code(lea.organization_id, code)
        if found is not None:
            actions.choose_preparation(
                achievement_id=found.achievement_id, resource_ids=set(made[:count]), equivalent_ids=same, by=lea
            )
