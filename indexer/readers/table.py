"""Tables (.csv, .tsv, .xlsx): a report a row where a column holds texts, else a document to be searched row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.given_columns import TEXT_KEYS, known_name
from indexer.readers.jsonl import row_document
from indexer.readers.rows import Sheet, TableRow, rows_of, sheets


def read(data: bytes, file: str, suffix: str) -> tuple[list[RawDocument], list[ReadError]]:
    """The documents of the good rows and an error, naming the row, for each bad one.

    Sheets without a column of texts are one more document, the last: a row a line, with tabs between the cells. Raises
    ReadError where the whole file cannot be read.
    """
    texts: list[TableRow] = []
    others: list[Sheet] = []
    for sheet in sheets(data, suffix):
        rows = list(rows_of(sheet))
        if rows and _has_texts(rows):
            texts.extend(rows)
        else:
            others.append(sheet)
    parts = len(texts) + bool(others)
    documents: list[RawDocument] = []
    errors: list[ReadError] = []
    for part, row in enumerate(texts):
        try:
            # A part keeps its number whatever becomes of the rows above it.
            documents.append(replace(_document(row, file), part=part, parts=parts))
        except ReadError as error:
            errors.append(ReadError(f"{row.place}: {error.reason}"))
    if others:
        documents.append(RawDocument(file, _lines(others), "table", part=parts - 1, parts=parts))
    return documents, errors


def _has_texts(rows: Sequence[TableRow]) -> bool:
    columns = [name for name in rows[0].heads if known_name(name) in TEXT_KEYS]
    # A lone "body" names the kind of organization in every row of a list of organizations.
    return any(len(row.cells.get(name, "")) > 20 or known_name(name) != "body" for name in columns for row in rows)


def _document(row: TableRow, file: str) -> RawDocument:
    try:
        return row_document(row.cells, file, "row")
    except ReadError as error:
        reason = error.reason.replace('give it under the key "text"', "the cell under 正文 (text, 内容 …) is empty")
        raise ReadError(reason) from error


def _lines(tables: Sequence[Sheet]) -> str:
    lines: list[str] = []
    for sheet in tables:
        lines.extend([sheet.name] if sheet.name and len(tables) > 1 else [])
        lines.extend("\t".join(" ".join(cell.split()) for cell in cells) for _, cells in sheet.rows)
    return "\n".join(lines)
