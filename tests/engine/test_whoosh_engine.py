"""What is particular to the embedded engine: commits, rebuilds beside, damage, and readers at work meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.query import Every

from indexer.engine.base import Analysis, EngineRequest
from indexer.engine.manifest import FILE_NAME, read_manifest, write_manifest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import CorruptIndex, IncompatibleIndex, IndexerError, IndexLocked, NoIndex
from indexer.facets import FACETS
from indexer.models import Metadata, Report
from indexer.query import Group
from indexer.records import metadata_record
from indexer.segment import segmenter

EVERYTHING = EngineRequest(Every(), {}, groups=(Group(("提案",)),), facets=FACETS, size=100)


def report(number: int, text: str = "") -> tuple[Report, Analysis]:
    body = text or f"第{number}份报告。收到提案{number}件，全部办复。"
    made = Report(
        f"{number:016x}", "r", f"{number}.txt", 0, 1, f"{number:032x}", body, (), Metadata(covered_year=2000 + number)
    )
    words = segmenter().words(body)
    return made, Analysis(words, segmenter().sub_words(words), ())


def write(location: Path, numbers: Sequence[int], *, rebuild: bool = False) -> None:
    with WhooshEngine.rebuilder(location) if rebuild else WhooshEngine(location).writer() as writer:
        for number in numbers:
            writer.add(*report(number))
        writer.commit()


def numbers_in(engine: WhooshEngine) -> list[int]:
    """What a search of everything finds, each with its text read."""
    result = engine.search(EVERYTHING)
    found = sorted(int(hit.report.id, 16) for hit in result.hits)
    assert result.total == len(found)
    assert result.occurrences == len(found)
    assert sum(result.counts["covered_year"].values()) == len(found)
    for number in found:
        assert f"提案{number}件" in engine.report(f"{number:016x}").text
    return found


def contents(location: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in location.iterdir() if path.is_file()}


@pytest.fixture
def location(tmp_path: Path) -> Path:
    WhooshEngine(tmp_path / "index", create=True).close()
    write(tmp_path / "index", range(1, 4))
    return tmp_path / "index"


def test_a_reader_keeps_its_commit_until_refreshed(location: Path) -> None:
    engine = WhooshEngine(location)
    for number in range(4, 16):  # enough commits for Whoosh to merge segments and remove their files
        write(location, [number])
    with engine.writer() as writer:
        writer.delete([f"{1:016x}"])
        writer.commit()
    assert numbers_in(engine) == [1, 2, 3]
    engine.refresh()
    assert numbers_in(engine) == list(range(2, 16))
    engine.refresh()
    assert numbers_in(engine) == list(range(2, 16))
    engine.close()


def test_a_rebuild_is_made_beside_and_switched_to_by_its_commit(location: Path) -> None:
    engine = WhooshEngine(location)
    with WhooshEngine.rebuilder(location) as writer:
        writer.add(*report(7))
        other = WhooshEngine(location)
        assert numbers_in(other) == [1, 2, 3]
        other.close()
        writer.commit()
    assert numbers_in(engine) == [1, 2, 3], "the reader that was open must not lose its files"
    engine.refresh()
    assert numbers_in(engine) == [7]
    engine.close()
    assert not [name for name in contents(location) if name.startswith(("z1_", "_z1_"))]


def test_what_is_not_committed_leaves_nothing(location: Path) -> None:
    before = contents(location)
    for rebuild in (False, True):
        with WhooshEngine.rebuilder(location) if rebuild else WhooshEngine(location).writer() as writer:
            writer.add(*report(9))
            writer.delete([f"{1:016x}"])
            writer.set_root("r", "elsewhere")
    assert contents(location) == before
    assert not [path for path in location.iterdir() if path.is_dir()]
    with pytest.raises(ValueError, match="twice"):
        write(location, [9, 9])
    assert contents(location) == before
    write(location, [4])
    assert numbers_in(WhooshEngine(location)) == [1, 2, 3, 4]


def test_leftovers_of_a_rebuild_that_was_killed_are_removed_by_the_next(location: Path) -> None:
    for name in ("_z2_0.toc", "z2_abc.seg", "z2_abc.trm", "z2_WRITELOCK", "z12_abc.seg"):
        (location / name).write_bytes(b"left over")
    assert numbers_in(WhooshEngine(location)) == [1, 2, 3]
    write(location, [5], rebuild=True)
    assert numbers_in(WhooshEngine(location)) == [5]
    assert {name.split("_")[0] or name.split("_")[1] for name in contents(location) if name != FILE_NAME} <= {"z2", "z"}


def test_roots_and_the_time_of_the_commit_are_kept(location: Path) -> None:
    with WhooshEngine(location).writer() as writer:
        writer.set_root("r", "D:\\报告")
        writer.commit()
    engine = WhooshEngine(location)
    assert engine.roots() == {"r": "D:\\报告"}
    assert engine.info().updated is not None
    write(location, [1], rebuild=True)
    engine.refresh()
    assert engine.roots() == {"r": "D:\\报告"}


def test_an_empty_index_can_be_searched(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", create=True)
    assert numbers_in(engine) == []
    assert engine.info().reports == 0
    again = WhooshEngine(tmp_path / "index", create=True)
    assert again.info().updated is None


def test_one_writer_at_a_time(location: Path) -> None:
    with WhooshEngine(location).writer():
        for rebuild in (False, True):
            with pytest.raises(IndexLocked):
                write(location, [1], rebuild=rebuild)
    write(location, [4])


def test_an_index_made_otherwise_is_refused_but_can_be_read_for_a_rebuild(location: Path) -> None:
    manifest = read_manifest(location)
    write_manifest(location, replace(manifest, fingerprint={**manifest.fingerprint, "dictionary": "another"}))
    before = contents(location)
    with pytest.raises(IncompatibleIndex, match="another dictionary"):
        WhooshEngine(location)
    with pytest.raises(IncompatibleIndex):
        WhooshEngine(location, create=True)
    assert numbers_in(WhooshEngine(location, any_fingerprint=True)) == [1, 2, 3]
    assert contents(location) == before


def test_a_server_says_so_when_the_index_became_another(location: Path) -> None:
    engine = WhooshEngine(location)
    manifest = read_manifest(location)
    write_manifest(location, replace(manifest, name="z2", fingerprint={**manifest.fingerprint, "fold": "another"}))
    with pytest.raises(IncompatibleIndex):
        engine.refresh()
    write_manifest(location, manifest)
    engine.refresh()
    assert numbers_in(engine) == [1, 2, 3]


# -------------------------------------------------------------------------------------------- damage


def segment(location: Path) -> Path:
    (found,) = location.glob("z1_*.seg")
    return found


@pytest.mark.parametrize("pattern", ["z1_*.seg", "_z1_*.toc", FILE_NAME])
def test_a_missing_file_is_damage_and_nothing_is_deleted(location: Path, pattern: str) -> None:
    (missing,) = location.glob(pattern)
    missing.unlink()
    before = contents(location)
    for create in (False, True):
        with pytest.raises(CorruptIndex, match="nothing was deleted"):
            WhooshEngine(location, create=create)
    assert contents(location) == before
    write(location, [8], rebuild=True)
    assert numbers_in(WhooshEngine(location)) == [8]


@pytest.mark.parametrize("pattern", ["z1_*.seg", "_z1_*.toc"])
@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.9, 0.999])
def test_a_cut_off_file_is_damage(location: Path, pattern: str, share: float) -> None:
    (cut,) = location.glob(pattern)
    cut.write_bytes(cut.read_bytes()[: int(cut.stat().st_size * share)])
    before = contents(location)
    with pytest.raises(CorruptIndex):
        numbers_in(WhooshEngine(location))
    assert contents(location) == before


def test_overwritten_places_raise_nothing_but_damage(location: Path) -> None:
    for path in (segment(location), *location.glob("_z1_*.toc")):
        whole = path.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            path.write_bytes(whole[:at] + b"\xff\x00\xff\x00" + whole[at + 4 :])
            with suppress(CorruptIndex):
                engine = WhooshEngine(location)
                for hit in engine.search(EVERYTHING).hits:
                    engine.report(hit.report.id)
        path.write_bytes(whole)
    assert numbers_in(WhooshEngine(location)) == [1, 2, 3]


def test_a_directory_that_went_away_under_a_server(location: Path) -> None:
    engine = WhooshEngine(location)
    shutil.rmtree(location)
    with pytest.raises(NoIndex):
        engine.refresh()
    with pytest.raises(NoIndex):
        engine.writer()
    assert not location.exists()


@pytest.mark.skipif(os.name != "posix", reason="limits on file sizes are set the POSIX way")
def test_a_full_disk_is_one_line_and_leaves_the_index(location: Path) -> None:
    import resource
    import signal

    before = contents(location)
    earlier = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(IndexerError, match="cannot write to the index"):
            write(location, range(10, 60))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, earlier)
    assert contents(location).items() >= before.items()
    write(location, [4])
    assert numbers_in(WhooshEngine(location)) == [1, 2, 3, 4]


# ------------------------------------------------------------------------------------------- threads


def test_threads_search_while_another_commits(location: Path) -> None:
    engine = WhooshEngine(location)
    done = threading.Event()
    failures: list[BaseException] = []
    seen: set[int] = set()

    def search() -> None:
        try:
            while not done.is_set():
                engine.refresh()
                result = engine.search(EVERYTHING)
                seen.add(result.total)
                assert result.total == result.occurrences == len(result.hits)
                assert result.total >= 3
        except (AssertionError, IndexerError) as error:
            failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(4, 12):
            write(location, [number], rebuild=False)
        write(location, range(1, 6), rebuild=True)
        write(location, [6])
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert seen
    engine.refresh()
    assert numbers_in(engine) == list(range(1, 7))


def test_metadata_survives(location: Path) -> None:
    metadata = Metadata(title="〔标题〕\u2028", covered_year=2022, covered_from=2018, published="2023-01-02")
    made, analysis = report(1, "提案1件，𠮷。\n第二段")
    with WhooshEngine(location).writer() as writer:
        changed = Report(made.id, "r", "子/文件 1.txt", 1, 2, made.content_hash, made.text, made.headings, metadata)
        writer.add(changed, analysis)
        writer.commit()
    engine = WhooshEngine(location)
    assert engine.report(made.id) == changed
    assert metadata_record(engine.report(made.id).metadata) == metadata_record(metadata)
    assert set(engine.files()) >= {("r", "子/文件 1.txt"), ("r", "2.txt")}
    assert ("r", "1.txt") not in engine.files()
