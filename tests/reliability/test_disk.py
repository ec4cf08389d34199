"""A disk that is full, or forbids something, at any step of a commit."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import IndexerError
from tests.engine.disks import Failing, watched
from tests.reliability.promises import Outcome, promise
from tests.reliability.small_index import (
    DOCUMENTS,
    FIRST,
    MORE,
    fresh,
    make,
    names,
    rebuild,
    stray,
    told,
    unsealed,
    write,
)

NEVER: Final = 1 << 30
FAILURES: Final = {"full": (errno.ENOSPC, True), "forbidden": (errno.EACCES, False)}


WAYS: Final[dict[str, Callable[[Path], None]]] = {
    "update": lambda location: write(location, MORE),
    "rebuild": lambda location: rebuild(location, FIRST[3:]),
    "first update by this version": lambda location: write(location, MORE),
}


def prepared(way: str, whole: Path, at: Path) -> Path:
    location = fresh(whole, at)
    if "first" in way:
        unsealed(location)
    return location


def tried(way: str, location: Path, disk: Failing) -> str | None:
    """What is said where step ``at`` fails; None where it stopped nobody."""
    with watched(disk):
        try:
            WAYS[way](location)
        except IndexerError as error:
            return str(error)
    return None


@promise(
    "Disk full, or a step forbidden, at any write, sync, rename or removal of a commit: one clear line, the state before or the next, "
    "space given back, and the next run goes through.",
    short=12,
    full=3000,
)
def test_no_room_at_any_step(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    whole = make(tmp_path / "whole")
    before = told(whole)
    after, steps = {}, []
    for way in WAYS:
        disk = Failing(NEVER, *FAILURES["full"])
        there = prepared(way, whole, tmp_path / way)
        assert tried(way, there, disk) is None
        after[way] = told(there)
        steps += [(way, fails, at) for fails in FAILURES for at in range(1, len(disk.seen) + 1)]
    every = max(1.0, len(steps) / trials)
    chosen = [steps[int(number * every) % len(steps)] for number in range(trials)]
    kept = went = 0
    for way, fails, at in chosen:
        trial = f"{way} with step {at} {fails}"
        location = prepared(way, whole, tmp_path / "trial")
        disk = Failing(at, *FAILURES[fails])
        said = tried(way, location, disk)
        step, found = disk.seen[at - 1], told(location)
        if said is None:
            assert step == "remove", f"{trial}: {step} failed and nothing was said"
            assert found == after[way], trial
        else:
            assert os.strerror(FAILURES[fails][0]) in said, trial
            assert "\n" not in said, trial
            assert found in (before, after[way]), trial
            assert found == before or step == "sync_directory", f"{trial}: committed, though {step} failed"
        if found == before:
            assert names(location) == names(whole), f"{trial}: {stray(location)} took up room"
        kept, went = kept + (found == before), went + (found == after[way])
        write(location, DOCUMENTS[10:12])
        assert not stray(location), trial
        assert WhooshEngine(location).info().reports == found[-1].reports + 2, trial
    outcome(f"{len({*chosen}):,} of {len(steps):,} steps failed in turn: {kept:,} the state before, {went:,} the next")
