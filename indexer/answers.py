"""The frozen records that flow out: a search as somebody asks for it, and what is answered.

SearchRequest → Page (Hit, Passage, FacetValue); an id → ReportView (Copy, PartOfFile); text being typed → Suggestion.
All offsets count Unicode code points of the text named beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from indexer.models import Metadata, Report


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as a person asked for it."""

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet name → chosen values: OR inside a facet, AND between them. Year facets take "2022", "2020..2022" (open
    ends allowed), ``UNKNOWN`` and ``NOT_APPLICABLE``; "organization" takes names and tree values."""
    sort: str = "relevance"
    """"relevance", "newest" or "oldest"."""
    page: int = 1
    size: int = 10
    variants: bool = True
    copies: bool = False
    """Whether copies of one text are hits of their own, rather than one hit that says how many there are."""
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet name → values whose reports are left out, written as those of ``filters``. What is both chosen and excluded is
    excluded. Of copies of one text those that carry an excluded value are left out, the others stay."""
    section: str = ""
    """"review" (回顾) or "plan" (打算): the words must stand in that part of a report, and are counted there alone. Empty:
    anywhere."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant by what is being typed."""

    kind: str
    """"organization", "title" or "word"."""
    text: str
    """The name, title or word, to be shown."""
    query: str
    """The whole query that it stands for, with what was typed before it. An organization's does not name it: it is
    searched for by the filter of ``value``, among the reports of this query."""
    count: int
    """How many reports there are of the organization, of that title, or with that word; other words that were typed aside."""
    value: str | None = None
    """Of an organization: its value in the facet "organization"."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Another query that finds more, for one that may be mistyped."""

    query: str
    """The whole of it."""
    total: int
    """Reports that it finds with the filters of the request."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the query was read, for showing to the reader."""

    mode: str
    """"all": every term required; "most": relaxed to most of the terms; "any": a question in plain words;
    "everything": no query."""
    terms: tuple[str, ...]
    """The terms that were searched for, as typed and in that order; quoted ones in “ ”. Excluded ones are not here."""
    variants: Mapping[str, tuple[str, ...]]
    """Term → the other wordings that were searched for too."""
    notes: tuple[str, ...]
    """Sentences in Chinese about what was read as text, relaxed or assumed."""
    suggestions: tuple[tuple[str, str], ...] = ()
    """(label, query) pairs: other readings of the query, to be offered as links."""
    reading: str = ""
    """The query as it was read, in words: 提案 且 (教育 或 卫生)，不含 视察. Empty without a query."""
    corrections: tuple[Correction, ...] = ()
    """What may have been meant, where the query finds little or nothing; the likeliest first, at most 3."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An excerpt cut at sentence ends. ``marks`` are [start, end) in code points of ``text``."""

    text: str
    marks: tuple[tuple[int, int], ...]
    headings: tuple[str, ...]
    """The section headings above it, highest first."""
    offset: int
    """Where ``text`` begins in the report's text."""
    paragraph: int | None = None
    """1-based number of the paragraph of the report in which ``text`` begins; None where it was not counted."""


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    title: str
    """Never empty: a title of ours, in brackets, where the report states none."""
    root: str
    file: str
    part: int
    parts: int
    metadata: Metadata
    score: float
    occurrences: int
    passages: tuple[Passage, ...]
    member: str | None = None
    """Path inside the archive that ``file`` is."""
    copies: int = 0
    """How many other reports with the same text match too; the hit is the best of them."""


class FacetValue(Struct, frozen=True):
    """A value of a facet with its count. An answer holds hundreds of them: a struct is made in a fifth of a dataclass's time."""

    value: str
    label: str
    count: int
    selected: bool
    children: tuple[FacetValue, ...] = ()
    excluded: bool = False
    """Whether reports that carry it are left out; ``selected`` is False then. ``count`` is what taking it back would show."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results, with counts over all of them."""

    request: SearchRequest
    interpretation: Interpretation
    total: int
    """Matching reports; of those with the same text only one counts, unless copies were asked for."""
    occurrences: int
    """Over all reports that ``total`` counts, not only those on this page."""
    took_ms: float
    pages: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    """In display order: organization, covered_year, delivered_year, kind, body, level, completeness,
    source."""
    copies: int = 0
    """Matching reports beyond ``total``: copies of those counted there."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One of several reports with the same text, as a list of them shows it."""

    id: str
    title: str
    root: str
    file: str
    part: int
    parts: int
    characters: int
    """Code points of its text: a copy that was cut off has fewer."""
    metadata: Metadata
    member: str | None = None
    """Path inside the archive that ``file`` is."""


@dataclass(frozen=True, slots=True)
class PartOfFile:
    """A report as one of several in a file."""

    id: str
    part: int
    """0-based."""
    title: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report for reading; ``marks`` are the query's places in ``report.text``."""

    report: Report
    title: str
    marks: tuple[tuple[int, int], ...]
    interpretation: Interpretation | None
    copies: tuple[Copy, ...] = ()
    """All reports with this text, the best first and this one among them; empty where there is no other."""
    others: tuple[PartOfFile, ...] = ()
    """The other reports of the same file, in its order; () where they are too many to list."""


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What is in an index."""

    reports: int
    files: int
    characters: int
    """Code points of all texts."""
    organizations: int
    years: tuple[int, ...]
    """Covered years, ascending."""
    updated: str | None
    """ISO 8601, UTC, of the last commit."""
    copies: int = 0
    """How many of the reports are copies of another one of them."""
    fingerprint: str = ""
    """32 hexadecimal digits that tell this state of this index from any other; as ``Library.generation``."""


@dataclass(frozen=True, slots=True)
class RelatedReport:
    """A report that is worth reading beside another."""

    id: str
    title: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Related:
    """What to read beside a report."""

    years: tuple[RelatedReport, ...]
    """Papers of the same organization, under whichever of its names, and of the same kind, that are of other years: one of each
    year, the newest first. Empty for kinds of which there are many in a year."""
    similar: tuple[RelatedReport, ...]
    """Reports of like content, the most alike first; neither copies of it nor those in ``years``."""


@dataclass(frozen=True, slots=True)
class Region:
    """A node at the top of the organization tree: a province, the nation, or what is not identified."""

    value: str
    """To be filtered by, as ``FacetValue.value`` of "organization"."""
    label: str
    reports: int
    organizations: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds; copies of one text count once."""

    regions: tuple[Region, ...]
    """The nation first, then by number of reports, what is not identified last."""
    years: tuple[tuple[int, int], ...]
    """(year covered, reports), ascending; a span of years counts in each."""
    kinds: tuple[tuple[str, int], ...]
    """(kind, reports), the most frequent first, ``UNKNOWN`` last."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query that finds something in an index."""

    query: str
    total: int
    """Reports that a search for it finds."""
