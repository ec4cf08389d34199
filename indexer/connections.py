"""The connections of one serving process: slow clients hold no place that others need, and no more wait than can be answered soon.

A connection costs little: waitress gathers a request, and sends an answer, without a thread. So there may be many, and what
has to be ended are those that never finish asking or reading.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, MutableSequence, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import Error

_YIELDS: Final = 0.004
"""Seconds that a process with more connections than another leaves it to take a new one."""
_SWEPT: Final = 1.0
"""Seconds between two looks at who is slow."""


Refusal = tuple[Sequence[tuple[str, str]], bytes]
"""Headers and body of an answer to a request that too many wait before."""


def _in_plain_words(path: str, headers: Mapping[str, str]) -> Refusal:
    told = b"Too many requests are waiting. Please ask again in some seconds.\n"
    return [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "5")], told


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the clients of one process may take up."""

    connections: int = 512 if os.name == "posix" else 256
    """At once; of more, those go that have kept the server waiting longest."""
    asking: float = 20.0
    """Seconds from the first byte of a request to its last."""
    reading: float = 30.0
    """Seconds in which a client has to take ``least`` bytes of an answer that waits for it."""
    least: int = 30_000
    waiting: int = 128
    """Requests that may wait to be answered; further ones are told to come again."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the answers that are made here."""
    refusal: Callable[[str, Mapping[str, str]], Refusal] = _in_plain_words
    """Made of a request's path and headers (ACCEPT_LANGUAGE), as WSGI has them."""


def allow_open_files(wanted: int) -> None:
    """Let this process have so many files and connections open, as far as the system lets it."""
    with suppress(ImportError, ValueError, OSError):  # what cannot be had the system goes on to refuse
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class Overloaded(Error):
    """Too many requests wait; waitress makes an answer of it without asking the application."""

    code = 503
    reason = "Service Unavailable"

    def __init__(self, refusal: Refusal) -> None:
        self.headers, self.body = refusal

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        return f"{self.code} {self.reason}", [*self.headers], self.body


class _Gathered:
    """Stands for a channel, and keeps what is written to it."""

    def __init__(self, channel: HTTPChannel) -> None:
        self.server = channel.server
        self.pieces: list[bytes] = []

    def write_soon(self, data: bytes) -> int:
        self.pieces.append(data)
        return len(data)


class AnswerTask(WSGITask):
    """Sends an answer's head together with the first of its body: sent by itself it wakes a client for nothing, which on a
    machine that is busy takes the processor from this process."""

    channel: Any

    def write(self, data: bytes) -> None:
        if self.wrote_header:
            super().write(data)
            return
        channel = self.channel
        self.channel = gathered = _Gathered(channel)
        try:
            super().write(data)
        finally:
            self.channel = channel
        channel.write_soon(b"".join(gathered.pieces))


class _RefusalTask(ErrorTask):
    """An answer that waitress makes by itself, with the headers of all others."""

    def execute(self) -> None:
        self.response_headers.extend(self.channel.server.bounds.headers.items())
        super().execute()


class Channel(HTTPChannel):
    """One connection."""

    task_class = AnswerTask
    error_task_class = _RefusalTask
    asking_since: float | None = None
    """When the request began that has not come wholly."""
    sent = 0
    _looked: tuple[float, int] | None = None
    """While an answer waits to be read: when its progress was last looked at, and what had been sent by then."""

    def received(self, data: bytes) -> bool:
        taken = bool(super().received(data))
        if self.request is None:
            self.asking_since = None
        elif self.asking_since is None:
            self.asking_since = time.monotonic()
        return taken

    def send(self, data: bytes, do_close: bool = True) -> int:
        count = int(super().send(data, do_close))
        self.sent += count
        return count

    def refuse(self) -> None:
        """Have the request that comes next answered by a refusal; what is no HTTP is answered here anyway, and told what it is."""
        request = self.requests[0]
        if request.error is None:
            request.error = Overloaded(self.server.bounds.refusal(request.path, request.headers))

    def is_slow(self, now: float, bounds: Bounds) -> bool:
        """Whether its client takes too long to ask, or to read."""
        if self.asking_since is not None and self.requests:
            self.asking_since = now  # nothing is read of a request while one before it is answered
        if self.asking_since is not None and now - self.asking_since > bounds.asking:
            return True
        if not self.total_outbufs_len:
            self._looked = None
        elif self._looked is None:
            self._looked = now, self.sent
        elif now - self._looked[0] > bounds.reading:
            if self.sent - self._looked[1] < bounds.least:
                return True
            self._looked = now, self.sent
        return False

    def waited_for(self, now: float) -> float | None:
        """Seconds for which the server has waited for its client; None while an answer is being worked out."""
        if self.requests:
            return None
        idle = time.time() - float(self.last_activity)
        return idle if self.asking_since is None else max(idle, now - self.asking_since)


class Server(TcpWSGIServer):
    """A server that shares its socket with others, and leaves a new connection to one that holds fewer.

    Connections stay with the process that took them. Without this, most of some browsers' may fall to one process, which
    then answers them one after the other while the rest have nothing to do.
    """

    channel_class = Channel
    held: MutableSequence[int]
    place: int
    bounds: Bounds
    _swept = 0.0

    def readable(self) -> bool:
        self.held[self.place] = len(self._map)  # asked for before each wait, so that it is never old by much
        self.task_dispatcher.relieve()
        now = time.monotonic()
        if now - self._swept > _SWEPT:
            self._swept = now
            self._end(channel for channel in self._channels() if channel.is_slow(now, self.bounds))
        return bool(super().readable())

    def handle_accept(self) -> None:
        if len(self._map) > min(self.held):
            time.sleep(_YIELDS)  # then taken if it is still there: nobody waits for a process that hangs
        super().handle_accept()
        if len(self._map) > self.bounds.connections:
            self._make_room()

    def _make_room(self) -> None:
        """End a few of the connections that have kept this process waiting longest."""
        now = time.monotonic()
        waiting = [(waited, each) for each in self._channels() if (waited := each.waited_for(now)) is not None]
        waiting.sort(key=lambda each: each[0], reverse=True)
        self._end(channel for _, channel in waiting[: max(1, self.bounds.connections // 16)])

    def _channels(self) -> list[Channel]:
        """Of all sockets of this process."""
        return [each for each in self._map.values() if isinstance(each, Channel)]

    def _end(self, channels: Iterable[Channel]) -> None:
        """Close connections before the next wait; the loop that asks this is looking at their sockets."""
        for channel in channels:
            self.trigger.pull_trigger(channel.handle_close)
