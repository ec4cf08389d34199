"""Families of news, accounts and bylines that a second sample held back from the rules showed, and what is none of them."""

from __future__ import annotations

import pytest

from tests.describe.reports import describe_text

PROSE = "（示例）坚持团结和民主两大主题，认真履行职能，围绕中心、服务大局，各项工作取得新的成效。" * 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("县政协七届一次会议圆满结束\n（1993年3月16日至19日）\n会议历时四天（示例），完成各项议程。", "会议新闻"),
        ("示例市十二届人大三次会议胜利结束\n会议（示例）完成了各项议程。", "会议新闻"),
        ("示例州两会圆满落幕\n代表委员（示例）满载而归。", "会议新闻"),
        ("示例区政协常委会议顺利结束\n会议（示例）听取了汇报。", "会议新闻"),
        ("县人大二届五次会议胜利闭会\n会议（示例）听取了报告。", "会议新闻"),
        (
            "共商大计\n政协示例县第七届委员会第一次会议，在圆满完成各项议程之后，于十九日下午在县影剧院胜利闭幕。\n会议（示例）听取了报告。",
            "会议新闻",
        ),
        (
            "喜讯\n示例县第九届人民代表大会第二次会议十二日上午在县礼堂隆重开幕。\n会议（示例）听取了报告。",
            "会议新闻",
        ),
        (
            "通知\n政协示例县第七届委员会第一次会议，定于十九日下午在县影剧院开幕。\n请委员（示例）准时出席。",
            None,
        ),
        ("关于防汛工作结束后的几点思考\n防汛工作（示例）告一段落，体会很多。", None),
        ("防汛会商结束后\n各地（示例）迅速行动。", None),
        ("各位委员：\n政协示例县第七届委员会第一次会议，今天胜利结束了。我代表主席团（示例）表示感谢。", "讲话"),
    ],
)
def test_news_of_what_has_ended(text: str, kind: str | None) -> None:
    assert describe_text(f"{text}\n{PROSE}").kind == kind


COURT = "全区两级法院共审结一审刑事案件1147件（示例）。\n审结民事案件4360件，调解率72%。\n队伍建设得到加强。"


@pytest.mark.parametrize(
    ("title", "opening", "kind"),
    [
        (
            "法院工作情况汇报",
            "现将全区法院近一年来的工作情况，向地区人大工作委员会作如下汇报，请审议。",
            "法院工作报告",
        ),
        ("示例县人民法院1988年工作汇报", "现将我院一年来的工作向县人大常委会汇报如下，请审议。", "法院工作报告"),
        ("示例地区检察分院工作汇报", "现将一年来的检察工作向地区人大工委汇报如下。", "检察院工作报告"),
        ("检察院工作情况汇报", "我代表县人民检察院向县人民代表大会汇报工作，请审议。", "检察院工作报告"),
        ("示例县政府工作情况汇报", "现将县政府上半年工作向人大常委会作如下汇报，请审议。", "政府工作报告"),
        ("关于行署工作情况的汇报", "受行署委托，现将工作情况向地区人大工作委员会汇报如下，请审议。", "政府工作报告"),
        ("示例县人民法院执行工作情况汇报", "现将执行工作向县人大常委会汇报如下，请审议。", None),
        ("法院工作情况汇报", "现将法院党建工作向县委组织部汇报如下。", None),
        ("示例县人民法院赴外地考察工作汇报", "现将考察情况向县人大常委会汇报如下。", None),
        ("关于视察法院工作情况的汇报", "我们视察了县法院，现将情况向县人大常委会汇报如下。", None),
        ("县政府办公室工作汇报", "现将办公室工作向县人大常委会汇报如下。", None),
    ],
)
def test_accounts_given_to_a_congress(title: str, opening: str, kind: str | None) -> None:
    found = describe_text(f"{title}\n{opening}\n{COURT}").kind
    assert found == kind if kind is not None else found not in ("法院工作报告", "检察院工作报告", "政府工作报告")


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("2003年1月21日 9:15　示例日报　陆某某", "示例日报"),
        ("2012年3月2日  示例晚报  记者 王某", "示例晚报"),
        ("1999年12月30日 星期四 示例法制报", "示例法制报"),
        ("2005年2月8日 10:20:33 / 示例新闻网", "示例新闻网"),
        ("示例日报　2003年1月21日", "示例日报"),
        ("2003-1-21 9:15 示例政协报", "示例政协报"),
        ("2003年1月21日 9:15", None),
        ("2003年1月21日 陆某某", None),
        ("2003年1月21日 在示例日报社召开座谈会", None),
    ],
)
def test_a_paper_behind_the_day(byline: str, source: str | None) -> None:
    head = "春华秋实满运河——示例市政协履行职能纪实\n（2002年度）"
    text = f"{head}\n{byline}\n一年来，市政协委员们交出了一份答卷。{PROSE * 2}\n{PROSE}"
    for found in (describe_text(text), describe_text(text, "a.html", head.split("\n", maxsplit=1)[0], author="陆某某")):
        assert found.source == source
