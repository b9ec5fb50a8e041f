"""A thin typed view over a credential document."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.model import shape
from sceau.model.shape import items, shape_problems
from sceau.problems import Problem
from sceau.records import record

__all__ = ["Credential", "shape_problems"]


@record
class Credential:
    """A credential whose shape was checked. ``raw`` is the document itself, nothing left out.

    Attributes:
        raw: the whole document.
        contexts: addresses and inline contexts, in order.
        types: in order, "VerifiableCredential" among them.
        id: None when the credential has none.
        issuer_id: the issuer's URL, whether the issuer was written as text or object.
        valid_from, valid_until: the validity period (`issuanceDate`, `expirationDate` in version 1.1).
        subjects, status, evidence, related_resources, proofs: one or many, as many.
    """

    raw: JsonObject
    id: str | None
    issuer_id: str
    valid_from: datetime | None
    valid_until: datetime | None

    @classmethod
    def parse(cls, document: JsonObject, problems: list[Problem] | None = None) -> Credential:
        """Read ``document``.

        Args:
            document: any JSON object.
            problems: what `shape_problems` found in it, where it was asked already.

        Raises:
            InputError: the first of `shape_problems`.
        """
        problems = shape_problems(document) if problems is None else problems
        if problems:
            first = problems[0]
            raise InputError(first.code, first.pointer, first.detail)
        issuer = document["issuer"]
        begin, end = shape.period_members(document)
        identifier = document.get("id")
        return cls(
            raw=document,
            id=identifier if isinstance(identifier, str) else None,
            issuer_id=str(issuer["id"] if isinstance(issuer, dict) else issuer),
            valid_from=shape.moment(document, begin),
            valid_until=shape.moment(document, end),
        )

    @property
    def contexts(self) -> tuple[JsonValue, ...]:
        """Addresses and inline contexts, in order."""
        return tuple(items(self.raw["@context"]))

    @property
    def types(self) -> tuple[str, ...]:
        """In order, "VerifiableCredential" among them."""
        return tuple(cast("list[str]", items(self.raw["type"])))

    @property
    def subjects(self) -> tuple[JsonObject, ...]:
        """One or many, as many."""
        return self._objects("credentialSubject")

    @property
    def status(self) -> tuple[JsonObject, ...]:
        """One or many, as many; as what follows."""
        return self._objects("credentialStatus")

    @property
    def evidence(self) -> tuple[JsonObject, ...]:
        return self._objects("evidence")

    @property
    def related_resources(self) -> tuple[JsonObject, ...]:
        return self._objects("relatedResource")

    @property
    def proofs(self) -> tuple[JsonObject, ...]:
        return self._objects("proof")

    def _objects(self, name: str) -> tuple[JsonObject, ...]:
        return tuple([item for item in items(self.raw.get(name)) if isinstance(item, dict)])
