"""Processes that answer requests side by side on the same listening sockets.

Each is a waitress server of its own, forked from one parent that only watches: what the parent has loaded is shared until
somebody writes to it, and the index is mapped into all of them. Where there is no ``os.fork`` one process does it all.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterable, MutableSequence, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from typing import Any, Final

from waitress.adjustments import Adjustments
from waitress.server import MultiSocketServer
from waitress.task import ThreadedTaskDispatcher

from indexer.connections import Bounds, Server, allow_open_files

CAN_FORK: Final = hasattr(os, "fork")
_LOG: Final = logging.getLogger("zhengxie")
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
TURN: Final = 0.25
"""Seconds that a request waits for the one before it in the same process, and about as many until that is seen."""
_PATIENCE: Final = 8.0
"""Seconds that a process may take to end what it is doing; waitress itself waits for five."""
_SHORT_LIFE: Final = 2.0
"""A process that lived for fewer seconds is replaced after a pause of so many."""


def default_workers() -> int:
    """As many processes as the machine has cores for this one; one where they cannot be forked."""
    if not CAN_FORK:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve_sockets(
    application: Any,
    sockets: Sequence[socket.socket],
    workers: int,
    bounds: Bounds | None = None,
    told: Callable[[int], None] = lambda place: None,
    refused: Callable[[], None] = lambda: None,
    **settings: Any,
) -> None:
    """Answer what comes to the sockets until KeyboardInterrupt, which is raised again where processes were forked.

    In each process ``told`` is told its place, from 0 on, before it answers; ``refused`` is called for each request that
    too many waited before. ``settings`` are waitress's.
    """
    bounds = bounds or Bounds()
    allow_open_files(2 * bounds.connections)
    # What is there now stays: no process goes over it to look for garbage, and so none gets pages of its own by that.
    gc.collect()
    gc.freeze()
    if workers == 1:
        told(0)
        _server(application, sockets, [0], 0, bounds, refused, settings).run()
        return
    held = get_context("fork").RawArray("i", workers)  # no lock: each writes its own, and an old number does no harm

    def work(place: int) -> None:
        _end_with_parent()
        told(place)
        _server(application, sockets, held, place, bounds, refused, settings).run()

    _supervise(work, workers)


# ------------------------------------------------------------------------------------------- one process


class InTurn(ThreadedTaskDispatcher):
    """Has requests answered one after the other, in the order in which they came, as long as none takes longer than ``TURN``.

    Threads that work in Python at once hinder each other: four of them take a fifth more processor time for the same
    answers, and none is done sooner. So there is one thread, and one more for each request that takes long.
    """

    def __init__(self, most: int, waiting: int = Bounds().waiting, refused: Callable[[], None] = lambda: None) -> None:
        """``most`` threads, for which ``waiting`` requests may wait. Of more, ``refused`` is called for each."""
        super().__init__()
        self._most = most
        self._waiting = waiting
        self._refused = refused
        self._threads = 1
        self._begun: dict[int, float] = {}
        """When each thread that is at work began."""
        self.set_thread_count(1)

    def add_task(self, task: Any) -> None:
        # Refusals take no time, and do not count: however many come, who waits is answered when those before are.
        with self.lock:
            full = sum(not each.refused for each in self.queue) >= self._waiting
        if full:
            self._refused()
        super().add_task(_Timed(task, self._begun, full))

    def relieve(self) -> None:
        """To be called now and then: sees to it that nobody waits for a request that takes long."""
        now = time.monotonic()
        late = sum(now - begun > TURN for begun in list(self._begun.values()))
        wanted = min(1 + late, self._most)
        if wanted != self._threads:
            self._threads = wanted
            self.set_thread_count(wanted)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A task of waitress's that notes when it is begun."""

    task: Any
    begun: dict[int, float]
    refused: bool

    def service(self) -> None:
        self.begun[threading.get_ident()] = time.monotonic()
        try:
            if self.refused:
                self.task.refuse()
            self.task.service()
        finally:
            del self.begun[threading.get_ident()]

    def cancel(self) -> None:
        self.task.cancel()


def _server(
    application: Any,
    sockets: Sequence[socket.socket],
    held: MutableSequence[int],
    place: int,
    bounds: Bounds,
    refused: Callable[[], None],
    settings: dict[str, Any],
) -> MultiSocketServer:
    # Waitress itself stops taking connections past its limit; ours ends slow ones before.
    adjustments = Adjustments(
        sockets=list(sockets), connection_limit=2 * bounds.connections, asyncore_use_poll=True, **settings
    )
    adjustments.asyncore_loop_timeout = TURN  # so often at least ``readable`` is asked
    dispatcher = InTurn(adjustments.threads, bounds.waiting, refused)
    channels: dict[int, Any] = {}
    for each in sockets:
        about = (each.family, each.type, each.proto, each.getsockname())
        server = Server(
            application,
            channels,
            False,
            each,
            dispatcher=dispatcher,
            adj=adjustments,
            sockinfo=about,
            bind_socket=False,
        )
        server.held, server.place, server.bounds = held, place, bounds
        server.accept_connections()
    return MultiSocketServer(channels, adjustments, None, dispatcher, None)


# ----------------------------------------------------------------------------------------- several of them


@dataclass(slots=True)
class _Worker:
    process: Any
    """A multiprocessing process; its type differs from system to system."""
    begun: float


def _supervise(work: Callable[[int], None], workers: int) -> None:
    """Keep so many processes at work, and end them all when this one is to end."""
    running: dict[int, _Worker] = {}
    try:
        for place in range(workers):
            running[place] = _start(work, place)
        while True:
            connection.wait([worker.process.sentinel for worker in running.values()])
            for place, worker in running.items():
                if worker.process.is_alive():
                    continue
                ending = _ending(worker.process.exitcode)
                _LOG.warning("a serving process ended (%s); another takes its place", ending)
                if time.monotonic() - worker.begun < _SHORT_LIFE:
                    time.sleep(_SHORT_LIFE)
                try:
                    running[place] = _start(work, place)
                except OSError as error:
                    # Of memory or processes there are none left: soon there may be, and the others go on.
                    _LOG.error("no serving process can be started (%s); trying again", error.strerror)
                    time.sleep(_SHORT_LIFE)
    finally:
        _end(running.values())


def _start(work: Callable[[int], None], place: int) -> _Worker:
    # A signal that comes while the child is not yet ready for it waits until it is.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        # No daemon: those may start no processes, in which original files are read.
        process = get_context("fork").Process(target=_work, args=(work, place))
        with warnings.catch_warnings():
            # From 3.12 on Python warns of any thread there is at a fork; these are numpy's, and idle.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    return _Worker(process, time.monotonic())


def _work(work: Callable[[int], None], place: int) -> None:
    with suppress(KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of them; the parent says when to end
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        work(place)


def _end_with_parent() -> None:
    """Have this process end if its parent is killed, so that none is left behind holding the port."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _end(workers: Iterable[_Worker]) -> None:
    for worker in workers:
        worker.process.terminate()
    until = time.monotonic() + _PATIENCE
    for worker in workers:
        worker.process.join(max(0.0, until - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _ending(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
