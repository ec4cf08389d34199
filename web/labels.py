"""The words of the interface: one name for each thing, the same on every page.

Constants are simplified Chinese, as they stand in the catalogue; functions answer in the language of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indexer import evidence
from indexer.answers import Copy, Hit
from indexer.evidence import paragraph as paragraph
from indexer.labels import DOES_NOT_APPLY as DOES_NOT_APPLY
from indexer.labels import FIELDS as FIELDS
from indexer.labels import IN_SECTION as IN_SECTION
from indexer.labels import NOT_IDENTIFIED as NOT_IDENTIFIED
from indexer.labels import SCRIPTS as SCRIPTS
from indexer.labels import SECTIONS as SECTIONS
from indexer.labels import SORTS as SORTS
from indexer.labels import SPECIAL_VALUES as SPECIAL_VALUES
from indexer.messages import Message
from indexer.models import (
    COMPLETENESS,
    Evidence,
    Metadata,
    Report,
    covered_year_applies,
    display_file,
)
from web.language import gettext, ngettext, translated, worded

SITE: Final = "政协报告检索"

EXPORTS: Final[Mapping[str, str]] = {
    "xlsx": "Excel 表格（XLSX）",
    "csv": "CSV",
    "csv-note": "CSV 的检索说明",
    "jsonl": "JSON Lines",
    "ris": "RIS（EndNote、知网研学）",
    "bibtex": "BibTeX",
}
"""Formats of results as a file → what the menu calls them."""

LANGUAGES: Final[Mapping[str | None, str]] = {"Hans": "zh-Hans", "Hant": "zh-Hant", None: "zh"}
"""``Metadata.script`` → the language tag (BCP 47) of the report's text."""

NOT_STATED: Final = "原文未载明"
TERM_REPORT: Final = "届期报告"
EVIDENCE: Final = "判定依据"
PASSAGES: Final = "摘录"
SECTION: Final = "所在章节"
WHOLE: Final = "全文"
"""What is searched where no section is chosen."""
VARIANTS: Final = "简繁及地区用词"

_SPECIAL_NAMES: Final = frozenset((*SPECIAL_VALUES, *SPECIAL_VALUES.values()))
"""They and their labels."""


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters as it is, a longer one cut there and ended with "…"."""
    return text if len(text) <= most else text[:most].rstrip() + "…"


def field(name: str) -> str:
    """What the interface calls a field or facet."""
    return gettext(FIELDS[name])


def named(name: str) -> Message:
    """As ``field``, to be put into a message."""
    return Message(FIELDS[name])


def named_value(text: str) -> Message:
    """As ``value``, to be put into a message."""
    return Message(SPECIAL_VALUES.get(text, text))


def value(text: str) -> str:
    """A value of ours in the page's language: a kind, a level, 未识别; names of organizations and places keep their characters,
    in the script of the page."""
    return gettext(SPECIAL_VALUES[text]) if text in SPECIAL_VALUES else worded(text)


def facet_value(facet: str, text: str) -> str:
    """As ``value``, of a facet: sources are called what the reports call them."""
    return text if facet == "source" and text not in _SPECIAL_NAMES else value(text)


def occurrences(count: int, section: str = "") -> str:
    """How often the query's words stand in one or in all reports, or in a ``section`` of theirs, which is said."""
    found = ngettext("出现 %(count)s 处", "出现 %(count)s 处", count)
    return gettext("%(found)s（%(section)s部分）", found=found, section=in_section(section)) if section else found


def in_section(section: str) -> str:
    """What a kind of section is called; the whole of a report where that is empty."""
    return gettext(SECTIONS[section] if section else WHOLE)


def copies(count: int) -> str:
    """How many other reports have the same text."""
    return ngettext("另有 %(count)s 份相同文本", "另有 %(count)s 份相同文本", count)


def reports(count: int) -> str:
    """So many reports."""
    return ngettext("%(count)s 份报告", "%(count)s 份报告", count)


def duration(milliseconds: float) -> str:
    """Time taken, in whole milliseconds, or in seconds above one."""
    if milliseconds < 1:
        return gettext("1 毫秒以内")
    if milliseconds < 1000:
        return gettext("%(count)s 毫秒", count=f"{milliseconds:.0f}")
    return gettext("%(count)s 秒", count=f"{milliseconds / 1000:.1f}")


def year_choice(value: str) -> str:
    """Name of one chosen value of a year facet: ``2022``, ``2020..2022``, ``2020..``, ``..2022`` or a special value."""
    if value in SPECIAL_VALUES:
        return gettext(SPECIAL_VALUES[value])
    first, dots, last = value.partition("..")
    if not dots:
        return gettext("%(year)s年", year=value)
    if not first:
        return gettext("%(year)s年及以前", year=last)
    if not last:
        return gettext("%(year)s年及以后", year=first)
    return gettext("%(first)s—%(last)s年", first=first, last=last)


def covered(metadata: Metadata) -> str:
    """The year or years a report looks back on, 不适用 or 未识别."""
    if metadata.covered_year is None:
        return gettext(NOT_IDENTIFIED if covered_year_applies(metadata) else DOES_NOT_APPLY)
    if not is_span(metadata):
        return gettext("%(year)s年", year=metadata.covered_year)
    return gettext("%(first)s—%(last)s年", first=metadata.covered_from, last=metadata.covered_year)


def is_span(metadata: Metadata) -> bool:
    """Whether the report looks back on several years (届期报告)."""
    return metadata.covered_from is not None and metadata.covered_from != metadata.covered_year


def is_partial(metadata: Metadata) -> bool:
    """Whether the text is known to be less than the report: what it lacks proves nothing."""
    return metadata.completeness is not None and metadata.completeness != COMPLETENESS[0]


def delivered(metadata: Metadata) -> str:
    """The year of the session a report was given to, or 未识别."""
    if metadata.delivered_year is None:
        return gettext(NOT_IDENTIFIED)
    return gettext("%(year)s年", year=metadata.delivered_year)


def place(found: Evidence) -> str:
    """Where the words of an evidence stood."""
    return translated(evidence.place(found))


def title(text: str) -> str:
    """A report's title; one of ours, in brackets, in the page's language."""
    return translated(text)


def file_of(found: Report | Hit | Copy) -> str:
    """The file that a report stands in, with the member of an archive: 2023/各地.zip › 涪陵/报告.txt."""
    return display_file(found.file, found.member)
