"""A flipped bit, or an end that is missing, anywhere in any file of an index."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from indexer.answers import SearchRequest
from indexer.engine.base import FailedFile
from indexer.engine.checking import check_directory
from indexer.engine.columnar.storage import BLOCK
from indexer.engine.manifest import LOCK_NAME
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import CorruptIndex
from indexer.search import open_library
from indexer.segment import Segmentation, current
from tests.engine.columnar.generated import make_documents
from tests.reliability.promises import Outcome, promise
from tests.reliability.small_index import QUESTIONS

SEED: Final = 20261128
CUT: Final = 0.3
"""Share of the trials that cut the end off a file; the others flip a bit."""


def make(location: Path) -> Path:
    """An index with all that can be in one: several segments, deletions, copies, words of its own, folders and failed files."""
    documents = make_documents(seed=11, size=30)
    words = Segmentation(current().implementation, (("提案办理", 900), ("社情民意信息", 700)))
    engine = WhooshEngine(location, create=True, segmentation=words)
    for some, gone in ((documents[:16], []), (documents[16:24], [documents[3][0].id]), (documents[24:], [])):
        with engine.writer(memory=100) as writer:
            for document in some:
                writer.add(*document)
            writer.delete(gone)
            writer.set_root("报告", "/srv/报告")
            writer.set_failed([FailedFile("报告", "乙.docx", None, "read", "not a document")])
            writer.commit()
    return location


SEARCHES: Final = (
    SearchRequest(query="“提案”", size=20),
    SearchRequest(query="政协 提案", filters={"level": ("县级",)}, size=20),
    SearchRequest(query="“社情民意”", sort="oldest", copies=True, size=20),
    SearchRequest(query="提案NEAR政协", size=5),
    SearchRequest(query="没有这样的话", size=5),
    SearchRequest(query="", filters={"covered_year": ("2015..2022",)}, size=20),
)


def page(location: Path, request: SearchRequest) -> Any:
    """What a search shows: hits with their passages, counts."""
    found = open_library(location).search(request)
    return found.total, found.occurrences, found.hits, found.facets


def asked(location: Path) -> list[Callable[[], Any]]:
    """Every question, each of an index that is opened for it alone."""
    asks = [lambda ask=ask: ask(WhooshEngine(location)) for ask in QUESTIONS]
    return asks + [lambda request=request: page(location, request) for request in SEARCHES]


def harmed(whole: bytes, chance: random.Random) -> tuple[bytes, str]:
    """One bit flipped, or an end cut off; what was done."""
    if chance.random() < CUT:
        left = chance.choice([0, 1, len(whole) - 1, chance.randrange(len(whole))])
        return whole[:left], f"cut to {left} bytes"
    at, bit = chance.randrange(len(whole)), chance.randrange(8)
    return whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :], f"bit {bit} of byte {at} flipped"


@promise(
    "One flipped bit or a missing end anywhere in any file: `zhengxie check` names the file; opening and searching answer as before "
    "or say CorruptIndex with the file and what to do; nothing is deleted.",
    short=24,
    full=1000,
)
def test_damage_is_found_and_never_becomes_an_answer(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    location = make(tmp_path / "index")
    files = {path.name: path.read_bytes() for path in location.iterdir() if path.name != LOCK_NAME}
    assert all(files.values()), "there is something to damage in each"
    assert any(len(data) > 2 * BLOCK for data in files.values())
    right = [ask() for ask in asked(location)]
    assert not check_directory(location).damage
    names = sorted(files)
    said = answered = 0
    for number in range(trials):
        name = names[number % len(names)]
        data, what = harmed(files[name], random.Random(f"{SEED} {number}"))
        trial = f"trial {number} of {SEED}: {name}, {what}"
        path = location / name
        path.unlink()  # a file that is mapped somewhere must not change
        path.write_bytes(data)
        assert name in {each.file for each in check_directory(location).damage}, trial
        for ask, answer in zip(asked(location), right, strict=True):
            try:
                found = ask()
            except CorruptIndex as error:
                problem = str(error)
                said += 1
            else:
                problem = f"{name}, restore, --rebuild" if found == answer else "a wrong answer"
                answered += 1
            assert all(part in problem for part in (name, "restore", "--rebuild")), f"{trial}: {problem}"
        assert {each.name for each in location.iterdir()} - {LOCK_NAME} == set(files), trial
        assert path.read_bytes() == data, trial
        path.unlink()
        path.write_bytes(files[name])
    assert [ask() for ask in asked(location)] == right
    outcome(
        f"{trials:,} found; of {said + answered:,} questions {said:,} were answered by CorruptIndex, {answered:,} as before"
    )
