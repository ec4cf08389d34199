"""The table of the contract (engine × test) and that of faults, as Markdown, from a run of these tests:

    python -m tests.cluster.tables > tables.md

Further arguments are pytest's, in place of all of the contract and the faults. What pytest says goes to standard error.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from typing import Any, Final

import pytest

ALL: Final = ("tests/contract", "tests/cluster/test_faults.py")
ENGINES: Final = {"whoosh": "embedded", "one-node": "one node", "three-nodes": "three nodes", "stock": "Whoosh’s own"}
"""Parameter of the contract's tests → heading of its column."""
FAULT: Final = "fault"
"""Property under which a test of a fault says what was met."""


class Recorder:
    """A plugin of pytest that notes what the tables need."""

    def __init__(self) -> None:
        self.passed: dict[str, Counter[str]] = {}
        """Test → engine → how many of its cases passed; tests in the order they were collected in."""
        self.failed: dict[str, Counter[str]] = {}
        self.faults: list[dict[str, Any]] = []
        self._places: dict[str, tuple[str, str]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            engine = _engine(item)
            if engine is not None and isinstance(item, pytest.Function):
                name = item.originalname.removeprefix("test_").replace("_", " ")
                self._places[item.nodeid] = name, engine
                self.passed.setdefault(name, Counter())
                self.failed.setdefault(name, Counter())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.faults += [value for name, value in report.user_properties if name == FAULT]
        if report.nodeid in self._places:
            test, engine = self._places[report.nodeid]
            if report.failed:
                self.failed[test][engine] += 1
            elif report.when == "call" and report.passed:
                self.passed[test][engine] += 1


def _engine(item: pytest.Item) -> str | None:
    """The engine under the contract that a test is of; None for tests of something else."""
    if "tests/contract/" not in item.nodeid:
        return None
    given = getattr(item, "callspec", None)
    named = [] if given is None else [value for value in given.params.values() if value in list(ENGINES)]
    alone = "three-nodes" if "three" in getattr(item, "fixturenames", ()) else None
    return named[0] if named else alone


def contract_table(met: Recorder) -> Iterator[str]:
    yield f"| test | {' | '.join(ENGINES.values())} |"
    yield f"|---|{'---:|' * len(ENGINES)}"
    for test, passed in met.passed.items():
        failed = met.failed[test]
        cells = (f"{failed[each]} failed" if failed[each] else str(passed[each] or "–") for each in ENGINES)
        yield f"| {test} | {' | '.join(cells)} |"


def fault_table(faults: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield (
        "| fault | searches before, during, after | failed | wrong | slowest | reports acknowledged before, during, after "
        "| lost | writer began anew | whole again after |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for row in faults:
        searches, reports = (", ".join(f"{each:,}" for each in row[name]) for name in ("searches", "reports"))
        yield (
            f"| {row['fault']} | {searches} | {row['failed']} | {row['wrong']} | {row['slowest']:.1f} s | {reports} "
            f"| {row['lost']} | {row['again']} | {row['recovered']:.0f} s |"
        )


def main(arguments: Sequence[str]) -> int:
    met = Recorder()
    with redirect_stdout(sys.stderr):
        code = pytest.main([*(arguments or ALL)], plugins=[met])
    for table in (contract_table(met), fault_table(met.faults)):
        print("\n".join(table), end="\n\n")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
