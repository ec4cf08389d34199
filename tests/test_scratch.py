"""Temporary folders: nothing of them stays, whoever is killed, and nothing of anybody else's goes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from indexer import scratch
from indexer.readers import programs

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def holding(place: Path) -> subprocess.Popen[bytes]:
    """Another process that has such a folder, with a file in it."""
    code = (
        "import time; from indexer import scratch\n"
        "with scratch.folder() as made:\n"
        "    (made / 'profile').mkdir(); (made / 'profile' / 'a').touch(); print(made.name, flush=True); time.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place), "TEMP": str(place)},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_it_is_there_and_then_gone(place: Path) -> None:
    with scratch.folder() as made:
        (made / "a").mkdir()
        (made / "a" / "b").touch()
        assert made.parent == place
    assert list(place.iterdir()) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")
def test_what_a_killed_process_left_goes_with_the_next_and_that_of_a_living_one_stays(place: Path) -> None:
    with holding(place) as process:
        (theirs,) = place.iterdir()
        with scratch.folder() as ours:
            assert sorted(place.iterdir()) == sorted([theirs, ours])
        process.kill()
        process.wait()
        assert (theirs / "profile" / "a").exists()
        with scratch.folder() as ours:
            assert list(place.iterdir()) == [ours]


def test_what_is_not_of_this_kind_stays(place: Path) -> None:
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "held").touch()
    (place / "zhengxie-demo-1").mkdir()
    (place / "zhengxie-file").touch()
    if sys.platform != "win32":
        (place / "zhengxie-link").symlink_to(elsewhere)
    there = sorted(place.rglob("*"))
    scratch.sweep()
    assert sorted(place.rglob("*")) == there


def test_what_could_not_be_removed_is_removed_later(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as refused:
        refused.setattr(shutil, "rmtree", lambda path, ignore_errors: (path / "held").unlink())
        with scratch.folder() as made:
            (made / "a").touch()
    assert made.exists()
    scratch.sweep()
    assert list(place.iterdir()) == []


def test_time_is_not_over_while_a_program_has_a_folder(place: Path) -> None:
    """It would end the process before the folder is removed."""
    code = (
        "import sys, time; from indexer.readers import clock, programs\n"
        "with open(sys.argv[1], 'wb') as told, clock.running(0.5, told):\n"
        "    with programs.folder(): time.sleep(1)\n"
        "    print('on', flush=True); time.sleep(30)"
    )
    told = place / "told"
    done = subprocess.run(
        [sys.executable, "-c", code, str(told)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place), "TEMP": str(place)},
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.stdout.split() == [b"on"]
    assert told.read_bytes().startswith(b"Timeout (")
    assert list(place.iterdir()) == [told]


def test_without_room_a_reader_says_so(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(place / "none"))
    with pytest.raises(programs.ReadError, match="make room"), programs.folder():
        pytest.fail("there is no place for it")
