"""Addresses that other parts of the site answer, as the pages of results name them."""

from __future__ import annotations

from flask import url_for

from web import params
from web.params import PageState


def export_url(state: PageState, form: str) -> str:
    """All results as a file: ``form`` is xlsx, csv, csv-note, jsonl, ris or bibtex."""
    return _with(url_for("export.results"), ("format", form), *_search(state))


def feed_url(state: PageState) -> str:
    """The newest results as an Atom feed."""
    return _with(url_for("export.newest"), *(pair for pair in _search(state) if pair[0] != "sort"))


def citation_url(report_id: str, paragraph: int | None) -> str:
    """A reference to a report, or to a paragraph of it, as plain text; the passage itself may be added as ``quote``."""
    place = (("p", str(paragraph)),) if paragraph else ()
    return _with(url_for("export.citation", report_id=report_id), ("format", "text"), *place)


def suggest_url() -> str:
    """Suggestions for what is typed, which is added as ``q``."""
    return _with(url_for("api.suggest"), ("limit", "10"))


def _search(state: PageState) -> list[tuple[str, str]]:
    """What is searched for, whatever page of it is shown and how."""
    shown = {"page", "size", "view", "years"}
    return [pair for pair in params.pairs(state) if pair[0] not in shown]


def _with(url: str, *arguments: tuple[str, str]) -> str:
    return f"{url}?{params.written(*arguments)}" if arguments else url
