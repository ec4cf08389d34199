"""Reading a report: outline, marks, evidence, finding in it, both scripts."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright import sync_api as playwright

from tests.browser.waiting import until
from tests.web.invented_reports import sample_reports

pytestmark = pytest.mark.browser

WITH_JAVASCRIPT = pytest.mark.parametrize("javascript", [True], indirect=True)
REPORT = next(report for report in sample_reports() if report.metadata.script == "Hans")
TRADITIONAL = next(report for report in sample_reports() if report.metadata.script == "Hant")


def _hash(page: playwright.Page) -> str:
    return urlsplit(page.url).fragment


def test_the_words_that_a_year_rests_on_are_one_click_away(page: playwright.Page) -> None:
    page.goto(f"/reports/{REPORT.id}")
    page.click(".report-head .why >> nth=0")
    because = page.locator("#because-covered_year")
    because.wait_for(state="visible")
    assert "过去一年" in because.inner_text()
    because.locator("a").click()
    assert _hash(page) == "p4"


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_only_the_words_that_a_value_rests_on_are_marked(page: playwright.Page) -> None:
    page.goto(f"/reports/{REPORT.id}?q=过去")
    page.click(".report-head .why >> nth=0")
    words = page.locator("#because-covered_year q").inner_text()
    page.locator("#because-covered_year a").click()
    marked = page.evaluate("[...CSS.highlights.get('evidence')].map(range => range.toString())")
    assert "".join(marked) == words
    assert len(marked) > 1, "a mark of the search stands in it"
    paragraph = page.locator(".text > :target")
    assert words in paragraph.inner_text()
    assert len(words) < len(paragraph.inner_text())
    playwright.expect(paragraph).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.goto(f"/reports/{REPORT.id}?q=过去#p2")
    assert page.evaluate("CSS.highlights.has('evidence')") is False
    playwright.expect(page.locator(".text > :target")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_finding_in_a_report_keeps_the_search_it_came_from(page: playwright.Page) -> None:
    page.goto(f"/reports/{REPORT.id}?q=提案&kind=常委会工作报告")
    page.fill("input[name=find]", "文史资料")
    page.press("input[name=find]", "Enter")
    assert page.locator("article mark").all_inner_texts() == ["文史资料"]
    assert "出现 1 处" in page.inner_text(".found")
    page.click(".back a")
    assert page.input_value("#q") == "提案"


@WITH_JAVASCRIPT
def test_n_and_p_lead_from_mark_to_mark_and_back_leads_to_the_results(page: playwright.Page) -> None:
    page.goto("/search?q=社情民意信息")
    page.goto(f"/reports/{REPORT.id}?q=社情民意信息")
    for key, target in (("n", "m1"), ("n", "m2"), ("p", "m1"), ("p", "m1")):
        page.keyboard.press(key)
        until(page, f"location.hash === '#{target}'")
        assert page.locator(f"#{target}").evaluate("mark => mark.matches(':target')")
    page.go_back()
    assert urlsplit(page.url).path == "/search"


@WITH_JAVASCRIPT
def test_a_map_shows_where_the_marks_are(page: playwright.Page) -> None:
    page.goto(f"/reports/{REPORT.id}?q=社情民意信息")
    ticks = page.locator(".map a")
    assert 1 <= ticks.count() <= page.locator("article mark").count()
    ticks.last.click()
    assert _hash(page).startswith("m")


@WITH_JAVASCRIPT
def test_the_outline_follows_the_reading(page: playwright.Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(f"/reports/{REPORT.id}")
    last = page.locator(".outline a").last
    last.click()
    until(page, "document.querySelectorAll('.outline [aria-current]').length === 1")
    page.mouse.wheel(0, 4000)
    until(page, "[...document.querySelectorAll('.outline a')].pop().hasAttribute('aria-current')")


def test_a_traditional_text_can_be_read_in_simplified_characters(page: playwright.Page) -> None:
    page.goto(f"/reports/{TRADITIONAL.id}?q=社情民意")
    assert page.get_attribute("article.text", "lang") == "zh-Hant"
    assert "報" in page.inner_text("article.text")
    marks = page.locator("article mark").count()
    page.click(".report-head .switch a")
    assert page.get_attribute("article.text", "lang") == "zh-Hans"
    assert "報" not in page.inner_text("article.text")
    assert page.locator("article mark").count() == marks
    page.fill("input[name=find]", "社情")
    page.press("input[name=find]", "Enter")
    assert page.get_attribute("article.text", "lang") == "zh-Hans"


@WITH_JAVASCRIPT
def test_a_paragraph_has_a_link_of_its_own(page: playwright.Page) -> None:
    page.goto(f"/reports/{REPORT.id}?q=提案")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.hover("#p5")
    page.click("#p5 .permanent")
    page.locator("#said", has_text="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/reports/{REPORT.id}#p5")


@WITH_JAVASCRIPT
def test_the_keys_are_listed(page: playwright.Page) -> None:
    page.goto(f"/reports/{REPORT.id}")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("?")
    assert page.input_value("#q") == "?"


def test_a_report_is_cited_in_every_style(page: playwright.Page, javascript: bool) -> None:
    page.goto(f"/reports/{REPORT.id}")
    page.click(".cite summary")
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator(".cite a").all()}
    assert list(links) == ["GB/T 7714", "纯文本", "BibTeX", "RIS"]
    buttons = page.locator(".tools button:visible").count()
    assert buttons == (5 if javascript else 0), "what needs JavaScript is not shown without it"
    with page.expect_download() as saved:
        page.click(".cite a:has-text('BibTeX')")
    assert saved.value.suggested_filename.endswith(".bib")
    assert "政协全国委员会" in saved.value.path().read_text("utf-8")


@WITH_JAVASCRIPT
def test_words_are_copied_with_their_source(page: playwright.Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/reports/{REPORT.id}?q=文史资料")
    page.locator("article mark").first.dblclick()
    page.click(".quote")
    page.locator("#said", has_text="已复制").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("“")
    assert "段" in text
    page.click(".cite summary")
    page.click(".cite li:has-text('GB/T') button")
    until(page, "navigator.clipboard.readText().then(text => text.includes('[R]'))")


def _without_clipboard(page: playwright.Page, commands: bool) -> None:
    """As browsers are for a page that came by plain HTTP from another machine; ``commands``: whether the old way is left."""
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })")
    if not commands:
        page.add_init_script("Document.prototype.execCommand = () => false")


@WITH_JAVASCRIPT
def test_copying_works_without_a_clipboard_of_secure_pages(page: playwright.Page) -> None:
    _without_clipboard(page, commands=True)
    page.goto(f"/reports/{REPORT.id}")
    page.click(".cite summary")
    page.click(".cite li:has-text('BibTeX') button")
    page.locator("#said", has_text="已复制").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.evaluate("addEventListener('paste', (event) => (window.pasted = event.clipboardData.getData('text')))")
    page.focus("input[name=find]")
    page.keyboard.press("Control+V")
    assert page.evaluate("window.pasted").startswith(("@techreport{", "@misc{"))
    assert "\n  title = " in page.evaluate("window.pasted")
    assert page.locator("textarea").count() == 0


@WITH_JAVASCRIPT
def test_what_cannot_be_copied_is_shown_line_by_line(page: playwright.Page) -> None:
    _without_clipboard(page, commands=False)
    page.goto(f"/reports/{REPORT.id}")
    page.click(".cite summary")
    page.click(".cite li:has-text('BibTeX') button")
    box = page.get_by_label("请复制下面的文字：")
    assert "\n  title = " in box.input_value()
    assert box.evaluate("box => box === document.activeElement && box.selectionEnd === box.value.length")
    page.keyboard.press("Escape")
    playwright.expect(page.locator("textarea")).to_have_count(0)


@WITH_JAVASCRIPT
def test_that_nothing_could_be_copied_is_said(page: playwright.Page) -> None:
    page.goto(f"/reports/{REPORT.id}")
    page.evaluate("() => void (window.fetch = () => Promise.reject(new TypeError('offline')))")
    page.click(".cite summary")
    page.click(".cite li:has-text('RIS') button")
    playwright.expect(page.locator("#said")).to_have_text("没有复制成功，请再试一次")


def test_a_print_holds_the_evidence_and_where_it_comes_from(page: playwright.Page, address: str) -> None:
    page.goto(f"/reports/{REPORT.id}?q=社情民意信息")
    assert not page.locator(".printed").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#because-covered_year q").first.is_visible()
    assert page.locator(".printed").inner_text().endswith(f"{address}/reports/{REPORT.id}")
    for chrome in ("header.site", ".tools", ".find", ".outline", ".site-foot", ".map", ".because summary"):
        assert not page.locator(chrome).first.is_visible(), chrome


def test_other_years_of_the_organization_lead_on(page: playwright.Page, javascript: bool) -> None:
    page.goto(f"/reports/{REPORT.id}")
    if not javascript:
        page.click(".related a")
    link = page.locator(".relatives a").first
    link.wait_for()
    link.click()
    page.wait_for_url("**/reports/*")
    assert not page.url.endswith(f"/{REPORT.id}")
    assert page.locator("article.text").count() == 1
