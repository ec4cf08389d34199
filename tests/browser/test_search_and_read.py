"""Searching, narrowing, reading and coming back, as a user does it."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from playwright import sync_api as playwright

pytestmark = pytest.mark.browser


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
    playwright.expect(page.locator(".chip")).to_have_count(1)
    assert ("organization", "重庆市涪陵区政协") in _asked(page)
    page.click(".histogram a[title^='2022']")
    playwright.expect(page.locator(".chip")).to_have_count(2)
    assert page.locator(".histogram a.on").count() == 1
    playwright.expect(page.locator(".total b")).to_have_text("共 1 份报告")
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
    playwright.expect(page.locator(".chip")).to_have_count(1)
    page.click(".chip:has-text('涪陵')")
    playwright.expect(page.locator(".chip")).to_have_count(0)
    playwright.expect(page.locator(".total b")).to_have_text(everything)


def test_years_switch_and_span_form(page: playwright.Page) -> None:
    page.goto("/search?covered_year=2021")
    page.click(".switch a:has-text('报告年份')")
    playwright.expect(page.locator(".switch [aria-current]")).to_have_text("报告年份")
    assert set(_asked(page)) == {("covered_year", "2021"), ("years", "delivered")}
    page.fill("input[name=from]", "2021")
    page.fill("input[name=to]", "2022")
    page.click("button:has-text('限定')")
    playwright.expect(page.locator(".chip")).to_have_count(2)
    assert set(_asked(page)) == {("covered_year", "2021"), ("delivered_year", "2021..2022"), ("years", "delivered")}
    assert page.locator(".chip").all_inner_texts() != []
    assert page.locator(".chip").count() == 2


def test_filters_fold_on_narrow_screens(page: playwright.Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=协商")
    assert not page.locator(".facets").is_visible()
    page.click(".fold > summary")
    assert page.locator(".facets").is_visible()
    page.click(".value:has-text('全国政协')")
    playwright.expect(page.locator(".chip")).to_have_count(1)


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_open_filters_lead_on_to_what_they_left(page: playwright.Page) -> None:
    page.goto("/search?q=协商")
    assert not page.locator(".to-results").is_visible(), "where both have room, both are in sight"
    page.set_viewport_size({"width": 390, "height": 844})
    page.click(".fold > summary")
    page.click(".value:has-text('全国政协')")
    playwright.expect(page.locator(".chip")).to_have_count(1)
    left = page.locator(".total b").inner_text()
    playwright.expect(page.locator(".total")).not_to_be_in_viewport()
    playwright.expect(page.locator(".to-results a")).to_be_in_viewport()
    assert page.locator(".to-results").inner_text() == left.replace("共", "查看")
    page.click(".to-results a")
    playwright.expect(page.locator(".total")).to_be_in_viewport()


def test_keyboard_reaches_the_main_part(page: playwright.Page) -> None:
    page.goto("/search?q=协商")
    page.keyboard.press("Tab")
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main"


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_the_number_of_copies_stands_in_line_with_source_and_file(page: playwright.Page) -> None:
    page.goto("/search?q=口述史料&organization=全国政协&covered_year=2019")
    link = page.locator(".hit .origin a:has-text('另有 1 份相同文本')")
    line = link.locator("xpath=following-sibling::span[1]")
    (one, other) = (each.bounding_box() for each in (link, line))
    assert one is not None
    assert other is not None
    assert abs(one["y"] + one["height"] / 2 - other["y"] - other["height"] / 2) <= 2


@pytest.mark.parametrize("interface", ["en"])
@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_years_of_a_narrow_table_stand_below_each_other(page: playwright.Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=协商&view=table")
    boxes = [year.bounding_box() for year in page.locator(".rows .year").all()]
    assert len(boxes) > 5
    assert len({box["x"] for box in boxes if box}) == 1
