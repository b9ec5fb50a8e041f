"""`sceau verify`: bytes in, a report out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sceau.errors import InputError, ResolutionError, UsageError

if TYPE_CHECKING:
    from sceau.ports import Fetch
    from sceau.verifying.inquiry import RegisterSource
    from sceau.verifying.report import Report

SUMMARY = "check a credential: file, address, or baked picture"
EPILOG = """\
SOURCE is a credential as JSON, or a PNG or SVG with one inside: a file, an https address, or - for standard input.

exit status: 0 verified, 1 rejected, 3 check this, 2 wrong usage or no such file

The report says what was asked and what was found. Without --register, recognition of the issuer is not asked.
Evidence is compared when it is at hand (--evidence), or fetched (--fetch-evidence: whoever hosts it then learns
that this credential is being looked at).

examples: sceau verify badge.png
          sceau verify https://college.example/badge.json --register https://register.example/register.json --json
"""

MAX_BYTES = 10_000_000
_EXIT = {"verified": 0, "rejected": 1, "check": 3}
_ACCEPT = "application/vc, application/vc+ld+json, application/ld+json, application/json, image/png, image/svg+xml"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="file, https address, or - for standard input")
    parser.add_argument("--json", action="store_true", help="the report as JSON on standard output")
    parser.add_argument("--register", metavar="FILE|URL", help="a register of recognised issuers")
    parser.add_argument(
        "--policy",
        choices=["strict", "proof-only"],
        default="strict",
        help="strict asks everything; proof-only asks whether it is unaltered (default: %(default)s)",
    )
    parser.add_argument("--allow-loopback", action="store_true", help="permit http to this machine")
    parser.add_argument(
        "--evidence", metavar="ID=FILE", action="append", default=[], help="a file of evidence, by its identifier"
    )
    parser.add_argument("--fetch-evidence", action="store_true", help="fetch evidence from where it lies")
    parser.add_argument("--at", metavar="MOMENT", help="verify for another moment, such as 2026-03-01T12:00:00Z")


def run(arguments: argparse.Namespace) -> int:
    """Verify, print the report, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    from sceau.adapters.http import HttpFetch  # noqa: PLC0415 — `--help` stays instant
    from sceau.did.resolver import Resolver  # noqa: PLC0415
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415
    from sceau.verifying.policy import POLICIES  # noqa: PLC0415
    from sceau.verifying.verifier import Verifier  # noqa: PLC0415

    fetch = HttpFetch(allow_loopback=arguments.allow_loopback)
    now = _moment(arguments.at)
    evidence = dict(_evidence(pair) for pair in arguments.evidence)
    register = _register(arguments.register, fetch) if arguments.register else None
    data = _read(arguments.source, fetch)
    verifier = Verifier(
        resolver=Resolver(fetch, allow_loopback_http=arguments.allow_loopback),
        fetch=fetch,
        contexts=Contexts.bundled(),
        register=register,
        policy=POLICIES[arguments.policy],
        resources=evidence,
        fetch_evidence=arguments.fetch_evidence,
    )
    report = verifier.verify(data, now=now)
    _print(report, as_json=arguments.json)
    return _EXIT[report.verdict]


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


def _read(source: str, fetch: Fetch) -> bytes:
    if _is_address(source):
        try:
            return fetch(source, accept=_ACCEPT, max_bytes=MAX_BYTES).body
        except ResolutionError as error:  # like a file that is not there
            raise UsageError(error.code, detail=error.detail) from error
    if source == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(source).open("rb") as file:
        return file.read(MAX_BYTES + 1)


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


def _print(report: Report, *, as_json: bool) -> None:
    from sceau.cli import output  # noqa: PLC0415 — see above

    body = output.pretty(report.to_json()) if as_json else "\n".join(_lines(report)).encode()
    output.write(body, None)


def _lines(report: Report) -> Iterator[str]:
    from sceau.cli import wording  # noqa: PLC0415 — see above

    proof_only = report.policy == "proof-only" and report.verdict == "verified"
    yield wording.PROOF_ONLY_VERIFIED if proof_only else wording.VERDICTS[report.verdict]
    yield ""
    if about := list(_about(report)):
        yield from about
        yield ""
    for result in report.checks:
        yield f"{wording.ANSWERS[result.outcome]:>14}  {wording.QUESTIONS[result.check]}"
        for problem in result.problems:
            yield f"{'':>14}  {wording.sentence(problem)}"


def _about(report: Report) -> Iterator[str]:
    """What the document says of itself, only when that is worth reading."""
    from sceau.cli.wording import printable  # noqa: PLC0415 — see above
    from sceau.openbadges.reading import summary  # noqa: PLC0415

    if report.document is None or report.kind != "credential":
        return
    badge = summary(report.document, "en")
    heading = "It says:" if report.verdict == "verified" else "It claims:"
    lines = {
        "what": badge.title.text,
        "by": f"{badge.issuer_name} ({badge.issuer_id})" if badge.issuer_name else badge.issuer_id,
        "to": badge.recipient_name,
        "from": badge.valid_from,
        "until": badge.valid_until,
    }
    told = [f"{label:>14}  {printable(text)}" for label, text in lines.items() if text]
    if told:
        yield heading
        yield from told
