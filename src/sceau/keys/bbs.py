"""BBS signatures over BLS12-381 with SHA-256 (draft-irtf-cfrg-bbs-signatures): one signature over many messages, and
proofs of knowing it that show some of them only.

Experimental for signing. The library beneath does not compute in constant time: whoever can time this process
minutely may learn something of the secret. Checking handles public values only.

Names are those of the draft where it has them: `A` and `e` make a signature; `A_bar`, `B_bar` and `D` are the points
of a proof. The numbers of clauses are those of draft 09.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar

from sceau.errors import InputError, UsageError
from sceau.ports import RandomBytes
from sceau.records import record

MAX_MESSAGES = 10_000
SECRET_BYTES = 32
PUBLIC_BYTES = 96
SIGNATURE_BYTES = 80

_ORDER = 0x73EDA753_299D7D48_3339D808_09A1D805_53BDA402_FFFE5BFE_FFFFFFFF_00000001
_POINT_BYTES = 48
_SCALAR_BYTES = 32
_EXPANDED_BYTES = 48
_MOST_INFO = 65_535
_MOST_PAIRED = 16
_PROOF_FLOOR = 3 * _POINT_BYTES + 4 * _SCALAR_BYTES
_SUITE = b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_"
_API = _SUITE + b"H2G_HM2S_"
_ONE = Scalar(1)
# A fixed point of G1 (§7.2.2); a generator made like the others, out of a seed of its own
_P1 = G1Point.from_compressed_bytes(
    bytes.fromhex("a8ce256102840821a3e94ea9025e4662b205762f9776b3a766c872b948f1fd225e7c59698588e70d11406d161b4e28c9")
)


def secret_of(material: bytes, info: bytes = b"") -> bytes:
    """The 32 bytes of the secret key that grows out of ``material`` (§3.4.1, with the interface's own separation tag).

    Args:
        material: at least 32 unpredictable bytes.
        info: what else the key depends on, at most 65,535 bytes.

    Raises:
        UsageError: ``usage_wrong`` for less material or more info.
    """
    if len(material) < SECRET_BYTES or len(info) > _MOST_INFO:
        raise UsageError("usage_wrong", detail="a BBS key needs 32 bytes of material")
    return _hash_to_scalar(material + len(info).to_bytes(2) + info, _API + b"KEYGEN_DST_").to_be_bytes()


def public_of(secret: bytes) -> bytes:
    """The public key of a secret key: a compressed point of G2, 96 bytes (§3.4.2).

    Raises:
        UsageError: ``usage_wrong`` when ``secret`` is no number between 1 and the order of the group, in 32 bytes.
    """
    return (G2Point() * _secret(secret)).to_compressed_bytes()


def sign(secret: bytes, header: bytes, messages: Sequence[bytes], *, public: bytes | None = None) -> bytes:
    """The 80 bytes of the signature over ``header`` and ``messages``; the same input, the same signature (§3.6.1).

    Args:
        secret: the signer's key, 32 bytes.
        header: known to all.
        messages: in their order.
        public: `public_of` the secret, where it is at hand.

    Raises:
        InputError: ``canonicalization_budget_exceeded`` for more than 10,000 messages.
        UsageError: ``usage_wrong``, as `public_of`.
    """
    key = _secret(secret)
    scalars = [_message_scalar(message) for message in messages]
    domain = _domain(public or public_of(secret), header, len(scalars))
    e = _hash_to_scalar(b"".join(scalar.to_be_bytes() for scalar in (key, *scalars, domain)), _API + b"H2S_")
    a = _sum(_committed(domain, dict(enumerate(scalars)), (key + e).inverse()))
    return a.to_compressed_bytes() + e.to_be_bytes()


def verify(public: bytes, signature: bytes, header: bytes, messages: Sequence[bytes]) -> bool:
    """Whether the holder of ``public`` signed ``header`` and ``messages`` (§3.6.2).

    Raises:
        InputError: ``key_malformed``, ``proof_value_malformed`` for a signature that cannot be one.
    """
    a, e = _read_signature(signature)
    key = _read_public(public)
    scalars = [_message_scalar(message) for message in messages]
    b = _sum(_committed(_domain(public, header, len(scalars)), dict(enumerate(scalars)), _ONE))
    return GT.pairing_check([a, a * e - b], [key, G2Point()])


def derive(
    public: bytes,
    signature: bytes,
    header: bytes,
    messages: Sequence[bytes],
    *,
    disclosed: Sequence[int],
    presentation_header: bytes,
    random: RandomBytes,
) -> bytes:
    """A proof of knowing ``signature``, which shows the messages at the places ``disclosed`` (§3.6.3).

    Args:
        public: the signer's key, 96 bytes.
        signature: over ``header`` and ``messages``; checked first.
        header: known to all.
        messages: all of them, in the order signed.
        disclosed: places, ascending.
        presentation_header: bound into the proof.
        random: 48 bytes for each of the 5 blinding scalars, then for each message held back.

    Raises:
        InputError: as `verify`; ``proof_signature_invalid`` when the signature does not hold.
        UsageError: ``usage_wrong`` for places that are not ascending or not there, or chance that gives zeros.
    """
    shown = _places(disclosed, len(messages))
    a, e = _read_signature(signature)
    key = _read_public(public)
    scalars = [_message_scalar(message) for message in messages]
    domain = _domain(public, header, len(scalars))
    b = _sum(_committed(domain, dict(enumerate(scalars)), _ONE))
    rest = b - a * e
    if not GT.pairing_check([a, -rest], [key, G2Point()]):
        raise InputError("proof_signature_invalid", detail="the signature to derive from")
    hidden = [place for place in range(len(scalars)) if place not in shown]
    r1, r2, e_blind, r1_blind, r3_blind, *blinds = (_random_scalar(random) for _ in range(5 + len(hidden)))
    # (1) the signature, blinded
    d = b * r2
    a_bar = a * (r1 * r2)
    b_bar = rest * (r1 * r2)  # D · r1 - A_bar · e
    # (2) what commits to the blinding
    t1 = _sum([(a_bar, e_blind), (d, r1_blind)])
    t2 = _sum([(d, r3_blind), *_blinded(dict(zip(hidden, blinds, strict=True)))])
    points = _Points(a_bar, b_bar, d, t1, t2)
    challenge = _challenge(points, domain, {place: scalars[place] for place in disclosed}, presentation_header)
    # (3) the answers to the challenge
    answers = [
        e_blind + e * challenge,
        r1_blind - r1 * challenge,
        r3_blind - r2.inverse() * challenge,
        *(blind + scalars[place] * challenge for place, blind in zip(hidden, blinds, strict=True)),
        challenge,
    ]
    pair = a_bar.to_compressed_bytes() + b_bar.to_compressed_bytes()
    _PAIRED.add(public + pair)
    return b"".join([pair, d.to_compressed_bytes(), *(answer.to_be_bytes() for answer in answers)])


def verify_proof(
    public: bytes, proof: bytes, header: bytes, messages: Mapping[int, bytes], presentation_header: bytes
) -> bool:
    """Whether ``proof`` shows that its maker knows a signature of ``public`` over ``header`` and ``messages`` (§3.6.4).

    Args:
        public: the signer's key, 96 bytes.
        proof: of `derive`.
        header: known to all.
        messages: those shown, by their places among all that were signed.
        presentation_header: bound into the proof.

    Raises:
        InputError: ``key_malformed``; ``proof_value_malformed`` for a proof that cannot be one, or places beyond the
            number of messages that it speaks of.
    """
    (a_bar, b_bar, d), (e_answer, r1_answer, r3_answer, *answers, challenge) = _read_proof(proof)
    key = _read_public(public)
    total = len(messages) + len(answers)
    if any(not 0 <= place < total for place in messages):
        raise InputError("proof_value_malformed", detail=f"a message outside the {total} signed")
    domain = _domain(public, header, total)
    shown = {place: _message_scalar(messages[place]) for place in sorted(messages)}
    hidden = [place for place in range(total) if place not in shown]
    t1 = _sum([(b_bar, challenge), (a_bar, e_answer), (d, r1_answer)])
    unshown = _blinded(dict(zip(hidden, answers, strict=True)))
    t2 = _sum([*_committed(domain, shown, challenge), (d, r3_answer), *unshown])
    if _challenge(_Points(a_bar, b_bar, d, t1, t2), domain, shown, presentation_header) != challenge:
        return False
    return public + proof[: 2 * _POINT_BYTES] in _PAIRED or GT.pairing_check([a_bar, b_bar], [key, -G2Point()])


class _Paired:
    """The keys, `A_bar` and `B_bar` of the proofs derived last.

    Whoever derives a proof verifies it next. Its points are those of a signature that was found to hold, both times the
    same number, so their pairings are equal as well, and need not be worked out again.
    """

    def __init__(self) -> None:
        self._last: tuple[bytes, ...] = ()

    def add(self, paired: bytes) -> None:
        self._last = (*self._last[-_MOST_PAIRED + 1 :], paired)

    def __contains__(self, paired: bytes) -> bool:
        return paired in self._last


_Product: TypeAlias = tuple[G1Point, Scalar]


@record
class _Points:
    """The points that a challenge is drawn from, in its order (§3.7.4)."""

    a_bar: G1Point
    b_bar: G1Point
    d: G1Point
    t1: G1Point
    t2: G1Point

    def to_bytes(self) -> bytes:
        return b"".join(point.to_compressed_bytes() for point in (self.a_bar, self.b_bar, self.d, self.t1, self.t2))


class _Generators:
    """Points without known relation to each other, made once for the whole process (§4.1.1).

    Args:
        seed: what they grow out of.
        made: the first of them, x and y in 96 bytes each, so that a process need not make them anew: each would cost
            more than signing a message of it.
    """

    def __init__(self, seed: bytes, made: bytes = b"") -> None:
        self._value = _expand(_API + seed, _API + b"SIG_GENERATOR_SEED_", _EXPANDED_BYTES)
        self._valued = 0  # how many points the value has grown beyond
        self._made = [made[start : start + 2 * _POINT_BYTES] for start in range(0, len(made), 2 * _POINT_BYTES)]
        self._points: list[G1Point] = []
        self._octets = bytearray()
        self._lock = Lock()

    def first(self, count: int) -> list[G1Point]:
        """Raises InputError ``canonicalization_budget_exceeded`` beyond the limit."""
        self._grow(count)
        return self._points[:count]

    def octets(self, count: int) -> bytes:
        """The first ``count`` points, serialized one after the other."""
        self._grow(count)
        return bytes(self._octets[: count * _POINT_BYTES])

    def _grow(self, count: int) -> None:
        if count > MAX_MESSAGES + 1:
            raise InputError("canonicalization_budget_exceeded", detail=f"more than {MAX_MESSAGES} messages")
        with self._lock:
            for index in range(len(self._points), count):
                known = index < len(self._made)
                point = G1Point.from_xy_bytes_unchecked_be(self._made[index]) if known else self._make(index)
                self._octets += point.to_compressed_bytes()
                self._points.append(point)

    def _make(self, index: int) -> G1Point:
        while self._valued <= index:
            self._valued += 1
            grown = self._value + self._valued.to_bytes(8)
            self._value = _expand(grown, _API + b"SIG_GENERATOR_SEED_", _EXPANDED_BYTES)
        return G1Point.hash_to_curve(self._value, _API + b"SIG_GENERATOR_DST_")


def _sum(terms: Iterable[_Product]) -> G1Point:
    """Σ point · scalar. All at once, each point costs a quarter of what it costs by itself."""
    points, scalars = zip(*terms, strict=True)
    return G1Point.multiexp_unchecked(list(points), list(scalars))


def _blinded(scalars: Mapping[int, Scalar]) -> list[_Product]:
    """The terms H_i · m_i of the given places."""
    generators = _GENERATORS.first(max(scalars, default=-1) + 2)
    return [(generators[place + 1], scalar) for place, scalar in scalars.items()]


def _committed(domain: Scalar, scalars: Mapping[int, Scalar], factor: Scalar) -> list[_Product]:
    """The terms of (P1 + Q1 · domain + Σ H_i · m_i) · factor."""
    fixed = [(_P1, factor), (_GENERATORS.first(1)[0], domain * factor)]
    return fixed + [(point, scalar * factor) for point, scalar in _blinded(scalars)]


def _domain(public: bytes, header: bytes, count: int) -> Scalar:
    """What ties a signature to its key, its header and the number of messages (§4.2.3)."""
    octets = count.to_bytes(8) + _GENERATORS.octets(count + 1) + _API
    return _hash_to_scalar(public + octets + len(header).to_bytes(8) + header, _API + b"H2S_")


def _challenge(points: _Points, domain: Scalar, shown: Mapping[int, Scalar], presentation_header: bytes) -> Scalar:
    """§3.7.4."""
    messages = b"".join(place.to_bytes(8) + scalar.to_be_bytes() for place, scalar in shown.items())
    octets = len(shown).to_bytes(8) + messages + points.to_bytes() + domain.to_be_bytes()
    return _hash_to_scalar(octets + len(presentation_header).to_bytes(8) + presentation_header, _API + b"H2S_")


def _message_scalar(message: bytes) -> Scalar:
    """§4.1.2."""
    return _hash_to_scalar(message, _API + b"MAP_MSG_TO_SCALAR_AS_HASH_")


def _hash_to_scalar(message: bytes, tag: bytes) -> Scalar:
    """§4.2.2."""
    return Scalar.from_be_bytes_mod_order(_expand(message, tag, _EXPANDED_BYTES))


def _random_scalar(random: RandomBytes) -> Scalar:
    """§4.2.1. A zero would unblind what it is meant to hide."""
    scalar = Scalar.from_be_bytes_mod_order(random(_EXPANDED_BYTES))
    if scalar.is_zero():
        raise UsageError("usage_wrong", detail="a random source of zeros")
    return scalar


def _expand(message: bytes, tag: bytes, length: int) -> bytes:
    """`expand_message_xmd` with SHA-256 (RFC 9380 §5.3.1); at most 8,160 bytes, tags of at most 255."""
    suffix = tag + len(tag).to_bytes(1)
    first = hashlib.sha256(bytes(64) + message + length.to_bytes(2) + b"\0" + suffix).digest()
    block = hashlib.sha256(first + b"\1" + suffix).digest()
    expanded = block
    for number in range(2, -(-length // 32) + 1):
        mixed = (int.from_bytes(first) ^ int.from_bytes(block)).to_bytes(32)
        block = hashlib.sha256(mixed + number.to_bytes(1) + suffix).digest()
        expanded += block
    return expanded[:length]


def _places(disclosed: Sequence[int], total: int) -> frozenset[int]:
    places = frozenset(disclosed)
    if list(disclosed) != sorted(places) or any(not 0 <= place < total for place in places):
        raise UsageError("usage_wrong", detail="places of messages must ascend within what was signed")
    return places


def _secret(secret: bytes) -> Scalar:
    number = int.from_bytes(secret)
    if len(secret) != SECRET_BYTES or not 0 < number < _ORDER:
        raise UsageError("usage_wrong", detail="a BBS secret key is a number of 32 bytes below the order of the group")
    return Scalar.from_be_bytes(secret)


@lru_cache(maxsize=256)
def _read_public(public: bytes) -> G2Point:
    """§4.2.4.6: a point of the subgroup, not the identity, in its one spelling."""
    try:
        point = G2Point.from_compressed_bytes(public)
    except ValueError as error:
        raise InputError("key_malformed", detail="not a point of G2") from error
    if point == G2Point.identity() or point.to_compressed_bytes() != public:
        raise InputError("key_malformed", detail="not a point of G2 in its usual spelling")
    return point


def _read_signature(signature: bytes) -> tuple[G1Point, Scalar]:
    """§4.2.4.3."""
    if len(signature) != SIGNATURE_BYTES:
        raise InputError("proof_value_malformed", detail=f"a BBS signature of {len(signature)} bytes")
    return _read_point(signature[:_POINT_BYTES]), _read_scalar(signature[_POINT_BYTES:])


def _read_proof(proof: bytes) -> tuple[list[G1Point], list[Scalar]]:
    """§4.2.4.5: three points; three answers, one for each hidden message, and the challenge."""
    excess = len(proof) - _PROOF_FLOOR
    if excess < 0 or excess % _SCALAR_BYTES or excess > MAX_MESSAGES * _SCALAR_BYTES:
        raise InputError("proof_value_malformed", detail=f"a BBS proof of {len(proof)} bytes")
    split = 3 * _POINT_BYTES
    return (
        [_read_point(proof[start : start + _POINT_BYTES]) for start in range(0, split, _POINT_BYTES)],
        [_read_scalar(proof[start : start + _SCALAR_BYTES]) for start in range(split, len(proof), _SCALAR_BYTES)],
    )


def _read_point(octets: bytes) -> G1Point:
    try:
        point = G1Point.from_compressed_bytes(octets)
    except ValueError as error:
        raise InputError("proof_value_malformed", detail="not a point of G1") from error
    if point == G1Point.identity() or point.to_compressed_bytes() != octets:
        raise InputError("proof_value_malformed", detail="not a point of G1 in its usual spelling")
    return point


def _read_scalar(octets: bytes) -> Scalar:
    if not 0 < int.from_bytes(octets) < _ORDER:
        raise InputError("proof_value_malformed", detail="a number of 0, or not below the order of the group")
    return Scalar.from_be_bytes(octets)


_SEED = b"MESSAGE_GENERATOR_SEED"
_GENERATORS = _Generators(_SEED, Path(__file__).with_name("bbs_generators.bin").read_bytes())
_PAIRED = _Paired()
