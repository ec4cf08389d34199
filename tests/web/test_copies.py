"""Copies of one text on the pages and in the API: counted, linked, listed, and told apart from hits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.web.fake_library import FakeLibrary
from tests.web.invented_reports import repost, sample_reports
from tests.web.outline import Outline
from web import create_app

FIRST = sample_reports()[0]
REPOST = repost(FIRST)
CUT = replace(
    FIRST, id="00000000000000bb", file="残.txt", metadata=replace(FIRST.metadata, source=None, published=None)
)
QUERY = {"q": "口述史料", "organization": "全国政协", "covered_year": str(FIRST.metadata.covered_year)}


@pytest.fixture
def client() -> FlaskClient:
    reports = [*sample_reports(), CUT]
    return create_app({"LIBRARY": FakeLibrary(reports), "TESTING": True}).test_client()


def test_copies_are_one_hit_that_says_how_many_there_are(client: FlaskClient) -> None:
    page = Outline(client.get("/search", query_string=QUERY).text)
    assert "共 1 份报告 · 另有 2 份相同文本 逐份列出" in page.whole_text
    assert len([each for each in page.all("article") if each.get("class") == "hit"]) == 1
    (link,) = [each["href"] or "" for each in page.all("a") if each.get("class") == "more-copies"]
    assert link.startswith(f"/reports/{FIRST.id}?")
    assert link.endswith("#copies")
    assert 'id="copies"' in client.get(link).text


def test_they_are_listed_one_by_one_where_that_is_asked_for_and_back(client: FlaskClient) -> None:
    one = Outline(client.get("/search", query_string=QUERY).text)
    (every,) = [each["href"] or "" for each in one.all("a") if "copies=1" in (each["href"] or "")]
    page = Outline(client.get(every).text)
    assert "共 3 份报告 · 相同文本逐份列出 合并" in page.whole_text
    assert len([each for each in page.all("article") if each.get("class") == "hit"]) == 3
    kept = [each["href"] or "" for each in page.all("a") if (each["href"] or "").startswith("/search?")]
    assert len([target for target in kept if "copies=1" not in target]) == 1, "every other link keeps the choice"
    assert [each for each in page.all("input") if (each.get("name"), each.get("value")) == ("copies", "1")]


def test_a_report_lists_its_copies_with_what_tells_them_apart(client: FlaskClient) -> None:
    page = Outline(client.get(f"/reports/{REPOST.id}?q=口述史料").text)
    assert "另有 2 份相同文本" in page.text("h2")
    text = page.whole_text
    assert "示例<网>" in text
    assert "转存/<示例>.html" in text
    listed = [each["href"] or "" for each in page.all("a") if each.get("class") == "name"]
    assert [target.split("?")[0] for target in listed] == [f"/reports/{FIRST.id}", f"/reports/{CUT.id}"]
    assert all("q=" in target for target in listed), "the search is kept"
    assert page.text("span").count("本页") == 1
    alone = client.get(f"/reports/{sample_reports()[5].id}").text
    assert 'id="copies"' not in alone


def test_the_api_counts_and_lists_them(client: FlaskClient) -> None:
    found = client.get("/api/v1/search", query_string=QUERY).get_json()
    assert (found["total"], found["copies"], [hit["copies"] for hit in found["hits"]]) == (1, 2, [2])
    every = client.get("/api/v1/search", query_string={**QUERY, "copies": "1"}).get_json()
    assert (every["total"], every["copies"], [hit["copies"] for hit in every["hits"]]) == (3, 0, [0, 0, 0])
    assert client.get("/api/v1/search?copies=2").status_code == 400
    listed = client.get(f"/api/v1/reports/{CUT.id}").get_json()["copies"]
    assert [copy["id"] for copy in listed] == [FIRST.id, REPOST.id, CUT.id]
    assert listed[1] == {
        "id": REPOST.id,
        "title": FIRST.metadata.title,
        "root": "reports",
        "file": "转存/<示例>.html",
        "member": None,
        "part": 0,
        "parts": 1,
        "characters": len(FIRST.text),
        "source": "示例<网>",
        "published": "2021-02-03",
        "completeness": "全文",
        "script": "Hans",
    }


def test_the_front_page_says_how_many_of_the_reports_are_copies(client: FlaskClient) -> None:
    page = Outline(client.get("/").text)
    assert "其中 2 份与另一份文本相同" in page.whole_text
    assert "72" in [text.strip() for text in page.text("a")]
    assert "共 70 份报告 · 另有 2 份相同文本" in Outline(client.get("/search").text).whole_text
