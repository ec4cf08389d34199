"""Addresses that other parts of the site answer, as the pages of results name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.analysis.terms import MAX_TERMS, too_long
from web import states
from web.addresses import path, report_path
from web.arguments import DEFAULT_SIZE
from web.links import address, written
from web.states import PageState


def export_url(state: PageState, form: str) -> str:
    """All results as a file: ``form`` is a key of ``labels.EXPORTS``."""
    return _searching(path("export.results", format=form), state)


def feed_url(state: PageState) -> str:
    """The newest results as an Atom feed."""
    return _searching(path("export.newest"), states.sorted_by(state, "relevance"))


@dataclass(frozen=True, slots=True)
class Countable:
    """Those of a query's terms that can be counted together, each once."""

    terms: tuple[str, ...]
    of: int
    """How many different terms the query has."""


def countable(terms: Iterable[str]) -> Countable:
    """Too long ones, and those beyond the most that are counted at a time, are left out."""
    each = tuple(dict.fromkeys(terms))
    return Countable(tuple(term for term in each if not too_long(term))[:MAX_TERMS], len(each))


def trends_url(state: PageState, terms: Iterable[str]) -> str:
    """How often some terms stand in the reports of each year, among those that the filters let pass."""
    said = [("term", term) for term in terms]
    request = replace(state.request, query="", sort="relevance", page=1, size=DEFAULT_SIZE)
    return address("analysis.trends_page", [*said, *states.pairs(PageState(request))])


def concordance_url(state: PageState, term: str) -> str:
    """Every place of a term in its context, among the reports that the filters let pass."""
    request = replace(state.request, query="", sort="relevance", page=1, size=DEFAULT_SIZE)
    return address("concordance.page", [("term", term), *states.pairs(PageState(request))])


def compare_url(state: PageState) -> str:
    """The results as one of two selections that are compared; the other one has yet to be said."""
    return _searching(path("comparing.compare_page"), PageState(replace(state.request, sort="relevance")))


def citation_url(report_id: str, paragraph: int | None) -> str:
    """A reference to a report, or to a paragraph of it, as plain text; the passage itself may be added as ``quote``."""
    return report_path(report_id, "export.citation", format="text") + (
        f"&p={paragraph}" if paragraph is not None else ""
    )


def suggest_url() -> str:
    """Suggestions for what is typed, which is added as ``q``."""
    return path("api.suggest", limit=10)


def _searching(url: str, state: PageState) -> str:
    """With what is searched for, whatever page of it is shown and how."""
    said = written(*states.pairs(PageState(replace(state.request, page=1, size=DEFAULT_SIZE))))
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{said}" if said else url
