"""What people call the columns of a table of reports, or the keys of a JSON row, and what may stand beneath them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from indexer.errors import ReadError
from indexer.readers.characters import sanitized

TEXT_KEYS: Final = ("text", "content", "正文", "全文", "内容", "body")
"""Where the text may stand. "body" is the text only where no other key is: else it names the kind of organization."""

FIELDS: Final = {
    "title": "title",
    "标题": "title",
    "organization": "organization",
    "机构": "organization",
    "division": "division",
    "行政区划": "division",
    "body": "body",
    "机构类别": "body",
    "level": "level",
    "层级": "level",
    "kind": "kind",
    "材料类型": "kind",
    "类型": "kind",
    "covered_year": "covered_year",
    "year": "covered_year",
    "回顾年度": "covered_year",
    "年份": "covered_year",
    "covered_from": "covered_from",
    "delivered_year": "delivered_year",
    "报告年份": "delivered_year",
    "published": "published",
    "发布日期": "published",
    "session": "session",
    "届次": "session",
    "source": "source",
    "来源": "source",
    "script": "script",
    "document_number": "document_number",
    "发文字号": "document_number",
    "文号": "document_number",
    "completeness": "completeness",
    "完整性": "completeness",
    "retrieved": "retrieved",
    **dict.fromkeys(("采集日期", "采集时间", "抓取日期", "抓取时间"), "retrieved"),
    "url": "url",
    "网址": "url",
    "author": "author",
    "作者": "author",
}
SPANS: Final = {"covered_years": "covered_year", "回顾期间": "covered_year"}
YEARS: Final = frozenset({"covered_year", "covered_from", "delivered_year"})
YEAR: Final = re.compile(r"\s*+(\d{4})\s*+年?+\s*+")
SPAN: Final = re.compile(r"\s*+(\d{4})\s*+年?+\s*+(?:\.\.|[-–—~～至到]++)\s*+(\d{4})\s*+年?+\s*+")
REMARK: Final = re.compile(r"\([^()]*\)$|[:*]$")
"""What people put behind a head: 发布日期（年-月-日）, 标题*, 来源：, once full-width signs are narrow."""
LONGEST_SHOWN: Final = 60
"""Characters of a bad value that a message repeats."""


@lru_cache(maxsize=1024)
def known_name(head: str) -> str:
    """A column's head as the tables here spell it, whatever its width, case, spaces and remark in brackets."""
    name = unicodedata.normalize("NFKC", head).strip().casefold()
    name = REMARK.sub("", name).rstrip()
    joined = "".join(name.split())
    return re.sub(r"[\s-]+", "_", name) if joined.isascii() else joined


def field_of(head: str) -> str | None:
    """The field of ``Metadata`` (or "division", "body", "level" of its organization) that a column holds, or None."""
    name = known_name(head)
    return FIELDS.get(name) or SPANS.get(name)


def text_key(row: Mapping[str, object]) -> str | None:
    """The key under which the text of a row stands, or None where none holds a text."""
    names = {known_name(key): key for key, value in row.items() if isinstance(value, str) and value.strip()}
    return next((names[key] for key in TEXT_KEYS if key in names), None)


def given_of(row: Mapping[str, object]) -> dict[str, object]:
    """Metadata by field name, as a row gives it; other keys and empty values are left out.

    Raises ReadError, naming the key, for a value that cannot be one of the field.
    """
    given: dict[str, object] = {}
    for key, value in row.items():
        field = field_of(key)
        if field is None or value is None or value == "":
            continue
        given.update(_field(key, field, value))
    return given


def _field(key: str, field: str, value: object) -> dict[str, object]:
    if field in YEARS:
        return _years(key, field, value)
    if field == "division":
        return {field: _division(key, value)}
    if not isinstance(value, str):
        raise ReadError(f'"{key}" must be a string, not {_shown(value)}')
    return {field: sanitized(value).strip()}


def _years(key: str, field: str, value: object) -> dict[str, object]:
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        return {field: value}
    if isinstance(value, str) and (year := YEAR.fullmatch(value)):
        return {field: int(year[1])}
    if isinstance(value, str) and field == "covered_year" and (span := SPAN.fullmatch(value)):
        return {"covered_from": int(span[1]), "covered_year": int(span[2])}
    raise ReadError(f'"{key}" must be a year such as 2023, not {_shown(value)}')


def _division(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in re.split(r"[/／>]", sanitized(value)) if part.strip())
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        parts = [sanitized(str(part)).strip() for part in value]
        return tuple(part for part in parts if part)
    raise ReadError(f'"{key}" must be a list such as ["重庆市", "涪陵区"]')


def _shown(value: object) -> str:
    """A bad value as a message may repeat it: in JSON, cut short; of a list or an object only that it is one."""
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "an object"
    shown = json.dumps(sanitized(value) if isinstance(value, str) else value, ensure_ascii=False)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
