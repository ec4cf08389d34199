"""How long one request may be worked on: past it, it is given up and answered 503 (``indexer.deadline``)."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

from flask import Flask, g

from indexer.deadline import within

QUERY_SECONDS: Final = 10.0


def install(app: Flask, seconds: float | None) -> None:
    """Give every request so many seconds (None: as long as it takes), from now on until its answer begins."""
    if seconds is None:
        return

    def begin() -> None:
        g.patience = ExitStack()
        g.patience.enter_context(within(seconds))

    def end(error: BaseException | None) -> None:
        if "patience" in g:
            g.patience.close()

    app.before_request(begin)
    app.teardown_request(end)
