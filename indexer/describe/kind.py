"""What sort of material a document is (材料类型), from its title first, then from how it is built.

The list is ``models.KINDS``. ``kind_titles`` reads titles, ``kind_texts`` the first lines of a text that has none or
whose title leaves the kind open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.describe import kind_texts
from indexer.describe.kind_accounts import kind_of_account
from indexer.describe.kind_features import kind_of_feature
from indexer.describe.kind_news import kind_of_news
from indexer.describe.kind_notices import kind_of_notice
from indexer.describe.kind_titles import ABOUT, ANY_BODY, STANDING_COMMITTEE, read_title
from indexer.describe.lines import Line, Lines
from indexer.describe.title import PAPERS, is_title
from indexer.models import Evidence

_SUBTITLE: Final = re.compile(r"^[-—–]{1,4}.{4,60}$")
"""The line under a headline that says what the text is: ——青田县政协2021年工作综述."""
_BARE_TITLES: Final = frozenset({"开幕词", "开幕辞", "闭幕词", "闭幕辞", "讲话", "决议", "提案", "大会发言"})
"""Heads too short for a title."""


_COLUMNS: Final = frozenset({"领导讲话", "重要讲话", "讲话发言"})
"""Names of columns, which hold news of leaders too, not only what they said."""
_LONGER_THAN_COLUMN: Final = 8
"""Characters from which a line is no name of a site's column."""


def find_kind(title: Line | None, lines: Lines, *, name: Line | None = None) -> tuple[str, Evidence] | None:
    """The kind with its evidence: from the title, else from salutation, first sentences and build; None = not identified.

    A 工作报告 of an unnamed 常委会 is 政协's or 人大's by what its first lines speak of. ``name`` is the file's name where
    that reads like a title; it is asked after the title and before the build of the text.
    """
    about = False
    promulgated = kind_texts.kind_of_promulgation(title, lines)
    if promulgated is not None:
        return promulgated
    for line in _titles(title, lines, name):
        said = read_title(line)
        if said is None:
            continue
        about = about or (said[0] == ABOUT and line is title)
        kind = _resolved(said[0], lines)
        if kind == "会议新闻" and "工作报告" in line.flat:
            # 市长某某作政府工作报告 heads news and, as often, the report itself.
            return kind_texts.kind_as_read(lines.head) or (kind, said[1])
        if kind is not None:
            return kind, said[1]
    return (
        kind_texts.kind_of_yearbook(lines)
        or kind_texts.kind_of_form(lines)
        or kind_texts.kind_of_reply(lines.head)
        or kind_texts.kind_of_masthead(lines)
        or kind_of_account(title, lines)
        or kind_of_notice(title, lines)
        or (None if about else _by_text(title, lines))
    )


def _titles(title: Line | None, lines: Lines, name: Line | None) -> Iterator[Line]:
    """What may name the kind, in the order in which it is asked: title, first line, line under the headline, file."""
    yield from (line for line in lines.head[:1] if PAPERS.search(line.flat))
    if title is not None and title.flat not in _COLUMNS:
        yield title
    for line in lines.head[:1]:
        # Under a title of its own a short first line is the name of a column: 领导讲话.
        other = title is None or (line.flat != title.flat and len(line.flat) >= _LONGER_THAN_COLUMN)
        other = other and not kind_texts.is_masthead(line)
        if other and (is_title(line) or line.flat in _BARE_TITLES):
            yield line
    yield from (line for line in lines.head[: kind_texts.HEAD_TITLES] if _SUBTITLE.search(line.flat))
    if name is not None:
        yield name


def _resolved(said: str, lines: Lines) -> str | None:
    """The kind that a title says; by the first lines where it leaves open whose report it is."""
    if said == ABOUT:
        return None
    if said == STANDING_COMMITTEE:
        return kind_texts.committee_kind(lines.head)
    return kind_texts.report_kind(lines.head) if said == ANY_BODY else said


def _by_text(title: Line | None, lines: Lines) -> tuple[str, Evidence] | None:
    return (
        kind_of_news(lines.head)
        or kind_texts.kind_of_speech(lines.head)
        or kind_texts.kind_of_delivery(lines.head)
        or kind_texts.kind_of_paper(title, lines.head)
        or kind_texts.kind_of_word(lines.head)
        or kind_texts.kind_of_review(title, lines)
        or kind_of_feature(title, lines)
        or kind_texts.kind_of_statute(lines)
    )
