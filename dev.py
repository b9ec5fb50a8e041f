#!/usr/bin/env python3
"""The one entry point of a checkout. Each command first sets up what it needs, and only that."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 -- the message is for those who have an older one
    raise SystemExit("Acquis needs Python 3.11 or newer: python3.11 dev.py …")

SERVICES = ("browser", "postgres", "node")


def demo(options: argparse.Namespace) -> int:
    from tools.demo import start

    return start(port=options.port, fresh=options.fresh, folder=options.data)


def test(options: argparse.Namespace) -> int:
    from tools.suite import run_tests

    return run_tests(options.arguments, without=options.allow_missing, postgres_only=options.postgres)


def check(options: argparse.Namespace) -> int:
    from tools.checks import run_checks

    return run_checks(options.names, fix=options.fix)


def vc_api(options: argparse.Namespace) -> int:
    from tools.vc_api import start

    return start(port=options.port)


def bench(options: argparse.Namespace) -> int:
    from tools.inside import call

    words = [options.subject, *(["--quick"] if options.quick else [])]
    if options.json:
        words += ["--json", str(options.json.resolve())]
    return call("benchmarks.run", words, level="test")


def fuzz(options: argparse.Namespace) -> int:
    from tools.inside import call

    seed = [] if options.seed is None else ["--seed", str(options.seed)]
    return call("tests.fuzz.run", ["--seconds", str(options.seconds), *seed, *options.targets], level="test")


def messages(options: argparse.Namespace) -> int:
    from tools.inside import call

    return call("tools.messages", ["--check"] if options.check else [], level="run")


def requirements(options: argparse.Namespace) -> int:
    from tools.requirements import report

    return report(as_json=options.json)


def lock(options: argparse.Namespace) -> int:
    from tools.lock import write_locks

    return write_locks(upgrade=options.upgrade)


def _services(text: str) -> list[str]:
    named = [name.strip() for name in text.split(",") if name.strip()]
    unknown = sorted(set(named) - set(SERVICES))
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose among {', '.join(SERVICES)}")
    return named


COMMANDS = {
    "demo": "start the product with the demonstration network",
    "test": "run the tests; further arguments go to pytest",
    "check": "format, lint, types, contracts, templates, messages",
    "vc-api": "start the VC API for conformance suites, over https",
    "bench": "measure the engine against its peers, or the portal as it grows",
    "fuzz": "feed every parser with hostile input, for a bounded time",
    "messages": "collect the texts to translate and compile the translations",
    "requirements": "which requirements are proven, claimed or open",
    "lock": "resolve the dependencies anew and write the locks",
}
OVERVIEW = """usage: python3 dev.py COMMAND [options]

Acquis, from a checkout. Nothing else needs to be installed or prepared first.

{commands}

python3 dev.py COMMAND --help explains the options of one."""


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python3 dev.py", usage="python3 dev.py COMMAND [options]", add_help=False)
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        one = commands.add_parser(name, prog=f"python3 dev.py {name}", description=COMMANDS[name], allow_abbrev=False)
        one.set_defaults(do=do)
        return one

    one = command("demo", demo)
    one.add_argument("--port", type=int, default=8000, metavar="N", help="port to listen on (default 8000)")
    one.add_argument("--fresh", action="store_true", help="erase the demonstration's data and start over")
    one.add_argument("--data", type=Path, metavar="DIR", help="data folder (default .data/demo)")

    one = command("test", test)
    one.add_argument("--postgres", action="store_true", help="run the chosen tests on PostgreSQL, not SQLite")
    leave = "of browser,postgres,node: leave out the tests that need what this machine lacks"
    one.add_argument("--allow-missing", type=_services, default=[], metavar="LIST", help=leave)

    one = command("check", check)
    one.add_argument("names", nargs="*", metavar="NAME", help="only these checks")
    one.add_argument("--fix", action="store_true", help="first let ruff repair and format what it can")

    one = command("vc-api", vc_api)
    one.add_argument("--port", type=int, default=40443, metavar="N", help="port to listen on (default 40443)")

    one = command("bench", bench)
    one.add_argument("subject", nargs="?", choices=["engine", "portal"], default="engine", help="what to measure")
    one.add_argument("--quick", action="store_true", help="within a minute; the full run takes long, and writes docs/")
    one.add_argument("--json", type=Path, metavar="FILE", help="also write the goals and what was found")

    one = command("fuzz", fuzz)
    one.add_argument("targets", nargs="*", metavar="NAME", help="only these parsers")
    one.add_argument("--seconds", type=float, default=120, metavar="N", help="in all (default 120)")
    one.add_argument("--seed", type=int, metavar="N", help="to repeat a run")

    one = command("messages", messages)
    one.add_argument("--check", action="store_true", help="change nothing; fail where something is missing")

    one = command("requirements", requirements)
    one.add_argument("--json", action="store_true", help='as {"R-001": "proven", …}')

    one = command("lock", lock)
    one.add_argument("--upgrade", action="store_true", help="take newer versions where allowed")
    return top


def main(words: list[str]) -> int:
    """Run one command; without any, say which there are."""
    if not words or words[0] in {"-h", "--help", "help"}:
        print(OVERVIEW.format(commands="\n".join(f"  {name:<14}{does}" for name, does in COMMANDS.items())))
        return 0
    top = parser()
    options, rest = top.parse_known_args(words)
    if rest and options.do is not test:
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    options.arguments = [word for word in rest if word != "--"]

    from tools.paths import SetUpError

    try:
        return int(options.do(options))
    except SetUpError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
