"""Exports written to files: whole or not at all, a CSV with its note beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from indexer.answers import SearchRequest
from indexer.errors import IndexerError
from indexer.export import FORMATS, Source, export
from indexer.export.delimited import NOTE_BEGINS


def format_of(path: Path) -> str | None:
    """The format that a file's name asks for, None where it tells none."""
    suffix = path.suffix.lower()
    return next((name for name, each in FORMATS.items() if each.hits and each.suffix == suffix), None)


def save(source: Source, request: SearchRequest, name: str, moment: datetime, path: Path) -> list[Path]:
    """Writes a list of results to ``path``, in place of what is there; returns the files that were written.

    The note of a CSV file has its name with .txt. Raises IndexerError where that would take the place of something
    else or a file cannot be written, and as ``export``.
    """
    written = {path: name}
    if name == "csv":
        note = path.with_suffix(FORMATS["csv-note"].suffix)
        if not _is_note(note):
            raise IndexerError(f"{note} is no note of an export: it would be lost; choose another name with --output")
        written[note] = "csv-note"
    for each, form in written.items():
        write_whole(each, export(source, request, form, moment))
    return list(written)


def _is_note(path: Path) -> bool:
    """Whether a file is a note of an export, or not there."""
    try:
        with path.open("rb") as file:
            return file.read(len(NOTE_BEGINS)) == NOTE_BEGINS
    except FileNotFoundError:
        return True
    except OSError:
        return False


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, in place of what is there, whole or not at all. Raises IndexerError where it cannot be written."""
    part = path.with_name(f"{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                file.writelines(pieces)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        there = path.parent.is_dir()
        reason = error.strerror or error if there else f"there is no folder {path.parent}; make it first"
        raise IndexerError(f"cannot write {path}: {reason}") from error
