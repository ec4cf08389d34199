"""The table of divisions: names and short forms, years, renames, ambiguity, and that it is what the script makes."""

from pathlib import Path

import pytest

from indexer.data.make_divisions import SOURCE, TABLE, rows
from indexer.describe.divisions import by_code, candidates, choose, forms, read_before, short_form, successors, table
from indexer.describe.divisions_inside import short_names_in, whole_of
from indexer.fold import fold

REGIONS = Path(__file__).parents[3] / "shared" / "regions"


@pytest.mark.parametrize(
    ("name", "path", "level"),
    [
        ("涪陵", ("重庆市", "涪陵区"), "县级"),
        ("重庆市涪陵区", ("重庆市", "涪陵区"), "县级"),
        ("重慶市長壽區", ("重庆市", "长寿区"), "县级"),
        ("四川资阳", ("四川省", "资阳市"), "地市级"),
        ("浙江省舟山市定海区", ("浙江省", "舟山市", "定海区"), "县级"),
        ("舟山定海", ("浙江省", "舟山市", "定海区"), "县级"),
        ("浙江定海区", ("浙江省", "舟山市", "定海区"), "县级"),
        ("仙桃市", ("湖北省", "仙桃市"), "县级"),
        ("浦东", ("上海市", "浦东新区"), "县级"),
        ("内蒙古", ("内蒙古自治区",), "省级"),
        ("新疆", ("新疆维吾尔自治区",), "省级"),
        ("延边", ("吉林省", "延边朝鲜族自治州"), "地市级"),
        ("博州", ("新疆维吾尔自治区", "博尔塔拉蒙古自治州"), "地市级"),
        ("恩施州", ("湖北省", "恩施土家族苗族自治州"), "地市级"),
        ("石柱县", ("重庆市", "石柱土家族自治县"), "县级"),
        ("巴里坤", ("新疆维吾尔自治区", "哈密市", "巴里坤哈萨克自治县"), "县级"),
        ("海南州", ("青海省", "海南藏族自治州"), "地市级"),
        ("雄安", ("河北省", "雄安新区"), "地市级"),
    ],
)
def test_names_short_forms_and_runs(name: str, path: tuple[str, ...], level: str) -> None:
    division = choose(candidates(name))
    assert division is not None
    assert (division.path, division.level) == (path, level)


@pytest.mark.parametrize(
    ("name", "path"),
    [("吉林", ("吉林省",)), ("海南", ("海南省",)), ("西安", ("陕西省", "西安市")), ("长沙", ("湖南省", "长沙市"))],
)
def test_a_province_a_capital_or_the_outer_city_owns_the_short_form(name: str, path: tuple[str, ...]) -> None:
    division = choose(candidates(name))
    assert division is not None
    assert division.path == path


@pytest.mark.parametrize("name", ["鼓楼区", "朝阳", "资阳", "市中区", "城区", "某市", "市", "", "浙江资阳", "涪陵区的"])
def test_what_is_ambiguous_or_no_division_is_none(name: str) -> None:
    assert choose(candidates(name)) is None


def test_context_settles_a_name_that_several_bear() -> None:
    division = choose(candidates("鼓楼区"), context={"南京", "长江"})
    assert division is not None
    assert division.path == ("江苏省", "南京市", "鼓楼区")
    assert choose(candidates("鼓楼区"), context={"南京", "福州"}) is None
    assert choose(candidates("鼓楼区"), context={"重庆"}) is None


def test_the_year_chooses_between_what_was_and_what_is() -> None:
    then, change, now = (choose(candidates("重庆市"), year=year) for year in (1990, 1997, None))
    assert then is not None
    assert then.path == ("四川省", "重庆市")
    assert then.until == 1997
    assert change == now
    assert now is not None
    assert now.path == ("重庆市",)


def test_former_names_are_known_with_their_successors() -> None:
    former = choose(candidates("通什市"))
    assert former is not None
    assert (former.path, former.until) == (("海南省", "通什市"), 2001)
    assert [d.name for d in successors(former)] == ["五指山市"]
    district, renamed, prefecture = (choose(candidates(name)) for name in ("枳城区", "襄樊市", "忻州地区"))
    assert district is not None
    assert [d.path for d in successors(district)] == [("重庆市", "涪陵区")]
    assert renamed is not None
    assert [d.name for d in successors(renamed)] == ["襄阳市"]
    assert prefecture is not None
    assert [d.name for d in successors(prefecture)] == ["忻州市"]


def test_a_code_may_have_been_borne_twice() -> None:
    now, then = by_code("511400"), by_code("511400", 1996)
    assert now is not None
    assert then is not None
    assert (now.name, then.name) == ("眉山市", "涪陵市")
    assert [d.path for d in successors(then)] == [("重庆市", "涪陵区")]
    assert by_code("999999") is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("延边朝鲜族自治州", "延边"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("东乡族自治县", "东乡"),
        ("喀喇沁左翼蒙古族自治县", "喀喇沁左翼"),
        ("大兴安岭地区", "大兴安岭"),
        ("神农架林区", "神农架"),
        ("赵县", "赵县"),
    ],
)
def test_short_forms(name: str, short: str) -> None:
    assert short_form(name) == short
    assert fold(name) in forms(name)


def test_reading_backwards_takes_in_what_is_above_and_nothing_else() -> None:
    text = "赴成都和四川省资阳市"
    reading = read_before(text, len(text))
    assert reading is not None
    assert text[reading.start : reading.end] == "四川省资阳市"
    assert reading.full
    text = "在成都资阳"
    reading = read_before(text, len(text))
    assert reading is not None
    assert (text[reading.start : reading.end], reading.full) == ("资阳", False)
    assert read_before("全市", 2) is None
    assert read_before("", 0) is None


def test_candidates_are_of_all_years() -> None:
    assert {d.name for d in candidates("涪陵")} == {"涪陵区", "涪陵市", "涪陵县", "涪陵地区"}


def test_the_table_is_what_the_script_makes() -> None:
    if not (REGIONS / SOURCE).exists():
        pytest.skip("the listing of divisions lies in ../shared/regions, which is not here")
    made = "".join("\t".join(row) + "\n" for row in rows(REGIONS / SOURCE))
    assert TABLE.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("text", ["高新区", "主城区", "两江新区", "全市矿区"])
def test_a_word_that_ends_like_a_plain_name_is_no_division(text):
    assert read_before(text, len(text)) is None


@pytest.mark.parametrize("text", ["汕尾市城区", "政协城区", "城区"])
def test_a_plain_name_by_itself_is_one(text):
    found = read_before(text, len(text))
    assert found is not None
    assert found.divisions[0].name == "城区"


def test_what_a_division_lies_in() -> None:
    county = choose(candidates("安岳县"))
    assert county is not None
    city = whole_of(county)
    assert city is not None
    assert city.path == ("四川省", "资阳市")
    province = whole_of(city)
    assert province is not None
    assert whole_of(province) is None


def test_short_names_in_a_text_stand_also_inside_words_and_beside_other_planes() -> None:
    found = dict(short_names_in("𠀀安岳柠檬，国泰民安宁静"))
    assert sorted(found) == ["安宁", "安岳"]
    assert {d.name for d in found["安岳"]} == {"安岳县"}
    assert dict(short_names_in("")) == {}


def test_every_former_division_has_heirs() -> None:
    former = [d for same in table().by_code.values() for d in same if d.until is not None]
    assert [d.path for d in former if not successors(d)] == []


def test_a_code_that_was_given_again_is_no_successor() -> None:
    """511423 was 武隆县 until 1997 and is 洪雅县 since 2000."""
    for name in ("武隆县", "涪陵地区"):
        for division in candidates(name):
            assert {heir.path[0] for heir in successors(division)} == {"重庆市"}
    last = choose(candidates("武隆县"))
    assert last is not None
    assert last.path == ("重庆市", "武隆县")


def test_the_end_of_a_word_is_no_county() -> None:
    assert read_before("关于召开县", 5) is None
    assert read_before("各界响应县", 5) is None
    found = read_before("在开县", 3)
    assert found is not None
    assert found.divisions[0].name == "开县"
