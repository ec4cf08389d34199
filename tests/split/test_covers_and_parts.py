"""Short reports, covers and prefaces, and what a collection puts around its titles."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import RawDocument
from indexer.split import split
from tests.split.texts import BODY, OTHER, parts

REVIEWED = "一年来，共收到提案三百余件，立案二百余件，全部办结，委员满意率明显提高，一批民生难题得到解决。"
SHORT = ["我受委托报告提案工作，请予审议。", REVIEWED, "今后要加强重点提案的督办。"]


def of_proposals(place: str, number: int) -> list[str]:
    """A report of hardly more than a hundred characters."""
    title = f"政协{place}第七届委员会常务委员会关于提案工作情况的报告"
    return [
        title,
        f"（2014年2月1{number}日在政协{place}第七届委员会第三次会议上）",
        "",
        "各位委员：",
        *SHORT[:2],
        place + SHORT[2],
    ]


@pytest.mark.parametrize(
    "rule", ["", "============", "------------", "* * *", "第{}篇", "【篇{}】", "范文{}：", "之{}"]
)
def test_short_reports_with_a_salutation_are_reports(rule: str) -> None:
    lines = ["提案工作情况报告参考资料（示例）"]
    for number, place in enumerate(("示例县", "栖云县", "临溪县"), 1):
        lines += ["", rule.format("一二三"[number - 1]), "", *of_proposals(place, number)]
    made = parts(*lines)
    titles = [clean(part).text.split("\n")[0] for part in made]
    assert titles == [of_proposals(place, 1)[0] for place in ("示例县", "栖云县", "临溪县")]
    assert all("篇" not in clean(part).text and "范文" not in clean(part).text for part in made)


@pytest.mark.parametrize("over", ["【第{}篇】", "第{}篇：", "第{}篇 ", "篇{}：", "（{}）", "{}、", "{}．"])
def test_masked_models_are_told_apart_by_their_numbers(over: str) -> None:
    names = ["政协××县委员会常务委员会工作报告", "某区政协提案工作情况报告", "XX市政协常委会工作报告"]
    lines = ["政协工作报告3篇", "为大家整理的示例，欢迎参考！"]
    for number, name in enumerate(names):
        lines += ["", over.format("一二三"[number]) + name, "各位委员：", *SHORT[:2], f"{name}：{SHORT[2]}"]
    made = parts(*lines)
    assert len(made) == 3
    assert [
        clean(part).text.split("\n")[0].removeprefix(over.format("一二三"[at])) for at, part in enumerate(made)
    ] == names


COVERS = [
    ["司法机关工作报告选编", "（内部学习资料）", "", "第一篇"],
    ["示例年鉴·2006", "", "特        载"],
    ["示例县2012年“两会”文件"],
    ["示例市政协工作报告汇编", "编者按：为便于各界了解情况，现将历年工作报告汇集成册，供大家参考，不妥之处请指正。"],
    ["前　言", "本书收入示例县各次全会上的报告，按时间先后编排，个别文字作了订正。", "编　者", "二〇一〇年三月"],
    ["笔墨公文网", "当前位置：首页 > 工作报告 > 正文", "两会报告合集-2篇"],
]


@pytest.mark.parametrize("cover", COVERS)
def test_a_cover_gives_its_title_to_no_report(cover: list[str]) -> None:
    made = parts(*cover, "", *of_proposals("示例县", 1), "", *of_proposals("栖云县", 2))
    assert len(made) == 2
    first = clean(made[0])
    assert first.text.split("\n")[0] == of_proposals("示例县", 1)[0]
    assert made[0].text.startswith(cover[0])
    assert {piece.text for piece in first.furniture} >= {" ".join(line.split()) for line in cover if line.strip()} - {
        "第一篇"
    }
    assert describe(first).title == of_proposals("示例县", 1)[0]


def test_a_speech_before_the_first_title_is_no_cover() -> None:
    speech = [
        "在全会开幕时的话（示例）",
        "各位委员：",
        "今天的会议十分重要，请大家畅所欲言，把这次大会开成团结鼓劲的大会。",
    ]
    made = parts(*speech, *of_proposals("示例县", 1), *of_proposals("栖云县", 2))
    assert clean(made[0]).text.startswith(speech[0])


def test_a_text_before_the_first_title_that_is_no_preface_stays() -> None:
    made = parts("履职小结（示例）", BODY, *of_proposals("示例县", 1), *of_proposals("栖云县", 2))
    assert clean(made[0]).text.split("\n")[:2] == ["履职小结（示例）", BODY]


def test_a_page_of_several_reports_lends_its_title_to_none() -> None:
    government = ["政府工作报告", "——2009年2月24日在示例市第十三届人民代表大会第二次会议上", "各位代表：", BODY]
    committee = ["市人大常委会工作报告", "——2009年2月25日在示例市第十三届人民代表大会第二次会议上", "各位代表：", OTHER]
    title = "示例市2009年“两会”报告"
    text = "\n".join([title, *government, *committee])
    made = split(RawDocument("a.html", text, "html", title=title, stated={"title": title, "source": "示例日报"}))
    assert [describe(clean(part)).title for part in made] == ["政府工作报告", "市人大常委会工作报告"]
    assert all(part.stated == {"source": "示例日报"} and part.collection[0] == title for part in made)


@pytest.mark.parametrize(
    "lines",
    [
        ["示例市政协常委会工作报告", "各位委员：", BODY, "附件", "名词解释", "1．双周协商：" + BODY],
        [
            "示例市政协常委会工作报告",
            "各位委员：",
            "一、关于提案工作",
            BODY,
            "二、关于调研工作",
            BODY,
            "三、关于工作报告",
            BODY,
        ],
        [
            "热点新闻",
            "示例市政协常委会工作报告",
            "示例市政府工作报告",
            "示例市中级人民法院工作报告",
            "示例市政协召开全会",
            BODY,
        ],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "============", "注：本报告中的数据以统计公报为准。" + BODY],
        ["第一篇　总论", BODY, "第二篇　工作报告写作", BODY, "第三篇　参考", BODY],
    ],
)
def test_parts_and_lists_are_no_reports(lines: list[str]) -> None:
    assert len(parts(*lines)) == 1


@pytest.mark.parametrize(
    "heads",
    [
        ["《示例县人民政府工作报告》", "《示例县政协常委会工作报告》"],
        ["【示例县人民政府工作报告】", "【示例县政协常委会工作报告】"],
        ["■示例县人民政府工作报告", "■示例县政协常委会工作报告"],
        ["◆ 示例县人民政府工作报告", "◆ 示例县政协常委会工作报告"],
        ["附件1\n示例县人民政府工作报告", "附件2\n示例县政协常委会工作报告"],
        ["第一部分 示例县人民政府工作报告", "第二部分　示例县政协常委会工作报告"],
        ["标题：示例县人民政府工作报告", "标题：示例县政协常委会工作报告"],
        ["示例县人民政府工作报告.txt", "示例县政协常委会工作报告.docx"],
        ["==> 01.txt <==\n示例县人民政府工作报告", "==> 02.txt <==\n示例县政协常委会工作报告"],
    ],
)
def test_what_a_collection_puts_around_titles_goes(heads: list[str]) -> None:
    made = parts(*heads[0].split("\n"), "各位代表：", BODY, *heads[1].split("\n"), "各位委员：", OTHER)
    assert [describe(clean(part)).title for part in made] == ["示例县人民政府工作报告", "示例县政协常委会工作报告"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "示例市政协常委会工作报告",
            "各位委员：",
            BODY,
            "附件：1.示例市政协提案工作报告.docx",
            "2.示例市政府工作报告.pdf",
            OTHER,
        ],
        [
            "示例市政协常委会工作报告",
            "各位委员：",
            BODY,
            "附件1",
            "示例市政协提案工作情况报告",
            OTHER,
            "附件2",
            "名词解释",
            OTHER,
        ],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "第一部分 提案工作报告", OTHER, "第二部分 调研工作报告", BODY],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "■听取政府工作报告", OTHER, "■听取法院工作报告", BODY],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "《示例市政府工作报告》", "《示例市法院工作报告》", OTHER],
        [
            "相关稿件",
            "示例市政府工作报告",
            "2024-01-08",
            "示例市政协常委会工作报告",
            "2024-01-09",
            "示例市法院工作报告",
            BODY,
        ],
    ],
)
def test_attachments_sections_and_links_are_no_parts(lines: list[str]) -> None:
    assert len(parts(*lines)) == 1


def test_a_title_of_the_page_above_the_reports_own_begins_no_report() -> None:
    lead = "导语：人大常委会工作报告一文由网友上传，不代表本站观点，若需要原创文章可咨询本站的客服老师，也欢迎参考本站的其他文章，谢谢各位读者。"
    title = "人大常委会工作报告"
    made = parts(title, "时间：2022-02-12 11:55:00", lead, title, "各位代表：", BODY)
    assert len(made) == 1
