"""The way in as a whole: incremental, parallel, pruned only where that is safe, and one bad file never stopping it."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from indexer import dividing
from indexer.crew_member import Task
from indexer.dividing import divided
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import CorruptIndex, IndexerError, IndexLocked, NoIndex
from indexer.ingest import Progress, Summary, index_paths
from indexer.models import Report
from indexer.prepare import Failure, Prepared, report_id
from indexer.roots import SourceFile

PLACES = ("涪陵", "长寿", "万州", "黔江", "江津", "合川", "永川", "南川", "綦江", "大足", "璧山", "铜梁")


def text(number: int, note: str = "") -> str:
    place, year = PLACES[number % len(PLACES)], 2015 + number % 9
    return (
        f"政协重庆市{place}区委员会常务委员会工作报告\n（{year + 1}年1月10日）\n{year}年工作回顾\n"
        f"一年来，收到提案{number + 100}件，编报社情民意信息{number + 7}篇，全部办复。{note}\n"
    )


def put(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(text(number), "utf-8")
    return folder


def reports(location: Path) -> dict[str, Report]:
    engine = WhooshEngine(location)
    found = {identity: engine.report(identity) for state in engine.files().values() for identity in state.ids}
    engine.close()
    return found


def files(location: Path) -> list[str]:
    return sorted(report.file for report in reports(location).values())


def counts(summary: Summary) -> tuple[int, int, int, int, int]:
    return summary.added, summary.updated, summary.unchanged, summary.removed, len(summary.failures)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return put(tmp_path / "报告", 3)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_unchanged_files_are_skipped_and_changed_ones_replaced(top: Path, location: Path) -> None:
    assert counts(index_paths([top], location)) == (3, 0, 0, 0, 0)
    before = reports(location)
    marks = sorted(path.name for path in location.iterdir())
    os.utime(top / "00.txt", (0, 0))
    assert counts(index_paths([top], location)) == (0, 0, 3, 0, 0)
    assert sorted(path.name for path in location.iterdir()) == marks, "nothing to do, yet something was committed"
    (top / "01.txt").write_text(text(1, "新增一句。"), "utf-8")
    (top / "03.txt").write_text(text(3), "utf-8")
    assert counts(index_paths([top], location)) == (1, 1, 2, 0, 0)
    after = reports(location)
    assert before.keys() < after.keys()
    changed = report_id("报告", "01.txt", 0)
    assert "新增一句" in after[changed].text
    assert all(after[identity] == before[identity] for identity in before.keys() - {changed})


def test_the_same_folder_elsewhere_gives_the_same_ids(top: Path, location: Path, tmp_path: Path) -> None:
    index_paths([top], location)
    before = reports(location)
    moved = tmp_path / "新盘" / top.name
    shutil.copytree(top, moved)
    shutil.rmtree(top)
    assert counts(index_paths([moved], location)) == (0, 0, 3, 0, 0)
    assert reports(location) == before
    (moved / "02.txt").unlink()
    assert counts(index_paths([moved], location, prune=True)) == (0, 0, 2, 1, 0)


def test_another_folder_of_the_same_name_takes_nothing_over(top: Path, location: Path, tmp_path: Path) -> None:
    index_paths([top], location)
    before = reports(location)
    other = put(tmp_path / "别处" / top.name, 2)
    (other / "00.txt").write_text(text(8), "utf-8")
    assert counts(index_paths([other], location)) == (2, 0, 0, 0, 0)
    assert {report.root for report in reports(location).values()} == {"报告", "报告 (2)"}
    shutil.rmtree(top)
    third = tmp_path / "再一处" / top.name
    third.mkdir(parents=True)
    (third / "x.txt").write_text(text(9), "utf-8")
    index_paths([third], location, prune=True)
    assert before.items() <= reports(location).items(), "a drive that is away lost its reports to a namesake"


def test_prune_drops_only_what_is_gone_beneath_the_paths(top: Path, location: Path) -> None:
    put(top / "甲", 2)
    put(top / "乙", 2)
    index_paths([top], location)
    for gone in ("甲/00.txt", "乙/00.txt", "00.txt"):
        (top / gone).unlink()
    assert counts(index_paths([top], location)) == (0, 0, 4, 0, 0)
    assert counts(index_paths([top / "甲"], location, prune=True)) == (0, 0, 1, 1, 0)
    assert files(location) == ["00.txt", "01.txt", "02.txt", "乙/00.txt", "乙/01.txt", "甲/01.txt"]
    assert counts(index_paths([top / "甲" / "01.txt"], location, prune=True)) == (0, 0, 1, 0, 0)
    assert counts(index_paths([top], location, prune=True)) == (0, 0, 4, 2, 0)
    assert files(location) == ["01.txt", "02.txt", "乙/01.txt", "甲/01.txt"]


def test_prune_does_not_mistake_a_longer_name_for_a_folder_above(top: Path, location: Path) -> None:
    put(top / "甲", 1)
    put(top / "甲乙", 1)
    index_paths([top], location)
    (top / "甲乙" / "00.txt").unlink()
    assert index_paths([top / "甲"], location, prune=True).removed == 0


@pytest.mark.parametrize("away", ["missing", "empty", "nothing readable", "given as a file that is gone"])
def test_prune_drops_nothing_when_a_root_is_away(top: Path, location: Path, away: str) -> None:
    index_paths([top], location)
    before = reports(location)
    shutil.rmtree(top)
    given = top
    if away != "missing":
        top.mkdir()
    if away == "nothing readable":
        (top / "desktop.ini").write_text("x")
    if away == "given as a file that is gone":
        given = top / "00.txt"
    summary = index_paths([given], location, prune=True)
    assert summary.removed == 0
    assert reports(location) == before
    assert bool(summary.failures) == (given == top / "00.txt" or away == "missing")


def test_prune_drops_nothing_where_a_folder_cannot_be_listed(
    top: Path, location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(top / "甲", 1)
    index_paths([top], location)
    (top / "00.txt").unlink()
    scan = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "甲":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    summary = index_paths([top], location, prune=True)
    assert (summary.removed, len(summary.failures)) == (0, 1)
    assert summary.failures[0].stage == "find"


def test_prune_keeps_a_file_that_is_there_but_is_not_met(top: Path, location: Path) -> None:
    put(top / ".藏", 1)
    assert counts(index_paths([top, top / ".藏"], location)) == (4, 0, 0, 0, 0)
    assert index_paths([top], location, prune=True).removed == 0


def test_a_root_inside_a_root_is_pruned_with_it(top: Path, location: Path) -> None:
    put(top / "内", 2)
    index_paths([top / "内"], location)
    index_paths([top], location)
    assert len(reports(location)) == 5
    (top / "内" / "00.txt").unlink()
    assert index_paths([top], location, prune=True).removed == 1
    (top / "内" / "01.txt").unlink()
    assert index_paths([top], location, prune=True).removed == 0


def test_a_file_that_fails_now_keeps_its_earlier_reports(top: Path, location: Path) -> None:
    index_paths([top], location)
    before = reports(location)
    (top / "01.txt").write_bytes(b"")
    for options in ({}, {"prune": True}, {"rebuild": True}, {"prune": True, "rebuild": True}):
        summary = index_paths([top], location, **options)
        assert [failure.file for failure in summary.failures] == ["01.txt"]
        assert summary.removed == 0
        assert reports(location) == before
    (top / "01.txt").write_text(text(1), "utf-8")
    assert counts(index_paths([top], location)) == (0, 0, 3, 0, 0)


def test_one_bad_file_among_good_ones(top: Path, location: Path) -> None:
    (top / "empty.txt").write_bytes(b"")
    (top / "binary.txt").write_bytes(bytes(range(256)) * 30)
    (top / "broken.pdf").write_bytes(b"%PDF-1.7\nnonsense")
    summary = index_paths([top], location)
    assert counts(summary) == (3, 0, 0, 0, 3)
    assert sorted(failure.file for failure in summary.failures) == ["binary.txt", "broken.pdf", "empty.txt"]
    assert summary.files == 6


def test_a_file_with_fewer_reports_than_before_loses_the_rest(tmp_path: Path, location: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    lines = [f'{{"title": "报告{number}", "text": "{"正文" * 20}{number}"}}' for number in range(3)]
    rows.write_text("\n".join(lines), "utf-8")
    assert index_paths([rows], location).added == 3
    rows.write_text("\n".join(lines[:2]), "utf-8")
    assert counts(index_paths([rows], location)) == (0, 2, 0, 1, 0)
    assert sorted(report.part for report in reports(location).values()) == [0, 1]


def test_rebuild_reads_everything_anew_and_carries_over_what_is_away(top: Path, location: Path, tmp_path: Path) -> None:
    away = put(tmp_path / "外接盘", 2)
    index_paths([top, away], location)
    before = reports(location)
    shutil.rmtree(away)
    (top / "00.txt").unlink()
    summary = index_paths([top / "01.txt"], location, rebuild=True)
    assert (summary.added + summary.updated, summary.carried, summary.unchanged) == (2, 3, 0)
    assert reports(location) == before
    assert index_paths([top], location, rebuild=True, prune=True).removed == 1
    engine = WhooshEngine(location)
    assert set(engine.roots()) == {"报告", "外接盘"}
    engine.close()
    assert len(reports(location)) == 4


def test_rebuild_makes_an_index_where_there_is_none(top: Path, location: Path) -> None:
    assert counts(index_paths([top], location, rebuild=True)) == (3, 0, 0, 0, 0)
    assert len(reports(location)) == 3


def test_an_index_inside_the_indexed_folder_is_left_alone(top: Path) -> None:
    location = top / "index"
    index_paths([top], location)
    summary = index_paths([top], location)
    assert counts(summary) == (0, 0, 3, 0, 0)
    assert summary.skipped == {"index": 1}


def test_names_that_are_not_utf_8_go_through(location: Path, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode("压缩包".encode("gb18030"))
    try:
        put(folder, 1)
        (folder / "00.txt").rename(folder / os.fsdecode("报告.txt".encode("gb18030")))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert counts(index_paths([folder], location)) == (1, 0, 0, 0, 0)
    assert [(report.root, report.file) for report in reports(location).values()] == [("压缩包", "报告.txt")]
    assert counts(index_paths([folder], location, prune=True)) == (0, 0, 1, 0, 0)


def test_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    top = put(tmp_path / "r", 22)
    (top / "bad.txt").write_bytes(b"")
    started: list[int] = []
    stepped: list[Prepared] = []
    one = index_paths([top], tmp_path / "one")
    two = index_paths([top], tmp_path / "two", jobs=2, progress=Progress(started.append, stepped.append))
    assert reports(tmp_path / "one") == reports(tmp_path / "two")
    assert counts(one) == counts(two) == (22, 0, 0, 0, 1)
    assert (one.files, one.characters) == (two.files, two.characters)
    assert started == [len(stepped)] == [23]


def test_an_index_that_is_being_written_is_locked(top: Path, location: Path) -> None:
    index_paths([top], location)
    engine = WhooshEngine(location)
    with engine.writer(), pytest.raises(IndexLocked, match="wait until it is done"):
        index_paths([top], location)
    with engine.writer(), pytest.raises(IndexLocked):
        index_paths([top], location, rebuild=True)
    engine.close()
    assert index_paths([top], location).unchanged == 3


def test_a_caller_that_gives_up_leaves_the_index_as_it_was(top: Path, location: Path) -> None:
    index_paths([top], location)
    before = reports(location)
    put(top, 20)

    def stop(prepared: Prepared) -> None:
        raise KeyboardInterrupt

    for jobs in (1, 2):
        for rebuild in (False, True):
            with pytest.raises(KeyboardInterrupt):
                index_paths([top], location, jobs=jobs, rebuild=rebuild, progress=Progress(step=stop))
    assert reports(location) == before
    assert index_paths([top], location).added == 17


def test_a_place_that_cannot_hold_an_index_is_refused(top: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for location in (file, file / "beneath", top):
        with pytest.raises(IndexerError, match="--index"):
            index_paths([top], location)
    assert len(list(top.iterdir())) == 3


def test_a_damaged_index_is_rebuilt_with_what_can_be_read(top: Path, location: Path) -> None:
    index_paths([top], location)
    before = reports(location)
    (location / "zhengxie.json").write_text("{")
    with pytest.raises(CorruptIndex, match="rebuild"):
        index_paths([top], location)
    summary = index_paths([top], location, rebuild=True)
    assert any("nothing was carried over" in note for note in summary.notes)
    assert reports(location) == before


# ------------------------------------------------------------------------------------------- workers


def fate(source: SourceFile, known_hash: str | None) -> Prepared:
    """Stands in for ``prepare`` in workers: what a file is called says what becomes of its process."""
    if source.file.startswith("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    return Prepared(source, source.file)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")
def test_a_worker_that_dies_costs_the_file_that_killed_it_only() -> None:
    names = [f"dies{number}" if number in (3, 4) else str(number) for number in range(12)]
    tasks: list[Task] = [(SourceFile("r", name, Path(name)), None) for name in names]
    done = list(divided(tasks, 2, pytest.fail, fate))
    assert sorted(prepared.source.file for prepared in done) == sorted(names)
    failed = {prepared.source.file: prepared.failures for prepared in done if prepared.failures}
    assert sorted(failed) == ["dies3", "dies4"]
    assert all(isinstance(failure, Failure) and "left out" in failure.reason for (failure,) in failed.values())
    assert all(prepared.content_hash == prepared.source.file for prepared in done if not prepared.failures)


def test_where_no_process_can_be_started_files_are_read_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(dividing.ProcessPoolExecutor, "submit", refused)
    tasks: list[Task] = [(SourceFile("r", str(number), Path(str(number))), None) for number in range(12)]
    notes: list[str] = []
    done = list(divided(tasks, 2, notes.append, fate))
    assert [prepared.source.file for prepared in done] == [str(number) for number in range(12)]
    assert len(notes) == 1
    assert "Broken pipe" in notes[0]


def test_a_mistyped_path_makes_no_index(tmp_path: Path, location: Path) -> None:
    (tmp_path / "empty").mkdir()
    summary = index_paths([tmp_path / "nothing", tmp_path / "empty"], location)
    assert [failure.stage for failure in summary.failures] == ["find"]
    assert not location.exists()


def test_a_file_that_failed_in_part_is_told_again_without_being_written_again(tmp_path: Path, location: Path) -> None:
    rows = tmp_path / "r" / "rows.jsonl"
    rows.parent.mkdir()
    rows.write_text('{"text": "政协工作报告。"}\nnot JSON\n{"text": "人大工作报告。"}\n', "utf-8")
    first = index_paths([rows.parent], location)
    assert (first.added, len(first.failures)) == (2, 1)
    again = index_paths([rows.parent], location)
    assert (again.added, again.updated, again.unchanged, len(again.failures)) == (0, 0, 2, 1)
    rows.write_text('{"text": "政协工作报告。"}\n{"text": "政府工作报告。"}\n{"text": "人大工作报告。"}\n', "utf-8")
    mended = index_paths([rows.parent], location)
    assert (mended.added, mended.updated, mended.failures) == (1, 2, [])


def test_no_index_is_made_by_looking(location: Path) -> None:
    with pytest.raises(NoIndex, match="zhengxie index PATH"):
        WhooshEngine(location)
    assert not location.exists()
