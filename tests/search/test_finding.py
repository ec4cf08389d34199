"""The way out as a whole: what a request finds, how it relaxes and is read, what hits and a report carry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.answers import SearchRequest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import NoIndex, NoSuchReport, QueryError
from indexer.ingest import index_paths
from indexer.models import Report
from indexer.prepare import analyse
from indexer.search import Library, open_library
from tests.contract.corpus import make_report
from tests.search.four_reports import REPORTS, ask, found


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("社情民意信息", {0, 1, 2}),
        ("社情民意資訊", {0, 1, 2}),
        ("“社情民意信息”", {0}),
        ("「社情民意资讯」", {1}),
        ("『社情民意資訊』", {1}),
        ('"情民"', {0, 1, 2}),
        ('"。"', {0, 1, 2, 3}),
        ('"4"', {0}),
        ("“４３０”", {0}),
        ("社情民意 -提案", {0, 1}),
        ("社情民意 NOT 提案", {0, 1}),
        ("提案 OR 开幕", {2, 3}),
        ("(提案|开幕) 会议", {3}),
        ("-社情民意", {3}),
        ("标题:涪陵", {0}),
        ("机构:涪陵", {0}),
        ("機構:重慶", {0, 1}),
        ("类型:综述", {2}),
        ("机构:未识别", {3}),
        ("机构:n", set()),
        ("机构:，", {0, 1, 2, 3}),
        ("回顾年度:2022..2023", {0, 1}),
        ("covered:2018", {2}),
        ("报告年份:2022", {2}),
        ("回顾年度:2022 社情民意", {1}),
        ("", {0, 1, 2, 3}),
    ],
)
def test_what_a_query_finds(library: Library, query: str, numbers: set[int]) -> None:
    page = ask(library, query)
    assert found(page) == numbers
    assert page.total == len(numbers)


def test_without_wordings_a_term_finds_only_itself(library: Library) -> None:
    assert found(ask(library, "“社情民意”信息", variants=False)) == {0, 2}
    page = ask(library, "社情民意信息", variants=False)
    assert page.interpretation.variants == {}
    assert found(page) == {0, 2}, "2 holds all its words"
    assert ask(library, "社情民意信息").interpretation.variants == {"社情民意信息": ("社情民意资讯",)}


def test_as_typed_ranks_above_words_apart(library: Library) -> None:
    hits = ask(library, "市人民政府").hits
    assert next(int(hit.file[0]) for hit in hits) == 0
    assert hits[0].score > 1000 > hits[-1].score


def test_a_plain_question_is_answered(library: Library) -> None:
    page = ask(library, "五年来立案了多少件提案")
    assert page.interpretation.mode == "any"
    assert int(page.hits[0].file[0]) == 2


def test_nothing_found_is_no_error(library: Library) -> None:
    page = ask(library, "“绝无此语”")
    assert (page.total, page.pages, page.hits) == (0, 0, ())


@pytest.mark.parametrize("query", ["", "社情民意", "五年来立案了多少件提案", "社情民意 提案 开幕", "“绝无此语”"])
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_every_hit_is_that_of_the_pages(library: Library, query: str, sort: str) -> None:
    request = SearchRequest(query, sort=sort, page=7, size=1, excluded={"kind": ("会议新闻",)})
    pages = [library.search(replace(request, page=number)) for number in range(1, 6)]
    assert list(library.every(request)) == [hit for page in pages for hit in page.hits]


def test_every_hit_is_of_one_commit_and_refused_at_once(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", create=True)
    reports = [make_report(number, f"示例报告{number}\n提案办理情况。") for number in range(120)]
    with engine.writer() as writer:
        for report in reports:
            writer.add(report, analyse(report))
        writer.commit()
    library = Library(engine)
    hits = library.every(SearchRequest("提案"))
    first = next(hits)
    before = library.generation()
    with engine.writer() as writer:
        writer.delete([report.id for report in reports[:90]])
        writer.commit()
    assert library.search(SearchRequest("提案")).total == 30
    assert {first.id, *(hit.id for hit in hits)} == {report.id for report in reports}
    assert library.generation() != before
    assert library.info().fingerprint == library.generation() == library.generation()
    with pytest.raises(QueryError):
        library.every(SearchRequest("提案", sort="best"))
    library.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"sort": "best"},
        {"page": 0},
        {"size": 0},
        {"size": 101},
        {"filters": {"colour": ("red",)}},
        {"filters": {"covered_year": ("nineteen",)}},
    ],
)
def test_what_cannot_be_asked_is_refused(library: Library, changes: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        ask(library, "政协", **changes)


def test_sorting_by_date_puts_the_unknown_last(library: Library) -> None:
    newest = [int(hit.file[0]) for hit in ask(library, "", sort="newest").hits]
    assert newest == [0, 1, 2, 3]
    assert [int(hit.file[0]) for hit in ask(library, "", sort="oldest").hits] == [2, 1, 0, 3]


def test_occurrences_of_a_page_and_of_all(library: Library) -> None:
    page = ask(library, "社情民意", size=1)
    assert len(page.hits) == 1
    assert page.occurrences == 3
    assert (page.total, page.pages) == (3, 3)


@pytest.mark.parametrize("query", ["提案 提案", "提案 或 提案", "市人民政府", "社情民意信息"])
def test_the_list_counts_what_the_report_marks(library: Library, query: str) -> None:
    for hit in ask(library, query).hits:
        assert hit.occurrences == len(library.report(hit.id, query).marks)


@pytest.mark.parametrize(
    ("query", "reading", "terms"),
    [
        ("提案 -视察", "提案，不含 视察", ("提案",)),
        ("-视察 提案", "提案，不含 视察", ("提案",)),
        ("提案 OR 滇池", "提案 或 滇池", ("提案", "滇池")),
        ("提案 (教育|卫生) NOT “视察”", "提案 且 (教育 或 卫生)，不含 “视察”", ("提案", "教育", "卫生")),
        ("“两个确立” 机构:涪陵", "“两个确立” 且 机构:涪陵", ("“两个确立”", "机构:涪陵")),
        ("", "", ()),
    ],
)
def test_the_reading_is_told_in_words(library: Library, query: str, reading: str, terms: tuple[str, ...]) -> None:
    told = ask(library, query).interpretation
    assert (told.reading, told.terms) == (reading, terms)


def test_hits_show_the_place_in_the_original_script(library: Library) -> None:
    (hit,) = ask(library, "“社情民意资讯”").hits
    (passage,) = hit.passages
    ((start, end),) = passage.marks
    assert passage.text[start:end] == "社情民意資訊"
    assert hit.title == "〔重庆市政协2022年常委会工作报告〕"


def test_a_report_is_shown_with_the_query_marked(library: Library) -> None:
    report = REPORTS[1]
    view = library.report(report.id, "社情民意信息")
    assert view.report == report
    assert [report.text[start:end] for start, end in view.marks] == ["社情民意資訊"]
    assert library.report(report.id).marks == ()
    with pytest.raises(NoSuchReport):
        library.report("nothing")


def test_a_commit_is_seen_without_reopening(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", create=True)
    library = Library(engine)
    assert ask(library, "政协").total == 0
    later: Report = REPORTS[0]
    with WhooshEngine(tmp_path / "index").writer() as writer:
        writer.add(later, analyse(later))
        writer.commit()
    assert ask(library, "政协").total == 1
    assert library.info().reports == 1
    engine.close()


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="zhengxie index"):
        open_library(tmp_path / "nothing")


def test_a_report_knows_the_others_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    text = "一年来，认真履行政治协商、民主监督、参政议政职能，各项工作取得新的成效，提案办理质量明显提高。" * 4
    titles = [f"{place}政协常委会工作报告" for place in ("示例甲市", "示例乙市", "示例丙市")]
    (folder / "合集.txt").write_text(
        "\n".join(f"{title}\n各位委员：\n{title}：{text}" for title in titles), encoding="utf-8"
    )
    (folder / "单篇.txt").write_text(f"示例丁市政协常委会工作报告\n{text}", encoding="utf-8")
    index_paths([folder], tmp_path / "index")
    library = open_library(tmp_path / "index")
    hits = library.search(SearchRequest("提案")).hits
    # Asking for every file of a big index takes a tenth of a second.
    monkeypatch.setattr(type(library.engine), "files", lambda _: pytest.fail("nothing is asked about other files"))
    views = sorted((library.report(hit.id) for hit in hits), key=lambda view: (view.report.file, view.report.part))
    assert [[other.part for other in view.others] for view in views] == [[], [1, 2], [0, 2], [0, 1]]
    assert [other.id for other in views[1].others] == [views[2].report.id, views[3].report.id]
    assert [other.title for other in library.report(views[1].report.id, "提案").others] == titles[1:]
    with library.engine.writer() as writer:
        writer.delete([views[2].report.id])
        writer.commit()
    assert [other.part for other in library.report(views[1].report.id).others] == [2], (
        "a part that is not there is left out"
    )
    library.close()
