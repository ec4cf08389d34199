"""A report and the one of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from indexer.analysis import succession as module
from indexer.analysis.alignment import align
from indexer.analysis.succession import Fates, Succession, succession
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import NoSuchReport, QueryError
from indexer.models import Metadata, Organization, Report
from indexer.prepare import analyse
from indexer.search import Library
from tests.contract.corpus import make_report

FULING = Organization("重庆市涪陵区政协", None, ("重庆市", "涪陵区"), "政协", "县级")
OTHER = Organization("重庆市示例区政协", None, ("重庆市", "示例区"), "政协", "县级")
TEXTS = {
    2020: "示例政协常委会工作报告\n一年来，收到提案1320件，立案1101件。\n组织委员视察老旧小区改造，提出意见建议三十余条。\n谢谢大家",
    2021: "示例政协常委会工作报告\n一年来，收到提案1480件，立案1315件，办复率百分之百。\n组织委员视察老旧小区改造，提出意见建议三十余条。\n"
    "深化渝事好商量协商平台建设，推动协商向基层延伸。\n谢谢大家",
    2023: "示例政协常委会工作报告\n一年来，收到提案1502件，立案1320件，办复率百分之百。\n谢谢大家",
}


def paper(number: int, year: int, **known: object) -> Report:
    metadata = Metadata(
        title=f"{year}年常委会工作报告",
        organization=FULING,
        kind="常委会工作报告",
        covered_year=year,
        delivered_year=year + 1,
        completeness="全文",
    )
    return make_report(number, TEXTS[year], replace(metadata, **known))


REPORTS = [paper(number, year) for number, year in enumerate(TEXTS)]
FOREIGN = paper(9, 2021, organization=OTHER, completeness="节选/残缺", delivered_year=2022)
LONE = paper(10, 2020, organization=replace(OTHER, name="重庆市另一示例区政协"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    engine = WhooshEngine(tmp_path_factory.mktemp("index") / "index", create=True)
    with engine.writer() as writer:
        for report in (*REPORTS, FOREIGN, LONE):
            writer.add(report, analyse(report))
        writer.commit()
    engine.refresh()
    yield Library(engine)
    engine.close()


def test_a_report_is_compared_with_that_of_the_year_before(library: Library) -> None:
    made = succession(library, REPORTS[1].id)
    assert (made.old.id, made.new.id) == (REPORTS[0].id, REPORTS[1].id)
    assert made.pairs == align(TEXTS[2020], TEXTS[2021])
    assert made.counts == Fates(kept=3, changed=1, new=1, dropped=0, moved=0)
    assert made.warnings == ()
    assert made.titles == ("2020年常委会工作报告", "2021年常委会工作报告")
    assert [each.id for each in made.years] == [REPORTS[2].id, REPORTS[0].id]
    assert made.generation == library.generation()


def test_where_a_year_is_missing_the_one_before_is_taken_and_said(library: Library) -> None:
    made = succession(library, REPORTS[2].id)
    assert made.old.id == REPORTS[1].id
    assert made.warnings == ("两份报告相隔 2 年。",)
    assert made.counts.dropped == 2


def test_the_earlier_one_is_the_old_one_whichever_was_asked_for(library: Library) -> None:
    one, other = (succession(library, *ids) for ids in ([REPORTS[0].id, REPORTS[2].id], [REPORTS[2].id, REPORTS[0].id]))
    assert (one.old, one.new, one.pairs) == (other.old, other.new, other.pairs)


def test_what_else_differs_is_said(library: Library) -> None:
    made = succession(library, REPORTS[1].id, FOREIGN.id)
    assert made.warnings == (
        "两份报告的机构、完整性不同，变化可能由此而来。",
        "两份报告的年份未识别或相同，先后是按给出的次序定的。",
    )
    assert (made.old.id, made.new.id) == (FOREIGN.id, REPORTS[1].id)


def test_a_table_has_both_paragraphs(library: Library) -> None:
    table = succession(library, REPORTS[1].id).table()
    rows = [dict(zip([name for name, _ in table.columns], row, strict=True)) for row in table.rows]
    assert [row["fate"] for row in rows] == ["保留", "改写", "保留", "新增", "保留"]
    assert rows[1]["old"] == "一年来，收到提案1320件，立案1101件。"
    assert rows[1]["new"] == TEXTS[2021].split("\n")[1]
    assert rows[1]["likeness"] == pytest.approx(made_likeness(succession(library, REPORTS[1].id)))
    assert (rows[3]["old"], rows[3]["moved"], rows[3]["elsewhere"]) == (None, None, 0.0)


def made_likeness(made: Succession) -> float:
    return next(pair.likeness for pair in made.pairs if pair.fate == "changed")


def test_what_cannot_be_compared_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryError, match="更早年份"):
        succession(library, REPORTS[0].id)
    with pytest.raises(QueryError, match="更早年份"):
        succession(library, LONE.id)
    with pytest.raises(QueryError, match="与自己"):
        succession(library, REPORTS[0].id, REPORTS[0].id)
    for ids in (["0" * 16], [REPORTS[1].id, "0" * 16]):
        with pytest.raises(NoSuchReport):
            succession(library, *ids)
    monkeypatch.setattr(module, "MOST_CHARACTERS", 70)
    with pytest.raises(QueryError, match=r"《2021年常委会工作报告》.*最多 70 字"):
        succession(library, REPORTS[1].id)
