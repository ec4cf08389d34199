"""Concordances as people use them: from a search to its lines, from a line to its place."""

from __future__ import annotations

import pytest
from playwright import sync_api as playwright

pytestmark = pytest.mark.browser


def test_from_a_search_to_its_lines_and_to_the_place_of_one(real_page: playwright.Page) -> None:
    page = real_page
    page.goto("/search?q=社情民意信息")
    page.locator("a.contexts").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("上下文")
    lines = page.locator(".lines .line")
    playwright.expect(lines.first).to_be_visible()
    middles = lines.locator("mark").evaluate_all(
        "marks => marks.map(mark => Math.round(mark.getBoundingClientRect().x))"
    )
    assert len(set(middles)) == 1
    page.locator(".above .sorts").get_by_role("link", name="右边的字").click()
    page.wait_for_url("**sort=right**")
    first = page.locator(".lines .line").first
    key = first.locator("mark").text_content() or ""
    right = (first.locator(".right").text_content() or "")[:3]
    first.click()
    page.wait_for_url("**/reports/**#at")
    playwright.expect(page.locator("#at")).to_be_in_viewport()
    playwright.expect(page.locator(":has(> #at) mark").first).to_have_text(key)
    assert right in (page.locator("article").first.text_content() or "")


def test_neighbours_lead_to_the_search_for_both_together(real_page: playwright.Page) -> None:
    page = real_page
    page.goto("/analysis/concordance?term=社情民意信息&copies=1")
    page.get_by_label("相邻字词").check()
    page.get_by_role("button", name="查看").click()
    row = page.locator(".beside tbody tr").first
    count = row.locator("td").first.text_content() or ""
    row.locator("a").click()
    page.wait_for_url("**/search?**")
    playwright.expect(page.locator(".total")).to_contain_text(f"出现 {count} 处")


def test_on_a_narrow_screen_lines_keep_their_keys_in_the_middle(page: playwright.Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/analysis/concordance?term=协商&sort=left&neighbours=1&size=20")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    boxes = page.locator(".lines .line mark").evaluate_all(
        "marks => marks.map(mark => mark.getBoundingClientRect()).map(box => (box.left + box.right) / 2)"
    )
    assert len(boxes) == 20
    assert all(abs(middle - 195) < 12 for middle in boxes)
