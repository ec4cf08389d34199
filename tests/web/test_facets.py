"""Facet blocks and chips: what they say and where their links lead."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import MultiDict

from indexer.answers import FacetValue
from indexer.facets import FACETS
from indexer.models import NOT_APPLICABLE, UNKNOWN
from tests.web.fake_library import FakeLibrary
from web import facets, params
from web.facets import Block, Choice
from web.params import PageState, read_state


def _state(arguments: str = "") -> PageState:
    return read_state(MultiDict(parse_qsl(arguments)))


def _chosen(url: str, facet: str) -> tuple[str, ...]:
    return _state(url).chosen(facet)


def _block(arguments: str, name: str, values: tuple[FacetValue, ...] | None = None) -> Block:
    state = _state(arguments)
    counted = FakeLibrary().search(state.request).facets if values is None else {name: values}
    return next(block for block in facets.blocks(state, counted, params.query_string) if block.name == name)


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
    others = tuple(FacetValue(f"省{number}", f"省{number}", 1, False) for number in range(facets.SMALL_TREE))
    block = _block("organization=重庆市", "organization", (*_lone(("重庆市",)), *others))
    assert _lines(block.choices)[:2] == [("重庆市", True, True), ("涪陵区政协", False, False)]


def test_partial_names_are_shown_as_what_they_were_read_as() -> None:
    state = _state("organization=涪陵&page=1")
    counted = FakeLibrary().search(state.request).facets
    assert facets.settled(state, counted).chosen("organization") == ("重庆市涪陵区政协",)
    (chip,) = facets.chips(facets.settled(state, counted), counted, params.query_string)
    assert (chip.facet, chip.label) == ("机构", "重庆市涪陵区政协")
    assert chip.url == ""


def test_chips_name_both_years_and_ranges_and_tree_nodes() -> None:
    state = _state(
        "organization=重庆市/涪陵区&organization=重庆市/本级&covered_year=2020..2022&covered_year=unknown&delivered_year=2023.."
    )
    counted = FakeLibrary().search(state.request).facets
    made = facets.chips(state, counted, params.query_string)
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
    other = _state(block.switch[1].url)
    assert (other.years, other.request) == ("delivered", _state(arguments).request)
    names = [made.name for made in facets.blocks(other, FakeLibrary().search(other.request).facets, str)]
    assert "delivered_year" in names
    assert "covered_year" not in names


def test_years_inside_a_range_are_chosen_and_cut_out_of_it() -> None:
    block = _block("covered_year=2019..2022", "covered_year")
    assert [choice.label for choice in block.choices if choice.selected] == ["2022年", "2021年", "2020年", "2019年"]
    assert _chosen(_find(block.choices, "2021年").url, "covered_year") == ("2019..2020", "2022")
    assert _find(block.choices, "不适用").special


def test_long_facets_fold_their_rest_but_no_special_values() -> None:
    values = tuple(FacetValue(f"来源{number}", f"来源{number}", 30 - number, number == 15) for number in range(20))
    special = (FacetValue(UNKNOWN, "unknown", 3, False), FacetValue(NOT_APPLICABLE, "n/a", 1, False))
    block = _block("source=来源15", "source", (*values, *special))
    assert len(block.choices) == facets.SHOWN + 2
    assert [choice.label for choice in block.choices[-2:]] == ["未识别", "不适用"]
    assert len(block.rest) == 12
    assert block.rest_opened
    assert _find(block.rest, "来源15").selected


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "q=a%26b&page=3",
        "kind=常委会工作报告&source=x",
        "organization=重庆市",
        "covered_year=2021..2022&delivered_year=2024",
    ],
)
def test_links_are_those_of_the_states_that_they_lead_to(arguments: str) -> None:
    """Links are put together of parts; each must be what its own state would be written as."""
    state = _state(arguments)
    hostile = FacetValue('甲&乙=丙 "<丁>" +', "", 1, False)
    counted = FakeLibrary().search(state.request).facets
    for block in facets.blocks(state, {**counted, "source": (*counted["source"], hostile)}, params.query_string):
        for choice in _all((*block.choices, *block.rest)):
            assert params.query_string(_state(choice.url)) == choice.url
            assert _chosen(choice.url, block.name) != state.chosen(block.name)
            assert [_chosen(choice.url, name) for name in FACETS if name != block.name] == [
                state.chosen(name) for name in FACETS if name != block.name
            ]


def _all(choices: tuple[Choice, ...]) -> Iterator[Choice]:
    for choice in choices:
        yield choice
        yield from _all(choice.children)


def test_counts_of_values_in_view_are_those_of_the_library() -> None:
    library = FakeLibrary()
    state = _state("kind=常委会工作报告")
    for block in facets.blocks(state, library.search(state.request).facets, params.query_string):
        for choice in (*block.choices, *block.rest):
            if not choice.selected:
                after = _state(choice.url)
                alone = params.with_values(after, block.name, after.chosen(block.name)[-1:])
                assert library.search(alone.request).total == choice.count
