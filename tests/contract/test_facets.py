"""What any engine must count of facets, whatever is chosen and excluded in them."""

from __future__ import annotations

from dataclasses import replace

from whoosh import query as whoosh_query

from indexer.engine.base import Engine, EngineRequest
from indexer.facets import FACETS, facet_values
from tests.contract.engines import ALL
from tests.contract.oracle import Oracle


def test_a_facet_ignores_its_own_filter_and_no_other(filled: tuple[Engine, Oracle]) -> None:
    engine, _ = filled
    everything = engine.search(EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=0))
    chosen = {"organization": frozenset({"重庆市政协"})}
    narrowed = engine.search(EngineRequest(whoosh_query.Every(), chosen, facets=FACETS, size=0))
    assert narrowed.counts["organization"] == everything.counts["organization"]
    assert sum(narrowed.counts["kind"].values()) == narrowed.total == everything.counts["organization"]["重庆市政协"]


def test_what_is_excluded_keeps_its_count_and_is_nowhere_else(filled: tuple[Engine, Oracle]) -> None:
    engine, _ = filled
    everything = engine.search(EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=0))
    excluded = {"organization": frozenset({"重庆市/涪陵区"}), "covered_year": frozenset({"2021", "n/a"})}
    chosen = {"organization": frozenset({"重庆市"})}
    request = EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=ALL, excluded=excluded)
    without = engine.search(request)
    assert 0 < without.total < everything.total
    carried = [facet_values(hit.report.metadata) for hit in without.hits]
    assert not any(excluded[name] & set(values[name]) for values in carried for name in excluded)
    only = engine.search(replace(request, excluded={"organization": excluded["organization"]}))
    assert without.counts["covered_year"] == only.counts["covered_year"]
    assert only.counts["organization"] == everything.counts["organization"]
    assert only.total == everything.total - everything.counts["organization"]["重庆市/涪陵区"]
    below = engine.search(replace(request, filters=chosen, excluded={"organization": excluded["organization"]}))
    counts = everything.counts["organization"]
    assert below.total == counts["重庆市"] - counts["重庆市/涪陵区"]
