"""Dates, money and quantities as each language writes them (REQUIREMENTS §1, style)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from acquis.platform import formats

CLOSING = datetime(2022, 6, 9, 3, 59, tzinfo=UTC)  # 8 June, 23:59 in Toronto


def visible(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (9800, "98,00~$", "$98.00"),
        (39200, "392,00~$", "$392.00"),
        (300000000, "3~000~000,00~$", "$3,000,000.00"),
        (-550, "−5,50~$", "−$5.50"),
    ],
)
def test_money(cents: int, french: str, english: str) -> None:
    assert visible(formats.money(cents, "fr")) == french
    assert visible(formats.money(cents, "en")) == english


def test_an_instant_is_told_in_toronto() -> None:
    assert visible(formats.instant(CLOSING, "fr")) == "8~juin 2022 à 23~h~59~HE"
    assert visible(formats.instant(CLOSING, "en")) == "June~8, 2022, 11:59~p.m.~ET"


def test_whole_hours_noon_and_midnight() -> None:
    noon = datetime(2022, 1, 5, 17, 0, tzinfo=UTC)
    assert visible(formats.instant(noon, "fr")).endswith("12~h~HE")
    assert visible(formats.instant(noon, "en")).endswith("12:00~p.m.~ET")
    midnight = datetime(2022, 1, 5, 5, 5, tzinfo=UTC)
    assert visible(formats.instant(midnight, "en")).endswith("12:05~a.m.~ET")


def test_a_day_of_a_date_and_of_an_instant() -> None:
    assert visible(formats.day(date(2022, 6, 1), "fr")) == "1er~juin 2022"
    assert visible(formats.day(CLOSING, "en")) == "June~8, 2022"


def test_an_instant_without_a_zone_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        formats.instant(datetime(2022, 6, 8, 12), "fr")  # noqa: DTZ001 -- the point of the test


@pytest.mark.parametrize(
    ("value", "french"), [(25, "25"), (Decimal("2.50"), "2,5"), (Decimal("1250"), "1\u00a0250"), (0.25, "0,25")]
)
def test_numbers_without_trailing_zeros(value: Decimal | float, french: str) -> None:
    assert formats.plain_number(value, "fr") == french


def test_sizes_of_files() -> None:
    assert visible(formats.byte_size(12345, "fr")) == "12,3~ko"
    assert visible(formats.byte_size(12345, "en")) == "12.3~kB"
    assert visible(formats.byte_size(12, "fr")) == "12~octets"


def test_language_of_the_page() -> None:
    assert [formats.html_lang(code) for code in ("fr", "en", "oj")] == ["fr-CA", "en-CA", "oj"]
