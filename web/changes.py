"""The page of a report beside that of the year before, paragraph by paragraph, and its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.alignment import Pair
from indexer.analysis.edits import Span
from indexer.analysis.succession import FATES, NoPredecessor, Succession, succession
from indexer.answers import RelatedReport, SearchRequest
from indexer.models import Report, display_title
from web import labels, revalidation
from web.addresses import report_path
from web.comparing_arguments import OTHER
from web.language import gettext, translated
from web.links import written
from web.params import short_text
from web.shelf import counted_library, library
from web.states import PageState
from web.taking_away import of_one_state, offered, record_file, table_file

blueprint = Blueprint("changes", __name__, url_prefix="/reports")
revalidation.install(blueprint, not_stored=("changes_csv", "changes_record"))

_TELLING: Final = 0.1
"""From this part on it is said how much of a new or dropped paragraph stands in the other report all the same."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph."""

    text: str
    changed: bool
    """Whether the other report does not have it."""


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    pieces: tuple[Piece, ...]
    url: str
    """Where it stands in the report."""


@dataclass(frozen=True, slots=True)
class ShownPair:
    fate: str
    """As ``Pair.fate``."""
    label: str
    note: str
    old: ShownParagraph | None
    new: ShownParagraph | None


@dataclass(frozen=True, slots=True)
class ShownRun:
    """Pairs one after the other; those kept where they were are folded."""

    folded: bool
    pairs: tuple[ShownPair, ...]


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One of the two reports."""

    label: str
    title: str
    url: str
    lang: str
    report: Report


@dataclass(frozen=True, slots=True)
class ShownYear:
    """Another report of the series as what to compare with; no link for the one that is shown."""

    year: str
    title: str
    lang: str
    url: str | None


@blueprint.get("/<report_id>/changes")
@of_one_state
def changes_page(report_id: str) -> ResponseReturnValue:
    """A report beside ``other``, or that of the year before."""
    asked = library().report(report_id).report
    missing = ""
    made: Succession | None = None
    try:
        made = _made(report_id)
    except NoPredecessor as error:
        missing = translated(error.message)
    arguments = [(OTHER.name, _other(made, report_id))] if made else []
    return render_template(
        "analysis/changes.html",
        state=PageState(),
        title=display_title(asked.metadata),
        lang=_lang(asked),
        back=report_path(report_id),
        made=made,
        missing=missing,
        reports=_reports(made) if made else (),
        runs=list(_runs(made)) if made else (),
        years=[_year(each, report_id, made) for each in library().related(report_id).years],
        offered=offered(
            _url("changes.changes_page", report_id, arguments),
            {"CSV": _url("changes.changes_csv", report_id, arguments)},
            _url("comparing_api.succession", report_id, arguments),
            _url("changes.changes_record", report_id, arguments),
        ),
    )


@blueprint.get("/<report_id>/changes.csv")
def changes_csv(report_id: str) -> ResponseReturnValue:
    """The paragraphs as a file."""
    return table_file(_made(report_id).table(), "changes")


@blueprint.get("/<report_id>/changes.json")
def changes_record(report_id: str) -> ResponseReturnValue:
    """The same with what it was made of, for ``zhengxie recount``."""
    made = _made(report_id)
    return record_file("succession", SearchRequest(), {"reports": [made.new.id, made.old.id]}, name="changes")


def _made(report_id: str) -> Succession:
    """Raises NoSuchReport, QueryError, BadArgument."""
    return succession(counted_library(), report_id, short_text(OTHER, request.args) or None)


def _other(made: Succession, report_id: str) -> str:
    return made.old.id if made.new.id == report_id else made.new.id


def _reports(made: Succession) -> tuple[ShownReport, ShownReport]:
    old, new = (
        ShownReport(label, display_title(each.metadata), report_path(each.id), _lang(each), each)
        for label, each in ((gettext("旧"), made.old), (gettext("新"), made.new))
    )
    return old, new


def _year(each: RelatedReport, report_id: str, made: Succession | None) -> ShownYear:
    shown = made is not None and each.id == _other(made, report_id)
    return ShownYear(
        labels.covered(each.metadata) if each.metadata.covered_year else labels.delivered(each.metadata),
        each.title,
        labels.LANGUAGES.get(each.metadata.script, "zh"),
        None if shown else _url("changes.changes_page", report_id, [(OTHER.name, each.id)]),
    )


def _runs(made: Succession) -> Iterator[ShownRun]:
    for folded, run in groupby(made.pairs, key=lambda pair: pair.fate == "kept" and not pair.moved):
        pairs = tuple(_pair(pair, made) for pair in run)
        if folded:
            yield ShownRun(True, pairs)
        else:
            yield from (ShownRun(False, (pair,)) for pair in pairs)


def _pair(pair: Pair, made: Succession) -> ShownPair:
    notes = []
    if pair.moved:
        notes.append(gettext("移了位置"))
    if pair.elsewhere >= _TELLING:
        notes.append(gettext("其中约 %(share)s%% 见于另一份", share=round(100 * pair.elsewhere)))
    whole = pair.fate in ("new", "dropped")
    return ShownPair(
        pair.fate,
        gettext(FATES[pair.fate]),
        gettext("，").join(notes),
        _paragraph(made.old, pair.old, pair.old_marks, whole),
        _paragraph(made.new, pair.new, pair.new_marks, whole),
    )


def _paragraph(report: Report, span: Span | None, marks: Sequence[Span], whole: bool) -> ShownParagraph | None:
    if span is None:
        return None
    url = f"{report_path(report.id)}?at={span[0]}#at"
    return ShownParagraph(tuple(_pieces(report.text, span, [span] if whole else marks)), url)


def _pieces(text: str, span: Span, marks: Sequence[Span]) -> Iterator[Piece]:
    done = span[0]
    for start, end in marks:
        if done < start:
            yield Piece(text[done:start], False)
        yield Piece(text[start:end], True)
        done = end
    if done < span[1]:
        yield Piece(text[done : span[1]], False)


def _lang(report: Report) -> str:
    return labels.LANGUAGES.get(report.metadata.script, "zh")


def _url(view: str, report_id: str, arguments: Sequence[tuple[str, str]]) -> str:
    address = report_path(report_id, view)
    return f"{address}?{written(*arguments)}" if arguments else address
