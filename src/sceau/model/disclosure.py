"""What a holder must not be able to hide, whatever else a credential lets its holder choose."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject

_ALWAYS_SHOWN = (
    *("issuer", "issuanceDate", "expirationDate", "validFrom", "validUntil"),
    *("credentialStatus", "credentialSchema", "termsOfUse", "refreshService"),
)


def mandatory_pointers(credential: JsonObject) -> list[str]:
    """JSON Pointers for the base proof of ``credential``: who issued it, when it counts, whether it was revoked.

    Without its status a revoked credential would verify, without its end an expired one. The types of the credential
    are shown with any of these.
    """
    return [f"/{name}" for name in _ALWAYS_SHOWN if name in credential]
