"""Tables of contents that somebody crafted, with checksums that are right."""

from __future__ import annotations

import os
import pickle
import random
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np

from indexer.engine.columnar.codec import ColumnarSegment
from indexer.engine.toc import read_toc, toc_name, write_toc
from indexer.errors import CorruptIndex
from tests.reliability.promises import Outcome, promise

SEED: Final = 7


class Called:
    """Pickles as a call of a function."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._called = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._called


def segments() -> list[ColumnarSegment]:
    made = [ColumnarSegment("z1") for _ in range(3)]
    for number, each in enumerate(made):
        each.documents = 100 * (number + 1)
    return [*made[:2], made[2].without(np.arange(300) % 2 == 0)]


def calls(mark: Path) -> list[bytes]:
    """Pickles that make a directory, in every protocol, without their beginning and end."""
    functions = (
        Called(os.mkdir, str(mark)),
        Called(os.system, f"mkdir '{mark}'"),
        Called(eval, f"__import__('os').mkdir({str(mark)!r})"),
    )
    return [
        pickle.dumps(each, protocol)[2 * (protocol >= 2) : -1]
        for each in functions
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ]


def crafted(whole: bytes, harmful: list[bytes], chance: random.Random) -> bytes:
    """The table with a call put in somewhere, some bytes changed, or both, and its length and checksum made right again."""
    data = bytearray(whole[:-4])
    begins = data.rindex(b"\x80\x05")  # of the list of segments
    if chance.random() < 0.7:
        at = chance.choice([len(data) - 1, begins + 2, begins + 11, chance.randrange(begins, len(data))])
        data[at:at] = chance.choice(harmful) + chance.choice([b"", b"0", b"a", b"\x94"])
    for _ in range(chance.randrange(4)):
        data[chance.randrange(begins, len(data))] = chance.choice([chance.randrange(256), *b"cRobi\x81\x93\x82\x95r."])
    if chance.random() < 0.5:  # the length of a frame is not what such a pickle fails by
        data[begins + 2 : begins + 11] = b""
    data[begins - 4 : begins] = (len(data) + 4).to_bytes(4, "big")
    return bytes(data) + zlib.crc32(data).to_bytes(4, "big")


@promise(
    "Opening an index from somebody else runs no code: tables of contents with calls in them and right checksums are damage, nothing "
    "that they name is called.",
    short=2000,
    full=100_000,
)
def test_no_code_of_a_crafted_table_is_run(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    mark = tmp_path / "called"
    write_toc(tmp_path, "z1", 1, segments())
    path = tmp_path / toc_name("z1", 1)
    whole, harmful, refused = path.read_bytes(), calls(mark), 0
    for number in range(trials):
        path.write_bytes(crafted(whole, harmful, random.Random(f"{SEED} {number}")))
        try:
            read_toc(tmp_path, "z1", 1)
        except CorruptIndex:
            refused += 1
        assert not mark.exists(), f"trial {number} of {SEED}"
    outcome(f"{refused:,} refused, {trials - refused:,} harmless and read")


def test_the_crafted_tables_would_run_code_elsewhere(tmp_path: Path) -> None:
    mark = tmp_path / "called"
    write_toc(tmp_path, "z1", 1, segments())
    whole = (tmp_path / toc_name("z1", 1)).read_bytes()
    begins = whole.rindex(b"\x80\x05")
    ran = 0
    for number in range(200):
        data = crafted(
            whole, [each for each in calls(mark) if b"system" not in each], random.Random(f"{SEED} {number}")
        )
        with suppress(Exception):
            pickle.loads(data[begins:])
        ran += mark.exists()
        if mark.exists():
            mark.rmdir()
    assert ran > 20
