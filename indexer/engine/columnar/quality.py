"""What makes one copy of a text better than another, as numbers beside each document; smaller is better.

In this order: whether it is a draft; how complete the text is said to be; whether it is about as long as the longest copy (one that is not lost a
part of it); simplified script, as traditional copies of reports of the mainland are machine-converted; how much is known
of it; how early it was published; then the longer text, and the id.
"""

from __future__ import annotations

import dataclasses
import re
import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.models import Metadata

COLUMNS: Final = ("draft", "completeness", "script", "lacking", "published", "number")
"""Columns of a segment, one number for each document. "number" tells document numbers apart and ranks nothing."""
_COMPLETENESS: Final = {"全文": 0, None: 1, "节选/残缺": 2, "摘要/图解": 3}
DIGEST: Final = _COMPLETENESS["摘要/图解"]
_DRAFT: Final = re.compile(
    r"征求意见稿|送审稿|讨论稿|审议稿|初稿|草稿|修改稿|徵求意見稿|送審稿|討論稿|審議稿|[（(【\[]草案[)）】\]]"
)
"""What the title of a draft says; a draft budget (预算草案) is none."""
_SCRIPT: Final = {"Hans": 0, None: 1, "Hant": 2}
_FIELDS: Final = tuple(field.name for field in dataclasses.fields(Metadata) if field.name != "evidence")
_LATER: Final = 99_999_999
"""Stands for a date that is not known: after any other."""
_WHOLE: Final = 0.8
"""The part of the longest copy's text from which on a copy counts as whole."""


def quality(metadata: Metadata) -> dict[str, int]:
    """The numbers of one report, by the names of ``COLUMNS``."""
    number = metadata.document_number
    return {
        "draft": int(_DRAFT.search(metadata.title or "") is not None),
        "completeness": _COMPLETENESS.get(metadata.completeness, _COMPLETENESS[None]),
        "script": _SCRIPT.get(metadata.script, _SCRIPT[None]),
        "lacking": sum(getattr(metadata, name) is None for name in _FIELDS),
        "published": int(metadata.published.replace("-", "")) if metadata.published else _LATER,
        "number": 0 if number is None else zlib.crc32(number.encode()) or 1,
    }


def ranked(
    families: NDArray[np.int64],
    lengths: NDArray[np.int64],
    ids: NDArray[np.uint64],
    columns: dict[str, NDArray[np.uint32]],
) -> NDArray[np.int64]:
    """The order of documents that goes by family, numbered 0 … without a gap, and inside each from the best copy down."""
    longest = np.zeros(int(families.max(initial=-1)) + 1, np.int64)
    np.maximum.at(longest, families, lengths)
    cut = lengths < longest[families] * _WHOLE
    keys: list[NDArray[Any]] = [ids, -lengths]
    keys += [columns[name] for name in ("published", "lacking", "script")]
    keys += [cut, columns["completeness"], columns["draft"], families]  # the last counts first
    return np.lexsort(keys)
