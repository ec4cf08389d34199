"""Neighbours against a count by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.analysis.concordance import every_line
from indexer.analysis.neighbours import MOST, Neighbour, Neighbours, neighbours
from indexer.analysis.statistics import association, mutual_information
from indexer.analysis.terms import read_terms
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.fold import fold
from indexer.structure import sections
from tests.analysis.conftest import Indexed
from tests.contract.oracle import mentions, places, spans

TERMS = ("提案", "信息", "政协", "𠮷", "2", "生僻字", "与", "没有的词")


def parts_of_texts(indexed: Indexed, section: str) -> list[str]:
    """The folded texts, or their sections of a kind."""
    found = []
    for report in indexed.reports:
        known = sections(report.text, report.headings)
        ends = [*(part.start for part in known[1:]), len(report.text)]
        kinds = [(part.start, end) for part, end in zip(known, ends, strict=True) if part.kind == section]
        found += [fold(report.text)[start:end] for start, end in (kinds if section else [(0, len(report.text))])]
    return found


def by_hand(indexed: Indexed, typed: str, side: str, section: str) -> tuple[dict[str, int], dict[str, int], int, int]:
    """Characters and longest words beside a term, its places, and all characters."""
    (term,) = read_terms([typed], variants=True)
    letters: Counter[str] = Counter()
    words: Counter[str] = Counter()
    texts = parts_of_texts(indexed, section)
    total = 0
    for text in texts:
        for start, end in mentions(spans(text, term.strings)):
            total += 1
            beside = text[end : end + 6] if side == "right" else text[max(0, start - 6) : start][::-1]
            size = next((at for at, character in enumerate(beside) if not character.isalnum()), len(beside))
            beside = beside[:size]
            letters.update(beside[:1])
            for length in range(len(beside), 1, -1):
                string = beside[:length] if side == "right" else beside[:length][::-1]
                if indexed.opened.engine.held([string])[string]:
                    words[string] += 1
                    break
    return letters, words, total, sum(map(len, texts))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("section", ["", "review", "plan"])
def test_every_number_is_that_of_a_count_by_hand(sectioned: Indexed, side: str, section: str) -> None:
    request = SearchRequest(copies=True, section=section)
    texts = parts_of_texts(sectioned, section)
    seen: set[str] = set()
    for typed in TERMS:
        made = neighbours(sectioned.opened, typed, request, side=side, limit=MOST)
        letters, words, total, characters = by_hand(sectioned, typed, side, section)
        assert (made.places, made.characters) == (total, characters)
        assert made.beside == sum(letters.values())
        assert {each.text: each.count for each in made.letters} == letters
        assert {each.text: each.count for each in made.words} == words
        for each in (*made.letters, *made.words):
            assert each.total == sum(places(text, each.text) for text in texts)
            assert each.expected == pytest.approx(total * each.total / characters)
            assert each.log_likelihood == pytest.approx(association(each.count, total, each.total, characters))
            assert each.mutual_information == pytest.approx(
                mutual_information(each.count, total, each.total, characters)
            )
        seen |= {each.text for each in made.words}
    assert len(seen) > 3


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_few_are_the_best_of_all(indexed: Indexed, side: str) -> None:
    for typed in ("提", "政协", "。", "工作"):
        whole = neighbours(indexed.opened, typed, side=side, limit=MOST)
        for limit in (1, 2, 5):
            few = neighbours(indexed.opened, typed, side=side, limit=limit)
            assert few.letters == whole.letters[:limit]
            assert few.words == whole.words[:limit]
        for group in (whole.letters, whole.words):
            above = [each for each in group if each.mutual_information > 0]
            assert list(group[: len(above)]) == above
            assert above == sorted(above, key=lambda each: -each.log_likelihood)


@pytest.mark.parametrize("side", ["left", "right"])
def test_copies_of_one_text_count_once_as_in_the_lines(copied: Indexed, side: str) -> None:
    made = neighbours(copied.opened, "提案", side=side, limit=MOST)
    beside: Counter[str] = Counter()
    for line in every_line(copied.opened, "提案"):
        characters = fold(line.right[:1] if side == "right" else line.left[-1:])
        beside.update(character for character in characters if character.isalnum())
    assert {each.text: each.count for each in made.letters} == beside
    assert made.places < neighbours(copied.opened, "提案", SearchRequest(copies=True), side=side).places


@pytest.mark.parametrize("section", ["", "review"])
def test_the_query_of_a_character_finds_where_it_stands_beside_the_term(sectioned: Indexed, section: str) -> None:
    request = SearchRequest(copies=True, section=section)
    for side in ("left", "right"):
        made: Neighbours = neighbours(sectioned.opened, "信息", request, side=side)
        assert made.letters
        first: Neighbour
        for first in made.letters:
            page = sectioned.opened.search(SearchRequest(first.query, copies=True, section=section))
            assert page.occurrences == first.count


def test_a_table_has_a_row_for_every_neighbour(sectioned: Indexed) -> None:
    made = neighbours(sectioned.opened, "提案", side="right", limit=3)
    rows = list(made.table().rows)
    assert len(rows) == len(made.letters) + len(made.words)
    first = made.letters[0]
    assert rows[0][:5] == ("right", "character", first.text, first.count, first.total)


@pytest.mark.parametrize(
    ("typed", "settings", "said"),
    [
        ("提案", {"side": "above"}, "above"),
        ("提案", {"limit": 0}, "个数"),
        ("提案", {"limit": 201}, "个数"),
        (" ", {}, "空"),
    ],
)
def test_what_cannot_be_asked_is_said(sectioned: Indexed, typed: str, settings: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        neighbours(sectioned.opened, typed, **settings)
