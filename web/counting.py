"""What all pages that count share: the reports that they count in, and names of groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.analysis.selecting import group_label
from indexer.answers import SearchRequest
from indexer.facets import SELF, YEAR_FACETS
from indexer.labels import SECTIONS, SPECIAL_VALUES
from web import labels
from web.analysis_arguments import search_url, selection_pairs
from web.language import ENGLISH, gettext, language
from web.states import PageState, with_exclusions, with_values


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the selection is narrowed by; ``url`` is the page without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The reports that a page counts in, and how to count in others."""

    narrowings: list[Narrowing]
    kept: list[tuple[str, str]]
    """The arguments that say which they are, for a form that changes what is counted."""
    search_url: str


def selection(asked: SearchRequest, url: Callable[[SearchRequest], str]) -> Selection:
    """``url`` is the page that counts in other reports."""
    return Selection(narrowings(asked, url), selection_pairs(asked), search_url(asked))


def narrowings(asked: SearchRequest, url: Callable[[SearchRequest], str]) -> list[Narrowing]:
    """What the reports are narrowed by, each with the page without it; ``url`` is the page that counts in other reports."""
    found: list[Narrowing] = []

    def add(label: str, request: SearchRequest) -> None:
        found.append(Narrowing(label, url(request)))

    state = PageState(asked)
    if asked.query:
        add(gettext("含有：%(query)s", query=asked.query), replace(asked, query=""))
    for facet, values in asked.filters.items():
        for value in values:
            left = tuple(other for other in values if other != value)
            add(_said(facet, value, "%(facet)s：%(value)s"), with_values(state, facet, left).request)
    for facet, values in asked.excluded.items():
        for value in values:
            left = tuple(other for other in values if other != value)
            add(_said(facet, value, "%(facet)s：非 %(value)s"), with_exclusions(state, facet, left).request)
    if asked.section:
        add(gettext(SECTIONS[asked.section]), replace(asked, section=""))
    if asked.copies:
        add(gettext("相同文本逐份计"), replace(asked, copies=False))
    if not asked.variants:
        add(gettext("不计其他写法"), replace(asked, variants=True))
    return found


def grouping_name(by: str) -> str:
    """What a page calls a grouping."""
    return gettext("行政区划") if by == "division" else labels.field(by)


def group_name(value: str, by: str) -> str:
    """What a page calls a value of a grouping."""
    if value in SPECIAL_VALUES:
        return gettext(SPECIAL_VALUES[value])
    if by == "division" and value.endswith(f"/{SELF}"):
        return f"{labels.value(''.join(value.split('/')[:-1]))}{gettext('（本级）')}"
    return labels.value(group_label(value, by))


def in_script(words: str) -> str:
    """Words of reports, such as 立案, in the script of the page; on English pages as they are: what reports call it is what can
    be asked for."""
    return words if not words or language() == ENGLISH else labels.value(words)


def _said(facet: str, value: str, form: str) -> str:
    shown = labels.year_choice(value) if facet in YEAR_FACETS else labels.facet_value(facet, value)
    return gettext(form, facet=labels.field(facet), value=shown)
