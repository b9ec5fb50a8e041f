"""Who may open each route; see `tests.acquis.web.routes.Access`. A new route needs a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from acquis.platform import clock
from acquis.quality.actions import reading
from acquis.skills import queries as skills
from tests.acquis.quality import factories as frameworks
from tests.acquis.skills import tables
from tests.acquis.web.access_offers import OFFERS
from tests.acquis.web.access_packaged import PACKAGED_ROUTES
from tests.acquis.web.routes import LOGIN, OPEN, Access
from tests.acquis.web.world import World

Told = Callable[[World], Mapping[str, Any]]

DID = "did:key:z6MkhTNL7i2etLerDK8Acz5t528giE5KA4p75T6ka1E1D74r"
OPEN_PAGES = (
    *("about", "accessibility", "achievements", "adopt", "adopters", "findings", "framework_log", "frameworks"),
    *("compare", "definitions", "free", "gallery", "glossary", "home", "issuers", "privacy", "saved"),
)


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


def _framework(world: World) -> Mapping[str, Any]:
    return {"key": world.framework.key}


def _framework_version(world: World) -> Mapping[str, Any]:
    return {"key": world.framework.key, "number": world.framework.number}


def _quality(named: Told = _nothing, *, data: Told | None = None, method: str = "get") -> Access:
    """A page of the frameworks, in the operator's organization."""
    return Access(
        "members:quality.frameworks",
        lambda w: {"organization_id": w.operator.id, **named(w)},
        data=data,
        method=method,
    )


def _proposal(world: World) -> Mapping[str, Any]:
    return {
        "effective_from": clock.today().isoformat(),
        "change_note_fr": "Première version",
        "change_note_en": "First version",
    }


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
    "issuer:definition_bring_back": _members("achievement.write", _draft, data=_nothing, method="post"),
    "issuer:definition_copy": _members("achievement.write", _published, data=lambda world: {"code": "COPY-1"}),
    "issuer:definition_differences": _members("organization.read", _published),
    "issuer:definition_edit": _members("achievement.write", _draft),
    "issuer:definition_new_version": _members("achievement.write", _published, data=_nothing, method="post"),
    "issuer:definition_occupations": _members("achievement.write", _draft),
    "issuer:definition_skills": _members("achievement.write", _draft),
    "issuer:definition_put_away": _members("achievement.write", _draft, data=_nothing, method="post"),
    "issuer:desk": _members("organization.read"),
    "issuer:finding_withdraw": _members("finding.publish", lambda world: {"finding_id": world.finding}, data=_nothing),
    "issuer:findings": _members(
        "finding.publish",
        data=lambda world: {
            "title_fr": "Constat",
            "text_fr": "Ce que nous avons vu.",
            "lines": [f"{world.framework.id}/{world.framework.lines[0].code}"],
        },
    ),
    "issuer:key_compromised": _members(
        "organization.manage",
        lambda world: {"key_id": world.key},
        data=lambda world: {"since": clock.today().isoformat(), "confirm": "on"},
    ),
    "issuer:key_rotate": _members("organization.manage", data=_nothing),
    "issuer:api_client_revoke": _members(
        "organization.manage", lambda world: {"client_id": world.client}, data=_nothing
    ),
    "issuer:api_clients": _members(
        "organization.manage",
        data=lambda world: {"name": "Catalogue", "scopes": ["offers.read"], "days": "30"},
    ),
    "issuer:exchange": _members("organization.read"),
    "issuer:export": _members("organization.read", lambda world: {"subject": "definitions", "layout": "csv"}),
    "issuer:import": _members("offer.write", _import),
    "issuer:import_columns": _members(
        "offer.write",
        _import,
        data=lambda world: {"column-0": "code", "column-1": "label_fr", "column-2": "tuition"},
        method="post",
    ),
    "issuer:import_confirm": _members("offer.write", _import, data=_nothing, method="post"),
    "issuer:import_drop": _members("offer.write", _import, data=_nothing, method="post"),
    "issuer:import_template": _members("organization.read", lambda world: {"subject": "offers", "layout": "xlsx"}),
    "issuer:keys": _members("organization.manage"),
    "issuer:member": _members("organization.manage", _reader, data=lambda world: {"roles": ["author"]}),
    "issuer:member_end": _members("organization.manage", _reader, data=_nothing),
    "issuer:members": _members(
        "organization.manage",
        data=lambda world: {"email": "nouvelle@people.example", "roles": ["author"], "language": "fr"},
    ),
    "issuer:recognition": _members("organization.manage"),
}


def _in_review(world: World) -> Mapping[str, Any]:
    return {"version_id": world.in_review.id}


def _approved(world: World) -> Mapping[str, Any]:
    return {"version_id": world.approved.id}


def _step(voice: str) -> Told:
    return lambda world: {"version_id": world.in_review.id, "step_id": world.steps[voice]}


def _opinion(world: World) -> Mapping[str, Any]:
    return {"stance": "support", "comment": "Claire.", "speaks_for": "Chambre de commerce"}


def _looked_at(world: World) -> Mapping[str, Any]:
    next_on = (clock.today() + timedelta(days=365)).isoformat()
    return {"outcome": "continue", "reason": "Toujours demandée.", "next_on": next_on}


def _review_process(world: World) -> Mapping[str, Any]:
    steps = {"step-0-voice": "peer", "step-0-days": "10", "step-1-voice": "industry", "step-1-days": "20"}
    return {**steps, "authority_days": "5", "review_months": "12"}


DECIDERS = "achievement.review|achievement.review_industry|achievement.approve"
REVIEW = {
    "issuer:decide": _members(
        "achievement.approve", _in_review, data=lambda world: {"decision": "reject", "reason": "Trop vaste."}
    ),
    "issuer:definition_answers": _members("achievement.write", _draft, data=_nothing),
    "issuer:definition_resume": _members("achievement.publish", _published, method="post"),
    "issuer:definition_retire": _members("achievement.publish", _published, data=_nothing),
    "issuer:definition_suspend": _members(
        "achievement.publish", _published, data=lambda world: {"reason": "La loi change."}
    ),
    "issuer:publish": _members("achievement.publish", _approved, data=_nothing),
    "issuer:publish_badge": _members("achievement.approve", _draft),
    "issuer:review": _members("organization.read", _in_review),
    "issuer:review_again": _members("achievement.approve", _published, data=_looked_at),
    "issuer:review_changes": _members(DECIDERS, _in_review, data=lambda world: {"reason": "R2 est vague."}),
    "issuer:review_comment": _members(
        f"achievement.write|{DECIDERS}|achievement.publish",
        _in_review,
        data=lambda world: {"text": "Une remarque."},
        method="post",
    ),
    "issuer:review_file": _members("organization.read", _in_review),
    "issuer:review_file_json": _members("organization.read", _in_review),
    "issuer:review_give_back": _members(DECIDERS, _step("peer"), method="post"),
    "issuer:review_impossible": _members(
        "achievement.approve", _step("industry"), data=lambda world: {"reason": "Trois employeurs, aucune réponse."}
    ),
    "issuer:review_industry": _members("achievement.review_industry", _step("industry"), data=_opinion),
    "issuer:review_peer": _members("achievement.review", _step("peer"), data=_opinion),
    "issuer:review_process": _members("organization.manage", data=_review_process),
    "issuer:review_take": _members(DECIDERS, _step("peer"), method="post"),
    "issuer:reviews": _members("organization.read"),
    "issuer:submit": _members("achievement.write", _draft, data=_nothing),
}


def _import(world: World) -> Mapping[str, Any]:
    return {"organization_id": world.operator.id, "import_id": world.brought_in}


def _tables(world: World) -> Mapping[str, Any]:
    files = [SimpleUploadedFile(file.name, file.content, "text/csv") for file in tables.esco(3)]
    return {"uploads": files, "version": "2.0"}


def _competencies(named: Told, *, data: Told | None = None, method: str = "get") -> Access:
    """A page of the competency frameworks, in the operator's organization."""
    return Access("members:frameworks.manage", named, data=data, method=method)


def _any_framework(world: World) -> Mapping[str, Any]:
    return {"framework_id": skills.frameworks()[0].id}


VOUCHING = {
    "issuer:endorsement": _members("organization.read", _asked),
    "issuer:endorsement_ask": _members(
        "achievement.write",
        _published,
        data=lambda world: {
            "name": "Atelier Neuf",
            "kind": "employer",
            "email": "chef@neuf.example",
            "language": "fr",
        },
    ),
    "issuer:endorsement_remind": _members("achievement.write", _asked, data=_nothing, method="post"),
    "issuer:endorsement_version": _members("organization.read", _published),
    "issuer:endorsements": _members("organization.read"),
    "issuer:partner_add": _members(
        "achievement.write", _published, data=lambda world: {"name": "Conseil neuf", "relation": "assessors"}
    ),
    "issuer:partner_end": _members(
        "achievement.write",
        lambda world: {**_published(world), "partnership_id": world.partnership},
        data=_nothing,
        method="post",
    ),
    "machine:endorsement": Access(OPEN, lambda world: {"endorsement_id": world.asked.id}, anonymous=404, outsider=404),
    "partner:link": Access(OPEN, lambda world: {"token": world.to_answer.token}),
    "partner:request": _members(
        "endorsement.sign", lambda world: {"endorsement_id": world.to_answer.id}, data=lambda world: {"do": "open"}
    ),
    "partner:requests": _members("endorsement.sign"),
}
CONSORTIUM = {
    "consortium:competencies": _competencies(lambda world: {"organization_id": world.operator.id}),
    "consortium:competencies_confirm": _competencies(_import, data=_nothing, method="post"),
    "consortium:competencies_harmony": _competencies(lambda world: {"organization_id": world.operator.id}),
    "consortium:competencies_harmony_file": _competencies(lambda world: {"organization_id": world.operator.id}),
    "consortium:competencies_import": _competencies(_import),
    "consortium:competencies_stop": _competencies(_import, data=_nothing, method="post"),
    "consortium:competencies_upload": _competencies(lambda world: {"organization_id": world.operator.id}, data=_tables),
    "consortium:adoption": _quality(
        lambda world: {"adoption_id": world.adoption},
        data=lambda world: {"confirmed": "yes", "reason": "Vérifié"},
    ),
    "consortium:quality": _quality(),
    "consortium:quality_confirm": _quality(
        lambda world: {"version_id": world.proposed.id},
        data=lambda world: {"read": reading(world.proposed), "confirm": "on"},
        method="post",
    ),
    "consortium:quality_discard": _quality(
        lambda world: {"version_id": world.drafted.id}, data=_nothing, method="post"
    ),
    "consortium:quality_propose": _quality(
        lambda world: {"version_id": world.drafted.id}, data=_proposal, method="post"
    ),
    "consortium:quality_send_back": _quality(
        lambda world: {"version_id": world.proposed.id}, data=lambda world: {"reason": "À relire"}, method="post"
    ),
    "consortium:quality_upload": _quality(data=lambda world: {"text": frameworks.text(key="another-list")}),
    "consortium:quality_version": _quality(lambda world: {"version_id": world.drafted.id}),
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
    "machine:case_package": Access(OPEN, _any_framework),
    "machine:ctdl_asn": Access(OPEN, _any_framework),
    "machine:did_document": Access(OPEN, lambda world: {"opaque": world.did}),
    "machine:health": Access(OPEN),
    "machine:register": Access(OPEN),
    "machine:status_list": Access(OPEN, lambda world: {"list_id": world.status_list}),
}


def _with_token(world_of: Told = _nothing) -> Access:
    """A call of the API that wants a token."""
    return Access(OPEN, world_of, anonymous=401, outsider=401)


def _definition_id(world: World) -> Mapping[str, Any]:
    return {"achievement_id": world.published.achievement_id}


API = {
    "api:catalogue_definitions": Access(OPEN),
    "api:catalogue_definitions_one": Access(OPEN, _definition_id),
    "api:catalogue_offers": Access(OPEN),
    "api:competencies": Access(OPEN, outsider=422, anonymous=422),
    "api:competencies_one": Access(OPEN, lambda world: {"skill_id": world.skill}),
    "api:competency_frameworks": Access(OPEN),
    "api:frameworks": Access(OPEN),
    "api:frameworks_one_one": Access(OPEN, _framework_version),
    "api:organizations": Access(OPEN),
    "api:organizations_one": Access(OPEN, lambda world: {"organization_id": world.college.id}),
    "api:definitions": _with_token(),
    "api:definitions_one": _with_token(_definition_id),
    "api:offers": _with_token(),
    "api:offers_one": _with_token(lambda world: {"offer_id": world.client}),
    **{
        f"api:offers_one_{verb}": Access(
            OPEN, lambda world: {"offer_id": world.client}, anonymous=401, outsider=401, method="post"
        )
        for verb in ("list", "confirm", "close")
    },
    "api:openapi": Access(OPEN),
    "api:overview": Access(OPEN, anonymous=302, outsider=302),
    "api:problems": Access(OPEN, anonymous=302, outsider=302),
    "api_pages:open_data": Access(OPEN),
    "open:ctdl": Access(OPEN, _definition_id),
    "open:dump": Access(OPEN, lambda world: {"subject": "definitions"}),
    "open:feed": Access(OPEN, lambda world: {"kind": "new", "language": "fr"}),
    "open:robots": Access(OPEN),
    "open:schema_org": Access(OPEN, lambda world: {**_definition_id(world), "language": "fr"}),
    "open:sitemap": Access(OPEN),
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
    "public:competencies": Access(OPEN),
    "public:free_sheet": Access(OPEN),
    "public:competency": Access(OPEN, lambda world: {"skill_id": world.skill}),
    "public:competency_framework": Access(OPEN, _any_framework),
    "public:achievement": Access(OPEN, _achievement),
    "public:achievement_changes": Access(OPEN, _version),
    "public:achievement_frameworks": Access(OPEN, _achievement),
    "public:achievement_version": Access(OPEN, _version),
    "public:finding": Access(OPEN, lambda world: {"finding_id": world.finding}),
    "public:framework": Access(OPEN, _framework),
    "public:framework_changes": Access(OPEN, _framework_version),
    "public:framework_file": Access(OPEN, lambda world: {**_framework_version(world), "form": "text"}),
    "public:framework_version": Access(OPEN, _framework_version),
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
