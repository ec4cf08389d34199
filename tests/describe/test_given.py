"""What a person gave wins, and must be right."""

import pytest

from indexer.describe import describe
from indexer.describe.given import read_given
from indexer.errors import ReadError
from indexer.models import Organization


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("covered_year", 20233),
        ("covered_year", "去年"),
        ("delivered_year", True),
        ("covered_from", 1848),
        ("published", "2023-02-30"),
        ("published", 2023),
        ("retrieved", "2023-02-30"),
        ("retrieved", "去年"),
        ("kind", "工作报告"),
        ("script", "zh"),
        ("completeness", "完整"),
        ("title", 5),
        ("organization", 5),
    ],
)
def test_wrong_values_are_refused_by_name(key, value):
    with pytest.raises(ReadError, match=key) as caught:
        read_given({key: value})
    assert caught.value.stage == "describe"


def test_a_span_must_not_run_backwards():
    with pytest.raises(ReadError, match="covered_from"):
        read_given({"covered_from": 2023, "covered_year": 2022})


def test_given_values_win_over_the_text(make_document):
    given = {
        "title": "我的标题",
        "organization": "重庆市涪陵区政协",
        "kind": "讲话",
        "covered_year": "2019年",
        "covered_from": 2017,
        "delivered_year": 2020,
        "published": "2020/1/5",
        "retrieved": "2025年3月6日",
        "session": "五届四次会议",
        "completeness": "节选/残缺",
        "source": "自存",
        "script": "Hant",
        "url": None,
        "note": "not ours",
    }
    document = make_document("资阳市政协2022年工作综述", "来源:资阳日报", "一年来,市政协扎实履职。", given=given)
    metadata = describe(document)
    assert metadata.organization is not None
    assert metadata.organization.name == "重庆市涪陵区政协"
    assert (metadata.title, metadata.kind, metadata.session) == ("我的标题", "讲话", "五届四次会议")
    assert (metadata.covered_from, metadata.covered_year, metadata.delivered_year) == (2017, 2019, 2020)
    assert metadata.completeness == "节选/残缺"
    assert (metadata.published, metadata.source, metadata.script) == ("2020-01-05", "自存", "Hant")
    assert metadata.retrieved == "2025-03-06"
    assert {metadata.evidence[key].where for key, value in given.items() if value and key != "note"} == {"given"}


def test_an_organization_of_which_everything_is_given(make_document):
    given = {"organization": "江川区政协", "division": ["云南省", "玉溪市", "江川区"], "body": "政协", "level": "县级"}
    organization = describe(make_document("报告", given=given)).organization
    assert organization is not None
    assert (organization.name, organization.division) == ("云南省玉溪市江川区政协", ("云南省", "玉溪市", "江川区"))


def test_a_division_is_a_list():
    with pytest.raises(ReadError, match="division"):
        read_given({"organization": "江川区政协", "division": "云南省", "body": "政协", "level": "县级"})


@pytest.mark.parametrize(
    "name",
    [
        "全国",
        "重庆市",
        "重慶",
        "四川省资阳市",
        "四川省 资阳市",
        "四川省/资阳市",
        "四川省/资阳市/本级",
        "本级",
        "unknown",
        "n/a",
        "未识别",
        "未来省",
        "某" * 30_000,
    ],
)
def test_what_names_no_organization_is_refused(name):
    with pytest.raises(ReadError, match="organization") as caught:
        read_given({"organization": name, "division": ["未来省", "未来市"]})
    assert caught.value.stage == "describe"
    assert len(caught.value.reason) < 300


@pytest.mark.parametrize(
    "division", [["四川省/资阳市"], ["四川省", "本级"], ["全国", "四川省"], ["四川省", " "], ["unknown"]]
)
def test_a_division_of_nodes_that_are_no_places_is_refused(division):
    with pytest.raises(ReadError, match="division"):
        read_given({"organization": "未来市政协", "division": division})


def test_the_nation_is_no_division():
    organization = read_given({"organization": "全国政协", "division": ["全国"]}).organization
    assert organization is not None
    assert (organization.name, organization.division, organization.level) == ("全国政协", (), "全国")


def test_a_division_given_tells_places_of_one_name_apart():
    given = {"organization": "鼓楼区政协", "division": ["江苏省", "南京市", "鼓楼区"]}
    organization = read_given(given).organization
    assert organization is not None
    assert (organization.name, organization.level) == ("江苏省南京市鼓楼区政协", "县级")


@pytest.mark.parametrize("level", ["省级", "地市级"])
def test_a_level_that_means_a_place_is_dropped_without_one(level):
    expected = Organization("未来市政协", None, (), "政协", None)
    assert read_given({"organization": "未来市政协", "level": level}).organization == expected
    organization = read_given({"organization": "重庆市涪陵区政协", "level": level}).organization
    assert organization is not None
    assert (organization.division, organization.level) == (("重庆市", "涪陵区"), level)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"organization": "某某公司"}, Organization("某某公司", None, (), "其他", None)),
        (
            {"organization": "未来市人民代表大会常务委员会"},
            Organization("未来市人民代表大会常务委员会", None, (), "人大", None),
        ),
        (
            {"organization": "未来市政协", "division": ["未来省", "未来市"], "level": "地市级"},
            Organization("未来市政协", None, ("未来省", "未来市"), "政协", "地市级"),
        ),
    ],
)
def test_an_organization_we_do_not_know_keeps_its_name(stated, expected):
    assert read_given(stated).organization == expected


def test_an_organization_without_a_place_has_sessions_too(make_document) -> None:
    document = make_document(
        "鼓楼区政协常委会工作报告",
        "——在政协鼓楼区第十一届委员会第一次会议上",
        "各位委员：一年来，区政协认真履职（示例）。",
        given={"organization": "市政协"},
    )
    metadata = describe(document)
    assert metadata.organization is not None
    assert metadata.organization.name == "市政协"
