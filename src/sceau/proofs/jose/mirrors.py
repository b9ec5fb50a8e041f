"""JWT claims that say again what a member of the credential says (VC Data Model 1.1 §6.3.1, Open Badges 3.0 §8.2.6.1).

A reader of the claims and a reader of the credential must see the same: whatever differs is refused. Dates compare
by the second, because issuers cut NumericDates there.
"""

from __future__ import annotations

from collections.abc import Callable

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.model import shape
from sceau.model.shape import items
from sceau.proofs.jose import claims as registered

_Mirror = Callable[[JsonObject, JsonObject], JsonObject]


def issuer(document: JsonObject, claims: JsonObject) -> JsonObject:
    """`iss` is the id of `issuer`."""
    return _party(document, claims, "issuer")


def holder(document: JsonObject, claims: JsonObject) -> JsonObject:
    """`iss` is the id of `holder`, in presentations."""
    return _party(document, claims, "holder")


def identifier(document: JsonObject, claims: JsonObject) -> JsonObject:
    """`jti` is `id`."""
    value = registered.text(claims, "jti")
    if value is None:
        return document
    if document.get("id", value) != value:
        raise InputError("jwt_claims_disagree", "/jti", "differs from the id")
    return document | {"id": value}


def subject(document: JsonObject, claims: JsonObject) -> JsonObject:
    """`sub` is the id of a subject; a single subject without id receives it."""
    value = registered.text(claims, "sub")
    if value is None:
        return document
    subjects = items(document.get("credentialSubject"))
    named = [each["id"] for each in subjects if isinstance(each, dict) and "id" in each]
    if value in named:
        return document
    if named or len(subjects) != 1 or not isinstance(subjects[0], dict):
        raise InputError("jwt_claims_disagree", "/sub", "differs from the id of the subject")
    identified: JsonObject = {"id": value}
    return document | {"credentialSubject": identified | subjects[0]}


def beginning(document: JsonObject, claims: JsonObject) -> JsonObject:
    """`nbf` is `validFrom` (`issuanceDate` in version 1.1)."""
    return _date(document, claims, "nbf", shape.period_members(document)[0])


def end(document: JsonObject, claims: JsonObject) -> JsonObject:
    """`exp` is `validUntil` (`expirationDate` in version 1.1)."""
    return _date(document, claims, "exp", shape.period_members(document)[1])


OF_CREDENTIAL: tuple[_Mirror, ...] = (issuer, identifier, subject, beginning, end)
OF_PRESENTATION: tuple[_Mirror, ...] = (holder, identifier)


def completed(document: JsonObject, claims: JsonObject, mirrors: tuple[_Mirror, ...]) -> JsonObject:
    """A copy of ``document`` with the members that only a claim gave.

    Raises:
        InputError: ``jwt_claims_disagree``, ``jwt_claim_malformed`` at the claim; ``date_malformed`` at the member.
    """
    for mirror in mirrors:
        document = mirror(document, claims)
    return document


def _party(document: JsonObject, claims: JsonObject, name: str) -> JsonObject:
    value = registered.text(claims, "iss")
    if value is None:
        return document
    party: JsonValue = document.get(name, value)
    if isinstance(party, dict):
        named: JsonObject = {"id": value}
        party = named | party
    if (party["id"] if isinstance(party, dict) else party) != value:
        raise InputError("jwt_claims_disagree", "/iss", f"differs from the {name}")
    return document | {name: party}


def _date(document: JsonObject, claims: JsonObject, claim: str, name: str) -> JsonObject:
    claimed = registered.moment(claims, claim)
    if claimed is None:
        return document
    written = shape.moment(document, name)
    if written is None:
        return document | {name: datetimes.text(claimed)}
    if registered.seconds(written) != registered.seconds(claimed):
        raise InputError("jwt_claims_disagree", f"/{claim}", f"differs from {name}")
    return document
