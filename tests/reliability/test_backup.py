"""Copies that are made while a writer commits every moment."""

from __future__ import annotations

import threading
from pathlib import Path

from indexer.engine.backing_up import back_up, restore
from indexer.engine.checking import check_directory
from indexer.engine.whoosh_engine import WhooshEngine
from tests.reliability.promises import Outcome, promise
from tests.reliability.small_index import DOCUMENTS, make, rebuild, told, write


class Writing(threading.Thread):
    """Commits one state after the other: some reports more, or rebuilt with a few."""

    def __init__(self, location: Path) -> None:
        super().__init__(daemon=True)
        self.location = location
        self.states = [told(location)]
        self.commits = 0
        self.over = threading.Event()
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.commits += 1
                at = self.commits % 10
                if at == 9:
                    rebuild(self.location, DOCUMENTS[: 2 + self.commits % 4])
                else:
                    write(self.location, DOCUMENTS[at : at + 2])
                self.states.append(told(self.location))
        except BaseException as error:
            self.failed = error
            raise


@promise(
    "A backup made while a writer commits every moment holds one committed state exactly, and `restore` brings it back.",
    short=8,
    full=300,
)
def test_copies_while_indexing_goes_on(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    location = make(tmp_path / "index")
    writing = Writing(location)
    writing.start()
    seen: set[str] = set()
    copies = []
    try:
        for number in range(trials):
            copy = tmp_path / f"copy {number}"
            back_up(location, copy)
            assert not check_directory(copy).damage
            copies.append(told(copy))
            seen.add(WhooshEngine(copy).generation)
            restore(copy, tmp_path / "restored", replace=True)
            assert told(tmp_path / "restored") == copies[-1], f"copy {number}"
    finally:
        writing.over.set()
        writing.join(60)
    assert writing.failed is None
    for number, each in enumerate(copies):
        assert each in writing.states, f"copy {number} is no state that was committed"
    assert not check_directory(location).damage
    outcome(f"{trials} copies of {len(seen)} states, {writing.commits} commits meanwhile, each restored")
