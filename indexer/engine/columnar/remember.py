"""Answers of a method, remembered without keeping its object alive.

``lru_cache`` over a bound method would make a circle of the object and its cache, and the maps of files in it would stay
until a full garbage collection.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, Final
from weakref import WeakMethod

import numpy as np
from numpy.typing import NDArray

Arrays = Sequence[NDArray[np.generic]]

_AROUND: Final = 256
"""Bytes that an array and its place in the table take beside its items, about."""


def remembering(method: Callable[..., Any], size: int) -> Any:
    """A function like ``method`` that remembers its last ``size`` answers; to be called while the object lives."""
    held = WeakMethod(method)

    @lru_cache(size)
    def remembered(*arguments: Any) -> Any:
        bound = held()
        if bound is None:
            raise ReferenceError("the object whose answers these are is gone")
        return bound(*arguments)

    return remembered


def remembering_arrays(method: Callable[..., Any], room: int) -> Any:
    """The same for a method that answers with arrays: as many of the last answers as take ``room`` bytes."""
    held = WeakMethod(method)
    known: OrderedDict[Hashable, Arrays] = OrderedDict()
    lock = threading.Lock()
    taken = 0

    def remembered(*arguments: Hashable) -> Any:
        nonlocal taken
        with lock:
            answer = known.get(arguments)
            if answer is not None:
                known.move_to_end(arguments)
                return answer
        bound = held()
        if bound is None:
            raise ReferenceError("the object whose answers these are is gone")
        made: Arrays = bound(*arguments)
        with lock:
            if arguments not in known and _size(made) <= room:
                known[arguments] = made
                taken += _size(made)
                while taken > room:
                    taken -= _size(known.popitem(last=False)[1])
        return made

    return remembered


def _size(answer: Arrays) -> int:
    """Bytes of an answer, what is around its arrays reckoned in, so that empty ones are not kept without end."""
    return sum(array.nbytes + _AROUND for array in answer)
