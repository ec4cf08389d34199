"""How scores of the cluster stand for those of the port.

The cluster's have 24 bits, whatever a script reckons in: too few for some millions and a thousandth beside. But they are floating: what
is held as typed multiplies a score, which takes none of these bits, and what words add up to fills the place between one such step and
the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log2
from typing import Any, Final

import numpy as np

_EXPONENTS: Final = 240.0
"""Of 2, which scores of the cluster have room for: from 2^-120 on."""
_TOGETHER: Final = 120
"""Steps that are multiplied with each other at once: the cluster takes no product above 2^128."""
_SLACK: Final = 1e-4
"""Of a step; what words add up to ends a hundredth below the next one."""
_SCRIPT: Final = "return params.first * (1 + params.part * _score);"


def above(reach: float) -> float:
    """A power of two somewhat above what scores add up to."""
    return float(2.0 ** ceil(log2(max(reach, 1.0) * 1.01)))


class Scale:
    """``reach``: what words add up to at the most; ``steps``: how many times ``height`` may be added. A score that words add up to
    is exact to reach · 2^-23, or to a thousandth up to a reach of 8,192, with up to 240 steps."""

    def __init__(self, reach: float, steps: int, height: float) -> None:
        self._steps = steps
        self._height = height
        self._factor = float(np.float32(min(2.0, 2.0 ** (_EXPONENTS / max(1, steps)))))  # as the cluster keeps weights
        self._first: float = 2.0 ** -min(steps, _EXPONENTS / 2)
        self._part = (self._factor - 1) / above(reach)

    def lifted(self, query: dict[str, Any], filters: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """A query with its scores; each of the filters that a report passes is a step."""
        if not self._steps:
            return query
        parameters = {"first": self._first, "part": self._part}
        made: dict[str, Any] = {"script_score": {"query": query, "script": {"source": _SCRIPT, "params": parameters}}}
        for first in range(0, len(filters), _TOGETHER):
            functions = [{"filter": each, "weight": self._factor} for each in filters[first : first + _TOGETHER]]
            modes = {"score_mode": "multiply", "boost_mode": "multiply"}
            made = {"function_score": {"query": made, "functions": functions, **modes}}
        return made

    def told(self, score: float) -> float:
        """The port's score of a score of the cluster."""
        if not self._steps:
            return score
        lifted = score / self._first
        steps = floor(log2(lifted) / log2(self._factor) + _SLACK)
        rest: float = max(0.0, lifted / self._factor**steps - 1) / self._part
        return steps * self._height + rest
