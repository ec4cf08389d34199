"""The table of docs/reliability.md: promise, test, how many trials, result, and of when that is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import pytest

from tests.reliability.promises import FULL, MET

PAGE: Final = Path(__file__).parents[2] / "docs" / "reliability.md"
HEAD: Final = ("| promise | test | trials | result | when |", "|---|---|---:|---|---|")


class Recorder:
    """A plugin of pytest that keeps what the tests of promises met. A test that failed says nothing of its own."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.rows += [value for name, value in report.user_properties if name == MET]


def lines(rows: Iterable[Mapping[str, Any]], when: str) -> dict[str, str]:
    """Promise → its line of the table."""
    return {
        row[
            "promise"
        ]: f"| {row['promise']} | {row['test'].partition('tests/reliability/')[2]} | {row['trials']:,} | {row['result']} | {when} |"
        for row in rows
    }


def _parts(page: str) -> tuple[str, dict[str, str], str]:
    """What stands before the rows of a page's table, its rows by promise, what stands behind. Raises ValueError where there is no table."""
    head = "\n".join([*HEAD, ""])
    before, found, rest = page.partition(head)
    if not found:
        raise ValueError(f"a table of promises begins with the lines {HEAD[0]} and {HEAD[1]}")
    rows = [*takewhile(lambda line: line.startswith("|"), rest.splitlines(keepends=True))]
    return before + head, {_promise(row): row.rstrip() for row in rows}, rest[len("".join(rows)) :]


def _promise(row: str) -> str:
    return row.split("|")[1].strip()


def promised(page: str) -> dict[str, str]:
    """Promise → its line, of the table as it stands in a page. Raises ValueError where there is none."""
    return _parts(page)[1]


def with_lines(page: str, new: Mapping[str, str]) -> str:
    """A page whose table has new lines in place of those of the same promises, and others at its end."""
    before, rows, after = _parts(page)
    return "\n".join([before.rstrip("\n"), *(rows | new).values(), ""]) + after


def run(arguments: Sequence[str]) -> int:
    met = Recorder()
    rest = [each for each in arguments if each != "--record"]
    with redirect_stdout(sys.stderr):
        code = pytest.main(["tests/reliability", "-m", "promise", *rest], plugins=[met])
    new = lines(met.rows, f"{datetime.now(UTC):%Y-%m-%d}, {version('zhengxie')}")
    print("\n".join([*HEAD, *new.values()]))
    if "--record" in arguments and FULL:
        PAGE.write_text(with_lines(PAGE.read_text("utf-8"), new), "utf-8")
    elif "--record" in arguments:
        print("--record keeps what --full met; nothing was kept", file=sys.stderr)
        return 2
    return int(code)
