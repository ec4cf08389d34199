"""The main job's command, as a new user would use it: start it, open the page, search, and end it with Ctrl-C.

    python3 .ci/smoke.py "COMMAND"

COMMAND must end in ``zhengxie demo``; a free port is added to it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

DEADLINE = 300
"""Seconds for installing, indexing and answering together."""
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Whatever proxy the environment names, this machine is asked directly."""


def main(command: str) -> None:
    """Run the command and all that must hold of it; raises AssertionError or URLError where something does not."""
    # A shell that runs this in the background has it ignore Ctrl-C, and children inherit that; a handler they do not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with running(f"{command} --port 0") as process:
        address = announced(process)
        page = fetch(f"{address}search")
        assert "示例" in page, "the list of all reports holds no sample"
        asked = urllib.parse.urlencode({"q": "“提案”"})
        found = json.loads(fetch(f"{address}api/v1/search?{asked}"))
        assert found["total"] > 0, "提案 finds no sample report"
        assert "<mark" in fetch(f"{address}reports/{found['hits'][0]['id']}?{asked}"), "a report's page marks nothing"
        os.killpg(process.pid, signal.SIGINT)
        status = process.wait(timeout=30)
        assert status == 0, f"Ctrl-C ended the demo with exit code {status}"
    print(f"demo answered at {address}: {found['total']} reports hold 提案; ended with exit code 0")


@contextmanager
def running(command: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a shell and a process group of its own, killed at the deadline and when this ends."""
    process = subprocess.Popen(
        ["bash", "-c", command], stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )
    deadline = threading.Timer(DEADLINE, os.killpg, (process.pid, signal.SIGKILL))
    deadline.start()
    try:
        yield process
    finally:
        deadline.cancel()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def announced(process: subprocess.Popen[str]) -> str:
    """The address that the command prints once it serves."""
    assert process.stdout is not None
    for line in process.stdout:
        print(f"  {line}", end="", flush=True)
        if address := re.match(r"serving (http://\S+/)", line):
            return address[1]
    raise AssertionError(f"the command ended, or took more than {DEADLINE} seconds, before it served anything")


def fetch(url: str) -> str:
    """Body of a page; raises HTTPError for any status but 200."""
    with OPENER.open(url, timeout=60) as answer:
        body: bytes = answer.read()
    return body.decode("utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
