"""Adoption and set phrases as JSON objects: one shape for the command line and the API."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from indexer.analysis.adoption import Adoption, Cell, Row
from indexer.analysis.answer_json import Characters, Copies, Fingerprint, Query, Section, foot_json, head_json, rounded
from indexer.analysis.first_uses import FirstUse
from indexer.analysis.phrases import Phrases
from indexer.analysis.selecting import group_label
from indexer.analysis.spreading import Using
from indexer.analysis.trends_json import TermJson, term_json
from indexer.shapes import Count


class UseJson(TypedDict):
    """A term in the reports of an organization and a year, or of all."""

    reports: Count
    characters: Characters
    reports_holding: Annotated[int, Meta(description="Reports that hold the term.", ge=0)]
    occurrences: Count
    rate: Annotated[
        float | None,
        Meta(description="Occurrences per 10,000 characters of all these reports; null where there are none."),
    ]


class YearUseJson(UseJson):
    """A term in the reports of an organization and a year."""

    year: Annotated[str, Meta(description="A year, `unknown` or `n/a`: to be sent as a filter.", examples=["2022"])]


class FirstUseJson(TypedDict):
    """The earliest use in the index, which need not be the first."""

    year: int
    reports: Annotated[int, Meta(description="Reports of that year that hold it.", ge=1)]
    report_id: Annotated[str, Meta(description="The first of them in time, as far as days are known.")]
    title: str
    covered_from: int | None
    covered_year: int | None
    delivered_year: int | None
    published: Annotated[str | None, Meta(description="Of this copy.", examples=["2023-01-11"])]
    earlier_reports: Annotated[
        int,
        Meta(description="Reports of the organization of years before; 0: an earlier use cannot be ruled out.", ge=0),
    ]
    earlier_years: list[int]


class AdoptionRowJson(TypedDict):
    """A term in the reports of an organization."""

    organization: Annotated[str, Meta(description="To be sent as a filter; empty for all.")]
    label: Annotated[str, Meta(description="To be shown.")]
    level: str | None
    region: Annotated[str | None, Meta(examples=["重庆市"])]
    first: Annotated[FirstUseJson | None, Meta(description="Null where only undated reports hold the term.")]
    total: UseJson
    cells: Annotated[list[YearUseJson], Meta(description="Of the years that there are reports of.")]


class SpreadJson(TypedDict):
    """How far a term had spread by a year."""

    year: int
    new: Annotated[list[str], Meta(description="Organizations whose first use in the index is of this year.")]
    users: Annotated[int, Meta(description="Organizations with a use until then.", ge=0)]
    using: Annotated[
        int,
        Meta(
            description="Organizations of which a report of this year holds it; one on several years is of the last.",
            ge=0,
        ),
    ]
    held: Annotated[int, Meta(description="Organizations of which there is a report of this year.", ge=0)]


class UsingJson(TypedDict):
    """A term among the organizations of a level or region."""

    value: str
    first: Annotated[int, Meta(description="Year of its first use in the index.")]
    users: Annotated[int, Meta(description="Organizations with a dated use.", ge=0)]
    held: Annotated[int, Meta(description="Organizations with reports.", ge=0)]


class WithoutJson(TypedDict):
    """An organization of which no report holds the term."""

    organization: str
    reports: Annotated[int, Meta(description="Its reports that were looked at.", ge=1)]


class AdoptionJson(TypedDict):
    """Where and when a term was first used as far as the index goes, and how it spread."""

    query: Query
    section: Section
    copies: Copies
    term: TermJson
    dated: Annotated[str, Meta(description="What uses are dated by.", examples=["delivered_year"])]
    columns: list[str]
    rows: Annotated[list[AdoptionRowJson], Meta(description="Organizations that use it, in the order of first uses.")]
    total: AdoptionRowJson
    spread: list[SpreadJson]
    levels: list[UsingJson]
    regions: list[UsingJson]
    without: Annotated[list[WithoutJson], Meta(description="Organizations with reports that never use it.")]
    notes: list[str]
    fingerprint: Fingerprint


class PhraseJson(TypedDict):
    """A string that several put in quotation marks."""

    phrase: Annotated[str, Meta(description="Without the marks, as it is written most often.", examples=["两个确立"])]
    organizations: Annotated[int, Meta(description="Organizations whose reports quote it.", ge=2)]
    reports: Annotated[int, Meta(description="Reports in which it stands in quotation marks.", ge=2)]
    quoted: Annotated[int, Meta(description="Times that it stands so.", ge=2)]
    first_year: Annotated[int | None, Meta(description="Of the earliest of these reports in the index.")]
    last_year: int | None


class PhrasesJson(TypedDict):
    """Set phrases of the index."""

    query: Query
    section: Annotated[str | None, Meta(description="`review` or `plan`, where only such sections were looked at.")]
    copies: Copies
    dated: Annotated[str, Meta(examples=["delivered_year"])]
    reports: Annotated[int, Meta(description="Reports that were looked at.", ge=0)]
    total: Annotated[int, Meta(description="Phrases in all, whatever `limit` is.", ge=0)]
    phrases: Annotated[list[PhraseJson], Meta(description="Those of most organizations first.")]
    notes: list[str]
    fingerprint: Fingerprint


def adoption_json(made: Adoption) -> AdoptionJson:
    return {
        **head_json(made.request),
        "term": term_json(made.term),
        "dated": made.years,
        "columns": list(made.columns),
        "rows": [_row_json(row, made) for row in made.rows],
        "total": _row_json(made.total, made),
        "spread": [
            {"year": each.year, "new": list(each.new), "users": each.users, "using": each.using, "held": each.held}
            for each in made.spread
        ],
        "levels": [_using_json(each) for each in made.levels],
        "regions": [_using_json(each) for each in made.regions],
        "without": [{"organization": name, "reports": reports} for name, reports in made.without],
        **foot_json(made),
    }


def phrases_json(made: Phrases) -> PhrasesJson:
    return {
        **head_json(made.request),
        "dated": made.years,
        "reports": made.reports,
        "total": made.total,
        "phrases": [
            {
                "phrase": each.text,
                "organizations": each.organizations,
                "reports": each.reports,
                "quoted": each.quoted,
                "first_year": each.first_year,
                "last_year": each.last_year,
            }
            for each in made.phrases
        ],
        **foot_json(made),
    }


def _row_json(row: Row, made: Adoption) -> AdoptionRowJson:
    return {
        "organization": row.value,
        "label": group_label(row.value, "organization"),
        "level": row.level,
        "region": row.region or None,
        "first": _first_json(row.first) if row.first else None,
        "total": _use_json(row.total),
        "cells": [
            {"year": year, **_use_json(cell)}
            for year, cell in zip(made.columns, row.cells, strict=True)
            if cell.reports
        ],
    }


def _first_json(first: FirstUse) -> FirstUseJson:
    return {
        "year": first.year,
        "reports": first.reports,
        "report_id": first.report_id,
        "title": first.title,
        "covered_from": first.covered_from,
        "covered_year": first.covered_year,
        "delivered_year": first.delivered_year,
        "published": first.published,
        "earlier_reports": first.earlier_reports,
        "earlier_years": list(first.earlier_years),
    }


def _use_json(cell: Cell) -> UseJson:
    return {
        "reports": cell.reports,
        "characters": cell.characters,
        "reports_holding": cell.holding,
        "occurrences": cell.occurrences,
        "rate": rounded(cell.rate),
    }


def _using_json(each: Using) -> UsingJson:
    return {"value": each.value, "first": each.first, "users": each.users, "held": each.held}
