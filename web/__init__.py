"""The web front end: pages for people and JSON for programs, over one search."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from web import api, failures, labels, pages, rate, shelf
from web.mounting import MountedFlask

_HEADERS: Final = {
    # No script, no inline style and nothing from elsewhere: what a report holds cannot come alive in the page.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # What was searched for stands in the URL, which is nobody else's business.
    "Referrer-Policy": "same-origin",
}

_RETRY_AFTER: Final = "30"
"""Seconds after which what cannot be answered now may be asked again."""


class PlainJSON(DefaultJSONProvider):
    """JSON with Chinese as it is and keys in the order in which they were made."""

    ensure_ascii = False
    sort_keys = False


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The WSGI application.

    ``config`` may hold INDEX (folder of the index; else the environment's ZHENGXIE_INDEX, else "index"), LIBRARY (a
    ``web.shelf.SearchLibrary`` that is ready for use, instead of INDEX), PREFIX (path that all of it stands under, as
    "/reports-search"), PROXIES (how many reverse proxies in front are believed), RATE_LIMIT (what one client may ask, as
    "60/minute") and any setting of Flask. The index is opened at the first request, not here. Raises ValueError.
    """
    app = MountedFlask(__name__)
    app.config.from_mapping(
        INDEX=os.environ.get("ZHENGXIE_INDEX") or "index",
        LIBRARY=None,
        PREFIX="",
        PROXIES=0,
        RATE_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=86_400,
    )
    app.config.from_mapping(config or {})
    app.json = PlainJSON(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(labels=labels, style_version=_digest(Path(app.root_path, "static", "style.css")))
    shelf.install(app, Path(app.config["INDEX"]), app.config["LIBRARY"])
    app.mount(app.config["PREFIX"], app.config["PROXIES"])
    rate.limit(app, app.config["RATE_LIMIT"])
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    failures.register(app)
    app.after_request(_secured)
    return app


def _secured(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", _RETRY_AFTER)
    return response


def _digest(file: Path) -> str:
    """Stands in the file's URL, so that a browser keeps the file until it changes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
