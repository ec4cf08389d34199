"""What the page of an analysis offers to take away: tables, the answer of the API, a link to keep, a file to check by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, ParamSpec

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.analysis.csv_file import csv_bytes
from indexer.analysis.one_state import from_one_state
from indexer.analysis.recounting import record, record_json
from indexer.analysis.tables import Table
from indexer.answers import SearchRequest
from web.fixed_links import fixed, held, note
from web.language import speaker
from web.shelf import counted_library

CSV: Final = "text/csv; charset=utf-8; header=present"
"""Media type of a table (RFC 4180)."""
_Given = ParamSpec("_Given")


@dataclass(frozen=True, slots=True)
class Offered:
    """Links to all of it, and what the page says where such a link led to it."""

    tables: tuple[tuple[str, str], ...]
    """(what it is called, URL) of each table."""
    api: str
    fixed: str
    """The page with the state of the index that it was made from."""
    record: str
    """For ``zhengxie recount``; empty where there is none."""
    seen: str
    """What has changed since the link to keep was made; empty where no such link led here."""


def of_one_state(view: Callable[_Given, ResponseReturnValue]) -> Callable[_Given, ResponseReturnValue]:
    """A view whose numbers, links and fingerprint are all of one state of the index. Raises as ``from_one_state``."""

    @wraps(view)
    def answer(*args: _Given.args, **named: _Given.kwargs) -> ResponseReturnValue:
        return from_one_state(counted_library(), lambda: view(*args, **named))[0]

    return answer


def offered(page: str, tables: Mapping[str, str], api: str, record: str = "", numbers: Table | None = None) -> Offered:
    """Of the page at the URL ``page``; ``tables`` are URLs by what they are called, ``numbers`` those that its link carries. Raises
    BadArgument."""
    now = held()
    return Offered(tuple(tables.items()), api, fixed(page, now, numbers), record, note(request.args, now, numbers))


def as_file(response: Response, name: str) -> Response:
    """Something to take away."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def table_file(table: Table, name: str) -> Response:
    """A table as CSV, its heads in the language of the page."""
    return as_file(Response(b"".join(csv_bytes(table, speaker())), content_type=CSV), f"{name}.csv")


def record_file(analysis: str, asked: SearchRequest, settings: Mapping[str, Any], name: str = "") -> Response:
    """An analysis with all that it is made of, for ``zhengxie recount``; ``name`` is the file's where it is not that of the
    analysis. Raises QueryError and what opening the library raises."""
    kept = record(counted_library(), analysis, asked, settings)
    return as_file(jsonify(record_json(kept)), f"{name or analysis}.json")
