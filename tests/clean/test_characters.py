"""Spaces, marks and readings inside a line."""

from __future__ import annotations

import re

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import RawDocument
from tests.clean.texts import BODY, PROSE, TITLE, made, paragraphs


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("一、 过去五年工作回顾", "一、过去五年工作回顾"),
        ("提出提案 1480 件，立案 1315 件。", "提出提案1480件，立案1315件。"),
        ("2024 年", "2024年"),
        ("国务院总理　李  鹏", "国务院总理　李鹏"),
        ("省长 王予波", "省长 王予波"),
        ("第一章　总　　则", "第一章　总则"),
        ("在第十四届 人民代表大会第三次会议上", "在第十四届人民代表大会第三次会议上"),
        ("奋进新征程 建功新时代", "奋进新征程 建功新时代"),
        ("组织“奋进新征程 建功新时代”读书活动，全体委员参加。", "组织“奋进新征程 建功新时代”读书活动，全体委员参加。"),
        ("领域 经济发展 文化繁荣 民生福祉", "领域 经济发展 文化繁荣 民生福祉"),
        ("按照 Smart City 2.0 的要求", "按照 Smart City 2.0的要求"),
        ("**办复率**为__99%__", "办复率为99%"),
    ],
)
def test_spaces_inside_a_line(line: str, cleaned: str) -> None:
    assert paragraphs(TITLE, line, BODY)[1] == cleaned


def test_words_torn_by_lost_line_ends_come_together() -> None:
    torn = [re.sub(r"(.{11})(?=[\u4e00-\u9fff])", r"\1 ", prose) for prose in PROSE]
    assert paragraphs(TITLE, *torn, torn[0], "- ·开展调研并介绍示 例市绿色发展经验") == [
        TITLE,
        *PROSE,
        PROSE[0],
        "· 开展调研并介绍示例市绿色发展经验",
    ]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("邛（qióng）江县的工作，成效明显。", "邛江县的工作，成效明显。"),
        ("筻(gàng)口镇、㵲（wǔ）水河，成效明显。", "筻口镇、㵲水河，成效明显。"),
        ("六安（lù'ān）的工作，成效明显。", "六安的工作，成效明显。"),
        ("逄（音páng）立诚、仇（读作qiú）某，提案很多。", "逄立诚、仇某，提案很多。"),
        ("傩（nuo）戏、埙(xun1)制作，成效明显。", "傩戏、埙制作，成效明显。"),
        ("生产总值（GDP）与合作（PPP），成效明显。", "生产总值（GDP）与合作（PPP），成效明显。"),
        (
            "人工智能（ai）、应用（app）、广域网（wan），成效明显。",
            "人工智能（ai）、应用（app）、广域网（wan），成效明显。",
        ),
        ("咖啡馆（café）与研发（R&D），成效明显。", "咖啡馆（café）与研发（R&D），成效明显。"),
        ("见附件（a）、单位（m）与（n），成效明显。", "见附件（a）、单位（m）与（n），成效明显。"),
    ],
)
def test_readings_in_brackets_go_and_words_stay(line: str, kept: str) -> None:
    assert paragraphs(TITLE, BODY, line) == [TITLE, BODY, kept]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("提案很多，，质量很高。。", "提案很多，质量很高。"),
        ("机关、、团体；；企业：：学校，都很好。", "机关、团体；企业：学校，都很好。"),
        ("奋斗吧……我们——都要努力。", "奋斗吧……我们——都要努力。"),
        ("他想了想。。。又说，很好！！", "他想了想。。。又说，很好！！"),
    ],
)
def test_doubled_marks_become_one(line: str, kept: str) -> None:
    assert paragraphs(TITLE, BODY, line) == [TITLE, BODY, kept]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("&nbsp;&nbsp;一年来&#65292;成效明显。", "一年来，成效明显。"),
        ("<U+3000><U+3000>一年来，<U+00A0>成效明显。", "一年来，成效明显。"),
        ("\\u3000\\u3000一年来，\\xa0成效明显。", "一年来，成效明显。"),
        ("开展&ldquo;书香&amp;nbsp;政协&rdquo;活动，成效明显。", "开展“书香政协”活动，成效明显。"),
        ("研发（R&amp;D）经费，增长&lt;3%。", "研发（R&D）经费，增长<3%。"),
        ("A&B公司与&copy公司，C:\\u盘，成效明显。", "A&B公司与&copy公司，C:\\u盘，成效明显。"),
        ("坏的&#1114112;&#xD800;&#0;留着，成效明显。", "坏的&#1114112;&#xD800;&#0;留着，成效明显。"),
    ],
)
def test_characters_written_out_are_read(line: str, kept: str) -> None:
    assert paragraphs(TITLE, BODY, line) == [TITLE, BODY, kept]


@pytest.mark.parametrize("gap", [" ", "  ", "\u3000", "\u00a0"])
def test_letter_spaced_lines_close_up(gap: str) -> None:
    lines = ["政协示例市第五届委员会", "工作报告", "各位委员："]
    assert paragraphs(*(gap.join(line) for line in lines), BODY) == ["".join(lines[:2]), lines[2], BODY]


def test_full_width_digits_stay_as_they_are_and_years_are_read() -> None:
    lines = ["示例市政协２０２３年工作报告", "（２０２４年１月８日）", "各位委员：", f"２０２３年，{BODY}"]
    document = made(*lines)
    assert document.text.split("\n") == lines
    assert (describe(document).covered_year, describe(document).delivered_year) == (2023, 2024)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "政協(xié)第五屆委員會(huì)關(guān)於提案的報(bào)告，成效明顯。",
            "政協第五屆委員會關於提案的報告，成效明顯。",
        ),
        (
            "政協（xié）會（ huì ）議（yì）、團(tuán)隊[duì]、國〔guó〕家，成效明顯。",
            "政協會議、團隊、國家，成效明顯。",
        ),
        ("政協(xie2)會(hui4)議(yi4)，成效明顯。", "政協會議，成效明顯。"),
        ("政協(xie)會(hui)議(yi)與團(tuan)隊(dui)，成效明顯。", "政協會議與團隊，成效明顯。"),
        ("廣域網（wan）與國發〔1996〕95號，成效明顯。", "廣域網（wan）與國發〔1996〕95號，成效明顯。"),
        ("他（he）與她(she)、資料【a】、圖[b]，成效明顯。", "他（he）與她(she)、資料【a】、圖[b]，成效明顯。"),
    ],
)
def test_readings_that_a_program_put_behind_traditional_characters(line: str, kept: str) -> None:
    assert paragraphs("政協示例市委員會工作報告", BODY, line)[-1] == kept


def test_titles_of_the_format_are_read_without_readings() -> None:
    title = "政協(xié)示例市委員會(huì)工作報(bào)告"
    stated = {"title": title, "source": "示例日報"}
    cleaned = clean(RawDocument("a.html", "\n".join([title, BODY]), "html", title=title, stated=stated))
    assert cleaned.raw.title == cleaned.raw.stated["title"] == "政協示例市委員會工作報告"
    assert cleaned.text.split("\n")[0] == cleaned.raw.title
    assert cleaned.raw.stated["source"] == "示例日報"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("示例巿人民政府", "示例市人民政府"),
        ("巿政协、巿委、我巿", "市政协、市委、我市"),
        ("徐巿东渡", "徐巿东渡"),
        ("2022年1月8曰", "2022年1月8日"),
        ("12月 18曰", "12月18日"),
        ("二〇二二年十二月二十八曰", "二〇二二年十二月二十八日"),
        ("人民曰报今曰刊登", "人民日报今日刊登"),
        ("一曰学习，二曰调研，子曰期待", "一曰学习，二曰调研，子曰期待"),
        ("2O22年、２０21年", "2022年、２０21年"),
        ("20l9年和2〇18年", "2019年和2018年"),
        ("二O二三年、二0一0年", "二〇二三年、二〇一〇年"),
        ("二○二三年、二零二三年", "二○二三年、二零二三年"),
        ("1OO年、第二O次、ABC2OOO年、ISO9001", "1OO年、第二O次、ABC2OOO年、ISO9001"),
        ("自己经历、早己、不能自已", "自己经历、早己、不能自已"),
    ],
)
def test_misread_characters_are_put_right_where_only_one_is_meant(written: str, meant: str) -> None:
    line = f"在{written}时，各项工作成效明显。"
    assert paragraphs(TITLE, BODY, line)[-1] == f"在{meant}时，各项工作成效明显。"
