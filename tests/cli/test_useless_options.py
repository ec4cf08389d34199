"""Options that would do nothing are refused, with a word on why; the same options stay where they do something."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.cli import analysing, comparing
from tests.cli.running import run

REPORTS = ("compare", "--reports", "0123456789abcdef")
SIDES = ("compare", "--a", "year=2021", "--b", "year=2022")
LINES = ("concordance", "提案", "--neighbours")
_VALUES = {"section": "回顾", "without": "kind=讲话"}
_OF_SELECTIONS = [
    (option.opts[0], *(() if getattr(option, "is_flag", False) else (_VALUES.get(option.name or "", "2022"),)))
    for option in comparing.compare_command.params
    if option.name in {"query", *(each.name for each in analysing.search.params)} - {"location", "as_json"}
]


@pytest.mark.parametrize(
    ("asked", "useless"),
    [
        *((REPORTS, option) for option in _OF_SELECTIONS),
        (REPORTS, ("--limit", "3")),
        (REPORTS, ("--numbers",)),
        (REPORTS, ("--holding", "2")),
        (REPORTS, ("--a", "year=2021")),
        (SIDES, ("--no-variants",)),
        (SIDES, ("--year", "2020")),
        (("compare", "--a", "section=回顾", "--b", "section=打算"), ("--section", "回顾")),
        (("compare", "--a", "kind=讲话", "--b", "kind=决议"), ("--kind", "章程规则")),
        (("adoption", "示例好商量"), ("--limit", "3")),
        (("adoption", "示例好商量"), ("--table", "years")),
        (("adoption", "--phrases", "--csv", "-"), ("--table", "years")),
        (("adoption", "--phrases"), ("--no-variants",)),
        (("coverage",), ("--no-variants",)),
        (LINES, ("--sort", "year")),
        (LINES, ("--page", "2")),
        (LINES, ("--size", "5")),
        (LINES, ("--width", "5")),
        (("concordance", "提案", "--csv", "-"), ("--page", "2")),
        (("concordance", "提案", "--csv", "-"), ("--size", "5")),
        (("figures", "立案", "--rows"), ("--save", "kept.json")),
        (("figures", "立案", "--rows"), ("--json",)),
        (("figures", "立案"), ("--no-variants",)),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    tmp_path: Path, asked: tuple[str, ...], useless: tuple[str, ...]
) -> None:
    done = run(*asked, *useless, "--index", tmp_path / "none")
    assert done.exit_code == 2
    assert useless[0] in done.stderr
    assert "Error: " in done.stderr


def test_every_option_of_a_selection_was_tried() -> None:
    assert len(_OF_SELECTIONS) == 13


@pytest.mark.parametrize(
    "asked",
    [
        (*SIDES, "--no-variants", "提案"),
        (*SIDES, "--no-variants", "--query", "提案"),
        (*SIDES, "--limit", "3", "--numbers", "--holding", "2", "--kind", "常委会工作报告"),
        ("compare", "--a", "year=2021", "--b", "kind=讲话", "--year", "2022"),
        ("adoption", "--phrases", "--limit", "3"),
        ("adoption", "--phrases", "--no-variants", "--query", "提案"),
        ("coverage", "--no-variants", "--query", "提案"),
        ("figures", "立案", "--no-variants", "--query", "提案"),
        ("figures", "立案", "--rows", "--csv", "-"),
        ("concordance", "提案", "--page", "2", "--size", "1", "--width", "5", "--sort", "year"),
        ("concordance", "提案", "--csv", "-", "--width", "5", "--sort", "year"),
    ],
)
def test_an_option_that_does_something_is_taken(index: tuple[str, Path], asked: tuple[str, ...]) -> None:
    done = run(*asked, *index)
    assert done.exit_code == 0, done.output
