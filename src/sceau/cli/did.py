"""`sceau did`: the DID of a key, the document to publish, the document that somebody published."""

from __future__ import annotations

import argparse
from pathlib import Path

from sceau.cli import keyfile, output
from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError

EPILOG = """\
sceau did key KEYFILE               the did:key of a key
sceau did jwk KEYFILE               the did:jwk of a key
sceau did web ADDRESS KEYFILE...    the did.json to publish at ADDRESS for keys made with `--did did:web:…#NAME`
sceau did resolve DID               the document of a did:key, did:jwk, did:web, or an https address

example: sceau did web https://college.example/did/7 key.json > did.json, then serve it as
https://college.example/did/7/did.json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", metavar="key|jwk|web|resolve", required=True)
    for method in ("key", "jwk"):
        key = verbs.add_parser(method, help=f"print the did:{method} of a key")
        key.add_argument("keyfile", metavar="KEYFILE")
    web = verbs.add_parser("web", help="print the DID document to publish")
    web.add_argument("address", metavar="ADDRESS", help="https address of the folder that will hold did.json")
    web.add_argument("keyfile", metavar="KEYFILE", nargs="+")
    resolve = verbs.add_parser("resolve", help="print the document of a DID")
    resolve.add_argument("did", metavar="DID")
    resolve.add_argument("--allow-loopback", action="store_true", help="permit http to this machine")


def run(arguments: argparse.Namespace) -> int:
    """Do it, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    if arguments.verb in ("key", "jwk"):
        from sceau.did.methods import jwk, key  # noqa: PLC0415 — `--help` stays instant

        of = key.of if arguments.verb == "key" else jwk.of
        print(of(keyfile.read(Path(arguments.keyfile)).private.public))
        return 0
    if arguments.verb == "web":
        document = _web(arguments.address, [Path(name) for name in arguments.keyfile])
    else:
        document = _resolve(arguments.did, allow_loopback=arguments.allow_loopback)
    output.write(output.pretty(document), None)
    return 0


def _web(address: str, paths: list[Path]) -> JsonObject:
    from sceau.did import document  # noqa: PLC0415 — see above
    from sceau.did.methods import web  # noqa: PLC0415

    did = web.of(address)
    keys: list[document.PublishedKey] = []
    for path in paths:
        key = keyfile.read(path)
        owner, _, fragment = key.verification_method.partition("#")
        if owner != did:
            raise UsageError("usage_wrong", detail=f"{path} is a key of {owner}, not of {did}")
        keys.append(document.PublishedKey(fragment, key.private.public, for_authentication=True))
    return document.build(did, keys)


def _resolve(did: str, *, allow_loopback: bool) -> JsonObject:
    from sceau.adapters.http import HttpFetch  # noqa: PLC0415 — see above
    from sceau.did.resolver import Resolver  # noqa: PLC0415

    fetch = HttpFetch(allow_loopback=allow_loopback)
    return Resolver(fetch, allow_loopback_http=allow_loopback).resolve(did).raw
