"""Who a visitor is: somebody at this machine, or somebody who signed in, with a name and password of the password file (HTTP
Basic) or at a reverse proxy that names them in a header.

A forged Host (DNS rebinding), a proxy in front and another page's form must not pass for somebody at this machine.
"""

from __future__ import annotations

import hmac
import math
import mmap
import re
import secrets
import stat
import struct
import time
import unicodedata
from functools import lru_cache
from hmac import compare_digest
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from werkzeug.exceptions import TooManyRequests
from werkzeug.security import check_password_hash, generate_password_hash

from indexer.errors import IndexerError
from web.rate import Meter, Rate, client

CHALLENGE: Final = 'Basic realm="zhengxie", charset="UTF-8"'
_OWN_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_OF_PROXIES: Final = ("forwarded", "x-forwarded", "x-real-ip", "via")
"""How the names of headers begin that only proxies send."""
_HASH: Final = re.compile(
    r"scrypt:[0-9]+:[0-9]+:[0-9]+\$[^$]+\$[0-9a-f]{128}|pbkdf2:sha(?:1|224|256|384|512):[0-9]+\$[^$]+\$(?:[0-9a-f]{2})+"
)
"""What werkzeug makes of a password; of others it knows nothing, or fails over them."""
_LARGEST: Final = 1 << 20
"""Bytes of a password file."""
_TOKEN: Final = "form"
_HEADER: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
TRIES: Final = Rate(10, 60.0)
"""Wrong passwords of one client."""
_KEPT: Final = 300.0
"""Seconds for which a password that was right is not worked through again: scrypt takes 50 ms and 32 MB, a page asks for many files."""
_RECORD: Final = struct.Struct("=d32s")
_RECORDS: Final = 1 << 12
"""Of two passwords that fall together the later one is kept."""
_DOOR: Final = "zhengxie.signing_in"


def install(app: Flask) -> None:
    """Settings of the cookie that ties a form to the browser that asked for it.

    Raises IndexerError for a bad PASSWORD_FILE, and for a USER_HEADER that nobody is believed to set.
    """
    app.extensions[_DOOR] = Door()
    app.session_interface = FormCookies()
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = secrets.token_bytes(
            32
        )  # forms that are open when the server starts anew are asked for again
    app.config.update(
        SESSION_COOKIE_NAME="zhengxie-form", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Strict"
    )
    if app.config["PASSWORD_FILE"] and not read_passwords(Path(app.config["PASSWORD_FILE"])):
        raise IndexerError(
            f"nobody is named in the password file {app.config['PASSWORD_FILE']}; add somebody with "
            f"`zhengxie password NAME >> {app.config['PASSWORD_FILE']}`"
        )
    header = app.config["USER_HEADER"]
    if header and not app.config["PROXIES"]:
        raise IndexerError(f"any visitor could send the header {header}; it is believed only with --behind-proxy")
    if header and app.config["PASSWORD_FILE"]:
        raise IndexerError("visitors sign in here or at the proxy: give --password-file or --user-header, not both")
    if header and not _HEADER.fullmatch(header):
        raise IndexerError(f"{header!r} is no name of a header; give one such as X-Remote-User")


def may_correct() -> bool:
    """Whether the current request may write corrections."""
    return at_this_machine() or signed_in() is not None


def may_be_offered() -> bool:
    """Whether a page should show the way to corrections: its visitor may, or can sign in for it."""
    return can_sign_in(current_app) or at_this_machine()


def passwords_are_kept() -> bool:
    return bool(current_app.config["PASSWORD_FILE"])


def can_sign_in(app: Flask) -> bool:
    """Whether there is a way to say who one is."""
    return bool(app.config["PASSWORD_FILE"] or app.config["USER_HEADER"])


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
    """The name under which the visitor signed in, or None. Raises TooManyRequests after too many wrong passwords."""
    if "signed_in" not in g:
        header = current_app.config["USER_HEADER"]
        g.signed_in = _named_by_proxy(header) if header else _with_password()
    name: str | None = g.signed_in
    return name


def _named_by_proxy(header: str) -> str | None:
    """Whom the proxy names. Several names are none: one that adds to what a visitor sent is not to be believed."""
    said = request.headers.get(header, "").encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return None if "," in said else check_name(said)
    except IndexerError:
        return None


def _with_password() -> str | None:
    given = request.authorization
    if not passwords_are_kept() or given is None or given.type != "basic":
        return None
    known = read_passwords(Path(current_app.config["PASSWORD_FILE"]))
    name = unicodedata.normalize("NFC", given.username or "")
    door: Door = current_app.extensions[_DOOR]
    seconds, right = door.opens(known.get(name), given.password or "", client())
    if seconds:
        raise TooManyRequests(retry_after=math.ceil(seconds))
    if right:
        return name
    # Neither name nor password: what was typed into the wrong field is a secret, too.
    current_app.logger.warning("a wrong name or password from %s", client())
    return None


class Door:
    """Compares passwords, and has who gave too many wrong ones wait. Threads may share it, and processes that are forked later:
    they count wrong ones together, and know the right ones of each other."""

    def __init__(self, tries: Rate = TRIES) -> None:
        self._meter = Meter(tries)
        self._key = secrets.token_bytes(32)
        self._right = mmap.mmap(-1, _RECORD.size * _RECORDS)
        """Until when a password need not be compared again, and the seal of it and its hash."""

    def opens(self, hashed: str | None, password: str, who: str) -> tuple[float, bool]:
        """(0, whether it is the password of this hash), or the seconds after which ``who`` may try again. Of a name that is
        not known (None) it takes as long to say no."""
        now = time.monotonic()
        # Neither passwords nor hashes are kept, and how long it takes to look up a seal tells nothing of them.
        seal = hmac.digest(self._key, f"{hashed} {password}".encode("utf-8", "surrogatepass"), "sha256")
        at = _RECORD.size * (int.from_bytes(seal[:2]) % _RECORDS)
        until, known = _RECORD.unpack_from(self._right, at)
        if compare_digest(known, seal) and until > now:
            return 0.0, True
        seconds = self._meter.wait(who)  # counted before the comparison, so that many at once are no way around
        if seconds:
            return seconds, False
        right = check_password_hash(hashed if hashed is not None else _decoy(), password) and hashed is not None
        if right:
            self._meter.take_back(who)
            _RECORD.pack_into(self._right, at, now + _KEPT, seal)
        return 0.0, right


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
        raise IndexerError(
            f"cannot read the password file {path}: {error.strerror}; `zhengxie password NAME >> FILE` makes one"
        ) from error


@lru_cache(maxsize=4)
def _passwords(path: Path, changed: int, size: int) -> dict[str, str]:
    """The file's lines, read again when it changed."""
    found: dict[str, str] = {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise IndexerError(f"the password file {path} is not UTF-8") from None
    for number, line in enumerate(lines, start=1):
        name, _, hashed = line.strip().partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not name or not _HASH.fullmatch(hashed):
            raise IndexerError(f"{path}, line {number}: not NAME:HASH; make the line with `zhengxie password NAME`")
        found[unicodedata.normalize("NFC", name)] = hashed
    return found


# ----------------------------------------------------------------------------------------------- forms


class FormCookies(SecureCookieSessionInterface):
    """The cookie goes back only by TLS where the form was asked for so, and to no other site on the same host."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def get_cookie_path(self, app: Flask) -> str:
        return request.script_root or "/"


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
