"""From one file to reports ready for an engine: read, split, clean, describe, cut into words.

Everything here is a plain function of the file, so that it can run in a worker process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from indexer.clean import clean
from indexer.corrections import Correction, attributed, content_hash, values_for, with_values
from indexer.describe import describe
from indexer.describe.collection_place import organization_of_collection
from indexer.engine.base import Analysis, SubWords
from indexer.errors import FAULTS, ReadError, fault
from indexer.fold import fold
from indexer.models import PARTLY_FAILED, CleanDocument, Metadata, Organization, RawDocument, Report, display_title
from indexer.readers import ReadResult, read_file
from indexer.records import report_id
from indexer.roots import SourceFile
from indexer.segment import Segmentation, segmenter
from indexer.sidecar import is_named_like_one
from indexer.sketch import sketch
from indexer.split import split

READING: Final = 3
"""Version of reading, cleaning, splitting, describing and telling sections, part of every file's content hash. Raise it when
one of them makes something else of a file: the next run then reads unchanged files anew."""
MOST_CHARACTERS: Final = 100_000_000
MOST_A_BYTE: Final = 5
"""Characters of text that are taken of a file: so many of any, and so many for each of its bytes. A format that packs, or prints one text on
many pages, can make any number of a few bytes; packed texts of reports have about one a byte."""
MOST_ERRORS: Final = 1_000
"""Of one file that are told, and kept in the index."""


@dataclass(frozen=True, slots=True)
class Failure:
    file: str
    stage: str
    """"find", "sidecar", "read", "split", "clean", "describe", "segment" or "carry over"."""
    reason: str
    member: str | None = None
    """Path inside the archive that ``file`` is."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a worker makes of one file."""

    source: SourceFile
    content_hash: str
    reports: tuple[tuple[Report, Analysis], ...] = ()
    failures: tuple[Failure, ...] = ()
    unchanged: bool = False
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Reason → number of an archive's members that were not taken."""


def described(
    path: Path, file: str, given: Sequence[Correction] = (), *, ocr: bool = False
) -> tuple[list[tuple[CleanDocument, Metadata]], list[Failure]]:
    """Read, split, clean and describe one file; what fails is returned, not raised.

    ``given`` is what people say of it beside it, the weakest first: it wins over everything that is found. ``ocr``: have
    scans recognised.
    """
    return _described(_result(path, file, ocr), file, given)


def _result(path: Path, file: str, ocr: bool) -> ReadResult:
    try:
        with _stage("read"):
            return _without_sidecars(_bounded(read_file(path, file, ocr=ocr), path))
    except ReadError as error:
        return ReadResult((), (error,))


def _bounded(result: ReadResult, path: Path) -> ReadResult:
    """With no more said of errors than anybody reads. Raises ReadError where there is more text than is taken of a file of that size."""
    most = max(MOST_CHARACTERS, MOST_A_BYTE * size_of(path))
    if sum(len(document.text) for document in result.documents) > most:
        raise ReadError(f"it holds more text than is taken of a file of its size ({most:,} characters); divide it")
    if len(result.errors) <= MOST_ERRORS:
        return result
    left = len(result.errors) - MOST_ERRORS
    told = ReadError(f"{left:,} more errors are not told one by one; mend those above first")
    return replace(result, errors=(*result.errors[:MOST_ERRORS], told))


def _without_sidecars(result: ReadResult) -> ReadResult:
    """Without the tables of corrections that an archive holds: they are no reports."""
    kept = tuple(
        each for each in result.documents if each.format != "table" or not is_named_like_one(each.member or "")
    )
    left = len(result.documents) - len(kept)
    if not left:
        return result
    if not kept and not result.errors:
        raise ReadError("the archive holds no report, only a table of corrections, which belongs beside it")
    return replace(result, documents=kept, skipped={**result.skipped, "sidecar inside an archive": left})


def _described(
    result: ReadResult, file: str, given: Sequence[Correction]
) -> tuple[list[tuple[CleanDocument, Metadata]], list[Failure]]:
    failures = [Failure(file, error.stage, error.reason, error.member) for error in result.errors]
    found: list[tuple[CleanDocument, Metadata]] = []
    corrected = _Corrected(given)
    for document in result.documents:
        try:
            cleaned = _cleaned(document, corrected)
            parts = [part for part in cleaned if part.text]
            with _stage("describe"):
                found.extend(zip(parts, _describe_together(parts, corrected), strict=True))
        except ReadError as error:
            place = f"report {document.part + 1} of {document.parts}: " if document.parts > 1 else ""
            failures.append(Failure(file, error.stage, place + error.reason, document.member))
            continue
        empty = Failure(file, "clean", "no text is left once site furniture is taken out", document.member)
        failures.extend([empty] * (len(cleaned) - len(parts)))
    if not failures:
        failures = [Failure(file, "sidecar", reason) for reason in corrected.unmet()]
    return found, failures


class _Corrected:
    """The documents of one file with what was given for them."""

    def __init__(self, given: Sequence[Correction]) -> None:
        self._given = given
        self._met: set[Correction] = set()
        self._reports = 0

    def document(self, raw: RawDocument) -> RawDocument:
        self._reports += 1
        self._met.update(each for each in self._given if each.holds_for(raw))
        return with_values(raw, values_for(self._given, raw))

    def describe(self, document: CleanDocument, *, beside: Organization | None = None) -> Metadata:
        return attributed(describe(document, beside=beside), values_for(self._given, document.raw))

    def unmet(self) -> list[str]:
        """Of each correction that is for no report of the file, what it names."""
        return [
            f"{each.values[0].sidecar} row {each.values[0].row} names {each.target}, but among the {self._reports} report(s) "
            "of the file there is no such thing"
            for each in self._given
            if each not in self._met
        ]


def _cleaned(document: RawDocument, corrected: _Corrected) -> list[CleanDocument]:
    """The reports of one document, those without a text of their own included."""
    with _stage("split"):
        parts = split(document)
    with _stage("clean"):
        return [clean(corrected.document(part)) for part in parts]


@contextmanager
def _stage(name: str) -> Iterator[None]:
    """Name the stage in which a file failed. Raises ReadError for whatever a fault raises."""
    try:
        yield
    except FAULTS as error:
        raise ReadError(fault(error), stage=name) from error


def _describe_together(parts: Sequence[CleanDocument], corrected: _Corrected) -> list[Metadata]:
    """Describe the reports of one document; one that does not name its place is of the organization beside it, or of the
    place that the compilation is of."""
    described = [corrected.describe(part) for part in parts]
    named = {metadata.organization for metadata in described if metadata.organization is not None}
    for number, (part, alone) in enumerate(zip(parts, described, strict=True)):
        if alone.organization is not None:
            continue
        neighbour = next(iter(named)) if len(named) == 1 else None
        collected = organization_of_collection(
            part.raw.collection, alone.kind, alone.covered_year or alone.delivered_year
        )
        for beside in filter(None, (neighbour, collected)):
            described[number] = corrected.describe(part, beside=beside)
            if described[number].organization is not None:
                break
    return described


def analyse(report: Report, segmentation: Segmentation | None = None) -> Analysis:
    """Cut a report into words, by the segmentation of the index that it is for, and sketch its text."""
    cut = segmenter(segmentation)
    text = fold(report.text)
    words = cut.counts(text)
    title_words = cut.counts(fold(display_title(report.metadata)))
    headings = "\n".join(report.text[heading.start : heading.end] for heading in report.headings)
    heading_words = cut.counts(fold(headings)) if headings else {}
    return Analysis(words, SubWords(words, cut.inside), title_words, heading_words, sketch(text))


def prepare(
    source: SourceFile, known_hash: str | None, segmentation: Segmentation | None = None, *, ocr: bool = False
) -> Prepared:
    """Everything that is done to one file before it is written; runs in a worker process.

    The hash of a file of which a part failed is marked, so that the failure is told again on the next run, and what then fails no
    longer (OCR was asked for, LibreOffice is installed by now) is taken even if something else still does.
    """
    try:
        known_as = content_hash(hash_file(source.path), READING, source.given)
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror}); check that it is there and readable"
        return Prepared(source, "", failures=(Failure(source.file, "read", reason),))
    if known_as == known_hash:
        return Prepared(source, known_as, unchanged=True)
    result = _result(source.path, source.file, ocr)
    documents, failures = _described(result, source.file, source.given)
    marked = _marked(known_as, failures)
    if marked == known_hash:
        return Prepared(source, marked, failures=tuple(failures), unchanged=True)
    reports = []
    for document, metadata in documents:
        report = Report(
            id=report_id(source.root, source.file, document.raw.part, document.raw.member),
            root=source.root,
            file=source.file,
            part=document.raw.part,
            parts=document.raw.parts,
            content_hash=marked,
            text=document.text,
            headings=document.headings,
            metadata=metadata,
            member=document.raw.member,
        )
        try:
            with _stage("segment"):
                reports.append((report, analyse(report, segmentation)))
        except ReadError as error:
            failures.append(Failure(source.file, error.stage, error.reason, report.member))
    marked = _marked(known_as, failures)
    if marked == known_hash:
        return Prepared(source, marked, failures=tuple(failures), unchanged=True)
    made = tuple((replace(report, content_hash=marked), analysis) for report, analysis in reports)
    return Prepared(source, marked, made, tuple(failures), skipped=result.skipped)


def _marked(known_as: str, failures: Sequence[Failure]) -> str:
    """The hash of a file, marked with what failed of it if anything did."""
    if not failures:
        return known_as
    told = "\0".join(f"{failure.stage}\0{failure.reason}\0{failure.member or ''}" for failure in failures)
    return (
        PARTLY_FAILED
        + hashlib.blake2b(f"{known_as}\0{told}".encode(errors="backslashreplace"), digest_size=16).hexdigest()
    )


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where that cannot be asked, which is told by whoever reads it."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def hash_file(path: Path) -> str:
    """BLAKE2b of a file's bytes, 32 hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
