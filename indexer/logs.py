"""What a server tells whoever runs it: lines to read on a terminal, JSON objects, one a line, for programs elsewhere."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, TextIO

_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
"""What every record has; the rest was given with it (``extra``)."""


_TALKATIVE: Final = ("opensearch", "opensearchpy.trace")
"""Loggers of the cluster's client: it writes down each request, with what was searched for, and a traceback where a node is away,
which we tell in a sentence."""


def tell(filters: Sequence[logging.Filter] = ()) -> None:
    """Have what is logged from now on written to standard error; ``filters`` may add to records."""
    root = logging.getLogger()
    root.handlers[:] = [handler(sys.stderr, filters)]
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def handler(stream: TextIO, filters: Sequence[logging.Filter]) -> logging.Handler:
    """What writes to a stream, as fits it."""
    made = logging.StreamHandler(stream)
    made.setFormatter(Lines() if stream.isatty() else Objects())
    for each in filters:
        made.addFilter(each)
    return made


class Lines(logging.Formatter):
    """12:03:05 GET /search 200 in 12 ms (9f2c…)."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        level = f"{record.levelname} " if record.levelno >= logging.WARNING else ""
        request = getattr(record, "request", None)
        line = _shown(f"{time} {level}{record.getMessage()}{f' ({request})' if request else ''}")
        if not record.exc_info:
            return line
        # Indented, as it may hold what a visitor wrote.
        return "\n  ".join((line, *map(_shown, self.formatException(record.exc_info).splitlines())))


class Objects(logging.Formatter):
    """{"time": "2026-01-02T03:04:05.678Z", "level": "info", "message": …, "request": …}."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told: dict[str, Any] = {"time": time, "level": record.levelname.lower(), "message": record.getMessage()}
        told |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def _shown(text: str) -> str:
    """A line as it may go to a terminal: what visitors wrote must not move its cursor, or look like another line."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
