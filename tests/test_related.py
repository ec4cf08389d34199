"""What is shown beside a report: other years of its series, and reports of like content."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import NoSuchReport
from indexer.models import Metadata, Organization, Report
from indexer.prepare import analyse
from indexer.search import Library
from indexer.telling import MOST_CHARACTERS, telling_words
from tests.contract.corpus import make_report

WANXIAN = Organization("四川省万县市政协", None, ("四川省", "万县市"), "政协", "地市级", now=("重庆市万州区政协",))
WANZHOU = Organization("重庆市万州区政协", None, ("重庆市", "万州区"), "政协", "县级")
FULING = Organization("重庆市涪陵区政协", None, ("重庆市", "涪陵区"), "政协", "县级")
DIVIDED = replace(WANXIAN, name="四川省示例地区政协", now=("重庆市万州区政协", "重庆市涪陵区政协"))
SUBJECTS = {
    "榨菜": "榨菜种植户反映收购价格偏低，建议扶持榨菜加工企业，打造榨菜品牌，延伸青菜头产业链条。",
    "电梯": "老旧小区加装电梯推进缓慢，居民筹资困难，建议简化电梯审批，落实维保责任，保障电梯安全。",
    "养老": "社区养老服务设施不足，护理人员短缺，建议发展居家养老，支持养老机构引进护理人才。",
    "河湖": "部分河段水质波动，建议落实河长制，整治入河排污口，保护饮用水水源，修复湿地生态。",
}
BOILERPLATE = (
    "坚持以习近平新时代中国特色社会主义思想为指导，认真履行政治协商、民主监督、参政议政职能，各项工作取得新的成效。"
)


def text_on(subject: str, number: int) -> str:
    """A little of a subject in much that every report says."""
    return "\n".join(
        [f"示例{number}", *[BOILERPLATE] * 12, f"{SUBJECTS[subject]}全年办理{number}件。", *[BOILERPLATE] * 12]
    )


def paper(number: int, organization: Organization | None, year: int | None, **known: object) -> Report:
    metadata = Metadata(
        title=f"{year}年常委会工作报告",
        organization=organization,
        kind="常委会工作报告",
        covered_year=year,
        delivered_year=year and year + 1,
    )
    letters = "".join(chr(0x4E00 + (number * 997 + at * 31) % 9000) for at in range(300))
    return make_report(number, f"示例 {number}\n{letters}", replace(metadata, **known))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[Sequence[Report]], Library]]:
    """A function that makes a library of some reports."""
    made: list[Library] = []

    def make(reports: Sequence[Report]) -> Library:
        engine = WhooshEngine(tmp_path / f"index{len(made)}", create=True)
        with engine.writer() as writer:
            for report in reports:
                writer.add(report, analyse(report))
            writer.commit()
        engine.refresh()
        made.append(Library(engine))
        return made[-1]

    yield make
    for library in made:
        library.close()


Make = Callable[[Sequence[Report]], Library]


def test_other_years_are_of_the_same_series_the_newest_first(opened: Make) -> None:
    series = [paper(number, FULING, 2015 + number) for number in range(6)]
    others = [
        paper(20, FULING, 2012, kind="工作综述"),
        paper(21, WANZHOU, 2012),
        paper(22, FULING, None),
        paper(23, None, 2013),
        paper(24, FULING, 2014, kind=None),
    ]
    library = opened([*series, *others])
    years = library.related(series[2].id).years
    assert [other.metadata.covered_year for other in years] == [2020, 2019, 2018, 2016, 2015]
    assert [other.id for other in years] == [series[n].id for n in (5, 4, 3, 1, 0)]
    assert years[0].title == "2020年常委会工作报告"
    assert [len(library.related(alone.id).years) for alone in others] == [0, 0, 6, 0, 0]
    assert len(library.related(others[2].id).years) == 6, "of no year itself, all of them are others"
    with pytest.raises(NoSuchReport):
        library.related("0" * 16)


def test_each_year_is_there_once_the_most_complete_first(opened: Make) -> None:
    own = paper(0, FULING, 2023)
    same_year = [paper(2, FULING, None, delivered_year=2024)]
    of_2021 = [
        paper(3, FULING, 2021, completeness="摘要/图解"),
        paper(4, FULING, 2021, title="政协第六届委员会工作报告"),
        paper(5, FULING, 2021),
        paper(6, FULING, 2021, completeness="节选/残缺"),
    ]
    (year,) = opened([own, *same_year, *of_2021]).related(own.id).years
    assert year.id == of_2021[2].id, "of two as complete, the one that is titled alike"


def test_a_copy_stands_for_its_year_once(opened: Make) -> None:
    own, earlier = paper(0, FULING, 2023), paper(1, FULING, 2022)
    copy = replace(earlier, id="00000000000000aa", file="copy.txt")
    worse = replace(copy, metadata=replace(earlier.metadata, completeness="摘要/图解"))
    mine = replace(own, id="00000000000000bb", file="mine.txt")
    library = opened([own, earlier, worse, mine])
    assert [other.id for other in library.related(own.id).years] == [earlier.id]
    assert not {own.id, mine.id} & {other.id for other in library.related(own.id).similar}


def test_former_names_and_those_of_today_are_one_organization(opened: Make) -> None:
    reports = [
        paper(0, WANXIAN, 1995),
        paper(1, WANZHOU, 2003),
        paper(2, replace(WANXIAN, name="四川省万县地区政协"), 1991),
        paper(3, DIVIDED, 1990),
        paper(4, FULING, 1998),
    ]
    library = opened(reports)
    shown = [[other.id for other in library.related(report.id).years] for report in reports]
    ids = [report.id for report in reports]
    assert shown == [[ids[1], ids[2]], [ids[0], ids[2]], [ids[1], ids[0]], [], []]


def test_papers_of_which_there_are_many_a_year_have_no_other_years(opened: Make) -> None:
    speeches = [paper(number, FULING, None, kind="讲话", delivered_year=2020 + number % 2) for number in range(7)]
    assert opened(speeches).related(speeches[0].id).years == ()
    assert len(opened(speeches[:6]).related(speeches[0].id).years) == 1


def test_no_more_than_thirty_years(opened: Make) -> None:
    reports = [paper(number, FULING, 1980 + number) for number in range(40)]
    years = opened(reports).related(reports[0].id).years
    assert [other.metadata.covered_year for other in years] == list(range(2019, 1989, -1))


def test_like_content_is_found_in_spite_of_what_every_report_says(opened: Make) -> None:
    subjects = [*SUBJECTS] * 5
    reports = [make_report(number, text_on(subject, number)) for number, subject in enumerate(subjects)]
    library = opened(reports)
    for number, subject in enumerate(subjects[:8]):
        similar = [other.id for other in library.related(reports[number].id).similar]
        same = {report.id for report, of in zip(reports, subjects, strict=True) if of == subject}
        assert set(similar) == same - {reports[number].id}


def test_similar_reports_are_neither_copies_nor_other_years(opened: Make) -> None:
    metadata = Metadata(organization=FULING, kind="工作综述")
    own, year = (
        make_report(number, text_on("榨菜", number), replace(metadata, covered_year=2020 + number))
        for number in range(2)
    )
    copy = replace(own, id="00000000000000cc", file="copy.txt")
    like = [make_report(number, text_on("榨菜", number)) for number in range(10, 22)]
    others = [make_report(number, text_on("电梯", number)) for number in range(30, 50)]
    related = opened([own, year, copy, *like, *others]).related(own.id)
    assert [other.id for other in related.years] == [year.id]
    assert len(related.similar) == 8
    assert not {own.id, year.id, copy.id} & {other.id for other in related.similar}


def test_a_report_unlike_any_other_has_none_beside_it(opened: Make) -> None:
    reports = [make_report(number, text_on("榨菜", number)) for number in range(3)]
    library = opened([*reports, make_report(9, "示例"), make_report(10, text_on("电梯", 10))])
    last = library.related(make_report(10, "").id)
    assert (last.years, last.similar) == ((), ())
    assert library.related(make_report(9, "").id).similar == ()


def test_telling_words_leave_out_names_figures_and_what_all_hold(opened: Make) -> None:
    reports = [make_report(n, f"涪陵区{text_on('榨菜', n)}", Metadata(organization=FULING)) for n in range(3)]
    library = opened([*reports, *(make_report(number, text_on("电梯", number)) for number in range(10, 15))])
    words = telling_words(reports[0], library.engine, 50)
    assert words[0][0] == "榨菜"
    assert [weight for _, weight in words] == sorted((weight for _, weight in words), reverse=True)
    assert not {"涪陵", "涪陵区", "民主监督", "0", "0件"} & {word for word, _ in words}
    assert all(len(word) > 1 for word, _ in words)
    assert telling_words(reports[0], library.engine, 2) == words[:2]


def test_of_a_long_text_pieces_from_all_of_it_are_looked_at(opened: Make) -> None:
    filler = BOILERPLATE * (3 * MOST_CHARACTERS // len(BOILERPLATE))
    long = make_report(0, f"{SUBJECTS['榨菜']}{filler}\n{SUBJECTS['电梯']}")
    library = opened([long, *(make_report(n, text_on(subject, n)) for n, subject in enumerate(SUBJECTS, 1))])
    words = {word for word, _ in telling_words(long, library.engine, 50)}
    assert {"榨菜", "电梯"} <= words
    assert "养老" not in words


STATUTES = Path(__file__).parents[2] / "shared" / "bench" / "statutes.jsonl.gz"


def test_statutes_on_one_subject_are_found_for_each_other(opened: Make) -> None:
    if not STATUTES.exists():
        pytest.skip("../shared/bench/statutes.jsonl.gz is not there: nothing to measure on")
    with gzip.open(STATUTES, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    subjects = ("养犬管理", "大气污染防治", "燃气管理", "城市绿化", "文明行为促进", "物业管理")
    chosen = [row for row in rows if any(f"{subject}条例" in row["title"] for subject in subjects)]
    rest = [row for number, row in enumerate(rows) if row not in chosen and number % 12 == 0]
    reports = [
        make_report(number, row["text"], Metadata(title=row["title"])) for number, row in enumerate([*chosen, *rest])
    ]
    library = opened(reports)
    right = wanted = 0
    started = time.perf_counter()
    for report in reports[: len(chosen)]:
        title = report.metadata.title or ""
        subject = next(each for each in subjects if f"{each}条例" in title)
        similar = library.related(report.id).similar
        right += sum(subject in other.title for other in similar)
        wanted += len(similar)
    took = (time.perf_counter() - started) / len(chosen)
    assert wanted > 6 * len(chosen)
    assert right / wanted > 0.8, f"{right} of {wanted}"
    assert took < 0.1, "a target of 15 ms, with room for a busy machine"


def test_the_most_telling_words_are_the_first_of_all(opened: Make) -> None:
    words = [
        "榨菜",
        "电梯",
        "养老",
        "湿地",
        "提案",
        "审批",
        "居民",
        "品牌",
        "水质",
        "维保",
        "护理",
        "扶持",
        "企业",
        "链条",
    ]
    texts = [
        "。".join(
            [word for at, word in enumerate(words) if (at + number) % 3 == 0 for _ in range(1 + at * number % 9)]
            + [f"{chr(0x4E00 + 37 * each)}{chr(0x5E00 + 41 * each)}" for each in range(200)]
        )
        for number in range(9)
    ]
    library = opened([make_report(number, text, Metadata()) for number, text in enumerate(texts)])
    for report in library.catalogue():
        whole = library.report(report.id).report
        every = telling_words(whole, library.engine, 10_000)
        assert len(every) >= 3
        for limit in (1, 2, 3):
            assert telling_words(whole, library.engine, limit) == every[:limit]
