"""From one engine to the other and back, without the files; a copy that was interrupted goes on where it stopped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer import copying
from indexer.cli import main
from indexer.copying import copy_index
from indexer.engine.opening import open_engine
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import CorruptIndex, IndexerError, NoIndex, NoSuchReport
from indexer.ingest import index_paths
from indexer.location import Location
from indexer.models import Report
from indexer.outcome import FileKey
from tests.cluster.reading import copies, counts, put, reports, several, text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = put(tmp_path / "报告", range(12))
    (folder / "汇编.jsonl").write_text(several(20, 21, 22), "utf-8")
    (folder / "copy.txt").write_text(text(3), "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def same(first: Location, second: Location) -> None:
    assert reports(first) == reports(second)
    assert copies(first) == copies(second)
    with closing(open_engine(first)) as one, closing(open_engine(second)) as other:
        assert dict(one.files()).keys() == dict(other.files()).keys()
        assert {**one.roots()} == {**other.roots()}
        assert one.failed() == other.failed()
        assert one.vocabulary().words() == other.vocabulary().words()


@pytest.mark.parametrize("jobs", [1, 2])
def test_there_and_back_without_the_files(folder: Path, tmp_path: Path, address: str, jobs: int) -> None:
    index_paths([folder], tmp_path / "index", dictionary=(("社情民意", 3),))
    kept = tmp_path / "kept"
    folder.rename(kept)
    there = copy_index(tmp_path / "index", address, jobs=jobs)
    assert (there.files, there.copied, there.unchanged, there.failures) == (14, 16, 0, [])
    same(tmp_path / "index", address)
    copy_index(address, tmp_path / "back", jobs=jobs)
    same(tmp_path / "index", tmp_path / "back")
    kept.rename(folder)
    for place in (address, tmp_path / "back"):
        assert counts(index_paths([folder], place)) == (0, 0, 16, 0, 1)  # known as they are


@pytest.mark.parametrize("back", [False, True])
def test_an_interrupted_copy_goes_on(folder: Path, tmp_path: Path, address: str, back: bool) -> None:
    source: Location = address if back else tmp_path / "index"
    target: Location = tmp_path / "index" if back else address
    index_paths([folder], source)

    def interrupt(done: int, files: int) -> None:
        if done >= files // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_index(source, target, commit_after=3, told=interrupt)
    there = len(reports(target))
    assert 0 < there < 16
    copied = copy_index(source, target, commit_after=3)
    assert (copied.unchanged, copied.copied) == (there, 16 - there)
    same(source, target)
    assert copy_index(source, target).copied == 0


def test_what_changed_since_is_copied_again(folder: Path, tmp_path: Path, address: str) -> None:
    index_paths([folder], tmp_path / "index")
    copy_index(tmp_path / "index", address)
    (folder / "00.txt").write_text(text(0, "补充一句。"), "utf-8")
    (folder / "汇编.jsonl").write_text(several(20, 21), "utf-8")
    index_paths([folder], tmp_path / "index")
    copied = copy_index(tmp_path / "index", address)
    assert (copied.copied, copied.removed) == (3, 1)
    same(tmp_path / "index", address)


def test_a_file_of_which_a_part_failed_since_is_known_once_it_was_copied(tmp_path: Path, address: str) -> None:
    folder = put(tmp_path / "报告", range(2))
    for content in (several(20, 21), several(22) + "not JSON\n"):
        (folder / "汇编.jsonl").write_text(content, "utf-8")
        index_paths([folder], tmp_path / "index")
    assert copy_index(tmp_path / "index", address).copied == 4
    same(tmp_path / "index", address)
    again = copy_index(tmp_path / "index", address)
    assert (again.copied, again.unchanged) == (0, 4)
    assert counts(index_paths([folder], address)) == (0, 0, 4, 0, 1)


def test_folders_of_one_name_are_not_mixed_up(folder: Path, tmp_path: Path, address: str) -> None:
    other = put(tmp_path / "elsewhere" / "报告", range(2))
    index_paths([other], address)
    index_paths([folder], tmp_path / "index")
    with pytest.raises(IndexerError, match=r"报告 is .* in SOURCE and .* in TARGET"):
        copy_index(tmp_path / "index", address)
    assert len(reports(address)) == 2


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_paths([folder], tmp_path / "index")
    damaged, gone, *_ = sorted(reports(tmp_path / "index"))
    read = WhooshEngine.report

    def report(engine: WhooshEngine, identity: str) -> Report:
        if identity == damaged:
            raise CorruptIndex("a block does not match its checksum")
        if identity == gone:
            raise NoSuchReport(identity)
        return read(engine, identity)

    monkeypatch.setattr(WhooshEngine, "report", report)
    copied = copy_index(tmp_path / "index", tmp_path / "there")
    assert copied.copied == 14
    assert {each.stage for each in copied.failures} == {"copy"}
    assert {each.reason for each in copied.failures} == {
        "a block does not match its checksum",
        "it has left SOURCE since the copy began; run again",
    }
    monkeypatch.undo()
    assert copy_index(tmp_path / "index", tmp_path / "there").copied == 2


def test_a_name_that_another_takes_meanwhile_is_not_mixed_up_either(
    folder: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = put(tmp_path / "elsewhere" / "报告", range(2))
    (other / "03.txt").write_text(text(40), "utf-8")
    index_paths([folder], tmp_path / "index")
    really = copying._due

    def meanwhile(*given: Any) -> Iterator[FileKey]:
        index_paths([other], address)  # it looked at the names before, and sends reports after
        yield from really(*given)

    monkeypatch.setattr(copying, "_due", meanwhile)
    with pytest.raises(IndexerError, match=r"报告 is .* in SOURCE and .* in TARGET"):
        copy_index(tmp_path / "index", address)
    index_paths([other], tmp_path / "other")
    assert reports(address) == reports(tmp_path / "other")


def test_no_source_makes_no_target(tmp_path: Path, address: str) -> None:
    with pytest.raises(NoIndex):
        copy_index(tmp_path / "nothing", address)
    with pytest.raises(NoIndex):
        open_engine(address)
    with pytest.raises(IndexerError, match="same index"):
        copy_index(address, address)


def test_commands_take_an_address(folder: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGXIE_INDEX", address)

    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == code, done.output
        return done.stdout

    run("index", str(folder), code=1)  # a broken file
    found = json.loads(run("search", "提案", "--json"))
    assert found["total"] == 15
    held = json.loads(run("info", "--json"))
    assert (held["index"], held["reports"]) == (address, 16)
    assert found["hits"][0]["id"] in run("show", found["hits"][0]["id"], "--json")
    told = json.loads(run("copy", address, str(tmp_path / "here"), "--json"))
    assert (told["copied"], told["failed"]) == (16, [])
    for command in (
        ("trends", "提案"),
        ("concordance", "提案"),
        ("coverage",),
        ("figures", "提案"),
        ("adoption", "提案"),
    ):
        here = run(*command, "--json", "--index", str(tmp_path / "here"))
        assert without_state(here) == without_state(run(*command, "--json")), command
    shutil.rmtree(tmp_path / "here")


def without_state(answer: str) -> object:
    """What was counted, without what names the index and the moment."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {name: bare(each) for name, each in value.items() if name not in _OF_THE_INDEX}
        return [bare(each) for each in value] if isinstance(value, list) else value

    return bare(json.loads(answer))


_OF_THE_INDEX = frozenset({"fingerprint", "updated", "took_ms", "generation", "made", "index", "indexed", "at"})
