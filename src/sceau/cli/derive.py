"""`sceau derive`: the part of a credential that its holder chooses to show."""

from __future__ import annotations

import argparse

from sceau.cli import output, source

EPILOG = """\
FILE holds a credential signed with ecdsa-sd-2023 or bbs-2023 for its holder (a base proof): JSON, or a PNG, SVG or
PDF with it inside; `-` reads standard input. Each POINTER is a JSON Pointer to what is shown besides what its
issuer made mandatory. The issuer's key is looked up. The result was verified, and goes to standard output, or to
the file given with --out, which is never overwritten.

What is hidden in an SD-JWT is shown with `sceau present --show POINTER`.

exit status: 0 derived, 1 the credential cannot be derived from, 2 wrong usage or no such file

example: sceau derive badge.json /credentialSubject/achievement/name --out name-only.json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the credential as its issuer gave it, - for standard input")
    parser.add_argument("pointers", metavar="POINTER", nargs="*", help="what to show, such as /credentialSubject/id")
    parser.add_argument("--out", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument("--allow-loopback", action="store_true", help="permit http to this machine")


def run(arguments: argparse.Namespace) -> int:
    """Derive, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    from sceau import derive  # noqa: PLC0415 — `--help` stays instant
    from sceau.adapters.http import HttpFetch  # noqa: PLC0415
    from sceau.did.resolver import Resolver  # noqa: PLC0415
    from sceau.errors import UsageError  # noqa: PLC0415
    from sceau.presenting import base_method  # noqa: PLC0415

    credential = source.credential(arguments.file)
    if isinstance(credential, str):
        raise UsageError("usage_wrong", detail="a signed text is shown in part by `sceau present --show`")
    fetch = HttpFetch(allow_loopback=arguments.allow_loopback)
    resolver = Resolver(fetch, allow_loopback_http=arguments.allow_loopback)
    key = resolver.method(base_method(credential)).public_key
    output.write(output.compact(derive(credential, arguments.pointers, public_key=key)), arguments.out)
    return 0
