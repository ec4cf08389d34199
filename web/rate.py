"""How often one client may ask: so many requests in a while, and at once no more than those.

The generic cell rate algorithm (ITU-T I.371, also known as leaky bucket as a meter): of each client one number is kept, the
time at which what it has asked so far is paid off. The numbers lie in memory that processes forked later share, so that
it makes no difference which of them answers.
"""

from __future__ import annotations

import hmac
import ipaddress
import math
import mmap
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

_PERIODS: Final = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
_RATE: Final = re.compile(r"([1-9][0-9]{0,5})/(second|minute|hour)")
_SLOTS: Final = 1 << 16
"""Clients that are told apart; two that fall together share a rate."""
_EXEMPT: Final = frozenset({"static", "home.health", "home.ready", "home.icon", "metrics.metrics", "api.suggest"})
"""Endpoints that cost nothing, and that pages and watchers ask for on their own."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``count`` requests in ``period`` seconds."""

    count: int
    period: float

    @classmethod
    def read(cls, text: str) -> Rate:
        """ "60/minute" → Rate(60, 60.0). Raises ValueError."""
        found = _RATE.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no rate; give one such as 60/minute, 5/second or 1000/hour")
        return cls(int(found[1]), _PERIODS[found[2]])


class Meter:
    """Counts requests of many clients. Threads and forked processes may share it: at worst a request is not counted."""

    def __init__(self, rate: Rate, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._now = now
        self._paid = memoryview(mmap.mmap(-1, 8 * _SLOTS)).cast("d")
        self._key = secrets.token_bytes(16)
        """Nobody can choose an address that falls together with another's."""

    def wait(self, client: str) -> float:
        """Count a request: 0, or the seconds after which it may be made, in which case it is not counted."""
        now, rate = self._now(), self._rate
        slot = self._slot(client)
        paid = max(self._paid[slot], now) + rate.period / rate.count
        # A thousandth of a request is forgiven, for the sake of rounding.
        beyond = paid - now - rate.period - rate.period / rate.count / 1000
        if beyond > 0:
            return beyond
        self._paid[slot] = paid
        return 0.0

    def take_back(self, client: str) -> None:
        """Have a request of a client not counted after all."""
        slot = self._slot(client)
        self._paid[slot] -= self._rate.period / self._rate.count

    def _slot(self, client: str) -> int:
        return int.from_bytes(hmac.digest(self._key, client.encode(), "sha256")[:2])


def limit(app: Flask, rate: str | None) -> None:
    """Answer 429 with Retry-After to who asks more often than ``rate`` ("60/minute"; None: no limit). Raises ValueError."""
    if rate is None:
        return
    meter = Meter(Rate.read(rate))

    def check() -> None:
        if request.endpoint not in _EXEMPT:
            seconds = meter.wait(client())
            if seconds:
                raise TooManyRequests(retry_after=math.ceil(seconds))

    app.before_request(check)


def client() -> str:
    """Who makes the current request: an address of IPv4, or of IPv6 the network that one subscriber has (RFC 6177)."""
    address = request.remote_addr or ""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False))
