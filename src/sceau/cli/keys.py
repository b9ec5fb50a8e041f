"""`sceau keys`: make a key file, show its public half."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from sceau.cli import keyfile, output

EPILOG = """\
sceau keys new --out KEYFILE                   a new Ed25519 key, controlled by its own did:key
sceau keys new --kind p-256 --out KEYFILE      a key of another kind: p-256 and p-384 (ECDSA), bls12-381 (BBS)
sceau keys new --did DID#NAME --out KEYFILE    a new key for a DID that you publish (see `sceau did web`)
sceau keys show KEYFILE                        the public half

A key file holds the secret: it is written readable by you alone, and never over another file.
A file with `publicKeyJwk` and `secretKeyJwk` is read as well.
"""

KINDS = {"ed25519": "Ed25519", "p-256": "P-256", "p-384": "P-384", "bls12-381": "BLS12-381-G2"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="new|show", required=True)
    new = verbs.add_parser("new", help="make a key")
    new.add_argument("--kind", choices=list(KINDS), default="ed25519", help="default: %(default)s")
    new.add_argument("--did", metavar="DID#NAME", help="the verification method it will be (default: a did:key)")
    new.add_argument("--out", metavar="KEYFILE", help="where to write instead of standard output")
    show = verbs.add_parser("show", help="print the public half")
    show.add_argument("keyfile", metavar="KEYFILE")


def run(arguments: argparse.Namespace) -> int:
    """Do it, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    if arguments.verb == "show":
        output.write(output.pretty(keyfile.read(Path(arguments.keyfile)).to_json(secret=False)), None)
        return 0
    made = _new(KINDS[arguments.kind], arguments.did)
    output.write(output.pretty(made.to_json(secret=True)), arguments.out, private=True)
    return 0


def _new(kind: str, method: str | None) -> keyfile.KeyFile:
    from sceau.did.methods import key  # noqa: PLC0415 — `--help` stays instant
    from sceau.errors import UsageError  # noqa: PLC0415
    from sceau.keys import private  # noqa: PLC0415

    made = private.generate(kind, os.urandom)
    method = method or key.method_of(made.public)
    did, _, fragment = method.partition("#")
    if not did.startswith("did:") or not fragment:
        raise UsageError("usage_wrong", detail="--did wants a DID URL with a fragment, such as did:web:a.example#key-1")
    return keyfile.KeyFile(made, method, did)
