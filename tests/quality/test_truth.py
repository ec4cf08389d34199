"""The whole path from file to description over the shared corpus, against what its files are known to be."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import Metadata
from indexer.readers import read_file
from indexer.split import split

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
TRUTH = CORPUS / "truth.jsonl"

pytestmark = pytest.mark.skipif(
    not TRUTH.exists(), reason="the shared corpus (../shared/corpus) is not on this machine"
)

FIELDS = (
    "title",
    "organization",
    "division",
    "body",
    "kind",
    "covered_year",
    "covered_from",
    "delivered_year",
    "published",
    "session",
    "source",
    "script",
    "document_number",
)
EXPECTED_MISSES = {
    # A file that only its name would call 2010年政府工作报告: its text heads itself otherwise.
    ("national_alternate", "title"): 1,
    # Pages saved with a byline date, which the truth holds to be no statement of publication.
    ("national_pagedump_gbk", "published"): 4,
    # Fragments without any date of publication; the truth has it from elsewhere.
    ("cppcc_html", "published"): 2,
}
"""(folder, field) → how many values may differ from the truth; everything else must equal it."""


def value_of(metadata: Metadata, field: str) -> object:
    organization = metadata.organization
    if field == "organization":
        return organization.name if organization else None
    if field == "division":
        return list(organization.division) if organization else None
    if field == "body":
        return organization.body if organization else None
    value: object = getattr(metadata, field)
    return value


def described(file: str) -> list[Metadata]:
    found: list[Metadata] = []
    for document in read_file(CORPUS / file, file).documents:
        for part in split(document):
            found.append(describe(clean(part), beside=found[0].organization if found else None))
    return found


@cache
def compared() -> tuple[tuple[str, str, object, object], ...]:
    """(file, field, found, true) for every stated field of every report of the corpus."""
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    result: list[tuple[str, str, object, object]] = []
    for row in rows:
        found = described(row["file"])
        result.append((row["file"], "reports", len(found), len(row["reports"])))
        for metadata, true in zip(found, row["reports"], strict=False):
            result += [
                (row["file"], field, value_of(metadata, field), true[field]) for field in FIELDS if field in true
            ]
    return tuple(result)


def test_the_seeds_are_right_in_everything() -> None:
    seeds = [case for case in compared() if case[0].startswith("seeds/")]
    assert len(seeds) > 50
    assert [case for case in seeds if case[2] != case[3]] == []


def test_the_rest_is_as_right_as_it_was() -> None:
    misses = [case for case in compared() if case[2] != case[3]]
    counts = Counter((file.split("/")[0], field) for file, field, _, _ in misses)
    assert {key: count for key, count in counts.items() if count > EXPECTED_MISSES.get(key, 0)} == {}, misses
