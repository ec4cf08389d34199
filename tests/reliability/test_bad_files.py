"""What is put among reports by mistake or to do harm costs neither the good ones, nor the run, nor the machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest

from indexer.ingest import index_paths
from tests.reliability.crafted import LINE, REPORT
from tests.reliability.hostile import FAILS, READ, Case, cases
from tests.reliability.promises import Outcome, promise

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory, pipes or odd names there")
SECONDS: Final = 60
MEGABYTES: Final = 700
_OF_A_PROCESS: Final = 400
"""Megabytes that a process takes besides what reading a file may: the program, its dictionary, and the index being built."""
_TAKING: Final = frozenset(
    ("templates.ofd", "pages.ofd", "attributes.html", "form-tree.pdf", "form-loop.pdf", "quote.csv", "shared.xlsx", "flate.pdf", "many.zip", "spine.epub", "overlapping.zip", "laughs-shared.xlsx", "bomb.docx", "bomb.zip", "bombs.zip")
)  # fmt: skip
"""Those that take a process, or a while."""
GOOD: Final = 12


def indexed(folder: Path, *options: str) -> tuple[dict[str, Any], str, int]:
    """`zhengxie index` as a program: its JSON, what it says besides, and the megabytes of the largest of its processes."""
    call = [sys.executable, "-c", "from indexer.cli import main; main()", "index", str(folder), "--json", *options]
    limits = ["--seconds-per-file", str(SECONDS), "--memory-per-file", str(MEGABYTES), "--memory", "64"]
    measured = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:]).returncode\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)\n"
        "sys.exit(code)"
    )
    index = ["--index", str(folder.parent / "index")]
    done = subprocess.run(
        [sys.executable, "-c", measured, *call, *limits, *index],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stderr
    *said, largest = done.stderr.splitlines()
    return json.loads(done.stdout), "\n".join(said), int(largest) // 1024


def with_good(folder: Path) -> None:
    for number in range(GOOD):
        (folder / f"好{number:02}.txt").write_text(f"第{number}号\n{REPORT}", "utf-8")


def reasons(told: dict[str, Any]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for each in told["failed"]:
        found[each["file"]].append(each["reason"])
    return found


def chosen(trials: int) -> list[Case]:
    every = cases()
    if trials >= len(every):
        return every
    quick = [case for case in every if case.name not in _TAKING]
    return quick[:: len(quick) // trials][:trials]


@promise(
    "Whatever lies among the files (bombs, loops, lies about formats, endless lines and tables, broken texts) is read right or reported with a "
    "reason; the good files are indexed, within the memory and time that a file may take.",
    short=12,
    full=199,
)
def test_hostile_files(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    top = tmp_path / "r"
    top.mkdir()
    tried = chosen(trials)
    for case in tried:
        (top / case.name).write_bytes(case.made())
    with_good(top)
    beside = sorted(path.name for path in tmp_path.iterdir())
    told, _, largest = indexed(top, "--jobs", "1" if trials < GOOD + 1 else "2")
    failed = reasons(told)
    assert told["files"] == len(tried) + GOOD
    assert not [name for name in failed if name.startswith("好")]
    assert sorted([*beside, "index"]) == sorted(path.name for path in tmp_path.iterdir())  # nothing was put elsewhere
    wrong = {case.name: failed[case.name] for case in tried if not as_expected(case, failed[case.name])}
    assert wrong == {}
    assert len(tried) == trials
    assert largest < MEGABYTES + _OF_A_PROCESS, f"{largest} MB"
    outcome(
        f"{len(tried)} files: {sum(not failed[case.name] for case in tried)} read, "
        f"{sum(bool(failed[case.name]) for case in tried)} reported; largest process {largest} MB, all good files indexed"
    )


def as_expected(case: Case, told: list[str]) -> bool:
    if any("please report this" in reason for reason in told):
        return False
    return {FAILS: bool(told), READ: not told}.get(case.expected, True)


def odd_places(top: Path) -> dict[str, str]:
    """Things that are no files of reports, and how each is told: "failed", "skipped" or "read"."""
    (top / "loop.txt").symlink_to("loop.txt")
    (top / "one.txt").symlink_to("two.txt")
    (top / "two.txt").symlink_to("one.txt")
    (top / "nowhere.txt").symlink_to("there-is-none.txt")
    (top / "circle").symlink_to(".")
    (top / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(top / "pipe.txt")
    line = socket.socket(socket.AF_UNIX)
    line.bind(str(top / "line.txt"))
    line.close()
    (top / "folder.txt").mkdir()
    (top / "folder.txt" / "里.txt").write_text(REPORT, "utf-8")
    Path(os.fsdecode(os.fsencode(top) + b"/\xb1\xa8\xb8\xe6.txt")).write_text(REPORT, "utf-8")
    Path(os.fsdecode(os.fsencode(top) + b"/\xff\xfe\x80.txt")).write_text(REPORT, "utf-8")
    (top / "新\n行.txt").write_text(REPORT, "utf-8")
    (top / ("长" * 80 + ".txt")).write_text(REPORT, "utf-8")
    with (top / "sparse.txt").open("wb") as file:
        file.truncate(1_200_000_000)
    told = dict.fromkeys(("loop.txt", "one.txt", "two.txt", "nowhere.txt", "sparse.txt"), "failed")
    told |= dict.fromkeys(("circle", "zero.txt", "pipe.txt", "line.txt"), "skipped")
    told |= dict.fromkeys(
        ("folder.txt/里.txt", "报告.txt", "\\xff\\xfe\\x80.txt", "新\n行.txt", "长" * 80 + ".txt"), "read"
    )
    if os.geteuid():
        (top / "secret.txt").write_text(REPORT, "utf-8")
        (top / "secret.txt").chmod(0)
        told["secret.txt"] = "failed"
    return told


@promise(
    "Links in circles, pipes, sockets, devices, names that are no text and files larger than the memory are read, counted or reported, with one process or two.",
    short=1,
    full=2,
)
def test_odd_places(tmp_path: Path, trials: int, outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: dict[str, int] = {}
    for jobs in range(1, trials + 1):
        top = tmp_path / str(jobs) / "r"
        top.mkdir(parents=True)
        monkeypatch.chdir(top)  # a socket's name may have about 100 bytes
        with_good(top)
        expected = odd_places(Path())
        monkeypatch.undo()
        told, _, largest = indexed(top, "--jobs", str(jobs))
        counts = {how: list(expected.values()).count(how) for how in ("failed", "skipped", "read")}
        assert sorted(reasons(told)) == sorted(name for name, how in expected.items() if how == "failed")
        assert all(reason and "please report" not in reason for each in reasons(told).values() for reason in each)
        assert told["added"] == GOOD + counts["read"]
        assert sum(told["skipped"].values()) == counts["skipped"]
        assert largest < MEGABYTES + _OF_A_PROCESS
    outcome(", ".join(f"{number} {how}" for how, number in counts.items()))


@promise(
    "Files that change, grow or vanish while they are read leave an index that opens, and the next run reads what is there.",
    short=1,
    full=20,
)
def test_changing_files(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    for trial in range(trials):
        top = tmp_path / str(trial) / "r"
        top.mkdir(parents=True)
        with_good(top)
        stop = threading.Event()
        churning = threading.Thread(target=churn, args=(top, stop, trial))
        churning.start()
        try:
            told, _, _ = indexed(top, "--jobs", str(1 + trial % 2), "--prune")
        finally:
            stop.set()
            churning.join()
        assert not [name for name in reasons(told) if name.startswith("好")]
        there = sorted(path.name for path in top.iterdir())
        again = index_paths([top], top.parent / "index", prune=True)
        assert again.failures == [], f"trial {trial}"
        assert index_paths([top], top.parent / "index").unchanged >= len(there), f"trial {trial}"
    outcome(
        f"{trials} runs beside somebody who writes, appends, renames and deletes; all good files indexed, none failed afterwards"
    )


def churn(top: Path, stop: threading.Event, seed: int) -> None:
    """Write, append to, replace and delete files until it is enough; all that is left is whole."""
    number = seed
    while not stop.is_set():
        number += 1
        file = top / f"变{number % 7}.txt"
        file.write_text(REPORT * (number % 5 + 1), "utf-8")
        with (top / f"变{number % 3}.txt").open("a", encoding="utf-8") as growing:
            growing.write(f"{LINE}\n")
        if number % 2:
            (top / f"变{number % 5}.txt").unlink(missing_ok=True)
        if number % 11 == 0:
            file.rename(top / f"变{(number + 3) % 7}.txt") if file.exists() else None
        stop.wait(0.01)
