"""Trends as people use them: from a search to a chart, and from a point to its reports."""

from __future__ import annotations

import re

import pytest
from playwright import sync_api as playwright

pytestmark = pytest.mark.browser


def test_from_a_search_to_a_chart_and_from_a_point_to_its_reports(real_page: playwright.Page) -> None:
    page = real_page
    page.goto("/search?q=社情民意信息&covered_year=2000..2030")
    page.locator("a.analyse").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("历年走势")
    playwright.expect(page.locator("input[name=term]").first).to_have_value("社情民意信息")
    page.locator("input[name=term]").nth(1).fill("没有的词")
    page.get_by_role("button", name="统计").click()
    playwright.expect(page.locator(".legend li")).to_have_text(["社情民意信息", "没有的词"])
    points = page.locator(".chart .s0 a")
    holding = re.search(r"次，([\d,]+)／", points.first.text_content() or "")
    assert holding is not None
    playwright.expect(page.get_by_role("link", name=re.compile(r"年，社情民意信息："))).to_have_count(points.count())
    playwright.expect(page.locator(".chart .s1 circle").first).to_contain_text("没有的词：0 次")
    playwright.expect(page.locator(".chart .s1 a")).to_have_count(0)
    points.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    playwright.expect(page.locator(".total b")).to_have_text(f"共 {holding[1]} 份报告")


def test_a_theme_that_is_chosen_shows_at_once_on_a_page_that_was_kept(real_page: playwright.Page) -> None:
    page = real_page
    page.goto("/analysis/trends?term=协商")
    page.get_by_role("button", name="深色").click()
    playwright.expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    playwright.expect(page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="跟随系统").click()
    playwright.expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_on_a_narrow_screen_only_tables_are_wider_than_it(page: playwright.Page, interface: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for url in (
        "/analysis/trends?term=协商&term=提案&term=社情民意信息",
        "/analysis/trends?term=协商&split=organization",
    ):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.get_by_text("数据表" if interface == "zh-Hans" else "Table", exact=True).first.click()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    playwright.expect(page.locator(".counts").first).to_be_visible()


def test_on_a_narrow_screen_the_table_still_says_what_it_counts(page: playwright.Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/analysis/trends?term=社情民意信息&term=提案&term=协商")
    term = page.locator(".counts thead th[colspan]").first
    playwright.expect(term).to_have_css("text-align", "left")
    head = page.locator(".counts thead tr:nth-child(2) th").first
    lines = head.evaluate("head => head.getBoundingClientRect().height / parseFloat(getComputedStyle(head).lineHeight)")
    assert lines < 2, "words of a head are not broken"
    frame = page.locator(".wide").first
    frame.evaluate("frame => frame.scrollTo(200, 0)")
    row, own = page.locator(".counts tbody th").first.bounding_box(), frame.bounding_box()
    assert row is not None
    assert own is not None
    assert abs(row["x"] - own["x"]) <= 2, "the year stays in view"
