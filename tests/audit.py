"""Whether a weakness is known of a package that is installed here: ``python -m tests.audit``.

pip-audit asks the registry. Where it is not installed, or reaches nobody, this is said, and is no failure: then nothing was found out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

COMMAND: Final = (
    sys.executable,
    "-m",
    "pip_audit",
    "--local",
    "--skip-editable",
    "--format",
    "json",
    "--progress-spinner",
    "off",
)
_PATIENCE: Final = 300
"""Seconds."""


def main() -> int:
    """1 where a weakness is known."""
    try:
        run = subprocess.run(COMMAND, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        print(f"not audited: no answer in {_PATIENCE} s")
        return 0
    found, lines = verdict(run.stdout, run.stderr)
    print("\n".join(lines))
    return found


def verdict(output: str, errors: str) -> tuple[int, list[str]]:
    """The exit code and what to say of what pip-audit wrote."""
    try:
        audited = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return 0, [f"not audited: {(errors.strip() or output.strip() or 'pip-audit said nothing').splitlines()[-1]}"]
    lines = [
        f"{each['name']} {each['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version yet'}"
        for each in audited
        for known in each.get("vulns", ())
    ]
    known_of = sum("vulns" in each for each in audited)  # of the others the registry says nothing
    if not lines and not known_of:
        return 0, [f"not audited: none of {len(audited)} packages could be looked up"]
    rest = f"; {len(audited) - known_of} could not be looked up" if known_of < len(audited) else ""
    return (1 if lines else 0), lines or [f"nothing is known against {known_of} packages{rest}"]


if __name__ == "__main__":
    sys.exit(main())
