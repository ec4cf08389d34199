"""What `zhengxie check` says while others write, and of what lies beside an index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine.checking import check_directory
from indexer.engine.columnar.storage import ArrayReader
from indexer.engine.manifest import FILE_NAME
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_writer import WhooshWriter
from tests.reliability.small_index import DOCUMENTS, FIRST, MORE, make, names, rebuild, write


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return make(tmp_path / "index")


def test_commits_meanwhile_are_no_damage_and_keep_no_check_from_ending(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_through = ArrayReader.check_all
    there = names(index) - {"z_writer.lock"}
    size = sum((index / each).stat().st_size for each in there)
    commits = 0

    def while_another_commits(self: ArrayReader) -> None:
        nonlocal commits
        commits += 1
        assert commits < 12, "it begins anew for ever"
        rebuild(index, FIRST[commits % 3 :])
        read_through(self)

    monkeypatch.setattr(ArrayReader, "check_all", while_another_commits)
    checked = check_directory(index)
    assert (checked.damage, checked.reports, checked.files, checked.bytes) == ([], 6, len(there), size)
    assert commits == len([each for each in there if each.endswith(".seg")])


def test_what_a_commit_removes_while_the_directory_is_read_is_no_error(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def and_then_another_commits(self: Path) -> Iterator[Path]:
        found = [*listed(self)]
        monkeypatch.undo()
        write(index, MORE)
        return iter(found)

    monkeypatch.setattr(Path, "iterdir", and_then_another_commits)
    checked = check_directory(index)
    assert (checked.damage, checked.reports) == ([], WhooshEngine(index).info().reports)
    assert not [*checked.strays, *checked.kept]


def test_what_nothing_removes_is_told_apart_from_what_the_next_run_removes(index: Path) -> None:
    damaged = min(index.glob("*.seg"))
    damaged.unlink()
    damaged.touch()
    earlier = names(index) - {FILE_NAME, "z_writer.lock"}
    with WhooshEngine.rebuilder(index, memory=0) as writer:
        assert writer.keep_earlier() == "z1_"
        writer.add(*DOCUMENTS[0])
        writer.commit()
    for name in ("z3_begun.seg", "zhengxie.json.new", "zhengxie.json.bak"):
        (index / name).touch()
    checked = check_directory(index)
    assert checked.strays == ["z3_begun.seg", "zhengxie.json.new"]
    assert checked.kept == sorted(earlier)
    with WhooshWriter(index):
        pass
    again = check_directory(index)
    assert (again.strays, again.kept) == ([], sorted(earlier))
