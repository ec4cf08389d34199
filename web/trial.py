"""The API's document, and pages made of it: an overview, and one for each operation to read about it and to try it, on a
plain form with a script for comfort."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from indexer.messages import said
from web import problems
from web.language import is_chinese
from web.openapi import document
from web.params import BadArgument
from web.states import PageState

blueprint = Blueprint("trial", __name__, url_prefix="/api/v1")

_REFERENCE: Final = "#/components/schemas/"
_RUNS: Final = re.compile(r"([\u3000-\u303f\u3400-\u9fff]+)")
_CODE: Final = re.compile(r"`([^`]+)`")
SENT: Final = "send"
"""The button's name, by which a form that was sent is told from a page that is asked for."""


@dataclass(frozen=True, slots=True)
class Field:
    """One argument as a form asks for it."""

    name: str
    description: str
    required: bool
    choices: tuple[str, ...]
    schema: dict[str, Any]
    default: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    path: str
    """With its parts in braces."""
    summary: str
    description: str
    fields: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]
    """(status, when it is answered)."""
    model: str
    """Name of the answer's schema, where it is JSON; else empty."""
    media: tuple[tuple[str, str], ...]
    """(media type, when it is answered with) of answers that are not JSON."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a description, which is English but for examples."""

    text: str
    code: bool = False

    @property
    def chinese(self) -> bool:
        return is_chinese(self.text)


@blueprint.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """The document."""
    return _revalidated(jsonify(document()))


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The overview: what there is to ask for, and what can go wrong."""
    made = document()
    text = render_template(
        "trial.html",
        state=PageState(),
        info=made["info"],
        operations=operations(made),
        problem_types=problems.TYPES,
        spans=spans,
    )
    return _revalidated(make_response(text))


@blueprint.get("/try/<name>")
def operation(name: str) -> ResponseReturnValue:
    """The page of one operation; its form, sent without a script, leads on to what it asks for."""
    listed = operations(document())
    chosen = next((each for each in listed if each.name == name), None)
    if chosen is None:
        abort(404)
    if SENT in request.args:
        return redirect(_asked_for(chosen), 303)
    text = render_template(
        "operation.html",
        state=PageState(),
        chosen=chosen,
        operations=listed,
        sent=SENT,
        spans=spans,
        is_chinese=is_chinese,
    )
    return _revalidated(make_response(text))


@blueprint.get("/shapes")
def shapes() -> ResponseReturnValue:
    """The objects that answers are made of; each has a page of its own."""
    schemas = document()["components"]["schemas"]
    return _revalidated(make_response(render_template("shapes.html", state=PageState(), schemas=schemas, spans=spans)))


@blueprint.get("/shapes/<name>")
def shape(name: str) -> ResponseReturnValue:
    """One of these objects, field by field."""
    schemas = document()["components"]["schemas"]
    if name not in schemas:
        abort(404)
    text = render_template(
        "shape.html",
        state=PageState(),
        name=name,
        schema=schemas[name],
        schemas=schemas,
        spans=spans,
        type_name=type_name,
    )
    return _revalidated(make_response(text))


def operations(made: dict[str, Any]) -> list[Operation]:
    """The operations of a document, in its order."""
    found = []
    for path, item in made["paths"].items():
        described = item["get"]
        content = described["responses"]["200"]["content"]
        media = {name: each["schema"] for name, each in content.items()}
        found.append(
            Operation(
                described["operationId"],
                path,
                described["summary"].rstrip("."),
                described["description"],
                tuple(_field(parameter) for parameter in described["parameters"]),
                tuple((status, each["description"]) for status, each in described["responses"].items()),
                media.pop("application/json", {}).get("$ref", "").removeprefix(_REFERENCE),
                tuple((name, schema["description"]) for name, schema in media.items()),
            )
        )
    return found


def _field(parameter: dict[str, Any]) -> Field:
    schema = parameter["schema"]
    one = schema.get("items", schema)
    examples = schema.get("examples") or [""]
    example = examples[0][0] if schema.get("type") == "array" and examples[0] else examples[0]
    return Field(
        parameter["name"],
        parameter["description"],
        parameter["required"],
        tuple(one.get("enum", ())),
        {**schema, **one} if one is not schema else schema,
        str(schema.get("default", "")),
        str(example),
    )


def spans(text: str) -> Iterator[Span]:
    """A text cut into what is code, between backquotes, what is Chinese, and what is neither."""
    for number, part in enumerate(_CODE.split(text)):
        if number % 2 == 1:
            yield Span(part, code=True)
        else:
            yield from (Span(run) for run in _RUNS.split(part) if run)


def type_name(schema: dict[str, Any]) -> str:
    """A JSON schema's type in few words: integer | null, list of Hit."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_REFERENCE)
    if "anyOf" in schema:
        return " | ".join(type_name(each) for each in schema["anyOf"])
    if "prefixItems" in schema:
        return f"[{', '.join(type_name(each) for each in schema['prefixItems'])}]"
    if schema.get("type") == "array":
        return f"list of {type_name(schema['items'])}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {type_name(schema['additionalProperties'])}"
    return str(schema.get("type", "any"))


def _asked_for(operation: Operation) -> str:
    """The URL that an operation's form asks for, without the fields that were left empty."""
    path, given = operation.path, []
    for field in operation.fields:
        values = [value for value in request.args.getlist(field.name) if value]
        if f"{{{field.name}}}" in path:
            if not values:
                raise BadArgument(said("请填写 %(name)s。", name=field.name), argument=field.name)
            path = path.replace(f"{{{field.name}}}", quote(values[0], safe=""))
        else:
            given += [(field.name, value) for value in values]
    return f"{request.script_root}{path}{'?' if given else ''}{urlencode(given)}"


def _revalidated(response: Response) -> Response:
    """Have clients ask again whether it has changed; this one does not come from the index."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
