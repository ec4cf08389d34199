"""What is held and what is not, as people look it up."""

from __future__ import annotations

import re

import pytest
from playwright import sync_api as playwright

from tests.browser.narrow import cells_out_of_sight

pytestmark = pytest.mark.browser


def fits(page: playwright.Page) -> bool:
    """Whether nothing but the frames of tables is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_list_is_typed_and_a_cell_opened(page: playwright.Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/search")
    page.click("footer >> text=收录情况")
    name = page.inner_text(".matrix tbody th >> nth=0")
    page.click(".expect summary")
    page.fill("#expected", f"{name} 1999..2000\n火星市政协 2021")
    page.click(".ask button")
    playwright.expect(page.locator(".basis")).to_contain_text("清单所列 3 项，已收录 0，未收录 3")
    playwright.expect(page.locator(".matrix td.absent")).to_have_count(6)
    assert fits(page)
    if width > 640:
        head, first = page.locator(".matrix thead th").first, page.locator(".matrix tbody th").first
        page.locator(".matrix-frame").evaluate("frame => frame.scrollTo(200, 60)")
        for stays in (head, first):
            box, frame = stays.bounding_box(), page.locator(".matrix-frame").bounding_box()
            assert box is not None
            assert frame is not None
            assert abs(box["x"] - frame["x"]) <= 2, "the first column stays in view"
    else:
        number, cut = cells_out_of_sight(page)
        assert number > 20
        assert cut == []
        years = page.locator(".matrix tbody td:not(.sum):visible").evaluate_all(
            "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
        )
        assert years
        assert all(re.fullmatch('"([12][0-9]{3}|未识别|不适用)"', year) for year in years), "each number says its year"
    cell = page.locator(".matrix tbody td:not(.sum) a").first
    number = int("".join(filter(str.isdigit, cell.inner_text().split("外")[0])))
    cell.click()
    playwright.expect(page.locator(".total b")).to_have_text(f"共 {number} 份报告")


def test_what_is_counted_in_stands_on_one_line(page: playwright.Page) -> None:
    page.goto("/analysis/coverage")
    key, link = page.locator(".selection .key").bounding_box(), page.locator(".selection .change").bounding_box()
    assert key is not None
    assert link is not None
    assert abs(key["y"] + key["height"] / 2 - link["y"] - link["height"] / 2) <= 2


@pytest.mark.parametrize(
    "url",
    [
        "/analysis/coverage?expected=示例市政协 1999..2023",
        "/analysis/adoption?term=协商",
        "/analysis/trends?term=社情民意信息&term=提案&term=协商&by=organization",
    ],
)
def test_tables_are_printed_whole(page: playwright.Page, url: str) -> None:
    # A sheet of A4 in pixels of CSS, its margins left out.
    page.set_viewport_size({"width": 718 if "trends" in url else 1047, "height": 700})
    page.emulate_media(media="print")
    page.goto(url)
    assert (
        page.evaluate("Math.max(...[...document.querySelectorAll('table')].map(t => t.getBoundingClientRect().right))")
        <= (page.viewport_size or {"width": 0})["width"]
    )
    assert fits(page)


def test_a_dark_page_is_printed_as_a_light_one(page: playwright.Page, address: str) -> None:
    page.emulate_media(media="print")
    printed = []
    for theme in ("light", "dark"):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": address}])
        page.goto("/analysis/coverage")
        assert page.locator("html").get_attribute("data-theme") == theme
        printed.append(
            page.evaluate(
                """() => [document.documentElement, document.body, ...document.querySelectorAll('.matrix td')].map(
                    each => [getComputedStyle(each).colorScheme, getComputedStyle(each).backgroundColor, getComputedStyle(each).color])"""
            )
        )
    assert printed[0] == printed[1]
    assert printed[1][0][0] == "light"
