"""Secret addresses: long, single-purpose, ending, and unknown to the database."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from acquis.platform import capabilities, clock
from acquis.platform.models import CapabilityLink

pytestmark = pytest.mark.django_db
SUBJECT = uuid4()
DAY = timedelta(days=1)


@pytest.fixture
def token(frozen: datetime) -> str:
    return capabilities.mint(purpose="test.open", subject_id=SUBJECT, expires_at=frozen + DAY)


def test_a_secret_opens_its_object(token: str) -> None:
    assert capabilities.find(purpose="test.open", token=token) == SUBJECT


def test_a_secret_has_128_bits_and_is_never_twice_the_same(frozen: datetime) -> None:
    minted = {capabilities.mint(purpose="test.open", subject_id=SUBJECT, expires_at=frozen + DAY) for _ in range(50)}
    assert len(minted) == 50
    assert {len(urlsafe_b64decode(token + "==")) for token in minted} == {16}


def test_the_database_does_not_hold_the_secret(token: str) -> None:
    (row,) = CapabilityLink.objects.values_list()
    assert not any(token in str(value) or token.encode() in bytes(str(value), "utf-8") for value in row)
    assert token.encode() not in bytes(CapabilityLink.objects.get().digest)


def test_a_secret_does_one_thing_only(token: str) -> None:
    assert capabilities.find(purpose="test.other", token=token) is None


def test_a_secret_ends_at_its_instant(token: str, frozen: datetime) -> None:
    with clock.at(frozen + DAY - timedelta(seconds=1)):
        assert capabilities.find(purpose="test.open", token=token) == SUBJECT
    with clock.at(frozen + DAY):
        assert capabilities.find(purpose="test.open", token=token) is None


def test_withdrawing_ends_every_secret_of_the_purpose_and_no_other(token: str, frozen: datetime) -> None:
    ends = frozen + DAY
    second = capabilities.mint(purpose="test.open", subject_id=SUBJECT, expires_at=ends)
    other_purpose = capabilities.mint(purpose="test.other", subject_id=SUBJECT, expires_at=ends)
    other_subject = capabilities.mint(purpose="test.open", subject_id=uuid4(), expires_at=ends)
    capabilities.withdraw(purpose="test.open", subject_id=SUBJECT)
    assert capabilities.find(purpose="test.open", token=token) is None
    assert capabilities.find(purpose="test.open", token=second) is None
    assert capabilities.find(purpose="test.other", token=other_purpose) == SUBJECT
    assert capabilities.find(purpose="test.open", token=other_subject) is not None


@pytest.mark.parametrize("altered", ["", "x", "é" * 22, "A" * 22, "A" * 5000, "\x00"])
def test_what_is_not_a_secret_opens_nothing(token: str, altered: str) -> None:
    assert capabilities.find(purpose="test.open", token=altered) is None


def test_a_secret_in_other_letters_opens_nothing(token: str) -> None:
    swapped = token.swapcase()
    assert swapped != token
    assert capabilities.find(purpose="test.open", token=swapped) is None
    assert capabilities.find(purpose="test.open", token=token + " ") is None
