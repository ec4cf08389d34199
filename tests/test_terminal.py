"""What people see in the terminal: nothing of a report is taken for markup, and long lists are cut."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.answers import FacetValue, IndexInfo, Interpretation, Page, PartOfFile, ReportView, SearchRequest
from indexer.ingest import Summary
from indexer.models import Metadata, Organization, Report
from indexer.prepare import Failure
from indexer.terminal import covered_years, print_info, print_metadata, print_page, print_report, print_summary

ODD = "[bold]题[/bold] [/] :smile: [red]"


def test_what_looks_like_markup_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    summary = Summary(notes=[ODD], skipped=Counter({ODD: 2}), failures=[Failure(ODD, "read", ODD)])
    print_summary(summary)
    print_metadata(Metadata(title=ODD, source=ODD), ODD)
    report = Report("0" * 16, "r", ODD, 0, 1, "0" * 32, ODD, (), Metadata())
    print_report(ReportView(report, ODD, (), None))
    print_info(IndexInfo(1, 1, 0, 0, (), None), {}, ODD)
    assert capsys.readouterr().out.count(ODD) == 10


def test_an_empty_page_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    facets: dict[str, tuple[FacetValue, ...]] = dict.fromkeys(("organization", "covered_year", "kind"), ())
    interpretation = Interpretation("all", ("词",), {"信息": ("資訊",)}, (ODD,), (("换一种读法", "词"),))
    print_page(Page(SearchRequest("词", page=3), interpretation, 0, 0, 1.0, 0, (), facets))
    printed = capsys.readouterr().out
    assert "共 0 份报告" in printed
    assert ODD in printed
    assert "“信息”也查：資訊" in printed


def test_a_long_list_of_failures_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(Summary(failures=[Failure(f"{number}.txt", "read", "empty") for number in range(80)]))
    printed = capsys.readouterr().out
    assert "49.txt" in printed
    assert "50.txt" not in printed
    assert "30 more" in printed


def test_sidecars_are_said_to_be_applied(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(Summary(sidecars=1, corrected=3))
    out = capsys.readouterr().out
    assert "sidecars: 1, applied to 3 file(s)" in out
    assert "not taken" not in out


@pytest.mark.parametrize(
    ("metadata", "shown"),
    [
        (Metadata(), "未识别"),
        (Metadata(kind="讲话"), "不适用"),
        (Metadata(covered_year=2022), "2022"),
        (Metadata(covered_year=2022, covered_from=2018), "2018—2022"),
    ],
)
def test_covered_years(metadata: Metadata, shown: str) -> None:
    assert covered_years(metadata) == shown


def test_info_counts_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    values = (
        FacetValue("2022", "2022", 3, False),
        FacetValue("unknown", "未识别", 2, False),
        FacetValue("n/a", "不适用", 1, False),
    )
    print_info(IndexInfo(6, 6, 100, 1, (2022,), None), {"covered_year": values}, "index")
    assert ["回顾年度", "1", "2"] in [line.split() for line in capsys.readouterr().out.splitlines()]


def test_a_former_organization_is_printed_with_todays(capsys: pytest.CaptureFixture[str]) -> None:
    then = Organization(
        "四川省万县市政协",
        "政协四川省万县市委员会",
        ("四川省", "万县市"),
        "政协",
        "地市级",
        now=("重庆市万州区政协",),
    )
    print_metadata(Metadata(organization=then), "示例")
    assert "四川省万县市政协（今：重庆市万州区政协）" in capsys.readouterr().out


def test_a_report_names_the_others_of_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("0" * 16, "r", "合集.txt", 1, 3, "0" * 32, "正文", (), Metadata())
    others = (PartOfFile("a" * 16, 0, "甲的报告"), PartOfFile("b" * 16, 2, ODD))
    print_report(ReportView(report, "乙的报告", (), None, others=others))
    printed = capsys.readouterr().out
    assert "合集.txt 第 2/3 份" in printed
    assert f"第 1 份  {'a' * 16}  甲的报告" in printed
    assert f"第 3 份  {'b' * 16}  {ODD}" in printed


def test_what_few_reports_state_is_printed_where_it_is_stated(capsys: pytest.CaptureFixture[str]) -> None:
    print_metadata(Metadata(author="示例研究室", url="https://example.org/1", retrieved="2025-03-06"), "题")
    printed = capsys.readouterr().out
    assert [line.split() for line in printed.splitlines()][-3:] == [
        ["作者", "示例研究室"],
        ["网址", "https://example.org/1"],
        ["采集日期", "2025-03-06"],
    ]
    print_metadata(Metadata(), "题")
    assert not {"作者", "网址", "采集日期"} & set(capsys.readouterr().out.split())
