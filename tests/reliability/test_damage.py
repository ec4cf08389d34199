"""A flipped bit, or an end that is missing, anywhere in any file of an index."""

from __future__ import annotations

import random
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
from tests.reliability.small_index import told

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


def pages(location: Path) -> list[Any]:
    """What searches show: hits, passages, counts, texts."""
    library = open_library(location)
    asked = (
        SearchRequest(query="“提案”", size=20),
        SearchRequest(query="政协 提案", filters={"level": ("县级",)}, size=20),
        SearchRequest(query="“社情民意”", sort="oldest", copies=True, size=20),
        SearchRequest(query="", filters={"covered_year": ("2015..2022",)}, size=20),
    )
    found = [library.search(each) for each in asked]
    return [[page.total, page.occurrences, page.hits, page.facets] for page in found]


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
    short=40,
    full=1000,
)
def test_damage_is_found_and_never_becomes_an_answer(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    location = make(tmp_path / "index")
    files = {path.name: path.read_bytes() for path in location.iterdir() if path.name != LOCK_NAME}
    assert all(files.values()), "there is something to damage in each"
    assert any(len(data) > 2 * BLOCK for data in files.values())
    right = [told(location), pages(location)]
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
        try:
            found = [told(location), pages(location)]
        except CorruptIndex as error:
            assert all(part in str(error) for part in (name, "restore", "--rebuild")), f"{trial}: {error}"
            said += 1
        else:
            assert found == right, trial
            answered += 1
        assert {each.name for each in location.iterdir()} - {LOCK_NAME} == set(files), trial
        assert path.read_bytes() == data, trial
        path.unlink()
        path.write_bytes(files[name])
    assert [told(location), pages(location)] == right
    outcome(f"{trials:,} found; of opening and searching {said} said CorruptIndex, {answered} answered as before")
