"""From one file to reports ready for an engine: read, split, clean, describe, cut into words.

Everything here is a plain function of the file, so that it can run in a worker process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.clean import clean
from indexer.describe import describe
from indexer.engine.base import Analysis, SubWords
from indexer.errors import ReadError
from indexer.fold import fold
from indexer.models import PARTLY_FAILED, CleanDocument, Metadata, RawDocument, Report, display_title
from indexer.readers import read_file
from indexer.roots import SourceFile
from indexer.segment import Segmentation, segmenter
from indexer.sketch import sketch
from indexer.split import split

_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a fault of ours, or of a library, may raise on a strange file; the other files must not suffer for it."""


@dataclass(frozen=True, slots=True)
class Failure:
    file: str
    stage: str
    """"read", "split", "clean", "describe" or "segment"."""
    reason: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a worker makes of one file."""

    source: SourceFile
    content_hash: str
    reports: tuple[tuple[Report, Analysis], ...] = ()
    failures: tuple[Failure, ...] = ()
    unchanged: bool = False


def report_id(root: str, file: str, part: int) -> str:
    """16 hexadecimal digits of a hash of root label, relative path (NFC) and part."""
    return hashlib.blake2b(f"{root}\0{file}\0{part}".encode(), digest_size=8).hexdigest()


def described(path: Path, file: str) -> tuple[list[tuple[CleanDocument, Metadata]], list[Failure]]:
    """Read, split, clean and describe one file; what fails is returned, not raised."""
    try:
        with _stage("read"):
            result = read_file(path, file)
    except ReadError as error:
        return [], [Failure(file, error.stage, error.reason)]
    failures = [Failure(file, error.stage, error.reason) for error in result.errors]
    found: list[tuple[CleanDocument, Metadata]] = []
    for document in result.documents:
        try:
            cleaned = _cleaned(document)
            parts = [part for part in cleaned if part.text]
            with _stage("describe"):
                found.extend(zip(parts, _describe_together(parts), strict=True))
        except ReadError as error:
            place = f"report {document.part + 1} of {document.parts}: " if document.parts > 1 else ""
            failures.append(Failure(file, error.stage, place + error.reason))
            continue
        empty = Failure(file, "clean", "no text is left once site furniture is taken out")
        failures.extend([empty] * (len(cleaned) - len(parts)))
    return found, failures


def _cleaned(document: RawDocument) -> list[CleanDocument]:
    """The reports of one document, those without a text of their own included."""
    with _stage("split"):
        parts = split(document)
    with _stage("clean"):
        return [clean(part) for part in parts]


@contextmanager
def _stage(name: str) -> Iterator[None]:
    """Name the stage in which a file failed. Raises ReadError for whatever a fault raises."""
    try:
        yield
    except _FAULTS as error:
        reason = f"the program failed on it ({type(error).__name__}: {error}); please report this, with the file"
        raise ReadError(reason, stage=name) from error


def _describe_together(parts: Sequence[CleanDocument]) -> list[Metadata]:
    """Describe the reports of one document; one that does not name its place is of the organization beside it."""
    alone = [describe(part) for part in parts]
    named = {metadata.organization for metadata in alone if metadata.organization is not None}
    if len(named) != 1:
        return alone
    (beside,) = named
    return [
        metadata if metadata.organization is not None else describe(part, beside=beside)
        for part, metadata in zip(parts, alone, strict=True)
    ]


def analyse(report: Report, segmentation: Segmentation | None = None) -> Analysis:
    """Cut a report into words, by the segmentation of the index that it is for, and sketch its text."""
    cut = segmenter(segmentation)
    text = fold(report.text)
    words = cut.counts(text)
    title_words = cut.counts(fold(display_title(report.metadata)))
    headings = "\n".join(report.text[heading.start : heading.end] for heading in report.headings)
    heading_words = cut.counts(fold(headings)) if headings else {}
    return Analysis(words, SubWords(words, cut.inside), title_words, heading_words, sketch(text))


def prepare(source: SourceFile, known_hash: str | None, segmentation: Segmentation | None = None) -> Prepared:
    """Everything that is done to one file before it is written; runs in a worker process.

    The hash of a file of which a part failed is marked, so that the failure is told again on the next run.
    """
    try:
        content_hash = hash_file(source.path)
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror}); check that it is there and readable"
        return Prepared(source, "", failures=(Failure(source.file, "read", reason),))
    if content_hash == known_hash:
        return Prepared(source, content_hash, unchanged=True)
    documents, failures = described(source.path, source.file)
    if failures:
        content_hash = PARTLY_FAILED + content_hash
        if content_hash == known_hash:
            return Prepared(source, content_hash, failures=tuple(failures), unchanged=True)
    reports = []
    for document, metadata in documents:
        report = Report(
            id=report_id(source.root, source.file, document.raw.part),
            root=source.root,
            file=source.file,
            part=document.raw.part,
            parts=document.raw.parts,
            content_hash=content_hash,
            text=document.text,
            headings=document.headings,
            metadata=metadata,
        )
        try:
            with _stage("segment"):
                reports.append((report, analyse(report, segmentation)))
        except ReadError as error:
            failures.append(Failure(source.file, error.stage, error.reason))
    return Prepared(source, content_hash, tuple(reports), tuple(failures))


def hash_file(path: Path) -> str:
    """BLAKE2b of a file's bytes, 32 hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
