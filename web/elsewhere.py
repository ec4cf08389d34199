"""Addresses that other parts of the site answer, as the pages of results name them."""

from __future__ import annotations

from flask import request

from web import params
from web.params import PageState


def export_url(state: PageState, form: str) -> str:
    """All results as a file: ``form`` is xlsx, csv, csv-notes, jsonl, ris or bibtex."""
    return _path("/export", ("format", form), *_search(state))


def feed_url(state: PageState) -> str:
    """The newest results as an Atom feed."""
    return _path("/feed.atom", *(pair for pair in _search(state) if pair[0] != "sort"))


def citation_url(report_id: str, paragraph: int | None) -> str:
    """A reference to a report, or to a paragraph of it, as plain text; the passage itself may be added as ``quote``."""
    place = (("paragraph", str(paragraph)),) if paragraph else ()
    return _path(f"/reports/{report_id}/cite", ("format", "text"), *place)


def suggest_url() -> str:
    """Suggestions for what is typed, which is added as ``q``."""
    return _path("/api/v1/suggest", ("limit", "10"))


def _search(state: PageState) -> list[tuple[str, str]]:
    """What is searched for, whatever page of it is shown and how."""
    shown = {"page", "size", "view", "years"}
    return [pair for pair in params.pairs(state) if pair[0] not in shown]


def _path(path: str, *arguments: tuple[str, str]) -> str:
    said = params.written(*arguments)
    return f"{request.script_root}{path}?{said}" if said else f"{request.script_root}{path}"
