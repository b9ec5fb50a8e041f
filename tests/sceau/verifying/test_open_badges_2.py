"""Older badges: what their hosts, keys and lists say of them, and what nobody says any more."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.verifying import open_badges_2
from sceau.verifying.open_badges_2 import CHECKS, OpenBadge2
from sceau.verifying.outcome import CheckResult, Outcome
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.openbadges.v2.world import ASSERTION, BADGE, ISSUER, KEY, LIST, NOW, SITE, World

PASSED, FAILED, OPEN, NOTHING = Outcome.PASSED, Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.NOT_APPLICABLE
OTHER = "https://other.example"


def ask(handed: Any, world: World) -> dict[str, CheckResult]:
    results = open_badges_2.answers(handed, fetch=world.fetch, now=NOW)
    assert [result.check for result in results] == list(CHECKS)
    return {result.check: result for result in results}


def found(result: CheckResult) -> tuple[Outcome, list[tuple[str, str]]]:
    return result.outcome, [(problem.code, problem.pointer) for problem in result.problems]


def outcomes(results: dict[str, CheckResult]) -> list[Outcome]:
    return [results[name].outcome for name in CHECKS]


def test_a_hosted_badge_is_what_its_host_says() -> None:
    world = World.usual()
    results = ask(v2.assertion(), world)
    assert outcomes(results) == [PASSED] * 6
    assert world.asked == [ASSERTION, BADGE, ISSUER]  # each once, nobody else
    assert results["proof"].facts == {"method": "hosted", "address": ASSERTION, "asked": ["badges.example"]}
    assert results["issuer"].facts["issuer"] == ISSUER


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_a_signed_badge_needs_its_issuers_key(algorithm: str) -> None:
    world = World.usual(algorithm)
    results = ask(v2.jws(v2.signed(), algorithm), world)
    assert outcomes(results) == [PASSED] * 6
    assert world.asked == [BADGE, ISSUER, KEY, LIST]
    assert results["proof"].facts["key"] == KEY
    assert results["proof"].facts["alg"] == algorithm


def test_the_address_in_the_oldest_pictures_is_enough() -> None:
    world = World.usual()
    badge = OpenBadge2(ASSERTION, fetch=world.fetch, now=NOW)
    assert [badge.answer(name).outcome for name in CHECKS] == [PASSED] * 6
    assert badge.documents == (v2.assertion(), v2.badge(), v2.issuer())
    assert badge.issuer_id == ISSUER
    assert world.asked == [ASSERTION, BADGE, ISSUER]


@pytest.mark.parametrize("page", [404, 500, "fetch_timeout", "fetch_failed", "fetch_address_forbidden"])
def test_a_host_that_is_gone_leaves_the_question_open(page: Any) -> None:
    world = World.usual()
    world.pages[ASSERTION] = page
    results = ask(v2.assertion(badge=v2.badge(issuer=v2.issuer())), world)
    gone = (OPEN, [("badge_host_gone", "/id")])
    assert [found(results[name]) for name in ("proof", "issuer", "status")] == [gone] * 3
    assert results["format"].outcome is results["validity"].outcome is PASSED
    assert results["issuer"].facts["asked"] == ["badges.example"]


@pytest.mark.parametrize("handed", [v2.assertion(), ASSERTION], ids=["json", "address"])
@pytest.mark.parametrize(
    "page", [410, {"id": ASSERTION, "revoked": True, "revocationReason": "trench coat"}], ids=["gone", "told"]
)
def test_a_host_takes_its_badge_back(handed: Any, page: Any) -> None:
    world = World.usual()
    world.pages[ASSERTION] = page
    results = ask(handed, world)
    told = results["format" if handed == ASSERTION else "status"]
    assert told.outcome is FAILED
    assert [problem.code for problem in told.problems] == ["badge_revoked_by_host"]
    assert (told.problems[0].detail == "trench coat") is (page != 410)
    assert PASSED not in (results["proof"].outcome, results["issuer"].outcome)


def test_a_copy_that_says_it_is_revoked_is_revoked() -> None:
    results = ask({"@context": v2.CONTEXT, "type": "Assertion", "id": ASSERTION, "revoked": True}, World.usual())
    assert found(results["status"]) == (FAILED, [("badge_revoked_by_host", "/revoked")])
    assert results["proof"].outcome is results["issuer"].outcome is NOTHING


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"recipient": {"type": "email", "hashed": False, "identity": "eve@evil.example"}}, "/recipient/identity"),
        ({"issuedOn": "2024-12-31T23:59:59Z"}, "/issuedOn"),
        ({"expires": "2037-06-30T23:59:59Z"}, "/expires"),
        ({"badge": f"{SITE}/badges/rockets"}, "/badge"),
        ({"badge": v2.badge(id=f"{SITE}/badges/rockets")}, "/badge"),
        ({"evidence": [f"{SITE}/work", f"{SITE}/more"]}, "/evidence"),
        ({"narrative": "She also flies."}, "/narrative"),
    ],
    ids=["recipient", "earlier", "later", "badge", "embedded", "evidence", "narrative"],
)
def test_a_copy_may_not_say_more_than_its_host(changes: dict[str, Any], place: str) -> None:
    results = ask(v2.assertion(**changes), World.usual())
    outcome, problems = found(results["proof"])
    assert outcome is FAILED
    assert ("badge_differs_from_host", place) in problems
    assert [results[name].outcome for name in ("validity", "status")] == [NOTHING, NOTHING]


def test_the_hosts_word_counts_where_the_copy_is_silent() -> None:
    world = World.usual()
    world.pages[ASSERTION] = v2.assertion(expires="2026-01-31T00:00:00Z")
    results = ask(v2.assertion(expires=None), world)
    assert results["proof"].outcome is PASSED
    assert found(results["validity"]) == (FAILED, [("credential_expired", "/expires")])


def test_a_copy_may_embed_what_its_host_points_to() -> None:
    embedded = v2.badge(name="Something grander", issuer=v2.issuer(name="Somebody grander"))
    badge = OpenBadge2(
        v2.assertion(badge=embedded, issuedOn="2026-01-01T00:59:59+01:00", type=["Assertion"]),
        fetch=World.usual().fetch,
        now=NOW,
    )
    assert [badge.answer(name).outcome for name in CHECKS] == [PASSED] * 6
    assert badge.documents == (v2.assertion(), v2.badge(), v2.issuer())  # and is not believed for it


@pytest.mark.parametrize(
    ("instructions", "address", "passes"),
    [
        (None, ASSERTION, True),
        (None, f"{OTHER}/7", False),
        ({"allowedOrigins": "other.example"}, f"{OTHER}/7", True),
        ({"allowedOrigins": ["badges.example", "other.example"]}, ASSERTION, True),
        ({"allowedOrigins": "other.example"}, ASSERTION, False),
        ({"startsWith": f"{OTHER}/good/"}, f"{OTHER}/good/7", True),
        ({"startsWith": f"{OTHER}/good/"}, f"{OTHER}/bad/7", False),
        ({"startsWith": f"{OTHER}/good/"}, f"{OTHER}/good/../bad/7", False),
        ({"startsWith": f"{OTHER}/good/"}, f"{OTHER}/good/%2E%2E%2Fbad/7", False),
        ({"startsWith": OTHER}, "https://other.example.evil.example/7", False),
    ],
)
def test_an_issuer_vouches_for_the_addresses_it_declares(instructions: Any, address: str, *, passes: bool) -> None:
    world = World.usual()
    world.pages |= {ISSUER: v2.issuer(verification=instructions), address: v2.assertion(id=address)}
    results = ask(v2.assertion(id=address), world)
    assert results["proof"].outcome is PASSED
    assert found(results["issuer"]) == ((PASSED, []) if passes else (FAILED, [("badge_outside_scope", "/id")]))


def test_a_badge_class_elsewhere_is_not_the_issuers() -> None:
    world = World.usual()
    world.pages |= {ASSERTION: v2.assertion(badge=f"{OTHER}/b"), f"{OTHER}/b": v2.badge(id=f"{OTHER}/b")}
    results = ask(v2.assertion(badge=f"{OTHER}/b"), world)
    assert found(results["issuer"]) == (FAILED, [("badge_outside_scope", "/badge")])


@pytest.mark.parametrize(
    ("address", "place"), [(ASSERTION, "/id"), (BADGE, "/badge"), (ISSUER, "/badge/issuer"), (KEY, "/badge/issuer")]
)
def test_a_redirect_to_another_site_speaks_for_nobody(address: str, place: str) -> None:
    world = World.usual()
    world.moved[address] = f"{OTHER}/open-door"
    results = ask(v2.jws(v2.signed()) if address == KEY else v2.assertion(), world)
    problem = (OPEN, [("badge_redirected", place)])
    assert problem in (found(results["proof"]), found(results["issuer"]))
    world.moved[address] = f"{SITE}/moved"
    assert results["format"].outcome is PASSED
    assert outcomes(ask(v2.assertion(), world)) == [PASSED] * 6


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (ASSERTION, b"<html>"),
        (ASSERTION, {"@context": v2.CONTEXT, "id": ASSERTION, "type": "Assertion"}),
        (ASSERTION, v2.assertion(id=f"{SITE}/assertions/8")),
        (BADGE, v2.badge(issuer=None)),
        (BADGE, v2.badge(id=f"{SITE}/badges/other")),
        (ISSUER, v2.issuer(name=None)),
        (ISSUER, v2.issuer(id=f"{SITE}/other")),
    ],
)
def test_a_crooked_document_of_a_host_leaves_the_question_open(address: str, page: Any) -> None:
    world = World.usual()
    world.pages[address] = page
    results = ask(v2.assertion(), world)
    assert results["issuer"].outcome is OPEN
    assert [problem.code for problem in results["issuer"].problems] == ["badge_document_malformed"]


@pytest.mark.parametrize(
    ("pages", "check", "expected"),
    [
        ({KEY: 404}, "proof", (OPEN, [("badge_host_gone", "/badge/issuer")])),
        ({ISSUER: 404}, "proof", (OPEN, [("badge_host_gone", "/badge/issuer")])),
        ({KEY: v2.key("no key")}, "proof", (OPEN, [("key_malformed", "/badge/issuer")])),
        ({KEY: v2.key(v2.public_pem("ES256"))}, "proof", (FAILED, [("jws_algorithm_mismatch", "/protected/alg")])),
        (
            {KEY: v2.key(v2.public_pem("EdDSA"), owner=f"{OTHER}/issuer")},
            "issuer",
            (FAILED, [("issuer_key_not_controlled", "/badge/issuer")]),
        ),
        (
            {ISSUER: v2.issuer(publicKey=f"{SITE}/keys/2")},
            "issuer",
            (FAILED, [("issuer_key_not_controlled", "/verification/creator")]),
        ),
        (
            {ISSUER: v2.issuer(publicKey=None)},
            "issuer",
            (FAILED, [("issuer_key_not_controlled", "/verification/creator")]),
        ),
        ({LIST: 404}, "status", (OPEN, [("status_list_unreachable", "/badge/issuer")])),
        ({LIST: b"[]"}, "status", (OPEN, [("status_list_malformed", "/badge/issuer")])),
        (
            {LIST: v2.revocations(issuer=f"{OTHER}/issuer")},
            "status",
            (OPEN, [("status_list_issuer_differs", "/badge/issuer")]),
        ),
        ({LIST: v2.revocations(v2.signed()["id"])}, "status", (FAILED, [("credential_revoked", "/id")])),
        (
            {LIST: v2.revocations({"id": v2.signed()["id"], "revocationReason": "Honour"})},
            "status",
            (FAILED, [("credential_revoked", "/id")]),
        ),
        ({ISSUER: v2.issuer(revocationList=None)}, "status", (NOTHING, [])),
    ],
)  # fmt: skip
def test_one_thing_is_wrong_with_a_signed_badge(pages: dict[str, Any], check: str, expected: Any) -> None:
    world = World.usual()
    world.pages |= pages
    results = ask(v2.jws(v2.signed()), world)
    assert found(results[check]) == expected
    earlier = CHECKS[: CHECKS.index(check)]
    assert FAILED not in [results[name].outcome for name in earlier]


def test_an_embedded_profile_vouches_for_no_key() -> None:
    thief = v2.key(v2.public_pem("ES256"), id=f"{OTHER}/key")
    embedded = v2.badge(issuer=v2.issuer(publicKey=thief))
    forged = v2.signed(badge=embedded, verification={"type": "signed", "creator": f"{OTHER}/key"})
    world = World.usual()
    results = ask(v2.jws(forged, "ES256"), world)
    assert found(results["issuer"]) == (FAILED, [("issuer_key_not_controlled", "/verification/creator")])
    assert OTHER + "/key" not in world.asked


def test_a_stranger_may_not_sign_somebody_elses_badge() -> None:
    world = World.usual()
    stranger = f"{OTHER}/issuer"
    world.pages[stranger] = v2.issuer(
        id=stranger, publicKey={"id": f"{OTHER}/key", "publicKeyPem": v2.public_pem("EdDSA")}
    )
    forged = v2.signed(badge=v2.badge(issuer=stranger), verification={"type": "signed"})
    results = ask(v2.jws(forged), world)
    assert found(results["issuer"]) == (FAILED, [("badge_outside_scope", "/badge")])
    own = v2.signed(badge=v2.badge(id=f"{OTHER}/badge", issuer=stranger), verification={"type": "signed"})
    assert ask(v2.jws(own), world)["issuer"].outcome is PASSED  # its own badge it may, with an embedded key


def test_every_listed_key_is_tried_when_the_badge_names_none() -> None:
    world = World.usual()
    second = f"{SITE}/keys/2"
    world.pages |= {
        ISSUER: v2.issuer(publicKey=[second, KEY]),
        second: v2.key(v2.public_pem("RS256"), id=second),
    }
    results = ask(v2.jws(v2.signed(verification={"type": "signed"})), world)
    assert results["proof"].outcome is PASSED
    assert results["proof"].facts["key"] == KEY


def test_an_altered_signed_badge_is_noticed_before_anybody_is_asked_for_its_status() -> None:
    header, payload, signature = v2.jws(v2.signed()).split(".")
    other = v2.jws(v2.signed(evidence=f"{SITE}/other")).split(".")
    assert other[1] != payload
    world = World.usual()
    results = ask(f"{header}.{other[1]}.{signature}", world)
    assert found(results["proof"]) == (FAILED, [("jws_signature_invalid", "/signature")])
    assert results["issuer"].outcome is NOTHING
    assert LIST not in world.asked


def test_a_badge_that_should_be_signed_and_is_not_is_not_sealed() -> None:
    results = ask(v2.signed(), World.usual())
    assert found(results["proof"]) == (FAILED, [("proof_missing", "")])


@pytest.mark.parametrize(
    ("handed", "problem", "outcome"),
    [
        (v2.assertion(issuedOn=None), ("member_missing", "/issuedOn"), FAILED),
        (v2.assertion(issuedOn="31/12/2025"), ("date_malformed", "/issuedOn"), FAILED),
        (v2.assertion(verification={"type": "blockchain"}), ("proof_type_unsupported", "/verification"), OPEN),
        (v2.assertion(id="urn:uuid:1"), ("member_malformed", "/id"), FAILED),
        ("a.b.c", ("jws_malformed", "/protected"), FAILED),
        (f"{SITE}/nothing", ("badge_host_gone", ""), OPEN),
    ],
)
def test_what_is_no_assertion_is_not_looked_into(handed: Any, problem: Any, outcome: Outcome) -> None:
    world = World.usual()
    results = ask(handed, world)
    assert found(results["format"]) == (outcome, [problem])
    assert outcomes(results)[1:] == [NOTHING] * 5
    assert len(world.asked) <= 1


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ([v2.CONTEXT, {"@language": "fr"}], (PASSED, [])),
        ([v2.CONTEXT, {"name": "https://evil.example/other"}], (OPEN, [("context_inline", "/@context")])),
        ([v2.CONTEXT, f"{OTHER}/context"], (OPEN, [("context_unknown", "/@context")])),
    ],
)
def test_other_contexts_are_for_a_person_to_look_at(context: Any, expected: Any) -> None:
    world = World.usual()
    assert found(ask(v2.assertion(**{"@context": context}), world)["context"]) == expected


def test_a_badge_of_tomorrow_is_not_yet_valid() -> None:
    results = ask(v2.jws(v2.signed(issuedOn="2026-03-02T00:00:00Z")), World.usual())
    assert found(results["validity"]) == (FAILED, [("credential_not_yet_valid", "/issuedOn")])


def test_a_badge_of_the_first_generation_is_read() -> None:
    old = {
        "@context": "https://w3id.org/openbadges/v1",
        "type": "Assertion",
        "id": ASSERTION,
        "uid": "abc",
        "recipient": {"type": "email", "hashed": False, "identity": v2.EMAIL},
        "issuedOn": 1_451_606_400,
        "badge": BADGE,
        "verify": {"type": "hosted", "url": ASSERTION},
    }
    world = World.usual()
    world.pages[ASSERTION] = old
    results = ask(old, world)
    assert outcomes(results) == [PASSED] * 6
    assert results["validity"].facts["validFrom"] == "2016-01-01T00:00:00Z"


def test_no_badge_sends_us_round_the_world() -> None:
    world = World.usual()
    many = [f"https://h{n}.example/key" for n in range(50)]
    world.pages[ISSUER] = v2.issuer(publicKey=many)
    assert ask(v2.jws(v2.signed(verification={"type": "signed"})), world)["proof"].outcome is OPEN
    assert len(world.asked) <= 8


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "x", ASSERTION, BADGE, "hosted", v2.CONTEXT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "url"]), inner),
    max_leaves=6,
)


@given(st.sampled_from(sorted(v2.assertion())), JSON, st.sampled_from([ASSERTION, BADGE, ISSUER, KEY]), JSON, st.data())
def test_nothing_is_raised_whatever_is_handed_in(name: str, value: Any, page: str, body: Any, data: Any) -> None:
    world = World.usual()
    member = data.draw(st.sampled_from(sorted(world.pages[page])))
    world.pages[page] = world.pages[page] | {member: body}
    for handed in (v2.assertion(**{name: value}), v2.jws(v2.signed(**{name: value}))):
        results = ask(handed, world)
        if results["proof"].outcome is results["issuer"].outcome is PASSED:
            assert ISSUER in world.asked


SIGNED = v2.jws(v2.signed())


@given(st.integers(0, len(SIGNED) - 1), st.sampled_from("ABab01_-."))
def test_no_letter_of_a_signed_badge_can_be_changed(place: int, letter: str) -> None:
    altered = SIGNED[:place] + letter + SIGNED[place + 1 :]
    results = ask(altered, World.usual())
    passed = results["proof"].outcome is results["issuer"].outcome is PASSED
    assert passed is (altered == SIGNED)
