"""The table of docs/reliability.md says what the tests promise, each promise with trials in full."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.promises import promise
from tests.reliability.table import HEAD, PAGE, lines, promised, with_lines

ROW = {"promise": "It opens.", "test": "tests/reliability/test_x.py::test_it", "trials": 1500, "result": "1,500 opened"}
TEXT = "\n".join(["# Kept", "", *HEAD, "| It opens. | old |", "| It closes. | 2 |", "", "More.", ""])


def test_a_new_line_takes_the_place_of_the_old() -> None:
    page = with_lines(TEXT, lines([ROW], "2026-01-02, 1.0"))
    assert promised(page) == {
        "It opens.": "| It opens. | test_x.py::test_it | 1,500 | 1,500 opened | 2026-01-02, 1.0 |",
        "It closes.": "| It closes. | 2 |",
    }
    assert page.replace(promised(page)["It opens."], "| It opens. | old |") == TEXT


def test_a_page_without_its_table_is_told() -> None:
    with pytest.raises(ValueError, match="promise"):
        promised("# Kept\n")


@pytest.mark.parametrize(("says", "short", "full"), [("a|b", 1, 2), ("a", 3, 2), ("a", 0, 2)])
def test_a_promise_is_whole(says: str, short: int, full: int) -> None:
    with pytest.raises(ValueError, match="promise"):
        promise(says, short=short, full=full)


def made(file: Path) -> Iterator[tuple[str, int]]:
    """The promises of a file, with their trials in full."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="promise"), args=[ast.Constant(value=str(says))], keywords=given):
                (full,) = (each.value for each in given if each.arg == "full")
                yield says, ast.literal_eval(full)


def test_each_promise_stands_in_the_table_with_all_its_trials() -> None:
    ours = {says: full for file in sorted(Path(__file__).parent.glob("test_*.py")) for says, full in made(file)}
    told = {says: int(line.split("|")[3].replace(",", "")) for says, line in promised(PAGE.read_text("utf-8")).items()}
    assert ours == told
