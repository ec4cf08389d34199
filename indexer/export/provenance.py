"""Where an exported list comes from: the search, how it was read, the index and the program. Without it a list proves little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Final

from indexer.answers import IndexInfo, Page
from indexer.export.columns import Words, listed
from indexer.facets import FACET_LABELS
from indexer.labels import IN_SECTION, SECTIONS, SORTS, SPECIAL_VALUES

TITLE: Final = "检索说明"
_SAID_OF: Final = "%(what)s：%(said)s"
_COMMA: Final = "、"
_SEMICOLON: Final = "；"
_ALL_REPORTS: Final = "（无，列出全部报告）"
_ON: Final = "已一并查找"
_OFF: Final = "未查找"
_MERGED: Final = "合并为一条"
_LISTED: Final = "已逐份列出"
_HEADS: Final = {
    "query": "检索式",
    "reading": "检索式的理解",
    "variants": "简繁及地区用词",
    "note": "提示",
    "section": IN_SECTION,
    "filter": "筛选",
    "excluded": "排除",
    "sort": "排序",
    "copies": "相同文本",
    "total": "报告份数",
    "others": "其他相同文本份数",
    "occurrences": "出现次数",
    "exported": "导出时间",
    "reports": "索引中的报告份数",
    "updated": "索引更新时间",
    "fingerprint": "索引指纹",
    "program": "程序版本",
    "about": "说明",
}
_ABOUT: Final = (
    "空白表示未识别；“不适用”表示这类材料没有该项。",
    "标题在〔〕之内的，原文没有标题，由程序据已知信息拟定。",
    "引文和题录只写已知的各项：不知道网址、日期或责任者的，一概不写。",
)
WORDS: Final = (
    TITLE,
    *FACET_LABELS.values(),
    *SORTS.values(),
    *SECTIONS.values(),
    *SPECIAL_VALUES.values(),
    *(_SAID_OF, _COMMA, _SEMICOLON),
    *(_ALL_REPORTS, _ON, _OFF, _MERGED, _LISTED),
    *_HEADS.values(),
    *_ABOUT,
)
"""Every Chinese word here that is asked of ``Words``, besides what the search says itself."""


@dataclass(frozen=True, slots=True)
class Provenance:
    page: Page
    """Any page of the search, for its totals and how it was read."""
    info: IndexInfo
    exported: datetime
    """With its zone."""


def provenance_rows(provenance: Provenance, words: Words) -> Iterator[tuple[str, str]]:
    """(what, said) in the order of reading; the same "what" may come several times."""
    for name, said in (*_asked(provenance.page, words), *_answered(provenance)):
        yield words(_HEADS[name]), said
    for said in _ABOUT:
        yield words(_HEADS["about"]), words(said)


def _asked(page: Page, words: Words) -> Iterator[tuple[str, str]]:
    request, read = page.request, page.interpretation
    yield "query", request.query or words(_ALL_REPORTS)
    if read.reading and read.reading != request.query:
        yield "reading", words(read.reading)
    if not request.variants:
        yield "variants", words(_OFF)
    elif read.variants:
        found = (f"{term} → {words(_COMMA).join(others)}" for term, others in read.variants.items())
        yield "variants", words(_SAID_OF) % {"what": words(_ON), "said": words(_SEMICOLON).join(found)}
    for note in read.notes:
        yield "note", words(note)
    if request.section:
        yield "section", words(SECTIONS[request.section])
    for chosen in _chosen(request.filters, words):
        yield "filter", chosen
    for chosen in _chosen(request.excluded, words):
        yield "excluded", chosen
    sort = "newest" if request.sort == "relevance" and read.mode == "everything" else request.sort
    yield "sort", words(SORTS.get(sort, sort))
    yield "copies", words(_LISTED if request.copies else _MERGED)


def _answered(provenance: Provenance) -> Iterator[tuple[str, str]]:
    page, info = provenance.page, provenance.info
    yield "total", f"{page.total:,}"
    yield "others", f"{page.copies:,}"
    yield "occurrences", f"{page.occurrences:,}"
    yield "exported", zoned(provenance.exported)
    yield "reports", f"{info.reports:,}"
    if info.updated:
        yield "updated", info.updated
    if info.fingerprint:
        yield "fingerprint", info.fingerprint
    yield "program", f"zhengxie {version('zhengxie')}"


def zoned(moment: datetime) -> str:
    """2026-11-27 20:15:03 +08:00."""
    stamp = moment.strftime("%Y-%m-%d %H:%M:%S %z")
    return f"{stamp[:-2]}:{stamp[-2:]}"


def _chosen(filters: Mapping[str, tuple[str, ...]], words: Words) -> Iterator[str]:
    for name, values in filters.items():
        if values:
            said = words(_COMMA).join(_value(value, words) for value in values)
            yield words(_SAID_OF) % {"what": words(FACET_LABELS.get(name, name)), "said": said}


def _value(value: str, words: Words) -> str:
    if value in SPECIAL_VALUES:
        return words(SPECIAL_VALUES[value])
    return listed(value, words)
