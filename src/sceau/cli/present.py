"""`sceau present`: credentials together, or part of an SD-JWT, signed by who holds them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sceau.cli import keyfile, output, source

if TYPE_CHECKING:
    from sceau.cli.keyfile import KeyFile
    from sceau.encoding.strict_json import JsonObject

EPILOG = """\
Each FILE holds a signed credential: JSON, a JWT or an SD-JWT, or a PNG, SVG or PDF with one inside; `-` reads
standard input. They are shown as they are, and not verified here. The presentation goes to standard output, or to
the file given with --out, which is never overwritten.

forms:
  embedded   a JSON document with a proof of authentication (default)
  vp+jwt     a signed text; needs --challenge and --domain
  sd-jwt     one SD-JWT, with what --show points to and nothing else that can be held back (default for one SD-JWT).
             With --key also a key binding, signed by the key that its issuer named; needs --challenge and --domain.

--challenge and --domain are what the verifier gave: what to answer, and its own name.

exit status: 0 presented, 1 a file holds no credential that can be shown, 2 wrong usage or no such file

examples: sceau present badge.json --key me.json --challenge 9f3c --domain employer.example
          sceau present card.sd-jwt --show /degree --key me.json --challenge 9f3c --domain employer.example
"""

FORMS = ("embedded", "vp+jwt", "sd-jwt")
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a signed credential, - for standard input")
    parser.add_argument("--key", metavar="KEYFILE", help="the holder's, made by `sceau keys new`")
    parser.add_argument("--challenge", metavar="TEXT", help="what the verifier wants to see again")
    parser.add_argument("--domain", metavar="TEXT", help="who the verifier is")
    parser.add_argument("--form", choices=FORMS, help="see below")
    parser.add_argument("--suite", choices=SUITES, help="how to sign form embedded (default: what fits the key)")
    parser.add_argument(
        "--show", metavar="POINTER", action="append", default=[], help="for form sd-jwt: what to show of it; repeatable"
    )
    parser.add_argument("--out", metavar="FILE", help="where to write instead of standard output")


def run(arguments: argparse.Namespace) -> int:
    """Present, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    key = keyfile.read(Path(arguments.key)) if arguments.key else None
    given = [source.credential(name) for name in arguments.files]
    lone = given[0] if len(given) == 1 else None
    sd_jwt = lone if isinstance(lone, str) and "~" in lone else None
    form = arguments.form or ("embedded" if sd_jwt is None else "sd-jwt")
    _refuse_unfit(arguments, form)
    now = datetime.now(UTC)  # noqa: TID251 — the command line is where the clock enters
    if form == "sd-jwt":
        body = _selected(sd_jwt, key, arguments, now)
    elif key is None:
        raise _wrong("--key is needed: a presentation is signed by its holder")
    elif form == "vp+jwt":
        body = _signed_text(given, key, arguments, now)
    else:
        body = _document(given, key, arguments, now)
    output.write(body, arguments.out)
    return 0


def _refuse_unfit(arguments: argparse.Namespace, form: str) -> None:
    answered = arguments.challenge is not None and arguments.domain is not None
    if (form == "vp+jwt" or (form == "sd-jwt" and arguments.key)) and not answered:
        raise _wrong(f"form {form} needs --challenge and --domain")
    if arguments.show and form != "sd-jwt":
        raise _wrong("--show is for one SD-JWT; parts of other credentials come from `sceau derive`")
    if arguments.suite and form != "embedded":
        raise _wrong("--suite is for form embedded")


def _document(given: list[JsonObject | str], key: KeyFile, arguments: argparse.Namespace, now: datetime) -> bytes:
    from sceau import present  # noqa: PLC0415 — `--help` stays instant

    return output.compact(
        present(
            given,
            signer=key.signer(),
            now=now,
            challenge=arguments.challenge,
            domain=arguments.domain,
            cryptosuite=arguments.suite or "",
        )
    )


def _signed_text(given: list[JsonObject | str], key: KeyFile, arguments: argparse.Namespace, now: datetime) -> bytes:
    from sceau.issuing.enveloping import present_jwt  # noqa: PLC0415 — see above

    signer, audience, nonce = key.signer(), arguments.domain, arguments.challenge
    return present_jwt(given, signer=signer, now=now, audience=audience, nonce=nonce).encode()


def _selected(sd_jwt: str | None, key: KeyFile | None, arguments: argparse.Namespace, now: datetime) -> bytes:
    from sceau.proofs.sd_jwt import credential, holding  # noqa: PLC0415 — see above

    if sd_jwt is None:
        raise _wrong("form sd-jwt is for one SD-JWT")
    if key is not None and credential.read(sd_jwt).confirmation_key != key.private.public:
        raise _wrong("the issuer named another holder's key, or none")
    return holding.present(
        sd_jwt,
        arguments.show,
        holder_signer=key.signer() if key else None,
        nonce=arguments.challenge,
        audience=arguments.domain,
        now=now,
    ).encode()


def _wrong(detail: str) -> Exception:
    from sceau.errors import UsageError  # noqa: PLC0415 — see above

    return UsageError("usage_wrong", detail=detail)
