"""An SD-JWT as text (RFC 9901 §4): signed payload, disclosures, and perhaps a key binding, set apart by `~`."""

from __future__ import annotations

from sceau.errors import InputError
from sceau.proofs.jose import compact
from sceau.proofs.jose.compact import CompactJws
from sceau.proofs.sd_jwt.disclosure import Disclosure
from sceau.records import record

SEPARATOR = "~"
MOST_DISCLOSURES = 1_000
MAX_LENGTH = 4_000_000


@record
class SdJwt:
    """An SD-JWT that was taken apart; nothing is verified yet.

    Attributes:
        jws: signed by the issuer.
        disclosures: in their order.
        key_binding: signed by the holder, None without it.
        bound: the text up to the last `~`, which the key binding covers.
        text: the whole, as it was read.
    """

    jws: CompactJws
    disclosures: tuple[Disclosure, ...]
    key_binding: CompactJws | None
    bound: str
    text: str


def parse(text: str) -> SdJwt:
    """Take an SD-JWT apart.

    Raises:
        InputError: ``sd_jwt_malformed`` without any `~`, for an empty disclosure, or beyond `MAX_LENGTH` or
            `MOST_DISCLOSURES`; ``sd_jwt_disclosure_malformed``; see `sceau.proofs.jose.compact.parse`.
    """
    if len(text) > MAX_LENGTH or text.count(SEPARATOR) > MOST_DISCLOSURES + 1:
        raise InputError("sd_jwt_malformed", detail="too long, or too many disclosures")
    signed, *middle = text.split(SEPARATOR)
    if not middle:
        raise InputError("sd_jwt_malformed", detail="no ~")
    *disclosures, last = middle
    return SdJwt(
        jws=compact.parse(signed),
        disclosures=tuple(Disclosure.parse(each, f"/disclosures/{index}") for index, each in enumerate(disclosures)),
        key_binding=_key_binding(last) if last else None,
        bound=text[: len(text) - len(last)],
        text=text,
    )


def assemble(signed: str, disclosures: tuple[Disclosure, ...]) -> str:
    """The SD-JWT without key binding; it ends in `~`."""
    return SEPARATOR.join([signed, *(each.text for each in disclosures), ""])


def _key_binding(text: str) -> CompactJws:
    try:
        return compact.parse(text)
    except InputError as error:
        raise InputError(error.code, f"/key_binding{error.pointer}", error.detail) from error
