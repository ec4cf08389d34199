"""The halves of a report: what it looks back on and what it plans."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean import clean
from indexer.readers import read_file
from indexer.split import split
from indexer.structure import (
    headings,
    sections,
)

BODY = "一年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能。"


def halves(*lines: str) -> list[tuple[str, str]]:
    """(kind, first line) of every section of a text."""
    text = "\n".join(lines)
    return [(section.kind, text[section.start :].split("\n")[0]) for section in sections(text, headings(text))]


TITLE = "示例市政协常委会工作报告"
OPENING = "各位委员："
WAY = "示例市政协将围绕全市工作大局，认真履行职能，把各项工作做得更好。"


def test_headings_tell_the_halves() -> None:
    lines = [TITLE, OPENING, "2023年工作回顾", BODY, "一、学习", BODY, "二、协商", BODY]
    assert halves(*lines, "2024年工作意见", WAY, "一、更进一步", WAY, "二、再进一步", WAY) == [
        ("other", TITLE),
        ("review", "2023年工作回顾"),
        ("plan", "2024年工作意见"),
    ]


@pytest.mark.parametrize(
    ("review", "plan"),
    [
        ("一、2023年工作回顾", "二、2024年工作打算"),
        ("一、過去五年工作回顧", "二、今後五年的總體要求"),
        ("一、过去五年工作回顾（2018—2022年）", "二、今后五年工作建议"),
        ("一、２０２３年工作回顾", "二、２０２４年主要任务"),
        ("一、二〇二三年工作总结", "二、二〇二四年工作安排"),
        ("一、“十三五”时期工作回顾", "二、“十四五”时期的主要目标和任务"),
        ("一、主要工作情况", "二、下一步工作"),
        ("一、2023年提案工作情况", "二、2024年提案工作打算"),
        ("一、一年来的工作", "二、重点任务"),
        ("一、2023年主要工作", "二、2024年主要工作"),
        ("一、过去一年工作回顾", "二、关于2024年工作"),
        ("一、提案工作总体情况", "二、对今后工作的建议"),
        ("第一部分 2023年工作", "第二部分 展望2024年"),
    ],
)
def test_the_names_of_the_halves(review: str, plan: str) -> None:
    assert halves(TITLE, OPENING, review, BODY, BODY, plan, WAY) == [
        ("other", TITLE),
        ("review", review),
        ("plan", plan),
    ]


@pytest.mark.parametrize(
    ("review", "below", "plan"),
    [
        ("一、过去一年工作回顾", ["（一）2023年主要工作", "（二）队伍建设"], "二、2024年工作安排"),
        ("一、过去一年工作回顾", ["（一）2023年工作目标", "（二）队伍建设"], "二、2024年工作安排"),
        ("一、五年工作回顾", ["（一）2018年主要工作", "（二）2022年主要工作"], "二、今后五年工作建议"),
        ("一、2018年以来工作回顾", ["（一）2019年主要工作", "（二）2020年主要工作"], "二、2021年工作打算"),
        ("一、2023年工作回顾", ["（一）工作部署", "（二）计划和建议"], "二、2024年工作安排"),
        ("一、2023年工作回顾", ["（一）2023年工作部署", "（二）重点工作"], "二、2024年工作安排"),
        ("一、2023年工作回顾", ["（一）“十四五”规划重点任务", "（二）主要任务"], "二、2024年工作安排"),
        ("一、2022年以来工作回顾", ["（一）2022年工作", "（二）2023年工作要点"], "二、2024年工作安排"),
    ],
)
def test_what_was_done_by_years_or_plans_is_in_the_review(review: str, below: list[str], plan: str) -> None:
    lines = [line for heading in below for line in (heading, BODY)]
    assert halves(TITLE, OPENING, review, *lines, plan, WAY) == [
        ("other", TITLE),
        ("review", review),
        ("plan", plan),
    ]


@pytest.mark.parametrize("heading", ["（二）下一步工作", "（二）2024年工作安排", "（二）工作打算", "（二）今后的任务"])
def test_a_plan_below_a_review_looks_ahead(heading: str) -> None:
    lines = [TITLE, "一、2023年提案工作情况", "（一）主要做法", BODY, heading, WAY]
    assert halves(*lines)[1:] == [("review", "一、2023年提案工作情况"), ("plan", heading)]


def test_a_year_between_a_review_and_a_plan_tells_neither() -> None:
    assert halves(TITLE, "一、工作总结", BODY, "二、2023年各项工作", BODY, "三、下一步打算", WAY) == [
        ("other", TITLE),
        ("review", "一、工作总结"),
        ("other", "二、2023年各项工作"),
        ("plan", "三、下一步打算"),
    ]


def test_a_plan_that_names_years_far_ahead_stays_one() -> None:
    lines = [TITLE, "一、过去一年工作回顾", BODY, "二、2024年主要工作", WAY, "（一）2025年的准备工作", WAY]
    assert halves(*lines, "三、2035年远景目标", WAY)[2:] == [("plan", "二、2024年主要工作")]


def test_very_many_headings_are_told_in_time() -> None:
    text = "\n".join([TITLE, "一、过去一年工作回顾", *["（一）2023年主要工作", BODY] * 10_000])
    assert [section.kind for section in sections(text, headings(text))] == ["other", "review"]


def test_a_plan_goes_on_until_an_annex() -> None:
    lines = [TITLE, "一、2023年工作回顾", BODY, "二、2024年重点工作", WAY, "三、加强自身建设", WAY]
    assert halves(*lines, "名词解释", "1.示例：是指一个例子，写在这里供人参考。")[2:] == [
        ("plan", "二、2024年重点工作"),
        ("other", "名词解释"),
    ]


def test_a_heading_that_tells_nothing_ends_a_review() -> None:
    assert halves(TITLE, "一、2023年工作回顾", BODY, "二、存在的不足", BODY, "三、2024年工作打算", WAY) == [
        ("other", TITLE),
        ("review", "一、2023年工作回顾"),
        ("other", "二、存在的不足"),
        ("plan", "三、2024年工作打算"),
    ]


def test_an_untold_first_part_looks_back_when_a_plan_follows() -> None:
    lines = [TITLE, OPENING, "一、学习有力度", BODY, "二、协商有深度", BODY, "三、工作体会", BODY]
    assert halves(*lines, "四、2024年工作打算", WAY) == [
        ("other", TITLE),
        ("review", "一、学习有力度"),
        ("other", "三、工作体会"),
        ("plan", "四、2024年工作打算"),
    ]
    assert halves(*lines) == [("other", TITLE), ("review", "一、学习有力度"), ("other", "三、工作体会")]


def test_running_text_turns_to_the_plan() -> None:
    turn = "各位委员，2024年是示例之年。" + WAY
    assert halves(TITLE, OPENING, "2023年，" + BODY, BODY, BODY, turn, WAY) == [
        ("other", TITLE),
        ("review", "2023年，" + BODY),
        ("plan", turn),
    ]


@pytest.mark.parametrize(
    "turn",
    [
        "2024年，我们将认真履职。",
        "今年工作的总体要求是：认真履职。",
        "新的一年，要认真履职。",
        "做好2024年政协工作，责任重大。",
        "2024年，要认真履职。",
        "新一年，要认真履职。",
        "二〇二四年，是示例之年。",
    ],
)
def test_ways_to_turn(turn: str) -> None:
    assert halves(TITLE, BODY, BODY, BODY, turn + WAY)[-1] == ("plan", turn + WAY)


def test_a_turn_below_a_heading_begins_with_the_heading() -> None:
    lines = [TITLE, OPENING, "一、不忘嘱托", "2023年是难忘的一年。" + BODY, BODY, "二、牢记使命"]
    assert halves(*lines, "2024年是奋进的一年。" + WAY, WAY) == [
        ("other", TITLE),
        ("review", "一、不忘嘱托"),
        ("plan", "二、牢记使命"),
    ]


def test_a_turn_does_not_begin_with_the_last_of_several_parts_of_the_work() -> None:
    lines = [
        TITLE,
        OPENING,
        "一九九五年，" + BODY,
        "一、学习",
        BODY,
        "二、协商",
        BODY,
        "三、机关建设",
        "举办培训班4期。",
    ]
    turn = "一九九六年，是示例之年。" + WAY
    assert halves(*lines, "存在的问题主要是" + WAY, turn) == [
        ("other", TITLE),
        ("review", "一九九五年，" + BODY),
        ("plan", turn),
    ]


def test_a_date_looks_back_on_nothing() -> None:
    lines = [TITLE, "一九九四年三月二十二日在示例市第一届委员会上的讲话", BODY, "今年，是示例之年。" + WAY]
    assert halves(*lines)[1] == ("review", BODY)


def test_a_feature_closes_with_its_plan() -> None:
    close = "凝心聚力再出发。面对新征程、新任务，" + WAY
    assert halves("向前——示例市政协2023年工作综述", *[BODY] * 6, close)[1:] == [
        ("review", BODY),
        ("plan", close),
    ]


def test_the_year_that_a_report_opens_with_is_no_plan() -> None:
    assert halves("2023年是新一届示例市政协的开局之年。" + WAY, "一、学习", BODY, "二、协商", BODY) == [
        ("other", "2023年是新一届示例市政协的开局之年。" + WAY)
    ]


@pytest.mark.parametrize(
    "opening",
    ["2023年是新一届示例市政协的开局之年。一次会议以来，" + WAY[:6] + BODY[4:], BODY, "过去一年，" + BODY],
)
def test_a_text_that_breaks_off_looks_back_from_its_first_words_on(opening: str) -> None:
    assert halves(opening, "一、学习", BODY, "二、协商", BODY) == [("review", opening)]


def test_a_report_without_a_plan_looks_back_from_where_it_says_so() -> None:
    lines = ["示例市政协关于提案工作情况的报告", "目录从略", BODY, "（一）提质量", BODY, "（二）重办理", BODY]
    assert halves(*lines) == [("other", lines[0]), ("review", BODY)]
    assert halves(*lines, "附件", BODY)[2:] == [("other", "附件")]
    assert halves("示例市政协召开会议", *lines[1:]) == [("other", "示例市政协召开会议")]


@pytest.mark.parametrize(
    "ahead",
    [
        ("2024年", "（三）加强督办", WAY),
        ("今年，要这样做。", WAY),
        ("（三）再出发", "我们将" + WAY, WAY),
        ("下一步，" + WAY,),
    ],
)
def test_a_report_without_a_plan_looks_back_up_to_what_may_look_ahead(ahead: tuple[str, ...]) -> None:
    lines = ["示例市政协关于提案工作情况的报告", BODY, "（一）提质量", BODY, *ahead]
    assert halves(*lines) == [("other", lines[0]), ("review", BODY), ("other", ahead[0])]


def test_problems_in_a_report_without_a_plan_are_no_review() -> None:
    lines = ["示例市政协关于提案工作情况的报告", "一、主要问题", BODY, "二、学习", BODY]
    assert halves(*lines) == [("other", lines[0]), ("review", "二、学习")]


@pytest.mark.parametrize(
    ("annex", "kind"),
    [
        (("附件1", "2024年市十件民生实事"), "plan"),
        (("附：2024年重点任务分工方案",), "plan"),
        (("附件：", "2024年国民经济和社会发展计划（草案）"), "plan"),
        (("附件2", "2023年市十件民生实事完成情况"), "review"),
        (("附件2：2023年市十件民生实事完成情况",), "review"),
        (("附件1", "2023年市十件民生实事"), "other"),
        (("附件1", "重点任务分工方案"), "other"),
        (("附件1", "有关用语说明"), "other"),
        (("附件", "2024年的一些说法"), "other"),
    ],
)
def test_an_annex_is_what_its_title_and_year_tell(annex: tuple[str, ...], kind: str) -> None:
    body = ["一、老有所养", WAY, "二、幼有所育", WAY]
    lines = [TITLE, "一、2023年工作回顾", BODY, "二、2024年工作安排", WAY, "名词解释", BODY, *annex, *body]
    found = halves(*lines, "附件9名词解释", BODY)[3:]
    assert found == [
        ("other", "名词解释"),
        *([] if kind == "other" else [(kind, annex[0]), ("other", "附件9名词解释")]),
    ]


@pytest.mark.parametrize(
    ("annex", "kind"),
    [
        ("附件1 2024年市十件民生实事", "plan"),
        ("附件　2024年市十件民生实事", "plan"),
        ("附件一　2024年市十件民生实事", "plan"),
        ("附 件 2：2023年市十件民生实事完成情况", "review"),
        ("附件2024年市十件民生实事", "plan"),
        ("附件 11 2023年市十件民生实事", "other"),
    ],
)
def test_a_year_behind_annex_is_not_its_number(annex: str, kind: str) -> None:
    lines = [TITLE, "一、2023年工作回顾", BODY, "二、2024年工作安排", WAY, "名词解释", BODY, annex, WAY]
    text = "\n".join(lines)
    found = sections(text, headings(text, {lines.index(annex): 1}))
    assert [section.kind for section in found] == ["other", "review", "plan", "other", *[kind][: kind != "other"]]


def test_an_annex_of_a_text_without_halves_is_told_by_nothing() -> None:
    lines = ["示例市关于做好实事的通知", WAY, "附件", "2024年市十件民生实事", "一、老有所养", WAY]
    assert [kind for kind, _ in halves(*lines)] == ["other"]


@pytest.mark.parametrize(
    "lines",
    [
        ("示例市关于推进某项工作的意见", "一、总体要求", WAY, "二、主要任务", WAY, "三、保障措施", WAY),
        ("示例市政协2024年工作要点", "一、加强学习", WAY, "二、聚焦任务", WAY),
        ("示例市政协召开会议", "会议指出，2024年是关键之年。" + BODY, "会议强调，今年要认真履职。" + WAY),
        ("",),
    ],
)
def test_what_has_no_halves(lines: tuple[str, ...]) -> None:
    assert [kind for kind, _ in halves(*lines)] == ["other"]


@given(
    st.lists(
        st.sampled_from(
            [
                *(TITLE, OPENING, BODY, "2023年工作回顾", "一、学习", "（一）2023年工作", "二、2024年工作打算"),
                *("2024年是示例之年。" + WAY, "附件", "名词解释", "下一步工作", "面对新征程，" + WAY, "三、存在问题"),
                "一年来，" + BODY,
            ]
        ),
        max_size=16,
    )
)
def test_sections_part_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = sections(text, headings(text))
    starts = [section.start for section in found]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert all(start == 0 or text[start - 1] == "\n" for start in starts)
    assert all(before.kind != after.kind for before, after in pairwise(found))
    assert {section.kind for section in found} <= {"review", "plan", "other"}


# -------------------------------------------------------------------------------------- real reports

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(
    not CORPUS.exists(), reason="the shared corpus (../shared/corpus) is not on this machine"
)


def kinds_of_file(path: Path) -> list[list[tuple[str, str]]]:
    """For every report of a file: (kind, first characters) of its sections."""
    documents = [clean(part) for document in read_file(path, path.name).documents for part in split(document)]
    return [
        [(section.kind, each.text[section.start :][:12]) for section in sections(each.text, each.headings)]
        for each in documents
    ]


@needs_corpus
@pytest.mark.parametrize(
    ("name", "plans"),
    [
        ("000", ["2024年工作意见"]),
        ("001", ["团结奋斗集众智"]),
        # The second report of the file is torn apart by the columns it was set in: of its plan there are only fragments.
        ("002", ["2024年工作打算", None]),
        ("003", ["“2023年是學習"]),
        # Breaks off before it comes to plans.
        ("004", [None]),
    ],
)
def test_where_the_plans_of_the_seeds_begin(name: str, plans: list[str | None]) -> None:
    (path,) = (CORPUS / "seeds").glob(f"{name}_*.txt")
    for found, plan in zip(kinds_of_file(path), plans, strict=True):
        kinds = [kind for kind, _ in found]
        if plan is None:
            assert "review" in kinds
            assert "plan" not in kinds
        else:
            assert kinds[0] == "other"
            assert kinds[:3] == ["other", "review", "plan"]
            assert found[2][1].startswith(plan)


@needs_corpus
def test_the_halves_of_the_provincial_reports() -> None:
    paths = sorted((CORPUS / "provincial_2025_docx").glob("*.docx"))
    for path in paths:
        (found,) = kinds_of_file(path)
        assert [kind for kind, _ in found[:3]] == ["other", "review", "plan"], path
        assert re.match("一、|2024年工作回顾", found[1][1]), path
        assert re.match("二、|2025年工作安排", found[2][1]), path
        # Their annexes explain words, but those of 云南 and 广东, which list what is to be done in 2025.
        planned = path.name.startswith("2025年云南") and [("plan", "附件\n2025年10件惠")]
        explained = [each for each in found[3:] if each not in (planned or [])]
        assert all(kind == "other" and re.match("附件|名词解释", words) for kind, words in explained), path
        assert not planned or found[4:] == planned
