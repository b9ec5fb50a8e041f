"""SD-JWT credentials and token status lists between this engine and other people's: @sd-jwt, sd-jwt, openvc."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sceau.errors import InputError
from sceau.issuing.sd_jwt import issue_sd_jwt_vc
from sceau.keys import ecdsa, jwk
from sceau.keys.local import LocalSigner
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt import credential
from sceau.proofs.sd_jwt.credential import SdJwtCredential
from sceau.proofs.sd_jwt.holding import present
from sceau.proofs.sd_jwt.key_binding import verify_key_binding
from sceau.status.token_list import StatusList
from tests.interop import node
from tests.sceau.proofs.sd_jwt import texts

pytestmark = [pytest.mark.node, pytest.mark.slow]

ISSUER = "did:web:college.example"
VERIFIER = "https://verifier.example"
VCT = "https://college.example/types/attestation"
PRIVATE = ecdsa.PrivateKey.from_secret("P-256", bytes(31) + b"\7")
HOLDER = ecdsa.PrivateKey.from_secret("P-256", bytes(31) + b"\x0b")
HOLDER_SIGNER = LocalSigner(HOLDER, "")
CLAIMS: dict[str, Any] = {
    "given_name": "Zoé",
    "family_name": "Côté",
    "address": {"city": "Québec", "country": "CA"},
    "languages": ["fr", "en"],
}
# As each package writes: conceal the name, the city inside the address, the address itself, one language
POINTERS = ["/given_name", "/address/city", "/address", "/languages/1"]
FRAME = {"_sd": ["given_name", "address"], "address": {"_sd": ["city"]}, "languages": {"_sd": [1]}}
SHOWN = ["/address/country", "/languages/1"]
SHOWN_FRAME = {"address": True, "languages": {"1": True}}
SEEN = {"family_name": "Côté", "address": {"country": "CA"}, "languages": ["fr", "en"]}


def issued(now: datetime) -> str:
    numbers = itertools.count(1)
    return issue_sd_jwt_vc(
        CLAIMS,
        vct=VCT,
        issuer=ISSUER,
        signer=LocalSigner(PRIVATE, f"{ISSUER}#key-1"),
        now=now,
        random=lambda size: next(numbers).to_bytes(size),
        disclosable=POINTERS,
        holder_key=HOLDER.public,
        expires=now + timedelta(days=365),
        decoys=2,
    )


def shown(text: str, now: datetime) -> str:
    return present(text, SHOWN, holder_signer=HOLDER_SIGNER, nonce="n-1", audience=VERIFIER, now=now)


def about_subject(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name in CLAIMS}


def verified(text: str, now: datetime) -> SdJwtCredential:
    """Read, and both signatures checked."""
    found = credential.read(text)
    assert compact.verify(found.sd_jwt.jws, PRIVATE.public)
    assert found.confirmation_key == HOLDER.public
    verify_key_binding(found.sd_jwt, HOLDER.public, audience=VERIFIER, nonce="n-1", now=now)
    return found


def of_another(text: str) -> str:
    """The same with a disclosure more, which the issuer never signed."""
    signed, *disclosures, binding = text.split("~")
    return "~".join([signed, *disclosures, "WyJzYWx0IiwibmFtZSIsIkzDqWEiXQ", binding])


def test_sd_jwt_js_both_ways(now: datetime) -> None:
    seconds = int(now.timestamp())
    ours = shown(issued(now), now)
    given = {
        "issuer": jwk.from_private(PRIVATE),
        "holder": jwk.from_private(HOLDER),
        "tasks": [
            {"act": "verify", "text": ours, "nonce": "n-1", "now": seconds},
            {"act": "verify", "text": ours, "nonce": "n-2", "now": seconds},
            {"act": "verify", "text": of_another(ours), "nonce": "n-1", "now": seconds},
            {
                "act": "present",
                "text": issued(now),
                "frame": SHOWN_FRAME,
                "nonce": "n-1",
                "audience": VERIFIER,
                "issuedAt": seconds,
            },
            {
                "act": "issue",
                "claims": CLAIMS
                | {
                    "iss": ISSUER,
                    "vct": VCT,
                    "iat": seconds,
                    "cnf": {"jwk": jwk.from_public_key(HOLDER.public)},
                },
                "frame": FRAME,
            },
        ],
    }
    good, replayed, foreign, presented, theirs = node.run("sd_jwt.mjs", given)
    assert good["verified"], good
    assert about_subject(good["claims"]) == SEEN
    assert not replayed["verified"]
    assert not foreign["verified"]
    # issued here, presented there
    assert about_subject(verified(presented, now).claims) == SEEN
    # issued there, presented and verified here
    assert about_subject(verified(shown(theirs, now), now).claims) == SEEN
    with pytest.raises(InputError) as caught:
        credential.read(of_another(shown(theirs, now)))
    assert caught.value.code == "sd_jwt_disclosure_unused"


def test_sd_jwt_python_both_ways(now: datetime) -> None:
    from jwcrypto.jwk import JWK
    from sd_jwt.common import SDObj
    from sd_jwt.holder import SDJWTHolder
    from sd_jwt.issuer import SDJWTIssuer
    from sd_jwt.verifier import SDJWTVerifier

    issuer_key, holder_key = (JWK(**jwk.from_private(pair)) for pair in (PRIVATE, HOLDER))
    theirs = SDJWTIssuer(
        {
            "iss": ISSUER,
            "vct": VCT,
            SDObj("given_name"): "Zoé",
            "family_name": "Côté",
            SDObj("address"): {SDObj("city"): "Québec", "country": "CA"},
            "languages": ["fr", SDObj("en")],
        },
        issuer_key,
        holder_key,
        add_decoy_claims=True,
        extra_header_parameters={"typ": "dc+sd-jwt"},
    ).sd_jwt_issuance
    assert about_subject(credential.read(theirs).claims) == CLAIMS
    assert about_subject(verified(shown(theirs, now), now).claims) == SEEN

    def verified_there(text: str, nonce: str) -> dict[str, Any]:
        payload: dict[str, Any] = SDJWTVerifier(
            text, lambda _issuer, _header: issuer_key, VERIFIER, nonce
        ).get_verified_payload()
        return payload

    assert about_subject(verified_there(shown(issued(now), now), "n-1")) == SEEN
    with pytest.raises(ValueError, match="nonce"):
        verified_there(shown(issued(now), now), "n-2")
    # issued here, presented there; its clock is its own
    holder = SDJWTHolder(issued(now))
    holder.create_presentation(
        {"address": {"city": False}, "languages": [False, True]}, "n-1", VERIFIER, holder_key, sign_alg="ES256"
    )
    moment = credential.read(holder.sd_jwt_presentation).sd_jwt.key_binding
    assert moment is not None
    signed_at = datetime.fromtimestamp(float(str(moment.claims()["iat"])), UTC)
    assert about_subject(verified(holder.sd_jwt_presentation, signed_at).claims) == SEEN


def test_openvc_both_ways(now: datetime) -> None:
    from openvc.errors import OpenvcError
    from openvc.keys import P256SigningKey
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    suite = SdJwtVcProofSuite()
    public: Any = jwk.from_public_key(PRIVATE.public)
    ours = shown(issued(now), now)

    def verified_there(text: str, nonce: str) -> Any:
        return suite.verify(
            text, public_key_jwk=public, audience=VERIFIER, nonce=nonce, require_key_binding=True, now=now
        )

    assert about_subject(verified_there(ours, "n-1").claims) == SEEN
    for text, nonce in ((ours, "n-2"), (of_another(ours), "n-1"), (issued(now), "n-1")):
        with pytest.raises(OpenvcError):
            verified_there(text, nonce)
    key = P256SigningKey.from_jwk(jwk.from_private(PRIVATE), f"{ISSUER}#key-1")
    theirs = suite.issue(
        CLAIMS | {"iss": ISSUER},
        vct=VCT,
        signing_key=key,
        disclosable=["given_name", "address"],
        holder_jwk=jwk.from_public_key(HOLDER.public),
        decoys=1,
    )
    found = verified(
        present(theirs, ["/address"], holder_signer=HOLDER_SIGNER, nonce="n-1", audience=VERIFIER, now=now), now
    )
    assert about_subject(found.claims) == {name: CLAIMS[name] for name in CLAIMS if name != "given_name"}
    assert (found.issuer, found.vct, found.disclosed, found.withheld) == (ISSUER, VCT, ("/address",), 2)


def test_openvc_and_this_engine_refuse_the_same() -> None:
    from openvc.errors import OpenvcError
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    name, item, vct = texts.disclosure("s-1", "name", "Zoé"), texts.disclosure("s-2", "FR"), {"vct": VCT, "iss": ISSUER}
    again, issuer = texts.disclosure("s-3", "name", "Léa"), texts.disclosure("s-4", "iss", ISSUER)
    public: Any = jwk.from_public_key(texts.PRIVATE.public)

    def refused_there(text: str) -> bool:
        try:
            SdJwtVcProofSuite().verify(text, public_key_jwk=public)
        except OpenvcError:
            return True
        return False

    good = texts.sd_jwt(vct | {"_sd": texts.digests(name)}, name)
    assert credential.read(good).claims["name"] == "Zoé"
    assert not refused_there(good)
    crooked = {
        "digest twice": texts.sd_jwt(vct | {"_sd": texts.digests(name, name)}, name),
        "disclosure twice": texts.sd_jwt(vct | {"_sd": texts.digests(name)}, name, name),
        "not signed": texts.sd_jwt(vct | {"_sd": texts.digests(name)}, name, again),
        "name taken": texts.sd_jwt(vct | {"_sd": texts.digests(name), "name": "Léa"}, name),
        "two of a name": texts.sd_jwt(vct | {"_sd": texts.digests(name, again)}, name, again),
        "item as member": texts.sd_jwt(vct | {"_sd": texts.digests(item)}, item),
        "member as item": texts.sd_jwt(vct | {"list": [{"...": texts.digests(name)[0]}]}, name),
        "hidden issuer": texts.sd_jwt({"vct": VCT, "_sd": texts.digests(issuer)}, issuer),
        "unknown hash": texts.sd_jwt(vct | {"_sd": texts.digests(name), "_sd_alg": "md5"}, name),
        "no type": texts.sd_jwt({"iss": ISSUER, "_sd": texts.digests(name)}, name),
        "other type": texts.sd_jwt(vct | {"_sd": texts.digests(name)}, name, kind="kb+jwt"),
        "no tilde": good[:-1],
    }
    for what, text in crooked.items():
        with pytest.raises(InputError):
            credential.read(text)
        assert refused_there(text), what


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_token_status_lists_both_ways(bits: int) -> None:
    from openvc.status import token_status_list as openvc

    written = {0: 1, 7: 1, 8: 2**bits - 1, 131_071: 2**bits - 1}
    ours = StatusList(bits=bits)
    for index, value in written.items():
        ours[index] = value
    looked_at = [*written, 1, 9]
    expected = [written.get(index, 0) for index in looked_at]
    row = openvc.decode_status_list(ours.encode())
    assert [openvc.get_status(row, index, bits=bits) for index in looked_at] == expected
    text, values = node.run(
        "sd_jwt.mjs",
        {
            "issuer": jwk.from_private(PRIVATE),
            "holder": jwk.from_private(HOLDER),
            "tasks": [
                {"act": "list", "values": expected * 4, "bits": bits},
                {"act": "values", "list": ours.encode(), "bits": bits, "indexes": looked_at},
            ],
        },
    )
    assert values == expected
    theirs = StatusList.decode(text, bits=bits)
    assert [theirs[index] for index in range(len(expected) * 4)] == expected * 4
    empty = openvc.new_status_list(131_072, bits=bits)
    openvc.set_status(empty, 9, 1, bits=bits)
    assert StatusList.decode(openvc.encode_status_list(bytes(empty)), bits=bits)[9] == 1
