"""Documents and contexts at random, most of them odd: what the three ways of reading must agree on."""

from __future__ import annotations

import copy
import hashlib
import json
from random import Random
from typing import Any

from sceau.linked_data.contexts import CREDENTIALS_V2, DATA_INTEGRITY_V2, OPEN_BADGES_V3, Contexts
from tests.sceau.linked_data.odd_values import KINDS, NUMBERS, REFERENCES, STRANGE, TEXTS

Document = dict[str, Any]
ADDRESS = "https://a.example/c"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


def usual(random: Random) -> Document:
    """A good document: a credential, a transcript around one, a presentation of one, or the options of a proof."""
    form = random.randrange(6)
    if form == 0:
        return _options(random)
    credential = _credential(random)
    if form == 1:
        return {"@context": [CREDENTIALS_V2], "type": "VerifiablePresentation", "verifiableCredential": [credential]}
    if form == 2:
        return {
            "@context": [CREDENTIALS_V2, _CLR, OPEN_BADGES_V3],
            "type": ["VerifiableCredential", "ClrCredential"],
            "issuer": "did:web:college.example",
            "credentialSubject": {
                "type": ["ClrSubject"],
                "verifiableCredential": [credential, _credential(random)][: random.randrange(1, 3)],
            },
        }
    return credential


def mutated(random: Random, document: Document, *, only_values: bool = False) -> Document:
    """``document`` with some things changed; with ``only_values``, texts and numbers alone."""
    document = copy.deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        everywhere = places(document)
        if not everywhere:
            break
        holder, name = random.choice(everywhere)
        if only_values:
            _change_value(random, holder, name, document)
        else:
            _change(random, holder, name, document)
    return document


def made(random: Random) -> tuple[Document, Contexts]:
    """A document and a context made for it, both odd."""
    context = _context(random, 2)
    body = json.dumps({"@context": context}).encode()
    contexts = Contexts.bundled().with_extra({ADDRESS: (body, hashlib.sha256(body).hexdigest())})
    document = _node(random, 3, [name for name in context if name[0] in "tT" and name != "type"] or ["ex:p"])
    addresses = (ADDRESS, [ADDRESS], [ADDRESS, ADDRESS], [CREDENTIALS_V2, ADDRESS], [DATA_INTEGRITY_V2, ADDRESS])
    return {"@context": random.choice(addresses), **document}, contexts


def _credential(random: Random) -> Document:
    place = f"https://college.example/id/{random.randrange(3)}"
    credential: Document = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "id": f"urn:uuid:{random.randrange(10)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": f"did:example:{random.randrange(3)}", "type": ["Profile"], "name": "Collège"},
        "validFrom": "2026-03-01T14:05:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": True, "identityHash": "x", "identityType": "name"}],
            "achievement": {
                "id": place,
                "type": ["Achievement"],
                "creator": {"id": f"did:example:{random.randrange(3)}", "type": ["Profile"], "name": "Collège"},
                "name": random.choice(TEXTS[:12]),
                "criteria": {"narrative": "Réussir."},
                "tag": [f"t{number}" for number in range(random.randrange(3))] or ["t"],
                "alignment": [_alignment(random) for _ in range(random.randrange(1, 3))],
                "creditsAvailable": random.choice((1, 1.5, 2.0)),
            },
        },
    }
    for name, value in (
        ("awardedDate", "2026-02-27T21:00:00Z"),
        ("credentialSchema", [{"id": "https://x.example/s", "type": "JsonSchema"}]),
        (
            "credentialStatus",
            {"type": "BitstringStatusListEntry", "statusListIndex": "7", "statusListCredential": "urn:l"},
        ),
        ("evidence", [{"id": f"urn:e:{number}", "type": ["Evidence"], "name": "E"} for number in range(2)]),
        ("proof", {"type": "DataIntegrityProof", "created": "2026-03-01T14:05:00Z", "cryptosuite": "eddsa-rdfc-2022"}),
    ):
        if random.random() < 0.4:
            credential[name] = value
    return credential


def _alignment(random: Random) -> Document:
    return {
        "type": ["Alignment"],
        "targetName": f"Savoir {random.randrange(3)}",
        "targetUrl": f"https://esco.example/{random.randrange(3)}",
        "targetType": "ESCO:Skill",
    }


def _options(random: Random) -> Document:
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "type": "DataIntegrityProof",
        "cryptosuite": random.choice(("eddsa-rdfc-2022", "ecdsa-rdfc-2019")),
        "created": "2026-03-01T14:05:00Z",
        "verificationMethod": f"did:example:1#{random.randrange(3)}",
        "proofPurpose": random.choice(("assertionMethod", "authentication")),
    }


def places(value: Any) -> list[tuple[Any, Any]]:
    """Each member and item below ``value``, contexts left out: what holds it, and under which name or index."""
    found: list[tuple[Any, Any]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        if name != "@context":
            found += [(value, name), *places(inner)]
    return found


def _change_value(random: Random, holder: Any, name: Any, document: Document) -> None:
    value = holder[name]
    if isinstance(value, str):
        same = [inner[at] for inner, at in places(document) if isinstance(inner[at], str)]
        benign = (value + "x", f"https://x.example/{random.randrange(5)}", random.choice(same), random.choice(same))
        odd = (random.choice(TEXTS), random.choice(REFERENCES))
        holder[name] = random.choice(benign if random.random() < 0.6 else odd)
    elif isinstance(value, bool):
        holder[name] = random.choice((not value, 0, 1))
    elif isinstance(value, int | float):
        holder[name] = random.choice(NUMBERS)


def _change(random: Random, holder: Any, name: Any, document: Document) -> None:
    value = holder[name]
    what = random.randrange(10)
    if what < 4:
        _change_value(random, holder, name, document)
    elif what == 4:
        holder[name] = copy.deepcopy(random.choice(STRANGE))
    elif what == 5:
        holder[name] = [value]
    elif what == 6 and isinstance(value, list):
        value.append(copy.deepcopy(random.choice(value)) if value else "x")
    elif what == 7 and isinstance(holder, dict):
        del holder[name]
    elif what == 8 and isinstance(holder, dict):
        holder[random.choice(("type", "@type"))] = copy.deepcopy(random.choice(KINDS))
    elif isinstance(holder, dict):
        holder[
            random.choice(
                ("id", "@id", "name", "extra", "https://x.example/p", "image", "proof", "_:p", "@graph", "@index")
            )
        ] = copy.deepcopy(random.choice((*REFERENCES, *STRANGE)))


def _context(random: Random, depth: int) -> Document:
    context: Document = {"id": "@id", "type": "@type", "ex": "https://x.example/"}
    for number in range(random.randrange(8)):
        context[f"t{number}"] = _definition(random, depth, number)
    for number in range(random.randrange(3)):
        kind: Document = {"@id": f"urn:T{number}"}
        if depth and random.random() < 0.6:
            kind["@context"] = _context(random, depth - 1)
        context[f"T{number}"] = kind
    if random.random() < 0.4:
        name, value = random.choice(
            (
                *(("@vocab", "urn:v:"), ("@vocab", "https://x.example/v#"), ("@vocab", None), ("@version", 1.1)),
                *(("kind", "@type"), ("key", "@id"), ("value", "@value"), ("@protected", True), ("@language", "fr")),
                *(("@propagate", False), ("@propagate", True), ("@base", "https://x.example/"), ("graph", "@graph")),
                *(("http", "urn:h:"), ("urn", {"@id": "https://x.example/u/", "@prefix": True}), ("nest", "@nest")),
                *(("type", None), ("id", None), ("t0", None), ("@import", ADDRESS), ("urn:a", "urn:other")),
            )
        )
        context[name] = value
    return context


def _definition(random: Random, depth: int, number: int) -> Any:
    if random.random() < 0.3:
        return f"urn:t{number}"
    definition: Document = {
        "@id": random.choice((f"urn:t{number}", "urn:t0", f"ex:t{number}", f"https://x.example/t{number}/"))
    }
    if random.random() < 0.6:
        definition["@type"] = random.choice(
            ("@id", "@vocab", "@id", "@none", "@json", _XSD + "string", _XSD + "double", _XSD + "date")
        )
    if random.random() < 0.4:
        definition["@container"] = random.choice(
            ("@set", "@list", "@graph", ["@graph", "@set"], "@index", "@language", "@id", "@type", ["@graph", "@id"])
        )
    if depth and random.random() < 0.3:
        definition["@context"] = random.choice((_context(random, depth - 1), None, {}, [_context(random, depth - 1)]))
    if random.random() < 0.15:
        definition |= random.choice(
            ({"@protected": True}, {"@prefix": True}, {"@language": "fr"}, {"@direction": "rtl"}, {"@nest": "@nest"})
        )
    if random.random() < 0.03:
        return {"@reverse": f"urn:t{number}"}
    return definition


def _node(random: Random, depth: int, names: list[str]) -> Document:
    odd = random.random() < 0.1
    node: Document = {}
    if random.random() < 0.4:
        node[random.choice(("id", "@id", "key") if odd else ("id",))] = _reference(random)
    kinds = [name for name in names if name[0] == "T"]
    if kinds and random.random() < 0.6:
        chosen = random.sample(kinds, random.randrange(1, len(kinds) + 1))
        node[random.choice(("type", "@type", "kind") if odd else ("type",))] = random.choice(
            (chosen, chosen[0], "urn:T")
        )
    members = [name for name in names if name[0] == "t"] or ["ex:p"]
    for _ in range(random.randrange(1, 4)):
        name = random.choice(("ex:q", "urn:p", "nest", "value", "t6", "T0") if odd else members)
        node[name] = _value(random, depth, names)
    return node


def _reference(random: Random) -> str:
    return random.choice(REFERENCES if random.random() < 0.1 else REFERENCES[:6])


def _value(random: Random, depth: int, names: list[str]) -> Any:
    what = random.randrange(20)
    if what < 8 and depth:
        return _node(random, depth - 1, names)
    if what < 13:
        return _reference(random)
    if what == 13:
        return random.choice(NUMBERS[:20])
    if what in (14, 15) and depth:
        return [_value(random, depth - 1, names) for _ in range(random.randrange(1, 3))]
    return copy.deepcopy(random.choice(STRANGE)) if what == 16 else random.choice(TEXTS)
