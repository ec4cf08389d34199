"""The feed against what RFC 4287 demands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from hypothesis import given, settings
from lxml import etree

from indexer.answers import IndexInfo
from indexer.models import Report
from tests.citation import works
from tests.web.fake_library import FakeLibrary
from tests.web.invented_reports import hostile_report
from web import create_app
from web.feed import ENTRIES

ATOM = "{http://www.w3.org/2005/Atom}"
FEED_ONCE = {"id", "title", "updated", "generator", "icon", "logo", "rights", "subtitle"}
ENTRY_ONCE = {"id", "title", "updated", "content", "published", "rights", "source", "summary"}
ENTRY_MAY = {*ENTRY_ONCE, "author", "category", "contributor", "link"}
# RFC 3339 as 3.3 narrows it: capital T and Z, an offset of time.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def checked(content: bytes) -> etree._Element:
    """The feed, after every must of RFC 4287 that concerns what is in it."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    assert all(element.tag.startswith(ATOM) for element in feed.iter())
    entries = feed.findall(f"{ATOM}entry")
    # 4.1.1: metadata stands once, an author for every entry, and links to oneself.
    head = [local(child) for child in feed if local(child) != "entry"]
    assert {"id", "title", "updated", "author"} <= set(head)
    assert all(head.count(name) <= 1 for name in FEED_ONCE)
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    for entry in entries:  # 4.1.2
        names = [local(child) for child in entry]
        assert set(names) <= ENTRY_MAY
        assert {"id", "title", "updated"} <= set(names)
        assert all(names.count(name) <= 1 for name in ENTRY_ONCE)
        # Without content there must be a link to it.
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
    for element in feed.iter():
        name = local(element)
        if name in ("updated", "published"):  # 3.3
            assert DATE.fullmatch(element.text or "")
            assert datetime.fromisoformat(element.text or "").tzinfo is not None
        elif name == "author":  # 3.2
            assert [local(child) for child in element] == ["name"]
            assert (element[0].text or "").strip()
        elif name == "id":  # 4.2.6: an absolute IRI
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.text or "")
        elif name == "link":  # 4.2.7
            assert urlsplit(element.get("href", "")).scheme in ("http", "https")
            assert " " not in element.get("href", "")
        elif name == "category":  # 4.2.2
            assert element.get("term")
        elif name in ("title", "summary"):  # 3.1
            assert element.get("type", "text") == "text"
            assert len(element) == 0
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return feed


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def texts(feed: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in feed.findall("/".join(ATOM + name for name in path.split("/")))]


def test_the_newest_results(client: FlaskClient, library: FakeLibrary) -> None:
    answer = client.get("/feed.atom?q=社情民意信息&organization=重庆市&page=3&size=7&sort=oldest")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    asked = library.asked[-1]
    assert (asked.sort, asked.page, asked.size) == ("newest", 1, ENTRIES)
    feed = checked(answer.data)
    assert texts(feed, "title") == ["政协报告检索：社情民意信息"]
    assert texts(feed, "updated") == ["2025-03-01T08:00:00Z"]
    first = feed.find(f"{ATOM}entry")
    assert first is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].startswith("http://localhost/feed.atom?q=%E7%A4%BE")
    assert client.get(links["self"]).data == answer.data
    assert client.get(links["alternate"]).status_code == 200
    link = first.find(f"{ATOM}link").get("href")
    assert re.fullmatch(r"http://localhost/reports/[0-9a-f]{16}", link)
    assert client.get(link).status_code == 200
    dates = texts(feed, "entry/updated")
    assert {"2024-01-15T00:00:00+08:00"} < set(dates)
    assert all("社情民意信息" in text for text in texts(feed, "entry/summary"))
    known = [date for date in dates if date.endswith("+08:00")]
    assert all(later >= earlier for later, earlier in pairwise(known))


def test_names_stay_whatever_the_host(client: FlaskClient) -> None:
    here, there = (
        checked(client.get("/feed.atom?q=协商", base_url=base).data) for base in ("http://a", "https://b:8443")
    )
    assert texts(here, "id") == texts(there, "id")
    assert texts(here, "entry/id") == texts(there, "entry/id")
    assert there.find(f"{ATOM}entry/{ATOM}link").get("href").startswith("https://b:8443/reports/")
    other = checked(client.get("/feed.atom?q=协商&copies=1").data)
    assert texts(other, "id") != texts(here, "id")


def test_a_reader_that_has_it_gets_nothing(client: FlaskClient, library: FakeLibrary) -> None:
    first = client.get("/feed.atom?q=协商")
    assert first.headers["Last-Modified"] == "Sat, 01 Mar 2025 08:00:00 GMT"
    tag, asked = first.headers["ETag"], len(library.asked)
    assert client.get("/feed.atom?q=协商", headers={"If-None-Match": tag}).status_code == 304
    assert len(library.asked) == asked, "no search is made for it"
    for known in ({"If-None-Match": tag}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = client.get("/feed.atom?q=协商", headers=known)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    library.reports = library.reports[40:]
    assert client.get("/feed.atom?q=协商", headers={"If-None-Match": tag}).status_code == 200


def test_an_index_without_reports_or_commit() -> None:
    class Empty(FakeLibrary):
        def info(self) -> IndexInfo:
            return replace(super().info(), updated=None)

    answer = create_app({"LIBRARY": Empty([])}).test_client().get("/feed.atom")
    feed = checked(answer.data)
    assert texts(feed, "entry/id") == []
    assert texts(feed, "title") == ["政协报告检索"]
    assert "Last-Modified" not in answer.headers


def test_markup_stays_text(client: FlaskClient) -> None:
    feed = checked(client.get("/feed.atom?q=<i>协商</i> %26").data)
    assert texts(feed, "title") == ["政协报告检索：<i>协商</i> &"]
    assert any("<script>" in title for title in texts(feed, "entry/title"))


@settings(max_examples=40, deadline=None)
@given(works.hostile.filter(lambda text: not re.search(r"[\ud800-\udfff]", text)))
def test_any_text_makes_a_feed(text: str) -> None:
    report: Report = hostile_report()
    metadata = replace(report.metadata, title=text, published=text, kind=text or None, author=text)
    library = FakeLibrary([replace(report, text=f"{text}协商{text}", headings=(), metadata=metadata)])
    checked(create_app({"LIBRARY": library}).test_client().get("/feed.atom", query_string={"q": "协商"}).data)
