"""The search page as people use it: narrowing, excluding, years, views, in place with JavaScript and by links without."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright import sync_api as playwright

from tests.browser.waiting import until

pytestmark = pytest.mark.browser

WITH = pytest.mark.parametrize("javascript", [True], indirect=True)


def asked(page: playwright.Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def chips(page: playwright.Page, count: int) -> playwright.Locator:
    found = page.locator(".chip")
    playwright.expect(found).to_have_count(count)
    return found


@pytest.fixture(params=[1280, 390])
def width(request: pytest.FixtureRequest, page: playwright.Page) -> int:
    page.set_viewport_size({"width": request.param, "height": 844})
    return request.param


def unfolded(page: playwright.Page) -> playwright.Page:
    """With the filters in sight, which narrow screens fold."""
    if page.locator(".fold:not([open]) > summary").is_visible():
        page.click(".fold > summary")
    return page


@pytest.fixture
def told_apart(page: playwright.Page) -> Iterator[None]:
    """A mark on the document that does not outlive it."""
    yield
    assert page.evaluate("window.same") is True, "the page was loaded anew"


@pytest.mark.parametrize("interface", ["zh-Hans", "en"])
def test_a_value_is_excluded_and_taken_back(page: playwright.Page, width: int, interface: str) -> None:
    page.goto("/search?q=协商")
    before = page.inner_text(".total b")
    unfolded(page).click("#kind button[value='常委会工作报告']")
    (chip,) = chips(page, 1).all()
    assert ("not_kind", "常委会工作报告") in asked(page)
    assert chip.locator(".chip-not").inner_text() == {"zh-Hans": "非", "en": "not"}[interface]
    assert page.inner_text(".total b") != before
    assert unfolded(page).locator("#kind .value.excluded s").count() == 1
    page.click("#kind .value.excluded")
    chips(page, 0)
    playwright.expect(page.locator(".total b")).to_have_text(before)


def test_several_values_and_a_year_from_the_bars(page: playwright.Page, width: int) -> None:
    page.goto("/search?q=协商")
    unfolded(page).click("#kind .value:has-text('常委会工作报告')")
    chips(page, 1)
    unfolded(page).click("#kind .value:has-text('讲话')")
    chips(page, 2)
    unfolded(page).click(".histogram a[title^='2021']")
    chips(page, 3)
    assert sorted(asked(page)) == [
        ("covered_year", "2021"),
        ("kind", "常委会工作报告"),
        ("kind", "讲话"),
        ("q", "协商"),
    ]
    unfolded(page).click(".histogram a.on")
    chips(page, 2)


def test_years_by_keyboard(page: playwright.Page) -> None:
    page.goto("/search?q=协商")
    page.fill("#from", "2020")
    page.fill("#to", "2021")
    page.press("#to", "Enter")
    assert "2020—2021年" in chips(page, 1).inner_text()
    assert page.locator(".histogram a.on").count() == 2
    assert (page.input_value("#from"), page.input_value("#to")) == ("2020", "2021")
    page.click("text=逐年列出")
    assert page.locator(".value.chosen").all_inner_texts()[0].startswith("2021年")
    page.click(".value:has-text('2020年')")
    assert asked(page) == [("q", "协商"), ("covered_year", "2021")]


def test_organizations_are_searched(page: playwright.Page, javascript: bool, width: int) -> None:
    page.goto("/search?q=协商&kind=常委会工作报告")
    unfolded(page).fill("#organization .facet-find input[type=search]", "涪陵")
    if not javascript:
        page.click("#organization .facet-find button")
        assert urlsplit(page.url).path == "/search/facets"
    found = page.locator(".value:visible:has-text('涪陵区政协')")
    playwright.expect(found).to_have_count(1)
    if javascript:
        playwright.expect(page.locator("#organization .value:visible")).to_have_count(1)
    found.click()
    chips(page, 2)
    assert sorted(asked(page)) == [("kind", "常委会工作报告"), ("organization", "重庆市涪陵区政协"), ("q", "协商")]


def test_table_and_sort(page: playwright.Page, width: int) -> None:
    page.goto("/search?q=协商&kind=常委会工作报告&covered_year=2020..2022")
    page.click(".views a")
    playwright.expect(page.locator("table.rows")).to_be_visible()
    assert ("view", "table") in asked(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator("table.rows tbody tr").count() == 10
    page.click(".sorts a:has-text('早年在前')")
    playwright.expect(page.locator(".sorts [aria-current]")).to_have_text("早年在前")
    assert "2020年" in page.locator("table.rows tbody tr").first.inner_text()
    page.click("tr a[data-hit]")
    page.click(".back a")
    assert page.locator("table.rows").count() == 1, "the way back leads to the table"


def test_export_menu(page: playwright.Page, javascript: bool, width: int) -> None:
    page.goto("/search?q=协商&not_kind=讲话&size=20&view=table")
    page.click(".menu summary")
    hrefs = [urlsplit(link.get_attribute("href") or "") for link in page.locator(".menu a").all()]
    assert {("/export", form) for form in ("xlsx", "csv", "csv-note", "jsonl", "ris", "bibtex")} <= {
        (each.path, dict(parse_qsl(each.query)).get("format")) for each in hrefs
    }
    exported = next(each for each in hrefs if each.path == "/export")
    assert page.request.get(exported.geturl()).ok
    assert parse_qsl(exported.query)[1:] == [("q", "协商"), ("not_kind", "讲话")], "all pages of it, however shown"
    box = page.locator(".menu ul").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    if javascript:
        page.keyboard.press("Escape")
        assert not page.locator(".menu ul").is_visible()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        page.click(".menu summary")
        page.click("h1", force=True, position={"x": 0, "y": 0})
        playwright.expect(page.locator(".menu ul")).not_to_be_visible()


@WITH
@pytest.mark.usefixtures("told_apart")
def test_results_change_in_place_and_the_way_back_works(page: playwright.Page) -> None:
    page.goto("/search?q=协商")
    page.evaluate("window.same = true")
    everything = page.inner_text(".total b")
    title = page.title()
    page.click("#organization summary[aria-label^='重庆市']")
    page.click("#organization .value:has-text('涪陵区政协')")
    chips(page, 1)
    assert page.locator("#organization .branch:has-text('重庆市') > details").first.get_attribute("open") is not None
    assert page.evaluate("document.activeElement.textContent").startswith("涪陵区政协")
    assert page.inner_text("#announced") == page.inner_text(".total b") != everything
    page.fill("#q", "提案")
    page.press("#q", "Enter")
    playwright.expect(page).to_have_title("提案 - 政协报告检索")
    assert asked(page) == [("q", "提案"), ("organization", "重庆市涪陵区政协")]
    page.go_back()
    playwright.expect(page).to_have_title(title)
    assert page.input_value("#q") == "协商"
    page.go_back()
    playwright.expect(page.locator(".total b")).to_have_text(everything)
    chips(page, 0)
    page.go_forward()
    chips(page, 1)


@WITH
@pytest.mark.usefixtures("told_apart")
def test_turning_a_page_leads_to_its_top(page: playwright.Page) -> None:
    page.goto("/search")
    page.evaluate("window.same = true")
    page.click(".pager [rel=next]")
    playwright.expect(page.locator(".pager [aria-current]")).to_contain_text("2")
    assert 0 <= page.evaluate("document.querySelector('#main').getBoundingClientRect().top") < 844
    assert page.get_attribute(".hits", "start") == "11"
    page.click("#kind .value:has-text('讲话')")
    chips(page, 1)
    assert "page" not in dict(asked(page))


@WITH
def test_a_page_that_does_not_come_is_gone_to(page: playwright.Page) -> None:
    page.goto("/search?q=协商")
    page.evaluate("window.same = true")
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('offline')); }")
    page.click("#kind .value:has-text('讲话')")
    chips(page, 1)
    assert page.evaluate("window.same") is None


@WITH
@pytest.mark.usefixtures("told_apart")
def test_a_range_is_drawn_over_the_bars(page: playwright.Page) -> None:
    page.goto("/search?q=协商")
    page.evaluate("window.same = true")
    first, last = (page.locator(f".histogram [title^='{year}']").bounding_box() for year in (2020, 2022))
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] + 4, first["y"] + 5)
    assert page.locator(".axis output").inner_text().startswith("2020年")
    page.mouse.down()
    page.mouse.move(last["x"] + 4, last["y"] + 5, steps=4)
    assert page.locator(".axis output").inner_text() == "2020—2022"
    page.mouse.up()
    assert "2020—2022年" in chips(page, 1).inner_text()
    assert asked(page) == [("q", "协商"), ("covered_year", "2020..2022")]


@WITH
def test_a_passage_is_cited(page: playwright.Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/search?q=清醒看到&organization=重庆市涪陵区政协")
    passage = page.locator(".passage a").first.inner_text()
    page.locator(".cite").first.click()
    playwright.expect(page.locator("#said")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert passage in copied
    assert "涪陵区" in copied


@WITH
def test_searches_are_kept_and_found_again(page: playwright.Page) -> None:
    page.goto("/search?q=协商&kind=讲话&page=1")
    page.click(".save")
    assert page.get_attribute(".save", "aria-pressed") == "true"
    page.goto("/")
    kept = page.locator(".kept li a")
    assert kept.all_inner_texts() == ["协商 · 材料类型：讲话"] * 2, "saved, and among the last ones"
    kept.first.click()
    assert sorted(asked(page)) == [("kind", "讲话"), ("q", "协商")]
    assert page.get_attribute(".save", "aria-pressed") == "true"
    page.click(".save")
    assert page.get_attribute(".save", "aria-pressed") == "false"


def test_nothing_offers_what_only_a_script_can_do(page: playwright.Page, javascript: bool) -> None:
    page.goto("/search?q=协商")
    assert page.locator(".save").is_visible() is javascript


@WITH
@pytest.mark.parametrize("view", ["list", "table"])
def test_arrows_lead_through_hits_once_one_has_the_focus(page: playwright.Page, view: str) -> None:
    def focused() -> int:
        return page.evaluate("[...document.querySelectorAll('[data-hit]')].indexOf(document.activeElement)")

    page.goto(f"/search?q=协商&view={view}")
    last = page.locator("[data-hit]").count() - 1
    assert last > 1
    page.keyboard.press("ArrowDown")
    assert focused() == -1, "arrows scroll where no hit has the focus"
    page.keyboard.press("j")
    for key, place in (("ArrowDown", 1), ("Shift+ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", 0)):
        page.keyboard.press(key)
        assert focused() == place
    page.keyboard.press("k")
    assert focused() == 0
    page.keyboard.press("?")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert focused() == 0, "keys do nothing beneath a dialog"


@WITH
def test_the_tree_is_searched_for_what_an_input_method_puts_in(page: playwright.Page) -> None:
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url) if "prefix=" in request.url else None)
    page.goto("/search")
    page.focus(".facet-find [name=prefix]")
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "fuling", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(300)
    assert asked_for == []
    ime.send("Input.insertText", {"text": "涪陵"})
    playwright.expect(page.locator(".found-values")).to_contain_text("涪陵")
    assert len(asked_for) == 1


@WITH
def test_steps_back_and_forth_lead_to_where_one_was(page: playwright.Page) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto("/search")
    page.mouse.wheel(0, 300)
    until(page, "history.state?.y > 250")
    page.locator(".sorts a").first.evaluate("link => link.click()")
    page.wait_for_url("**sort=*")
    page.evaluate("scrollTo(0, 420)")
    until(page, "history.state?.y === 420")
    page.go_back()
    until(page, "!location.search && scrollY > 250 && scrollY < 400")
    page.go_forward()
    until(page, "location.search && scrollY === 420")
