"""Searching by the API: pages, cursors, links and what is refused."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.errors import IndexerError
from tests.web.fake_library import FakeLibrary
from tests.web.invented_reports import sample_reports
from web import create_app


def ids(answer: Any) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


def links(client: FlaskClient, url: str) -> dict[str, str]:
    header = client.get(url).headers["Link"]
    return {relation: target for target, relation in re.findall(r'<([^>]*)>; rel="(\w+)"', header)}


def test_cursors_lead_through_all_hits_once(client: FlaskClient) -> None:
    asked = {"q": "协商", "kind": "常委会工作报告", "size": "7"}
    answer = client.get("/api/v1/search", query_string=asked).get_json()
    found, pages = ids(answer), 1
    while answer["next"]:
        answer = client.get("/api/v1/search", query_string={**asked, "cursor": answer["next"]}).get_json()
        pages += 1
        assert answer["page"] == pages
        found += ids(answer)
    assert pages == answer["pages"] > 3
    assert len(found) == len(set(found)) == answer["total"]


def test_a_cursor_is_of_one_state_of_the_index(client: FlaskClient, library: FakeLibrary) -> None:
    cursor = client.get("/api/v1/search?size=5").get_json()["next"]
    library.reports = library.reports[1:]
    answer = client.get(f"/api/v1/search?size=5&cursor={cursor}")
    assert answer.status_code == 410
    assert answer.get_json()["type"] == "/api/v1/#problem-stale-cursor"
    assert answer.get_json()["argument"] == "cursor"


class Changing(FakeLibrary):
    """An index that changes while a page is looked for."""

    def search(self, request: Any) -> Any:
        page = super().search(request)
        self.reports = self.reports[1:]
        return page


def test_a_page_that_may_be_of_the_next_state_is_not_handed_out() -> None:
    client = create_app({"LIBRARY": Changing()}).test_client()
    unchanged = create_app({"LIBRARY": FakeLibrary()}).test_client()
    cursor = unchanged.get("/api/v1/search?size=5").get_json()["next"]
    assert client.get(f"/api/v1/search?size=5&cursor={cursor}").status_code == 410
    assert client.get("/api/v1/search?size=5").status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        lambda cursor: cursor[:-1],
        lambda cursor: cursor[::-1],
        lambda cursor: cursor + "A",
        lambda cursor: "长",
        lambda cursor: "A" * 201,
        lambda cursor: f"{cursor}&size=6",
        lambda cursor: f"{cursor}&kind=讲话",
        lambda cursor: f"{cursor}&sort=oldest",
        lambda cursor: f"{cursor}&page=2",
    ],
)
def test_what_is_no_cursor_of_this_search_is_refused(client: FlaskClient, changed: Any) -> None:
    cursor = client.get("/api/v1/search?q=协商").get_json()["next"]
    assert client.get(f"/api/v1/search?q=协商&cursor={cursor}").status_code == 200
    answer = client.get(f"/api/v1/search?q=协商&cursor={changed(cursor)}")
    assert answer.status_code == 400
    assert answer.get_json()["argument"] in ("cursor", "page")


def test_links_lead_to_the_other_pages(client: FlaskClient) -> None:
    first = links(client, "/api/v1/search?size=10&q=协商")
    assert list(first) == ["first", "next", "last"]
    last = links(client, first["last"])
    assert list(last) == ["first", "prev", "last"]
    assert last["last"] == first["last"]
    answer = client.get(first["next"]).get_json()
    assert (answer["page"], answer["size"], answer["query"]) == (2, 10, "协商")
    assert list(links(client, "/api/v1/search?q=没有的词")) == ["first", "last"]


def test_links_keep_the_place_that_the_application_is_mounted_at(client: FlaskClient) -> None:
    header = client.get("/api/v1/search", environ_overrides={"SCRIPT_NAME": "/reports"}).headers["Link"]
    assert header.startswith("</reports/api/v1/search")


def test_a_long_query_makes_no_header_that_proxies_refuse(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/search?q={quote('长' * 2000)}")
    assert answer.status_code == 200
    assert len(answer.headers.get("Link", "")) < 4000


@pytest.mark.parametrize(
    ("url", "argument"),
    [
        ("search?organisation=x", "organisation"),
        ("search?years=delivered", "years"),
        ("search?limit=3", "limit"),
        ("search?page=0", "page"),
        ("search?page=1&page=2", "page"),
        ("search?size=101", "size"),
        ("search?sort=best", "sort"),
        ("search?copies=2", "copies"),
        ("search?variants=no", "variants"),
        ("search?covered_year=22", "covered_year"),
        ("search?delivered_year=2022..2020", "delivered_year"),
        (f"search?source={'长' * 201}", "source"),
        ("reports/x?page=1", "page"),
        ("facets", "facet"),
        ("facets?facet=year", "facet"),
        ("facets?facet=kind&limit=1001", "limit"),
        (f"facets?facet=kind&prefix={'长' * 201}", "prefix"),
        ("facets?facet=kind&page=2", "page"),
        ("suggest?q=a&limit=21", "limit"),
        (f"suggest?q={'a' * 201}", "q"),
        ("info?q=a", "q"),
    ],
)
def test_the_argument_to_blame_is_named(client: FlaskClient, url: str, argument: str) -> None:
    answer = client.get(f"/api/v1/{url}")
    assert answer.status_code == 400
    problem = answer.get_json()
    assert problem["argument"] == argument
    assert problem["type"] == "/api/v1/#problem-bad-argument"
    assert problem["instance"] == f"/api/v1/{url.partition('?')[0]}"


def test_too_many_values_are_the_fault_of_none(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?" + "&".join(f"kind={number}" for number in range(201)))
    assert answer.status_code == 400
    assert "argument" not in answer.get_json()


def test_a_long_query_is_told_so(client: FlaskClient) -> None:
    for url in ("search", "facets?facet=kind&", "reports/x"):
        joint = "" if url.endswith("&") else "?"
        answer = client.get(f"/api/v1/{url}{joint}q={'长' * 2001}")
        assert answer.status_code == 413
        assert answer.get_json()["argument"] == "q"


def test_facets_list_what_begins_so(client: FlaskClient) -> None:
    found = client.get("/api/v1/facets?facet=organization&prefix=涪陵").get_json()
    assert [(value["value"], value["path"]) for value in found["values"]] == [
        ("重庆市/涪陵区", ["重庆市"]),
        ("重庆市涪陵区政协", ["重庆市", "涪陵区"]),
    ]
    traditional = client.get("/api/v1/facets?facet=organization&prefix=長壽").get_json()
    assert [value["label"] for value in traditional["values"]] == ["长寿区", "重庆市长寿区政协"]
    assert client.get("/api/v1/facets?facet=organization&prefix=没有").get_json()["values"] == []


def test_facets_count_as_searches_do(client: FlaskClient) -> None:
    asked = "q=协商&organization=重庆市&covered_year=2020..2022"
    searched = client.get(f"/api/v1/search?{asked}").get_json()["facets"]
    years = client.get(f"/api/v1/facets?{asked}&facet=covered_year").get_json()
    assert [{**value, "path": []} for value in searched["covered_year"]] == years["values"]
    assert years["total"] == len(years["values"])
    some = client.get(f"/api/v1/facets?{asked}&facet=organization&limit=3").get_json()
    assert len(some["values"]) == 3 < some["total"]
    assert {value["label"] for value in some["values"] if value["selected"]} <= {"重庆市"}


def test_suggestions_and_info(client: FlaskClient, library: FakeLibrary) -> None:
    found = client.get("/api/v1/suggest?q=涪陵&limit=1").get_json()
    assert found == {
        "query": "涪陵",
        "suggestions": [
            {
                "kind": "organization",
                "text": "重庆市涪陵区政协",
                "query": "",
                "count": sum(
                    bool(each.metadata.organization) and each.metadata.organization.name == "重庆市涪陵区政协"
                    for each in sample_reports()
                ),
                "value": "重庆市涪陵区政协",
            }
        ],
    }
    assert client.get("/api/v1/info").get_json()["reports"] == len(library.reports)


def test_a_fault_says_no_more_than_its_status() -> None:
    answer = create_app({"LIBRARY": FakeLibrary(error=IndexerError("/secret"))}).test_client().get("/api/v1/info")
    assert answer.status_code == 500
    assert answer.get_json()["type"] == "about:blank"
    assert "secret" not in answer.text
