"""Whatever is asked looks at its time on the way, and is given up when that is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf

import pytest

from indexer import concordance, deadline, figures_of, trends
from indexer.answers import SearchRequest
from indexer.errors import TooSlow
from indexer.search import Library

QUERIES = (
    "",
    "提案",
    "“提案”",
    "提案 办理",
    "提案 OR 信息",
    "提案 -信息",
    "title:提案",
    "提案 NEAR/5 办理",
    "同句(提案 办理)",
    "kind:报告",
    "covered:2022",
    "今年收到的提案有多少件？",
)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("section", ["", "review"])
def test_a_search_past_its_time_is_given_up_and_asked_again_is_answered(
    library: Library, query: str, section: str
) -> None:
    request = SearchRequest(query=query, section=section)
    with deadline.within(0), pytest.raises(TooSlow):
        library.search(request)
    with deadline.within(0), pytest.raises(TooSlow):
        library.every(request)
    answer = library.search(request)
    with deadline.within(60):
        assert library.search(request).total == answer.total


@pytest.mark.parametrize(
    "ask",
    [
        lambda library: trends(library, ["提案"]),
        lambda library: concordance(library, "提案"),
        lambda library: figures_of(library, "提案"),
    ],
)
def test_so_is_what_counts(library: Library, ask: Callable[[Library], object]) -> None:
    with deadline.within(0), pytest.raises(TooSlow):
        ask(library)


def test_a_list_is_written_as_long_as_it_takes(library: Library) -> None:
    with deadline.within(0.5):
        hits = library.every(SearchRequest(query="提案"))
        time.sleep(0.6)
        assert len(list(hits)) == library_total(library)


def library_total(library: Library) -> int:
    with deadline.within(inf):
        return library.search(SearchRequest(query="提案")).total


def test_what_is_worked_out_once_a_commit_is_not_given_up(library: Library) -> None:
    with deadline.within(0):
        assert library.holdings().kinds
        assert library.examples(1) == library.examples(1)


def test_time_of_one_question_does_not_count_for_the_next() -> None:
    with deadline.within(10):
        with deadline.within(0), pytest.raises(TooSlow):
            deadline.check()
        deadline.check()
    deadline.check()


def test_what_somebody_else_takes_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(deadline.time, "monotonic", lambda: now[0])
    with deadline.within(5.0):
        with deadline.waiting():
            now[0] += 10.0
        deadline.check()
        now[0] += 6.0
        with pytest.raises(TooSlow):
            deadline.check()
        with pytest.raises(TooSlow), deadline.waiting():
            pytest.fail("nobody is asked any more")
    deadline.check()
