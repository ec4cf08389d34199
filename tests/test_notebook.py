"""docs/notebook.md is true: every cell runs over the sample reports, in order, and prints what stands below it."""

from __future__ import annotations

import doctest
import re
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import pytest

import indexer
from indexer.ingest import index_paths

PAGE: Final = Path(__file__).parent.parent / "docs" / "notebook.md"
FENCE: Final = re.compile(r"^```(\w*)$")


def cells(page: str) -> str:
    """The page with every line outside of its cells blank, so that failures tell lines of the page and a fence ends an output."""
    lines, language = [], ""
    for line in page.splitlines():
        fence = FENCE.match(line)
        if fence:
            language = fence[1]
        lines.append(line if language == "pycon" and not fence else "")
    return "\n".join(lines) + "\n"


def run(page: str) -> doctest.TestResults:
    """Run the cells in one namespace, in the current folder; outputs have to be the same to the letter."""
    names: dict[str, Any] = {}
    test = doctest.DocTestParser().get_doctest(cells(page), names, PAGE.name, str(PAGE), 0)
    try:
        return doctest.DocTestRunner(verbose=False).run(test, clear_globs=False)
    finally:
        if "library" in names:
            names["library"].close()


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page; the current folder is a new one with the index that it begins with."""
    with as_file(files("indexer.data") / "samples" / "reports") as samples:
        index_paths([samples], tmp_path / "sample-index")
    monkeypatch.chdir(tmp_path)
    return PAGE.read_text(encoding="utf-8")


def test_cells_print_what_the_page_shows(text: str) -> None:
    result = run(text)
    assert result.attempted > 50
    assert result.failed == 0, "see above; a cell's output has changed, or the page is wrong"


def test_every_public_name_is_used() -> None:
    code = cells(PAGE.read_text(encoding="utf-8"))
    assert [name for name in indexer.__all__ if not re.search(rf"import .*\b{name}\b", code)] == []


@pytest.mark.parametrize(
    ("page", "failed"),
    [("```pycon\n>>> 1 + 1\n2\n```\n", 0), ("```pycon\n>>> 1 + 1\n3\n```\n", 1), ("```sh\n>>> 1 + 1\n3\n```\n", 0)],
)
def test_a_wrong_output_is_found(page: str, failed: int) -> None:
    assert run(page).failed == failed
