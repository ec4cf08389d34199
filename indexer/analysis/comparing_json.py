"""Comparisons as JSON objects: one shape for the command line and the API."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from indexer.analysis.alignment import Fate, Pair
from indexer.analysis.answer_json import Characters, Copies, Fingerprint, Section, rounded
from indexer.analysis.comparing import ComparedTerm, Comparison, Side, term_of
from indexer.analysis.edits import Span
from indexer.analysis.keyness import Keyword
from indexer.analysis.succession import Succession
from indexer.analysis.trends_json import CountedJson
from indexer.models import Report, display_title
from indexer.present import metadata_json
from indexer.shapes import Count, Mark, RelatedReportJson

_Ratio = Annotated[
    float | None,
    Meta(
        description="log₂ of the ratio of both rates: 1 is twice as often in the first selection, −1 half as often; a "
        "side without it counts as half an occurrence. Null where a selection is empty."
    ),
]
_Likelihood = Annotated[
    float | None,
    Meta(description="G², from 15.13 on a difference (p < 0.0001). Null where a selection is empty."),
]


class SelectionJson(TypedDict):
    """One of the selections that are compared."""

    query: Annotated[str, Meta(description="What its reports had to match; empty for all.")]
    filters: Annotated[dict[str, list[str]], Meta(description="Facet → chosen values.")]
    excluded: Annotated[dict[str, list[str]], Meta(description="Facet → values whose reports were left out.")]
    section: Section
    reports: Count
    characters: Characters
    notes: list[str]


class ComparedJson(TypedDict):
    """A word or string, and how it stands in both selections."""

    term: Annotated[str, Meta(description="To be shown.", examples=["协商"])]
    wordings: Annotated[list[str], Meta(description="What was counted for it, folded.")]
    query: Annotated[
        str,
        Meta(description="To be sent to `search` as `q`: finds the reports that hold it, inside longer words too."),
    ]
    first: CountedJson
    second: CountedJson
    log_likelihood: _Likelihood
    log_ratio: _Ratio


class CriteriaJson(TypedDict):
    """What a word must show to be listed."""

    occurrences: Annotated[int, Meta(description="So many at least on both sides together.")]
    reports: Annotated[int, Meta(description="So many reports at least that hold it on its own side.")]
    log_likelihood: Annotated[float, Meta(description="So much at least.")]
    log_ratio: Annotated[float, Meta(description="So much at least, either way.")]
    numbers: Annotated[bool, Meta(description="Whether numbers and years are listed, too.")]


class CompareJson(TypedDict):
    """What sets two selections apart."""

    first: SelectionJson
    second: SelectionJson
    copies: Copies
    terms: Annotated[list[ComparedJson], Meta(description="The strings that were asked for.")]
    more_in_first: Annotated[list[ComparedJson], Meta(description="Words, the surest first.")]
    more_in_second: Annotated[list[ComparedJson], Meta(description="Words, the surest first.")]
    found: Annotated[tuple[int, int], Meta(description="How many there are for each, of which `limit` are listed.")]
    words: Annotated[int, Meta(description="How many words were frequent enough to be compared.", ge=0)]
    criteria: CriteriaJson
    warnings: Annotated[list[str], Meta(description="What else than usage may be behind the differences.")]
    fingerprint: Fingerprint


class ParagraphJson(TypedDict):
    """A paragraph of one of the texts."""

    start: Annotated[int, Meta(description="Code points before it in the text of the report.", ge=0)]
    text: str
    marks: Annotated[list[Mark], Meta(description="What the other report does not have.")]


class PairJson(TypedDict):
    """A paragraph and what it became."""

    fate: Annotated[Fate, Meta(description="`kept`, `changed`, `new` or `dropped`.")]
    moved: Annotated[bool, Meta(description="Whether it is kept or changed and stands elsewhere among the others.")]
    likeness: Annotated[float, Meta(description="Of the two paragraphs, numbers apart: 0 … 1.", ge=0, le=1)]
    elsewhere: Annotated[
        float,
        Meta(description="Of a new or dropped one: the part of it that stands in the other text all the same."),
    ]
    old: ParagraphJson | None
    new: ParagraphJson | None


class FatesJson(TypedDict):
    """How many paragraphs there are of each kind."""

    kept: Count
    changed: Count
    new: Count
    dropped: Count
    moved: Annotated[int, Meta(description="Of those kept or changed.", ge=0)]


class SuccessionJson(TypedDict):
    """Two reports paragraph by paragraph."""

    old: RelatedReportJson
    new: RelatedReportJson
    counts: FatesJson
    pairs: Annotated[list[PairJson], Meta(description="In the order of the new text; what was dropped where it stood.")]
    years: Annotated[
        list[RelatedReportJson], Meta(description="Other years of the report asked for, the newest first.")
    ]
    warnings: list[str]
    fingerprint: Annotated[str, Meta(description="Of the index that the reports were read from.")]


def compare_json(made: Comparison) -> CompareJson:
    criteria, keyness = made.keyness.criteria, made.keyness
    return {
        "first": _side_json(made.first),
        "second": _side_json(made.second),
        "copies": made.first.request.copies,
        "terms": [_compared_json(each) for each in made.terms],
        "more_in_first": [_compared_json(each) for each in keyness.first],
        "more_in_second": [_compared_json(each) for each in keyness.second],
        "found": keyness.found,
        "words": keyness.words,
        "criteria": {
            "occurrences": criteria.occurrences,
            "reports": criteria.reports,
            "log_likelihood": criteria.log_likelihood,
            "log_ratio": criteria.log_ratio,
            "numbers": criteria.numbers,
        },
        "warnings": list(made.warnings),
        "fingerprint": made.generation,
    }


def succession_json(made: Succession) -> SuccessionJson:
    counts = made.counts
    return {
        "old": _report_json(made.old),
        "new": _report_json(made.new),
        "counts": {
            "kept": counts.kept,
            "changed": counts.changed,
            "new": counts.new,
            "dropped": counts.dropped,
            "moved": counts.moved,
        },
        "pairs": [_pair_json(pair, made) for pair in made.pairs],
        "years": [{"id": each.id, **metadata_json(each.metadata, each.title)} for each in made.years],
        "warnings": list(made.warnings),
        "fingerprint": made.generation,
    }


def _side_json(side: Side) -> SelectionJson:
    request = side.request
    return {
        "query": request.query,
        "filters": {facet: list(values) for facet, values in request.filters.items()},
        "excluded": {facet: list(values) for facet, values in request.excluded.items()},
        "section": request.section or None,
        "reports": side.reports,
        "characters": side.characters,
        "notes": list(side.notes),
    }


def _compared_json(each: Keyword | ComparedTerm) -> ComparedJson:
    term = term_of(each)
    first, second = (
        CountedJson(
            occurrences=each.occurrences[side],
            reports=each.reports[side],
            rate=rounded(each.rates[side]),
        )
        for side in (0, 1)
    )
    return {
        "term": each.word if isinstance(each, Keyword) else term.typed,
        "wordings": list(term.strings),
        "query": term.query,
        "first": first,
        "second": second,
        "log_likelihood": rounded(each.log_likelihood),
        "log_ratio": rounded(each.log_ratio),
    }


def _report_json(report: Report) -> RelatedReportJson:
    return {"id": report.id, **metadata_json(report.metadata, display_title(report.metadata))}


def _pair_json(pair: Pair, made: Succession) -> PairJson:
    return {
        "fate": pair.fate,
        "moved": pair.moved,
        "likeness": round(pair.likeness, 4),
        "elsewhere": round(pair.elsewhere, 4),
        "old": _paragraph_json(made.old.text, pair.old, pair.old_marks),
        "new": _paragraph_json(made.new.text, pair.new, pair.new_marks),
    }


def _paragraph_json(text: str, span: Span | None, marks: tuple[Span, ...]) -> ParagraphJson | None:
    if span is None:
        return None
    start, end = span
    return {
        "start": start,
        "text": text[start:end],
        "marks": [(mark_start - start, mark_end - start) for mark_start, mark_end in marks],
    }
