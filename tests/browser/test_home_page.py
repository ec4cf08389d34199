"""The first page as people see it: the numbers, and bars of more years than have room."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright import sync_api as playwright

from indexer.answers import Holdings, IndexInfo
from tests.browser.conftest import served, watched
from tests.web.fake_library import FakeLibrary
from web import create_app

pytestmark = pytest.mark.browser

YEARS = tuple((year, 1) for year in range(1999, 2025))


class Collected(FakeLibrary):
    """Reports of many years, some of them copies of others."""

    def info(self) -> IndexInfo:
        return replace(super().info(), copies=7)

    def holdings(self) -> Holdings:
        return replace(super().holdings(), years=YEARS)


def test_every_year_can_be_scrolled_to_and_the_last_ones_come_first(
    browser: playwright.Browser, javascript: bool
) -> None:
    with (
        served(create_app({"LIBRARY": Collected()})) as address,
        watched(browser, address, javascript, "en", 200) as page,
    ):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto("/")
        first, last = page.locator(".bars li").first, page.locator(".bars li").last
        playwright.expect(last if javascript else first).to_be_in_viewport()
        page.evaluate("document.querySelector('.bars').scrollLeft = 0")
        playwright.expect(first).to_be_in_viewport(ratio=1)
        assert "1999–2024" in page.locator(".holdings").inner_text()


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_how_many_are_copies_stands_below_how_many_there_are(browser: playwright.Browser, javascript: bool) -> None:
    with (
        served(create_app({"LIBRARY": Collected()})) as address,
        watched(browser, address, javascript, "en", 200) as page,
    ):
        page.goto("/")
        number, note = page.locator(".holdings dd").first.bounding_box(), page.locator(".row-note").bounding_box()
        assert number is not None
        assert note is not None
        assert note["y"] >= number["y"] + number["height"]
