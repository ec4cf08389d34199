"""The way out: a request → parsed query → engine → one page of hits with passages and facets."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Final

from indexer.answers import FacetValue, Hit, IndexInfo, Interpretation, Page, PartOfFile, ReportView, SearchRequest
from indexer.engine.base import Engine, EngineHit, EngineRequest, EngineResult
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import QueryError
from indexer.facets import FACETS, YEAR_FACETS, flat_facet, organization_tree, organization_values
from indexer.fold import fold
from indexer.models import NOT_APPLICABLE, UNKNOWN, Organization, Report, display_title
from indexer.passages import cut_passages, find_marks
from indexer.query import Attempt, CompiledQuery, Language, compile_query, read_years
from indexer.records import report_id
from indexer.segment import Segmentation, segmenter, stop_words
from indexer.variants import expand

SORTS: Final = ("relevance", "newest", "oldest")
MAX_SIZE: Final = 100
MAX_FILTER_VALUES: Final = 500
_EMPTY: Final = "索引中还没有报告；请先运行 zhengxie index 文件夹。"
MAX_PARTS_LISTED: Final = 100
_VALUES_NAMED: Final = 12
_FILTER_LABELS: Final = {
    "kind": "材料类型",
    "body": "机构类别",
    "level": "层级",
    "completeness": "完整性",
    "source": "来源",
}
_ALIASES: Final = {"未识别": UNKNOWN, "不适用": NOT_APPLICABLE}


def open_library(location: Path | str) -> Library:
    """Open the index at a place. Raises NoIndex, CorruptIndex or IncompatibleIndex."""
    return Library(WhooshEngine(Path(location)))


class Library:
    """An open index to search and read; follows commits by itself. Methods may be called from several threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def search(self, request: SearchRequest) -> Page:
        """Answer a request. Raises QueryError for what cannot be searched for, CorruptIndex for a damaged index."""
        _check(request)
        self.engine.refresh()
        compiled = compile_query(request.query, language(self.engine.segmentation), variants=request.variants)
        started = time.perf_counter()  # loading the dictionary, once in a process, is not searching
        filters, notes = self._filters(request.filters)
        attempt, result = self._first_answer(compiled, request, filters)
        hits = tuple(_hit(found, attempt) for found in result.hits)
        if not result.total and not self.engine.info().reports:
            notes.append(_EMPTY)
        return Page(
            request=request,
            interpretation=_interpretation(compiled, attempt, notes),
            total=result.total,
            occurrences=result.occurrences,
            took_ms=(time.perf_counter() - started) * 1000,
            pages=ceil(result.total / request.size),
            hits=hits,
            facets=self._facets(result, filters),
            copies=result.copies,
        )

    def report(self, report_id: str, query: str = "", *, variants: bool = True) -> ReportView:
        """One report, with the query's places marked. Raises NoSuchReport, QueryError."""
        self.engine.refresh()
        report = self.engine.report(report_id)
        title = display_title(report.metadata)
        others = self._others(report)
        copies = self.engine.copies(report_id)
        if not query.strip():
            return ReportView(report, title, (), None, copies, others)
        compiled = compile_query(query, language(self.engine.segmentation), variants=variants)
        marked = [(attempt, find_marks(report.text, attempt.groups)) for attempt in compiled.attempts]
        attempt, marks = next((found for found in marked if found[1]), marked[0])
        return ReportView(report, title, marks, _interpretation(compiled, attempt, ()), copies, others)

    def _others(self, report: Report) -> tuple[PartOfFile, ...]:
        """The other reports of its file; a file of very many rows is a collection that nobody leafs through."""
        if not 1 < report.parts <= MAX_PARTS_LISTED:
            return ()
        # An id says where its report lies: nothing has to be known of the other files.
        ids = [report_id(report.root, report.file, part, report.member) for part in range(report.parts)]
        titles = self.engine.titles([other for other in ids if other != report.id])
        # A part without a text is no report.
        return tuple(PartOfFile(other, part, titles[other]) for part, other in enumerate(ids) if other in titles)

    def catalogue(self) -> Iterator[Report]:
        """Every report without its text and headings, in no order."""
        self.engine.refresh()
        return self.engine.catalogue()

    def load(self) -> None:
        """Load what the first search with words would have to wait for."""
        segmenter(self.engine.segmentation)

    def info(self) -> IndexInfo:
        self.engine.refresh()
        return self.engine.info()

    def close(self) -> None:
        self.engine.close()

    # --------------------------------------------------------------------------------------- answering

    def _first_answer(
        self, compiled: CompiledQuery, request: SearchRequest, filters: Mapping[str, frozenset[str]]
    ) -> tuple[Attempt, EngineResult]:
        """The strictest reading of the query that finds anything in the whole index, filters aside.

        So a filter never changes how the query is read.
        """
        for attempt in compiled.attempts:
            result = self.engine.search(
                EngineRequest(
                    tree=attempt.tree,
                    filters=filters,
                    groups=attempt.groups,
                    facets=FACETS,
                    sort=request.sort,
                    start=(request.page - 1) * request.size,
                    size=request.size,
                    copies=request.copies,
                )
            )
            if result.total or (filters and self.engine.search(EngineRequest(attempt.tree, {}, size=0)).total):
                return attempt, result
            if attempt is compiled.attempts[0]:
                strictest = attempt, result
        return strictest

    # ------------------------------------------------------------------------------------------ facets

    def _facets(self, result: EngineResult, filters: Mapping[str, frozenset[str]]) -> dict[str, tuple[FacetValue, ...]]:
        facets: dict[str, tuple[FacetValue, ...]] = {}
        for name in FACETS:
            chosen = filters.get(name, frozenset())
            counts = result.counts[name]
            if name == "organization":
                facets[name] = organization_tree(counts, _parents(result.organizations), chosen)
            else:
                facets[name] = flat_facet(name, counts, chosen if name not in YEAR_FACETS else chosen & counts.keys())
        return facets

    def _filters(self, wanted: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, frozenset[str]], list[str]]:
        """Facet name → single values as the engine knows them, and notes on how names were read."""
        notes: list[str] = []
        filters: dict[str, frozenset[str]] = {}
        for name, values in wanted.items():
            if name not in FACETS:
                raise QueryError(f"没有“{name}”这一筛选项；可用的有：{'、'.join(FACETS)}。")
            if len(values) > MAX_FILTER_VALUES:
                raise QueryError(f"“{name}”的筛选值过多：最多 {MAX_FILTER_VALUES} 个。")
            typed = [_ALIASES.get(value, value) for value in values]
            if name in YEAR_FACETS:
                filters[name] = expand_years(typed)
            elif name == "organization":
                filters[name] = self._organizations(typed, notes)
            else:
                filters[name] = frozenset(typed)
                notes.extend(self._absent(name, typed))
        return {name: values for name, values in filters.items() if values}, notes

    def _absent(self, name: str, typed: Iterable[str]) -> Iterator[str]:
        """Notes on values that no report of the index carries, which otherwise would look like a want of matches."""
        known = self.engine.values(name)
        for value in typed:
            if value not in known:
                there = "、".join(sorted(known - {UNKNOWN})[:_VALUES_NAMED])
                yield f"索引中没有{_FILTER_LABELS[name]}“{value}”" + (f"；有：{there}。" if there else "。")

    def _organizations(self, typed: Iterable[str], notes: list[str]) -> frozenset[str]:
        """Names in any script, or parts of names, → values of the tree; what is not in the index stays as typed."""
        known = self.engine.values("organization")
        found: set[str] = set()
        for value in typed:
            if value in known or value == UNKNOWN:
                found.add(value)
                continue
            wanted = fold(value).replace("/", "")
            same = {node for node in known if fold(node).replace("/", "") == wanted}
            part = {node for node in known - {UNKNOWN} if wanted and "/" not in node and wanted in fold(node)}
            names = same or part
            if names:
                notes.append(f"机构“{value}”按{'、'.join(sorted(names))}理解。")
            else:
                notes.append(f"索引中没有机构“{value}”。")
            found |= names or {value}
        return frozenset(found)


def _hit(found: EngineHit, attempt: Attempt) -> Hit:
    report = found.report
    marks = find_marks(report.text, attempt.groups)
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
        passages=cut_passages(report.text, report.headings, marks),
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


def expand_years(values: Sequence[str]) -> frozenset[str]:
    """ "2022", "2020..2022", ``UNKNOWN`` and ``NOT_APPLICABLE`` → single values. Raises QueryError for anything else."""
    found: set[str] = set()
    for value in values:
        if value in (UNKNOWN, NOT_APPLICABLE):
            found.add(value)
            continue
        span = read_years(value)
        if span is None:
            raise QueryError(f"“{value}”不是年份；请写成 2022 或 2020..2022，先早后晚。")
        found.update(str(year) for year in range(span[0], span[1] + 1))
    return frozenset(found)


@lru_cache(maxsize=4)
def _parents(organizations: frozenset[Organization]) -> Mapping[str, str]:
    """Node of the organization tree → the node above it. Those of one commit are worked out once."""
    return {
        node: above for organization in organizations for above, node in pairwise(organization_values(organization))
    }


def _interpretation(compiled: CompiledQuery, attempt: Attempt, notes: Sequence[str]) -> Interpretation:
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
        raise QueryError(f"没有“{request.sort}”这种排序；可用的有：{'、'.join(SORTS)}。")
    if request.page < 1:
        raise QueryError(f"页码应从 1 开始，不能是 {request.page}。")
    if not 1 <= request.size <= MAX_SIZE:
        raise QueryError(f"每页条数应在 1 到 {MAX_SIZE} 之间，不能是 {request.size}。")
