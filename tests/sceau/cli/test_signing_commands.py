"""`sceau keys`, `sceau did` and `sceau issue`, as a person chains them."""

from __future__ import annotations

import argparse
import io
import json
import os
import stat
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sceau.cli import did, issue, keyfile, keys, present
from sceau.did.document import parse
from sceau.did.methods import key
from sceau.did.resolver import Resolver
from sceau.encoding.strict_json import JsonObject, dumps, loads_object
from sceau.errors import InputError, ResolutionError, UsageError
from sceau.keys import ecdsa, jwk
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetched
from sceau.proofs import catalogue, chain, verify_proof
from tests.sceau.documents import minimal
from tests.sceau.keys.pairs import RSA_PRIVATE

METHOD = "did:web:college.example:did:7#key-1"


def no_fetch(url: str, *, accept: str = "*/*", max_bytes: int = 0, redirects: int = 0) -> Fetched:
    raise ResolutionError("fetch_failed", detail=url)


def call(command: ModuleType, *arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    status: int = command.run(parser.parse_args([str(argument) for argument in arguments]))
    return status


def printed(capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    return loads_object(capsysbinary.readouterr().out)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    place = tmp_path / "key.json"
    assert call(keys, "new", "--did", METHOD, "--out", place) == 0
    return place


def test_a_key_file_is_private_and_never_overwritten(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    before = key_file.read_bytes()
    with pytest.raises(FileExistsError):
        call(keys, "new", "--out", key_file)
    assert key_file.read_bytes() == before


def test_show_tells_the_public_half_only(key_file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert call(keys, "show", key_file) == 0
    shown = printed(capsysbinary)
    assert shown["id"] == METHOD
    assert "secretKeyMultibase" not in shown


def test_the_default_is_a_did_key(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    place = tmp_path / "key.json"
    call(keys, "new", "--out", place)
    assert call(did, "key", place) == 0
    assert capsysbinary.readouterr().out.decode().strip() == keyfile.read(place).controller


def test_the_document_to_publish_holds_the_key(key_file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert call(did, "web", "https://college.example/did/7", key_file) == 0
    document = parse(printed(capsysbinary))
    assert document.find(METHOD).public_key == keyfile.read(key_file).private.public
    with pytest.raises(UsageError, match="usage_wrong"):
        call(did, "web", "https://other.example", key_file)


def test_a_did_key_is_resolved_without_a_network(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = "did:key:z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"
    assert call(did, "resolve", name) == 0
    assert printed(capsysbinary)["id"] == name


@pytest.mark.parametrize(
    ("kind", "given", "suite"),
    [
        ("ed25519", [], "eddsa-rdfc-2022"),
        ("ed25519", ["--suite", "eddsa-jcs-2022"], "eddsa-jcs-2022"),
        ("p-256", [], "ecdsa-rdfc-2019"),
        ("p-384", [], "ecdsa-rdfc-2019"),
        ("p-384", ["--suite", "ecdsa-jcs-2019"], "ecdsa-jcs-2019"),
        ("p-256", ["--suite", "ecdsa-sd-2023", "--mandatory", "/issuer"], "ecdsa-sd-2023"),
        ("bls12-381", [], "bbs-2023"),
    ],
)
def test_issue_signs_a_file(kind: str, given: list[str], suite: str, tmp_path: Path) -> None:
    unsigned, signed, key_file = (tmp_path / name for name in ("unsigned.json", "signed.json", "key.json"))
    assert call(keys, "new", "--kind", kind, "--did", METHOD, "--out", key_file) == 0
    unsigned.write_bytes(dumps(minimal("did:web:college.example:did:7")))
    assert call(issue, unsigned, "--key", key_file, "--out", signed, *given) == 0
    document = loads_object(signed.read_bytes())
    (proof,) = chain.listed(document)
    assert (proof["verificationMethod"], proof["cryptosuite"]) == (METHOD, suite)
    public = keyfile.read(key_file).private.public
    if suite in present.SUITES:
        verify_proof(document, proof, public_key=public, contexts=Contexts.bundled(), pointer="/proof/0")


def test_every_suite_can_be_chosen() -> None:
    known = {name: catalogue.find(catalogue.DATA_INTEGRITY, name) for name in catalogue.names()}
    assert set(issue.SUITES) == set(known)
    whole = {name for name, suite in known.items() if suite and not catalogue.is_selective(suite)}
    assert set(present.SUITES) == whole


def test_the_usual_suite_of_every_kind_of_key_is_told() -> None:
    told = " ".join(issue.EPILOG.split())
    for kinds in ("Ed25519", "P-256 and P-384", "BLS12-381"):
        usual = catalogue.usual({"BLS12-381": "BLS12-381-G2"}.get(kinds, kinds.split()[0]))
        assert f"{usual} with {kinds}" in told


@pytest.mark.parametrize("kind", ["ed25519", "p-256", "p-384", "bls12-381"])
def test_a_key_file_is_read_as_it_was_written(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "key.json"
    call(keys, "new", "--kind", kind, "--out", place)
    found = keyfile.read(place)
    assert found.to_json(secret=True) == loads_object(place.read_bytes())
    assert found.verification_method == key.method_of(found.private.public)


@pytest.mark.parametrize("private", [ecdsa.PrivateKey.generate("P-521", os.urandom), RSA_PRIVATE], ids=["P-521", "RSA"])
def test_a_key_file_may_hold_a_json_web_key(
    private: Any, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    place, public, secret = tmp_path / "key.json", jwk.from_public_key(private.public), jwk.from_private(private)
    named: JsonObject = {"id": METHOD, "type": "JsonWebKey", "controller": "did:web:college.example:did:7"}
    place.write_bytes(dumps(named | {"publicKeyJwk": public, "secretKeyJwk": secret}))
    found = keyfile.read(place)
    assert found.private.public == private.public
    assert found.signer().sign(b"message") == private.sign(b"message")
    assert call(did, "jwk", place) == 0
    assert Resolver(no_fetch).resolve(capsysbinary.readouterr().out.decode().strip()).find_by_key(private.public)
    assert call(keys, "show", place) == 0
    assert not {"secretKeyJwk", "secretKeyMultibase"} & printed(capsysbinary).keys()


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"secretKeyJwk": None}, "/secretKeyJwk"),
        ({"secretKeyJwk": {"kty": "EC", "crv": "P-256", "x": "AA"}}, "/secretKeyJwk/x"),
        ({"publicKeyJwk": None}, "/publicKeyJwk"),
        ({"id": None}, "/id"),
    ],
)
def test_spoiled_json_web_key_files(changes: dict[str, Any], pointer: str, tmp_path: Path) -> None:
    private = ecdsa.PrivateKey.generate("P-256", os.urandom)
    whole: JsonObject = {
        "id": METHOD,
        "controller": "did:web:college.example:did:7",
        "publicKeyJwk": jwk.from_public_key(private.public),
        "secretKeyJwk": jwk.from_private(private),
    }
    place = tmp_path / "key.json"
    place.write_bytes(dumps(whole | changes))
    with pytest.raises(InputError) as refusal:
        keyfile.read(place)
    assert (refusal.value.code, refusal.value.pointer) == ("key_malformed", pointer)


def test_issue_reads_standard_input(
    key_file: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    body = io.BytesIO(dumps(minimal("did:web:college.example:did:7")))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(body))
    assert call(issue, "-", "--key", key_file) == 0
    assert printed(capsysbinary)["proof"]


def test_what_cannot_be_signed_leaves_no_file(key_file: Path, tmp_path: Path) -> None:
    unsigned, signed = tmp_path / "unsigned.json", tmp_path / "signed.json"
    unsigned.write_bytes(dumps(minimal("did:web:college.example:did:7") | {"motto": "x"}))
    with pytest.raises(InputError, match="term_undefined: /motto"):
        call(issue, unsigned, "--key", key_file, "--out", signed)
    assert not signed.exists()


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [({"secretKeyMultibase": None}, "/secretKeyMultibase"), ({"publicKeyMultibase": "z"}, "/publicKeyMultibase")],
)
def test_spoiled_key_files(changes: dict[str, str], pointer: str, key_file: Path) -> None:
    spoiled = json.dumps(loads_object(key_file.read_bytes()) | changes)
    key_file.write_text(spoiled)
    with pytest.raises(InputError) as refusal:
        keyfile.read(key_file)
    assert (refusal.value.code, refusal.value.pointer) == ("key_malformed", pointer)


def test_a_name_that_is_no_did_url() -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        call(keys, "new", "--did", "college.example")
