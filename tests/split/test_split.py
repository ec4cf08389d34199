"""Files with several reports, and files that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.models import RawDocument
from indexer.readers import read_file
from indexer.split import split
from tests.split.texts import BODY, OTHER, first_lines, parts

SEEDS = Path(__file__).parents[3] / "shared" / "corpus" / "seeds"
PAGEDUMPS = SEEDS.parent / "national_pagedump_gbk"


def test_two_reports_become_two() -> None:
    made = parts(
        "示例市政协常委会工作报告",
        "2023年工作回顾",
        BODY,
        "一、学习",
        BODY,
        "",
        "示例市政协常委会关于提案工作情况的报告",
        OTHER,
    )
    assert first_lines(made) == ["示例市政协常委会工作报告", "示例市政协常委会关于提案工作情况的报告"]
    assert [(document.part, document.parts) for document in made] == [(0, 2), (1, 2)]


def test_nothing_between_the_parts_is_lost() -> None:
    lines = [
        "首页 > 报告",
        "示例市政協常委會工作報告",
        "各位委員：",
        BODY,
        "— 7 —",
        "示例市政協常委會關於提案工作情況的報告",
        "各位委員：",
        OTHER,
        "版权所有",
    ]
    made = parts(*lines)
    assert "\n".join(document.text for document in made) == "\n".join(lines)
    assert made[0].text.startswith("首页 > 报告")
    assert made[1].text.endswith("版权所有")


def test_a_title_on_two_lines_is_cut_before_its_first() -> None:
    made = parts(
        "示例市政府工作报告",
        "各位代表：",
        BODY,
        "政协示例市第六届委员会",
        "常务委员会工作报告",
        "——2024年1月8日在六届三次会议上",
        OTHER,
    )
    assert first_lines(made) == ["示例市政府工作报告", "政协示例市第六届委员会"]


@pytest.mark.parametrize(
    "lines",
    [
        ["示例市政协常委会工作报告", BODY, "一、学习", BODY, "二、提案工作报告", OTHER, "三、打算", BODY],
        ["示例市政协会议开幕", BODY, "会议听取了市政协常委会工作报告", OTHER],
        [
            "目录",
            "市政协常委会工作报告",
            "市政协提案工作情况报告",
            "市政府工作报告",
            "市政协常委会工作报告",
            "各位委员：",
            BODY,
        ],
        ["示例市政协常委会工作报告", BODY, "《示例市政协常委会关于提案工作情况的报告》", OTHER],
        ["关于印发示例市政协工作要点的通知", BODY, "示例市政协2024年工作要点", OTHER],
        ["2005年国务院政府工作报告", "来源：示例网", "政府工作报告", "——2005年3月5日在第三次会议上", BODY],
        ["示例市政府工作报告", "各位代表：", BODY, "示例市政府工作报告", "各位代表：", BODY],
    ],
)
def test_one_report_stays_one(lines: list[str]) -> None:
    made = parts(*lines)
    assert [document.text for document in made] == ["\n".join(lines)]
    assert (made[0].part, made[0].parts) == (0, 1)


def test_rows_of_json_lines_are_taken_as_given() -> None:
    text = "\n".join(["示例市政协常委会工作报告", "各位委员：", BODY, "示例市政府工作报告", "各位代表：", OTHER])
    raw = RawDocument(file="a.jsonl", text=text, format="jsonl")
    assert split(raw) == [raw]


def test_headings_and_titles_of_the_format_go_with_their_part() -> None:
    raw = RawDocument(
        file="a.html",
        text="\n".join(["示例市政协常委会工作报告", "各位委员：", BODY, "示例市政府工作报告", "各位代表：", OTHER]),
        format="html",
        title="示例市政协常委会工作报告",
        stated={"title": "示例市政协常委会工作报告", "source": "示例日报"},
        heading_lines={0: 1, 3: 1},
    )
    first, second = split(raw)
    assert (first.title, second.title) == (raw.title, None)
    assert (first.heading_lines, second.heading_lines) == ({0: 1}, {0: 1})
    assert second.stated == {"source": "示例日报"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared test texts are not beside the repository")
def test_seeds() -> None:
    counts = {path.name[:3]: len(split(read_file(path, path.name).documents[0])) for path in sorted(SEEDS.iterdir())}
    assert counts == {"000": 1, "001": 1, "002": 2, "003": 1, "004": 1}


@pytest.mark.skipif(not PAGEDUMPS.is_dir(), reason="the shared test texts are not beside the repository")
def test_no_other_text_at_hand_is_cut() -> None:
    for folder in SEEDS.parent.iterdir():
        for path in folder.iterdir() if folder.is_dir() and folder != SEEDS else ():
            assert len(split(read_file(path, path.name).documents[0])) == 1, path.name


@pytest.mark.parametrize(
    "mark", ["（摘要）", "（书面）", "（审议稿）", "（征求意见稿）", "(送审稿)", "（摘要）（书面）"]
)
def test_titles_may_end_in_brackets(mark: str) -> None:
    made = parts(
        f"示例市政协常委会工作报告{mark}",
        "（2024年1月8日）",
        "各位委员：",
        BODY,
        f"示例市政协常委会关于提案工作情况的报告{mark}",
        "（2024年1月8日）",
        "各位委员：",
        OTHER,
    )
    assert first_lines(made) == [f"示例市政协常委会工作报告{mark}", f"示例市政协常委会关于提案工作情况的报告{mark}"]


def test_a_title_on_three_lines_begins_with_its_first() -> None:
    name = ["中国人民政治协商会议", "第九届示例市委员会常务委员会"]
    made = parts(*name, "工作报告", "各位委员：", BODY, *name, "关于提案工作情况的报告", "各位委员：", OTHER)
    assert first_lines(made) == [name[0], name[0]]
    assert [len(document.text.split("\n")) for document in made] == [5, 5]
