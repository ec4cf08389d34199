"""Families of letterheads, signatures, notes and file names that a second sample held back from the rules showed: whose year is which."""

from __future__ import annotations

import pytest

from tests.describe.reports import describe_text

PROSE = "（示例）坚持团结和民主两大主题，认真履行职能，围绕中心、服务大局，各项工作取得新的成效。" * 2
PAPER = "各位领导、各位委员：\n我县素有彝绣之乡的美誉（示例），如何把技艺变成经济，是我们思考的题目。\n一、家底不清。\n二、对策要实。"


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2018年大会发言材料（之六）", 2018),
        ("2018年度大会发言材料之六", 2018),
        ("一九九四年大会发言（第3号）", 1994),
        ("示例市政协2009年全会大会发言材料之十二", 2009),
        ("示例县政协2021年全委会书面发言之三", 2021),
        ("政协示例州2003年全体会议大会发言", 2003),
        ("大会发言材料之六", None),
        ("关于2018年工作的大会发言材料之六", None),
        ("2018—2020年大会发言汇编之六", None),
        ("20XX年大会发言材料（之六）", None),
    ],
)
def test_the_head_of_a_paper_names_the_year_of_its_session(head: str, year: int | None) -> None:
    found = describe_text(f"{head}\n\n指尖上绣出的振兴路\n\n县政协教科卫体委员会\n\n{PAPER}")
    assert found.delivered_year == year


MEETING = "县政协全体会议日前举行（示例）。参加会议的有各界代表共八十六人。会议传达了上级精神，部署了工作。\n会议要求大家振奋精神。"


@pytest.mark.parametrize(
    ("note", "year"),
    [
        ("时间：1988年5月10日至12日　地点：示例宾馆", 1988),
        ("会议时间：2003年2月11日", 2003),
        ("时间：一九八五年四月六日　　地点：县招待所", 1985),
        ("开会时间：1996年3月2日上午\n开会地点：县礼堂", 1996),
        ("时 间：2011年12月20日\n地 点：机关三楼会议室", 2011),
        ("召开时间：2009年1月5日—8日", 2009),
        ("地点：县礼堂", None),
        ("截稿时间：2003年2月11日", None),
    ],
)
def test_when_a_meeting_was_held(note: str, year: int | None) -> None:
    found = describe_text(f"示例县政协举行全体会议\n{note}\n{MEETING}")
    assert (found.kind, found.delivered_year) == ("会议新闻", year)


POINTS = "以邓小平理论为指导，围绕中心、服务大局（示例），履行职能。"


@pytest.mark.parametrize(
    ("note", "headings", "year"),
    [
        ("（2月9日主席会议讨论通过）", ("一、2007年工作的总体要求", "二、2007年工作的主要任务"), 2007),
        ("", ("一、1999年工作的指导思想", "二、主要任务"), 1999),
        ("", ("一、总体要求", "二、二〇一二年重点工作安排"), 2012),
        ("", ("一、2016年工作回顾", "二、2017年工作安排"), 2017),
        ("", ("一、指导思想", "二、主要任务"), None),
        ("", ("一、2016年工作回顾", "二、主要任务"), None),
        ("", ("一、2016年工作思路", "二、2017年工作思路"), None),
        ("", ("一、对接2035年远景目标", "二、主要任务"), None),
    ],
)
def test_the_year_of_a_plan_by_its_headings(note: str, headings: tuple[str, str], year: int | None) -> None:
    text = f"示例县政协工作要点\n{note}\n{headings[0]}\n{POINTS}\n{headings[1]}\n{POINTS}"
    found = describe_text(text)
    assert (found.kind, found.delivered_year) == ("工作要点", year)


def notice(title: str, body: str, signed: str = "") -> str:
    """A notice of a county's government with a signature."""
    return f"{title}\n各乡镇人民政府，县直各单位：\n为做好工作（示例），现通知如下：\n{body}\n示例县人民政府\n{signed}"


@pytest.mark.parametrize(
    ("title", "body", "signed", "year"),
    [
        ("关于做好一九八七年夏粮征购工作的意见", "今年夏粮征购关系到国家任务的完成。", "", 1987),
        ("关于搞好1993年春耕生产的通知", "今年春耕生产任务重。", "", 1993),
        ("示例县人民政府关于做好2006年防汛抗旱工作的通知", "今年防汛抗旱形势严峻。", "", 2006),
        ("关于做好1999年征兵工作的通知", "今年的征兵工作从十一月开始。", "", 1999),
        ("关于做好1994年防汛工作的通知", "汛期即将来临，各地要备足物料。", "五月四日", 1994),
        ("关于切实抓好1985年植树造林的意见", "各地要抓紧栽植。", "二月二十日", 1985),
        ("关于做好防汛工作的通知", "一、1994年防汛形势\n降水偏多。\n二、落实责任\n包干到底。", "五月四日", 1994),
        (
            "关于做好三夏工作的通知",
            "一、一九八三年的目标任务\n早收早种。\n二、加强领导\n层层负责。",
            "五月二十日",
            1983,
        ),
        ("关于做好1994年党报党刊征订工作的通知", "各单位要及早部署。", "十月四日", None),
        ("关于做好1994年防汛工作的通知", "各地要备足物料。", "", None),
        ("关于表彰1993年先进集体的决定", "希望再接再厉。", "二月四日", None),
        ("关于做好1994年高考工作的通知", "1993年十二月以前报名。明年高考科目不变。", "八月四日", None),
        ("关于做好防汛工作的通知", "一、1994年防汛工作回顾\n降水偏多。\n二、落实责任\n包干到底。", "五月四日", None),
        (
            "关于做好防汛工作的通知",
            "一、1994年防汛形势\n比1991年严峻。\n二、到1995年的任务\n包干到底。",
            "五月四日",
            None,
        ),
        ("关于做好一九八七年夏粮征购工作的意见", "去年夏粮歉收，今年秋粮看好。", "", None),
    ],
)
def test_the_year_of_a_notice_that_is_not_dated(title: str, body: str, signed: str, year: int | None) -> None:
    found = describe_text(notice(title, body, signed))
    assert (found.kind, found.delivered_year) == ("政策文件", year)


@pytest.mark.parametrize(
    ("file", "body", "signed", "year"),
    [
        ("2010-秋粮收购通知.txt", "秋粮即将上市。", "九月十四日", 2010),
        ("1994_防汛通知.txt", "汛期将至。", "五月四日", 1994),
        ("（1989）征购意见.txt", "夏粮上市。", "六月一日", 1989),
        ("2003年非典防治通知.txt", "切断传播途径。", "四月二十六日", 2003),
        ("1994年防汛通知.txt", "1991年的教训不能忘记，1993年又有险情。", "五月四日", 1994),
        ("1994年防汛通知.txt", "1998年的教训不能忘记。", "五月四日", None),
        ("2010-秋粮收购通知.txt", "1987年的经验要推广。", "九月十四日", None),
        ("2011年征兵通知.txt", "报名即将开始。", "十一月四日", None),
        ("2010-秋粮收购通知.txt", "秋粮即将上市。", "", None),
        ("2010/秋粮收购通知.txt", "秋粮即将上市。", "九月十四日", None),
        ("2010-0044.txt", "秋粮即将上市。", "九月十四日", None),
        ("2008-2010-通知.txt", "秋粮即将上市。", "九月十四日", None),
    ],
)
def test_the_year_of_a_notice_by_its_files_name(file: str, body: str, signed: str, year: int | None) -> None:
    found = describe_text(notice("示例县人民政府关于认真做好收购工作的通知", body, signed), file)
    assert (found.kind, found.delivered_year) == ("政策文件", year)


@pytest.mark.parametrize(
    ("posted", "said", "year"),
    [
        ("2014-06-12", "2014年5月，我走访沿湖三个镇。", 2014),
        ("2009-11-02", "截至2009年9月，全县有校车四十辆。", 2009),
        ("2014-06-12", "走访中发现问题不少。", None),
        ("2014-06-12", "2011年5月，我走访沿湖三个镇。", None),
        ("2015-01-12", "2014年11月，我走访沿湖三个镇。", None),
        ("2014-06-12", "计划2014年10月建成的工程尚未开工，2016年要验收。", None),
    ],
)
def test_the_year_of_what_a_member_reports(posted: str, said: str, year: int | None) -> None:
    text = f"湖西污水直排问题应予重视\n发布时间：{posted} 来源：环资委\n县政协委员王某某反映：{said}\n为此建议（示例）：\n1. 统一规划。\n2. 加强管理。"
    found = describe_text(text)
    assert (found.kind, found.delivered_year) == ("社情民意信息", year)


WORK = "国内生产总值完成158亿元（示例），农业结构调整迈出步伐，社会事业全面进步。\n企业改革有新突破，城市建设明显加快。"


@pytest.mark.parametrize(
    ("head", "years"),
    [
        ("示例市政府工作总结\n（1999年度）", (1999, None)),
        ("示例县政协工作总结\n(2008年度)", (2008, None)),
        ("示例区政府工作总结\n（一九九一年）", (1991, None)),
        ("示例县法院工作总结\n（2013 年度）", (2013, None)),
        ("示例区人民政府灾后重建阶段性工作总结\n2008年12月20日", (2008, 2008)),
        ("示例县政协工作总结\n2015年12月28日", (2015, 2015)),
        ("示例县政府工作总结\n二〇〇三年十二月十五日", (2003, 2003)),
        ("示例县政府工作总结\n2015年7月8日", (None, 2015)),
        ("示例县政府工作总结\n2015年2月8日", (None, 2015)),
        ("示例县政府五年工作总结\n（1999年3月修订）", (None, None)),
    ],
)
def test_the_year_of_a_review_under_its_title(head: str, years: tuple[int | None, int | None]) -> None:
    found = describe_text(f"{head}\n{WORK}\n{PROSE}")
    assert found.kind == "工作综述"
    assert found.covered_year == years[0]
    if years[1] is not None:
        assert found.delivered_year == years[1]
