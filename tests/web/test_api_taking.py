"""What programs take away by the API: lists, citations, what to read beside a report, and what there is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from indexer.answers import Hit, SearchRequest
from indexer.export import FORMATS
from indexer.models import UNKNOWN
from tests.web.fake_library import FakeLibrary
from web import create_app
from web.arguments import CITATION
from web.export import AT_ONCE, RETRY_AFTER


class Long(FakeLibrary):
    """A list that is far longer than what is sent at once; how many of its hits were asked for."""

    taken = 0

    def every(self, request: SearchRequest) -> Iterator[Hit]:
        (hit,) = self.search(SearchRequest(size=1)).hits
        for _ in range(5000):
            self.taken += 1
            yield hit


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("xlsx", "csv-note")])
def test_lists_are_those_of_the_pages(client: FlaskClient, name: str) -> None:
    asked = f"format={name}&q=社情民意信息&not_kind=讲话&sort=newest&page=3&size=7&years=delivered"
    ours, theirs = (client.get(f"{place}/export?{asked}", buffered=True) for place in ("/api/v1", ""))
    assert ours.status_code == 200
    assert ours.data == theirs.data != b""
    for header in ("Content-Type", "Content-Disposition"):
        assert ours.headers[header] == theirs.headers[header]


@pytest.mark.parametrize("name", CITATION["format"].choices)
def test_citations_are_those_of_the_pages(client: FlaskClient, library: FakeLibrary, name: str) -> None:
    report = library.reports[0]
    asked = f"reports/{report.id}/cite?format={name}&p=5"
    ours, theirs = (client.get(f"{place}/{asked}") for place in ("/api/v1", ""))
    assert ours.status_code == 200
    assert ours.data == theirs.data
    assert report.metadata.title in ours.text
    assert ours.headers["Content-Type"] == theirs.headers["Content-Type"]
    assert ours.headers.get("Content-Disposition") == theirs.headers.get("Content-Disposition")


def test_a_list_is_sent_while_it_is_written() -> None:
    library = Long()
    answer = create_app({"LIBRARY": library}).test_client().get("/api/v1/export?format=jsonl", buffered=False)
    assert (answer.status_code, answer.headers.get("Content-Length")) == (200, None)
    assert answer.headers["ETag"].startswith('W/"')
    assert 0 < library.taken < 1000, "nothing gathered it to tag or measure it"
    assert len(answer.data.splitlines()) == library.taken == 5000
    answer.close()


def test_pages_and_programs_share_the_room() -> None:
    client = create_app({"LIBRARY": Long()}).test_client()
    places = ["/api/v1/export", "/export"]
    tag = client.get("/api/v1/export?format=csv", buffered=True).headers["ETag"]
    running = [client.get(f"{places[number % 2]}?format=csv", buffered=False) for number in range(AT_ONCE)]
    refused = client.get("/api/v1/export?format=csv")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(RETRY_AFTER))
    assert refused.mimetype == "application/problem+json"
    assert refused.get_json()["type"] == "/api/v1/#problem-too-many-requests"
    assert client.get("/export?format=csv").mimetype == "text/html"
    unchanged = client.get("/api/v1/export?format=csv", headers={"If-None-Match": tag})
    assert unchanged.status_code == 304, "who has it already needs no room"
    for each in running:
        each.close()
    for _ in range(AT_ONCE + 1):
        answer = client.get("/api/v1/export?format=csv", headers={"If-None-Match": "*"}, buffered=True)
        assert answer.status_code == 304
    assert client.get("/api/v1/export?format=csv", buffered=True).status_code == 200


@pytest.mark.parametrize(
    ("url", "status", "kind", "argument"),
    [
        ("export", 400, "bad-argument", "format"),
        ("export?format=pdf", 400, "bad-argument", "format"),
        ("export?format=csv&cursor=x", 400, "bad-argument", "cursor"),
        ("export?format=csv&organisation=x", 400, "bad-argument", "organisation"),
        ("export?format=csv&covered_year=22", 400, "bad-argument", "covered_year"),
        ("export?format=csv&q=" + "长" * 2001, 413, "query-too-long", "q"),
        ("reports/feedfacefeedface/cite", 400, "bad-argument", "format"),
        ("reports/feedfacefeedface/cite?format=text&p=4", 400, "bad-argument", "p"),
        ("reports/feedfacefeedface/cite?format=text&quote=x", 400, "bad-argument", "quote"),
        ("reports/feedfacefeedface/cite?format=text&p=1&quote=没有", 400, "bad-argument", "quote"),
        ("reports/0000000000000000/cite?format=text", 404, "no-such-report", None),
        ("reports/0000000000000000/related", 404, "no-such-report", None),
        ("reports/feedfacefeedface/related?limit=3", 400, "bad-argument", "limit"),
    ],
)
def test_what_cannot_be_served_is_a_problem(
    client: FlaskClient, url: str, status: int, kind: str, argument: str | None
) -> None:
    answer = client.get(f"/api/v1/{url}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["type"] == f"/api/v1/#problem-{kind}"
    assert answer.get_json().get("argument") == argument
    assert "Content-Disposition" not in answer.headers


def test_what_to_read_beside_a_report(client: FlaskClient, library: FakeLibrary) -> None:
    report = next(each for each in library.reports if each.metadata.covered_year == 2021)
    answer = client.get(f"/api/v1/reports/{report.id}/related").get_json()
    assert list(answer) == ["years", "similar"]
    years = [each["covered_year"] for each in answer["years"]]
    assert years == sorted(years, reverse=True) != []
    assert 2021 not in years
    organization = report.metadata.organization
    assert organization is not None
    assert {(each["organization"], each["kind"]) for each in answer["years"]} == {
        (organization.name, report.metadata.kind)
    }
    for each in (*answer["years"], *answer["similar"]):
        assert client.get(f"/api/v1/reports/{each['id']}").get_json()["title"] == each["title"]


def test_what_there_is_can_be_filtered_by(client: FlaskClient) -> None:
    held = client.get("/api/v1/info").get_json()["holdings"]
    assert list(held) == ["regions", "years", "kinds"]
    for name, facet, value in (
        ("regions", "organization", "value"),
        ("years", "covered_year", "year"),
        ("kinds", "kind", "kind"),
    ):
        assert held[name]
        for each in held[name]:
            found = client.get("/api/v1/search", query_string={facet: each[value]}).get_json()
            assert found["total"] == each["reports"], json.dumps(each, ensure_ascii=False)
    assert [each["year"] for each in held["years"]] == sorted(each["year"] for each in held["years"])
    assert held["kinds"][-1]["kind"] == UNKNOWN
