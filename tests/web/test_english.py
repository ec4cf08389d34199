import pytest

from indexer.describe.divisions import candidates
from indexer.describe.organization_names import of_division, parse_organization
from indexer.describe.organizations_central import national
from indexer.models import Organization
from web.english import (
    name_in_english,
    node_in_english,
    organization_in_english,
    session_in_english,
    under_in_english,
)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("全国政协", "National Committee of the CPPCC"),
        ("全国人大常委会", "Standing Committee of the National People’s Congress"),
        ("国务院", "State Council"),
        ("国务院办公厅", "General Office of the State Council"),
        ("最高人民法院", "Supreme People’s Court"),
        ("最高人民检察院", "Supreme People’s Procuratorate"),
        ("教育部", "Ministry of Education"),
        ("国家茶叶局", None),
        ("重庆市政协", "Chongqing Municipal Committee of the CPPCC"),
        ("重庆市涪陵区政协", "Fuling District Committee of the CPPCC, Chongqing"),
        ("四川省政协", "Sichuan Provincial Committee of the CPPCC"),
        ("广西壮族自治区政协", "Guangxi Regional Committee of the CPPCC"),
        ("四川省资阳市政协", "Ziyang Municipal Committee of the CPPCC, Sichuan"),
        ("浙江省舟山市定海区政协", "Dinghai District Committee of the CPPCC, Zhoushan, Zhejiang"),
        (
            "恩施土家族苗族自治州政协",
            "Enshi Tujia and Miao Autonomous Prefecture Committee of the CPPCC, Hubei",
        ),
        ("恩施州利川市政协", "Lichuan Municipal Committee of the CPPCC, Enshi Prefecture, Hubei"),
        ("涪陵区人大常委会", "Standing Committee of the Fuling District People’s Congress, Chongqing"),
        ("保定地区人大工委", "People’s Congress Working Committee for Baoding Prefecture, Hebei"),
        ("保定地区行政公署", "Administrative Office of Baoding Prefecture, Hebei"),
        ("涪陵区人民政府", "Fuling District People’s Government, Chongqing"),
        ("涪陵区人民政府办公室", "General Office of the Fuling District People’s Government, Chongqing"),
        ("雄安新区管委会", "Administrative Committee of Xiong'an New Area, Hebei"),
        ("四川省高级人民法院", "Sichuan High People’s Court"),
        ("四川省资阳市中级人民法院", "Ziyang Intermediate People’s Court, Sichuan"),
        ("重庆市第一中级人民法院", "Chongqing First Intermediate People’s Court"),
        ("重庆市涪陵区人民法院", "Fuling District People’s Court, Chongqing"),
        ("四川省人民检察院", "Sichuan Provincial People’s Procuratorate"),
        ("重庆市人民检察院第一分院", "First Branch of the Chongqing Municipal People’s Procuratorate"),
        ("中共重庆市涪陵区委", "Fuling District Committee of the CPC, Chongqing"),
        ("新疆生产建设兵团", "Xinjiang Production and Construction Corps"),
        ("重庆市教育委员会", None),
        ("安岳县岳阳镇人民政府", None),
        ("两江新区管委会", None),
    ],
)
def test_an_organization_in_english(name: str, english: str | None) -> None:
    organization = parse_organization(name)
    assert organization is not None or english is None
    if organization is not None:
        assert organization_in_english(organization) == english


@pytest.mark.parametrize(
    "name", ["全国政协", "全国人大常委会", "国务院", "国务院办公厅", "最高人民法院", "最高人民检察院"]
)
def test_the_national_bodies_have_their_names(name: str) -> None:
    assert organization_in_english(national(name))


@pytest.mark.parametrize("body", ["政协", "人大", "人民政府", "法院", "检察院"])
@pytest.mark.parametrize(
    "place", ["四川省", "四川省资阳市", "湖北省恩施土家族苗族自治州", "重庆市涪陵区", "锡林郭勒盟", "阿拉善左旗"]
)
def test_every_usual_body_of_a_division_has_a_name(place: str, body: str) -> None:
    organization = parse_organization(f"{place}人民政府")
    assert organization is not None
    division = candidates("".join(organization.division))[0]
    assert organization_in_english(of_division(division, body))


def test_a_given_organization_without_a_known_place_keeps_its_characters() -> None:
    assert organization_in_english(Organization("示例商会", None, (), "其他", None)) is None
    assert name_in_english("示例市政协", ("重庆市",)) is None


@pytest.mark.parametrize(
    ("value", "above", "english"),
    [
        ("全国", "", None),
        ("全国政协", "全国", "National Committee of the CPPCC"),
        ("四川省", "", "Sichuan"),
        ("四川省/资阳市", "四川省", "Ziyang City"),
        ("四川省/资阳市/本级", "四川省/资阳市", None),
        ("四川省资阳市政协", "四川省/资阳市/本级", "Ziyang Municipal Committee of the CPPCC, Sichuan"),
        ("重庆市/涪陵区", "重庆市", "Fuling District"),
        ("重庆市涪陵区政协", "重庆市/涪陵区", "Fuling District Committee of the CPPCC, Chongqing"),
        ("重庆市涪陵区教育委员会", "重庆市/涪陵区", None),
        ("示例商会", "", None),
        ("unknown", "", None),
    ],
)
def test_a_node_of_the_tree_in_english(value: str, above: str, english: str | None) -> None:
    assert node_in_english(value, above) == english


@pytest.mark.parametrize(
    ("value", "above", "divisions", "english"),
    [
        ("四川省资阳市政协", "四川省/资阳市/本级", ["四川省", "资阳市"], "Ziyang Municipal Committee of the CPPCC"),
        ("重庆市涪陵区政协", "重庆市/涪陵区", ["重庆市"], "Fuling District Committee of the CPPCC"),
        ("重庆市涪陵区政协", "重庆市/涪陵区", [], "Fuling District Committee of the CPPCC, Chongqing"),
        ("四川省资阳市安岳县政协", "四川省/资阳市/安岳县", ["四川省"], "Anyue County Committee of the CPPCC, Ziyang"),
        ("四川省资阳市安岳县政协", "四川省/资阳市/安岳县", ["四川省", "资阳市"], "Anyue County Committee of the CPPCC"),
        ("示例商会", "", ["四川省"], None),
    ],
)
def test_a_node_does_not_say_again_what_it_stands_under(
    value: str, above: str, divisions: list[str], english: str | None
) -> None:
    assert under_in_english(value, above, divisions) == english


@pytest.mark.parametrize(
    ("session", "body", "english"),
    [
        ("六届", "政协", "6th committee"),
        ("六届三次会议", "政协", "3rd session, 6th committee"),
        ("十一届一次会议", "政协", "1st session, 11th committee"),
        ("十四届二次会议", "人大", "2nd session, 14th congress"),
        ("二十一届二十二次会议", "人民政府", "22nd session, 21st congress"),
        ("六届常委会第十九次会议", "政协", "19th meeting of the standing committee, 6th committee"),
        ("十届三次会议", None, "3rd session, 10th term"),
        ("一百零三届", None, "103rd term"),
        ("换届会议", "政协", None),
        ("", "政协", None),
    ],
)
def test_a_session_in_english(session: str, body: str | None, english: str | None) -> None:
    assert session_in_english(session, body) == english
