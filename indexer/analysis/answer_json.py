"""How the JSON objects of analyses begin and end: in which reports was counted, and what is to be said of it."""

from __future__ import annotations

from typing import Annotated, Protocol, TypedDict

from msgspec import Meta

from indexer.answers import SearchRequest

# Of what counts; an analysis that looks at or reads something instead says so in words of its own.
Query = Annotated[str, Meta(description="What the reports had to match; empty for all.")]
Section = Annotated[str | None, Meta(description="`review` or `plan`, where only such sections were counted in.")]
Copies = Annotated[bool, Meta(description="Whether every copy of a text was counted.")]
Fingerprint = Annotated[str, Meta(description="Of the index that was counted in.")]
Characters = Annotated[int, Meta(description="Of these reports, or of their sections of the kind asked for.", ge=0)]


class Head(TypedDict):
    query: str
    section: str | None
    copies: bool


class Foot(TypedDict):
    notes: list[str]
    fingerprint: str


class Made(Protocol):
    """What analyses return."""

    @property
    def notes(self) -> tuple[str, ...]: ...

    @property
    def generation(self) -> str: ...


def head_json(request: SearchRequest) -> Head:
    return {"query": request.query, "section": request.section or None, "copies": request.copies}


def foot_json(made: Made) -> Foot:
    return {"notes": list(made.notes), "fingerprint": made.generation}


def rounded(number: float | None) -> float | None:
    """To six digits behind the point; None stays."""
    return None if number is None else round(number, 6)
