"""A rebuild takes an index' place in one step, and leaves nothing when it fails; nobody writes meanwhile."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from opensearchpy import OpenSearch

from indexer.engine.opening import open_engine, rebuilder
from indexer.engine.opensearch import rebuilding, turn
from indexer.engine.opensearch.address import Address
from indexer.errors import CorruptIndex, IndexerError, IndexLocked
from indexer.ingest import index_paths
from indexer.outcome import Progress
from tests.cluster.reading import counts, indices, put, reports, text
from tests.processes import until

pytestmark = pytest.mark.usefixtures("impatient")


def test_a_rebuild_reads_anew_and_switches(folder: Path, address: str, client: OpenSearch) -> None:
    (folder / "00.txt").unlink()
    (folder / "new.txt").write_text(text(30), "utf-8")
    with closing(open_engine(address)) as engine:
        generation = engine.generation
        summary = index_paths([folder], address, rebuild=True, dictionary=(("社情民意", 3),))
        assert counts(summary)[:2] == (1, 4)
        assert summary.carried == 1
        engine.refresh()
        assert engine.generation != generation
        assert engine.segmentation.entries == (("社情民意", 3),)
        assert len(list(engine.catalogue())) == 6
    assert counts(index_paths([folder], address)) == (0, 0, 5, 0, 0)
    assert indices(client, address) == ["-2", "-2.state"]


def test_where_there_is_none_a_rebuild_makes_one(tmp_path: Path, address: str, client: OpenSearch) -> None:
    assert counts(index_paths([put(tmp_path / "报告", range(2))], address, rebuild=True))[0] == 2
    assert len(reports(address)) == 2


def test_a_rebuild_that_fails_changes_nothing(folder: Path, address: str, client: OpenSearch) -> None:
    before = reports(address)

    def fail() -> None:
        with rebuilder(address) as writer:
            writer.set_root("other", "/other")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert indices(client, address) == ["-1", "-1.state"]
    assert reports(address) == before
    assert counts(index_paths([folder], address)) == (0, 0, 5, 0, 0)  # nobody has to wait


def test_nobody_writes_while_another_rebuilds(folder: Path, address: str) -> None:
    with rebuilder(address) as writer:
        for rebuild in (False, True):
            with pytest.raises(IndexLocked, match="is being rebuilt"):
                index_paths([folder], address, rebuild=rebuild)
        assert len(reports(address)) == 5
        writer.commit()
    assert reports(address) == {}


def test_a_writer_that_began_before_a_rebuild_is_told(folder: Path, address: str) -> None:
    with closing(open_engine(address)) as engine, engine.writer() as writer:
        writer.delete(list(reports(address)))
        with rebuilder(address) as other:
            with pytest.raises(IndexLocked):
                writer.commit()
            other.commit()
        with pytest.raises((IndexLocked, CorruptIndex), match="again"):
            writer.commit()


DIES = """
import os, sys
from indexer.engine.opening import rebuilder
with rebuilder(sys.argv[1]) as writer:
    print("begun", flush=True)
    sys.stdin.read()
"""


def test_a_rebuild_that_was_killed_stops_nobody_and_the_next_one_tidies_up(
    folder: Path, address: str, client: OpenSearch
) -> None:
    started = subprocess.Popen(
        [sys.executable, "-c", DIES, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "begun\n"
    started.kill()
    started.wait()
    for pipe in (started.stdin, started.stdout):
        assert pipe is not None
        pipe.close()
    assert indices(client, address) == ["-1", "-1.state", "-2", "-2.state"]
    (folder / "new.txt").write_text(text(30), "utf-8")
    said: list[tuple[str, float]] = []
    began = datetime.now().replace(microsecond=0)
    progress = Progress(waiting=lambda message: said.append((message, time.monotonic())))
    assert counts(index_paths([folder], address, progress=progress)) == (1, 0, 5, 0, 0)
    ((message, at),) = said
    assert time.monotonic() - at >= turn.DEAD, "said before it waited"
    told = re.search(rf"process \S+:{started.pid} began to rebuild .*until about (\d\d:\d\d:\d\d)$", message)
    assert told is not None, message
    until_when = datetime.combine(began, datetime.strptime(told[1], "%H:%M:%S").time())
    assert timedelta(seconds=turn.DEAD) <= (until_when - began) % timedelta(days=1) < timedelta(seconds=60)
    assert counts(index_paths([folder], address, rebuild=True))[1] == 6
    assert len(reports(address)) == 6
    assert len(indices(client, address)) == 2


def test_what_left_the_earlier_index_meanwhile_is_left_out(folder: Path, address: str, client: OpenSearch) -> None:
    """The state that was open is lost, with a node that held it, and what is there by then lacks a report."""
    before = reports(address)
    for name in ("00.txt", "01.txt"):
        (folder / name).unlink()
    gone, stays = (next(each for each in before.values() if each.file == name) for name in ("00.txt", "01.txt"))

    def lose(_: int) -> None:
        index = f"{Address.read(address).name}-1"
        client.delete(index=index, id=gone.id, params={"refresh": "true"})
        client.delete_all_pits()

    summary = index_paths([folder], address, rebuild=True, progress=Progress(start=lose))
    assert (summary.updated, summary.carried, summary.removed, summary.failures) == (3, 1, 1, [])
    assert [note for note in summary.notes if note.startswith("1 report(s) left the earlier index")]
    assert reports(address).keys() == before.keys() - {gone.id}
    assert reports(address)[stays.id] == stays


def test_searches_go_on_while_an_index_is_replaced(folder: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "GRACE", 3.0)
    over = Event()
    totals: list[int] = []
    errors: list[IndexerError] = []

    def search() -> None:
        with closing(open_engine(address)) as engine:
            while not over.is_set():
                try:
                    engine.refresh()
                    totals.append(len(list(engine.catalogue())))
                except IndexerError as error:
                    errors.append(error)

    thread = Thread(target=search)
    thread.start()
    until(lambda: len(totals) > 3)
    for _ in range(2):
        index_paths([folder], address, rebuild=True)
    over.set()
    thread.join()
    assert errors == []
    assert set(totals) == {5}


def test_an_index_that_lost_its_state_is_rebuilt(folder: Path, address: str, client: OpenSearch) -> None:
    client.indices.delete(index=f"{Address.read(address).name}-1.state")
    with pytest.raises(CorruptIndex, match="--rebuild"):
        open_engine(address)
    summary = index_paths([folder], address, rebuild=True)
    assert any("left beside" in note for note in summary.notes)
    assert len(reports(address)) == 5
    index_paths([folder], address, rebuild=True)
    assert indices(client, address) == ["-1", "-3", "-3.state"]  # what somebody may want to look into stays


def test_who_waited_for_a_rebuild_does_not_rebuild_what_it_replaced(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = rebuilding.Turn

    def after_another(*given: Any) -> turn.Turn:
        monkeypatch.setattr(rebuilding, "Turn", really)
        index_paths([folder], address, rebuild=True)
        return really(*given)

    monkeypatch.setattr(rebuilding, "Turn", after_another)
    with pytest.raises((IndexLocked, CorruptIndex), match="again"):
        rebuilder(address)
    assert len(reports(address)) == 5
