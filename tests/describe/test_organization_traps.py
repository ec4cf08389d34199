"""Places that are named and are not the report's own: hosts, partners, namesakes, journeys; and places blotted out."""

import pytest

from tests.describe.reports import congress, council, government, name_of

LED = "一年来，市政协在中共资阳市委坚强领导下工作（示例）。\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # partners and journeys named more often than one's own
        ("常委会工作报告\n各位委员：\n" + LED + council("市") + "\n对口支援西藏自治区山南市，赴山南市政协考察，山南市政协来访，山南市委致谢，山南市政协回信，与山南市政协签约。", "四川省资阳市政协"),
        ("常委会工作报告\n各位委员：\n" + council("市") + "\n市政协赴重庆市政协学习考察，赴成都市政协交流。", None),
        ("常委会工作报告\n各位委员：\n" + council("市") + "\n市政协赴重庆市政协学习考察。", None),
        ("常委会工作报告\n各位委员：\n" + council("市") + "\n市政协与成都市政协开展联合调研，邀请绵阳市政协参加。", None),
        ("常委会工作报告\n各位委员：\n" + council("县") + "\n东西部协作：对口帮扶昭觉县，援建昭觉县学校，昭觉县政协来访，向昭觉县捐款。", None),
        ("政府工作报告\n各位代表：\n" + government("市") + "\n与四川省资阳市缔结友好城市，资阳市代表团来访，与资阳市人民政府签订协议。", None),
        ("常委会工作报告\n各位委员：\n" + council("区") + "\n接待涪陵区政协、江北区政协、渝中区政协来区考察。", None),
        # persons
        ("常委会工作报告\n各位委员：\n" + council("市") + "\n主席吉林出席，副主席长春、海南主持，秘书长吉林参加。", None),
        ("市政协常委会工作报告\n主席 吉林\n" + council("市"), None),
        ("常委会工作报告\n政协主席 海南\n各位委员：\n" + LED + council("市"), "四川省资阳市政协"),
        ("政府工作报告\n市长 长春\n各位代表：\n" + government("市"), None),
        # companies and products
        ("政府工作报告\n各位代表：\n" + government("市") + "\n北京银行设立分行，上海大众、上海汽车、青岛啤酒、青岛海尔投资，贵州茅台落户。", None),
        ("常委会工作报告\n各位委员：\n" + council("县") + "\n走访茅台镇、北京银行、上海大众、青岛啤酒。", None),
        # Hong Kong and Macau
        ("常委会工作报告\n各位委员：\n" + LED + "香港委员、澳门地区政协委员、港澳政协委员联谊会积极发声，香港政协委员、澳门政协委员建言，香港政协委员联谊。\n" + council("市"), "四川省资阳市政协"),
        ("常委会工作报告\n各位委员：\n" + council("市") + "\n香港政协委员、香港政协委员、澳门政协委员联谊。", None),
        ("香港地区政协委员座谈会发言\n各位委员：\n香港委员踊跃发言（示例）。", None),
        # other bodies and other levels
        ("全国两会上的发言\n四川省委书记 示例\n各位代表：\n我们要学习贯彻（示例），推动四川省发展。", None),
        ("常委会工作报告\n各位委员：\n县政协在中共安岳县委领导下工作（示例），市政协委员、县政协主席作报告，资阳市政协指导，资阳市政协肯定。\n" + council("县"), "四川省资阳市安岳县政协"),
        ("高新区政协工委2023年工作总结\n" + council("区"), None),
        ("敦仁街道政协工委2023年工作总结\n一年来，街道政协工委在区政协指导下工作（示例）。", None),
        ("政协涪陵区敦仁街道工作委员会2023年工作总结\n一年来，街道政协工委在区政协指导下工作（示例）。", None),
        ("各民主党派市委会2023年工作综述\n民盟市委会、民建市委会开展工作（示例），市委统战部指导。", None),
    ],
)  # fmt: skip
def test_what_is_not_the_reports_own(text: str, name: str | None) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("text", "title", "stated", "name"),
    [
        ("政协资阳市委员会常务委员会工作报告\n" + council("市"), "示例报告_成都市政协", {"source": "成都市政协"}, "四川省资阳市政协"),
        ("常委会工作报告\n各位委员：\n" + LED + council("市"), "常委会工作报告_成都市政协", {"source": "成都市政协"}, "四川省资阳市政协"),
        ("常委会工作报告\n各位委员：\n" + council("市"), "常委会工作报告 - 教育部政府门户网站", {"source": "教育部"}, None),
        ("常委会工作报告\n来源：成都市政协\n各位委员：\n" + council("市") + "\n资阳市发展迅速，资阳市变化大，资阳市民生改善。", None, {}, "四川省资阳市政协"),
        ("2024年政府工作报告\n来源：教育部\n——在资阳市第五届人民代表大会第三次会议上\n" + government("市"), "2024年政府工作报告", {"source": "教育部"}, "四川省资阳市人民政府"),
        ("首页 > 成都市政协 > 工作报告\n常委会工作报告\n来源：成都市政协网\n各位委员：\n" + LED + council("市"), "成都市政协常委会工作报告", {}, "四川省资阳市政协"),
        ("主办：成都市政协办公厅\n常委会工作报告\n各位委员：\n" + LED + council("市"), None, {}, "四川省资阳市政协"),
        ("常委会工作报告\n来源：资阳市政协网\n各位委员：\n" + council("市") + "\n雁江区、安岳县两地联动，资阳市发展。资阳市变化。", None, {}, "四川省资阳市政协"),
    ],
)  # fmt: skip
def test_the_site_is_not_the_author(text: str, title: str | None, stated: dict[str, str], name: str | None) -> None:
    assert name_of(text, title=title, **stated) == name


@pytest.mark.parametrize(
    "text",
    [
        "XX市政协常委会工作报告\n" + council("市") + "\n安岳县政协、乐至县政协联动。",
        "××县政协常委会工作报告\n" + council("县") + "\n四川省政协肯定，四川省委表扬。",
        "某市人大常委会工作报告\n" + congress("市") + "\n安岳县、乐至县、雁江区协同，安岳县、乐至县、雁江区联动。",
        "＊＊市政府工作报告\n" + government("市") + "\n安岳县、乐至县、雁江区协同发展。",
        "政府工作报告\n——在○○市第五届人民代表大会第三次会议上\n" + government("市") + "\n安岳县、乐至县、雁江区协同。",
        "常委会工作报告\n区政协在中共**区委领导下工作（示例），赴涪陵区政协考察。\n" + council("区"),
        "政府工作报告\n现在，我代表X省人民政府报告工作（示例）。\n" + government("省") + "\n成都市、绵阳市、德阳市、宜宾市、泸州市发展。",
        "常委会工作报告\n各位委员：\n我代表政协第五届XX市委员会常务委员会报告工作（示例）。\n" + council("市") + "资阳市政协。资阳市政协。",
        "政府工作报告\n（2024年1月在XXX市第五届人民代表大会第三次会议上）\n" + government("市") + "\n雁江区、安岳县、乐至县协同。",
        "中国人民政治协商会议第×届××市委员会常务委员会工作报告\n" + council("市") + "\n资阳市委支持。",
        "__市政府工作报告\n" + government("市") + "\n雁江区、安岳县、乐至县协同发展。",
        "××区人民法院工作报告\n现在，我代表××区人民法院报告工作（示例），涪陵区委领导，涪陵区人大监督。",
        "A市政协2023年工作总结\n" + council("市") + "\n资阳市政协来访。",
        "X X 市政协常委会工作报告\n" + council("市") + "\n安岳县政协、乐至县政协，资阳市委。",
        "某 某 县 政 协 工 作 报 告\n" + council("县") + "\n安岳县委支持，安岳县委。",
        "（××市）政协常委会工作报告\n" + council("市") + "\n资阳市委支持，资阳市委，资阳市政协。",
        "xx市2024年政府工作报告\n" + government("市") + "\n雁江区、安岳县、乐至县。",
        "XX市人大常委会工作报告\n" + congress("市") + "\n雁江区人大、安岳县人大、乐至县人大。",
        "政府工作报告\n（2024年1月16日在某某市第五届人民代表大会第三次会议上）\n" + government("市") + "\n雁江区、安岳县、乐至县。",
        "常委会工作报告\n各位委员：\n" + "一年来，市政协在中共××市委坚强领导下（示例）。\n" + council("市") + "\n资阳市政协，资阳市委。",
        "常委会工作报告\n各位委员：\n" + "一年来，市政协在××市委坚强领导下（示例）。\n" + council("市") + "\n雁江区、安岳县、乐至县。",
        "**市政协2023年工作总结\n" + council("市") + "\n雁江区、安岳县、乐至县。",
        "2023年工作总结\n" + council("市") + "\n雁江区、安岳县、乐至县。\n政协XX市委员会\n2024年1月1日",
        "2023年工作总结\n" + council("市") + "\n雁江区、安岳县、乐至县。\nXX市政协办公室\n2024年1月1日",
        "市政协常委会工作报告\n——在政协XX市第五届委员会第三次会议上\nXXX\n" + council("市") + "\n雁江区、安岳县、乐至县。",
        "__县政府工作报告\n" + government("县") + "\n安岳县，安岳县，安岳县。",
        "□□县政府工作报告\n" + government("县") + "\n安岳县协作，安岳县支援，安岳县来访。",
    ],
)  # fmt: skip
def test_a_masked_place_stays_masked(text: str) -> None:
    assert name_of(text) is None
    assert name_of(text, file="资料/四川省/资阳市/2024.txt") is None


def test_a_mask_elsewhere_does_not_hide_the_reports_own_name() -> None:
    text = "政协资阳市委员会常务委员会工作报告\n" + council("市") + "\n某县政协、XX县政协经验值得学习。"
    assert name_of(text) == "四川省资阳市政协"
    text = "常委会工作报告\n" + LED + council("市") + "\n××县开展试点，××县总结经验。"
    assert name_of(text) == "四川省资阳市政协"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("【城市名】政府工作报告\n" + government("市") + "\n雁江区、安岳县、乐至县。","四川省资阳市人民政府"),
        ("政府工作报告\n——在资阳市第五届人民代表大会第三次会议上\n" + government("市") + "\n严肃查处某市局案件，某区某县。","四川省资阳市人民政府"),
        ("常委会工作报告\n各位委员：\n" + council("市") + "\n资阳市政协，资阳市政协。推动5G市场，A市场，K区建设。","四川省资阳市政协"),
        ("常委会工作报告\n各位委员：\n市政协在中共资阳市委领导下履职（示例）。\n●市政协围绕中心建言。\n●市政协关注民生。\n◆ 市委部署落实。\n" + council("市"), "四川省资阳市政协"),
        ("★市政协常委会工作报告\n各位委员：\n市政协在中共资阳市委领导下履职（示例）。\n" + council("市"), "四川省资阳市政协"),
    ],
)  # fmt: skip
def test_what_looks_like_a_mask(text: str, name: str) -> None:
    assert name_of(text) == name
