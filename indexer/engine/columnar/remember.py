"""Answers of a method, remembered without keeping its object alive.

``lru_cache`` over a bound method would make a circle of the object and its cache, and the maps of files in it would stay
until a full garbage collection.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from weakref import WeakMethod


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
