"""The web front end: pages for people and JSON for programs, over one search."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Flask, Response
from jinja2 import StrictUndefined

from indexer.analysis.terms import LONGEST_TERM
from indexer.location import read_location
from web import (
    addresses,
    admission,
    adoption,
    analysis,
    analysis_api,
    api,
    changes,
    comparing,
    comparing_api,
    concordance,
    concordance_api,
    corrections,
    coverage,
    coverage_api,
    elsewhere,
    english,
    export,
    failures,
    figures,
    figures_api,
    home,
    journal,
    labels,
    language,
    metrics,
    originals,
    pages,
    patience,
    preferences,
    rate,
    reading,
    sharing,
    shelf,
    signing_in,
    states,
    trial,
    value_lists,
)
from web.encoding import FastJSON
from web.mounting import MountedFlask
from web.templating import PlainContext, PlainPrinting, foot

HEADERS: Final = {
    # Scripts and styles are files of ours, never lines in a page: what a report holds cannot come alive there.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # Windows of other sites that open a page of ours, or that it opens, are kept apart from it; nobody else embeds its files.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # What was searched for stands in the URL, which is nobody else's business.
    "Referrer-Policy": "same-origin",
}
_MAX_BODY: Final = 1 << 16
"""Bytes of a request's body; a form of corrections is the largest."""

_RETRY_AFTER: Final = "30"
"""Seconds after which what cannot be answered now may be asked again."""


_YEAR: Final = 365 * 24 * 3600


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The WSGI application.

    ``config`` may hold INDEX (folder of the index, or its address; else the environment's ZHENGXIE_INDEX, else "index"), LIBRARY (a
    ``web.shelf.SearchLibrary`` that is ready for use, instead of INDEX), SERVE_ORIGINALS (whether the reports' files can
    be downloaded), PASSWORD_FILE (names and passwords of people who may sign in), USER_HEADER (name of the header in which a reverse
    proxy says who has signed in there), PUBLIC (whether everybody may read; without it, and with one of the two before, nobody
    who has not signed in may), API_ORIGINS (origins whose
    pages may read the API from a browser, or "*" for all; none by default), PREFIX (path that all of it stands under, as
    "/reports-search"), PROXIES (how many reverse proxies in front are believed), RATE_LIMIT (what one client may ask, as
    "60/minute"), QUERY_SECONDS (for which one request is worked on; as long as it takes where there are none), METRICS (whether
    others than this machine may read /metrics) and any setting of Flask. The index is
    opened at the first request, not here. Raises IndexerError where nobody could sign in as told, ValueError for
    a bad prefix or rate.
    """
    static = Path(__file__).parent / "static"
    # The path changes with any of the files, scripts that import each other included: browsers may keep them for good.
    app = MountedFlask(__name__, static_url_path=f"/static/{_digest(static)}")
    app.config.from_mapping(
        INDEX=os.environ.get("ZHENGXIE_INDEX") or "index",
        LIBRARY=None,
        SEND_FILE_MAX_AGE_DEFAULT=_YEAR,
        SERVE_ORIGINALS=False,
        PASSWORD_FILE=None,
        USER_HEADER=None,
        PUBLIC=False,
        API_ORIGINS=(),
        PREFIX="",
        PROXIES=0,
        RATE_LIMIT=None,
        QUERY_SECONDS=None,
        METRICS=False,
        MAX_CONTENT_LENGTH=_MAX_BODY,
    )
    app.config.from_mapping(config or {})
    app.json = FastJSON(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.context_class = PlainContext
    app.jinja_env.code_generator_class = PlainPrinting
    app.jinja_env.globals.update(
        labels=labels,
        language=language,
        english=english,
        preferences=preferences,
        elsewhere=elsewhere,
        states=states,
        longest_term=LONGEST_TERM,
        foot=foot,
        url_for=addresses.path,
        _=language.gettext,
        ngettext=language.ngettext,
    )
    journal.begin(app)
    language.install(app)
    signing_in.install(app)
    shelf.install(app, read_location(app.config["INDEX"]), app.config["LIBRARY"])
    app.mount(app.config["PREFIX"], app.config["PROXIES"])
    rate.limit(app, app.config["RATE_LIMIT"])
    admission.install(app)
    patience.install(app, app.config["QUERY_SECONDS"])
    for part in (
        home,
        pages,
        value_lists,
        reading,
        originals,
        corrections,
        api,
        analysis,
        analysis_api,
        concordance,
        concordance_api,
        coverage,
        adoption,
        coverage_api,
        changes,
        comparing,
        comparing_api,
        figures,
        figures_api,
        trial,
        export,
        preferences,
        metrics,
    ):
        app.register_blueprint(part.blueprint)
    preferences.install(app)
    failures.register(app)
    sharing.install(app, app.config["API_ORIGINS"])
    app.after_request(_secured)
    journal.end(app)  # its hook is asked first: other hooks take no time
    return app


def _secured(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", _RETRY_AFTER)
    return response


def _digest(folder: Path) -> str:
    """Of all files beneath a folder, with their names."""
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return found.hexdigest()[:12]
