"""Runs the commands, in this process or in one of their own, for the tests beside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

from click.testing import CliRunner, Result

from indexer.cli import main

TEXT = (
    "政协重庆市涪陵区委员会常务委员会工作报告\n（2023年1月10日）\n2022年工作回顾\n一、提案工作\n"
    "一年来，收到提案315件，立案298件，编报社情民意信息430篇，全部办复。\n"
)
METADATA = {
    "title", "organization", "division", "body", "level", "kind", "covered_year", "covered_from", "delivered_year",
    "published", "source", "completeness",
}  # fmt: skip
"""Of every report, among other keys."""
PAGE = [
    "query",
    "section",
    "total",
    "copies",
    "occurrences",
    "took_ms",
    "page",
    "pages",
    "size",
    "interpretation",
    "hits",
    "facets",
]
"""Keys of an answer to a search, in order."""
DEADLINE = 30
"""Seconds that a process may take to answer or end."""


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], env=environment)


def answer(*arguments: object, code: int = 0) -> Any:
    """The one JSON document that a command prints."""
    result = run(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def command(*arguments: object, told: int = subprocess.PIPE, **environment: str) -> subprocess.Popen[bytes]:
    """A command as a process; ``told`` is where its standard error goes."""
    code = "from indexer.cli import main; main(prog_name='zhengxie')"
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=told,
        env={**os.environ, **environment},
    )


class Server:
    """A server command as a process, up to the line that says where it listens."""

    def __init__(self, *arguments: object, **environment: str) -> None:
        # A file, since nobody reads while requests are made: a pipe that is full would keep the server waiting.
        to, name = tempfile.mkstemp()
        self._told = Path(name)
        self.process = command(*arguments, told=to, **environment)
        os.close(to)
        assert self.process.stdout is not None
        self.lines: list[str] = []
        for line in self.process.stdout:
            self.lines.append(line.decode())
            if "serving " in self.lines[-1]:
                self.address = self.lines[-1].split()[1]
                return
        self.process.wait()
        raise AssertionError(f"it did not start: {self.told()}")

    def told(self) -> str:
        """What it has written to standard error so far."""
        return self._told.read_text("utf-8")

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        self._told.unlink(missing_ok=True)

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(self.address.rstrip("/") + quote(path, safe="/?=&%"), timeout=DEADLINE) as response:
            return response.status, response.read().decode()

    def end(self, number: signal.Signals) -> tuple[int, float]:
        """Exit code, and seconds until the process ended."""
        sent = time.monotonic()
        self.process.send_signal(number)
        self.process.communicate(timeout=DEADLINE)
        assert [line for line in map(json.loads, self.told().splitlines()) if line["level"] != "info"] == []
        return self.process.returncode, time.monotonic() - sent
