"""A library over invented reports, for testing the pages: plain substring search, facets by counting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, reduce
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

from indexer.answers import (
    Copy,
    Correction,
    Example,
    Hit,
    Holdings,
    IndexInfo,
    Interpretation,
    Page,
    PartOfFile,
    Passage,
    Region,
    Related,
    RelatedReport,
    ReportView,
    SearchRequest,
    Suggestion,
)
from indexer.engine.base import Engine
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import NoSuchReport
from indexer.facets import FACETS, YEAR_FACETS, facet_values, flat_facet, organization_tree, organization_values
from indexer.messages import said
from indexer.models import Report, display_title
from indexer.passages import parts_of
from indexer.prepare import analyse
from indexer.search import Library
from indexer.structure import sections
from tests.web.invented_reports import sample_reports


class FakeLibrary:
    """Answers as ``indexer.search.Library`` would; ``error`` is raised instead, where one is given."""

    def __init__(self, reports: list[Report] | None = None, error: Exception | None = None) -> None:
        self.reports = sample_reports() if reports is None else reports
        self.error = error
        self.asked: list[SearchRequest] = []

    @cached_property
    def counted(self) -> Library:
        """A real library over the same reports, for what is counted rather than searched for."""
        folder = Path(mkdtemp(prefix="reports-"))
        # A process that is forked meanwhile may drop this, too, and then is the first to tidy up.
        finalize(self, rmtree, folder, ignore_errors=True)
        engine = WhooshEngine(folder / "index", create=True)
        with engine.writer() as writer:
            for report in self.reports:
                writer.add(report, analyse(report))
            writer.commit()
        engine.refresh()
        return Library(engine)

    @property
    def engine(self) -> Engine:
        if self.error:
            raise self.error
        return self.counted.engine

    def able(self, capability: str) -> Engine:
        return self.counted.able(capability)

    def tally(self, request: SearchRequest, terms: Sequence[Sequence[str]], facets: tuple[str, ...]) -> Any:
        if self.error:
            raise self.error
        return self.counted.tally(request, terms, facets)

    def places(self, request: SearchRequest, strings: Sequence[str], facets: tuple[str, ...]) -> Any:
        if self.error:
            raise self.error
        return self.counted.places(request, strings, facets)

    def selecting(self, request: SearchRequest, facets: tuple[str, ...]) -> Any:
        if self.error:
            raise self.error
        return self.counted.selecting(request, facets)

    def search(self, request: SearchRequest) -> Page:
        self.asked.append(request)
        return self._found(request)

    def _found(self, request: SearchRequest) -> Page:
        if self.error:
            raise self.error
        terms = _terms(request)
        there = [report for report in self.reports if not request.section or _parts(report, request.section)]
        found = [report for report in there if all(find_marks(report, (term,), request.section) for term in terms)]
        matching = [report for report in found if _passes(report, request)]
        every, standing = len(matching), {report.id: [report] for report in matching}
        if not request.copies:
            by_text: dict[str, list[Report]] = {}
            for report in matching:
                by_text.setdefault(report.text, []).append(report)
            matching = [same[0] for same in by_text.values()]
            standing = {same[0].id: same for same in by_text.values()}
        if request.sort != "relevance":
            matching.sort(key=lambda report: report.metadata.delivered_year or 0, reverse=request.sort == "newest")
        start = (request.page - 1) * request.size
        variants = {"信息": ("資訊", "资讯")} if "信息" in request.query and request.variants else {}
        notes = ("“年份：”按回顾年度理解。",) if "年份" in request.query else ()
        suggestions = (("报告年份：2022", "报告年份：2022"),) if notes else ()
        mode = "all" if terms else "everything"
        return Page(
            request=request,
            interpretation=Interpretation(
                mode, terms, variants, notes, suggestions, _reading(terms), self._corrections(request, len(matching))
            ),
            total=len(matching),
            occurrences=sum(len(find_marks(report, terms, request.section)) for report in matching),
            took_ms=3.4,
            pages=-(-len(matching) // request.size),
            hits=tuple(
                replace(_hit(report, terms, request.section), copies=len(standing[report.id]) - 1)
                for report in matching[start : start + request.size]
            ),
            facets={name: _facet(name, found, request) for name in FACETS},
            copies=every - len(matching),
        )

    def report(self, report_id: str, query: str = "", *, variants: bool = True, section: str = "") -> ReportView:
        if self.error:
            raise self.error
        for report in self.reports:
            if report.id == report_id:
                terms = _terms(SearchRequest(query, variants=variants))
                read = Interpretation("all", terms, {}, ()) if terms else None
                same = [_copy(other) for other in self.reports if other.text == report.text]
                copies = tuple(same) if len(same) > 1 else ()
                others = tuple(
                    PartOfFile(other.id, other.part, display_title(other.metadata))
                    for other in self.reports
                    if other.file == report.file and other.id != report.id
                )
                marks = find_marks(report, terms, section)
                return ReportView(report, display_title(report.metadata), marks, read, copies, others)
        raise NoSuchReport(f"no report {report_id}")

    def suggest(self, text: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Names, titles and a few words that hold the last word typed."""
        if self.error:
            raise self.error
        *before, last = text.split() or [""]
        if not last:
            return ()
        words = [word for word in ("社情民意信息", "协商民主", "提案办理") if word.startswith(last)]
        named = Counter(each.metadata.organization.name for each in self.reports if each.metadata.organization)
        titled = Counter(each.metadata.title for each in self.reports if each.metadata.title)
        found = [
            *(Suggestion("word", word, " ".join([*before, word]), len(self._holding(word))) for word in words),
            *(Suggestion("organization", n, " ".join(before), c, n) for n, c in named.items() if last in n),
            *(Suggestion("title", t, f"标题:“{t}”", c) for t, c in titled.items() if last in t),
        ]
        return tuple(found[:limit])

    def _holding(self, string: str) -> list[Report]:
        return [report for report in self.reports if string in report.text]

    def _corrections(self, request: SearchRequest, total: int) -> tuple[Correction, ...]:
        """One slip is known: 社情名意."""
        meant = request.query.replace("社情名意", "社情民意")
        if total or meant == request.query:
            return ()
        return (Correction(meant, len(self._holding("社情民意"))),)

    def info(self) -> IndexInfo:
        if self.error:
            raise self.error
        size = sum(len(report.text) for report in self.reports)
        copies = len(self.reports) - len({report.text for report in self.reports})
        updated = "2025-03-01T08:00:00Z"
        return IndexInfo(
            len(self.reports), len(self.reports), size, 16, (2018, 2023), updated, copies, self.generation()
        )

    def every(self, request: SearchRequest) -> Iterator[Hit]:
        return iter(self._found(replace(request, page=1, size=len(self.reports) + 1)).hits)

    def related(self, report_id: str) -> Related:
        own = self.report(report_id).report
        others = [report for report in self.reports if report.text != own.text and report.id != own.id]
        same = [report for report in others if _series(report) == _series(own) != (None, None)]
        by_year = {report.metadata.covered_year: report for report in same if report.metadata.covered_year}
        by_year.pop(own.metadata.covered_year, None)
        years = [by_year[year] for year in sorted(by_year, reverse=True)]
        similar = [report for report in others if report not in years and report.metadata.kind == own.metadata.kind]
        return Related(tuple(map(_related, years)), tuple(map(_related, similar[:8])))

    def generation(self) -> str:
        if self.error:
            raise self.error
        return sha256(repr([(report.id, report.metadata) for report in self.reports]).encode()).hexdigest()[:32]

    def holdings(self) -> Holdings:
        facets = self._found(SearchRequest(size=100)).facets
        organizations = {report.metadata.organization for report in self.reports} - {None}
        tops = Counter(organization_values(organization)[0] for organization in organizations)
        return Holdings(
            tuple(Region(node.value, node.label, node.count, tops[node.value]) for node in facets["organization"]),
            tuple(sorted((int(year.value), year.count) for year in facets["covered_year"] if year.value.isdecimal())),
            tuple((kind.value, kind.count) for kind in facets["kind"]),
        )

    def examples(self, limit: int) -> tuple[Example, ...]:
        queries = ("社情民意信息", "提案 办理", "“协商”", "乡村振兴", "绝无此语")
        found = [Example(query, self._found(SearchRequest(query)).total) for query in queries]
        return tuple(example for example in found if example.total)[:limit]


def _series(report: Report) -> tuple[str | None, str | None]:
    organization = report.metadata.organization
    return organization and organization.name, report.metadata.kind


def _related(report: Report) -> RelatedReport:
    return RelatedReport(report.id, display_title(report.metadata), report.metadata)


def _copy(report: Report) -> Copy:
    title = display_title(report.metadata)
    place = (report.root, report.file, report.part, report.parts)
    return Copy(report.id, title, *place, len(report.text), report.metadata)


def find_marks(report: Report, terms: tuple[str, ...], section: str = "") -> tuple[tuple[int, int], ...]:
    spans = {match.span() for term in terms for match in re.finditer(re.escape(term), report.text)}
    parts = _parts(report, section) if section else ((0, len(report.text)),)
    return tuple(sorted(span for span in spans if any(start <= span[0] and span[1] <= end for start, end in parts)))


def _parts(report: Report, section: str) -> tuple[tuple[int, int], ...]:
    return parts_of(report.text, sections(report.text, report.headings), section)


def _reading(terms: tuple[str, ...]) -> str:
    return reduce(lambda left, right: said("%(left)s 且 %(right)s", left=left, right=right), terms) if terms else ""


def _terms(request: SearchRequest) -> tuple[str, ...]:
    return tuple(request.query.replace("年份：2022", "").replace("“", "").replace("”", "").split())


def _hit(report: Report, terms: tuple[str, ...], section: str) -> Hit:
    marks = find_marks(report, terms, section)
    passages = []
    somewhere = _parts(report, section)[0][1] - 1 if section else len(report.text) // 3
    for start, end in marks[:3] or ((somewhere, somewhere),):
        begin = report.text.rfind("\n", 0, start) + 1
        stop = report.text.find("\n", end)
        stop = len(report.text) if stop < 0 else stop
        inside = tuple((low - begin, high - begin) for low, high in marks if begin <= low and high <= stop)
        above = [h for h in report.headings[1:] if h.start < begin]
        path = tuple(report.text[h.start : h.end] for h in above[-2:])
        paragraph = report.text.count("\n", 0, begin) + 1
        passages.append(Passage(report.text[begin:stop], inside, path, begin, paragraph))
    passages = list({passage.offset: passage for passage in passages}.values())
    metadata = report.metadata
    title = display_title(metadata)
    hit = Hit(report.id, title, report.root, report.file, report.part, report.parts, metadata, 1.0, len(marks), ())
    return replace(hit, passages=tuple(passages))


def _chosen(values: tuple[str, ...]) -> set[str]:
    chosen = set()
    for value in values:
        first, dots, last = value.partition("..")
        chosen |= {str(year) for year in range(int(first or 1949), int(last or 2050) + 1)} if dots else {value}
    # Stands for the reading of partial names.
    return {"重庆市涪陵区政协" if value == "涪陵" else value for value in chosen}


def _passes(report: Report, request: SearchRequest, but: str = "") -> bool:
    values = facet_values(report.metadata)
    chosen = all(
        name == but or not wanted or _chosen(wanted) & set(values[name]) for name, wanted in request.filters.items()
    )
    return chosen and not any(
        name != but and _chosen(unwanted) & set(values[name]) for name, unwanted in request.excluded.items()
    )


def _facet(name: str, found: list[Report], request: SearchRequest):
    passing = [report for report in found if _passes(report, request, but=name)]
    carried = {
        (value, report.id if request.copies else report.text)
        for report in passing
        for value in facet_values(report.metadata)[name]
    }
    counts = Counter(value for value, _ in carried)
    chosen, excluded = (_chosen(given.get(name, ())) for given in (request.filters, request.excluded))
    if name != "organization":
        if name in YEAR_FACETS:
            chosen, excluded = chosen & counts.keys(), excluded & counts.keys()
        return flat_facet(name, counts, chosen & counts.keys(), excluded)
    parents = {}
    for report in found:
        if report.metadata.organization:
            nodes = organization_values(report.metadata.organization)
            parents.update(dict(zip(nodes[1:], nodes, strict=False)))
    return organization_tree(counts, parents, chosen, excluded)
