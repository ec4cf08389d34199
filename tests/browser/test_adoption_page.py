"""Where a phrase was first used, as people look it up: the table of first uses, the heat map, the files of both."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from indexer.labels import SPECIAL_VALUES
from tests.browser.narrow import cells_out_of_sight

pytestmark = pytest.mark.browser
LOOKED_AT = (
    "/analysis/adoption?term=协商",
    "/analysis/figures?indicator=提案",
    "/analysis/compare?organization=重庆市&to_organization=四川省&term=信息&term=没有的词&numbers=1",
    "/analysis/concordance?term=协商&neighbours=1",
)
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def opened(page: playwright.Page, width: int, term: str = "协商") -> None:
    """The page of a phrase, come to from the front page."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    page.get_by_role("navigation", name="站点").get_by_role("link", name="提法首见").click()
    page.fill("input[name=term]", term)
    page.press("input[name=term]", "Enter")
    page.wait_for_url("**/adoption?term=*")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@WIDTHS
def test_a_cell_of_the_heat_map_leads_to_the_reports_it_counts(counted_page: playwright.Page, width: int) -> None:
    page = counted_page
    opened(page, width)
    page.select_option("select[name=measure]", "reports")
    page.get_by_role("button", name="查看").click()
    heat = page.get_by_role("region", name="机构与年份：含有的报告份数")
    playwright.expect(heat).to_be_visible()
    warm = heat.locator("tbody td[class^=h] a")
    assert warm.count() > 3
    assert all(number.strip() for number in warm.all_inner_texts()), "a colour never stands without its number"
    for place in (0, warm.count() - 1):
        number = warm.nth(place).inner_text().strip()
        said = warm.nth(place).get_attribute("title") or ""
        assert re.fullmatch(rf"出现 [\d,]+ 次，见于 {number}／\d+ 份报告，每万字 [\d.]+ 次", said)
        warm.nth(place).click()
        page.wait_for_url("**/search?**")
        playwright.expect(page.locator(".total b")).to_have_text(f"共 {number} 份报告")
        playwright.expect(page.locator(".hit mark").first).to_have_text("协商")
        page.go_back()
        playwright.expect(heat).to_be_visible()


@WIDTHS
def test_a_cell_without_a_use_leads_to_reports_that_lack_the_phrase(counted_page: playwright.Page, width: int) -> None:
    page = counted_page
    opened(page, width, "2022年")
    heat = page.locator(".matrix")
    cold = heat.locator("tbody td:not([class]) a", has_text=re.compile(r"^0$")).first
    reports = re.search(r"／(\d+) 份报告", cold.get_attribute("title") or "")
    assert reports is not None
    cold.click()
    page.wait_for_url("**/search?**")
    playwright.expect(page.locator(".total b")).to_have_text(f"共 {reports[1]} 份报告")
    page.locator("#q").fill("“2022年”")
    page.locator("#q").press("Enter")
    page.wait_for_url(re.compile(r"[?&]q="))
    playwright.expect(page.locator(".none-head")).to_be_visible()


@WIDTHS
def test_a_first_use_leads_to_its_reports_and_into_the_earliest(counted_page: playwright.Page, width: int) -> None:
    page = counted_page
    opened(page, width)
    table = page.get_by_role("region", name="各机构首见")
    rows = table.locator("tbody tr")
    years = [int(text.split()[0]) for text in rows.locator("td:nth-child(2) a").all_inner_texts()]
    assert len(years) > 3
    assert years == sorted(years), "in the order of spread"
    row = rows.first
    year = row.locator("td").first.locator("a")
    first = year.inner_text().split()[0]
    name = row.get_by_role("rowheader").inner_text()
    year.click()
    page.wait_for_url("**/search?**")
    chips = page.locator(".chip").all_inner_texts()
    assert any(first in chip for chip in chips)
    assert any(name in chip.replace(" › ", "") for chip in chips)
    playwright.expect(page.locator(".hit mark").first).to_have_text("协商")
    page.go_back()
    title = row.locator(".report-title a")
    shown = title.inner_text()
    title.click()
    page.wait_for_url("**/reports/*")
    playwright.expect(page.locator("h1")).to_contain_text(shown.strip("〔〕")[:6])
    playwright.expect(page.locator("article mark").first).to_have_text("协商")


@pytest.mark.parametrize("javascript", [False], indirect=True)
def test_first_uses_and_the_heat_map_can_be_downloaded(counted_page: playwright.Page, tmp_path: Path) -> None:
    page = counted_page
    opened(page, 1280)
    names = page.locator(".matrix tbody th a").evaluate_all(
        "links => links.map(link => new URL(link.href).searchParams.get('organization'))"
    )
    counted = page.locator(".matrix tbody td[class^=h]").count()
    tables = {}
    for label in ("CSV", "CSV（机构与年份）"):
        with page.expect_download() as download:
            page.get_by_role("link", name=label, exact=True).click()
        download.value.save_as(tmp_path / "table.csv")
        tables[label] = list(csv.DictReader((tmp_path / "table.csv").read_text("utf-8-sig").splitlines()))
    assert [row["机构"] for row in tables["CSV"]] == [SPECIAL_VALUES.get(name, name) for name in names]
    assert sum(int(row["出现次数"]) > 0 for row in tables["CSV（机构与年份）"]) == counted > 3


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_on_a_narrow_screen_every_number_is_in_sight(page: playwright.Page, interface: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for url in LOOKED_AT:
        page.goto(url)
        number, cut = cells_out_of_sight(page)
        assert number > 10, url
        assert cut == [], url
    page.goto("/analysis/adoption?term=协商")
    labels = (
        page.locator(".first-uses tbody tr")
        .first.locator("td")
        .evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    )
    assert sum(label != "none" for label in labels) == 7, "all but the title, which needs none"


def test_set_phrases_are_in_sight_and_lead_to_their_first_uses(real_page: playwright.Page) -> None:
    page = real_page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/analysis/adoption")
    number, cut = cells_out_of_sight(page)
    assert number > 10
    assert cut == []
    phrase = page.locator(".counts tbody th a").first
    name = phrase.inner_text()
    phrase.click()
    page.wait_for_url("**/adoption?term=*")
    playwright.expect(page.locator(".found")).to_contain_text(name)
