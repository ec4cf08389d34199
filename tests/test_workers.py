"""Requests of one serving process: in turn, but nobody waits for one that takes long. Processes are tested as commands."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from indexer import workers
from indexer.connections import AnswerTask
from indexer.workers import CAN_FORK, TURN, InTurn, default_workers

DEADLINE = 20
"""Seconds that a test waits at most."""


@dataclass
class Task:
    work: Callable[[], object]
    cancelled: bool = False
    refused: bool = False

    def refuse(self) -> None:
        self.refused = True

    def service(self) -> None:
        self.work()

    def cancel(self) -> None:
        self.cancelled = True


@pytest.fixture
def dispatcher() -> Iterator[InTurn]:
    made = InTurn(3)
    yield made
    made.shutdown()


def wait_until(true: Callable[[], bool], dispatcher: InTurn) -> None:
    deadline = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < deadline
        dispatcher.relieve()
        time.sleep(0.005)


def test_short_ones_come_one_after_the_other_in_order(dispatcher: InTurn) -> None:
    done: list[int] = []
    at_work: list[int] = []
    most = 0

    def work(number: int) -> None:
        nonlocal most
        at_work.append(number)
        most = max(most, len(at_work))
        time.sleep(0.001)
        at_work.remove(number)
        done.append(number)

    for number in range(30):
        dispatcher.add_task(Task(lambda number=number: work(number)))
    wait_until(lambda: len(done) == 30, dispatcher)
    assert done == list(range(30))
    assert most == 1


def test_nobody_waits_for_one_that_takes_long(dispatcher: InTurn) -> None:
    gate, done = threading.Event(), threading.Event()
    begun = time.monotonic()
    dispatcher.add_task(Task(lambda: gate.wait(DEADLINE)))
    dispatcher.add_task(Task(done.set))
    wait_until(done.is_set, dispatcher)
    assert time.monotonic() - begun > TURN
    gate.set()
    wait_until(lambda: len(dispatcher.threads) == 1, dispatcher)


def test_there_are_never_more_threads_than_asked_for(dispatcher: InTurn) -> None:
    gate, done = threading.Event(), threading.Event()
    for _ in range(3):
        dispatcher.add_task(Task(lambda: gate.wait(DEADLINE)))
    dispatcher.add_task(Task(done.set))
    wait_until(lambda: len(dispatcher.threads) == 3, dispatcher)
    until = time.monotonic() + 2 * TURN
    while time.monotonic() < until:
        dispatcher.relieve()
        time.sleep(0.01)
    assert len(dispatcher.threads) == 3
    assert not done.is_set()
    gate.set()
    wait_until(done.is_set, dispatcher)


def test_one_that_fails_keeps_nobody_from_the_next(dispatcher: InTurn, caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Event()
    dispatcher.add_task(Task(lambda: 1 / 0))
    dispatcher.add_task(Task(done.set))
    wait_until(done.is_set, dispatcher)
    assert "ZeroDivisionError" in caplog.text


def test_there_is_a_process_for_each_core_where_they_can_be_forked() -> None:
    assert default_workers() >= 1
    assert CAN_FORK or default_workers() == 1


def sent(status: str, headers: list[tuple[str, str]], body: Iterable[bytes]) -> list[bytes]:
    """The pieces in which an answer is handed to the network."""
    pieces: list[bytes] = []

    def application(environ: object, start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(status, headers)
        return body

    def write_soon(data: bytes) -> int:
        pieces.append(data)
        return len(data)

    server = SimpleNamespace(adj=SimpleNamespace(ident=None), application=application)
    request = HTTPRequestParser(Adjustments())
    request.received(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    task = AnswerTask(SimpleNamespace(server=server, write_soon=write_soon), request)
    task.environ = {}
    task.service()
    return pieces


def test_the_head_of_an_answer_goes_with_the_first_of_its_body() -> None:
    (piece,) = sent("200 OK", [("Content-Length", "5")], [b"hello"])
    assert piece.startswith(b"HTTP/1.1 200 OK\r\n")
    assert piece.endswith(b"\r\n\r\nhello")


def test_what_follows_of_a_stream_is_sent_as_it_comes() -> None:
    first, *others = sent("200 OK", [], iter((b"one", b"two")))
    assert first.startswith(b"HTTP/1.1 200 OK\r\n")
    assert first.endswith(b"\r\n\r\n3\r\none\r\n")
    assert others == [b"3\r\ntwo\r\n", b"0\r\n\r\n"]


def test_an_answer_without_a_body_is_its_head() -> None:
    (piece,) = sent("304 Not Modified", [("ETag", '"a"')], [])
    assert piece.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert piece.endswith(b"\r\n\r\n")


class Ended:
    """A process that has ended."""

    exitcode = -9

    def __init__(self) -> None:
        self.sentinel, other = os.pipe()
        os.close(other)

    def is_alive(self) -> bool:
        return False

    def terminate(self) -> None:
        """It has ended."""

    def join(self, timeout: float) -> None:
        os.close(self.sentinel)


@pytest.mark.skipif(not CAN_FORK, reason="this system has one serving process")
def test_a_process_that_cannot_be_replaced_at_once_is_replaced_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun: list[int] = []

    def start(work: Callable[[int], None], place: int) -> workers._Worker:
        begun.append(place)
        if len(begun) == 3:
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
        if len(begun) == 5:
            raise KeyboardInterrupt
        return workers._Worker(Ended(), time.monotonic())

    monkeypatch.setattr(workers, "_start", start)
    monkeypatch.setattr(workers, "_SHORT_LIFE", 0.0)
    with pytest.raises(KeyboardInterrupt):
        workers._supervise(lambda place: None, 1)
    assert begun == [0] * 5
    assert caplog.text.count("no serving process can be started (Cannot allocate memory); trying again") == 1
