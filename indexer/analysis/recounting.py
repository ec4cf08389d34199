"""An analysis as a file: what was asked of which state of the index, and what came out; asked again later, what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from indexer.analysis.adoption import adoption
from indexer.analysis.comparing import compare
from indexer.analysis.concordance import concordance, every_line, lines_table
from indexer.analysis.coverage import coverage
from indexer.analysis.expected import ExpectedList, Listed
from indexer.analysis.figures_table import figures_of
from indexer.analysis.keyness import Criteria
from indexer.analysis.neighbours import neighbours_on_both_sides, neighbours_table
from indexer.analysis.one_state import from_one_state
from indexer.analysis.phrases import set_phrases
from indexer.analysis.record_shapes import SETTINGS, RecordFile, Selecting, shaped
from indexer.analysis.succession import succession
from indexer.analysis.tables import Changed, Table, changed_rows
from indexer.analysis.trends import trends
from indexer.answers import IndexInfo, SearchRequest
from indexer.errors import QueryError
from indexer.messages import said
from indexer.search import Library

FORMAT: Final = 1
KEPT: Final = 10_000
"""Lines up to which a concordance is kept whole. Of more the page is kept, on which lines come and go with those before them."""
_SELECTING: Final = ("query", "filters", "variants", "copies", "excluded", "section")
"""Fields of a request that say in which reports to count; page, size and sort do not."""
_Run = Callable[[Library, SearchRequest, Mapping[str, Any]], Table]


def _trends(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    return trends(library, settings["terms"], request, by=settings["by"], split=settings["split"]).table()


def _concordance(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    shown = {name: settings[name] for name in ("sort", "page", "size", "width")}
    made = concordance(library, settings["term"], request, **shown)
    table = made.table()
    if settings["whole"]:
        lines = every_line(library, settings["term"], request, sort=made.sort, width=made.width)
        table = lines_table(tuple(lines))
    # The number of a line changes with the lines before it: it is no change of the line.
    return table.without("number")


def _settled(library: Library, analysis: str, request: SearchRequest, settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings with what they leave open: whether all lines of a concordance are kept, or so many that only the page is."""
    if analysis != "concordance" or "whole" in settings:
        return settings
    return {**settings, "whole": concordance(library, settings["term"], request).total <= KEPT}


def _neighbours(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    return neighbours_table(*neighbours_on_both_sides(library, settings["term"], request))


def _coverage(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    listed = settings["expected"]
    expected = None if listed is None else ExpectedList(tuple(Listed(name, tuple(years)) for name, years in listed))
    return coverage(library, request, by=settings["by"], years=settings["years"], expected=expected).table()


def _adoption(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    return adoption(library, settings["term"], request, years=settings["years"]).table()


def _phrases(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    return set_phrases(library, request, settings["limit"], years=settings["years"]).table()


def _compare(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    criteria = Criteria(numbers=settings["numbers"], reports=settings["holding"])
    second = _request(shaped(settings["second"], Selecting))
    return compare(
        library, request, second, terms=settings["terms"], criteria=criteria, limit=settings["limit"]
    ).table()


def _succession(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    return succession(library, *settings["reports"]).table()


def _figures(library: Library, request: SearchRequest, settings: Mapping[str, Any]) -> Table:
    return figures_of(library, settings["indicator"], request).table()


ANALYSES: Final[Mapping[str, _Run]] = {
    "trends": _trends,
    "concordance": _concordance,
    "neighbours": _neighbours,
    "coverage": _coverage,
    "adoption": _adoption,
    "phrases": _phrases,
    "compare": _compare,
    "succession": _succession,
    "figures": _figures,
}
"""Name of an analysis → how it is made of a request and its own settings."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was counted, and what came out."""

    analysis: str
    """One of ``ANALYSES``."""
    settings: Mapping[str, Any]
    request: SearchRequest
    made: str
    """Date and time, ISO 8601."""
    fingerprint: str
    """Of the index, as ``Library.generation``."""
    reports: int
    """In the whole index."""
    characters: int
    table: Table


@dataclass(frozen=True, slots=True)
class Recount:
    record: Record
    now: Record
    changed: tuple[Changed, ...]

    @property
    def same_index(self) -> bool:
        return self.record.fingerprint == self.now.fingerprint


def record(library: Library, analysis: str, request: SearchRequest, settings: Mapping[str, Any]) -> Record:
    """Make an analysis and keep with it what it was made of. Raises QueryError, CorruptIndex, and as ``from_one_state``."""

    def made() -> tuple[IndexInfo, Mapping[str, Any], Table]:
        settled = _settled(library, analysis, request, settings)
        return library.info(), settled, ANALYSES[analysis](library, request, settled)

    (info, settled, table), _ = from_one_state(library, made)
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    return Record(analysis, settled, request, moment, info.fingerprint, info.reports, info.characters, table)


def record_json(kept: Record) -> dict[str, object]:
    """The file's object."""
    return {
        "zhengxie": FORMAT,
        "analysis": kept.analysis,
        "settings": dict(kept.settings),
        "request": selecting(kept.request),
        "made": kept.made,
        "index": {"fingerprint": kept.fingerprint, "reports": kept.reports, "characters": kept.characters},
        "columns": [list(column) for column in kept.table.columns],
        "keys": list(kept.table.keys),
        "rows": [list(row) for row in kept.table.rows],
    }


def selecting(request: SearchRequest) -> dict[str, Any]:
    """What of a request says in which reports to count."""
    return {name: getattr(request, name) for name in _SELECTING}


def read_record(content: bytes) -> Record:
    """The inverse of ``record_json``. Raises QueryError for what is no such file."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:  # no JSON, no text, or nested without end
        raise QueryError(
            said("这个文件不是本程序存下的分析结果；请给出由 --save 或页面上“可核对的文件”存下的文件。")
        ) from error
    if not isinstance(found, dict) or "zhengxie" not in found:
        raise QueryError(said("这不是本程序存下的分析结果：%(error)s", error="zhengxie - at `$`"))
    analysis = found.get("analysis")
    version = found["zhengxie"]
    if not isinstance(analysis, str) or analysis not in ANALYSES or type(version) is not int or version != FORMAT:
        raise QueryError(said("这个文件由另一版本写成，或是别的分析，无法核对。"))
    read = shaped(found, RecordFile)
    settings = shaped(read.settings, SETTINGS[analysis], "$.settings")
    _check_table(read)
    return Record(
        analysis,
        msgspec.to_builtins(settings),  # with what files of before leave open
        _request(read.request),
        read.made,
        read.index.fingerprint,
        read.index.reports,
        read.index.characters,
        Table(tuple(read.columns), [tuple(row) for row in read.rows], tuple(read.keys)),
    )


def _check_table(read: RecordFile) -> None:
    """Raises QueryError where columns, keys and rows of a file do not belong together."""
    names = [name for name, _ in read.columns]
    for name in names:
        if names.count(name) > 1:
            raise QueryError(said("这不是本程序存下的分析结果：有两栏同名（%(name)s）。", name=name))
    for key in read.keys:
        if key not in names:
            raise QueryError(said("这不是本程序存下的分析结果：keys 中的“%(name)s”不是其中一栏。", name=key))
    for number, row in enumerate(read.rows, 1):
        if len(row) != len(names):
            raise QueryError(said("这不是本程序存下的分析结果：第 %(number)s 行的格数与栏数不同。", number=number))


def recount(library: Library, kept: Record) -> Recount:
    """Make the same analysis of the index as it is now.

    Raises QueryError, also where the table has other columns by now, which are named; CorruptIndex, and what the analysis raises.
    """
    now = record(library, kept.analysis, kept.request, kept.settings)
    _check_columns(kept.table.columns, now.table.columns)
    return Recount(kept, now, changed_rows(kept.table, now.table))


def recount_json(found: Recount) -> dict[str, object]:
    """Then and now, and the rows that differ."""
    return {
        "same_index": found.same_index,
        "before": _state_json(found.record),
        "now": _state_json(found.now),
        "columns": [name for name, _ in found.now.table.columns],
        "changed": [
            {
                "before": None if each.before is None else list(each.before),
                "now": None if each.after is None else list(each.after),
            }
            for each in found.changed
        ],
    }


def _state_json(kept: Record) -> dict[str, object]:
    return {
        "made": kept.made,
        "fingerprint": kept.fingerprint,
        "reports": kept.reports,
        "characters": kept.characters,
    }


def _request(found: Selecting) -> SearchRequest:
    filters, excluded = (
        {facet: tuple(values) for facet, values in each.items()} for each in (found.filters, found.excluded)
    )
    return SearchRequest(
        query=found.query,
        filters=filters,
        variants=found.variants,
        copies=found.copies,
        excluded=excluded,
        section=found.section,
    )


_Columns = Sequence[tuple[str, str]]


def _check_columns(before: _Columns, now: _Columns) -> None:
    """Raises QueryError where two tables have not the same columns, whatever these are called in Chinese."""
    names = [name for name, _ in before]
    if names == [name for name, _ in now]:
        return
    old, new = dict(before), dict(now)
    gone, come = (
        tuple(f"{label}（{name}）" for name, label in columns if name not in others)
        for columns, others in ((before, new), (now, old))
    )
    if not gone and not come:
        raise QueryError(said("这个文件的栏与现在的次序不同，无法核对；文件中是：%(names)s。", names=tuple(names)))
    raise QueryError(
        said(
            "这个文件的栏与现在的不同，无法核对。只有文件有的：%(gone)s；只有现在有的：%(come)s。",
            gone=gone or ("–",),
            come=come or ("–",),
        )
    )
