"""The API's pages: operations tried on forms, in place with JavaScript, as plain answers without."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from playwright import sync_api as playwright

from tests.browser.test_accessible import violations
from tests.web.invented_reports import sample_reports
from web.language import LANGUAGES

pytestmark = pytest.mark.browser

REPORT = next(report for report in sample_reports() if report.metadata.script == "Hans")
WITH_JAVASCRIPT = pytest.mark.parametrize("javascript", [True], indirect=True)
WITHOUT_JAVASCRIPT = pytest.mark.parametrize("javascript", [False], indirect=True)


def fill(page: playwright.Page, operation: str, **said: str) -> None:
    """Opens an operation's page and writes what is said into its fields, those that are folded away included."""
    page.goto(f"/api/v1/try/{operation}")
    for name, value in said.items():
        field = page.locator(f"#{operation}-{name}")
        if not field.is_visible():
            page.click("main form summary")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def send(page: playwright.Page) -> None:
    page.click("main button[type=submit]")


def shown(page: playwright.Page) -> tuple[str, list[str]]:
    """The status, and what is shown of the request, its headers and the answer."""
    answer = page.locator(".answer")
    answer.locator("pre").nth(1).wait_for()
    return answer.locator("p").first.inner_text(), answer.locator("pre").all_inner_texts()


@WITH_JAVASCRIPT
def test_a_search_is_answered_in_place(page: playwright.Page) -> None:
    fill(page, "search", q="社情民意信息", covered_year="2020..2022", sort="newest", size="2")
    send(page)
    page.locator(".answer pre >> nth=2").wait_for()
    status, (command, headers, body) = shown(page)
    assert status.startswith("200")
    asked = urlsplit(command.split("'")[1])
    assert asked.path == "/api/v1/search"
    assert dict(parse_qsl(asked.query)) == {
        "q": "社情民意信息",
        "covered_year": "2020..2022",
        "sort": "newest",
        "size": "2",
    }
    assert "etag: W/" in headers
    assert "link: </api/v1/search?" in headers
    answer = json.loads(body)
    assert [hit["covered_year"] for hit in answer["hits"]] == [2022, 2022]
    assert urlsplit(page.url).path == "/api/v1/try/search"


@WITH_JAVASCRIPT
def test_a_list_is_shown_and_can_be_saved(page: playwright.Page, tmp_path: Path) -> None:
    fill(page, "export", format="bibtex", q="社情民意信息")
    send(page)
    page.locator(".answer pre >> nth=2").wait_for()
    status, (_, headers, body) = shown(page)
    assert status.startswith("200")
    assert "content-type: application/x-bibtex" in headers
    assert body.startswith("@techreport{zhengxie-")
    with page.expect_download() as saved:
        page.click(".answer a")
    assert saved.value.suggested_filename.startswith("政协报告检索_社情民意信息_")
    saved.value.save_as(tmp_path / "found.bib")
    assert (tmp_path / "found.bib").read_text("utf-8").count("@techreport") > 10


@WITH_JAVASCRIPT
def test_a_workbook_is_no_text_to_be_shown(page: playwright.Page, tmp_path: Path) -> None:
    fill(page, "export", format="xlsx", q="社情民意信息")
    send(page)
    page.locator(".answer a").wait_for()
    assert len(shown(page)[1]) == 2
    with page.expect_download() as saved:
        page.click(".answer a")
    saved.value.save_as(tmp_path / "found.xlsx")
    assert (tmp_path / "found.xlsx").read_bytes().startswith(b"PK")


@WITHOUT_JAVASCRIPT
def test_every_operation_is_reached_from_the_overview_and_from_the_others(page: playwright.Page) -> None:
    page.goto("/api/v1/")
    page.click(".operations a[href$='/try/info']")
    page.click("main nav a[href$='/try/cite']")
    assert page.inner_text("h1") == "GET /api/v1/reports/{report_id}/cite"
    assert page.locator("[aria-current=page]").inner_text() == "/api/v1/reports/{report_id}/cite"
    page.click("main .back a")
    assert urlsplit(page.url).path == "/api/v1/"


@WITHOUT_JAVASCRIPT
def test_forms_lead_to_answers_without_a_script(page: playwright.Page) -> None:
    fill(page, "related", report_id=REPORT.id)
    with page.expect_response(lambda response: response.url.endswith("/related")) as found:
        send(page)
    assert found.value.status == 200
    assert urlsplit(page.url).path == f"/api/v1/reports/{REPORT.id}/related"
    years = [each["covered_year"] for each in found.value.json()["years"]]
    assert years == sorted(years, reverse=True) != []
    page.go_back()
    assert urlsplit(page.url).path == "/api/v1/try/related"
    fill(page, "cite", report_id=REPORT.id, format="gb7714")
    send(page)
    page.wait_for_url(f"**/api/v1/reports/{REPORT.id}/cite?format=gb7714")
    assert REPORT.metadata.title in page.inner_text("body")


@WITHOUT_JAVASCRIPT
def test_a_list_is_a_download_without_a_script(page: playwright.Page, tmp_path: Path) -> None:
    fill(page, "export", format="jsonl", q="社情民意信息")
    with page.expect_download() as saved:
        send(page)
    assert unquote(saved.value.suggested_filename).endswith(".jsonl")
    saved.value.save_as(tmp_path / "found.jsonl")
    hits = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text("utf-8").splitlines()]
    assert len(hits) > 10
    assert all("社情民意信息" in hit["passages"][0]["text"] for hit in hits)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("interface", LANGUAGES)
@WITH_JAVASCRIPT
def test_axe_finds_nothing_beside_an_answer_either(page: playwright.Page, scheme: str, interface: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for width, folded in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 844})
        fill(page, "export", format="ris", q="社情民意信息")
        send(page)
        page.locator(".answer pre >> nth=2").wait_for()
        if not folded:
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert violations(page) == [], f"{width}, {scheme}, {interface}"
