"""Several `zhengxie index` at once, each a process of its own: the result is as if one had run."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from indexer.engine.opening import make_engine, open_engine
from indexer.ingest import index_paths
from indexer.models import Report
from tests.cluster.reading import copies, put, reports, text

BEGIN = "import sys; sys.stdin.readline(); from indexer.cli import main; main()"
"""Waits until it is told to begin, so that all begin at once."""


def run(address: str, *folders: list[Path], jobs: int = 1) -> list[str]:
    """Index the folders of each process at once; what they printed."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN, "index", *map(str, paths), "--jobs", str(jobs), "--json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "ZHENGXIE_INDEX": address},
        )
        for paths in folders
    ]
    for each in started:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    told = [each.communicate(timeout=240) for each in started]
    assert [each.returncode for each in started] == [0] * len(started), told
    return [output for output, _ in told]


def comparable(found: dict[str, Report]) -> set[tuple[str, str]]:
    return {(report.file, report.text) for report in found.values()}


def test_on_folders_of_their_own(tmp_path: Path, address: str) -> None:
    folders = [put(tmp_path / name, range(number * 10, number * 10 + 10)) for number, name in enumerate("甲乙丙")]
    (folders[2] / "copy.txt").write_text(text(3), "utf-8")  # of a report that another process writes
    run(address, *([folder] for folder in folders))
    index_paths(folders, tmp_path / "index")
    assert reports(address) == reports(tmp_path / "index")
    assert copies(address) == copies(tmp_path / "index")
    assert any(copies(address).values())
    with closing(open_engine(address)) as engine, closing(open_engine(tmp_path / "index")) as other:
        assert dict(engine.roots()) == dict(other.roots())
        assert engine.failed() == ()


def test_on_the_same_folder(tmp_path: Path, address: str) -> None:
    folder = put(tmp_path / "报告", range(24))
    run(address, [folder], [folder], jobs=2)  # four processes send the same reports
    index_paths([folder], tmp_path / "index")
    assert reports(address) == reports(tmp_path / "index")
    assert copies(address) == copies(tmp_path / "index")


def test_on_other_folders_of_the_same_name(tmp_path: Path, address: str) -> None:
    """They must not take each other's label, or the reports of one would replace those of another."""
    with closing(make_engine(address)):
        folders = [
            put(tmp_path / name / "报告", range(number * 4, number * 4 + 4)) for number, name in enumerate("甲乙丙")
        ]
    for number, folder in enumerate(folders):
        (folder / "same.txt").write_text(text(40 + number), "utf-8")
    run(address, *([folder] for folder in folders))
    index_paths(folders, tmp_path / "index")
    assert comparable(reports(address)) == comparable(reports(tmp_path / "index"))
    assert len(reports(address)) == 15
    with closing(open_engine(address)) as engine:
        assert set(engine.roots().values()) == {str(folder.resolve()) for folder in folders}


def test_files_that_fail_for_one_are_not_forgotten_by_another(tmp_path: Path, address: str) -> None:
    folders = [put(tmp_path / name, range(number * 3, number * 3 + 3)) for number, name in enumerate("甲乙")]
    for folder in folders:
        (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    with closing(make_engine(address)) as engine:
        for folder in folders:
            index_paths([folder], address)
        engine.refresh()
        assert sorted(each.root for each in engine.failed() or ()) == ["乙", "甲"]
        (folders[0] / "broken.pdf").unlink()
        index_paths([folders[0]], address, prune=True)
        engine.refresh()
        assert [each.root for each in engine.failed() or ()] == ["乙"]
