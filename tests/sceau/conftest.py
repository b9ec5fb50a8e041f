"""Fixtures of the engine's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sceau.did.methods import key
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from tests.sceau import vectors


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the tests of vectors that are not on this machine."""
    return True if collection_path.name.endswith("_vectors.py") and vectors.root() is None else None


@pytest.fixture
def contexts() -> Contexts:
    return Contexts.bundled()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 1, 14, 5, tzinfo=UTC)


@pytest.fixture
def private_key() -> PrivateKey:
    return PrivateKey.from_seed(bytes(range(32)))


@pytest.fixture
def signer(private_key: PrivateKey) -> LocalSigner:
    return LocalSigner(private_key, key.method_of(private_key.public))
