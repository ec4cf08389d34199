"""The part of reports to search, as people choose it."""

from __future__ import annotations

import pytest
from playwright import sync_api as playwright

pytestmark = pytest.mark.browser

NAMES = {"zh-Hans": ("工作安排", "在全文中查找"), "en": ("Plans", "Search the full text")}


@pytest.mark.parametrize("interface", NAMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_part_is_chosen_read_and_left(page: playwright.Page, width: int, interface: str) -> None:
    plans, whole = NAMES[interface]
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/search?q=社情民意")
    everywhere = page.inner_text(".total")
    page.click(f".sections a:text-is('{plans}')")
    current = page.locator(".sections [aria-current]")
    playwright.expect(current).to_have_text(plans)
    playwright.expect(page.locator(".chip-value")).to_have_text(plans)
    assert "section=plan" in page.url
    assert page.inner_text(".total") != everywhere
    boxes = [box for side in page.locator(".sections > *").all() if (box := side.bounding_box())]
    assert len({box["y"] for box in boxes}) == 1, "all of the switch stands on one line"
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] >= 24 for box in boxes)
    page.click(".hit h2 a >> nth=0")
    playwright.expect(page.locator(".found")).to_contain_text(plans)
    assert page.locator("article mark").count() == 1
    page.click(".back a")
    playwright.expect(current).to_have_text(plans)
    page.fill("#q", "文史资料")
    page.press("#q", "Enter")
    page.click(f".none a:text-is('{whole}')")
    playwright.expect(page.locator(".chip")).to_have_count(0)
    playwright.expect(page.locator(".hit").first).to_be_visible()
    assert "section" not in page.url
