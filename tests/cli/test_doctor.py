"""`zhengxie doctor`: what it finds, and what it advises."""

from __future__ import annotations

import json
import shutil
import socket
from collections import namedtuple
from dataclasses import asdict
from pathlib import Path

import pytest

from indexer import diagnosis
from indexer.diagnosis import findings
from indexer.engine.lock import Holder, WriterLock
from indexer.engine.manifest import FILE_NAME, LOCK_NAME, now
from tests.cli.running import run

Usage = namedtuple("Usage", "total used free")


def found(location: Path) -> dict[str, tuple[str, str, str]]:
    return {each.about: (each.state, each.found, each.advice) for each in findings(location)}


def test_a_sound_index_has_no_problem(place: Path, index: tuple[str, Path]) -> None:
    result = run("doctor", *index)
    assert result.exit_code == 0, result.stdout
    told = json.loads(run("doctor", *index, "--json").stdout)
    states = {each["about"]: each["state"] for each in told["findings"]}
    assert states["program"] == states["index"] == "good"
    assert states["failed files"] == "advice"  # one file of the folder is empty
    assert "problem" not in states.values()
    for each in told["findings"]:
        assert each["found"] in result.stdout
        assert each["advice"] in result.stdout


def test_what_is_wrong_with_an_index_is_a_problem(place: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(place / "index", tmp_path / "index")
    (copy / FILE_NAME).write_text("{")
    result = run("doctor", "--index", copy)
    assert result.exit_code == 1
    assert "PROBLEM" in result.stdout
    assert found(copy)["index"][1] == "CorruptIndex"
    assert "--rebuild" in found(copy)["index"][2]


def test_without_an_index_it_says_how_to_make_one(tmp_path: Path) -> None:
    assert run("doctor", "--index", tmp_path / "none").exit_code == 0
    state, what, advice = found(tmp_path / "none")["index"]
    assert (state, what) == ("advice", "none")
    assert "zhengxie index PATH" in advice


def test_who_writes_is_told(place: Path) -> None:
    assert "writer" not in found(place / "index")
    lock = WriterLock(place / "index")
    try:
        assert "this machine" in found(place / "index")["writer"][1]
    finally:
        lock.release()
    # What a killed process said stays in the file, though nobody holds the lock.
    ended = Holder(2**22 + 1, socket.gethostname(), now())
    (place / "index" / LOCK_NAME).write_bytes(b"\0" + json.dumps(asdict(ended)).encode())
    assert "writer" not in found(place / "index")
    (place / "index" / LOCK_NAME).write_bytes(b"")


def test_what_lacks_comes_with_what_to_do(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(diagnosis.office, "libreoffice", lambda: None)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(9, 9, 0))
    monkeypatch.setattr(diagnosis, "available", lambda: "jieba")
    monkeypatch.setattr(diagnosis, "on_share", lambda folder: True)
    monkeypatch.setattr(diagnosis, "is_sealed", lambda location: False)
    told = found(place / "index")
    for about in ("segmenter", "old Word files", "scanned pages", "room", "disk", "checksums"):
        state, _, advice = told[about]
        assert state == "advice", about
        assert advice, about


@pytest.mark.parametrize(("listed", "state"), [(b"Noto Sans CJK SC\nSong\n", "good"), (b"", "advice")])
def test_fonts_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: bytes, state: str) -> None:
    program = tmp_path / "fc-list"
    program.write_bytes(b"#!/bin/sh\nprintf '" + listed.replace(b"\n", b"\\n") + b"'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert found(tmp_path / "none")["Chinese fonts"][0] == state


def test_an_index_on_a_cluster_that_is_away_is_a_problem() -> None:
    result = run("doctor", "--index", "opensearch://localhost:1/zhengxie")
    assert result.exit_code == 1
    assert "opensearch-py" in result.stdout
