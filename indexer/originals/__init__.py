"""The file that a report was read from, and the report's text as it stood there before cleaning.

Nothing of it is kept in the index: the file is found anew and read anew, one at a time, in a process of its own that is ended
when it takes too long. What cannot be had is a ``Trouble``, which says why.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from indexer.corrections import content_hash
from indexer.engine.opening import known_roots
from indexer.location import Location
from indexer.messages import said, trouble_of
from indexer.models import Report
from indexer.originals.apart import run_apart
from indexer.originals.finding import Original, Trouble, find_original
from indexer.originals.reading import SourceLine, SourceText, Wanted, read_source
from indexer.prepare import READING, hash_file
from indexer.roots import SourceFile, Sources
from indexer.sidecar import apply_sidecars

__all__ = ["Original", "Originals", "Source", "SourceLine", "SourceText", "Trouble"]

SECONDS: Final = 150
"""That reading a file may take: LibreOffice alone is given 120."""
_PATIENCE: Final = 3.0
"""Seconds that a request waits for the one before it."""
_KEPT: Final = 8
"""Results that are remembered."""

UNCHANGED: Final = "unchanged"
SAME_TEXT: Final = "same text"
CHANGED: Final = "changed"


@dataclass(frozen=True, slots=True)
class Source:
    """A report before cleaning."""

    original: Original
    text: SourceText
    standing: str
    """Against what was indexed: "unchanged" (the file, and what tables say of it), "same text" (the file, a table of corrections or
    the program is another; it gives the same text) or "changed"."""


class Originals:
    """The original files of an index's reports. Methods may be called from several threads."""

    def __init__(self, location: Location, *, seconds: float = SECONDS) -> None:
        self._location = location
        self._seconds = seconds
        self._one_at_a_time = Lock()
        self._kept: OrderedDict[tuple[str, str], SourceText | Trouble] = OrderedDict()
        """(report, hash of the file's bytes) → what came of reading it."""

    def find(self, report: Report) -> Original | Trouble:
        """Where a report's file is. Raises NoIndex, CorruptIndex, EngineUnavailable."""
        return find_original(known_roots(self._location), report.root, report.file)

    def source(self, report: Report) -> Source | Trouble:
        """A report's text before cleaning. Raises NoIndex, CorruptIndex."""
        original = self.find(report)
        if isinstance(original, Trouble):
            return original
        if not self._one_at_a_time.acquire(timeout=_PATIENCE):
            return Trouble("busy", said("正在读取另一份原始文件，请稍候再试。"))
        try:
            data_hash = hash_file(original.real)
            text = self._read(report, original, data_hash)
        except OSError as error:
            return Trouble("unreadable", said("原始文件打不开（%(reason)s）。", reason=trouble_of(error)))
        finally:
            self._one_at_a_time.release()
        return (
            text if isinstance(text, Trouble) else Source(original, text, _standing(report, original, data_hash, text))
        )

    def _read(self, report: Report, original: Original, data_hash: str) -> SourceText | Trouble:
        key = report.id, data_hash
        known = self._kept.get(key)
        if known is None:
            known = self._read_apart(report, original)
            self._kept[key] = known
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return known

    def _read_apart(self, report: Report, original: Original) -> SourceText | Trouble:
        evidence = report.metadata.evidence.get("title")
        given = report.metadata.title if evidence is not None and evidence.where.startswith("given:") else None
        wanted = Wanted(str(original.real), report.file, report.member, report.part, given)
        try:
            return run_apart(read_source, wanted, self._seconds)
        except TimeoutError:
            seconds = f"{self._seconds:.0f}"
            return Trouble("slow", said("读取原始文件用了 %(seconds)s 秒还没有读完，已经停止。", seconds=seconds))
        except ChildProcessError:
            return Trouble("unread", said("读取原始文件时程序意外中止（内存不足，或文件使读取程序出错）。"))


def _standing(report: Report, original: Original, data_hash: str, text: SourceText) -> str:
    """Whether what was read now is what was indexed.

    A content hash also holds what tables of corrections say and the version of reading, and is another where a part of the file
    failed: only where it fits does it prove anything. Else the cleaned texts are compared.
    """
    sources = Sources(
        files=[SourceFile(report.root, report.file, original.path)], roots={report.root: str(original.folder)}
    )
    apply_sidecars(sources)
    given = sources.files[0].given if sources.files else ()
    if content_hash(data_hash, READING, given) == report.content_hash:
        return UNCHANGED
    indexed = hashlib.blake2b(report.text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return SAME_TEXT if indexed == text.cleaned_hash else CHANGED
