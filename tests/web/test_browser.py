"""The pages in a real browser, over a live server with invented reports."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from werkzeug.serving import make_server

from tests.web.fake_library import FakeLibrary
from web import create_app

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: test)")
pytestmark = pytest.mark.browser

_WIDTHS = (1280, 390)
_PAGES = (
    "/",
    "/?q=社情民意信息&organization=重庆市&covered_year=2020..2022&delivered_year=2023&source=人民政协网",
    "/?q=没有的词",
    "/?q=协商&body=其他",
    "/reports/feedfacefeedface?q=协商",
)


def _chromium() -> str | None:
    wanted = os.environ.get("ZHENGXIE_CHROMIUM")
    if wanted:
        return wanted
    if Path("/usr/bin/chromium").exists():
        return "/usr/bin/chromium"
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for found in map(shutil.which, names) if found), None)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app({"LIBRARY": FakeLibrary()}), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    executable = _chromium()
    if executable is None:
        pytest.skip("no Chromium on this machine (set ZHENGXIE_CHROMIUM to its path)")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
    ]
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=executable, args=quiet)
        yield running
        running.close()


@pytest.fixture(params=[True, False], ids=["javascript", "no javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def page(browser: playwright.Browser, address: str, javascript: bool) -> Iterator[playwright.Page]:
    """A page that fails the test for any complaint of the browser and any request to elsewhere."""
    context = browser.new_context(
        base_url=address, java_script_enabled=javascript, viewport={"width": 1280, "height": 900}
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
    opened.on(
        "response",
        lambda response: complaints.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )
    yield opened
    context.close()
    assert complaints == []


def _asked(page: playwright.Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def test_search_narrow_widen_read_and_return(page: playwright.Page) -> None:
    page.goto("/")
    page.fill("#q", "社情民意信息")
    page.press("#q", "Enter")
    everything = page.inner_text(".total b")
    assert page.locator(".hit mark").first.inner_text() == "社情民意信息"

    page.click(".branch:has(> .value:has-text('重庆市')) > details > summary")
    page.click(".value:has-text('涪陵区政协')")
    assert ("organization", "重庆市涪陵区政协") in _asked(page)
    page.click(".value:has-text('2022年')")
    assert page.locator(".chip").count() == 2
    assert page.locator(".value.chosen:has-text('2022年') .box").inner_text() == "✓"
    assert page.inner_text(".total b") == "共 1 份报告"
    narrowed = page.url

    page.click(".hit h2 a")
    assert urlsplit(page.url).fragment == "m1"
    assert page.locator("mark#m1 + .step").is_visible()
    assert not page.locator("mark#m2 + .step").is_visible()
    page.click("mark#m1 + .step >> text=下一处")
    assert urlsplit(page.url).fragment == "m2"
    assert page.locator("mark#m2 + .step").is_visible()
    page.click(".back a")
    assert unquote(page.url) == unquote(narrowed)

    page.click(".chip:has-text('2022年')")
    page.click(".chip:has-text('涪陵')")
    assert page.locator(".chip").count() == 0
    assert page.inner_text(".total b") == everything


def test_years_switch_and_span_form(page: playwright.Page) -> None:
    page.goto("/?covered_year=2021")
    page.click(".switch >> text=报告年份")
    assert set(_asked(page)) == {("covered_year", "2021"), ("years", "delivered")}
    page.fill("input[name=from]", "2021")
    page.fill("input[name=to]", "2022")
    page.click("button:has-text('限定')")
    assert set(_asked(page)) == {("covered_year", "2021"), ("delivered_year", "2021..2022"), ("years", "delivered")}
    assert page.locator(".chip").all_inner_texts() != []
    assert page.locator(".chip").count() == 2


def test_filters_fold_on_narrow_screens(page: playwright.Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/?q=协商")
    assert not page.locator(".facets").is_visible()
    page.click(".fold > summary")
    assert page.locator(".facets").is_visible()
    page.click(".value:has-text('全国政协')")
    assert page.locator(".chip").count() == 1


def test_keyboard_reaches_the_main_part(page: playwright.Page) -> None:
    page.goto("/?q=协商")
    page.keyboard.press("Tab")
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main"


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_the_number_of_copies_stands_in_line_with_source_and_file(page: playwright.Page) -> None:
    page.goto("/?q=口述史料&organization=全国政协&covered_year=2019")
    link = page.locator(".hit .origin a:has-text('另有 1 份相同文本')")
    line = link.locator("xpath=following-sibling::span[1]")
    (one, other) = (each.bounding_box() for each in (link, line))
    assert one is not None
    assert other is not None
    assert abs(one["y"] + one["height"] / 2 - other["y"] - other["height"] / 2) <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_nothing_is_wider_than_the_screen_and_all_text_stands_out(page: playwright.Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for url in _PAGES:
            page.goto(url)
            for closed in page.locator(".fold:not([open]) > summary").all():
                if closed.is_visible():
                    closed.click()
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            assert page.evaluate(_FAINT) == [], f"{url} at {width}, {scheme}"


# Contrast by WCAG 2.2, 1.4.3: every text against the nearest background that is painted behind it.
_FAINT = """() => {
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const c = parts(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('.hidden, .skip')) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) faint.push(`${walker.currentNode.data.trim().slice(0, 20)} ${ratio.toFixed(2)}`);
  }
  return faint;
}"""
