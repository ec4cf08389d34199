"""JSON Lines: one report a line, with metadata that a person gave and that wins over whatever is inferred."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized
from indexer.readers.given_columns import given_of, text_key
from indexer.readers.text import decode


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
            document = row_document(_row(line), file, "jsonl")
            documents.append(replace(document, encoding=encoding, part=part, parts=len(lines)))
        except ReadError as error:
            errors.append(ReadError(f"line {number}: {error.reason}"))
    return documents, errors


def row_document(row: Mapping[str, object], file: str, form: str) -> RawDocument:
    """A row with a text and what a person gave beside it, as a document.

    Raises ReadError where there is no text, or a value cannot be one of its field.
    """
    key = text_key(row)
    if key is None:
        raise ReadError('no text; give it under the key "text"')
    text = sanitized(str(row[key]))
    given = given_of({name: value for name, value in row.items() if name != key})
    title = given.get("title")
    if isinstance(title, str) and not text.lstrip().startswith(title):
        text = f"{title}\n{text}"
    return RawDocument(file=file, text=text, format=form, given=given)


def _row(line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"not JSON ({error}); put one JSON object on each line") from error
    except ValueError as error:  # Python reads no integer of more than 4,300 digits
        raise ReadError("a number too long to be read; put it in quotes or leave it out") from error
    if not isinstance(row, dict):
        raise ReadError('not a JSON object; write {"text": "…", "title": "…"}')
    return row
