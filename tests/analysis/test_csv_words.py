"""Tables as CSV say in Chinese what programs have codes for; data frames and JSON keep the codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from indexer.analysis.adoption import adoption
from indexer.analysis.comparing import compare
from indexer.analysis.concordance import concordance
from indexer.analysis.concordance_json import concordance_json
from indexer.analysis.coverage import coverage
from indexer.analysis.csv_file import csv_bytes
from indexer.analysis.figures_table import figures_of
from indexer.analysis.neighbours import neighbours
from indexer.analysis.tables import Table
from indexer.analysis.trends import trends
from indexer.analysis.trends_json import trends_json
from indexer.answers import SearchRequest
from indexer.models import Metadata
from indexer.search import Library
from tests.analysis.conftest import MakeLibrary
from tests.contract.corpus import ORGANIZATIONS

FULING = next(each for each in ORGANIZATIONS if each is not None)
TEXTS = [
    (
        "示例提案工作。\n2022年工作回顾\n示例提案，立案提案12件。\n2023年工作打算\n示例提案要做。",
        Metadata(covered_year=2022),
    ),
    ("示例提案如章程所定，示例如此。", Metadata(organization=FULING, kind="章程规则")),
    ("一年来，示例立案提案210件。我们说过，示例立案提案212件。", Metadata(organization=FULING, covered_year=2021)),
    ("示例提案工作。", Metadata()),
]
TABLES: dict[str, Callable[[Library], Table]] = {
    "trends": lambda library: trends(library, ["提案"]).table(),
    "panels": lambda library: trends(library, ["提案"], by="organization", split="covered_year").table(),
    "kinds": lambda library: trends(library, ["提案"], by="kind", split="division").table(),
    "concordance": lambda library: concordance(library, "提案").table(),
    "neighbours": lambda library: neighbours(library, "提案", side="left").table(),
    "adoption": lambda library: adoption(library, "提案").table(),
    "heat": lambda library: adoption(library, "提案", years="covered_year").heat(),
    "spread": lambda library: adoption(library, "提案", years="covered_year").spread_table(),
    "coverage": lambda library: coverage(library, by="division").table(),
    "figures": lambda library: figures_of(library, "立案").table(),
    "rows": lambda library: figures_of(library, "立案").rows_table(),
    "compare": lambda library: compare(library, SearchRequest("章程"), SearchRequest("立案"), terms=["提案"]).table(),
}
CODES = {"unknown", "n/a", "review", "plan", "other", "left", "right", "character", "word"}


@pytest.fixture
def library(make_library: MakeLibrary) -> Library:
    return make_library(TEXTS, headed=True)


def read(table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(csv_bytes(table)).decode("utf-8-sig"))))


@pytest.mark.parametrize("name", TABLES)
def test_no_code_stands_in_a_table_for_people(library: Library, name: str) -> None:
    rows = read(TABLES[name](library))
    assert rows
    assert {cell for row in rows for cell in row.values()} & CODES == set()


def test_the_words_are_those_of_pages(library: Library) -> None:
    assert {row["部分"] for row in read(TABLES["concordance"](library))} == {"工作回顾", "工作安排", "其他"}
    assert {"未识别", "不适用"} <= {row["回顾年度"] for row in read(TABLES["trends"](library))}
    sides = [(row["方向"], row["单位"]) for row in read(TABLES["neighbours"](library))]
    assert sides[0] == ("左边", "单字")
    assert {row["说法不一"] for row in read(TABLES["figures"](library))} >= {"是"}
    assert {row["是否指定"] for row in read(TABLES["compare"](library))} >= {"是"}


def test_columns_of_trends_are_called_what_they_hold(library: Library) -> None:
    assert list(read(TABLES["panels"](library))[0])[:3] == ["回顾年度", "机构", "报告份数"]
    assert list(read(TABLES["kinds"](library))[0])[:2] == ["行政区划", "材料类型"]


def test_what_only_looks_like_a_code_stays(library: Library) -> None:
    table = Table((("key", "词语"), ("section", "部分"), ("count", "次数")), [("left", "plan", 1)])
    assert read(table) == [{"词语": "left", "部分": "工作安排", "次数": "1"}]
    assert next(csv_bytes(table, str.upper)).decode("utf-8-sig").splitlines()[1] == "left,工作安排,1"


def test_programs_get_the_codes(library: Library) -> None:
    assert {"unknown", "n/a"} <= {row["value"] for row in trends_json(trends(library, ["提案"]))["rows"]}
    assert {line["section"] for line in concordance_json(concordance(library, "提案"))["lines"]} == {
        "review",
        "plan",
        None,
    }
    assert {"unknown", "n/a"} <= {row[0] for row in trends(library, ["提案"]).table().rows}


def test_nothing_is_counted_in_a_year_without_reports(make_library: MakeLibrary) -> None:
    library = make_library([("示例提案。", Metadata(covered_year=year)) for year in (2020, 2022)])
    found = {row["value"]: row["terms"] for row in trends_json(trends(library, ["提案", "议案"]))["rows"]}
    assert found["2021"] == [{"occurrences": None, "reports": None, "rate": None}] * 2
    assert found["2022"][1] == {"occurrences": 0, "reports": 0, "rate": 0.0}
