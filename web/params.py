"""Request arguments → what is asked for. Functions are pure, and raise BadArgument for what cannot be served."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from werkzeug.datastructures import MultiDict

from indexer.answers import SearchRequest
from indexer.facets import FACETS, YEAR_FACETS
from indexer.messages import Message, said
from indexer.models import NOT_APPLICABLE, UNKNOWN
from indexer.query import MAX_CHARACTERS
from web.arguments import (
    COPIES,
    MAX_VALUE,
    MAX_VALUES,
    NOT,
    PAGE,
    SECTION,
    SIZE,
    SORT,
    VARIANTS,
    VIEW,
    YEARS,
    Argument,
)
from web.labels import SPECIAL_VALUES, named, named_value, shortened
from web.language import in_every_language
from web.spans import SPAN, YEAR, span
from web.states import PageState, asking, with_values

_NUMBER: Final = re.compile(r"[0-9]{1,9}")


class BadArgument(Exception):
    """An argument that cannot be served; ``status`` is the HTTP status to answer with, ``argument`` the name of the
    one to blame, None where that is several together. ``message`` is said in the language of whoever asked."""

    def __init__(self, message: Message, status: int = 400, argument: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.argument = argument


def read_state(arguments: MultiDict[str, str]) -> PageState:
    """The state that request arguments say; arguments of other names are passed over.

    Raises BadArgument (413 for a query over ``MAX_CHARACTERS`` characters, else 400).
    """
    filters, excluded = _filters(arguments, ""), _filters(arguments, NOT)
    _check_together(filters, excluded)
    request = SearchRequest(
        query=_query("q", arguments),
        filters=filters,
        excluded=excluded,
        sort=one_of(SORT, arguments),
        page=number(PAGE, arguments),
        size=number(SIZE, arguments),
        variants=one_of(VARIANTS, arguments) == "1",
        copies=one_of(COPIES, arguments) == "1",
        section=one_of(SECTION, arguments),
    )
    return PageState(request, one_of(YEARS, arguments), one_of(VIEW, arguments))


def read_page(arguments: MultiDict[str, str]) -> PageState:
    """As ``read_state``, for pages: their buttons that exclude a value send it beside what is chosen, and excluding wins."""
    left_out = {(facet, value) for facet in FACETS for value in arguments.getlist(NOT + facet)}
    kept = [(name, value) for name, value in arguments.items(multi=True) if (name, value) not in left_out]
    return read_state(MultiDict(kept))


def read_find(arguments: MultiDict[str, str]) -> str:
    """What is looked for in one report. Raises BadArgument (413) where it is too long."""
    return _query("find", arguments)


def _query(name: str, arguments: MultiDict[str, str]) -> str:
    query = arguments.get(name, "").strip()
    if len(query) > MAX_CHARACTERS:
        raise BadArgument(
            said(
                "检索词有 %(count)s 个字符，最多 %(most)s 个。请截取其中最要紧的一段再查。",
                count=f"{len(query):,}",
                most=f"{MAX_CHARACTERS:,}",
            ),
            413,
            name,
        )
    return query


def read_typed(arguments: MultiDict[str, str]) -> PageState:
    """A state to go on from after a failure: the query, cut to ``MAX_CHARACTERS``, with what else can be served."""
    query = arguments.get("q", "").strip()[:MAX_CHARACTERS]
    others = MultiDict([(name, value) for name, value in arguments.items(multi=True) if name not in ("q", "page")])
    try:
        return asking(read_state(others), query)
    except BadArgument:
        return asking(PageState(), query)


def refuse_unknown(arguments: MultiDict[str, str], known: Mapping[str, Argument]) -> None:
    """Raises BadArgument for an argument that means nothing here, since a misspelt filter must not widen an answer,
    and for one that is given several times where only one can be meant."""
    unknown = sorted(arguments.keys() - known.keys())
    if unknown:
        raise BadArgument(
            said(
                "不认识的参数：%(name)s。可用的参数：%(names)s。",
                name=_shortened(unknown[0]),
                names=tuple(sorted(known)),
            ),
            argument=_shortened(unknown[0]),
        )
    for name, values in arguments.lists():
        if len(values) > 1 and not known[name].repeated:
            raise BadArgument(
                said("参数 %(name)s 只能给一次，收到了 %(count)s 次。", name=name, count=len(values)), argument=name
            )


def with_year_form(state: PageState, arguments: MultiDict[str, str]) -> PageState | None:
    """The state after the form “自 … 至 …” of the year block, None where that form was not sent."""
    if "from" not in arguments and "to" not in arguments:
        return None
    first, last = (arguments.get(name, "").strip() for name in ("from", "to"))
    for year in (first, last):
        if year and not YEAR.fullmatch(year):
            raise BadArgument(said("年份应是四位数字，如 2022；收到的是“%(value)s”。", value=_shortened(year)))
    if first and last and first > last:
        first, last = last, first
    years = span(first, last)
    return with_values(state, state.year_facet, (years,) if years else ())


@cache
def _spoken() -> dict[str, str]:
    """未识别 and 不适用 may be written as they are read, in any of the interface's languages."""
    return {read: value for value, label in SPECIAL_VALUES.items() for read in in_every_language(label)}


def _filters(arguments: MultiDict[str, str], prefix: str) -> dict[str, tuple[str, ...]]:
    filters = {}
    for facet in FACETS:
        typed = (_spoken().get(value, value) for value in arguments.getlist(prefix + facet) if value)
        values = tuple(dict.fromkeys(typed))
        for value in values:
            if len(value) > MAX_VALUE:
                raise BadArgument(
                    said(
                        "%(field)s的一个取值超过 %(most)s 个字符：%(value)s",
                        field=named(facet),
                        most=MAX_VALUE,
                        value=_shortened(value),
                    ),
                    argument=prefix + facet,
                )
            if facet in YEAR_FACETS:
                _check_years(facet, value, prefix + facet)
        if values:
            filters[facet] = values
    return filters


def _check_together(filters: Mapping[str, tuple[str, ...]], excluded: Mapping[str, tuple[str, ...]]) -> None:
    if sum(map(len, (*filters.values(), *excluded.values()))) > MAX_VALUES:
        raise BadArgument(said("选定和排除的筛选条件超过 %(most)s 个，请减少一些。", most=MAX_VALUES))
    for facet, values in filters.items():
        for value in values:
            if value in excluded.get(facet, ()):
                raise BadArgument(
                    said(
                        "%(field)s“%(value)s”不能既选定又排除。",
                        field=named(facet),
                        value=named_value(_shortened(value)),
                    )
                )


def _check_years(facet: str, value: str, argument: str) -> None:
    found = SPAN.fullmatch(value)
    if value in (UNKNOWN, NOT_APPLICABLE) or YEAR.fullmatch(value):
        return
    if found is None or value == ".." or (found[1] and found[2] and found[1] > found[2]):
        raise BadArgument(
            said(
                "%(field)s应写作 2022、2020..2022、2020.. 或 ..2022；收到的是“%(value)s”。",
                field=named(facet),
                value=_shortened(value),
            ),
            argument=argument,
        )


def one_of(argument: Argument, arguments: MultiDict[str, str]) -> str:
    """The choice that is made for an argument, or its default, "" where there is none. Raises BadArgument for what is none
    of its choices."""
    value = arguments.get(argument.name, argument.default or "")
    if argument.name not in arguments and not argument.required:
        return value
    if value not in argument.choices:
        raise BadArgument(
            said(
                "参数 %(name)s 只能是 %(known)s 之一；收到的是“%(value)s”。",
                name=argument.name,
                known=argument.choices,
                value=_shortened(value),
            ),
            argument=argument.name,
        )
    return value


def number(argument: Argument, arguments: MultiDict[str, str]) -> int:
    """The number that is given for an argument, or its default. Raises BadArgument for what is outside its bounds."""
    value = arguments.get(argument.name, argument.default or "")
    least, most = argument.least or 0, argument.most or 0
    if not _NUMBER.fullmatch(value) or not least <= int(value) <= most:
        raise BadArgument(
            said(
                "参数 %(name)s 应是 %(least)s 到 %(most)s 的整数；收到的是“%(value)s”。",
                name=argument.name,
                least=f"{least:,}",
                most=f"{most:,}",
                value=_shortened(value),
            ),
            argument=argument.name,
        )
    return int(value)


def short_text(argument: Argument, arguments: MultiDict[str, str]) -> str:
    """The text that is given for an argument, without space around it. Raises BadArgument where it is too long."""
    value = arguments.get(argument.name, argument.default or "").strip()
    if argument.longest is not None and len(value) > argument.longest:
        raise BadArgument(
            said(
                "参数 %(name)s 最多 %(most)s 个字符，收到了 %(count)s 个。",
                name=argument.name,
                most=f"{argument.longest:,}",
                count=f"{len(value):,}",
            ),
            argument=argument.name,
        )
    return value


def _shortened(value: str) -> str:
    return shortened(value, 40)
