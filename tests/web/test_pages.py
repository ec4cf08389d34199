"""The pages as a reader's client gets them."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from indexer.models import Metadata
from tests.cli.running import PAGE
from tests.web.fake_library import FakeLibrary
from tests.web.invented_reports import hostile_report, sample_reports
from tests.web.outline import Outline
from web import create_app, labels, pages
from web.params import read_state

PAGES = (
    "/",
    "/search?q=社情民意信息",
    "/search?q=协商&view=table&not_kind=讲话&not_organization=四川省",
    "/search/facets?facet=organization&q=协商&not_kind=讲话",
    "/search/facets?facet=organization&prefix=涪陵&kind=常委会工作报告",
    "/search/facets?facet=covered_year&covered_year=2020..2022",
    "/search/facets?facet=source&prefix=没有",
    "/search?q=社情民意信息&organization=重庆市&covered_year=2020..2022&delivered_year=2023&page=1&size=20&sort=newest",
    "/search?q=年份：2022 协商&years=delivered&variants=0",
    "/search?q=没有的词&organization=涪陵",
    "/search?q=社情民意信息&section=review",
    "/search?section=plan",
    "/search?q=协商&body=其他",
    "/search?page=99",
    "/search?page=abc",
    "/reports/feedfacefeedface?q=协商",
    "/reports/none",
)


@pytest.mark.parametrize("url", PAGES)
def test_pages_are_whole_and_safe(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    page = Outline(answer.text)
    names = {name for name, _ in page.elements}
    assert not names & {"style", "b onmouseover", "i", "u", "iframe", "img"}
    assert all((attributes.get("src") or "").startswith("/static/") for attributes in page.all("script"))
    assert not re.search(r"<script[^>]*>\s*[^<\s]", answer.text), "scripts are files, never lines in a page"
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            target = attributes.get(name) or ""
            assert not urlsplit(target).netloc
            assert not target.lower().startswith("javascript:")
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert page.all("html")[0]["lang"] == "zh-Hans"
    assert len(page.all("main")) == 1
    assert len(page.all("h1")) == 1
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("url", PAGES)
def test_links_within_the_site_lead_somewhere(client: FlaskClient, url: str) -> None:
    page = Outline(client.get(url).text)
    ids = {attributes.get("id") for _, attributes in page.elements}
    targets = {attributes["href"] or "" for attributes in page.all("a")}
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in ids
        elif target.endswith(("/source", "/correct")):
            continue  # of files, which invented reports have none of; tests/originals follows these
        else:
            with client.get(target) as answer:
                assert answer.status_code == 200, target


def test_icon_is_found_by_either_name(client: FlaskClient) -> None:
    named = next(item["href"] or "" for item in Outline(client.get("/").text).all("link") if item["rel"] == "icon")
    for url in (named, "/favicon.ico"):
        with client.get(url, follow_redirects=True) as answer:
            assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_request_reaches_the_library_as_asked(client: FlaskClient, library: FakeLibrary) -> None:
    client.get("/search?q=+协商+&kind=讲话&kind=决议&covered_year=2020..2022&sort=oldest&size=20&variants=0")
    asked = library.asked[-1]
    assert asked.query == "协商"
    assert asked.filters == {"covered_year": ("2020..2022",), "kind": ("讲话", "决议")}
    assert (asked.sort, asked.page, asked.size, asked.variants) == ("oldest", 1, 20, False)


def test_year_form_leads_to_a_plain_url(client: FlaskClient) -> None:
    answer = client.get("/search?q=协商&years=delivered&from=2020&to=2022")
    assert answer.status_code == 302
    state = read_state(MultiDict(parse_qsl(urlsplit(answer.headers["Location"]).query)))
    assert state.chosen("delivered_year") == ("2020..2022",)
    assert state.request.query == "协商"


def test_search_form_keeps_the_state_but_not_the_page(client: FlaskClient) -> None:
    page = Outline(client.get("/search?q=协商&kind=常委会工作报告&size=20&page=2").text)
    forms = [place for place, (tag, _) in enumerate(page.elements) if tag == "form"]
    fields = [attributes for tag, attributes in page.elements[: forms[1]] if tag == "input"]
    sent = {(item.get("name"), item.get("value")) for item in fields if item.get("type") == "hidden"}
    assert ("kind", "常委会工作报告") in sent
    assert ("size", "20") in sent
    assert not [name for name, _ in sent if name in ("page", "q")]


def test_marks_are_right_beside_markup_and_astral_characters(client: FlaskClient) -> None:
    report = hostile_report()
    for url in ("/search?q=协商&body=其他", f"/reports/{report.id}?q=协商", "/search?q=%26lt;𠮷&body=其他"):
        page = Outline(client.get(url).text)
        query = dict(parse_qsl(urlsplit(url).query))["q"]
        assert page.text("mark") == [query] * report.text.count(query)
        if url.startswith("/reports/"):
            # Without what leads from mark to mark.
            text = "".join(part for path, part in page.texts if "article" in path and "span" not in path)
            assert all(line in text for line in report.text.split("\n"))


def test_query_stays_text(client: FlaskClient) -> None:
    evil = '"><script>alert(1)</script>'
    page = Outline(client.get("/search", query_string={"q": evil, "source": evil}).text)
    assert all((each["src"] or "").startswith("/static/") for each in page.all("script"))
    assert page.all("input")[0]["value"] == evil


def test_passages_lead_to_their_place(client: FlaskClient) -> None:
    results = Outline(client.get("/search?q=清醒看到").text)
    link = next(item["href"] or "" for item in results.all("a") if (item["href"] or "").endswith("#at"))
    page = client.get(link).text
    assert re.search(r'<span id="at"></span>\s*<p id="p\d+">在肯定成绩的同时', page)
    assert client.get(link.replace("at=", "at=9999999")).status_code == 200
    assert client.get("/reports/feedfacefeedface?at=-1").status_code == 200


def test_span_of_years_unknown_and_not_applicable(client: FlaskClient) -> None:
    span = Outline(client.get("/search?kind=常委会工作报告&covered_year=2018").text)
    assert "届期报告" in span.whole_text
    assert "2018—2022年" in span.whole_text
    speech = Outline(client.get("/search?kind=讲话").text)
    assert "不适用" in speech.text("span")
    unknown = Outline(client.get("/search?kind=unknown").text)
    assert {"机构未识别", "材料类型未识别"} <= set(unknown.text("span"))
    assert "〔无题〕" in unknown.text("a")


def test_a_digest_is_marked_whatever_else_is_known_of_it() -> None:
    digest = replace(sample_reports()[0], metadata=Metadata(title="一图读懂（示例）", completeness="摘要/图解"))
    client = create_app({"LIBRARY": FakeLibrary([digest]), "TESTING": True}).test_client()
    for url in ("/search", f"/reports/{digest.id}"):
        page = Outline(client.get(url).text)
        head = page.whole_text[page.whole_text.index("材料类型未识别") :]
        assert head.startswith("材料类型未识别摘要/图解"), url
    assert "全文" not in client.get(f"/reports/{digest.id}").text, "nor is it called whole anywhere"


def test_without_a_query_the_newest_come_first(client: FlaskClient) -> None:
    def sorts(url: str) -> list[tuple[str, str]]:
        line = client.get(url).text.partition('<p class="sorts">')[2].partition("</p>")[0]
        return re.findall(r"<(span aria-current|a href)[^>]*>([^<]+)<", line)

    assert sorts("/search") == [("span aria-current", "新近在前"), ("a href", "早年在前")]
    assert sorts("/search?kind=常委会工作报告&sort=oldest") == [
        ("a href", "新近在前"),
        ("span aria-current", "早年在前"),
    ]
    assert sorts("/search?q=协商")[0] == ("span aria-current", "相关度")


def test_api_is_the_one_json(client: FlaskClient, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    found = client.get("/api/v1/search?q=协商&kind=常委会工作报告&size=20&page=2")
    assert found.mimetype == "application/json"
    assert "协商" in found.text
    body = found.json
    assert list(body)[: len(PAGE)] == PAGE
    assert (body["page"], body["size"], body["query"]) == (2, 20, "协商")
    for hit in body["hits"]:
        for passage in hit["passages"]:
            assert {passage["text"][start:end] for start, end in passage["marks"]} <= {"协商"}
    report = client.get(f"/api/v1/reports/{library.reports[0].id}?q=协商").json
    assert report["id"] == library.reports[0].id
    assert {report["text"][start:end] for start, end in report["marks"]} == {"协商"}
    assert report["evidence"]["covered_year"] == {"text": "过去一年", "where": "body:4"}
    assert client.get("/readyz").json == client.get("/healthz").json == {"status": "ok"}
    monkeypatch.setattr("web.shelf._ASKED", 3600.0)
    asked = len(library.asked)
    assert {client.get("/readyz").status_code for _ in range(9)} == {200}
    assert len(library.asked) <= asked + 1, "everybody may ask, and not for a search each time"


def test_every_label_is_used(app: Flask, client: FlaskClient) -> None:
    urls = [*PAGES, "/search?covered_year=2018", *(f"/reports/{report.id}?q=协商" for report in sample_reports())]
    shown = "".join(client.get(url).text for url in urls)
    words = [
        # No sample is of a former division; its row is tested beside the other rows.
        *(word for name, word in labels.FIELDS.items() if name != "now"),
        *labels.SORTS.values(),
        *labels.SCRIPTS.values(),
        *labels.SPECIAL_VALUES.values(),
        labels.SITE,
        labels.NOT_STATED,
        labels.TERM_REPORT,
        labels.EVIDENCE,
        labels.PASSAGES,
        labels.SECTION,
        labels.VARIANTS,
    ]
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    ("current", "last", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (1, 20, [1, 2, 3, None, 20]),
        (10, 20, [1, None, 8, 9, 10, 11, 12, None, 20]),
    ],
)
def test_page_numbers(current: int, last: int, expected: list[int | None]) -> None:
    assert list(pages.page_numbers(current, last)) == expected


def test_style_sheet_asks_nothing_from_elsewhere(client: FlaskClient) -> None:
    with client.get("/static/style.css") as answer:
        sheet = answer.text
    assert "url(" not in sheet
    assert "@import" not in sheet
