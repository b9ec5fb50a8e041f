"""Who may open each route; see `tests.acquis.web.routes.Access`. A new route needs a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from acquis.platform import clock
from tests.acquis.web.access_packaged import PACKAGED_ROUTES
from tests.acquis.web.routes import LOGIN, OPEN, Access
from tests.acquis.web.world import World

Told = Callable[[World], Mapping[str, Any]]

DID = "did:key:z6MkhTNL7i2etLerDK8Acz5t528giE5KA4p75T6ka1E1D74r"
OPEN_PAGES = ("about", "accessibility", "achievements", "gallery", "glossary", "home", "issuers", "privacy")


def _nothing(world: World) -> Mapping[str, Any]:
    return {}


def _members(permission: str, named: Told = _nothing, *, data: Told | None = None, method: str = "get") -> Access:
    """A page of the college."""
    return Access(
        f"members:{permission}", lambda w: {"organization_id": w.college.id, **named(w)}, method=method, data=data
    )


def _operators(named: Told = _nothing, *, data: Told | None = None) -> Access:
    """A page of the organization that runs the network."""
    return Access("members:registry.decide", lambda w: {"organization_id": w.operator.id, **named(w)}, data=data)


def _own(named: Told, *, data: Told | None = None, method: str = "get") -> Access:
    """Something in a learner's passport: for anybody else it does not exist."""
    return Access(LOGIN, named, outsider=404, method=method, data=data)


def _candidacy(world: World) -> Mapping[str, Any]:
    return {"candidacy_id": world.candidacy}


def _evidence(world: World) -> Mapping[str, Any]:
    return {"candidacy_id": world.candidacy, "evidence_id": world.evidence}


def _draft(world: World) -> Mapping[str, Any]:
    return {"version_id": world.draft.id}


def _published(world: World) -> Mapping[str, Any]:
    return {"version_id": world.published.id}


def _achievement(world: World) -> Mapping[str, Any]:
    return {"achievement_id": world.published.achievement_id}


def _version(world: World) -> Mapping[str, Any]:
    return {"achievement_id": world.published.achievement_id, "number": world.published.number}


def _offered(world: World) -> Mapping[str, Any]:
    return {"award_id": world.offered.id}


def _accepted(world: World) -> Mapping[str, Any]:
    return {"award_id": world.held.offer.id}


def _claim(world: World) -> Mapping[str, Any]:
    return {"token": world.offered.token}


def _item(world: World) -> Mapping[str, Any]:
    return {"item_id": world.held.item_id}


def _share(world: World) -> Mapping[str, Any]:
    return {"share_id": world.whole.id}


def _results(world: World) -> Mapping[str, Any]:
    rows = {
        f"{outcome.code}-{name}": value
        for outcome in world.published.content.outcomes
        for name, value in {"achieved": "yes", "assessed_on": clock.today().isoformat()}.items()
    }
    return {"assessor_role": "teacher", **rows}


def _decision(world: World) -> Mapping[str, Any]:
    return {
        "outcome": "recognized",
        "reason": "Établissement public",
        "proof_examined": "Charte de 1967",
        "scope": ["microcredential"],
        "review_on": (clock.today() + timedelta(days=365)).isoformat(),
    }


def _invitation(world: World) -> Mapping[str, Any]:
    return {"administrator_email": "admin@people.example", "language": "fr"}


def _reader(world: World) -> Mapping[str, Any]:
    return {"person_id": world.college.people["reader"].id}


ASSESSOR = {
    "assessor:candidacy": _members("assessment.record", _candidacy, data=_results),
    "assessor:conclude": _members("assessment.record", _candidacy, data=lambda world: {"decision": "not_passed"}),
    "assessor:enrol": _members(
        "assessment.record",
        data=lambda world: {"version_id": world.published.id, "name": "Zoé Fictive", "email": "zoe@people.example"},
    ),
    "assessor:evidence": _members("assessment.record", _evidence),
    "assessor:evidence_add": _members(
        "assessment.record",
        _candidacy,
        data=lambda world: {
            "genre": "document",
            "title_fr": "Rapport",
            "url": "https://preuve.example/rapport",
            "no_third_party": "on",
        },
    ),
    "assessor:evidence_remove": _members("assessment.record", _evidence, data=_nothing, method="post"),
    "assessor:queue": _members("assessment.record"),
}
ISSUER = {
    "issuer:achievements": _members("organization.read"),
    "issuer:agreement": _members(
        "organization.manage", data=lambda world: {"signatory_role": "Registraire", "confirm": "on"}
    ),
    "issuer:apply": _members(
        "organization.manage", data=lambda world: {"scope": ["badge"], "statement": "Collège depuis 1967."}
    ),
    "issuer:award": _members("award.issue", _accepted),
    "issuer:award_new": _members(
        "award.issue",
        lambda world: {"candidacy_id": world.passed},
        data=lambda world: {"awarded_on": clock.today().isoformat(), "language": "fr"},
    ),
    "issuer:award_ready": _members("award.issue"),
    "issuer:award_reinstate": _members(
        "credential.revoke", lambda world: {"award_id": world.suspended.offer.id}, data=lambda world: {"note": "Clos"}
    ),
    "issuer:award_resend": _members("award.issue", _offered, data=lambda world: {"email": "offered@people.example"}),
    "issuer:award_revoke": _members("credential.revoke", _accepted, data=lambda world: {"reason": "error"}),
    "issuer:award_suspend": _members("credential.revoke", _accepted, data=lambda world: {"reason": "under_review"}),
    "issuer:award_withdraw": _members("award.issue", _offered, data=lambda world: {"reason": "error"}),
    "issuer:awards": _members("award.issue"),
    "issuer:definition": _members("organization.read", _draft),
    "issuer:definition_autosave": _members("achievement.write", _draft, method="post"),
    "issuer:definition_begin": _members(
        "achievement.write", data=lambda world: {"kind": "badge", "code": "INS-1", "title_fr": "Insigne"}
    ),
    "issuer:definition_edit": _members("achievement.write", _draft),
    "issuer:definition_new_version": _members("achievement.write", _published, data=_nothing, method="post"),
    "issuer:definition_retire": _members("achievement.approve", _published, data=_nothing),
    "issuer:desk": _members("organization.read"),
    "issuer:key_compromised": _members(
        "organization.manage",
        lambda world: {"key_id": world.key},
        data=lambda world: {"since": clock.today().isoformat(), "confirm": "on"},
    ),
    "issuer:key_rotate": _members("organization.manage", data=_nothing),
    "issuer:keys": _members("organization.manage"),
    "issuer:member": _members("organization.manage", _reader, data=lambda world: {"roles": ["author"]}),
    "issuer:member_end": _members("organization.manage", _reader, data=_nothing),
    "issuer:members": _members(
        "organization.manage",
        data=lambda world: {"email": "nouvelle@people.example", "roles": ["author"], "language": "fr"},
    ),
    "issuer:publish": _members(
        "achievement.approve",
        _draft,
        data=lambda world: {"reason": "Lu en comité.", "confirm": "on", "read": world.draft.digest},
    ),
    "issuer:recognition": _members("organization.manage"),
}
CONSORTIUM = {
    "consortium:issuer": _operators(lambda world: {"issuer_id": world.college.id}, data=_decision),
    "consortium:issuers": _operators(),
    "consortium:organization_add": _operators(
        data=lambda world: {
            "name_fr": "Institut Boréal",
            "kind": "college",
            "contact_email": "bureau@boreal.example",
            **_invitation(world),
        }
    ),
    "consortium:organization_invite": _operators(lambda world: {"issuer_id": world.bare}, data=_invitation),
}
LEARNER = {
    "learner:archive": _own(_item, data=_nothing, method="post"),
    "learner:badge_png": _own(_item),
    "learner:badge_svg": _own(_item),
    "learner:claim": Access(OPEN, _claim),
    "learner:credential": _own(_item),
    "learner:decline": Access(OPEN, _claim),
    "learner:evidence": _own(lambda world: {"evidence_id": world.held.evidence[0]}),
    "learner:item": _own(_item),
    "learner:note": _own(_item, data=lambda world: {"note": "À moi"}, method="post"),
    "learner:passport": Access(LOGIN),
    "learner:restore": _own(_item, data=_nothing, method="post"),
    "learner:resume": Access(LOGIN, outsider=302),
    "learner:share": _own(_share),
    "learner:share_choose": Access(LOGIN),
    "learner:share_details": Access(LOGIN, outsider=302),
    "learner:share_stop": _own(_share, data=_nothing),
    "learner:shares": Access(LOGIN),
}
EMPLOYER = {
    "employer:credential": Access(OPEN, lambda world: {"token": world.whole.token, "item_id": world.held.item_id}),
    "employer:evidence": Access(OPEN, lambda world: {"token": world.part.token, "evidence_id": world.held.evidence[0]}),
    "employer:share": Access(OPEN, lambda world: {"token": world.part.token}),
    "employer:verify": Access(OPEN),
}
MACHINE = {
    "machine:achievement": Access(OPEN, _version),
    "machine:achievement_en": Access(OPEN, _version),
    "machine:achievement_fr": Access(OPEN, _version),
    "machine:did_document": Access(OPEN, lambda world: {"opaque": world.did}),
    "machine:health": Access(OPEN),
    "machine:register": Access(OPEN),
    "machine:status_list": Access(OPEN, lambda world: {"list_id": world.status_list}),
}


def _call(**arguments: str) -> Access:
    """A call of the VC API: open, and for JSON alone; a form is told so."""
    return Access(OPEN, lambda world: arguments, anonymous=415, outsider=415, method="post")


_SUITE = {"suite": "eddsa-rdfc-2022", "key_type": "Ed25519"}
VC_API = {
    "vc_api:derive": _call(),
    "vc_api:identifier": Access(OPEN, lambda world: {"did": DID}),
    "vc_api:issue": _call(**_SUITE),
    "vc_api:issue_enveloped": _call(key_type="P-256"),
    "vc_api:issue_revocable": _call(**_SUITE),
    "vc_api:overview": Access(OPEN),
    "vc_api:prove": _call(**_SUITE),
    "vc_api:status_list": Access(OPEN, lambda world: _SUITE | {"purpose": "revocation"}),
    "vc_api:update_status": _call(),
    "vc_api:verify": _call(),
    "vc_api:verify_presentation": _call(),
}

INVENTORY: dict[str, Access] = {
    **PACKAGED_ROUTES,
    **{f"public:{name}": Access(OPEN) for name in OPEN_PAGES},
    "public:achievement": Access(OPEN, _achievement),
    "public:achievement_version": Access(OPEN, _version),
    **ASSESSOR,
    **ISSUER,
    **CONSORTIUM,
    **LEARNER,
    **EMPLOYER,
    **MACHINE,
    **VC_API,
    "demo:mailbox": Access(OPEN),
    "demo:message": Access(OPEN, lambda world: world.letter),
    "demo:sign_in": Access(OPEN),
    "root": Access(OPEN),
}
