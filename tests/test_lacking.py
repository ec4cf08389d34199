"""What reports lack, counted and listed."""

from __future__ import annotations

from dataclasses import replace

from indexer.lacking import FIELDS, counts, find_lacking, lacking_fields, listing, next_table, noting_tables, template
from indexer.models import Evidence, Metadata, Organization, Report

WHOLE = Metadata(
    title="示例",
    organization=Organization("重庆市政协", None, ("重庆市",), "政协", "省级"),
    kind="工作综述",
    covered_year=2022,
    delivered_year=2023,
    published="2023-01-15",
    completeness="全文",
)


def report(file: str, metadata: Metadata, part: int = 0, parts: int = 1) -> Report:
    return Report("0" * 16, "r", file, part, parts, "", "", (), metadata)


def test_fields_that_are_not_identified() -> None:
    assert lacking_fields(WHOLE) == ()
    assert lacking_fields(Metadata()) == FIELDS
    assert lacking_fields(replace(WHOLE, covered_year=None)) == ("covered_year",)
    assert lacking_fields(replace(WHOLE, covered_year=None, kind="讲话")) == (), "a speech looks back on no year"


def test_counts_and_listing_in_the_order_of_files() -> None:
    two = [report("b.txt", replace(WHOLE, kind=None), 1, 2), report("a.txt", replace(WHOLE, published=None, kind=None))]
    lacking = find_lacking([*two, report("c.txt", WHOLE)])
    assert counts(lacking) == dict.fromkeys(FIELDS, 0) | {"kind": 2, "published": 1}
    assert listing(lacking) == "r/a.txt\t1\tkind published\nr/b.txt\t2\tkind\n"


def test_a_table_asks_for_what_is_searched_by_and_tells_what_is_known() -> None:
    given = {"kind": Evidence("未识别", "given:metadata.csv:2")}
    lacking = find_lacking(
        [
            report("a.txt", replace(WHOLE, organization=None), 1, 2),
            report("b.txt", replace(WHOLE, published=None, completeness=None)),
            report("c.txt", replace(WHOLE, kind=None, evidence=given)),
        ]
    )
    rows = template(lacking).decode("utf-8-sig").splitlines()
    assert rows[1:] == [
        "a.txt,2,,,,,,,已识别：标题 示例；回顾年度 2022；报告年份 2023；发布日期 2023-01-15；材料类型 工作综述"
    ]


def test_a_new_table_takes_the_place_of_none_in_use() -> None:
    def given(where: str) -> Report:
        return report("a.txt", Metadata(kind="讲话", evidence={"kind": Evidence("讲话", where)}))

    names: set[str] = set()
    reports = [given("given:2023/metadata.csv:7"), given("given"), given("title"), given("given:metadata-2.csv:3")]
    assert list(noting_tables(reports, names)) == reports
    assert names == {"metadata.csv", "metadata-2.csv"}
    assert next_table(names) == "metadata-3.csv"
    assert next_table(set()) == "metadata.csv"
