"""The comparison of engines: it runs against a real node, both answer alike, and what was kept is used again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.bench import cluster, cluster_questions
from tests.bench.cluster import measure_cluster
from tests.bench.cluster_order import same_order
from tests.bench.cluster_questions import Questions, Typed
from tests.bench.cluster_tables import cluster_text
from tests.bench.measure import Peaks
from tests.bench.stages import run_here
from tests.cluster.nodes import lacking

REPORTS = 40
KINDS = ("word, frequent", "quoted, anywhere", "piece of a word", "deep page", "word, frequent, copies as one")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two questions of some kinds, asked twice."""
    load = cluster_questions.load

    def some(path: Path) -> Questions:
        drawn = load(path)
        by_kind = [[each for each in drawn.asked if each.kind == kind][-2:] for kind in KINDS]
        return Questions(tuple(each for of_kind in by_kind for each in of_kind), drawn.between[:2])

    monkeypatch.setattr(cluster_questions, "load", some)
    monkeypatch.setattr(cluster, "RUNS", 1)


@pytest.mark.skipif(bool(lacking()), reason=lacking() or "all is there")
@pytest.mark.usefixtures("few")
def test_engines_are_compared_and_what_was_made_is_used_again(tmp_path: Path) -> None:
    given: dict[str, Any] = {"reports": REPORTS, "apart": 20, "jobs": 1, "keep": tmp_path / "kept"}
    found = measure_cluster([1], **given, run=run_here)
    embedded, node = found["engines"]
    assert (embedded["name"], node["name"]) == ("embedded", "1 node")
    assert embedded["answers"] == node["answers"]
    assert len(set(node["answers"])) > len(KINDS)
    assert all(map(same_order, embedded["orders"], node["orders"]))
    assert sum(map(len, node["orders"])) > len(KINDS)
    for engine in (embedded, node):
        assert engine["built"]["reports"] == engine["apart"]["reports"] == REPORTS  # words are cut by whole files
        assert engine["built"]["text_bytes"] == found["collection"]["text_bytes"] < engine["primaries"]
        assert engine["replicas"] == 0
        assert min(engine["median"]) > 0
    assert node["built"]["nodes_processor_seconds"] > embedded["built"]["nodes_processor_seconds"] == 0
    assert node["nodes_processor_seconds"] > embedded["nodes_processor_seconds"] == 0
    text = cluster_text(found)
    assert f"the same for {2 * len(KINDS)} of {2 * len(KINDS)} questions" in text
    assert f"no more than 0.001, for {2 * len(KINDS)}." in text
    node["orders"][0] = node["orders"][0][::-1]
    assert f"no more than 0.001, for {2 * len(KINDS) - 1}." in cluster_text(found)
    assert all(f"| {kind} (2) " in text for kind in KINDS)

    def only_asked(stage: Callable[..., Any], arguments: Mapping[str, object]) -> tuple[Any, Peaks]:
        assert stage is cluster.ask
        return run_here(stage, arguments)

    again = measure_cluster([1], **given, run=only_asked)
    assert [engine["answers"] for engine in again["engines"]] == [embedded["answers"], node["answers"]]
    assert [engine["built"] for engine in again["engines"]] == [embedded["built"], node["built"]]
    with pytest.raises(ValueError, match="other texts"):
        measure_cluster([1], **{**given, "reports": REPORTS + 1}, run=run_here)


def test_an_order_is_the_same_but_for_equal_scores() -> None:
    ours = [("a", 3.0), ("b", 2.0), ("c", 2.0), ("d", 1.0)]
    assert same_order(ours, [("a", 3.0005), ("c", 2.0), ("b", 2.0004), ("d", 1.0)])
    assert same_order(ours, [("a", 3.0), ("b", 2.0), ("c", 2.0), ("e", 1.0)]), (
        "another one of the same score at the end"
    )
    assert same_order([], [])
    assert not same_order(ours, ours[:3])
    assert not same_order(ours, [("b", 2.0), ("a", 3.0), ("c", 2.0), ("d", 1.0)])
    assert not same_order(ours, [("a", 3.0), ("b", 2.0), ("c", 2.0), ("d", 1.01)])
    assert not same_order(ours, [("a", 3.0), ("b", 2.0), ("x", 2.0), ("d", 1.0)])


def test_a_deep_page_lies_behind_three_quarters_of_all() -> None:
    assert Typed("deep page", "提案", depth=0.75).request(101).page == 76
    assert Typed("deep page", "提案", depth=0.75).request(1).page == 1
    assert Typed("word, frequent", "提案").request(101).page == 1
