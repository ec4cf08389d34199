"""The reports that a request matches as columns, read as such: no report is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import FacetColumn, Tally
from indexer.engine.opensearch.asking import Asked, counting
from indexer.engine.opensearch.commit import Commit
from indexer.engine.opensearch.mapping import facet, length
from indexer.facets import organization_values
from indexer.models import Organization
from indexer.records import read_organization

Kind = TypeVar("Kind")


def tally(asked: Asked, terms: Sequence[Sequence[str]], commit: Commit) -> Tally:
    """``Engine.tally``, ascending by id. Copies have to be among what was asked for."""
    request = asked.request
    measured = length(request.section or "text")
    fields = [measured, "date", "organization", *map(facet, request.facets)]
    rows = list(commit.columns(asked.matching, fields))
    ids = [row["sort"][0] for row in rows]
    held = [row.get("fields", {}) for row in rows]
    known = [commit.members.by_id.get(identity) for identity in ids]
    organizations, organization = _numbered([each.get("organization", [""])[0] for each in held])
    read = [read_organization(json.loads(text)) if text else None for text in organizations]
    named = tuple(each for each in read if each is not None)
    numbers = np.cumsum([each is not None for each in read]) - 1
    numbers[[each is None for each in read]] = -1
    return Tally(
        ids=np.array([int(identity, 16) for identity in ids], np.uint64),
        characters=np.array([each[measured][0] for each in held], np.int64),
        occurrences=_occurrences(ids, asked, terms, commit),
        facets={name: _column(name, held, read, organization) for name in request.facets},
        organizations=named,
        organization=numbers.astype(np.int64).take(organization),
        family=np.array([-1 if each is None else each.family for each in known], np.int64),
        place=np.array([-1 if each is None else each.place for each in known], np.int64),
        dates=np.array([each["date"][0] for each in held], np.int64),
    )


def _occurrences(ids: Sequence[str], asked: Asked, terms: Sequence[Sequence[str]], commit: Commit) -> NDArray[np.int64]:
    rows = {identity: row for row, identity in enumerate(ids)}
    found = np.zeros((len(terms), len(ids)), np.int64)
    for number, strings in enumerate(terms):
        for query in counting(strings, asked.request.section, asked.matching) if ids else ():
            for hit in commit.columns(query, scores=True):
                identity, count = hit["sort"]
                found[number, rows[identity]] += round(count)
    return found


def _column(
    name: str,
    held: Sequence[Mapping[str, Any]],
    organizations: Sequence[Organization | None],
    organization: NDArray[np.int64],
) -> FacetColumn:
    """A facet of each report. The cluster keeps values as a set: those of an organization are put in their order again, those of
    years stand in it."""
    combinations, numbers = _numbered([tuple(each.get(facet(name), ())) for each in held])
    if name != "organization":
        return FacetColumn(tuple(combinations), numbers)
    # The nodes of a tree go by the organization alone; where it is not known, there is one value.
    pairs, numbers = _numbered(list(zip(organization.tolist(), numbers.tolist(), strict=True)))
    found = []
    for number, combination in pairs:
        known = organizations[number]
        found.append(combinations[combination] if known is None else organization_values(known))
    return FacetColumn(tuple(found), numbers)


def _numbered(values: Sequence[Kind]) -> tuple[list[Kind], NDArray[np.int64]]:
    """The different values, and each one's number among them."""
    numbers: dict[Kind, int] = {}
    column = np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)
    return list(numbers), column
