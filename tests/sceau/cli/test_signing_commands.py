"""`sceau keys`, `sceau did` and `sceau issue`, as a person chains them."""

from __future__ import annotations

import argparse
import io
import json
import stat
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sceau.cli import did, issue, keyfile, keys
from sceau.did.document import parse
from sceau.encoding.strict_json import dumps, loads_object
from sceau.errors import InputError, UsageError
from sceau.linked_data.contexts import Contexts
from sceau.proofs import chain, verify_proof
from tests.sceau.documents import minimal

METHOD = "did:web:college.example:did:7#key-1"


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


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_issue_signs_a_file(suite: str, key_file: Path, tmp_path: Path) -> None:
    unsigned, signed = tmp_path / "unsigned.json", tmp_path / "signed.json"
    unsigned.write_bytes(dumps(minimal("did:web:college.example:did:7")))
    assert call(issue, unsigned, "--key", key_file, "--out", signed, "--suite", suite) == 0
    document = loads_object(signed.read_bytes())
    (proof,) = chain.listed(document)
    assert proof["verificationMethod"] == METHOD
    public = keyfile.read(key_file).private.public
    verify_proof(document, proof, public_key=public, contexts=Contexts.bundled(), pointer="/proof/0")


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
