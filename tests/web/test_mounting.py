"""The application under a path prefix and behind proxies: every link leads where the reader is."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask, request, url_for

from tests.web.fake_library import FakeLibrary
from web import create_app
from web.mounting import settled_prefix

PREFIX = "/reports-search"
LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
START = (
    "/",
    "/search?q=协商",
    "/search?q=协商&organization=重庆市&page=1",
    "/search?q=没有这样的词",
    "/reports/none",
    "/search?page=99",
    "/api/v1/",
    "/api/v1/shapes",
    "/api/v1/shapes/Search",
    "/api/v1/try/search",
    "/analysis/trends?term=协商",
    "/analysis/concordance?term=协商&neighbours=1",
    "/analysis/coverage",
    "/analysis/adoption?term=协商",
    "/analysis/adoption",
    "/analysis/compare?organization=重庆市&to_organization=四川省",
    "/reports/cbe4f7b25b2520c9/changes",
    "/analysis/figures?indicator=立案",
)
NOT_ALONE = ("/source", "/correct", "/search/facets")
"""Ends of paths that need files, which invented reports have none of, or what a form sends."""


def application(**config: object) -> Flask:
    return create_app({"LIBRARY": FakeLibrary(), "TESTING": True, "PROPAGATE_EXCEPTIONS": False, **config})


def told(app: Flask, headers: dict[str, str]) -> dict[str, str]:
    """What the application takes a request with these headers for."""
    with app.test_client() as client:
        client.get("/", headers=headers)
        return {
            "client": request.remote_addr or "",
            "scheme": request.scheme,
            "host": request.host,
            "home": url_for("home.home"),
        }


def test_links_of_each_page_stay_under_the_prefix_and_lead_somewhere() -> None:
    client = application(PREFIX=PREFIX).test_client()
    waiting = [PREFIX + path for path in START]
    seen: set[str] = set()
    kinds: set[str] = set()
    while waiting and len(seen) < 150:
        url = waiting.pop()
        if url.endswith(NOT_ALONE):
            continue
        answer = client.get(url, buffered=True)
        assert answer.status_code < 400 or url in {PREFIX + path for path in START}, url
        if answer.status_code in (301, 302, 303, 307, 308):
            waiting.append(urljoin(url, answer.headers["Location"]))
            assert waiting[-1].startswith(PREFIX)
        if answer.mimetype != "text/html":
            continue
        for link in map(unescape, LINK.findall(answer.text)):
            if urlsplit(link).netloc or link.startswith("#"):
                continue
            whole = urljoin(url, link).partition("#")[0]
            assert whole.startswith(f"{PREFIX}/"), f"{link} on {url}"
            kind = re.sub(r"[0-9a-f]{12,16}", "ID", urlsplit(whole).path)
            if whole not in seen and (kind not in kinds or len(seen) < 100):
                kinds.add(kind)
                seen.add(whole)
                waiting.append(whole)
    assert {f"{PREFIX}/", f"{PREFIX}/reports/ID", f"{PREFIX}/static/ID/style.css"} <= kinds
    assert len(seen) > 50


def test_a_proxy_may_have_taken_the_prefix_off() -> None:
    client = application(PREFIX=PREFIX).test_client()
    assert client.get("/healthz").status_code == client.get(f"{PREFIX}/healthz").status_code == 200
    assert f'href="{PREFIX}/' in client.get("/search?q=协商").text
    assert client.get(f"{PREFIX}extra/healthz").status_code == 404
    assert client.get(PREFIX).status_code in (200, 308)


@pytest.mark.parametrize(("given", "settled"), [("", ""), ("/", ""), ("a", "/a"), ("/a/b/", "/a/b"), ("//a", "/a")])
def test_prefixes_are_written_one_way(given: str, settled: str) -> None:
    assert settled_prefix(given) == settled


@pytest.mark.parametrize("given", ["/a//b", "/a b", "/a?b", '/"', "/a\n", "/检索"])
def test_what_is_no_path_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        create_app({"PREFIX": given})


FORWARDED = {
    "X-Forwarded-For": "10.9.9.9, 192.0.2.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "reports.example.org",
    "X-Forwarded-Prefix": "/shown",
}


def test_forwarded_headers_are_believed_only_behind_a_proxy() -> None:
    alone = told(application(), FORWARDED)
    assert alone == {"client": "127.0.0.1", "scheme": "http", "host": "localhost", "home": "/"}
    behind = told(application(PROXIES=1), FORWARDED)
    assert behind == {"client": "192.0.2.7", "scheme": "https", "host": "reports.example.org", "home": "/shown/"}
    assert told(application(PROXIES=2), FORWARDED)["client"] == "10.9.9.9"
    assert told(application(PROXIES=3), FORWARDED)["client"] == "127.0.0.1"


def test_a_configured_prefix_goes_before_a_forwarded_one() -> None:
    assert told(application(PROXIES=1, PREFIX=PREFIX), FORWARDED)["home"] == f"{PREFIX}/"


@pytest.mark.parametrize("prefix", ["//elsewhere.example", "/a//b", "/<b>", "x", "https://elsewhere.example"])
def test_a_forwarded_prefix_leads_nowhere_else(prefix: str) -> None:
    assert told(application(PROXIES=1), {"X-Forwarded-Prefix": prefix})["home"] == "/"


def test_fewer_than_no_proxies_cannot_be() -> None:
    with pytest.raises(ValueError, match="proxies"):
        create_app({"PROXIES": -1})
