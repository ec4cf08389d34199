"""Values of a facet as rows that can be chosen or left out, and the links that do so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indexer.answers import FacetValue
from indexer.facets import YEAR_FACETS
from web import labels, spans, states
from web.language import gettext
from web.links import facet_links, written
from web.states import PageState


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the links of a page lead, without arguments."""

    search: str
    values: str
    """The page that lists the values of a facet."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, as a link that chooses it or takes the choice, or the exclusion, back."""

    name: str
    """In the page's language, or Chinese."""
    count: int
    selected: bool
    url: str
    value: str
    """What to send to have it excluded."""
    special: bool = False
    """未识别 or 不适用."""
    excluded: bool = False
    children: tuple[Choice, ...] = ()
    opened: bool = False
    """Whether the children stand open."""
    more: str = ""
    """Where the children are to be had, when there are some and they are not here."""
    itself: bool = False
    """Whether it is what a division has of its own (本级), which is said behind the name."""
    english: str = ""
    """The name in English, on English pages and where it is known; stands beneath it."""
    place: str = ""
    """What lies above it, where it does not stand in a tree."""

    @property
    def label(self) -> str:
        """The name with all that is said behind it."""
        return self.name + self._behind()

    @property
    def spoken(self) -> str:
        """The name as it is put into a sentence, as far as known in the page's language."""
        return (self.english or self.name) + self._behind()

    def _behind(self) -> str:
        return gettext("（本级）") if self.itself else ""


class FacetLinks:
    """The links of one facet: what differs between them is only what is chosen and excluded there."""

    def __init__(self, state: PageState, facet: str, paths: Paths) -> None:
        self.facet = facet
        self.chosen = state.chosen(facet)
        self.excluded = state.excluded(facet)
        self._link = facet_links(state, facet)
        self._path = paths.search
        narrowed = states.pairs(states.on_page(state, 1))
        self._values = f"{paths.values}?{written(('facet', facet), *narrowed)}"

    def to(self, chosen: Iterable[str], excluded: Iterable[str]) -> str:
        """The search page with these values chosen and excluded in the facet."""
        arguments = self._link(chosen, excluded)
        return f"{self._path}?{arguments}" if arguments else self._path

    def toggled(self, value: str, instead_of: Collection[str] = ()) -> str:
        """With a value chosen, or no longer chosen or excluded; choosing it drops the values of ``instead_of``."""
        if value in self.excluded:
            return self.to(self.chosen, (other for other in self.excluded if other != value))
        if value in self.chosen:
            return self.to((other for other in self.chosen if other != value), self.excluded)
        return self.to((*(other for other in self.chosen if other not in instead_of), value), self.excluded)

    def toggled_year(self, year: str) -> str:
        """As ``toggled``, but a year that stands inside a chosen or excluded span is cut out of it."""
        if spans.holds(self.excluded, year):
            return self.to(self.chosen, spans.toggled(self.excluded, year))
        return self.to(spans.toggled(self.chosen, year), self.excluded)

    def values(self, *arguments: tuple[str, str]) -> str:
        """The page that lists the facet's values, or those that further arguments say."""
        return "&".join((self._values, *([written(*arguments)] if arguments else ())))


def flat_choice(value: FacetValue, links: FacetLinks) -> Choice:
    """A value that stands by itself; a year inside a chosen or excluded span counts as chosen or excluded."""
    special = value.value in labels.SPECIAL_VALUES
    if links.facet not in YEAR_FACETS or special:
        name, url = labels.facet_value(links.facet, value.label), links.toggled(value.value)
        return Choice(name, value.count, value.selected, url, value.value, special, value.excluded)
    excluded = spans.holds(links.excluded, value.value)
    chosen = spans.holds(links.chosen, value.value) and not excluded
    return Choice(
        labels.year_choice(value.value),
        value.count,
        chosen,
        links.toggled_year(value.value),
        value.value,
        excluded=excluded,
    )
