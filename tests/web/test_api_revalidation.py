"""What clients, caches and other sites' pages are told: ETag and 304, Vary, Retry-After, and CORS where it is
configured."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import TestResponse

from indexer import errors
from tests.web.fake_library import FakeLibrary
from web import create_app
from web.encoding import encoded

OF_THE_INDEX = [
    "search?q=协商",
    "reports/00000000000000aa",
    "reports/00000000000000aa/related",
    "reports/00000000000000aa/cite?format=text",
    "facets?facet=kind",
    "info",
    "export?format=xlsx&q=协商",
    "export?format=jsonl&q=协商",
]
URLS = [*OF_THE_INDEX, "suggest?q=重庆", "openapi.json", ""]


@pytest.mark.parametrize("url", URLS)
def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, library: FakeLibrary, url: str) -> None:
    first = client.get(f"/api/v1/{url}", buffered=True)
    tag = first.headers["ETag"]
    # A list says when it was written: a browser is not to hand out yesterday's.
    caching = "no-store" if url.startswith("export") else "no-cache"
    assert first.headers["Cache-Control"] == caching
    asked = len(library.asked)
    again = client.get(f"/api/v1/{url}", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.data) == (304, b"")
    assert (again.headers["ETag"], again.headers["Cache-Control"]) == (tag, caching)
    assert len(library.asked) == asked, "no search is made for it"
    assert client.get(f"/api/v1/{url}", headers={"If-None-Match": '"other"'}, buffered=True).status_code == 200
    assert client.get(f"/api/v1/{url}", headers={"If-None-Match": "*"}, buffered=True).status_code == 304
    if url:  # a page may hold how it was asked for
        assert client.head(f"/api/v1/{url}", buffered=True).headers["ETag"] == tag


@pytest.mark.parametrize("url", OF_THE_INDEX)
def test_a_commit_a_language_and_an_argument_make_another_answer(
    client: FlaskClient, library: FakeLibrary, url: str
) -> None:
    def tag(url: str, **headers: str) -> str:
        return client.get(f"/api/v1/{url}", headers=headers, buffered=True).headers["ETag"]

    before = tag(url)
    assert before == tag(url)
    assert before.startswith('W/"'), "times taken differ"
    tags = {before, tag(url, **{"Accept-Language": "en"})}
    client.set_cookie("language", "en")
    tags.add(tag(url))
    client.delete_cookie("language")
    library.reports = library.reports[:-1]
    tags.add(tag(url))
    assert len(tags) == 4
    assert {"Accept-Language", "Cookie"} <= set(client.get(f"/api/v1/{url}", buffered=True).headers["Vary"].split(", "))


def test_suggestions_that_got_better_are_sent_again(
    client: FlaskClient, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "generation", lambda: "0" * 32)
    tag = client.get("/api/v1/suggest?q=重庆").headers["ETag"]
    library.reports = library.reports[1:-20]
    assert client.get("/api/v1/suggest?q=重庆", headers={"If-None-Match": tag}).status_code == 200


def test_failures_are_not_tagged(client: FlaskClient) -> None:
    tag = client.get("/api/v1/info").headers["ETag"]
    for url in ("search?page=x", "reports/none", "search?page=99"):
        answer = client.get(f"/api/v1/{url}", headers={"If-None-Match": f"*, {tag}"})
        assert answer.status_code in (400, 404)
        assert "ETag" not in answer.headers
    assert client.get("/api/v1/search?page=x", headers={"If-None-Match": "*"}).status_code == 400


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.NoIndex("x"), "no-index"),
        (errors.CorruptIndex("x"), "corrupt-index"),
        (errors.IncompatibleIndex("x"), "incompatible-index"),
        (errors.EngineUnavailable("x"), "engine-unavailable"),
        (errors.IndexChanging("x"), "index-changing"),
    ],
)
def test_who_cannot_be_served_now_is_told_when(error: Exception, kind: str) -> None:
    client = create_app({"LIBRARY": FakeLibrary(error=error)}).test_client()
    for url in ("/api/v1/search", "/readyz"):
        answer = client.get(url)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.get_json()["type"] == f"/api/v1/#problem-{kind}"
    page = client.get("/")
    assert page.mimetype == "text/html"
    assert "Retry-After" in page.headers


def test_who_asks_too_often_is_told_when(app: Flask) -> None:
    def refuse() -> None:
        raise TooManyRequests(retry_after=7)

    app.before_request(refuse)
    answer = app.test_client().get("/api/v1/info")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.get_json()["type"] == "/api/v1/#problem-too-many-requests"


@pytest.mark.parametrize("url", ["/api/v1/search", "/api/v1/reports/x", "/api/v1/", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_only_reading_is_served(client: FlaskClient, url: str, method: str) -> None:
    answer = client.open(url, method=method, data="x" * 100, content_type="text/plain")
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert answer.get_json()["type"] == "about:blank"


@pytest.mark.parametrize("accepted", ["text/html", "application/xml;q=0.9", "image/png", "nonsense"])
def test_what_a_client_says_it_accepts_changes_nothing(client: FlaskClient, accepted: str) -> None:
    answer = client.get("/api/v1/info", headers={"Accept": accepted})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    refused = client.get("/api/v1/info?q=", headers={"Accept": accepted})
    assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ["/api/nowhere", "/api//host/x", "/api/v1/<b>", "/api/v1/reports/长 短"])
def test_the_instance_is_a_path_of_this_server(client: FlaskClient, path: str) -> None:
    instance = client.get(path, environ_overrides={"SCRIPT_NAME": "/at"}).get_json()["instance"]
    assert instance.isascii()
    assert instance.startswith("/at/api/")
    assert not {" ", "<"} & set(instance)


def test_a_file_name_that_is_not_utf_8_is_still_json() -> None:
    document = {"file": "报告\udcff.txt", "n": 1.5}
    assert json.loads(encoded(document)) == document
    assert "报告" in encoded({"file": "报告.txt"}).decode()


class Sentence(str):
    """A text that knows more than its characters."""

    __slots__ = ("template",)


def test_texts_of_any_kind_are_texts_and_nothing_else_is() -> None:
    assert json.loads(encoded({"notes": [Sentence("说明")]})) == {"notes": ["说明"]}
    with pytest.raises(TypeError, match="Flask"):
        encoded({"app": Flask(__name__)})


# ----------------------------------------------------------------------------------------------- CORS


def shared_with(*origins: str) -> FlaskClient:
    return create_app({"LIBRARY": FakeLibrary(), "API_ORIGINS": origins}).test_client()


def cors(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


def test_nothing_is_shared_unless_configured(client: FlaskClient) -> None:
    asking = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    assert cors(client.get("/api/v1/info", headers=asking)) == {}
    assert cors(client.options("/api/v1/info", headers=asking)) == {}


def test_answers_are_shared_with_the_origins_that_are_named() -> None:
    client = shared_with("https://example.org", "http://localhost:5000")
    answer = client.get("/api/v1/search?q=协商", headers={"Origin": "http://localhost:5000"})
    assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:5000"
    assert {"Content-Disposition", "ETag", "Link", "Retry-After"} <= set(
        answer.headers["Access-Control-Expose-Headers"].split(", ")
    )
    assert "Access-Control-Allow-Credentials" not in answer.headers
    for headers in ({}, {"Origin": "https://example.com"}, {"Origin": "null"}):
        other = client.get("/api/v1/info", headers=headers)
        assert cors(other) == {}
        assert "Origin" in other.headers["Vary"]
    listed = client.get("/api/v1/export?format=csv", headers={"Origin": "https://example.org"}, buffered=True)
    assert listed.headers["Access-Control-Allow-Origin"] == "https://example.org"
    assert cors(client.get("/export?format=csv", headers={"Origin": "https://example.org"}, buffered=True)) == {}
    problem = client.get("/api/nowhere", headers={"Origin": "https://example.org"})
    assert problem.headers["Access-Control-Allow-Origin"] == "https://example.org"
    unchanged = {"Origin": "https://example.org", "If-None-Match": answer.headers["ETag"]}
    assert client.get("/api/v1/search?q=协商", headers=unchanged).headers["Access-Control-Allow-Origin"]
    assert cors(client.get("/healthz", headers={"Origin": "https://example.org"})) == {}
    assert cors(client.get("/", headers={"Origin": "https://example.org"})) == {}


def test_browsers_may_ask_beforehand() -> None:
    client = shared_with("*")
    asking = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = client.options("/api/v1/info", headers=asking)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert "Origin" not in answer.headers.get("Vary", "")
    assert "Access-Control-Allow-Methods" not in client.get("/api/v1/info", headers=asking).headers
