"""Power lost at any moment of a commit, with whatever the disk had not yet synced."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from indexer.engine.checking import check_directory
from indexer.engine.manifest import FILE_NAME
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import IndexerError, NoIndex
from tests.engine.disks import watched
from tests.reliability.power import Disk, Recording
from tests.reliability.promises import Outcome, promise
from tests.reliability.small_index import DOCUMENTS, FIRST, MORE, fresh, make, rebuild, stray, told, unsealed, write

SEED: Final = 88


def made_anew(location: Path) -> None:
    WhooshEngine(location, create=True)
    write(location, MORE)


WAYS: Final[dict[str, Callable[[Path], None]]] = {
    "make": made_anew,
    "update": lambda location: write(location, MORE),
    "rebuild": lambda location: rebuild(location, FIRST[3:]),
    "rebuild where there is none": lambda location: rebuild(location, MORE),
    "first update by this version": lambda location: write(location, MORE),
}


@dataclass(frozen=True)
class Commit:
    """One that was recorded."""

    begun: dict[str, bytes]
    steps: list[tuple[str, tuple[Any, ...]]]
    before: Any
    after: Any

    @property
    def stands(self) -> int:
        """Steps after which it was promised to be on the disk: the manifest's last change of name, and the directory's sync behind it."""
        switched = max(
            at for at, (name, given) in enumerate(self.steps) if name == "rename" and given[1].name == FILE_NAME
        )
        return next(at for at in range(switched, len(self.steps)) if self.steps[at][0] == "sync_directory") + 1


def found(location: Path) -> Any:
    """What an index tells, None where there is none or nothing is in it."""
    try:
        return told(location) if WhooshEngine(location).info().updated else None
    except NoIndex:
        return None


def recorded(way: str, whole: Path, location: Path) -> Commit:
    if way in ("make", "rebuild where there is none"):
        location.mkdir()
    else:
        fresh(whole, location)
    if "first" in way:
        unsealed(location)
    begun = {path.name: path.read_bytes() for path in location.iterdir()}
    before, recording = found(location), Recording()
    with watched(recording):
        WAYS[way](location)
    return Commit(begun, recording.steps, before, found(location))


def after_loss(commit: Commit, at: int, chance: random.Random, location: Path) -> Path:
    """The directory as the loss of power left it."""
    shutil.rmtree(location, ignore_errors=True)
    location.mkdir()
    for name, data in Disk(commit.begun, commit.steps[:at]).left(chance).items():
        (location / name).write_bytes(data)
    return location


@pytest.fixture
def commits(tmp_path: Path) -> dict[str, Commit]:
    whole = make(tmp_path / "whole")
    return {way: recorded(way, whole, tmp_path / way) for way in WAYS}


@promise(
    "Power lost at any step of a commit, with any part of what was not synced lost, torn or reordered: the index opens with the state "
    "before or the next exactly, the next once the commit was done; the next run goes through and leaves no stray file.",
    short=24,
    full=2000,
)
def test_power_lost_anywhere(tmp_path: Path, commits: dict[str, Commit], trials: int, outcome: Outcome) -> None:
    met: Counter[str] = Counter()
    for number in range(trials):
        chance = random.Random(f"{SEED} {number}")
        way, commit = [*commits.items()][number % len(commits)]
        at = chance.randrange(len(commit.steps) + 1)
        if number % 3 == 0:  # most steps write segments, which matter least
            at = chance.randrange(commit.stands - 12, len(commit.steps) + 1)
        trial = f"trial {number} of {SEED}: {way}, power lost after step {at} of {len(commit.steps)}"
        location = after_loss(commit, at, chance, tmp_path / "trial")
        state = found(location)
        assert state in ([commit.after] if at >= commit.stands else [commit.before, commit.after]), trial
        met["before" if state == commit.before else "next"] += 1
        WhooshEngine(location, create=True)
        write(location, DOCUMENTS[10:12])
        assert not stray(location), trial
        assert not check_directory(location).damage, trial
        reports = state[-1].reports if state else 0
        assert WhooshEngine(location).info().reports == reports + 2, trial
    steps = sum(len(commit.steps) for commit in commits.values())
    outcome(f"{trials:,} states after {steps:,} steps: {met['before']:,} the state before, {met['next']:,} the next")


@pytest.mark.parametrize("forgotten", ["sync", "sync_directory"])
def test_that_a_sync_is_missing_is_noticed(tmp_path: Path, commits: dict[str, Commit], forgotten: str) -> None:
    """What the test above plays back is not so tame that a commit without syncs would pass."""
    whole = commits["update"]
    steps = [step for step in whole.steps if step[0] != forgotten]
    for number in range(300):
        chance = random.Random(f"{SEED} {number}")
        location = after_loss(Commit(whole.begun, steps, whole.before, whole.after), len(steps), chance, tmp_path / "t")
        try:
            if found(location) != whole.after:
                return
        except IndexerError:
            return
    raise AssertionError(f"nothing is lost without {forgotten}")
