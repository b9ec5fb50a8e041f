"""``acquis``: run an installation. ``acquis --help`` lists the commands."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

POLL_SECONDS = 0.25
SEAL_EVERY = 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, set Django up, run; the exit code."""
    parser = argparse.ArgumentParser(prog="acquis", description="Run an installation of Acquis.")
    parser.add_argument(
        "--settings", default=os.environ.get("DJANGO_SETTINGS_MODULE", "acquis.config.settings.production")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("migrate", help="bring the database to this version")
    serve = commands.add_parser("serve", help="answer requests")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--threads", type=int, default=4)
    serve.add_argument("--certificate", type=Path, help="speak TLS with this certificate (PEM)")
    serve.add_argument("--certificate-key", type=Path, help="its private key (PEM)")
    worker = commands.add_parser("worker", help="do background work: signing, mail, news, sealing")
    worker.add_argument("--once", action="store_true", help="stop when nothing is left to do")
    commands.add_parser("check", help="say what is wrong with this installation")
    found = commands.add_parser("found", help="create the organization that runs this network, and its first member")
    found.add_argument("--name-fr", required=True, help="its name in French")
    found.add_argument("--name-en", required=True, help="its name in English")
    found.add_argument("--email", required=True, help="address of its first member, who then signs in by code")
    found.add_argument("--language", choices=["fr", "en"], default="fr", help="the member's (default: %(default)s)")
    audit = commands.add_parser("audit", help="prove the record of every write")
    audit.add_argument("what", choices=["verify"])
    audit.add_argument("--head", default="", help="a head noted before: also say whether the record still holds it")
    _add_skills(commands.add_parser("skills", help="import competency frameworks, and list those that are here"))
    commands.add_parser("demo", help="create the demonstration network (demo setting only)")
    chosen = parser.parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = chosen.settings
    import django  # noqa: PLC0415 -- the settings are known only now

    django.setup()
    return int(globals()[f"_{chosen.command}"](chosen))


def _add_skills(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    what.add_parser("list", help="every version of every framework, with the number of its entries")
    bring = what.add_parser(
        "import", help="import a framework from its files: ESCO, NOC, OaSIS, CASE or our own layout"
    )
    bring.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, archives, or folders of files")
    bring.add_argument("--version", default="", help="as its publisher numbers it, for example 1.2")
    for name, meaning in (
        ("key", "short key, the same for every version"),
        ("name-fr", "its name in French"),
        ("name-en", "its name in English"),
        ("publisher", "who publishes it"),
        ("licence", "under which it may be used"),
        ("attribution-fr", "what the licence asks to say, in French"),
        ("attribution-en", "what the licence asks to say, in English"),
        ("source-url", "where it is published; codes are put behind it"),
    ):
        bring.add_argument(f"--{name}", default="", help=f"{meaning}; only where the files do not say it")


def _migrate(chosen: argparse.Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from django.core.management import CommandError, call_command  # noqa: PLC0415

    try:
        call_command("check", databases=["default"])
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415

    if code := _check(chosen):
        return code
    call_command("collectstatic", interactive=False, verbosity=0)
    listener = f":{chosen.port}"
    if not settings.ACQUIS_PUBLIC_BASE.endswith(listener) and "localhost" in settings.ACQUIS_PUBLIC_BASE:
        sys.stderr.write(
            f"Listening on port {chosen.port}; the public address stays {settings.ACQUIS_PUBLIC_BASE}, "
            "as fixed at first start: DIDs and status lists keep it.\n"
        )
    Granian(
        "acquis.config.serving:application",
        factory=True,
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=settings.ACQUIS_PROCESSES,
        blocking_threads=chosen.threads,
        log_access=False,
        ssl_cert=chosen.certificate,
        ssl_key=chosen.certificate_key,
    ).serve()
    return 0


def _worker(chosen: argparse.Namespace) -> int:
    from acquis.platform import jobs, repeats  # noqa: PLC0415

    if code := _check(chosen):
        return code
    if chosen.once:
        jobs.run_due()
        return 0
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sealed_at = -SEAL_EVERY
    while not stopping.is_set():
        if time.monotonic() - sealed_at > SEAL_EVERY:
            jobs.enqueue("audit.seal", {})
            jobs.tidy()
            repeats.tidy()
            sealed_at = time.monotonic()
        if not jobs.run_due(limit=50):
            stopping.wait(POLL_SECONDS)
    return 0


def _found(chosen: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.validators import validate_email  # noqa: PLC0415

    from acquis.config import founding  # noqa: PLC0415
    from acquis.platform.faults import Refusal  # noqa: PLC0415
    from acquis.platform.translatable import Text  # noqa: PLC0415

    try:
        validate_email(chosen.email)
        founding.found(name=Text(fr=chosen.name_fr, en=chosen.name_en), email=chosen.email, language=chosen.language)
    except (ValidationError, Refusal) as refusal:
        reason = refusal.sentence if isinstance(refusal, Refusal) else " ".join(refusal.messages)
        sys.stderr.write(f"{reason}\n")
        return 1
    sys.stdout.write(f"The network is founded. {chosen.email} signs in by code, as its operator.\n")
    return 0


def _audit(chosen: argparse.Namespace) -> int:
    from acquis.audit import queries  # noqa: PLC0415

    proof = queries.verify()
    if proof.broken_at is not None:
        sys.stdout.write(f"The record is broken at entry {proof.broken_at}.\n")
        return 1
    if chosen.head and not queries.holds(chosen.head):
        sys.stdout.write("The record does not hold the head noted before: its end was cut off or written anew.\n")
        return 1
    sys.stdout.write(f"{proof.sealed} entries hold together; {proof.waiting} wait to be sealed. Head: {proof.head}\n")
    return 0


def _skills(chosen: argparse.Namespace) -> int:
    from acquis.config import importing  # noqa: PLC0415
    from acquis.platform.faults import Refusal  # noqa: PLC0415

    if chosen.what == "list":
        sys.stdout.writelines(f"{line}\n" for line in importing.listed())
        return 0
    try:
        done = importing.bring(chosen.paths, vars(chosen), progress=_told if sys.stderr.isatty() else None)
    except (Refusal, OSError) as refusal:
        sys.stderr.write(f"{refusal.sentence if isinstance(refusal, Refusal) else refusal}\n")
        return 1
    sys.stdout.write(f"{done}\n")
    return 0


def _told(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done} / {total}" + ("\n" if done == total else ""))


def _demo(chosen: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415

    if not settings.ACQUIS_DEMO:
        sys.stderr.write("The demonstration network is created under the demo setting only.\n")
        return 2
    from acquis.demo import network  # noqa: PLC0415

    network.create()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
