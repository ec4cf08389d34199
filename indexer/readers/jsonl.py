"""JSON Lines: one report a line, with metadata that a person gave and that wins over whatever is inferred."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Final

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized
from indexer.readers.text import decode

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
    **dict.fromkeys(("completeness", "完整性"), "completeness"),
    "url": "url",
    "网址": "url",
    "author": "author",
    "作者": "author",
    **dict.fromkeys(("retrieved", "抓取日期", "抓取时间", "采集时间"), "retrieved"),
}
SPANS: Final = {"covered_years": "covered_year", "回顾期间": "covered_year"}
YEARS: Final = frozenset({"covered_year", "covered_from", "delivered_year"})
YEAR: Final = re.compile(r"\s*+(\d{4})\s*+年?+\s*+")
SPAN: Final = re.compile(r"\s*+(\d{4})\s*+年?+\s*+(?:\.\.|[-–—~～至到]++)\s*+(\d{4})\s*+年?+\s*+")
LONGEST_SHOWN: Final = 60
"""Characters of a bad value that a message repeats."""


def read(data: bytes, file: str) -> tuple[list[RawDocument], list[ReadError]]:
    """The documents of the good lines and an error, naming the line, for each bad one. Blank lines are skipped.

    Raises ReadError where the whole file cannot be decoded.
    """
    text, encoding = decode(data)
    documents: list[RawDocument] = []
    errors: list[ReadError] = []
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    for part, (number, line) in enumerate(lines):
        try:
            # A part keeps its number whatever becomes of the rows above it.
            documents.append(replace(_document(line, file, encoding), part=part, parts=len(lines)))
        except ReadError as error:
            errors.append(ReadError(f"line {number}: {error.reason}"))
    return documents, errors


def _document(line: str, file: str, encoding: str) -> RawDocument:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"not JSON ({error}); put one JSON object on each line") from error
    except ValueError as error:  # Python reads no integer of more than 4,300 digits
        raise ReadError("a number too long to be read; put it in quotes or leave it out") from error
    if not isinstance(row, dict):
        raise ReadError('not a JSON object; write {"text": "…", "title": "…"}')
    key = next((key for key in TEXT_KEYS if isinstance(row.get(key), str) and row[key].strip()), None)
    if key is None:
        raise ReadError('no text; give it under the key "text"')
    text = sanitized(row[key])
    given = _given({name: value for name, value in row.items() if name != key})
    title = given.get("title")
    if isinstance(title, str) and not text.lstrip().startswith(title):
        text = f"{title}\n{text}"
    return RawDocument(file=file, text=text, format="jsonl", given=given, encoding=encoding)


def _given(row: dict[str, object]) -> dict[str, object]:
    given: dict[str, object] = {}
    for key, value in row.items():
        field = FIELDS.get(key) or SPANS.get(key)
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
