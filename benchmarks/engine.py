"""Issue and verify one Open Badges 3.0 credential, ours against @digitalbazaar/vc, turn by turn.

One operation takes JSON text and gives secured text (issue), or takes secured text and says that its proof holds
(verify); both sides have every document at hand. Rates are per second of processor time, medians over the rounds.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sceau.encoding import strict_json
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import PublicKey, decode
from sceau.linked_data.contexts import Contexts
from sceau.proofs import verify_proof
from tools import installation
from tools.paths import ROOT, environment

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
KEY = PrivateKey.from_seed(bytes(range(32)))
DID = f"did:key:{KEY.public_multibase}"
METHOD = f"{DID}#{KEY.public_multibase}"
NAMES = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")


def document() -> dict[str, Any]:
    """An unsigned credential of an ordinary shape: one achievement, three alignments, two pieces of evidence."""
    skills = [
        {"type": ["Alignment"], "targetName": f"Compétence {n}", "targetUrl": f"https://example.org/skill/{n}"}
        for n in range(3)
    ]
    achievement = {
        "id": "https://example.org/achievements/1",
        "type": ["Achievement"],
        "name": "Analyse de données « appliquée »",
        "description": "Préparer, analyser et présenter des données.",
        "criteria": {"narrative": "Réussir l’étude de cas devant deux personnes évaluatrices."},
        "alignment": skills,
    }
    return {
        "@context": list(NAMES),
        "id": "urn:uuid:3b1d1d0e-7a3b-4f0e-9b3e-0f1a8f3c2d11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "Collège de démonstration"},
        "validFrom": "2026-03-02T15:30:00Z",
        "name": "Analyse de données « appliquée »",
        "credentialSubject": {
            "id": "urn:uuid:5c6f5b0a-27c5-4d0c-8f0b-b4ae4c86c6a2",
            "type": ["AchievementSubject"],
            "achievement": achievement,
        },
        "evidence": [
            {"id": f"https://example.org/evidence/{n}", "type": ["Evidence"], "name": f"Étude de cas {n}"}
            for n in range(2)
        ],
    }


class Ours:
    """The engine, general path."""

    def __init__(self) -> None:
        self.contexts = Contexts.bundled()
        self.signer = LocalSigner(KEY, METHOD)
        self.public: PublicKey = decode(KEY.public_multibase)

    def issue(self, text: str) -> str:
        """Text to signed text."""
        signed = issue(strict_json.loads_object(text), signer=self.signer, now=NOW, contexts=self.contexts)
        return strict_json.dumps(signed).decode()

    def verify(self, text: str) -> str:
        """Raises unless the proof holds."""
        signed: Any = strict_json.loads_object(text)
        proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
        unsigned = {name: value for name, value in signed.items() if name != "proof"}
        verify_proof(unsigned, proof, public_key=self.public, contexts=self.contexts)
        return text


def rate(work: Callable[[str], str], text: str, seconds: float) -> float:
    """Operations per second of processor time."""
    operations, before = 0, time.process_time()
    while (spent := time.process_time() - before) < seconds:
        work(text)
        operations += 1
    return operations / spent


class Peer:
    """@digitalbazaar/vc in a Node of its own."""

    def __init__(self, contexts: Contexts) -> None:
        method = {"id": METHOD, "type": "Multikey", "controller": DID, "publicKeyMultibase": KEY.public_multibase}
        of_controller = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
        controller = {
            "@context": of_controller,
            "id": DID,
            "verificationMethod": [method],
            "assertionMethod": [METHOD],
        }
        known = {name: contexts.document(name) for name in (*NAMES, *of_controller) if contexts.known(name)}
        order = {"contexts": known, "key": {**method, "secretKeyMultibase": KEY.secret_multibase}}
        self.process = subprocess.Popen(
            [*installation.node()["node"], "benchmarks/peer.mjs"],
            cwd=ROOT,
            env=environment({"PEER": json.dumps({**order, "controller": controller})}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def rate(self, what: str, text: str, seconds: float) -> tuple[float, str]:
        """Operations per second of processor time, and what the last one gave."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": what, "document": text, "seconds": seconds}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the peer stopped; see above")
        answer = json.loads(line)  # noqa: TID251 -- our own program's answer
        return answer["operations"] / answer["seconds"], str(answer["document"])


def measure(*, quick: bool) -> dict[str, dict[str, float]]:
    """Rates and their ratio for issue and verify; each side first proves that it reads the other's credential."""
    ours, text = Ours(), json.dumps(document(), ensure_ascii=False)
    peer = Peer(ours.contexts)
    rounds, seconds, warm = (3, 1.0, 4.0) if quick else (7, 3.0, 8.0)
    try:
        theirs = peer.rate("issue", text, warm)[1]
        signed = ours.issue(text)
        ours.verify(theirs)
        peer.rate("verify", signed, warm)
        found = {}
        for what, given in (("issue", text), ("verify", signed)):
            work = getattr(ours, what)
            pairs = [(rate(work, given, seconds), peer.rate(what, given, seconds)[0]) for _ in range(rounds)]
            mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
            found[what] = {"ours": mine, "peer": other, "ratio": statistics.median(a / b for a, b in pairs)}
        return found
    finally:
        peer.process.kill()
        peer.process.communicate()
