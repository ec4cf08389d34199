"""Figures as a JSON object: one shape for the command line and the API."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from indexer.analysis.answer_json import Query, foot_json, head_json
from indexer.analysis.figures_cells import Cell, Fact, Value, part_of
from indexer.analysis.figures_table import FiguresTable, plain
from indexer.figures import Figure
from indexer.shapes import Count, Year


class FigureJson(TypedDict):
    """A number, what it counts and how exactly."""

    indicator: Annotated[str, Meta(description="The name that its head words are grouped under.", examples=["提案"])]
    action: Annotated[str, Meta(description="What was done; empty where that is not said.", examples=["立案"])]
    changed: Annotated[
        str,
        Meta(
            description="Where `action` is 增长 or 下降: what was done with the things whose number changed; else empty."
        ),
    ]
    actor: Annotated[
        str,
        Meta(
            description="Who else than the organization acted, used it or was handed it; empty for nobody else.",
            examples=["市政协"],
        ),
    ]
    actor_level: Annotated[
        str | None, Meta(description="全国, 省级, 地市级 or 县级, as seen from the organization.", examples=["省级"])
    ]
    low: Annotated[int | float, Meta(description="The value, or the lower end of a range; 万 and 亿 worked out.")]
    high: Annotated[int | float, Meta(description="The same as `low`, or the upper end of a range.")]
    unit: Annotated[str, Meta(examples=["件"])]
    qualifier: Annotated[str, Meta(description="余, 多, 约, 近, 超, 以上, 以下, 左右 or empty.", examples=["余"])]
    as_of: Annotated[str, Meta(description="The day or month up to which it counts, as printed; else empty.")]
    part: Annotated[
        str,
        Meta(
            description="The part of a year it is of (大会期间), or the time of the things that were followed up (上年度), as printed; "
            "else empty."
        ),
    ]


class StatedValueJson(FigureJson):
    """A value that reports state of a year."""

    contradicted: Annotated[bool, Meta(description="Whether another value is stated for the same.")]
    stated_in: Annotated[list[PlaceOfFigureJson], Meta(description="Each report that states it, and where.")]


class PlaceOfFigureJson(TypedDict):
    """Where a figure stands."""

    report: Annotated[str, Meta(description="Id of the report.", examples=["def353c38838a3e3"])]
    offset: Annotated[int, Meta(description="Where it stands in the report's text, in code points.", ge=0)]


class FigureCellJson(TypedDict):
    """What the reports of an organization say of a year."""

    year: Year
    reports: Annotated[int, Meta(description="Reports on that year alone.", ge=0)]
    partial: Annotated[
        int, Meta(description="How many of them are digests or fragments, of which silence proves nothing.", ge=0)
    ]
    stated: Annotated[bool, Meta(description="False: there are reports, and none states it (原文未载明).")]
    values: Annotated[
        list[StatedValueJson], Meta(description="Never summed; different actors stand beside each other.")
    ]
    outside: Annotated[
        list[StatedValueJson],
        Meta(description="Where `values` is empty: what is stated outside the section asked for, in neither half."),
    ]


class FigureLineJson(TypedDict):
    organization: Annotated[str, Meta(examples=["重庆市涪陵区政协"])]
    cells: Annotated[list[FigureCellJson], Meta(description="Years without reports and values are left out.")]


class FigureRowJson(FigureJson, PlaceOfFigureJson):
    """A figure of a report, with its sentence."""

    organization: str | None
    title: str
    covered_year: Annotated[int | None, Meta(description="The (last) year that the report looks back on.")]
    period: Annotated[str, Meta(description="What it is of: `2023`, `2018-2022`, or as printed.", examples=["2023"])]
    printed: Annotated[str, Meta(description="As printed; empty where titles were counted.", examples=["430余篇"])]
    section: Annotated[str, Meta(description="`review`, `plan` or `other`.")]
    apart: Annotated[
        str | None,
        Meta(
            description="Why it stands in no cell: `section`, stated outside the one asked for; `plan`; `total` of several years; `span`, a report on several years; "
            "`organization` or `year`, not known; `outside` the years asked for; `part` of a year whose whole is stated."
        ),
    ]
    contradicted: Annotated[bool, Meta(description="Whether another value is stated for the same.")]
    sentence: str
    sentence_offset: Count
    repeats: Annotated[list[int], Meta(description="Offsets at which the report states the same again.")]


class AskedJson(TypedDict):
    """How the words were read; null is any."""

    words: Annotated[str, Meta(description="As typed.")]
    indicator: str | None
    action: str | None
    actor: str | None
    either: Annotated[bool, Meta(description="Whether indicator or action will do: one word may be both (批示).")]


class FiguresJson(TypedDict):
    """What reports say in numbers, by organization and year and as rows with their sentences."""

    query: Query
    section: Annotated[str | None, Meta(description="`review` or `plan`, where only such sections were looked in.")]
    copies: Annotated[bool, Meta(description="Whether every copy of a text was looked in.")]
    asked: AskedJson
    reports: Annotated[int, Meta(description="In which was looked.", ge=0)]
    read: Annotated[int, Meta(description="Those that hold a word for what was asked, and so were read.", ge=0)]
    years: list[Year]
    organizations: list[FigureLineJson]
    rows: Annotated[list[FigureRowJson], Meta(description="By organization, year covered, report and place.")]
    rows_total: Annotated[int, Meta(description="Of all pages.", ge=0)]
    notes: list[str]
    fingerprint: Annotated[str, Meta(description="Of the index that was read.")]


def figures_json(made: FiguresTable, rows: slice = slice(None)) -> FiguresJson:
    """With some of the rows, or all of them."""
    return {
        **head_json(made.request),
        "asked": {
            "words": made.words,
            "indicator": made.asked.indicator,
            "action": made.asked.action,
            "actor": made.asked.actor,
            "either": made.asked.either,
        },
        "reports": made.reports,
        "read": made.read,
        "years": list(made.years),
        "organizations": [
            {
                "organization": line.organization,
                "cells": [_cell_json(cell) for cell in line.cells if not cell.empty],
            }
            for line in made.lines
        ],
        "rows": [_row_json(fact) for fact in made.facts[rows]],
        "rows_total": len(made.facts),
        **foot_json(made),
    }


def _cell_json(cell: Cell) -> FigureCellJson:
    return {
        "year": cell.year,
        "reports": cell.reports,
        "partial": cell.partial,
        "stated": not cell.missing,
        "values": [_value_json(value) for value in cell.values],
        "outside": [_value_json(value) for value in cell.outside],
    }


def _value_json(value: Value) -> StatedValueJson:
    return {
        **_figure_json(value.figure),
        "contradicted": value.contradicted,
        "stated_in": [{"report": fact.report.id, "offset": fact.figure.start} for fact in value.facts],
    }


def _figure_json(figure: Figure) -> FigureJson:
    return {
        "indicator": figure.indicator,
        "action": figure.action,
        "changed": figure.changed,
        "actor": figure.actor,
        "actor_level": figure.actor_level,
        "low": plain(figure.low),
        "high": plain(figure.high),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "as_of": figure.as_of,
        "part": part_of(figure),
    }


def _row_json(fact: Fact) -> FigureRowJson:
    figure, report = fact.figure, fact.report
    return {
        **_figure_json(figure),
        "report": report.id,
        "offset": figure.start,
        "organization": report.organization,
        "title": report.title,
        "covered_year": report.metadata.covered_year,
        "period": figure.period.label,
        "printed": figure.printed,
        "section": figure.section,
        "apart": fact.apart or None,
        "contradicted": fact.contradicted,
        "sentence": figure.sentence,
        "sentence_offset": figure.sentence_start,
        "repeats": [start for start, _ in figure.repeats],
    }
