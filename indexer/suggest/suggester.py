"""What suggestions are made from, worked out once for each commit and shared by threads."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotReady
from dataclasses import dataclass
from threading import Lock
from typing import Final
from weakref import ref

from indexer.answers import Suggestion
from indexer.engine.base import Vocabulary
from indexer.suggest.completion import complete
from indexer.suggest.names import Organizations, Titles
from indexer.suggest.readings import Readings
from indexer.suggest.spelling import Spelling
from indexer.suggest.words import Words

PATIENCE: Final = 1.0
"""Seconds from when words are first wanted, for which an answer waits for them; later ones do without."""


@dataclass(frozen=True, slots=True)
class _Worded:
    """What takes long."""

    words: Words
    spelling: Spelling


class _Held:
    """What is known of one commit. Titles and organizations are read when it is made."""

    def __init__(self, vocabulary: Vocabulary, readings: Readings, earlier: _Worded | None) -> None:
        self.vocabulary = ref(vocabulary)
        """Not held: it keeps the files of its commit open."""
        self.titles = Titles(vocabulary.titles())
        self.organizations = Organizations(vocabulary.organizations(), readings)
        self.earlier = earlier
        """Of the commit before, to answer with in the meantime."""
        self.begun = 0.0
        self.work: Future[_Worded] | None = None


class Suggester:
    """Answers from the words, titles and organizations of the commit it is asked about. Nothing is done before it is."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._readings = Readings()
        self._lock = Lock()
        self._held: _Held | None = None
        self._worker: ThreadPoolExecutor | None = None

    def suggest(
        self, vocabulary: Vocabulary, text: str, stands: Callable[[str], int], limit: int
    ) -> tuple[Suggestion, ...]:
        """At most ``limit`` suggestions for a text being typed; ``stands`` says in how many reports a folded string does.

        Raises CorruptIndex.
        """
        if not text.strip() or limit < 1:
            return ()
        held = self._of(vocabulary)
        worded = self._worded(held, vocabulary)
        words = None if worded is None else worded.words
        return complete(text, held.organizations, held.titles, words, stands, limit)

    def spelling(self, vocabulary: Vocabulary) -> Spelling | None:
        """What corrections are made from; None while it is being worked out. Raises CorruptIndex."""
        worded = self._worded(self._of(vocabulary), vocabulary)
        return None if worded is None else worded.spelling

    def load(self, vocabulary: Vocabulary) -> None:
        """Read the words now and here, not in a thread when they are first wanted. Raises CorruptIndex."""
        held = self._of(vocabulary)
        read: Future[_Worded] = Future()
        read.set_result(self._read(vocabulary, held.organizations))
        with self._lock:
            held.work = held.work or read

    def ready(self, seconds: float) -> bool:
        """Wait so long for the words that were asked for last; whether they are there. Raises CorruptIndex."""
        held = self._held
        return held is not None and _ready(held, seconds) is not None

    def close(self) -> None:
        """Words that are still being read are let go."""
        with self._lock:
            self._held = None
            if self._worker is not None:
                self._worker.shutdown(wait=False, cancel_futures=True)
                self._worker = None

    def _of(self, vocabulary: Vocabulary) -> _Held:
        with self._lock:
            if self._held is None or self._held.vocabulary() is not vocabulary:
                earlier = None if self._held is None else _ready(self._held, 0) or self._held.earlier
                self._held = _Held(vocabulary, self._readings, earlier)
            return self._held

    def _worded(self, held: _Held, vocabulary: Vocabulary) -> _Worded | None:
        with self._lock:
            if held.work is None:
                if self._worker is None:
                    self._worker = ThreadPoolExecutor(1, "suggest")
                held.begun = time.monotonic()
                held.work = self._worker.submit(self._read, vocabulary, held.organizations)
        left = held.begun + self._patience - time.monotonic()
        return _ready(held, 0 if held.earlier is not None else max(0.0, left)) or held.earlier

    def _read(self, vocabulary: Vocabulary, organizations: Organizations) -> _Worded:
        """In a thread of its own, unless ``load`` is what asks."""
        parts = organizations.parts()
        words = Words(vocabulary.words(), self._readings, parts)
        self._readings.keep([*words.sorted, *parts])
        return _Worded(words, Spelling(words, self._readings))


def _ready(held: _Held, seconds: float) -> _Worded | None:
    if held.work is None:
        return None
    try:
        return held.work.result(seconds)
    except NotReady:
        return None
