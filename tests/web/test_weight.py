"""What a page of results weighs, the text of reports aside, however many organizations and sources there are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from flask.testing import FlaskClient

from indexer.answers import Page, SearchRequest
from indexer.facets import flat_facet, organization_tree, organization_values, parents
from indexer.models import Organization
from tests.web.fake_library import FakeLibrary
from web import create_app
from web.language import LANGUAGES
from web.trial import operations

STATIC: Final = Path(__file__).parents[2] / "web" / "static"
MOST: Final = 100 * 1024
PROVINCES, CITIES, COUNTIES = 30, 10, 9


def organizations() -> frozenset[Organization]:
    """Three thousand of them, on three levels."""
    made = set()
    for province in range(PROVINCES):
        for city in range(CITIES):
            for county in range(COUNTIES + 1):
                path = (f"示例省{province}", f"示例市{province}之{city}", f"示例县{county}")[: 3 if county else 2]
                level = "县级" if county else "地市级"
                made.add(
                    Organization("".join(path) + "政协", f"政协{''.join(path)}委员会", path, "政协", level, "500102")
                )
    return frozenset(made)


class Many(FakeLibrary):
    """Results with the facets of a large collection."""

    def __init__(self) -> None:
        super().__init__()
        self._organizations = organizations()
        self._counts = Counter(value for each in self._organizations for value in organization_values(each))
        self._sources = {f"示例来源第{number}号": 1 for number in range(2000)}

    def search(self, request: SearchRequest) -> Page:
        page = super().search(request)
        chosen = set(request.filters.get("organization", ()))
        years = {str(year): year - 1900 for year in range(1949, 2025)}
        facets = {
            **page.facets,
            "organization": organization_tree(self._counts, parents(self._organizations), chosen),
            "source": flat_facet("source", self._sources, request.filters.get("source", ())),
            "covered_year": flat_facet("covered_year", years, ()),
        }
        return replace(page, facets=facets)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app({"LIBRARY": Many(), "TESTING": True}).test_client()


def weight(page: str) -> int:
    """Bytes of a page with everything it loads, without what stands in reports: passages, headings, a report's text; nor what
    a script imports once it is needed."""
    ours = re.sub(r'<p class="(passage|path)".*?</p>|<article class="text".*?</article>', "", page, flags=re.DOTALL)
    style = sum((STATIC / name).stat().st_size for name in re.findall(r"/(\w+\.css)\"", page))
    loaded: set[Path] = set()
    waiting = [STATIC / "js" / name for name in re.findall(r"/js/(\w+\.js)", page)]
    while waiting:
        script = waiting.pop()
        if script not in loaded:
            loaded.add(script)
            waiting += [
                script.parent / name
                for name in re.findall(r'(?:from|import) "\./(\w+\.js)"', script.read_text("utf-8"))
            ]
    return len(ours.encode()) + style + sum(script.stat().st_size for script in loaded)


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "q=协商 民主 提案 办理",
        "q=协商&organization=示例省1/示例市1之1/示例县1&kind=常委会工作报告&source=示例来源第7号&covered_year=2019..2023&sort=newest",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_stay_light(client: FlaskClient, arguments: str, language: str) -> None:
    headers = {"Accept-Language": language}
    assert weight(client.get(f"/search?{arguments}", headers=headers).text) <= MOST


def test_the_other_pages_are_light_too(client: FlaskClient) -> None:
    report = re.findall(r"/reports/[0-9a-f]{16}", client.get("/search?q=协商").text)[0]
    made = operations(client.get("/api/v1/openapi.json").get_json())
    for url in (
        "/",
        f"{report}?q=协商",
        f"{report}/related",
        "/search/facets?facet=organization",
        "/api/v1/",
        "/api/v1/shapes",
        "/api/v1/shapes/Search",
        *(f"/api/v1/try/{each.name}" for each in made),
        "/analysis/trends?term=协商&term=提案",
        "/analysis/concordance?term=协商&neighbours=1",
        "/analysis/coverage",
        "/analysis/adoption?term=协商",
        "/analysis/adoption",
        "/analysis/compare?covered_year=2020&to_covered_year=2022&limit=500&numbers=1",
    ):
        for language in LANGUAGES:
            assert weight(client.get(url, headers={"Accept-Language": language}).text) <= MOST, (url, language)


def test_what_is_left_out_can_be_fetched_level_by_level(client: FlaskClient) -> None:
    page = client.get("/search?q=协商").text
    assert "示例市1之1" not in page
    found = re.findall(r'class="unfold" href="([^"]+)"', page)
    cities = client.get(found[0].replace("&amp;", "&") + "&bare=1").text
    assert cities.count("<li") == CITIES
    assert "<html" not in cities
    whole = client.get(found[0].replace("&amp;", "&")).text
    assert "<h1>机构 › 示例省0</h1>" in whole, "where its rows stand in the tree"
    assert ">全部列出</a>" in whole
    (more,) = re.findall(r'class="unfold-rest" href="([^"]+facet=organization[^"]*)"', page)
    rest = client.get(more.replace("&amp;", "&") + "&rest=1&bare=1").text
    assert page.count('class="unfold"') + rest.count('class="unfold"') == PROVINCES
    (more,) = re.findall(r'class="unfold-rest" href="([^"]+facet=source[^"]*)"', page)
    assert "还有 1,792 项" in client.get(more.replace("&amp;", "&") + "&rest=1&bare=1").text
    assert "还有 1,800 项没有列出，请查找。" in client.get(more.replace("&amp;", "&")).text


def test_all_are_searched(client: FlaskClient) -> None:
    found = client.get("/search/facets?facet=organization&prefix=示例省29示例市29之9示例县9").text
    assert found.count('class="value"') == 1
    found = client.get("/search/facets?facet=source&prefix=第77号").text
    assert found.count('class="value"') == 1, "names that hold what was typed, where none begins so"
    assert "没有名称含“无此来源”的。" in client.get("/search/facets?facet=source&prefix=无此来源").text
    assert client.get("/search/facets?facet=colour").status_code == 400
    assert client.get("/search/facets?facet=organization&under=没有&bare=1").text.count("没有相符的") == 1


def test_a_choice_deep_down_stands_in_its_place(client: FlaskClient) -> None:
    page = client.get("/search?organization=示例省29/示例市29之9/示例县9").text
    assert re.search(r'class="value chosen" href="[^"]*"><span class="name">示例县9', page)
    assert page.count("<details open>") == 3, "its province, its city, and itself over its only organization"
