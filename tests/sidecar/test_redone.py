"""What is done again when corrections change."""

from __future__ import annotations

import json
from pathlib import Path

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.ingest import index_paths
from tests.sidecar.folders import TEXT, put, run, sources_indexed


def test_exactly_the_files_concerned_are_done_again(folder: Path) -> None:
    assert run(folder).added == 3
    ids = {report.id for report in WhooshEngine(folder.parent / "index").catalogue()}

    def after(table: str) -> tuple[int, int]:
        put(folder, metadata_csv=table)
        summary = run(folder)
        assert summary.failures == []
        return summary.updated, summary.unchanged

    assert after("文件,来源\na.txt,甲网\n") == (1, 2)
    assert after("文件,来源\na.txt,甲网\n") == (0, 3)
    assert after("文件,来源\nb.txt,乙网\n\na.txt,甲网\n") == (1, 2), "a row that only moved changes nothing"
    assert after("文件,来源\nb.txt,丙网\na.txt,甲网\n") == (1, 2)
    assert sources_indexed(folder) == {"a.txt": "甲网", "b.txt": "丙网", "甲/c.txt": None}
    assert after("文件,来源\n甲,丁网\nb.txt,丙网\n") == (2, 1)
    assert sources_indexed(folder) == {"a.txt": None, "b.txt": "丙网", "甲/c.txt": "丁网"}
    (folder / "metadata.csv").unlink()
    assert run(folder).updated == 2
    assert set(sources_indexed(folder).values()) == {None}
    assert ids == {report.id for report in WhooshEngine(folder.parent / "index").catalogue()}


def test_what_an_outer_sidecar_says_in_vain_does_nothing_again(folder: Path) -> None:
    put(folder, 甲__metadata_csv="文件,来源\nc.txt,内\n", metadata_csv="文件,来源\n甲/c.txt,外\n")
    run(folder)
    put(folder, metadata_csv="文件,来源\n甲/c.txt,又外\n")
    assert (run(folder).updated, sources_indexed(folder)["甲/c.txt"]) == (0, "内")


def test_workers_get_the_corrections(folder: Path) -> None:
    put(folder, **{f"n{number}_txt": TEXT.replace("315", str(400 + number)) for number in range(9)})
    put(folder, metadata_csv="文件夹,来源\n.,总网\n")
    summary = index_paths([folder], folder.parent / "index", jobs=2)
    assert (summary.failures, summary.added) == ([], 12)
    assert set(sources_indexed(folder).values()) == {"总网"}


def test_a_sidecar_is_never_a_report(folder: Path) -> None:
    put(folder, metadata_jsonl=json.dumps({"text": TEXT, "title": "示例"}, ensure_ascii=False))
    assert run(folder).added == 4, "rows with texts of their own are reports"
    put(folder, metadata_jsonl='{"file": "a.txt", "source": "甲网"}')
    summary = run(folder)
    assert (summary.removed, summary.updated, summary.sidecars, summary.corrected) == (1, 1, 1, 1)
    assert sorted(sources_indexed(folder)) == ["a.txt", "b.txt", "甲/c.txt"]
    assert run(folder, rebuild=True, prune=True).sidecars == 1
    assert sorted(sources_indexed(folder)) == ["a.txt", "b.txt", "甲/c.txt"]
