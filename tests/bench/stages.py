"""Stages: functions run in a process of their own, so that none profits from or suffers for what another one did.

    result, peaks = run_stage(function, {"location": ..., "jobs": 2})

A stage is a plain function of a module; its arguments and its result are what JSON can hold. This module is also the
program that such a process runs, and is kept light for it.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.bench.measure import Peaks

_ROOT: Final = Path(__file__).parents[2]
_TOLD: Final = 2000
"""Characters of a failed stage's last words that are repeated."""


class StageFailed(Exception):
    """A stage ended with an error, which its text repeats."""


def run_stage(stage: Callable[..., Any], arguments: Mapping[str, object]) -> tuple[Any, Peaks]:
    """Run a function in a fresh process; its result, and the memory it took with its children. Raises StageFailed."""
    from tests.bench.measure import MemoryWatch

    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "result.json"
        task = {"module": stage.__module__, "name": stage.__name__, "arguments": arguments, "answer": str(answer)}
        command = [sys.executable, "-m", __name__, json.dumps(task, ensure_ascii=False)]
        process = subprocess.Popen(command, cwd=_ROOT, stderr=subprocess.PIPE, text=True)
        with MemoryWatch(process.pid) as watch:
            _, said = process.communicate()
        if process.returncode != 0 or not answer.exists():
            reason = said.strip()[-_TOLD:] or f"exit code {process.returncode}"
            raise StageFailed(f"{stage.__module__}.{stage.__name__}: {reason}")
        return json.loads(answer.read_text("utf-8")), watch.peaks


def run_here(stage: Callable[..., Any], arguments: Mapping[str, object]) -> tuple[Any, Peaks]:
    """The same in this process, for tests: the dictionary is loaded once for all of them."""
    from tests.bench.measure import Peaks

    return json.loads(json.dumps(stage(**arguments))), Peaks()


def main(task: str) -> None:
    """Do what ``run_stage`` asked for in JSON, and leave the result where it wants it."""
    given = json.loads(task)
    stage = getattr(importlib.import_module(given["module"]), given["name"])
    result = stage(**given["arguments"])
    Path(given["answer"]).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
