"""Suggestions under the search box: by keyboard, mouse and input method."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright import sync_api as playwright

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("javascript", [True], indirect=True)]

FOUND = [
    {"kind": "word", "text": "政协", "query": "政协", "value": None, "count": 23},
    {"kind": "organization", "text": "重庆市政协", "query": "", "value": "重庆市政协", "count": 7},
    {"kind": "title", "text": "示例报告", "query": "标题：示例报告", "value": None, "count": 1},
]


@pytest.fixture
def typed(page: playwright.Page) -> list[str]:
    """What was asked about; answered with ``FOUND``."""
    texts: list[str] = []

    def suggest(route: playwright.Route) -> None:
        query = dict(parse_qsl(urlsplit(route.request.url).query))
        texts.append(query["q"])
        assert query["limit"] == "10"
        route.fulfill(body=json.dumps({"query": query["q"], "suggestions": FOUND}), content_type="application/json")

    page.route("**/api/v1/suggest?*", suggest)
    return texts


def options(page: playwright.Page) -> playwright.Locator:
    return page.locator("[role=option]")


def asked(page: playwright.Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


@pytest.mark.parametrize("interface", ["en"])
def test_one_report_is_not_several_in_english(page: playwright.Page, typed: list[str]) -> None:
    page.goto("/search")
    page.get_by_role("combobox").press_sequentially("zhengxie", delay=10)
    playwright.expect(options(page)).to_have_count(3)
    assert [option.locator(".count").inner_text() for option in options(page).all()] == [
        "23 reports",
        "7 reports",
        "1 report",
    ]


def test_arrows_choose_and_escape_closes(page: playwright.Page, typed: list[str]) -> None:
    page.goto("/search?kind=讲话")
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("zhengxie", delay=10)
    playwright.expect(options(page)).to_have_count(3)
    assert typed == ["zhengxie"], "asked once, when the typing rests"
    assert box.get_attribute("aria-expanded") == "true"
    assert "23 份" in options(page).first.inner_text()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options(page).first.get_attribute("id")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    assert options(page).last.get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert options(page).count() == 0
    assert box.input_value() == "zhengxie"
    box.press("ArrowDown")
    playwright.expect(options(page)).to_have_count(3)
    box.press("ArrowDown")
    box.press("Enter")
    playwright.expect(page).to_have_title("政协 - 政协报告检索")
    assert asked(page) == [("q", "政协"), ("kind", "讲话")]
    assert options(page).count() == 0


def test_an_organization_becomes_a_filter(page: playwright.Page, typed: list[str]) -> None:
    page.goto("/search?organization=四川省&sort=newest")
    page.fill("#q", "zx")
    page.click("[role=option]:has-text('重庆市政协')")
    playwright.expect(page.locator(".chip")).to_contain_text("重庆市政协")
    assert dict(asked(page)) == {"organization": "重庆市政协", "sort": "newest"}
    page.goto("/")
    page.fill("#q", "zx")
    page.click("[role=option]:has-text('示例报告')")
    page.wait_for_url("**/search?*")
    assert asked(page) == [("q", "标题：示例报告")]


def test_nothing_is_asked_while_an_input_method_composes(page: playwright.Page, typed: list[str]) -> None:
    page.goto("/")
    page.focus("#q")
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "zheng", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(300)
    assert typed == []
    ime.send("Input.insertText", {"text": "政协"})
    playwright.expect(options(page)).to_have_count(3)
    assert typed == ["政协"]
    assert options(page).first.locator("b").inner_text() == "政协"


def test_what_is_no_longer_wanted_is_not_shown(page: playwright.Page) -> None:
    held: list[playwright.Route] = []

    def suggest(route: playwright.Route) -> None:
        query = dict(parse_qsl(urlsplit(route.request.url).query))["q"]
        if query == "政":
            held.append(route)
        else:
            route.fulfill(body=json.dumps({"suggestions": FOUND[:1]}), content_type="application/json")

    page.route("**/api/v1/suggest?*", suggest)
    page.goto("/")
    with page.expect_request("**/api/v1/suggest?*"):
        page.fill("#q", "政")
    page.fill("#q", "政协")
    playwright.expect(options(page)).to_have_count(1)
    assert len(held) == 1


def test_last_searches_come_first_and_can_be_removed(page: playwright.Page, typed: list[str]) -> None:
    for query in ("协商 民主", "提案", "协商"):
        page.goto(f"/search?q={query}")
    page.goto("/")
    page.focus("#q")
    playwright.expect(options(page)).to_have_count(4)
    assert [text.split("\n")[0] for text in options(page).all_inner_texts()] == [
        "协商",
        "提案",
        "协商 民主",
        "清除最近检索",
    ]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    playwright.expect(options(page)).to_have_count(3)
    page.click("[role=option]:has-text('提案') .forget")
    playwright.expect(options(page)).to_have_count(2)
    page.fill("#q", "协商")
    playwright.expect(options(page)).to_have_count(4)
    assert options(page).first.inner_text().startswith("协商 民主"), "before what the index suggests"
    page.fill("#q", "")
    playwright.expect(options(page)).to_have_count(2)
    page.click("[role=option].clear")
    playwright.expect(options(page)).to_have_count(0)
    page.reload()
    page.focus("#q")
    page.wait_for_timeout(100)
    assert options(page).count() == 0
