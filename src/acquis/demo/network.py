"""Creates the demonstration network, through actions only; running it again adds what is missing and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue.content import Alignment
from acquis.demo import awards, endorsements, offers, quality, reviews
from acquis.demo.definitions import DEFINITIONS
from acquis.demo.definitions.shape import Definition
from acquis.demo.examples import EXAMPLES, NOTE
from acquis.demo.organizations import FICTIONAL, OPERATOR, REAL, Fictional
from acquis.demo.people import PEOPLE
from acquis.demo.stories import STORIES
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.people import actions as people
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.clock import EASTERN
from acquis.quality import actions as frameworks
from acquis.registry import actions as registry
from acquis.registry import queries as registry_queries
from acquis.signing import actions as signing
from acquis.skills import actions as skills
from acquis.skills import queries as skill_queries

COMMAND = Actor(None, None, "command", "acquis demo")
FOUNDED = timedelta(days=1200)
REVIEWED_EVERY = timedelta(days=1825)
AGREEMENT = "2022-1"


def create() -> None:
    """Everything of REQUIREMENTS §7 that the product can carry now; dates are relative to today."""
    now = clock.now()
    with clock.at(now - FOUNDED):
        skills.load_sample(COMMAND)
        frameworks.load_bundled(by=COMMAND)
        people_by_key = _people()
        ids = _organizations()
        _memberships(ids, people_by_key)
        _register(ids, people_by_key)
        cast = reviews.Cast(ids, people_by_key)
        reviews.set_process(cast)
        versions = _definitions(cast)
        _examples(ids)
    _applications(ids, people_by_key)
    reviews.tell(cast)
    quality.create(
        operator=Actor.person(people_by_key["robin"]).within(ids[OPERATOR.key]),
        author=Actor.person(people_by_key["lea"]).within(ids["riviere-aux-pins"]),
        command=COMMAND,
    )
    jobs.run_due()
    vouching = endorsements.Cast(ids, people_by_key, versions)
    endorsements.begin(vouching)
    for story in sorted(STORIES, key=lambda story: -story.days):
        awards.tell(story, versions[story.code], people_by_key, now=now)
    endorsements.finish(vouching)
    offers.create(ids=ids, people=people_by_key, now=now)
    jobs.run_due()


def _people() -> dict[str, UUID]:
    return {
        account.key: people.open_account(
            email=account.email,
            name=account.name,
            language=account.language,
            by=COMMAND,
            verified=True,
            fictional=True,
        )
        for account in PEOPLE
    }


def _organizations() -> dict[str, UUID]:
    ids = {
        real.key: organizations.propose(
            key=real.key,
            kind=real.kind,
            name=real.name,
            by=COMMAND,
            region=real.region,
            region_source="" if not real.region else "document" if real.stated else "analyst",
            sources=real.sources,
            former_names=real.former_names,
        )
        for real in REAL
    }
    for invented in FICTIONAL:
        ids[invented.key] = organizations.propose(
            key=invented.key,
            kind=invented.kind,
            name=invented.name,
            by=COMMAND,
            region=invented.region,
            website=f"https://{invented.key}.example",
            contact_email=f"microcertifications@{invented.key}.example",
            colours=invented.colours,
            fictional=True,
        )
    if organization_queries.operator() is None:
        organizations.found_network(organization_id=ids[OPERATOR.key], by=COMMAND)
    return ids


def _memberships(ids: dict[str, UUID], persons: dict[str, UUID]) -> None:
    for account in PEOPLE:
        if account.organization:
            organizations.admit(
                organization_id=ids[account.organization],
                person_id=persons[account.key],
                roles=account.roles,
                by=COMMAND,
            )


def _register(ids: dict[str, UUID], persons: dict[str, UUID]) -> None:
    """The operator's decisions; whoever is recognized has signed the agreement."""
    operator = Actor.person(persons["robin"]).within(ids[OPERATOR.key])
    signing.establish(organization_id=ids[OPERATOR.key], by=COMMAND)
    for invented in FICTIONAL:
        if invented.scope and not registry_queries.decisions(ids[invented.key]):
            _recognize(invented, ids[invented.key], operator)


def _recognize(invented: Fictional, organization_id: UUID, operator: Actor) -> None:
    registry.apply(organization_id=organization_id, scope=invented.scope, statement=invented.statement, by=COMMAND)
    registry.sign_participation(
        organization_id=organization_id,
        version=AGREEMENT,
        signatory_role="Direction générale",
        signed_at=clock.now(),
        by=COMMAND,
    )
    registry.decide(
        organization_id=organization_id,
        outcome="recognized",
        reason="Mandat, assurance de la qualité et registrariat examinés; conformes.",
        proof_examined="Charte (fictive), politique des programmes, visite du registrariat.",
        scope=invented.scope,
        review_on=(clock.now() + REVIEWED_EVERY).astimezone(EASTERN).date(),
        by=operator,
    )


def _applications(ids: dict[str, UUID], persons: dict[str, UUID]) -> None:
    """One provider was refused; two organizations wait for the operator."""
    operator = Actor.person(persons["robin"]).within(ids[OPERATOR.key])
    refused = ids["campus-horizon"]
    if not registry_queries.decisions(refused):
        with clock.at(clock.now() - timedelta(days=200)):
            registry.apply(
                organization_id=refused,
                scope=["microcredential"],
                statement="Fournisseur privé fictif : six cours en ligne.",
                by=COMMAND,
            )
            registry.decide(
                organization_id=refused,
                outcome="refused",
                reason="Aucune évaluation sommative décrite; l’organisme peut présenter une nouvelle demande.",
                proof_examined="Descriptions de cours.",
                scope=[],
                review_on=None,
                by=operator,
            )
    waiting = (
        ("institut-autochtone", ["microcredential"], 12, "Institut fictif : étape de revue communautaire prévue."),
        ("mots-cles", ["badge"], 4, "Organisme d’AFB fictif : un badge issu d’un cours découpé en étapes."),
    )
    for key, scope, days, statement in waiting:
        if registry_queries.application(ids[key]) is None and not registry_queries.decisions(ids[key]):
            with clock.at(clock.now() - timedelta(days=days)):
                registry.apply(organization_id=ids[key], scope=scope, statement=statement, by=COMMAND)


def _definitions(cast: reviews.Cast) -> dict[str, UUID]:
    """The first version of each definition, by code, whatever visitors published since."""
    versions = {}
    for definition in DEFINITIONS:
        organization_id = cast.ids[definition.organization]
        known = catalogue_queries.by_code(organization_id, definition.code)
        if known is not None:
            first = catalogue_queries.achievement_page(known.achievement_id, 1)
            versions[definition.code] = first.id if first else known.id
        else:
            versions[definition.code] = _write(definition, organization_id, cast)
    return versions


def _write(definition: Definition, organization_id: UUID, cast: reviews.Cast) -> UUID:
    author = cast.actor(definition.author, definition.organization)
    achievement_id = catalogue.begin(
        organization_id=organization_id,
        code=definition.code,
        title=definition.content.title,
        kind=definition.kind,
        by=author,
    )
    draft = catalogue_queries.latest(achievement_id)
    assert draft is not None
    content = replace(definition.content_on(clock.today()), alignments=_alignments(definition))
    catalogue.revise(version_id=draft.id, content=content, by=author)
    if definition.approval:
        # Confirmed each year since then; the next time lies ahead of whoever looks today.
        until = clock.months_later((clock.now() + FOUNDED).date(), 7)
        reviews.approve(
            cast,
            draft.id,
            definition.organization,
            author=definition.author,
            approver=definition.approver,
            reason=definition.approval,
            until=until,
        )
    return draft.id


def _alignments(definition: Definition) -> tuple[Alignment, ...]:
    found = []
    for label, transversal in definition.skills:
        best = skill_queries.search(label, "en", limit=1)
        if not best or best[0].labels.get("en") != label:
            raise LookupError(f"the sample of ESCO has no {label!r}")
        found.append(Alignment(skill_id=best[0].id, transversal=transversal))
    return tuple(found)


def _examples(ids: dict[str, UUID]) -> None:
    for example in EXAMPLES:
        catalogue.list_example(
            organization_id=ids[example.organization],
            code=example.code,
            kind=example.kind,
            content=example.content,
            source_note=NOTE,
            by=COMMAND,
        )
