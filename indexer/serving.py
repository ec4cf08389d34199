"""The pages and the API behind a port, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import ip_address
from typing import Final, NoReturn

from flask import Flask
from waitress.adjustments import Adjustments

from indexer import logs
from indexer.connections import Bounds
from indexer.errors import EngineUnavailable, IndexerError
from indexer.location import Location
from indexer.search import Library, open_library
from indexer.workers import default_workers, serve_sockets
from web import HEADERS, create_app
from web.counts import PLACES
from web.failures import refusing
from web.journal import RequestIds, counts
from web.shelf import shelf

_THREADS: Final = 8
"""In each process; so many answers may take long (exports) before others wait for them."""
RATE: Final = "600/minute"
"""What one client may ask where others than this machine's own can: much for the readers of an office behind one
address, little for a program that fetches everything."""
_BACKLOG: Final = 1024
"""Connections that may wait to be taken."""
_MAX_BODY: Final = 1 << 16
"""Bytes of a request's body that the server takes in; only forms of corrections have one."""


@contextmanager
def listening(host: str, port: int) -> Iterator[Sequence[socket.socket]]:
    """Sockets that listen; a name such as localhost may stand for several addresses. Port 0 takes a free one.

    Raises IndexerError where nothing can listen there.
    """
    try:
        places = Adjustments(host=host, port=port).listen
    except ValueError:  # waitress, of a host that has no address
        raise IndexerError(f"no address is known for {host}; choose another with --host") from None
    with ExitStack() as opened:
        try:
            sockets = [_listening(opened, *place) for place in places]
        except OSError as error:
            reason = error.strerror or str(error)
            raise IndexerError(f"cannot listen on {host}:{port}: {reason}; choose another with --port") from error
        yield sockets


def serve(
    location: Location,
    sockets: Sequence[socket.socket],
    told: Callable[[str], None],
    *,
    workers: int | None = None,
    config: Mapping[str, object] | None = None,
) -> None:
    """Serve the index in ``location``; ``told`` is told each address that can be visited.

    ``workers`` processes do it (None: as many as there are cores); ``config`` are further settings of ``create_app``.
    A cluster that is away is looked for again at each visit. Raises NoIndex, CorruptIndex or IncompatibleIndex.
    """
    end_on_sigterm()
    logs.tell([RequestIds()])
    settings = dict(config or {})
    app = create_app({**settings, "INDEX": str(location)})
    library = _opened(location, app)
    # Requests that wait for a thread are no fault that the terminal has to tell.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with suppress(KeyboardInterrupt):
        for each in sockets:
            for address in visited(each):
                shown = f"[{address}]" if ":" in address else address
                told(f"http://{shown}:{each.getsockname()[1]}{app.config['PREFIX'].rstrip('/')}/")
        if library is not None:
            _prepare(library, location, app)
        serve_sockets(
            app,
            sockets,
            workers or min(default_workers(), PLACES),
            Bounds(headers=HEADERS, refusal=refusing(app)),
            told=lambda place: setattr(counts(app), "place", place),
            refused=lambda: counts(app).refuse(),
            threads=_THREADS,
            ident=None,
            max_request_body_size=_MAX_BODY,
            # They tell that a request does not come from this machine (``web.signing_in``); they are believed only where
            # proxies are said to set them (``web.mounting``).
            clear_untrusted_proxy_headers=False,
        )


def _opened(location: Location, app: Flask) -> Library | None:
    """What is served, or None where its cluster is away. Says at once, not on the first visit, that there is no index."""
    try:
        return open_library(location)
    except EngineUnavailable as error:
        app.logger.warning("%s; until it is there visitors are asked to come again", error)
        return None


def _prepare(library: Library, location: Location, app: Flask) -> None:
    """Have made now what the first visitor would wait for; processes that are forked share it."""
    if isinstance(location, str):  # connections cannot be shared: answers would go to who did not ask
        library.load()
        library.engine.close()
        return
    with suppress(IndexerError):  # what is damaged is told to who asks for it
        library.warm()
    shelf(app).hold(library)


def visited(listening: socket.socket) -> tuple[str, ...]:
    """Addresses at which a socket can be visited. One that listens on all of this machine's is visited at the loopback
    and, from elsewhere, at the one that leads to other networks, where there is one."""
    address: str = listening.getsockname()[0]
    if not ip_address(address.partition("%")[0]).is_unspecified:
        return (address,)
    here, elsewhere = ("::1", "2001:db8::1") if listening.family == socket.AF_INET6 else ("127.0.0.1", "192.0.2.1")
    with socket.socket(listening.family, socket.SOCK_DGRAM) as asked, suppress(OSError):
        asked.connect((elsewhere, 9))  # sends nothing (UDP): only a route is chosen
        return here, asked.getsockname()[0]
    return (here,)


def _listening(opened: ExitStack, family: int, kind: int, protocol: int, address: tuple[object, ...]) -> socket.socket:
    made = opened.enter_context(socket.socket(family, kind, protocol))
    if os.name == "posix":  # elsewhere it would let two servers share a port by mistake
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    made.bind(address)
    made.listen(_BACKLOG)
    return made


def rate_limit(given: str | None, sockets: Sequence[socket.socket]) -> str | None:
    """The rate to hold clients to: the one given, none for "off"; else ``RATE`` unless only this machine can ask."""
    if given is not None:
        return None if given == "off" else given
    return None if only_here(sockets) else RATE


def only_here(sockets: Sequence[socket.socket]) -> bool:
    """Whether only this machine can ask."""
    return all(ip_address(each.getsockname()[0].partition("%")[0]).is_loopback for each in sockets)


def end_on_sigterm() -> None:
    """Let SIGTERM end the program as Ctrl-C does, so that what it made is tidied up."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt
