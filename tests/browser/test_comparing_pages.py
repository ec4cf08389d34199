"""Comparisons as people use them: from a search to two selections, and from a report to what changed since the year before."""

from __future__ import annotations

import pytest
from playwright import sync_api as playwright

from tests.web.invented_reports import sample_reports

pytestmark = pytest.mark.browser
REPORT = sample_reports()[2]


def overflow(page: playwright.Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def test_from_a_search_to_a_comparison_and_from_a_number_to_its_reports(real_page: playwright.Page) -> None:
    page = real_page
    page.goto("/search?q=提案")
    page.locator("a.contrast").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("对照")
    first, second = (page.get_by_role("group", name=name) for name in ("第一组", "第二组"))
    playwright.expect(first.get_by_label("含有")).to_have_value("提案")
    second.get_by_label("部分").select_option("plan")
    page.get_by_label("第 1 个词语").fill("协商")
    page.get_by_role("button", name="对照", exact=True).click()
    playwright.expect(page.get_by_role("region", name="第二组").locator(".chip")).to_contain_text("工作安排")
    row = page.locator(".pairs").first.locator("tbody tr")
    playwright.expect(row.get_by_role("rowheader")).to_contain_text("协商")
    link = row.get_by_role("link").first
    number = link.inner_text()
    link.click()
    page.wait_for_url("**/search?**")
    playwright.expect(page.locator(".total b")).to_have_text(f"共 {number} 份报告")


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_paragraphs_stand_side_by_side_and_on_a_narrow_screen_below_each_other(
    page: playwright.Page, interface: str
) -> None:
    page.goto(f"/reports/{REPORT.id}/related")
    page.locator("a.beside").nth(2).click()
    page.wait_for_url("**/changes?other=*")
    changed = page.locator(".is-changed").first
    old, new = (changed.locator(side).bounding_box() for side in (".old", ".new"))
    assert old is not None
    assert new is not None
    assert old["x"] + old["width"] <= new["x"]
    assert old["y"] == new["y"]
    kept = page.locator(".kept .new p").first
    playwright.expect(kept).to_be_hidden()
    page.locator(".kept summary").first.click()
    playwright.expect(kept).to_be_visible()
    for mark, line in (("del", "line-through"), ("ins", "underline")):
        style = changed.locator(mark).first.evaluate("mark => getComputedStyle(mark).textDecorationLine")
        assert style == line, "changes are told by more than colour"
    page.set_viewport_size({"width": 390, "height": 844})
    old, new = (changed.locator(side).bounding_box() for side in (".old", ".new"))
    assert old is not None
    assert new is not None
    assert old["x"] == new["x"]
    assert old["y"] + old["height"] <= new["y"]
    assert overflow(page) <= 0


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_on_a_narrow_screen_only_tables_are_wider_than_it(page: playwright.Page, interface: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for url in (
        "/analysis/compare",
        "/analysis/compare?organization=重庆市&to_organization=四川省&numbers=1",
        "/search?q=协商",
    ):
        page.goto(url)
        assert overflow(page) <= 0, url
