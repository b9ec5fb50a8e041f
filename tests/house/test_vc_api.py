"""`dev.py vc-api` starts the VC API over https, says in one line of JSON where everything is, and stops."""

from __future__ import annotations

import json
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.house.repository import ROOT
from tests.house.test_demo import free_port
from tools.paths import environment

STOPPED_WITHIN = 30
VDL = "https://w3id.org/vdl/v1"
pytestmark = [pytest.mark.slow, pytest.mark.node, pytest.mark.usefixtures("loopback")]


def call(url: str, body: object, trusting: ssl.SSLContext) -> Any:
    """What it answers to a post."""
    asked = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, context=trusting, timeout=20) as answer:
        return json.loads(answer.read())


def issued(base: dict[str, Any], suite: str, trusting: ssl.SSLContext) -> Any:
    """A driving licence, whose context comes from an npm package."""
    issuer = next(one for one in base["issuers"] if one["suite"] == suite)
    licence = {"type": "Iso18013DriversLicense", "document_number": "T2", "issuing_authority": "QC"}
    credential = {
        "@context": ["https://www.w3.org/ns/credentials/v2", VDL],
        "type": ["VerifiableCredential", "Iso18013DriversLicenseCredential"],
        "issuer": issuer["id"],
        "credentialSubject": {"type": "LicensedDriver", "driversLicense": licence},
    }
    options = {"mandatoryPointers": ["/issuer"]} if suite == "bbs-2023" else {}
    body = {"credential": credential, "options": options}
    return call(issuer["issue"], body, trusting)["verifiableCredential"]


def test_the_command_serves_over_tls_and_stops() -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "dev.py", "vc-api", "--port", str(port)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert said, process.stderr and process.stderr.read()
        base = json.loads(said)
        assert base["base"] == f"https://localhost:{port}/vc-api"
        trusting = ssl.create_default_context(cafile=base["certificate"])
        signed = issued(base, "ecdsa-rdfc-2019", trusting)
        assert call(base["verify"], {"verifiableCredential": signed}, trusting)["verified"] is True
        hidden = {"selectivePointers": ["/credentialSubject/driversLicense/document_number"]}
        body = {"verifiableCredential": issued(base, "bbs-2023", trusting), "options": hidden}
        shown = call(base["derive"], body, trusting)["verifiableCredential"]
        assert "issuing_authority" not in shown["credentialSubject"]["driversLicense"]
        assert call(base["verify"], {"verifiableCredential": shown}, trusting)["verified"] is True
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=STOPPED_WITHIN)
    assert (process.returncode, rest) == (0, "")
    assert not Path(base["certificate"]).exists()
    with pytest.raises(ConnectionRefusedError), socket.socket() as probe:
        probe.connect(("127.0.0.1", port))
