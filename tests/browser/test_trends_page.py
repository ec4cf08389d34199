"""Trends as people use them: from a search to a chart, and from a point to its reports."""

from __future__ import annotations

import re

import pytest
from playwright import sync_api as playwright

from tests.browser.narrow import cells_out_of_sight

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


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_on_a_narrow_screen_every_number_is_in_sight(page: playwright.Page, interface: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    asked = "term=社情民意信息&term=提案&term=协商"
    for by in ("covered_year", "organization", "kind"):
        page.goto(f"/analysis/trends?{asked}&by={by}")
        number, cut = cells_out_of_sight(page)
        assert number > 20
        assert cut == []
    row = page.locator(".counts tbody tr").first
    labels = row.locator("td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content).filter(text => text !== 'none')"
    )
    assert labels == ['"社情民意信息"', '"提案"', '"协商"'], "each line says which term it counts"
    lines = {round(cell.bounding_box()["y"]) for cell in row.locator("td").all() if cell.bounding_box()}
    assert len(lines) == 4, "one for the reports, and one for each term"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_a_bar_to_the_reports_that_hold_the_term(counted_page: playwright.Page, scheme: str) -> None:
    page = counted_page
    page.emulate_media(color_scheme=scheme)
    page.goto("/analysis/trends?term=协商&term=提案")
    page.locator("select[name=by]").select_option("organization")
    page.locator("select[name=measure]").select_option("occurrences")
    page.get_by_role("button", name="统计").click()
    chart = page.get_by_role("group", name="协商、提案（出现次数）")
    playwright.expect(chart).to_be_visible()
    bars = chart.locator(".s0 a")
    longest = max(bars.all(), key=lambda bar: bar.locator("rect").bounding_box()["width"])
    said = re.search(r"(.+)，协商：([\d,]+) 次，([\d,]+)／", longest.locator("title").text_content() or "")
    assert said is not None
    assert longest.locator("text").text_content() == said[2]
    row = page.locator(".counts tbody tr").filter(has=page.get_by_role("rowheader", name=said[1], exact=True))
    playwright.expect(row.locator("td").nth(2)).to_have_text(said[2])
    drawn, paper = (
        longest.locator("rect").evaluate("rect => getComputedStyle(rect).fill"),
        page.evaluate("getComputedStyle(document.body).backgroundColor"),
    )
    assert drawn != paper
    page.get_by_role("link", name=said[0].removesuffix("／"), exact=False).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    playwright.expect(page.locator(".total b")).to_have_text(f"共 {said[3]} 份报告")
