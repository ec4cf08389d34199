"""Merging segments equals building one from the documents that are left, in everything that can be read."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.engine.columnar import merge
from indexer.engine.columnar.build import TEXTS
from indexer.engine.columnar.merge import merge_segments
from indexer.engine.columnar.postings import FIELDS
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.storage import ArrayReader
from indexer.engine.columnar.strings import BLOCK_UNITS, END, units_of
from indexer.facets import FACETS
from indexer.fold import fold_units
from tests.engine.columnar.generated import Document, make_document, make_documents, write_segment

BOUNDS = ("sentences", "paragraphs", "sections", "wide", "headings.starts")
Live = list[NDArray[np.bool_]]


class Directory:
    """Makes segments, each in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made = 0

    def next(self) -> Path:
        self._made += 1
        return self._path / f"{self._made}.seg"

    def write(self, documents: Sequence[Document]) -> Segment:
        return write_segment(self.next(), documents)

    def merge(self, segments: Sequence[Segment], live: Sequence[NDArray[np.bool_]]) -> Segment:
        path = self.next()
        count = merge_segments(segments, live, path)
        ArrayReader(path).check_all()
        merged = Segment(path)
        assert merged.documents == count
        return merged


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    return Directory(tmp_path_factory.mktemp("merge"))


def pieces(segment: Segment, name: str, most: int) -> Iterator[tuple[int, ...]]:
    """Every string of 1 to ``most`` units that stands in the texts of a segment, once."""
    folded = fold_units(segment.strings[name].flat.copy()).tolist()
    found = {tuple(folded[at : at + size]) for size in range(1, most + 1) for at in range(len(folded) - size + 1)}
    return (piece for piece in sorted(found) if END not in piece)


def contents(segment: Segment, most: int = 3) -> dict[str, Any]:
    """Everything that can be read of a segment, whatever numbers stand for it inside."""
    found: dict[str, Any] = {"documents": segment.documents, "units": segment.units, "blocks": segment.blocks}
    found["reports"] = [segment.report(number) for number in range(segment.documents)]
    found["sections"] = [segment.sections(number) for number in range(segment.documents)]
    found["records"] = [segment.record_bytes(number) for number in range(segment.documents)]
    found["ids"], found["dates"] = segment.ids.tolist(), segment.dates.tolist()
    found["bounds"] = {name: segment.bounds(name).tolist() for name in BOUNDS}
    found["lengths"] = {name: segment.lengths(name).tolist() for name in (*TEXTS, *FIELDS)}
    for name in FACETS:
        found[name] = named(*segment.facet(name))
    found["organizations"], found["origins"] = named(*segment.organizations), named(*segment.origins)
    found["lexicon"] = segment.lexicon.words()
    for field in FIELDS:
        found[field] = [
            tuple(items.tolist() for items in segment.postings[field].read(number))
            for number in range(segment.lexicon.size)
        ]
    for name in TEXTS:
        strings = segment.strings[name]
        for piece in pieces(segment, name, most):
            units = np.array(piece, np.uint16)
            counted = tuple(items.tolist() for items in strings.count(units))
            found[f"{name} {piece}"] = counted, strings.places(units).tolist()
    return found


def named(values: Sequence[object], column: NDArray[np.int32]) -> tuple[list[object], set[object]]:
    """What each document has, and what is listed: no more than some document has."""
    return [values[number] if number >= 0 else None for number in column.tolist()], set(values)


def left(parts: Sequence[Sequence[Document]], live: Live) -> list[Document]:
    return [each for part, mask in zip(parts, live, strict=True) for each, kept in zip(part, mask, strict=True) if kept]


def deletions(draw: random.Random, parts: Sequence[Sequence[Document]]) -> Live:
    return [
        np.array([draw.random() < share for _ in part], bool)
        for part in parts
        for share in [draw.choice([0.0, 0.5, 0.9, 1.0, 1.0])]
    ]


def cut(documents: list[Document], sizes: Sequence[int]) -> list[list[Document]]:
    ends = np.cumsum([0, *sizes]).tolist()
    return [documents[first:last] for first, last in pairwise(ends)]


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4),
    seed=st.integers(0, 1000),
    portion=st.sampled_from([1, 7, 100, 1 << 22]),
)
def test_merging_equals_building_from_what_is_left(
    directory: Directory, sizes: list[int], seed: int, portion: int
) -> None:
    draw = random.Random(seed)
    parts = cut(make_documents(seed, sum(sizes)), sizes)
    live = deletions(draw, parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_PORTION", portion)
        merged = directory.merge([directory.write(part) for part in parts], live)
    assert contents(merged) == contents(directory.write(left(parts, live)))


@pytest.mark.parametrize("portion", [64, 1 << 22])
def test_merged_segments_merge_again(directory: Directory, monkeypatch: pytest.MonkeyPatch, portion: int) -> None:
    monkeypatch.setattr(merge, "_PORTION", portion)
    draw = random.Random(9)
    documents = make_documents(seed=9, size=18)
    parts = cut(documents, [4, 3, 5, 2, 4])
    live = deletions(draw, parts)
    first = directory.merge([directory.write(part) for part in parts[:3]], live[:3])
    kept = left(parts[:3], live[:3])
    again = np.array([draw.random() < 0.7 for _ in kept], bool)
    second = directory.merge([directory.write(part) for part in parts[3:]], live[3:])
    whole = directory.merge([first, second], [again, np.ones(second.documents, bool)])
    wanted = left([kept, left(parts[3:], live[3:])], [again, np.ones(second.documents, bool)])
    assert contents(whole, most=6) == contents(directory.write(wanted), most=6)
    alone = directory.merge([whole], [np.ones(whole.documents, bool)])
    assert contents(alone) == contents(whole)


def test_a_single_segment_is_written_anew_without_its_deletions(directory: Directory) -> None:
    documents = make_documents(seed=11, size=12)
    live = np.arange(12) % 3 == 1
    merged = directory.merge([directory.write(documents)], [live])
    assert contents(merged) == contents(directory.write(documents[1::3]))


def test_nothing_left_is_an_empty_segment(directory: Directory) -> None:
    parts = cut(make_documents(seed=12, size=6), [4, 2])
    merged = directory.merge([directory.write(part) for part in parts], [np.zeros(4, bool), np.zeros(2, bool)])
    assert contents(merged) == contents(directory.write([]))


def test_segments_without_documents_merge(directory: Directory) -> None:
    documents = make_documents(seed=13, size=3)
    segments = [directory.write([]), directory.write(documents), directory.write([])]
    merged = directory.merge(segments, [np.ones(segment.documents, bool) for segment in segments])
    assert contents(merged) == contents(directory.write(documents))


def test_texts_of_many_blocks_and_counts_of_many_entries_merge(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "_PORTION", 10_000)
    draw = random.Random(14)
    texts = ["政" * 400 + "协", "𠮷协" * 30_000, "哈" * (BLOCK_UNITS + 300) + "协", "", "提案" * 70_000, "案"]
    documents = [make_document(number, draw, text) for number, text in enumerate(texts)]
    for _, analysis in documents:
        assert isinstance(analysis.words, Counter)
        analysis.words["提案"] = draw.choice([3, 256, 70_000])
    parts = cut(documents, [2, 1, 3])
    live = [np.array([True, True]), np.array([True]), np.array([True, True, False])]
    for masks in (live, [~live[0], ~live[1], ~live[2]], [live[0], ~live[1], live[2]]):
        merged = directory.merge([directory.write(part) for part in parts], masks)
        wanted = directory.write(left(parts, masks))
        assert contents(merged, most=2) == contents(wanted, most=2)
        for string in ("协𠮷协", "哈" * 7, "案提案", "𠮷协𠮷协"):
            for restricted in (None, np.arange(merged.documents) % 2 == 0):
                found, known = (each.strings["text"].places(units_of(string), restricted) for each in (merged, wanted))
                np.testing.assert_array_equal(found, known)


def test_words_and_facets_of_deleted_documents_are_gone(directory: Directory) -> None:
    documents = make_documents(seed=15, size=8)
    for _, analysis in documents[:4]:
        assert isinstance(analysis.sub_words, Counter)
        analysis.sub_words["只此一处"] = 300
    live = [np.arange(4) < 0, np.ones(4, bool)]
    merged = directory.merge([directory.write(part) for part in cut(documents, [4, 4])], live)
    assert merged.lexicon.find("只此一处".encode()) is None
    assert set(merged.origins[0]) == {(report.root, report.file, report.content_hash) for report, _ in documents[4:]}


def test_more_documents_than_a_segment_holds_are_refused(directory: Directory) -> None:
    segment = directory.write([make_document(1, random.Random(1), "")] * (1 << 12))
    many = [segment] * 17
    with pytest.raises(ValueError, match="more than a segment holds"):
        merge_segments(many, [np.ones(1 << 12, bool)] * len(many), directory.next())
