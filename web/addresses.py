"""Paths of this site's pages, worked out once: a page names a hundred of them, and Flask takes 30 µs for each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from flask import request, url_for

_ANY: Final = "0" * 16
"""Stands for the id of a report."""


def path(endpoint: str, **values: str | int | None) -> str:
    """As ``url_for`` for the site of the current request, whose prefix it begins with."""
    return _path(request.script_root, endpoint, tuple(values.items()))


def report_path(report_id: str, endpoint: str = "reading.report", **values: str) -> str:
    """The page of a report, or another address that belongs to it."""
    return report_paths((report_id,), endpoint, **values)[0]


def report_paths(report_ids: Iterable[str], endpoint: str = "reading.report", **values: str) -> list[str]:
    """The same for many reports at once."""
    before, after = path(endpoint, report_id=_ANY, **values).split(_ANY)
    return [f"{before}{quote(report_id, safe='')}{after}" for report_id in report_ids]


@lru_cache(maxsize=1024)
def _path(prefix: str, endpoint: str, values: tuple[tuple[str, str | int | None], ...]) -> str:
    """``prefix`` is what the rest of the path depends on, beside the addresses that all applications of ours have."""
    given: dict[str, Any] = dict(values)
    return url_for(endpoint, **given)
