"""Sceau: issue, present and verify Open Badges 3.0 and W3C Verifiable Credentials 2.0.

The engine of Acquis, usable alone. Its parts have no clock, no socket and no framework of their own: the time, the
network and the random source are handed in. The functions here hand in the usual ones, but for the time::

    report = sceau.verify(Path("badge.png").read_bytes(), now=datetime.now(UTC))
    signed = sceau.issue(credential, signer=signer, now=datetime.now(UTC))
    shown = sceau.present([signed], signer=holder, now=datetime.now(UTC), challenge="9f3c", domain="employer.example")
    part = sceau.derive(signed, ["/credentialSubject/achievement/name"])
    reports = sceau.verify_many(bodies, now=datetime.now(UTC), workers=2)
    results = sceau.issue_many(credentials, signer=signer, now=datetime.now(UTC), workers=2)

Everything heavy is imported when it is first needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sceau.encoding.strict_json import JsonObject
    from sceau.errors import SceauError
    from sceau.keys.multikey import PublicKey
    from sceau.linked_data.contexts import Contexts
    from sceau.ports import Fetch, RandomBytes, Signer
    from sceau.verifying.inquiry import RegisterSource
    from sceau.verifying.memory import Memory
    from sceau.verifying.policy import Policy
    from sceau.verifying.register import Register
    from sceau.verifying.report import Report

__all__ = ["derive", "issue", "issue_many", "present", "verify", "verify_many"]

MAX_BYTES = 12_000_000
"""Of a document behind an address."""


def verify(
    source: bytes | str,
    *,
    now: datetime,
    policy: Policy | None = None,
    register: Register | RegisterSource | None = None,
    resources: Mapping[str, bytes] | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    fetch: Fetch | None = None,
    contexts: Contexts | None = None,
    memory: Memory | None = None,
) -> Report:
    """What can be said of a credential, presentation or badge of whatever kind. Bad input gets a report, not an error.

    Args:
        source: bytes (JSON, JWT, SD-JWT, PNG, SVG, PDF), a text of one of the first three, or an https address.
        now: aware moment for which the answers hold.
        policy: `sceau.verifying.policy.STRICT` unless given.
        register: of recognised issuers; recognition is not asked without.
        resources: evidence at hand, by its identifier in the document.
        challenge, domain: what a presentation must answer, and for whom it must be made.
        fetch: who asks the world; the guarded `sceau.adapters.http.HttpFetch` unless given.
        contexts: those that documents may name; the bundled ones unless given.
        memory: keeps keys and status lists for the next call, for some minutes.

    Raises:
        ResolutionError: with a ``fetch_*`` code, when ``source`` is an address that cannot be read.
        UsageError: ``usage_wrong`` for a moment without time zone.
    """
    from sceau.did.resolver import Resolver  # noqa: PLC0415 — `import sceau` stays instant
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415
    from sceau.verifying.policy import STRICT  # noqa: PLC0415
    from sceau.verifying.verifier import Verifier  # noqa: PLC0415

    fetch = fetch or _world()
    if isinstance(source, str):
        address = source.startswith(("https://", "http://"))
        source = fetch(source, max_bytes=MAX_BYTES).body if address else source.encode("utf-8", "replace")
    verifier = Verifier(
        resolver=Resolver(fetch),
        fetch=fetch,
        contexts=contexts or Contexts.bundled(),
        register=register,
        policy=policy or STRICT,
        resources=resources,
        memory=memory,
    )
    return verifier.verify(source, now=now, challenge=challenge, domain=domain)


def verify_many(
    items: Iterable[bytes | str],
    *,
    now: datetime,
    policy: Policy | None = None,
    register: Register | RegisterSource | None = None,
    resources: Mapping[str, bytes] | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    fetch: Fetch | None = None,
    contexts: Contexts | None = None,
    memory: Memory | None = None,
    workers: int | None = 1,
) -> Iterator[Report]:
    """The report about each item, in order: what `verify` says of it. Items are read as reports are taken.

    An address that cannot be read gets a report too, of kind "unknown", with the ``fetch_*`` code. Each list, key and
    register of the batch is asked for once.

    Args:
        items: each as `verify` takes one.
        now, policy, register, resources, challenge, domain, fetch, contexts: as for `verify`.
        memory: as for `verify`, for one worker.
        workers: 1 for this thread alone, or processes, or None for what is quicker; see
            `sceau.verifying.many.verify_many`.

    Raises:
        UsageError: ``usage_wrong`` for a moment without time zone, for no worker, or for a memory with several.
    """
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415 — `import sceau` stays instant
    from sceau.verifying import many  # noqa: PLC0415
    from sceau.verifying.policy import STRICT  # noqa: PLC0415

    terms = many.Terms(
        now=now,
        contexts=contexts or Contexts.bundled(),
        policy=policy or STRICT,
        resources=resources or {},
        challenge=challenge,
        domain=domain,
    )
    fetch = fetch or _world()
    return many.verify_many(items, terms, fetch=fetch, register=register, memory=memory, workers=workers)


def issue(
    credential: JsonObject,
    *,
    signer: Signer,
    now: datetime,
    cryptosuite: str = "",
    mandatory_pointers: Sequence[str] | None = None,
    contexts: Contexts | None = None,
    random: RandomBytes = os.urandom,
) -> JsonObject:
    """The signed credential; see `sceau.issuing.issue`. For JWT and SD-JWT see `sceau.issuing`.

    Args:
        credential: unsigned, not changed.
        signer: a key of its issuer.
        now: aware moment of signing.
        cryptosuite: one of `sceau.proofs.catalogue.names`; by default the RDFC suite of the key's kind.
        mandatory_pointers: for the suites with selective disclosure.
        contexts: those that the credential may name; the bundled ones unless given.
        random: for the suites that need it.

    Raises:
        InputError: what cannot be signed faithfully, and where.
        UsageError: a key that is not the issuer's, or does not fit the suite.
    """
    from sceau import issuing  # noqa: PLC0415 — `import sceau` stays instant
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415
    from sceau.proofs import catalogue  # noqa: PLC0415

    return issuing.issue(
        credential,
        signer=signer,
        now=now,
        contexts=contexts or Contexts.bundled(),
        cryptosuite=cryptosuite or catalogue.usual(signer.key_type),
        mandatory_pointers=mandatory_pointers,
        random=random,
    )


def issue_many(
    credentials: Iterable[JsonObject],
    *,
    signer: Signer,
    now: datetime,
    cryptosuite: str = "",
    mandatory_pointers: Sequence[str] | None = None,
    contexts: Contexts | None = None,
    random: RandomBytes = os.urandom,
    workers: int | None = 1,
) -> Iterator[JsonObject | SceauError]:
    """Each credential signed, in order, to the same bytes as by `issue`; or the error that `issue` raises.

    Args:
        credentials: unsigned, not changed; read as results are taken.
        signer, now, cryptosuite, mandatory_pointers, contexts, random: as for `issue`.
        workers: 1 for this thread alone, or processes, or None for what is quicker; see
            `sceau.issuing.many.issue_many`.

    Raises:
        UsageError: ``usage_wrong`` for no worker.
    """
    from sceau.issuing import many  # noqa: PLC0415 — `import sceau` stays instant
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415
    from sceau.proofs import catalogue  # noqa: PLC0415

    terms = many.Terms(
        now=now,
        contexts=contexts or Contexts.bundled(),
        cryptosuite=cryptosuite or catalogue.usual(signer.key_type),
        mandatory_pointers=mandatory_pointers,
    )
    return many.issue_many(credentials, terms, signer=signer, random=random, workers=workers)


def present(
    credentials: Sequence[JsonObject | str],
    *,
    signer: Signer,
    now: datetime,
    challenge: str | None = None,
    domain: str | None = None,
    cryptosuite: str = "",
    contexts: Contexts | None = None,
) -> JsonObject:
    """A presentation of ``credentials``, signed by their holder; see `sceau.presenting.present`.

    Args:
        credentials: documents with their own proof, JWTs, SD-JWTs.
        signer: a key of the holder.
        now: aware moment of signing.
        challenge: what the verifier wants to see again, so that no recording will do.
        domain: who the verifier is, so that the presentation serves nobody else.
        cryptosuite: one without selective disclosure; by default the RDFC suite of the key's kind.
        contexts: those that the credentials may name; the bundled ones unless given.

    Raises:
        InputError: what cannot be signed faithfully, and where.
        UsageError: a key that does not fit the suite.
    """
    from sceau import presenting  # noqa: PLC0415 — `import sceau` stays instant
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415
    from sceau.proofs import catalogue  # noqa: PLC0415

    return presenting.present(
        credentials,
        holder_signer=signer,
        now=now,
        contexts=contexts or Contexts.bundled(),
        challenge=challenge,
        domain=domain,
        cryptosuite=cryptosuite or catalogue.usual(signer.key_type),
    )


def derive(
    credential: JsonObject,
    pointers: Sequence[str],
    *,
    public_key: PublicKey | None = None,
    fetch: Fetch | None = None,
    contexts: Contexts | None = None,
    random: RandomBytes = os.urandom,
) -> JsonObject:
    """The part of ``credential`` that its holder chooses to show; see `sceau.presenting.derive`.

    Args:
        credential: with a base proof of ecdsa-sd-2023 or bbs-2023, not changed.
        pointers: JSON Pointers to what is shown besides what is mandatory.
        public_key: the issuer's; looked up under the proof's `verificationMethod` unless given.
        fetch: who asks the world for that; the guarded `sceau.adapters.http.HttpFetch` unless given.
        contexts: those that the credential may name; the bundled ones unless given.
        random: for the suites that need it.

    Raises:
        InputError: ``pointer_unmatched``, ``proof_base_needed``, and what makes the credential or its key unreadable.
        ResolutionError: the issuer's key cannot be had.
    """
    from sceau import presenting  # noqa: PLC0415 — `import sceau` stays instant
    from sceau.did.resolver import Resolver  # noqa: PLC0415
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415

    if public_key is None:
        url = presenting.base_method(credential)
        public_key = Resolver(fetch or _world()).method(url).public_key
    return presenting.derive(
        credential,
        selective_pointers=pointers,
        contexts=contexts or Contexts.bundled(),
        random=random,
        public_key=public_key,
    )


def _world() -> Fetch:
    from sceau.adapters.http import HttpFetch  # noqa: PLC0415 — `import sceau` stays instant

    return HttpFetch()
