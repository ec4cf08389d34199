"""The text of a report before cleaning, read from its file anew."""

from __future__ import annotations

import errno
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import ReadError
from indexer.models import Report
from indexer.originals import Originals, Source, Trouble
from indexer.originals.apart import run_apart
from indexer.originals.reading import MOST_LINES, Wanted, read_source
from indexer.readers import programs
from tests.sidecar.folders import TEXT, TWO, archive, put, run

PAGE = (
    "<html><head><title>示例市政协常委会工作报告</title></head><body><div>首页 > 政协工作 > 工作报告</div>"
    "<h1>示例市政协常委会工作报告</h1><p>发布时间：2023-01-20 来源：示例网 浏览次数：12</p>"
    + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    + "<p>上一篇：没有了</p><p>版权所有：示例市政协办公室 技术支持：示例公司</p></body></html>"
)


def reports(folder: Path) -> dict[tuple[str, str | None, int], Report]:
    engine = WhooshEngine(folder.parent / "index")
    return {(each.file, each.member, each.part): engine.report(each.id) for each in engine.catalogue()}


def source(originals: Originals, report: Report) -> Source:
    found = originals.source(report)
    assert isinstance(found, Source), found
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    put(folder, 页_html=PAGE, 双_txt=TWO, 乙_txt=TEXT)
    archive(folder / "包.zip", 内__甲_txt=TEXT.replace("315", "316"), 内__乙_txt=TEXT.replace("315", "317"))
    run(folder)
    return folder


def test_lines_removed_lines_parts_and_members(folder: Path) -> None:
    known = reports(folder)
    originals = Originals(folder.parent / "index")
    page = source(originals, known["页.html", None, 0])
    removed = [line.text for line in page.text.lines if line.removed]
    assert any("浏览次数" in line for line in removed)
    assert any("版权所有" in line for line in removed)
    assert not any("315件" in line for line in removed)
    assert (page.standing, page.text.format) == ("unchanged", "html")
    metadata = known["页.html", None, 0].metadata
    number = int(metadata.evidence["published"].where.removeprefix("furniture:"))
    assert "2023-01-20" in page.text.lines[number - 1].text, "lines have the numbers that evidence names"
    second = source(originals, known["双.txt", None, 1])
    assert second.text.lines[0].text.endswith("关于提案工作情况的报告（示例）")
    assert all("315件" not in line.text for line in second.text.lines)
    member = source(originals, known["包.zip", "内/乙.txt", 0])
    assert any("317件" in line.text for line in member.text.lines)
    assert member.original.name == "包.zip"


def test_what_changed_since_is_told(folder: Path) -> None:
    known = reports(folder)["乙.txt", None, 0]
    originals = Originals(folder.parent / "index")
    (folder / "metadata.csv").write_text("文件,来源\n乙.txt,示例网\n", "utf-8")
    assert source(originals, known).standing == "same text"
    run(folder)
    assert source(originals, reports(folder)["乙.txt", None, 0]).standing == "unchanged"
    (folder / "乙.txt").write_text(TEXT.replace("315", "400"), "utf-8")
    changed = source(originals, known)
    assert changed.standing == "changed"
    assert any("400件" in line.text for line in changed.text.lines)
    (folder / "双.txt").write_text(TEXT, "utf-8")
    assert originals.source(reports(folder)["双.txt", None, 1]) == Trouble(
        "gone", "原始文件里已经没有这份报告：文件在编入索引之后有了改动。"
    )
    (folder / "乙.txt").unlink()
    gone = originals.source(known)
    assert isinstance(gone, Trouble)
    assert gone.kind == "gone"


def test_why_a_file_cannot_be_opened_is_said_in_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_reach(path: Path) -> str:
        raise OSError(errno.ETIMEDOUT, "Connection timed out", str(path))

    monkeypatch.setattr("indexer.originals.hash_file", out_of_reach)
    found = Originals(folder.parent / "index").source(reports(folder)["乙.txt", None, 0])
    assert found == Trouble("unreadable", "原始文件打不开（等待超时）。")


def test_a_title_that_was_given_is_no_change(folder: Path) -> None:
    (folder / "metadata.csv").write_text("文件,标题\n乙.txt,示例报告\n", "utf-8")
    run(folder)
    assert source(Originals(folder.parent / "index"), reports(folder)["乙.txt", None, 0]).standing == "unchanged"


def test_files_that_cannot_be_read_are_told(folder: Path) -> None:
    known = reports(folder)
    originals = Originals(folder.parent / "index")
    (folder / "包.zip").write_bytes(b"PK\x03\x04 broken")
    for key in (("包.zip", "内/乙.txt", 0), ("页.html", None, 0)):
        (folder / key[0]).write_bytes(b"" if key[0] == "页.html" else b"PK\x03\x04 broken")
        found = originals.source(known[key])
        assert isinstance(found, Trouble)
        assert found.kind == "unread"
        assert "读不出来" in found.message
    crafted = replace(known["乙.txt", None, 0], file="../index/zhengxie.json")
    found = originals.source(crafted)
    assert isinstance(found, Trouble)
    assert found.kind == "outside"


@pytest.mark.parametrize("raised", [ValueError("x"), ReadError("示例")])
def test_a_reader_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: Exception) -> None:
    def fails(path: Path, file: str) -> None:
        raise raised

    monkeypatch.setattr("indexer.originals.reading.read_file", fails)
    found = read_source(Wanted(str(tmp_path / "a.txt"), "a.txt", None, 0))
    assert isinstance(found, Trouble)
    assert found.kind == "unread"


def test_results_are_kept_and_a_slow_file_is_stopped(folder: Path) -> None:
    known = reports(folder)["乙.txt", None, 0]
    originals = Originals(folder.parent / "index")
    first = source(originals, known)
    started = time.monotonic()
    assert source(originals, known).text is first.text
    assert time.monotonic() - started < 0.5
    hasty = Originals(folder.parent / "index", seconds=0.01)
    stopped = hasty.source(known)
    assert isinstance(stopped, Trouble)
    assert stopped.kind == "slow"


def test_only_one_file_is_read_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.originals._PATIENCE", 0.05)
    originals = Originals(folder.parent / "index")
    with originals._one_at_a_time:
        found = originals.source(reports(folder)["乙.txt", None, 0])
    assert isinstance(found, Trouble)
    assert found.kind == "busy"


def test_very_many_lines_are_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT + "示例，编报信息若干。\n" * (MOST_LINES + 50), "utf-8")
    text = read_source(Wanted(str(file), "a.txt", None, 0))
    assert not isinstance(text, Trouble)
    assert len(text.lines) == MOST_LINES
    assert len(text.lines) + text.left_out == TEXT.count("\n") + MOST_LINES + 51


def ends(_: str) -> str:
    os._exit(3)


def starts_a_program(marks: str) -> str:
    """Stands for LibreOffice: writes where it runs, and would run for long."""
    code = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
    programs.run(["python3", "-c", code, marks], 60)
    return "done"


@pytest.mark.skipif(os.name != "posix", reason="processes are looked up the POSIX way")
def test_a_process_that_is_stopped_takes_its_programs_with_it(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError):
        run_apart(ends, "", 30)
    marks = tmp_path / "pid"
    with pytest.raises(TimeoutError):
        run_apart(starts_a_program, str(marks), 8)
    program = int(marks.read_text("utf-8"))
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.kill(program, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the program still runs")
