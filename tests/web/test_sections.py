"""Searches in one part of reports: the same part in every address that a search leads to, counted there alone."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from indexer.answers import SearchRequest
from tests.web.fake_library import FakeLibrary

ATOM = "{http://www.w3.org/2005/Atom}"
WORD = "社情民意"
"""Stands in both parts of the invented reports, more often in the first."""
BACK = "文史资料"
"""Stands in the first part alone."""
SWITCH = "//p[@class='sections']/*"
CHIP = "//a[@class='chip']"
CLEAR = "//a[@class='clear']"
OFFERED = "//div[@class='none']//li/a"
FOUND = "//span[@class='found']"
ADDRESS = f"/search?q={WORD}&section=plan"


def page(client: FlaskClient, address: str, language: str = "zh-Hans") -> html.HtmlElement:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def sides(found: html.HtmlElement) -> list[tuple[str, str | None, str | None]]:
    """(text, link, aria-current) of the switch."""
    return [(said(side), side.get("href"), side.get("aria-current")) for side in found.xpath(SWITCH)]


def sections(addresses: list[str]) -> set[str | None]:
    return {dict(parse_qsl(urlsplit(address).query)).get("section") for address in addresses}


def test_the_api_counts_in_the_section_alone(client: FlaskClient, library: FakeLibrary) -> None:
    found = {
        section: client.get(f"/api/v1/search?q={WORD}{arguments}").json
        for section, arguments in {None: "", "review": "&section=review", "plan": "&section=plan"}.items()
    }
    assert [answer["section"] for answer in found.values()] == [None, "review", "plan"]
    times = {section: answer["occurrences"] for section, answer in found.items()}
    assert times["review"] + times["plan"] == times[None]
    assert times["review"] > times["plan"] > 0
    assert [request.section for request in library.asked] == ["", "review", "plan"]
    report = found["plan"]["hits"][0]["id"]
    whole, part = (
        client.get(f"/api/v1/reports/{report}?q={WORD}{argument}").json for argument in ("", "&section=plan")
    )
    assert part["marks"] == whole["marks"][-found["plan"]["hits"][0]["occurrences"] :]
    assert len(part["marks"]) < len(whole["marks"])


def test_cursors_and_links_of_the_api_keep_it(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/search?q={WORD}&section=plan")
    following = answer.json["next"]
    after = client.get(f"/api/v1/search?q={WORD}&section=plan&cursor={following}")
    assert (after.status_code, after.json["page"], after.json["section"]) == (200, 2, "plan")
    assert client.get(f"/api/v1/search?q={WORD}&section=review&cursor={following}").status_code == 400
    assert sections(re.findall(r"<([^>]*)>", answer.headers["Link"])) == {"plan"}
    values = client.get(f"/api/v1/facets?facet=kind&q={BACK}&section=plan").json
    assert values["total"] == 0
    assert client.get(f"/api/v1/facets?facet=kind&q={BACK}&section=review").json["total"] > 0


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/search?q=a",
        "/api/v1/reports/feedfacefeedface?q=a",
        "/api/v1/facets?facet=kind",
        "/api/v1/export?format=csv",
    ],
)
def test_another_section_is_refused(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}&section=other")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json["argument"] == "section"
    assert "review" in answer.json["detail"]


def test_the_document_names_its_values(client: FlaskClient) -> None:
    paths = client.get("/api/v1/openapi.json").json["paths"]
    taking = {path for path, item in paths.items() for each in item["get"]["parameters"] if each["name"] == "section"}
    assert taking > {
        "/api/v1/search",
        "/api/v1/reports/{report_id}",
        "/api/v1/facets",
        "/api/v1/export",
        "/api/v1/trends",
    }
    (argument,) = (each for each in paths["/api/v1/search"]["get"]["parameters"] if each["name"] == "section")
    assert (argument["schema"]["enum"], argument["required"]) == (["review", "plan"], False)
    assert "default" not in argument["schema"]


@pytest.mark.parametrize(
    ("language", "names", "chip"),
    [
        ("zh-Hans", ["全文", "工作回顾", "工作安排"], "所在部分工作安排×（移除）"),
        ("zh-Hant", ["全文", "工作回顧", "工作安排"], "所在部分工作安排×（移除）"),
        ("en", ["Full text", "Review", "Plans"], "Part of the reportPlans× (remove)"),
    ],
)
def test_a_switch_and_a_chip(client: FlaskClient, language: str, names: list[str], chip: str) -> None:
    found = page(client, ADDRESS + "&sort=newest&page=2", language)
    switch = sides(found)
    assert [name for name, _, _ in switch] == names
    assert [current for _, _, current in switch] == [None, None, "true"]
    asked = [dict(parse_qsl(urlsplit(link or "").query)) for _, link, _ in switch]
    assert asked == [{"q": WORD, "sort": "newest"}, {"q": WORD, "sort": "newest", "section": "review"}, {}]
    (shown,) = found.xpath(CHIP)
    assert said(shown) == chip
    assert shown.get("href") == switch[0][1]


def test_the_switch_stands_where_there_is_something_to_look_for(client: FlaskClient) -> None:
    assert sides(page(client, "/search")) == []
    assert sides(page(client, "/search?kind=讲话")) == []
    assert [current for _, _, current in sides(page(client, f"/search?q={WORD}"))] == ["true", None, None]
    assert [current for _, _, current in sides(page(client, "/search?section=review"))] == [None, "true", None]


def test_without_a_query_reports_that_have_the_part_are_listed(client: FlaskClient, library: FakeLibrary) -> None:
    part, whole = (client.get(f"/api/v1/search?{asked}").json["total"] for asked in ("section=plan", ""))
    assert whole > part > 0
    assert whole - part == library.search(SearchRequest()).total - library.search(SearchRequest(section="plan")).total


def test_every_link_to_the_same_search_keeps_it(client: FlaskClient) -> None:
    found = page(client, f"{ADDRESS}&kind=常委会工作报告")
    links = [
        link.get("href")
        for link in found.xpath(
            "//main//a[@href] | //nav[contains(@class, 'facets')]//a[@href] | //link[@rel='alternate']"
        )
    ]
    without = {link.get("href") for link in found.xpath(f"{SWITCH}[@href] | {CHIP} | {CLEAR}")}
    kept = [link for link in links if link not in without and "/cite?" not in link and not link.startswith("#")]
    assert len(kept) > 50
    assert sections(kept) == {"plan"}
    hidden = {(each.get("name"), each.get("value")) for each in found.xpath("//form//input[@type='hidden']")}
    assert ("section", "plan") in hidden
    cleared = found.xpath(CLEAR)[0].get("href")
    assert parse_qsl(urlsplit(cleared).query) == [("q", WORD)]


def test_where_nothing_is_found_the_whole_text_is_offered(client: FlaskClient) -> None:
    found = page(client, f"/search?q={BACK}&section=plan")
    first, *others = found.xpath(OFFERED)
    assert said(first) == "在全文中查找"
    assert parse_qsl(urlsplit(first.get("href")).query) == [("q", BACK)]
    assert "清除筛选条件，在全部报告中查找" not in [said(other) for other in others]
    assert [current for _, _, current in sides(found)] == [None, None, "true"]
    with_kind = page(client, f"/search?q={BACK}&section=plan&kind=常委会工作报告").xpath(OFFERED)
    assert [dict(parse_qsl(urlsplit(link.get("href")).query)) for link in with_kind[:2]] == [
        {"q": BACK, "kind": "常委会工作报告"},
        {"q": BACK},
    ]
    assert "在全文中查找" not in said(page(client, "/search?q=绝无此语"))


def test_a_report_marks_places_in_the_section_alone(client: FlaskClient) -> None:
    hit = page(client, ADDRESS).xpath("//h2/a[@data-hit]")[0].get("href")
    for language, told in (("zh-Hans", "出现 1 处（工作安排部分）"), ("en", "1 occurrence (in Plans)")):
        report = page(client, hit.partition("#")[0], language)
        assert said(report.xpath(FOUND)[0]).startswith(told)
        assert len(report.xpath("//article//mark")) == 1
    assert ("section", "plan") in {
        (each.get("name"), each.get("value")) for each in report.xpath("//form[@class='find']//input")
    }
    assert sections([report.xpath("//nav[@class='back']/a")[0].get("href")]) == {"plan"}


def test_a_report_without_places_in_the_section_offers_the_whole_text(client: FlaskClient) -> None:
    (hit, *_) = client.get(f"/api/v1/search?q={BACK}").json["hits"]
    address = f"/reports/{hit['id']}?q={WORD}&find={BACK}&section=plan"
    (told,) = page(client, address).xpath(FOUND)
    assert said(told) == "在工作安排部分没有可标出的文字。 在全文中查找"
    (link,) = told.xpath("a")
    assert parse_qsl(urlsplit(link.get("href")).query) == [("q", WORD), ("find", BACK)]
    assert page(client, link.get("href")).xpath("//article//mark")


def test_exports_are_of_the_section_and_say_it(client: FlaskClient) -> None:
    def exported(form: str, language: str = "zh-Hans") -> str:
        address = f"/export?format={form}&q={WORD}&section=plan"
        answer = client.get(address, headers={"Accept-Language": language}, buffered=True)
        assert answer.status_code == 200
        assert quote({"zh-Hans": "工作安排", "en": "Plans"}[language]) in answer.headers["Content-Disposition"]
        return answer.text.removeprefix("\ufeff")

    total = client.get(f"/api/v1/search?q={WORD}&section=plan").json["total"]
    rows = list(csv.DictReader(io.StringIO(exported("csv"))))
    assert [row["出现次数"] for row in rows] == ["1"] * total
    assert [json.loads(line)["occurrences"] for line in exported("jsonl").splitlines()] == [1] * total
    assert "所在部分：工作安排" in exported("csv-note").splitlines()
    assert "Part of the report：Plans" in exported("csv-note", "en").splitlines()


@pytest.mark.parametrize(
    ("arguments", "title"),
    [(f"q={WORD}&", f"政协报告检索：{WORD}（工作安排部分）"), ("", "政协报告检索：工作安排")],
)
def test_the_feed_is_of_the_section_and_says_it(client: FlaskClient, arguments: str, title: str) -> None:
    feed = etree.fromstring(client.get(f"/feed.atom?{arguments}section=plan").data)
    assert feed.findtext(f"{ATOM}title") == title
    links = [link.get("href") for link in feed.findall(f"{ATOM}link")]
    assert sections(links) == {"plan"}
    whole = etree.fromstring(client.get(f"/feed.atom?{arguments.rstrip('&')}").data)
    assert whole.findtext(f"{ATOM}id") != feed.findtext(f"{ATOM}id")
