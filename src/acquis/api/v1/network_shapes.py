"""The JSON Schemas of what `network` answers."""

from __future__ import annotations

from typing import Any

from acquis.organizations.queries import KINDS as ORGANIZATION_KINDS
from acquis.quality import wording
from acquis.registry.access import KINDS as ISSUED
from acquis.skills import queries as skills

TEXT = {"$ref": "#/components/schemas/Text"}
_UUID = {"type": "string", "format": "uuid"}
_STRING = {"type": "string"}
_ADDRESS = {"type": "string", "format": "uri"}
_DAY = {"type": ["string", "null"], "format": "date"}
_MOMENT_OR_NULL = {"type": ["string", "null"], "format": "date-time"}


def schemas() -> dict[str, Any]:
    """Name to schema; every member is always there."""
    framework = {
        "key": _STRING,
        "number": {"type": "integer", "minimum": 1},
        "version": _STRING,
        "kind": _codes(wording.Kind.choices),
        "use": _codes(wording.Use.choices),
        "name": TEXT,
        "publisher": TEXT,
        "source": _STRING,
        "is_in_force": {"type": "boolean"},
        "effective_from": _DAY,
        "effective_to": _DAY,
        "digest": {"type": "string", "description": "SHA-256 over the canonical JSON (RFC 8785) of the document"},
        "pages": {"type": "object", "additionalProperties": _ADDRESS},
    }
    competency = {
        "id": _UUID,
        "address": _STRING,
        "code": _STRING,
        "name": TEXT,
        "kind": _codes(skills.KINDS),
        "reuse": {"type": "string", "enum": ["", *(code for code, _word in skills.REUSES)]},
        "is_obsolete": {"type": "boolean"},
        "framework": _object({"id": _UUID, "key": _STRING, "version": _STRING, "name": TEXT}),
    }
    names = {"type": "object", "additionalProperties": {"type": "array", "items": _STRING}}
    document = {"type": "object", "description": "The file of a framework, acquis-framework/1 (docs/frameworks.md)"}
    return {
        "Organization": _object(_organization()),
        "Framework": _object(framework),
        "WholeFramework": _object({**framework, "document": document}),
        "CompetencyFramework": _object(
            {
                "id": _UUID,
                **dict.fromkeys(("key", "version", "publisher", "licence", "source"), _STRING),
                "name": TEXT,
                "attribution": TEXT,
                "entries": {"type": "integer", "minimum": 0},
            }
        ),
        "Competency": _object(competency),
        "WholeCompetency": _object(
            {**competency, "other_names": names, "description": TEXT, "licence": _STRING, "attribution": TEXT}
        ),
    }


def _organization() -> dict[str, Any]:
    return {
        "id": _UUID,
        "name": TEXT,
        "kind": _codes(ORGANIZATION_KINDS),
        "region": _STRING,
        "website": _STRING,
        "is_fictional": {"type": "boolean"},
        "did": {"type": "string", "description": "What its credentials name as their issuer"},
        "recognition": _object(
            {
                "state": {"type": "string", "enum": ["recognized", "suspended", "withdrawn"]},
                "kinds": {"type": "array", "items": {"type": "string", "enum": list(ISSUED)}},
                "since": {"type": "string", "format": "date-time"},
                "until": _MOMENT_OR_NULL,
            }
        ),
    }


def _codes(choices: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [code for code, _word in choices]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}
