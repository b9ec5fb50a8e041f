"""Cases of trust in what is sealed well: status, recognition, evidence."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.openbadges.achievement import Profile
from sceau.status import bitstring
from sceau.verifying.register import Register
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, INDEX, NOW, PUBLISHER, SIGNED, STRANGER, World
from tests.vectors.negative.case import Case, signed_after

LIST = examples.STATUS_LIST
OTHER_LIST = "https://college.example/status/8"
STATUS = "/credentialStatus"
GENUINE = dumps(worlds.genuine())


def listed(name: str, what: str, code: str, document: Callable[[], dict[str, Any] | bytes] | None) -> Case:
    """The list at the address of the entry is ``document``; None takes it away."""

    def tweak(world: World) -> None:
        if document is None:
            del world.pages[LIST]
        else:
            world.publish(LIST, document())

    return Case(name, what, GENUINE, "check", "status", "inconclusive", code, STATUS, world=tweak)


def entered(name: str, what: str, code: str, entry: dict[str, Any], pointer: str = STATUS) -> Case:
    return Case(name, what, dumps(worlds.genuine(status=[entry])), "check", "status", "inconclusive", code, pointer)


def flagged(name: str, what: str, purpose: str, verdict: str, code: str) -> Case:
    entry = bitstring.entry(LIST, INDEX, purpose=purpose)

    def tweak(world: World) -> None:
        world.publish(LIST, worlds.status_list(INDEX, purposes=[purpose]))

    return Case(
        name, what, dumps(worlds.genuine(status=[entry])), verdict, "status", "failed", code, STATUS, world=tweak
    )


def _with_bits(raw: bytes) -> dict[str, Any]:
    unsigned: dict[str, Any] = bitstring.credential(
        url=LIST, issuer=COLLEGE, bits=bitstring.BitString(), valid_from=SIGNED
    )
    packed = base64.urlsafe_b64encode(gzip.compress(raw, mtime=0)).rstrip(b"=").decode()
    unsigned["credentialSubject"]["encodedList"] = f"u{packed}"
    return worlds.sign(unsigned)


def _tampered_list() -> dict[str, Any]:
    document = worlds.status_list(INDEX)
    document["credentialSubject"]["encodedList"] = bitstring.BitString().encode()
    return document


STATUSES = [
    flagged("revoked", "its bit of revocation is set", "revocation", "rejected", "credential_revoked"),
    flagged("suspended", "its bit of suspension is set", "suspension", "check", "credential_suspended"),
    flagged("superseded", "its bit of refresh is set", "refresh", "check", "credential_superseded"),
    listed("list-unreachable", "the list does not answer", "status_list_unreachable", None),
    listed("list-html", "the list is a page of HTML", "status_list_malformed", lambda: b"<html>"),
    listed("list-tampered", "a bit was taken back after signing", "status_list_proof_invalid", _tampered_list),
    listed(
        "list-unsigned",
        "the list has no proof",
        "status_list_proof_invalid",
        lambda: {name: value for name, value in worlds.status_list(INDEX).items() if name != "proof"},
    ),
    listed(
        "list-signed-by-another",
        "a stranger signs the list in the college's name",
        "status_list_proof_invalid",
        lambda: worlds.status_list(by=STRANGER),
    ),
    listed(
        "list-of-another",
        "a stranger's own list",
        "status_list_issuer_differs",
        lambda: worlds.status_list(by=STRANGER, issuer=STRANGER),
    ),
    listed(
        "list-swapped",
        "another list of the same issuer, where nothing is revoked",
        "status_list_id_differs",
        lambda: worlds.status_list(url=OTHER_LIST),
    ),
    listed(
        "list-of-another-purpose",
        "the list is about suspension",
        "status_list_purpose_differs",
        lambda: worlds.status_list(INDEX, purposes=["suspension"]),
    ),
    listed(
        "list-out-of-date",
        "the list ended yesterday: an old copy could hide a revocation",
        "status_list_out_of_date",
        lambda: worlds.status_list(valid_until=NOW - timedelta(days=1)),
    ),
    listed("list-too-short", "100 entries", "status_list_too_short", lambda: _with_bits(bytes(100 // 8))),
    listed("list-bomb", "9 MB of bits", "status_list_too_large", lambda: _with_bits(bytes(9_000_000))),
    listed("list-credential", "the list is an ordinary credential", "status_list_malformed", worlds.genuine),
    entered(
        "index-out-of-range", "an index behind the end", "status_index_out_of_range", bitstring.entry(LIST, 131_072)
    ),
    entered(
        "index-not-a-number",
        "an index of letters",
        "status_entry_malformed",
        bitstring.entry(LIST, 0) | {"statusListIndex": "٣"},
        f"{STATUS}/statusListIndex",
    ),
    entered(
        "status-type",
        "a status type unknown here",
        "status_type_unsupported",
        {"id": "https://college.example/revoked", "type": "BitstringStatusList"},
    ),
]


def registered(name: str, what: str, code: str, outcome: str, source: Callable[[], Register]) -> Case:
    def tweak(world: World) -> None:
        world.register = source

    pointer = "/issuer" if outcome == "failed" else ""
    return Case(name, what, GENUINE, "check", "recognition", outcome, code, pointer, world=tweak)


def _entry(**changes: Any) -> Callable[[], Register]:
    return lambda: Register.parse(worlds.register(**changes))


def _silent() -> Register:
    raise ResolutionError("fetch_timeout")


def _unpublished(world: World) -> None:
    del world.pages[worlds.did_url(PUBLISHER)]


RECOGNITION = [
    registered("issuer-unknown", "not in the register", "issuer_unknown", "failed", _entry(id="did:web:other.example")),
    registered(
        "issuer-suspended", "suspended there", "issuer_recognition_suspended", "failed", _entry(status="suspended")
    ),
    registered(
        "issuer-ended",
        "its recognition ended before the award",
        "issuer_recognition_ended",
        "failed",
        _entry(until="2026-01-01T00:00:00Z"),
    ),
    registered(
        "issuer-later",
        "its recognition began after the award",
        "issuer_unknown",
        "failed",
        _entry(**{"from": "2026-02-01T00:00:00Z"}),
    ),
    registered(
        "issuer-other-kind",
        "recognised for diplomas alone",
        "issuer_kind_not_recognized",
        "failed",
        _entry(recognizedFor=["Diploma"]),
    ),
    registered("register-silent", "the register does not answer", "register_unreachable", "inconclusive", _silent),
    registered(
        "register-malformed",
        "the register is something else",
        "register_malformed",
        "inconclusive",
        lambda: Register.parse(b"{}"),
    ),
    registered(
        "register-forged",
        "a stranger signs the register in its publisher's name",
        "register_proof_invalid",
        "inconclusive",
        lambda: Register.parse(worlds.register(by=STRANGER)),
    ),
    Case(
        "register-publisher-silent", "its publisher's DID document does not answer",
        GENUINE, "check", "recognition", "inconclusive", "register_proof_invalid", world=_unpublished,
    ),
]  # fmt: skip


def _other_file(world: World) -> None:
    world.resources = {examples.PORTFOLIO_URL: examples.PORTFOLIO + b" and more"}


EVIDENCE = [
    Case(
        "evidence-altered", "one file of evidence has more bytes than the signed one",
        GENUINE, "check", "evidence", "failed", "evidence_altered", "/relatedResource/0", world=_other_file,
    ),
    Case(
        "evidence-digest", "the digest of a file is not one",
        signed_after(lambda d: d["relatedResource"][0].update(digestSRI="sha257-AAAA")),
        "check", "evidence", "inconclusive", "evidence_digest_malformed", "/relatedResource/0",
    ),
]  # fmt: skip
FORGED_ISSUER = Case(
    "issuer-renamed",
    "a stranger signs a credential whose issuer bears the college's name, under the stranger's own DID",
    dumps(worlds.sign(examples.credential(issuer=Profile(STRANGER, "Collège Boréalis")), by=STRANGER)),
    "check", "recognition", "failed", "issuer_unknown", "/issuer",
)  # fmt: skip

CASES = [*STATUSES, *RECOGNITION, *EVIDENCE, FORGED_ISSUER]
