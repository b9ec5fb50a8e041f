"""Dates, money and quantities in the conventions of each language. Pure: a language code comes in, text goes out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

TORONTO = ZoneInfo("America/Toronto")
NBSP = "\u00a0"

_MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NOON = 12


def is_french(language: str) -> bool:
    """Whether a language code (`fr`, `fr-CA`, `en` …) is French."""
    return language[:2].lower() == "fr"


def html_lang(language: str) -> str:
    """The value of `lang` for a language code: fr → fr-CA, en → en-CA; another one stays as it is."""
    return {"fr": "fr-CA", "en": "en-CA"}.get(language, language)


def number(value: Decimal | int | float, language: str, *, places: int = 0) -> str:
    """A number grouped by thousands: `1 234,5` (no-break spaces) or `1,234.5`."""
    text = f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
    if is_french(language):
        text = text.replace(",", NBSP).replace(".", ",")
    return text


def money(cents: int, language: str) -> str:
    """An amount of Canadian dollars given in cents: `392,00 $` or `$392.00`."""
    sign = "−" if cents < 0 else ""
    amount = number(Decimal(abs(cents)) / 100, language, places=2)
    return f"{sign}{amount}{NBSP}$" if is_french(language) else f"{sign}${amount}"


def day(value: date, language: str) -> str:
    """A date: `8 juin 2022`, `1er juin 2022` or `June 8, 2022`. An instant gives its day in Toronto."""
    local = local_time(value) if isinstance(value, datetime) else value
    if is_french(language):
        ordinal = "1er" if local.day == 1 else str(local.day)
        return f"{ordinal}{NBSP}{_MONTHS_FR[local.month - 1]} {local.year}"
    return f"{_MONTHS_EN[local.month - 1]}{NBSP}{local.day}, {local.year}"


def instant(value: datetime, language: str) -> str:
    """An aware instant, in Toronto: `8 juin 2022 à 23 h 59 HE` or `June 8, 2022, 11:59 p.m. ET`."""
    local = local_time(value)
    if is_french(language):
        minutes = f"{NBSP}{local.minute:02d}" if local.minute else ""
        return f"{day(local, language)} à {local.hour}{NBSP}h{minutes}{NBSP}HE"
    half = "a.m." if local.hour < _NOON else "p.m."
    return f"{day(local, language)}, {local.hour % 12 or 12}:{local.minute:02d}{NBSP}{half}{NBSP}ET"


def local_time(value: datetime) -> datetime:
    """The instant in America/Toronto.

    Raises:
        ValueError: it has no zone; a wall time that belongs nowhere is our mistake.
    """
    if value.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return value.astimezone(TORONTO)


def plain_number(value: Decimal | int | float, language: str) -> str:
    """A number without trailing zeros: 25, `2,5` or `2.5`."""
    places = max(0, -int(Decimal(str(value)).normalize().as_tuple().exponent))
    return number(value, language, places=min(places, 2))


def byte_size(count: int, language: str) -> str:
    """A file's size in decimal units: `12,3 ko` or `12.3 kB`."""
    units = ("octets", "ko", "Mo", "Go") if is_french(language) else ("bytes", "kB", "MB", "GB")
    size, place = Decimal(count), 0
    while size >= 1000 and place < len(units) - 1:  # noqa: PLR2004
        size, place = size / 1000, place + 1
    return f"{number(size, language, places=1 if place else 0)}{NBSP}{units[place]}"
