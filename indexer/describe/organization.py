"""Whose report it is: body and place, from the words of a text that mostly says only 区政协 and 我市.

Decided by the first of these that speaks: the issuer of a document, a title that names the organization, the letterhead, what the
file's own metadata says, the clause in which the report is delivered (我代表…, 在…第三次会议上), the signature, the line under the title. Where all of them are
silent or leave the place open, it is weighed from the whole text and the names of the file and its folders
(``organization_weighing``). A place that is blotted out (XX市政协) stays unknown.
"""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.lines import TITLE_CHARACTERS
from indexer.describe.named_year import find_named_year
from indexer.describe.organization_delivery import delivered, under_title
from indexer.describe.organization_documents import letterhead, numbered, resolving, signed
from indexer.describe.organization_masks import hides_its_place, is_masked
from indexer.describe.organization_mentions import HEAD, FoldedReport
from indexer.describe.organization_names import NUMBER, parse_organization
from indexer.describe.organization_title import by_title, is_law, names_no_division
from indexer.describe.organization_weighing import Found, speaks_against, tells_another, weigh
from indexer.fold import fold
from indexer.models import CleanDocument, Evidence, Organization

__all__ = ["find_organization", "parse_organization"]

_YEAR: Final = re.compile(r"(?<!\d)((?:19[89]|20[012])\d)(?=年)")
_VENUE_ALONE: Final = re.compile(
    rf"[^关:]{{2,40}}人民代表大会(?:第?{NUMBER}次(?:全体)?会议)?(?:(?:会议)?(?:文件|材料))?(?:之?[(]?[一二三四五六七八九十0-9]{{1,3}}[)]?)?"
)
"""Printed over each report that a congress is given; it says where, not whose: 安岳县第十七届人民代表大会第三次会议文件(十一)."""


def find_organization(
    document: CleanDocument,
    *,
    title: str | None,
    year: int | None,
    beside: Organization | None = None,
    file_title: tuple[str, Evidence] | None = None,
) -> Found | None:
    """The organization whose report this is, with the words that say so, or None where they leave it open.

    ``title`` is the report's title as far as known; ``year`` the year it is about, which tells former divisions from
    present ones; ``beside`` the organization of another report in the same file: it is taken for this one when this one
    names no place, but speaks of the same body and level. ``file_title`` is the file's name where that reads like a
    title: asked last, and only as far as the text does not speak against it.
    """
    stated = title or document.raw.title or document.raw.stated.get("title") or ""
    stated = stated[:TITLE_CHARACTERS]
    if _VENUE_ALONE.fullmatch("".join(fold(stated).split())):
        stated = ""
    year = year or _named_year(document, stated)
    found = _find(FoldedReport(document, stated, year), beside)
    if found is not None or file_title is None or hides_its_place(document, stated):
        return found
    report = FoldedReport(document, file_title[0], year)
    found = _find(report, beside)
    if found is None or (by_title(report) is not None and speaks_against(report, found[0])):
        return None
    return found[0], file_title[1]


def _named_year(document: CleanDocument, title: str) -> int | None:
    """The one year that the title holds, else the file's name: enough to tell a former division from today's."""
    years = {int(year) for year in _YEAR.findall(fold(title))}
    if len(years) == 1:
        return years.pop()
    clue = find_named_year(document.raw.file, document.raw.member) if not years else None
    return clue.year if clue is not None else None


def _find(report: FoldedReport, beside: Organization | None) -> Found | None:
    found = by_title(report)
    if found is None and is_masked(report):
        return None
    if found is not None:
        return _unless_the_text_differs(report, found)
    found = letterhead(report) or _stated(report)
    if found is None and is_law(report):
        return signed(report) or under_title(report)
    found = found or delivered(report) or signed(report) or under_title(report) or numbered(report) or resolving(report)
    if found is None and names_no_division(report):
        return None
    return found or weigh(report, beside)


def _unless_the_text_differs(report: FoldedReport, found: Found) -> Found:
    """What a title says, but for one that only the page bears and the text is of the same body elsewhere."""
    words = "".join(report.title.split())
    if found[1].where != "title" or words in "".join(report.text[:HEAD].split()):
        return found
    if any(words in "".join(folded.split()) for _, folded in report.furniture):
        return found
    said = delivered(report) or tells_another(report, found[0])
    if said is not None and said[0].body == found[0].body and said[0].division != found[0].division:
        return said
    return found


def _stated(report: FoldedReport) -> Found | None:
    """What the file's own metadata calls the organization."""
    name = report.document.raw.stated.get("organization", "")
    organization = parse_organization(name, year=report.year) if name else None
    return (organization, Evidence(name, "stated")) if organization is not None else None
