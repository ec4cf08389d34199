"""The API's document (OpenAPI 3.1), generated from the code.

Spectree gathers it: paths from the routes, words from the views' docstrings, arguments from ``web.arguments``, answers
from the types that ``indexer.present`` is held to. It describes only; requests are read by ``web.params``, answers
sent as they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

import msgspec
from flask import request
from msgspec import UNSET, Meta, UnsetType
from spectree import Response, SpecTree
from spectree.model_adapter import get_msgspec_model_adapter
from spectree.plugins.flask_plugin import FlaskPlugin

from web import problems
from web.arguments import MAX_VALUES, Argument
from web.problems import ProblemJson, ProblemType

VERSION: Final = "1.0.0"
_SUFFIX: Final = "Json"
_DESCRIPTION: Final = """Full-text search of Chinese public reports (政协, 人大, 人民政府, 法院, 检察院), the same as on the search
page.

Everything is read by GET and answered as JSON in UTF-8, with the names that the commands print with `--json`; lists
and citations to take away in the format that is asked for.
Arguments are percent-encoded UTF-8; one of unknown name is refused, since a misspelt filter would widen an answer.
Failures are problem details (RFC 9457). Answers carry an `ETag` and are answered with 304 while the index is
unchanged."""
_HEADERS: Final[Mapping[str, str]] = {
    "ETag": "Names the state of the answer; to be sent back in `If-None-Match`.",
    "Content-Disposition": "That it is a file, and its name (RFC 6266); not sent with lines to copy.",
    "Link": "URLs of the `first`, `prev`, `next` and `last` page (RFC 8288).",
    "Retry-After": "Seconds after which it is worth asking again.",
    "Allow": "The methods that are served.",
}
_PROBLEM_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "304": ("ETag",),
    "405": ("Allow",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}
View = TypeVar("View", bound=Callable[..., Any])


class DocumentOnly(FlaskPlugin):
    """Describes views, and leaves their requests and answers alone."""

    def validate(self, func: Callable[..., Any], *settings: Any, **keywords: Any) -> Any:
        return func(*settings[_SETTINGS:], **keywords)


_SETTINGS: Final = 11
"""Arguments that the base class takes before those of the view: the models, the hooks, and how to validate."""


@dataclass(frozen=True, slots=True)
class Media:
    """An answer of a media type that is not JSON."""

    description: str
    example: str | None = None
    text: bool = True
    """Whether it is a text in UTF-8, rather than bytes."""

    def described(self) -> dict[str, Any]:
        # What is no text has no type in a JSON schema (OpenAPI 3.1, “Working with binary data”).
        schema = {"description": self.description, **({"type": "string"} if self.text else {})}
        return {"schema": schema} if self.example is None else {"schema": schema, "example": self.example}


class Answers(Response):
    """What a request may be answered with: its answer, an object of JSON or of one of several media types; 304, and
    problems."""

    def __init__(
        self,
        answer: type | Mapping[str, Media],
        kinds: Sequence[ProblemType],
        headers: Sequence[str],
        example: object,
    ) -> None:
        described = dict(problems.STATUS_DESCRIPTIONS)
        for kind in (*kinds, *problems.ANYWHERE):
            described[kind.status] = f"{described.get(kind.status, '')} `{kind.name}`: {kind.description}".strip()
        failing = {f"HTTP_{status}": (ProblemJson, said) for status, said in described.items() if status >= 400}
        self._media = answer if isinstance(answer, Mapping) else {}
        model = None if isinstance(answer, Mapping) else answer
        super().__init__(HTTP_200=(model, "The answer."), HTTP_304=(None, described[304]), **failing)
        self._headers = headers
        self._example = example

    def generate_spec(self, naming_strategy: Callable[[type], str] = lambda model: model.__name__) -> dict[str, Any]:
        made = super().generate_spec(naming_strategy)
        for status, response in made.items():
            names = self._headers if status == "200" else _PROBLEM_HEADERS.get(status, ())
            if names:
                response["headers"] = {
                    name: {"description": _HEADERS[name], "schema": {"type": "string"}} for name in names
                }
            if int(status) >= 400:
                response["content"] = {problems.MEDIA_TYPE: response["content"]["application/json"]}
        if self._media:
            made["200"]["content"] = {name: media.described() for name, media in self._media.items()}
        if self._example is not None:
            made["200"]["content"]["application/json"]["example"] = self._example
        return dict(sorted(made.items()))


def _named(model: type) -> str:
    return model.__name__.removesuffix(_SUFFIX)


def _nested(parent: str, child: str) -> str:
    return child.removesuffix(_SUFFIX)


SPECIFICATION: Final = SpecTree(
    backend=DocumentOnly,
    model_adapter=get_msgspec_model_adapter(),
    validation_error_status=400,
    naming_strategy=_named,
    nested_naming_strategy=_nested,
    mode="strict",
    annotations=False,
    title="zhengxie",
    version=VERSION,
    description=_DESCRIPTION,
)
_QUERIES: Final[set[str]] = set()
"""Names of the models of arguments, which stand in the document only where they are used."""


def described(
    name: str,
    answer: type | Mapping[str, Media],
    *,
    arguments: Mapping[str, Argument] | None = None,
    kinds: Sequence[ProblemType] = (),
    headers: Sequence[str] = ("ETag",),
    path: Mapping[str, str] | None = None,
    example: object = None,
) -> Callable[[View], View]:
    """Put a view into the document: as operation ``name``, answering with JSON of type ``answer``, or with one of the
    media types that are its keys, or with a problem of one of ``kinds`` besides those that any request may meet;
    ``path`` describes the parts of its path, ``example`` is one of JSON."""
    query = None
    if arguments:
        query = _query_model(f"{name}-arguments", arguments)
        _QUERIES.add(query.__name__)
    decorated: Callable[[View], View] = SPECIFICATION.validate(
        query=query,
        resp=Answers(answer, kinds, headers, example),
        operation_id=name,
        path_parameter_descriptions=path,
        skip_validation=True,
    )
    return decorated


def document() -> dict[str, Any]:
    """The document, for the place that the application is mounted at. Needs a request."""
    made: dict[str, Any] = deepcopy(SPECIFICATION.spec)
    made["servers"] = [{"url": request.script_root or "/"}]
    made["info"]["license"] = {"name": "MIT", "identifier": "MIT"}
    schemas = made["components"]["schemas"]
    for name in _QUERIES:
        schemas.pop(name, None)
    for name, schema in schemas.items():
        schema["title"] = name
    for item in made["paths"].values():
        for parameter in item["get"]["parameters"]:
            parameter["schema"].pop("description", None)  # the parameter has it
    del made["tags"], made["security"]
    return made


def _query_model(name: str, arguments: Mapping[str, Argument]) -> type:
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for argument in arguments.values():
        kind = schema_type(argument)
        if argument.required:
            fields.append((argument.name, kind))
        elif argument.default:
            default = int(argument.default) if argument.numeric else argument.default
            fields.append((argument.name, kind, default))
        else:
            fields.append((argument.name, kind | UnsetType, UNSET))
    return msgspec.defstruct(name, fields, kw_only=True)


def schema_type(argument: Argument) -> Any:
    """The type that says in a JSON schema what an argument takes."""
    described = Meta(description=argument.description, examples=_examples(argument))
    if argument.choices:
        return Annotated[str, Meta(extra_json_schema={"enum": list(argument.choices)}), described]
    if argument.numeric:
        return Annotated[int, Meta(ge=argument.least, le=argument.most), described]
    text = Annotated[str, Meta(max_length=argument.longest, pattern=argument.pattern or None)]
    return (
        Annotated[list[text], Meta(max_length=MAX_VALUES), described]
        if argument.repeated
        else Annotated[text, described]
    )


def _examples(argument: Argument) -> list[Any] | None:
    if argument.example is None:
        return None
    example = int(argument.example) if argument.numeric else argument.example
    return [[example]] if argument.repeated else [example]
