"""What each step from a file to a described report takes: reading, splitting, cleaning, describing, on one core."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import CleanDocument, RawDocument
from indexer.readers import SUFFIXES, read_file
from indexer.split import split
from tests.bench.tables import number, table

LONG: Final = 10_000
"""Characters of a report as most bodies give them; what is paid once for each weighs more on shorter ones."""
ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    characters: int
    seconds: float
    """Of processor time, the best of ``ROUNDS``."""

    @property
    def rate(self) -> float:
        """Millions of characters a second."""
        return self.characters / self.seconds / 1e6


def documents(source: Path) -> tuple[list[RawDocument], Stage | None]:
    """The documents of a folder with what reading them takes, or of a .jsonl.gz of texts. Raises OSError."""
    if source.is_file():
        with gzip.open(source, "rt", encoding="utf-8") as file:
            return [
                RawDocument(f"{number}.txt", json.loads(line)["text"], "text") for number, line in enumerate(file)
            ], None
    files = sorted(path for path in source.rglob("*") if path.suffix.lower() in SUFFIXES - {".jsonl"})
    best, seconds = best_of(lambda: [read_file(path, path.name) for path in files])
    found = [document for result in best for document in result.documents]
    return found, Stage("reading", sum(len(document.text) for document in found), seconds)


def measure_reading(source: Path) -> list[Stage]:
    """Each stage over all documents, and describing over the long ones alone. Raises OSError, ValueError."""
    raw, reading = documents(source)
    if not raw:
        raise ValueError(f"{source}: nothing to read")
    characters = sum(len(document.text) for document in raw)
    parts, splitting = best_of(lambda: [part for document in raw for part in split(document)])
    cleaned, cleaning = best_of(lambda: [clean(part) for part in parts])
    _, describing = best_of(lambda: _described(cleaned))
    stages = [
        *([reading] if reading else []),
        Stage("splitting", characters, splitting),
        Stage("cleaning", characters, cleaning),
        Stage("describing", sum(len(document.text) for document in cleaned), describing),
    ]
    long = [document for document in cleaned if len(document.text) >= LONG]
    if long:
        _, seconds = best_of(lambda: _described(long))
        stages.append(Stage(f"describing, {LONG:,} characters or more", sum(len(d.text) for d in long), seconds))
    return stages


def _described(cleaned: Iterable[CleanDocument]) -> int:
    return sum(describe(document).title is not None for document in cleaned)


def best_of(work: Callable[[], Any]) -> tuple[Any, float]:
    """A result, and the least processor time that making it took in ``ROUNDS`` tries."""
    best, result = float("inf"), None
    for _ in range(ROUNDS):
        started = time.process_time()
        result = work()
        best = min(best, time.process_time() - started)
    return result, best


def reading_text(stages: list[Stage]) -> str:
    """A row for each stage."""
    rows = [[stage.name, f"{stage.characters:,}", number(stage.seconds), number(stage.rate)] for stage in stages]
    return table(["one core", "characters", "processor s", "M characters/s"], rows)
