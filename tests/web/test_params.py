"""Arguments → state → arguments: nothing is lost, nothing is taken that cannot be served."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.answers import SearchRequest
from indexer.facets import FACETS, YEAR_FACETS
from indexer.models import NOT_APPLICABLE, UNKNOWN
from web import params, spans, states
from web.links import facet_links, written
from web.params import BadArgument, read_state
from web.states import PageState

# What arrives over HTTP holds no lone surrogates.
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_values = _texts.filter(lambda text: text and text not in ("未识别", "不适用"))
_year = st.integers(1949, 2050).map(str)
_spans = st.tuples(st.integers(1949, 2000), st.integers(2001, 2050)).map(lambda span: f"{span[0]}..{span[1]}")
_years = st.one_of(
    _year, _spans, _year.map(lambda year: f"{year}.."), _year.map(lambda year: f"..{year}"), st.just(UNKNOWN)
)


@st.composite
def page_states(draw: st.DrawFn) -> PageState:
    filters, excluded = {}, {}
    for facet in FACETS:
        kind = _years if facet in YEAR_FACETS else _values
        values = draw(st.lists(kind, max_size=4, unique=True))
        several = draw(st.integers(0, len(values)))
        if several:
            filters[facet] = tuple(values[:several])
        if values[several:]:
            excluded[facet] = tuple(values[several:])
    request = SearchRequest(
        query=draw(_texts).strip(),
        filters=filters,
        sort=draw(st.sampled_from(["relevance", "newest", "oldest"])),
        page=draw(st.integers(1, 1000)),
        size=draw(st.integers(1, 100)),
        variants=draw(st.booleans()),
        copies=draw(st.booleans()),
        excluded=excluded,
        section=draw(st.sampled_from(["", "review", "plan"])),
    )
    return PageState(request, draw(st.sampled_from(["covered", "delivered"])), draw(st.sampled_from(["list", "table"])))


def through_url(state: PageState) -> PageState:
    return read_state(MultiDict(parse_qsl(states.query_string(state), keep_blank_values=True)))


def test_what_was_typed_is_kept_after_a_failure() -> None:
    long = "长" * (params.MAX_CHARACTERS + 5)
    kept = params.read_typed(MultiDict([("q", long), ("kind", "讲话"), ("page", "7")]))
    assert kept.request.query == long[: params.MAX_CHARACTERS]
    assert (kept.chosen("kind"), kept.request.page) == (("讲话",), 1)
    assert params.read_typed(MultiDict([("q", " 协商 "), ("covered_year", "22")])) == PageState(SearchRequest("协商"))
    assert params.read_typed(MultiDict([("q", "协商"), ("page", "abc")])) == PageState(SearchRequest("协商"))


@given(page_states())
def test_a_state_survives_its_url(state: PageState) -> None:
    assert through_url(state) == state


@given(page_states(), st.sampled_from([facet for facet in FACETS if facet not in YEAR_FACETS]), _values)
def test_toggling_twice_changes_nothing_but_the_page_and_the_order(state: PageState, facet: str, value: str) -> None:
    once = states.toggled(state, facet, value)
    twice = states.toggled(once, facet, value)
    assert (value in once.chosen(facet)) != (value in state.chosen(facet))
    assert once.request.page == 1
    assert set(twice.chosen(facet)) == set(state.chosen(facet))
    assert {name: twice.chosen(name) for name in FACETS if name != facet} == {
        name: state.chosen(name) for name in FACETS if name != facet
    }
    assert through_url(once) == once


@given(page_states(), st.sampled_from(sorted(YEAR_FACETS)), _year)
def test_toggling_a_year_changes_that_year_alone(state: PageState, facet: str, year: str) -> None:
    after = states.with_values(state, facet, spans.toggled(state.chosen(facet), year))
    every = [str(number) for number in range(1940, 2060)]
    before_years = {number for number in every if spans.holds(state.chosen(facet), number)}
    after_years = {number for number in every if spans.holds(after.chosen(facet), number)}
    assert before_years ^ after_years == {year}
    assert through_url(after) == after


@given(page_states())
def test_every_change_but_paging_goes_back_to_the_first_page(state: PageState) -> None:
    changed = (
        states.sorted_by(state, "newest"),
        states.sized(state, 50),
        states.with_variants(state, False),
        states.cleared(state),
        states.with_exclusions(state, "kind", ("讲话",)),
        states.asking(state, "协商"),
        states.with_section(state, "plan"),
    )
    assert {after.request.page for after in changed} == {1}
    assert states.on_page(state, 7).request.page == 7
    assert states.showing_years(state, "delivered").request == state.request


@given(page_states(), st.sampled_from(FACETS), st.data())
def test_links_of_a_facet_are_those_of_the_states_they_lead_to(
    state: PageState, facet: str, data: st.DataObject
) -> None:
    kind = _years if facet in YEAR_FACETS else _values
    values = data.draw(st.lists(kind, max_size=4, unique=True))
    chosen, excluded = tuple(values[:2]), tuple(values[2:])
    meant = states.with_exclusions(states.with_values(state, facet, chosen), facet, excluded)
    link = facet_links(state, facet)(chosen, excluded)
    assert link == written(*states.pairs(meant))
    assert read_state(MultiDict(parse_qsl(link, keep_blank_values=True))) == meant


def test_links_in_pages_are_light_and_safe() -> None:
    assert written(("q", "协商 a&b=<c>\"'#%+"), ("kind", "讲话")) == "q=协商+a%26b%3D%3Cc%3E%22%27%23%25%2B&kind=讲话"
    assert written(("q", "一\u3000二\n\u202e")) == "q=%E4%B8%80%E3%80%80%E4%BA%8C%0A%E2%80%AE"


def test_a_value_both_chosen_and_excluded_is_refused_but_by_pages() -> None:
    both = MultiDict([("kind", "讲话"), ("kind", "决议"), ("not_kind", "讲话")])
    with pytest.raises(BadArgument, match="讲话") as caught:
        read_state(both)
    assert caught.value.status == 400
    state = params.read_page(both)
    assert (state.chosen("kind"), state.excluded("kind")) == (("决议",), ("讲话",))
    assert state.filtered
    assert not states.cleared(state).filtered
    state = read_state(
        MultiDict([("covered_year", "2020..2022"), ("not_covered_year", "2021"), ("not_kind", "未识别")])
    )
    assert (state.chosen("covered_year"), state.excluded("covered_year")) == (("2020..2022",), ("2021",))
    assert state.excluded("kind") == (UNKNOWN,)


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((), ("", "")),
        (("2022",), ("2022", "2022")),
        (("2020..2022",), ("2020", "2022")),
        (("2020..",), ("2020", "")),
        ((UNKNOWN,), ("", "")),
        (("2019", "2021"), ("", "")),
    ],
)
def test_ends_of_what_is_chosen(values: tuple[str, ...], ends: tuple[str, str]) -> None:
    assert spans.ends(values) == ends


def test_defaults_leave_no_arguments() -> None:
    assert states.query_string(PageState()) == ""


def test_choosing_takes_the_place_of_what_it_narrows() -> None:
    state = read_state(MultiDict([("organization", "重庆市"), ("organization", "四川省")]))
    narrowed = states.toggled(state, "organization", "重庆市/涪陵区", instead_of={"重庆市", "重庆市/涪陵区"})
    assert narrowed.chosen("organization") == ("四川省", "重庆市/涪陵区")


def test_special_values_may_be_written_as_they_are_read() -> None:
    state = read_state(MultiDict([("covered_year", "未识别"), ("covered_year", "不适用"), ("kind", "未识别")]))
    assert state.chosen("covered_year") == (UNKNOWN, NOT_APPLICABLE)
    assert state.chosen("kind") == (UNKNOWN,)


@pytest.mark.parametrize(
    ("unknown", "applies_not"), [("未識別", "不適用"), ("Not identified", "Not applicable"), ("unknown", "n/a")]
)
def test_special_values_may_be_written_as_any_language_reads_them(unknown: str, applies_not: str) -> None:
    state = read_state(MultiDict([("covered_year", unknown), ("covered_year", applies_not), ("kind", unknown)]))
    assert state.chosen("covered_year") == (UNKNOWN, NOT_APPLICABLE)
    assert state.chosen("kind") == (UNKNOWN,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "abc"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "１"),
        ("page", ""),
        ("page", "9" * 5000),
        ("size", "0"),
        ("size", "101"),
        ("sort", "best"),
        ("variants", "yes"),
        ("section", "other"),
        ("section", ""),
        ("years", "published"),
        ("view", "map"),
        ("not_covered_year", "202"),
        ("covered_year", "202"),
        ("covered_year", ".."),
        ("covered_year", "2023..2021"),
        ("delivered_year", "2020...2021"),
        ("source", "长" * 201),
        ("not_source", "长" * 201),
    ],
)
def test_arguments_that_cannot_be_served(name: str, value: str) -> None:
    with pytest.raises(BadArgument) as caught:
        read_state(MultiDict([(name, value)]))
    assert caught.value.status == 400
    assert len(caught.value.message) < 200


def test_too_many_values() -> None:
    with pytest.raises(BadArgument, match="200"):
        read_state(MultiDict([(("source", "not_kind")[number % 2], str(number)) for number in range(201)]))


def test_query_length() -> None:
    assert read_state(MultiDict([("q", "长" * 2000)])).request.query == "长" * 2000
    with pytest.raises(BadArgument) as caught:
        read_state(MultiDict([("q", "长" * 2001)]))
    assert caught.value.status == 413


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020", "2022", ("2020..2022",)),
        ("2022", "2020", ("2020..2022",)),
        ("2021", "2021", ("2021",)),
        ("2021", "", ("2021..",)),
        ("", "2021", ("..2021",)),
        ("", "", ()),
    ],
)
def test_year_form(first: str, last: str, expected: tuple[str, ...]) -> None:
    state = replace(PageState(), years="delivered")
    after = params.with_year_form(state, MultiDict([("from", first), ("to", last)]))
    assert after is not None
    assert after.chosen("delivered_year") == expected
    assert after.chosen("covered_year") == ()
    assert params.with_year_form(state, MultiDict()) is None
