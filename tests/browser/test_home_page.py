"""The home page in a browser: the bars of many years on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright import sync_api as playwright

from tests.browser.conftest import served
from tests.web.fake_library import FakeLibrary
from tests.web.invented_reports import sample_reports
from web import create_app

pytestmark = pytest.mark.browser

FIRST, LAST = 1995, 2024


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server over one report of each year."""
    like = next(report for report in sample_reports() if report.metadata.covered_year)
    known = replace(like.metadata, covered_from=None)
    reports = [
        replace(like, id=f"{year:016x}", file=f"{year}.txt", metadata=replace(known, covered_year=year))
        for year in range(FIRST, LAST + 1)
    ]
    with served(create_app({"LIBRARY": FakeLibrary(reports)})) as found:
        yield found


def test_bars_of_many_years_are_scrolled_not_the_page(page: playwright.Page, javascript: bool) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    assert page.locator(".bars li").count() == LAST - FIRST + 1
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    bars = page.locator(".bars")
    within = "(bar) => bar.offsetLeft >= 0 && bar.offsetLeft + bar.offsetWidth <= bar.parentElement.scrollWidth"
    assert bars.locator("li").first.evaluate(within)
    assert bars.locator("li").last.evaluate(within)
    shown = bars.locator("li").last if javascript else bars.locator("li").first
    playwright.expect(shown).to_be_in_viewport(ratio=0.9)
