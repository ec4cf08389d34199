"""What is looked at of documents to tell which of them are copies of one text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.build import Origin
from indexer.engine.columnar.facets import Combination
from indexer.models import Organization


class Compared(Protocol):
    """Documents that are compared with others, as a ``Segment`` has them."""

    @property
    def documents(self) -> int: ...

    @property
    def ids(self) -> NDArray[np.uint64]: ...

    @property
    def sketches(self) -> NDArray[np.uint32]: ...

    @property
    def fingerprints(self) -> NDArray[np.uint64]: ...

    @property
    def organizations(self) -> tuple[Sequence[Organization], NDArray[np.int32]]: ...

    @property
    def origins(self) -> tuple[Sequence[Origin], NDArray[np.int32]]: ...

    def lengths(self, field: str) -> NDArray[np.uint32]: ...

    def quality(self, name: str) -> NDArray[np.uint32]: ...

    def facet(self, name: str) -> tuple[Sequence[Combination], NDArray[np.int32]]: ...

    def title(self, document: int) -> str: ...
