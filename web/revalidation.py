"""Answers that need not be worked out again: ETag and 304, by the generation of the index.

The tag is weak (RFC 9110, 8.8.1), since answers to one request tell different times, those taken or that of an export.
It is known before a search is made, so that a client that has the answer costs no search. Suggestions are tagged by content: they get better while
an index that was opened is being read. Files that say when they were written are not to be stored by browsers, which would
hand out yesterday's; programs that keep them with their tag may ask by it all the same.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Final

from flask import Blueprint, Response, g, request

from web.shelf import library

VARY: Final = ("Accept-Language", "Cookie")
"""Request headers that an answer depends on: notes are for people, in the language that was asked for or chosen."""

_CONDITIONS: Final = ("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since")
"""Request headers that an answer may be not modified by (RFC 9110, 13.1)."""


def install(blueprint: Blueprint, by_content: Collection[str] = (), not_stored: Collection[str] = ()) -> None:
    """Have the answers of a blueprint revalidated: those of the endpoints ``by_content``, which a commit is not all that
    changes, by what they say. Those of ``not_stored`` are not to be kept by caches."""
    others, dated = (frozenset(f"{blueprint.name}.{name}" for name in names) for names in (by_content, not_stored))
    blueprint.before_request(lambda: None if request.endpoint in others else _unchanged())
    blueprint.after_request(lambda response: _tagged(response, "no-store" if request.endpoint in dated else "no-cache"))


def generation() -> str:
    """Of the index, as this request met it; only of requests for what is tagged by it."""
    met: str = g.generation
    return met


def _unchanged() -> Response | None:
    if request.method not in ("GET", "HEAD"):
        return None
    g.generation = library().generation()
    g.etag = _etag(g.generation)
    known = request.if_none_match
    # "*" means whatever there is; whether there is anything is known only when the request has been answered.
    if known.star_tag or not known.contains_weak(g.etag):
        return None
    return Response(status=304)


def _tagged(response: Response, caching: str) -> Response:
    response.headers.setdefault("Cache-Control", caching)
    response.vary.update(VARY)
    if response.status_code in (200, 304) and request.method in ("GET", "HEAD"):
        if "etag" in g:
            response.set_etag(g.etag, weak=True)
        else:
            response.add_etag()
        if any(
            name in request.headers for name in _CONDITIONS
        ):  # most requests set none, and nothing is to be compared
            response.make_conditional(request)
    return response


def _etag(generation: str) -> str:
    said = (
        _version(),
        generation,
        request.headers.get("Accept-Language", ""),
        request.cookies.get("language", ""),
        request.cookies.get("theme", ""),  # pages say it
        request.script_root,
        request.path,
        request.query_string.decode("latin-1"),
    )
    return sha256("\n".join(said).encode()).hexdigest()[:32]


@cache
def _version() -> str:
    """Another version of the program may answer otherwise."""
    return version("zhengxie")
