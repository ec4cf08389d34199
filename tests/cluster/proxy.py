"""What stands before a cluster of an archive: TLS, and a user with a password, both as real as they are there."""

from __future__ import annotations

import base64
import http.client
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import trustme


@dataclass(frozen=True, slots=True)
class Proxy:
    address: str
    """``opensearchs://…`` without the name of an index."""
    authority: Path
    """PEM of who vouches for it."""


@contextmanager
def proxy(node: str, folder: Path, user: str, password: str) -> Iterator[Proxy]:
    """Passes on to a node (``opensearch://127.0.0.1:…``) what the user asks."""
    made = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("localhost").configure_cert(context)
    made.cert_pem.write_to_path(str(folder / "authority.pem"))
    server = _Server(("127.0.0.1", 0), _Handler)
    server.node = urlsplit(node).netloc
    server.wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    server.context = context
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Proxy(f"opensearchs://localhost:{server.server_address[1]}", folder / "authority.pem")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    node: str
    wanted: str
    context: ssl.SSLContext

    def finish_request(self, request: object, client_address: object) -> None:
        """In the thread of one connection."""
        with self.context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever does not trust it goes away in the middle: that is theirs to tell."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.headers.get("authorization") != self.server.wanted:
            self._answer(HTTPStatus.UNAUTHORIZED, "text/plain", b"Unauthorized")
            return
        node = http.client.HTTPConnection(self.server.node, timeout=60)
        node.request(
            self.command, self.path, body, {"content-type": self.headers.get("content-type", "application/json")}
        )
        answer = node.getresponse()
        self._answer(answer.status, answer.headers.get("content-type", "application/json"), answer.read())
        node.close()

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
    setattr(_Handler, f"do_{method}", _Handler._pass_on)
