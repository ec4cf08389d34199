"""Statuses, and what failures say: what to do, and nothing of the machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import errors
from tests.web.fake_library import FakeLibrary
from tests.web.outline import Outline
from web import create_app
from web.failures import refusing


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/", 200),
        ("/search?q=%00", 200),
        ("/search?q=" + "长" * 2000, 200),
        ("/search?q=" + "长" * 2001, 413),
        ("/search?page=abc", 400),
        ("/search?size=0", 400),
        ("/search?size=101", 400),
        ("/search?sort=best", 400),
        ("/search?covered_year=22", 400),
        ("/search?from=abc&to=", 400),
        ("/search?page=99", 404),
        ("/search?q=没有的词", 200),
        ("/search?q=没有的词&page=2", 404),
        ("/reports/0000000000000000", 404),
        ("/nowhere", 404),
        ("/?utm_source=x", 301),
        ("/search?utm_source=x", 200),
        ("/api/v1/search?q=协商", 200),
        ("/api/v1/search?organisation=x", 400),
        ("/api/v1/search?page=99", 404),
        ("/api/v1/reports/0000000000000000", 404),
        ("/api/nowhere", 404),
        ("/api", 404),
        ("/healthzz", 404),
        ("/healthz", 200),
        ("/favicon.ico", 302),
    ],
)
def test_statuses(client: FlaskClient, url: str, status: int) -> None:
    answer = client.get(url)
    assert answer.status_code == status
    if url.startswith("/api") or url == "/healthz":
        assert answer.is_json
        if status >= 400:
            assert answer.mimetype == "application/problem+json"
            assert answer.json["status"] == status
            assert re.search(r"[\u4e00-\u9fff]", answer.json["detail"])
    elif status >= 400:
        page = Outline(answer.text)
        assert any(attributes["href"] == "/" for attributes in page.all("a"))
        assert str(status) in page.whole_text


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/search?q=" + "长" * 2001, "长" * 2000),
        ("/search?q=协商&covered_year=22", "协商"),
        ("/search?q=协商&page=99", "协商"),
        ("/reports/none?q=协商", "协商"),
        ("/nowhere", ""),
    ],
)
def test_failures_keep_what_was_typed(client: FlaskClient, url: str, kept: str) -> None:
    (box,) = (item for item in Outline(client.get(url).text).all("input") if item.get("name") == "q")
    assert box["value"] == kept


def test_a_query_that_cannot_be_read_is_kept_and_an_index_that_cannot_asks_for_none() -> None:
    for error, boxes in ((errors.QueryError("写错了。"), ["协商"]), (errors.NoIndex("none"), [])):
        client = create_app({"LIBRARY": FakeLibrary(error=error)}).test_client()
        page = Outline(client.get("/search?q=协商&kind=讲话").text)
        assert [item["value"] for item in page.all("input") if item.get("name") == "q"] == boxes


def test_only_reading_is_served(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert client.head("/").status_code == 200


@pytest.mark.parametrize("url", ["/", "/reports/x", "/api/v1/search", "/api/v1/reports/x", "/readyz"])
@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (errors.NoIndex("/secret/place"), 503, "zhengxie index PATH"),
        (errors.CorruptIndex("/secret/place"), 503, "--rebuild"),
        (errors.IncompatibleIndex("/secret/place"), 503, "--rebuild"),
        (errors.EngineUnavailable("/secret/place"), 503, "检索引擎暂时连不上"),
        (errors.IndexChanging("/secret/place"), 503, "索引正在更新"),
        (errors.QueryError("年份写错了。"), 400, "年份写错了。"),
        (errors.IndexerError("/secret/place"), 500, "终端"),
        (ZeroDivisionError("/secret/place"), 500, "终端"),
    ],
)
def test_failures_say_what_to_do_and_nothing_of_the_machine(url: str, error: Exception, status: int, said: str) -> None:
    app = create_app({"LIBRARY": FakeLibrary(error=error), "PROPAGATE_EXCEPTIONS": False})
    answer = app.test_client().get(url)
    assert answer.status_code == status
    assert said in (answer.json["detail"] if answer.is_json else answer.text)
    assert answer.is_json == url.startswith(("/api", "/readyz"))
    assert "secret" not in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_missing_index_is_looked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def open_library(location: Path) -> FakeLibrary:
        opened.append(location)
        if len(opened) == 1:
            raise errors.NoIndex("none")
        return FakeLibrary()

    monkeypatch.setattr("web.shelf.open_library", open_library)
    client = create_app({"INDEX": tmp_path / "index"}).test_client()
    assert [client.get("/").status_code for _ in range(3)] == [503, 200, 200]
    assert opened == [tmp_path / "index"] * 2


def test_index_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGXIE_INDEX", "elsewhere")
    assert create_app().config["INDEX"] == "elsewhere"
    monkeypatch.delenv("ZHENGXIE_INDEX")
    assert create_app().config["INDEX"] == "index"
    assert create_app({"INDEX": "given"}).config["INDEX"] == "given"


@pytest.mark.parametrize(("prefix", "settled"), [("", ""), ("reports/", "/reports")])
@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "等候的请求太多"),
        ({"ACCEPT_LANGUAGE": "zh-TW,en;q=0.5"}, "等候的請求太多"),
        ({"ACCEPT_LANGUAGE": "zh-TW", "COOKIE": "theme=dark; language=en"}, "Too many requests are waiting"),
        ({"ACCEPT_LANGUAGE": ",;q=\xff", "COOKIE": '=;="\xff'}, "Too many requests are waiting"),
    ],
)
def test_who_comes_when_too_many_wait_is_told_so_without_the_application(
    prefix: str, settled: str, headers: dict[str, str], said: str
) -> None:
    refusal = refusing(create_app({"LIBRARY": FakeLibrary(), "PREFIX": prefix}))
    for path, instance in (
        ("/api/v1/search", "/api/v1/search"),
        ("/api/\xe4\xb8\xad\xff", "/api/%E4%B8%AD%EF%BF%BD"),
        ("/readyz", "/readyz"),
    ):
        for asked in {path, settled + path}:
            sent, body = refusal(asked, headers)
            assert dict(sent) == {"Content-Type": "application/problem+json", "Retry-After": "5"}
            problem = json.loads(body)
            assert problem["type"] == f"{settled}/api/v1/#problem-overloaded"
            assert (problem["status"], problem["instance"]) == (503, settled + instance)
            assert said in problem["title"]
            assert said in problem["detail"]
    for path in ("/", "/search", "/apiary", "//api/v1/search", f"{settled}/search"):
        sent, body = refusal(path, headers)
        assert dict(sent) == {"Content-Type": "text/plain; charset=utf-8", "Retry-After": "5"}
        assert body.decode().startswith(said)


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        ((), "https://example.org", None),
        (("https://example.org",), "https://example.org", "https://example.org"),
        (("https://example.org",), "https://other.example", None),
        (("https://example.org",), None, None),
        ("*", "https://example.org", "*"),
    ],
)
def test_a_page_of_another_site_may_read_that_too_many_wait(
    origins: object, origin: str | None, allowed: str | None
) -> None:
    refusal = refusing(create_app({"LIBRARY": FakeLibrary(), "API_ORIGINS": origins}))
    headers = {} if origin is None else {"ORIGIN": origin}
    sent = dict(refusal("/api/v1/search", headers)[0])
    assert sent.get("Access-Control-Allow-Origin") == allowed
    assert ("Retry-After" in sent.get("Access-Control-Expose-Headers", "")) == (allowed is not None)
    assert "Access-Control-Allow-Origin" not in dict(refusal("/search", headers)[0])
