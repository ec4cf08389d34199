"""Whose report it is: names in every form, and texts that say it only in passing or mislead."""

import pytest

from indexer.describe.organization import find_organization, parse_organization
from indexer.models import CleanDocument, Furniture, Organization, RawDocument


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("政协重庆市涪陵区委员会", "重庆市涪陵区政协"),
        ("中国人民政治协商会议第六届重庆市涪陵区委员会", "重庆市涪陵区政协"),
        ("中国人民政治协商会议重庆市第六届委员会常务委员会", "重庆市政协"),
        ("政协第五届河池市委员会", "广西壮族自治区河池市政协"),
        ("重慶市長壽區政協", "重庆市长寿区政协"),
        ("涪陵政协", "重庆市涪陵区政协"),
        ("资阳市政协办公室", "四川省资阳市政协"),
        ("延边州政协", "吉林省延边朝鲜族自治州政协"),
        ("全国政协", "全国政协"),
        ("中国人民政治协商会议第十四届全国委员会", "全国政协"),
        ("中华人民共和国国务院", "国务院"),
        ("国务院办公厅", "国务院办公厅"),
        ("第十四届全国人民代表大会常务委员会", "全国人大常委会"),
        ("2025年宁夏政府", "宁夏回族自治区人民政府"),
        ("北京市人民政府办公厅", "北京市人民政府办公厅"),
        ("重庆市人大", "重庆市人大常委会"),
        ("重庆市第六届人民代表大会常务委员会", "重庆市人大常委会"),
        ("四川省高级人民法院", "四川省高级人民法院"),
        ("资阳市中级人民法院", "四川省资阳市中级人民法院"),
        ("重庆市第一中级人民法院", "重庆市第一中级人民法院"),
        ("重庆市高院", "重庆市高级人民法院"),
        ("北京知识产权法院", "北京知识产权法院"),
        ("海淀区检察院", "北京市海淀区人民检察院"),
        ("最高人民检察院", "最高人民检察院"),
        ("国家发展改革委", "国家发展改革委"),
        ("北京市教育委员会", "北京市教育委员会"),
        ("中共重庆市委", "中共重庆市委"),
    ],
)
def test_a_name_in_any_form(written: str, name: str) -> None:
    organization = parse_organization(written)
    assert organization is not None
    assert organization.name == name


@pytest.mark.parametrize(
    "written",
    ["市政协", "鼓楼区政协", "朝阳政协", "XX市政协", "人民政协报", "新华社", "政协", "人大", "", " ", "重庆日报"],
)
def test_a_name_that_leaves_the_place_open_is_none(written: str) -> None:
    assert parse_organization(written) is None


def test_all_fields_of_an_organization() -> None:
    assert parse_organization("涪陵区政协") == Organization(
        "重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102"
    )
    assert parse_organization("全国政协") == Organization(
        "全国政协", "中国人民政治协商会议全国委员会", (), "政协", "全国", None
    )


def test_year_and_context_settle_a_name() -> None:
    then = parse_organization("重庆市政协", year=1990)
    assert then is not None
    assert then.division == ("四川省", "重庆市")
    near = parse_organization("鼓楼区政协", context={"福州市"})
    assert near is not None
    assert near.division == ("福建省", "福州市", "鼓楼区")


def document(text: str, *furniture: str, file: str = "a.txt", **stated: str) -> CleanDocument:
    lines = tuple(Furniture(line, number) for number, line in enumerate(furniture, 1))
    return CleanDocument(RawDocument(file, text, "text", stated=stated), text, (), lines)


def name_of(text: str, title: str | None = None, *furniture: str, file: str = "a.txt") -> str | None:
    found = find_organization(document(text, *furniture, file=file), title=title, year=2023)
    return found[0].name if found is not None else None


DISTRICT = "区政协常委会认真履职。区政协组织委员视察。我区经济发展。"
COUNCIL_REPORT = "常委会工作报告"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一年来，市政协在中共重庆市委坚强领导下，争取全国政协支持。涪陵区政协、江北区政协配合市政协。", "重庆市政协"),
        ("区政协在中共舟山市定海区委领导下工作，市政协肯定。" + DISTRICT, "浙江省舟山市定海区政协"),
        ("区政协在中共南京市鼓楼区委领导下工作。" + DISTRICT, "江苏省南京市鼓楼区政协"),
        ("区政协在中共鼓楼区委领导下，助力南京都市圈，赴南京江北调研。" + DISTRICT, "江苏省南京市鼓楼区政协"),
        ("县政协在中共云阳县委领导下，得到市政协肯定，县政协服务我县发展。", "重庆市云阳县政协"),
        ("市政协在中共义乌市委领导下工作，配合金华市政协调研，市政协服务我市。", "浙江省金华市义乌市政协"),
        ("省政协在中共四川省委领导下，与成都市政协、资阳市政协联动，省政协服务全省。", "四川省政协"),
        ("州政协在中共延边州委领导下，州政协围绕我州发展，省政协肯定。", "吉林省延边朝鲜族自治州政协"),
        (
            "自治区政协在自治区党委领导下，服务我区。广西政协云上线，广西政协系统联动，桂林市政协配合。",
            "广西壮族自治区政协",
        ),
        ("市政协带领委员，省政协主要领导表扬资阳政协工作，资阳政协成效鲜亮，成都市民称赞，我市。", "四川省资阳市政协"),
        ("區政協在中共長壽區委堅強領導下，長壽區政協認真履職，我區。", "重庆市长寿区政协"),
        (
            "市政协开展工作。会议在资阳市召开，资阳市各界支持，资阳市发展，资阳市提升。成都市支持。市政协，我市。",
            "四川省资阳市政协",
        ),
    ],
)
def test_level_and_place_from_the_whole_text(text: str, name: str) -> None:
    assert name_of(text, COUNCIL_REPORT) == name


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("区政协在中共鼓楼区委领导下工作。" + DISTRICT, COUNCIL_REPORT),
        ("市政协在中共XX市委领导下，赴重庆市政协考察。市政协，我市。", "XX市政协常委会工作报告"),
        ("县政协在中共××县委领导下，赴云阳县政协考察。县政协，我县。", COUNCIL_REPORT),
        ("云阳县政协和垫江县政协。县政协，我县。云阳县政协和垫江县政协。", COUNCIL_REPORT),
        ("在中共西湖区委领导下，组织委员赴江苏省南京市、浙江省杭州市学习考察。" + DISTRICT, COUNCIL_REPORT),
        ("高新区政协工委在市政协领导下履职。" + DISTRICT, "高新区政协工委2023年工作总结"),
        ("市政协开展工作，我市走在前列，市政协赴重庆市考察。", COUNCIL_REPORT),
        ("健康长寿是福，资阳话平安，定海神针。", "长寿之道"),
        ("您提出的提案收悉，感谢市政协。", "关于重庆市政协六届一次会议第0123号提案的答复"),
        ("第一条 由杭州市中级人民法院、人民法院、法院处理。", "某事项补偿条例"),
        ("", None),
    ],
)
def test_nothing_is_guessed(text: str, title: str | None) -> None:
    assert name_of(text, title) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("六届涪陵区政协常委会工作报告", "重庆市涪陵区政协"),
        ("百舸争流——资阳市政协2022年工作综述", "四川省资阳市政协"),
        ("重慶市長壽區政協:書寫新答卷", "重庆市长寿区政协"),
        ("2025年广西政府工作报告", "广西壮族自治区人民政府"),
        ("重庆市2023年政府工作报告", "重庆市人民政府"),
        ("2005年国务院政府工作报告", "国务院"),
        ("最高人民法院工作报告", "最高人民法院"),
        ("重庆市高级人民法院工作报告", "重庆市高级人民法院"),
        ("关于政协重庆市第五届委员会第五次会议以来提案工作情况的报告", "重庆市政协"),
        ("关于政协全国委员会十四届一次会议以来提案工作情况的报告", "全国政协"),
        ("国务院办公厅关于四川省有关问题的函", "国务院办公厅"),
        ("国务院办公厅对全国政协十届四次会议第4626号提案的答复", "国务院办公厅"),
        ("国务院、中央军委关于同意迁址新建的批复", "国务院"),
        ("重庆市人民政府办公厅关于印发某办法的通知", "重庆市人民政府办公厅"),
    ],
)
def test_a_title_that_says_it(title: str, name: str) -> None:
    assert name_of("第一段。", title) == name


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("资阳政协工作总结", "市政协开展工作，我市，市政协。", "四川省资阳市政协"),
        ("资阳政协工作总结", "区政协开展工作，我区，区政协。", "湖南省益阳市资阳区政协"),
        ("资阳政协工作总结", "政协开展工作。", None),
        ("全国政协调研组来资阳调研", "资阳市政协主席陪同。市政协，我市。资阳市政协副主席参加。", "四川省资阳市政协"),
        (
            "重庆市政协来我市考察",
            "资阳市政协主席陪同。市政协，我市。资阳市政协座谈，资阳市政协介绍。",
            "四川省资阳市政协",
        ),
    ],
)
def test_a_title_that_names_half_of_it_or_a_visitor(title: str, text: str, name: str | None) -> None:
    assert name_of(text, title) == name


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "政府工作报告",
            "——2024年在云阳县第十八届人民代表大会第四次会议上\n现在，我代表县人民政府报告工作",
            "重庆市云阳县人民政府",
        ),
        ("政府工作报告", "——在第十一届全国人民代表大会第五次会议上\n现在，我代表国务院，向大会报告工作", "国务院"),
        ("政府工作报告", "——在第十一届全国人民代表大会第五次会议上\n各位代表：", "国务院"),
        (None, "现在，我代表上海市人民政府，向大会报告工作，请政协委员提出意见。", "上海市人民政府"),
        (
            "法院工作报告",
            "——在重庆市涪陵区第六届人民代表大会第四次会议上\n我代表区人民法院报告工作",
            "重庆市涪陵区人民法院",
        ),
        ("工作报告", "我代表中国人民政治协商会议第十四届全国委员会常务委员会，向大会报告工作。", "全国政协"),
        ("市政协会议开幕", "市政协主席代表政协第五届河池市委员会常务委员会作工作报告。", "广西壮族自治区河池市政协"),
        ("市容管理条例", "(2023年9月20日重庆市第六届人民代表大会常务委员会第四次会议通过)", "重庆市人大常委会"),
        ("专利条例", "中华人民共和国国务院令 第706号\n现予公布", "国务院"),
        ("某条例", "索引号\n发文机关：\n国务院\n成文日期", "国务院"),
        ("关于市政协第0123号提案的复函", "提案收悉。\n重庆市教育委员会\n2023年5月6日", "重庆市教育委员会"),
    ],
)
def test_issuer_venue_speaker_and_signature(title: str | None, text: str, name: str) -> None:
    assert name_of(text, title) == name


def test_a_source_counts_only_where_it_agrees_with_the_text() -> None:
    assert name_of(DISTRICT + "涪陵榨菜出名，涪陵发展。", COUNCIL_REPORT, "来源:涪陵政协") == "重庆市涪陵区政协"
    assert name_of(DISTRICT, COUNCIL_REPORT, "来源:舟山市定海区政协") is None
    assert name_of(DISTRICT, COUNCIL_REPORT, "来源:人民政协报 重庆日报") is None


def test_a_file_name_is_the_last_resort() -> None:
    file = "下载/2023年涪陵区政协常委会工作报告.txt"
    assert name_of(DISTRICT, COUNCIL_REPORT, file=file) == "重庆市涪陵区政协"
    assert name_of("区政协在中共定海区委领导下。" + DISTRICT, COUNCIL_REPORT, file=file) == "浙江省舟山市定海区政协"
    assert name_of("市政协工作。市政协，我市。", COUNCIL_REPORT, file=file) is None


def test_stated_metadata_counts_before_the_text_is_weighed() -> None:
    stated = document("区政协在中共定海区委领导下。" + DISTRICT, organization="涪陵区政协")
    found = find_organization(stated, title=COUNCIL_REPORT, year=2023)
    assert found is not None
    assert found[0].name == "重庆市涪陵区政协"
    assert found[1].where == "stated"


def test_a_report_that_names_no_place_takes_that_of_its_neighbour_in_the_file() -> None:
    city, district = parse_organization("重庆市政协"), parse_organization("涪陵区政协")
    part = document("市政协立案1315件，市级部门办理。")
    title = "市政协常委会关于提案工作情况的报告"
    found = find_organization(part, title=title, year=2023, beside=city)
    assert found is not None
    assert found[0] == city
    assert found[1].text == "市政协"
    assert find_organization(part, title=title, year=2023, beside=district) is None
    assert find_organization(part, title=title, year=2023) is None


def test_evidence_quotes_the_original_words_and_their_paragraph() -> None:
    text = "第一段。\n區政協在中共長壽區委堅強領導下，認真履職，區政協，我區。"
    found = find_organization(document(text), title=None, year=2023)
    assert found is not None
    assert (found[1].text, found[1].where) == ("中共長壽區委", "body:2")


def test_the_year_tells_the_former_city_from_the_municipality() -> None:
    found = find_organization(document("工作。"), title="重庆市政协工作报告", year=1990)
    assert found is not None
    assert found[0].division == ("四川省", "重庆市")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("政协成都市武侯区委员会办公室　　2021年9月8日", "四川省成都市武侯区政协"),
        ("四川省资阳市政协研究室编 2021年9月8日", "四川省资阳市政协"),
        ("政协鼓楼区委员会办公室 2021年9月8日", None),
        ("会议通过 2021年9月8日", None),
    ],
)
def test_a_leaflet_names_its_issuer_beside_the_day(line: str, name: str | None) -> None:
    text = f"社情民意信息\n2021年第37期\n{line}\n关于规范电梯管护的建议\n委员反映，应当引起重视。"
    assert name_of(text, "社情民意信息") == name


def test_the_office_that_put_a_report_up_did_not_give_it() -> None:
    text = "发布机构：云阳县人民政府办公室\n政府工作报告\n现在，我代表云阳县人民政府，向大会报告工作。"
    assert name_of(text, "2022年政府工作报告") == "重庆市云阳县人民政府"
