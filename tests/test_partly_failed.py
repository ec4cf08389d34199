"""A file of which a part fails on a later run: nothing of it is lost, doubled or forgotten."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from indexer import prepare
from indexer.engine.base import Analysis
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import ReadError
from indexer.ingest import index_paths
from indexer.models import RawDocument, Report
from indexer.readers import office
from indexer.segment import Segmentation

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


def test_what_fails_no_longer_is_taken_though_something_else_still_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    with ZipFile(folder / "各地.zip", "w") as archive:
        archive.writestr("甲.txt", "示例报告甲。")
        archive.writestr("乙.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        archive.writestr("丙.docx", b"PK\x03\x04 broken")

    def missing(data: bytes, file: str, suffix: str) -> RawDocument:
        raise ReadError("needs LibreOffice")

    def converted(data: bytes, file: str, suffix: str) -> RawDocument:
        return RawDocument(file, "示例报告乙。", "docx")

    monkeypatch.setattr(office, "read", missing)
    assert len(index_paths([folder], tmp_path / "index").failures) == 2
    again = index_paths([folder], tmp_path / "index")
    assert (again.unchanged, again.updated, len(again.failures)) == (1, 0, 2)
    monkeypatch.setattr(office, "read", converted)
    later = index_paths([folder], tmp_path / "index")
    assert (later.added, len(later.failures)) == (1, 1)
    assert texts(tmp_path / "index") == ["示例报告乙。", "示例报告甲。"]
    again = index_paths([folder], tmp_path / "index")
    assert (again.unchanged, again.updated, len(again.failures)) == (2, 0, 1)


def test_a_report_that_cannot_be_cut_into_words_is_told_on_each_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r" / "rows.jsonl"
    file.parent.mkdir()
    file.write_text(WHOLE, "utf-8")
    analyse = prepare.analyse

    def faulty(report: Report, segmentation: Segmentation | None = None) -> Analysis:
        if "乙" in report.text:
            raise IndexError("list index out of range")
        return analyse(report, segmentation)

    with monkeypatch.context() as patched:
        patched.setattr(prepare, "analyse", faulty)
        first = index_paths([file.parent], tmp_path / "index")
        again = index_paths([file.parent], tmp_path / "index")
    assert (first.added, len(first.failures)) == (1, 1)
    assert (again.unchanged, len(again.failures)) == (1, 1)
    mended = index_paths([file.parent], tmp_path / "index")
    assert (mended.added, mended.updated, len(mended.failures)) == (1, 1, 0)
