"""Starts `zhengxie index` again and again in processes of their own, which need not load everything anew; to be run as a module.

Reads a line of JSON for each: the arguments, and at which step of writing (None: at none) it is to kill itself. Answers with the
number of the process, and when that has ended with its status as ``os.waitpid`` gives it; in how many steps it wrote stands then
in the file that is named.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from indexer.cli import main
from indexer.segment import segmenter
from tests.engine.disks import watched


class _Killing:
    def __init__(self, at: int | None) -> None:
        self.at = at
        self.steps = 0

    def __call__(self, name: str, given: tuple[Any, ...]) -> None:
        if self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.steps += 1


def run(arguments: list[str], at: int | None, counted: Path) -> None:
    """In the new process, which is the first of a group of its own."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    killing = _Killing(at)
    try:
        with watched(killing):
            main(arguments)
    finally:
        counted.write_text(str(killing.steps))


def serve() -> None:
    segmenter().words("政协提案")
    for line in iter(sys.stdin.readline, ""):
        given = json.loads(line)
        pid = os.fork()
        if not pid:
            run(given["arguments"], given["at"], Path(sys.argv[1]))
        print(pid, flush=True)
        print(os.waitpid(pid, 0)[1], flush=True)


if __name__ == "__main__":
    serve()
