"""Logs, numbers and time limits of requests."""

from __future__ import annotations

import base64
import io
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from indexer import logs
from indexer.errors import CorruptIndex
from tests.web.fake_library import FakeLibrary
from tests.web.indexed import client_of, indexed
from web import create_app
from web.counts import Counts
from web.journal import RequestIds, counts
from web.signing_in import password_line

SECRETS = ("秘密的检索词", "口令一二三", "c00kie-value", "t0ken-value")


@pytest.fixture
def told() -> Iterator[Callable[[], str]]:
    """What a server has written since it was asked before."""
    root, written = logging.getLogger(), io.StringIO()
    level, handler = root.level, logs.handler(written, [RequestIds()])
    root.addHandler(handler)
    root.setLevel(logging.INFO)

    def taken() -> str:
        text = written.getvalue()
        written.seek(0)
        written.truncate()
        return text

    yield taken
    root.removeHandler(handler)
    root.setLevel(level)


def app_of(library: FakeLibrary | None = None, **config: Any) -> Flask:
    given = {"LIBRARY": library or FakeLibrary(), "TESTING": True, "PROPAGATE_EXCEPTIONS": False}
    return create_app(given | config)


def test_a_request_is_a_line_without_its_query(told: Callable[[], str]) -> None:
    client = app_of().test_client()
    answer = client.get(f"/search?q={SECRETS[0]}")
    client.get("/healthz")
    (line,) = map(json.loads, told().splitlines())
    assert line.pop("ms") >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line.pop("message").startswith("GET /search 200 in ")
    assert line == {
        "level": "info",
        "method": "GET",
        "path": "/search",
        "status": 200,
        "client": "127.0.0.1",
        "request": answer.headers["X-Request-Id"],
    }


def test_no_secret_is_written_down(told: Callable[[], str], tmp_path: Path) -> None:
    kept = tmp_path / "passwords.txt"
    kept.write_text(password_line("li", SECRETS[1]), "utf-8")
    failing = FakeLibrary(error=CorruptIndex("a block of z1.seg is damaged"))
    broken = FakeLibrary()
    broken.error = ZeroDivisionError("示例")
    for library in (FakeLibrary(), failing, broken):
        for config in ({}, {"PASSWORD_FILE": str(kept)}, {"PASSWORD_FILE": str(kept), "PUBLIC": True}):
            client = app_of(library, **config).test_client()
            for password in (SECRETS[1], SECRETS[1] + "x"):
                given = base64.b64encode(f"li:{password}".encode()).decode()
                headers = {"Authorization": f"Basic {given}", "Cookie": f"session={SECRETS[2]}", "X-Token": SECRETS[3]}
                for path in ("/", "/search", "/api/v1/search", "/nowhere", "/export", "/reports/x/correct"):
                    client.get(f"{path}?q={SECRETS[0]}&format=csv", headers=headers)
                    client.post(path, data={"token": SECRETS[3]}, headers=headers)
                    assert given not in (errors := told())
                    assert errors
                    assert not [secret for secret in SECRETS if secret in errors]
                    assert kept.read_text("utf-8").partition(":")[2].strip() not in errors


def test_a_fault_is_one_object_with_its_traceback_and_request(told: Callable[[], str]) -> None:
    library = FakeLibrary(error=RuntimeError("示例"))
    answer = app_of(library).test_client().get("/search?q=a")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    fault, line = map(json.loads, told().splitlines())
    assert fault["level"] == "error"
    assert "RuntimeError: 示例" in fault["traceback"]
    assert fault["request"] == line["request"] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize(("proxies", "believed"), [(0, False), (1, True)])
def test_a_proxy_may_name_a_request(proxies: int, believed: bool) -> None:
    client = app_of(PROXIES=proxies).test_client()
    given = client.get("/healthz", headers={"X-Request-Id": "proxy-12345"}).headers["X-Request-Id"]
    assert (given == "proxy-12345") == believed
    for forged in ("short", "a" * 65, "with space here", 'quote"quote"'):
        assert client.get("/healthz", headers={"X-Request-Id": forged}).headers["X-Request-Id"] != forged


def test_nobody_writes_lines_of_their_own() -> None:
    record = logging.makeLogRecord({"msg": "GET /a\n12:00:00 forged\x1b[2J\u202e", "levelno": logging.INFO})
    line = logs.Lines().format(record)
    assert line.isprintable()
    assert "\\n12:00:00 forged\\x1b[2J\\u202e" in line
    assert json.loads(logs.Objects().format(record))["message"] == record.getMessage()


def test_faults_write_no_lines_of_visitors_either() -> None:
    try:
        raise ValueError("示例\r12:00:00 GET / 200\n12:00:00 forged\x1b[2J")
    except ValueError:
        record = logging.makeLogRecord({"msg": "fault", "levelno": logging.ERROR, "exc_info": sys.exc_info()})
    first, *others = logs.Lines().format(record).split("\n")
    assert first.endswith(" fault")
    assert any("ValueError: 示例" in line for line in others)
    assert all(line.isprintable() and line.startswith("  ") for line in others)


def numbers(text: str) -> dict[str, float]:
    """ "name{label}" → value."""
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_numbers_are_those_of_what_was_asked() -> None:
    client = app_of().test_client()
    for path in ("/", "/search?q=协商", "/search?q=提案", "/search?page=x", "/nowhere"):
        client.get(path)
    found = numbers(client.get("/metrics").text)
    assert found["zhengxie_requests_total pages.search 200"] == 2
    assert found["zhengxie_requests_total pages.search 400"] == 1
    assert found["zhengxie_requests_total none 404"] == 1
    assert found["zhengxie_request_seconds_count pages.search"] == 3
    assert found["zhengxie_request_seconds_bucket pages.search +Inf"] == 3
    assert 0 < found["zhengxie_request_seconds_sum pages.search"] < 60
    assert found["zhengxie_refused_total"] == 0
    assert found["zhengxie_reports"] == len(FakeLibrary().reports)


def test_every_status_of_ours_is_counted_by_its_name() -> None:
    client = app_of().test_client()
    for path in ("/preferences?language=en", "/api/v1", "/favicon.ico", "/?q=a"):
        client.get(path)
    found = numbers(client.get("/metrics").text)
    assert not [name for name in found if name.endswith(" other")]
    for name in ("preferences.choose 303", "none 308", "home.icon 302", "home.home 301"):
        assert found[f"zhengxie_requests_total {name}"] == 1


def test_numbers_are_for_this_machine_unless_it_is_said() -> None:
    away: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}, "base_url": "http://reports.example"}
    assert app_of().test_client().get("/metrics", **away).status_code == 403
    assert app_of().test_client().get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403
    assert app_of(METRICS=True).test_client().get("/metrics", **away).status_code == 200


def test_numbers_are_there_without_an_index() -> None:
    found = numbers(app_of(FakeLibrary(error=CorruptIndex("示例"))).test_client().get("/metrics").text)
    assert found["zhengxie_refused_total"] == 0
    assert "zhengxie_reports" not in found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_forked_processes_count_together() -> None:
    counted = Counts(["a", "b"])
    for place in range(3):
        if (pid := os.fork()) == 0:
            counted.place = place
            for _ in range(100):
                counted.add("a", 200, 0.02)
            counted.add("b", 599, 99.0)
            counted.refuse()
            os._exit(0)
        os.waitpid(pid, 0)
    rows = {name: (statuses, times, seconds) for name, statuses, times, seconds in counted.answered()}
    assert rows["a"][0] == {"200": 300}
    assert rows["a"][1][:3] == [0, 0, 300]
    assert rows["a"][2] == pytest.approx(6)
    assert rows["b"][0] == {"other": 3}
    assert rows["b"][1][-2:] == [0, 3]
    assert counted.refused() == 3


def test_every_endpoint_can_be_counted() -> None:
    app = app_of()
    for rule in app.url_map.iter_rules():
        counts(app).add(rule.endpoint, 200, 0.0)
    assert len(list(counts(app).answered())) == len({rule.endpoint for rule in app.url_map.iter_rules()})


def test_what_takes_too_long_is_given_up(tmp_path: Path) -> None:
    client = client_of(indexed(tmp_path), QUERY_SECONDS=1e-9)
    page = client.get("/search?q=提案")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    assert "用时太久" in page.text
    program = client.get("/api/v1/search?q=提案")
    assert program.status_code == 503
    assert program.json["type"].endswith("#problem-too-slow")
    assert client.get("/export?format=csv&q=提案").status_code == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_an_endpoint_that_nobody_told_of_is_counted_with_others() -> None:
    counted = Counts(["a"])
    counted.add("added later", 200, 0.0)
    assert [name for name, *_ in counted.answered()] == ["none"]
