"""Filters that are offered for what a question names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.web.fake_library import FakeLibrary
from web import create_app


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    """Over a real index of the invented reports, for as long as they are held."""
    held = FakeLibrary()
    yield create_app({"LIBRARY": held.counted, "TESTING": True, "PROPAGATE_EXCEPTIONS": False}).test_client()
    held.counted.close()


def offered(page: str) -> dict[str, tuple[str, int]]:
    """Label → link and number of reports."""
    (line,) = re.findall(r'<p class="offers">(.*?)</p>', page) or [""]
    found = re.findall(r'<a href="([^"]+)">(?:<span[^>]*>)?([^<]+)(?:</span>)?</a>\D*([\d,]+)', line)
    return {label: (html.unescape(link), int(number.replace(",", ""))) for link, label, number in found}


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("2022年涪陵区政协收到多少件提案", ["重庆市涪陵区政协", "2022年"]),
        ("涪陵政协2022年收到多少件提案？", ["重庆市涪陵区政协", "2022年"]),
        ("重慶市涪陵區政協收到多少件提案", ["重庆市涪陵区政协"]),
        ("2021年和2022年收到多少件提案", ["2022年", "2021年"]),
        ("12022年收到多少件提案", []),
        ("收到多少件提案", []),
        ("各区政协收到多少件提案", []),
    ],
)
def test_what_a_question_names_is_offered_and_leads_to_what_it_says(
    client: FlaskClient, question: str, labels: list[str]
) -> None:
    found = offered(client.get(f"/search?q={question}").text)
    assert list(found) == labels
    for link, number in found.values():
        assert f"q={question.partition('？')[0]}" in link
        assert client.get(link.replace("/search?", "/api/v1/search?")).get_json()["total"] == number > 0


def test_what_is_chosen_is_offered_no_more(client: FlaskClient) -> None:
    question = "2022年涪陵区政协收到多少件提案"
    (link, _) = offered(client.get(f"/search?q={question}").text)["重庆市涪陵区政协"]
    assert list(offered(client.get(link).text)) == ["2022年"]
    assert offered(client.get(f"/search?q={question}&organization=重庆市&delivered_year=2023").text) == {}


def test_terms_are_taken_at_their_word(client: FlaskClient) -> None:
    assert offered(client.get("/search?q=2022年 提案").text) == {}


def test_offers_speak_the_language_of_the_page(client: FlaskClient) -> None:
    page = client.get("/search?q=2022年涪陵区政协收到多少件提案", headers={"Accept-Language": "en"}).text
    assert list(offered(page)) == ["重庆市涪陵区政协", "2022"]
    assert ">Only: <" in page
    hant = client.get("/search?q=2022年涪陵区政协收到多少件提案", headers={"Accept-Language": "zh-TW"}).text
    assert list(offered(hant)) == ["重慶市涪陵區政協", "2022年"]
