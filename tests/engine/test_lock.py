"""The lock of an index: who holds it, since when, and what becomes of it when its holder dies."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from indexer.engine.lock import Holder, WriterLock, read_holder
from indexer.engine.manifest import LOCK_NAME
from indexer.engine.opening import when_free
from indexer.errors import IndexLocked, NoIndex

HERE = socket.gethostname()


def said(**other: object) -> bytes:
    """A file of a lock that somebody may have written by hand."""
    return b"\0" + json.dumps({"pid": 1, "host": "a", "since": "2024-01-02T03:04:05+00:00", **other}).encode()


def hold(location: Path, ready: Connection) -> None:
    lock = WriterLock(location)
    ready.send(lock is not None)
    time.sleep(600)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[int]:
    """The process that holds the lock of ``tmp_path``."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=hold, args=(tmp_path, theirs), daemon=True)
    process.start()
    assert ours.recv()
    yield process.pid
    process.kill()
    process.join()
    process.close()


def test_who_holds_it_and_since_when_is_said(tmp_path: Path, held: int) -> None:
    with pytest.raises(IndexLocked) as caught:
        WriterLock(tmp_path)
    year = datetime.now().astimezone().year
    assert f"process {held} on this machine since {year}-" in str(caught.value)
    assert "(0 min); wait until it is done, or have the command wait for it with --wait SECONDS" in str(caught.value)


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path, held: int) -> None:
    os.kill(held, signal.SIGKILL)
    when_free(lambda: WriterLock(tmp_path), 5.0).release()
    assert (tmp_path / LOCK_NAME).read_bytes() == b"", "nobody is said to hold it who does not"


def test_a_lock_that_is_given_back_is_waited_for(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    began = time.monotonic()
    with pytest.raises(IndexLocked):
        when_free(lambda: WriterLock(tmp_path), 0.3)
    assert 0.3 <= time.monotonic() - began < 5
    threading.Timer(0.3, lock.release).start()
    when_free(lambda: WriterLock(tmp_path), 20.0).release()


def test_what_is_said_of_holders_elsewhere_and_gone() -> None:
    since = (datetime.now(UTC) - timedelta(minutes=7, seconds=5)).isoformat(timespec="seconds")
    here = Holder(os.getpid(), HERE, since)
    assert here.told().endswith("(7 min)")
    elsewhere = dataclasses.replace(here, host="archive-2").told()
    assert "process" in elsewhere
    assert "on archive-2 since" in elsewhere
    assert "the file server gives the lock back" in elsewhere
    if os.name == "posix":
        assert "that process has ended" in Holder(2**22 + 1, HERE, since).told()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"\0{",
        b"\0[]",
        b"\0\xff\xfe",
        b"\0" + b"[" * 100_000,
        b'\0{"pid": 1}',
        said(since="yesterday"),
        said(since="2024-01-02T03:04:05"),
        said(since=5),
        said(pid="1", host=HERE),
        said(host="a\x1b[2J"),
    ],
)
def test_a_file_that_says_nothing_is_no_obstacle(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK_NAME).write_bytes(content)
    assert read_holder(tmp_path) is None
    lock = WriterLock(tmp_path)
    assert json.loads((tmp_path / LOCK_NAME).read_bytes()[1:])["pid"] == os.getpid()
    (tmp_path / LOCK_NAME).write_bytes(content)
    with pytest.raises(IndexLocked, match="does not say who it is"):
        WriterLock(tmp_path)
    lock.release()


def test_there_is_no_lock_where_there_is_no_directory(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="zhengxie index PATH"):
        WriterLock(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
