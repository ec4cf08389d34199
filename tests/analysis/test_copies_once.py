"""Copies of one text count once: every number is of the copy that the search without the term would show, against brute force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.analysis.adoption import adoption
from indexer.analysis.comparing import compare
from indexer.analysis.trend_rows import PER
from indexer.analysis.trends import trends
from indexer.answers import SearchRequest
from indexer.fold import fold
from indexer.models import Metadata
from tests.analysis.conftest import Indexed, MakeLibrary
from tests.contract.corpus import ORGANIZATIONS
from tests.contract.oracle import mentioned

TERMS = ("相关链接", "政协", "网站首页", "。推进", "，")
"""The first and the third stand in some of the copies only, the last in more of some copies than of others."""


def by_hand(indexed: Indexed, request: SearchRequest, strings: tuple[str, ...]) -> tuple[int, int, int, int]:
    """Reports, characters, occurrences and reports that hold them, of the texts that a search for the selection shows."""
    known = {report.id: report.text for report in indexed.reports}
    texts = [fold(known[hit.id]) for hit in indexed.opened.every(request)]
    held = [mentioned(text, strings) for text in texts]
    return len(texts), sum(map(len, texts)), sum(held), sum(map(bool, held))


@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("by", ["covered_year", "delivered_year", "organization", "kind"])
def test_trends_count_the_texts_that_the_row_opens(copied: Indexed, by: str, copies: bool) -> None:
    made = trends(copied.opened, TERMS, SearchRequest(copies=copies), by=by)
    for row in filter(lambda row: row.reports, (*made.rows, made.total)):
        filters = {by: (row.value,)} if row.value else {}
        for term, counted in zip(made.terms, row.terms, strict=True):
            found = by_hand(copied, SearchRequest(filters=filters, copies=copies), term.strings)
            assert (row.reports, row.characters, counted.occurrences, counted.reports) == found
            assert counted.rate == pytest.approx(counted.occurrences * PER / row.characters if row.characters else None)


@pytest.mark.parametrize("years", ["covered_year", "delivered_year"])
@pytest.mark.parametrize("term", TERMS)
def test_so_does_adoption(copied: Indexed, term: str, years: str) -> None:
    made = adoption(copied.opened, term, years=years)
    for row in (*made.rows, made.total):
        assert not row.value or row.uses
        for column, cell in zip((*made.columns, ""), (*row.cells, row.total), strict=True):
            filters = {"organization": (row.value,)} if row.value else {}
            filters |= {years: (column,)} if column else {}
            found = by_hand(copied, SearchRequest(filters=filters), made.term.strings)
            assert (cell.reports, cell.characters, cell.occurrences, cell.holding) == found
        if row.first:
            assert row.cells[made.columns.index(str(row.first.year))].holding >= row.first.reports > 0


def test_so_do_strings_that_are_compared(copied: Indexed) -> None:
    requests = [SearchRequest(filters={"covered_year": (years,)}) for years in ("..2021", "2022..")]
    made = compare(copied.opened, *requests, terms=TERMS)
    for each in made.terms:
        for side, request in enumerate(requests):
            _, characters, occurrences, reports = by_hand(copied, request, each.term.strings)
            assert (each.occurrences[side], each.reports[side]) == (occurrences, reports)
            assert each.rates[side] == pytest.approx(occurrences * PER / characters)


WHOLE = "示例政协工作报告。" + "".join(f"第{number}项，政协认真履行职能，开展调研视察若干次。" for number in range(60))
KNOWN = Metadata(organization=ORGANIZATIONS[1], covered_year=2022, delivered_year=2023, kind="工作综述")


def test_what_stands_in_an_excerpt_alone_is_said_and_not_counted(make_library: MakeLibrary) -> None:
    excerpt = replace(KNOWN, completeness="节选/残缺")
    library = make_library([(WHOLE, replace(KNOWN, completeness="全文")), (WHOLE[:900] + "示例社记者报道。", excerpt)])
    made = trends(library, ["示例社记者", "政协"])
    (row,) = made.rows
    assert (row.reports, row.characters) == (1, len(WHOLE))
    assert [each.occurrences for each in row.terms] == [0, WHOLE.count("政协")]
    assert "“示例社记者”还见于 1 份文本的其他副本" in made.notes[-1]
    assert adoption(library, "示例社记者").rows == ()
    assert "还见于 1 份文本的其他副本" in adoption(library, "示例社记者").notes[-1]
    compared = compare(library, SearchRequest(), SearchRequest(), terms=["示例社记者"])
    assert compared.terms[0].occurrences == (0, 0)
    assert "还见于 1 份文本的其他副本" in compared.first.notes[-1]
    each = trends(library, ["示例社记者"], SearchRequest(copies=True))
    assert (each.total.reports, each.total.terms[0].occurrences, each.notes) == (2, 1, ())
    alone = trends(library, ["示例社记者"], SearchRequest(filters={"completeness": ("节选/残缺",)}))
    assert (alone.total.characters, alone.total.terms[0].occurrences, alone.notes) == (908, 1, ())


def test_what_selections_are_made_of_counts_a_text_once(make_library: MakeLibrary) -> None:
    marks = (("全文", "全体会议报告"), ("节选/残缺", "工作综述"), ("摘要/图解", "会议新闻"))
    copies = [(WHOLE, replace(KNOWN, completeness=completeness, kind=kind)) for completeness, kind in marks]
    other = ("示例政协另一年度的工作。", replace(KNOWN, covered_year=2020, delivered_year=2021, kind="会议新闻"))
    library = make_library([*copies, other])
    sides = [SearchRequest(filters={"covered_year": (year,)}) for year in ("2022", "2020")]
    kinds, completeness, years = compare(library, *sides).warnings
    assert "第一组有全体会议报告 1 份，第二组有会议新闻 1 份" in kinds
    assert "第一组有全文 1 份，第二组有未识别 1 份" in completeness
    assert "第一组有2022年 1 份" in years
    each = compare(library, *(replace(side, copies=True) for side in sides)).warnings
    assert "第一组有会议新闻 1 份、全体会议报告 1 份、工作综述 1 份" in each[0]


def test_the_first_use_is_of_the_earliest_copy_that_holds_it(make_library: MakeLibrary) -> None:
    best = replace(KNOWN, published="2023-02-01", completeness="全文")
    library = make_library([(WHOLE, best), (WHOLE[:900], replace(KNOWN, published="2023-01-11"))])
    (row,) = adoption(library, "调研视察").rows
    assert row.first is not None
    assert (row.first.published, row.first.reports) == ("2023-01-11", 1)
    assert row.total.occurrences == 60
