"""Figures as people use them: from the empty page to a number, its sentence, and its place in the report."""

from __future__ import annotations

import pytest
from playwright import sync_api as playwright

pytestmark = pytest.mark.browser


def test_from_an_example_to_the_sentence_and_into_the_report(page: playwright.Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="站点").get_by_role("link", name="数据摘录").click()
    page.get_by_role("link", name="立案", exact=True).first.click()
    playwright.expect(page.locator("input[name=indicator]")).to_have_value("立案")
    quoted = page.locator(".facts-list blockquote").first
    playwright.expect(quoted).to_be_hidden()
    page.locator(".facts-list summary").first.click()
    playwright.expect(quoted.locator("mark")).to_have_text("412件")
    page.locator(".matrix a.stated").first.click()
    page.wait_for_url("**/reports/*#at")
    playwright.expect(page.locator("#at ~ p mark").first).to_have_text("412件")
    playwright.expect(page.locator("#at ~ p mark").first).to_be_in_viewport()


@pytest.mark.parametrize("expected_status", [400])
def test_an_indicator_of_ones_own_within_a_selection(page: playwright.Page) -> None:
    page.goto("/analysis/figures?organization=重庆市")
    page.locator("input[name=indicator]").fill("社情民意信息 批示")
    page.get_by_role("button", name="查看").click()
    rows = page.locator(".matrix tbody tr")
    assert rows.count()
    assert all(name.startswith("重庆市") for name in page.locator(".matrix tbody th").all_inner_texts())
    playwright.expect(page.locator(".chip")).to_contain_text("重庆市")
    page.locator("input[name=indicator]").fill("天气")
    page.get_by_role("button", name="查看").click()
    playwright.expect(page.get_by_role("alert")).to_contain_text("不认识“天气”")


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_on_a_narrow_screen_only_the_table_is_wider_than_it(page: playwright.Page, interface: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for url in ("/analysis/figures", "/analysis/figures?indicator=提案", "/analysis/figures?indicator=立案"):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    playwright.expect(page.locator(".matrix")).to_be_visible()
    assert page.get_attribute("html", "lang") == interface
