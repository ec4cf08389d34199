"""Exact strings equal a plain search through the folded text: every string, every place, every count."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.engine.columnar import strings
from indexer.engine.columnar.storage import ArrayReader, ArrayWriter
from indexer.engine.columnar.strings import BLOCK_UNITS, Strings, cut_blocks, portions, units_of, write_strings
from indexer.fold import fold
from tests.engine.columnar.generated import ALPHABET, substrings

Found = Mapping[int, list[int]]
"""Document → the units of its text at which a string begins."""


def write(path: Path, texts: Sequence[str], portion: int = 1 << 20) -> Strings:
    path.unlink(missing_ok=True)
    with pytest.MonkeyPatch.context() as patch, ArrayWriter(path) as file:
        patch.setattr(strings, "_PORTION", portion)
        write_strings(file, "text", [f"{text}\uffff".encode("utf-16-le") for text in texts])
        file.finish({})
    reader = ArrayReader(path)
    return Strings(reader, "text", reader.array("text.starts").astype(np.int64))


def same(found: Strings, string: str, wanted: Found, masks: Sequence[NDArray[np.bool_]] = ()) -> None:
    units = units_of(string)
    documents, counts = found.count(units)
    assert dict(zip(documents.tolist(), counts.tolist(), strict=True)) == {n: len(at) for n, at in wanted.items() if at}
    assert (np.diff(documents) > 0).all()
    places = [int(found.starts[n]) + at for n in sorted(wanted) for at in wanted[n]]
    assert found.places(units).tolist() == places, string
    for mask in masks:
        places = [int(found.starts[n]) + at for n in sorted(wanted) if mask[n] for at in wanted[n]]
        assert found.places(units, mask).tolist() == places, string


def every_string(texts: Sequence[str], most: int = 8) -> dict[str, dict[int, list[int]]]:
    """Every string of 1 to ``most`` units that stands anywhere, and all its places."""
    known: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for string, unit in substrings(text, most):
            known[string][number].append(unit)
    return known


class Plain:
    """A search through the folded texts, one start after the other."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.folded = [fold(text) for text in texts]
        wide = [np.frombuffer(text.encode("utf-32-le"), "<u4") > 0xFFFF for text in self.folded]
        self.units = [np.arange(len(each) + 1) + np.concatenate([[0], np.cumsum(each)]) for each in wide]
        """Text → character → the unit at which it begins."""

    def find(self, string: str) -> dict[int, list[int]]:
        found = {}
        for number, text in enumerate(self.folded):
            at, places = text.find(string), []
            while at >= 0:
                places.append(at)
                at = text.find(string, at + 1)
            found[number] = self.units[number][places].tolist() if places else []
        return found


def masks_of(draw: random.Random, size: int) -> list[NDArray[np.bool_]]:
    some = np.array([draw.random() < 0.5 for _ in range(size)], bool)
    return [some, np.ones(size, bool), np.zeros(size, bool)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("strings") / "strings"


@settings(deadline=None, max_examples=30)
@given(
    texts=st.lists(st.text(ALPHABET, max_size=30), max_size=6),
    others=st.lists(st.text(ALPHABET, min_size=1, max_size=4)),
    portion=st.sampled_from([1, 2, 7, 40, 1 << 20]),
)
def test_every_string_of_any_texts_is_found_at_every_place(
    path: Path, texts: list[str], others: list[str], portion: int
) -> None:
    found, plain = write(path, texts, portion), Plain(texts)
    known = every_string(texts)
    masks = masks_of(random.Random(len(known)), len(texts))
    for few in (4096, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(strings, "_FEW", few)
            for string, wanted in known.items():
                same(found, string, wanted, masks)
            for string in map(fold, others):
                same(found, string, plain.find(string), masks)


@settings(deadline=None, max_examples=30)
@given(
    runs=st.lists(st.tuples(st.sampled_from("哈aA𠮷。"), st.integers(1, 700)), min_size=1, max_size=4),
    few=st.sampled_from([3, 4096]),
    portion=st.sampled_from([50, 256, 1000, 1 << 20]),
)
def test_runs_of_one_character_are_counted_place_by_place(
    path: Path, runs: list[tuple[str, int]], few: int, portion: int
) -> None:
    texts = ["".join(character * size for character, size in runs), "哈a", runs[0][0] * 300, ""]
    found = write(path, texts, portion)
    masks = masks_of(random.Random(len(texts[0])), len(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strings, "_FEW", few)
        for string, wanted in every_string(texts).items():
            same(found, string, wanted, masks)


@pytest.fixture(scope="module")
def long_texts() -> list[str]:
    draw = random.Random(1)
    common = "".join(draw.choices(ALPHABET, k=70_000))
    parted = "政" * (BLOCK_UNITS - 1) + "𠮷" + "协商" * 10_000  # a pair of surrogates on both sides of a block's end
    return [
        "",
        common,
        "哈" * 70_000,
        "政",
        parted,
        "𠮷" * 34_000,
        "提" * (BLOCK_UNITS - 1),
        "案" * BLOCK_UNITS,
        "",
        "协",
    ]


def test_long_texts_are_found_across_the_ends_of_their_blocks(path: Path, long_texts: list[str]) -> None:
    found = write(path, long_texts, portion=30_000)
    assert not found.blocks.single
    plain, draw = Plain(long_texts), random.Random(2)
    wanted = {
        "哈",
        "哈哈",
        "哈" * 8,
        "哈" * 300,
        "𠮷",
        "𠮷𠮷",
        "政" * 7,
        "政𠮷",
        "𠮷协",
        "政𠮷协商协",
        "商协",
        "提提",
        "案案案",
    }
    for number in (1, 4):
        text, units = plain.folded[number], plain.units[number]
        ends = units.searchsorted(np.arange(BLOCK_UNITS, int(units[-1]), BLOCK_UNITS)).tolist()
        for at in [*ends, *(end - 1 for end in ends), *draw.sample(range(len(text)), 15)]:
            for size in range(1, 9):
                begin = max(0, at - draw.randrange(size + 1))
                wanted.add(text[begin : begin + size])
    masks = masks_of(draw, len(long_texts))
    for string in sorted(wanted - {""}):
        same(found, string, plain.find(string), masks)


def test_strings_that_stand_nowhere(path: Path) -> None:
    texts = ["政协提案", "协政案提", "𠮷政", ""]
    found = write(path, texts)
    for string in (
        "案协",
        "政提",
        "提案协",
        "政协提案案",
        "甲",
        "甲乙",
        "甲乙丙",
        "政协协提案",
        "案\n协",
        "𪚥",
        "政𠮷",
        "政协提案协政案提",
    ):
        same(found, string, Plain(texts).find(string), masks_of(random.Random(3), 4))
        assert not len(found.count(units_of(string))[0])
    empty = write(path, [])
    for string in ("政", "政协", "政协提"):
        same(empty, string, {})


def test_strings_that_begin_before_the_first_text_or_end_behind_the_last(path: Path) -> None:
    """Every pair of them stands somewhere, and the rarest at the very edge, so that the others are looked for beyond it."""
    texts = ["丁𠮷", "政协一丁政协一丁", "一政协一一政协一", "政协𪚥", "𪚥政"]
    found = write(path, texts)
    for string in ("𪚥政协一丁", "𪚥政协一丁政", "政协一丁𠮷", "一丁𠮷", "协一丁𠮷", "丁𠮷", "𪚥政"):
        same(found, string, Plain(texts).find(string), masks_of(random.Random(4), len(texts)))


def test_no_string_is_found_across_two_texts(path: Path) -> None:
    found = write(path, ["政", "协", "政", "协"])
    assert not len(found.places(units_of("政协")))
    assert not len(found.places(units_of("协政")))
    assert found.count(units_of("政"))[0].tolist() == [0, 2]


def test_texts_come_back(path: Path, long_texts: list[str]) -> None:
    found = write(path, long_texts)
    assert [found.text(number) for number in range(len(long_texts))] == long_texts


@settings(deadline=None)
@given(weights=st.lists(st.integers(0, 50), max_size=30), size=st.integers(1, 60))
def test_portions_cover_all_items_in_order_and_weigh_little(weights: list[int], size: int) -> None:
    found = list(portions(np.array(weights, np.int64), size))
    assert [number for first, last in found for number in range(first, last)] == list(range(len(weights)))
    for first, last in found:
        assert last > first
        assert sum(weights[first : last - 1]) < size


@settings(deadline=None, max_examples=60)
@given(
    sizes=st.lists(st.integers(1, 3 * BLOCK_UNITS + 2) | st.sampled_from([1, 2]).map(BLOCK_UNITS.__mul__), max_size=8)
)
def test_blocks_cover_their_texts_in_order(sizes: list[int]) -> None:
    blocks = cut_blocks(np.cumsum([0, *sizes]))
    lengths = np.diff(blocks.starts)
    assert int(blocks.starts[-1]) == sum(sizes)
    assert all(1 <= size <= BLOCK_UNITS for size in lengths.tolist())
    assert np.bincount(blocks.document, weights=lengths, minlength=len(sizes)).tolist() == sizes
    assert (np.diff(blocks.document) >= 0).all()
    assert blocks.single == all(size <= BLOCK_UNITS for size in sizes)


@pytest.mark.parametrize("string", ["\uffff", "协\uffff", "\uffff政", "政协\uffff", "协\uffff政"])
def test_what_parts_the_texts_is_no_part_of_any(path: Path, string: str) -> None:
    found = write(path, ["政协", "政协"])
    same(found, string, {})
