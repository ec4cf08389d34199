"""One character in, one character out: width, case and traditional → simplified.

Texts and queries are folded by the same table, so that they meet whatever script they were typed in. A fold never
changes a length: an offset in folded text is the offset in the original. Wordings of regions are no matter of
characters; see ``variants``. The table is data/fold.tsv, made by data/make_fold.py.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SHORT: Final = 48
"""Up to this many characters a dictionary is quicker than setting up arrays."""
_BLOCK: Final = 1 << 16
"""Units per look-up: numpy widens an index to 8 bytes, which should stay in the processor's cache."""


def _read_pairs() -> dict[int, int]:
    text = files("indexer.data").joinpath("fold.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t", 2) for line in text.splitlines() if not line.startswith("#"))
    return {int(source, 16): int(target, 16) for source, target, _ in rows}


def _make_table(pairs: dict[int, int]) -> NDArray[np.uint16]:
    table = np.arange(0x10000, dtype=np.uint16)
    table[list(pairs)] = list(pairs.values())
    table.flags.writeable = False
    return table


_PAIRS: Final = _read_pairs()

TABLE: Final[NDArray[np.uint16]] = _make_table(_PAIRS)
"""uint16[65536]: UTF-16 unit → folded unit. Surrogates and U+FFFF are their own; read-only."""

FOLD_VERSION: Final = hashlib.sha256(TABLE.astype("<u2").tobytes()).hexdigest()[:12]
"""12 hexadecimal digits that change with the table; an index made with another table cannot be searched."""


def fold_units(units: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Fold UTF-16 units: uint16[n] (a memory map will do) → a new uint16[n]."""
    folded = np.empty(len(units), dtype=np.uint16)
    for start in range(0, len(units), _BLOCK):
        # "clip" spares a check of every unit; each is a place in the table anyway.
        TABLE.take(units[start : start + _BLOCK], out=folded[start : start + _BLOCK], mode="clip")
    return folded


def fold(text: str) -> str:
    """Fold a text; as many code points come out as went in, in the same places. Lone surrogates pass through."""
    if text.isascii():
        return text.lower()
    if len(text) <= _SHORT:
        return text.translate(_PAIRS)
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    folded = fold_units(units).astype("<u2", copy=False).tobytes().decode("utf-16-le", "surrogatepass")
    # Two lone surrogates side by side would come back as one character.
    return folded if len(folded) == len(text) else text.translate(_PAIRS)
