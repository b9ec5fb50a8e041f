"""Cases of SD-JWT: what is shown of what was signed, by whom, and where its status stands."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from typing import Any

from sceau.did.methods import key as did_key
from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.issuing.sd_jwt import issue_sd_jwt_vc
from sceau.keys.local import LocalSigner
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt import text as texts
from sceau.proofs.sd_jwt.disclosure import Disclosure
from sceau.proofs.sd_jwt.disclosure import digest as digest_of
from sceau.proofs.sd_jwt.holding import present
from sceau.status import token_list
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, INDEX, KEYS, NOW, SIGNED, STRANGER, World
from tests.vectors.negative import good
from tests.vectors.negative.case import Case, Good, Tweak

ORIGIN, SHOWN = "sd-jwt", "sd-jwt-shown"
LIST = "https://college.example/tokens/3"
CLAIMS: dict[str, Any] = {
    "given_name": "Marie",
    "family_name": "Tremblay",
    "achievement": {"name": "Littératie de l’IA", "level": "B2"},
    "languages": ["fr", "en"],
}
HIDDEN = ["/given_name", "/family_name", "/achievement/level", "/languages/1"]
ANSWER: dict[str, Any] = {"challenge": good.CHALLENGE, "domain": good.DOMAIN}


def alone(*changes: Tweak) -> Tweak:
    """Nobody asks a register: it recognizes kinds of achievement, and an SD-JWT VC names none."""

    def tweak(world: World) -> None:
        world.register = None
        world.publish(LIST, status_token())
        for change in changes:
            change(world)

    return tweak


def status_token(*revoked: int, by: str = COLLEGE, uri: str = LIST, **changes: Any) -> bytes:
    """The list where the status stands."""
    statuses = token_list.StatusList()
    for index in revoked:
        statuses[index] = token_list.INVALID
    return token_list.token(uri=uri, statuses=statuses, signer=worlds.signer(by), now=SIGNED, **changes).encode()


def issued(**changes: Any) -> str:
    """What the issuer hands to the holder."""
    arguments: dict[str, Any] = {
        "vct": "https://college.example/types/ai-literacy",
        "issuer": COLLEGE,
        "signer": worlds.signer(COLLEGE),
        "now": SIGNED,
        "random": good.random(),
        "disclosable": HIDDEN,
        "holder_key": good.HOLDER.public,
        "status": token_list.reference(LIST, INDEX),
    } | changes
    return issue_sd_jwt_vc(CLAIMS, **arguments)


def shown(text: str | None = None, **changes: Any) -> str:
    """What the holder shows of it, in answer to the verifier's question."""
    arguments: dict[str, Any] = {
        "holder_signer": good.holder(),
        "nonce": good.CHALLENGE,
        "audience": good.DOMAIN,
        "now": NOW,
    } | changes
    return present(text or issued(), ["/family_name"], **arguments)


def resealed(change: Callable[[dict[str, Any]], object], *, disclosures: bool = True) -> str:
    """The claims are changed, and signed by the issuer as they are then."""
    parsed = texts.parse(issued())
    payload = parsed.jws.claims()
    change(payload)
    sealed = compact.sign(dict(parsed.jws.header), dumps(payload), worlds.signer(COLLEGE))
    return texts.assemble(sealed, parsed.disclosures if disclosures else ())


def rearranged(change: Callable[[list[str]], object]) -> str:
    """The parts between the tildes, changed by whoever holds them."""
    parts = issued().split("~")
    change(parts)
    return "~".join(parts)


def unreadable(name: str, what: str, text: str, code: str, pointer: str | None = None) -> Case:
    return Case(name, what, text.encode(), "rejected", "format", "failed", code, pointer, "sd-jwt",
                world=alone(), origin=ORIGIN)  # fmt: skip


def answered(name: str, what: str, text: str, code: str, pointer: str | None = None) -> Case:
    return Case(name, what, text.encode(), "rejected", "holder", "failed", code, pointer, "sd-jwt",
                world=alone(), origin=SHOWN, proof_only="rejected", **ANSWER)  # fmt: skip


def listed(name: str, what: str, body: Callable[[], bytes] | None, expected: tuple[str, str, str]) -> Case:
    """``expected``: verdict, outcome, code."""
    verdict, outcome, code = expected

    def tweak(world: World) -> None:
        if body is None:
            del world.pages[LIST]
        else:
            world.publish(LIST, body())

    return Case(name, what, issued().encode(), verdict, "status", outcome, code, "/status/status_list", "sd-jwt",
                world=alone(tweak), origin=ORIGIN)  # fmt: skip


def _made_up(parts: list[str]) -> None:
    """A disclosure for which the issuer signed no digest."""
    parts.insert(1, Disclosure.make(b"salt" * 4, "honours", "summa cum laude").text)


def _digest_twice(payload: dict[str, Any]) -> None:
    """One hidden part at two places: shown once, it would speak in both."""
    payload["achievement"]["_sd"].append(payload["_sd"][0])


def _taken_name(payload: dict[str, Any]) -> None:
    """An open member of the name that a hidden one bears."""
    payload["given_name"] = "Julie"


def _hidden_status() -> str:
    """The issuer lets the holder hold back where the status stands."""
    parsed = texts.parse(issued())
    payload = parsed.jws.claims()
    hidden = Disclosure.make(b"salt" * 4, "status", payload.pop("status"))
    payload["_sd"].append(digest_of(hidden.text))
    sealed = compact.sign(dict(parsed.jws.header), dumps(payload), worlds.signer(COLLEGE))
    return texts.assemble(sealed, (*parsed.disclosures, hidden))


def _reserved_name() -> str:
    parsed = texts.parse(issued())
    payload = parsed.jws.claims()
    text = base64url.encode(json.dumps(["salt", "_sd", ["x"]]).encode())
    payload["_sd"].append(digest_of(text))
    sealed = compact.sign(dict(parsed.jws.header), dumps(payload), worlds.signer(COLLEGE))
    return f"{texts.assemble(sealed, parsed.disclosures)}{text}~"


def _more_after_binding() -> str:
    """One more disclosure than the holder signed for."""
    text = shown()
    another = issued().split("~")[1]
    head, _, binding = text.rpartition("~")
    return f"{head}~{another}~{binding}"


def _bomb() -> bytes:
    row = base64.urlsafe_b64encode(zlib.compress(bytes(60_000_000), 9)).rstrip(b"=").decode()
    payload = {"sub": LIST, "iat": 1_768_478_400, "status_list": {"bits": 1, "lst": row}}
    header: dict[str, Any] = {"typ": "statuslist+jwt", "kid": f"{COLLEGE}#key-1"}
    return compact.sign(header, dumps(payload), worlds.signer(COLLEGE)).encode()


STRANGERS = LocalSigner(KEYS[STRANGER], did_key.method_of(KEYS[STRANGER].public))
DIGESTS = [
    unreadable("sd-jwt-part-twice", "one disclosed part is shown twice",
               rearranged(lambda parts: parts.insert(1, parts[1])), "sd_jwt_digest_repeated"),
    unreadable("sd-jwt-digest-twice", "one digest stands at two places, signed", resealed(_digest_twice),
               "sd_jwt_digest_repeated"),
    unreadable("sd-jwt-part-made-up", "a part is shown for which the issuer signed nothing", rearranged(_made_up),
               "sd_jwt_disclosure_unused"),
    unreadable("sd-jwt-part-altered", "one letter of a disclosed part",
               rearranged(lambda parts: parts.__setitem__(1, base64url.encode(
                   base64url.decode(parts[1]).replace(b"Marie", b"Maria")))), "sd_jwt_disclosure_unused"),
    unreadable("sd-jwt-part-cut", "a disclosed part is no array of three",
               rearranged(lambda parts: parts.__setitem__(1, base64url.encode(b'["salt"]'))),
               "sd_jwt_disclosure_malformed"),
    unreadable("sd-jwt-name-taken", "a hidden member bears the name of an open one", resealed(_taken_name),
               "sd_jwt_claim_collision"),
    unreadable("sd-jwt-status-hidden", "the holder may hold back where the status stands", _hidden_status(),
               "sd_jwt_claim_hidden"),
    unreadable("sd-jwt-name-reserved", "a hidden member is called `_sd`, and would bring digests along",
               _reserved_name(), "sd_jwt_disclosure_malformed"),
    Case("sd-jwt-hash-unknown", "the digests are said to be MD5", resealed(lambda p: p.update(_sd_alg="md5")).encode(),
         "check", "format", "inconclusive", "sd_jwt_hash_unsupported", "/_sd_alg", "sd-jwt", world=alone(),
         origin=ORIGIN),
    unreadable("sd-jwt-tilde-missing", "the last tilde is gone", issued().rstrip("~"), "jws_malformed",
               "/key_binding"),
    Case("sd-jwt-altered", "the type is changed after signing", rearranged(lambda parts: parts.__setitem__(
             0, parts[0].replace(parts[0].split(".")[1], base64url.encode(
                 base64url.decode(parts[0].split(".")[1]).replace(b"ai-literacy", b"ai-mastery_"))))).encode(),
         "rejected", "proof", "failed", "jws_signature_invalid", "", "sd-jwt", world=alone(), origin=ORIGIN),
    Case("sd-jwt-forged", "a stranger signs in the college's name", issued(
             signer=LocalSigner(KEYS[STRANGER], f"{COLLEGE}#key-1")).encode(),
         "rejected", "proof", "failed", "jws_signature_invalid", "", "sd-jwt", world=alone(), origin=ORIGIN),
    Case("sd-jwt-expired", "it ended yesterday", issued(expires=NOW.replace(day=1, hour=1)).encode(),
         "check", "validity", "failed", "credential_expired", "/exp", "sd-jwt", world=alone(), origin=ORIGIN),
]  # fmt: skip

BINDINGS = [
    answered("sd-jwt-shown-by-another", "somebody else signs to show it", shown(holder_signer=STRANGERS),
             "sd_jwt_key_binding_invalid"),
    answered("sd-jwt-shown-more", "one part more than the holder signed for", _more_after_binding(),
             "sd_jwt_key_binding_invalid"),
    answered("sd-jwt-shown-less", "a part is taken away after the holder signed",
             "~".join([shown().split("~")[0], shown().split("~")[-1]]), "sd_jwt_key_binding_invalid"),
    answered("sd-jwt-shown-again", "a recording of an answer to an earlier question",
             shown(nonce="what-was-asked-last-week"), "proof_challenge_differs"),
    answered("sd-jwt-shown-to-another", "made for another verifier", shown(audience="https://other.example"),
             "proof_domain_differs"),
    answered("sd-jwt-shown-long-ago", "the holder signed last week, with the nonce of today",
             shown(now=SIGNED), "sd_jwt_key_binding_stale"),
    answered("sd-jwt-handed-in", "a copy without the holder's signature, although a nonce was given", issued(),
             "sd_jwt_key_binding_missing"),
    answered("sd-jwt-without-holder", "the issuer named no holder's key",
             shown(issued(holder_key=None)), "sd_jwt_key_binding_missing"),
]  # fmt: skip

LISTS = [
    listed("token-list-revoked", "revoked in its token status list", lambda: status_token(INDEX),
           ("rejected", "failed", "credential_revoked")),
    listed("token-list-gone", "its token status list does not answer", None,
           ("check", "inconclusive", "status_list_unreachable")),
    listed("token-list-bomb", "60 MB of zeros in a list of a few kilobytes", _bomb,
           ("check", "inconclusive", "status_list_too_large")),
    listed("token-list-of-another", "the list is that of another address",
           lambda: status_token(uri="https://college.example/tokens/4"),
           ("check", "inconclusive", "status_list_id_differs")),
    listed("token-list-by-another", "a stranger signs the list", lambda: status_token(by=STRANGER),
           ("check", "inconclusive", "status_list_proof_invalid")),
    listed("token-list-out-of-date", "the list was meant to be renewed",
           lambda: status_token(expires=NOW.replace(day=1, hour=1)),
           ("check", "inconclusive", "status_list_out_of_date")),
    listed("token-list-html", "a page says that the list is elsewhere", lambda: b"<html>Moved</html>",
           ("check", "inconclusive", "status_list_malformed")),
]  # fmt: skip

CASES = [*DIGESTS, *BINDINGS, *LISTS]
GOOD = [
    Good(ORIGIN, "an SD-JWT VC with all its parts", issued().encode(), "sd-jwt", world=alone()),
    Good(SHOWN, "a part of it, shown in answer to a nonce", shown().encode(), "sd-jwt", world=alone(), **ANSWER),
]
