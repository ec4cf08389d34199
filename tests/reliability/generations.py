"""A folder of reports that is changed from end to end again and again, so that of any answer it can be told which state it is of."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from itertools import count
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Final
from urllib.parse import quote

from indexer.ingest import index_paths

QUESTION: Final = quote('"第世代" "提案办理"')
_GENERATION: Final = re.compile(r"第世代(?:</mark>)?([0-9]{6})")
_FEWEST: Final = 8
_HAN: Final = range(0x4E00, 0x9000)


def size(generation: int) -> int:
    """How many reports there are."""
    return _FEWEST + generation % 5


def repeated(generation: int) -> int:
    """How often each of them says 提案办理."""
    return 1 + generation % 4


def occurrences(generation: int) -> int:
    """Of the question, in all reports."""
    return size(generation) * (1 + repeated(generation))


def text(generation: int, number: int) -> str:
    draw = random.Random(number)  # a text of its own, or they would be copies of one another
    own = "".join(map(chr, draw.choices(_HAN, k=400)))
    return f"示例报告{number}\n第世代{generation:06d}。{'提案办理。' * repeated(generation)}\n{own}\n"


def told(answer: str) -> set[int]:
    """The generations that an answer shows."""
    return {int(each) for each in _GENERATION.findall(answer)}


def write(folder: Path, generation: int) -> None:
    for number in range(size(generation)):
        (folder / f"{number}.txt").write_text(text(generation, number), "utf-8")
    for file in folder.iterdir():
        if int(file.stem) >= size(generation):
            file.unlink()


def keep_writing(folder: Path, location: Path, committed: Synchronized[int], over: Event, pause: float) -> None:
    """Commit a generation after the other, with a pause between; ``committed`` is the latest."""
    for generation in _generations(committed.value, over):
        write(folder, generation)
        summary = index_paths([folder], location, jobs=1, prune=True)
        assert not summary.failures, summary.failures
        committed.value = generation
        time.sleep(pause)


def _generations(last: int, over: Event) -> Iterator[int]:
    for generation in count(last + 1):
        if over.is_set():
            return
        yield generation
