"""How often one client may ask."""

from __future__ import annotations

import os
import re

import pytest
from flask.testing import FlaskClient

from tests.web.fake_library import FakeLibrary
from web import create_app
from web.rate import Meter, Rate


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def client_of(**config: object) -> FlaskClient:
    app = create_app({"LIBRARY": FakeLibrary(), "TESTING": True, "PROPAGATE_EXCEPTIONS": False, **config})
    return app.test_client()


def test_so_many_at_once_and_then_one_after_the_other() -> None:
    clock = Clock()
    meter = Meter(Rate.read("3/minute"), clock)
    assert [meter.wait("a") for _ in range(3)] == [0, 0, 0]
    assert 19 < meter.wait("a") <= 20
    assert meter.wait("b") == 0
    clock.seconds += 20
    assert meter.wait("a") == 0
    assert meter.wait("a") > 0
    clock.seconds += 3600
    assert [meter.wait("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_over_a_long_time_the_rate_is_what_it_says() -> None:
    clock = Clock()
    meter = Meter(Rate(10, 1.0), clock)
    granted = 0
    for _ in range(10_000):
        clock.seconds += 0.01
        granted += meter.wait("a") == 0
    assert granted == pytest.approx(10 * 100 + 10, abs=2)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forked processes to share with")
def test_forked_processes_count_together() -> None:
    meter = Meter(Rate.read("2/hour"))
    child = os.fork()
    if child == 0:
        os._exit(0 if meter.wait("a") == 0 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert meter.wait("a") == 0
    assert meter.wait("a") > 0


@pytest.mark.parametrize("text", ["", "60", "0/minute", "60/day", "-1/minute", "1.5/second", "60 per minute"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="60/minute"):
        create_app({"RATE_LIMIT": text})


def test_who_asks_too_often_is_told_when_to_ask_again() -> None:
    client = client_of(RATE_LIMIT="2/hour")
    assert [client.get("/search?q=协商").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/search?q=协商")
    assert 0 < int(refused.headers["Retry-After"]) <= 1800
    assert refused.mimetype == "text/html"
    assert "频繁" in refused.text
    program = client.get("/api/v1/search?q=协商")
    assert program.status_code == 429
    assert "json" in program.mimetype
    assert client.get("/search?q=协商", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200


def test_files_of_the_pages_and_watchers_are_not_counted() -> None:
    client = client_of(RATE_LIMIT="1/hour")
    page = client.get("/")
    assert page.status_code == 200
    (style, *_) = re.findall(r'href="(/static/[^"]*style\.css)"', page.text)
    for path in (style, "/healthz"):
        assert [client.get(path, buffered=True).status_code for _ in range(3)] == [200] * 3
    assert client.get("/").status_code == 429


def test_one_subscriber_of_ipv6_is_one_client_and_a_forwarded_address_counts_behind_a_proxy() -> None:
    client = client_of(RATE_LIMIT="1/hour")
    addresses = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "::ffff:192.0.2.1", "192.0.2.1", "fe80::1%eth0", "?"]
    answers = [client.get("/", environ_base={"REMOTE_ADDR": address}).status_code for address in addresses]
    assert answers == [200, 429, 200, 200, 429, 200, 200]
    for proxies, second in ((0, 429), (1, 200)):
        client = client_of(RATE_LIMIT="1/hour", PROXIES=proxies)
        forwarded = [{"X-Forwarded-For": f"198.51.100.{number}"} for number in (1, 2)]
        assert [client.get("/", headers=headers).status_code for headers in forwarded] == [200, second]


def test_without_a_rate_nobody_is_refused() -> None:
    client = client_of()
    assert {client.get("/healthz").status_code for _ in range(200)} == {200}


def test_what_cannot_be_answered_now_says_when_to_come_back(tmp_path: os.PathLike[str]) -> None:
    app = create_app({"INDEX": str(tmp_path), "PROPAGATE_EXCEPTIONS": False})
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
