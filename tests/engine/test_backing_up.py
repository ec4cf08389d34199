"""Copies of an index and how they are put back."""

from __future__ import annotations

import errno
import os
from itertools import count
from pathlib import Path

import pytest

from indexer.engine import backing_up, disk
from indexer.engine.backing_up import back_up, restore
from indexer.engine.checking import check_directory
from indexer.engine.manifest import LOCK_NAME, read_manifest
from indexer.engine.toc import read_toc, write_toc
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_writer import WhooshWriter
from indexer.errors import CorruptIndex, IndexerError, IndexLocked, NoIndex
from tests.engine.disks import Failing, watched
from tests.reliability.small_index import MORE, make, names, stray, told, unsealed, write


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return make(tmp_path / "index")


@pytest.fixture
def copy(index: Path, tmp_path: Path) -> Path:
    back_up(index, tmp_path / "copy")
    return tmp_path / "copy"


def files(location: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in location.iterdir() if path.name != LOCK_NAME}


class Killed(BaseException):
    pass


def killed(*given: object) -> None:
    raise Killed


def test_a_copy_is_an_index_that_tells_the_same(index: Path, tmp_path: Path) -> None:
    copied = back_up(index, tmp_path / "a" / "copy")
    made = tmp_path / "a" / "copy"
    assert told(made) == told(index)
    assert {*files(made)} == {*files(index)}
    assert all(files(made)[name] == data for name, data in files(index).items() if name.endswith(".seg"))
    assert (copied.reports, copied.files) == (6, len(files(index)))
    assert copied.bytes == sum(map(len, files(made).values()))
    assert copied.updated == read_manifest(index).updated
    write(made, MORE)  # a whole one, which can be gone on with
    assert not stray(made)


def test_a_copy_takes_the_place_of_an_index_when_told(index: Path, copy: Path) -> None:
    before = told(index)
    write(index, MORE)
    reader, now = WhooshEngine(index), files(index)
    with pytest.raises(IndexerError, match="--replace"):
        restore(copy, index)
    assert files(index) == now
    restore(copy, index, replace=True)
    assert told(index) == before
    assert not stray(index)
    assert not check_directory(index).damage
    reader.refresh()
    assert reader.info().reports == 6
    write(index, MORE)
    assert not stray(index)


@pytest.mark.parametrize("harm", ["nothing there", "manifest", "segments", "of an earlier version"])
def test_a_copy_is_put_where_there_is_no_index_or_a_damaged_one(index: Path, copy: Path, harm: str) -> None:
    right = told(copy)
    if harm == "nothing there":
        for path in index.iterdir():
            path.unlink()
        index.rmdir()
    elif harm == "manifest":
        (index / "zhengxie.json").write_text("{")
    elif harm == "segments":
        for path in index.glob("*.seg"):
            path.write_bytes(b"")
    else:
        unsealed(copy)
    restore(copy, index, replace=harm != "nothing there")
    assert told(index) == right
    assert not stray(index)


def test_a_damaged_copy_is_not_restored(index: Path, copy: Path) -> None:
    segment = min(copy.glob("*.seg"))
    data = bytearray(segment.read_bytes())
    data[1000] ^= 1
    segment.unlink()
    segment.write_bytes(data)
    before = files(index)
    with pytest.raises(CorruptIndex, match=rf"copy in .* is damaged \({segment.name}.*nothing was restored"):
        restore(copy, index, replace=True)
    assert files(index) == before


def test_a_damaged_index_is_not_copied(index: Path, tmp_path: Path) -> None:
    segment = min(index.glob("*.seg"))
    data = bytearray(segment.read_bytes())
    data[1000] ^= 1
    segment.unlink()
    segment.write_bytes(data)
    with pytest.raises(CorruptIndex, match=f"{segment.name} was damaged in .*zhengxie check"):
        back_up(index, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    segment.unlink()
    with pytest.raises(CorruptIndex, match=f"cannot be copied .*{segment.name}"):
        back_up(index, tmp_path / "copy")
    min(index.glob("_z1_*.toc")).write_bytes(b"")
    with pytest.raises(CorruptIndex, match=r"toc is damaged") as caught:
        back_up(index, tmp_path / "copy")
    assert str(caught.value).count("nothing was deleted") == 1


def test_copies_go_nowhere_else(index: Path, copy: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexerError, match="not empty"):
        back_up(index, copy)
    with pytest.raises(IndexerError, match="not empty"):
        back_up(index, index)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").touch()
    with pytest.raises(IndexerError, match="not empty"):
        back_up(index, tmp_path / "other")
    with pytest.raises(NoIndex):
        back_up(tmp_path / "nowhere", tmp_path / "new")
    with pytest.raises(NoIndex):
        restore(tmp_path / "other", index, replace=True)
    assert not (tmp_path / "new").exists()
    with WhooshEngine(index).writer(), pytest.raises(IndexLocked):
        restore(copy, index, replace=True)


@pytest.mark.parametrize("step", ["create", "sync", "rename", "sync_directory"])
def test_without_room_nothing_is_left_of_a_copy(
    index: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = files(index)
    (tmp_path / "new").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(disk, step, full)
        with pytest.raises(IndexerError, match="No space left"):
            back_up(index, tmp_path / "new")
        with pytest.raises(IndexerError, match="No space left"):
            restore(copy, index, replace=True)
    assert not names(tmp_path / "new")
    assert files(index) == before


@pytest.mark.parametrize("lasting", [True, False])
def test_whatever_step_fails_nothing_is_left_of_a_copy(index: Path, tmp_path: Path, lasting: bool) -> None:
    for at in count(1):
        failing, said = Failing(at, errno.EIO, lasting), None
        with watched(failing):
            try:
                back_up(index, tmp_path / "new")
            except IndexerError as error:
                said = str(error)
        if said is None:
            break
        assert os.strerror(errno.EIO) in said
        left = [*(tmp_path / "new").glob("*")]
        assert not left, f"{left} after step {at}, {failing.seen[at - 1]}"
    assert not failing.failed
    assert at > 30


def test_a_restore_that_was_killed_is_cleared_away_by_the_next_run(
    index: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = told(index)
    for where in ("write_manifest", "_remove"):
        with monkeypatch.context() as patch:
            patch.setattr(backing_up, where, killed)
            patch.setattr(backing_up, "_remove", killed)
            with pytest.raises(Killed):
                restore(copy, index, replace=True)
        assert told(index) == right
        assert stray(index)
        with WhooshWriter(index):
            pass
        assert not stray(index)
        assert told(index) == right


def test_a_restore_that_was_killed_where_there_was_no_index_is_made_again(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    with monkeypatch.context() as patch:
        patch.setattr(backing_up, "write_manifest", killed)
        patch.setattr(backing_up, "_remove", killed)
        with pytest.raises(Killed):
            restore(copy, new)
    assert [*new.glob("*.seg")]
    assert WhooshEngine(new).info().reports == 0
    restore(copy, new)
    assert told(new) == told(copy)
    assert not stray(new)


def test_an_index_is_checked_file_by_file(index: Path) -> None:
    checked = check_directory(index)
    assert (checked.damage, checked.unverified, checked.strays, checked.notes) == ([], [], [], [])
    assert (checked.reports, checked.files) == (6, len(files(index)))
    assert checked.bytes == sum(map(len, files(index).values()))
    (index / "z1_abc.seg").write_bytes(b"begun")
    (index / ".zhengxie.json.new").touch()
    assert check_directory(index).strays == [".zhengxie.json.new", "z1_abc.seg"]
    unsealed(index)
    assert check_directory(index).unverified == ["z1__words.tsv"]
    write(index, MORE)
    assert not check_directory(index).unverified
    unsealed(index)
    min(index.glob("_z1_*.toc")).unlink()
    segment = max(index.glob("z1_*.seg"))
    found = check_directory(index)
    assert [each.file for each in found.damage] == ["_z1_-1.toc"]
    (index / "zhengxie.json").unlink()
    segment.write_bytes(b"cut")
    assert {each.file for each in check_directory(index).damage} >= {"zhengxie.json", segment.name}
    with pytest.raises(NoIndex):
        check_directory(index / "nowhere")


def test_padding_that_nothing_reads_is_checked_too(index: Path) -> None:
    segment = min(index.glob("*.seg"))
    data = bytearray(segment.read_bytes())
    data[60] ^= 4
    segment.unlink()
    segment.write_bytes(data)
    assert [each.file for each in check_directory(index).damage] == [segment.name]
    assert told(index), "what is not read can mislead nobody"


def test_a_report_that_two_segments_hold_is_told(index: Path) -> None:
    """No writer makes such an index; whoever copies files by hand may."""
    manifest = read_manifest(index)
    listed = [*read_toc(index, "z1", manifest.generation or 0).segments]
    twin = listed[0].with_members(listed[0].members)
    twin.segid = "0" * 16
    (index / twin.file_name).write_bytes((index / listed[0].file_name).read_bytes())
    write_toc(index, "z1", manifest.generation or 0, [*listed, twin])
    (found,) = check_directory(index).damage
    assert found.reason == "a report stands in it twice"
