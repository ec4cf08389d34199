"""Slow clients, and too many of them, over real sockets: whoever asks as usual is answered meanwhile."""

from __future__ import annotations

import multiprocessing
import re
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import Any

import pytest

from indexer.connections import Bounds, Channel, Refusal
from indexer.workers import CAN_FORK, serve_sockets

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="the server is forked")
DEADLINE = 60
"""Seconds for an answer, on a machine that has much else to do; without what is tested nothing is answered at all."""
PIECE = 1 << 20
LARGE = 24 * PIECE
"""More than waitress keeps for a client that does not read: the thread that writes it has to wait."""
HEADERS = {"X-Ours": "yes"}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
    path = environ["PATH_INFO"]
    if path == "/slow":
        time.sleep(0.2)
    size = LARGE if path == "/large" else 2
    start_response("200 OK", [("Content-Length", str(size))])
    return (b"x" * min(PIECE, size - at) for at in range(0, size, PIECE))


@contextmanager
def served(bounds: Bounds) -> Iterator[int]:
    """The port of a server of one process."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        process = multiprocessing.get_context("fork").Process(
            target=serve_sockets, args=(application, [listening], 1, bounds), kwargs={"threads": 4, "ident": None}
        )
        process.start()
        try:
            yield listening.getsockname()[1]
        finally:
            process.kill()
            process.join()


def asked(port: int, path: str = "/") -> float:
    """Seconds until a whole answer is there. Raises TimeoutError where none comes."""
    begun = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=DEADLINE) as answer:
        assert answer.read(2) == b"xx"
    return time.monotonic() - begun


def connected(held: ExitStack, port: int, sent: bytes, receives: int = 0) -> socket.socket:
    made = held.enter_context(socket.socket())
    if receives:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    made.settimeout(DEADLINE)
    made.connect(("127.0.0.1", port))
    made.sendall(sent)
    return made


def is_ended(connection: socket.socket) -> bool:
    """Whether the other side has closed it, within the deadline; what was sent before is read over."""
    try:
        while connection.recv(1 << 20):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


def test_who_never_ends_a_request_keeps_nobody_waiting_and_is_ended() -> None:
    with served(Bounds(connections=20, asking=2.0)) as port, ExitStack() as held:
        slow = [connected(held, port, b"GET / HTTP/1.1\r\nHost: x\r\n") for _ in range(60)]
        asked(port)
        until = time.monotonic() + 1.0
        while time.monotonic() < until:
            for each in slow:
                with suppress(OSError):
                    each.sendall(b"X-A: b\r\n")
            asked(port)
        assert is_ended(slow[-1])
        asked(port)


def test_who_does_not_read_an_answer_holds_no_thread_for_long() -> None:
    with served(Bounds(reading=1.5)) as port, ExitStack() as held:
        ask = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
        slow = [connected(held, port, ask, receives=4096) for _ in range(6)]
        for _ in range(5):
            asked(port)
        time.sleep(4.0)
        asked(port)
        received = 0
        with suppress(ConnectionError):
            while piece := slow[0].recv(1 << 20):
                received += len(piece)
        assert received < LARGE


def test_who_reads_all_the_time_gets_all_of_it() -> None:
    with served(Bounds(reading=0.5)) as port, ExitStack() as held:
        reading = connected(held, port, b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        received = 0
        while piece := reading.recv(1 << 20):
            received += len(piece)
            time.sleep(0.02)
        assert received > LARGE


def test_what_cannot_be_answered_soon_is_refused_at_once_and_then_all_is_well() -> None:
    with served(Bounds(waiting=4, headers=HEADERS)) as port, ExitStack() as held:
        asks = [connected(held, port, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(40)]
        heads = [each.recv(4096).decode() for each in asks]
        refused = [head for head in heads if head.startswith("HTTP/1.1 503 ")]
        assert 0 < len(refused) < 40
        assert {head[:12] for head in heads} == {"HTTP/1.1 200", "HTTP/1.1 503"}
        assert all("\r\nRetry-After: 5\r\n" in head and "\r\nX-Ours: yes\r\n" in head for head in refused)
        asked(port)


def test_what_is_no_http_is_refused_with_the_headers_of_all_answers() -> None:
    with served(Bounds(headers=HEADERS)) as port, ExitStack() as held:
        for nonsense in (
            b"\x00\xff\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
            b"GET / HTTP/1.1\r\nA: " + b"b" * 300_000,
        ):
            head = connected(held, port, nonsense).recv(4096).decode()
            assert re.match(r"HTTP/1\.[01] 4", head), head
            assert "\r\nX-Ours: yes\r\n" in head
        asked(port)


def test_a_request_that_was_begun_behind_another_has_its_time_once_that_is_answered() -> None:
    channel = Channel.__new__(Channel)
    channel.asking_since, channel.requests, channel.total_outbufs_len = 0.0, [object()], 0
    bounds = Bounds(asking=20.0)
    assert not channel.is_slow(60.0, bounds)
    channel.requests = []
    assert not channel.is_slow(79.0, bounds)
    assert channel.is_slow(81.0, bounds)


def test_a_refusal_is_made_of_what_was_asked_and_what_is_no_http_is_told_so() -> None:
    def refusal(path: str, headers: Mapping[str, str]) -> Refusal:
        return [("Content-Type", "x/y"), ("X-Asked", f"{path} {headers.get('ACCEPT_LANGUAGE')}")], b"refused"

    ask = b"GET /slow/%E4%B8%AD?q=a HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nConnection: close\r\n\r\n"
    with served(Bounds(waiting=1, refusal=refusal, headers=HEADERS)) as port, ExitStack() as held:
        for _ in range(3):
            connected(held, port, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        asks = [connected(held, port, ask) for _ in range(20)]
        nonsense = connected(held, port, b"GET / HTTP/1.1\r\nHost x\r\n\r\n")
        answers = [b"".join(iter(partial(each.recv, 4096), b"")) for each in asks]
        refused = [answer for answer in answers if answer.startswith(b"HTTP/1.1 503 ")]
        assert refused
        for answer in refused:
            assert b"\r\nX-Asked: /slow/\xe4\xb8\xad en\r\n" in answer
            assert b"\r\nX-Ours: yes\r\n" in answer
            assert answer.endswith(b"\r\n\r\nrefused")
        assert nonsense.recv(4096)[8:13] == b" 400 "
