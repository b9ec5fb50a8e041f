"""`sceau issue`: sign an unsigned credential with a key file."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sceau.cli import keyfile, output, source
from sceau.encoding.strict_json import JsonObject, dumps, loads_object
from sceau.errors import InputError, UsageError

if TYPE_CHECKING:
    from sceau.ports import Signer

EPILOG = """\
FILE holds an unsigned credential (VC Data Model 2.0, such as an Open Badges 3.0 credential) as JSON; `-` reads
standard input. Its issuer must be the controller in the key file. The signed credential goes to standard output,
or to the file given with --out, which is never overwritten.

forms:
  embedded    a JSON document with its proof inside (default)
  vc+jwt      a signed text: VC-JOSE-COSE
  vc-jwt      a signed text: VC-JWT of Open Badges 3.0
  vc-jwt-1.1  a signed text: JWT of VC Data Model 1.1
  vc+sd-jwt   a signed text whose holder chooses what to show: the credential as SD-JWT
  dc+sd-jwt   the same without linked data: SD-JWT VC. FILE holds claims, its type in `vct` among them.

The key decides how to sign form embedded when --suite does not: eddsa-rdfc-2022 with Ed25519, ecdsa-rdfc-2019 with
P-256 and P-384, bbs-2023 with BLS12-381. What ecdsa-sd-2023 and bbs-2023 sign is for its holder alone, who shows
part of it with `sceau derive`: always what --mandatory points to (by default the issuer, the dates, the status and
the like), and what the holder chooses.

exit status: 0 signed, 1 the credential cannot be signed, 2 wrong usage or no such file

examples: sceau issue badge.json --key college.json --bake picture.png --out badge.png
          sceau issue badge.json --key college.json --suite ecdsa-sd-2023 --mandatory /issuer --mandatory /validFrom
          sceau issue claims.json --key college.json --form dc+sd-jwt --disclosable /degree --holder learner.json
"""

FORMS = ("embedded", "vc+jwt", "vc-jwt", "vc-jwt-1.1", "vc+sd-jwt", "dc+sd-jwt")
SUITES = (
    *("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"),
    *("ecdsa-sd-2023", "bbs-2023"),
)
_SD_JWT = ("vc+sd-jwt", "dc+sd-jwt")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the unsigned credential, - for standard input")
    parser.add_argument("--key", metavar="KEYFILE", required=True, help="made by `sceau keys new`")
    parser.add_argument("--out", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument("--form", choices=FORMS, default="embedded", help="see below (default: %(default)s)")
    parser.add_argument("--suite", choices=SUITES, help="how to sign form embedded (default: what fits the key)")
    parser.add_argument(
        "--mandatory", metavar="POINTER", action="append", help="what every holder shows; repeatable (suites for parts)"
    )
    parser.add_argument(
        "--disclosable",
        metavar="POINTER",
        action="append",
        default=[],
        help="what the holder may hold back; repeatable (SD-JWT)",
    )
    parser.add_argument("--holder", metavar="KEYFILE", help="the holder's key, or its public half (SD-JWT)")
    parser.add_argument("--bake", metavar="PICTURE", help="a PNG or SVG to write the credential into; needs --out")


def run(arguments: argparse.Namespace) -> int:
    """Sign, and return the exit status.

    Raises:
        SceauError, OSError: for `sceau.cli.main` to word.
    """
    _refuse_unfit(arguments)
    signer = keyfile.read(Path(arguments.key)).signer()
    document = loads_object(source.read(arguments.file))
    picture = Path(arguments.bake).read_bytes() if arguments.bake else None
    signed = _signed(document, signer, arguments)
    if picture is not None:
        body = signed.encode() if isinstance(signed, str) else dumps(signed)
        output.write_file(_baked(picture, body, document), Path(arguments.out))
    else:
        output.write(signed.encode() if isinstance(signed, str) else output.compact(signed), arguments.out)
    return 0


def _refuse_unfit(arguments: argparse.Namespace) -> None:
    if arguments.form != "embedded" and (arguments.suite or arguments.mandatory):
        raise UsageError("usage_wrong", detail="--suite and --mandatory are for form embedded")
    if arguments.form not in _SD_JWT and (arguments.disclosable or arguments.holder):
        raise UsageError("usage_wrong", detail="--disclosable and --holder are for forms vc+sd-jwt and dc+sd-jwt")
    if arguments.bake and (arguments.form in _SD_JWT or not arguments.out):
        raise UsageError("usage_wrong", detail="--bake needs --out, and takes no SD-JWT")


def _signed(document: JsonObject, signer: Signer, arguments: argparse.Namespace) -> JsonObject | str:
    from sceau import issue  # noqa: PLC0415 — `--help` stays instant
    from sceau.issuing.enveloping import issue_jwt  # noqa: PLC0415
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415

    now = datetime.now(UTC)  # noqa: TID251 — the command line is where the clock enters
    if arguments.form in _SD_JWT:
        return _sd_jwt(document, signer, now, arguments)
    if arguments.form != "embedded":
        return issue_jwt(document, signer=signer, now=now, contexts=Contexts.bundled(), form=arguments.form)
    suite = arguments.suite or ""
    return issue(document, signer=signer, now=now, cryptosuite=suite, mandatory_pointers=arguments.mandatory)


def _sd_jwt(document: JsonObject, signer: Signer, now: datetime, arguments: argparse.Namespace) -> str:
    from sceau.issuing.sd_jwt import issue_sd_jwt, issue_sd_jwt_vc  # noqa: PLC0415 — see above
    from sceau.linked_data.contexts import Contexts  # noqa: PLC0415

    holder = keyfile.read_public(Path(arguments.holder)) if arguments.holder else None
    if arguments.form == "vc+sd-jwt":
        return issue_sd_jwt(
            document,
            signer=signer,
            now=now,
            contexts=Contexts.bundled(),
            random=os.urandom,
            disclosable=arguments.disclosable,
            holder_key=holder,
        )
    kind = document.get("vct")
    if not isinstance(kind, str) or not kind:
        raise InputError("member_malformed" if "vct" in document else "member_missing", "/vct")
    return issue_sd_jwt_vc(
        {name: value for name, value in document.items() if name != "vct"},
        vct=kind,
        issuer=signer.verification_method.partition("#")[0],
        signer=signer,
        now=now,
        random=os.urandom,
        disclosable=arguments.disclosable,
        holder_key=holder,
    )


def _baked(picture: bytes, body: bytes, document: JsonObject) -> bytes:
    from sceau.openbadges import baking  # noqa: PLC0415 — see above
    from sceau.openbadges.look import Kind, kind_of  # noqa: PLC0415

    generation = baking.Generation.CLR if kind_of(document) is Kind.CLR else baking.Generation.OB3
    if baking.is_png(picture):
        return baking.bake_png(picture, body, generation=generation)
    if baking.is_svg(picture):
        return baking.bake_svg(picture, body, generation=generation)
    raise UsageError("usage_wrong", detail="--bake wants a PNG or an SVG")
