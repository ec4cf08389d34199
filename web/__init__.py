"""The web front end: pages for people and JSON for programs, over one search."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Flask, Response
from jinja2 import StrictUndefined

from web import api, failures, labels, pages, sharing, shelf, trial
from web.encoding import FastJSON

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


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The WSGI application.

    ``config`` may hold INDEX (folder of the index; else the environment's ZHENGXIE_INDEX, else "index"), LIBRARY (a
    ``web.shelf.SearchLibrary`` that is ready for use, instead of INDEX), API_ORIGINS (origins whose pages may read the
    API from a browser, or "*" for all; none by default) and any setting of Flask. The index is opened at the first
    request, not here.
    """
    app = Flask(__name__)
    app.config.from_mapping(
        INDEX=os.environ.get("ZHENGXIE_INDEX") or "index",
        LIBRARY=None,
        API_ORIGINS=(),
        SEND_FILE_MAX_AGE_DEFAULT=86_400,
    )
    app.config.from_mapping(config or {})
    app.json = FastJSON(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(labels=labels, style_version=_digest(Path(app.root_path, "static", "style.css")))
    shelf.install(app, Path(app.config["INDEX"]), app.config["LIBRARY"])
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(trial.blueprint)
    failures.register(app)
    sharing.install(app, app.config["API_ORIGINS"])
    app.after_request(_secured)
    return app


def _secured(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _digest(file: Path) -> str:
    """Stands in the file's URL, so that a browser keeps the file until it changes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
