"""Requests of one serving process: in turn, but nobody waits for one that takes long. Processes are tested as commands."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from indexer.workers import CAN_FORK, TURN, InTurn, default_workers

DEADLINE = 20
"""Seconds that a test waits at most."""


@dataclass
class Task:
    work: Callable[[], object]
    cancelled: bool = False

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
