"""From `sceau issue` to the holder's `sceau derive` and `sceau present`, and on to `sceau verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sceau.cli import keyfile
from sceau.cli.main import main
from sceau.encoding.strict_json import dumps, loads_object
from sceau.openbadges import baking
from sceau.proofs.sd_jwt import credential as sd_jwt
from tests.sceau.documents import badge, minimal
from tests.sceau.openbadges.pictures import SVG, png

ASKED = ("--challenge", "9f3c", "--domain", "employer.example")
NAME = "/credentialSubject/achievement/name"

Captured = pytest.CaptureFixture[bytes]


class Desk:
    """A folder in which a person works with the command line."""

    def __init__(self, folder: Path, captured: Captured) -> None:
        self.folder = folder
        self._captured = captured

    def call(self, *words: str) -> tuple[int, str, str]:
        """Exit status, output, complaints."""
        try:
            status = main(words)
        except SystemExit as stop:  # argparse's own way
            status = int(stop.code or 0)
        captured = self._captured.readouterr()
        return status, captured.out.decode(), captured.err.decode()

    def do(self, *words: str) -> str:
        """Output of what must succeed."""
        status, out, err = self.call(*words)
        assert (status, err) == (0, ""), err
        return out

    def refused(self, status: int, *words: str) -> str:
        """The complaint about what must not succeed."""
        found, out, err = self.call(*words)
        assert (found, out) == (status, "")
        return err

    def write(self, name: str, body: bytes) -> str:
        (self.folder / name).write_bytes(body)
        return name

    def verdict(self, name: str, *words: str) -> str:
        status, out, _ = self.call("verify", name, *words, "--json")
        report: Any = loads_object(out)
        assert status == {"verified": 0, "rejected": 1, "check": 3}[report["verdict"]]
        return str(report["verdict"])


@pytest.fixture
def desk(tmp_path: Path, capsysbinary: Captured, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """With the keys of a college (one for each kind) and of a learner, and an unsigned badge for each."""
    monkeypatch.chdir(tmp_path)
    made = Desk(tmp_path, capsysbinary)
    made.do("keys", "new", "--out", "me.json")
    for kind in ("ed25519", "p-256", "bls12-381"):
        made.do("keys", "new", "--kind", kind, "--out", f"{kind}.json")
        document: dict[str, Any] = badge(keyfile.read(Path("ed25519.json")).private)  # type: ignore[arg-type]
        document["issuer"]["id"] = keyfile.read(Path(f"{kind}.json")).controller
        document["credentialSubject"]["id"] = keyfile.read(Path("me.json")).controller
        made.write(f"for-{kind}.json", dumps(document))
    return made


@pytest.mark.parametrize(("kind", "suite"), [("p-256", "ecdsa-sd-2023"), ("bls12-381", "bbs-2023")])
def test_the_holder_shows_a_part(desk: Desk, kind: str, suite: str) -> None:
    desk.do("issue", f"for-{kind}.json", "--key", f"{kind}.json", "--suite", suite, "--out", "base.json")
    assert "proof_base_needed" in desk.call("verify", "base.json")[1]
    desk.do("derive", "base.json", NAME, "--out", "part.json")
    assert desk.verdict("part.json") == "verified"
    part: Any = loads_object(Path("part.json").read_bytes())
    assert part["validFrom"]
    assert part["credentialSubject"]["achievement"].keys() == {"id", "type", "name"}
    assert "pointer_unmatched at /nothing" in desk.refused(1, "derive", "base.json", "/nothing")
    assert "proof_base_needed" in desk.refused(1, "derive", "part.json", NAME)


def test_what_is_mandatory_is_always_shown(desk: Desk) -> None:
    desk.do("issue", "for-bls12-381.json", "--key", "bls12-381.json", "--mandatory", NAME, "--out", "base.json")
    shown: Any = loads_object(desk.do("derive", "base.json", "/issuer"))
    assert shown["credentialSubject"]["achievement"]["name"]
    assert "validFrom" not in shown


@pytest.mark.parametrize("form", ["embedded", "vp+jwt"])
def test_credentials_of_every_form_are_shown_together(desk: Desk, form: str) -> None:
    for issued in ("embedded", "vc+jwt", "vc-jwt", "vc+sd-jwt"):
        desk.do("issue", "for-ed25519.json", "--key", "ed25519.json", "--form", issued, "--out", issued)
    desk.write("badge.png", baking.bake_png(png(), Path("embedded").read_bytes()))
    given = ("embedded", "vc+jwt", "vc-jwt", "vc+sd-jwt", "badge.png")
    desk.do("present", *given, "--key", "me.json", "--form", form, *ASKED, "--out", "shown")
    status, out, _ = desk.call("verify", "shown", *ASKED)
    assert status == 0, out
    assert out.count("Verified: ") == 1 + len(given)
    assert "A credential inside, at /verifiableCredential/4:\n    Verified: " in out
    assert desk.verdict("shown", "--challenge", "another") == "rejected"
    assert desk.verdict("shown", "--domain", "another.example") == "rejected"


def test_the_holder_shows_part_of_an_sd_jwt(desk: Desk) -> None:
    desk.write("claims.json", b'{"vct":"https://college.example/card","given_name":"Marie","level":"C1"}')
    hidden = ("--disclosable", "/given_name", "--disclosable", "/level")
    words = ("issue", "claims.json", "--key", "p-256.json", "--form", "dc+sd-jwt", "--holder", "me.json")
    desk.do(*words, *hidden, "--out", "card")
    desk.do("present", "card", "--show", "/level", "--key", "me.json", *ASKED, "--out", "shown")
    assert sd_jwt.read(Path("shown").read_text().strip()).disclosed == ("/level",)
    assert desk.verdict("shown", *ASKED) == "verified"
    assert desk.verdict("shown", "--challenge", "another") == "rejected"
    out = desk.do("verify", "shown", *ASKED)
    assert "It is an SD-JWT VC, as a signed text with parts that its holder may hide (SD-JWT)." in out
    assert "https://college.example/card" in out
    assert "yes  Is it shown by whom it was given to?" in out
    unbound = desk.do("present", "card", "--show", "/level")
    assert unbound.strip().endswith("~")
    assert "another holder's key" in desk.refused(2, "present", "card", "--key", "p-256.json", *ASKED)
    assert "pointer_unmatched at /nothing" in desk.refused(1, "present", "card", "--show", "/nothing")
    assert "present --show" in desk.refused(2, "derive", "card", "/level")


def test_the_public_half_names_the_holder(desk: Desk) -> None:
    desk.write("public.json", desk.do("keys", "show", "me.json").encode())
    words = ("--key", "ed25519.json", "--form", "vc+sd-jwt", "--holder", "public.json", "--out", "badge.sd-jwt")
    desk.do("issue", "for-ed25519.json", *words, "--disclosable", "/name")
    desk.do("present", "badge.sd-jwt", "--key", "me.json", *ASKED, "--out", "shown")
    assert desk.verdict("shown", *ASKED) == "verified"
    found = sd_jwt.read(Path("shown").read_text().strip())
    assert found.confirmation_key == keyfile.read_public(Path("public.json")) == keyfile.read_public(Path("me.json"))
    assert "name" not in found.document


@pytest.mark.parametrize(("name", "picture"), [("badge.png", png()), ("badge.svg", SVG)])
@pytest.mark.parametrize("form", ["embedded", "vc-jwt"])
def test_a_badge_is_baked_into_a_picture(desk: Desk, name: str, picture: bytes, form: str) -> None:
    words = ("issue", "for-ed25519.json", "--key", "ed25519.json", "--form", form)
    desk.do(*words, "--bake", desk.write("picture", picture), "--out", name)
    assert desk.verdict(name) == "verified"
    assert baking.look(Path(name).read_bytes()).generation is baking.Generation.OB3
    assert "File exists" in desk.refused(2, *words, "--bake", "picture", "--out", name)


def test_a_learner_record_is_baked_as_one(desk: Desk) -> None:
    controller = keyfile.read(Path("ed25519.json")).controller
    contexts = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"]
    record: Any = minimal(controller) | {"@context": contexts, "type": ["VerifiableCredential", "ClrCredential"]}
    desk.write("record.json", dumps(record))
    desk.write("picture", png())
    desk.do("issue", "record.json", "--key", "ed25519.json", "--bake", "picture", "--out", "record.png")
    assert baking.look(Path("record.png").read_bytes()).generation is baking.Generation.CLR


@pytest.mark.parametrize(
    "words",
    [
        ["issue", "for-ed25519.json", "--key", "ed25519.json", "--suite", "bbs-2023"],
        ["issue", "for-ed25519.json", "--key", "ed25519.json", "--mandatory", "/issuer"],
        ["issue", "for-ed25519.json", "--key", "ed25519.json", "--disclosable", "/name"],
        ["issue", "for-ed25519.json", "--key", "ed25519.json", "--holder", "me.json"],
        ["issue", "for-ed25519.json", "--key", "ed25519.json", "--form", "vc+jwt", "--suite", "eddsa-jcs-2022"],
        ["issue", "for-ed25519.json", "--key", "ed25519.json", "--bake", "me.json"],
        ["issue", "for-ed25519.json", "--key", "ed25519.json", "--bake", "me.json", "--out", "badge.png"],
        ["issue", "for-ed25519.json", "--key", "p-256.json"],
        ["issue", "for-bls12-381.json", "--key", "bls12-381.json", "--form", "vc+jwt"],
        ["present", "signed"],
        ["present", "signed", "--key", "me.json", "--show", "/name"],
        ["present", "signed", "--key", "me.json", "--form", "vp+jwt"],
        ["present", "signed", "--key", "me.json", "--form", "vp+jwt", "--suite", "eddsa-jcs-2022", *ASKED],
        ["present", "signed", "--key", "me.json", "--form", "sd-jwt", *ASKED],
        ["present", "signed", "--key", "bls12-381.json"],
        ["present", "nowhere.json", "--key", "me.json"],
        ["present", "--key", "me.json"],
        ["derive", "nowhere.json", NAME],
        ["derive", "shown", NAME],
    ],
    ids=" ".join,
)
def test_wrong_usage_writes_nothing(desk: Desk, words: list[str]) -> None:
    desk.do("issue", "for-ed25519.json", "--key", "ed25519.json", "--out", "signed")
    desk.do("present", "signed", "--key", "me.json", "--out", "shown")
    before = sorted(desk.folder.iterdir())
    assert desk.refused(2, *words)
    assert sorted(desk.folder.iterdir()) == before


@pytest.mark.parametrize("body", [b"", b"[]", b"hello", png(), b'{"@context":"https://w3id.org/openbadges/v2"}'])
@pytest.mark.parametrize("words", [["present", "given", "--key", "me.json"], ["derive", "given", NAME]], ids=" ".join)
def test_what_holds_no_credential_cannot_be_shown(desk: Desk, body: bytes, words: list[str]) -> None:
    desk.write("given", body)
    assert desk.refused(1, *words).startswith("sceau: ")


def test_claims_without_a_type_are_no_credential(desk: Desk) -> None:
    words = ("issue", "claims.json", "--key", "p-256.json", "--form", "dc+sd-jwt")
    desk.write("claims.json", b"{}")
    assert "member_missing at /vct" in desk.refused(1, *words)
    desk.write("claims.json", b'{"vct":7}')
    assert "member_malformed at /vct" in desk.refused(1, *words)


def test_foreign_texts_do_not_reach_the_terminal(desk: Desk) -> None:
    document: Any = loads_object(Path("for-ed25519.json").read_bytes())
    document["name"] = "\x9b31m\u202e\U000e0001 ça\u202f!"
    desk.write("unsigned", dumps(document))
    out = desk.do("issue", "unsigned", "--key", "ed25519.json")
    assert '"\\u009b31m\\u202e\\udb40\\udc01 ça\u202f!"' in out
    desk.write("signed", out.encode())
    assert desk.verdict("signed") == "verified"
    shown = desk.do("present", "signed", "--key", "me.json")
    assert not {"\x9b", "\u202e", "\U000e0001"} & set(shown)
