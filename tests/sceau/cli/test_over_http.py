"""The commands with a web server on this machine."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import sceau
from sceau.cli.main import main
from sceau.did.document import PublishedKey, build
from sceau.did.methods import web
from sceau.encoding.strict_json import dumps
from sceau.issuing import issue
from sceau.keys import ecdsa
from sceau.keys.local import LocalSigner
from sceau.status import bitstring
from sceau.status.bitstring import BitString
from tests.sceau.cli.badges import ENTRY, PRIVATE, credential, register, run, unsigned_badge
from tests.sceau.verifying.world import CONTEXTS, SIGNED


@pytest.fixture
def site(loopback: None) -> Iterator[tuple[str, dict[str, bytes]]]:
    """A web server on this machine: its address, and its pages to fill."""
    pages: dict[str, bytes] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", pages
        server.shutdown()
        thread.join()


def test_the_whole_chain_over_http_on_this_machine(
    capsysbinary: pytest.CaptureFixture[bytes], site: tuple[str, dict[str, bytes]]
) -> None:
    place, pages = site
    did = web.of(f"{place}/did/7")
    method = f"{did}#key-1"
    signer = LocalSigner(PRIVATE, method)
    bits, url = BitString(), f"{place}/status/1"

    def publish_list() -> None:
        unsigned = bitstring.credential(url=url, issuer=did, bits=bits, valid_from=SIGNED)
        pages["/status/1"] = dumps(issue(unsigned, signer=signer, now=SIGNED, contexts=CONTEXTS))

    publish_list()
    pages["/did/7/did.json"] = dumps(build(did, [PublishedKey("key-1", PRIVATE.public)]))
    pages["/badge.json"] = dumps(credential(did, method, status=[bitstring.entry(url, 5)]))
    pages["/register.json"] = register(ENTRY | {"id": did})
    arguments = (f"{place}/badge.json", "--register", f"{place}/register.json", "--allow-loopback")
    assert run(capsysbinary, *arguments)[0] == 0
    bits[5] = True
    publish_list()
    status, out, _ = run(capsysbinary, *arguments)
    assert status == 1
    assert "Its issuer has revoked it." in out
    del pages["/status/1"]
    assert run(capsysbinary, *arguments)[0] == 3
    assert run(capsysbinary, *arguments[:3])[0] == 2  # without --allow-loopback nothing on this machine is visited


def test_a_part_is_derived_with_the_key_that_its_issuer_publishes(
    capsysbinary: pytest.CaptureFixture[bytes], site: tuple[str, dict[str, bytes]], tmp_path: Path
) -> None:
    place, pages = site
    private = ecdsa.PrivateKey.from_secret("P-256", b"2" * 32)
    did = web.of(f"{place}/did/7")
    pages["/did/7/did.json"] = dumps(build(did, [PublishedKey("key-1", private.public)]))
    unsigned = unsigned_badge() | {"issuer": {"id": did, "type": ["Profile"]}}
    signer = LocalSigner(private, f"{did}#key-1")
    base = sceau.issue(unsigned, signer=signer, now=SIGNED, cryptosuite="ecdsa-sd-2023")
    (tmp_path / "base.json").write_bytes(dumps(base))
    words = [
        "derive",
        str(tmp_path / "base.json"),
        "/credentialSubject/achievement/name",
        "--out",
        str(tmp_path / "part.json"),
    ]
    assert main(words) == 1
    assert b"did_malformed" in capsysbinary.readouterr().err
    assert main([*words, "--allow-loopback"]) == 0
    assert run(capsysbinary, tmp_path / "part.json", "--allow-loopback")[0] == 0
