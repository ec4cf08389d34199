"""What is written down of each request: a line in the log, and counts for ``/metrics``.

Of the address only the path: what people search for stands in the query, and is nobody's business. No header is written down.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import Final

from flask import Flask, Response, current_app, g, has_request_context, request

from web.counts import UNKNOWN, Counts
from web.rate import client

HEADER: Final = "X-Request-Id"
_LOG: Final = logging.getLogger("zhengxie.requests")
_GIVEN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""An id that a reverse proxy may have given the request."""
_QUIET: Final = frozenset({"static", "home.health", "home.ready", "metrics.metrics"})
"""Endpoints of which only failures are told: they are asked for again and again."""
_COUNTS: Final = "zhengxie.counts"


class RequestIds(logging.Filter):
    """Adds the id of the request that is being answered to all that is logged meanwhile."""

    def filter(self, record: logging.LogRecord) -> bool:
        if has_request_context() and "request_id" in g:
            record.request = g.request_id
        return True


def begin(app: Flask) -> None:
    """Note when each request begins, and its id; to be installed before all that may answer it."""

    def note() -> None:
        g.began = time.perf_counter()
        given = request.headers.get(HEADER, "") if current_app.config["PROXIES"] else ""
        g.request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)

    app.before_request(note)


def end(app: Flask) -> None:
    """Write down each answer; to be installed once all addresses are known, and before other hooks on answers."""
    app.extensions[_COUNTS] = Counts([rule.endpoint for rule in app.url_map.iter_rules()])
    app.after_request(_written_down)


def counts(app: Flask | None = None) -> Counts:
    """The counts of an application; of the one that answers the current request where none is named."""
    kept = (app or current_app).extensions[_COUNTS]
    assert isinstance(kept, Counts)
    return kept


def _written_down(response: Response) -> Response:
    seconds, status = time.perf_counter() - g.began, response.status_code
    endpoint = request.endpoint or UNKNOWN
    counts().add(endpoint, status, seconds)
    response.headers[HEADER] = g.request_id
    if endpoint not in _QUIET or status >= 400:
        told = {
            "method": request.method,
            "path": request.path,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "client": client(),
        }
        _LOG.info("%(method)s %(path)s %(status)s in %(ms)s ms", told, extra=told)
    return response
