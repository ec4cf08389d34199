"""Request arguments ↔ what is asked for: the whole state of a search page stands in its URL.

Facet names are argument names too, and stand in a URL in the order in which the page shows them.

Every function here is pure; a state that is changed in any way but its page goes back to page 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote_plus, urlencode

from werkzeug.datastructures import MultiDict

from indexer.answers import SearchRequest
from indexer.facets import FACETS, YEAR_FACETS
from indexer.models import NOT_APPLICABLE, UNKNOWN
from indexer.query import MAX_CHARACTERS
from web.labels import FIELDS, SORTS, SPECIAL_VALUES, shortened

YEAR_SWITCH: Final = {"covered": "covered_year", "delivered": "delivered_year"}
"""Value of the argument ``years`` → the year facet that the page shows."""
SIZES: Final = (10, 20, 50, 100)
"""Page sizes that are offered; any from 1 to the largest is taken."""
DEFAULT_SIZE: Final = SIZES[0]

MAX_VALUE: Final = 200
"""Characters of one facet value."""
MAX_VALUES: Final = 200
"""Chosen values of all facets together."""

_ARGUMENTS: Final = frozenset({"q", *FACETS, "years", "sort", "page", "size", "variants", "copies"})
_SPOKEN: Final = {label: value for value, label in SPECIAL_VALUES.items()}
"""未识别 and 不适用 may be written as they are read."""
_YEAR: Final = re.compile(r"[0-9]{4}")
_YEARS: Final = re.compile(r"([0-9]{4})?\.\.([0-9]{4})?")
_UNQUOTED: Final = ".,"
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


class BadArgument(Exception):
    """An argument that cannot be served; ``status`` is the HTTP status to answer with."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class PageState:
    """Everything a search page's URL says."""

    request: SearchRequest = field(default_factory=SearchRequest)
    years: str = "covered"
    """Which year facet the page shows: a key of ``YEAR_SWITCH``."""

    @property
    def year_facet(self) -> str:
        return YEAR_SWITCH[self.years]

    def chosen(self, facet: str) -> tuple[str, ...]:
        return self.request.filters.get(facet, ())

    @property
    def filtered(self) -> bool:
        return any(self.request.filters.values())


# ------------------------------------------------------------------------------------ arguments → state


def read_state(arguments: MultiDict[str, str]) -> PageState:
    """The state that request arguments say; arguments of other names are passed over.

    Raises BadArgument (413 for a query over ``MAX_CHARACTERS`` characters, else 400).
    """
    query = arguments.get("q", "").strip()
    if len(query) > MAX_CHARACTERS:
        raise BadArgument(
            f"检索词有 {len(query):,} 个字符，最多 {MAX_CHARACTERS:,} 个。请截取其中最要紧的一段再查。", 413
        )
    request = SearchRequest(
        query=query,
        filters=_filters(arguments),
        sort=_one_of("sort", arguments.get("sort", "relevance"), SORTS),
        page=_number("page", arguments.get("page", "1"), 999_999_999),
        size=_number("size", arguments.get("size", str(DEFAULT_SIZE)), SIZES[-1]),
        variants=_one_of("variants", arguments.get("variants", "1"), ("0", "1")) == "1",
        copies=_one_of("copies", arguments.get("copies", "0"), ("0", "1")) == "1",
    )
    return PageState(request, _one_of("years", arguments.get("years", "covered"), YEAR_SWITCH))


def read_typed(arguments: MultiDict[str, str]) -> PageState:
    """A state to go on from after a failure: the query, cut to ``MAX_CHARACTERS``, with what else can be served."""
    query = arguments.get("q", "").strip()[:MAX_CHARACTERS]
    others = MultiDict([(name, value) for name, value in arguments.items(multi=True) if name not in ("q", "page")])
    try:
        return asking(read_state(others), query)
    except BadArgument:
        return asking(PageState(), query)


def refuse_unknown(names: Iterable[str]) -> None:
    """Raises BadArgument for an argument that means nothing here: a misspelt filter must not widen an answer."""
    unknown = sorted(set(names) - _ARGUMENTS)
    if unknown:
        known = "、".join(sorted(_ARGUMENTS))
        raise BadArgument(f"不认识的参数：{_shortened(unknown[0])}。可用的参数：{known}。")


def with_year_form(state: PageState, arguments: MultiDict[str, str]) -> PageState | None:
    """The state after the form “自 … 至 …” of the year block, None where that form was not sent."""
    if "from" not in arguments and "to" not in arguments:
        return None
    first, last = (arguments.get(name, "").strip() for name in ("from", "to"))
    for year in (first, last):
        if year and not _YEAR.fullmatch(year):
            raise BadArgument(f"年份应是四位数字，如 2022；收到的是“{_shortened(year)}”。")
    if first and last and first > last:
        first, last = last, first
    years = first if first == last else f"{first}..{last}"
    return with_values(state, state.year_facet, (years,) if years else ())


def _filters(arguments: MultiDict[str, str]) -> dict[str, tuple[str, ...]]:
    filters = {}
    for facet in FACETS:
        typed = (_SPOKEN.get(value, value) for value in arguments.getlist(facet) if value)
        values = tuple(dict.fromkeys(typed))
        for value in values:
            if len(value) > MAX_VALUE:
                raise BadArgument(f"{FIELDS[facet]}的一个取值超过 {MAX_VALUE} 个字符：{_shortened(value)}")
            if facet in YEAR_FACETS:
                _check_years(facet, value)
        if values:
            filters[facet] = values
    if sum(map(len, filters.values())) > MAX_VALUES:
        raise BadArgument(f"选定的筛选条件超过 {MAX_VALUES} 个，请减少一些。")
    return filters


def _check_years(facet: str, value: str) -> None:
    span = _YEARS.fullmatch(value)
    if value in (UNKNOWN, NOT_APPLICABLE) or _YEAR.fullmatch(value):
        return
    if span is None or value == ".." or (span[1] and span[2] and span[1] > span[2]):
        raise BadArgument(f"{FIELDS[facet]}应写作 2022、2020..2022、2020.. 或 ..2022；收到的是“{_shortened(value)}”。")


def _one_of(name: str, value: str, known: Collection[str]) -> str:
    if value not in known:
        raise BadArgument(f"参数 {name} 只能是 {'、'.join(known)} 之一；收到的是“{_shortened(value)}”。")
    return value


def _number(name: str, value: str, most: int) -> int:
    if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= most:
        raise BadArgument(f"参数 {name} 应是 1 到 {most:,} 的整数；收到的是“{_shortened(value)}”。")
    return int(value)


def _shortened(value: str) -> str:
    return shortened(value, 40)


# ------------------------------------------------------------------------------------ state → arguments


def pairs(state: PageState) -> list[tuple[str, str]]:
    """The arguments that say this state, in a settled order; what is as by default is left out."""
    request = state.request
    found = [("q", request.query)] if request.query else []
    found += [(facet, value) for facet in FACETS for value in state.chosen(facet)]
    plain = PageState()
    settings = (
        ("years", state.years, plain.years),
        ("sort", request.sort, plain.request.sort),
        ("page", str(request.page), "1"),
        ("size", str(request.size), str(DEFAULT_SIZE)),
        ("variants", str(int(request.variants)), "1"),
        ("copies", str(int(request.copies)), "0"),
    )
    return found + [(name, value) for name, value, default in settings if value != default]


def query_string(state: PageState) -> str:
    """The state as it stands behind the “?” of a URL; empty for the page without any choice."""
    return urlencode(pairs(state), safe=_UNQUOTED)


def quoted(value: str) -> str:
    """A value as ``query_string`` writes it."""
    return quote_plus(value, safe=_UNQUOTED)


# ---------------------------------------------------------------------------------------- changed states


def on_page(state: PageState, page: int) -> PageState:
    return replace(state, request=replace(state.request, page=page))


def asking(state: PageState, query: str) -> PageState:
    return replace(state, request=replace(state.request, query=query, page=1))


def sorted_by(state: PageState, sort: str) -> PageState:
    return replace(state, request=replace(state.request, sort=sort, page=1))


def sized(state: PageState, size: int) -> PageState:
    return replace(state, request=replace(state.request, size=size, page=1))


def with_variants(state: PageState, variants: bool) -> PageState:
    return replace(state, request=replace(state.request, variants=variants, page=1))


def with_copies(state: PageState, copies: bool) -> PageState:
    return replace(state, request=replace(state.request, copies=copies, page=1))


def showing_years(state: PageState, years: str) -> PageState:
    """The same choices with the other year facet in view: neither is turned into the other."""
    return replace(state, years=years)


def cleared(state: PageState) -> PageState:
    """The state without any chosen facet value."""
    return replace(state, request=replace(state.request, filters={}, page=1))


def toggled(state: PageState, facet: str, value: str, *, instead_of: Collection[str] = ()) -> PageState:
    """The state with ``value`` chosen, or no longer chosen; choosing it drops the values of ``instead_of``."""
    chosen = state.chosen(facet)
    if value in chosen:
        return with_values(state, facet, tuple(other for other in chosen if other != value))
    return with_values(state, facet, (*(other for other in chosen if other not in instead_of), value))


def toggled_year(state: PageState, facet: str, value: str) -> PageState:
    """As ``toggled``, but a year that stands inside a chosen span is cut out of it."""
    if not _YEAR.fullmatch(value) or not year_chosen(state, facet, value):
        return toggled(state, facet, value)
    kept: list[str] = []
    for chosen in state.chosen(facet):
        kept += _span_without(chosen, int(value))
    return with_values(state, facet, tuple(dict.fromkeys(kept)))


def year_chosen(state: PageState, facet: str, value: str) -> bool:
    """Whether a year, or a special value, is chosen by itself or inside a span."""
    return any(chosen == value or _span_holds(chosen, value) for chosen in state.chosen(facet))


def with_values(state: PageState, facet: str, values: tuple[str, ...]) -> PageState:
    """The state with these values, and no others, chosen in a facet."""
    filters = {**state.request.filters, facet: values}
    in_order = {name: filters[name] for name in FACETS if filters.get(name)}
    return replace(state, request=replace(state.request, filters=in_order, page=1))


def _span_holds(chosen: str, year: str) -> bool:
    span = _YEARS.fullmatch(chosen)
    return bool(span and _YEAR.fullmatch(year) and (span[1] or "0000") <= year <= (span[2] or "9999"))


def _span_without(chosen: str, year: int) -> list[str]:
    if chosen == f"{year:04}":
        return []
    if not _span_holds(chosen, f"{year:04}"):
        return [chosen]
    first, _, last = chosen.partition("..")
    before = _span(first, f"{year - 1:04}") if year > int(first or 0) else None
    after = _span(f"{year + 1:04}", last) if year < int(last or 9999) else None
    return [part for part in (before, after) if part]


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"
