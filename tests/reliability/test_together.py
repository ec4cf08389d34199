"""One writer and sixteen readers at work on one index."""

from __future__ import annotations

import http.client
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Final

from tests.bench.measure import watch_held
from tests.processes import serving
from tests.reliability import generations
from tests.reliability.promises import Outcome, promise

READERS: Final = 16
PAUSE: Final = 1.0
"""Seconds between commits."""
GROWTH: Final = 1.05
"""As memory may: what is kept of answers has its bounds, but is not filled at once."""


@dataclass
class Reader:
    """Asks over one connection; ``wrong`` are answers that are none, of two states, or of one before the latest."""

    server: str
    committed: Synchronized[int]
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def read(self, until: float) -> None:
        connection = http.client.HTTPConnection(self.server.partition("//")[2], timeout=30)
        while time.monotonic() < until:
            for ask in (self._searched, self._page, self._report):
                least = self.committed.value
                trouble = ask(connection, least)
                self.answers += 1
                if trouble:
                    self.wrong.append(trouble)
        connection.close()

    def _get(self, connection: http.client.HTTPConnection, path: str) -> tuple[int, str]:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def _one(self, shown: set[int], least: int) -> int | None:
        """The generation that an answer is of; None where it is of several, or of an old one."""
        (generation,) = shown if len(shown) == 1 else (-1,)
        self.seen.add(generation)
        return generation if generation >= least else None

    def _searched(self, connection: http.client.HTTPConnection, least: int) -> str | None:
        status, body = self._get(connection, f"/api/v1/search?q={generations.QUESTION}&size=50")
        if status != 200:
            return f"{status}: {body[:300]}"
        found = json.loads(body)
        generation = self._one(generations.told(json.dumps(found["hits"], ensure_ascii=False)), least)
        if generation is None:
            return f"search after {least}: {generations.told(body)}"
        counted = found["total"], len(found["hits"]), found["occurrences"]
        size = generations.size(generation)
        right = size, size, generations.occurrences(generation)
        return None if counted == right else f"search of {generation}: {counted}, not {right}"

    def _page(self, connection: http.client.HTTPConnection, least: int) -> str | None:
        status, body = self._get(connection, f"/search?q={generations.QUESTION}&size=50")
        total = re.search(r"共 ([0-9,]+) 份报告", body)
        if status != 200 or total is None:
            return f"{status}: {body[:300]}"
        generation = self._one(generations.told(body), least)
        if generation is None:
            return f"page after {least}: {generations.told(body)}"
        return None if int(total[1]) == generations.size(generation) else f"page of {generation}: {total[1]}"

    def _report(self, connection: http.client.HTTPConnection, least: int) -> str | None:
        status, body = self._get(connection, f"/api/v1/search?q={generations.QUESTION}&size=1")
        identity = json.loads(body)["hits"][0]["id"] if status == 200 else "0"
        status, body = self._get(connection, f"/api/v1/reports/{identity}")
        if status == 404:  # that very report is not in every generation
            return None
        generation = self._one(generations.told(body), least) if status == 200 else None
        if generation is None:
            return f"report after {least}: {status}: {body[:300]}"
        repeated = body.count("提案办理。")
        return None if repeated == generations.repeated(generation) else f"report of {generation}: {repeated}"


@promise(
    "With a commit every second and 16 readers no answer fails, is of two states, or is of one before the latest; memory and open files stay flat. (Trials are seconds.)",
    short=10,
    full=600,
)
def test_a_writer_and_readers(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    folder, location = tmp_path / "r", tmp_path / "index"
    folder.mkdir()
    generations.write(folder, 0)
    generations.index_paths([folder], location, jobs=1)
    context = get_context("spawn")
    committed, over = context.Value("i", 0), context.Event()
    writing = (folder, location, committed, over, PAUSE)
    writer = context.Process(target=generations.keep_writing, args=writing, daemon=True)  # else a failure waits for it
    with serving(str(location), tmp_path / "log") as served:
        writer.start()
        begun = time.monotonic()
        readers = [Reader(served.address, committed) for _ in range(READERS)]
        with ThreadPoolExecutor(READERS) as pool:
            work = [pool.submit(each.read, begun + trials) for each in readers]
            early, late = watch_held(served.pid, begun + trials)
            for each in work:
                each.result()
        over.set()
        writer.join(60)
    assert writer.exitcode == 0
    assert [each for reader in readers for each in reader.wrong] == []
    assert committed.value >= trials / (4 * PAUSE)
    assert len(set.union(*(each.seen for each in readers))) > committed.value / 2
    assert late.files <= early.files + 2
    if trials > 60:  # before that processes still learn
        assert late.memory <= GROWTH * early.memory
    outcome(
        f"{committed.value:,} commits, {sum(each.answers for each in readers):,} answers, none wrong; "
        f"memory {early.memory / 1e6:.0f} → {late.memory / 1e6:.0f} MB, open files {early.files:.0f} → {late.files:.0f}"
    )
