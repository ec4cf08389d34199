"""Figures by organization and year, over invented reports that are indexed for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.analysis import figures_table
from indexer.analysis.figures_cells import APART, Cell, part_of, printed
from indexer.analysis.figures_json import figures_json
from indexer.analysis.figures_read import ReadReport, read_reports
from indexer.analysis.figures_table import NOT_STATED, FiguresTable, figures_of
from indexer.answers import SearchRequest
from indexer.errors import IndexChanging, QueryError
from indexer.figures import Asked
from indexer.ingest import index_paths
from indexer.models import Metadata, Organization
from indexer.search import Library, open_library
from tests.analysis.conftest import MakeLibrary
from tests.contract.corpus import ORGANIZATIONS

HEFEI, ANQING, CHIZHOU, NANAN = "安徽省合肥市政协", "安徽省安庆市政协", "安徽省池州市政协", "重庆市南岸区政协"
DONE_2022 = "一年来，收到示例提案312件，立案268件，全部办复。\n报送社情民意信息430余篇，被市政协采用74篇。\n五年来，共示例立案提案1777件。"
REPORTS = {
    "南岸2022.txt": ("重庆市南岸区", 2022, DONE_2022, "明年争取立案300件。"),
    "南岸2023.txt": ("重庆市南岸区", 2023, "一年来，示例工作稳步推进，重点督办提案9件。", "将进一步提高示例提案质量。"),
    "合肥2022.txt": ("安徽省合肥市", 2022, "一年来，示例立案提案510件。大会期间立案480件。", ""),
    "合肥2022又.txt": ("安徽省合肥市", 2022, "一年来，收到示例提案600件，立案513件，走访企业43户。", ""),
    "安庆2022.txt": ("安徽省安庆市", 2022, "一年来，示例立案提案220件。走访企业43户。我们走访企业43户。", ""),
    "安庆2022转载.txt": ("安徽省安庆市", 2022, "一年来，示例立案提案220件。走访企业43户。我们走访企业43户。", ""),
    "安庆2023.txt": ("安徽省安庆市", 2023, "一年来，示例立案提案230余件。", ""),
    "池州2022.txt": ("安徽省池州市", 2022, "一年来，示例工作稳步推进。", ""),
}
SPAN = (
    "政协安徽省池州市委员会常务委员会工作报告\n（2023年1月10日）\n过去五年工作回顾\n"
    "2018年至2022年，示例立案提案900件。2021年，示例立案提案199件。各位委员，以上是五年的示例工作。\n"
)


def text_of(place: str, year: int, done: str, planned: str) -> str:
    plan = f"二、{year + 1}年工作安排\n{planned}\n" if planned else ""
    return f"政协{place}委员会常务委员会工作报告\n（{year + 1}年1月10日）\n一、{year}年工作回顾\n{done}\n{plan}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    place = tmp_path_factory.mktemp("figures")
    (place / "reports").mkdir()
    for name, told in REPORTS.items():
        (place / "reports" / name).write_text(text_of(*told), "utf-8")
    (place / "reports" / "池州五年.txt").write_text(SPAN, "utf-8")
    assert index_paths([place / "reports"], place / "index").failures == []
    library = open_library(place / "index")
    yield library
    library.close()


def test_a_copy_that_states_a_figure_is_read_though_a_better_one_states_none(make_library: MakeLibrary) -> None:
    shared = "示例市政协坚持围绕中心、服务大局，开展协商议政活动。" + "".join(
        f"第{number}次示例会议讨论了第{number}号事项，形成了示例纪要。" for number in range(60)
    )
    known = Metadata(organization=ORGANIZATIONS[3], covered_year=2022, kind="常委会工作报告")
    whole = f"{shared}第六十次示例会议之后又讨论了若干示例事项，并形成若干示例纪要和若干示例意见。"
    library = make_library([(f"{shared}一年来，立案提案268件。", known), (whole, known)])
    tally, _ = library.tally(SearchRequest(), [("立案",)], ())
    assert tally.place[tally.occurrences[0] == 0].tolist() == [0], "the better copy does not hold the word"
    made = figures_of(library, "立案")
    (line,) = made.lines
    assert [(each.year, each.reports, each.missing) for each in line.cells] == [(2022, 1, False)]
    assert [printed(value.figure) for value in line.cells[0].values] == ["268件"]


def test_the_lines_stand_in_the_official_order(make_library: MakeLibrary) -> None:
    bodies = (Organization("示例兵团政协", "示例兵团政协", (), "政协", "省级"), *ORGANIZATIONS[:2])
    library = make_library(
        [
            (f"一年来，示例立案提案{number}1件。", Metadata(organization=body, covered_year=2022))
            for number, body in enumerate(bodies, start=1)
        ]
    )
    assert [line.organization for line in figures_of(library, "立案").lines] == [
        "全国政协",
        "重庆市政协",
        "示例兵团政协",
    ]


def cell(made: FiguresTable, organization: str, year: int) -> Cell:
    (line,) = [line for line in made.lines if line.organization == organization]
    return line.cells[made.years.index(year)]


def values(made: FiguresTable, organization: str, year: int) -> list[tuple[str, str, str]]:
    found = cell(made, organization, year).values
    return [(value.figure.action, value.figure.actor, printed(value.figure)) for value in found]


def test_filed_proposals_by_organization_and_year(library: Library) -> None:
    made = figures_of(library, "立案")
    assert (made.asked, made.years) == (Asked(None, "立案"), (2022, 2023))
    assert values(made, NANAN, 2022) == [("立案", "", "268件")]
    assert values(made, ANQING, 2022) == [("立案", "", "220件")]
    assert values(made, ANQING, 2023) == [("立案", "", "230余件")]
    assert made.generation == library.generation()


def test_a_year_with_reports_that_do_not_say_is_not_stated_and_one_without_reports_is_nothing(library: Library) -> None:
    made = figures_of(library, "立案")
    for organization, year in ((NANAN, 2023), (CHIZHOU, 2022)):
        found = cell(made, organization, year)
        assert (found.missing, found.reports, found.values) == (True, 1, ())
    gap = cell(made, CHIZHOU, 2023)
    assert (gap.missing, gap.reports, gap.values) == (False, 0, ())
    assert [line.organization for line in made.lines][-1] == CHIZHOU, "what states nothing comes last"


def test_a_value_up_to_a_day_is_told_from_one_up_to_another(tmp_path: Path) -> None:
    done = "截至6月底，示例立案提案120件。截至12月底，示例立案提案196件。\n截至6月底，办复提案120件。截至12月底，办复提案120件。"
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "合肥.txt").write_text(text_of("安徽省合肥市", 2022, done, ""), "utf-8")
    index_paths([tmp_path / "reports"], tmp_path / "index")
    library = open_library(tmp_path / "index")
    expected = {"立案": [("6月底", 120), ("12月底", 196)], "办复": [("6月底", 120), ("12月底", 120)]}
    for words, values in expected.items():
        made = figures_of(library, words)
        found = cell(made, HEFEI, 2022).values
        assert [(value.figure.as_of, value.figure.low) for value in found] == values
        assert not any(value.contradicted for value in found)
        table = made.table()
        place = [name for name, _ in table.columns].index("as_of")
        assert [row[place] for row in table.rows] == ["6月底", "12月底"]
        assert "as_of" in table.keys


def test_silence_of_digests_and_fragments_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for name, completeness in (("合肥", "摘要/图解"), ("安庆", "全文"), ("池州", "节选/残缺")):
        text = text_of(f"安徽省{name}市", 2022, "一年来，示例工作稳步推进。", "")
        (tmp_path / "reports" / f"{name}.txt").write_text(text, "utf-8")
        with (tmp_path / "reports" / "metadata.csv").open("a", encoding="utf-8") as table:
            table.write("file,completeness\n" if not table.tell() else "")
            table.write(f"{name}.txt,{completeness}\n")
    index_paths([tmp_path / "reports"], tmp_path / "index")
    made = figures_of(open_library(tmp_path / "index"), "立案")
    assert {line.organization: line.cells[0].unproven for line in made.lines} == {
        HEFEI: True,
        ANQING: False,
        CHIZHOU: True,
    }
    assert all(line.cells[0].missing for line in made.lines)
    said = {row[0]: row[2] for row in made.table().rows}
    assert (said[ANQING], said[CHIZHOU]) == (NOT_STATED, "原文未载明（仅有摘要或节选）")


def test_different_actions_and_actors_stand_beside_each_other(library: Library) -> None:
    made = figures_of(library, "社情民意信息")
    assert values(made, NANAN, 2022) == [("编报", "", "430余篇"), ("采用", "市政协", "74篇")]
    levels = [value.figure.actor_level for value in cell(made, NANAN, 2022).values]
    assert levels == [None, "省级"], "a 市政协 above a district of a municipality is a province's"
    used = figures_of(library, "社情民意信息 采用")
    assert values(used, NANAN, 2022) == [("采用", "市政协", "74篇")]


def test_totals_plans_spans_and_parts_of_a_year_are_in_no_cell(library: Library) -> None:
    made = figures_of(library, "立案")
    apart = {(fact.apart, fact.report.organization, printed(fact.figure)) for fact in made.facts if fact.apart}
    assert apart == {
        ("total", NANAN, "1777件"),
        ("plan", NANAN, "300件"),
        ("part", HEFEI, "480件"),
        ("total", CHIZHOU, "900件"),
        ("span", CHIZHOU, "199件"),
    }
    assert any("1 份届期报告" in note for note in made.notes)


def test_concluded_is_not_answered_and_a_note_names_what_is_stated_instead(tmp_path: Path) -> None:
    texts = {
        "合肥": "一年来，收到示例提案312件，立案268件，全部办复。",
        "安庆": "一年来，示例立案提案220件，已办结210件。",
        "池州": "一年来，示例提案办复率100%。",
    }
    library = sectioned_library(
        tmp_path, {name: text_of(f"安徽省{name}市", 2022, done, "") for name, done in texts.items()}
    )
    answered, concluded = figures_of(library, "办复"), figures_of(library, "办结")
    assert values(answered, HEFEI, 2022) == [("办复", "", "全部办复")]
    assert values(concluded, ANQING, 2022) == [("办结", "", "210件")]
    assert cell(answered, ANQING, 2022).missing
    assert cell(concluded, HEFEI, 2022).missing
    meaning = "办复是已答复，办结是已办理完毕，分别统计。"
    assert answered.notes == (f"有 1 处没有载明“办复”而载明了“办结”：{ANQING} 2022。{meaning}",)
    assert concluded.notes == (f"有 1 处没有载明“办结”而载明了“办复”：{HEFEI} 2022。{meaning}",)
    assert figures_of(library, "办结率").notes == (
        f"有 1 处没有载明“办结率”而载明了“办复率”：{CHIZHOU} 2022。{meaning}",
    )
    assert figures_of(library, "办复率").notes == ()
    (figure,) = [fact.figure for fact in answered.facts if fact.figure.unit == "%"]
    assert (figure.low, figure.indicator) == (100, "提案")


def test_what_would_only_be_named_in_a_note_is_no_reason_to_refuse(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["示例立案提案268件，办复260件。", "示例立案提案220件，办结210件。", "示例立案提案150件，办结140件。"]
    known = [Metadata(organization=ORGANIZATIONS[3], covered_year=year) for year in (2021, 2022, 2023)]
    library = make_library(list(zip(texts, known, strict=True)))
    assert "有 2 处没有载明“办复”" in figures_of(library, "办复").notes[-1]
    monkeypatch.setattr(figures_table, "MAX_READ", 1)
    made = figures_of(library, "办复")
    assert ([fact.figure.low for fact in made.facts], made.notes) == ([260], ())
    with pytest.raises(QueryError, match="提到“办结”的报告有 2 份"):
        figures_of(library, "办结")


def test_things_of_the_year_before_are_marked(make_library: MakeLibrary) -> None:
    known = Metadata(organization=ORGANIZATIONS[3], covered_year=2023)
    made = figures_of(make_library([("督办重点提案76件，跟踪督办上年度重点提案11件。", known)]), "督办")
    (line,) = made.lines
    assert [(each.year, part_of(value.figure)) for each in line.cells for value in each.values] == [
        (2023, ""),
        (2023, "上年度"),
    ]
    assert [value["part"] for value in figures_json(made)["organizations"][0]["cells"][0]["values"]] == ["", "上年度"]


def test_of_part_of_a_year_things_of_another_time_are_told_apart_too(make_library: MakeLibrary) -> None:
    known = Metadata(organization=ORGANIZATIONS[3], covered_year=2023)
    text = "大会期间，督办重点提案76件。大会期间，跟踪督办上年度重点提案11件。"
    (line,) = figures_of(make_library([(text, known)]), "督办").lines
    values = [value for each in line.cells for value in each.values]
    assert [(part_of(value.figure), value.contradicted) for value in values] == [
        ("大会期间", False),
        ("大会期间、上年度", False),
    ]


def test_values_that_differ_are_all_shown_and_marked_and_a_rounded_one_contradicts_none(library: Library) -> None:
    made = figures_of(library, "立案")
    found = cell(made, HEFEI, 2022)
    assert [(printed(value.figure), value.contradicted) for value in found.values] == [("510件", True), ("513件", True)]
    assert not any(value.contradicted for value in cell(made, ANQING, 2022).values)


def test_what_is_printed_twice_and_copies_count_once(library: Library) -> None:
    made = figures_of(library, "走访")
    (value,) = cell(made, ANQING, 2022).values
    assert (len(value.facts), len(value.figure.repeats)) == (1, 1)
    assert any("另有 1 份提到它的副本没有读" in str(note) for note in made.notes)
    every = figures_of(library, "走访", SearchRequest(copies=True))
    assert not any("副本没有读" in str(note) for note in every.notes)
    (value,) = cell(every, ANQING, 2022).values
    assert len(value.facts) == 2
    assert every.reports == made.reports + 1


def test_only_years_that_were_chosen_have_columns(library: Library) -> None:
    made = figures_of(library, "立案", SearchRequest(filters={"covered_year": ("2023",)}))
    assert made.years == (2023,)
    assert {line.organization for line in made.lines} == {ANQING, NANAN}
    left_out = figures_of(library, "立案", SearchRequest(excluded={"covered_year": ("2023",)}))
    assert left_out.years == (2022,)


@pytest.mark.parametrize(("section", "expected"), [("review", {"268件", "1777件"}), ("plan", {"300件"})])
def test_a_section_alone(library: Library, section: str, expected: set[str]) -> None:
    request = SearchRequest(filters={"organization": (NANAN,)}, section=section)
    made = figures_of(library, "立案", request)
    assert {printed(fact.figure) for fact in made.facts} == expected
    assert bool(made.lines) == (section == "review")


UNTOLD = (
    "政协安徽省安庆市委员会会议纪要\n（2023年1月10日）\n示例工作稳步推进，立案提案220件。\n一、2022年工作回顾\n一年来，示例工作有序。\n"
    "二、名词解释\n示例提案：2022年立案提案12件。\n三、2023年工作安排\n将进一步提高示例提案质量，争取立案提案300件。\n"
)


def sectioned_library(tmp_path: Path, texts: dict[str, str]) -> Library:
    (tmp_path / "reports").mkdir()
    for name, text in texts.items():
        (tmp_path / "reports" / f"{name}.txt").write_text(text, "utf-8")
    assert index_paths([tmp_path / "reports"], tmp_path / "index").failures == []
    return open_library(tmp_path / "index")


def test_what_stands_outside_the_section_asked_for_is_marked_and_never_not_stated(tmp_path: Path) -> None:
    news = "政协安徽省池州市委员会召开会议\n（2023年1月10日）\n会议指出，2022年示例立案提案150件。\n"
    silent = text_of("安徽省合肥市", 2022, "一年来，示例工作稳步推进。", "争取立案300件。")
    library = sectioned_library(tmp_path, {"安庆": UNTOLD, "池州": news, "合肥": silent})
    request = SearchRequest(section="review")
    made = figures_of(library, "立案", request)
    assert (made.reports, made.read) == (3, 3)
    (outside,) = [each for each in cell(made, ANQING, 2022).outside if each.figure.low == 220]
    assert printed(outside.figure) == "220件"
    assert not cell(made, ANQING, 2022).missing
    assert cell(made, HEFEI, 2022).missing, "what is planned is no result, wherever it was looked for"
    assert [(fact.apart, fact.figure.low) for fact in made.facts if fact.report.organization == CHIZHOU] == [
        ("section", 150)
    ]
    assert "其中 1 份报告没有分出“工作回顾”部分，其数字标明“所选部分以外”。" in made.notes
    rows = {(row[0], row[2], row[3]) for row in made.table().rows}
    assert (ANQING, "载明", "所选部分以外") in rows
    assert (HEFEI, NOT_STATED, "") in rows
    told = {line["organization"]: line["cells"][0] for line in figures_json(made)["organizations"]}
    assert (told[ANQING]["stated"], told[ANQING]["values"]) == (True, [])
    assert 220 in [value["low"] for value in told[ANQING]["outside"]]
    assert not told[HEFEI]["stated"]
    assert not any(fact.apart == "section" for fact in figures_of(library, "立案").facts)


def test_words_of_a_query_have_to_stand_in_the_section_and_what_else_the_report_says_is_read(tmp_path: Path) -> None:
    other = text_of("安徽省合肥市", 2022, "一年来，示例工作稳步推进。", "")
    library = sectioned_library(tmp_path, {"安庆": UNTOLD, "合肥": other})
    made = figures_of(library, "立案", SearchRequest(query="有序", section="review"))
    assert [line.organization for line in made.lines] == [ANQING]
    assert cell(made, ANQING, 2022).outside


def test_only_reports_that_hold_a_word_for_it_are_read(library: Library) -> None:
    assert figures_of(library, "督办").read == 1
    made = figures_of(library, "集体提案")
    assert (made.read, made.facts) == (7, ())


def test_too_many_reports_and_unknown_words_are_refused_with_what_to_do(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(QueryError, match=r"不认识“天气”.*社情民意信息.*立案"):
        figures_of(library, "天气")
    with pytest.raises(QueryError, match="请给出"):
        figures_of(library, " ")
    with pytest.raises(QueryError, match="最多 100 个字符，收到了 2,001 个"):
        figures_of(library, "提" * 2001)
    monkeypatch.setattr(figures_table, "MAX_READ", 2)
    with pytest.raises(QueryError, match=r"立案”的报告有 \d 份，一次最多读 2 份。.*缩小范围"):
        figures_of(library, "立案")


def test_tables_have_a_row_for_every_value_and_every_figure(library: Library) -> None:
    made = figures_of(library, "立案")
    table = made.table()
    names = [name for name, _ in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert sum(row["stated"] == NOT_STATED for row in rows) == 2
    (nanan,) = [row for row in rows if row["organization"] == NANAN and row["low"] and not row["apart"]]
    assert (nanan["year"], nanan["low"], nanan["high"], nanan["unit"]) == (2022, 268, 268, "件")
    keys = [tuple(row[key] for key in table.keys) for row in rows]
    assert len(set(keys)) == len(keys)
    assert [row["low"] for row in rows if row["apart"]] == [fact.figure.low for fact in made.facts if fact.apart]
    assert {row["apart"] for row in rows} > {"", APART["total"]}
    assert all((row["year"] is None) == bool(row["apart"]) for row in rows)
    assert all(row["period"] for row in rows if row["apart"] == APART["total"])
    listed = made.rows_table()
    assert len(listed.rows) == len(made.facts)
    assert all(len(row) == len(listed.columns) for row in listed.rows)
    for fact in made.facts:
        text = library.engine.report(fact.report.id).text
        assert text[fact.figure.start : fact.figure.end] == fact.figure.printed
        assert fact.figure.sentence in text


def test_json_says_the_same(library: Library) -> None:
    made = figures_of(library, "立案")
    told = figures_json(made)
    (line,) = [line for line in told["organizations"] if line["organization"] == HEFEI]
    (cell_told,) = line["cells"]
    assert [value["low"] for value in cell_told["values"]] == [510, 513]
    assert told["rows_total"] == len(told["rows"]) == len(made.facts)
    assert figures_json(made, slice(1, 3))["rows"] == told["rows"][1:3]
    whole = figures_json(figures_of(library, "满意率"))
    assert whole["rows"] == []


def test_a_report_is_read_once_for_each_state_of_the_index(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    figures_of(library, "立案")
    monkeypatch.setattr(library.engine, "report", None)
    assert figures_of(library, "立案").facts


def test_an_index_that_changes_while_it_is_read_is_read_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (identity,) = [fact.report.id for fact in figures_of(library, "督办").facts]
    with pytest.raises(IndexChanging):
        list(read_reports(library.engine, "another", [identity]))

    def moved(*_: object) -> Iterator[ReadReport]:
        raise IndexChanging

    monkeypatch.setattr(figures_table, "read_reports", moved)
    with pytest.raises(IndexChanging):
        figures_of(library, "立案")
