"""Arrays in a file: what is written is read, and what is not what was written is told."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.engine.columnar import storage
from indexer.engine.columnar.storage import BLOCK, ArrayReader, ArrayWriter
from indexer.errors import CorruptIndex, IncompatibleIndex
from tests.engine.columnar.generated import make_documents, write_segment

KINDS = ("<u1", "<u2", "<u4", "<u8", "<i4", "<i8")
Arrays = Mapping[str, NDArray[Any]]


def write(path: Path, arrays: Arrays, about: Mapping[str, Any] | None = None) -> None:
    path.unlink(missing_ok=True)
    with ArrayWriter(path) as file:
        for name, items in arrays.items():
            file.add(name, items.dtype.str.replace("|", "<"), items)
        file.finish(about or {})


def read(path: Path) -> dict[str, NDArray[Any]]:
    """Everything in a file, checked."""
    reader = ArrayReader(path)
    reader.check_all()
    return {name: reader.array(name) for name in reader._arrays}


def same(found: Arrays, wanted: Arrays) -> None:
    assert found.keys() == wanted.keys()
    for name, items in wanted.items():
        assert found[name].dtype == items.dtype
        np.testing.assert_array_equal(found[name], items)


def arrays() -> st.SearchStrategy[dict[str, NDArray[Any]]]:
    def of_kind(kind: str) -> st.SearchStrategy[NDArray[Any]]:
        info = np.iinfo(np.dtype(kind))
        return st.lists(st.integers(info.min, info.max), max_size=40).map(lambda items: np.array(items, kind))

    names = st.text("abc.政", min_size=1, max_size=6)
    return st.dictionaries(names, st.sampled_from(KINDS).flatmap(of_kind), max_size=6)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "arrays"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("storage") / "arrays"


@settings(deadline=None, max_examples=60)
@given(written=arrays(), about=st.dictionaries(st.text(max_size=3), st.integers() | st.booleans(), max_size=3))
def test_what_is_written_is_read(shared: Path, written: dict[str, NDArray[Any]], about: dict[str, Any]) -> None:
    write(shared, written, about)
    same(read(shared), written)
    reader = ArrayReader(shared)
    assert reader.about == about
    for name, items in written.items():
        assert name in reader
        assert reader.size(name) == len(items)
        np.testing.assert_array_equal(reader.slice(name, 1, len(items)), items[1:])
    assert "nowhere" not in reader


@settings(deadline=None, max_examples=40)
@given(
    sizes=st.lists(st.integers(0, 9000), min_size=1, max_size=4),
    seed=st.integers(0, 1 << 30),
)
def test_arrays_that_grow_side_by_side_keep_apart(shared: Path, sizes: list[int], seed: int) -> None:
    draw = random.Random(seed)
    wanted = {
        f"a{number}": np.arange(number, size + number).astype(draw.choice(["<u4", "<u2"]))
        for number, size in enumerate(sizes)
    }
    shared.unlink(missing_ok=True)
    with ArrayWriter(shared) as file:
        for name, items in wanted.items():
            file.reserve(name, items.dtype.str, len(items))
        pieces = []
        for name, items in wanted.items():
            cuts = sorted(draw.sample(range(len(items) + 1), min(3, len(items) + 1)))
            pieces += [(name, first, last) for first, last in zip([0, *cuts], [*cuts, len(items)], strict=True)]
        draw.shuffle(pieces)
        for name, first, last in pieces:
            file.put(name, first, wanted[name][first:last])
        file.finish({})
    same(read(shared), wanted)


def test_what_was_reserved_and_not_written_is_zero(path: Path) -> None:
    with ArrayWriter(path) as file:
        file.add("before", "<u1", [7])
        file.reserve("room", "<u4", 50_000)
        file.put("room", 10, [1, 2])
        file.finish({})
    found = read(path)
    assert found["before"].tolist() == [7]
    assert np.flatnonzero(found["room"]).tolist() == [10, 11]


def test_arrays_are_aligned_and_read_only(path: Path) -> None:
    write(path, {"odd": np.arange(3, dtype="<u1"), "wide": np.arange(5, dtype="<u8"), "none": np.empty(0, "<u2")})
    for items in read(path).values():
        assert items.ctypes.data % 64 == 0
        assert not items.flags.writeable
        with pytest.raises(ValueError, match="read-only"):
            items[:1] = 1


def test_items_that_do_not_fit_are_refused(path: Path) -> None:
    with ArrayWriter(path) as file:
        file.reserve("room", "<u2", 4)
        for at, items in ((-1, [1]), (0, [1] * 5), (3, [1, 2]), (5, [])):
            with pytest.raises(ValueError, match="room"):
                file.put("room", at, items)
        with pytest.raises(ValueError, match="twice"):
            file.reserve("room", "<u1", 1)
        with pytest.raises(ValueError, match="from -1 to 255"):
            file.add("small", "<u1", np.array([255, -1]))
        with pytest.raises(ValueError, match="256"):
            file.add("small", "<u1", [256])


def test_a_file_that_stands_there_already_is_not_overwritten(path: Path) -> None:
    write(path, {"a": np.arange(3, dtype="<u1")})
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        ArrayWriter(path)
    assert path.read_bytes() == before


# -------------------------------------------------------------------------------------------- damage


def told_or_unchanged(path: Path, data: bytes, wanted: Arrays) -> bool:
    """Whether damage is told; what is read without a word must be what was written. Nothing is deleted or mended."""
    path.unlink()  # quicker than overwriting it
    path.write_bytes(data)
    told = None
    try:
        same(read(path), wanted)
    except CorruptIndex as error:
        told = str(error)
    assert told is None or (str(path) in told and "nothing was deleted" in told)
    assert path.read_bytes() == data
    return told is not None


@pytest.fixture
def small(path: Path) -> dict[str, NDArray[Any]]:
    wanted = {"a": np.arange(70, dtype="<u2"), "none": np.empty(0, "<u4"), "b": np.arange(9, dtype="<u8") << 40}
    write(path, wanted, {"documents": 3})
    return wanted


@pytest.mark.parametrize("flipped", [0x01, 0x80, 0xFF])
def test_every_flipped_byte_is_told_or_changes_nothing(path: Path, small: Arrays, flipped: int) -> None:
    whole = path.read_bytes()
    untold = []
    for at, byte in enumerate(whole):
        data = whole[:at] + bytes([byte ^ flipped]) + whole[at + 1 :]
        if not told_or_unchanged(path, data, small):
            untold.append(at)
    # Only what fills up the header and the room before the checksums is never read.
    assert len(untold) <= 16 + 64


def test_every_truncation_is_told(path: Path, small: Arrays) -> None:
    whole = path.read_bytes()
    for size in range(len(whole)):
        assert told_or_unchanged(path, whole[:size], small), size
    assert told_or_unchanged(path, whole + b"\0", small)
    assert not told_or_unchanged(path, whole, small)


@pytest.mark.parametrize("changed", ["VERSION", "BLOCK", "MAGIC"])
def test_another_version_is_told(path: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    other = {"VERSION": 2, "BLOCK": BLOCK * 2, "MAGIC": b"ZXSEGMNX"}[changed]
    with monkeypatch.context() as patch:
        patch.setattr(storage, changed, other)
        write(path, {"a": np.arange(70, dtype="<u2")})
    before = path.read_bytes()
    told, words = (IncompatibleIndex, "version 2.*--rebuild") if changed == "VERSION" else (CorruptIndex, "damaged")
    with pytest.raises(told, match=words):
        ArrayReader(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["<u1", "<u2", "<u8"])
def test_damage_is_told_where_it_is_touched_and_nowhere_else(path: Path, kind: str) -> None:
    block = BLOCK // np.dtype(kind).itemsize  # items of it
    items = np.arange(5 * block).astype(kind)
    write(path, {"a": items, "b": np.arange(BLOCK, dtype="<u4")})
    data = bytearray(path.read_bytes())
    data[64 + 2 * BLOCK + 17] ^= 4  # the third block
    path.write_bytes(data)
    reader = ArrayReader(path)
    np.testing.assert_array_equal(reader.slice("a", 0, 2 * block), items[: 2 * block])
    np.testing.assert_array_equal(reader.slice("a", 3 * block, 5 * block), items[3 * block :])
    np.testing.assert_array_equal(reader.array("b"), np.arange(BLOCK))
    assert len(reader.slice("a", 2 * block, 2 * block)) == 0
    reader.check_places("a", np.array([5, 3 * block, 2 * block - 1]))
    for touch in (
        lambda: reader.slice("a", 2 * block - 1, 2 * block + 1),
        lambda: reader.slice("a", 3 * block - 1, 3 * block),
        lambda: reader.array("a"),
        lambda: reader.check_places("a", np.array([3 * block - 1, 0])),
        lambda: reader.check_places("a", np.array([2 * block - 1]), width=2),
        lambda: reader.check_places("a", np.array([2 * block - 1]), width=block + 2),
        reader.check_all,
    ):
        with pytest.raises(CorruptIndex, match=r"block 2 .*near a"):
            touch()


def test_damage_to_a_segment_is_told_or_changes_nothing(tmp_path: Path) -> None:
    segment = write_segment(tmp_path / "s", make_documents(1, 6))
    wanted = read(segment.path)
    whole = segment.path.read_bytes()
    (tmp_path / "damaged").touch()
    draw = random.Random(5)
    for _ in range(300):
        at = draw.randrange(len(whole))
        damaged = whole[:at] + bytes([whole[at] ^ (1 << draw.randrange(8))]) + whole[at + 1 :]
        told_or_unchanged(tmp_path / "damaged", damaged, wanted)
        assert told_or_unchanged(tmp_path / "damaged", whole[:at], wanted)
