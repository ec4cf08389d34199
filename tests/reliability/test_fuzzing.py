"""The query parser and the server, asked anything: no fault, and never more work than is allowed."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import QueryError
from indexer.prepare import analyse
from indexer.query import MAX_CHARACTERS, compile_query
from indexer.search import Library, language, open_library
from tests.reliability import visitors
from tests.reliability.promises import Outcome, promise
from tests.web.invented_reports import sample_reports
from web import create_app


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of invented reports, whose files are not there."""
    made = tmp_path_factory.mktemp("fuzzed") / "index"
    engine = WhooshEngine(made, create=True)
    with engine.writer() as writer:
        for report in sample_reports()[:30]:
            writer.add(report, analyse(report))
        writer.commit()
    engine.close()
    return made


@pytest.fixture
def library(index: Path) -> Iterator[Library]:
    opened = open_library(index)
    yield opened
    opened.close()


@promise("Any query is read and compiled, or refused with a sentence.", short=1000, full=100_000)
def test_queries(library: Library, trials: int, outcome: Outcome) -> None:
    refused, slowest = 0, 0.0
    spoken = language(library.engine.segmentation)
    for number in range(trials):
        typed = visitors.query(visitors.numbered("query", number))
        begun = time.perf_counter()
        try:
            compiled = compile_query(typed, spoken, variants=number % 2 == 0)
        except QueryError:
            refused += 1
        except Exception as error:
            raise AssertionError(f"query {number}, {typed!r}") from error
        else:
            assert compiled.attempts, (number, typed)
            assert len(typed) <= MAX_CHARACTERS, number
        slowest = max(slowest, time.perf_counter() - begun)
    outcome(f"{trials - refused:,} compiled, {refused:,} refused; the slowest took {slowest * 1000:.0f} ms")


_OUT = frozenset({"originals.source"})
"""Starts a process for each request."""


@promise("Any request is answered, and never with a fault of the program.", short=250, full=100_000)
def test_requests(index: Path, library: Library, trials: int, outcome: Outcome) -> None:
    app = create_app({"INDEX": str(index), "SERVE_ORIGINALS": True, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    rules = visitors.rules(app, _OUT)
    ids = [report.id for report in library.catalogue()]
    statuses: Counter[int] = Counter()
    for number in range(trials):
        statuses[asked(app.test_client(), rules, ids, number)] += 1
    met = ", ".join(f"{count:,} with {status}" for status, count in sorted(statuses.items()))
    outcome(f"answered {met}")


def asked(client: FlaskClient, rules: list[visitors.Rule], ids: list[str], number: int) -> int:
    """The status of a request of this number. Raises AssertionError for a fault."""
    chance = visitors.numbered("request", number)
    ours = [rule for rule in rules if rule.rule.startswith("/api/")]
    rule = chance.choice(ours if chance.random() < 0.7 else rules)
    address = visitors.address(chance, rule, ids)
    arguments = list(visitors.sent(chance, chance.choice(visitors.tables(rule))))
    url = visitors.quoted(address) + "?" + urlencode(arguments, errors="surrogatepass")
    method = chance.choice((*["GET"] * 20, "HEAD", "OPTIONS", "POST", "DELETE"))
    answer = client.open(url, method=method, headers=visitors.headers(chance))
    body = answer.get_data()
    answer.close()
    told = f"request {number}, {method} {url}"
    assert answer.status_code < 500, told
    assert b"Traceback" not in body, told
    if answer.mimetype in ("application/json", "application/problem+json") and body:
        json.loads(body)
    return answer.status_code
