"""What a test of a promise is given: how many trials to make, and where to say what it met."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

import pytest

FULL: Final = os.environ.get("ZHENGXIE_TRIALS") == "full"
"""Whether tests make as many trials as the promise is for, which takes hours; set by ``python -m tests.reliability --full``."""
MET: Final = "promise"
"""Property under which a test says what it met."""

Outcome = Callable[[str], None]
"""Says in a few words what was met in all trials."""


def promise(says: str, *, short: int, full: int) -> pytest.MarkDecorator:
    """Marks a test of what we promise, in a sentence for docs/reliability.md; ``short`` trials with every run of the tests,
    ``full`` by ``python -m tests.reliability --full``."""
    if "|" in says or not 0 < short <= full:
        raise ValueError(f"a promise in words without |, and 0 < short <= full, not {says!r}, {short}, {full}")
    return pytest.mark.promise(says, short=short, full=full)
