"""The searchable library behind the pages: opened when first asked for, and shared by all requests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Lock
from typing import Final, Protocol, cast

from flask import Flask, current_app

from indexer.answers import Example, Hit, Holdings, IndexInfo, Page, Related, ReportView, SearchRequest, Suggestion
from indexer.location import Location
from indexer.messages import said
from indexer.originals import Originals
from indexer.search import Library, open_library
from web.params import BadArgument
from web.states import PageState

_EXTENSION = "zhengxie"
_ASKED: Final = 1.0


class SearchLibrary(Protocol):
    """What the pages need of a library."""

    def search(self, request: SearchRequest) -> Page:
        """One page of results. Raises QueryError, NoIndex, CorruptIndex, IncompatibleIndex, EngineUnavailable."""

    def report(self, report_id: str, query: str = "", *, variants: bool = True, section: str = "") -> ReportView:
        """A whole report, with the query's places in it, or in its ``section``. Raises NoSuchReport besides."""

    def every(self, request: SearchRequest) -> Iterator[Hit]:
        """All hits in order, one after the other and out of one commit. Raises as ``search``."""

    def related(self, report_id: str) -> Related:
        """Other years of a report's organization, and reports like it. Raises NoSuchReport."""

    def info(self) -> IndexInfo:
        """How much the index holds."""

    def generation(self) -> str:
        """Hexadecimal digits that change whenever something is committed; next to nothing to ask for."""

    def holdings(self) -> Holdings:
        """Regions, years and kinds of what the index holds."""

    def examples(self, limit: int) -> tuple[Example, ...]:
        """Queries that find something here."""

    def suggest(self, text: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """What may be meant by a query being typed."""


class PastTheEnd(BadArgument):
    """A page after the last one; ``last`` is the number of that."""

    def __init__(self, page: int, last: int) -> None:
        super().__init__(
            said("结果只有 %(last)s 页，没有第 %(page)s 页。", last=f"{last:,}", page=f"{page:,}"), 404, "page"
        )
        self.last = last


class LibraryShelf:
    """Where an application keeps its library.

    An index that cannot be opened is tried again at the next request, so that a server started before the first
    ``zhengxie index`` needs no restart.
    """

    def __init__(self, location: Location, ready: SearchLibrary | None = None) -> None:
        self._location = location
        self.originals = Originals(location)
        self._given = ready
        self._opened: SearchLibrary | None = None
        self._lock = Lock()
        self._answered: float | None = None
        """When a search was last answered for nobody but to see that it is."""

    def opened(self) -> SearchLibrary:
        """The library. Raises NoIndex, CorruptIndex, IncompatibleIndex."""
        if self._given is not None:
            return self._given
        with self._lock:
            if self._opened is None:
                self._opened = open_library(self._location)
            return self._opened

    def hold(self, opened: SearchLibrary) -> None:
        """Has requests answered from a library that is open already."""
        with self._lock:
            self._opened = opened

    def check_answers(self) -> None:
        """Have a search answered, but not more than once in ``_ASKED`` seconds, since everybody may ask for it as often as they
        like. Raises what searches raise."""
        now = time.monotonic()
        if self._answered is None or now - self._answered > _ASKED:
            self.opened().search(SearchRequest(size=1))
            self._answered = now

    def put_back(self) -> None:
        """Forgets an opened library, so that the next request opens the index anew."""
        with self._lock:
            self._opened = None  # not closed: other requests may be reading from it


def install(app: Flask, location: Location, ready: SearchLibrary | None) -> None:
    app.extensions[_EXTENSION] = LibraryShelf(location, ready)


def shelf(app: Flask | None = None) -> LibraryShelf:
    """The shelf of an application: of the one that answers the current request where none is named."""
    kept = (app or current_app).extensions[_EXTENSION]
    assert isinstance(kept, LibraryShelf)
    return kept


def counted_library() -> Library:
    """The same for what is counted in, which asks it for more than searching does."""
    return cast(Library, library())


def library() -> SearchLibrary:
    """The library of the application that answers the current request. Raises as ``LibraryShelf.opened``."""
    return shelf().opened()


def originals() -> Originals:
    """The original files of the reports of that library."""
    return shelf().originals


def found_page(state: PageState) -> Page:
    """The page of results a state asks for. Raises PastTheEnd, and what ``SearchLibrary.search`` raises."""
    page = library().search(state.request)
    check_page(state.request.page, page.pages)
    return page


def check_page(page: int, pages: int) -> None:
    """Raises PastTheEnd; the first page is there even of nothing."""
    if page > max(1, pages):
        raise PastTheEnd(page, max(1, pages))
