"""What a credential says around its claim, whatever the claim (VC Data Model 2.0 §4, Open Badges 3.0 §B)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import UsageError
from sceau.linked_data.contexts import CREDENTIALS_V2, OPEN_BADGES_V3
from sceau.openbadges.members import Extra, extended, filled
from sceau.openbadges.profile import Profile
from sceau.records import field, record

CONTEXTS = (CREDENTIALS_V2, OPEN_BADGES_V3)
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
"""Defines 1EdTech's own types of status, schema and refresh; listed when one of them is used."""

SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"
REFRESH_TYPE = "1EdTechCredentialRefresh"
REVOCATION_LIST_TYPE = "1EdTechRevocationList"

_EXTENSION_TYPES = frozenset({SCHEMA_TYPE, REFRESH_TYPE, REVOCATION_LIST_TYPE})


@record
class TermsOfUse:
    """What a recipient must or may not do with the credential.

    Attributes:
        kind: `type`, defined by a context of the credential.
        id: address of the terms, or "".
        extra: members beyond the specification.
    """

    kind: str
    id: str = ""
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The TermsOfUse."""
        return extended(filled({"id": self.id, "type": self.kind}), self.extra)


@record
class Envelope:
    """The rare members that credentials of every kind share.

    Attributes:
        schemas: addresses of JSON schemas that the credential keeps to (`credentialSchema`).
        refresh: address of the issuer's service for a newer edition of the credential, or "".
        terms_of_use: or empty.
        contexts: of ``extra``, at any depth, after those of the specification.
        extra: members beyond the specification, at the top.
    """

    schemas: Sequence[str] = ()
    refresh: str = ""
    terms_of_use: Sequence[TermsOfUse] = ()
    contexts: Sequence[str] = ()
    extra: Extra = field(default_factory=dict)


@record
class Period:
    """When a credential counts.

    Attributes:
        valid_from: aware.
        valid_until: aware, or None for ever.
        awarded_at: aware; when the decision was taken, kept when a later edition is issued; or None.
    """

    valid_from: datetime
    valid_until: datetime | None = None
    awarded_at: datetime | None = None

    def to_json(self) -> JsonObject:
        """The members of a credential.

        Raises:
            UsageError: ``usage_wrong`` for moments without a time zone, or an end before the beginning.
        """
        if self.valid_until is not None and self.valid_until <= self.valid_from:
            raise UsageError("usage_wrong", detail="validUntil is not after validFrom")
        found: JsonObject = {"validFrom": datetimes.text(self.valid_from)}
        if self.valid_until is not None:
            found["validUntil"] = datetimes.text(self.valid_until)
        if self.awarded_at is not None:
            found["awardedDate"] = datetimes.text(self.awarded_at)
        return found


def credential(
    *,
    contexts: Sequence[str],
    types: Sequence[str],
    head: Mapping[str, JsonValue],
    issuer: Profile,
    period: Period,
    body: Mapping[str, JsonValue],
    status: Sequence[JsonObject],
    envelope: Envelope,
) -> JsonObject:
    """An unsigned credential of any kind.

    Args:
        contexts: in the order that the specification of the kind wants.
        types: "VerifiableCredential" first.
        head: members before the issuer, for instance `name`; empty ones are left out. `id` may be among them.
        issuer: whose DID will sign.
        period: when it counts.
        body: `credentialSubject` and what belongs to it; empty ones are left out.
        status: entries; one stands as an object, which is all that the Open Badges schema allows, several as an array.
        envelope: the rest.

    Raises:
        UsageError: ``usage_wrong`` for a wrong period, or for members said twice.
    """
    one = status[0] if len(status) == 1 else None
    services: JsonObject = filled(
        {
            "credentialStatus": one if one is not None else list(status),
            "credentialSchema": [{"id": address, "type": SCHEMA_TYPE} for address in envelope.schemas],
            "refreshService": {"id": envelope.refresh, "type": REFRESH_TYPE} if envelope.refresh else None,
            "termsOfUse": [terms.to_json() for terms in envelope.terms_of_use],
        }
    )
    listed = [*contexts, *([EXTENSIONS] if _needs_extensions(services) else []), *envelope.contexts]
    found: JsonObject = {"@context": list[JsonValue](dict.fromkeys(listed))}
    # The id comes before the type by habit of this house.
    found |= filled({"id": head.get("id")}) | {"type": list[JsonValue](types)}
    found |= filled({name: value for name, value in head.items() if name != "id"})
    found["issuer"] = issuer.to_json()
    found |= period.to_json() | filled(body) | services
    return extended(found, envelope.extra)


def _needs_extensions(services: JsonObject) -> bool:
    return any(
        each in _EXTENSION_TYPES
        for _, holder in pointers.objects(services)
        for each in (holder.get("type"),)
        if isinstance(each, str)
    )
