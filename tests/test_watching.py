"""Folders that are followed: what changes is indexed once it rests, and a run that is stopped keeps what it did."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from indexer.cli.following import follow, print_run
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import IndexerError, IndexLocked
from indexer.ingest import index_paths
from indexer.limits import Limits
from indexer.outcome import FileResult, Progress, Summary
from indexer.watching import Seen, seen, watch
from tests.processes import until

ONE: Seen = {"a.txt": (1, 1)}
TWO: Seen = {"a.txt": (2, 2)}
THREE: Seen = {"a.txt": (3, 3)}


def runs(looks: list[Seen], answers: list[bool] | None = None) -> list[int]:
    """At which of the looks a run was made; ``answers``: whether each came to its end."""
    stop = Event()
    made: list[int] = []
    number = -1

    def look() -> Seen:
        nonlocal number
        number += 1
        if number == len(looks) - 1:
            stop.set()
        return looks[number]

    def run() -> bool:
        made.append(number)
        return answers.pop(0) if answers else True

    watch(run, look, stop, interval=0)
    return made


@pytest.mark.parametrize(
    ("looks", "made"),
    [
        ([ONE] * 5, [0]),
        ([{}, {}, {}], [0]),
        ([ONE, TWO, TWO, TWO], [0, 2]),
        ([ONE, TWO, THREE, THREE, THREE], [0, 3]),  # not while it changes
        ([ONE, TWO, ONE, ONE], [0]),  # as it was
        ([ONE, {}, {}, ONE, ONE], [0, 2, 4]),
        ([ONE, *(Seen({"a.txt": (number, number)}) for number in range(2, 40))], [0, 31]),  # without end: at some time
    ],
)
def test_a_change_is_taken_when_it_rests(looks: list[Seen], made: list[int]) -> None:
    assert runs(looks) == made


def test_a_run_that_failed_is_made_again() -> None:
    assert runs([ONE] * 5, [False, False, True]) == [0, 1, 2]


def test_what_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一")
    (tmp_path / "metadata.csv").write_text("文件\n")
    (tmp_path / "b.png").write_text("一")
    before = seen([tmp_path, tmp_path / "none"])
    assert sorted(Path(path).name for path in before) == ["a.txt", "metadata.csv", "none"]
    (tmp_path / "a.txt").write_text("一二")
    assert {Path(path).name for path, state in seen([tmp_path]).items() if before[path] != state} == {"a.txt"}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(f"第{number}号示例报告。", "utf-8")
    return folder


@pytest.mark.parametrize(("jobs", "limits"), [(1, None), (1, Limits()), (2, None)])
def test_a_run_that_is_stopped_commits_what_it_did(top: Path, jobs: int, limits: Limits | None) -> None:
    read: list[FileResult] = []
    progress = Progress(step=read.append, stopped=lambda: len(read) >= 5)
    first = index_paths([top], top.parent / "index", jobs=jobs, limits=limits, progress=progress)
    assert 5 <= first.added < 20
    assert first.failures == []
    engine = WhooshEngine(top.parent / "index")
    assert len(engine.files()) == first.added
    second = index_paths([top], top.parent / "index")
    assert (second.added, second.unchanged) == (20 - first.added, first.added)


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody sends SIGTERM")
def test_a_folder_is_followed_until_sigterm(top: Path) -> None:
    said = top.parent / "said"
    call = ["-c", "from indexer.cli import main; main()", "index", str(top), "--watch", "--interval", "0.2", "--prune"]
    with said.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, *call, "--json", "--index", str(top.parent / "index")],
            stdout=file,
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    try:

        def told() -> list[dict[str, Any]]:
            return [json.loads(line) for line in said.read_text().splitlines()]

        until(lambda: len(told()) == 1)
        (top / "new.txt").write_text("新的示例报告。", "utf-8")
        until(lambda: len(told()) == 2)
        (top / "new.txt").unlink()
        (top / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
        until(lambda: len(told()) == 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        first, second, third = told()
    finally:
        process.kill()
    assert (first["added"], first["changed"], second["added"], second["unchanged"]) == (20, True, 1, 20)
    assert (third["removed"], [each["file"] for each in third["failed"]]) == (1, ["bad.pdf"])
    assert len(WhooshEngine(top.parent / "index").files()) == 20


def followed(folder: Path, came: Sequence[Summary | IndexerError]) -> list[Summary | IndexerError]:
    """What is told of runs that end so, in a folder in which something changes after each; then it is ended."""
    told: list[Summary | IndexerError] = []
    left = list(came)

    def run(progress: Progress) -> Summary:
        now = left.pop(0)
        (folder / "changing.txt").write_text("一" * len(left), "utf-8")
        if not left:
            signal.raise_signal(signal.SIGTERM)
            assert progress.stopped()
        if isinstance(now, IndexerError):
            raise now
        return now

    follow([folder], run, 0.1, told.append)
    assert left == []
    return told


def test_a_trouble_that_lasts_is_told_once_and_its_end_too(tmp_path: Path) -> None:
    first, full = IndexLocked("process 7 since 10:00:00 (0 min)"), IndexerError("no room")
    later, over = IndexLocked("process 7 since 10:00:00 (1 min)"), Summary()
    assert followed(tmp_path, [first, later, full, full, later, over, Summary()]) == [first, full, later, over]


def test_what_a_run_notices_is_told_when_it_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, quiet = Summary(notes=["r: no file to read beneath it"]), Summary()
    told = followed(tmp_path, [empty, Summary(notes=[*empty.notes]), quiet, quiet])
    assert told == [empty, quiet]
    print_run(empty)
    assert capsys.readouterr().err == "r: no file to read beneath it\n"
