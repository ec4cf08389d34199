"""How files get onto the disk."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from indexer.engine import disk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="directories are synced on POSIX alone")


def refusing(number: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let directories not be synced, for a reason; which were to be."""
    sync, refused = os.fsync, []

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            refused.append(descriptor)
            raise OSError(number, os.strerror(number))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return refused


def test_a_file_system_that_cannot_sync_directories_holds_an_index_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = refusing(errno.EINVAL, monkeypatch)
    disk.write_whole(tmp_path / "a", b"whole")
    assert (tmp_path / "a").read_bytes() == b"whole"
    assert refused


def test_a_directory_that_did_not_get_onto_the_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(errno.EIO, monkeypatch)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        disk.write_whole(tmp_path / "a", b"whole")
