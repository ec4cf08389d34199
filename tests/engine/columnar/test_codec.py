"""The index stays a Whoosh index: Whoosh opens it and searches it, and cannot write to it."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader, TermNotFound
from whoosh.searching import Searcher

from indexer.engine.columnar.codec import ColumnarCodec, ColumnarSegment, LuceneBM25, schema
from indexer.engine.columnar.evaluate import evaluate
from indexer.engine.columnar.postings import FIELDS
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_files import open_current
from indexer.engine.whoosh_writer import WhooshWriter
from indexer.errors import CorruptIndex
from indexer.fold import fold
from indexer.query import ExactString
from tests.contract.corpus import SENTENCES
from tests.engine.columnar.generated import WORDS, Document, make_documents

DOCUMENTS = make_documents(seed=31, size=30)


def write(location: Path, documents: Sequence[Document], deleted: Sequence[str] = ()) -> None:
    with WhooshEngine(location, create=True).writer() as writer:
        for report, analysis in documents:
            writer.add(report, analysis)
        writer.delete(deleted)
        writer.commit()


def opened(location: Path) -> Any:
    return whoosh_index.open_dir(str(location), indexname="z1")


@pytest.fixture(scope="module", params=["whole", "with deletions"])
def location(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of three segments."""
    made = tmp_path_factory.mktemp("index") / "index"
    write(made, DOCUMENTS[:12])
    write(made, DOCUMENTS[12:25])
    gone = [] if request.param == "whole" else [report.id for report, _ in DOCUMENTS[1:25:4]]
    write(made, DOCUMENTS[25:], gone)
    return made


@pytest.fixture
def snapshot(location: Path) -> Snapshot:
    return open_current(location).snapshot


@pytest.fixture
def searcher(location: Path) -> Iterator[Searcher]:
    with opened(location).searcher(weighting=LuceneBM25()) as searcher:
        yield searcher


@pytest.fixture
def reader(searcher: Searcher) -> IndexReader:
    return searcher.reader()


# ------------------------------------------------------------------------------------------- reading

FLAT = fold("\n".join(SENTENCES))


def trees() -> st.SearchStrategy[whoosh_query.Query]:
    cut = st.integers(0, len(FLAT) - 6).flatmap(lambda at: st.integers(1, 6).map(lambda size: FLAT[at : at + size]))
    leaves = st.one_of(
        st.builds(whoosh_query.Term, st.sampled_from(FIELDS), st.sampled_from([*WORDS, "不在"])),
        st.builds(whoosh_query.Term, st.sampled_from(["text", "title"]), cut | st.just("不在其中")),
    )

    def branches(inner: st.SearchStrategy[whoosh_query.Query]) -> st.SearchStrategy[whoosh_query.Query]:
        several = st.lists(inner, min_size=1, max_size=3)
        return several.map(whoosh_query.And) | several.map(whoosh_query.Or)

    return st.recursive(leaves, branches, max_leaves=5)


def ours(tree: whoosh_query.Query) -> whoosh_query.Query:
    """The same tree for our evaluator, to which strings are nodes of their own."""
    if isinstance(tree, whoosh_query.Term):
        return ExactString(tree.fieldname, tree.text) if tree.fieldname in ("text", "title") else tree
    return type(tree)([ours(part) for part in tree.subqueries])


def test_whooshs_own_searcher_gives_the_same_documents_and_scores(searcher: Searcher, snapshot: Snapshot) -> None:
    @settings(deadline=None, max_examples=200)
    @given(tree=trees())
    def compare(tree: whoosh_query.Query) -> None:
        found = {hit.docnum: hit.score for hit in searcher.search(tree, limit=None)}
        matches = evaluate(ours(tree), snapshot)
        wanted = dict(zip(matches.documents.tolist(), matches.scores.tolist(), strict=True))
        assert found == pytest.approx(wanted, abs=1e-4)

    compare()


def test_hits_name_their_reports(searcher: Searcher, snapshot: Snapshot) -> None:
    found = searcher.search(whoosh_query.Term("text", "政协"), limit=None)
    assert len(found) > 3
    for hit in found:
        assert "政协" in fold(snapshot.report(hit.docnum).text)
        assert hit["id"] == snapshot.report(hit.docnum).id


def test_a_missing_term_counts_nothing(reader: IndexReader) -> None:
    for field, word in (
        ("words", "不在"),
        ("text", "不在其中"),
        ("title", "𪚥𪚥"),
        ("heading_words", "一二"),
        ("text", ""),
    ):
        assert (field, word) not in reader
        assert reader.frequency(field, word) == 0
        assert reader.doc_frequency(field, word) == 0
        with pytest.raises(TermNotFound):
            reader.postings(field, word)


def test_words_are_listed_in_order(reader: IndexReader, snapshot: Snapshot) -> None:
    for field in FIELDS:
        words = [word.encode() for word in snapshot.words(field, "")]
        assert list(reader.lexicon(field)) == words
        for prefix in ("", "政协", "一一", "zz"):
            beginning = prefix.encode()
            assert [word for _, word in _until(reader.terms_from(field, beginning), field)] == [
                word for word in words if word >= beginning
            ]
            assert list(reader.expand_prefix(field, beginning)) == [
                word for word in words if word.startswith(beginning)
            ]
    listed = list(reader.all_terms())
    assert listed == sorted(listed)
    assert {field for field, _ in listed} == set(FIELDS)


def _until(terms: Iterator[tuple[str, bytes]], field: str) -> list[tuple[str, bytes]]:
    return [term for term in terms if term[0] == field]


def test_statistics_are_those_of_all_documents(reader: IndexReader, snapshot: Snapshot) -> None:
    assert reader.doc_count_all() == snapshot.documents
    assert reader.doc_count() == int(np.count_nonzero(snapshot.live))
    assert reader.has_deletions() == snapshot.deleted
    assert [n for n in range(snapshot.documents) if reader.is_deleted(n)] == np.flatnonzero(~snapshot.live).tolist()
    assert list(reader.all_doc_ids()) == np.flatnonzero(snapshot.live).tolist()
    for field in (*FIELDS, "text", "title"):
        lengths = np.concatenate([segment.lengths(field) for segment in snapshot.segments])
        assert [reader.doc_field_length(n, field) for n in range(snapshot.documents)] == lengths.tolist()
        assert reader.field_length(field) == lengths.sum()
        assert reader.max_field_length(field) == lengths.max()
        assert reader.min_field_length(field) == lengths.min()
    for field, word in (("words", "政协"), ("text", "政"), ("title", "的")):
        documents, counts = (snapshot.postings if field in FIELDS else snapshot.strings)(field, word)
        info = reader.term_info(field, word)
        assert (info.doc_frequency(), info.weight()) == (len(documents), counts.sum())
        assert (info.max_weight(), info.min_id(), info.max_id()) == (counts.max(), documents[0], documents[-1])


# ------------------------------------------------------------------------------------------- writing


def test_a_segment_keeps_its_deletions_as_bits() -> None:
    draw = random.Random(1)
    segment = ColumnarSegment("z1")
    segment.documents = 1000
    deleted = np.zeros(1000, bool)
    for _ in range(3):
        more = np.array([draw.random() < 0.2 for _ in range(1000)], bool)
        before, segment, deleted = segment, segment.without(more), deleted | more
        assert (segment.live == ~deleted).all()
        assert segment.file_name == before.file_name
        assert list(segment.deleted_docs()) == np.flatnonzero(deleted).tolist()
        assert segment.deleted_count() == deleted.sum()
        assert (segment.is_deleted(7), segment.doc_count_all()) == (deleted[7], 1000)
    assert before.deleted_count() < segment.deleted_count(), "the segment of the commit before stays as it was"


def test_the_codec_writes_nothing() -> None:
    codec = ColumnarCodec()
    for refused in (codec.per_document_writer, codec.field_writer, codec.postings_writer, codec.new_segment):
        with pytest.raises(TypeError, match="zhengxie index"):
            refused(None, None)


def contents(location: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in location.iterdir() if path.is_file()}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An index of four small segments, which Whoosh's own policy would merge with a fifth."""
    for number in range(4):
        write(tmp_path / "index", DOCUMENTS[number : number + 1])
    return tmp_path / "index"


def test_whooshs_own_writer_adds_nothing(own: Path) -> None:
    before = contents(own)
    with pytest.raises(TypeError, match="written by zhengxie alone"), opened(own).writer() as writer:
        writer.add_document(id="0" * 16)
    assert contents(own).items() >= before.items()
    assert WhooshEngine(own).info().reports == 4


def test_segments_of_another_kind_are_refused_and_a_rebuild_is_the_way_out(own: Path) -> None:
    generation = open_current(own).generation
    (own / f"_z1_{generation}.toc").unlink()
    foreign = whoosh_index.TOC(schema(), [W3Segment(W3Codec(), "z1")], generation)
    foreign.write(FileStorage(str(own)), "z1")
    before = contents(own)
    for create in (False, True):
        with pytest.raises(CorruptIndex, match=r"which no list of segments needs\); nothing was deleted"):
            WhooshEngine(own, create=create)
    with pytest.raises(CorruptIndex, match="no list of segments"):
        WhooshWriter(own)
    assert contents(own) == before
    with WhooshEngine.rebuilder(own) as rebuild:
        for document in DOCUMENTS[:3]:
            rebuild.add(*document)
        rebuild.commit()
    assert WhooshEngine(own).info().reports == 3


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("way", ["optimize", "delete"])
def test_whooshs_own_writer_neither_merges_nor_deletes(own: Path, way: str) -> None:
    before = contents(own)
    with pytest.raises(TypeError, match="written by zhengxie alone"):
        opened(own).optimize() if way == "optimize" else opened(own).writer().delete_by_term("words", "政协")
    gc.collect()  # what Whoosh left open, while its warnings are still ignored
    assert contents(own).items() >= before.items()
    assert WhooshEngine(own).info().reports == 4
    write(own, DOCUMENTS[4:5])
    assert WhooshEngine(own).info().reports == 5
