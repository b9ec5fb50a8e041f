"""Who may open the pages of offers, of preparation and of student aid; part of `access_inventory`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from acquis.platform import clock
from tests.acquis.web.routes import OPEN, Access
from tests.acquis.web.world import World

Told = Callable[[World], Mapping[str, Any]]


def _college(named: Told = lambda world: {}, *, data: Told | None = None, method: str = "get") -> Access:
    return Access(
        "members:offer.write", lambda w: {"organization_id": w.college.id, **named(w)}, method=method, data=data
    )


def _offer(world: World) -> Mapping[str, Any]:
    return {"offer_id": world.offer}


def _resource(world: World) -> Mapping[str, Any]:
    return {"resource_id": world.resource}


def _achievement(world: World) -> Mapping[str, Any]:
    return {"achievement_id": world.published.achievement_id}


def _terms(world: World) -> Mapping[str, Any]:
    return {
        "tuition_cents": "98",
        "delivery_mode": "online",
        "languages": ["fr"],
        "registration_url": "https://college.example/inscription",
        "sessions-TOTAL_FORMS": "1",
        "sessions-INITIAL_FORMS": "0",
        "sessions-0-intake": "continuous",
        "sessions-0-places": "8",
    }


def _tutorial(world: World) -> Mapping[str, Any]:
    return {
        "title_fr": "Tutoriel",
        "kind": "tutorial",
        "provider": "Quelqu’un",
        "url": "https://tutoriel.example/",
        "acceptance": "not_recognized",
        "accepted_by": "Le collège",
    }


def _approval(world: World) -> Mapping[str, Any]:
    return {
        "achievement": str(world.published.achievement_id),
        "year": str(clock.today().year + 1),
        "decided_on": clock.today().isoformat(),
        "source": "Liste du ministère",
    }


OFFERS = {
    "issuer:aid_export": _college(),
    "issuer:aid_export_file": _college(),
    "issuer:offer": _college(_offer),
    "issuer:offer_begin": _college(data=lambda world: {"achievement": str(world.published.achievement_id)}),
    "issuer:offer_edit": _college(_offer, data=_terms),
    "issuer:offer_move": _college(_offer, data=lambda world: {"do": "confirm"}, method="post"),
    "issuer:offers": _college(),
    "issuer:preparation_add": _college(data=_tutorial),
    "issuer:preparation_choose": _college(_achievement, data=lambda world: {"resources": [str(world.resource)]}),
    "issuer:preparation_edit": _college(_resource, data=_tutorial),
    "issuer:preparations": _college(),
    "consortium:definition": Access(
        "members:achievement.oversee",
        lambda world: {"organization_id": world.operator.id, "version_id": world.published.id},
        data=lambda world: {"do": "suspend", "reason_fr": "Un référentiel périmé."},
    ),
    "consortium:definitions": Access(
        "members:achievement.oversee|aid.record", lambda world: {"organization_id": world.operator.id}
    ),
    "consortium:aid": Access(
        "members:aid.record", lambda world: {"organization_id": world.operator.id}, data=_approval
    ),
    "consortium:aid_withdraw": Access(
        "members:aid.record",
        lambda world: {"organization_id": world.operator.id, "approval_id": world.aid_approval},
        data=lambda world: {"reason": "Inscrite par erreur"},
        method="post",
    ),
    "public:alerts_off": Access(OPEN, lambda world: {"token": "x" * 22}, anonymous=404, outsider=404),
    "public:aid": Access(OPEN),
    "public:aid_list": Access(OPEN),
    "public:offer_register": Access(OPEN, _offer, anonymous=302, outsider=302),
    "public:preparation": Access(OPEN),
}
