"""What several threads ask of a cluster at once: done once, and nobody's own time is another's."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import pytest

from indexer import deadline
from indexer.engine.opensearch import point
from indexer.engine.opensearch.together import Together
from indexer.errors import EngineUnavailable, TooSlow


class Clock:
    """Stands for the module ``time``."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (deadline, point):
        monkeypatch.setattr(module, "time", clock)
    return clock


def both_waited(do: Callable[[], None]) -> Together:
    """Whose second call came before the first one began."""
    together = Together(do)
    together._tickets = iter((1, 3, 2, 4))
    return together


@pytest.mark.parametrize(("trouble", "done"), [(EngineUnavailable("away"), 1), (TooSlow("over"), 2)])
def test_a_failure_is_of_all_who_waited_but_the_end_of_ones_own_time(trouble: Exception, done: int) -> None:
    asked: list[Exception] = []

    def do() -> None:
        asked.append(trouble)
        if len(asked) == 1:
            raise trouble

    together = both_waited(do)
    with pytest.raises(type(trouble)):
        together()
    if done == 1:
        with pytest.raises(type(trouble)):
            together()
    else:
        together()
    assert len(asked) == done


class Held:
    """A lock that another thread gives back after a while."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()

    def acquire(self) -> None:
        self._clock.sleep(30.0)
        self._lock.acquire()

    def release(self) -> None:
        self._lock.release()


def test_what_another_thread_waits_for_does_not_count(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    together = Together(lambda: None)
    monkeypatch.setattr(together, "_lock", Held(clock))
    with deadline.within(10.0):
        together()
        deadline.check()
        clock.sleep(10.1)
        with pytest.raises(TooSlow):
            deadline.check()


def test_pauses_until_a_cluster_can_answer_do_not_count(clock: Clock) -> None:
    begun = clock.now
    tried: list[float] = []

    def busy() -> int:
        tried.append(clock.now)
        if len(tried) < point._ATTEMPTS:
            raise point._Lapsed("busy", busy=True)
        return 7

    with deadline.within(5.0):
        assert point._patiently(busy) == 7
        deadline.check()
    assert clock.now - begun > 5.0
