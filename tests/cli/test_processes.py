"""The commands as processes: consoles, pipes, and servers that start and end."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.serving import RATE, listening, rate_limit, visited
from indexer.workers import CAN_FORK
from tests.bench.measure import descendants
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


@pytest.mark.skipif(os.name != "posix", reason="the browser here is a shell script")
@pytest.mark.parametrize("given", [True, False])
def test_the_page_is_opened_if_asked_for(
    serving: Callable[..., Server], index: tuple[str, Path], tmp_path: Path, given: bool
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/visited"\n')
    browser.chmod(0o755)
    server = serving("serve", "--port", 0, *(["--open"] if given else []), *index, BROWSER=f"{browser} %s")
    server.get("/")
    visited = tmp_path / "visited"
    assert server.end(signal.SIGINT)[0] == 0
    assert (visited.read_text().split() if visited.exists() else []) == ([server.address] if given else [])


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_where_there_is_no_browser_the_address_is_enough(
    serving: Callable[..., Server], index: tuple[str, Path]
) -> None:
    server = serving("serve", "--port", 0, "--open", *index, BROWSER="false")
    assert server.get("/")[0] == 200
    assert "visit that address yourself" in server.told()


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


@pytest.mark.skipif(not CAN_FORK, reason="this system has one serving process")
def test_processes_share_a_port_and_a_dead_one_is_replaced(
    serving: Callable[..., Server], index: tuple[str, Path]
) -> None:
    server = serving("serve", "--port", 0, "--workers", 2, *index)
    assert json.loads(server.get("/healthz")[1])["status"] == "ok"
    first = children(server.process.pid, 2)
    os.kill(first[0], signal.SIGKILL)
    deadline = time.monotonic() + DEADLINE
    while first[0] in (now := children(server.process.pid, 2)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert first[1] in now
    with ThreadPoolExecutor(8) as visitors:
        statuses = list(visitors.map(lambda number: server.get(f"/?q=提案{number}")[0], range(32)))
    assert statuses == [200] * 32
    server.process.send_signal(signal.SIGTERM)
    server.process.communicate(timeout=DEADLINE)
    assert server.process.returncode == 0
    told = [line["message"] for line in map(json.loads, server.told().splitlines()) if line["level"] != "info"]
    assert told == ["a serving process ended (signal 9); another takes its place"]
    assert not any(alive(pid) for pid in now)


@pytest.mark.skipif(not CAN_FORK, reason="this system has one serving process")
def test_numbers_are_those_of_all_processes(serving: Callable[..., Server], index: tuple[str, Path]) -> None:
    server = serving("serve", "--port", 0, "--workers", 3, *index)
    with ThreadPoolExecutor(6) as visitors:
        statuses = list(visitors.map(lambda number: server.get(f"/search?q=提案{number}")[0], range(60)))
    assert statuses == [200] * 60
    for _ in range(5):  # whichever process answers
        assert 'zhengxie_requests_total{endpoint="pages.search",status="200"} 60.0' in server.get("/metrics")[1]
    server.process.send_signal(signal.SIGTERM)
    server.process.communicate(timeout=DEADLINE)
    lines = [json.loads(line) for line in server.told().splitlines()]
    assert [line["path"] for line in lines] == ["/search"] * 60
    assert len({line["request"] for line in lines}) == 60


@pytest.mark.skipif(not CAN_FORK, reason="this system has one serving process")
def test_nothing_is_left_behind_when_the_first_process_is_killed(
    serving: Callable[..., Server], index: tuple[str, Path]
) -> None:
    server = serving("serve", "--port", 0, "--workers", 2, *index)
    server.get("/healthz")
    left = children(server.process.pid, 2)
    server.process.kill()
    server.process.communicate(timeout=DEADLINE)
    deadline = time.monotonic() + DEADLINE
    while any(map(alive, left)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, left))


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_serve_stands_where_it_is_told_to(serving: Callable[..., Server], index: tuple[str, Path]) -> None:
    options = ("--port", 0, "--prefix", "/reports", "--behind-proxy", 1, "--rate", "3/hour")
    server = serving("serve", *options, *index)
    assert server.address.endswith("/reports/")

    def status(client: str) -> int:
        asked = urllib.request.Request(server.address, headers={"X-Forwarded-For": client})
        try:
            with urllib.request.urlopen(asked, timeout=DEADLINE) as answer:
                assert 'href="/reports/' in answer.read().decode()
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    # Whichever process answers, they count together.
    assert [status("192.0.2.1") for _ in range(5)] == [200, 200, 200, 429, 429]
    assert status("192.0.2.2") == 200
    assert server.end(signal.SIGTERM)[0] == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--prefix", "/a?b"), "/reports-search"),
        (("--rate", "often"), "60/minute"),
        (("--host", "0.0.0.0"), "--password-file FILE, so that visitors sign in, or --public"),
    ],
)
def test_what_serve_cannot_be_told_is_a_usage_error(
    index: tuple[str, Path], options: tuple[str, str], said: str
) -> None:
    result = run("serve", "--port", 0, *options, *index)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize(
    ("host", "given", "limit"),
    [
        ("127.0.0.1", None, None),
        ("0.0.0.0", None, RATE),
        ("0.0.0.0", "off", None),
        ("127.0.0.1", "5/second", "5/second"),
    ],
)
def test_only_who_serves_to_others_limits_them_unasked(host: str, given: str | None, limit: str | None) -> None:
    with listening(host, 0) as sockets:
        assert rate_limit(given, sockets) == limit


def children(parent: int, count: int) -> list[int]:
    """The processes beneath one, once there are so many."""
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        found = [pid for pid in descendants(parent) if pid != parent and alive(pid)]
        if len(found) == count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"there are {found}")


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_demo_tells_of_a_taken_port_before_it_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("demo", "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "--port" in result.stderr


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


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_serving_to_all_says_where_and_that_all_can_read(
    serving: Callable[..., Server], index: tuple[str, Path]
) -> None:
    server = serving("serve", "--host", "0.0.0.0", "--public", "--port", 0, "--workers", 1, *index)
    assert "without signing in" in server.lines[0]
    assert server.address.startswith("http://127.0.0.1:"), "0.0.0.0 is no address that browsers can visit"
    assert server.get("/healthz")[0] == 200
    assert server.end(signal.SIGTERM)[0] == 0


def test_where_a_socket_can_be_visited() -> None:
    with listening("127.0.0.1", 0) as (socket_,):
        assert visited(socket_) == ("127.0.0.1",)
    with listening("0.0.0.0", 0) as (socket_,):
        here, *elsewhere = visited(socket_)
        assert here == "127.0.0.1"
        port = socket_.getsockname()[1]
        for address in elsewhere:
            assert address != "0.0.0.0"
            socket.create_connection((address, port), timeout=5).close()
