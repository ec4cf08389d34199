"""What the tables say of a run."""

from __future__ import annotations

from collections import Counter

from tests.cluster.tables import Recorder, contract_table, fault_table


def test_a_test_is_a_line_and_an_engine_a_column() -> None:
    met = Recorder()
    met.passed = {"sets are equal": Counter({"whoosh": 3, "three-nodes": 2}), "pages": Counter()}
    met.failed = {"sets are equal": Counter({"three-nodes": 1}), "pages": Counter()}
    assert list(contract_table(met))[2:] == [
        "| sets are equal | 3 | – | 1 failed | – |",
        "| pages | – | – | – | – |",
    ]


def test_a_fault_is_a_line() -> None:
    row = {
        "fault": "a node killed",
        "searches": [24, 1300, 30],
        "failed": 1,
        "wrong": 0,
        "slowest": 2.34,
        "reports": [20, 100, 24],
        "lost": 0,
        "again": 2,
        "recovered": 12.6,
    }
    *_, line = fault_table([row])
    assert line == "| a node killed | 24, 1,300, 30 | 1 | 0 | 2.3 s | 20, 100, 24 | 0 | 2 | 13 s |"
