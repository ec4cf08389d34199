"""The page of a term in its contexts: its lines are those of the API, and lead to the places that they show."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from indexer.analysis.line_order import SORTS
from indexer.analysis.recounting import read_record
from tests.web.fake_library import FakeLibrary
from web import create_app

ASKED = "term=协商&organization=重庆市"


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    """Over a real index of the invented reports, for as long as they are held."""
    held = FakeLibrary()
    yield create_app({"LIBRARY": held.counted, "TESTING": True, "PROPAGATE_EXCEPTIONS": False}).test_client()
    held.counted.close()


def shown_lines(page: str) -> list[tuple[str, str, str, str]]:
    """(link, left, key, right) of the lines on a page."""
    found = re.findall(
        r'<a class="line" lang="zh" href="([^"]+)" title="[^"]*"><span class="left"><span>(.*?)</span></span>'
        r'<mark>(.*?)</mark><span class="right">(.*?)</span></a>',
        page,
    )
    return [tuple(map(html.unescape, each)) for each in found]


@pytest.mark.parametrize("sort", SORTS)
def test_page_and_file_say_what_the_api_says(client: FlaskClient, sort: str) -> None:
    asked = f"{ASKED}&sort={sort}&size=5&width=12"
    told = client.get(f"/api/v1/concordance?{asked}&page=2").get_json()
    page = client.get(f"/analysis/concordance?{asked}&page=2").text
    assert [line[1:] for line in shown_lines(page)] == [
        (line["left"], line["key"], line["right"]) for line in told["lines"]
    ]
    assert [line["number"] for line in told["lines"]] == [6, 7, 8, 9, 10]
    assert f"出现 {told['total']} 处，见于 {told['holding']} 份报告" in page
    assert 'start="6"' in page
    (link,) = re.findall(r'<a href="([^"]+)">全部各行', page)
    answer = client.get(html.unescape(link), buffered=True)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="concordance.csv"'
    table = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(table) == told["total"]
    assert [row["上文"] for row in table[5:10]] == [line["left"] for line in told["lines"]]
    assert [int(row["位置"]) for row in table[5:10]] == [line["offset"] for line in told["lines"]]


def test_totals_are_those_of_the_search(client: FlaskClient) -> None:
    told = client.get(f"/api/v1/concordance?{ASKED}").get_json()
    found = client.get("/api/v1/search", query_string={"q": told["term"]["query"], "organization": "重庆市"}).get_json()
    assert (told["total"], told["holding"]) == (found["occurrences"], found["total"])


def test_a_line_opens_its_place_in_the_report(client: FlaskClient) -> None:
    page = client.get(f"/analysis/concordance?{ASKED}&size=3").text
    for link, left, key, _ in shown_lines(page):
        report = client.get(link.partition("#")[0]).text
        (place,) = re.findall(r'id="at".*?</(?:p|h\d)>', report, re.DOTALL)
        assert f"{left[-3:]}{key}" in html.unescape(re.sub(r"<[^>]+>", "", place))
        assert key in re.findall(r"<mark[^>]*>([^<]+)", place)


def test_neighbours_are_those_of_the_api_and_lead_to_what_was_counted(client: FlaskClient) -> None:
    told = client.get("/api/v1/neighbours?term=协商&limit=10&copies=1").get_json()
    page = client.get("/analysis/concordance?term=协商&neighbours=1&copies=1").text
    links = re.findall(
        r'<th scope="row"><span lang="zh-Hans"><a href="([^"]+)">(.*?)</a></span></th><td class="number">([\d,]+)', page
    )
    told_rows = [
        (each["text"], f"{each['count']:,}")
        for side in ("left", "right")
        for kind in ("letters", "words")
        for each in told[side][kind]
    ]
    assert [(html.unescape(text), count) for _, text, count in links] == told_rows
    for link, _, count in links[:8]:
        found = client.get(html.unescape(link).replace("/search?", "/api/v1/search?")).get_json()
        assert f"{found['occurrences']:,}" == count
    page = client.get("/analysis/concordance?term=协商&neighbours=1&copies=1&q=提案 OR 工作").text
    selected = client.get("/api/v1/search?copies=1&size=100&q=提案 OR 工作").get_json()
    links = re.findall(r'<span lang="zh-Hans"><a href="([^"]+)">.*?</a></span></th><td class="number">([\d,]+)', page)
    assert len(links) > 3
    for link, count in links:
        found = client.get(html.unescape(link).replace("/search?", "/api/v1/search?size=100&")).get_json()
        assert {hit["id"] for hit in found["hits"]} <= {hit["id"] for hit in selected["hits"]}
        assert 0 < found["total"] <= int(count.replace(",", ""))
    table = client.get("/analysis/neighbours.csv?term=协商&copies=1").data.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) >= len(told_rows)
    assert "G²" not in client.get("/analysis/concordance?term=协商").text


def test_english_heads_tell_parts_of_reports_from_the_sections_under_headings(client: FlaskClient) -> None:
    english = {"Accept-Language": "en"}
    lines = client.get("/analysis/concordance.csv?term=协商", headers=english).data.decode("utf-8-sig")
    assert {"Part", "Report ID"} <= set(next(csv.reader(io.StringIO(lines))))
    assert ">Part</label> <select" in client.get("/analysis/compare", headers=english).text


def test_a_page_past_the_end_is_none_to_keep(client: FlaskClient) -> None:
    assert client.get("/analysis/concordance.json?term=协商&page=9999").status_code == 404
    assert client.get("/analysis/concordance.json?term=协商&page=2&size=5").status_code == 200


def test_sorting_and_leafing_keep_everything_else(client: FlaskClient) -> None:
    page = client.get("/analysis/concordance?term=协商&sort=left&width=50&section=review&neighbours=1&page=2").text
    (nav,) = re.findall(r'<nav class="sorts".*?</nav>', page, re.DOTALL)
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', nav)]
    assert len(links) == len(SORTS) - 1
    for link in links:
        assert "width=50" in link
        assert "section=review" in link
        assert "neighbours=1" in link
        assert "page=" not in link
        assert client.get(link).status_code == 200
    (pager,) = re.findall(r'<nav class="pager".*?</nav>', page, re.DOTALL)
    assert "sort=left" in pager
    assert '<input type="hidden" name="section" value="review">' in page


def test_narrowings_can_be_taken_back(client: FlaskClient) -> None:
    page = client.get(f"/analysis/concordance?{ASKED}&sort=right&section=review&copies=1").text
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)<', page)
    assert [label for _, label in chips] == ["机构：重庆市", "工作回顾", "相同文本逐份计"]
    assert all("sort=right" in link and "term=" in link for link, _ in chips)


def test_without_a_term_the_page_says_what_it_is_for(client: FlaskClient) -> None:
    page = client.get("/analysis/concordance?term=+").text
    assert "逐行看它的每一处上下文" in page
    assert 'class="lines"' not in page
    assert "没有找到“没有的词”" in client.get("/analysis/concordance?term=没有的词&neighbours=1").text


def test_what_stands_in_a_report_is_escaped(client: FlaskClient) -> None:
    page = client.get("/analysis/concordance?term=alert&neighbours=1").text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "style=" not in page


def test_a_search_for_one_term_leads_to_its_contexts(client: FlaskClient) -> None:
    page = client.get("/search?q=“社情民意信息”&organization=重庆市").text
    (link,) = re.findall(r'<a class="contexts" href="([^"]+)"', page)
    asked = client.get(html.unescape(link)).text
    assert 'value="“社情民意信息”"' in asked
    assert "机构：重庆市" in asked
    assert 'class="contexts"' not in client.get("/search?q=协商 提案").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("concordance?term=协商&sort=colour", 400),
        ("concordance?term=协商&size=501", 400),
        ("concordance?term=协商&width=0", 400),
        ("concordance?term=协商&page=0", 400),
        ("concordance?term=协商&page=9999", 404),
        ("concordance?term=" + "长" * 101, 413),
        ("concordance?term=协商&colour=1", 400),
        ("concordance", 400),
        ("neighbours?term=协商&limit=201", 400),
        ("neighbours?term=协商&sort=left", 400),
        ("neighbours", 400),
    ],
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, asked: str, status: int) -> None:
    assert client.get(f"/api/v1/{asked}").status_code == status


def test_answers_are_not_worked_out_again(client: FlaskClient) -> None:
    for url in (
        *(
            "/analysis/concordance?term=协商",
            "/analysis/concordance.csv?term=协商",
            "/analysis/neighbours.csv?term=协商",
        ),
        *("/api/v1/concordance?term=协商", "/api/v1/neighbours?term=协商"),
    ):
        tag = client.get(url, buffered=True).headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}, buffered=True).status_code == 304


def test_a_fixed_link_and_a_file_keep_what_was_seen(client: FlaskClient) -> None:
    page = client.get(f"/analysis/concordance?{ASKED}&sort=left&size=5").text
    (link,) = re.findall(r'<a href="([^"]+)">固定链接', page)
    assert "索引与固定链接生成时相同。" in client.get(html.unescape(link)).text
    (link,) = re.findall(r'<a href="([^"]+)">可核对的文件', page)
    kept = read_record(client.get(html.unescape(link)).data)
    assert kept.settings == {"term": "协商", "sort": "left", "page": 1, "size": 5, "width": 30, "whole": True}
    assert len(list(kept.table.rows)) == client.get(f"/api/v1/concordance?{ASKED}").get_json()["total"] > 5
    answer = client.get("/analysis/concordance.json?term=协商&neighbours=1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="neighbours.json"'
    assert read_record(answer.data).settings == {"term": "协商"}
