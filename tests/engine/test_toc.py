"""The table of contents: Whoosh reads what we write, and what others wrote runs no code of theirs."""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage

from indexer.engine.columnar.codec import ColumnarSegment, schema
from indexer.engine.columnar.families import Members
from indexer.engine.toc import latest_generation, read_toc, toc_name, write_toc
from indexer.errors import CorruptIndex


def segment(documents: int = 9, name: str = "z1") -> ColumnarSegment:
    made = ColumnarSegment(name)
    made.documents = documents
    return made


def listed(segments: list[ColumnarSegment]) -> list[dict[str, Any]]:
    return [vars(each) for each in segments]


@pytest.fixture
def segments() -> list[ColumnarSegment]:
    partly = segment(300).without(np.arange(300) % 3 == 0)
    with_members = segment(2_400).with_members(Members.unpacked(b""))  # more bytes than a short row of them may have
    return [segment(), partly, with_members]


def test_whoosh_and_we_read_what_is_written(tmp_path: Path, segments: list[ColumnarSegment]) -> None:
    for generation, some in enumerate([[], segments]):
        write_toc(tmp_path, "z1", generation, some)
        ours = read_toc(tmp_path, "z1", generation)
        assert listed([*ours.segments]) == listed(some)
        assert ours.checked
        theirs = whoosh_index.TOC.read(FileStorage(str(tmp_path)), "z1", generation)
        assert listed(theirs.segments) == listed(some)
        assert sorted(theirs.schema.names()) == sorted(schema().names())
    assert {path.name for path in tmp_path.iterdir()} == {"_z1_0.toc", "_z1_1.toc"}
    assert (latest_generation(tmp_path, "z1"), latest_generation(tmp_path, "z2")) == (1, -1)


def test_a_table_of_an_earlier_version_is_read_and_not_called_checked(
    tmp_path: Path, segments: list[ColumnarSegment]
) -> None:
    whoosh_index.TOC(schema(), segments, 3).write(FileStorage(str(tmp_path)), "z1")
    found = read_toc(tmp_path, "z1", 3)
    assert listed([*found.segments]) == listed(segments)
    assert not found.checked


def test_each_flipped_bit_and_each_shorter_length_is_found(
    tmp_path: Path, segments: list[ColumnarSegment], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_toc(tmp_path, "z1", 1, segments)
    whole = harmed = (tmp_path / toc_name("z1", 1)).read_bytes()
    monkeypatch.setattr(Path, "read_bytes", lambda self: harmed)  # so many files would take a busy disk minutes
    assert read_toc(tmp_path, "z1", 1).checked
    for at in range(len(whole)):
        for bit in range(8):
            harmed = whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :]
            with pytest.raises(CorruptIndex, match=r"_z1_1\.toc is damaged .*nothing was deleted; restore"):
                read_toc(tmp_path, "z1", 1)
        harmed = whole[:at]
        with pytest.raises(CorruptIndex, match=r"_z1_1\.toc is damaged"):
            read_toc(tmp_path, "z1", 1)


class Called:
    """Pickles as a call of what it is given."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._called = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._called


def old_table(folder: Path, segments: object, of: Schema | None = None) -> None:
    """As Whoosh writes it: what is in it is anybody's."""
    (folder / toc_name("z1", 1)).unlink(missing_ok=True)
    whoosh_index.TOC(of or schema(), segments, 1).write(FileStorage(str(folder)), "z1")


def with_checksum(folder: Path, segments: object) -> None:
    """As we write it, by somebody who knows how."""
    write_toc(folder, "z1", 1, segments)


@pytest.mark.parametrize("make", [old_table, with_checksum])
def test_nothing_that_a_table_names_is_called(tmp_path: Path, make: Callable[[Path, object], None]) -> None:
    mark = tmp_path / "called"
    own = segment()
    for call in (
        Called(os.mkdir, str(mark)),
        Called(subprocess.check_call, ["touch", str(mark)]),
        Called(eval, f"__import__('os').mkdir({str(mark)!r})"),
        Called(getattr, own, "make_filename"),
    ):
        own.documents = 9
        for hostile in ([call], [own, call], {"a": call}, call):
            make(tmp_path, hostile if isinstance(hostile, list) else [hostile])
            with pytest.raises(CorruptIndex, match="which no list of segments needs"):
                read_toc(tmp_path, "z1", 1)
        own.documents = call
        make(tmp_path, [own])
        with pytest.raises(CorruptIndex, match="which no list of segments needs"):
            read_toc(tmp_path, "z1", 1)
    assert not mark.exists()


def test_a_schema_that_would_call_something_is_not_looked_at(tmp_path: Path) -> None:
    mark = tmp_path / "called"
    hostile = schema()
    hostile.about = Called(os.mkdir, str(mark))
    old_table(tmp_path, [segment()], of=hostile)
    assert len(read_toc(tmp_path, "z1", 1).segments) == 1
    assert not mark.exists()
    whoosh_index.TOC.read(FileStorage(str(tmp_path)), "z1", 1)  # which Whoosh itself falls for
    assert mark.exists()


def wrong(**stated: object) -> ColumnarSegment:
    made = segment()
    vars(made).update(stated)
    return made


@pytest.mark.parametrize(
    "found",
    [
        W3Segment(W3Codec(), "z1"),
        W3Segment,
        ColumnarSegment,
        "z1_abc",
        5,
        None,
        [segment()],
        segment(name="z2"),
        wrong(indexname="../z1"),
        wrong(segid="../../etc/passwd"),
        wrong(segid="a/b"),
        wrong(segid=""),
        wrong(documents=-1),
        wrong(documents=True),
        wrong(documents=2**31 - 1),
        wrong(documents="9"),
        wrong(documents=17, _deleted=b"\0"),
        wrong(_deleted="\0\0"),
        wrong(_members=[]),
        wrong(_members=b"abc"),
        wrong(_members=struct.pack("<HII", 9, 0, 0)),
        wrong(compound=None),
        wrong(live=5),
    ],
)
def test_what_is_no_segment_of_ours_is_damage(tmp_path: Path, found: object) -> None:
    old_table(tmp_path, [found])
    with pytest.raises(CorruptIndex, match="damaged"):
        read_toc(tmp_path, "z1", 1)


def test_no_table_takes_up_more_memory_than_it_is_long(tmp_path: Path) -> None:
    old_table(tmp_path, [])
    path = tmp_path / toc_name("z1", 1)
    head = path.read_bytes().removesuffix(pickle.dumps([], -1))
    for place in (2**31 - 1, 2**32 - 1):
        path.write_bytes(head + b"\x80\x05]r" + struct.pack("<I", place) + b".")  # remember it in that place of a table
        with pytest.raises(CorruptIndex, match="LONG_BINPUT"):
            read_toc(tmp_path, "z1", 1)
    path.write_bytes(head + b"\x80\x05\x95" + b"\xff" * 8 + b"].")  # a frame that no machine has room for
    with pytest.raises(CorruptIndex):
        read_toc(tmp_path, "z1", 1)
    path.write_bytes(head + b"\x80\x05\x8e" + struct.pack("<Q", 2**62) + b".")
    with pytest.raises(CorruptIndex):
        read_toc(tmp_path, "z1", 1)
