"""`zhengxie index` killed at any moment, in a process of its own, and with processes beneath it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from whoosh.query import Every

from indexer.engine.base import EngineRequest
from indexer.engine.checking import check_directory
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import NoIndex
from tests.reliability.promises import Outcome, promise
from tests.reliability.small_index import fresh, stray

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed the POSIX way")
SEED: Final = 8
PARALLEL: Final = 10
"""One in so many trials is with two processes beneath; these load everything anew, and take seconds."""
ENDS: Final = 30.0
"""Seconds in which processes beneath a killed one have to be gone."""


class Warm:
    """A process that starts others."""

    def __init__(self, counted: Path) -> None:
        self.counted = counted
        command = [sys.executable, "-m", "tests.reliability.warm", str(counted)]
        self.temporary = counted.parent / "temporary"
        self.temporary.mkdir()
        environment = {**os.environ, "TMPDIR": str(self.temporary)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def run(self, arguments: list[str], *, at: int | None = None, after: float | None = None) -> int:
        """Run a command; killed at a step, or after seconds. The signal that ended it, 0 where none did."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"arguments": arguments, "at": at}) + "\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):  # it had ended before
                os.kill(pid, signal.SIGKILL)
        status = int(self.process.stdout.readline())
        self._ended(pid)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) in (0, 1), status
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0

    def steps(self) -> int:
        """In how many steps the last run wrote that was not killed."""
        return int(self.counted.read_text())

    def _ended(self, group: int) -> None:
        until = time.monotonic() + ENDS
        while time.monotonic() < until:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        raise AssertionError("processes go on beneath one that was killed")

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def warm(tmp_path: Path) -> Iterator[Warm]:
    started = Warm(tmp_path / "steps")
    yield started
    started.close()


def text(number: int, note: str = "") -> str:
    place, year = "涪陵长寿万州黔江江津合川永川南川綦江大足璧山铜梁"[number % 12 * 2 :][:2], 2015 + number % 7
    return (
        f"政协重庆市{place}区委员会常务委员会工作报告\n（{year + 1}年1月10日）\n{year}年工作回顾\n一、提案工作\n"
        f"一年来，收到提案{number + 100}件，编报社情民意信息{number + 7}篇，全部办复。{note}\n"
    )


def put(folder: Path, numbers: range, note: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:02}.txt").write_text(text(number, note), "utf-8")


@dataclass(frozen=True)
class Way:
    """A run to be killed."""

    name: str
    options: tuple[str, ...]
    base: Path | None
    """The index it begins from."""
    folder: Path
    before: Any
    after: Any
    seconds: float
    steps: int


def held(location: Path) -> Any:
    """All that an index holds; None where there is none, or nothing is in it yet."""
    try:
        engine = WhooshEngine(location)
    except NoIndex:
        return None
    hits = engine.search(EngineRequest(Every(), {}, size=1000)).hits
    reports = {hit.report.id: hit.report for hit in hits}
    assert len(hits) == len(reports) == engine.info().reports, "nothing stands twice"
    files = {key: state.ids for key, state in engine.files().items()}
    return (reports, files, dict(engine.roots()), engine.failed()) if engine.info().updated else None


def arguments(way_options: tuple[str, ...], folder: Path, location: Path, jobs: int = 1) -> list[str]:
    return ["index", str(folder), "--index", str(location), "--jobs", str(jobs), "--memory", "64", *way_options]


def ways(top: Path, warm: Warm) -> list[Way]:
    """Making an index; adding, changing and pruning, so much that segments are merged; rebuilding."""
    folder, base = top / "reports", top / "base"
    for numbers in (range(4), range(4, 8), range(8, 12)):
        put(folder, numbers)
        assert warm.run(arguments((), folder, base)) == 0
    changed = top / "changed" / "reports"
    shutil.copytree(folder, changed)
    shutil.rmtree(folder)  # changed takes its place beneath the same name
    shutil.move(changed, folder)
    before = held(base)
    put(folder, range(3, 6), "又办复一件。")
    put(folder, range(12, 16))
    (folder / "00.txt").unlink()
    (folder / "empty.txt").touch()
    made = []
    for name, options, begun in (
        ("make", (), None),
        ("update", ("--prune",), base),
        ("rebuild", ("--rebuild", "--prune"), base),
    ):
        location = top / name
        if begun is not None:
            fresh(begun, location)
        began = time.monotonic()
        assert warm.run(arguments(options, folder, location)) == 0
        seconds = time.monotonic() - began
        after = held(location)
        made.append(Way(name, options, begun, folder, before if begun else None, after, seconds, warm.steps()))
    return made


@promise(
    "`zhengxie index` killed (-9) at any moment of making, adding, updating, pruning, merging, rebuilding, also with parallel processes: "
    "the index opens with the state before or the next exactly; the next run finishes, doubles nothing and leaves no stray file.",
    short=5,
    full=500,
)
def test_killed_anywhere(tmp_path: Path, warm: Warm, trials: int, outcome: Outcome) -> None:
    tried = ways(tmp_path, warm)
    met: Counter[str] = Counter()
    for number in range(trials):
        chance = random.Random(f"{SEED} {number}")
        way = tried[number % len(tried)]
        jobs = 2 if number % PARALLEL == 4 else 1
        by_step = number // len(tried) % 2 == 0
        location = tmp_path / "trial"
        killed = False
        while not killed:  # by time it may have ended before
            at = chance.randrange(way.steps) if by_step and jobs == 1 else None
            after = None if at is not None else chance.random() * way.seconds * (1.1 if jobs == 1 else 8)
            trial = f"trial {number} of {SEED}: {way.name} with {jobs} jobs, killed at step {at}, or after {after} s"
            shutil.rmtree(location, ignore_errors=True)
            if way.base is not None:
                fresh(way.base, location)
            killed = warm.run(arguments(way.options, way.folder, location, jobs), at=at, after=after) != 0
            assert killed or at is None, trial
        found = held(location)
        assert found in (way.before, way.after), trial
        met["the state before" if found == way.before else "the next"] += 1
        met["parallel"] += jobs > 1
        assert warm.run(arguments(way.options, way.folder, location)) == 0, trial
        assert held(location) == way.after, trial
        assert not stray(location), trial
        assert not list(warm.temporary.glob("zhengxie-*")), trial
        assert not check_directory(location).damage, trial
    outcome(
        f"each killed before it had ended, {met['parallel']} with parallel processes: {met['the state before']} the state before, "
        f"{met['the next']} the next"
    )
