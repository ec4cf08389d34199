"""Who is let in: whoever has signed in, at every address that there is and every one that there is not."""

from __future__ import annotations

import base64
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import BuildError, Rule

from indexer.errors import IndexerError
from tests.web.fake_library import FakeLibrary
from web import HEADERS, admission, create_app, signing_in
from web.rate import Rate
from web.signing_in import Door, password_line

NAME, PASSWORD = "李明", "示例：口令"


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@pytest.fixture(scope="module")
def passwords(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("kept") / "passwords.txt"
    kept.write_text(password_line(NAME, PASSWORD) + "\n", "utf-8")
    return kept


def app_of(**config: Any) -> Flask:
    return create_app({"LIBRARY": FakeLibrary(), "TESTING": True, "PROPAGATE_EXCEPTIONS": False} | config)


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule, with an address of it."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            values = dict.fromkeys(rule.arguments, "0" * 16) | {"filename": "style.css"}
            try:
                yield rule, app.url_map.bind("x").build(rule.endpoint, values, append_unknown=False)
            except BuildError:
                raise AssertionError(f"no address of {rule.endpoint}; say how to make one") from None


@pytest.mark.parametrize("way", ["password", "proxy"])
def test_nothing_is_open_but_whether_the_server_lives_and_files_of_the_program(passwords: Path, way: str) -> None:
    config: dict[str, Any] = (
        {"PASSWORD_FILE": str(passwords)} if way == "password" else {"USER_HEADER": "X-Remote-User", "PROXIES": 1}
    )
    refused = 401 if way == "password" else 403
    app = app_of(SERVE_ORIGINALS=True, API_ORIGINS="*", **config)
    client = app.test_client()
    met = set()
    for rule, address in addresses(app):
        for method in {*(rule.methods or ()), "GET", "POST"}:
            answer = client.open(address, method=method)
            status = answer.status_code
            answer.close()
            if rule.endpoint in admission.OPEN:
                assert status == (200 if method in (rule.methods or ()) else refused), (method, address)
            else:
                assert status == refused, (method, address)
                met.add(rule.endpoint)
    assert met == {rule.endpoint for rule in app.url_map.iter_rules()} - admission.OPEN
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= admission.OPEN
    for address in ("/nowhere", "/static/none.css", "/api/nowhere", "//", "/%00", "/reports/../healthz"):
        assert client.get(address).status_code == refused, address


@pytest.mark.parametrize("way", ["password", "proxy"])
def test_the_page_that_refuses_looks_like_ours_and_offers_no_search(passwords: Path, way: str) -> None:
    config: dict[str, Any] = (
        {"PASSWORD_FILE": str(passwords)} if way == "password" else {"USER_HEADER": "X-Remote-User", "PROXIES": 1}
    )
    client = app_of(**config).test_client()
    page = client.get("/search?q=提案").text
    loaded = re.findall(r'<(?:link|script|img)[^>]* (?:href|src)="([^"]+)"', page)
    assert [address.rpartition("/")[2] for address in loaded] == ["style.css", "icon.svg", "page.js"]
    for address in loaded:
        answer = client.get(address)
        assert answer.status_code == 200, "or the browser asks for a password for each of them"
        answer.close()
    assert 'id="search"' not in page


def test_whoever_signs_in_is_let_in_and_told_how_before(passwords: Path) -> None:
    client = app_of(PASSWORD_FILE=str(passwords)).test_client()
    asked = client.get("/")
    assert asked.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert asked.headers["Cache-Control"] == "no-store"
    assert "登录" in asked.text
    assert client.get("/api/v1/search").mimetype == "application/problem+json"
    right = basic(NAME, PASSWORD)
    assert client.get("/", headers=right).status_code == 200
    assert client.get("/api/v1/search?q=协商", headers=right).status_code == 200
    for wrong in (basic(NAME, "示例"), basic("别人", PASSWORD), basic("", ""), {"Authorization": "Basic !!!"}):
        assert client.get("/", headers=wrong).status_code == 401
    assert client.get("/", headers={"X-Remote-User": NAME}).status_code == 401


def test_public_reports_are_read_by_all(passwords: Path) -> None:
    client = app_of(PASSWORD_FILE=str(passwords), PUBLIC=True).test_client()
    assert client.get("/").status_code == 200
    assert client.get("/", headers=basic(NAME, "wrong")).status_code == 200


def test_guessing_is_told_wherever_it_happens(passwords: Path, caplog: pytest.LogCaptureFixture) -> None:
    away: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "192.0.2.9"}}
    for config, address in (({}, "/"), ({"PUBLIC": True}, "/reports/0000000000000000/correct")):
        caplog.clear()
        client = app_of(PASSWORD_FILE=str(passwords), **config).test_client()
        assert client.get(address, headers=basic(NAME, "guess"), **away).status_code == 401
        assert [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING] == [
            "a wrong name or password from 192.0.2.9"
        ]
    caplog.clear()
    client = app_of(USER_HEADER="X-Remote-User", PROXIES=1).test_client()
    assert client.get("/", headers={"Authorization": "Bearer x"}).status_code == 403
    assert not [each for each in caplog.records if each.levelno == logging.WARNING], "no password was asked for"


def test_a_proxy_says_who_has_signed_in_there() -> None:
    client = app_of(USER_HEADER="X-Remote-User", PROXIES=1).test_client()
    for name, status in (("li", 200), ("李明".encode().decode("latin-1"), 200), ("", 403), (" ", 403)):
        assert client.get("/", headers={"X-Remote-User": name}).status_code == status, name
    added = [("X-Remote-User", "forged"), ("X-Remote-User", "li")]
    assert client.get("/", headers=added).status_code == 403, "a proxy that only adds is not to be believed"
    assert client.get("/", headers=basic(NAME, PASSWORD)).status_code == 403


@pytest.mark.parametrize(
    "config",
    [
        {"USER_HEADER": "X-Remote-User"},
        {"USER_HEADER": "X-Remote-User", "PROXIES": 1, "PASSWORD_FILE": "kept"},
        {"USER_HEADER": "X Remote", "PROXIES": 1},
    ],
)
def test_a_header_that_visitors_could_send_is_refused(passwords: Path, config: dict[str, Any]) -> None:
    if "PASSWORD_FILE" in config:
        config = config | {"PASSWORD_FILE": str(passwords)}
    with pytest.raises(IndexerError, match=r"--behind-proxy|not both|no name of a header"):
        app_of(**config)


def test_guessing_is_slowed_and_who_knows_the_password_goes_on(
    passwords: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_of(PASSWORD_FILE=str(passwords))
    app.extensions["zhengxie.signing_in"] = Door(Rate(3, 3600.0))
    client = app.test_client()
    right = basic(NAME, PASSWORD)
    assert client.get("/", headers=right).status_code == 200
    with caplog.at_level(logging.WARNING):
        tried = [client.get("/", headers=basic(NAME, f"guess{number}")) for number in range(5)]
    assert [each.status_code for each in tried] == [401, 401, 401, 429, 429]
    assert 0 < int(tried[-1].headers["Retry-After"]) <= 3600
    assert client.get("/", headers=right).status_code == 200, "not worked through again"
    elsewhere: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "192.0.2.9"}}
    assert client.get("/", headers=basic(NAME, "guess"), **elsewhere).status_code == 401
    assert "guess" not in caplog.text
    assert NAME not in caplog.text


def forget(door: Door) -> None:
    """What was right before."""
    door._right[:] = bytes(len(door._right))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_who_has_signed_in_goes_on_in_every_process_while_somebody_guesses() -> None:
    hashed = password_line(NAME, PASSWORD).partition(":")[2]
    door = Door(Rate(2, 3600.0))
    child = os.fork()
    if child == 0:
        right = door.opens(hashed, PASSWORD, "a") == (0.0, True)
        wrong = [door.opens(hashed, f"guess{number}", "a") for number in range(2)] == [(0.0, False)] * 2
        os._exit(0 if right and wrong else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert door.opens(hashed, "guess", "a")[0] > 0, "no more guesses"
    assert door.opens(hashed, PASSWORD, "a") == (0.0, True)
    other = password_line(NAME, "示例").partition(":")[2]
    assert not door.opens(other, PASSWORD, "a")[1], "the password of another hash, as after a change"


def test_right_passwords_are_not_counted_as_guesses() -> None:
    hashed = password_line(NAME, PASSWORD).partition(":")[2]
    door = Door(Rate(2, 3600.0))
    for _ in range(5):
        forget(door)
        assert door.opens(hashed, PASSWORD, "a") == (0.0, True)
    assert [door.opens(None, PASSWORD, "a") for _ in range(2)] == [(0.0, False)] * 2
    forget(door)
    seconds, opened = door.opens(hashed, PASSWORD, "a")
    assert seconds > 0
    assert not opened
    assert PASSWORD.encode() not in bytes(door._right)


def test_an_unknown_name_takes_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    monkeypatch.setattr(signing_in, "check_password_hash", lambda hashed, password: bool(compared.append(hashed)))
    door = Door()
    door.opens(None, "x", "a")
    door.opens(password_line("a", "b").partition(":")[2], "x", "a")
    assert [each.partition("$")[0] for each in compared] == [compared[0].partition("$")[0]] * 2, "work of the same cost"


def test_every_answer_has_the_headers_that_keep_it_from_coming_alive() -> None:
    app = app_of()
    client = app.test_client()
    met = set()
    for _, address in addresses(app):
        for method in ("GET", "HEAD", "OPTIONS", "POST", "TRACE"):
            answer = client.open(address, method=method)
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, (method, address)
            met.add(answer.status_code)
            answer.close()
    failing = app_of(LIBRARY=FakeLibrary(error=RuntimeError("示例"))).test_client()
    for address in ("/search", "/api/v1/search", "/nowhere", "/static/none"):
        answer = failing.get(address)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, address
        met.add(answer.status_code)
    assert {200, 400, 404, 405, 500} <= met
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert {
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
    } <= HEADERS.keys()
