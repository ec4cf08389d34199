"""Families of texts that a sample held back from the rules showed: each in several places, bodies and decades, and what is none."""

from __future__ import annotations

import pytest

from tests.describe.reports import describe_text

PROSE = "（示例）坚持团结和民主两大主题，认真履行职能，围绕中心、服务大局，各项工作取得新的成效。" * 2
NOTICE = "为保障人民群众身体健康（示例），根据有关法律法规，市政府决定加强管理。现通告如下：\n一、范围为城区建成区。\n二、违反规定的，依法处罚。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"示例市人民政府关于划定禁燃区的通告\n{NOTICE}", "政策文件"),
        (f"示例县人民政府关于禁止焚烧秸秆的通告（第2号）\n{NOTICE}", "政策文件"),
        (f"示例地区行政公署关于封山育林的布告\n{NOTICE}", "政策文件"),
        (f"示例省公安厅关于整顿交通秩序的通告\n{NOTICE}", "政策文件"),
        (f"关于禁止燃放烟花爆竹的通告\n{NOTICE}\n示例市人民政府\n1993年12月20日", "政策文件"),
        (f"关于春季禁渔的通告\n{NOTICE}\n示例县农业农村局", "政策文件"),
        (f"关于城区道路改造的公告\n{NOTICE.replace('通告', '公告')}\n示例区住房和城乡建设局\n2021年3月2日", "政策文件"),
        (f"关于加强市场管理的布告\n示例县革命委员会\n{NOTICE.replace('通告', '布告')}\n1980年3月2日", "政策文件"),
        (f"关于停水的通告\n{NOTICE}\n示例市自来水有限公司", None),
        (f"关于招生的公告\n{NOTICE.replace('通告', '公告')}\n示例大学附属学校教育局学院", None),
        (f"政协示例县委员会关于征集提案线索的通告\n{NOTICE}", None),
        (f"示例市人民代表大会常务委员会公告\n{NOTICE}", "其他"),
        (
            "我看禁燃通告\n通告贴出以后，街坊议论不少（示例）。特此通告几个字写得醒目，落实起来却不容易，大家说关键还在执行。",
            None,
        ),
    ],
)
def test_notices_to_the_public(text: str, kind: str | None) -> None:
    assert describe_text(text).kind == kind


GUIDE = "社区老年餐桌关系千家万户（示例）。近年来，各地积极探索，受到普遍欢迎。为规范发展，现提出如下意见：\n一、合理布点。\n二、精准补贴。"


@pytest.mark.parametrize(
    ("title", "to", "kind"),
    [
        ("关于规范社区老年餐桌的指导意见", "各省、自治区、直辖市民政厅（局），新疆生产建设兵团民政局：", "政策文件"),
        ("关于做好春季农业生产的通知", "各省、自治区、直辖市农业（农牧）厅（委、局）：", "政策文件"),
        ("关于开展安全检查的通知", "各市、县（区）教育局，局直属各学校：", "政策文件"),
        ("关于规范收费的通知（试行）", "各地区行署物价局、各县物价局：", "政策文件"),
        ("关于表彰先进的决定", "国务院各部委、各直属机构：", "政策文件"),
        ("关于下达救灾款的通知", "各州、市财政局：", "政策文件"),
        ("关于下达指标的通知", "各乡镇人民政府，县政府各部门：", "政策文件"),
        ("关于报送工作总结的通知", "各县（市、区）政协，市政协各专委会：", None),
        ("关于做好疫苗接种的通知", "各市（州）、县（市、区）卫生健康委：", "政策文件"),
        ("关于开展评优的通知", "各学院、各部门、各单位：", None),
        ("关于召开年会的通知", "各会员单位、各市物价局：", None),
        ("关于报送议题的意见", "各专门委员会：", None),
        ("关于缴纳党费的通知", "各党支部、办公室：", None),
        ("关于邀请列席会议的通知", "各民主党派市委、市工商联：", None),
        ("关于规范老年餐桌的几点看法", "各省、自治区、直辖市民政厅（局）：", None),
    ],
)
def test_papers_to_departments(title: str, to: str, kind: str | None) -> None:
    assert describe_text(f"{title}\n{to}\n{GUIDE}").kind == kind


@pytest.mark.parametrize(
    ("file", "year"),
    [
        ("2018年第12号_社区养老.txt", 2018),
        ("民发〔2009〕36号.txt", 2009),
        ("示例厅文件/（1997）4号 老年餐桌.txt", 1997),
        ("[2003]118号.txt", 2003),
        ("2018社区养老.txt", None),
        ("社区养老12号.txt", None),
        ("2018-2020年第12号.txt", None),
    ],
)
def test_the_number_in_a_files_name(file: str, year: int | None) -> None:
    text = f"关于规范社区老年餐桌的指导意见\n各省、自治区、直辖市民政厅（局）：\n{GUIDE}"
    assert describe_text(text, file).delivered_year == year


def test_a_later_year_in_the_text_speaks_against_the_name() -> None:
    text = f"关于规范社区老年餐桌的指导意见\n各省、自治区、直辖市民政厅（局）：\n{GUIDE}\n2021年试点、2021年验收，2021年底总结。"
    assert describe_text(text, "2018年第12号.txt").delivered_year is None


ROADS = "\n爷台村到山下的公路路面坑洼（示例），客车会车困难，雨天不能通行。\n建议列入计划，改建三处弯道。"


@pytest.mark.parametrize(
    ("under", "end", "year"),
    [
        ("（2007年3月提出，第12号）", "", 2007),
        ("（1988年4月在五届二次会议期间提出）", "", 1988),
        ("2019年1月15日提交", "", 2019),
        ("提出时间：2007年3月", "", 2007),
        ("提案日期：1994年2月18日", "", 1994),
        ("立案时间：二〇〇三年二月", "", 2003),
        ("提案者：雷示例", "一九九六年三月", 1996),
        ("提案者：雷示例", "（2011年1月）", 2011),
        ("提案者：雷示例", "今年是1996年，再不动手就晚了。", 1996),
        ("提案者：雷示例", "今年（2008年）雨水多，抢修宜早。", 2008),
        ("提案者：雷示例", "今年是1998年以来雨水最多的一年。", None),
        ("提案者：雷示例", "去年是2008年，雨水多。", None),
        ("提案者：雷示例", "2006年3月修通的路段已经损坏。", None),
        ("（2007年3月提出，第12号）", "县交通局2008年1月6日答复：已列入计划。", 2007),
    ],
)
def test_when_a_proposal_was_made(under: str, end: str, year: int | None) -> None:
    found = describe_text(f"关于加快示例公路建设的提案\n{under}{ROADS}\n{end}")
    assert (found.kind, found.delivered_year) == ("提案", year)


@pytest.mark.parametrize(
    ("title", "said", "year"),
    [
        ("示例省教育厅关于对省政协2014年第0218号提案的答复", "", 2014),
        ("关于政协示例县2003年第15号提案的答复", "", 2003),
        ("对市政协（2009）第77号提案的答复", "", 2009),
        ("示例局关于2021年度第106号委员提案的答复", "", 2021),
        ("关于2017年提案第31号的答复", "", 2017),
        ("示例局关于对十二届三次会议第106号提案的答复", "", None),
        ("示例省教育厅关于对省政协2014年第0218号提案的答复", "2015年3月，我厅印发了方案。", None),
        ("示例省教育厅关于对省政协2014年第0218号提案的答复", "到2020年基本补齐缺口。", 2014),
        ("关于落实2014年规划的答复", "", None),
    ],
)
def test_the_year_of_a_reply_by_its_proposal(title: str, said: str, year: int | None) -> None:
    text = f"{title}\n示例委员：\n您提出的《关于补充教师的提案》收悉。现答复如下：\n总缺额较大（示例），我厅会同财政厅研究。{said}\n感谢您的关心。"
    found = describe_text(text)
    assert (found.kind, found.delivered_year) == ("提案答复", year)


WORKS = "全年围绕发展大局深入调研、认真协商（示例），组织委员走进乡村、社区和企业，倾听各界群众的呼声，提出了许多有分量、有见地的意见和建议，受到党委和政府的重视，推动了一批实际问题的解决。召开常委会议4次，立案提案134件，办复率100%。\n编辑出版文史资料一辑，报送社情民意信息56条。"


@pytest.mark.parametrize(
    ("text", "kind", "covered"),
    [
        (
            f"为有源头活水来\n河水穿城而过，新楼倒映河中。2018年，示例县政协围绕大局，干出了精气神。\n{WORKS}",
            "工作综述",
            2018,
        ),
        (f"同心筑梦谱新篇\n2011年，示例州政协常委会紧扣中心履职。\n{WORKS}", "工作综述", 2011),
        (
            f"山海同心\n■ 2019年工作回顾\n两翼齐飞。省政协在省委领导下把凝聚共识作为中心环节。\n{WORKS}",
            "工作综述",
            2019,
        ),
        (f"乳坡湾里听新声\n——示例县政协2005年工作侧记\n一水九曲，县政协做出了文章。\n{WORKS}", "工作综述", 2005),
        (f"画好同心圆\n——示例市政协2022年履职侧记\n这座城市日新月异。\n{WORKS}", "工作综述", 2022),
        (f"不负韶华\n2020年，面对疫情，示例区政协常委会迎难而上。\n{WORKS}", "工作综述", 2020),
        (f"岁月如歌\n2013年是极不平凡的一年，示例市政协常委会迎难而上。\n{WORKS}", "工作综述", 2013),
        (f"协商在一线\n——示例区政协2020年工作扫描\n这座城市日新月异。\n{WORKS}", "工作综述", 2020),
        (f"新篇\n2018年，示例县委召开会议，研究政协工作。\n{WORKS}", None, None),
        (f"示例市政协领导到示例县调研\n2018年，市政协把脱贫攻坚作为重点。\n{WORKS}", None, None),
        (f"委员小站建到家门口\n2021年以来，示例县政协建成工作站12个。\n{WORKS}", None, None),
        (f"石榴花开\n1998年，在中共示例旗委的领导下，示例旗政协认真履行职能。\n{WORKS}", "工作综述", 1998),
        (f"大道如砥\n一年来，在县人大常委会监督和县政协支持下，示例县政府真抓实干。\n{WORKS}", None, None),
        (f"让古城活起来\n2018年，示例县政协组织委员走访。\n{WORKS}\n几点建议：\n一是修缮，二是利用。", None, None),
        (f"春华秋实又一年\n一年来，示例区政协围绕发展献计出力。\n{WORKS}", "工作综述", None),
        (
            f"监督有力度\n春风化雨。2015年，示例县人大常委会依法履职。{PROSE * 2}\n听取专项报告12项，督办代表建议86件，召开常委会会议7次。",
            "工作综述",
            2015,
        ),
        (
            f"天平之光\n秋色正浓。2009年，示例市法院公正司法。{PROSE * 2}\n全年受理案件3120件，审结3011件，结案率上升。调研报告12篇，其中调研成果获奖。",
            "工作综述",
            2009,
        ),
        (f"为有源头活水来\n各位委员：\n2018年，示例县政协围绕大局。\n{WORKS}", None, None),
        (
            f"一位委员的十年\n2018年，示例县政协委员张某某奔走在山乡。{PROSE * 2}\n他提交提案12件，写下调研报告3篇。",
            None,
            None,
        ),
        (f"古城新貌\n2018年，示例县城建步伐加快。{PROSE * 2}\n新修道路12条，立案查处违建3件，满意率提高。", None, None),
        ("关于加强古城保护的建议\n2018年，示例县政协组织视察。\n收到提案12件，办复率100%。", None, None),
        ("政协成立七十年随想\n2019年，人民政协成立70周年。\n老委员提案12件，办复率100%。", None, None),
    ],
)
def test_features_under_headlines(text: str, kind: str | None, covered: int | None) -> None:
    found = describe_text(text)
    if kind is None:
        assert found.kind != "工作综述"
    else:
        assert (found.kind, found.covered_year) == (kind, covered)


@pytest.mark.parametrize("start", ["小城不大。", ""])
def test_a_feature_that_goes_through_the_years_tells_of_no_one_year(start: str) -> None:
    text = f"岁月如歌\n{start}1984年，示例县政协恢复活动。\n后来换届，2017年完成；2018年，又添新篇。\n{WORKS}"
    assert describe_text(text).covered_year is None


def test_a_feature_put_up_in_january_was_written_then() -> None:
    text = f"为有源头活水来\n发布时间：2019-01-12\n河水穿城而过。2018年，示例县政协围绕大局，干出了精气神。\n{WORKS}"
    found = describe_text(text)
    assert (found.covered_year, found.delivered_year) == (2018, 2019)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("政协示例县常委会在1995年全委会上关于提案工作情况的报告", (1994, 1995)),
        ("政协示例县常委会关于1994年提案工作情况在1995年全委会上的报告", (1994, 1995)),
        ("政协示例县委员会常务委员会在1986年全体会议上的工作报告", (1985, 1986)),
        ("示例县政协主席在二〇〇三年全会上的工作报告", (2002, 2003)),
        ("政协示例县常委会在上次全委会上关于提案工作情况的报告", (None, None)),
    ],
)
def test_the_year_of_a_session_in_the_title(title: str, years: tuple[int | None, int | None]) -> None:
    found = describe_text(f"{title}\n各位委员：\n我受常务委员会委托，向大会报告如下：\n{PROSE}\n今后的意见：\n{PROSE}")
    assert (found.covered_year, found.delivered_year) == years


@pytest.mark.parametrize(
    ("plans", "years"),
    [
        ("1994年的提案工作，要着重抓好三点。", (1993, 1994)),
        ("1999年提案工作要抓好三点。", (1998, 1999)),
        ("1992年，提案工作要抓好三点。", (1991, 1992)),
        ("二〇〇二年的政协工作，要在县委领导下开展。", (2001, 2002)),
        ("1994年的提案工作条例继续有效。", (None, None)),
        ("推广1994年提案工作经验，很有必要。", (None, None)),
    ],
)
def test_plans_that_begin_in_a_paragraph(plans: str, years: tuple[int | None, int | None]) -> None:
    text = (
        "政协示例市第二届委员会提案委员会关于提案工作情况的报告\n各位委员：\n我受委托，将上次会议以来提案工作的情况汇报如下。\n"
        f"{PROSE * 3}\n{plans}\n以上报告，请审议。"
    )
    found = describe_text(text)
    assert (found.kind, found.covered_year, found.delivered_year) == ("提案工作情况报告", *years)


@pytest.mark.parametrize(
    ("title", "said", "kind"),
    [
        ("政协示例县四届委员会提案工作情况汇报", "我受县政协常委会委托，作如下汇报。", "提案工作情况报告"),
        (
            "政协示例县三届委员会三次会议报告",
            "我受县政协常委会委托，向大会作提案工作报告，请审议。",
            "提案工作情况报告",
        ),
        ("关于提案工作的汇报", "现在，我代表提案委员会作关于提案工作的汇报。", "提案工作情况报告"),
        ("在政协示例县三届三次会议上的报告", "我受县政协常委会委托，向大会作工作报告，请审议。", "常委会工作报告"),
    ],
)
def test_how_older_reports_on_proposals_are_called(title: str, said: str, kind: str) -> None:
    assert describe_text(f"{title}\n各位委员：\n{said}\n{PROSE * 2}\n{PROSE}").kind == kind


def committee(review: str, plans: str) -> str:
    return (
        "政协示例市委员会常务委员会工作报告\n各位委员：\n我受市政协常委会委托，向大会报告工作。\n"
        f"一、过去一年的工作\n过去一年，{review}{PROSE * 2}\n二、今年的任务\n今年，{plans}{PROSE}"
    )


@pytest.mark.parametrize(
    ("file", "review", "plans", "years"),
    [
        ("2016年常委会报告.txt", "", "围绕“十三五”规划和全面深化改革献计出力。", (2015, 2016)),
        ("2006年政协工作报告.txt", "", "为实现“十一五”规划的良好开局努力。", (2005, 2006)),
        ("示例市政协2021年工作报告.txt", "", "以优异成绩庆祝建党100周年。", (2020, 2021)),
        ("2019年政协工作报告.txt", "", "庆祝新中国成立70周年。", (2018, 2019)),
        ("1999年常委会报告.txt", "", "迎接建国五十周年。", (1998, 1999)),
        ("2001年1月政协全会报告.txt", "", "抓好四件事。", (2000, 2001)),
        ("2016年常委会报告.txt", "", "抓好四件事。", (None, None)),
        ("2016年常委会报告.txt", "为“十三五”规划建言。", "围绕“十三五”规划献计出力。", (None, None)),
        ("2016年常委会报告.txt", "", "今年是实施“十三五”规划的重要一年。", (None, None)),
        ("2020年常委会报告.txt", "", "以优异成绩庆祝建党100周年。", (None, None)),
        ("2019年政协工作报告.txt", "庆祝新中国成立70周年。", "抓好四件事。", (None, None)),
        ("2016/常委会报告.txt", "", "围绕“十三五”规划献计出力。", (None, None)),
        ("材料2016.txt", "", "围绕“十三五”规划献计出力。", (None, None)),
    ],
)
def test_a_files_year_that_the_plans_bear_out(
    file: str, review: str, plans: str, years: tuple[int | None, int | None]
) -> None:
    found = describe_text(committee(review, plans), file)
    assert (found.covered_year, found.delivered_year) == years


REPORT = f"各位委员：\n我受市政协常务委员会委托，向大会报告工作，请予审议。\n{PROSE * 2}\n{PROSE}"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("历史回眸 → 文献 → 正文", "政协示例市委员会常务委员会工作报告"),
        ("提案工作 → 老提案选登 →", "关于抢救示例文化的提案"),
        ("首页 → 报告 → 2012", "政协示例市委员会常务委员会工作报告"),
        ("资料库➔正文", "示例县人民代表大会常务委员会工作报告"),
        ("会议▶文件▶内容", "政协示例市委员会常务委员会工作报告"),
        ("首页 | 检务公开 | 云课堂 | 反映线索", "检察蓝护航示例振兴"),
        ("首页｜两会｜听民声｜彝乡人文｜论坛", "示例州人民检察院工作报告"),
    ],
)
def test_paths_and_rows_above_the_title(path: str, title: str) -> None:
    assert describe_text(f"{path}\n{title}\n{REPORT}").title == title


@pytest.mark.parametrize("title", ["建议→落实→反馈：示例市提案办理综述", "从“坐等”→“上门”的示例工作综述"])
def test_a_headline_with_arrows_stays(title: str) -> None:
    assert describe_text(f"{title}\n{REPORT}").title == title


@pytest.mark.parametrize(
    ("byline", "source", "published"),
    [
        ("2013-02-27 07:11  来源:示例日报  评论(0)  【进入论坛】 字号 大 中 小", "示例日报", "2013-02-27"),
        ("2011-03-02 09:00 来源：示例晚报 我要评论 打印", "示例晚报", "2011-03-02"),
        ("2012年3月5日　来源：示例新闻网　网友评论 12 条", "示例新闻网", "2012-03-05"),
        ("时间：2010-01-20 来源：示例政协报 跟帖(3)", "示例政协报", "2010-01-20"),
        ("示例日报　2019年02月02日　星期六　第04版：两会特刊　　放大+ 缩小- 默认o", "示例日报", "2019-02-02"),
        ("示例日报 2008年1月18日 第3版：要闻", "示例日报", "2008-01-18"),
        ("2008-01-18 08:30 示例晚报", "示例晚报", "2008-01-18"),
        ("示例日报/2019年/1月/22日/第004版", "示例日报", "2019-01-22"),
        ("2019年01月22日 星期二 示例日报 第04版", "示例日报", "2019-01-22"),
        ("《示例日报》（2019年1月22日 04版）", "示例日报", "2019-01-22"),
        ("2019-01-22 示例晚报 记者 王某", "示例晚报", "2019-01-22"),
        ("2006-02-11 10:20 来源：评论部供稿", "评论部供稿", "2006-02-11"),
    ],
)
def test_newspapers_in_bylines(byline: str, source: str, published: str) -> None:
    found = describe_text(f"示例市中级人民法院工作报告\n{byline}\n{REPORT}")
    assert (found.source, found.published) == (source, published)


def test_a_day_of_the_text_is_no_newspapers() -> None:
    text = f"示例市人民法院工作报告\n{REPORT}\n2008年1月18日示例日报刊发了长篇报道，反响热烈，代表们给予好评。"
    found = describe_text(text)
    assert (found.source, found.published) == (None, None)
