"""Run one benchmark and print it: ``python -m benchmarks.run engine [--quick]``."""

from __future__ import annotations

import argparse

from benchmarks import engine


def main() -> int:
    """Print rates per processor second and their ratio."""
    parser = argparse.ArgumentParser(prog="benchmarks.run")
    parser.add_argument("subject", choices=["engine"])
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    print(f"{'eddsa-rdfc-2022, Open Badges 3.0':<34}{'ours/s':>10}{'@digitalbazaar/vc/s':>22}{'ratio':>8}")
    for what, row in engine.measure(quick=options.quick).items():
        print(f"{what:<34}{row['ours']:>10.1f}{row['peer']:>22.1f}{row['ratio']:>8.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
