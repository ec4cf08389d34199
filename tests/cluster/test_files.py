"""Which files an index holds: asked for in pages, and only of the places that a run is about."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.opening import open_engine
from indexer.engine.opensearch import files, point
from indexer.engine.opensearch.packing import CLAUSES, Body
from indexer.engine.opensearch.point import Point
from indexer.ingest import index_paths
from tests.cluster.reading import counts, put, reports, several, text

PAGE = 3


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much the cluster gave in each of its answers, which have room for little."""
    monkeypatch.setattr(point, "SCANNED", PAGE)
    for module in (point, files):
        monkeypatch.setattr(module, "BUCKETS", PAGE)
    given: list[int] = []
    ask = Point.ask

    def noted(self: Point, bodies: Sequence[Body]) -> list[Any]:
        answers = ask(self, bodies)
        given.extend(len(each["hits"]["hits"]) for each in answers)
        given.extend(
            len(found.get("buckets", ())) for each in answers for found in each.get("aggregations", {}).values()
        )
        return answers

    monkeypatch.setattr(Point, "ask", noted)
    return given


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Two folders, one within the other, with files of one report and of several."""
    top = put(tmp_path / "报告", range(4))
    put(top / "2023.1月", range(4, 11))
    for number in range(5):
        (top / "2023.1月" / f"汇编{number}.jsonl").write_text(
            several(*range(20 + 2 * number, 22 + 2 * number)), "utf-8"
        )
    (top / "2023.1月之后.txt").write_text(text(50), "utf-8")
    return top


def test_files_are_read_and_counted_in_pages(tmp_path: Path, top: Path, address: str, answered: list[int]) -> None:
    for place in (address, tmp_path / "index"):
        index_paths([top], place)
    answered.clear()
    with closing(open_engine(address)) as engine, closing(open_engine(tmp_path / "index")) as embedded:
        found, wanted = engine.files(), embedded.files()
        assert {key: (state.content_hash, {*state.ids}) for key, state in found.items()} == {
            key: (state.content_hash, {*state.ids}) for key, state in wanted.items()
        }
        assert engine.info().files == embedded.info().files == len(found) == 17
    assert sum(answered) > len(found)
    assert max(answered) <= PAGE


def test_an_index_is_gone_through_once_a_commit_to_tell_what_it_holds(
    top: Path, address: str, answered: list[int]
) -> None:
    index_paths([top], address)
    with closing(open_engine(address)) as engine:
        known = engine.info()
        assert known.files == 17
        answered.clear()
        assert engine.info() == known
        assert answered == []
        (top / "new.txt").write_text(text(60), "utf-8")
        index_paths([top], address)
        engine.refresh()
        assert engine.info().files == 18


def test_a_file_of_which_a_part_failed_is_one_file(tmp_path: Path, top: Path, address: str) -> None:
    """Reports of it stay that an earlier run made, and one of them was all that it held then."""
    broken = "not JSON\n"
    for first, second in ((several(30, 31), several(33)), (several(32) + broken, broken + several(34))):
        (top / "first.jsonl").write_text(first, "utf-8")
        (top / "second.jsonl").write_text(second, "utf-8")
        for place in (address, tmp_path / "index"):
            index_paths([top], place)
    with closing(open_engine(address)) as engine, closing(open_engine(tmp_path / "index")) as embedded:
        assert engine.info().reports == embedded.info().reports == 26
        assert engine.info().files == embedded.info().files == len(engine.files()) == 19


def test_of_some_places_no_other_files_are_read(top: Path, address: str) -> None:
    index_paths([top], address)
    with closing(open_engine(address)) as engine:

        def beneath(*names: str, root: str = "报告") -> list[str]:
            return sorted(file for _, file in engine.files([(root, name) for name in names]))

        every = sorted(file for _, file in engine.files())
        assert beneath("") == every
        assert beneath("2023.1月/") == [file for file in every if file.startswith("2023.1月/")]
        assert beneath("00.txt", "2023.1月/04.txt") == ["00.txt", "2023.1月/04.txt"]
        assert beneath("2023.1月/", "01.txt") == ["01.txt", *beneath("2023.1月/")]
        assert beneath("00", "0", "2023/") == beneath("", root="别处") == []
        assert engine.files([]) == {}


def test_any_number_of_roots_may_be_asked_for(top: Path, address: str) -> None:
    index_paths([top], address)
    names = ("", "00.txt", "一月/")
    many = [(f"别处{number}", names[number % 3]) for number in range(2 * CLAUSES)]
    with closing(open_engine(address)) as engine:
        assert engine.files([*many, ("报告", "00.txt")]).keys() == {("报告", "00.txt")}
        assert engine.files([*many, ("报告", "")]) == engine.files()


def test_more_folders_than_are_told_apart_are_read_with_all_of_their_root(
    top: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_paths([top], address)
    monkeypatch.setattr(files, "_FOLDERS", 1)
    with closing(open_engine(address)) as engine:
        assert engine.files([("报告", "2023.1月/"), ("报告", "无/")]) == engine.files()


def test_a_run_reads_what_it_is_about_and_takes_away_nothing_else(
    tmp_path: Path, top: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = put(tmp_path / "别处", range(60, 65))
    index_paths([top, other], address)
    read: list[set[tuple[str, str]]] = []
    really = files.files

    def noted(held: Point, beneath: Any) -> Any:
        found = really(held, beneath)
        read.append(set(found))
        return found

    monkeypatch.setattr("indexer.engine.opensearch.engine.files", noted)
    (other / "60.txt").unlink()
    (other / "61.txt").write_text(text(70), "utf-8")
    assert counts(index_paths([other], address, prune=True)) == (0, 1, 3, 1, 0)
    assert {root for keys in read for root, _ in keys} == {"别处"}
    read.clear()
    (top / "00.txt").unlink()
    (top / "2023.1月" / "04.txt").unlink()
    assert counts(index_paths([top / "2023.1月"], address, prune=True)) == (0, 0, 16, 1, 0)
    assert {file.partition("/")[0] for keys in read for _, file in keys} == {"2023.1月"}
    read.clear()
    assert counts(index_paths([top / "01.txt"], address)) == (0, 0, 1, 0, 0)
    assert read == [{("报告", "01.txt")}]
    assert len(reports(address)) == 25


def test_a_folder_that_moved_is_known_by_its_files(tmp_path: Path, top: Path, address: str) -> None:
    index_paths([top], address)
    top.rename(tmp_path / "kept")
    (tmp_path / "另处").mkdir()
    (tmp_path / "kept").rename(tmp_path / "另处" / "报告")
    summary = index_paths([tmp_path / "另处" / "报告"], address)
    assert counts(summary) == (0, 0, 22, 0, 0)
    assert any("now found in" in note for note in summary.notes)
