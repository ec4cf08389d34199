"""Clocks, memory and sizes, and what machine they were taken on."""

from __future__ import annotations

import gc
import os
import platform
import shlex
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np

MEGA: Final = 1_000_000
_SAMPLES_A_SECOND: Final = 10
_LOOKS_A_SECOND: Final = 2
"""Each goes through the map of a process's memory, which holds it up for some milliseconds."""
_PACKAGES: Final = ("zhengxie", "numpy", "whoosh-reloaded", "jieba", "rjieba", "tantivy")
_PROC: Final = Path("/proc")


# ------------------------------------------------------------------------------------------- time


class Clock:
    """``with Clock() as clock``: then seconds on the wall, and of processors (this process and its ended children)."""

    seconds: float = 0.0
    processor_seconds: float = 0.0

    def __enter__(self) -> Self:
        self._begun, self._processors = time.perf_counter(), _own_processor_seconds()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds = time.perf_counter() - self._begun
        self.processor_seconds = _own_processor_seconds() - self._processors


def _own_processor_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def processor_seconds(root: int) -> float:
    """Of a process and all beneath it, those that have ended included; 0 where the system does not tell."""
    ticks = 0
    for pid in descendants(root):
        try:
            fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        ticks += sum(map(int, fields[11:15] if pid == root else fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds for each of several calls, in the order of the calls."""

    first: list[float]
    """The first time each was made, in a process that had not made it before."""
    median: list[float]
    """The median of the later ones."""


def time_calls(
    calls: Sequence[Callable[[], object]], runs: int, between: Callable[[], object] = lambda: None
) -> Timing:
    """Make every call once, and then all of them in turn ``runs`` times over, with ``between`` before each turn.

    Each call's runs are apart in time by a whole turn, so that a disturbance hits few of them, and what one call
    leaves in the processor's caches does not help the same call at once.
    """
    gc.collect()
    first = [_timed(call) for call in calls]
    turns: list[list[float]] = []
    for _ in range(runs):
        between()
        turns.append([_timed(call) for call in calls])
    return Timing(first, [float(np.median(times)) for times in zip(*turns, strict=True)])


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def median(values: Sequence[float]) -> float:
    return float(np.median(values)) if len(values) else float("nan")


def p95(values: Sequence[float]) -> float:
    """The 95th percentile, linear between the values beside it."""
    return float(np.percentile(values, 95)) if len(values) else float("nan")


def growth(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The exponent with which values grow with sizes: slope of the line through their logarithms, by least squares."""
    if len(sizes) < 2 or min(values) <= 0:
        return float("nan")
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


# ----------------------------------------------------------------------------------------- memory


@dataclass(slots=True)
class Peaks:
    """Bytes; zero where the system does not tell."""

    resident: int = 0
    """Of a process and its children together, the most there was at one time; pages they share count for each."""
    anonymous: int = 0
    """The same without pages of files, which the system can drop and read again."""
    process: int = 0
    """The most that any one of the processes reached (VmHWM)."""


@dataclass(slots=True)
class MemoryWatch:
    """``with MemoryWatch(pid) as watch``: samples a process and all beneath it until the end; see ``watch.peaks``."""

    pid: int
    peaks: Peaks = field(default_factory=Peaks)
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if _PROC.is_dir():
            self._thread = threading.Thread(target=self._watch, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(1 / _SAMPLES_A_SECOND):
            states = [_status(pid) for pid in descendants(self.pid)]
            files = sum(state.get("RssFile", 0) for state in states)
            anonymous = sum(state.get("RssAnon", 0) + state.get("RssShmem", 0) for state in states)
            self.peaks.resident = max(self.peaks.resident, anonymous + files)
            self.peaks.anonymous = max(self.peaks.anonymous, anonymous)
            self.peaks.process = max([self.peaks.process, *(state.get("VmHWM", 0) for state in states)])


def descendants(root: int) -> list[int]:
    """A process and all beneath it; itself alone where the system does not tell."""
    if not _PROC.is_dir():
        return [root]
    parents: dict[int, int] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdecimal():
            try:
                stated = (entry / "stat").read_text()
            except OSError:
                continue  # it has just ended
            parents[int(entry.name)] = int(stated.rpartition(")")[2].split()[1])
    found = [root]
    for parent in found:
        found.extend(pid for pid, its_parent in parents.items() if its_parent == parent)
    return found


def _status(pid: int | str) -> dict[str, int]:
    """The memory lines of /proc/PID/status or smaps_rollup, in bytes."""
    try:
        return _kilobytes((_PROC / str(pid) / "status").read_text())
    except OSError:
        return {}


def _kilobytes(text: str) -> dict[str, int]:
    rows = (line.split() for line in text.splitlines())
    return {row[0].rstrip(":"): int(row[1]) * 1024 for row in rows if len(row) == 3 and row[2] == "kB"}


def own_memory() -> dict[str, int]:
    """Bytes of this process now: "anonymous" (its own, RssAnon), "private_clean" (pages of files that only it has
    mapped, which the system may drop), "private_dirty" and "resident"; {} where the system does not tell."""
    try:
        rollup = _kilobytes((_PROC / "self/smaps_rollup").read_text())
    except OSError:
        return {}
    names = {"anonymous": "Anonymous", "private_clean": "Private_Clean", "private_dirty": "Private_Dirty"}
    return {name: rollup.get(key, 0) for name, key in {**names, "resident": "Rss"}.items()}


def proportional_bytes(root: int, kind: str = "Pss") -> int:
    """Bytes of a process and all beneath it, a page that several share divided among them (PSS); 0 if not told. "Pss_Anon" leaves
    out pages of files, which the system drops when it needs them."""
    total = 0
    for pid in descendants(root):
        try:
            total += _kilobytes((_PROC / str(pid) / "smaps_rollup").read_text()).get(kind, 0)
        except OSError:
            continue  # it has just ended, or there is no such file here
    return total


@dataclass(frozen=True, slots=True)
class Held:
    """What a process and all beneath it hold."""

    memory: float
    """Bytes, as ``proportional_bytes`` has them."""
    anonymous: float
    """Those of them that are no pages of files."""
    files: float
    """Open ones."""


def open_files(root: int) -> int:
    """Of a process and all beneath it; 0 if not told."""
    total = 0
    for pid in descendants(root):
        try:
            total += len([*(_PROC / str(pid) / "fd").iterdir()])
        except OSError:
            continue  # it has just ended, or there is no such folder here
    return total


def watch_held(root: int, until: float) -> tuple[Held, Held]:
    """What a process holds early on and late, until a time of the monotonic clock: medians of the second fifth and of the last.

    Between the two a process that holds on to nothing grows no more: what it does for the first time it did in the first.
    """
    looks = []
    while time.monotonic() < until - 1 / _LOOKS_A_SECOND or not looks:
        time.sleep(1 / _LOOKS_A_SECOND)
        looks.append((proportional_bytes(root), proportional_bytes(root, "Pss_Anon"), open_files(root)))
    fifths = [each for each in np.array_split(np.array(looks, float), 5) if len(each)]
    early, late = (np.median(fifths[place], axis=0).tolist() for place in (min(1, len(fifths) - 1), -1))
    return Held(*early), Held(*late)


# ------------------------------------------------------------------------------------------- sizes


def disk_bytes(location: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if location.is_file():
        return location.stat().st_size
    return sum(path.stat().st_size for path in location.rglob("*") if path.is_file())


# ----------------------------------------------------------------------------------------- machine


def surroundings() -> dict[str, Any]:
    """The machine, the versions and the command, as far as they matter to who wants to do it again."""
    return {
        "command": shlex.join(["python", "-m", "tests.bench", *sys.argv[1:]]),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": _memory_gigabytes(),
        "system": f"{platform.system()} {platform.release()}",
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "versions": {
            "Python": platform.python_version(),
            "SQLite": sqlite3.sqlite_version,
            **{name: found for name in _PACKAGES if (found := _version(name))},
        },
        "date": time.strftime("%Y-%m-%d"),
    }


def _processor() -> str:
    try:
        lines = (_PROC / "cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory_gigabytes() -> float | None:
    try:
        total = _kilobytes((_PROC / "meminfo").read_text())["MemTotal"]
    except (OSError, KeyError):
        return None
    return round(total / 1e9, 1)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
