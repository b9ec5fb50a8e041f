"""What a picture can carry, and under which name each kind of credential is baked."""

from __future__ import annotations

from enum import StrEnum

from sceau.records import record

MAX_PICTURE = 10_000_000
MAX_CREDENTIAL = 2_000_000


class Generation(StrEnum):
    """The specification that a baked credential follows."""

    OB2 = "2"
    """Open Badges 0.5 to 2.1: an assertion in JSON, a compact JWS, or the address of an assertion."""
    OB3 = "3"
    """Open Badges 3.0: a credential in JSON, or a compact JWS."""
    CLR = "clr"
    """Comprehensive Learner Record 2.0: as Open Badges 3.0."""


@record
class Unbaked:
    """The one credential that a picture carries.

    Attributes:
        generation: by the name under which it was baked, not by what it says itself.
        body: as it was found, UTF-8.
    """

    generation: Generation
    body: bytes
