"""Who may open the pages of the consortium; part of `access_inventory`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from acquis.platform import clock
from acquis.quality.actions import reading
from tests.acquis.quality import factories as frameworks
from tests.acquis.skills import tables
from tests.acquis.web.access_doors import Told, nothing
from tests.acquis.web.routes import Access
from tests.acquis.web.world import World


def _operators(named: Told = nothing, *, data: Told | None = None) -> Access:
    """A page of the organization that runs the network."""
    return Access("members:registry.decide", lambda w: {"organization_id": w.operator.id, **named(w)}, data=data)


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


def _quality(named: Told = nothing, *, data: Told | None = None, method: str = "get") -> Access:
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


def _framework_import(world: World) -> Mapping[str, Any]:
    return {"organization_id": world.operator.id, "import_id": world.brought_in}


def _tables(world: World) -> Mapping[str, Any]:
    files = [SimpleUploadedFile(file.name, file.content, "text/csv") for file in tables.esco(3)]
    return {"uploads": files, "version": "2.0"}


def _competencies(named: Told, *, data: Told | None = None, method: str = "get") -> Access:
    """A page of the competency frameworks, in the operator's organization."""
    return Access("members:frameworks.manage", named, data=data, method=method)


CONSORTIUM = {
    "consortium:competencies": _competencies(lambda world: {"organization_id": world.operator.id}),
    "consortium:competencies_confirm": _competencies(_framework_import, data=nothing, method="post"),
    "consortium:competencies_harmony": _competencies(lambda world: {"organization_id": world.operator.id}),
    "consortium:competencies_harmony_file": _competencies(lambda world: {"organization_id": world.operator.id}),
    "consortium:competencies_import": _competencies(_framework_import),
    "consortium:competencies_stop": _competencies(_framework_import, data=nothing, method="post"),
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
    "consortium:quality_discard": _quality(lambda world: {"version_id": world.drafted.id}, data=nothing, method="post"),
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
