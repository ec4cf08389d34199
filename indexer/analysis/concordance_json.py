"""Concordances and neighbours as JSON objects: one shape for the command line and the API."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from indexer.analysis.answer_json import Characters, Query, foot_json, head_json
from indexer.analysis.concordance import Concordance, Line
from indexer.analysis.neighbours import Neighbour, Neighbours
from indexer.analysis.trends_json import TermJson, term_json
from indexer.labels import SECTIONS

_SECTION = Annotated[str | None, Meta(description="`review` or `plan`, where only such sections were looked through.")]
_COPIES = Annotated[bool, Meta(description="Whether every copy of a text was looked through.")]
_REPORTS = Annotated[int, Meta(description="Reports that were looked through.", ge=0)]
_FINGERPRINT = Annotated[str, Meta(description="Of the index that was looked through.")]


class LineJson(TypedDict):
    """One place of the term, in its context; line ends and blanks are one blank."""

    number: Annotated[int, Meta(description="From 1 on, in the order of the lines.", ge=1)]
    left: Annotated[str, Meta(examples=["一年来，编报"])]
    key: Annotated[str, Meta(description="The term as it is written there.", examples=["社情民意信息"])]
    right: Annotated[str, Meta(examples=["430余篇，"])]
    report: Annotated[str, Meta(description="Id, to be read with `report`.")]
    title: str
    organization: Annotated[str, Meta(description="Name, or `unknown`.", examples=["重庆市涪陵区政协"])]
    covered_year: Annotated[
        str, Meta(description="To be sent as a filter: a year, a span, `unknown` or `n/a`.", examples=["2022"])
    ]
    section: Annotated[str | None, Meta(description="`review` or `plan`; null for the rest of a report.")]
    paragraph: Annotated[int, Meta(description="Number of the key's line in the text, from 1.", ge=1)]
    offset: Annotated[int, Meta(description="Code points of the text before the key.", ge=0)]


class ConcordanceJson(TypedDict):
    """One page of the places of a term in their contexts."""

    query: Query
    section: _SECTION
    copies: _COPIES
    term: TermJson
    sort: Annotated[str, Meta(examples=["right"])]
    total: Annotated[int, Meta(description="Places; overlapping ones are all counted.", ge=0)]
    holding: Annotated[int, Meta(description="Reports that hold the term.", ge=0)]
    reports: _REPORTS
    characters: Characters
    page: Annotated[int, Meta(ge=1)]
    pages: Annotated[int, Meta(ge=0)]
    size: Annotated[int, Meta(description="Lines of a page.", ge=1)]
    width: Annotated[int, Meta(description="Characters on either side.", ge=1)]
    lines: list[LineJson]
    notes: list[str]
    fingerprint: _FINGERPRINT


class NeighbourJson(TypedDict):
    """A character or word beside the term."""

    text: Annotated[str, Meta(description="Folded: simplified, lower case.", examples=["编报"])]
    count: Annotated[int, Meta(description="Places of the term that it stands beside.", ge=1)]
    total: Annotated[int, Meta(description="How often it stands in all of the reports.", ge=1)]
    expected: Annotated[float, Meta(description="Places that it would stand beside by chance.")]
    log_likelihood: Annotated[float, Meta(description="G²: how sure it is that this is not chance.", ge=0)]
    mutual_information: Annotated[float, Meta(description="MI: 1 for twice as often as by chance, −1 for half.")]
    query: Annotated[str, Meta(description="To be sent to `search` as `q`: it beside the term.")]


class SideJson(TypedDict):
    """What stands on one side of the term."""

    beside: Annotated[int, Meta(description="Places that a letter or digit stands beside.", ge=0)]
    letters: Annotated[list[NeighbourJson], Meta(description="Characters, the surest first.")]
    words: Annotated[list[NeighbourJson], Meta(description="Of each place the longest word, the surest first.")]


class NeighboursJson(TypedDict):
    """What stands immediately left and right of a term."""

    query: Query
    section: _SECTION
    copies: _COPIES
    term: TermJson
    total: Annotated[int, Meta(description="Places of the term.", ge=0)]
    reports: _REPORTS
    characters: Characters
    left: SideJson
    right: SideJson
    notes: list[str]
    fingerprint: _FINGERPRINT


def concordance_json(made: Concordance) -> ConcordanceJson:
    return {
        **head_json(made.request),
        "term": term_json(made.term),
        "sort": made.sort,
        "total": made.total,
        "holding": made.holding,
        "reports": made.reports,
        "characters": made.characters,
        "page": made.page,
        "pages": made.pages,
        "size": made.size,
        "width": made.width,
        "lines": [_line_json(line) for line in made.lines],
        **foot_json(made),
    }


def neighbours_json(left: Neighbours, right: Neighbours) -> NeighboursJson:
    """Both sides of one term."""
    return {
        **head_json(right.request),
        "term": term_json(right.term),
        "total": right.places,
        "reports": right.reports,
        "characters": right.characters,
        "left": _side_json(left),
        "right": _side_json(right),
        **foot_json(right),
    }


def _line_json(line: Line) -> LineJson:
    return {
        "number": line.number,
        "left": line.left,
        "key": line.key,
        "right": line.right,
        "report": line.report,
        "title": line.title,
        "organization": line.organization,
        "covered_year": line.covered_year,
        "section": line.section if line.section in SECTIONS else None,
        "paragraph": line.paragraph,
        "offset": line.offset,
    }


def _side_json(made: Neighbours) -> SideJson:
    return {
        "beside": made.beside,
        "letters": [_neighbour_json(each) for each in made.letters],
        "words": [_neighbour_json(each) for each in made.words],
    }


def _neighbour_json(each: Neighbour) -> NeighbourJson:
    return {
        "text": each.text,
        "count": each.count,
        "total": each.total,
        "expected": round(each.expected, 6),
        "log_likelihood": round(each.log_likelihood, 6),
        "mutual_information": round(each.mutual_information, 6),
        "query": each.query,
    }
