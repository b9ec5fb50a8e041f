"""Who may call the addresses for machines; part of `access_inventory`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.acquis.web.access_doors import Told, any_framework, framework_version, nothing, version
from tests.acquis.web.routes import OPEN, Access
from tests.acquis.web.world import World

DID = "did:key:z6MkhTNL7i2etLerDK8Acz5t528giE5KA4p75T6ka1E1D74r"
MACHINE = {
    "machine:achievement": Access(OPEN, version),
    "machine:achievement_en": Access(OPEN, version),
    "machine:achievement_fr": Access(OPEN, version),
    "machine:case_package": Access(OPEN, any_framework),
    "machine:ctdl_asn": Access(OPEN, any_framework),
    "machine:did_document": Access(OPEN, lambda world: {"opaque": world.did}),
    "machine:health": Access(OPEN),
    "machine:register": Access(OPEN),
    "machine:status_list": Access(OPEN, lambda world: {"list_id": world.status_list}),
}


def _with_token(world_of: Told = nothing) -> Access:
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
    "api:frameworks_one_one": Access(OPEN, framework_version),
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
