"""The home page: what the index holds, queries that work here, and what to do where there is nothing yet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.web.fake_library import FakeLibrary
from tests.web.invented_reports import sample_reports
from tests.web.outline import Outline
from web import create_app
from web.home import bars


def test_it_says_what_the_index_holds_and_every_number_leads_to_its_reports(client: FlaskClient) -> None:
    page = Outline(client.get("/").text)
    links = {each["href"] or "" for each in page.all("a")}
    for target in ("/search", "/search?organization=重庆市", "/search?covered_year=2021"):
        assert target in links
        assert client.get(target).status_code == 200
    assert "2018—2023" in page.whole_text
    assert "更新" in page.whole_text
    assert "2025-03-01" in page.whole_text
    assert "常委会工作报告" in page.whole_text


def test_its_examples_find_something(client: FlaskClient) -> None:
    page = client.get("/").text
    examples = [each["href"] or "" for each in Outline(page).all("a") if "?q=" in (each["href"] or "")]
    assert len(examples) >= 2
    for target in examples:
        assert "没有找到" not in client.get(target).text


def test_an_empty_index_says_what_to_do_next() -> None:
    client = create_app({"LIBRARY": FakeLibrary([]), "TESTING": True}).test_client()
    said = Outline(client.get("/").text).whole_text
    assert "索引里还没有报告" in said
    assert "zhengxie index PATH" in said
    assert "zhengxie demo" in said


@pytest.mark.parametrize("url", ["/?q=提案&kind=讲话", "/?utm_source=x"])
def test_addresses_of_results_that_once_were_here_lead_on(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("/search?")
    assert client.get(url, follow_redirects=True).status_code == 200


def test_the_years_that_its_reports_cover_are_those_of_its_bars() -> None:
    (report,) = sample_reports()[:1]
    known = replace(report.metadata, covered_from=2003, covered_year=2007)
    client = create_app({"LIBRARY": FakeLibrary([replace(report, metadata=known)]), "TESTING": True}).test_client()
    page = Outline(client.get("/").text)
    assert "2003—2007年" in page.text("dd")
    links = [each["href"] or "" for each in page.all("a")]
    assert [year for year in range(2000, 2010) if f"/search?covered_year={year}" in links] == [*range(2003, 2008)]


def test_years_without_reports_are_gaps(client: FlaskClient) -> None:
    with client.application.test_request_context():
        drawn = bars(((2018, 4), (2021, 1)))
        assert [(bar.label, bar.count, bar.height) for bar in drawn] == [
            ("2018", 4, 100),
            ("2019", 0, 0),
            ("2020", 0, 0),
            ("2021", 1, 25),
        ]
        assert bars(()) == []
        assert len(bars(((1949, 1), (2023, 2000)))) == 60
        assert bars(((2022, 1), (2023, 2000)))[0].height == 2
