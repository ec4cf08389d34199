"""The port: what any engine must do. Queries come as parsed trees, never as strings.

An engine stores reports with their words, finds and ranks them, and counts. It knows nothing of query syntax, labels,
passages or pages. What it takes in of a report is in ``words``, what it gives of many at once in ``columns``; both are
imported from here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query

from indexer.answers import Copy, IndexInfo
from indexer.engine.columns import LONGEST_QUOTATION as LONGEST_QUOTATION
from indexer.engine.columns import QUOTATION_MARKS as QUOTATION_MARKS
from indexer.engine.columns import QUOTATION_STOPS as QUOTATION_STOPS
from indexer.engine.columns import SHORTEST_QUOTATION as SHORTEST_QUOTATION
from indexer.engine.columns import STRAIGHT_MARK as STRAIGHT_MARK
from indexer.engine.columns import FacetColumn as FacetColumn
from indexer.engine.columns import Places as Places
from indexer.engine.columns import Quotations as Quotations
from indexer.engine.columns import Surroundings as Surroundings
from indexer.engine.columns import Tally as Tally
from indexer.engine.columns import WordCounts as WordCounts
from indexer.engine.words import Analysis as Analysis
from indexer.engine.words import SubWords as SubWords
from indexer.models import Metadata, Organization, Report
from indexer.query import Group
from indexer.segment import Segmentation
from indexer.structure import Section


@dataclass(frozen=True, slots=True)
class EngineRequest:
    tree: Query
    filters: Mapping[str, frozenset[str]]
    """Facet name → values of which a report must carry one (years one by one, no ranges)."""
    groups: tuple[Group, ...] = ()
    """Strings to count in the matching reports."""
    facets: tuple[str, ...] = ()
    """Facets to count; each ignores the filter on itself, and what is excluded in it."""
    sort: str = "relevance"
    start: int = 0
    size: int = 10
    copies: bool = True
    """Whether every matching report counts. If not, of copies of one text only the best of those that match does: it is the
    hit, and totals, occurrences and facets count it once (a facet once for each value that any of them carries). An
    engine without "copies" answers as if there were none."""
    excluded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Facet name → values of which a report must carry none. Of copies, those that carry one do not match; another one that
    carries none may stand for its text."""
    section: str = ""
    """Kind of section ("review", "plan") in which words, strings and neighbours of the text must stand, and in which they are
    counted; reports without one do not match. Empty: anywhere. What is said of titles and facets is not limited."""
    texts: bool = True
    """Whether the hits are wanted with their texts and headings; without, they are as ``Engine.catalogue`` gives them."""


@dataclass(frozen=True, slots=True)
class EngineHit:
    report: Report
    """From the same commit as the search, whatever was committed since."""
    score: float
    occurrences: int
    copies: int = 0
    """Matching reports that this hit stands for besides itself."""
    sections: tuple[Section, ...] = ()
    """Of the report, where the request is limited to a section."""


@dataclass(frozen=True, slots=True)
class EngineResult:
    total: int
    """Every match, not only those returned; copies are not among them unless they were asked for."""
    occurrences: int
    """Over every match."""
    hits: tuple[EngineHit, ...]
    counts: Mapping[str, Mapping[str, int]]
    """Facet name → value → number of reports; values without reports are left out."""
    organizations: frozenset[Organization]
    """Of all reports of the same commit, each once."""
    copies: int = 0
    """Matching reports beyond ``total`` that the hits stand for."""


@dataclass(frozen=True, slots=True)
class EngineStream:
    """Every hit of a search, one after the other: few of them are in memory at a time."""

    total: int
    hits: Iterator[EngineHit]
    """In order, all from the commit in which they were found."""


@dataclass(frozen=True, slots=True)
class EngineRanking:
    """What a search gives short of the reports themselves."""

    total: int
    occurrences: int
    ids: tuple[str, ...]
    """Of the page asked for, in order."""
    scores: tuple[float, ...]
    counts: Mapping[str, Mapping[str, int]]
    copies: int = 0


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file, or a member of an archive, that could not be read when it was last tried, so that nothing new of it is there."""

    root: str
    file: str
    member: str | None
    stage: str
    """As of ``prepare.Failure``."""
    reason: str


@dataclass(frozen=True, slots=True)
class FileState:
    """What the index holds of one file."""

    content_hash: str
    ids: tuple[str, ...]


class Vocabulary(Protocol):
    """What one commit holds that can be searched for by name; nothing is read before it is asked for."""

    def words(self) -> Mapping[str, int]:
        """Base word of a text, folded → number of reports whose text holds it. Sub-words of search mode are none of them."""

    def titles(self) -> Mapping[str, int]:
        """Title as it is shown → number of reports that bear it."""

    def organizations(self) -> Mapping[Organization, int]:
        """Organization → number of its reports; what is written differently is a different one."""


class Engine(Protocol):
    """An open index. Methods may be called from several threads."""

    capabilities: frozenset[str]
    """Names of what this engine can do beyond what any must: "near", "together" and "prefix" nodes, "copies" recognised,
    "sections" told apart, "tally", "places", "quotations", "word_counts", files that "failed", and several "writers" at once."""

    @property
    def segmentation(self) -> Segmentation:
        """How the texts are cut into words; queries have to be cut alike."""

    def search(self, request: EngineRequest) -> EngineResult: ...

    def rank(self, request: EngineRequest) -> EngineRanking:
        """The same without reading the reports."""

    def tally(self, request: EngineRequest, terms: Sequence[Sequence[str]]) -> Tally:
        """The reports that a request matches as columns, with the occurrences of some terms, each given by its folded strings;
        of these one that stands within another counts once.

        Order, page and ``copies`` of the request do not matter; its ``facets`` are the columns wanted."""

    def places(self, request: EngineRequest, strings: Sequence[str]) -> Places:
        """Every place of some folded strings, each of which is given once, in the reports that a request matches: as many as
        ``tally`` counts, none within another, and where one string stands within another the longer one.

        Order and page of the request do not matter; ``copies`` does."""

    def count_words(
        self,
        requests: Sequence[EngineRequest],
        terms: Sequence[Sequence[str]],
        forms: Callable[[tuple[str, ...]], NDArray[np.int64]],
    ) -> WordCounts:
        """Every base word in the reports that each request matches, copies by its ``copies``: of those of one text the best
        that matches counts. With their tallies, as ``tally`` gives them.

        ``forms`` is given the words, the same object until the next commit, and says what each is counted as in numbers
        of reports: int64[n], from 0 on without gaps. Raises ValueError for a request that is limited to a section: words
        are counted by reports, not by place."""

    def every(self, request: EngineRequest) -> EngineStream:
        """All hits in order, whatever ``start`` and ``size`` are; facets are not counted."""

    def report(self, report_id: str) -> Report:
        """Raises NoSuchReport."""

    def sections(self, report_id: str) -> tuple[Section, ...]:
        """The sections of a report's text, ascending, the first at 0. Raises NoSuchReport."""

    def quotations(self, section: str = "") -> Quotations:
        """What stands in quotation marks, whole in a section of that kind where one is given; worked out once a commit."""

    def metadata(self, report_ids: Sequence[str]) -> Mapping[str, Metadata]:
        """Id → metadata of those of the reports that there are, without reading their texts."""

    def titles(self, report_ids: Sequence[str]) -> Mapping[str, str]:
        """Id → title (``display_title``) of those of the reports that there are; nothing else is read of them."""

    def catalogue(self) -> Iterator[Report]:
        """Every report without its text and headings, in no order."""

    def copies(self, report_id: str) -> tuple[Copy, ...]:
        """All reports of one text, the best first and this one among them; empty where it has no other copy.

        Raises NoSuchReport.
        """

    def values(self, facet: str) -> frozenset[str]:
        """Every value that any report carries in a facet."""

    def held(self, words: Collection[str]) -> Mapping[str, int]:
        """Word → number of reports whose texts hold it as one of their base words. What a report that was deleted since
        held may still count."""

    def vocabulary(self) -> Vocabulary:
        """Words, titles and organizations of the commit that is open; the same object for as long as that is."""

    def files(self, beneath: Collection[tuple[str, str]] | None = None) -> Mapping[tuple[str, str], FileState]:
        """(root label, relative path) → what is indexed of it; where ``beneath`` names some files in the same way, folders ("/" behind
        them) and whole roots (""), of these at least: an engine need not look through the rest."""

    def failed(self) -> tuple[FailedFile, ...] | None:
        """The files that could not be read when they were last tried, by name; None where it was not kept."""

    def roots(self) -> Mapping[str, str]:
        """Root label → the folder where it was last seen."""

    def info(self) -> IndexInfo: ...

    @property
    def generation(self) -> str:
        """32 hexadecimal digits that no other commit has, of this index or of any that is not empty; costs next to nothing."""

    def refresh(self) -> None:
        """See the latest commit."""

    def writer(self, *, memory: int = ..., told: Callable[[str], None] = ...) -> Writer:
        """``memory``: megabytes that building may take here; ``told`` hears for whom this has to wait, and until when. Raises
        IndexLocked while another writer is at work that none may be at work beside."""

    def close(self) -> None: ...


class Portion(Protocol):
    """What one process adds to an index by itself; nothing of it shows before a writer adopts and commits it."""

    def add(self, report: Report, analysis: Analysis) -> None:
        """Add a report, which has to be in no other portion of the same commit."""

    def finish(self) -> Sequence[Any]:
        """Everything made since the last call, as ``Writer.adopt`` takes it; small enough to cross processes."""


class Writer(Protocol):
    """One transaction: nothing shows before ``commit``; leaving without it changes nothing."""

    segmentation: Segmentation

    def add(self, report: Report, analysis: Analysis) -> None:
        """Add a report, in place of one with the same id."""

    def portion(self, processes: int) -> Callable[[], Portion]:
        """What makes an empty portion in each of so many processes; it can be sent to them."""

    def adopt(self, made: Sequence[Any]) -> None:
        """Take in what a portion's ``finish`` gave. Raises ValueError for a report that is already added."""

    def delete(self, ids: Iterable[str]) -> None: ...

    def refused(self) -> Mapping[str, str]:
        """Id → why, of the reports added so far that the engine does not take; all others will be there after ``commit``."""

    def claim(self, seen: Mapping[str, str], roots: Mapping[str, str]) -> bool:
        """Whether labels of roots are free for some folders, ``seen`` being the roots that the labels were chosen by; then no other
        writer gets them. If not, choose anew by what ``Engine.roots`` says after ``refresh``."""

    def set_root(self, label: str, folder: str) -> None: ...

    def set_failed(self, files: Sequence[FailedFile]) -> None:
        """What ``Engine.failed`` will say."""

    def commit(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Cancel what was not committed."""


class Rebuilder(Writer, Protocol):
    """A writer of a new, empty index, which takes the place of the current one when it commits."""

    def roots(self) -> Mapping[str, str]:
        """The roots known so far."""

    def keep_earlier(self) -> str | None:
        """Leave what is replaced where it is, since it could not be read; how its name begins, None where there is nothing."""
