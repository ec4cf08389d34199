"""One commit of an index on the cluster, and what is worked out of it once."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from opensearchpy import OpenSearch

from indexer.answers import IndexInfo
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.files import count_files
from indexer.engine.opensearch.mapping import STRING_FIELDS, WORD_FIELDS, facet, length
from indexer.engine.opensearch.matching import Held, leaf_query
from indexer.engine.opensearch.members import Members
from indexer.engine.opensearch.packing import Body
from indexer.engine.opensearch.point import Point
from indexer.engine.opensearch.remembered import Remembered
from indexer.engine.opensearch.scoring import Statistics
from indexer.engine.opensearch.state import check, latest
from indexer.facets import FACETS
from indexer.models import Organization
from indexer.records import read_organization

_HELD: Final = 100_000
"""Words and strings of which it is remembered how many reports hold them."""


class Commit(Point):
    """Implements ``base.Vocabulary``, too."""

    def __init__(self, client: OpenSearch, address: Address, *, any_fingerprint: bool = False) -> None:
        """The latest commit of the index at an address; with ``any_fingerprint`` even one made in another way.

        Raises NoIndex, CorruptIndex, IncompatibleIndex or EngineUnavailable.
        """
        index, self.meta = latest(client, address)
        if not any_fingerprint:
            check(address, self.meta)
        super().__init__(client, index)
        told = f"{self.meta['generation']} {self.shown}"
        self.generation = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
        """Of this state: more may be shown than what was committed, and other readers may have opened before it was."""
        self._held: dict[tuple[Held, str], int] = {}
        self.remembered = Remembered()

    def statistics(self, held: Sequence[Held], section: str) -> Statistics:
        """What the scores of some leaves rest on."""
        known = self._held if len(self._held) < _HELD else {}
        missing = [each for each in held if (each, section) not in known]
        counts = self.counts([leaf_query(each, section) for each in missing])
        known = {**known, **{(each, section): count for each, count in zip(missing, counts, strict=True)}}
        self._held = known
        reports, means = self._totals
        return Statistics(reports, {each: known[each, section] for each in held}, means)

    @property
    def reports(self) -> int:
        return self._totals[0]

    @cached_property
    def _totals(self) -> tuple[int, Mapping[str, float]]:
        """Number of reports, and the mean length of each field."""
        fields = (*WORD_FIELDS, *STRING_FIELDS)
        aggregations = {name: {"avg": {"field": length(name)}} for name in fields}
        (answer,) = self.ask([{"size": 0, "track_total_hits": True, "aggs": aggregations}])
        means = {name: answer["aggregations"][name]["value"] or 0.0 for name in fields}
        return answer["hits"]["total"]["value"], means

    @cached_property
    def values(self) -> dict[str, dict[str, int]]:
        """Facet name → value → number of reports."""
        return {name: self.buckets(facet(name)) for name in FACETS}

    @cached_property
    def members(self) -> Members:
        """The reports that have copies."""
        return Members.read(self)

    @cached_property
    def _organizations(self) -> dict[Organization, int]:
        return {read_organization(json.loads(text)): count for text, count in self.buckets("organization").items()}

    @cached_property
    def every_organization(self) -> frozenset[Organization]:
        return frozenset(self._organizations)

    @cached_property
    def info(self) -> IndexInfo:
        sums = {"n": {"sum": {"field": length("text")}}}
        (answer,) = self.ask([{"size": 0, "track_total_hits": True, "aggs": sums}])
        return IndexInfo(
            reports=answer["hits"]["total"]["value"],
            files=count_files(self),
            characters=int(answer["aggregations"]["n"]["value"]),
            organizations=len(self.every_organization),
            years=tuple(sorted(self.buckets("last_year"))),
            updated=self.meta["updated"],
            copies=self.members.beyond,
            fingerprint=self.generation,
        )

    def title_of(self, query: Body) -> dict[str, str]:
        """Id → title as it is shown, of what matches."""
        found = {hit["sort"][0]: hit.get("fields", {}).get("title") for hit in self.columns(query, ["title"])}
        long = [identity for identity, titles in found.items() if titles is None]
        read = self.scan({"terms": {"id": long}}, ["title"]) if long else ()
        return {
            **{identity: titles[0] for identity, titles in found.items() if titles is not None},
            **{hit["_id"]: hit["_source"]["title"] for hit in read},
        }

    # ------------------------------------------------------------------------------------- vocabulary

    def words(self) -> Mapping[str, int]:
        return self.buckets("base_words")

    def titles(self) -> Mapping[str, int]:
        return Counter(self.title_of({"match_all": {}}).values())

    def organizations(self) -> Mapping[Organization, int]:
        return self._organizations
