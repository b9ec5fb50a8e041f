"""`sceau verify` as a person meets it: exit status, report, sentences."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sceau.cli import wording
from sceau.cli.main import main
from sceau.did.methods import key
from sceau.encoding.strict_json import dumps, loads_object
from sceau.issuing import issue
from sceau.issuing.enveloping import issue_jwt
from sceau.keys.local import LocalSigner
from sceau.openbadges.achievement import Profile
from sceau.openbadges.baking import bake_png, bake_svg
from sceau.openbadges.endorsement import endorsement_credential
from sceau.presenting import present
from sceau.proofs import add_proof
from tests.sceau.cli.badges import AT, ENTRY, ENVIRONMENT, PRIVATE, SIGNER, credential, register, run, unsigned_badge
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import SVG, png
from tests.sceau.verifying.world import CONTEXTS, SIGNED


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "badge.json"
    place.write_bytes(dumps(credential()))
    return place


@pytest.mark.parametrize(
    ("name", "body"),
    [("b.json", None), ("b.png", lambda data: bake_png(png(), data)), ("b.svg", lambda data: bake_svg(SVG, data))],
)
def test_a_genuine_badge_is_status_0(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, name: str, body: Any
) -> None:
    data = dumps(credential())
    (tmp_path / name).write_bytes(body(data) if body else data)
    status, out, err = run(capsysbinary, tmp_path / name)
    assert (status, err) == (0, "")
    assert out.startswith("Verified: ")
    assert "AI literacy" in out
    assert "Marie Tremblay" in out


def test_an_altered_badge_is_status_1(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    file.write_text(file.read_text().replace("Marie Tremblay", "Marie Tremblais"))
    status, out, _ = run(capsysbinary, file)
    assert status == 1
    assert out.startswith("Do not rely on this.")
    assert "proof_signature_invalid at /proof/0/proofValue" in out


def test_of_several_the_worst_decides(capsysbinary: pytest.CaptureFixture[bytes], file: Path, tmp_path: Path) -> None:
    late, altered = tmp_path / "late.json", tmp_path / "altered.json"
    late.write_bytes(dumps(credential(valid_until=SIGNED + timedelta(days=1))))
    altered.write_text(file.read_text().replace("Marie Tremblay", "Marie Tremblais"))
    status, out, err = run(capsysbinary, file, file)
    assert (status, err, out.count(f"{file}:\nVerified: ")) == (0, "", 2)
    assert run(capsysbinary, late, file)[0] == 3
    status, out, _ = run(capsysbinary, "--json", file, altered, late)
    told = [loads_object(line.encode()) for line in out.splitlines()]
    assert status == 1
    assert [(each["source"], each["verdict"]) for each in told] == [
        (str(file), "verified"),
        (str(altered), "rejected"),
        (str(late), "check"),
    ]


def test_an_expired_badge_is_status_3(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    status = main(["verify", str(file), "--at", "2030-01-01T00:00:00Z"])
    assert status == 3
    assert capsysbinary.readouterr().out.startswith(b"Check this: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.json"],
        [],
        ["a.json", "--policy", "lax"],
        ["a.json", "--at", "yesterday"],
        ["a.json", "--evidence", "file"],
        ["http://127.0.0.1:9/x"],
        ["https://user@example.org/"],
    ],
    ids=["no-file", "no-source", "policy", "moment", "evidence", "http", "address"],
)
def test_wrong_usage_is_status_2(
    capsysbinary: pytest.CaptureFixture[bytes], arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = main(["verify", *arguments])
    except SystemExit as stop:  # argparse's own way
        status = int(stop.code or 0)
    captured = capsysbinary.readouterr()
    assert status == 2
    assert captured.out == b""
    assert captured.err


def test_a_missing_register_file_is_wrong_usage(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    assert run(capsysbinary, file, "--register", "nowhere.json")[0] == 2


def test_json_is_the_report_and_nothing_else(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    status, out, _ = run(capsysbinary, file, "--json")
    report: Any = loads_object(out)
    assert (status, report["verdict"]) == (0, "verified")
    assert [check["check"] for check in report["checks"]] == [
        *("format", "context", "proof", "issuer", "validity", "status", "recognition", "evidence", "endorsements")
    ]
    assert {"check", "outcome", "problems"} <= report["checks"][0].keys()


@pytest.mark.parametrize(
    ("entries", "status", "outcome"),
    [([ENTRY], 0, "passed"), ([], 3, "failed"), ([ENTRY | {"status": "suspended"}], 3, "failed")],
)
def test_a_register_brings_recognition(
    capsysbinary: pytest.CaptureFixture[bytes], file: Path, entries: Any, status: int, outcome: str
) -> None:
    place = file.with_name("register.json")
    place.write_bytes(register(*entries))
    found, out, _ = run(capsysbinary, file, "--json", "--register", place)
    report: Any = loads_object(out)
    recognition = next(check for check in report["checks"] if check["check"] == "recognition")
    assert (found, recognition["outcome"]) == (status, outcome)


def test_a_register_that_is_none_leaves_the_question_open(
    capsysbinary: pytest.CaptureFixture[bytes], file: Path
) -> None:
    status, out, _ = run(capsysbinary, file, "--register", file)
    assert status == 3
    assert "register_malformed" in out


@pytest.mark.parametrize(("body", "status"), [(examples.PORTFOLIO, 0), (b"other", 3)])
def test_evidence_at_hand_is_compared(
    capsysbinary: pytest.CaptureFixture[bytes], file: Path, body: bytes, status: int
) -> None:
    place = file.with_name("portfolio.pdf")
    place.write_bytes(body)
    assert run(capsysbinary, file, "--evidence", f"{examples.PORTFOLIO_URL}={place}")[0] == status


def test_proof_only_does_not_ask_who(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    forged = {name: value for name, value in credential().items() if name != "proof"} | {"issuer": "did:web:a.example"}
    signer = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))
    signed = add_proof(forged, signer=signer, cryptosuite="eddsa-rdfc-2022", created=SIGNED, contexts=CONTEXTS)
    file.write_bytes(dumps(signed))
    assert run(capsysbinary, file)[0] == 1
    status, out, _ = run(capsysbinary, file, "--policy", "proof-only")
    assert status == 0
    assert out.startswith("Proof holds: ")


def test_hostile_texts_do_not_reach_the_terminal(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    achievement = examples.achievement(translations=[], name="\x9b31m red \u202e\nforged line")
    file.write_bytes(dumps(credential(achievement=achievement)))
    _, out, _ = run(capsysbinary, file)
    assert "\x9b" not in out
    assert "\u202e" not in out
    assert "\nforged line" not in out


def test_the_spaces_of_french_are_shown(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    file.write_bytes(
        dumps(credential(achievement=examples.achievement(translations=[], name="Ça\u202f! «\u00a0oui\u00a0»")))
    )
    assert "Ça\u202f! «\u00a0oui\u00a0»" in run(capsysbinary, file)[1]


def test_json_holds_no_character_that_acts(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    hostile = "urn:x:\x9b31m\u202e"
    file.write_bytes(dumps(credential() | {"id": hostile}))
    _, out, _ = run(capsysbinary, file, "--json")
    assert not {"\x9b", "\u202e"} & set(out)
    report: Any = loads_object(out)
    assert report["credential"] == hostile


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("badge.json", "It is a badge, with its proof inside."),
        ("badge.png", "It is a badge in a PNG picture, with its proof inside."),
        ("unsigned.json", "It is a badge, without a proof."),
        ("badge.jwt", "It is a badge, as a signed text (JWT)."),
        ("older.json", "It is an Open Badge of version 2, vouched for by the place where it is kept."),
        ("empty.json", ""),
    ],
)
def test_it_is_told_what_the_document_is(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, name: str, told: str
) -> None:
    signed = credential()
    unsigned = {member: value for member, value in signed.items() if member != "proof"}
    older: Any = {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}
    bodies = {
        "badge.json": dumps(signed),
        "badge.png": bake_png(png(), dumps(signed)),
        "unsigned.json": dumps(unsigned),
        "badge.jwt": issue_jwt(unsigned, signer=SIGNER, now=SIGNED, contexts=CONTEXTS, form="vc-jwt").encode(),
        "older.json": dumps(older),
        "empty.json": b"",
    }
    (tmp_path / name).write_bytes(bodies[name])
    second = run(capsysbinary, tmp_path / name)[1].splitlines()[1]
    assert second == told


def endorsed(about: str) -> dict[str, Any]:
    """The badge with an endorsement ``about`` something."""
    endorsement = endorsement_credential(
        id="urn:uuid:1",
        issuer=Profile(key.of(PRIVATE.public), "Ordre des endosseurs"),
        endorsed=about,
        name="Approval",
        comment="Très bien.",
        valid_from=SIGNED,
    )
    signed = issue(endorsement, signer=SIGNER, now=SIGNED, contexts=CONTEXTS)
    return issue(unsigned_badge() | {"endorsement": [signed]}, signer=SIGNER, now=SIGNED, contexts=CONTEXTS)


@pytest.mark.parametrize(
    ("about", "told"), [(examples.credential()["id"], True), ("urn:uuid:another", False)], ids=["this", "another"]
)
def test_endorsements_are_told_by_themselves(
    capsysbinary: pytest.CaptureFixture[bytes], file: Path, about: str, told: bool
) -> None:
    file.write_bytes(dumps(endorsed(about)))
    _, out, _ = run(capsysbinary, file)
    inside = out.partition("An endorsement inside, at /endorsement/0:\n")[2]
    assert inside.startswith("    Verified: ")
    assert "    It is an endorsement, with its proof inside.\n" in inside
    assert "Très bien." in inside
    assert "Ordre des endosseurs" in inside
    assert (wording.ABOUT_ANOTHER not in inside) is told


def test_problems_inside_are_told_there(capsysbinary: pytest.CaptureFixture[bytes], file: Path) -> None:
    badge = credential()
    altered: Any = badge | {"name": "Doctorate"}
    shown = present([badge, altered], holder_signer=SIGNER, now=SIGNED, contexts=CONTEXTS)
    file.write_bytes(dumps(shown))
    status, out, _ = run(capsysbinary, file)
    whole, first, second = out.split("A credential inside, at ")
    assert status == 1
    assert whole.startswith("Do not rely on this.\nIt is a presentation, with its proof inside.\n")
    assert "member_rejected at /verifiableCredential/1" in whole
    assert "proof_signature_invalid" not in first
    assert "    Do not rely on this.\n" in second
    assert "proof_signature_invalid at /proof/0/proofValue" in second


def test_standard_input_is_read(file: Path) -> None:
    command = [sys.executable, "-m", "sceau.cli.main", "verify", "-", *AT]
    done = subprocess.run(command, input=file.read_bytes(), capture_output=True, check=False, env=ENVIRONMENT)
    assert (done.returncode, done.stderr) == (0, b"")
