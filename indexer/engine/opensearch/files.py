"""Which files an index on the cluster holds: read in pages, of no more than is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from indexer.engine.base import FileState
from indexer.engine.opensearch.documents import OF_FILE, file_state
from indexer.engine.opensearch.matching import BUCKETS
from indexer.engine.opensearch.packing import Body, all_of, any_of, packed
from indexer.engine.opensearch.point import Point
from indexer.models import PARTLY_FAILED

_FOLDERS: Final = 200
"""That are told apart in one search; where they are more, all of the root is read."""
_NAMES: Final = 50_000
"""The same of files."""
_OF_SEVERAL: Final[Body] = {"script": {"script": "doc['siblings'].value > 1"}}
"""Reports that are not all that their file holds."""
_OF_FAILED: Final[Body] = {"prefix": {"content_hash": PARTLY_FAILED}}
"""Reports of files of which a part failed, so that earlier reports of them may have stayed."""


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
    parts = {root: _of_root(root, held) for root, held in names.items()}
    whole = sorted(root for root, part in parts.items() if part is None)
    some = [part for part in parts.values() if part is not None]
    return packed(any_of([*([{"terms": {"root": whole}}] if whole else []), *some]))


def _of_root(root: str, names: Collection[str]) -> Body | None:
    """None where all of a root is asked for."""
    folders = sorted(name for name in names if name.endswith("/"))
    if "" in names or len(folders) > _FOLDERS or len(names) > _NAMES:
        return None
    alone = sorted(name for name in names if not name.endswith("/"))
    held = any_of([{"terms": {"file": alone}}, *({"prefix": {"file": each}} for each in folders)])
    return all_of([{"term": {"root": root}}, held])


def count_files(point: Point) -> int:
    """How many files there are. One that holds a single report is a report; of the others the names are gone through, and of those of
    which a part failed, whatever reports they have of earlier runs."""
    alone: Body = {"bool": {"must_not": [_OF_SEVERAL, _OF_FAILED]}}
    failed = list(_names(point, _OF_FAILED))
    parts = [failed[first : first + _NAMES] for first in range(0, len(failed), _NAMES)]
    number, *stayed = point.counts([alone, *(all_of([alone, _beneath(part)]) for part in parts)])
    return number - sum(stayed) + sum(1 for _ in _names(point, any_of([_OF_SEVERAL, _OF_FAILED])))


def _names(point: Point, query: Body) -> Iterator[tuple[str, str]]:
    """(root, file) of what matches, each once."""
    sources = [{name: {"terms": {"field": name}}} for name in ("root", "file")]
    after: Body = {}
    while True:
        paged = {"composite": {"size": BUCKETS, "sources": sources, **after}}
        (answer,) = point.ask([{"query": query, "size": 0, "aggs": {"all": paged}}])
        made = answer["aggregations"]["all"]
        yield from ((bucket["key"]["root"], bucket["key"]["file"]) for bucket in made["buckets"])
        if "after_key" not in made:
            return
        after = {"after": made["after_key"]}
