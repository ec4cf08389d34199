"""What a report is: whose, of which years, of what kind; each value with the words it rests on, or unknown.

What a person gave wins; then the text speaks for itself; the file's name is asked last. A wrong value is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeVar

from indexer.describe.annual_years import Years
from indexer.describe.clues import YearClue
from indexer.describe.completeness import find_completeness
from indexer.describe.dates import find_published, find_retrieved
from indexer.describe.document_number import find_document_number
from indexer.describe.given import Given, read_given
from indexer.describe.kind import find_kind
from indexer.describe.labels import Labels, find_labels
from indexer.describe.lines import Line, Lines, make_line, read_lines
from indexer.describe.named_year import find_named_year
from indexer.describe.organization import find_organization
from indexer.describe.script import find_script
from indexer.describe.session import find_session
from indexer.describe.source import find_author, find_source, find_url
from indexer.describe.title import find_title, name_from_file
from indexer.describe.years import find_years, fits_years
from indexer.models import CleanDocument, Evidence, Metadata, Organization

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


def describe(document: CleanDocument, *, beside: Organization | None = None) -> Metadata:
    """All that is known of a report, with evidence by field name; a field without evidence is None: not identified.

    ``beside`` is the organization of another report in the same file, for one that does not name its place.
    Raises ReadError (stage "describe") where given metadata is wrong.
    """
    given = read_given(document.raw.given)
    stated = document.raw.stated
    lines = read_lines(document)
    labels = find_labels(lines)
    title = _given_text(given, "title") or find_title(document, lines, labels)
    named = title if "title" in given.texts else _named(title, document.raw.names)
    kind = _given_text(given, "kind") or _kind(title, named, lines)
    number = _given_text(given, "document_number") or find_document_number(labels, lines, _line(title))
    published = _given_text(given, "published") or find_published(lines, labels, stated.get("published"))
    by_name = find_named_year(document.raw.file, document.raw.member)
    years = _years(given, title, named, lines, labels, kind=kind, published=published, number=number, by_name=by_name)
    if published is not None and not fits_years(published, years, kind=kind[0] if kind else None):
        published = None
    organization = _organization(given, document, title, named, years, beside)
    session = _given_text(given, "session") or find_session(
        _line(title), lines, kind=kind[0] if kind else None, organization=organization[0] if organization else None
    )
    completeness = _given_text(given, "completeness") or find_completeness(
        document,
        lines,
        title=_line(title),
        name=_line(named),
        kind=kind[0] if kind else None,
        level=organization[0].level if organization else None,
        numbered=number is not None,
    )
    record = _Record()
    return Metadata(
        title=record.take("title", named),
        organization=record.take("organization", organization),
        kind=record.take("kind", kind),
        covered_year=record.take("covered_year", _year(years.covered)),
        covered_from=record.take("covered_from", _first_year(given, years.covered)),
        delivered_year=record.take("delivered_year", _year(years.delivered)),
        published=record.take("published", published),
        session=record.take("session", session),
        source=record.take(
            "source", _given_text(given, "source") or find_source(labels, stated.get("source"), lines.furniture)
        ),
        script=record.take("script", _given_text(given, "script") or find_script(document.text)),
        document_number=record.take("document_number", number),
        completeness=record.take("completeness", completeness),
        url=record.take("url", _given_text(given, "url") or find_url(stated.get("url"), labels)),
        author=record.take(
            "author",
            _given_text(given, "author")
            or find_author(labels, stated.get("author"), (*lines.furniture, *lines.head[:_BYLINE_LINES])),
        ),
        retrieved=record.take(
            "retrieved", _given_text(given, "retrieved") or find_retrieved(labels, stated.get("retrieved"))
        ),
        evidence=record.evidence,
    )


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
    return make_line(title[0], title[1].where) if title else None


def _kind(title: _Text | None, named: _Text | None, lines: Lines) -> _Text | None:
    """The kind by title and text; by the file's name only where they leave it open."""
    return find_kind(_line(title), lines, name=_line(named) if named != title else None)


def _years(
    given: Given,
    title: _Text | None,
    named: _Text | None,
    lines: Lines,
    labels: Labels,
    *,
    kind: _Text | None,
    published: _Text | None,
    number: _Text | None,
    by_name: YearClue | None,
) -> Years:
    """Both years; given ones win and help to find the other. The file's name is asked where the text says nothing."""
    delivered = _given_year(given, "delivered_year")
    years = Years(None, None)
    for name in (title, named):
        years = find_years(
            _line(name),
            lines,
            labels,
            kind=kind[0] if kind else None,
            published=published,
            document_number=number,
            delivered=delivered,
            named=by_name,
        )
        if years.covered is not None or years.delivered is not None or name == named:
            break
    return Years(_given_year(given, "covered_year") or years.covered, years.delivered)


def _organization(
    given: Given,
    document: CleanDocument,
    title: _Text | None,
    named: _Text | None,
    years: Years,
    beside: Organization | None,
) -> tuple[Organization, Evidence] | None:
    if given.organization is not None:
        return given.organization, given.evidence["organization"]
    clue = years.covered or years.delivered
    year = clue.year if clue is not None else None
    # 在第十一届全国人民代表大会第三次会议上的政府工作报告: the venue in front is not whose report it is.
    own = _VENUE.sub("", title[0]) if title else None
    return find_organization(
        document, title=own, year=year, beside=beside, file_title=named if named != title else None
    )


def _year(clue: YearClue | None) -> tuple[int, Evidence] | None:
    return (clue.year, clue.evidence) if clue is not None else None


def _first_year(given: Given, covered: YearClue | None) -> tuple[int, Evidence] | None:
    if "covered_from" in given.years:
        return given.years["covered_from"], given.evidence["covered_from"]
    return (covered.first, covered.evidence) if covered is not None and covered.first is not None else None
