"""Whose a text is where only its form says it, each family in several places, bodies and decades, with what is none of it."""

from __future__ import annotations

import pytest

from tests.describe.reports import council, court, government, name_of

WORK = "（示例）夏收即将开始。为了切实抓好这项工作，特提出如下意见。\n一、任务不变，落实到户。\n二、做好供应，方便群众。\n三、加强领导，分片包干。"
CASES = "现将近一年来的工作情况汇报如下（示例），请审议。\n一、审结刑事案件一千余件，社会治安好转。\n二、受理经济纠纷案件，解决争议金额四千万元。"


@pytest.mark.parametrize(
    ("title", "line", "text", "name"),
    [
        ("关于做好一九八七年夏粮征购工作的意见", "当阳县人民政府", "各区公所、乡镇人民政府，县直各单位：\n" + WORK, "湖北省宜昌地区当阳县人民政府"),
        ("关于加强秋季防火的意见", "绩溪县人民政府", "各乡镇，县直各单位：\n" + WORK, "安徽省宣城市绩溪县人民政府"),
        ("关于城镇住房制度改革的意见", "恩施土家族苗族自治州人民政府", "各县市人民政府，州直各单位：\n" + WORK, "湖北省恩施土家族苗族自治州人民政府"),
        ("改善城乡人民生活十件实事工作总结", "重庆市人民政府", "年初承诺的实事（示例），到12月底已全部完成。\n市政府逐项签订责任状。", "重庆市人民政府"),
        ("法院工作情况汇报", "浙江省丽水地区中级人民法院", "全区法院任务繁重。" + CASES.replace("请审议", "请地区人大工作委员会审议"), "浙江省丽水地区中级人民法院"),
        ("检察工作情况汇报", "安岳县人民检察院", "我县治安平稳。" + CASES.replace("审结", "批捕"), "四川省资阳市安岳县人民检察院"),
        ("关于柠檬产业发展的调研报告", "政协安岳县委员会", "我县柠檬产业（示例）面临挑战。\n一、基本情况。\n二、存在问题。", "四川省资阳市安岳县政协"),
        ("关于乡镇企业的情况报告", "（德化县人民政府）", "我县乡镇企业（示例）面临挑战。\n一、基本情况。\n二、存在问题。", "福建省泉州市德化县人民政府"),
        ("检察工作情况汇报", "浙江省人民检察院丽水分院", "全区治安平稳。" + CASES.replace("请审议", "请地区人大工作委员会审议"), "浙江省人民检察院丽水分院"),
        ("关于抗旱工作的紧急通知", "丽水地区行政公署", "各县人民政府，地区直属各单位：\n" + WORK, "浙江省丽水地区行政公署"),
        ("一九八九年工作总结", "政协丽水地区工作委员会", WORK, "浙江省丽水地区政协"),
        ("关于表彰先进的决定", "江苏省人民政府", "各市、县人民政府：\n" + WORK, "江苏省人民政府"),
        ("稻城县护林防火办法", "稻城县人民政府", "第一条 为了护林（示例），制定本办法。\n第二条 全县适用。", "四川省甘孜藏族自治州稻城县人民政府"),
        # Whoever signs it stands before the site on which it stands.
        ("关于抗旱工作的紧急通知", "安岳县人民政府", f"各乡镇，县直各单位：\n{WORK}\n安岳县教育局\n2019年3月1日", "四川省资阳市安岳县教育局"),
        # Several, as in a list; to whom it goes; of another level or body; after a sentence.
        ("关于全县法院工作的视察报告", "安岳县人大常委会", "全县法院任务繁重。" + CASES, None),
        ("关于防火工作的意见", "安岳县岳阳镇人民政府", WORK, None),
        ("关于修建人行天桥的建议", "南通市人民政府", "我市城区车多人挤（示例），希望市政府建桥。\n此致敬礼", None),
        ("关于第12号提案的答复", "安岳县政协", "您提出的提案收悉（示例），现答复如下：\n一、抓品种。", None),
        ("关于联合防火的意见", "安岳县人民政府\n乐至县人民政府", WORK, None),
        ("关于加强柠檬产业保护的建议案", "安岳县人民政府", "你们好（示例）。我们建议如下：\n一、抓品种。\n二、抓市场。", None),
        ("关于防火工作的意见", "安岳县人民政府", "各区县人民政府，市政府各部门：\n我市防火任务重（示例），市政府要求全市行动。市政府各部门抓落实。", None),
        ("法院工作情况汇报", "安岳县人民政府", "全县法院任务繁重。" + CASES, None),
        ("关于防火工作的意见", "这项工作十分重要。\n安岳县人民政府", WORK, None),
        ("关于防火工作的意见", "县人民政府", WORK, None),
        ("关于防火工作的意见", "鼓楼区人民政府", WORK, None),
    ],
)  # fmt: skip
def test_the_body_alone_on_the_line_under_the_title(title: str, line: str, text: str, name: str | None) -> None:
    assert name_of(f"{title}\n{line}\n{text}") == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("政协鹤壁市郊区第三届委员会常务委员会工作报告", "河南省鹤壁市郊区政协"),
        ("政协无锡市郊区第二届委员会常务委员会工作报告", "江苏省无锡市郊区政协"),
        ("阳泉市郊区人民政府工作报告", "山西省阳泉市郊区人民政府"),
        ("河南省安阳市郊区人民法院工作报告", "河南省安阳市郊区人民法院"),
        ("佳木斯市郊区人民代表大会常务委员会工作报告", "黑龙江省佳木斯市郊区人大常委会"),
        ("南宁市郊区人民检察院工作报告", "广西壮族自治区南宁市市郊区人民检察院"),
        ("济宁市市郊区人民政府工作报告", "山东省济宁市市郊区人民政府"),
        ("枣庄市市中区人民政府工作报告", "山东省枣庄市市中区人民政府"),
        # No place had one, or none says whose it is.
        ("资阳市郊区人民政府工作报告", None),
        ("郊区人民政府工作报告", None),
        ("市郊区人民政府工作报告", None),
    ],
)
def test_outskirts_of_a_city(title: str, name: str | None) -> None:
    text = "各位委员、各位代表：\n现将一九九一年工作报告如下（示例），请审议。\n一年来，区委领导我们取得成绩。\n一九九二年工作意见：继续努力。"
    assert name_of(f"{title}\n{text}") == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("经研究，港闸区人民政府就加快全区现代服务业发展提出如下政策意见。", "江苏省南通市港闸区人民政府"),
        ("为此，涪陵区人民政府决定开展专项整治。", "重庆市涪陵区人民政府"),
        ("根据有关规定，结合实际，淇滨区人民政府特制定本意见。", "河南省鹤壁市淇滨区人民政府"),
        ("为加快发展，港闸区人民政府现就有关事项通知如下：", "江苏省南通市港闸区人民政府"),
        # Those above, neighbours, several, and what is only told.
        ("最近，江苏省人民政府决定开展专项整治。", None),
        ("最近，南通市人民政府决定开展专项整治，请遵照执行。", None),
        ("近日，安岳县人民政府决定学习先进经验。", None),
        ("经研究，港闸区人民政府、崇川区人民政府决定联合行动，涪陵区人民政府决定参加，港闸区人民政府决定牵头。", None),
        ("这是对港闸区人民政府工作的肯定，各地要认真学习。", None),
        ("经研究，鼓楼区人民政府决定开展专项整治。", None),
    ],
)
def test_the_government_that_resolves_in_the_opening(said: str, name: str | None) -> None:
    head = "关于加快现代服务业发展的若干意见\n各乡镇人民政府，各街道办事处，区有关部门：\n"
    text = f"{said}（示例）\n一、发展目标。服务业增加值增长18%以上。\n二、扶持重点。区财政每年安排专项资金。"
    assert name_of(head + text) == name


def test_a_government_that_resolves_and_nobody_is_addressed() -> None:
    text = "经研究，港闸区人民政府就加快发展提出如下意见（示例）。\n一、发展目标。\n二、扶持重点。"
    assert name_of(f"港城服务业见闻\n{text}") is None


@pytest.mark.parametrize(
    ("masthead", "trail", "source", "said", "name"),
    [
        ("沛县政协", "您的位置：沛县政协>社情民意>信息选登", "环资委", "县政协委员示例反映：", "江苏省徐州市沛县政协"),
        ("沛县政协网", "首页丨概况丨社情民意", "提案委", "县政协委员王示例、李示例反映：", "江苏省徐州市沛县政协"),
        ("欢迎访问政协涪陵区委员会", "当前位置：首页>社情民意", "本站", "区政协常委示例建议：", "重庆市涪陵区政协"),
        ("政协之窗", "当前位置：临泉县政协网 > 社情民意", "办公室", "县政协委员示例反映：", "安徽省阜阳市临泉县政协"),
        # Another level, another source, a portal, sections of those below, two mastheads.
        ("徐州市政协", "您的位置：徐州市政协>社情民意", "环资委", "县政协委员示例反映：", None),
        ("沛县政协", "您的位置：沛县政协>社情民意", "睢宁县政协", "县政协委员示例反映：", None),
        ("沛县在线", "您的位置：首页>社情民意", "环资委", "县政协委员示例反映：", None),
        ("沛县政协", "您的位置：沛县政协>基层政协>信息", "环资委", "县政协委员示例反映：", None),
        ("沛县政协", "您的位置：睢宁县政协>社情民意", "环资委", "县政协委员示例反映：", None),
        ("沛县人民政府", "您的位置：首页>社情民意", "环资委", "县政协委员示例反映：", None),
    ],
)  # fmt: skip
def test_the_site_on_which_members_report(masthead: str, trail: str, source: str, said: str, name: str | None) -> None:
    level = said[0]
    text = (
        f"{masthead}\n首页丨{level}情概况丨新闻动态丨提案工作丨社情民意丨委员风采\n{trail}\n\n部分渔民反映污水直排问题应予重视\n\n"
        f"【 日期：2014-06-12 】【 来源：{source} 】【 浏览：411 】【 字体：大 中 小 】\n\n"
        f"{said}随着旅游升温，沿湖经营户发展迅速（示例），在带旺人气的同时，也给水环境造成较大压力。\n"
        f"一是污水直排。走访的六十七户中，建有化粪池的仅九户。\n二是垃圾乱倒。\n由{level}政府牵头制定规划。\n（编辑：示例）"
    )
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("社情民意\n第12期\n沛县政协办公室    2014年6月12日", "江苏省徐州市沛县政协"),
        ("《社情民意》第12期    沛县政协办公室", "江苏省徐州市沛县政协"),
        ("社情民意信息（第八期）  政协安岳县委员会办公室编  2009年3月2日", "四川省资阳市安岳县政协"),
        ("社情民意专报 2019年 第3期 涪陵区政协研究室", "重庆市涪陵区政协"),
        ("社情民意 第12期 县政协办公室", None),
        ("社情民意 第12期 鼓楼区政协办公室", None),
        ("社情民意第12期登载沛县政协办公室来信，读者反响热烈。", None),
    ],
)
def test_the_head_of_a_leaflet(head: str, name: str | None) -> None:
    text = "关于加强校车管理的建议\n近年来校车增多（示例），停靠点设置不合理，群众意见较大。\n一是规划不足。\n二是监管缺位。"
    assert name_of(f"{head}\n{text}") == name


@pytest.mark.parametrize(
    ("who", "opening", "name"),
    [
        ("县政协教科卫体和文史委员会", "永仁县素有“彝绣之乡”的美誉，已有千年历史。", "云南省楚雄彝族自治州永仁县政协"),
        ("县政协委员 示例", "安岳县是全国最大的柠檬基地。", "四川省资阳市安岳县政协"),
        ("区政协经济委", "涪陵区地处三峡库区腹心。", "重庆市涪陵区政协"),
        ("县政协农业界别小组", "绩溪县位于皖南山区，生态良好。", "安徽省宣城市绩溪县政协"),
        # Lessons, neighbours, another level, and who does not speak for a council.
        ("县政协教科卫体和文史委员会", "永仁县素有“彝绣之乡”的美誉，其经验值得借鉴。", None),
        ("县政协教科卫体和文史委员会", "永仁县素有“彝绣之乡”的美誉，大姚县也是。", None),
        ("县政协教科卫体和文史委员会", "永仁县的做法引起各地关注。", None),
        ("市政协教科卫体和文史委员会", "永仁县素有“彝绣之乡”的美誉。", None),
        ("县刺绣协会", "永仁县素有“彝绣之乡”的美誉。", None),
        ("县政协教科卫体和文史委员会", "鼓楼区素有“彝绣之乡”的美誉。", None),
    ],
)  # fmt: skip
def test_a_speech_that_begins_with_its_own_place(who: str, opening: str, name: str | None) -> None:
    level = who[0]
    text = (
        f"2018年大会发言材料（之六）\n指尖上绣出的振兴路\n{who}\n各位领导、各位委员：\n{opening}如何把技艺变成经济，是我们思考的题目。\n"
        f"一、家底。据统计，全{level}从业妇女约4700人（示例）。\n二、对策。组建{level}级协会，统一培训。\n发言完毕，谢谢大家！"
    )
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("title", "told", "name"),
    [
        ("政府工作总结", "一年来，宿州市人民政府在省委、省政府和市委领导下，团结带领全市人民奋力拼搏。市政府办好实事。", "安徽省宿州市人民政府"),
        ("一年工作回顾", "一年来，安岳县人民政府在县委坚强领导下，团结带领全县人民奋力拼搏。县政府办好实事。", "四川省资阳市安岳县人民政府"),
        ("工作情况汇报", "一年来，安岳县人民法院在县委领导和县人大监督下，忠实履职。我县治安良好。", "四川省资阳市安岳县人民法院"),
        ("奋进的一年", "五年来，涪陵区政协在区委领导下，团结各界，履职尽责。我区面貌一新。", "重庆市涪陵区政协"),
        # Told of others, or without a name.
        ("政府工作总结", "一年来，市人民政府在市委领导下，团结带领全市人民奋力拼搏。市政府办好实事。", None),
        ("视察报告", "市政协组织委员视察。一年来，安岳县人民法院在县委领导下，忠实履职。我市要总结推广。", None),
        ("见闻", "我县派员前往学习，安岳县人民政府在柠檬产业上做法新颖。我县要借鉴。", None),
    ],
)  # fmt: skip
def test_who_tells_of_the_years_work(title: str, told: str, name: str | None) -> None:
    assert name_of(f"{title}\n{told}（示例）\n一、经济平稳增长。\n二、社会事业进步。\n新的一年，推动发展。") == name


@pytest.mark.parametrize(
    ("body", "above", "name"),
    [
        ("法院", "地区人大工作委员会", "浙江省丽水地区中级人民法院"),
        ("法院", "地委和地区行署", "浙江省丽水地区中级人民法院"),
        ("法院", "贫困地区政府", "浙江省丽水地区中级人民法院"),
    ],
)
def test_what_is_all_of_the_area_to_a_prefecture(body: str, above: str, name: str | None) -> None:
    text = f"全区{body}一年来任务繁重（示例），{above}十分关心。全区{body}审结案件三千余件，全区{body}队伍稳定。"
    assert name_of(f"{body}工作情况汇报\n浙江省丽水地区中级人民法院\n{text}") == name


@pytest.mark.parametrize("said", ["西部地区政府", "少数民族地区政协", "该地区法院", "周边地区人大"])
def test_areas_that_are_no_prefecture_leave_a_district_its_level(said: str) -> None:
    text = f"全区上下团结奋斗（示例），涪陵区经济平稳增长。{said}也来了解我区情况，我区产业兴旺，全区民生改善。涪陵区人民政府办好实事。"
    assert name_of(f"政府工作总结\n{text}") == "重庆市涪陵区人民政府"


@pytest.mark.parametrize(
    ("masthead", "trail", "title", "text", "name"),
    [
        ("沛县人民政府", "首页 > 信息公开", "2015年政府工作报告", government("县"), "江苏省徐州市沛县人民政府"),
        ("沛县人民法院", "沛县人民法院 > 工作报告", "法院工作报告", court("县"), "江苏省徐州市沛县人民法院"),
        ("邳州市政协", "邳州市政协 > 常委会报告", "常务委员会工作报告", council("市"), "江苏省徐州市邳州市政协"),
        # The site shows what others sent it, may be that of the city above, or is of another body.
        ("徐州市中级人民法院", "徐州市中级人民法院 > 县区法院", "法院工作报告", court("县"), None),
        ("徐州市政协", "徐州市政协 > 常委会报告", "常务委员会工作报告", council("市"), None),
        ("沛县人民政府", "首页 > 工作报告", "法院工作报告", court("县"), None),
        ("鼓楼区政协", "鼓楼区政协 > 常委会报告", "常务委员会工作报告", council("区"), None),
    ],
)
def test_the_site_on_which_a_body_puts_its_own_report(
    masthead: str, trail: str, title: str, text: str, name: str | None
) -> None:
    page = f"{masthead}\n首页 | 概况 | 新闻中心 | 专题专栏\n您的位置：{trail}\n{title}\n{text}"
    assert name_of(page) == name
