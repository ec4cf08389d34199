"""Waiting for what a page says of itself."""

from __future__ import annotations

from typing import Any

_STEP = 50
"""Milliseconds."""
_STEPS = 200


def until(page: Any, expression: str) -> None:
    """Wait until a JavaScript expression holds.

    Playwright's own way asks again from within the page, which the pages' Content-Security-Policy does not allow.
    """
    for _ in range(_STEPS):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(_STEP)
    raise AssertionError(f"{expression} does not come true")
