"""What an engine under comparison must do. Each is a module of this folder, or ``ours``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from tests.bench.queries import Question

SIZE: Final = 10
"""Reports that a search returns."""
RUNS: Final = 7
"""How often each query is asked after the first time; the median counts."""


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index took, and of how much text."""

    reports: int
    characters: int
    text_bytes: int
    """UTF-8."""
    seconds: float
    processor_seconds: float
    index_bytes: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A search's answer: total, top ten, counts of two facets."""

    total: int
    top: Sequence[Any]
    """The engine's own identities of the ten, or the ten as (title, text)."""
    counts: tuple[Mapping[str, int], Mapping[str, int]]
    """Reports by organization and by year; years may be numbers."""


class Opened(Protocol):
    """An index open for searching."""

    def prepared(self, question: Question) -> Any:
        """The question in the engine's best form; not timed."""

    def ids(self, query: Any) -> Answer:
        """Total, identities of the ten best, counts of two facets."""

    def documents(self, query: Any) -> Answer:
        """The same with the title and the text of the ten."""

    def matching(self, query: Any) -> frozenset[int]:
        """Numbers of all reports that answer; not timed."""

    def close(self) -> None: ...


class Peer(Protocol):
    name: str
    requires: tuple[str, ...]
    """Modules that must be there."""
    install: str
    """What to install for them."""
    runs: int
    """How often each query is asked after the first time."""

    def load(self) -> None:
        """Import what building and opening need; not timed."""

    def build(self, texts: Path, location: Path, jobs: int, questions: Sequence[Question]) -> Built:
        """Index a collection into an empty folder. The questions are for those that cannot index all of it."""

    def open(self, location: Path) -> Opened: ...
