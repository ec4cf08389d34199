"""What Whoosh calls: its schema, its segments and readers over ours, so that the index stays a Whoosh index.

``whoosh.index.open_dir`` opens it, and Whoosh's own searcher answers Term, And and Or, and exact strings as terms of the
fields "text" and "title" (any string is a term there). Reading only: Whoosh's writers cannot make such segments, and ours
makes no others. The table of contents keeps the paths of the classes here, which therefore stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats, scoring
from whoosh.codec import base as whoosh_codec
from whoosh.filedb.filestore import Storage
from whoosh.matching import ListMatcher, Matcher
from whoosh.reading import TermInfo

from indexer.engine.columnar.build import TEXTS
from indexer.engine.columnar.families import Members
from indexer.engine.columnar.matches import K1, B
from indexer.engine.columnar.postings import FIELDS
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.strings import units_of

EXTENSION: Final = ".seg"
_WRITTEN_OTHERWISE: Final = "this index is written by zhengxie alone; add to it with `zhengxie index PATH`"


class Words(fields.FieldType):
    """A field of words with how often each stands in a document."""

    def __init__(self) -> None:
        self.format = formats.Frequency()
        self.analyzer = None
        self.scorable = True
        self.stored = False
        self.unique = False
        self.column_type = None
        self.spelling = False

    def index(self, value: object, **options: object) -> Any:
        raise TypeError(_WRITTEN_OTHERWISE)


class Characters(Words):
    """A field in which any folded string is a term, found wherever it stands."""


class Identity(Words):
    """The reports' ids, which are stored and cannot be searched for."""

    def __init__(self) -> None:
        super().__init__()
        self.stored = True


def schema() -> fields.Schema:
    return fields.Schema(id=Identity(), **{name: Characters() for name in TEXTS}, **{name: Words() for name in FIELDS})


class ColumnarSegment(whoosh_codec.Segment):
    """A segment as the table of contents names it, with its deleted documents as one bit each, and those that have copies."""

    _members = b""  # also of segments listed before there were families, whose reports a rebuild reads

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.documents = 0
        self._deleted = b""

    @property
    def file_name(self) -> str:
        name: str = self.make_filename(EXTENSION)
        return name

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    @property
    def live(self) -> NDArray[np.bool_]:
        """bool[documents]: which are not deleted."""
        if not self._deleted:
            return np.ones(self.documents, bool)
        return ~np.unpackbits(np.frombuffer(self._deleted, np.uint8), count=self.documents).astype(bool)

    def without(self, deleted: NDArray[np.bool_]) -> ColumnarSegment:
        """The same segment with more documents deleted."""
        other = ColumnarSegment(self.indexname)
        other.segid, other.documents = self.segid, self.documents
        other._deleted = np.packbits(~self.live | deleted).tobytes()
        return other

    @property
    def members(self) -> Members:
        """Which of the documents have copies in the index, by the commit that lists this segment."""
        return Members.unpacked(self._members)

    def with_members(self, members: Members) -> ColumnarSegment:
        """The same segment with the families that its documents are of now."""
        other = self.without(np.zeros(self.documents, bool))
        other._members = members.packed()
        return other

    def doc_count_all(self) -> int:
        return self.documents

    def deleted_count(self) -> int:
        return self.documents - int(np.count_nonzero(self.live))

    def deleted_docs(self) -> Iterator[int]:
        return iter(np.flatnonzero(~self.live).tolist())

    def is_deleted(self, number: int) -> bool:
        return not self.live[number]

    def delete_document(self, number: int, delete: bool = True) -> None:
        raise TypeError(_WRITTEN_OTHERWISE)


class ColumnarCodec(whoosh_codec.Codec):
    """Opens our segments for Whoosh's reader."""

    def per_document_reader(self, storage: Storage, segment: ColumnarSegment) -> _Documents:
        return _Documents(_opened(storage, segment), segment)

    def terms_reader(self, storage: Storage, segment: ColumnarSegment) -> _Terms:
        return _Terms(_opened(storage, segment))

    def _written_otherwise(self, *arguments: object) -> Any:
        raise TypeError(_WRITTEN_OTHERWISE)

    per_document_writer = field_writer = postings_writer = postings_reader = new_segment = _written_otherwise


def _opened(storage: Storage, segment: ColumnarSegment) -> Segment:
    return Segment(Path(storage.folder) / segment.file_name)


class _Documents(whoosh_codec.PerDocumentReader):
    def __init__(self, segment: Segment, listed: ColumnarSegment) -> None:
        self._segment = segment
        self._live = listed.live

    def doc_count(self) -> int:
        return int(np.count_nonzero(self._live))

    def doc_count_all(self) -> int:
        return self._segment.documents

    def has_deletions(self) -> bool:
        return not bool(self._live.all())

    def is_deleted(self, number: int) -> bool:
        return not self._live[number]

    def deleted_docs(self) -> Iterator[int]:
        return iter(np.flatnonzero(~self._live).tolist())

    def doc_field_length(self, number: int, field: str, default: int = 0) -> int:
        if field not in _MEASURED:  # asked for by Whoosh's own writer only, when it is about to merge
            raise TypeError(_WRITTEN_OTHERWISE)
        return int(self._segment.lengths(field)[number])

    def field_length(self, field: str) -> int:
        return int(self._segment.lengths(field).sum())

    def min_field_length(self, field: str) -> int:
        return int(self._segment.lengths(field).min())

    def max_field_length(self, field: str) -> int:
        return int(self._segment.lengths(field).max())

    def stored_fields(self, number: int) -> dict[str, str]:
        return {"id": f"{int(self._segment.ids[number]):016x}"}


class _Terms(whoosh_codec.TermsReader):
    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _found(self, field: str, term: bytes) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        """Documents that hold a term, and how often; both empty for one that no document holds."""
        if field in TEXTS:
            units = units_of(term.decode("utf-8"))
            return self._segment.strings[field].count(units) if len(units) else _NONE
        number = self._segment.lexicon.find(term) if field in FIELDS else None
        return _NONE if number is None else self._segment.postings[field].read(number)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return len(self._found(*term)[0]) > 0

    def indexed_field_names(self) -> list[str]:
        return [*TEXTS, *FIELDS]

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Words in order; the strings of a text are too many to be listed, and none is."""
        for number, word in self._segment.lexicon.from_(prefix) if field in FIELDS else ():
            if self._segment.postings[field].holds(number):
                yield field, word

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return (term for field in sorted(FIELDS) for term in self.terms_from(field, b""))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    def term_info(self, field: str, term: bytes) -> TermInfo:
        documents, counts = self._found(field, term)
        if not len(documents):
            raise KeyError(term)
        lengths = self._segment.lengths(field)[documents]
        return TermInfo(
            weight=int(counts.sum()),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(counts.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, field: str, term: bytes) -> int:
        return int(self._found(field, term)[1].sum())

    def doc_frequency(self, field: str, term: bytes) -> int:
        return len(self._found(field, term)[0])

    def matcher(
        self, field: str, term: bytes, posting_format: formats.Format, scorer: scoring.BaseScorer | None = None
    ) -> Matcher:
        documents, counts = self._found(field, term)
        if not len(documents):
            raise KeyError(term)
        return ListMatcher(
            documents.tolist(),
            counts.astype(np.float64).tolist(),
            format=posting_format,
            scorer=scorer,
            term=(field, term),
            terminfo=self.term_info(field, term),
        )

    def cursor(self, field: str, definition: fields.FieldType) -> Any:
        raise TypeError("spelling is not kept in these segments")


_MEASURED: Final = frozenset((*TEXTS, *FIELDS))
_NONE: Final = (np.empty(0, np.uint16), np.empty(0, np.int64))


class LuceneBM25(scoring.WeightingModel):
    """The formula of ``matches.bm25`` for Whoosh's own searcher: ``index.searcher(weighting=LuceneBM25())``."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> scoring.BaseScorer:
        return _Scorer(searcher, fieldname, text)


class _Scorer(scoring.WeightLengthScorer):
    def __init__(self, searcher: Any, field: str, text: bytes) -> None:
        whole = searcher.get_parent()
        held, documents = whole.doc_frequency(field, text), whole.doc_count_all()
        self._weight = log(1 + (documents - held + 0.5) / (held + 0.5)) * (K1 + 1)
        self._mean = max(whole.field_length(field) / documents, 1e-9)
        self.setup(searcher, field, text)

    def _score(self, frequency: float, length: int) -> float:
        return float(self._weight * frequency / (frequency + K1 * (1 - B + B * length / self._mean)))
