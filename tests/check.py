"""Every check of the project in one command: ``python -m tests.check``.

All checks run, also after one has failed; the exit code is 1 if any did. ``--skip NAME`` leaves one out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
BESIDE_PYTHON: Final = Path(sys.executable).parent
"""Commands of the environment that runs this, whether or not it is activated."""
PYTHON: Final = (sys.executable, "-m")

CHECKS: Final[dict[str, tuple[str, ...]]] = {
    "ruff": (*PYTHON, "ruff", "check", "."),
    "format": (*PYTHON, "ruff", "format", "--check", "."),
    "mypy": (*PYTHON, "mypy"),
    "imports": (str(BESIDE_PYTHON / "lint-imports"),),
    "audit": (*PYTHON, "tests.audit"),
    "pytest": (*PYTHON, "pytest"),
}
"""Name → command, quickest first; what each looks at is configured in pyproject.toml."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks that were not left out; 0 when all of them passed, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.check", description="Run every check of the project.")
    parser.add_argument("--skip", action="append", default=[], choices=CHECKS, metavar="NAME", help=", ".join(CHECKS))
    skipped = parser.parse_args(arguments).skip
    results = [(name, *run(name)) for name in CHECKS if name not in skipped]
    print("\ncheck      seconds  result")
    for name, seconds, passed in results:
        print(f"{name:<10} {seconds:>7.1f}  {'passed' if passed else 'FAILED'}")
    return 0 if all(passed for _, _, passed in results) else 1


def run(name: str) -> tuple[float, bool]:
    """Run one check with its output shown; seconds taken, and whether it passed."""
    print(f"\n== {name}", flush=True)
    started = time.perf_counter()
    try:
        passed = subprocess.run(CHECKS[name], cwd=ROOT, check=False).returncode == 0
    except FileNotFoundError as error:
        print(f"{error.filename} is not there: install the checks with pip install -e '.[dev]'", flush=True)
        passed = False
    return time.perf_counter() - started, passed


if __name__ == "__main__":
    sys.exit(main())
