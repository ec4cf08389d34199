"""One visitor of a load test: a program of its own that asks a server one URL after another over one connection.

    python -m tests.bench.load_client URLS PORT FIRST STEP SECONDS

It takes every STEP-th line of the file URLS from line FIRST on, says "ready", waits for a line on standard input, asks for
so many seconds, and prints what it measured as JSON. It loads no more than it needs: what it costs, the server lacks.
"""

from __future__ import annotations

import http.client
import json
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, Final

_PATIENCE: Final = 60
"""Seconds after which an answer is given up."""


def visit(urls: Iterator[str], port: int, seconds: float) -> dict[str, Any]:
    """Ask until the time is up: milliseconds to the head and to the end of each good answer, and what went wrong.

    The server sends an answer's head with the first bytes of its body, so the former is the time to the first byte.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    first: list[float] = []
    whole: list[float] = []
    errors: dict[str, int] = {}
    received = 0
    until = time.perf_counter() + seconds
    while (begun := time.perf_counter()) < until:
        try:
            connection.request("GET", next(urls))
            answer = connection.getresponse()
            headed = time.perf_counter()
            received += len(answer.read())
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            errors[type(error).__name__] = errors.get(type(error).__name__, 0) + 1
            continue
        if answer.status != 200:
            errors[str(answer.status)] = errors.get(str(answer.status), 0) + 1
            continue
        first.append((headed - begun) * 1000)
        whole.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return {"first": first, "whole": whole, "errors": errors, "bytes": received}


def main(arguments: list[str]) -> None:
    urls, port, start, step, seconds = arguments
    asked = Path(urls).read_text(encoding="utf-8").splitlines()[int(start) :: int(step)]
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(visit(cycle(asked), int(port), float(seconds))))


if __name__ == "__main__":
    main(sys.argv[1:])
