"""Seals inside a page: a digest and two colours become inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString, mark_safe

from acquis.platform import guilloche


def inline(
    digest: bytes | str | None,
    colours: object,
    number: int,
    *,
    state: guilloche.State,
    size: int,
    label: str,
    kind: guilloche.Kind,
) -> SafeString:
    """The SVG of a seal, the ``number``-th of its page; nothing at all without a digest."""
    raw = _digest(digest)
    if not raw:
        return mark_safe("")
    ink, accent = _colours(colours)
    svg = guilloche.to_svg(
        guilloche.rosette(raw, ink, accent),
        size=size,
        state=state or "none",
        label=label,
        kind=kind or "microcredential",
        prefix=f"s{raw[:2].hex()}{number}-",
    )
    return mark_safe(svg)  # noqa: S308 -- numbers, checked colours and an escaped label


def _digest(digest: bytes | memoryview | str | None) -> bytes:
    if isinstance(digest, str):
        try:
            return bytes.fromhex(digest)
        except ValueError:
            return digest.encode()
    return bytes(digest) if digest else b""


def _colours(colours: object) -> tuple[str, str]:
    ink, accent = guilloche.HOUSE_INK, guilloche.HOUSE_ACCENT
    if isinstance(colours, Mapping):
        return str(colours.get("ink") or ink), str(colours.get("accent") or accent)
    if isinstance(colours, Iterable) and not isinstance(colours, str):
        pair = [str(colour) for colour in colours if colour]
        if len(pair) == 2:  # noqa: PLR2004
            return pair[0], pair[1]
    return ink, accent
