"""Bibliographies: a BibTeX entry or a RIS record for each report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.answers import Hit
from indexer.citation import Citation, bibtex, ris
from indexer.export.columns import Link, Words
from indexer.export.provenance import Provenance


def entries(hits: Iterable[Hit], provenance: Provenance, words: Words, link: Link | None) -> Iterator[bytes]:
    """BibTeX, with an empty line between entries."""
    for number, hit in enumerate(hits):
        yield (("\n" if number else "") + bibtex(_citation(hit))).encode()


def records(hits: Iterable[Hit], provenance: Provenance, words: Words, link: Link | None) -> Iterator[bytes]:
    """RIS, with an empty line between records."""
    for number, hit in enumerate(hits):
        yield (("\r\n" if number else "") + ris(_citation(hit))).encode()


def _citation(hit: Hit) -> Citation:
    return Citation(hit.title, hit.metadata, report_id=hit.id)
