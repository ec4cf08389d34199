"""What visitors may take of a server, and which files they may have."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from indexer import deadline
from indexer.answers import SearchRequest
from indexer.connections import Bounds, allow_open_files
from indexer.errors import QueryError, TooSlow
from indexer.ingest import index_paths
from indexer.originals import Trouble
from indexer.originals.finding import find_original
from indexer.search import Library, open_library
from indexer.workers import CAN_FORK
from tests.bench.texts import generate
from tests.reliability import visitors
from tests.reliability.promises import Outcome, promise
from tests.test_connections import DEADLINE, HEADERS, asked, connected, served
from tests.web.indexed import client_of, indexed

forks = pytest.mark.skipif(not CAN_FORK, reason="the server is forked")
TIME = 0.005
"""Seconds that a query may take."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Over generated reports, 180,000 characters in all."""
    place = tmp_path_factory.mktemp("large")
    generate(place / "reports", 60, 3000)
    index_paths([place / "reports"], place / "index", progress=None, jobs=1)
    opened = open_library(place / "index")
    opened.warm()
    yield opened
    opened.close()


@promise("A search is given up soon after its time is over, and the next one is answered.", short=30, full=1_000)
def test_time(library: Library, trials: int, outcome: Outcome) -> None:
    given_up, over = 0, [0.0]
    usual = library.search(SearchRequest(query="工作")).total
    for number in range(trials):
        chance = visitors.numbered("heavy", number)
        terms = [
            chance.choice(("“的{}”", "{}", "NEAR/50 {}", "OR {}", "同句(的 {})")).format(
                chance.choice("一不人有大中工作的在是年")
            )
            for _ in range(60)
        ]
        request = SearchRequest(query=" ".join(terms)[:2000], size=100, section=chance.choice(("", "review")))
        begun = time.perf_counter()
        try:
            with deadline.within(TIME):
                library.search(request)
        except TooSlow:
            given_up += 1
            over.append(time.perf_counter() - begun - TIME)
            assert over[-1] < DEADLINE, number
        except QueryError:
            continue
    assert given_up
    assert library.search(SearchRequest(query="工作")).total == usual
    over.sort()
    outcome(
        f"{given_up:,} of {trials:,} were given up, half of them {over[len(over) // 2] * 1000:.0f} ms past {TIME * 1000:.0f} ms, the latest {over[-1] * 1000:.0f} ms"
    )


@forks
@promise("Clients that never end a request keep nobody else waiting.", short=60, full=1_000)
def test_slow_requests(trials: int, outcome: Outcome) -> None:
    allow_open_files(2 * trials)
    bounds = Bounds(connections=max(20, trials // 8), asking=5.0)
    times: list[float] = []
    with served(bounds) as port, ExitStack() as held:
        slow = []
        for number in range(trials):
            slow.append(connected(held, port, b"GET / HTTP/1.1\r\nHost: x\r\n"))
            if number % 20 == 19:
                times.append(asked(port))
        for _ in range(5):
            for each in slow:
                with suppress(OSError):
                    each.sendall(b"X-A: b\r\n")
            times.append(asked(port))
    times.sort()
    outcome(
        f"{len(times):,} requests beside them: half took {times[len(times) // 2] * 1000:.0f} ms, the slowest {times[-1] * 1000:.0f} ms"
    )


@forks
@promise(
    "More requests than can be answered soon are refused with 503 and Retry-After, and then all are answered again.",
    short=60,
    full=600,
)
def test_overload(trials: int, outcome: Outcome) -> None:
    allow_open_files(2 * trials)
    ask = b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
    statuses: Counter[str] = Counter()
    with served(Bounds(connections=2 * trials, waiting=8, headers=HEADERS)) as port:
        for _ in range(0, trials, 60):
            with ExitStack() as together:
                for head in [each.recv(4096) for each in [connected(together, port, ask) for _ in range(60)]]:
                    statuses[head[9:12].decode()] += 1
                    assert head[9:12] == b"200" or b"\r\nRetry-After: 5\r\n" in head
            with ThreadPoolExecutor(4) as usual:
                assert len([*usual.map(lambda _: asked(port), range(8))]) == 8
    assert statuses.keys() == {"200", "503"}
    outcome(f"{statuses['200']:,} answered, {statuses['503']:,} refused, every request after each wave answered")


@promise("No id, name or address leads to a file outside of what was indexed.", short=300, full=10_000)
def test_paths(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    (tmp_path / "secret.txt").write_text("the secret", "utf-8")
    folder = indexed(tmp_path)
    (folder / "secret.txt").symlink_to(tmp_path / "secret.txt")
    client = client_of(folder, SERVE_ORIGINALS=True)
    met: Counter[int] = Counter()
    found = 0
    for number in range(trials):
        chance = visitors.numbered("path", number)
        name = visitors.path(chance, ("甲", "涪陵.txt", "双.txt"))
        original = find_original({"报告": str(folder)}, chance.choice(("报告", name)), name)
        if not isinstance(original, Trouble):
            assert original.real.is_relative_to(folder.resolve()), (number, name)
            found += 1
        address = chance.choice(
            ("/reports/{}/original", "/reports/{}", "/static/{}", "/{}", "/api/v1/reports/{}")
        ).format(name)
        answer = client.get(visitors.quoted(address).replace("//", "/%2F", 1))
        assert b"the secret" not in answer.get_data(), (number, address)
        assert answer.status_code < 500, (number, address)
        answer.close()
        met[answer.status_code] += 1
    statuses = ", ".join(f"{count:,} with {status}" for status, count in sorted(met.items()))
    outcome(f"{trials - found:,} names found nothing, {found:,} a file inside; addresses were answered {statuses}")
