"""Clean documents made by hand, as readers and cleaning would leave them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import CleanDocument, Furniture, Heading, Metadata, RawDocument
from indexer.split import split

MakeDocument = Callable[..., CleanDocument]


@pytest.fixture
def make_document() -> MakeDocument:
    """paragraphs, furniture lines, marked headings (by paragraph index) and what the format states → CleanDocument."""

    def make(
        *paragraphs: str,
        furniture: Sequence[str] = (),
        headings: Sequence[int] = (),
        title: str | None = None,
        stated: Mapping[str, str] | None = None,
        given: Mapping[str, object] | None = None,
        file: str = "000_13cc0534.txt",
    ) -> CleanDocument:
        text = "\n".join(paragraphs)
        starts = [sum(len(other) + 1 for other in paragraphs[:number]) for number in range(len(paragraphs))]
        return CleanDocument(
            raw=RawDocument(file, text, "text", title=title, stated=stated or {}, given=given or {}),
            text=text,
            headings=tuple(Heading(starts[at], starts[at] + len(paragraphs[at]), 1) for at in headings),
            furniture=tuple(Furniture(line, number) for number, line in enumerate(furniture, 1)),
        )

    return make


Describe = Callable[..., list[Metadata]]


@pytest.fixture
def described() -> Describe:
    """The lines of a file, its name and what its format states → what the whole chain makes of its reports."""

    def chain(
        *lines: str,
        file: str = "000_13cc0534.txt",
        member: str | None = None,
        stated: Mapping[str, str] | None = None,
        title: str | None = None,
    ) -> list[Metadata]:
        raw = RawDocument(file, "\n".join(lines), "text", title=title, stated=stated or {}, member=member)
        found: list[Metadata] = []
        for part in split(raw):
            found.append(describe(clean(part), beside=found[0].organization if found else None))
        return found

    return chain


@pytest.fixture
def years_described(described: Describe) -> Callable[..., tuple[int | None, int | None, int | None]]:
    """Takes what ``described`` takes, of a file with one report → its covered year, the first of several, its delivered year.

    Each of them that is known has evidence.
    """

    def years(*lines: str, **options: Any) -> tuple[int | None, int | None, int | None]:
        (metadata,) = described(*lines, **options)
        found = {name: getattr(metadata, name) for name in ("covered_year", "covered_from", "delivered_year")}
        assert {name for name, year in found.items() if year is not None} <= set(metadata.evidence)
        return metadata.covered_year, metadata.covered_from, metadata.delivered_year

    return years
