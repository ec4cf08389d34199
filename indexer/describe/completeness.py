"""How much of a report a text holds (完整性): the whole of it, a digest, or a piece; None where nothing proves either.

What a digest leaves out proves nothing, so that a wrong 全文 is the worst error: it takes an opening, a body and a proper
ending. A piece is what says so, starts after its beginning, stops before its end or lacks one of its halves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe import completeness_body as ends
from indexer.describe.completeness_body import Body, read_body
from indexer.describe.completeness_marks import (
    goes_on,
    lacks_pages,
    links_on,
    says_digest,
    says_piece,
    says_whole,
)
from indexer.describe.lines import Line, Lines
from indexer.models import COMPLETENESS, SESSION_REPORTS, CleanDocument, Evidence
from indexer.structure.sections import sections

_WHOLE, _DIGEST, _PIECE = COMPLETENESS
_ARTICLED: Final = frozenset({"法规", "章程规则"})
_JUDGED: Final = frozenset({*SESSION_REPORTS, *_ARTICLED, "政策文件"})
"""Kinds whose form shows where they begin and end: salutation, review, plans and closing words; 第一条; a signature."""
_SHORTEST: Final = {"全国": 5000, "省级": 5000, "地市级": 3000}
_SHORTEST_AT_ALL: Final = 2000
"""Characters below which a yearly report is not taken for whole, by level: those of provinces run to 8,000 and more, of
counties to 4,000, and papers print digests of half as much in the form of the whole."""
_SHORTEST_IN_FULL: Final = 1400
"""The same for one of a city or a county that has all the parts of a report that is read out, thanks and shortcomings
included: digests in its form drop those first."""
_SHORTEST_ON_PROPOSALS: Final = 1200
_SHORTEST_HALF: Final = 1200
"""Characters of a yearly report below which a missing half proves nothing: digests are that short."""
_FORWARD: Final = re.compile(
    r"\n.{0,12}(?:今后|下一步|明年|来年|新的一年|未来[一三五]年|[今本新]年|展望|工作(?:安排|打算|思路|建议|目标|任务|要求))"
)
"""Paragraphs of the second half that speak of what is to come, though no half of plans was found."""
_AMENDS: Final = re.compile(r"修改|修正|废止")
_ENCLOSES: Final = re.compile(r"印发|转发|批转|公布")
_ENCLOSURE: Final = re.compile(r"^附件?:")

_Found = tuple[str, Evidence]


def find_completeness(
    document: CleanDocument,
    lines: Lines,
    *,
    title: Line | None,
    name: Line | None = None,
    kind: str | None,
    level: str | None,
    numbered: bool,
) -> _Found | None:
    """One of ``COMPLETENESS`` with its evidence. ``name`` is the file's name where that serves as the title; ``numbered``
    says whether the text bears a document number (发文字号) of its own.

    What the text says of itself is asked first, then its beginning and end, then its halves.
    """
    titles = [line for line in (title, name) if line is not None]
    evidence = says_piece(titles, lines)
    if evidence is not None:
        return _PIECE, evidence
    evidence = says_digest(titles, lines)
    if evidence is not None:
        return _DIGEST, evidence
    evidence = goes_on(lines) or (lacks_pages(lines) if document.raw.parts == 1 else None)
    if evidence is not None:
        return _PIECE, evidence
    evidence = ends.starts_inside(lines)
    if evidence is not None:
        return _PIECE, evidence
    if kind not in _JUDGED:
        return None
    body = read_body(document, lines)
    if kind in SESSION_REPORTS:
        on_proposals = kind == "提案工作情况报告"
        shortest = _SHORTEST_ON_PROPOSALS if on_proposals else _SHORTEST.get(level or "", _SHORTEST_AT_ALL)
        below_province = level in ("地市级", "县级")
        said = says_whole(titles, lines)
        return _of_report(document, lines, body, said_whole=said, shortest=shortest, below_province=below_province)
    if kind in _ARTICLED:
        return _of_articles(body, titles)
    return _of_document(body, titles, numbered=numbered)


def _of_report(
    document: CleanDocument,
    lines: Lines,
    body: Body,
    *,
    said_whole: Evidence | None,
    shortest: int,
    below_province: bool,
) -> _Found | None:
    """A report to a session: cut off, one half of it, an outline, or whole."""
    opened, closed = ends.opening(body), ends.closing(body)
    evidence = None if closed else ends.outline_end(body)
    if evidence is not None:
        return _DIGEST, evidence
    evidence = None if closed or body.annexed else ends.cut_end(body) or ends.breaks_off(body) or links_on(lines)
    if evidence is not None:
        return _PIECE, evidence
    kinds = [section.kind for section in sections(document.text, document.headings, folded=lines.folded)]
    evidence = _missing_half(lines, body, kinds, opened=opened)
    if evidence is not None:
        return _PIECE, evidence
    halves = "review" in kinds and "plan" in kinds[kinds.index("review") :]
    if closed is None or not halves or ends.skips(body):
        return None
    if body.length < shortest and not (below_province and opened and _is_in_full(body)):
        return None
    evidence = said_whole or (closed if opened else None)
    return (_WHOLE, evidence) if evidence is not None else None


def _is_in_full(body: Body) -> bool:
    """Whether a short report leaves nothing out that such reports say: what is lacking, and thanks."""
    return body.length >= _SHORTEST_IN_FULL and ends.owns_up(body) is not None and ends.thanks(body) is not None


def _missing_half(lines: Lines, body: Body, kinds: Sequence[str], *, opened: Evidence | None) -> Evidence | None:
    """Where a half of a yearly report is missing: its end without plans, or the heading 二、 with nothing before it."""
    late = ends.starts_late(body)
    if late is not None and "review" not in kinds and ("plan" in kinds or opened is None):
        return late
    if body.length < _SHORTEST_HALF or "plan" in kinds or body.annexed:
        return None
    if _FORWARD.search(lines.folded, len(lines.folded) // 2):
        return None
    return body.quote(len(body.flat) - 1, end=True)


def _of_articles(body: Body, titles: Sequence[Line]) -> _Found | None:
    """A law or a set of rules: from 第一条 to the day on which it comes into force."""
    if any(_AMENDS.search(title.flat) for title in titles):
        return None
    evidence = None if body.annexed else ends.cut_end(body)
    if evidence is not None:
        return _PIECE, evidence
    first = ends.first_article(body)
    if first is None:
        return None
    if first[0] > 1:
        return _PIECE, first[1]
    last = ends.comes_into_force(body)
    return (_WHOLE, last) if last is not None and ends.articles_follow(body) else None


def _of_document(body: Body, titles: Sequence[Line], *, numbered: bool) -> _Found | None:
    """A numbered document of an authority, from its addressees to signature and date; what it encloses may be missing."""
    encloses = any(_ENCLOSES.search(title.flat) for title in titles)
    signed = ends.signed_and_dated(body)
    if signed is None:
        evidence = None if body.annexed or encloses else ends.cut_end(body)
        return (_PIECE, evidence) if evidence is not None else None
    encloses = encloses or body.annexed or any(map(_ENCLOSURE.search, body.flat))
    if numbered and not encloses and not ends.skips(body):
        return _WHOLE, signed
    return None
