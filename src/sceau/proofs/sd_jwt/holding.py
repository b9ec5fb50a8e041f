"""What a holder does with an SD-JWT: choose, and sign the choice (RFC 9901 §7.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError, UsageError
from sceau.ports import Signer
from sceau.proofs.sd_jwt import text as texts
from sceau.proofs.sd_jwt.disclosure import hash_name
from sceau.proofs.sd_jwt.key_binding import bind
from sceau.proofs.sd_jwt.revealing import reveal

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


def present(
    text: str,
    pointers_shown: Sequence[str],
    *,
    holder_signer: Signer | None = None,
    nonce: str | None = None,
    audience: str | None = None,
    now: datetime | None = None,
) -> str:
    """The SD-JWT that shows what is chosen, with the holder's signature when there is a signer.

    What a pointer leads to is shown whole, with everything disclosable below it; what is said openly is shown anyway.

    Args:
        text: as the issuer gave it, with all disclosures and without key binding.
        pointers_shown: JSON Pointers into its claims, see `sceau.proofs.sd_jwt.revealing.Revealed`.
        holder_signer: the key that the issuer named in `cnf`; None for a presentation without key binding.
        nonce, audience, now: for the key binding.

    Raises:
        InputError: ``pointer_unmatched`` for a pointer that leads nowhere; ``sd_jwt_malformed`` when somebody has bound
            it already; see `sceau.proofs.sd_jwt.text.parse` and `sceau.proofs.sd_jwt.revealing.reveal`.
        UsageError: ``usage_wrong`` for a signer without nonce, audience or moment.
    """
    sd_jwt = texts.parse(text)
    if sd_jwt.key_binding is not None:
        raise InputError("sd_jwt_malformed", "/key_binding", "bound already")
    payload = sd_jwt.jws.claims()
    revealed = reveal(payload, sd_jwt.disclosures)
    for pointer in pointers_shown:
        _require(revealed.claims, pointer)
    shown = tuple(
        disclosure
        for place, disclosure in revealed.placed.items()
        if any(_meets(place, pointer) for pointer in pointers_shown)
    )
    selected = texts.assemble(sd_jwt.jws.text, shown)
    if holder_signer is None:
        return selected
    if nonce is None or audience is None or now is None:
        raise UsageError("usage_wrong", detail="a key binding needs nonce, audience and moment")
    return bind(selected, hash_name(payload), signer=holder_signer, audience=audience, nonce=nonce, now=now)


def _require(claims: JsonValue, pointer: str) -> None:
    place = claims
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(place, dict) and name in place:
            place = place[name]
        elif isinstance(place, list) and _INDEX.fullmatch(token) and int(token) < len(place):
            place = place[int(token)]
        else:
            raise InputError("pointer_unmatched", pointer)
    if pointer and not pointer.startswith("/"):
        raise InputError("pointer_unmatched", pointer)


def _meets(place: str, pointer: str) -> bool:
    """Whether showing ``pointer`` needs the claim at ``place``: on the way to it, or below it."""
    return f"{pointer}/".startswith(f"{place}/") or f"{place}/".startswith(f"{pointer}/")
