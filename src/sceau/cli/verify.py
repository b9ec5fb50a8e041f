"""`sceau verify`: bytes in, a report out."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sceau.cli import output, source
from sceau.errors import InputError, ResolutionError, UsageError

if TYPE_CHECKING:
    from sceau.ports import Fetch
    from sceau.verifying.inquiry import RegisterSource
    from sceau.verifying.report import Report

EPILOG = """\
SOURCE is a file, an https address, or - for standard input. What it is shows by itself: a credential, a presentation
or a learner record as JSON, a signed text (JWT) or a signed text with hidden parts (SD-JWT); a PNG, SVG or PDF with
one inside; or an Open Badge of version 2, whose host is asked.

exit status: 0 verified, 1 rejected, 3 check this, 2 wrong usage or no such file. Of several sources, the worst.

The report says what was asked and what was found, also of each credential and endorsement inside. Without
--register, recognition of the issuer is not asked. With --challenge or --domain a credential by itself is not enough:
somebody must have signed to show it, in answer to this challenge, to this domain.
Evidence is compared when it is at hand (--evidence), or fetched (--fetch-evidence: whoever hosts it then learns
that this credential is being looked at).

examples: sceau verify badge.png
          sceau verify https://college.example/badge.json --register https://register.example/register.json --json
          sceau verify shown.json --challenge 9f3c --domain employer.example
          sceau verify class-of-2026/*.json --json
"""

_EXIT = {"verified": 0, "check": 3, "rejected": 1}
"""From the best to the worst."""

_ACCEPT = (
    "application/vc, application/vp, application/vc+jwt, application/vp+jwt, application/vc+sd-jwt,"
    " application/dc+sd-jwt, application/ld+json, application/json, image/png, image/svg+xml, application/pdf"
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="file, https address, or - for standard input")
    parser.add_argument("--json", action="store_true", help="the report as JSON; of several sources one a line")
    parser.add_argument("--register", metavar="FILE|URL", help="a register of recognised issuers")
    parser.add_argument(
        "--policy",
        choices=["strict", "proof-only"],
        default="strict",
        help="strict asks everything; proof-only asks whether it is unaltered (default: %(default)s)",
    )
    parser.add_argument("--challenge", metavar="TEXT", help="what a presentation must answer")
    parser.add_argument("--domain", metavar="TEXT", help="for whom a presentation must be made")
    parser.add_argument("--allow-loopback", action="store_true", help="permit http to this machine")
    parser.add_argument(
        "--evidence", metavar="ID=FILE", action="append", default=[], help="a file of evidence, by its identifier"
    )
    parser.add_argument("--fetch-evidence", action="store_true", help="fetch evidence from where it lies")
    parser.add_argument("--at", metavar="MOMENT", help="verify for another moment, such as 2026-03-01T12:00:00Z")


def run(arguments: argparse.Namespace) -> int:
    """Verify, print each report, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    from sceau.did.resolver import Resolver  # noqa: PLC0415 — `--help` stays instant
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415
    from sceau.verifying.memory import Memory  # noqa: PLC0415
    from sceau.verifying.policy import POLICIES  # noqa: PLC0415
    from sceau.verifying.verifier import Verifier  # noqa: PLC0415

    fetch = source.world(allow_loopback=arguments.allow_loopback)
    now = _moment(arguments.at)
    evidence = dict(_evidence(pair) for pair in arguments.evidence)
    register = cache(_register(arguments.register, fetch)) if arguments.register else None
    verifier = Verifier(
        resolver=Resolver(fetch, allow_loopback_http=arguments.allow_loopback),
        fetch=fetch,
        contexts=Contexts.bundled(),
        register=register,
        policy=POLICIES[arguments.policy],
        resources=evidence,
        fetch_evidence=arguments.fetch_evidence,
        memory=Memory(failures=True),
    )
    several, statuses = len(arguments.sources) > 1, set()
    for name in arguments.sources:
        data = _read(name, fetch)
        report = verifier.verify(data, now=now, challenge=arguments.challenge, domain=arguments.domain)
        _print(report, as_json=arguments.json, name=name if several else "")
        statuses.add(_EXIT[report.verdict])
    return next(status for status in reversed(_EXIT.values()) if status in statuses)


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)  # noqa: TID251 — the command line is where the clock enters
    from sceau.encoding import datetimes  # noqa: PLC0415 — see above

    try:
        return datetimes.parse(text)
    except InputError as error:
        raise UsageError("usage_wrong", detail="--at wants a moment such as 2026-03-01T12:00:00Z") from error


def _is_address(source: str) -> bool:
    return source.startswith(("https://", "http://"))


def _read(given: str, fetch: Fetch) -> bytes:
    if not _is_address(given):
        return source.read(given)
    try:
        return fetch(given, accept=_ACCEPT, max_bytes=source.MAX_BYTES).body
    except ResolutionError as error:  # like a file that is not there
        raise UsageError(error.code, detail=error.detail) from error


def _evidence(pair: str) -> tuple[str, bytes]:
    # Identifiers are addresses and may hold "="; file names rarely do.
    identifier, separator, name = pair.rpartition("=")
    if not separator or not identifier:
        raise UsageError("usage_wrong", detail="--evidence wants ID=FILE")
    return identifier, Path(name).read_bytes()


def _register(source: str, fetch: Fetch) -> RegisterSource:
    from sceau.verifying.register import MAX_BYTES as MOST  # noqa: PLC0415 — see above
    from sceau.verifying.register import Register  # noqa: PLC0415

    if _is_address(source):
        return lambda: Register.parse(fetch(source, accept="application/json", max_bytes=MOST).body)
    body = Path(source).read_bytes()  # now, so that a missing file is wrong usage
    return lambda: Register.parse(body)


def _print(report: Report, *, as_json: bool, name: str) -> None:
    """``name`` is that of one among several sources, else ""."""
    from sceau.cli import telling, wording  # noqa: PLC0415 — see above

    if as_json:
        told = report.to_json()
        output.write(output.compact({"source": name, **told}) if name else output.pretty(told), None)
        return
    lines = list(telling.lines(report))
    output.write("\n".join([f"{wording.printable(name)}:", *lines, ""] if name else lines).encode(), None)
