"""What fields and values are called in Chinese, the same on pages, in the terminal, in tables and in sidecars.

``web.labels`` says them in the language of a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indexer.models import NOT_APPLICABLE, UNKNOWN

FIELDS: Final[Mapping[str, str]] = {
    "title": "标题",
    "organization": "机构",
    "now": "今称",
    "division": "行政区划",
    "body": "机构类别",
    "level": "层级",
    "kind": "材料类型",
    "session": "届次",
    "covered_year": "回顾年度",
    "covered_from": "回顾期间",
    "delivered_year": "报告年份",
    "published": "发布日期",
    "completeness": "完整性",
    "source": "来源",
    "author": "作者",
    "document_number": "文号",
    "url": "网址",
    "retrieved": "采集日期",
    "script": "文字",
    "file": "文件",
}
"""Field or facet name → what it is called."""

SORTS: Final[Mapping[str, str]] = {"relevance": "相关度", "newest": "新近在前", "oldest": "早年在前"}
"""Values of ``SearchRequest.sort`` in the order in which they are offered."""

SECTIONS: Final[Mapping[str, str]] = {"review": "工作回顾", "plan": "工作安排"}
"""Kinds of section that a search can be limited to → what they are called."""

IN_SECTION: Final = "所在部分"
"""What the choice of one of them is called."""

SCRIPTS: Final[Mapping[str, str]] = {"Hans": "简体", "Hant": "繁体"}
"""``Metadata.script`` → what it is called."""

NOT_IDENTIFIED: Final = "未识别"
DOES_NOT_APPLY: Final = "不适用"

SPECIAL_VALUES: Final[Mapping[str, str]] = {UNKNOWN: NOT_IDENTIFIED, NOT_APPLICABLE: DOES_NOT_APPLY}
"""Facet values that are not values of the field itself."""

ALL: Final = "all"
"""Stands in tables for all values of a facet together."""

SIDES: Final[Mapping[str, str]] = {"left": "左边", "right": "右边"}
"""Sides of a term → what they are called."""

_FACETS: Final = ("organization", "division", "kind", "completeness", "covered_year", "delivered_year", "split")
_YES_OR_NO: Final[Mapping[str, str]] = {"1": "是", "0": "否"}

CODES: Final[Mapping[str, Mapping[str, str]]] = {
    **{name: {**SPECIAL_VALUES, ALL: "全部"} for name in _FACETS},
    "section": {**SECTIONS, "other": "其他"},
    "side": SIDES,
    "unit": {"character": "单字", "word": "词"},
    "spread_by": {**{name: FIELDS[name] for name in ("covered_year", "delivered_year", "level")}, "region": "地区"},
    "more_in": {"1": "第一组", "2": "第二组"},
    **dict.fromkeys(("typed", "moved", "contradicted"), _YES_OR_NO),
}
"""Column of a table → what its codes are called where people read it. Data frames, JSON and files to count again keep the codes."""
