"""The pages and the API behind a port, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from waitress.server import create_server

from indexer.errors import IndexerError
from indexer.search import open_library
from web import create_app

_THREADS: Final = 8
_MAX_BODY: Final = 1 << 16
"""Bytes of a request's body that the server takes in; only forms of corrections have one."""


def serve(location: Path, host: str, port: int, listening: Callable[[str], None], config: Mapping[str, object]) -> None:
    """Serve the index in ``location``; ``listening`` is told each address as soon as it can be visited, ``config`` goes to
    ``web.create_app``.

    Port 0 takes a free one. Raises NoIndex, CorruptIndex or IncompatibleIndex, and IndexerError where nothing can listen there.
    """
    end_on_sigterm()
    library = open_library(location)  # says at once, not on the first visit, that there is no index
    app = create_app({**config, "INDEX": str(location)})
    # Requests that wait for a thread are no fault that the terminal has to tell.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with suppress(KeyboardInterrupt):
        try:
            server = create_server(
                app,
                host=host,
                port=port,
                threads=_THREADS,
                ident=None,
                max_request_body_size=_MAX_BODY,
                # They tell that a request does not come from this machine (``web.signing_in``): nothing else reads them.
                clear_untrusted_proxy_headers=False,
            )
        except OSError as error:
            reason = error.strerror or str(error)
            raise IndexerError(f"cannot listen on {host}:{port}: {reason}; choose another with --port") from error
        except ValueError:  # waitress, of a host that has no address
            raise IndexerError(f"no address is known for {host}; choose another with --host") from None
        # A name such as localhost may stand for several addresses, each with a socket of its own.
        bound = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
        for address, number in bound:
            listening(f"http://{f'[{address}]' if ':' in address else address}:{number}/")
        library.load()  # the dictionary now, not while the first visitor waits
        server.run()  # returns on Ctrl-C
        server.close()


def end_on_sigterm() -> None:
    """Let SIGTERM end the program as Ctrl-C does, so that what it made is tidied up."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt
