"""Copies of one text as one: which documents are of a family, and the best of those that match.

Families are decided when a commit is made (``resemblance``), and kept in its table of contents with the segments: they change
with every commit, and a segment does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.strings import runs

_KEPT: Final = np.dtype([("document", "<u2"), ("family", "<u4"), ("place", "<u4")])
"""What is kept of a document that has copies: its number in the segment, its family, its place among all such documents."""


@dataclass(frozen=True, slots=True)
class Members:
    """The documents of one segment that have copies in the index."""

    documents: NDArray[np.int64]
    """Numbers in the segment, ascending."""
    families: NDArray[np.int64]
    places: NDArray[np.int64]
    """Place of each among the members of all families, ordered by family and from the best copy down."""

    def packed(self) -> bytes:
        kept = np.empty(len(self.documents), _KEPT)
        kept["document"], kept["family"], kept["place"] = self.documents, self.families, self.places
        return kept.tobytes()

    @staticmethod
    def unpacked(data: bytes) -> Members:
        """The inverse of ``packed``. Raises ValueError for what it did not make."""
        kept = np.frombuffer(data, _KEPT)
        return Members(*(kept[name].astype(np.int64) for name in ("document", "family", "place")))


class Families:
    """The families of one commit, documents numbered through its segments."""

    def __init__(self, size: int, parts: Sequence[Members], bases: Sequence[int]) -> None:
        """``size``: number of all documents; ``bases``: number of the first document of each part.

        Raises ValueError where the parts do not belong together.
        """
        none = [np.empty(0, np.int64)]
        documents = np.concatenate(none + [part.documents + base for part, base in zip(parts, bases, strict=False)])
        families = np.concatenate(none + [part.families for part in parts])
        order = np.argsort(np.concatenate(none + [part.places for part in parts]))
        self.size = size
        self.documents: NDArray[np.int64] = documents[order]
        """By family, and in each from the best copy down."""
        self.families: NDArray[np.int64] = families[order]
        if len(documents) and int(documents.max()) >= size:
            raise ValueError("a family holds a document that is not there")

    def __len__(self) -> int:
        """Documents in all families."""
        return len(self.documents)

    @property
    def beyond(self) -> int:
        """How many documents are copies of another that is counted without them."""
        return len(self.documents) - len(runs(self.families))

    @cached_property
    def places(self) -> NDArray[np.int32]:
        """int32[size]: where each document stands in ``documents``, -1 for those without copies."""
        places = np.full(self.size, -1, np.int32)
        places[self.documents] = np.arange(len(self.documents), dtype=np.int32)
        return places

    def of(self, document: int) -> NDArray[np.int64]:
        """The documents of one's family, the best first; empty where it has none."""
        place = int(self.places[document])
        if place < 0:
            return np.empty(0, np.int64)
        first, last = (np.searchsorted(self.families, self.families[place], side) for side in ("left", "right"))
        return self.documents[first:last]

    def number(self, documents: NDArray[np.integer]) -> NDArray[np.int64]:
        """The number of the family of each document, all of which have copies."""
        return self.families.take(self.places.take(documents))

    def best(self, documents: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where among ascending documents the best of each family are, and all that are of none; how many others of its
        family are among the documents besides each."""
        places = self.places.take(documents)
        alone = places < 0
        of_families = (~alone).nonzero()[0]
        at = np.full(len(self.documents), -1)  # place among all members → where in ``documents``
        at[places.take(of_families)] = of_families
        held = (at >= 0).nonzero()[0]
        begins = runs(self.families.take(held))
        standing = at.take(held.take(begins))
        alone[standing] = True
        others = np.zeros(len(documents), np.int64)
        others[standing] = np.concatenate((begins[1:], (len(held),))) - begins - 1
        kept = alone.nonzero()[0]
        return kept, others.take(kept)
