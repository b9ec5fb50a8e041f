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

The key decides how to sign when --suite does not: eddsa-rdfc-2022 with Ed25519, ecdsa-rdfc-2019 with P-256 and P-384.

exit status: 0 signed, 1 the credential cannot be signed, 2 wrong usage or no such file
"""

SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019")
_DEFAULTS = {"Ed25519": "eddsa-rdfc-2022", "P-256": "ecdsa-rdfc-2019", "P-384": "ecdsa-rdfc-2019"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the unsigned credential, - for standard input")
    parser.add_argument("--key", metavar="KEYFILE", required=True, help="made by `sceau keys new`")
    parser.add_argument("--out", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument("--suite", choices=SUITES, help="how to sign (default: what fits the key)")


def run(arguments: argparse.Namespace) -> int:
    """Sign, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    from sceau.encoding.strict_json import dumps, loads_object  # noqa: PLC0415 — `--help` stays instant
    from sceau.errors import UsageError  # noqa: PLC0415
    from sceau.issuing import issue  # noqa: PLC0415
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415

    signer = keyfile.read(Path(arguments.key)).signer()
    suite = arguments.suite or _DEFAULTS.get(signer.key_type)
    if suite is None:
        raise UsageError("usage_wrong", detail=f"a {signer.key_type} key signs no whole document")
    body = sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
    signed = issue(
        loads_object(body),
        signer=signer,
        now=datetime.now(UTC),  # noqa: TID251 — the command line is where the clock enters
        contexts=Contexts.bundled(),
        cryptosuite=suite,
    )
    output.write(dumps(signed), arguments.out)
    return 0
