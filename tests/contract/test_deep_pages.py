"""More hits than a cluster counts to by itself, on three nodes: every one of them once, in the order of a plain reading of BM25."""

from __future__ import annotations

import math
from dataclasses import replace

from whoosh import query as whoosh_query

from indexer.engine.base import EngineRequest
from indexer.engine.opensearch.cluster import open_engine
from indexer.engine.opensearch.point import SCANNED
from indexer.models import Metadata
from indexer.prepare import analyse
from indexer.query import ExactString
from tests.cluster.nodes import Cluster
from tests.cluster.reading import remove
from tests.contract.corpus import make_report
from tests.contract.engines import fill
from tests.contract.oracle import K1, B

SIZE = SCANNED + 300
PAGE = 2_600
WORD = "答复"


def test_every_hit_is_met_once_and_in_order_beyond_what_a_cluster_counts_to(three: Cluster) -> None:
    reports = [
        make_report(
            number,
            f"{number}{WORD * (number % 10 if number % 2 else 0)}。",
            Metadata(delivered_year=2001 + number % 20),
        )
        for number in range(SIZE)
    ]
    place = three.address("deep", "?shards=3")
    engine = open_engine(place, create=True)
    fill(engine, [(report, analyse(report)) for report in reports])
    tree = whoosh_query.AndMaybe(whoosh_query.Every(), ExactString("text", WORD))
    request = EngineRequest(tree, {}, size=PAGE)
    pages = [engine.rank(replace(request, start=start)) for start in range(0, SIZE, PAGE)]
    ids = [identity for page in pages for identity in page.ids]
    assert {page.total for page in pages} == {SIZE}
    assert len(ids) == SIZE
    assert set(ids) == {report.id for report in reports}

    held = sum(WORD in report.text for report in reports)
    idf = math.log(1 + (SIZE - held + 0.5) / (held + 0.5))
    mean = sum(len(report.text) for report in reports) / SIZE
    wanted = {}
    for report in reports:
        count = report.text.count(WORD)
        wanted[report.id] = idf * count * (K1 + 1) / (count + K1 * (1 - B + B * len(report.text) / mean))
    assert (
        max(
            abs(score - wanted[identity])
            for page in pages
            for identity, score in zip(page.ids, page.scores, strict=True)
        )
        < 1e-4
    )
    least = math.inf
    for identity in ids:
        assert wanted[identity] <= least + 1e-3, "what scores higher comes first"
        least = min(least, wanted[identity])
    zero = [identity for identity in ids if not wanted[identity]]
    year = {report.id: report.metadata.delivered_year or 0 for report in reports}
    assert zero == sorted(zero, key=lambda identity: (-year[identity], identity)), "the newest first, and then by id"

    (hit,) = engine.search(replace(request, start=SIZE - 1, size=1)).hits
    assert hit.report.id == ids[-1]
    assert engine.search(replace(request, start=SIZE)).hits == ()
    assert sorted(report.id for report in engine.catalogue()) == sorted(ids)
    engine.close()
    remove(place)
