"""Wrapped keys: they open under their own master key and name only, and tell nothing."""

from __future__ import annotations

import copy
import logging
import os
import traceback

import pytest
from django.test import override_settings
from django.views.debug import SafeExceptionReporterFilter

from acquis.signing.keystore import KeyStore, MasterKeyWrong, StoredSigner
from sceau.errors import UsageError
from sceau.keys import ed25519

MASTER = "5c" * 32
SEED = bytes(range(32))
METHOD = "did:web:example.org:did:abcdefghijklmnop#key-1"


@pytest.fixture
def wrapped() -> bytes:
    return KeyStore(MASTER).wrap(SEED, method=METHOD, random=os.urandom)


def test_a_wrapped_key_signs_as_the_key_itself(wrapped: bytes) -> None:
    signature = StoredSigner(KeyStore(MASTER), wrapped, METHOD).sign(b"message")
    assert ed25519.verify(ed25519.PrivateKey(SEED).public.raw, b"message", signature)


def test_the_same_key_never_wraps_to_the_same_bytes(wrapped: bytes) -> None:
    assert KeyStore(MASTER).wrap(SEED, method=METHOD, random=os.urandom) != wrapped
    assert SEED not in wrapped


def test_another_master_key_is_refused_clearly(wrapped: bytes) -> None:
    with pytest.raises(MasterKeyWrong, match="ACQUIS_MASTER_KEY") as refused:
        KeyStore("5d" * 32).unwrap(wrapped, method=METHOD)
    assert isinstance(refused.value, UsageError)
    assert refused.value.code == "master_key_wrong"
    assert refused.value.__suppress_context__


def test_a_key_moved_to_another_row_does_not_open(wrapped: bytes) -> None:
    with pytest.raises(MasterKeyWrong):
        KeyStore(MASTER).unwrap(wrapped, method=METHOD.replace("key-1", "key-2"))


@pytest.mark.parametrize("place", [0, 12, -1])
def test_an_altered_byte_does_not_open(wrapped: bytes, place: int) -> None:
    altered = bytearray(wrapped)
    altered[place] ^= 1
    with pytest.raises(MasterKeyWrong):
        KeyStore(MASTER).unwrap(bytes(altered), method=METHOD)


def test_a_truncated_row_does_not_open(wrapped: bytes) -> None:
    for length in (0, 5, 12, 27):
        with pytest.raises(MasterKeyWrong):
            KeyStore(MASTER).unwrap(wrapped[:length], method=METHOD)


@pytest.mark.parametrize("master", ["", "zz" * 32, "11" * 31, "11" * 33, "11" * 32 + "\n"])
def test_a_master_key_of_another_shape_is_refused(master: str) -> None:
    with pytest.raises(MasterKeyWrong, match="64 hexadecimal digits"):
        KeyStore(master)


def test_nothing_secret_is_shown(wrapped: bytes, caplog: pytest.LogCaptureFixture) -> None:
    store = KeyStore(MASTER)
    signer = StoredSigner(store, wrapped, METHOD)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").warning("%r %s %r %s", store, store, signer, signer)
        signer.sign(b"message")
    shown = caplog.text + repr(store.unwrap(wrapped, method=METHOD))
    assert not any(secret in shown for secret in secrets_in_writing())


def test_a_traceback_with_its_variables_tells_no_secret(wrapped: bytes) -> None:
    """What an error page or an error mail would print of every frame."""
    try:
        KeyStore("5d" * 32).unwrap(wrapped, method=METHOD)
    except MasterKeyWrong as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        frame = error.__traceback__.tb_next.tb_frame  # type: ignore[union-attr]
        with override_settings(DEBUG=False):
            told = dict(SafeExceptionReporterFilter().get_traceback_frame_variables(None, frame))
    assert "5d" * 32 not in shown.replace('KeyStore("5d" * 32)', "")
    assert not any(secret in shown + repr(told) for secret in secrets_in_writing())


def test_a_key_store_is_neither_copied_nor_serialized() -> None:
    with pytest.raises(TypeError):
        copy.deepcopy(KeyStore(MASTER))


def secrets_in_writing() -> list[str]:
    """The seed and the master key in the spellings that a log could show."""
    key = ed25519.PrivateKey(SEED)
    return [SEED.hex(), repr(SEED), repr(list(SEED)), key.secret_multibase, MASTER, repr(bytes.fromhex(MASTER))]
