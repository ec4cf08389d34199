"""Whatever goes wrong when a rebuilt index takes the place of another: one of the two is current, and nothing is written to the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError

from indexer.engine.base import Engine
from indexer.engine.opening import open_engine, rebuilder
from indexer.engine.opensearch import point, rebuilding, succession, turn
from indexer.errors import EngineUnavailable, IndexLocked
from indexer.ingest import index_paths
from tests.cluster.reading import counts, indices, reports, text

pytestmark = pytest.mark.usefixtures("impatient")


def rebuild(address: str) -> None:
    """Put an empty index in place of the one there is."""
    with rebuilder(address) as writer:
        writer.commit()


def test_a_writer_commits_to_nothing_that_was_replaced(folder: Path, address: str, client: OpenSearch) -> None:
    with closing(open_engine(address)) as engine, engine.writer() as writer:
        writer.delete(list(reports(address)))
        rebuild(address)
        assert len(indices(client, address)) == 4  # the replaced one is still there
        with pytest.raises(IndexLocked, match="run the same command again"):
            writer.commit()
        with pytest.raises(IndexLocked, match="run the same command again"):
            writer.claim({}, {"新": "/新"})


def test_a_writer_that_is_refused_shows_nothing_to_who_rebuilds(folder: Path, address: str) -> None:
    before = reports(address)
    with closing(open_engine(address)) as engine, engine.writer() as writer:
        writer.delete(list(before))
        with rebuilder(address):
            with pytest.raises(IndexLocked, match="is being rebuilt"):
                writer.commit()
            assert reports(address) == before


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, EngineUnavailable("away")])
def test_an_index_that_took_over_stays_whatever_was_heard_of_it(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch, trouble: BaseException | type[BaseException]
) -> None:
    really: Callable[..., None] = turn.Turn.hand_over

    def handed(*given: Any) -> None:
        really(*given)
        raise trouble

    monkeypatch.setattr(turn.Turn, "hand_over", handed)
    with suppress(KeyboardInterrupt, EngineUnavailable):
        rebuild(address)
    assert reports(address) == {}
    assert counts(index_paths([folder], address)) == (5, 0, 0, 0, 0)


def test_a_change_of_which_the_answer_was_lost_is_made_once(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client asks again by itself, and hears that somebody was faster: itself."""
    really = OpenSearch.index

    def index(*given: Any, **named: Any) -> Any:
        made = really(*given, **named)
        if "if_seq_no" in named.get("params", {}):
            raise ConflictError(409, "version_conflict_engine_exception", {})
        return made

    def once(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(OpenSearch, "index", really)
        return index(*given, **named)

    for changed in (turn.Turn.__init__, turn.Turn.hand_over, turn.Turn.let_go):

        def troubled(*given: Any, changed: Callable[..., Any] = changed) -> Any:
            monkeypatch.setattr(OpenSearch, "index", once)
            return changed(*given)

        with monkeypatch.context() as patched:
            patched.setattr(turn, "BEAT", 60.0)  # nobody else changes anything
            patched.setattr(turn.Turn, changed.__name__, troubled)
            if changed is turn.Turn.let_go:
                with suppress(KeyboardInterrupt), rebuilder(address):
                    raise KeyboardInterrupt
            else:
                rebuild(address)
        assert reports(address) == {}
    assert counts(index_paths([folder], address)) == (5, 0, 0, 0, 0)


@pytest.mark.parametrize("trouble", [EngineUnavailable("away"), NotFoundError(404, "aliases_not_found_exception", {})])
@pytest.mark.parametrize("done", [False, True])
def test_aliases_that_stayed_behind_mislead_nobody_and_follow(
    folder: Path, address: str, client: OpenSearch, monkeypatch: pytest.MonkeyPatch, trouble: Exception, done: bool
) -> None:
    really: Callable[..., None] = succession.switch

    def switched(*given: Any) -> None:
        if done:
            really(*given)
        raise trouble

    with closing(open_engine(address)) as engine:
        with monkeypatch.context() as patched:
            patched.setattr(succession, "switch", switched)
            rebuild(address)
        assert reports(address) == {}
        for _ in range(2):
            engine.refresh()
            assert list(engine.catalogue()) == []
    (folder / "new.txt").write_text(text(30), "utf-8")
    assert counts(index_paths([folder], address)) == (6, 0, 0, 0, 0)
    assert len(reports(address)) == 6
    assert indices(client, address) == ["-2", "-2.state"]
    index_paths([folder], address, rebuild=True)
    assert len(reports(address)) == 6


def test_a_rebuild_that_slept_too_long_does_not_take_over(folder: Path, address: str) -> None:
    with rebuilder(address) as sleeping:
        turn_of(sleeping).end()  # it gives no more signs of life
        (folder / "new.txt").write_text(text(30), "utf-8")
        assert counts(index_paths([folder], address)) == (1, 0, 5, 0, 0)
        with pytest.raises(IndexLocked, match="took this rebuild for dead"):
            sleeping.commit()
    assert len(reports(address)) == 6


def turn_of(writer: object) -> turn.Turn:
    assert isinstance(writer, rebuilding.OpenSearchRebuilder)
    assert writer._turn is not None
    return writer._turn


@pytest.mark.parametrize("again", [False, True])
def test_what_began_before_a_rebuild_ends_as_it_began(
    folder: Path, address: str, client: OpenSearch, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    monkeypatch.setattr(point, "SCANNED", 2)
    with closing(open_engine(address)) as engine, closing(open_engine(address)) as idle:
        before = reports(address)
        stream = engine.catalogue()
        first = next(stream)
        for _ in range(1 + again):
            rebuild(address)
        assert {first.id, *(each.id for each in stream)} == before.keys()
        moved(idle)
        assert len(indices(client, address)) == 4
        moved(engine)
    index_paths([folder], address)
    assert len(indices(client, address)) == 2


def moved(engine: Engine) -> None:
    engine.refresh()
    assert list(engine.catalogue()) == []
