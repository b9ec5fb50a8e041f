"""`sceau issue`: sign an unsigned credential with a key file."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from sceau.cli import keyfile, output

EPILOG = """\
FILE holds an unsigned credential (VC Data Model 2.0, such as an Open Badges 3.0 credential) as JSON; `-` reads
standard input. Its issuer must be the controller in the key file. The signed credential goes to standard output,
or to the file given with --out, which is never overwritten.

exit status: 0 signed, 1 the credential cannot be signed, 2 wrong usage or no such file
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the unsigned credential, - for standard input")
    parser.add_argument("--key", metavar="KEYFILE", required=True, help="made by `sceau keys new`")
    parser.add_argument("--out", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument(
        "--suite",
        choices=["eddsa-rdfc-2022", "eddsa-jcs-2022"],
        default="eddsa-rdfc-2022",
        help="how to sign (default: %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Sign, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    from sceau.encoding.strict_json import dumps, loads_object  # noqa: PLC0415 — `--help` stays instant
    from sceau.issuing import issue  # noqa: PLC0415
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415

    body = sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
    signed = issue(
        loads_object(body),
        signer=keyfile.read(Path(arguments.key)).signer(),
        now=datetime.now(UTC),  # noqa: TID251 — the command line is where the clock enters
        contexts=Contexts.bundled(),
        cryptosuite=arguments.suite,
    )
    output.write(dumps(signed), arguments.out)
    return 0
