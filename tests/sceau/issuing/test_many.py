"""Many credentials: each is signed to the same bytes as alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import sceau
from sceau import workers
from sceau.did.methods import key as did_key
from sceau.encoding.strict_json import JsonObject, dumps
from sceau.errors import ResolutionError, SceauError, UsageError
from sceau.keys import bls12381, ecdsa, ed25519
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from tests.sceau.documents import badge
from tests.sceau.verifying.world import NOW, SIGNED

ED25519 = ed25519.PrivateKey.from_seed(b"1" * 32)
ECDSA = ecdsa.PrivateKey.from_secret(P256, b"2" * 32)
BLS = bls12381.PrivateKey.from_secret(b"4" * 32)


def signer(private: Any = ED25519) -> LocalSigner:
    return LocalSigner(private, did_key.method_of(private.public))


def several(count: int, private: Any = ED25519) -> Iterator[JsonObject]:
    """Badges of one issuer; every fifth cannot be signed."""
    for number in range(count):
        document: dict[str, Any] = badge(ED25519) | {"name": f"Badge {number}"}
        document["issuer"]["id"] = did_key.of(private.public)
        yield document if number % 5 else document | {"motto": "Onwards"}


def alone(documents: Iterator[JsonObject], **how: Any) -> list[JsonObject | str]:
    found: list[JsonObject | str] = []
    for document in documents:
        try:
            found.append(sceau.issue(document, now=SIGNED, **how))
        except SceauError as error:
            found.append(str(error))
    return found


def told(results: Iterator[JsonObject | SceauError]) -> list[JsonObject | str]:
    return [str(result) if isinstance(result, SceauError) else result for result in results]


@pytest.mark.parametrize("suite", ["", "eddsa-jcs-2022"])
@pytest.mark.parametrize("count", [1, 2])
def test_many_are_signed_as_each_alone(count: int, suite: str) -> None:
    how: dict[str, Any] = {"signer": signer(), "cryptosuite": suite}
    expected = alone(several(60), **how)
    assert told(sceau.issue_many(several(60), now=SIGNED, workers=count, **how)) == expected
    assert sum(isinstance(result, str) for result in expected) == 12
    assert "term_undefined" in str(expected[0]) or suite


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_never_have_the_key(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signer may be a hardware module: it cannot be sent, and is asked by one at a time."""

    class Module:
        key_type, verification_method = "Ed25519", signer().verification_method
        signed = 0

        def sign(self, message: bytes) -> bytes:
            self.signed += 1
            return ED25519.sign(message)

        def __reduce__(self) -> str:
            raise AssertionError("sent away")

    monkeypatch.setattr(workers, "start_method", lambda: method)
    module = Module()
    results = told(sceau.issue_many(several(60), signer=module, now=SIGNED, workers=2))
    assert results == alone(several(60), signer=signer())
    assert module.signed == 48


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_a_signer_that_fails_stops_nobody(suite: str) -> None:
    class Absent:
        key_type, verification_method = "Ed25519", signer().verification_method

        def sign(self, message: bytes) -> bytes:
            if message[-1] % 2:
                raise ResolutionError("fetch_failed", detail="the module does not answer")
            return ED25519.sign(message)

    how: dict[str, Any] = {"signer": Absent(), "cryptosuite": suite}
    expected = alone(several(60), **how)
    assert told(sceau.issue_many(several(60), now=SIGNED, workers=2, **how)) == expected
    assert 12 < sum(isinstance(result, str) for result in expected) < 60


def test_documents_cross_over_as_they_are() -> None:
    """Whatever is wrong with one is told as of one alone."""
    good = next(document for number, document in enumerate(several(5)) if number)
    odd: list[Any] = [
        good | {"name": "\ud800"},
        good | {"name": "\ud800", "proof": {}},
        good | {"name": "E\u0301", "image": None},
        good | {"name": float("nan")},
        good | {"name": "x" * 2_000_000},
        good | {"name": "x" * 1_990_000},
        good | {"proof": []},
        good | {"validUntil": "2020-01-01T00:00:00Z"},
    ]
    documents = [good] * 32 + odd
    expected = alone(iter(documents), signer=signer())
    assert told(sceau.issue_many(iter(documents), signer=signer(), now=SIGNED, workers=2)) == expected
    assert [isinstance(result, str) for result in expected[32:]] == [True] * 5 + [False] + [True] * 2


def test_messages_are_signed_by_the_parent_too() -> None:
    results = list(sceau.issue_many(several(36, BLS), signer=signer(BLS), now=SIGNED, workers=2))
    signed = [result for result in results if not isinstance(result, SceauError)]
    assert len(signed) == 28
    for each in (signed[0], signed[-1]):
        shown = sceau.derive(each, ["/credentialSubject/achievement/name"], public_key=BLS.public)
        assert sceau.verify(dumps(shown), now=NOW).verdict == "verified"


def test_a_random_source_of_ones_own_is_asked_in_order() -> None:
    def counting() -> Any:
        given = iter(range(256))
        return lambda size: bytes([next(given)]) * size

    how: dict[str, Any] = {"signer": signer(ECDSA), "cryptosuite": "ecdsa-sd-2023"}
    expected = alone(several(40, ECDSA), random=counting(), **how)
    assert told(sceau.issue_many(several(40, ECDSA), now=SIGNED, random=counting(), workers=2, **how)) == expected


def test_results_come_as_they_are_taken() -> None:
    taken: list[int] = []

    def stream() -> Iterator[JsonObject]:
        for number, document in enumerate(several(1_000)):
            taken.append(number)
            yield document

    results = sceau.issue_many(stream(), signer=signer(), now=SIGNED)
    next(results)
    assert taken == [0]


def test_no_worker_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        sceau.issue_many([], signer=signer(), now=SIGNED, workers=0)
