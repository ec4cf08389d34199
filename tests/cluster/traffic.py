"""Who searches and writes all the time while something happens to a cluster, and what they met.

Readers ask a real server over HTTP; a writer is one of the engine's. Both note when each thing happened, so that a test can tell
what was before, during and after; whatever they do not expect ends them, and is raised to whoever waits for them.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Final
from urllib.parse import quote

from indexer.engine.opening import open_engine
from indexer.errors import EngineUnavailable
from indexer.models import Report
from indexer.prepare import analyse
from tests.contract.corpus import make_report
from tests.processes import until

PATIENCE: Final = 90.0
"""Seconds that one answer may take before it counts as none; tests assert less."""
_READERS: Final = 2
_BATCH: Final = 4
_PACE: Final = 0.1
"""Seconds between what each of them does, so that there is something to do all the time and the cluster can start meanwhile."""
_TRIES: Final = 200
"""How often a writer begins anew before it gives up."""

Told = tuple[int, tuple[str, ...]]
"""Of an answer: how many hits it says that there are, and the ids that it names, in order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One search, as it went."""

    question: str
    began: float
    ended: float
    status: int
    """Of HTTP; 0 where no answer came."""
    told: Told | None
    """None of what is no answer."""
    trouble: str
    """What came in its place."""
    retry_after: str | None

    @property
    def seconds(self) -> float:
        return self.ended - self.began


def ask(server: str, question: str) -> Asked:
    """Ask a server once, of the API or of a page."""
    began = time.monotonic()
    status, told, trouble, retry_after = 0, None, "", None
    try:
        with urllib.request.urlopen(server + quote(question, safe="/?=&%"), timeout=PATIENCE) as answer:
            status, told = answer.status, _read(question, answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            status, trouble, retry_after = error.code, error.read().decode()[:2000], error.headers["Retry-After"]
    except OSError as error:
        trouble = str(error)
    return Asked(question, began, time.monotonic(), status, told, trouble, retry_after)


def _read(question: str, body: str) -> Told:
    if question.startswith("/api/"):
        found = json.loads(body)
        return found["total"], tuple(hit["id"] for hit in found["hits"])
    total = re.search(r"共 ([\d,]+) 份报告", body)
    assert total is not None, body
    return int(total[1].replace(",", "")), tuple(dict.fromkeys(re.findall(r"/reports/([0-9a-f]{16})", body)))


class _Working:
    """Threads that go on until they are left; what ended one of them is raised to whoever waits."""

    def __init__(self) -> None:
        self.over = Event()
        self._work: list[Future[None]] = []

    def begin(self, pool: ThreadPoolExecutor, work: Callable[[], None]) -> None:
        self._work.append(pool.submit(work))

    def wait(self, met: Callable[[], bool]) -> None:
        def ended() -> bool:
            for each in self._work:
                if each.done():
                    each.result()
            return met()

        until(ended)

    def end(self) -> None:
        self.over.set()
        for each in self._work:
            each.result()


class Readers(_Working):
    """``right``: question → the answers to it that are."""

    def __init__(self, server: str, right: Mapping[str, Collection[Told]]) -> None:
        super().__init__()
        self.asked: list[Asked] = []
        self.right = right
        self._server = server

    def read(self) -> None:
        while not self.over.is_set():
            for question in self.right:
                self.asked.append(ask(self._server, question))
                self.over.wait(_PACE)

    def more(self, number: int = 24) -> None:
        """Wait for so many further searches, of which each was begun after this."""
        begins = time.monotonic()
        self.wait(lambda: len(self.between(begins)) >= number)

    def between(self, first: float, last: float = float("inf")) -> list[Asked]:
        """The searches that were begun from the one moment until before the other."""
        return [each for each in self.asked if first <= each.began < last]

    @property
    def failed(self) -> list[Asked]:
        return [each for each in self.asked if each.told is None]

    @property
    def wrong(self) -> list[Asked]:
        return [each for each in self.asked if each.told is not None and each.told not in self.right[each.question]]

    @property
    def slowest(self) -> float:
        return max(each.seconds for each in self.asked)


class Writer(_Working):
    """Sends some reports at a time, and again what it was not told to be there; commits when it is ended."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        self.acknowledged: dict[str, float] = {}
        """Id → when the cluster said that it has it."""
        self.sent: dict[str, Report] = {}
        self.interrupted: list[EngineUnavailable] = []

    def write(self) -> None:
        waiting: list[Report] = []
        while True:
            try:
                with closing(open_engine(self.place)) as engine, engine.writer() as writer:
                    while not self.over.is_set() or waiting:
                        waiting = waiting or self._next()
                        for report in waiting:
                            writer.add(report, analyse(report, writer.segmentation))
                        assert not writer.refused()
                        self.acknowledged.update(dict.fromkeys((report.id for report in waiting), time.monotonic()))
                        waiting = []
                        self.over.wait(_PACE)
                    writer.commit()
                    return
            except EngineUnavailable as error:
                self.interrupted.append(error)
                if len(self.interrupted) == _TRIES:
                    raise
                time.sleep(_PACE)  # as somebody who runs the command again

    def _next(self) -> list[Report]:
        numbers = range(len(self.sent), len(self.sent) + _BATCH)
        made = [make_report(number, f"示例报告第{number}号：收到提案{number * 7}件，全部办复。") for number in numbers]
        self.sent.update((report.id, report) for report in made)
        return made

    def more(self, number: int = 5 * _BATCH) -> None:
        """Wait until so many further reports were acknowledged."""
        enough = len(self.acknowledged) + number
        self.wait(lambda: len(self.acknowledged) >= enough)

    def between(self, first: float, last: float = float("inf")) -> list[str]:
        """The reports that were acknowledged from the one moment until before the other."""
        return [identity for identity, at in self.acknowledged.items() if first <= at < last]


@contextmanager
def readers(server: str, right: Mapping[str, Collection[Told]]) -> Iterator[Readers]:
    made = Readers(server, right)
    with ThreadPoolExecutor(_READERS) as pool:
        try:
            for _ in range(_READERS):
                made.begin(pool, made.read)
            yield made
        finally:
            made.over.set()
    made.end()


@contextmanager
def writer(place: str) -> Iterator[Writer]:
    made = Writer(place)
    with ThreadPoolExecutor(1) as pool:
        try:
            made.begin(pool, made.write)
            yield made
        finally:
            made.over.set()
    made.end()
