"""The columns of exported tables: of reports (结果) and of passages (摘录)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from indexer.answers import Hit, Passage
from indexer.citation import Citation, quotation
from indexer.labels import DOES_NOT_APPLY, SCRIPTS
from indexer.models import BODIES, COMPLETENESS, KINDS, LEVELS, Metadata, covered_year_applies

Cell = str | int | float | None
Words = Callable[[str], str]
"""Chinese words of the interface → the same in the language of the table."""
Link = Callable[[str, int | None], str]
"""Id of a report, and a paragraph in it → where it can be read."""

LISTED: Final = frozenset((*KINDS, *BODIES, *LEVELS, *COMPLETENESS))
"""Values that are words of ours, no names out of reports; asked of ``Words``, too."""


PART: Final = "第 %(part)s 份，共 %(parts)s 份"
"""In words: spreadsheets take the 1/2 of a CSV for the second of January."""


@dataclass(frozen=True, slots=True)
class Row:
    """A report of the list, or one passage of it."""

    number: int
    """1-based place in the list."""
    hit: Hit
    words: Words
    link: Link | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    value: Callable[[Row], Cell]
    width: int = 10
    """Of the column in Excel, in characters of ASCII."""
    wraps: bool = False
    address: bool = False
    """Whether values are addresses to be followed."""


def rows(number: int, hit: Hit, words: Words, link: Link | None) -> tuple[Row, tuple[Row, ...]]:
    """The row of a report, and those of its passages."""
    return Row(number, hit, words, link), tuple(Row(number, hit, words, link, each) for each in hit.passages)


def report_columns(link: Link | None) -> tuple[Column, ...]:
    """Columns of the table of reports; the one of links only where there are such."""
    return RESULTS if link else tuple(column for column in RESULTS if column is not _LINK)


def passage_columns(link: Link | None) -> tuple[Column, ...]:
    return PASSAGES if link else tuple(column for column in PASSAGES if column is not _LINK)


def _of(name: str) -> Callable[[Row], Cell]:
    """A field of the metadata."""

    def value(row: Row) -> Cell:
        found: Cell = getattr(row.hit.metadata, name)
        return found

    return value


def _said(of: Callable[[Row], Cell]) -> Callable[[Row], Cell]:
    """A value of our lists, in the language of the table."""

    def value(row: Row) -> Cell:
        found = of(row)
        return listed(found, row.words) if isinstance(found, str) else found

    return value


def listed(value: str, words: Words) -> str:
    """A value as a table says it; what is in no list of ours stays as it is."""
    return words(value) if value in LISTED else value


def _of_organization(name: str) -> Callable[[Row], Cell]:
    def value(row: Row) -> Cell:
        organization = row.hit.metadata.organization
        found: Cell = getattr(organization, name) if organization else None
        return found

    return value


def _now(row: Row) -> Cell:
    organization = row.hit.metadata.organization
    return "、".join(organization.now) if organization else None


def _division(row: Row) -> Cell:
    organization = row.hit.metadata.organization
    return "/".join(organization.division) if organization else None


def _covered_year(row: Row) -> Cell:
    metadata = row.hit.metadata
    return metadata.covered_year if covered_year_applies(metadata) else row.words(DOES_NOT_APPLY)


def _covered_span(row: Row) -> Cell:
    return span(row.hit.metadata)


def span(metadata: Metadata) -> str | None:
    """2018—2022; None where it looks back on one year or none."""
    if metadata.covered_year is None or metadata.covered_from in (None, metadata.covered_year):
        return None
    return f"{metadata.covered_from}—{metadata.covered_year}"


def _part(row: Row) -> Cell:
    return row.words(PART) % {"part": row.hit.part + 1, "parts": row.hit.parts} if row.hit.parts > 1 else None


def _script(row: Row) -> Cell:
    found = SCRIPTS.get(row.hit.metadata.script or "")
    return row.words(found) if found else None


def _link(row: Row) -> Cell:
    paragraph = row.passage.paragraph if row.passage else None
    return row.link(row.hit.id, paragraph) if row.link else None


def _passages(row: Row) -> Cell:
    return "\n".join(passage.text for passage in row.hit.passages)


def _headings(row: Row) -> Cell:
    return " › ".join(row.passage.headings) if row.passage else None


def _paragraph(row: Row) -> Cell:
    return row.passage.paragraph if row.passage else None


def _passage(row: Row) -> Cell:
    return row.passage.text if row.passage else None


def _marked(row: Row) -> Cell:
    return len(row.passage.marks) if row.passage else None


def _quotation(row: Row) -> Cell:
    if row.passage is None:
        return None
    hit = row.hit
    return quotation(row.passage.text, Citation(hit.title, hit.metadata, paragraph=row.passage.paragraph))


_NUMBER: Final = Column("序号", lambda row: row.number, 6)
_ID: Final = Column("编号", lambda row: row.hit.id, 18)
_TITLE: Final = Column("标题", lambda row: row.hit.title, 44)
_ORGANIZATION: Final = Column("机构", _of_organization("name"), 24)
_FULL_NAME: Final = Column("机构全称", _of_organization("full_name"), 30)
_KIND: Final = Column("材料类型", _said(_of("kind")), 18)
_COVERED: Final = Column("回顾年度", _covered_year)
_DELIVERED: Final = Column("报告年份", _of("delivered_year"))
_LINK: Final = Column("链接", _link, 30, address=True)

RESULTS: Final = (
    _NUMBER,
    _TITLE,
    _ORGANIZATION,
    _FULL_NAME,
    Column("行政区划", _division, 22),
    Column("行政区划代码", _of_organization("code"), 14),
    Column("今称", _now, 16),
    Column("机构类别", _said(_of_organization("body"))),
    Column("层级", _said(_of_organization("level"))),
    _KIND,
    _COVERED,
    Column("回顾期间", _covered_span, 12),
    _DELIVERED,
    Column("发布日期", _of("published"), 12),
    Column("届次", _of("session"), 14),
    Column("来源", _of("source"), 18),
    Column("作者", _of("author"), 12),
    Column("文号", _of("document_number"), 18),
    Column("完整性", _said(_of("completeness")), 11),
    Column("文字", _script, 8),
    Column("出现次数", lambda row: row.hit.occurrences),
    Column("其他相同文本", lambda row: row.hit.copies, 14),
    Column("网址", _of("url"), 30, address=True),
    Column("采集日期", _of("retrieved"), 12),
    Column("文件夹", lambda row: row.hit.root, 14),
    Column("文件", lambda row: row.hit.file, 30),
    Column("压缩包内路径", lambda row: row.hit.member, 20),
    Column("文件内第几份", _part, 14),
    _ID,
    _LINK,
)
"""Columns of 结果, a report a row."""

TEXTS: Final = Column("摘录", _passages, 80, wraps=True)
"""All passages of a report in one cell, for formats of one table."""

PASSAGES: Final = (
    _NUMBER,
    _TITLE,
    _ORGANIZATION,
    _KIND,
    _COVERED,
    _DELIVERED,
    Column("所在章节", _headings, 28, wraps=True),
    Column("段落", _paragraph, 7),
    Column("摘录", _passage, 80, wraps=True),
    Column("出现次数", _marked),
    Column("引文", _quotation, 60, wraps=True),
    _ID,
    _LINK,
)
"""Columns of 摘录, a passage a row."""

WORDS: Final = (
    PART,
    *dict.fromkeys(column.head for column in (*RESULTS, TEXTS, *PASSAGES)),
    DOES_NOT_APPLY,
    *SCRIPTS.values(),
)
"""Every Chinese word here that is asked of ``Words``."""
