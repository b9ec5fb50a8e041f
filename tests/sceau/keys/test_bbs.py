"""BBS signatures against the test vectors that draft-irtf-cfrg-bbs-signatures-09 publishes in §8.4."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sceau.errors import InputError, UsageError
from sceau.keys import bbs, ed25519, signature
from sceau.keys.bls12381 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import BLS12381_G2, PublicKey, decode

MATERIAL = b"this-IS-just-an-Test-IKM-to-generate-$e(r@t#-key"
INFO = b"this-IS-some-key-metadata-to-be-used-in-test-key-gen"
SECRET = bytes.fromhex("60e55110f76883a13d030b2f6bd11883422d5abde717569fc0731f51237169fc")
PUBLIC = bytes.fromhex(
    "a820f230f6ae38503b86c70dc50b61c58a77e45c39ab25c0652bbaa8fa136f2851bd4781c9dcde39fc9d1d52c9e60268"
    "061e7d7632171d91aa8d460acee0e96f1e7c4cfb12d3ff9ab5d5dc91c277db75c845d649ef3c4f63aebc364cd55ded0c"
)
HEADER = bytes.fromhex("11223344556677889900aabbccddeeff")
PRESENTATION = bytes.fromhex("bed231d880675ed101ead304512e043ade9958dd0241ea70b4b3957fba941501")
MESSAGES = [
    bytes.fromhex(text)
    for text in (
        "9872ad089e452c7b6e283dfac2a80d58e8d0ff71cc4d5e310a1debdda4a45f02",
        "c344136d9ab02da4dd5908bbba913ae6f58c2cc844b802a6f811f5fb075f9b80",
        "7372e9daa5ed31e6cd5c825eac1b855e84476a1d94932aa348e07b73",
        "77fe97eb97a1ebe2e81e4e3597a3ee740a66e9ef2412472c",
        "496694774c5604ab1b2544eababcf0f53278ff50",
        "515ae153e22aae04ad16f759e07237b4",
        "d183ddc6e2665aa4e2f088af",
        "ac55fb33a75909ed",
        "96012096",
        "",
    )
]
ONE_SIGNED = bytes.fromhex(
    "84773160b824e194073a57493dac1a20b667af70cd2352d8af241c77658da525"
    "3aa8458317cca0eae615690d55b1f27164657dcafee1d5c1973947aa70e2cfbb4c892340be5969920d0916067b4565a0"
)
ALL_SIGNED = bytes.fromhex(
    "8339b285a4acd89dec7777c09543a43e3cc60684b0a6f8ab335da4825c96e146"
    "3e28f8c5f4fd0641d19cec5920d3a8ff4bedb6c9691454597bbd298288abed3632078557b2ace7d44caed846e1a0a1e8"
)
HEADERLESS_SIGNED = bytes.fromhex(
    "8c87e2080859a97299c148427cd2fcf390d24bea850103a9748879039262ecf4f42206f6ef767f298b6a96b424c1e86c"
    "26f8fba62212d0e05b95261c2cc0e5fdc63a32731347e810fd12e9c58355aa0d"
)
PROOF_OF_ONE = bytes.fromhex(
    "94916292a7a6bade28456c601d3af33fcf39278d6594b467e128a3f83686a104ef2b2fcf72df0215eeaf69262ffe8194"
    "a19fab31a82ddbe06908985abc4c9825788b8a1610942d12b7f5debbea8985296361206dbace7af0cc834c80f33e0aad"
    "aeea5597befbb651827b5eed5a66f1a959bb46cfd5ca1a817a14475960f69b32c54db7587b5ee3ab665fbd37b506830a"
    "49f21d592f5e634f47cee05a025a2f8f94e73a6c15f02301d1178a92873b6e8634bafe4983c3e15a663d64080678dbf2"
    "9417519b78af042be2b3e1c4d08b8d520ffab008cbaaca5671a15b22c239b38e940cfeaa5e72104576a9ec4a6fad78c5"
    "32381aeaa6fb56409cef56ee5c140d455feeb04426193c57086c9b6d397d9418"
)
PROOF_OF_ALL = bytes.fromhex(
    "b1f468aec2001c4f54cb56f707c6222a43e5803a25b2253e67b2210ab2ef9eab52db2d4b379935c4823281eaf767fd37"
    "b08ce80dc65de8f9769d27099ae649ad4c9b4bd2cc23edcba52073a298087d2495e6d57aaae051ef741adf1cbce65c64"
    "a73c8c97264177a76c4a03341956d2ae45ed3438ce598d5cda4f1bf9507fecef47855480b7b30b5e4052c92a4360110c"
    "67327365763f5aa9fb85ddcbc2975449b8c03db1216ca66b310f07d0ccf12ab460cdc6003b677fed36d0a23d0818a9d4"
    "d098d44f749e91008cf50e8567ef936704c8277b7710f41ab7e6e16408ab520edc290f9801349aee7b7b4e318e6a76e0"
    "28e1dea911e2e7baec6a6a174da1a22362717fbae1cd961d7bf4adce1d31c2ab"
)
PROOF_OF_SOME = bytes.fromhex(
    "a2ed608e8e12ed21abc2bf154e462d744a367c7f1f969bdbf784a2a134c7db2d340394223a5397a3011b1c340ebc4151"
    "99462ba6f31106d8a6da8b513b37a47afe93c9b3474d0d7a354b2edc1b88818b063332df774c141f7a07c48fe50d452f"
    "897739228c88afc797916dca01e8f03bd9c5375c7a7c59996e514bb952a436afd24457658acbaba5ddac2e693ac48135"
    "6918cd38025d86b28650e909defe9604a7259f44386b861608be742af7775a2e71a6070e5836f5f54dc43c60096834a5"
    "b6da295bf8f081f72b7cdf7f3b4347fb3ff19edaa9e74055c8ba46dbcb7594fb2b06633bb5324192eb9be91be0d33e45"
    "3b4d3127459de59a5e2193c900816f049a02cb9127dac894418105fa1641d5a206ec9c42177af9316f43341744147827"
    "6ca0303da8f941bf2e0222a43251cf5c2bf6eac1961890aa740534e519c1767e1223392a3a286b0f4d91f7f25217a786"
    "2b8fcc1810cdcfddde2a01c80fcc90b632585fec12dc4ae8fea1918e9ddeb9414623a457e88f53f545841f9d5dcb1f8e"
    "160d1560770aa79d65e2eca8edeaecb73fb7e995608b820c4a64de6313a370ba05dc25ed7c1d185192084963652f2870"
    "341bdaa4b1a37f8c06348f38a4f80c5a2650a21d59f09e8305dcd3fc3ac30e2a"
)
PROOF_WITHOUT_PRESENTATION = bytes.fromhex(
    "a2ed608e8e12ed21abc2bf154e462d744a367c7f1f969bdbf784a2a134c7db2d340394223a5397a3011b1c340ebc4151"
    "99462ba6f31106d8a6da8b513b37a47afe93c9b3474d0d7a354b2edc1b88818b063332df774c141f7a07c48fe50d452f"
    "897739228c88afc797916dca01e8f03bd9c5375c7a7c59996e514bb952a436afd24457658acbaba5ddac2e693ac48135"
    "672556358e78b5398f1a547a2a98dfe16230f244ba742dea737e4f810b4d94e03ac068ef840aaadf12b2ed51d3fb774c"
    "2a0a620019fd1f39c52c6f89a0e6067e3039413a91129791b2af215a82ad2356b6bc305c1d7a828fe519619dd026eaaf"
    "07ea81cee52b21aab3e8320519bf37c2bb228a8b580f899d84327bdc5e84a66000e8bac17d2fa039bb2246c8eacc623c"
    "cd9eb26e184a96a9e3a6702e1dbafe194772394b05251f72bcd2d20f542b15b2406f899791f6f285c7b469e7c7b96241"
    "47f305c38c903273a949f6e85b9774aeeccfafa432e2cdd7c8f97d1687741ed30d725444428dd87d9884711d9a46baaf"
    "0c04b03a2a228b7033be0841880134b03b15f698756eca5f37503a0411a9586d3027a8b8b9118e95a9949b2719e85e4a"
    "669d9e4b7bb6d4544c8cc558c30d79f9c85a87e1a95611400b7c7dac5673d800"
)
ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001


def of_draft(count: int) -> Callable[[int], bytes]:
    """The "random" bytes of §8.1 for ``count`` scalars."""
    tag = b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_MOCK_RANDOM_SCALARS_DST_"
    stream = iter(bbs._expand(b"3.141592653589793238462643383279", tag, 48 * count))
    return lambda length: bytes(next(stream) for _ in range(length))


def counting() -> Callable[[int], bytes]:
    """Another stream in every call: 1, 2, 3, …"""
    numbers = iter(range(1, 1_000))
    return lambda length: next(numbers).to_bytes(length)


def derive(disclosed: Sequence[int], random: Callable[[int], bytes], presentation: bytes = PRESENTATION) -> bytes:
    return bbs.derive(
        PUBLIC, ALL_SIGNED, HEADER, MESSAGES, disclosed=disclosed, presentation_header=presentation, random=random
    )


def shown(*places: int) -> dict[int, bytes]:
    return {place: MESSAGES[place] for place in places}


def holds(check: Callable[[], bool]) -> bool:
    """The answer of ``check``, where bytes that cannot be read do not hold."""
    try:
        return check()
    except InputError as error:
        if error.code != "proof_value_malformed":
            raise
        return False


def test_the_keys_of_the_draft() -> None:
    assert bbs.secret_of(MATERIAL, INFO) == SECRET
    assert bbs.public_of(SECRET) == PUBLIC


def test_the_generators_of_the_draft() -> None:
    points = [point.to_compressed_bytes().hex() for point in bbs._GENERATORS.first(11)]
    assert points[0] == (
        "a9ec65b70a7fbe40c874c9eb041c2cb0a7af36ccec1bea48fa2ba4c2eb67ef7f9ecb17ed27d38d27cdeddff44c8137be"
    )
    assert points[10] == (
        "a1f229540474f4d6f1134761b92b788128c7ac8dc9b0c52d59493132679673032ac7db3fb3d79b46b13c1c41ee495bca"
    )
    # §7.2.2: the fixed point is a generator too, so nobody chose it
    assert bbs._Generators(b"BP_MESSAGE_GENERATOR_SEED").first(1) == [bbs._P1]


def test_the_generators_at_hand_are_those_that_are_made() -> None:
    made = bbs._Generators(bbs._SEED)
    count = len(bbs._GENERATORS._made)
    assert count == 256
    assert bbs._GENERATORS.first(count + 2) == made.first(count + 2)
    assert bbs._GENERATORS.octets(count + 2) == made.octets(count + 2)


def test_messages_become_the_scalars_of_the_draft() -> None:
    assert bbs._message_scalar(MESSAGES[0]).to_be_bytes().hex() == (
        "1cb5bb86114b34dc438a911617655a1db595abafac92f47c5001799cf624b430"
    )
    assert bbs._message_scalar(b"").to_be_bytes().hex() == (
        "08e3afeb2b4f2b5f907924ef42856616e6f2d5f1fb373736db1cca32707a7d16"
    )


@pytest.mark.parametrize(
    ("header", "messages", "expected"),
    [
        pytest.param(HEADER, MESSAGES[:1], ONE_SIGNED, id="one"),
        pytest.param(HEADER, MESSAGES, ALL_SIGNED, id="all"),
        pytest.param(b"", MESSAGES, HEADERLESS_SIGNED, id="no-header"),
    ],
)
def test_the_signatures_of_the_draft(header: bytes, messages: list[bytes], expected: bytes) -> None:
    assert bbs.sign(SECRET, header, messages) == expected
    assert bbs.verify(PUBLIC, expected, header, messages)


@pytest.mark.parametrize(
    ("public", "header", "messages"),
    [
        pytest.param(PUBLIC, HEADER[::-1], MESSAGES, id="header"),
        pytest.param(PUBLIC, HEADER, MESSAGES[:-1], id="missing"),
        pytest.param(PUBLIC, HEADER, [*MESSAGES, b"x"], id="extra"),
        pytest.param(PUBLIC, HEADER, MESSAGES[::-1], id="order"),
        pytest.param(PrivateKey.generate(bytes).public.raw, HEADER, MESSAGES, id="key"),
    ],
)
def test_a_signature_over_something_else(public: bytes, header: bytes, messages: list[bytes]) -> None:
    assert not bbs.verify(public, ALL_SIGNED, header, messages)


@pytest.mark.parametrize(
    ("signed", "header", "messages", "disclosed", "presentation", "expected"),
    [
        pytest.param(ONE_SIGNED, HEADER, MESSAGES[:1], [0], PRESENTATION, PROOF_OF_ONE, id="one"),
        pytest.param(ALL_SIGNED, HEADER, MESSAGES, list(range(10)), PRESENTATION, PROOF_OF_ALL, id="all"),
        pytest.param(ALL_SIGNED, HEADER, MESSAGES, [0, 2, 4, 6], PRESENTATION, PROOF_OF_SOME, id="some"),
        pytest.param(ALL_SIGNED, HEADER, MESSAGES, [0, 2, 4, 6], b"", PROOF_WITHOUT_PRESENTATION, id="no-presentation"),
    ],
)
def test_the_proofs_of_the_draft(  # noqa: PLR0917 — one row of the draft
    signed: bytes, header: bytes, messages: list[bytes], disclosed: list[int], presentation: bytes, expected: bytes
) -> None:
    random = of_draft(5 + len(messages) - len(disclosed))
    made = bbs.derive(
        PUBLIC, signed, header, messages, disclosed=disclosed, presentation_header=presentation, random=random
    )
    assert made == expected
    assert bbs.verify_proof(PUBLIC, made, header, {place: messages[place] for place in disclosed}, presentation)


@pytest.mark.parametrize(
    ("header", "messages", "presentation"),
    [
        pytest.param(HEADER[::-1], shown(0, 2, 4, 6), PRESENTATION, id="header"),
        pytest.param(HEADER, shown(0, 2, 4, 6), PRESENTATION[::-1], id="presentation"),
        pytest.param(HEADER, shown(0, 2, 6), PRESENTATION, id="missing"),
        pytest.param(HEADER, shown(0, 2, 4, 6, 9), PRESENTATION, id="extra"),
        pytest.param(HEADER, shown(0, 2, 4) | {6: MESSAGES[7]}, PRESENTATION, id="another"),
        pytest.param(HEADER, shown(0, 2, 4) | {7: MESSAGES[6]}, PRESENTATION, id="elsewhere"),
    ],
)
def test_a_proof_of_something_else(header: bytes, messages: dict[int, bytes], presentation: bytes) -> None:
    assert not bbs.verify_proof(PUBLIC, PROOF_OF_SOME, header, messages, presentation)


def test_a_proof_that_hides_everything() -> None:
    assert bbs.verify_proof(PUBLIC, derive([], counting()), HEADER, {}, PRESENTATION)
    empty = bbs.sign(SECRET, HEADER, [])
    nothing = bbs.derive(PUBLIC, empty, HEADER, [], disclosed=[], presentation_header=b"", random=counting())
    assert bbs.verify_proof(PUBLIC, nothing, HEADER, {}, b"")


def test_two_proofs_of_one_signature_share_nothing() -> None:
    first = derive([0], counting())
    second = derive([0], of_draft(14))
    pieces = [{proof[start : start + 16] for start in range(0, len(proof), 16)} for proof in (first, second)]
    assert not pieces[0] & pieces[1]
    assert all(bbs.verify_proof(PUBLIC, proof, HEADER, shown(0), PRESENTATION) for proof in (first, second))
    assert derive([0], counting()) == first


def test_only_what_was_derived_last_needs_no_pairing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bbs, "_PAIRED", bbs._Paired())
    made = derive([0], counting())
    other = PrivateKey.generate(bytes).public.raw
    assert PUBLIC + made[:96] in bbs._PAIRED
    assert not bbs.verify_proof(other, made, HEADER, shown(0), PRESENTATION)
    for bit in (0, 8 * 96, 8 * 144, 8 * len(made) - 8):
        flipped = (int.from_bytes(made) ^ (1 << (8 * len(made) - 1 - bit - 7))).to_bytes(len(made))
        assert not holds(partial(bbs.verify_proof, PUBLIC, flipped, HEADER, shown(0), PRESENTATION))
    with pytest.raises(InputError, match="proof_signature_invalid"):
        bbs.derive(PUBLIC, ONE_SIGNED, HEADER, MESSAGES, disclosed=[], presentation_header=b"", random=counting())
    for _ in range(bbs._MOST_PAIRED):
        derive([0], of_draft(14))
    assert PUBLIC + made[:96] not in bbs._PAIRED
    assert len(bbs._PAIRED._last) == bbs._MOST_PAIRED
    assert bbs.verify_proof(PUBLIC, made, HEADER, shown(0), PRESENTATION)


@settings(max_examples=40)
@given(st.integers(0, 8 * len(PROOF_OF_SOME) - 1))
def test_a_flipped_bit_of_a_proof(bit: int) -> None:
    flipped = (int.from_bytes(PROOF_OF_SOME) ^ (1 << bit)).to_bytes(len(PROOF_OF_SOME))
    assert not holds(lambda: bbs.verify_proof(PUBLIC, flipped, HEADER, shown(0, 2, 4, 6), PRESENTATION))


@settings(max_examples=40)
@given(st.integers(0, 8 * 80 - 1))
def test_a_flipped_bit_of_a_signature(bit: int) -> None:
    flipped = (int.from_bytes(ALL_SIGNED) ^ (1 << bit)).to_bytes(80)
    assert not holds(lambda: bbs.verify(PUBLIC, flipped, HEADER, MESSAGES))


@pytest.mark.parametrize(
    "point",
    [
        pytest.param(b"\xc0" + bytes(47), id="identity"),
        pytest.param(b"\xe0" + bytes(47), id="identity-respelled"),
        pytest.param(b"\xc0" + bytes(46) + b"\x01", id="identity-decorated"),
        pytest.param(b"\x80" + bytes(46) + b"\x04", id="outside-the-subgroup"),
        pytest.param(b"\x80" + bytes(46) + b"\x01", id="off-the-curve"),
        pytest.param(b"\x9a" + b"\xff" * 47, id="beyond-the-field"),
        pytest.param(bytes(48), id="uncompressed"),
    ],
)
def test_points_that_are_refused(point: bytes) -> None:
    with pytest.raises(InputError, match="proof_value_malformed"):
        bbs.verify(PUBLIC, point + ALL_SIGNED[48:], HEADER, MESSAGES)
    for start in (0, 48, 96):
        proof = PROOF_OF_SOME[:start] + point + PROOF_OF_SOME[start + 48 :]
        with pytest.raises(InputError, match="proof_value_malformed"):
            bbs.verify_proof(PUBLIC, proof, HEADER, shown(0, 2, 4, 6), PRESENTATION)


@pytest.mark.parametrize("number", [0, ORDER, ORDER + 1, 2**256 - 1])
def test_numbers_that_are_refused(number: int) -> None:
    with pytest.raises(InputError, match="proof_value_malformed"):
        bbs.verify(PUBLIC, ALL_SIGNED[:48] + number.to_bytes(32), HEADER, MESSAGES)
    with pytest.raises(InputError, match="proof_value_malformed"):
        bbs.verify_proof(PUBLIC, PROOF_OF_SOME[:-32] + number.to_bytes(32), HEADER, shown(0, 2, 4, 6), PRESENTATION)
    with pytest.raises(UsageError, match="usage_wrong"):
        PrivateKey.from_secret(number.to_bytes(32))


def test_an_answer_is_not_taken_twice() -> None:
    # every number of a proof has one spelling: the order of the group cannot be added to it
    answer = int.from_bytes(PROOF_OF_SOME[144:176])
    respelled = PROOF_OF_SOME[:144] + (answer + ORDER).to_bytes(32) + PROOF_OF_SOME[176:]
    with pytest.raises(InputError, match="proof_value_malformed"):
        bbs.verify_proof(PUBLIC, respelled, HEADER, shown(0, 2, 4, 6), PRESENTATION)


@pytest.mark.parametrize(
    "public",
    [
        pytest.param(b"\xc0" + bytes(95), id="identity"),
        pytest.param(b"\xe0" + bytes(95), id="identity-respelled"),
        pytest.param(b"\x80" + bytes(94) + b"\x02", id="outside-the-subgroup"),
        pytest.param(bytes(96), id="uncompressed"),
        pytest.param(PUBLIC[:95], id="short"),
    ],
)
def test_public_keys_that_are_refused(public: bytes) -> None:
    with pytest.raises(InputError, match="key_malformed"):
        bbs.verify(public, ALL_SIGNED, HEADER, MESSAGES)
    with pytest.raises(InputError, match="key_malformed"):
        bbs.verify_proof(public, PROOF_OF_SOME, HEADER, shown(0, 2, 4, 6), PRESENTATION)


@pytest.mark.parametrize("length", [0, 79, 81])
def test_lengths_of_signatures(length: int) -> None:
    with pytest.raises(InputError, match="proof_value_malformed"):
        bbs.verify(PUBLIC, (ALL_SIGNED * 2)[:length], HEADER, MESSAGES)


@pytest.mark.parametrize("length", [0, 271, 273, 272 + 32 * (bbs.MAX_MESSAGES + 1)])
def test_lengths_of_proofs(length: int) -> None:
    with pytest.raises(InputError, match="proof_value_malformed"):
        bbs.verify_proof(PUBLIC, bytes(length), HEADER, {}, b"")


@pytest.mark.parametrize("place", [-1, 10])
def test_a_message_outside_what_was_signed(place: int) -> None:
    with pytest.raises(InputError, match="proof_value_malformed"):
        bbs.verify_proof(PUBLIC, PROOF_OF_SOME, HEADER, shown(0, 2, 4) | {place: b""}, PRESENTATION)


def test_too_many_messages() -> None:
    with pytest.raises(InputError, match="canonicalization_budget_exceeded"):
        bbs.sign(SECRET, HEADER, [b""] * (bbs.MAX_MESSAGES + 1))


@pytest.mark.parametrize("disclosed", [[-1], [10], [1, 0], [1, 1]])
def test_places_that_nobody_can_show(disclosed: list[int]) -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        derive(disclosed, counting())


def test_nothing_is_derived_from_a_wrong_signature_or_from_zeros() -> None:
    with pytest.raises(InputError, match="proof_signature_invalid"):
        bbs.derive(PUBLIC, ONE_SIGNED, HEADER, MESSAGES, disclosed=[], presentation_header=b"", random=counting())
    with pytest.raises(UsageError, match="usage_wrong"):
        derive([0], bytes)


def test_key_material_is_never_short() -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        bbs.secret_of(bytes(31))
    with pytest.raises(UsageError, match="usage_wrong"):
        bbs.secret_of(bytes(32), bytes(65_536))


def test_a_key_pair() -> None:
    private = PrivateKey.generate(lambda length: bytes(range(length)))
    assert private.secret == bbs.secret_of(bytes(range(32)))
    assert private.public == PublicKey(BLS12381_G2, bbs.public_of(private.secret)) == decode(private.public_multibase)
    assert PrivateKey.from_secret(private.secret).public == private.public
    assert private.public_multibase.startswith("zUC7")
    assert private.secret_multibase not in repr(private)
    assert private.secret.hex() not in repr(private)
    assert bbs.verify(private.public.raw, private.sign_messages(HEADER, MESSAGES), HEADER, MESSAGES)


def test_such_a_key_signs_no_single_message() -> None:
    private = PrivateKey.from_secret(SECRET)
    with pytest.raises(UsageError, match="usage_wrong"):
        private.sign(b"message")
    with pytest.raises(InputError, match="key_type_unsupported"):
        signature.verify(private.public, b"message", bytes(80))


def test_a_signer_of_messages() -> None:
    signer = LocalSigner(PrivateKey.from_secret(SECRET), "did:example:issuer#key")
    assert signer.sign_messages(HEADER, MESSAGES) == ALL_SIGNED
    with pytest.raises(UsageError, match="usage_wrong"):
        LocalSigner(ed25519.PrivateKey(bytes(32)), "did:example:issuer#key").sign_messages(HEADER, MESSAGES)
