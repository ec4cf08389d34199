"""The commands as processes: consoles, pipes, and servers that start and end."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.running import DEADLINE, PAGE, Server, command, run

leaves_sockets_open = pytest.mark.filterwarnings(
    # Waitress leaves the sockets of a server that could not start to the garbage collector.
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)


@pytest.fixture
def swept() -> Iterator[None]:
    """What a test leaves to the garbage collector is collected while its warnings are still ignored."""
    yield
    gc.collect()


def test_a_console_that_is_not_utf_8_ends_nothing_and_json_stays_whole(index: tuple[str, Path]) -> None:
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    started = [command("search", "提案", *index, *options, **environment) for options in ((), ("--json",))]
    (text, text_errors), (document, errors) = (each.communicate(timeout=DEADLINE) for each in started)
    assert [each.returncode for each in started] == [0, 0], text_errors + errors
    assert b"2022" in text
    assert text_errors == errors == b""
    found = json.loads(document.decode("ascii"))
    assert (found["query"], found["total"]) == ("提案", 2)


def test_a_pipe_that_is_closed_early_is_no_crash(index: tuple[str, Path]) -> None:
    process = command("search", "提案", *index)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(DEADLINE) in (0, 1)
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_ends(
    serving: Callable[..., Server], index: tuple[str, Path], number: signal.Signals
) -> None:
    server = serving("serve", "--port", 0, *index)
    assert server.address.startswith("http://127.0.0.1:")
    status, page = server.get("/")
    assert status == 200
    assert "<html" in page
    assert json.loads(server.get("/healthz")[1])["status"] == "ok"
    found = json.loads(server.get("/api/v1/search?q=%E6%8F%90%E6%A1%88")[1])
    assert list(found) == [*PAGE, "next"]
    assert found["total"] == 2
    code, seconds = server.end(number)
    assert code == 0
    assert seconds < 5


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_demo_serves_the_samples_and_tidies_up(
    serving: Callable[..., Server], tmp_path: Path, number: signal.Signals
) -> None:
    server = serving("demo", "--port", 0, TMPDIR=str(tmp_path))
    assert "示例" in server.lines[0]
    assert int(server.lines[0].split()[0]) >= 40
    assert list(tmp_path.iterdir())
    assert json.loads(server.get("/api/v1/search?q=%E6%8F%90%E6%A1%88")[1])["total"] > 5
    code, seconds = server.end(number)
    assert code == 0
    assert seconds < 5
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_requests_that_wait_are_no_complaint(serving: Callable[..., Server], index: tuple[str, Path]) -> None:
    server = serving("serve", "--port", 0, *index)
    with ThreadPoolExecutor(24) as visitors:
        statuses = list(visitors.map(lambda number: server.get(f"/?q=提案{number}")[0], range(96)))
    assert statuses == [200] * 96
    assert server.end(signal.SIGINT)[0] == 0  # with nothing among its errors


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_ending_at_once_is_clean_too(serving: Callable[..., Server], index: tuple[str, Path]) -> None:
    assert serving("serve", "--port", 0, *index).end(signal.SIGINT)[0] == 0


@leaves_sockets_open
@pytest.mark.usefixtures("swept")
def test_a_port_that_is_taken_is_one_line(index: tuple[str, Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port, *index)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert f"127.0.0.1:{port}" in result.stderr
    assert "--port" in result.stderr


@leaves_sockets_open
@pytest.mark.usefixtures("swept")
def test_a_host_without_an_address_is_one_line(index: tuple[str, Path]) -> None:
    result = run("serve", "--host", "not a host", "--port", 0, *index)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "--host" in result.stderr
