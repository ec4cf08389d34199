"""Which files an index on the cluster holds: read in pages, of no more than is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from indexer.engine.base import FileState
from indexer.engine.opensearch.documents import OF_FILE, file_state
from indexer.engine.opensearch.matching import BUCKETS
from indexer.engine.opensearch.packing import Body, all_of, any_of
from indexer.engine.opensearch.point import Point

_FOLDERS: Final = 200
"""That are told apart in one search; where they are more, all of the root is read."""
_NAMES: Final = 50_000
"""The same of files."""
_OF_SEVERAL: Final[Body] = {"script": {"script": "doc['siblings'].value > 1"}}
"""Reports that are not all that their file holds."""


def files(point: Point, beneath: Collection[tuple[str, str]] | None) -> dict[tuple[str, str], FileState]:
    """``Engine.files``. A file of which a part failed on a later run has reports of both: its state is then that of the failed run, so
    that it is read again once it is mended."""
    found: dict[tuple[str, str], list[tuple[str, Mapping[str, Any]]]] = {}
    for hit in point.columns({"match_all": {}} if beneath is None else _beneath(beneath), OF_FILE):
        values = {name: hit["fields"][name][0] for name in OF_FILE}
        found.setdefault((values["root"], values["file"]), []).append((hit["sort"][0], values))
    return {key: file_state(each) for key, each in found.items()}


def _beneath(places: Collection[tuple[str, str]]) -> Body:
    """Reports whose file is one of some, or lies in one of them."""
    names: dict[str, set[str]] = {}
    for root, name in places:
        names.setdefault(root, set()).add(name)
    return any_of([_of_root(root, held) for root, held in names.items()])


def _of_root(root: str, names: Collection[str]) -> Body:
    there: Body = {"term": {"root": root}}
    folders = sorted(name for name in names if name.endswith("/"))
    if "" in names or len(folders) > _FOLDERS or len(names) > _NAMES:
        return there
    alone = sorted(name for name in names if not name.endswith("/"))
    return all_of([there, any_of([{"terms": {"file": alone}}, *({"prefix": {"file": each}} for each in folders)])])


def count_files(point: Point) -> int:
    """How many files there are. One that holds a single report is a report; of the others the names are gone through."""
    alone = {"bool": {"must_not": [_OF_SEVERAL]}}
    (number,) = point.counts([alone])
    sources = [{name: {"terms": {"field": name}}} for name in ("root", "file")]
    after: Body = {}
    while True:
        paged = {"composite": {"size": BUCKETS, "sources": sources, **after}}
        (answer,) = point.ask([{"query": all_of([_OF_SEVERAL]), "size": 0, "aggs": {"all": paged}}])
        made = answer["aggregations"]["all"]
        number += len(made["buckets"])
        if "after_key" not in made:
            return number
        after = {"after": made["after_key"]}
