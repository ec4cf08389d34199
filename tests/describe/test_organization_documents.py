"""Whose a document is by its form: letterhead, number, signature; and speeches, replies and former divisions."""

import pytest

from tests.describe.reports import council, describe_text, name_of

NOTICE = "关于做好冬春农田水利建设的通知"
ADDRESSED = "各乡镇人民政府，县政府各部门："
BODY = "今年我县旱情较重（示例），水利设施老化失修。现将有关事项通知如下：\n一、明确任务。各乡镇要在十一月底前完成渠道清淤。\n二、落实资金。县财政安排四十五万元，实行以奖代补。"


def document(*lines: str) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        (document(NOTICE, "安岳县人民政府    安府发〔1990〕83号    1990年10月9日", ADDRESSED, BODY), "四川省内江市安岳县人民政府", "安府发〔1990〕83号"),
        (document(NOTICE, "德化县人民政府   德政函〔2016〕79号", "2016年6月23日", ADDRESSED, BODY), "福建省泉州市德化县人民政府", "德政函〔2016〕79号"),
        (document("德化县人民政府文件", "德政〔2012〕15号", NOTICE, ADDRESSED, BODY), "福建省泉州市德化县人民政府", "德政〔2012〕15号"),
        (document(NOTICE, "临泉县人民政府 临政〔1998〕7号 一九九八年三月五日", ADDRESSED, BODY), "安徽省阜阳市临泉县人民政府", "临政〔1998〕7号"),
        (document("绩溪县人民政府办公室文件", "绩政办〔2009〕22号", NOTICE, ADDRESSED, BODY), "安徽省宣城市绩溪县人民政府办公室", "绩政办〔2009〕22号"),
        (document("关于提案办理情况的答复", "资阳市教育局 资教函〔2018〕12号 2018年5月8日", "示例委员：", "您提出的提案收悉（示例），现答复如下：我局高度重视。"), "四川省资阳市教育局", "资教函〔2018〕12号"),
        (document(NOTICE, "政协鄂托克旗委员会 鄂政协发〔2005〕3号", "各委员小组：", BODY), "内蒙古自治区鄂尔多斯市鄂托克旗政协", "鄂政协发〔2005〕3号"),
        (document(NOTICE, "稻城县人民政府（86）稻府字第15号", ADDRESSED, BODY), None, None),
        (document(NOTICE, "稻城县人民政府 稻府发〔86〕15号", ADDRESSED, BODY), "四川省甘孜藏族自治州稻城县人民政府", "稻府发〔86〕15号"),
        (document(NOTICE, "(86)稻府字第15号", "稻城县人民政府要求（示例），各区、乡人民政府，县政府各部门：", BODY), "四川省甘孜藏族自治州稻城县人民政府", "(86)稻府字第15号"),
        # The number of others, and what only speaks of a government.
        (document(NOTICE, "根据德化县人民政府德政〔2012〕15号文件精神", ADDRESSED, BODY), None, None),
        (document(NOTICE, "各乡镇：", "《德化县人民政府关于加强水利工作的意见》（德政〔2012〕15号）印发以来（示例），成效明显。"), None, None),
        (document("关于印发财税改革方案的通知", "财税〔2016〕36号", "各省、自治区、直辖市财政厅（局）：", "经国务院批准（示例），现将方案印发。"), None, "财税〔2016〕36号"),
    ],
)  # fmt: skip
def test_letterheads_and_numbers(text: str, name: str | None, number: str | None) -> None:
    found = describe_text(text)
    assert found.document_number == number
    assert (found.organization.name if found.organization else None) == name


@pytest.mark.parametrize(
    ("number", "place", "level", "name"),
    [
        ("银政发〔1993〕37号", "银川市", "市", "宁夏回族自治区银川市人民政府"),
        ("石政发〔2003〕11号", "石家庄市", "市", "河北省石家庄市人民政府"),
        ("晋市政发〔1996〕5号", "晋城市", "市", None),
        ("安府发〔2001〕14号", "安岳县", "县", "四川省资阳市安岳县人民政府"),
        ("涪府发〔2011〕8号", "涪陵区", "区", "重庆市涪陵区人民政府"),
        ("吴政发〔2008〕31号", "吴忠市", "市", "宁夏回族自治区吴忠市人民政府"),
        ("鄂政发〔2010〕6号", "鄂托克旗", "旗", "内蒙古自治区鄂尔多斯市鄂托克旗人民政府"),
        ("稻府〔1999〕2号", "稻城县", "县", "四川省甘孜藏族自治州稻城县人民政府"),
        # Not the place of the number, not the number of a government.
        ("银政发〔1993〕37号", "石嘴山市", "市", None),
        ("银财政〔1993〕37号", "银川市", "市", None),
        ("银政办发〔1993〕37号", "银川市", "市", None),
        ("银民政〔1993〕37号", "银川市", "市", None),
    ],
)  # fmt: skip
def test_a_governments_number_and_a_place_that_fits_it(number: str, place: str, level: str, name: str | None) -> None:
    text = document(
        "关于做好城乡防汛排涝工作的通知",
        number,
        f"各乡镇人民政府，{level}政府各部门、各直属单位：",
        f"{place}人民政府认为，今年汛情严峻（示例），我{level}必须立足防大汛。现将有关问题通知如下：",
        f"一、落实责任。{level}水利局负责水库安全。",
    )
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("end", "name"),
    [
        (("特此通知。", "民政部"), "民政部"),
        (("联系电话：010-5812XXXX", "民政部"), "民政部"),
        (("请认真贯彻执行。", "国家教委"), "国家教委"),
        (("特此通知。", "德化县人民政府"), "福建省泉州市德化县人民政府"),
        (("特此通知。", "德化县人民政府（盖章）", "抄送：县委办公室，县人大常委会办公室。"), "福建省泉州市德化县人民政府"),
        (("特此通知。", "德化县人民政府　2012年3月5日"), "福建省泉州市德化县人民政府"),
        (("特此通知。", "临泉县水利局", "一九八九年十月九日"), "安徽省阜阳地区临泉县水利局"),
        (("特此通知。", "安岳县人民政府办公室", "二〇〇三年十月九日", "主题词：水利 通知"), "四川省资阳市安岳县人民政府办公室"),
        (("特此通知。", "政协资阳市雁江区委员会"), "四川省资阳市雁江区政协"),
        # Lists, addressees and sources are no signatures.
        (("责任单位：", "德化县水利局", "德化县财政局"), None),
        (("抄送：德化县人民政府",), None),
        (("特此通知。", "各单位要抓好落实，德化县人民政府将适时督查"), None),
        (("附表：任务分解", "德化县水利局"), None),
        (("特此通知。", "人民日报"), None),
        (("特此通知。", "县人民政府"), None),
    ],
)  # fmt: skip
def test_signatures_with_and_without_a_day(end: tuple[str, ...], name: str | None) -> None:
    middle = (f"{number}、各地要抓好第{number}项任务的落实，按时报送进展情况。" for number in "一二三四五")
    head = (NOTICE, "各有关单位：", "入冬以来各地旱情较重（示例），现就有关事项通知如下，请遵照执行。")
    assert name_of(document(*head, *middle, *end)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("让公交开进新村\n——2006年1月在政协上海市浦东新区三届五次会议上的发言\n示例\n各位委员：\n居民出行难（示例），为此建议增设站点。", "上海市浦东新区政协"),
        ("让公交开进新村\n——在政协资阳市雁江区第四届委员会第三次会议上的发言\n示例\n各位委员：\n居民出行难（示例）。", "四川省资阳市雁江区政协"),
        ("给大棚装上保险\n（在安岳县政协九届二次会议上的大会发言）\n示例\n各位委员：\n菜农怕雪灾（示例）。", "四川省资阳市安岳县政协"),
        ("给大棚装上保险\n2011年2月在政协临泉县第八届委员会第五次全体会议上的发言\n示例\n菜农怕雪灾（示例）。", "安徽省阜阳市临泉县政协"),
        ("给大棚装上保险\n——在县政协九届二次会议上的发言\n示例\n各位委员：\n菜农怕雪灾（示例）。", None),
        ("给大棚装上保险\n——在安岳县政协九届二次会议农业界小组会议上的发言\n示例\n菜农怕雪灾（示例）。", None),
        ("给大棚装上保险\n示例\n我曾在安岳县政协九届二次会议上提过建议，至今没有落实（示例）。", None),
        ("给大棚装上保险\n——在XX县政协九届二次会议上的发言\n示例\n菜农怕雪灾（示例）。", None),
    ],
)  # fmt: skip
def test_speeches_by_where_they_were_given(text: str, name: str | None) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("title", "byline", "level", "name"),
    [
        ("关于做热九寨沟县冬季旅游的几点建议", "县政协委员　示例", "县", "四川省阿坝藏族羌族自治州九寨沟县政协"),
        ("加快稻城县寄宿制学校建设的建议", "县政协委员 示例", "县", "四川省甘孜藏族自治州稻城县政协"),
        ("关于涪陵区榨菜产业提质的建议", "区政协常委 示例", "区", "重庆市涪陵区政协"),
        ("关于保护鄂托克旗草原的建议", "旗政协副主席 示例", "旗", "内蒙古自治区鄂尔多斯市鄂托克旗政协"),
        ("关于做热县城冬季旅游的几点建议", "政协九寨沟县委员会委员 示例", "县", "四川省阿坝藏族羌族自治州九寨沟县政协"),
        ("打造资阳市现代物流的建议", "市政协委员 示例", "市", "四川省资阳市政协"),
        # Another's lesson, a county's city within the city, another level, two places, no member's line.
        ("德清县乡村旅游的启示", "县政协委员 示例", "县", None),
        ("赴德清县考察乡村旅游的建议", "县政协委员 示例", "县", None),
        ("关于加快简阳市发展的建议", "市政协委员 示例", "市", None),
        ("关于支持安岳县柠檬产业的建议", "市政协委员 示例", "市", None),
        ("关于修建安岳县至乐至县公路的建议", "县政协委员 示例", "县", None),
        ("关于做热九寨沟县冬季旅游的几点建议", "示例", "县", None),
        ("关于做热冬季旅游的几点建议", "县政协委员 示例", "县", None),
    ],
)  # fmt: skip
def test_members_who_speak_of_their_own_county(title: str, byline: str, level: str, name: str | None) -> None:
    text = document(
        title,
        byline,
        "各位领导、各位委员：",
        f"我{level}这几年变化不小（示例），现将想法向大会汇报，供{level}委、{level}政府参考。",
    )
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("source", "level", "name"),
    [
        ("作者：示例    稿件来源：临泉县政协办公室", "县", "安徽省阜阳市临泉县政协"),
        ("来源：政协涪陵区委员会办公室", "区", "重庆市涪陵区政协"),
        ("信息来源：鄂托克旗政协提案委", "旗", "内蒙古自治区鄂尔多斯市鄂托克旗政协"),
        ("稿源：安岳县政协研究室", "县", "四川省资阳市安岳县政协"),
        ("来源：临泉县政协", "县", None),
        ("来源：临泉县人民政府办公室", "县", None),
        ("来源：资阳市政协办公室", "县", None),
        ("来源：县政协办公室", "县", None),
        ("来源：鼓楼区政协办公室", "区", None),
        ("来源：临泉县政协网", "县", None),
    ],
)  # fmt: skip
def test_the_office_that_sent_a_report(source: str, level: str, name: str | None) -> None:
    assert name_of(document(f"{level}政协常委会工作报告", source, "各位委员：", council(level))) == name


@pytest.mark.parametrize(
    ("title", "first", "name"),
    [
        ("政协成县常委会在1995年全委会上关于提案工作情况的报告", "我受县政协常务委员会的委托，向大会报告。", "甘肃省陇南地区成县政协"),
        ("政协武都县常委会1983年工作总结", "县政协组织委员视察。", "甘肃省武都地区武都县政协"),
        ("政协临泉县常委会1994年工作要点", "县政协组织委员视察。", "安徽省阜阳地区临泉县政协"),
        ("政协德化县第五届常委会工作报告", "我受县政协常委会委托，向大会报告。", "福建省泉州市德化县政协"),
        ("常务委员会工作报告", "我受政协武隆县委员会常务委员会的委托，向大会报告。", "重庆市武隆县政协"),
        ("常务委员会工作报告", "我受政协璧山县委员会常务委员会的委托，向大会报告。", "重庆市璧山县政协"),
        ("常务委员会工作报告", "我受政协沙县委员会常务委员会的委托，向大会报告。", "福建省三明市沙县政协"),
        ("常务委员会工作报告", "我受政协江都市委员会常务委员会的委托，向大会报告。", "江苏省扬州市江都市政协"),
        ("1986年常务委员会工作报告", "我受政协武隆县委员会常务委员会的委托，向大会报告。", "四川省涪陵地区武隆县政协"),
        ("常务委员会工作报告", "我受政协大庸市委员会常务委员会的委托，向大会报告。", None),
    ],
)  # fmt: skip
def test_former_divisions_by_the_year_or_as_they_were_last(title: str, first: str, name: str | None) -> None:
    assert name_of(document(title, "各位委员：", first + "（示例）", "县政协在县委领导下开展工作。")) == name
