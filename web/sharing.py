"""Which other sites' pages may read the API from a browser (CORS, the Fetch standard): none, unless configured."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from flask import Flask, Response, request

ANY: Final = "*"
_METHODS: Final = "GET, HEAD, OPTIONS"
_ASKED: Final = "Accept-Language, If-None-Match"
"""Headers of ours that browsers do not send to other sites unasked."""
_SHOWN: Final = "Content-Disposition, ETag, Link, Retry-After"
_SETTLED: Final = 600
"""Seconds for which a browser need not ask again."""


def install(app: Flask, origins: Collection[str] | str) -> None:
    """Share answers under /api with pages from ``origins``: "https://example.org" and the like, or "*" for all."""
    allowed = frozenset((origins,) if isinstance(origins, str) else origins)
    if not allowed:
        return

    def shared(response: Response) -> Response:
        if not f"{request.path}/".startswith("/api/"):
            return response
        origin = request.headers.get("Origin")
        if ANY in allowed:
            response.headers["Access-Control-Allow-Origin"] = ANY
        else:
            # Said of every answer, so that no cache hands one site what was meant for another.
            response.vary.add("Origin")
            if origin not in allowed:
                return response
            response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _SHOWN
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response.headers["Access-Control-Allow-Methods"] = _METHODS
            response.headers["Access-Control-Allow-Headers"] = _ASKED
            response.headers["Access-Control-Max-Age"] = str(_SETTLED)
        return response

    app.after_request(shared)
