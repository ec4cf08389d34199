"""What pip-audit writes becomes a verdict; that it reaches nobody is no failure."""

from __future__ import annotations

import json

import pytest

from tests.audit import verdict

WEAK = {"name": "示例", "version": "1.0", "vulns": [{"id": "CVE-0000-0000", "fix_versions": ["1.1"]}]}
SOUND = {"name": "other", "version": "2.0", "vulns": []}
SKIPPED = {"name": "local", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([SOUND, SOUND], 0, "nothing is known against 2 packages"),
        ([SOUND, SKIPPED], 0, "nothing is known against 1 packages; 1 could not be looked up"),
        ([SKIPPED], 0, "not audited: none of 1 packages could be looked up"),
        ([SOUND, WEAK], 1, "示例 1.0: CVE-0000-0000, mended in 1.1"),
        ([{**WEAK, "vulns": [{"id": "X", "fix_versions": []}]}], 1, "示例 1.0: X, mended in no version yet"),
    ],
)
def test_weaknesses_are_told(packages: list[object], code: int, said: str) -> None:
    assert verdict(json.dumps({"dependencies": packages, "fixes": []}), "") == (code, [said])


@pytest.mark.parametrize("errors", ["No module named pip_audit", "Traceback\nConnectionError: no network", ""])
def test_without_an_answer_nothing_was_audited(errors: str) -> None:
    code, (line,) = verdict("", errors)
    assert code == 0
    assert line.startswith("not audited: ")
    assert line.endswith(errors.splitlines()[-1] if errors else "said nothing")
