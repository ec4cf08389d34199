"""Collections: numbered titles, contents, rules, headings, models and decisions."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import RawDocument
from indexer.split import split
from tests.split.texts import BODY, OTHER, PLACES, collection, first_lines, parts


@pytest.mark.parametrize(
    "manner",
    ["{name}", "{number}.{name}", "0{number} {name}", "{hanzi}、{name}", "第{hanzi}篇 {name}", "【篇{hanzi}】{name}",
     "篇{number}：{name}", "（{hanzi}）{name}", "# {name}", "{name}（示例）"],
)  # fmt: skip
def test_titles_of_a_collection_may_be_numbered(manner: str) -> None:
    lines, titles = collection(manner)
    made = parts("区2023年人大、政协常务委员会工作报告-17篇", *lines)
    # The number is the collection's, not the report's.
    bare = [
        title if manner[0] == "#" or "示例" in manner else title[title.index(place) :]
        for title, place in zip(titles, PLACES, strict=True)
    ]
    assert [document.text.split("\n")[document.part == 0] for document in made] == bare
    assert [describe(clean(document)).title for document in made[1:]] == [
        title.removeprefix("# ") for title in bare[1:]
    ]


@pytest.mark.parametrize("leader", ["", " ...... 12", "\t7", "（3）"])
def test_a_table_of_contents_is_no_report_and_hides_none(leader: str) -> None:
    lines, titles = collection("{name}")
    listed = [title + leader for title in titles]
    for preface in ([], ["编者按：本文件收录2023年示例各区县工作报告，供参考。" + BODY]):
        made = parts("目　录", *listed, *preface, *lines)
        assert len(made) == len(titles)
        assert first_lines(made)[1:] == titles[1:]
        assert clean(made[0]).text.split("\n")[0] == titles[0]


def test_a_long_table_of_contents_is_not_a_part_of_its_own() -> None:
    lines, titles = collection("{name}")
    more = [f"示例第{number}号材料" for number in range(40)]
    made = parts("目录", *titles, *more, *lines)
    assert [document.text.count("各位代表：") for document in made] == [1] * len(titles)


def test_models_of_a_collection() -> None:
    made = parts(
        "政协工作报告范文（精选2篇）",
        "政协工作报告 篇1：",
        "各位委员：",
        "甲。" + BODY,
        OTHER,
        "政协工作报告 篇2：",
        "各位委员：",
        "乙。" + BODY,
        OTHER,
    )
    assert [document.text.split("\n")[-3] for document in made] == ["各位委员："] * 2
    assert len(made) == 2


@pytest.mark.parametrize("rule", ["=====", "********", "* * *", "----------", "———————————"])
def test_ruled_lines_part_reports(rule: str) -> None:
    made = parts(
        "示例市妇联工作报告", "甲。" + BODY, OTHER, rule, "示例市残联工作报告", "乙。" + BODY, OTHER, rule, "通知", BODY
    )
    assert [clean(document).text.split("\n")[0] for document in made] == ["示例市妇联工作报告", "示例市残联工作报告"]


def test_headings_of_the_highest_level_in_word() -> None:
    lines = ["示例市总工会工作报告", "甲。" + BODY, OTHER, "一、回顾", BODY, "示例市文联工作报告", "乙。" + BODY, OTHER]
    raw = RawDocument("a.docx", "\n".join(lines), "docx", heading_lines={0: 1, 3: 2, 5: 1})
    assert first_lines(split(raw)) == [lines[0], lines[5]]
    named = [
        "栖云区",
        "工作报告",
        "各位委员：",
        "甲。" + BODY,
        OTHER,
        "澄湖区",
        "工作报告",
        "各位委员：",
        "乙。" + BODY,
        OTHER,
    ]
    raw = RawDocument("a.docx", "\n".join(named), "docx", heading_lines={0: 1, 5: 1})
    assert first_lines(split(raw)) == ["栖云区", "澄湖区"]


def test_a_long_title_on_two_lines() -> None:
    title = ["关于示例市2023年国民经济和社会发展计划执行情况与", "2024年国民经济和社会发展计划草案的报告"]
    made = parts("示例市政府工作报告", "各位代表：", BODY, *title, "（2024年1月8日在示例市第五次会议上）", OTHER)
    assert first_lines(made) == ["示例市政府工作报告", title[0]]


def test_a_decision_after_a_report_is_a_document_of_its_own() -> None:
    decision = [
        "示例市第五届人民代表大会第三次会议关于政府工作报告的决议",
        "（2024年1月12日示例市第五届人民代表大会第三次会议通过）",
        "示例市第五届人民代表大会第三次会议听取和审议了市长所作的政府工作报告。会议充分肯定市人民政府的工作，"
        "同意报告提出的目标任务和工作安排，决定批准这个报告。",
    ]
    made = parts("示例市政府工作报告", "各位代表：", BODY, *decision)
    assert first_lines(made) == ["示例市政府工作报告", decision[0]]
    assert len(parts("示例市政府工作报告", "各位代表：", BODY, "会议通过了关于政府工作报告的决议", decision[2])) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["政府工作报告", "各位代表：", BODY, "附件：关于《政府工作报告（草案）》的说明", OTHER, "名词解释", OTHER],
        ["示例市政府工作报告", "各位代表：", BODY, "附件1", "示例市人大常委会2023年立法工作报告", "各位代表：", OTHER],
        ["政府工作报告", "各位代表：", "第一部分 2023年工作回顾", BODY, "第二部分 2024年工作安排", OTHER],
        ["政府工作报告", "各位代表：", BODY, "一、人大常委会工作报告", OTHER, "二、政协常委会工作报告", BODY],
        ["政府工作报告", "各位代表：", BODY, "《示例市政府工作报告》", OTHER, "会议听取了市政协常委会工作报告", OTHER],
        ["示例市规划", BODY, "第一篇 总则", OTHER, "第二篇 发展工作", BODY, "第三篇 保障措施", OTHER],
        ["示例市政协开幕", BODY, "相关阅读", "市政协常委会工作报告", "市政府工作报告", "市法院工作报告", "版权所有"],
        ["政府工作报告", "各位代表：", BODY, "----------", "注：数据为初步统计数。" + OTHER],
        ["目录", "一、工作回顾", "二、工作安排", "政府工作报告", "各位代表：", "一、工作回顾", BODY, "二、工作安排", OTHER],
    ],
)  # fmt: skip
def test_one_report_with_parts_stays_one(lines: list[str]) -> None:
    assert [document.text for document in parts(*lines)] == ["\n".join(lines)]


def test_characters_written_as_entities_hide_no_title() -> None:
    made = parts("示例市政协常委会工作报告", "各位委员：", BODY, "&nbsp;示例市政府工作报告", "各位代表&#65306;", OTHER)
    assert first_lines(made) == ["示例市政协常委会工作报告", " 示例市政府工作报告"]


@pytest.mark.parametrize(
    "name", [["示例县政协", "常委会工作报告"], ["示例县", "政协常委会工作报告"], ["示例县", "政府工作报告"]]
)
def test_a_name_above_its_title_goes_with_it(name: list[str]) -> None:
    made = parts(
        "示例市政府工作报告", "各位代表：", "甲。" + BODY, *name, "（2024年1月8日）", "各位委员：", "乙。" + OTHER
    )
    assert first_lines(made) == ["示例市政府工作报告", name[0]]


@pytest.mark.parametrize(
    "over", ["范文{}：政协工作报告", "【范文{}】政协工作报告", "【第{}篇】政协工作报告", "篇{}", "政协工作报告（篇{}）"]
)
def test_what_stands_over_the_texts_of_models(over: str) -> None:
    lines = [
        line
        for number in (1, 2, 3)
        for line in (over.format(number), "各位委员：", f"第{number}。{BODY}", f"{number}。{OTHER}")
    ]
    assert [document.text.count("各位委员：") for document in parts(*lines)] == [1, 1, 1]
