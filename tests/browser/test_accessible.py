"""Every page in every language and theme, wide and narrow: nothing that axe objects to, nothing cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api as playwright

from tests.web.invented_reports import sample_reports
from web.language import LANGUAGES

pytestmark = pytest.mark.browser

IN_TRADITIONAL = next(report.id for report in sample_reports() if report.metadata.script == "Hant")
"""A report that can be converted, by a switch that others lack."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
IN_WORDS = ("cat.language", "cat.name-role-value", "cat.text-alternatives")
"""Rules about what is said, which is all that differs from one language to another at one width."""
LOOKS = {
    ("zh-Hans", "light"): {1280: RULES, 390: RULES},
    ("zh-Hans", "dark"): {1280: RULES},
    ("zh-Hant", "light"): {390: IN_WORDS},
    ("en", "light"): {1280: IN_WORDS, 390: RULES},
}
"""Themes differ in colours alone, the two Chinese scripts in characters alone; whether anything is cut off is looked at in each."""
WIDTHS = {"light": (1280, 390), "dark": (1280,)}
PAGES = (
    "/",
    "/search",
    "/search?q=社情民意信息&organization=重庆市&covered_year=2020..2022&delivered_year=2023&source=人民政协网",
    "/search?q=协商&view=table&not_kind=讲话&not_covered_year=2021&not_organization=四川省",
    "/search/facets?facet=organization&q=协商&not_kind=讲话",
    "/search/facets?facet=organization&prefix=涪陵",
    "/search?q=没有的词",
    "/search?q=协商&section=plan",
    "/search?q=没有的词&section=review",
    "/reports/feedfacefeedface?q=协商&section=plan",
    "/reports/feedfacefeedface?q=协商",
    f"/reports/{IN_TRADITIONAL}?q=协商",
    "/reports/feedfacefeedface/related",
    "/api/v1/",
    "/api/v1/shapes",
    "/api/v1/shapes/Search",
    "/api/v1/try/search",
    "/analysis/trends?term=协商&term=社情民意信息&covered_year=2018..2030",
    "/analysis/trends?term=协商&split=organization",
    "/analysis/trends?term=协商&term=没有的词&by=organization",
    "/analysis/concordance?term=协商&sort=right&neighbours=1&size=20",
    "/analysis/coverage?expected=重庆 2020..2022%0A火星市政协 2021",
    "/analysis/coverage?by=division",
    "/analysis/adoption?term=协商",
    "/analysis/adoption",
    "/analysis/compare",
    "/analysis/compare?organization=重庆市&to_organization=四川省&term=信息&term=没有的词&numbers=1",
    "/reports/cbe4f7b25b2520c9/changes",
    "/reports/feedfacefeedface/changes",
    "/analysis/figures?indicator=提案",
    "/analysis/figures",
)
OVER_FILES = ("", "?q=提案", "/source", "/correct")
"""Behind the path of a report: pages that need its file."""
FAILURES = {400: "/search?page=abc", 404: "/nowhere", 413: "/search?q=" + "长" * 2001}


@pytest.mark.parametrize(("interface", "scheme"), LOOKS)
@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_axe_finds_nothing_and_nothing_is_cut_off(page: playwright.Page, scheme: str, interface: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for width, rules in LOOKS[interface, scheme].items():
        page.set_viewport_size({"width": width, "height": 844})
        for url in PAGES:
            page.goto(url)
            assert page.get_attribute("html", "lang") == interface
            # A menu lies over what is beneath it.
            for closed in page.locator("details:not([open]):not(.menu) > summary").all():
                if closed.is_visible():
                    closed.click()
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            assert violations(page, rules=rules) == [], f"{url} at {width}, {scheme}, {interface}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_axe_finds_nothing_in_what_opens_over_a_page(page: playwright.Page, scheme: str, interface: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS[scheme]:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto("/search?q=协商")
        page.click(".menu summary")
        assert violations(page, ".menu") == []
        page.fill("#q", "")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        assert violations(page, "form.search") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("interface", LANGUAGES)
@pytest.mark.parametrize("javascript", [True], indirect=True)
@pytest.mark.parametrize("expected_status", [422])
def test_axe_finds_nothing_on_pages_over_files(
    real_page: playwright.Page, real_report: str, scheme: str, interface: str
) -> None:
    real_page.emulate_media(color_scheme=scheme)
    for width in WIDTHS[scheme]:
        real_page.set_viewport_size({"width": width, "height": 844})
        for page in OVER_FILES:
            looked_at(real_page, f"{real_report}{page}", interface)
        real_page.fill("#f-covered_year", "x")
        real_page.click("main button[type=submit]")
        assert real_page.locator(".error-text").count() == 1
        assert violations(real_page) == []


@pytest.mark.parametrize("expected_status", FAILURES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_axe_finds_nothing_on_failures(
    page: playwright.Page, expected_status: int, scheme: str, interface: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS[scheme]:
        page.set_viewport_size({"width": width, "height": 844})
        looked_at(page, FAILURES[expected_status], interface)


def looked_at(page: playwright.Page, url: str, interface: str) -> None:
    page.goto(url)
    assert page.get_attribute("html", "lang") == interface
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, url
    assert violations(page) == [], f"{url} in {interface}"


def violations(page: playwright.Page, context: str | None = None, rules: Sequence[str] = RULES) -> list[str]:
    answer = Axe().run(page, context=context, options={"runOnly": list(rules)})
    found: list[dict[str, Any]] = answer.response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:150]}" for each in found]
