"""Good documents, spoilt: single bytes, whole members, or what stands under a layer of encoding."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

MOST_EDITS = 4
TOKENS = [
    *(b"", b"\0", b"\n", b'"', b"{", b"}", b"[", b"]", b":", b",", b"\\", b"\\u0000", b"\\ud800", b"\xff", b"\xc0\x80"),
    *(b"null", b"true", b"-0", b"1e999", b"NaN", b"Infinity", b"9" * 400, b"0.1e-7", b"\xef\xbb\xbf", b"\xe2\x80\xae"),
    *(b"@context", b"@id", b"@type", b"@value", b"@graph", b"@nest", b"@reverse", b"@included", b"@list", b"_:b0"),
    *(b"did:key:z6Mk", b"did:web:", b"did:jwk:", b"#", b"%00", b"https://", b"z", b"u", b"~", b".", b"...", b"_sd"),
    *(b"<!DOCTYPE x [", b"&x;", b"]]>", b"<![CDATA[", b"iTXt", b"/EmbeddedFile", b"stream", b"\xd9\x5d\x00", b"\x9f"),
]
WORDS = [
    *("", "\0", "\ud800", "x" * 5_000, "é\u202e", "a\u0301", "2026-01-01T00:00:00Z", "9999-12-31T23:59:60Z", "0x0"),
    *("did:web:college.example", "did:key:z", "did:jwk:e30", "https://college.example/status/7", "urn:uuid:1", "_:b0"),
    *("@id", "@type", "@none", "type", "id", "proof", "none", "HS256", "ES256", "../..", "/", "~1", "#key-1"),
    *("https://www.w3.org/ns/credentials/v2", "https://w3id.org/openbadges/v2", "VerifiableCredential", "-1", "1e3"),
]
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**64, 10**400, -0.0, 0.5, 1e308, float("nan"), float("inf")),
    *([], {}, [[]], [None], [{}], {"": {}}, {"id": "urn:x:1"}, {"@value": "x"}, {"@id": "_:b0"}, {"@list": [1, [2]]}),
    *(
        {"@value": 1, "@type": "x:y"},
        {"@value": "x", "@type": ["x:y"]},
        {"@value": [], "@type": {}},
        {"@graph": []},
        {"@set": ["x"]},
        [["x"] * 50] * 5,
        {"type": []},
    ),
]
PATIENT = st.integers(0, 2**31)


@st.composite
def spoilt(draw: DrawFn, seeds: Sequence[bytes]) -> bytes:
    """One of ``seeds`` with a few bytes changed, lost, doubled or mixed with those of another."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, MOST_EDITS))):
        data = _edit(draw, data, seeds)
    return data


def _edit(draw: DrawFn, data: bytes, seeds: Sequence[bytes]) -> bytes:
    start = draw(PATIENT) % (len(data) + 1)
    end = min(len(data), start + draw(st.sampled_from([0, 1, 2, 4, 8, 64, 1_024])))
    before, within, after = data[:start], data[start:end], data[end:]
    kind = draw(st.sampled_from(["flip", "token", "lose", "double", "cut", "mix", "bytes"]))
    if kind == "flip" and within:
        within = bytes([within[0] ^ 1 << draw(st.integers(0, 7))]) + within[1:]
    elif kind == "token":
        within = draw(st.sampled_from(TOKENS))
    elif kind == "double":
        within *= draw(st.integers(2, 40))
    elif kind == "bytes":
        within = draw(st.binary(max_size=4))
    elif kind == "mix":
        other = draw(st.sampled_from(seeds))
        within, after = other[draw(PATIENT) % (len(other) + 1) :], b""
    else:
        within, after = b"", after if kind == "lose" else b""
    return before + within + after


@st.composite
def bent(draw: DrawFn, seeds: Sequence[Any]) -> Any:
    """One of ``seeds``, JSON or CBOR values, with a few members changed, lost, renamed, wrapped or moved."""
    root = [deepcopy(draw(st.sampled_from(seeds)))]
    for _ in range(draw(st.integers(0, MOST_EDITS))):
        places = list(_places(root))
        holder, key = places[draw(PATIENT) % len(places)]
        _bend(draw, holder, key, places)
    return root[0]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every holder with every key in it, the outer ones first."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting and len(found) < 2_000:
        holder = waiting.pop(0)
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        found += [(holder, key) for key in keys]
        waiting += [holder[key] for key in keys if isinstance(holder[key], (dict, list))]
    return found


def _bend(draw: DrawFn, holder: Any, key: Any, places: list[tuple[Any, Any]]) -> None:
    if not _stands(holder, key):
        return  # an edit before this one took it away
    value, in_dict = holder[key], isinstance(holder, dict)
    kind = draw(st.sampled_from(["new", "lose", "rename", "wrap", "move", "deep", "blow", "neighbour"]))
    if kind == "lose" and holder is not places[0][0]:
        del holder[key]
    elif kind == "rename" and in_dict:
        holder[draw(st.sampled_from(WORDS))] = holder.pop(key)
    elif kind == "neighbour" and in_dict:
        holder[draw(st.sampled_from(WORDS))] = deepcopy(draw(st.sampled_from(ODD)))
    elif kind == "move":
        other, place = places[draw(PATIENT) % len(places)]
        holder[key] = deepcopy(other[place]) if _stands(other, place) else None
    else:
        holder[key] = _instead(draw, kind, value)


def _stands(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _instead(draw: DrawFn, kind: str, value: Any) -> Any:
    if kind == "wrap":
        return draw(st.sampled_from([[value], {"@value": value}, {"@id": value}, {"@list": [value]}]))
    if kind == "deep":
        for _ in range(draw(st.sampled_from([2, 30, 200]))):
            value = [value]
        return value
    if kind == "blow" and isinstance(value, (list, str, bytes)):
        return value * draw(st.sampled_from([2, 50]))
    return deepcopy(draw(st.sampled_from([*ODD, *WORDS])))


def _dumps(value: Any) -> bytes:
    try:
        return json.dumps(value).encode()
    except (ValueError, RecursionError, TypeError):  # deeper than the writer goes, or a key that is no text
        return b"[" * 2_000


def documents(seeds: Sequence[Any]) -> SearchStrategy[bytes]:
    """JSON documents, spoilt as values and as bytes."""
    return st.one_of(bent(seeds).map(_dumps), spoilt([_dumps(seed) for seed in seeds]))


def _b64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))


def signed_texts(seeds: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Compact JWS and SD-JWT: spoilt under the encoding, in header, payload and disclosures, and above it."""
    headers, payloads, disclosures = [], [], [["salt", "name", "value"], ["salt", 1]]
    for seed in seeds:
        jws, *more = seed.split(b"~")
        header, payload, _ = jws.split(b".")
        headers.append(json.loads(_decoded(header)))
        try:
            payloads.append(json.loads(_decoded(payload)))
        except ValueError:
            payloads.append({})
        disclosures += [json.loads(_decoded(each)) for each in more if each and b"." not in each]
    encode: Callable[[Any], bytes] = lambda value: _b64(_dumps(value))  # noqa: E731
    rebuilt = st.tuples(
        bent(headers).map(encode),
        bent(payloads).map(encode),
        st.sampled_from([seed.split(b"~")[0].split(b".")[2] for seed in seeds]),
    ).map(b".".join)
    more = st.lists(bent(disclosures).map(encode), max_size=4).map(b"~".join)
    parts = st.lists(st.sampled_from([part for seed in seeds for part in seed.split(b"~")]), min_size=1, max_size=8)
    return st.one_of(
        spoilt(seeds),
        rebuilt,
        st.tuples(rebuilt, more).map(lambda both: both[0] + b"~" + both[1] + b"~"),
        parts.map(b"~".join),
    )


def proof_values(seeds: Sequence[tuple[bytes, Any]]) -> SearchStrategy[bytes]:
    """`u`, three bytes of header and CBOR: spoilt as values, as CBOR and as text."""
    import cbor2

    def packed(header: bytes, value: Any) -> bytes:
        try:
            return b"u" + _b64(header + cbor2.dumps(value))
        except (cbor2.CBORError, ValueError, RecursionError, OverflowError):
            return b"u"

    headers = st.sampled_from([header for header, _ in seeds])
    whole = [header + cbor2.dumps(value) for header, value in seeds]
    return st.one_of(
        st.tuples(headers, bent([value for _, value in seeds])).map(lambda both: packed(*both)),
        spoilt(whole).map(lambda raw: b"u" + _b64(raw)),
        spoilt([b"u" + _b64(raw) for raw in whole]),
    )
