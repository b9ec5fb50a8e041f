"""The OpenAPI 3.1 document, made from the table of calls and from the shapes of records."""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation

from acquis.api.v1 import network_shapes, once, paging
from acquis.api.v1.operations import OPERATIONS, Operation
from acquis.catalogue.exchange.shape import DEFINITION, MOST_ROWS, OFFER, Field, Kind, Part, Shape
from acquis.organizations.access import SCOPES
from acquis.platform import links
from acquis.platform.translatable import LANGUAGES

_TEXT = {"$ref": "#/components/schemas/Text"}
_MOMENT = {"type": "string", "format": "date-time"}
_UUID = {"type": "string", "format": "uuid"}
_IN_ADDRESS = {"key": {"type": "string"}, "number": {"type": "integer", "minimum": 1}}
_OR_NULL = {"type": ["string", "null"], "format": "date-time"}


_HEADERS = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "schema": {"type": "string", "minLength": 1, "maxLength": once.LONGEST},
        "description": (
            "A string in quotation marks that you choose for this request, for instance a UUID. For 24 hours the same "
            f"request under it gets the same answer, with `{once.REPLAYED}: true`, and nothing is done twice. 422 "
            "`idempotency_key_reused`: it was sent with another request. 409 `idempotency_key_in_use`: the first one "
            "is still at work. As draft-ietf-httpapi-idempotency-key-header."
        ),
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "schema": {"type": "string"},
        "description": "The `ETag` of an answer that you have: 304 while it is still the same",
    },
}


def document() -> dict[str, Any]:
    """The whole document, in English."""
    with translation.override("en"):
        return _document()


def _document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for each in OPERATIONS:
        paths.setdefault(f"/{each.path}", {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Acquis",
            "version": "1",
            "summary": "Open catalogue of microcredentials, and bulk writing for the organizations of the network",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": links.machine("api/v1")}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": f"A token of your organization. Scopes: {', '.join(SCOPES)}.",
                }
            },
            "parameters": _HEADERS,
            "responses": {
                "NotModified": {"description": "What If-None-Match names is still what there is"},
                "Problem": {
                    "description": "What went wrong (RFC 9457)",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            },
        },
    }


def _operation(each: Operation) -> dict[str, Any]:
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{each.answer}{'List' if each.pages else ''}"}
    told: dict[str, Any] = {
        "operationId": each.name,
        "summary": str(each.summary),
        "parameters": list(_parameters(each)),
        "responses": {
            str(each.status): {"description": "Done", "content": {"application/json": {"schema": schema}}},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    if not each.scope:
        told["responses"]["304"] = {"$ref": "#/components/responses/NotModified"}
    if each.body:
        body = {"schema": {"$ref": f"#/components/schemas/{each.body}"}}
        told["requestBody"] = {"required": True, "content": {"application/json": body}}
    if each.scope:
        told["security"] = [{"token": []}]
        told["description"] = f"Scope: `{each.scope}`."
    return told


def _parameters(each: Operation) -> Any:
    for name in re.findall(r"{(\w+)}", each.path):
        yield {"name": name, "in": "path", "required": True, "schema": _IN_ADDRESS.get(name, _UUID)}
    if each.pages:
        yield {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": paging.MOST, "default": paging.USUAL},
        }
        yield {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": "As `next` has it"}
    for asked in each.query:
        yield {
            "name": asked.name,
            "in": "query",
            "required": asked.required,
            "schema": dict(asked.schema),
            "description": asked.meaning,
        }
    if each.scope and each.method != "GET":
        yield {"$ref": "#/components/parameters/IdempotencyKey"}
    if not each.scope:
        yield {"$ref": "#/components/parameters/IfNoneMatch"}


def _schemas() -> dict[str, Any]:
    definition, offer = record(DEFINITION), record(OFFER)
    organization = {
        "type": "object",
        "properties": {
            "id": _UUID,
            "name": _TEXT,
            **{name: {"type": "string"} for name in ("kind", "region", "website")},
        },
    }
    opened = {
        "id": _UUID,
        "version": {"type": "integer"},
        "address": {"type": "string", "format": "uri"},
        "pages": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
        "published_at": _MOMENT,
        "organization": organization,
        "eu_standard_elements": {
            "type": "object",
            "description": "What the European standard elements to describe a microcredential ask under another name",
            "properties": {
                "type_of_quality_assurance": {
                    "type": "object",
                    "properties": {"code": {"type": "string"}, "name": _TEXT},
                }
            },
        },
    }
    taken = {
        "definition": _UUID,
        "organization": _UUID,
        "total_cents": {"type": ["integer", "null"]},
        "currency": {"const": "CAD"},
        "next_start": {"type": ["string", "null"], "format": "date"},
        "is_continuous": {"type": "boolean"},
        "confirmed_at": _OR_NULL,
    }
    held = {
        "id": _UUID,
        "version": {"type": "integer"},
        "state": {"type": "string"},
        "edited_at": _MOMENT,
        "missing_for_publication": {"type": "array", "items": {"$ref": "#/components/schemas/Reason"}},
    }
    found: dict[str, Any] = {
        "Text": {
            "type": "object",
            "description": "A text in French, in English, or in both",
            "properties": {language: {"type": "string"} for language in LANGUAGES},
            "additionalProperties": False,
        },
        "Definition": definition,
        "Offer": offer,
        **network_shapes.schemas(),
        "OpenDefinition": _with(definition, opened, without=("contact",)),
        "OpenOffer": _with(offer, taken),
        "OwnDefinition": _with(definition, held),
        "OwnOffer": _with(offer, {"state": {"type": "string"}, "definition": _UUID, "confirmed_at": _OR_NULL}),
        "Reason": {
            "type": "object",
            "required": ["code", "detail", "pointer"],
            "properties": {name: {"type": "string"} for name in ("code", "detail", "pointer")},
        },
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "code", "detail"],
            "properties": {
                **{name: {"type": "string"} for name in ("type", "title", "code", "detail")},
                "status": {"type": "integer"},
                "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Reason"}},
            },
        },
    }
    for name in (each.answer for each in OPERATIONS if each.pages):
        found[f"{name}List"] = {
            "type": "object",
            "required": ["items", "next"],
            "properties": {
                "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
                "next": {"type": ["string", "null"], "format": "uri"},
                "licence": {"type": "string", "format": "uri"},
            },
        }
    return found


def _with(shape: dict[str, Any], more: dict[str, Any], without: tuple[str, ...] = ()) -> dict[str, Any]:
    kept = {name: schema for name, schema in shape["properties"].items() if name not in without}
    return {"type": "object", "properties": {**kept, **more}}


def record(shape: Shape) -> dict[str, Any]:
    """The JSON Schema of a record."""
    properties = {field.name: _field(field) for field in (*shape.head, *shape.fields)}
    properties |= {part.name: _part(part) for part in shape.parts}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _part(part: Part) -> dict[str, Any]:
    items = {
        "type": "object",
        "properties": {field.name: _field(field) for field in part.fields},
        "additionalProperties": False,
    }
    return {"type": "array", "maxItems": MOST_ROWS, "items": items}


def _field(field: Field) -> dict[str, Any]:
    codes = [code for code, _words in field.words()] if field.words else None
    match field.kind:
        case Kind.TEXT:
            return _TEXT
        case Kind.LINES:
            return {"type": "array", "maxItems": MOST_ROWS, "items": _TEXT}
        case Kind.DECIMAL:
            return {"type": ["number", "null"], "minimum": 0, "maximum": field.longest, "multipleOf": 0.01}
        case _:
            return _simple(field, codes)


def _simple(field: Field, codes: list[str] | None) -> dict[str, Any]:
    several = {"type": "string", **({"enum": codes} if codes else {})}
    found: dict[Kind, dict[str, Any]] = {
        Kind.INTEGER: {"type": ["integer", "null"], "minimum": 0, "maximum": field.longest},
        Kind.CENTS: {
            "type": ["integer", "null"],
            "minimum": 0,
            "maximum": field.longest,
            "description": "Cents (CAD); 0 is free, null unknown",
        },
        Kind.DATE: {"type": ["string", "null"], "format": "date"},
        Kind.YES_NO: {"type": "boolean"},
        Kind.CODE: {"type": "string", **({"enum": ["", *(code for code in codes if code)]} if codes else {})},
        Kind.CODES: {"type": "array", "maxItems": MOST_ROWS, "items": several},
        Kind.NAMES: {"type": "array", "maxItems": MOST_ROWS, "items": {"type": "string"}},
        Kind.STRING: {"type": "string", **({"maxLength": field.longest} if field.longest else {})},
        Kind.EMAIL: {"type": "string", "maxLength": field.longest, "description": "An e-mail address, or nothing"},
        Kind.SKILL: {"type": "string", "description": "The address of an entry of a framework"},
    }
    return found[field.kind]
