"""What the API's document promises, held against the application over a real index by schemathesis: whatever is sent,
no fault, and every answer as described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.resources import as_file, files
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from flask import jsonify
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from werkzeug.wsgi import ClosingIterator

from indexer.ingest import index_paths
from indexer.search import Library, open_library
from web import create_app
from web.arguments import CITATION, EXPORT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
OPERATIONS = [
    "search",
    "report",
    "related",
    "cite",
    "facets",
    "suggest",
    "info",
    "export",
    "trends",
    "concordance",
    "neighbours",
    "coverage",
    "adoption",
    "phrases",
    "compare",
    "succession",
    "figures",
]

MOST_PIECES = 1000
"""Of an answer: far more than any has."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An index of the bundled samples (示例)."""
    location = tmp_path_factory.mktemp("conformance") / "index"
    with as_file(files("indexer.data") / "samples" / "reports") as samples:
        index_paths([samples], location, jobs=1, progress=None)
    opened = open_library(location)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def described_api(library: Library) -> BaseSchema:
    """The document as it is, but for ids and indicators that there are, and for objects that refuse keys that are not described."""
    settled = {"LIBRARY": library, "PROPAGATE_EXCEPTIONS": False}
    client = create_app(settled).test_client()
    found = client.get("/api/v1/search?size=20").get_json()
    document = client.get("/api/v1/openapi.json").get_json()
    _closed(document)
    for item in document["paths"].values():
        for named in (each for each in item["get"]["parameters"] if each["in"] == "path"):
            named["schema"] = {"enum": [*(hit["id"] for hit in found["hits"]), "0000000000000000"]}
        # Of all words few can be asked for.
        for named in (each for each in item["get"]["parameters"] if each["name"] == "indicator"):
            named["schema"] = {"enum": ["立案", "社情民意信息", "集体提案", "批示", "天气"]}
    app = create_app(settled)
    app.wsgi_app = read_whole(app.wsgi_app)
    app.add_url_rule("/closed.json", "closed", lambda: jsonify(document))
    generation = GenerationConfig(
        modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE], max_examples=50, deterministic=True, database="none"
    )
    project = ProjectConfig(generation=generation)
    config = SchemathesisConfig(projects=ProjectsConfig(default=project))
    return schemathesis.openapi.from_wsgi("/closed.json", app, config=config)


def read_whole(application: WSGIApplication) -> WSGIApplication:
    """Answers read to the end and closed, as a server does and the client of schemathesis does not."""

    def whole(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with closing(ClosingIterator(application(environ, start_response))) as pieces:
            read = list(islice(pieces, MOST_PIECES))
            assert next(pieces, None) is None, "it has no end"
            return [b"".join(read)]

    return whole


def _closed(document: Any) -> None:
    """Have every object refuse keys that are not described."""
    if isinstance(document, list):
        for each in document:
            _closed(each)
    elif isinstance(document, dict):
        if document.get("type") == "object" and "properties" in document:
            document["additionalProperties"] = False
        for each in document.values():
            _closed(each)


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        *((operation, GenerationMode.POSITIVE) for operation in OPERATIONS),
        # What takes no argument can be asked in no wrong way.
        *((operation, GenerationMode.NEGATIVE) for operation in OPERATIONS if operation != "info"),
    ],
)
def test_every_answer_is_as_described(
    described_api: BaseSchema, library: Library, operation: str, mode: GenerationMode
) -> None:
    checks = CHECKS
    cases = described_api.find_operation_by_id(operation).as_strategy(generation_mode=mode)
    statuses: set[int] = set()

    @settings(
        max_examples=50,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def holds(case: Case) -> None:
        statuses.add(case.call_and_validate(checks=checks).status_code)

    holds()
    assert statuses & ({200} if mode is GenerationMode.POSITIVE else {400, 404, 413})


FORMATS = [
    *(("export", name) for name in EXPORT["format"].choices),
    *(("cite", name) for name in CITATION["format"].choices),
]


@pytest.mark.parametrize(("operation", "name"), FORMATS)
def test_every_format_is_as_described(described_api: BaseSchema, library: Library, operation: str, name: str) -> None:
    path = {"report_id": next(library.catalogue()).id} if operation == "cite" else None
    found = described_api.find_operation_by_id(operation)
    answer = found.Case(path_parameters=path, query={"format": name}).call_and_validate(checks=CHECKS)
    assert answer.status_code == 200
    assert answer.content


def test_all_operations_are_tried(described_api: BaseSchema) -> None:
    described = [result.ok().definition.raw["operationId"] for result in described_api.get_all_operations()]
    assert sorted(described) == sorted(OPERATIONS)
