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
    allowed = _allowed(origins)
    if not allowed:
        return

    def shared(response: Response) -> Response:
        if not f"{request.path}/".startswith("/api/"):
            return response
        if ANY not in allowed:
            # Said of every answer, so that no cache hands one site what was meant for another.
            response.vary.add("Origin")
        granted = permitted(allowed, request.headers.get("Origin"))
        response.headers.update(granted)
        if granted and request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response.headers["Access-Control-Allow-Methods"] = _METHODS
            response.headers["Access-Control-Allow-Headers"] = _ASKED
            response.headers["Access-Control-Max-Age"] = str(_SETTLED)
        return response

    app.after_request(shared)


def permitted(origins: Collection[str] | str, origin: str | None) -> dict[str, str]:
    """The headers by which a page from ``origin`` may read an answer of the API; none where it may not."""
    allowed = _allowed(origins)
    granted = ANY if ANY in allowed else origin
    if granted is None or granted not in allowed:
        return {}
    return {"Access-Control-Allow-Origin": granted, "Access-Control-Expose-Headers": _SHOWN}


def _allowed(origins: Collection[str] | str) -> frozenset[str]:
    return frozenset((origins,) if isinstance(origins, str) else origins)
