"""Trends as a JSON object: one shape for the command line and the API."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from indexer.analysis.answer_json import Characters, Copies, Fingerprint, Query, Section, foot_json, head_json, rounded
from indexer.analysis.selecting import group_label
from indexer.analysis.terms import Term
from indexer.analysis.trend_rows import Row
from indexer.analysis.trends import Trends
from indexer.shapes import Count


class TermJson(TypedDict):
    """A term that was counted."""

    term: Annotated[str, Meta(description="As it was typed, without quotation marks.", examples=["社情民意信息"])]
    variants: Annotated[list[str], Meta(description="Other wordings that count for it.")]
    query: Annotated[str, Meta(description="To be sent to `search` as `q`: finds the reports that hold it.")]


class CountedJson(TypedDict):
    """How a term stands in some reports."""

    occurrences: Count
    reports: Annotated[int, Meta(description="Reports that hold it.", ge=0)]
    rate: Annotated[
        float | None,
        Meta(description="Occurrences per 10,000 characters of all the reports; null where there are none."),
    ]


class TrendCountedJson(TypedDict):
    """How a term stands in the reports of a row; all null where it has no reports, for nothing was counted there."""

    occurrences: Count | None
    reports: Annotated[Count | None, Meta(description="Reports that hold it.")]
    rate: Annotated[float | None, Meta(description="Occurrences per 10,000 characters of all the row's reports.")]


class TrendRowJson(TypedDict):
    """The reports under one value."""

    value: Annotated[str, Meta(description="What the reports have in common; empty for all.", examples=["2022"])]
    label: Annotated[str, Meta(description="To be shown.")]
    values: Annotated[
        list[str],
        Meta(
            description="To be sent to `search` as filters: the value, or what was chosen of a division; empty: of all, "
            "or none."
        ),
    ]
    reports: Annotated[int, Meta(description="What the terms were looked for in; 0 is a gap.", ge=0)]
    characters: Characters
    terms: Annotated[list[TrendCountedJson], Meta(description="In the order of the terms.")]


class TrendPanelJson(TypedDict):
    """The rows of the reports under one value of `split`."""

    value: str
    label: str
    values: Annotated[list[str], Meta(description="As of a row.")]
    rows: list[TrendRowJson]
    total: TrendRowJson


class TrendsJson(TypedDict):
    """How often terms stand in the reports of each year, organization, division or kind."""

    query: Query
    section: Section
    copies: Copies
    terms: list[TermJson]
    by: Annotated[str, Meta(examples=["covered_year"])]
    rows: list[TrendRowJson]
    total: Annotated[TrendRowJson, Meta(description="All reports, each once, however many years it covers.")]
    split: str | None
    panels: list[TrendPanelJson]
    panels_left: Annotated[int, Meta(description="Values of `split` that hold a term and have no panel here.", ge=0)]
    notes: list[str]
    fingerprint: Fingerprint


def trends_json(made: Trends) -> TrendsJson:
    return {
        **head_json(made.request),
        "terms": [term_json(term) for term in made.terms],
        "by": made.by,
        "rows": [_row_json(row, made.by) for row in made.rows],
        "total": _row_json(made.total, made.by),
        "split": made.split or None,
        "panels": [
            {
                "value": panel.value,
                "label": group_label(panel.value, made.split),
                "values": list(panel.values),
                "rows": [_row_json(row, made.by) for row in panel.rows],
                "total": _row_json(panel.total, made.by),
            }
            for panel in made.drawn
        ],
        "panels_left": made.left,
        **foot_json(made),
    }


def term_json(term: Term) -> TermJson:
    return {"term": term.typed, "variants": list(term.variants), "query": term.query}


def _row_json(row: Row, by: str) -> TrendRowJson:
    return {
        "value": row.value,
        "label": group_label(row.value, by),
        "values": list(row.values),
        "reports": row.reports,
        "characters": row.characters,
        "terms": [
            {
                "occurrences": counted.occurrences if row.reports else None,
                "reports": counted.reports if row.reports else None,
                "rate": rounded(counted.rate),
            }
            for counted in row.terms
        ],
    }
