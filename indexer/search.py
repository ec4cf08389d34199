"""The way out: a request → parsed query → engine → one page of hits with passages and facets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from math import ceil, inf
from pathlib import Path
from typing import Final, TypeVar

from indexer.answers import (
    Example,
    FacetValue,
    Hit,
    Holdings,
    IndexInfo,
    Interpretation,
    Page,
    PartOfFile,
    Related,
    ReportView,
    SearchRequest,
    Suggestion,
)
from indexer.deadline import within
from indexer.engine.base import Engine, EngineHit, EngineRequest, EngineResult, EngineStream, Places, Tally
from indexer.engine.opening import open_engine
from indexer.errors import QueryError
from indexer.facets import FACETS, YEAR_FACETS, flat_facet, organization_tree, parents
from indexer.filters import read_filters
from indexer.holdings import Remembered, examples, holdings
from indexer.labels import SECTIONS
from indexer.location import read_location
from indexer.messages import Message, said
from indexer.models import Report, display_title
from indexer.passages import cut_passages, find_marks, parts_of
from indexer.query import Attempt, CompiledQuery, Language, compile_query
from indexer.records import report_id
from indexer.related import related
from indexer.segment import Segmentation, segmenter, stop_words
from indexer.suggest import MOST, PATIENCE, Suggester, asking, correct, standing
from indexer.variants import expand

SORTS: Final = ("relevance", "newest", "oldest")
MAX_SIZE: Final = 100
Answer = TypeVar("Answer", EngineResult, EngineStream)
_EMPTY: Final = said("索引中还没有报告；请先运行 zhengxie index 文件夹。")
MAX_PARTS_LISTED: Final = 100
_REMEMBERED: Final = 512
"""Of so many reports and files what stands beside them is kept at hand: what many read is asked for again."""


def open_library(location: Path | str, *, patience: float = PATIENCE) -> Library:
    """Open the index in a directory, or at an address such as opensearch://host:9200/zhengxie; ``patience`` as for ``Library``.

    Raises NoIndex, CorruptIndex, IncompatibleIndex, and for addresses EngineUnavailable or IndexerError.
    """
    return Library(open_engine(read_location(location)), patience=patience)


class Library:
    """An open index to search and read; follows commits by itself. Methods may be called from several threads."""

    def __init__(self, engine: Engine, *, patience: float = PATIENCE) -> None:
        """``patience`` is for how many seconds suggestions and corrections wait for the words of the index, once."""
        self.engine = engine
        self._holdings = Remembered(lambda: holdings(engine))
        self._examples = Remembered(lambda: examples(engine, self._total))
        self._related = lru_cache(_REMEMBERED)(lambda generation, report_id: related(engine, report_id))
        self._parts = lru_cache(_REMEMBERED)(self._read_parts)
        self.suggester = Suggester(patience)

    def search(self, request: SearchRequest) -> Page:
        """Answer a request. Raises QueryError for what cannot be searched for, CorruptIndex for a damaged index."""
        _check(request)
        self.engine.refresh()
        spoken = language(self.engine.segmentation)
        compiled = compile_query(request.query, spoken, variants=request.variants)
        started = time.perf_counter()  # loading the dictionary, once in a process, is not searching
        notes: list[Message] = []
        asked = self._asked(request, compiled, notes)
        attempt, result = self._first_answer(compiled, asked, self.engine.search)
        hits = tuple(_hit(found, attempt, request.section) for found in result.hits)
        if not result.total and not self.engine.info().reports:
            notes.append(_EMPTY)
        facets = _facets(result, asked)
        took = time.perf_counter() - started  # nor is asking whether something else was meant
        strict = result.total if attempt is compiled.attempts[0] else 0
        ask = asking(self.engine, asked, spoken, variants=request.variants)
        corrections = correct(request.query, strict, ask, lambda: self.suggester.spelling(self.engine.vocabulary()))
        return Page(
            request=request,
            interpretation=replace(_interpretation(compiled, attempt, notes), corrections=corrections),
            total=result.total,
            occurrences=result.occurrences,
            took_ms=took * 1000,
            pages=ceil(result.total / request.size),
            hits=hits,
            facets=facets,
            copies=result.copies,
        )

    def every(self, request: SearchRequest) -> Iterator[Hit]:
        """All hits of a request in order, whatever its page and size, one after the other and out of one commit.

        Raises QueryError for what cannot be searched for, at once; CorruptIndex for a damaged index, on the way too.
        """
        _check(replace(request, page=1, size=1))
        self.engine.refresh()
        compiled = compile_query(request.query, language(self.engine.segmentation), variants=request.variants)
        attempt, stream = self._first_answer(compiled, self._asked(request, compiled, []), self.engine.every)
        return _written(stream, attempt, request.section)

    def tally(
        self, request: SearchRequest, terms: Sequence[Sequence[str]], facets: tuple[str, ...]
    ) -> tuple[Tally, tuple[Message, ...]]:
        """Every report of a request as columns, with the occurrences of some terms, each given by its folded strings, and
        notes on how the request was read. Raises QueryError, CorruptIndex."""
        asked, notes = self.selecting(request, facets)
        return self.able("tally").tally(asked, terms), notes

    def places(
        self, request: SearchRequest, strings: Sequence[str], facets: tuple[str, ...]
    ) -> tuple[Places, tuple[Message, ...]]:
        """Every place of some folded strings in the reports of a request, with notes on how it was read. Raises QueryError,
        CorruptIndex."""
        asked, notes = self.selecting(request, facets)
        return self.able("places").places(asked, strings), notes

    def able(self, capability: str) -> Engine:
        """The engine, for what not every engine can do (``Engine.capabilities``). Raises QueryError where this one cannot."""
        if capability not in self.engine.capabilities:
            raise QueryError(
                said(
                    "这个索引所在的检索引擎没有这项功能（%(name)s）；可用 zhengxie copy 复制到本机的索引。",
                    name=capability,
                )
            )
        return self.engine

    def selecting(self, request: SearchRequest, facets: tuple[str, ...]) -> tuple[EngineRequest, tuple[Message, ...]]:
        """What a request asks of the engine, page and order aside, in the reading of its query that finds something; and
        notes on how it was read. Raises QueryError, CorruptIndex."""
        _check(replace(request, page=1, size=1))
        self.engine.refresh()
        compiled = compile_query(request.query, language(self.engine.segmentation), variants=request.variants)
        notes: list[Message] = []
        asked = replace(self._asked(request, compiled, notes), start=0, size=0, facets=())
        attempt, _ = self._first_answer(compiled, asked, self.engine.search)
        relaxed = (attempt.note,) if attempt.note else ()
        return replace(asked, tree=attempt.tree, facets=facets), (*relaxed, *compiled.notes, *notes)

    def suggest(self, text: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """At most ``limit`` (up to ``suggest.MOST``) suggestions for a query being typed; none for one that is too long.

        Words are missing while they are read for the first time. Raises CorruptIndex.
        """
        self.engine.refresh()
        stands = partial(standing, self.engine)
        return self.suggester.suggest(self.engine.vocabulary(), text, stands, min(limit, MOST))

    def report(self, report_id: str, query: str = "", *, variants: bool = True, section: str = "") -> ReportView:
        """One report, with the query's places marked, those in one kind of ``section`` alone where that is given.

        Raises NoSuchReport, QueryError.
        """
        self.engine.refresh()
        report = self.engine.report(report_id)
        title = display_title(report.metadata)
        others = self._others(report)
        copies = self.engine.copies(report_id)
        if not query.strip():
            return ReportView(report, title, (), None, copies, others)
        compiled = compile_query(query, language(self.engine.segmentation), variants=variants)
        within = parts_of(report.text, self.engine.sections(report_id), section) if section else None
        marked = [(attempt, find_marks(report.text, attempt.groups, within)) for attempt in compiled.attempts]
        attempt, marks = next((found for found in marked if found[1]), marked[0])
        return ReportView(report, title, marks, _interpretation(compiled, attempt, ()), copies, others)

    def related(self, report_id: str) -> Related:
        """What to read beside a report. Raises NoSuchReport."""
        return self._related(self.generation(), report_id)

    def _others(self, report: Report) -> tuple[PartOfFile, ...]:
        """The other reports of its file; a file of very many rows is a collection that nobody leafs through."""
        if not 1 < report.parts <= MAX_PARTS_LISTED:
            return ()
        parts = self._parts(self.engine.generation, report.root, report.file, report.member, report.parts)
        return tuple(part for part in parts if part.id != report.id)

    def _read_parts(
        self, generation: str, root: str, file: str, member: str | None, parts: int
    ) -> tuple[PartOfFile, ...]:
        """The reports of a file at a generation of the index."""
        # An id says where its report lies: nothing has to be known of the other files.
        ids = [report_id(root, file, part, member) for part in range(parts)]
        titles = self.engine.titles(ids)
        # A part without a text is no report.
        return tuple(PartOfFile(each, part, titles[each]) for part, each in enumerate(ids) if each in titles)

    def catalogue(self) -> Iterator[Report]:
        """Every report without its text and headings, in no order."""
        self.engine.refresh()
        return self.engine.catalogue()

    def load(self) -> None:
        """Load what the first search with words would have to wait for."""
        segmenter(self.engine.segmentation)

    def warm(self) -> None:
        """Work out at once what the first visitors would wait for: the dictionary, what the index holds, examples, words
        to suggest. Starts no thread, so that processes may be forked afterwards. Raises CorruptIndex."""
        self.load()
        self.holdings()
        self.examples(1)
        self.suggester.load(self.engine.vocabulary())

    def info(self) -> IndexInfo:
        self.engine.refresh()
        return self.engine.info()

    def generation(self) -> str:
        """32 hexadecimal digits that change whenever something is committed; ``IndexInfo.fingerprint`` of the state that
        searches see now. Costs no more than looking for a commit."""
        self.engine.refresh()
        return self.engine.generation

    def holdings(self) -> Holdings:
        """What the index holds, worked out once for each commit."""
        return self._holdings.at(self.generation())

    def examples(self, limit: int) -> tuple[Example, ...]:
        """Up to ``limit`` queries, of a dozen at most, that find something here; worked out once for each commit."""
        return self._examples.at(self.generation())[:limit]

    def _total(self, query: str) -> int:
        """How many reports a query finds as it is typed."""
        strictest = compile_query(query, language(self.engine.segmentation)).attempts[0]
        return self.engine.rank(EngineRequest(strictest.tree, {}, size=0, copies=False)).total

    def close(self) -> None:
        self.suggester.close()
        self.engine.close()

    # --------------------------------------------------------------------------------------- answering

    def _asked(self, request: SearchRequest, compiled: CompiledQuery, notes: list[Message]) -> EngineRequest:
        """What a request asks of the engine, the strictest reading of its query; ``notes`` are added to."""
        return EngineRequest(
            tree=compiled.attempts[0].tree,
            filters=read_filters(request.filters, self.engine, notes),
            facets=FACETS,
            sort=request.sort,
            start=(request.page - 1) * request.size,
            size=request.size,
            copies=request.copies,
            excluded=read_filters(request.excluded, self.engine, notes),
            section=request.section,
        )

    def _first_answer(
        self, compiled: CompiledQuery, asked: EngineRequest, ask: Callable[[EngineRequest], Answer]
    ) -> tuple[Attempt, Answer]:
        """The strictest reading of the query that finds anything in the whole index, filters aside.

        So a filter never changes how the query is read.
        """
        narrowed = asked.filters or asked.excluded
        for attempt in compiled.attempts:
            answer = ask(replace(asked, tree=attempt.tree, groups=attempt.groups))
            anywhere = EngineRequest(attempt.tree, {}, size=0, section=asked.section)
            if answer.total or (narrowed and self.engine.search(anywhere).total):
                return attempt, answer
            if attempt is compiled.attempts[0]:
                strictest = attempt, answer
        return strictest


def _facets(result: EngineResult, asked: EngineRequest) -> dict[str, tuple[FacetValue, ...]]:
    facets: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        chosen, excluded = (given.get(name, frozenset()) for given in (asked.filters, asked.excluded))
        counts = result.counts[name]
        if name == "organization":
            facets[name] = organization_tree(counts, parents(result.organizations), chosen, excluded)
        else:
            if name in YEAR_FACETS:  # a span stands for many years that no report has
                chosen, excluded = chosen & counts.keys(), excluded & counts.keys()
            facets[name] = flat_facet(name, counts, chosen, excluded)
    return facets


def _written(stream: EngineStream, attempt: Attempt, section: str) -> Iterator[Hit]:
    """The hits of a stream, one after the other: once they are found, reading them takes as long as it takes."""
    while True:
        with within(inf):
            found = next(stream.hits, None)
            if found is None:
                return
            hit = _hit(found, attempt, section)
        yield hit


def _hit(found: EngineHit, attempt: Attempt, section: str) -> Hit:
    report = found.report
    within = parts_of(report.text, found.sections, section) if section else None
    marks = find_marks(report.text, attempt.groups, within)
    return Hit(
        id=report.id,
        title=display_title(report.metadata),
        root=report.root,
        file=report.file,
        member=report.member,
        part=report.part,
        parts=report.parts,
        metadata=report.metadata,
        score=found.score,
        occurrences=found.occurrences,
        passages=cut_passages(report.text, report.headings, marks, within=within),
        copies=found.copies,
    )


@lru_cache(maxsize=4)
def language(segmentation: Segmentation) -> Language:
    """Words, wordings and stop words for the query compiler; the dictionary is loaded when a term needs it."""
    return Language(
        words=lambda text: segmenter(segmentation).words(text),
        expand=expand,
        stop_words=stop_words(),
        known=lambda word: segmenter(segmentation).knows(word),
    )


def _interpretation(compiled: CompiledQuery, attempt: Attempt, notes: Sequence[Message]) -> Interpretation:
    relaxed = (attempt.note,) if attempt.note else ()
    return Interpretation(
        mode=attempt.mode,
        terms=compiled.terms,
        variants=compiled.variants,
        notes=(*relaxed, *compiled.notes, *notes),
        suggestions=compiled.suggestions,
        reading=compiled.reading,
    )


def _check(request: SearchRequest) -> None:
    if request.sort not in SORTS:
        raise QueryError(said("没有“%(sort)s”这种排序；可用的有：%(sorts)s。", sort=request.sort, sorts=SORTS))
    if request.section not in ("", *SECTIONS):
        raise QueryError(
            said(
                "没有“%(section)s”这一部分；可用的有：%(sections)s。", section=request.section, sections=tuple(SECTIONS)
            )
        )
    if request.page < 1:
        raise QueryError(said("页码应从 1 开始，不能是 %(page)s。", page=request.page))
    if not 1 <= request.size <= MAX_SIZE:
        raise QueryError(said("每页条数应在 1 到 %(most)s 之间，不能是 %(size)s。", most=MAX_SIZE, size=request.size))
