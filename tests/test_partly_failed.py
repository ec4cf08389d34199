"""A file of which a part fails on a later run: nothing of it is lost, doubled or forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.ingest import index_paths

WHOLE = '{"text": "示例报告甲。"}\n{"text": "示例报告乙。"}\n'
BROKEN = '{"text": "示例报告甲新。"}\nnot JSON\n'


def texts(location: Path) -> list[str]:
    engine = WhooshEngine(location)
    return sorted(engine.report(identity).text for state in engine.files().values() for identity in state.ids)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A file whose first report was renewed by a run in which the second failed."""
    file = tmp_path / "r" / "rows.jsonl"
    file.parent.mkdir()
    file.write_text(WHOLE, "utf-8")
    (file.parent / "b.txt").write_text("另一份示例报告。", "utf-8")
    index_paths([file.parent], tmp_path / "index")
    file.write_text(BROKEN, "utf-8")
    summary = index_paths([file.parent], tmp_path / "index")
    assert (summary.updated, len(summary.failures)) == (1, 1)
    return file


def test_the_failed_part_keeps_its_report(rows: Path, tmp_path: Path) -> None:
    assert texts(tmp_path / "index") == ["另一份示例报告。", "示例报告乙。", "示例报告甲新。"]
    again = index_paths([rows.parent], tmp_path / "index")
    assert (again.unchanged, again.updated, len(again.failures)) == (3, 0, 1)


def test_the_file_as_it_was_is_read_again(rows: Path, tmp_path: Path) -> None:
    rows.write_text(WHOLE, "utf-8")
    index_paths([rows.parent], tmp_path / "index")
    assert texts(tmp_path / "index") == ["另一份示例报告。", "示例报告乙。", "示例报告甲。"]


def test_a_file_that_is_gone_is_pruned_wholly(rows: Path, tmp_path: Path) -> None:
    rows.unlink()
    assert index_paths([rows.parent], tmp_path / "index", prune=True).removed == 2
    assert texts(tmp_path / "index") == ["另一份示例报告。"]


def test_fewer_rows_leave_nothing_behind(rows: Path, tmp_path: Path) -> None:
    rows.write_text(WHOLE.split("\n")[0], "utf-8")
    index_paths([rows.parent], tmp_path / "index")
    assert texts(tmp_path / "index") == ["另一份示例报告。", "示例报告甲。"]


def test_a_rebuild_carries_the_failed_part_over(rows: Path, tmp_path: Path) -> None:
    before = texts(tmp_path / "index")
    summary = index_paths([rows.parent], tmp_path / "index", rebuild=True)
    assert (summary.carried, summary.removed) == (1, 0)
    assert texts(tmp_path / "index") == before
