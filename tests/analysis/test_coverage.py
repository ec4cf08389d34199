"""Coverage against the searches that its cells open, and against lists checked by hand."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from indexer.analysis.coverage import ROWS, Coverage, coverage
from indexer.analysis.coverage_cells import ABSENT, BEYOND, FILTERED, GAP, HELD, PARTIAL, STATES, Row
from indexer.analysis.expected import MAX_EXPECTED, ExpectedList, Listed, read_expected, read_lines, read_year_list
from indexer.answers import SearchRequest
from indexer.engine.base import Engine, EngineRequest, Tally
from indexer.errors import QueryError
from indexer.facets import facet_values
from indexer.models import UNKNOWN, Metadata
from indexer.search import Library
from tests.analysis.conftest import Indexed, MakeLibrary
from tests.contract.corpus import ORGANIZATIONS

REQUESTS = {
    "all": SearchRequest(),
    "copies": SearchRequest(copies=True),
    "kind": SearchRequest(filters={"kind": ("工作综述", UNKNOWN)}),
    "organization": SearchRequest(filters={"organization": ("重庆市涪陵区政协", "四川省")}),
    "years": SearchRequest(filters={"covered_year": ("2020", "2022"), "delivered_year": ("2021..2023",)}),
    "words": SearchRequest("提案", section="review"),
    "without": SearchRequest(excluded={"organization": ("重庆市政协",), "completeness": ("全文",)}),
}


def opened(library: Library, made: Coverage, row: Row, column: str, **more: str) -> int:
    """How many reports the search behind a cell finds."""
    filters = {**made.request.filters, **{name: (value,) for name, value in more.items()}}
    if row.values:
        filters["organization"] = row.values
    if column:
        filters[made.years] = (column,)
    return library.search(replace(made.request, filters=filters)).total


@pytest.mark.parametrize("by", ROWS)
@pytest.mark.parametrize("years", ["covered_year", "delivered_year"])
@pytest.mark.parametrize("name", REQUESTS)
def test_every_number_is_that_of_the_search_it_opens(indexed: Indexed, by: str, years: str, name: str) -> None:
    library = indexed.opened
    made = coverage(library, REQUESTS[name], by=by, years=years)
    assert bool(made.rows) == bool(library.search(made.request).total)
    for row in (*made.rows, made.total):
        for column, cell in zip((*made.columns, ""), (*row.cells, row.total), strict=True):
            assert cell.reports == opened(library, made, row, column), (row.value, column)
            for facet, counts in (("kind", cell.kinds), ("completeness", cell.completeness)):
                assert sum(count for _, count in counts) == cell.reports
                for value, count in counts if facet not in made.request.filters else ():
                    # A filter finds a text by any of its copies; here it is what the best of them is.
                    held = opened(library, made, row, column, **{facet: value})
                    assert count == held if made.request.copies else count <= held
    assert made.total.total.reports == library.search(made.request).total
    assert made.generation == library.generation()


def test_the_matrix_of_a_collection_by_hand(sectioned: Indexed) -> None:
    made = coverage(sectioned.opened, by="division", years="covered_year")
    values = [facet_values(report.metadata) for report in sectioned.reports]
    nodes = {node for each in values for node in each["organization"] if node != each["organization"][-1]}
    assert {row.value for row in made.rows} == {*nodes, UNKNOWN}
    for row in made.rows:
        for column, cell in zip(made.columns, row.cells, strict=True):
            held = [each for each in values if row.value in each["organization"] and column in each["covered_year"]]
            assert cell.reports == len(held)
            assert dict(cell.kinds) == {
                kind: sum(each["kind"] == (kind,) for each in held) for each in held for kind in each["kind"]
            }
    years = [int(column) for column in made.columns if column.isdecimal()]
    assert years == list(range(min(years), max(years) + 1)), "years without reports have a column"
    assert set(made.columns) - set(map(str, years)) == {UNKNOWN, "n/a"}


def test_regions_stand_before_what_is_below_them(sectioned: Indexed) -> None:
    rows = coverage(sectioned.opened, by="division").rows
    path: list[str] = []
    for row in rows[:-1]:
        assert row.depth <= len(path)
        path[row.depth :] = [row.value]
        if row.depth:
            assert row.value.startswith(f"{path[row.depth - 1]}/")
    assert rows[-1].value == UNKNOWN


def test_gaps_are_the_years_between_the_first_and_the_last(sectioned: Indexed) -> None:
    made = coverage(sectioned.opened, years="delivered_year")
    found = 0
    for row in made.rows:
        held = [
            int(year) for year, cell in zip(made.columns, row.cells, strict=True) if cell.reports and year.isdecimal()
        ]
        between = set(range(min(held), max(held) + 1)) - set(held) if held else set()
        assert row.gaps(made.columns) == tuple(map(str, sorted(between)))
        found += len(between)
        states = {
            cell.state
            for year, cell in zip(made.columns, row.cells, strict=True)
            if int(year.isdecimal() and year) in between
        }
        assert states == ({GAP} if between else set())
    assert found


FULING, ZIYANG = ORGANIZATIONS[3], ORGANIZATIONS[4]
assert FULING is not None
assert ZIYANG is not None
LIST = ExpectedList(
    (
        Listed(FULING.name, (2019, 2021, 2022)),
        Listed(ZIYANG.name, (2022,)),
        Listed("火星市政协", (2021, 2022)),
        Listed("政协", (1990, 2022)),
        Listed("重庆市", (2022,)),
    )
)
MEANT = {
    FULING.name: {FULING.name},
    ZIYANG.name: {ZIYANG.name},
    "火星市政协": set(),
    "政协": {each.name for each in ORGANIZATIONS if each and "政协" in each.name},
    "重庆市": {each.name for each in ORGANIZATIONS if each and each.division[:1] == ("重庆市",)},
}
"""Name of the list → the organizations that it stands for."""
PAIRS = {(each.name, year) for each in LIST.rows for year in each.years}


def there(indexed: Indexed) -> set[tuple[str, int]]:
    """The organizations and covered years of which there is a report."""
    return {
        (report.metadata.organization.name, int(year))
        for report in indexed.reports
        if report.metadata.organization
        for year in facet_values(report.metadata)["covered_year"]
        if year.isdecimal()
    }


@pytest.mark.parametrize("by", ROWS)
def test_a_list_tells_what_is_there_what_is_not_and_what_is_beyond_it(sectioned: Indexed, by: str) -> None:
    made = coverage(sectioned.opened, by=by, expected=LIST)
    held = there(sectioned)
    met = {(name, year) for name, year in PAIRS if any((each, year) in held for each in MEANT[name])}
    beyond = {pair for pair in held if not any(pair[0] in MEANT[name] and pair[1] == year for name, year in PAIRS)}
    assert met
    assert met < PAIRS
    assert beyond
    total = made.total.total
    assert (total.expected, total.met, total.beyond) == (len(PAIRS), len(met), len(beyond))
    assert made.unmatched == ("火星市政协",)
    rows = {row.value: row for row in made.rows}
    own = {row.value for row in made.rows if row.listed}
    assert own == ({"火星市政协", "政协", "重庆市"} if by == "organization" else {"火星市政协", "政协"})
    for name in own:
        assert set(rows[name].absent(made.columns)) == {str(year) for each, year in PAIRS - met if each == name}
    assert rows["火星市政协"].total.state == ABSENT
    names = {each.name for each in ORGANIZATIONS if each} if by == "organization" else set()
    for name in names:
        for year, cell in zip(made.columns, rows[name].cells, strict=True):
            pair = (name, int(year) if year.isdecimal() else 0)
            assert (cell.expected, cell.met, cell.beyond) == (pair in PAIRS, pair in met, pair in beyond)
            if pair in PAIRS | beyond:
                assert cell.state == (BEYOND if pair in beyond else HELD if pair in met else ABSENT)


def test_a_region_has_what_is_listed_of_everything_below_it(sectioned: Indexed) -> None:
    made = coverage(sectioned.opened, by="division", expected=LIST)
    held = there(sectioned)
    (chongqing,) = (row for row in made.rows if row.value == "重庆市")
    for year, cell in zip(made.columns, chongqing.cells, strict=True):
        below = [
            (name, int(year)) for name in (FULING.name, "重庆市") if year.isdecimal() and (name, int(year)) in PAIRS
        ]
        met = [name for name, _ in below if any((each, int(year)) in held for each in MEANT[name])]
        assert (cell.expected, cell.met) == (len(below), len(met))
        if below:
            assert cell.state == (HELD if len(met) == len(below) else PARTIAL if met else ABSENT)


def test_years_that_were_not_chosen_are_not_expected(sectioned: Indexed) -> None:
    made = coverage(sectioned.opened, SearchRequest(filters={"covered_year": ("2021..2022",)}), expected=LIST)
    assert set(made.columns) == {"2021", "2022"}
    assert made.total.total.expected == sum(year in (2021, 2022) for _, year in PAIRS)


def test_years_that_were_left_out_are_neither_gaps_nor_expected(make_library: MakeLibrary) -> None:
    texts = [(f"示例报告{year}。", Metadata(organization=FULING, covered_year=year)) for year in (2020, 2021, 2022)]
    request = SearchRequest(excluded={"covered_year": ("2021",)})
    for expected in (None, ExpectedList((Listed("重庆市涪陵区政协", (2021, 2022, 2023)),))):
        made = coverage(make_library(texts), request, expected=expected)
        assert made.columns == (("2020", "2022", "2023") if expected else ("2020", "2022"))
        assert [row.gaps(made.columns) for row in made.rows] == [()]
        assert made.total.total.expected == (2 if expected else 0)
        assert "排除了 2021 年" in "".join(made.notes)


def test_what_a_filter_leaves_out_of_a_list_is_not_absent(make_library: MakeLibrary) -> None:
    of = [replace(Metadata(covered_year=2022, kind="工作综述"), organization=each) for each in (FULING, ZIYANG)]
    news = Metadata(organization=FULING, covered_year=2023, kind="会议新闻")
    library = make_library([("示例报告。", each) for each in (*of, news)])
    expected = ExpectedList(tuple(Listed(each.name, (2022, 2023, 2024)) for each in (FULING, ZIYANG)))

    def states(request: SearchRequest, by: str = "organization") -> dict[str, list[str]]:
        made = coverage(library, request, expected=expected, by=by)
        return {row.value: [cell.state for cell in row.cells] for row in made.rows}

    assert states(SearchRequest()) == {FULING.name: [HELD, HELD, ABSENT], ZIYANG.name: [HELD, ABSENT, ABSENT]}
    in_chongqing = SearchRequest(filters={"organization": ("重庆市",)})
    assert states(in_chongqing) == {FULING.name: [HELD, HELD, ABSENT], ZIYANG.name: [FILTERED] * 3}
    reviews = SearchRequest(filters={"kind": ("工作综述",)})
    assert states(reviews) == {FULING.name: [HELD, FILTERED, ABSENT], ZIYANG.name: [HELD, ABSENT, ABSENT]}
    without = SearchRequest(excluded={"organization": ("四川省",)})
    assert states(without) == states(in_chongqing)
    assert states(SearchRequest(filters={"body": ("人大",)})) == {
        FULING.name: [FILTERED] * 3,
        ZIYANG.name: [FILTERED] * 3,
    }
    made = coverage(library, in_chongqing, expected=expected)
    assert (made.total.total.expected, made.total.total.met, made.total.total.filtered) == (3, 2, 3)
    assert f"清单中有 3 项不合筛选条件，没有列入对照，也不算未收录：{ZIYANG.name} 2022—2024。" in made.notes
    assert (ZIYANG.name, "2022", 0, "", "", STATES[FILTERED], 0, 0, 0, 1) in made.table().rows
    assert states(in_chongqing, "division")["四川省/资阳市"] == [FILTERED] * 3


@pytest.mark.parametrize("by", ROWS)
@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(filters={"covered_year": ("2022", "2023")}),
        SearchRequest(filters={"organization": ("重庆市",)}),
        SearchRequest(filters={"covered_year": ("2023",), "kind": ("工作综述",)}),
    ],
)
def test_an_organization_without_a_report_among_those_looked_at_is_known_nevertheless(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch, by: str, request_: SearchRequest
) -> None:
    known = [Metadata(organization=FULING, covered_year=2022), Metadata(organization=ZIYANG, covered_year=2020)]
    library = make_library([("示例报告。", each) for each in known])
    expected = ExpectedList((Listed("资阳市政协", (2022, 2023)), Listed(FULING.name, (2022, 2023))))
    made = coverage(library, request_, by=by, expected=expected)
    if "organization" not in request_.filters:
        assert {cell.state for row in made.rows if "资阳" in row.value for cell in row.cells} == {ABSENT}
    assert not any(row.listed for row in made.rows)
    tally_of = type(library.engine).tally

    def of_its_rows_alone(engine: Engine, request: EngineRequest, terms: Sequence[Sequence[str]]) -> Tally:
        """As an engine on a cluster names them."""
        tally = tally_of(engine, request, terms)
        used = np.unique(tally.organization[tally.organization >= 0])
        numbers = np.where(tally.organization < 0, -1, used.searchsorted(tally.organization))
        organizations = tuple(tally.organizations[number] for number in used.tolist())
        return replace(tally, organizations=organizations, organization=numbers)

    monkeypatch.setattr(type(library.engine), "tally", of_its_rows_alone)
    assert coverage(library, request_, by=by, expected=expected) == made


@pytest.mark.parametrize(
    ("lines", "problem"), [("  \n", "清单是空的"), ("涪陵\n长寿区政协，去年", "清单的 2 行都读不出")]
)
def test_a_list_without_a_readable_line_is_none(lines: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        read_lines(lines)


def test_two_names_of_one_organization_are_expected_once(make_library: MakeLibrary) -> None:
    library = make_library([("示例报告。", Metadata(organization=FULING, covered_year=2019))])
    names = (Listed("涪陵区政协", (2019, 2020)), Listed("火星市政协", (2019,)), Listed(FULING.name, (2019, 2021)))
    made = coverage(library, expected=ExpectedList(names))
    assert [(row.value, row.total.expected, row.total.met) for row in made.rows] == [
        *((FULING.name, 3, 1), ("火星市政协", 1, 0))
    ]
    assert (made.total.total.expected, made.total.total.met) == (4, 1)
    assert f"涪陵区政协、{FULING.name}所指相同" in "".join(made.notes)


def test_a_long_list_takes_no_more_than_its_pairs(make_library: MakeLibrary) -> None:
    library = make_library([("示例报告。", Metadata(organization=FULING, covered_year=2019))])
    names = tuple(Listed(f"第{number}示例市政协", tuple(range(2015, 2020))) for number in range(3000))
    tracemalloc.start()
    made = coverage(library, expected=ExpectedList(names))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.total.total.expected == 15_000
    assert most < 50_000_000, "rows times entries would be 72 MB in one array"


def test_a_table_has_a_row_for_every_cell_that_tells_something(sectioned: Indexed) -> None:
    made = coverage(sectioned.opened, expected=LIST)
    table = made.table()
    names = [name for name, _ in table.columns]
    assert names[:6] == ["organization", "covered_year", "reports", "kinds", "completeness", "state"]
    assert sum(int(row[names.index("expected")] or 0) for row in table.rows) >= len(PAIRS)
    assert {row[5] for row in table.rows} <= set(STATES.values())
    fewer = coverage(sectioned.opened).table()
    assert len(fewer.columns) == 6
    assert sum(bool(row[2]) for row in fewer.rows) == sum(
        bool(row[2]) and row[0] not in MEANT.keys() - {FULING.name, ZIYANG.name} for row in table.rows
    )


def test_what_cannot_be_is_said(sectioned: Indexed) -> None:
    for settings in ({"by": "kind"}, {"years": "published"}):
        with pytest.raises(QueryError, match="不能按"):
            coverage(sectioned.opened, **settings)


def test_an_empty_selection_has_no_rows(sectioned: Indexed) -> None:
    made = coverage(sectioned.opened, SearchRequest(filters={"covered_year": ("1980",)}))
    assert (made.rows, made.columns, made.total.total.reports) == ((), (), 0)
    assert made.failed is None  # this engine was filled without a run over files


# ------------------------------------------------------------------------------------- reading lists


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("2023", (2023,)),
        ("2023年", (2023,)),
        ("2020..2023", (2020, 2021, 2022, 2023)),
        ("2020 - 2021", (2020, 2021)),
        ("2019、2021，2020", (2019, 2020, 2021)),
        ("2018—2019；2022年", (2018, 2019, 2022)),
        ("2023..2020", ()),
        ("二〇二三", ()),
        ("0023", ()),
        ("", ()),
    ],
)
def test_cells_of_years(cell: str, years: tuple[int, ...]) -> None:
    assert read_year_list(cell) == years


def test_lists_come_from_tables(tmp_path: Path) -> None:
    rows = [
        ["应收录的报告", ""],
        ["机构", "年份"],
        ["示例市政协", "2020..2022"],
        ["示例市政协", "2024"],
        ["示例县政协", "去年"],
        ["", "2020"],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "清单.xlsx")
    (tmp_path / "清单.csv").write_bytes("\n".join(",".join(row) for row in rows).encode("gb18030"))
    for name in ("清单.xlsx", "清单.csv"):
        for years in ("covered_year", "delivered_year"):
            found = read_expected(tmp_path / name, years)
            assert found.rows == (Listed("示例市政协", (2020, 2021, 2022, 2024)),)
            assert len(found.problems) == 2
            assert "去年" in found.problems[0]
            assert "row 5" in found.problems[0]


def test_a_list_of_the_other_year_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("organization,回顾年度\n示例市政协,2020\n", "utf-8")
    assert read_expected(path, "covered_year").rows == (Listed("示例市政协", (2020,)),)
    with pytest.raises(QueryError, match="报告年份"):
        read_expected(path, "delivered_year")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "xlsx"),
        ("a.csv", None, "打不开清单 a.csv：没有这个文件。"),
        ("b" * 300 + ".csv", None, "文件名太长"),
        ("a.xlsx", b"PK", "读不了"),
        ("a.csv", "机构,说明\n甲,乙\n".encode(), "应有"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(QueryError, match=said):
        read_expected(tmp_path / name, "covered_year")


def test_lists_come_from_lines() -> None:
    found = read_lines("重庆市涪陵区政协 2020..2022\n\n示例市政协：2021\n示例市政协, 2023、2024\n没有年份\n2020")
    assert found.rows == (Listed("重庆市涪陵区政协", (2020, 2021, 2022)), Listed("示例市政协", (2021, 2023, 2024)))
    assert [problem[:3] for problem in found.problems] == ["第 5", "第 6"]
    with pytest.raises(QueryError, match=f"{MAX_EXPECTED}"):
        read_lines("\n".join(f"机构{number} 1950..2020" for number in range(MAX_EXPECTED // 50)))
