"""What a visitor chose for all pages: language and theme, kept in cookies that hold nothing else."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Flask, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from indexer.messages import said
from web import language
from web.params import BadArgument

THEMES: Final = ("light", "dark", "auto")
"""``auto`` follows the system."""
_THEME_COOKIE: Final = "theme"
_YEAR: Final = 365 * 24 * 3600

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")

blueprint = Blueprint("preferences", __name__)


@blueprint.get("/preferences")
def choose() -> ResponseReturnValue:
    """Keeps ``language`` or ``theme`` and goes back to ``next``, a path of this site."""
    response = redirect(_own_path(request.args.get("next", "")), 303)
    for name, known in ((language.COOKIE, language.LANGUAGES), (_THEME_COOKIE, THEMES)):
        value = request.args.get(name)
        if value is None:
            continue
        if value not in known:
            raise BadArgument(
                said("参数 %(name)s 只能是 %(known)s 之一。", name=name, known=tuple(known)), argument=name
            )
        response.set_cookie(
            name,
            value,
            max_age=_YEAR,
            path=request.script_root or "/",
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
    response.headers["Cache-Control"] = "no-store"
    return response


def theme() -> str:
    """The theme that was chosen, ``auto`` where none was."""
    chosen = request.cookies.get(_THEME_COOKIE)
    return chosen if chosen in THEMES else "auto"


def here() -> str:
    """The path and query of the page being made, to come back to; the home page where it was not asked for by GET."""
    if request.method != "GET":
        return url_for("home.home")
    return (
        request.full_path.removesuffix("?")
        if not request.script_root
        else request.script_root + request.full_path.removesuffix("?")
    )


def install(app: Flask) -> None:
    """Pages differ by what was chosen, which caches have to know."""

    @app.after_request
    def vary(response: Response) -> Response:
        if "language" in g:
            response.vary.update(("Cookie", "Accept-Language"))
            response.headers.setdefault("Content-Language", g.language)
            # Not every shared cache heeds Vary, and without a word on it failures may be kept (RFC 9111, 4.2.2).
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def _own_path(path: str) -> str:
    """A path of this site; what leads elsewhere leads home instead."""
    # A second slash or a backslash makes browsers read a host; they pass over tabs and line ends.
    if not path.startswith("/") or path.startswith("//") or "\\" in path or _CONTROLS.search(path):
        return url_for("home.home")
    return path
