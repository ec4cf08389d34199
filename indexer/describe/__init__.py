"""What a report is: whose, of which years, of what kind; each value with the words it rests on, or unknown.

What a person gave wins; then the text speaks for itself; the file's name is asked last. A wrong value is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from indexer.describe.annual_years import Years
from indexer.describe.clues import YearClue
from indexer.describe.completeness import find_completeness
from indexer.describe.dates import find_published, find_retrieved
from indexer.describe.document_number import find_document_number
from indexer.describe.given import Given, read_given
from indexer.describe.kind import find_kind
from indexer.describe.labels import Labels, find_labels
from indexer.describe.lines import TITLE_CHARACTERS, Line, Lines, make_line, read_lines
from indexer.describe.named_year import find_named_year
from indexer.describe.numerals import read_year
from indexer.describe.organization import find_organization
from indexer.describe.script import find_script
from indexer.describe.session import find_session
from indexer.describe.source import find_author, find_source, find_speaker, find_url
from indexer.describe.title import find_title, name_from_file
from indexer.describe.years import find_years, fits_years
from indexer.models import KINDS_WITHOUT_COVERED_YEAR, CleanDocument, Evidence, Metadata, Organization

__all__ = ["describe"]

_Value = TypeVar("_Value")
_Text = tuple[str, Evidence]
_VENUE: Final = re.compile(r"^在.{0,24}人(?:大|民代表大[会會]).{0,20}[会會][议議]?上的?(?=.{4})")

_BYLINE_LINES: Final = 5
"""Lines among which a title and those who wrote under it stand."""


class _Record:
    """Collects the evidence of each value on its way into the metadata."""

    def __init__(self) -> None:
        self.evidence: dict[str, Evidence] = {}

    def take(self, field: str, found: tuple[_Value, Evidence] | None) -> _Value | None:
        if found is None:
            return None
        self.evidence[field] = found[1]
        return found[0]


@dataclass(frozen=True, slots=True)
class _Called:
    """What a report is called and what it is, on which the rest rests."""

    title: _Text | None
    """As a person or the text gives it."""
    name: _Text | None
    """The title, or the file's name where that says more."""
    title_line: Line | None
    name_line: Line | None
    kind: _Text | None

    @property
    def kind_name(self) -> str | None:
        return self.kind[0] if self.kind else None

    @property
    def file_title(self) -> _Text | None:
        """The file's name, where that serves as the title."""
        return self.name if self.name != self.title else None


def describe(document: CleanDocument, *, beside: Organization | None = None) -> Metadata:
    """All that is known of a report, with evidence by field name; a field without evidence is None: not identified.

    ``beside`` is the organization of another report in the same file, for one that does not name its place.
    Raises ReadError (stage "describe") where given metadata is wrong.
    """
    given = read_given(document.raw.given)
    lines = read_lines(document)
    labels = find_labels(lines)
    called = _called(given, document, lines, labels)
    number = _given_text(given, "document_number") or find_document_number(labels, lines, called.title_line)
    published = _given_text(given, "published") or find_published(lines, labels, document.raw.stated.get("published"))
    years = _years(given, document, called, lines, labels, published=published, number=number)
    if published is not None and not fits_years(published, years, kind=called.kind_name):
        published = None
    organization = _organization(given, document, called, years, beside)
    session = _given_text(given, "session") or find_session(
        called.title_line, lines, kind=called.kind_name, organization=organization[0] if organization else None
    )
    completeness = _given_text(given, "completeness") or find_completeness(
        document,
        lines,
        title=called.title_line,
        name=called.name_line,
        kind=called.kind_name,
        level=organization[0].level if organization else None,
        numbered=number is not None,
    )
    record = _Record()
    return Metadata(
        title=record.take("title", called.name),
        organization=record.take("organization", organization),
        kind=record.take("kind", called.kind),
        covered_year=record.take("covered_year", _year(years.covered)),
        covered_from=record.take("covered_from", _first_year(given, years.covered)),
        delivered_year=record.take("delivered_year", _year(years.delivered)),
        published=record.take("published", published),
        session=record.take("session", session),
        script=record.take("script", _given_text(given, "script") or find_script(document.text)),
        document_number=record.take("document_number", number),
        completeness=record.take("completeness", completeness),
        evidence=record.evidence,
        **_of_copy(record, given, document, called, lines, labels),
    )


def _of_copy(
    record: _Record, given: Given, document: CleanDocument, called: _Called, lines: Lines, labels: Labels
) -> dict[str, str | None]:
    """Where this copy comes from: source, address, author, the day it was taken."""
    stated = document.raw.stated
    speaker = find_speaker(lines.head, title=called.title_line, kind=called.kind_name)
    byline = (*lines.furniture, *lines.head[:_BYLINE_LINES])
    found = {
        "source": _given_text(given, "source") or find_source(labels, stated.get("source"), byline),
        "url": _given_text(given, "url") or find_url(stated.get("url"), labels),
        "author": _given_text(given, "author") or speaker or find_author(labels, stated.get("author"), byline),
        "retrieved": _given_text(given, "retrieved") or find_retrieved(labels, stated.get("retrieved")),
    }
    return {field: record.take(field, value) for field, value in found.items()}


def _called(given: Given, document: CleanDocument, lines: Lines, labels: Labels) -> _Called:
    title = _given_text(given, "title") or find_title(document, lines, labels)
    name = title if "title" in given.texts else _named(title, document.raw.names)
    title_line = _line(title)
    name_line = title_line if name == title else _line(name)
    # The file's name says the kind only where title and text leave it open.
    kind = _given_text(given, "kind") or find_kind(title_line, lines, name=name_line if name != title else None)
    return _Called(title, name, title_line, name_line, kind)


def _named(title: _Text | None, names: Sequence[str]) -> _Text | None:
    """The title, or the file's name where that says more; an archive's name only where its member's gives none either."""
    found = name_from_file(title, names[0])
    for archive in names[1:]:
        found = found or name_from_file(None, archive)
    return found


def _given_text(given: Given, field: str) -> _Text | None:
    return (given.texts[field], given.evidence[field]) if field in given.texts else None


def _given_year(given: Given, field: str) -> YearClue | None:
    return YearClue(given.years[field], given.evidence[field]) if field in given.years else None


def _line(title: _Text | None) -> Line | None:
    return make_line(title[0][:TITLE_CHARACTERS], title[1].where) if title else None


def _years(
    given: Given,
    document: CleanDocument,
    called: _Called,
    lines: Lines,
    labels: Labels,
    *,
    published: _Text | None,
    number: _Text | None,
) -> Years:
    """Both years; given ones win and help to find the other. The file's name is asked where the text says nothing."""
    column = _column_year(given, document.raw.stated)
    delivered = _given_year(given, "delivered_year")
    names = (called.title_line,) if called.file_title is None else (called.title_line, called.name_line)
    years = Years(None, None)
    for name in names:
        years = find_years(
            name,
            lines,
            labels,
            kind=called.kind_name,
            published=published,
            document_number=number,
            delivered=delivered,
            named=column or find_named_year(document.raw.file, document.raw.member),
        )
        if years.covered is not None or years.delivered is not None:
            break
    years = Years(_given_year(given, "covered_year") or years.covered, years.delivered)
    return _with_column(years, column, called.kind_name)


def _column_year(given: Given, stated: Mapping[str, str]) -> YearClue | None:
    """The year of a row whose head does not say which of the two it is; nothing where a person said it plainly."""
    year = read_year(stated.get("year", ""))
    if year is None or not given.years.keys().isdisjoint(("covered_year", "delivered_year")):
        return None
    return YearClue(year, Evidence(stated["year"], "given"))


def _with_column(years: Years, column: YearClue | None, kind: str | None) -> Years:
    """The years with that of a row's column, which is one of the text's own two where it can be, else the year covered."""
    covered, delivered = years.covered, years.delivered
    if column is None or (delivered is not None and delivered.year == column.year):
        return years
    if covered is not None and (covered.first or covered.year) <= column.year <= covered.year:
        return years
    if kind in KINDS_WITHOUT_COVERED_YEAR:
        return Years(covered, delivered or column)
    fits = delivered is not None and 0 <= delivered.year - column.year <= 1
    return Years(column, delivered if fits else None)


def _organization(
    given: Given, document: CleanDocument, called: _Called, years: Years, beside: Organization | None
) -> tuple[Organization, Evidence] | None:
    if given.organization is not None:
        return given.organization, given.evidence["organization"]
    clue = years.covered or years.delivered
    year = clue.year if clue is not None else None
    # 在第十一届全国人民代表大会第三次会议上的政府工作报告: the venue in front is not whose report it is.
    own = _VENUE.sub("", called.title[0][:TITLE_CHARACTERS]) if called.title else None
    return find_organization(document, title=own, year=year, beside=beside, file_title=called.file_title)


def _year(clue: YearClue | None) -> tuple[int, Evidence] | None:
    return (clue.year, clue.evidence) if clue is not None else None


def _first_year(given: Given, covered: YearClue | None) -> tuple[int, Evidence] | None:
    if "covered_from" in given.years:
        return given.years["covered_from"], given.evidence["covered_from"]
    return (covered.first, covered.evidence) if covered is not None and covered.first is not None else None
