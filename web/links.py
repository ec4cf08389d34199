"""States of a search page as links of pages say them: light, and put together fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus

from indexer.facets import FACETS
from web.addresses import path
from web.arguments import NOT
from web.states import PageState, narrowing_pairs, on_page, settings

_SAFE: Final = ".,/"
_ESCAPES: Final = {
    code: quote_plus(chr(code), safe=_SAFE) for code in range(128) if quote_plus(chr(code), safe=_SAFE) != chr(code)
}


def written(*arguments: tuple[str, str]) -> str:
    """Names and values as they may stand behind the “?” in an attribute of a page, where Chinese need not be encoded.

    Browsers do that when they follow a link (URL Standard, “query state”); encoded, each character weighs thrice as much.
    """
    return "&".join(f"{name}={_value(value)}" for name, value in arguments)


def address(endpoint: str, arguments: Iterable[tuple[str, str]]) -> str:
    """A view of this site with arguments, as ``written``."""
    return f"{path(endpoint)}?{written(*arguments)}"


def facet_links(state: PageState, facet: str) -> Callable[[Iterable[str], Iterable[str]], str]:
    """Chosen and excluded values of a facet → the state with these instead of its own, on page 1, as ``written``.

    A page holds a hundred such links that differ in little: what they share is put together once.
    """
    place = FACETS.index(facet)
    query = [("q", state.request.query)] if state.request.query else []
    first = written(*query, *(pair for name in FACETS[:place] for pair in narrowing_pairs(state, name)))
    beneath = (pair for name in FACETS[place + 1 :] for pair in narrowing_pairs(state, name))
    last = written(*beneath, *settings(on_page(state, 1)))

    def link(chosen: Iterable[str], excluded: Iterable[str]) -> str:
        own = [f"{facet}={_value(value)}" for value in chosen]
        own += [f"{NOT}{facet}={_value(value)}" for value in excluded]
        return "&".join(part for part in (first, *own, last) if part)

    return link


@lru_cache(maxsize=8192)
def _value(value: str) -> str:
    return value.translate(_ESCAPES) if value.isprintable() else quote_plus(value, safe=_SAFE)
