"""Frameworks, adoptions and findings for tests: made through the actions, or refused by them."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pytest

from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refusal
from acquis.platform.translatable import Text
from acquis.quality import actions, queries
from acquis.quality import format as framework_file
from acquis.quality.facts import FrameworkFacts
from tests.acquis import factories
from tests.acquis.factories import COMMAND, College

PRINCIPLES, ELEMENTS, EU = "ecampusontario-principles", "ecampusontario-framework", "eu-standard-elements"
DAY = timedelta(days=1)
NOTE = Text(fr="Relu avec le groupe de travail.", en="Read again with the working group.")


def refused(code: str, deed: Callable[[], object]) -> Refusal:
    """What the deed is refused with, which has this code."""
    with pytest.raises(Refusal) as caught:
        deed()
    assert caught.value.code == code
    return caught.value


@cache
def _whole(key: str) -> Any:
    return json.loads(actions.bundled_file(key))


def document(key: str = ELEMENTS) -> Any:
    """A bundled file, to change."""
    return deepcopy(_whole(key))


def text(**changes: Any) -> str:
    """A file of a small framework."""
    small = {
        "format": framework_file.FORMAT,
        "key": "small-list",
        "kind": "checklist",
        "use": "optional",
        "publisher": {"fr": "Réseau d’essai", "en": "Test network"},
        "name": {"fr": "Liste d’essai", "en": "Test list"},
        "version": "1",
        "source": {"address": "https://liste.example/", "language": "fr"},
        "wording": {"fr": "published", "en": "translation"},
        "lines": [
            {"code": "titre", "title": {"fr": "Titre", "en": "Title"}, "fields": ["title"]},
            {"code": "niveau", "title": {"fr": "Niveau", "en": "Level"}, "strength": "soft"},
        ],
    }
    return json.dumps({**small, **changes}, ensure_ascii=False)


def operators(count: int = 2) -> list[Actor]:
    """People of the operator, each acting for it."""
    operator = factories.operator()
    made = [factories.person(f"Robin{number} Fictif") for number in range(count)]
    for person in made:
        organizations.admit(organization_id=operator.id, person_id=person.id, roles=["operator"], by=COMMAND)
    known = organization_queries.operator()
    assert known is not None
    return [Actor.person(person.id).within(known.id) for person in made]


def bundled(*keys: str) -> dict[str, FrameworkFacts]:
    """Frameworks that came with the product, published today."""
    actions.load_bundled(by=COMMAND, keys=keys or actions.BUNDLED)
    return {one.key: one for one in queries.in_force(clock.today())}


def in_force(key: str = ELEMENTS) -> FrameworkFacts:
    """One of them."""
    return bundled(key)[key]


def draft(*, by: Actor | None = None, **changes: Any) -> FrameworkFacts:
    """A small framework that an operator brought in."""
    told = framework_file.read(text(**changes).encode())
    return _found(actions.draft(told=told, by=by or operators(1)[0]))


def proposed(*, by: Actor | None = None, **changes: Any) -> FrameworkFacts:
    """Likewise, proposed."""
    who = by or operators(1)[0]
    made = draft(by=who, **changes)
    actions.propose(version_id=made.id, effective_from=clock.today(), change_note=NOTE, by=who)
    return _found(made.id)


def successor(before: FrameworkFacts, *, on: date, version: str, **changes: Any) -> FrameworkFacts:
    """A later version of a framework, published by two people."""
    first, second = operators()
    told = {**framework_file.write(before.content), "version": version, **changes}
    made = actions.draft(told=framework_file.read(json.dumps(told).encode()), by=first)
    actions.propose(version_id=made, effective_from=on, change_note=NOTE, by=first)
    actions.confirm(version_id=made, read=actions.reading(_found(made)), by=second)
    return _found(made)


def declared(framework: FrameworkFacts, *, name: str = "Collège du Ruisseau") -> UUID:
    """A declaration of adoption that waits."""
    return actions.declare_adoption(
        version_id=framework.id,
        organization_name=Text(fr=name, en=f"{name} (en)"),
        place="Hearst, Ontario",
        scope="new",
        contact_name="Camille Exemple",
        contact_email="camille@ruisseau.example",
        by=COMMAND,
    )


def finding(where: College, framework: FrameworkFacts, *, codes: tuple[str, ...] = ()) -> UUID:
    """Something that a college found."""
    return actions.publish_finding(
        organization_id=where.id,
        version_id=framework.id,
        codes=codes or (framework.lines[0].code,),
        title=Text(fr="Un constat", en="A finding"),
        text=Text(fr="Ce que nous avons vu.", en="What we saw."),
        by=where.actor("author"),
    )


def _found(version_id: UUID) -> FrameworkFacts:
    found = queries.version(version_id)
    assert found is not None
    return found
