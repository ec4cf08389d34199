"""Succession: a report and the one of the year before, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from indexer.analysis.alignment import Fate, Pair, align
from indexer.analysis.edits import Span
from indexer.analysis.one_state import from_one_state
from indexer.analysis.tables import Cell, Table
from indexer.answers import Related, RelatedReport
from indexer.errors import QueryError
from indexer.labels import FIELDS
from indexer.messages import Message, said
from indexer.models import Metadata, Report, display_title
from indexer.search import Library

MOST_CHARACTERS: Final = 200_000
"""Of a text: comparing two of these takes a second or two. A yearly report has a tenth of it."""
FATES: Final[dict[Fate, str]] = {"kept": "保留", "changed": "改写", "new": "新增", "dropped": "删去"}
_COMPARED: Final = ("organization", "kind", "completeness")


class NoPredecessor(QueryError):
    """There is no earlier report to compare with."""


@dataclass(frozen=True, slots=True)
class Fates:
    """How many paragraphs there are of each kind."""

    kept: int
    changed: int
    new: int
    dropped: int
    moved: int
    """Of those kept or changed, how many stand elsewhere among the others."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Two reports; ``old`` is the earlier one."""

    old: Report
    new: Report
    pairs: tuple[Pair, ...]
    """In the order of the new text; what was dropped where it stood. Spans are offsets into the two texts."""
    counts: Fates
    warnings: tuple[Message, ...]
    """On what may be behind the differences."""
    years: tuple[RelatedReport, ...]
    """Other years of the report that was asked for, the newest first."""
    generation: str

    @property
    def titles(self) -> tuple[str, str]:
        return display_title(self.old.metadata), display_title(self.new.metadata)

    def table(self) -> Table:
        """A row for every pair, with both paragraphs."""
        columns = (
            *(("fate", "变化"), ("moved", "是否移位"), ("likeness", "相似度"), ("elsewhere", "见于另一份的比例")),
            *(("old", "旧"), ("new", "新")),
        )
        return Table(columns, list(self._rows()), ("old", "new"))

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for pair in self.pairs:
            paired = pair.fate in ("kept", "changed")
            yield (
                *(FATES[pair.fate], int(pair.moved) if paired else None),
                *((pair.likeness, None) if paired else (None, pair.elsewhere)),
                *(_part(self.old.text, pair.old), _part(self.new.text, pair.new)),
            )

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``."""
        return self.table().to_dataframe()


def succession(library: Library, report_id: str, other_id: str | None = None) -> Succession:
    """Compare a report with another one, or else with that of the year before, by the same organization and of the same kind.

    Where there is none of the year before, the latest of those before it is taken. Whichever of the two is of the later year is the new one.
    Raises NoSuchReport, NoPredecessor where there is no earlier one, QueryError where both are the same, or one is longer than ``MOST_CHARACTERS``;
    and as ``from_one_state``.
    """

    def read() -> tuple[Report, Report, Related]:
        asked = library.report(report_id).report
        related = library.related(report_id)
        before = _predecessor(asked, related).id if other_id is None else other_id
        if before == report_id:
            raise QueryError(said("一份报告不能与自己比较。"))
        return asked, library.report(before).report, related

    (asked, other, related), generation = from_one_state(library, read)
    old, new = (asked, other) if _year(other.metadata) > _year(asked.metadata) else (other, asked)
    for report in (old, new):
        if len(report.text) > MOST_CHARACTERS:
            raise QueryError(
                said(
                    "《%(title)s》有 %(count)s 字，逐段比较的报告最多 %(most)s 字。",
                    title=display_title(report.metadata),
                    count=f"{len(report.text):,}",
                    most=f"{MOST_CHARACTERS:,}",
                )
            )
    pairs = align(old.text, new.text)
    return Succession(old, new, pairs, _counted(pairs), tuple(_warnings(old, new, related)), related.years, generation)


def _predecessor(report: Report, related: Related) -> RelatedReport:
    before = [each for each in related.years if 0 < _year(each.metadata) < _year(report.metadata)]
    if not before:
        raise NoPredecessor(said("本库没有这一机构更早年份的同类报告，请指定要比较的另一份报告。"))
    return max(before, key=lambda each: _year(each.metadata))


def _year(metadata: Metadata) -> int:
    """The year covered, else the one of delivery; 0 where neither is known."""
    return metadata.covered_year or metadata.delivered_year or 0


def _counted(pairs: tuple[Pair, ...]) -> Fates:
    counts = Counter(pair.fate for pair in pairs)
    moved = sum(pair.moved for pair in pairs)
    return Fates(counts["kept"], counts["changed"], counts["new"], counts["dropped"], moved)


def _warnings(old: Report, new: Report, related: Related) -> Iterator[Message]:
    before, after = old.metadata, new.metadata
    # An organization that was renamed is the same one.
    same = bool({old.id, new.id} & {each.id for each in related.years})
    differing = [
        name
        for name in _COMPARED
        if _value(before, name) != _value(after, name) and not (same and name == "organization")
    ]
    if differing:
        yield said(
            "两份报告的%(fields)s不同，变化可能由此而来。", fields=tuple(Message(FIELDS[name]) for name in differing)
        )
    apart = _year(after) - _year(before) if _year(before) else 0
    if not _year(before) or not apart:
        yield said("两份报告的年份未识别或相同，先后是按给出的次序定的。")
    elif apart > 1:
        yield said("两份报告相隔 %(count)s 年。", count=apart)


def _value(metadata: Metadata, name: str) -> str | None:
    if name == "organization":
        return metadata.organization.name if metadata.organization else None
    found: str | None = getattr(metadata, name)
    return found


def _part(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]
