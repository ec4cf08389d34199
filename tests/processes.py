"""Other processes, as tests see them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie, which nobody may be left to collect."""
    try:
        os.kill(pid, 0)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return Path("/proc/self").exists() is False  # a system without /proc: what kill says


def until(met: Callable[[], bool]) -> None:
    """Wait for a condition; a minute is for machines that are busy."""
    ends = time.monotonic() + 60
    while not met():
        assert time.monotonic() < ends
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Served:
    address: str
    """Of the server, without a slash at its end."""
    pid: int
    """Of its first process."""


@contextmanager
def serving(place: str, log: Path, *options: str) -> Iterator[Served]:
    """`zhengxie serve` with two processes that answer. What it says on its standard error is in ``log``, without a crash."""
    code = "from indexer.cli import main; main(prog_name='zhengxie')"
    arguments = ("serve", "--port", "0", "--workers", "2", "--index", place, *options)
    with (
        log.open("wb") as errors,
        subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=errors) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline().decode()
            assert line.startswith("serving "), log.read_text()
            yield Served(line.split()[1].rstrip("/"), process.pid)
        finally:
            process.terminate()
    written = log.read_text()
    assert "Traceback" not in written
    assert "_msearch" not in written, "what a cluster is asked holds what was searched for"
