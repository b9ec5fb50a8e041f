"""What the running product signs, in the hands of other people's software; everything is fetched over TLS."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from acquis.platform import clock
from sceau.did.methods import web
from sceau.did.resolver import Resolver
from sceau.encoding import pointer as pointers
from sceau.encoding import strict_json
from sceau.errors import ResolutionError
from sceau.linked_data.contexts import Contexts
from sceau.openbadges import baking, reading
from sceau.ports import Fetched
from sceau.verifying.report import Report
from sceau.verifying.verifier import Verifier
from tests.interop import node
from tests.interop.test_engine import tampered
from tests.interop.visitor import Visitor, awarded, shared_file
from tests.plugins.network import open_loopback
from tests.sceau import vectors
from tests.site import Site, running

pytestmark = [pytest.mark.node, pytest.mark.slow(30), pytest.mark.usefixtures("loopback")]

VERIFIERS = ["digitalbazaar", "verifier-core"]
SCHEMA = "ob_v3p0_achievementcredential_schema.json"
TITLE = "Compte rendu « Hameçonnage » 🎣"
DESCRIPTION = "L’élève a prévenu l’équipe; « rien d’ouvert », dit-elle. 👩🏽‍💻"
REPORT = "9 h 05 – Ça ressemble à la paie… « urgent » ! 🚨"
SOME = 5  # the engine's own tests change every word; here one in five, as checking one takes a tenth of a second
IDENTIFYING = {"birthDate", "gender", "address", "email", "studentId", "phone", "dateOfBirth", "postalCode"}


@dataclass(frozen=True)
class Owned:
    """A credential in somebody's passport: its path there, its bytes as downloaded, the issuer's page on it."""

    item: str
    data: bytes
    award: str = ""

    @property
    def document(self) -> Any:
        """What they hold."""
        return strict_json.loads_object(self.data, max_bytes=10_000_000)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration network, speaking TLS."""
    with open_loopback(), running(tmp_path_factory.mktemp("product"), tls=True) as product:
        yield product


@pytest.fixture(scope="module")
def issued(site: Site) -> Owned:
    """Awarded and accepted through the pages, just now."""
    return issue(site)


@pytest.fixture(scope="module")
def revoked(site: Site) -> Owned:
    return one_of(site, "jordan", lambda told: told.title.text == "Cybersécurité au quotidien")


@pytest.fixture(scope="module")
def expired(site: Site) -> Owned:
    now = clock.now()
    return one_of(site, "tomasz", lambda told: bool(told.valid_until) and _moment(told.valid_until) < now)


def issue(site: Site) -> Owned:
    award, item = awarded(site, title=TITLE, description=DESCRIPTION, report=REPORT)
    return Owned(item, Visitor(site, "aicha").download(f"{item}credential.json"), award)


def one_of(site: Site, account: str, wanted: Callable[[reading.BadgeSummary], bool]) -> Owned:
    """The one credential of this kind in somebody's passport."""
    visitor = Visitor(site, account)
    items = [Owned(path, visitor.download(f"{path}credential.json")) for path in visitor.items()]
    (found,) = [item for item in items if wanted(reading.summary(item.document, "fr"))]
    return found


def published(site: Site, document: Any) -> dict[str, Any]:
    """What the product publishes beside a credential, by DID and by address."""
    issuer, listed = document["issuer"]["id"], document["credentialStatus"]["statusListCredential"]
    place = web.address(issuer)
    did_document, status = (strict_json.loads_object(site.get(urlsplit(url).path)) for url in (place, listed))
    return {issuer: did_document, place: did_document, listed: status}


def verified_here(site: Site, documents: dict[str, Any]) -> Callable[[bytes], Report]:
    """The engine, with an internet that holds ``documents`` alone."""

    def fetch(url: str, *, accept: str = "*/*", max_bytes: int = 0, redirects: int = 0) -> Fetched:
        if url not in documents:
            raise ResolutionError("fetch_failed", detail=url)
        return Fetched(url, strict_json.dumps(documents[url]), "application/json")

    verifier = Verifier(resolver=Resolver(fetch), fetch=fetch, contexts=Contexts.bundled())
    return lambda data: verifier.verify(data, now=clock.now())


def sceau(site: Site, *arguments: str, register: bool = True) -> tuple[int, Any]:
    """`sceau verify … --json` in a process of its own that trusts this site's certificate: exit status, report."""
    asked = ["--register", f"{site.base}/id/register"] if register else []
    done = subprocess.run(
        [sys.executable, "-m", "sceau.cli.main", "verify", *arguments, "--json", "--allow-loopback", *asked],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "SSL_CERT_FILE": str(site.certificate[0] if site.certificate else ""),
        },
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.stdout, done.stderr.decode()
    return done.returncode, strict_json.loads_object(done.stdout)


def answers(report: Any) -> list[tuple[str, str, list[str]]]:
    """The checks of a report in JSON, without their facts."""
    return [
        (check["check"], check["outcome"], [problem["code"] for problem in check["problems"]])
        for check in report["checks"]
    ]


@pytest.mark.req("R-129")
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_what_the_product_issues_verifies_elsewhere(verifier: str, site: Site, issued: Owned) -> None:
    documents = published(site, issued.document)
    assert node.verified(verifier, [issued.document], documents) == [{"verified": True, "errors": []}]
    assert verified_here(site, documents)(issued.data).verdict == "verified"


@pytest.mark.req("R-129")
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_any_signed_word_changed_or_taken_away_is_noticed_elsewhere(verifier: str, site: Site, issued: Owned) -> None:
    cases = list(tampered(issued.document))
    found = node.verified(verifier, [other for _, other in cases], published(site, issued.document))
    assert [what for (what, _), answer in zip(cases, found, strict=True) if answer["verified"]] == []


@pytest.mark.req("R-129")
def test_any_signed_word_or_byte_changed_is_noticed_here(site: Site, issued: Owned) -> None:
    verify = verified_here(site, published(site, issued.document))
    words = {what: strict_json.dumps(other) for what, other in list(tampered(issued.document))[::SOME]}
    places = range(0, len(issued.data), len(issued.data) // 100)
    flipped = {f"byte {n}": issued.data[:n] + bytes([issued.data[n] ^ 1]) + issued.data[n + 1 :] for n in places}
    assert [what for what, data in {**words, **flipped}.items() if verify(data).verdict == "verified"] == []


@pytest.mark.req("R-195")
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_a_revoked_credential_is_refused_elsewhere(verifier: str, site: Site, revoked: Owned) -> None:
    documents = published(site, revoked.document)
    (answer,) = node.verified(verifier, [revoked.document], documents)
    assert not answer["verified"]
    assert any("revocation" in error for error in answer["errors"]), answer
    assert verified_here(site, documents)(revoked.data).codes() >= {"credential_revoked"}


@pytest.mark.req("R-195")
def test_revoking_on_the_issuers_page_is_seen_on_the_next_look(site: Site) -> None:
    made = issue(site)
    before = published(site, made.document)
    assert all(node.verified(verifier, [made.document], before)[0]["verified"] for verifier in VERIFIERS)
    Visitor(site, "marc").post(f"{made.award}revoke/", {"reason": "error", "note": "Mauvaise personne"})
    after = published(site, made.document)
    assert not any(node.verified(verifier, [made.document], after)[0]["verified"] for verifier in VERIFIERS)
    assert "credential_revoked" in verified_here(site, after)(made.data).codes()
    page = Visitor(site, "aicha").get(made.item)
    assert "credential_revoked" in page, "it stays in the passport, and says so"


def test_its_shape_is_the_one_that_others_expect(site: Site, issued: Owned, revoked: Owned, expired: Owned) -> None:
    for one in (issued, revoked, expired):
        assert node.run("shapes.mjs", one.document) == {"valid": True, "issues": []}
        if vectors.root() is not None:
            schema = vectors.read_json(vectors.folder("openbadges") / SCHEMA)
            jsonschema.Draft201909Validator(schema).validate(one.document)


@pytest.mark.req("R-138")
def test_both_languages_accents_quotation_marks_and_emoji_are_signed_as_written(issued: Owned) -> None:
    text = issued.data.decode()
    assert all(sign in text for sign in "éèàç’«»🎣👩"), "as written, not as escapes"
    french, english = (reading.summary(issued.document, language) for language in ("fr", "en"))
    assert (french.title.text, english.title.text) == ("Cybersécurité au quotidien", "Everyday Cybersecurity")
    assert not french.title.fallback
    assert not english.title.fallback
    (piece,) = french.evidence
    assert piece.name == TITLE
    assert DESCRIPTION in text


@pytest.mark.req("R-137")
def test_nothing_identifies_the_person_but_a_name_and_a_salted_hash(site: Site) -> None:
    for account, mail in (("aicha", "aicha@courriel.example"), ("lou-anne", "lou-anne@courriel.example")):
        visitor = Visitor(site, account)
        for path in visitor.items():
            data = visitor.download(f"{path}credential.json")
            assert mail not in data.decode().lower()
            subject: Any = strict_json.loads_object(data)["credentialSubject"]
            names = {name for _, name, _ in pointers.members(subject)}
            assert not names & IDENTIFYING
            assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", strict_json.dumps(subject).decode())
            hashed, named = subject["identifier"]
            assert hashed["identityType"] == "emailAddress"
            assert hashed["hashed"] is True
            assert hashed["identityHash"].startswith("sha256$")
            assert (named["identityType"], named["hashed"]) == ("name", False)


@pytest.mark.req("R-148")
def test_the_baked_picture_gives_the_same_bytes_back(site: Site, issued: Owned, tmp_path: Path) -> None:
    learner = Visitor(site, "aicha")
    for extension in ("png", "svg"):
        picture = learner.download(f"{issued.item}badge.{extension}")
        assert baking.unbake(picture) == issued.data
        file = tmp_path / f"badge.{extension}"
        file.write_bytes(picture)
        status, report = sceau(site, str(file))
        assert (status, report["verdict"], report["carrier"]) == (0, "verified", extension)


def test_the_command_line_gives_one_report_for_a_file_and_for_its_address(
    site: Site, issued: Owned, tmp_path: Path
) -> None:
    file = tmp_path / "attestation.json"
    file.write_bytes(issued.data)
    by_file = sceau(site, str(file))
    by_address = sceau(site, site.base + shared_file(site, issued.item))
    assert (by_file[0], by_file[1]["verdict"]) == (0, "verified")
    assert by_address[0] == 0
    assert answers(by_address[1]) == answers(by_file[1])
    assert ("recognition", "passed", []) in answers(by_file[1])
    assert by_file[1]["credential"] == issued.document["id"]
    unasked = sceau(site, str(file), register=False)
    assert unasked[0] == 0
    assert ("recognition", "not_applicable", []) in answers(unasked[1])


def test_the_command_line_compares_the_evidence_that_it_is_given(site: Site, issued: Owned, tmp_path: Path) -> None:
    file, good, bad = (tmp_path / name for name in ("a.json", "compte-rendu.txt", "autre.txt"))
    file.write_bytes(issued.data)
    good.write_text(REPORT)
    bad.write_text(REPORT + " ")
    (piece,) = issued.document["evidence"]
    status, report = sceau(site, str(file), "--evidence", f"{piece['id']}={good}")
    assert (status, {check: found for check, found, _ in answers(report)}["evidence"]) == (0, "passed")
    status, report = sceau(site, str(file), "--evidence", f"{piece['id']}={bad}")
    assert status == 3
    assert ("evidence", "failed", ["evidence_altered"]) in answers(report)


def test_the_command_line_says_revoked_expired_and_altered_by_its_exit_status(
    site: Site, issued: Owned, revoked: Owned, expired: Owned, tmp_path: Path
) -> None:
    other = copy.deepcopy(issued.document)
    other["credentialSubject"]["achievement"]["name"] += "!"
    cases = {
        "revoked": (revoked.data, 1, "rejected", "credential_revoked"),
        "expired": (expired.data, 3, "check", "credential_expired"),
        "altered": (strict_json.dumps(other), 1, "rejected", "proof_signature_invalid"),
    }
    for name, (data, exit_status, verdict, code) in cases.items():
        file = tmp_path / f"{name}.json"
        file.write_bytes(data)
        status, report = sceau(site, str(file))
        assert (status, report["verdict"]) == (exit_status, verdict), name
        assert code in {code for _, _, codes in answers(report) for code in codes}


@pytest.mark.req("R-147")
def test_the_page_and_the_command_line_give_the_same_answers(
    site: Site, issued: Owned, revoked: Owned, expired: Owned, tmp_path: Path
) -> None:
    for number, one in enumerate((issued, revoked, expired)):
        file = tmp_path / f"{number}.json"
        file.write_bytes(one.data)
        _, report = sceau(site, str(file))
        page = Visitor(site).post("/fr/verify/", {}, files={"file": ("a.json", one.data.decode())})
        assert f'data-verdict="{report["verdict"]}"' in page
        codes = {code for _, _, codes in answers(report) for code in codes}
        assert codes <= set(re.findall(r"<code>([a-z_]+)</code>", page))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
