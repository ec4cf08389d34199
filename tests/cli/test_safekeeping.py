"""``zhengxie check``, ``backup``, ``restore``, and ``--wait``: what they print, their JSON and exit codes."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from indexer.engine.lock import WriterLock
from tests.cli.running import answer, run


@pytest.fixture
def own(place: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(place / "index", tmp_path / "own"))


def harm(index: Path) -> str:
    segment = min(index.glob("*.seg"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.unlink()
    segment.write_bytes(data)
    return segment.name


def test_a_sound_index_is_said_to_be(own: Path) -> None:
    result = run("check", "--index", own)
    assert result.exit_code == 0
    assert result.stdout.rstrip().endswith("bytes: all as written.")
    found = answer("check", "--index", own)
    assert (found["sound"], found["damage"], found["unverified"], found["strays"]) == (True, [], [], [])
    assert found["files"] == len([*own.iterdir()]) - (own / "z_writer.lock").exists()


def test_damage_is_named_with_what_to_do(own: Path) -> None:
    name = harm(own)
    (own / "z1_left.seg").touch()
    (own / "z0_old.seg").touch()
    result = run("check", "--index", own)
    assert result.exit_code == 1
    assert f"DAMAGED {name}: block" in result.stdout
    assert "no part of the index: z1_left.seg, left by a run" in result.stdout
    assert "no part of the index: z0_old.seg, of one that was damaged" in result.stdout
    assert f"zhengxie restore COPY --replace --index {own}" in result.stdout
    assert "--rebuild" in result.stdout
    found = answer("check", "--index", own, code=1)
    assert not found["sound"]
    assert [each["file"] for each in found["damage"]] == [name]


def test_where_there_is_no_index_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert run("check", "--index", tmp_path).exit_code == 2
    assert answer("check", "--index", tmp_path, code=2)["error"]["type"] == "NoIndex"


def test_a_copy_is_made_and_put_back(own: Path, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "copy", "--index", own)
    assert result.exit_code == 0
    assert f"from {own} are in {tmp_path / 'copy'}" in result.stdout
    assert result.stdout.rstrip().endswith("all checked.")
    harm(own)
    assert "--replace" in run("restore", tmp_path / "copy", "--index", own).stderr
    found = answer("restore", tmp_path / "copy", "--replace", "--index", own)
    assert found["reports"] == answer("check", "--index", own)["reports"] > 0
    assert "not empty" in answer("backup", tmp_path / "copy", "--index", own, code=1)["error"]["message"]


def test_where_there_is_no_copy_it_is_said_what_makes_one(own: Path, tmp_path: Path) -> None:
    done = run("restore", tmp_path / "gone", "--replace", "--index", own)
    assert done.exit_code == 1
    assert f"no copy in {tmp_path / 'gone'}: name the folder that `zhengxie backup` wrote" in done.stderr


def test_of_a_cluster_it_is_said_whose_affair_copies_are(tmp_path: Path) -> None:
    address = "opensearch://localhost:1/zhengxie"
    assert "zhengxie copy" in run("backup", tmp_path / "copy", "--index", address).stderr
    assert "zhengxie copy" in run("restore", tmp_path / "copy", "--index", address).stderr


def test_a_second_writer_waits_as_long_as_it_is_told(place: Path, own: Path) -> None:
    lock = WriterLock(own)
    result = run("index", place / "reports", "--index", own, "--wait", "0.2")
    assert result.exit_code == 3
    assert "on this machine since" in result.stderr
    threading.Timer(0.5, lock.release).start()
    assert answer("index", place / "reports", "--index", own, "--wait", "60", code=1)["unchanged"] > 0
