"""Who may correct: whoever sits at this machine, and whoever signs in with a name and password (HTTP Basic) of the password file.

A forged Host (DNS rebinding), a proxy in front and another page's form must not pass for somebody at this machine.
"""

from __future__ import annotations

import secrets
import stat
import unicodedata
from functools import lru_cache
from hmac import compare_digest
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session
from werkzeug.security import check_password_hash, generate_password_hash

from indexer.errors import IndexerError

CHALLENGE: Final = 'Basic realm="zhengxie", charset="UTF-8"'
_OWN_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_OF_PROXIES: Final = ("forwarded", "x-forwarded", "x-real-ip", "via")
"""How the names of headers begin that only proxies send."""
_METHODS: Final = ("scrypt:", "pbkdf2:")
_LARGEST: Final = 1 << 20
"""Bytes of a password file."""
_TOKEN: Final = "form"


def install(app: Flask) -> None:
    """Settings of the cookie that ties a form to the browser that asked for it. Raises IndexerError for a bad PASSWORD_FILE."""
    app.config.setdefault("PASSWORD_FILE", None)
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = secrets.token_bytes(
            32
        )  # forms that are open when the server starts anew are asked for again
    app.config.update(
        SESSION_COOKIE_NAME="zhengxie-form", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Strict"
    )
    if app.config["PASSWORD_FILE"]:
        read_passwords(Path(app.config["PASSWORD_FILE"]))


def may_correct() -> bool:
    """Whether the current request may write corrections."""
    return at_this_machine() or signed_in() is not None


def may_be_offered() -> bool:
    """Whether a page should show the way to corrections: its visitor may, or can sign in for it."""
    return passwords_are_kept() or at_this_machine()


def passwords_are_kept() -> bool:
    return bool(current_app.config["PASSWORD_FILE"])


def at_this_machine() -> bool:
    """Whether the request came from this machine and was meant for it, no proxy in between.

    nginx, unless told otherwise, says nothing of whom it asks for, but speaks HTTP/1.0, which no browser does.
    """
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    forwarded = any(name.lower().startswith(_OF_PROXIES) for name, _ in request.headers)
    spoken = request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
    return address.is_loopback and _host_name() in _OWN_NAMES and not forwarded and spoken


def _host_name() -> str:
    """The host that the request names, without its port; "" where that is malformed."""
    try:
        return (urlsplit(f"//{request.headers.get('Host', '')}").hostname or "").lower()
    except ValueError:
        return ""


# ------------------------------------------------------------------------------------------- passwords


def signed_in() -> str | None:
    """The name under which the visitor signed in with the right password, or None."""
    given = request.authorization
    if not passwords_are_kept() or given is None or given.type != "basic":
        return None
    known = read_passwords(Path(current_app.config["PASSWORD_FILE"]))
    name = unicodedata.normalize("NFC", given.username or "")
    hashed = known.get(name)
    # A name that is not known takes as long as one that is.
    right = check_password_hash(hashed if hashed is not None else _decoy(), given.password or "")
    return name if right and hashed is not None else None


@lru_cache(maxsize=1)
def _decoy() -> str:
    return generate_password_hash(secrets.token_urlsafe())


def password_line(name: str, password: str) -> str:
    """A line for the password file. Raises IndexerError for a name that cannot stand there."""
    return f"{check_name(name)}:{generate_password_hash(password)}"


def check_name(name: str) -> str:
    """A name for signing in, in NFC. Raises IndexerError for one that cannot stand in a password file."""
    name = unicodedata.normalize("NFC", name)
    if not name or name != name.strip() or ":" in name or name.startswith("#") or not name.isprintable():
        raise IndexerError(f"{name!r} is no name for signing in; take one without colons and white space at its ends")
    return name


def read_passwords(path: Path) -> dict[str, str]:
    """Name → hash of the password. Raises IndexerError where the file cannot be read or a line is none of ``password_line``."""
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode) or known.st_size > _LARGEST:
            raise IndexerError(f"{path} is no password file")
        return _passwords(path, known.st_mtime_ns, known.st_size)
    except OSError as error:
        raise IndexerError(f"cannot read the password file {path}: {error.strerror}") from error


@lru_cache(maxsize=4)
def _passwords(path: Path, changed: int, size: int) -> dict[str, str]:
    """The file's lines, read again when it changed."""
    found: dict[str, str] = {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise IndexerError(f"the password file {path} is not UTF-8") from None
    for number, line in enumerate(lines, start=1):
        name, colon, hashed = line.strip().partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not name or not colon or not hashed.startswith(_METHODS) or hashed.count("$") != 2:
            raise IndexerError(f"{path}, line {number}: not NAME:HASH; make the line with `zhengxie password NAME`")
        found[unicodedata.normalize("NFC", name)] = hashed
    return found


# ----------------------------------------------------------------------------------------------- forms


def form_token() -> str:
    """The secret that a form of this browser has to send back; it stands in a signed cookie, too."""
    token = session.get(_TOKEN)
    if not isinstance(token, str):
        token = session[_TOKEN] = secrets.token_urlsafe(32)
    return token


def is_our_form(token: str) -> bool:
    """Whether the request comes from a form of ours in the browser that it was made for, not from another page."""
    known = session.get(_TOKEN)
    if not isinstance(known, str) or not compare_digest(known.encode(), token.encode("utf-8", "replace")):
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    # By host and port: behind a proxy that does TLS the scheme is another.
    return origin is None or origin.lower().partition("://")[2] == request.headers.get("Host", "").lower()
