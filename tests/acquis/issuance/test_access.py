from __future__ import annotations

from itertools import product

import pytest

from acquis.issuance import access

LEGAL_AWARD = {
    ("ready", "offered"),
    ("ready", "withdrawn"),
    ("offered", "accepted"),
    ("offered", "declined"),
    ("offered", "lapsed"),
    ("offered", "withdrawn"),
    ("offered", "ready"),
    ("lapsed", "offered"),
    ("lapsed", "withdrawn"),
    ("lapsed", "ready"),
}
LEGAL_CREDENTIAL = {
    ("active", "suspended"),
    ("active", "revoked"),
    ("active", "superseded"),
    ("suspended", "active"),
    ("suspended", "revoked"),
    ("superseded", "revoked"),
}


@pytest.mark.parametrize(("state", "wanted"), list(product(access.AWARD_MOVES, repeat=2)))
def test_an_award_moves_only_as_sm3_says(state: str, wanted: str) -> None:
    assert access.award_may_become(state, wanted) is ((state, wanted) in LEGAL_AWARD)


@pytest.mark.parametrize(("state", "wanted"), list(product(access.CREDENTIAL_MOVES, repeat=2)))
def test_a_status_moves_only_as_sm4_says(state: str, wanted: str) -> None:
    assert access.credential_may_become(state, wanted) is ((state, wanted) in LEGAL_CREDENTIAL)
