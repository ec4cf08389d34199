"""The errors that callers may meet; every message says what was wrong and what to do next."""

import csv
import lzma
import struct
import zlib
from email.errors import MessageError
from typing import Final

from lxml import etree


class IndexerError(Exception):
    """Base of all errors of this package."""


class ReadError(IndexerError):
    """A file could not be turned into text. ``stage`` names the step that failed, ``member`` the file inside an archive."""

    def __init__(self, reason: str, *, stage: str = "read", member: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.stage = stage
        self.member = member

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments get lost when an exception crosses a process boundary; keep them.
        return (_read_error, (self.reason, self.stage, self.member))


def _read_error(reason: str, stage: str, member: str | None) -> ReadError:
    return ReadError(reason, stage=stage, member=member)


class QueryError(IndexerError):
    """A request holds something that cannot be searched for (too long, an unknown filter, a bad year).

    ``message`` is the sentence for the reader: an ``indexer.messages.Message`` where it can be said in another
    language, which ``str(error)`` no longer is.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SegmentationError(IndexerError):
    """Texts cannot be cut as asked: the segmenter is not installed, or the user's dictionary has a mistake."""


class NoIndex(IndexerError):
    """There is no index at the given place."""


class NoSuchReport(IndexerError):
    """The index holds no report of that id."""


class IncompatibleIndex(IndexerError):
    """The index was made with another schema, fold table, dictionary or segmenter."""


class CorruptIndex(IndexerError):
    """Files of the index are missing or damaged. Nothing is deleted because of it."""


class IndexLocked(IndexerError):
    """Another process is writing to the index."""


class EngineUnavailable(IndexerError):
    """The engine cannot be reached, or not answer, at the moment."""


class TooSlow(IndexerError):
    """What was asked takes longer than it may (``indexer.deadline``)."""


class IndexChanging(EngineUnavailable):
    """The index was committed to while it was read; asked again, it may be read in one state."""


FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    # Errors of libraries that are none of the above.
    MessageError,
    csv.Error,
    etree.LxmlError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
"""What a fault of ours, or of a library, may raise on a strange file; the other files must not suffer for it."""


def fault(error: BaseException) -> str:
    """What to say of one of ``FAULTS``."""
    if isinstance(error, MemoryError):
        return "reading it takes more memory than there is for a file; divide it, or give more with --memory-per-file"
    return f"the program failed on it ({type(error).__name__}: {error}); please report this, with the file"
