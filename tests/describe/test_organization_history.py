"""Organizations of former divisions: the name of the year, and what took its place."""

import pytest

from indexer.describe.given import read_given
from indexer.describe.organization import parse_organization
from tests.describe.reports import council, describe_text, government, name_of


def council_report(name: str, year: int, level: str = "市") -> str:
    return f"政协{name}委员会常务委员会工作报告\n（{year + 1}年3月6日）\n{year}年，常委会认真履职（示例）。\n{council(level)}"


@pytest.mark.parametrize(
    ("text", "name", "now"),
    [
        (council_report("万县市", 1995), "四川省万县市政协", ("重庆市万州区政协",)),
        (council_report("涪陵市", 1995), "四川省涪陵市政协", ("重庆市涪陵区政协",)),
        (council_report("重庆市", 1990), "四川省重庆市政协", ("重庆市政协",)),
        (council_report("襄樊市", 2005), "湖北省襄樊市政协", ("湖北省襄阳市政协",)),
        (council_report("忻州地区", 1998, "地区"), "山西省忻州地区政协", ("山西省忻州市政协",)),
        (council_report("莱芜市", 2010), "山东省莱芜市政协", ("山东省济南市莱芜区政协",)),
        (council_report("巢湖市", 2008), "安徽省巢湖市政协", ("安徽省合肥市巢湖市政协",)),
        (council_report("巢湖市", 2015), "安徽省合肥市巢湖市政协", ()),
        (council_report("伊克昭盟", 1998, "盟"), "内蒙古自治区伊克昭盟政协", ("内蒙古自治区鄂尔多斯市政协",)),
        (council_report("邯郸地区", 1990, "地区"), "河北省邯郸地区政协", ("河北省邯郸市政协",)),
        (council_report("大庸市", 1992), "湖南省大庸市政协", ("湖南省张家界市政协",)),
        (council_report("江津市", 2003), "重庆市江津市政协", ("重庆市江津区政协",)),
        (council_report("江津区", 2010, "区"), "重庆市江津区政协", ()),
        (council_report("开县", 1995, "县"), "四川省万县市开县政协", ("重庆市开州区政协",)),
        (council_report("开县", 2010, "县"), "重庆市开县政协", ("重庆市开州区政协",)),
        (council_report("郫县", 2012, "县"), "四川省成都市郫县政协", ("四川省成都市郫都区政协",)),
        (council_report("崇文区", 2008, "区"), "北京市崇文区政协", ("北京市东城区政协",)),
        (council_report("锡山市", 1998), "江苏省锡山市政协", None),
        (council_report("资阳市", 2015), "四川省资阳市政协", ()),
    ],
)
def test_the_name_of_the_year_and_todays(text: str, name: str, now: tuple[str, ...] | None) -> None:
    organization = describe_text(text).organization
    assert organization is not None
    if now is not None:
        assert (organization.name, organization.now) == (name, now)
    else:
        assert organization.now


def test_a_government_of_a_former_prefecture() -> None:
    text = (
        "德阳地区\n达川地区行政公署工作报告\n（1997年3月6日）\n1996年，行署工作（示例），全地区发展。\n"
        + government("地区")
    )
    organization = describe_text(text).organization
    assert organization is not None
    assert organization.name == "四川省达川地区行政公署"
    assert organization.now == ("四川省达州市人民政府",)


def test_an_organization_that_is_given_knows_its_heirs() -> None:
    given = read_given({"organization": "四川省万县市政协"}).organization
    assert given is not None
    assert given.now == ("重庆市万州区政协",)


def test_the_year_that_is_given_tells_the_former_organization() -> None:
    given = read_given({"organization": "重庆市政协", "covered_year": 1990}).organization
    assert given is not None
    assert (given.name, given.now) == ("四川省重庆市政协", ("重庆市政协",))
    later = read_given({"organization": "重庆市万州区政协", "covered_year": 1995}).organization
    assert later is not None
    assert (later.name, later.now) == ("重庆市万州区政协", ())


def test_bodies_stay_what_they_are() -> None:
    court = parse_organization("万县市中级人民法院", year=1995)
    assert court is not None
    assert court.now == ("重庆市万州区人民法院",)
    today = parse_organization("资阳市政协")
    assert today is not None
    assert today.now == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("涪陵区政协1996年工作总结\n1996年，区政协（示例）。\n" + council("区"),"重庆市涪陵区政协"),
        ("枳城区政协1996年工作总结\n1996年，区政协（示例）。\n" + council("区"),"四川省涪陵市枳城区政协"),
        ("襄樊市2009年政府工作报告\n（2009年2月3日）\n" + government("市"),"湖北省襄樊市人民政府"),
        ("毕节地区行政公署2009年工作报告\n（2010年2月3日）\n" + government("地区"),"贵州省毕节地区行政公署"),
        ("思茅市2005年政府工作报告\n（2005年2月3日）\n" + government("市"),"云南省思茅市人民政府"),
        ("通县政协1990年工作总结\n1990年，县政协（示例）。\n" + council("县"),"北京市通县政协"),
        ("长安县政协1998年工作总结\n1998年，县政协（示例）。\n" + council("县"),"陕西省西安市长安县政协"),
        ("海南行政区公署1986年工作报告\n（1987年2月3日）\n各县（示例）。",None),
        ("海南省1988年政府工作报告\n（1989年2月3日）\n" + government("省"),"海南省人民政府"),
        ("荆沙市政协1995年工作总结\n1995年，市政协（示例）。\n" + council("市"),"湖北省荆沙市政协"),
    ],
)  # fmt: skip
def test_the_year_of_the_report_chooses_the_division(text: str, name: str | None) -> None:
    assert name_of(text) == name
