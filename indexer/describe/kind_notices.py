"""Notices, by whom they are written to and who signs them, where the title names no government (政策文件)."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.kind_texts import HEAD_TITLES
from indexer.describe.lines import Line, Lines
from indexer.models import Evidence

_Kind = tuple[str, Evidence]

_RECIPIENTS: Final = re.compile(r"^各.{0,60}(?:人民政府|政府各|[省市州县区]直|管委会|街道|委办局|直属机构).{0,40}:$")
_DEPARTMENTS: Final = re.compile(
    r"^(?!.*(?:政协|支部|党派|专委会|专门委员会|人大|委员[,、:]|会员|理事|公司|学院|大学|集团|工会))(?:各|国务院各)[^。]{0,60}?"
    r"(?:厅|局|部委|直属机构|[省市县州]级?机关|(?:健康|改革|教育|经济|科学|建设|管理|计划)委(?:员会)?)(?:[((][^()]{1,10}[))])?(?:[,、][^。]{0,60})?:$"
)
"""Departments of the levels below, to which a ministry or a department writes: 各省、自治区、直辖市民政厅(局)…"""
_NOTICE: Final = re.compile(r"(?:通知|意见|通报|决定|方案)(?:[((].{1,8}[))])?$")
_PUBLIC_NOTICE: Final = re.compile(r"(?:通告|公告|布告)(?:[((].{1,8}[))])?$")
_MADE_KNOWN: Final = re.compile(r"(?:现|特)(?:就|将|对)?[^。]{0,40}?(?:通告|公告|布告)如下|特此(?:通告|公告|布告)")
_ISSUER: Final = re.compile(
    r"^(?!.*(?:政协|人大|公司|学院|学校|医院|集团))[一-鿿]{2,24}"
    r"(?:人民政府|政府办公[厅室]|革命委员会|行政公署|管理委员会|指挥部|[厅局]|[省市县区州]应急委员会)(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?$"
)
"""The office that signs a notice to the public."""
_BYLINE_LINES: Final = 6


def kind_of_notice(title: Line | None, lines: Lines) -> _Kind | None:
    """A notice whose title names no issuer, by the governments and departments to which it is addressed, or who signs it."""
    if title is None:
        return None
    if _PUBLIC_NOTICE.search(title.flat):
        return _kind_of_public_notice(lines)
    if not _NOTICE.search(title.flat):
        return None
    head = lines.head[:_BYLINE_LINES]
    to = next((line for line in head if _RECIPIENTS.search(line.flat) or _DEPARTMENTS.search(line.flat)), None)
    return None if to is None else ("政策文件", to.whole())


def _kind_of_public_notice(lines: Lines) -> _Kind | None:
    """…现通告如下, signed by an office of the government."""
    if not any(_MADE_KNOWN.search(line.flat) for line in (*lines.head, *lines.tail)):
        return None
    ends = (*reversed(lines.tail), *lines.head[:HEAD_TITLES])
    signed = next((line for line in ends if _ISSUER.search(line.flat)), None)
    return None if signed is None else ("政策文件", signed.whole())
