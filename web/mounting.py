"""Where the application stands: under a path prefix, and behind reverse proxies that say who asked, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX: Final = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
"""What a prefix may be: it stands in every link, and must not lead to another host ("//host")."""


def settled_prefix(prefix: str) -> str:
    """A prefix as links begin with it: "/reports-search", empty for the root. Raises ValueError for anything else."""
    settled = "/" + prefix.strip("/") if prefix.strip("/") else ""
    if not _PREFIX.fullmatch(settled):
        raise ValueError(f"{prefix!r} is no path to serve under; give one such as /reports-search")
    return settled


class MountedFlask(Flask):
    """An application that stands where ``mount`` put it; at the root, and behind no proxy, until then."""

    _front: WSGIApplication | None = None

    def mount(self, prefix: str, proxies: int) -> None:
        """Serve under ``prefix``, behind so many proxies.

        With proxies, the last but so many values of X-Forwarded-For, -Proto, -Host and -Prefix are believed;
        without, none. A configured prefix goes before a forwarded one. Raises ValueError.
        """
        if proxies < 0:
            raise ValueError(f"{proxies} proxies cannot be")
        front: WSGIApplication = _Mounted(super().wsgi_app, settled_prefix(prefix))
        if proxies:
            front = ProxyFix(front, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies)
        self._front = front

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        front = self._front or super().wsgi_app
        return front(environ, start_response)


class _Mounted:
    """Takes the prefix off a path that has it. One without it is served too: proxies may have taken it off."""

    def __init__(self, application: WSGIApplication, prefix: str) -> None:
        self._application = application
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        given = environ.get("SCRIPT_NAME", "").rstrip("/")
        prefix = self._prefix or (given if _PREFIX.fullmatch(given) else "")
        environ["SCRIPT_NAME"] = prefix
        path = environ.get("PATH_INFO", "")
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            environ["PATH_INFO"] = path.removeprefix(prefix)
        return self._application(environ, start_response)
