"""`sceau`: one command, its parts loaded when asked for, so that each starts at once."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "verify": "check a credential, a presentation or a badge: file or address",
    "issue": "sign an unsigned credential",
    "derive": "show part of a credential",
    "present": "show credentials together, signed by their holder",
    "keys": "make a signing key, show its public half",
    "did": "name a key, publish it, look others up",
}
VERIFIED, REJECTED, WRONG_USAGE, CHECK = 0, 1, 2, 3
_INTERRUPTED = 130
_COLUMNS = 80  # where there is no terminal
_FEW_COLLECTIONS = 100_000  # objects between two; a command lives too shortly for more

_DESCRIPTION = "Issue, present and verify Open Badges 3.0 and W3C Verifiable Credentials 2.0."
_EPILOG = "`sceau COMMAND --help` explains each command."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; without ``arguments``, those of the process, and end it."""
    if arguments is None:
        gc.set_threshold(_FEW_COLLECTIONS)
        # At once: to take apart all that was loaded would be a tenth of the life of a command.
        os._exit(_guarded(sys.argv[1:]))
    return _guarded(list(arguments))


def _guarded(given: list[str]) -> int:
    try:
        status = _run(given)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever read our output has gone; let Python's last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(given: list[str]) -> int:
    from sceau.errors import SceauError, UsageError  # noqa: PLC0415 — `--help` stays instant

    parser = _parser(given)
    if not given:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    parsed = parser.parse_args(given)
    try:
        return int(import_module(f"sceau.cli.{parsed.command}").run(parsed))
    except SceauError as error:
        _complain(_explained(error))
        return WRONG_USAGE if isinstance(error, UsageError) else REJECTED
    except BrokenPipeError:
        raise
    except OSError as error:
        _complain(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))
        return WRONG_USAGE


def _parser(given: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sceau", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_Help)
    parser.add_argument("--version", action="version", version=f"sceau {_version(given)}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = next((word for word in given if not word.startswith("-")), None)
    # Of the others nobody is told by a command that is named first.
    for name in given[:1] if chosen in COMMANDS and given[0] == chosen else COMMANDS:
        summary = COMMANDS[name]
        if name != chosen:
            commands.add_parser(name, help=summary, formatter_class=_Help)
            continue
        module = import_module(f"sceau.cli.{name}")
        module.configure(
            commands.add_parser(
                name,
                help=summary,
                description=summary[0].upper() + summary[1:] + ".",
                epilog=module.EPILOG,
                formatter_class=_Help,
            )
        )
    return parser


class _Help(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. `argparse` asks for that through a module that brings three kinds of compression."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """As `shutil.get_terminal_size` finds them."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _COLUMNS  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return _COLUMNS


def _version(given: list[str]) -> str:
    if "--version" not in given:
        return ""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 — asked for rarely

    try:
        return version("acquis")
    except PackageNotFoundError:
        return "(not installed)"


def _explained(error: Exception) -> str:
    from sceau.cli import wording  # noqa: PLC0415 — most runs have nothing to explain
    from sceau.errors import SceauError  # noqa: PLC0415
    from sceau.problems import Problem  # noqa: PLC0415

    assert isinstance(error, SceauError)
    detail = f" ({wording.printable(error.detail)})" if error.detail else ""
    return wording.sentence(Problem.of(error)) + detail


def _complain(text: str) -> None:
    print(f"sceau: {text}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
