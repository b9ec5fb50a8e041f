"""Cases of form: bytes, shape, words."""

from __future__ import annotations

from typing import Any

from sceau.encoding.strict_json import dumps
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import chunk, itxt, png, svg
from tests.sceau.verifying import world as worlds
from tests.vectors.negative.case import Case, achievement, altered, signed_after

GENUINE = dumps(worlds.genuine())
VALID_UNTIL_IRI = "https://www.w3.org/2018/credentials#validUntil"
DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"


def unreadable(
    name: str, what: str, data: bytes, code: str, pointer: str | None = "", *, suffix: str = "json", open_: bool = False
) -> Case:
    verdict, outcome = ("check", "inconclusive") if open_ else ("rejected", "failed")
    return Case(name, what, data, verdict, "format", outcome, code, pointer, suffix)


def worded(
    name: str,
    what: str,
    data: bytes,
    code: str,
    pointer: str = "",
    *,
    open_: bool = False,
    proof_only: str | None = None,
) -> Case:
    verdict, outcome = ("check", "inconclusive") if open_ else ("rejected", "failed")
    return Case(name, what, data, verdict, "context", outcome, code, pointer, proof_only=proof_only)


def _nest(document: dict[str, Any]) -> None:
    document["@nest"] = {"validUntil": document.pop("validUntil")}


def _respell_until(document: dict[str, Any]) -> None:
    document[VALID_UNTIL_IRI] = {"@type": DATE_TIME, "@value": document.pop("validUntil")}


def _respell_status(document: dict[str, Any]) -> None:
    document["https://www.w3.org/2018/credentials#credentialStatus"] = document.pop("credentialStatus")


def _split(document: dict[str, Any]) -> None:
    """The results move to a second object about the same person: the same statements, and the signature holds."""
    subject = document["credentialSubject"]
    document["credentialSubject"] = [
        subject,
        {"id": subject["id"], "type": subject["type"], "result": subject.pop("result")},
    ]


def _rename(document: dict[str, Any]) -> None:
    document["@context"].append({"nom": "https://schema.org/name"})
    achievement(document)["nom"] = achievement(document).pop("name")


BYTES = [
    unreadable("empty", "nothing at all", b"", "json_malformed"),
    unreadable("not-json", "a sentence", b"Bonjour, voici mon badge.", "json_malformed", suffix="txt"),
    unreadable("cut", "the last byte is gone", GENUINE[:-1], "json_malformed"),
    unreadable("array", "an array around it", b"[" + GENUINE + b"]", "credential_malformed"),
    unreadable(
        "duplicate-key",
        "a second issuer before the first",
        GENUINE.replace(b'"issuer":', b'"issuer":"did:web:other.example","issuer":', 1),
        "json_duplicate_key",
        "/issuer",
    ),
    unreadable("too-deep", "1,000 levels", b"[" * 1_000 + b"]" * 1_000, "json_too_deep", None),
    unreadable("not-a-number", "NaN as a member", GENUINE.replace(b"{", b'{"x":NaN,', 1), "json_number_invalid", "/x"),
    unreadable(
        "control-character",
        "U+0007 in the name",
        GENUINE.replace(b'"name":"Litt', b'"name":"\\u0007Litt', 1),
        "json_character_forbidden",
        "/name",
    ),
    unreadable("gif", "another kind of picture", b"GIF89a\x01\0\x01\0\0\xff\0,", "format_unrecognized", suffix="gif"),
    unreadable("png-plain", "a picture without badge", png(), "badge_absent", suffix="png"),
    unreadable(
        "png-two",
        "two credentials in one picture",
        png(itxt(b"openbadgecredential", GENUINE), itxt(b"openbadgecredential", b"{}")),
        "badge_ambiguous",
        suffix="png",
    ),
    unreadable("png-bomb", "4 billion pixels", png(width=65_535, height=65_535), "badge_too_large", suffix="png"),
    unreadable(
        "png-text-bomb",
        "20 MB of zeros, compressed",
        png(itxt(b"openbadgecredential", bytes(20_000_000), compressed=True)),
        "badge_too_large",
        suffix="png",
    ),
    unreadable("png-cut", "the picture breaks off", png()[:-8], "badge_malformed", suffix="png"),
    unreadable(
        "png-version-2",
        "the address of an assertion of Open Badges 2.0, whose host is gone",
        png(chunk(b"tEXt", b"openbadges\0https://a.example/1")),
        "badge_host_gone",
        suffix="png",
        open_=True,
    ),
    unreadable("svg-plain", "a drawing without badge", svg("<g/>"), "badge_absent", suffix="svg"),
    unreadable(
        "svg-entity",
        "an entity is declared",
        svg("&x;", prologue='<!DOCTYPE svg [<!ENTITY x "y">]>'),
        "badge_malformed",
        suffix="svg",
    ),
    unreadable(
        "jwt", "a compact JWS that holds nothing", b"eyJhbGciOiJFZERTQSJ9.e30.c2ln", "jws_type_wrong", suffix="jwt"
    ),
]

SHAPE = [
    unreadable("no-issuer", "without issuer", altered(lambda d: d.pop("issuer")), "member_missing", "/issuer"),
    unreadable("no-type", "without type", altered(lambda d: d.pop("type")), "member_missing", "/type"),
    unreadable("no-context", "without contexts", altered(lambda d: d.pop("@context")), "context_missing", "/@context"),
    unreadable(
        "date-without-zone",
        "validFrom without time zone",
        altered(lambda d: d.update(validFrom="2026-01-15T12:00:00")),
        "date_malformed",
        "/validFrom",
    ),
    unreadable(
        "two-ends",
        "validUntil is an array of two",
        altered(lambda d: d.update(validUntil=["2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])),
        "date_malformed",
        "/validUntil",
    ),
    unreadable(
        "ends-before-it-begins",
        "validUntil before validFrom",
        altered(lambda d: d.update(validUntil="2020-01-01T00:00:00Z")),
        "period_inverted",
        "/validUntil",
    ),
    unreadable(
        "version-2",
        "an assertion of Open Badges 2.0 for nobody",
        dumps({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1"}),
        "member_missing",
        "/recipient",
    ),
]

WORDS = [
    worded(
        "context-twice",
        "the contexts of two versions, which contradict each other",
        altered(lambda d: d["@context"].insert(1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json")),
        "term_protected_redefined",
        "/@context/1",
    ),
    worded(
        "context-version",
        "the context of Open Badges in a version that lacks one of the words",
        altered(lambda d: d["@context"].__setitem__(1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json")),
        "term_undefined",
        "/awardedDate",
    ),
    worded(
        "context-unknown",
        "one more context, unknown",
        altered(lambda d: d["@context"].append("https://contexts.example/v1")),
        "context_unknown",
        "/@context/2",
        open_=True,
    ),
    worded(
        "context-inline",
        "one more context, written into the document",
        altered(lambda d: d["@context"].append({"nom": "https://schema.org/name"})),
        "context_inline",
        "/@context/2",
        open_=True,
        proof_only="verified",
    ),
    worded(
        "context-inline-renames",
        "an inline context under which the signed name of the achievement is called otherwise",
        altered(_rename),
        "context_inline",
        "/@context/2",
        open_=True,
        proof_only="verified",
    ),
    worded(
        "context-inside",
        "a context inside the subject",
        altered(lambda d: d["credentialSubject"].update({"@context": examples.credential()["@context"]})),
        "context_inline",
        "/credentialSubject/@context",
        open_=True,
        proof_only="verified",
    ),
    worded(
        "protected-term",
        "an inline context that gives `name` another meaning",
        altered(lambda d: d["@context"].append({"name": "https://schema.org/alternateName"})),
        "term_protected_redefined",
        "/@context/2",
    ),
    worded(
        "undefined-term",
        "a member that no context knows, and so no signature covers",
        altered(lambda d: d.update(gradePointAverage="4.0")),
        "term_undefined",
        "/gradePointAverage",
    ),
    worded(
        "undefined-term-inside",
        "the same inside the achievement",
        altered(lambda d: achievement(d).update(honours="summa cum laude")),
        "term_undefined",
        "/credentialSubject/achievement/honours",
    ),
    worded(
        "relative-identifier",
        "the address of the picture is relative",
        altered(lambda d: achievement(d).update(image={"id": "image.png", "type": "Image"})),
        "iri_relative",
        "/credentialSubject/achievement/image/id",
    ),
    worded(
        "status-respelled",
        "credentialStatus under its full IRI: the signature holds, and the revocation is out of sight",
        altered(_respell_status),
        "term_respelled",
        "/https:~1~1www.w3.org~12018~1credentials#credentialStatus",
    ),
    worded(
        "end-respelled",
        "validUntil under its full IRI: the signature holds, and the end is out of sight",
        altered(_respell_until),
        "term_respelled",
        "/https:~1~1www.w3.org~12018~1credentials#validUntil",
    ),
    worded("end-nested", "validUntil inside @nest: the signature holds", altered(_nest), "term_respelled", "/@nest"),
    worded(
        "blank-name",
        "the picture named by a blank node label",
        altered(lambda d: achievement(d).update(image={"id": "_:b0", "type": "Image"})),
        "term_respelled",
        "/credentialSubject/achievement/image/id",
    ),
    worded(
        "subject-split",
        "the results moved out of sight, to a second object about the same person: the signature holds",
        altered(_split),
        "identifier_repeated",
        "/credentialSubject/1/id",
        open_=True,
    ),
    worded(
        "own-name-inside",
        "the evidence bears the id of the credential: what is said of one is said of the other",
        signed_after(lambda d: d.update(evidence=[{"id": d["id"], "type": ["Evidence"]}])),
        "identifier_repeated",
        "/evidence/0/id",
        open_=True,
    ),
]

CASES = [*BYTES, *SHAPE, *WORDS]
