"""Other processes, as tests see them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
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
