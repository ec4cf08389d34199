"""Facet blocks and chips: what they say and where their links lead."""

from __future__ import annotations

from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from indexer.answers import FacetValue
from indexer.models import NOT_APPLICABLE, UNKNOWN
from tests.web.fake_library import FakeLibrary
from web import bars, create_app, facets, states, tree
from web.bars import Bar
from web.choices import Choice, Paths
from web.facets import Block
from web.params import read_state
from web.states import PageState

HERE = Paths("", "values")


def _state(arguments: str = "") -> PageState:
    return read_state(MultiDict(parse_qsl(arguments)))


def _chosen(url: str, facet: str) -> tuple[str, ...]:
    return _state(url.removeprefix("?")).chosen(facet)


def _block(arguments: str, name: str, values: tuple[FacetValue, ...] | None = None) -> Block:
    state = _state(arguments)
    counted = FakeLibrary().search(state.request).facets if values is None else {name: values}
    return next(block for block in facets.blocks(state, counted, HERE) if block.name == name)


def _find(choices: tuple[Choice, ...], label: str) -> Choice:
    for choice in choices:
        if choice.label == label:
            return choice
        if choice.children and any(_has(child, label) for child in choice.children):
            return _find(choice.children, label)
    raise AssertionError(f"{label} not among {[choice.label for choice in choices]}")


def _has(choice: Choice, label: str) -> bool:
    return choice.label == label or any(_has(child, label) for child in choice.children)


def test_tree_says_each_name_once() -> None:
    block = _block("", "organization")
    chongqing = _find(block.choices, "重庆市")
    assert {child.label for child in chongqing.children} == {
        "重庆市政协（本级）",
        "涪陵区政协",
        "长寿区政协",
        "江津区政协",
    }
    assert _find(block.choices, "江苏省苏州市政协").children == ()
    assert _find(block.choices, "全国政协").count == 5
    assert _find(block.choices, "未识别").special


def test_choosing_below_a_choice_narrows_and_above_it_widens() -> None:
    block = _block("organization=重庆市&organization=四川省", "organization")
    assert _find(block.choices, "重庆市").selected
    assert not _find(block.choices, "重庆市").opened
    assert _chosen(_find(block.choices, "涪陵区政协").url, "organization") == ("四川省", "重庆市涪陵区政协")
    block = _block("organization=重庆市涪陵区政协", "organization")
    assert _find(block.choices, "涪陵区政协").selected
    assert _find(block.choices, "重庆市").opened
    assert _chosen(_find(block.choices, "重庆市").url, "organization") == ("重庆市",)
    assert _chosen(_find(block.choices, "涪陵区政协").url, "organization") == ()


def _lone(chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    """重庆市 with one district and its one organization, as another facet may leave them."""
    node = ()
    for value, label in (
        ("重庆市涪陵区政协", "重庆市涪陵区政协"),
        ("重庆市/涪陵区", "涪陵区"),
        ("重庆市", "重庆市"),
    ):
        node = (FacetValue(value, label, 3, value in chosen, node),)
    return node


def _lines(choices: tuple[Choice, ...]) -> list[tuple[str, bool, bool]]:
    return [
        line
        for choice in choices
        for line in [(choice.label, choice.selected, choice.opened), *_lines(choice.children)]
    ]


def test_a_line_is_not_drawn_on_through_a_choice() -> None:
    assert [line[:2] for line in _lines(_block("", "organization", _lone(())).choices)] == [("重庆市涪陵区政协", False)]
    block = _block("organization=重庆市&covered_year=2022", "organization", _lone(("重庆市",)))
    assert [line[:2] for line in _lines(block.choices)] == [("重庆市", True), ("涪陵区政协", False)]
    assert _chosen(block.choices[0].url, "organization") == ()
    assert _chosen(block.choices[0].children[0].url, "organization") == ("重庆市涪陵区政协",)
    block = _block("organization=重庆市/涪陵区", "organization", _lone(("重庆市/涪陵区",)))
    assert [line[:2] for line in _lines(block.choices)] == [("重庆市 › 涪陵区", True), ("涪陵区政协", False)]
    block = _block("organization=重庆市涪陵区政协", "organization", _lone(("重庆市涪陵区政协",)))
    assert [line[:2] for line in _lines(block.choices)] == [("重庆市涪陵区政协", True)]


def test_an_only_child_of_a_choice_stands_open_in_a_large_tree() -> None:
    others = tuple(FacetValue(f"省{number}", f"省{number}", 1, False) for number in range(tree.SMALL))
    block = _block("organization=重庆市", "organization", (*_lone(("重庆市",)), *others))
    assert _lines(block.choices)[:2] == [("重庆市", True, True), ("涪陵区政协", False, False)]


def test_partial_names_are_shown_as_what_they_were_read_as() -> None:
    state = _state("organization=涪陵&page=1")
    counted = FakeLibrary().search(state.request).facets
    assert facets.settled(state, counted).chosen("organization") == ("重庆市涪陵区政协",)
    (chip,) = facets.chips(facets.settled(state, counted), counted, HERE)
    assert (chip.facet, chip.label) == ("机构", "重庆市涪陵区政协")
    assert chip.url == ""


def test_chips_name_both_years_and_ranges_and_tree_nodes() -> None:
    state = _state(
        "organization=重庆市/涪陵区&organization=重庆市/本级&covered_year=2020..2022&covered_year=unknown&delivered_year=2023.."
    )
    counted = FakeLibrary().search(state.request).facets
    made = facets.chips(state, counted, HERE)
    assert [(chip.facet, chip.label) for chip in made] == [
        ("机构", "重庆市 › 涪陵区"),
        ("机构", "重庆市 › 本级"),
        ("回顾年度", "2020—2022年"),
        ("回顾年度", "未识别"),
        ("报告年份", "2023年及以后"),
    ]
    assert _chosen(made[2].url, "covered_year") == (UNKNOWN,)
    assert _chosen(made[2].url, "delivered_year") == ("2023..",)


def test_one_year_block_with_a_switch_that_converts_nothing() -> None:
    arguments = "covered_year=2021&delivered_year=2022"
    block = _block(arguments, "covered_year")
    assert [(side.label, side.current, side.chosen) for side in block.switch] == [
        ("回顾年度", True, 1),
        ("报告年份", False, 1),
    ]
    other = _state(block.switch[1].url.removeprefix("?"))
    assert (other.years, other.request) == ("delivered", _state(arguments).request)
    names = [made.name for made in facets.blocks(other, FakeLibrary().search(other.request).facets, HERE)]
    assert "delivered_year" in names
    assert "covered_year" not in names


def _bar(block: Block, year: int) -> Bar:
    return next(bar for bar in block.bars if bar.year == year)


def test_years_inside_a_range_are_chosen_and_cut_out_of_it() -> None:
    block = _block("covered_year=2019..2022", "covered_year")
    assert [bar.year for bar in block.bars if bar.chosen] == [2019, 2020, 2021, 2022]
    assert _chosen(_bar(block, 2021).url, "covered_year") == ("2019..2020", "2022")
    assert _chosen(_bar(block, 2023).url, "covered_year") == ("2019..2022", "2023")
    assert _find(block.choices, "不适用").special
    assert block.ends == ("2019", "2022")


def test_bars_stand_for_every_year_between_and_show_how_many_there_are() -> None:
    values = tuple(
        FacetValue(str(year), str(year), count, False) for year, count in ((2020, 64), (2016, 1), (2015, 16))
    )
    block = _block("not_covered_year=2016", "covered_year", (*values, FacetValue(UNKNOWN, "unknown", 5, False)))
    assert [(bar.year, bar.count, bar.height) for bar in block.bars] == [
        (2015, 16, 4),
        (2016, 1, 1),
        (2017, 0, 0),
        (2018, 0, 0),
        (2019, 0, 0),
        (2020, 64, 16),
    ]
    assert [bar.year for bar in block.bars if bar.excluded] == [2016]
    assert _bar(block, 2016).url == ""
    assert [choice.label for choice in block.choices] == ["未识别"]


def test_a_span_of_centuries_is_drawn_from_its_end() -> None:
    values = (FacetValue("2020", "2020", 2, False), FacetValue("1020", "1020", 1, False))
    block = _block("", "covered_year", values)
    assert (len(block.bars), block.bars[-1].year) == (bars.MOST, 2020)
    assert _block("", "covered_year", (FacetValue(UNKNOWN, "unknown", 5, False),)).bars == ()


def test_long_facets_fold_their_rest_but_no_special_values_and_no_choices() -> None:
    values = tuple(FacetValue(f"来源{number}", f"来源{number}", 30 - number, number == 15) for number in range(20))
    special = (FacetValue(UNKNOWN, "unknown", 3, False), FacetValue(NOT_APPLICABLE, "n/a", 1, False))
    block = _block("source=来源15", "source", (*values, *special))
    assert len(block.choices) == facets.SHOWN + 3
    assert [choice.label for choice in block.choices[-3:]] == ["来源15", "未识别", "不适用"]
    assert len(block.rest) == 11
    assert not block.left


def test_what_would_be_too_much_has_to_be_asked_for() -> None:
    values = tuple(FacetValue(f"来源{number}", f"来源{number}", 1, False) for number in range(500))
    block = _block("", "source", values)
    assert (len(block.choices), block.rest, block.left) == (facets.SHOWN, (), 500 - facets.SHOWN)
    assert block.more == "values?facet=source"
    provinces = tuple(
        FacetValue(
            f"省{number}",
            f"省{number}",
            9,
            False,
            tuple(FacetValue(f"省{number}/县{each}", f"县{each}", 1, False) for each in range(9)),
        )
        for number in range(5)
    )
    block = _block("organization=省1/县3", "organization", provinces)
    assert block.searched
    assert [(choice.opened, len(choice.children), bool(choice.more)) for choice in block.choices] == [
        (False, 0, True),
        (True, 9, False),
        *[(False, 0, True)] * 3,
    ]
    assert dict(parse_qsl(block.choices[0].more.partition("?")[2])) == {
        "facet": "organization",
        "under": "省0",
        "organization": "省1/县3",
    }


def test_excluded_values_are_shown_as_such_and_can_be_taken_back() -> None:
    arguments = "not_organization=重庆市/涪陵区&not_kind=讲话&kind=常委会工作报告"
    block = _block(arguments, "kind")
    speeches = _find(block.choices, "讲话")
    assert (speeches.excluded, speeches.selected) == (True, False)
    assert _state(speeches.url.removeprefix("?")).excluded("kind") == ()
    assert not _find(_block(arguments, "organization").choices, "重庆市").excluded
    district = _find(_block(arguments, "organization").choices, "涪陵区")
    assert district.excluded
    assert _state(district.url.removeprefix("?")).excluded("organization") == ()
    state = _state(arguments)
    made = facets.chips(state, FakeLibrary().search(state.request).facets, HERE)
    assert [(chip.facet, chip.label, chip.excluded) for chip in made] == [
        ("机构", "重庆市 › 涪陵区", True),
        ("材料类型", "常委会工作报告", False),
        ("材料类型", "讲话", True),
    ]
    assert _state(made[0].url.removeprefix("?")).excluded("kind") == ("讲话",)


def test_partial_names_are_excluded_as_what_they_were_read_as() -> None:
    state = _state("not_organization=涪陵")
    counted = FakeLibrary().search(state.request).facets
    assert facets.settled(state, counted).excluded("organization") == ("重庆市涪陵区政协",)


def test_counts_of_values_in_view_are_those_of_the_library() -> None:
    library = FakeLibrary()
    state = _state("kind=常委会工作报告")
    for block in facets.blocks(state, library.search(state.request).facets, HERE):
        for choice in (*block.choices, *block.rest):
            if not choice.selected:
                after = _state(choice.url.removeprefix("?"))
                alone = states.with_values(after, block.name, after.chosen(block.name)[-1:])
                assert library.search(alone.request).total == choice.count


def test_what_is_excluded_is_settled_as_the_tree_names_it() -> None:
    state = _state("organization=重庆市&not_organization=涪陵&not_organization=不在此处&page=2")
    page = FakeLibrary().search(state.request)
    settled = facets.settled(state, page.facets)
    assert settled.chosen("organization") == ("重庆市",)
    assert set(settled.excluded("organization")) == {"不在此处", "重庆市涪陵区政协"}
    assert settled.request.page == 2
    assert facets.settled(settled, page.facets) == settled
    assert all("涪陵" not in (hit.metadata.organization.name if hit.metadata.organization else "") for hit in page.hits)


def _in_english(arguments: str) -> tuple[tuple[Block, ...], tuple[facets.Chip, ...]]:
    state = _state(arguments)
    counted = FakeLibrary().search(state.request).facets
    with create_app({"LIBRARY": FakeLibrary()}).test_request_context(headers={"Accept-Language": "en"}):
        return facets.blocks(state, counted, HERE), facets.chips(state, counted, HERE)


def test_names_in_the_tree_have_their_english_without_what_stands_over_them() -> None:
    blocks, chips = _in_english("organization=重庆市/涪陵区&not_organization=四川省/本级")
    choices = blocks[0].choices
    chongqing = _find(choices, "重庆市")
    assert (chongqing.name, chongqing.english) == ("重庆市", "Chongqing")
    assert _find(choices, "四川省").spoken == "Sichuan"
    assert {(child.name, child.itself, child.english) for child in chongqing.children} == {
        ("重庆市政协", True, "Chongqing Municipal Committee of the CPPCC"),
        ("涪陵区", False, "Fuling District"),
        ("长寿区政协", False, "Changshou District Committee of the CPPCC"),
        ("江津区政协", False, "Jiangjin District Committee of the CPPCC"),
    }
    assert [(chip.names, chip.english, chip.excluded) for chip in chips] == [
        (("重庆市", "涪陵区"), "Fuling District", False),
        (("四川省", "This level"), "Sichuan", True),
    ]


def test_sources_are_called_what_the_reports_call_them() -> None:
    state = _state("source=当地日报")
    counted = FakeLibrary().search(state.request).facets
    with create_app({"LIBRARY": FakeLibrary()}).test_request_context(headers={"Accept-Language": "zh-TW"}):
        block = next(block for block in facets.blocks(state, counted, HERE) if block.name == "source")
        chips = facets.chips(state, counted, HERE)
    assert {choice.name for choice in block.choices} >= {"政协办公厅", "人民政协网", "当地日报", "未識別"}
    assert [(chip.facet, chip.label) for chip in chips] == [("來源", "当地日报")]


def test_what_was_looked_for_has_its_whole_name_in_english() -> None:
    client = create_app({"LIBRARY": FakeLibrary()}).test_client()
    page = client.get("/search/facets?facet=organization&prefix=涪陵", headers={"Accept-Language": "en"}).text
    assert '<span class="above">Fuling District Committee of the CPPCC, Chongqing</span>' in page
    assert 'aria-label="Exclude Fuling District Committee of the CPPCC, Chongqing"' in page
