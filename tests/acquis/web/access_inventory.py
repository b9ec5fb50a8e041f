"""Who may open each route; see `tests.acquis.web.routes.Access`. A new route needs a line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acquis.platform import clock
from tests.acquis.web.access_consortium import CONSORTIUM
from tests.acquis.web.access_doors import (
    Told,
    any_framework,
    draft,
    framework_version,
    members,
    nothing,
    published,
    version,
)
from tests.acquis.web.access_machines import API, MACHINE, VC_API
from tests.acquis.web.access_offers import OFFERS
from tests.acquis.web.access_packaged import PACKAGED_ROUTES
from tests.acquis.web.access_reviews import REVIEW
from tests.acquis.web.routes import LOGIN, OPEN, Access
from tests.acquis.web.world import World

OPEN_PAGES = (
    *("about", "accessibility", "achievements", "adopt", "adopters", "findings", "framework_log", "frameworks"),
    *("compare", "definitions", "free", "gallery", "glossary", "home", "issuers", "privacy", "saved"),
)


def _own(named: Told, *, data: Told | None = None, method: str = "get") -> Access:
    """Something in a learner's passport: for anybody else it does not exist."""
    return Access(LOGIN, named, outsider=404, method=method, data=data)


def _candidacy(world: World) -> Mapping[str, Any]:
    return {"candidacy_id": world.candidacy}


def _evidence(world: World) -> Mapping[str, Any]:
    return {"candidacy_id": world.candidacy, "evidence_id": world.evidence}


def _achievement(world: World) -> Mapping[str, Any]:
    return {"achievement_id": world.published.achievement_id}


def _import(world: World) -> Mapping[str, Any]:
    return {"import_id": world.bulk_import}


def _offered(world: World) -> Mapping[str, Any]:
    return {"award_id": world.offered.id}


def _accepted(world: World) -> Mapping[str, Any]:
    return {"award_id": world.held.offer.id}


def _asked(world: World) -> Mapping[str, Any]:
    return {"endorsement_id": world.asked.id}


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


def _reader(world: World) -> Mapping[str, Any]:
    return {"person_id": world.college.people["reader"].id}


def _framework(world: World) -> Mapping[str, Any]:
    return {"key": world.framework.key}


ASSESSOR = {
    "assessor:candidacy": members("assessment.record", _candidacy, data=_results),
    "assessor:conclude": members("assessment.record", _candidacy, data=lambda world: {"decision": "not_passed"}),
    "assessor:enrol": members(
        "assessment.record",
        data=lambda world: {"version_id": world.published.id, "name": "Zoé Fictive", "email": "zoe@people.example"},
    ),
    "assessor:evidence": members("assessment.record", _evidence),
    "assessor:evidence_add": members(
        "assessment.record",
        _candidacy,
        data=lambda world: {
            "genre": "document",
            "title_fr": "Rapport",
            "url": "https://preuve.example/rapport",
            "no_third_party": "on",
        },
    ),
    "assessor:evidence_remove": members("assessment.record", _evidence, data=nothing, method="post"),
    "assessor:queue": members("assessment.record"),
}
ISSUER = {
    "issuer:achievements": members("organization.read"),
    "issuer:agreement": members(
        "organization.manage", data=lambda world: {"signatory_role": "Registraire", "confirm": "on"}
    ),
    "issuer:apply": members(
        "organization.manage", data=lambda world: {"scope": ["badge"], "statement": "Collège depuis 1967."}
    ),
    "issuer:award": members("award.issue", _accepted),
    "issuer:award_new": members(
        "award.issue",
        lambda world: {"candidacy_id": world.passed},
        data=lambda world: {"awarded_on": clock.today().isoformat(), "language": "fr"},
    ),
    "issuer:award_ready": members("award.issue"),
    "issuer:award_reinstate": members(
        "credential.revoke", lambda world: {"award_id": world.suspended.offer.id}, data=lambda world: {"note": "Clos"}
    ),
    "issuer:award_resend": members("award.issue", _offered, data=lambda world: {"email": "offered@people.example"}),
    "issuer:award_revoke": members("credential.revoke", _accepted, data=lambda world: {"reason": "error"}),
    "issuer:award_suspend": members("credential.revoke", _accepted, data=lambda world: {"reason": "under_review"}),
    "issuer:award_withdraw": members("award.issue", _offered, data=lambda world: {"reason": "error"}),
    "issuer:awards": members("award.issue"),
    "issuer:definition": members("organization.read", draft),
    "issuer:definition_autosave": members("achievement.write", draft, method="post"),
    "issuer:definition_begin": members(
        "achievement.write", data=lambda world: {"kind": "badge", "code": "INS-1", "title_fr": "Insigne"}
    ),
    "issuer:definition_bring_back": members("achievement.write", draft, data=nothing, method="post"),
    "issuer:definition_copy": members("achievement.write", published, data=lambda world: {"code": "COPY-1"}),
    "issuer:definition_differences": members("organization.read", published),
    "issuer:definition_edit": members("achievement.write", draft),
    "issuer:definition_new_version": members("achievement.write", published, data=nothing, method="post"),
    "issuer:definition_occupations": members("achievement.write", draft),
    "issuer:definition_skills": members("achievement.write", draft),
    "issuer:definition_put_away": members("achievement.write", draft, data=nothing, method="post"),
    "issuer:desk": members("organization.read"),
    "issuer:finding_withdraw": members("finding.publish", lambda world: {"finding_id": world.finding}, data=nothing),
    "issuer:findings": members(
        "finding.publish",
        data=lambda world: {
            "title_fr": "Constat",
            "text_fr": "Ce que nous avons vu.",
            "lines": [f"{world.framework.id}/{world.framework.lines[0].code}"],
        },
    ),
    "issuer:key_compromised": members(
        "organization.manage",
        lambda world: {"key_id": world.key},
        data=lambda world: {"since": clock.today().isoformat(), "confirm": "on"},
    ),
    "issuer:key_rotate": members("organization.manage", data=nothing),
    "issuer:api_client_revoke": members("organization.manage", lambda world: {"client_id": world.client}, data=nothing),
    "issuer:api_clients": members(
        "organization.manage",
        data=lambda world: {"name": "Catalogue", "scopes": ["offers.read"], "days": "30"},
    ),
    "issuer:exchange": members("organization.read"),
    "issuer:export": members("organization.read", lambda world: {"subject": "definitions", "layout": "csv"}),
    "issuer:import": members("offer.write", _import),
    "issuer:import_columns": members(
        "offer.write",
        _import,
        data=lambda world: {"column-0": "code", "column-1": "label_fr", "column-2": "tuition"},
        method="post",
    ),
    "issuer:import_confirm": members("offer.write", _import, data=nothing, method="post"),
    "issuer:import_drop": members("offer.write", _import, data=nothing, method="post"),
    "issuer:import_template": members("organization.read", lambda world: {"subject": "offers", "layout": "xlsx"}),
    "issuer:keys": members("organization.manage"),
    "issuer:member": members("organization.manage", _reader, data=lambda world: {"roles": ["author"]}),
    "issuer:member_end": members("organization.manage", _reader, data=nothing),
    "issuer:members": members(
        "organization.manage",
        data=lambda world: {"email": "nouvelle@people.example", "roles": ["author"], "language": "fr"},
    ),
    "issuer:recognition": members("organization.manage"),
}
VOUCHING = {
    "issuer:endorsement": members("organization.read", _asked),
    "issuer:endorsement_ask": members(
        "achievement.write",
        published,
        data=lambda world: {
            "name": "Atelier Neuf",
            "kind": "employer",
            "email": "chef@neuf.example",
            "language": "fr",
        },
    ),
    "issuer:endorsement_remind": members("achievement.write", _asked, data=nothing, method="post"),
    "issuer:endorsement_version": members("organization.read", published),
    "issuer:endorsements": members("organization.read"),
    "issuer:partner_add": members(
        "achievement.write", published, data=lambda world: {"name": "Conseil neuf", "relation": "assessors"}
    ),
    "issuer:partner_end": members(
        "achievement.write",
        lambda world: {**published(world), "partnership_id": world.partnership},
        data=nothing,
        method="post",
    ),
    "machine:endorsement": Access(OPEN, lambda world: {"endorsement_id": world.asked.id}, anonymous=404, outsider=404),
    "partner:link": Access(OPEN, lambda world: {"token": world.to_answer.token}),
    "partner:request": members(
        "endorsement.sign", lambda world: {"endorsement_id": world.to_answer.id}, data=lambda world: {"do": "open"}
    ),
    "partner:requests": members("endorsement.sign"),
}
LEARNER = {
    "learner:archive": _own(_item, data=nothing, method="post"),
    "learner:badge_png": _own(_item),
    "learner:badge_svg": _own(_item),
    "learner:claim": Access(OPEN, _claim),
    "learner:compare": Access(LOGIN),
    "learner:credential": _own(_item),
    "learner:decline": Access(OPEN, _claim),
    "learner:evidence": _own(lambda world: {"evidence_id": world.held.evidence[0]}),
    "learner:item": _own(_item),
    "learner:note": _own(_item, data=lambda world: {"note": "À moi"}, method="post"),
    "learner:passport": Access(LOGIN),
    "learner:restore": _own(_item, data=nothing, method="post"),
    "learner:resume": Access(LOGIN, outsider=302),
    "learner:share": _own(_share),
    "learner:share_choose": Access(LOGIN),
    "learner:share_details": Access(LOGIN, outsider=302),
    "learner:share_stop": _own(_share, data=nothing),
    "learner:shares": Access(LOGIN),
}
EMPLOYER = {
    "employer:credential": Access(OPEN, lambda world: {"token": world.whole.token, "item_id": world.held.item_id}),
    "employer:evidence": Access(OPEN, lambda world: {"token": world.part.token, "evidence_id": world.held.evidence[0]}),
    "employer:share": Access(OPEN, lambda world: {"token": world.part.token}),
    "employer:verify": Access(OPEN),
}
INVENTORY: dict[str, Access] = {
    **PACKAGED_ROUTES,
    **{f"public:{name}": Access(OPEN) for name in OPEN_PAGES},
    "public:competencies": Access(OPEN),
    "public:free_sheet": Access(OPEN),
    "public:competency": Access(OPEN, lambda world: {"skill_id": world.skill}),
    "public:competency_framework": Access(OPEN, any_framework),
    "public:achievement": Access(OPEN, _achievement),
    "public:achievement_changes": Access(OPEN, version),
    "public:achievement_frameworks": Access(OPEN, _achievement),
    "public:achievement_version": Access(OPEN, version),
    "public:finding": Access(OPEN, lambda world: {"finding_id": world.finding}),
    "public:framework": Access(OPEN, _framework),
    "public:framework_changes": Access(OPEN, framework_version),
    "public:framework_file": Access(OPEN, lambda world: {**framework_version(world), "form": "text"}),
    "public:framework_version": Access(OPEN, framework_version),
    **ASSESSOR,
    **ISSUER,
    **OFFERS,
    **REVIEW,
    **VOUCHING,
    **CONSORTIUM,
    **LEARNER,
    **EMPLOYER,
    **MACHINE,
    **API,
    **VC_API,
    "demo:mailbox": Access(OPEN),
    "demo:message": Access(OPEN, lambda world: world.letter),
    "demo:sign_in": Access(OPEN),
    "root": Access(OPEN),
}
