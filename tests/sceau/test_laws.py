"""Laws that hold whatever the suite, the form and the document."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sceau
from sceau.encoding import strict_json
from sceau.encoding.strict_json import dumps
from sceau.issuing.enveloping import issue_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt, issue_sd_jwt_vc
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential
from tests.sceau.test_public import NOW, SIGNED, chance, nobody, signer, unsigned

CONTEXTS = Contexts.bundled()
FORMS = [
    *("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "ecdsa-sd-2023", "bbs-2023"),
    *("vc+jwt", "vc-jwt", "vc+sd-jwt", "dc+sd-jwt"),
]
KINDS = {"ecdsa-rdfc-2019": "P-256", "ecdsa-jcs-2019": "P-384", "ecdsa-sd-2023": "P-256", "bbs-2023": "BLS12-381-G2"}
CHOSEN = ["/credentialSubject/achievement/name", "/credentialSubject/achievement/description"]
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)


def made(form: str, document: dict[str, Any]) -> bytes:
    """``document`` secured as ``form`` says; for suites with selective disclosure, what a holder derives."""
    kind = KINDS.get(form, "Ed25519")
    arguments: dict[str, Any] = {"signer": signer(kind), "now": SIGNED}
    if form == "dc+sd-jwt":
        claims = {"name": document["name"], "subject": document["credentialSubject"]}
        issuer = str(document["issuer"]["id"])
        text = issue_sd_jwt_vc(
            claims, vct="https://a.example/vct", issuer=issuer, disclosable=["/name"], random=chance, **arguments
        )
        return text.encode()
    if form == "vc+sd-jwt":
        return issue_sd_jwt(document, contexts=CONTEXTS, disclosable=["/name"], random=chance, **arguments).encode()
    if "jwt" in form:
        forms: Any = form
        return issue_jwt(document, contexts=CONTEXTS, form=forms, **arguments).encode()
    signed = sceau.issue(document, cryptosuite=form, random=chance, **arguments)
    if form in ("ecdsa-sd-2023", "bbs-2023"):
        signed = sceau.derive(signed, CHOSEN, fetch=nobody, random=chance)
    return dumps(signed)


@cache
def usual(form: str) -> bytes:
    return made(form, unsigned(KINDS.get(form, "Ed25519")) | {"name": "Littératie de l’IA"})


def verdict(data: bytes) -> str:
    return str(sceau.verify(data, now=NOW, fetch=nobody).verdict)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_made_is_verified_and_made_again_the_same(form: str) -> None:
    assert verdict(usual(form)) == "verified"
    assert made(form, unsigned(KINDS.get(form, "Ed25519")) | {"name": "Littératie de l’IA"}) == usual(form)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_no_bit_can_be_flipped(form: str, data: st.DataObject) -> None:
    body = bytearray(usual(form))
    place = data.draw(st.integers(0, len(body) * 8 - 1))
    body[place // 8] ^= 1 << place % 8
    assert verdict(bytes(body)) != "verified"


@pytest.mark.parametrize("form", FORMS)
@given(title=TEXTS.filter(str.strip), comment=TEXTS)
def test_whatever_it_says_is_verified_and_read_as_it_was_said(form: str, title: str, comment: str) -> None:
    document: Any = unsigned(KINDS.get(form, "Ed25519")) | {"name": title}
    document["credentialSubject"]["achievement"]["description"] = comment or "—"
    assert verdict(made(form, document)) == "verified"


@pytest.mark.parametrize("form", ["ecdsa-sd-2023", "bbs-2023"])
@given(chosen=st.sets(st.sampled_from([*CHOSEN, "/credentialSubject/achievement/criteria/narrative", "/name"])))
def test_what_is_derived_says_nothing_that_was_not_said(form: str, chosen: set[str]) -> None:
    document = unsigned(KINDS[form]) | {"name": "Titre"}
    signed = sceau.issue(document, signer=signer(KINDS[form]), now=SIGNED, cryptosuite=form, random=chance)
    shown = sceau.derive(signed, sorted({*chosen, CHOSEN[0]}), fetch=nobody, random=chance)
    whole, part = (
        set(_without_labels({name: value for name, value in each.items() if name != "proof"}))
        for each in (signed, shown)
    )
    assert part <= whole


def _without_labels(document: dict[str, Any]) -> list[str]:
    """The statements, blank nodes all alike: derivation leaves some out, and so numbers the others anew."""
    return [
        " ".join("_:" if term.startswith("_:") else term for term in line.split(" "))
        for line in to_nquads(document, CONTEXTS).splitlines()
    ]


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.none() | st.integers() | TEXTS, max_size=5))
def test_unknown_members_survive(extra: dict[str, Any]) -> None:
    document: Any = unsigned("Ed25519")
    kept = {f"x-{name}": value for name, value in extra.items()} | document
    assert Credential.parse(kept).raw == kept


@given(st.binary(max_size=300) | TEXTS.map(str.encode))
def test_nothing_is_raised_for_any_bytes(data: bytes) -> None:
    assert verdict(data) == "rejected" or sceau.verify(data, now=NOW, fetch=nobody).kind == "unknown"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(data=st.data(), value=JSON)
def test_nothing_is_raised_for_any_value_in_any_place(data: st.DataObject, value: Any) -> None:
    document = strict_json.loads_object(usual("eddsa-rdfc-2022"))
    place: Any = document
    while isinstance(place, dict | list) and place:
        inside = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(inside))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            changed = place[key] != value
            place[key] = value
            break
        place = place[key]
    assert (verdict(dumps(document)) != "verified") == changed
