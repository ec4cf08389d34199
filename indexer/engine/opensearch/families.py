"""Which reports are copies of one text, decided when a commit is made: as the embedded engine decides it, and kept with each report.

Only what a commit may have changed is looked at: the reports that were added, those whose family lost one, and whatever these are
compared with, which is what has the organization and year, or the text to the letter, in common with one of them. Several
writers may be at it at once. Each looks until it finds nothing to change, and changes a report only as it has seen it: so whoever
looks last has seen everything, and what it leaves is right.
"""

from __future__ import annotations

import base64
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from opensearchpy import OpenSearch

from indexer.engine.columnar.build import Origin
from indexer.engine.columnar.facets import Combination
from indexer.engine.columnar.quality import quality
from indexer.engine.columnar.resemblance import find_families
from indexer.engine.opensearch.client import BUSY, Refused, json_bytes
from indexer.engine.opensearch.documents import Membership, document, read_analysis, read_document
from indexer.engine.opensearch.mapping import length
from indexer.engine.opensearch.packing import Body
from indexer.engine.opensearch.point import SCANNED, Moved, Point, show
from indexer.engine.opensearch.state import Replaced, writing_alias
from indexer.errors import EngineUnavailable
from indexer.facets import facet_values
from indexer.models import Metadata, Organization
from indexer.records import read_metadata
from indexer.sketch import SIZE

Kind = TypeVar("Kind")
_SHARED: Final = ("group", "fingerprint")
"""What reports have in common that are compared; see ``documents``."""
_STORED: Final = ("family", "family_place", "family_size")
_COMPARED: Final = ("record.metadata", "title", "content_hash", "sketch", "fingerprint", length("text"))
_CONFLICT: Final = 409
_NO_INDEX: Final = "index_not_found_exception"
_PAUSE: Final = 0.1
"""Seconds for each report that the cluster had no room for."""
_BULK: Final = 8_000_000
"""Bytes of one request."""
_ROUNDS: Final = 100
"""More writers than that have not changed the same reports at the same moment."""


def settle_families(client: OpenSearch, index: str, added: Collection[str], writers: Sequence[str]) -> None:
    """Bring the families up to date with everything that was written, by this writer (ids of what it ``added``), by ``writers``
    that have not committed, and by any other.

    What was written has to be shown by a refresh; what is changed is. Raises EngineUnavailable.
    """
    for _ in range(_ROUNDS):
        if _settled(Point(client, index), added, writers):
            return
        show(client, index)
    raise EngineUnavailable(f"the reports of {index} change faster than copies can be told among them; try again")


def _settled(point: Point, added: Collection[str], writers: Sequence[str]) -> bool:
    """Whether nothing was left to change."""
    try:
        left = {hit["sort"][0] for hit in point.columns({"terms": {"writer": list(writers)}})}
        changed = _changed(_affected(point, left.union(added)), point)
        _rewrite(changed, point)
    except Moved:
        return False
    finally:
        point.let_go()
    return not changed


# -------------------------------------------------------------------------------------------- looking


def _affected(point: Point, added: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """Id → the values of ``_SHARED`` and ``_STORED`` of every report that is to be looked at."""
    fields = [*_SHARED, *_STORED]
    if len(added) > SCANNED:  # most of an index that is being made
        return {hit["sort"][0]: _first_values(hit) for hit in point.columns({"match_all": {}}, fields)}
    found: dict[str, Mapping[str, Any]] = {}
    seen: dict[str, set[str]] = {name: set() for name in _SHARED}
    wanted: dict[str, set[str]] = {"id": set(added), "family": _torn(point)}
    while any(wanted.values()):
        for name, values in wanted.items():
            for query in _any_of(name, values):
                found |= {hit["sort"][0]: _first_values(hit) for hit in point.columns(query, fields)}
        wanted = {name: {values[name] for values in found.values() if name in values} - seen[name] for name in _SHARED}
        for name, values in wanted.items():
            seen[name] |= values
    return found


def _torn(point: Point) -> set[str]:
    """Families of which a copy is gone, or was written anew."""
    torn: set[str] = set()
    after: Body = {}
    sizes = {"size": {"max": {"field": "family_size"}}}
    while True:
        source = {"size": SCANNED, "sources": [{"family": {"terms": {"field": "family"}}}], **after}
        (answer,) = point.ask([{"size": 0, "aggs": {"all": {"composite": source, "aggs": sizes}}}])
        made = answer["aggregations"]["all"]
        torn.update(
            bucket["key"]["family"] for bucket in made["buckets"] if bucket["doc_count"] != bucket["size"]["value"]
        )
        if "after_key" not in made:
            return torn
        after = {"after": made["after_key"]}


def _any_of(field: str, values: Collection[str]) -> Iterator[Body]:
    ordered = sorted(values)
    for first in range(0, len(ordered), SCANNED):
        yield {"terms": {field: ordered[first : first + SCANNED]}}


def _first_values(hit: Any) -> dict[str, Any]:
    return {name: values[0] for name, values in hit.get("fields", {}).items()}


def _changed(affected: Mapping[str, Mapping[str, Any]], point: Point) -> dict[str, Membership | None]:
    """Id → what a report is to be a member of, for those that say something else."""
    held = {name: Counter(values.get(name) for values in affected.values()) for name in _SHARED}
    several = [
        identity
        for identity, values in affected.items()
        if any(name in values and held[name][values[name]] > 1 for name in _SHARED)
    ]
    memberships = _memberships(several, point)
    return {
        identity: memberships.get(identity)
        for identity, values in affected.items()
        if memberships.get(identity) != Membership.read(values)
    }


def _memberships(ids: Sequence[str], point: Point) -> dict[str, Membership]:
    """The families that some reports form among themselves."""
    if not ids:
        return {}
    hits = (hit for query in _any_of("id", ids) for hit in point.scan(query, _COMPARED))
    reports = ComparedReports(hits)
    (members,) = find_families([reports], [np.ones(reports.documents, bool)])
    families: dict[int, list[tuple[int, str]]] = {}
    columns = (members.documents, members.families, members.places)
    for number, family, place in zip(*(column.tolist() for column in columns), strict=True):
        families.setdefault(family, []).append((place, f"{reports.ids[number]:016x}"))
    found: dict[str, Membership] = {}
    for family in families.values():
        ordered = [identity for _, identity in sorted(family)]
        found |= {identity: Membership(ordered[0], place, len(ordered)) for place, identity in enumerate(ordered)}
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    id: int
    metadata: Metadata
    source: Mapping[str, Any]
    """Without the metadata as they are kept."""


def _read(hit: Any) -> _Read:
    source = hit["_source"]
    metadata = read_metadata(source["record"]["metadata"])
    return _Read(int(hit["_id"], 16), metadata, {name: value for name, value in source.items() if name != "record"})


class ComparedReports:
    """Implements ``columnar.compared.Compared``."""

    def __init__(self, hits: Iterable[Any]) -> None:
        """Hits of the cluster with all of ``_COMPARED``, one after the other."""
        self._read = [_read(hit) for hit in hits]
        self._quality = [quality(each.metadata) for each in self._read]
        self.documents = len(self._read)
        self.ids: NDArray[np.uint64] = np.array([each.id for each in self._read], np.uint64)
        self.fingerprints: NDArray[np.uint64] = np.array(
            [int(each.source.get("fingerprint", "0"), 16) for each in self._read], np.uint64
        )
        self.organizations = self._organizations()
        self.origins = self._origins()

    @property
    def sketches(self) -> NDArray[np.uint32]:
        values = b"".join(base64.b64decode(each.source["sketch"]) for each in self._read)
        return np.frombuffer(values, "<u4").reshape(-1, SIZE)

    def lengths(self, field: str) -> NDArray[np.uint32]:
        return np.array([each.source[length(field)] for each in self._read], np.uint32)

    def quality(self, name: str) -> NDArray[np.uint32]:
        return np.array([each[name] for each in self._quality], np.uint32)

    def facet(self, name: str) -> tuple[Sequence[Combination], NDArray[np.int32]]:
        return _numbered(facet_values(each.metadata)[name] for each in self._read)

    def title(self, document: int) -> str:
        title: str = self._read[document].source["title"]
        return title

    def _organizations(self) -> tuple[Sequence[Organization], NDArray[np.int32]]:
        numbers: dict[Organization, int] = {}
        column = [
            -1 if (known := each.metadata.organization) is None else numbers.setdefault(known, len(numbers))
            for each in self._read
        ]
        return list(numbers), np.array(column, np.int32)

    def _origins(self) -> tuple[Sequence[Origin], NDArray[np.int32]]:
        return _numbered(("", "", each.source["content_hash"]) for each in self._read)


def _numbered(values: Iterable[Kind]) -> tuple[Sequence[Kind], NDArray[np.int32]]:
    numbers: dict[Kind, int] = {}
    column = np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int32)
    return list(numbers), column


# ------------------------------------------------------------------------------------------- changing


def _rewrite(changed: Mapping[str, Membership | None], point: Point) -> None:
    """Write reports anew with their memberships, except those that somebody has written meanwhile."""
    lines: list[bytes] = []
    size = 0
    for line in _lines(changed, point):
        lines.append(line)
        size += len(line)
        if size >= _BULK:
            _send(lines, point)
            lines, size = [], 0
    if lines:
        _send(lines, point)


def _lines(changed: Mapping[str, Membership | None], point: Point) -> Iterator[bytes]:
    """For each report its action and itself, in one piece."""
    for hit in point.whole(sorted(changed)):
        identity, source = hit["_id"], hit["_source"]
        seen = {"if_seq_no": hit["_seq_no"], "if_primary_term": hit["_primary_term"]}
        made = document(read_document(source), read_analysis(source), changed[identity], siblings=source["siblings"])
        yield b"%b\n%b\n" % (json_bytes({"index": {"_id": identity, **seen}}), json_bytes(made))


def _send(lines: Sequence[bytes], point: Point) -> None:
    answer = point.client.bulk(index=writing_alias(point.index), body=b"".join(lines), params={"require_alias": "true"})
    for item in answer["items"] if answer["errors"] else ():
        (done,) = item.values()
        if done["status"] in BUSY:
            time.sleep(_PAUSE)  # it is found again in the next round
        elif "error" in done and done["error"].get("type") == _NO_INDEX:
            raise Replaced(point.index)
        elif "error" in done and done["status"] != _CONFLICT:  # who was faster looks again, and so do we
            raise Refused(f"the cluster refused: {done['error'].get('reason')}", done["status"])
