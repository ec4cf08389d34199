"""A wording that stands within another one of the same term: one mention, whatever counts it."""

from __future__ import annotations

import pytest

from indexer.analysis.adoption import adoption
from indexer.analysis.concordance import concordance
from indexer.analysis.neighbours import neighbours
from indexer.analysis.trends import trends
from indexer.answers import SearchRequest
from indexer.models import Metadata
from tests.analysis.conftest import MakeLibrary

TEXT = "示例报告\n大力发展可再生能源产业。\n发展再生能源，可再生能源占比提高。"


@pytest.mark.parametrize("typed", ["可再生能源", "再生能源"])
def test_one_mention_counts_once(make_library: MakeLibrary, typed: str) -> None:
    library = make_library([(TEXT, Metadata(covered_year=2022, delivered_year=2023))])
    assert trends(library, [typed]).total.terms[0].occurrences == 3
    assert library.search(SearchRequest(typed)).occurrences == 3
    assert adoption(library, typed).total.total.occurrences == 3
    made = concordance(library, typed)
    assert made.total == 3
    assert [line.key for line in made.lines] == (
        ["可再生能源", "再生能源", "可再生能源"] if typed == "可再生能源" else ["再生能源"] * 3
    )
    assert trends(library, ['"可再生能源"']).total.terms[0].occurrences == 2


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("typed", ["可再生能源", "a", "aa"])
def test_what_stands_beside_a_term_is_ranked_whatever_it_is(make_library: MakeLibrary, typed: str, side: str) -> None:
    for text in ("aaaa", "可再生能源可再生能源", TEXT):
        made = neighbours(make_library([(text, Metadata())]), typed, side=side)
        for each in (*made.letters, *made.words):
            assert 0 < each.count <= made.places
            assert each.log_likelihood >= 0
    made = neighbours(make_library([("aaaa", Metadata())]), "a", side=side)
    assert [(each.text, each.count, each.total) for each in made.letters] == [("a", 3, 4)]
