"""The document is generated from what the code does: arguments as they are parsed, shapes as they are made; and its
pages."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
from flask.testing import FlaskClient

from tests.web.fake_library import FakeLibrary
from tests.web.outline import Outline
from web import create_app, problems
from web.trial import SENT, Operation, operations

PATHS = {
    "search": "/api/v1/search",
    "report": "/api/v1/reports/00000000000000aa",
    "related": "/api/v1/reports/00000000000000aa/related",
    "cite": "/api/v1/reports/00000000000000aa/cite",
    "facets": "/api/v1/facets",
    "suggest": "/api/v1/suggest",
    "info": "/api/v1/info",
    "export": "/api/v1/export",
    "trends": "/api/v1/trends",
    "concordance": "/api/v1/concordance",
    "neighbours": "/api/v1/neighbours",
    "coverage": "/api/v1/coverage",
    "adoption": "/api/v1/adoption",
    "phrases": "/api/v1/phrases",
    "compare": "/api/v1/compare",
    "succession": "/api/v1/reports/cbe4f7b25b2520c9/succession",
    "figures": "/api/v1/figures",
}
NEEDED = {
    "facets": {"facet": "kind"},
    "trends": {"term": "协商"},
    "concordance": {"term": "协商"},
    "neighbours": {"term": "协商"},
    "adoption": {"term": "协商"},
    "figures": {"indicator": "立案"},
    "export": {"format": "jsonl"},
    "cite": {"format": "text"},
}
OF_THE_REPORT = {("cite", "p"), ("cite", "quote"), ("figures", "indicator")}
"""Arguments whose bounds are narrower in a report than in the document: how many paragraphs it has, and what stands there;
or are those of a list of words."""


def read_document() -> Any:
    return create_app({"LIBRARY": FakeLibrary()}).test_client().get("/api/v1/openapi.json").get_json()


DOCUMENT = read_document()
OPERATIONS = {item["get"]["operationId"]: item["get"] for item in DOCUMENT["paths"].values()}
PARAMETERS = [
    (name, parameter) for name, described in OPERATIONS.items() for parameter in described["parameters"]
    if parameter["in"] == "query"
]  # fmt: skip
NAMES = [f"{name}-{parameter['name']}" for name, parameter in PARAMETERS]


def ask(client: FlaskClient, operation: str, **said: Any) -> Any:
    return client.get(PATHS[operation], query_string={**NEEDED.get(operation, {}), **said}, buffered=True)


def one(parameter: Any) -> Any:
    """The schema of one value of a parameter."""
    schema = parameter["schema"]
    return schema["items"] if schema.get("type") == "array" else schema


def test_the_document_is_of_its_version_and_says_what_it_says() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    assert sorted(OPERATIONS) == sorted(PATHS)
    for described in OPERATIONS.values():
        assert described["summary"]
        assert all(parameter["description"] for parameter in described["parameters"])
        assert {"200", "304", "400", "405", "429", "500", "503"} <= described["responses"].keys()
        assert all(answer["description"] for answer in described["responses"].values())
    jsonschema_rs.meta.validate(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **DOCUMENT["components"]["schemas"]["Search"]}
    )


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_example_of_an_answer_is_one(operation: str) -> None:
    media = OPERATIONS[operation]["responses"]["200"]["content"]
    if "application/json" not in media:
        assert all(each["schema"]["description"] for each in media.values())
        assert all(isinstance(each["example"], str) for each in media.values() if "type" in each["schema"])
        return
    content = media["application/json"]
    schema = {**content["schema"], "components": DOCUMENT["components"]}
    jsonschema_rs.validate(schema, content["example"])
    name = content["schema"]["$ref"].rsplit("/", 1)[1]
    assert content["example"].keys() == DOCUMENT["components"]["schemas"][name]["properties"].keys()


@pytest.mark.parametrize(("operation", "parameter"), PARAMETERS, ids=NAMES)
def test_bounds_of_the_document_are_those_of_the_parser(client: FlaskClient, operation: str, parameter: Any) -> None:
    name, schema = parameter["name"], one(parameter)
    taken, refused = [], []
    if "enum" in schema:
        taken, refused = schema["enum"], ["none-of-these"]
    elif schema["type"] == "integer":
        taken = [schema["minimum"], schema["maximum"]]
        refused = [schema["minimum"] - 1, schema["maximum"] + 1, "x", "1.5"]
    elif "pattern" not in schema:
        end = " 2023" if name == "expected" else ""  # a list needs a line that gives years
        taken, refused = ["长" * (schema["maxLength"] - len(end)) + end], ["长" * (schema["maxLength"] + 1)]
    if (operation, name) in OF_THE_REPORT:
        taken = [1] if name == "p" else []
    for value in taken:
        # A page may well be after the last one; that is not what bounds are about.
        assert ask(client, operation, **{name: value}).status_code in (200, 404), value
    for value in refused:
        assert ask(client, operation, **{name: value}).status_code in (400, 413), value


@pytest.mark.parametrize(("operation", "parameter"), PARAMETERS, ids=NAMES)
def test_examples_are_taken(client: FlaskClient, operation: str, parameter: Any) -> None:
    for example in parameter["schema"].get("examples", []):
        jsonschema_rs.validate(parameter["schema"], example)
        assert ask(client, operation, **{parameter["name"]: example}).status_code == 200


@pytest.mark.parametrize(("operation", "parameter"), PARAMETERS, ids=NAMES)
def test_defaults_change_nothing(client: FlaskClient, operation: str, parameter: Any) -> None:
    default = parameter["schema"].get("default")
    if default is not None:
        left_out, said = ask(client, operation), ask(client, operation, **{parameter["name"]: default})
        if operation == "export":
            assert left_out.data == said.data
        else:
            assert left_out.get_json() | {"next": None} == said.get_json() | {"next": None}


@pytest.mark.parametrize(("operation", "parameter"), PARAMETERS, ids=NAMES)
def test_several_values_are_taken_where_the_document_says_so(
    client: FlaskClient, operation: str, parameter: Any
) -> None:
    value = (parameter["schema"].get("examples") or [["示例"]])[0]
    value = (
        value[0] if isinstance(value, list) else one(parameter).get("enum", [one(parameter).get("default", value)])[0]
    )
    query = f"{parameter['name']}={quote(str(value))}"
    needed = "".join(f"{k}={v}&" for k, v in NEEDED.get(operation, {}).items() if k != parameter["name"])
    several = client.get(f"{PATHS[operation]}?{needed}{query}&{query}", buffered=True).status_code
    assert several == (200 if parameter["schema"].get("type") == "array" else 400)


@pytest.mark.parametrize(
    "value", ["2022", "2020..2022", "2020..", "..2022", "unknown", "n/a", "未识别", "22", "..", "2022-2023", "x"]
)
def test_years_are_matched_as_they_are_parsed(client: FlaskClient, value: str) -> None:
    (years,) = (each for name, each in PARAMETERS if name == "search" and each["name"] == "covered_year")
    valid = jsonschema_rs.is_valid(one(years), value)
    assert valid == (client.get(f"/api/v1/search?covered_year={quote(value)}").status_code == 200)


def test_a_list_and_a_citation_are_of_the_types_that_the_document_says(client: FlaskClient) -> None:
    for operation in ("export", "cite"):
        described = OPERATIONS[operation]["responses"]["200"]["content"]
        (formats,) = (
            each["schema"]["enum"] for name, each in PARAMETERS if (name, each["name"]) == (operation, "format")
        )
        of = {name: ask(client, operation, format=name).mimetype for name in formats}
        assert set(of.values()) == described.keys()
        for name, mime in of.items():
            assert f"`format={name}`" in described[mime]["schema"]["description"]


def test_no_other_parameter_is_taken(client: FlaskClient) -> None:
    for operation, described in OPERATIONS.items():
        known = {parameter["name"] for parameter in described["parameters"]}
        for name in {"q", "page", "limit", "sort", "years", "kind", "prefix", "from"} - known:
            assert ask(client, operation, **{name: "1"}).status_code == 400, (operation, name)


def test_what_the_document_promises_of_problems_is_told(client: FlaskClient) -> None:
    told = json.dumps(DOCUMENT, ensure_ascii=False)
    assert [each.name for each in problems.TYPES if f"`{each.name}`" not in told] == []


def test_the_document_names_the_place_it_is_mounted_at(client: FlaskClient) -> None:
    answer = client.get("/api/v1/openapi.json", environ_overrides={"SCRIPT_NAME": "/reports"})
    assert answer.get_json()["servers"] == [{"url": "/reports"}]
    assert client.get("/api/v1/openapi.json").get_json()["servers"] == [{"url": "/"}]


# ---------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("url", ["/api/v1/", *(f"/api/v1/try/{name}" for name in PATHS)])
def test_pages_run_nothing_of_their_own(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    page = Outline(answer.text)
    assert all(script.get("src", "").startswith("/static/") for script in page.all("script"))
    assert not any(
        name.startswith("on") or name == "style"
        for tag in ("form", "input", "button")
        for each in page.all(tag)
        for name in each
    )


def test_the_overview_leads_to_every_operation_and_has_a_place_for_every_problem(client: FlaskClient) -> None:
    answer = client.get("/api/v1/")
    assert len(answer.data) <= 20_000
    page = Outline(answer.text)
    led_to = {each["href"] for each in page.all("a")}
    assert led_to >= {"/api/v1/shapes", "/api/v1/openapi.json", *(f"/api/v1/try/{name}" for name in PATHS)}
    for described in OPERATIONS.values():
        assert described["summary"].rstrip(".") in page.whole_text
    places = {each["id"] for each in page.all("dt") if "id" in each}
    assert places == {f"problem-{each.name}" for each in problems.TYPES}
    assert client.get("/api/v1").headers["Location"].endswith("/api/v1/")


@pytest.mark.parametrize("made", operations(DOCUMENT), ids=lambda made: made.name)
def test_the_page_of_an_operation_has_a_described_field_for_every_parameter(
    client: FlaskClient, made: Operation
) -> None:
    page = Outline(client.get(f"/api/v1/try/{made.name}").text)
    controls = [each for tag, each in page.elements if tag in ("input", "select") and "aria-describedby" in each]
    assert [each["id"] for each in controls] == [f"{made.name}-{field.name}" for field in made.fields]
    assert {each["id"] for each in controls} <= {each["for"] for each in page.all("label")}
    assert {each["aria-describedby"] for each in controls} == {each["id"] for each in page.all("p") if "lang" in each}
    led_to = {each["href"] for each in page.all("a")}
    assert led_to >= {"/api/v1/", "/api/v1/#problems", *(f"/api/v1/try/{name}" for name in PATHS)}
    assert (f"/api/v1/shapes/{made.model}" in led_to) == bool(made.model)
    assert {status for status, _ in made.answers} <= set(page.text("code"))


def test_an_unknown_operation_has_no_page(client: FlaskClient) -> None:
    answer = client.get("/api/v1/try/none")
    assert (answer.status_code, answer.mimetype) == (404, problems.MEDIA_TYPE)
    assert answer.get_json()["type"] == problems.BLANK


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("search?q=协商&organization=&sort=&page=2", "/api/v1/search?q=%E5%8D%8F%E5%95%86&page=2"),
        ("report?report_id=00000000000000aa&q=", "/api/v1/reports/00000000000000aa"),
        ("report?report_id=a/b?c", "/api/v1/reports/a%2Fb%3Fc"),
        ("facets?facet=kind&limit=", "/api/v1/facets?facet=kind"),
        ("info?unknown=1", "/api/v1/info"),
        ("export?format=csv&q=协商&sort=", "/api/v1/export?format=csv&q=%E5%8D%8F%E5%95%86"),
        ("cite?report_id=00000000000000aa&format=ris&p=", "/api/v1/reports/00000000000000aa/cite?format=ris"),
    ],
)
def test_forms_lead_to_the_answer_without_a_script(client: FlaskClient, sent: str, asked: str) -> None:
    answer = client.get(f"/api/v1/try/{sent}&send=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, asked)


def test_a_form_that_asks_for_nothing_is_refused(client: FlaskClient) -> None:
    answer = client.get("/api/v1/try/report?report_id=&send=1")
    assert (answer.status_code, answer.get_json()["argument"]) == (400, "report_id")


def test_no_argument_has_the_name_of_the_button() -> None:
    assert not any(field.name == SENT for made in operations(DOCUMENT) for field in made.fields)
