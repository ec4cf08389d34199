"""The benchmark itself: it runs, everyone is asked the same, and brute force agrees. Nothing here measures speed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.bench import measure
from tests.bench.compare import PEERS, compare, missing_for
from tests.bench.compare_tables import compare_text
from tests.bench.load import load, load_text
from tests.bench.load_questions import draw_urls
from tests.bench.measure import growth
from tests.bench.queries import draw
from tests.bench.ranking import rank_set, ranking_text
from tests.bench.reading import measure_reading, reading_text
from tests.bench.scale import scale_text
from tests.bench.stages import StageFailed, run_here, run_stage
from tests.bench.tables import table
from tests.bench.texts import collection_files, generate, read_collection, write_copies

ONLY_OF_WORDS = ("word, frequent", "word, middling", "word, rare", "AND", "OR", "NOT", "title", "years")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A comparison over a tiny collection, with the peers that are installed; stock Whoosh is too slow for a test."""
    installed = [key for key in PEERS if key != "whoosh" and not missing_for(key)]
    folder = tmp_path_factory.mktemp("bench")
    return compare(folder, reports=30, characters=400, jobs=1, only=installed, run=run_here)


def places(result: dict[str, Any], *kinds: str) -> list[int]:
    return [place for place, question in enumerate(result["questions"]) if question["kind"] in kinds]


def test_there_are_enough_queries_of_every_kind(result: dict[str, Any]) -> None:
    kinds = {question["kind"] for question in result["questions"]}
    assert kinds == {*ONLY_OF_WORDS, "quoted, whole words", "quoted, anywhere"}
    assert len(result["questions"]) >= 60


def test_everyone_is_right_about_words(result: dict[str, Any]) -> None:
    chosen = places(result, *ONLY_OF_WORDS)
    for peer in result["peers"].values():
        assert not peer["missing"]
        if "right" in peer:
            assert all(peer["right"][place] and peer["total_right"][place] for place in chosen), peer["name"]


def test_everyone_gives_the_same_totals(result: dict[str, Any]) -> None:
    chosen = places(result, *ONLY_OF_WORDS)
    totals = {tuple(peer["totals"][place] for place in chosen) for peer in result["peers"].values() if "totals" in peer}
    assert len(totals) == 1
    assert any(totals.pop())


def test_we_are_right_about_every_quoted_string(result: dict[str, Any]) -> None:
    ours = result["peers"]["zhengxie"]
    chosen = places(result, "quoted, whole words", "quoted, anywhere")
    assert all(ours["right"][place] and ours["matching"][place] for place in chosen)


def test_the_numbers_are_sane(result: dict[str, Any]) -> None:
    for peer in result["peers"].values():
        built = peer["built"]
        assert built["reports"] == 30
        assert built["characters"] == result["collection"]["characters"]
        assert built["seconds"] > 0
        assert built["index_bytes"] > 0
        for measured in ("ids", "documents"):
            if measured in peer:
                assert len(peer[measured]["median"]) == len(peer[measured]["first"]) == len(result["questions"])
                assert min(peer[measured]["median"]) > 0


def test_the_text_tells_of_every_peer(result: dict[str, Any]) -> None:
    missing = {"name": "another engine", "missing": "no such module"}
    text = compare_text({**result, "peers": {**result["peers"], "another": missing}})
    assert "left out: no such module" in text
    assert all(peer["name"] in text for peer in result["peers"].values())


def test_texts_are_the_same_every_time_and_a_larger_collection_begins_with_the_smaller(tmp_path: Path) -> None:
    generate(tmp_path / "small", 100, 50)
    generate(tmp_path / "large", 200, 50)
    small, large = (list(read_collection(tmp_path / name)) for name in ("small", "large"))
    assert large[:100] == small
    assert [document.number for document in large] == list(range(200))
    assert draw(tmp_path / "small") == draw(tmp_path / "small")


def test_copies_follow_each_other(tmp_path: Path) -> None:
    row = {"title": "条例", "organization": None, "year": 2020, "text": "# 条例\n\n第一条"}
    with gzip.open(tmp_path / "texts.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    write_copies(tmp_path / "texts.jsonl.gz", tmp_path / "texts", 3)
    assert len(collection_files(tmp_path / "texts")) == 1
    assert [document.text for document in read_collection(tmp_path / "texts")] == ["条例\n\n第一条"] * 3


def test_ranking_finds_which_report_a_hit_is(tmp_path: Path) -> None:
    corpus = [
        {"id": "a", "title": "甲", "text": "提案工作由委员会负责。"},
        {"id": "b", "title": "乙", "text": "水库建成。"},
    ]
    questions = [{"id": "1", "text": "水库什么时候建成？"}, {"id": "2", "text": "提案由谁负责？"}]
    for name, rows in (("corpus", corpus), ("queries", questions)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("1\t0\tb\t1\n2\t0\tb\t1\n", encoding="utf-8")
    found = rank_set(tmp_path, misses=tmp_path / "misses.jsonl")
    assert found["questions"] == 2
    assert found["mrr"] == found["recall_1"] == 0.5
    assert json.loads((tmp_path / "misses.jsonl").read_text("utf-8"))["id"] == "2"
    assert "0.5000" in ranking_text(found)


def failing() -> None:
    raise RuntimeError("说明")


def test_a_stage_runs_in_a_process_of_its_own() -> None:
    found, peaks = run_stage(growth, {"sizes": [1, 10], "values": [1, 100]})
    assert found == pytest.approx(2)
    assert peaks.process >= 0
    with pytest.raises(StageFailed, match="说明"):
        run_stage(failing, {})


def test_a_table_lines_up_with_chinese_in_it() -> None:
    assert table(["", "n"], [["提案", "1"], ["a", "10"]]).splitlines() == [
        "|      |  n |",
        "| ---- | -: |",
        "| 提案 |  1 |",
        "| a    | 10 |",
    ]


def test_growth_is_shown_for_every_measure() -> None:
    one = {
        "built": dict.fromkeys(("characters", "seconds", "processor_seconds", "index_bytes", "text_bytes"), 1.0),
        "build_peaks": {"resident": 1, "anonymous": 1, "process": 1},
        "opened": {"open_ms": 1.0, "info_ms": 1.0},
        "asked": {name: {"median": [1.0], "first": [1.0]} for name in ("ids", "documents")} | {"memory": {}},
        "pages": {"median": [1.0], "first": [1.0], "memory": {}},
        "added": {"seconds": 1.0},
        "add_peaks": {"anonymous": 1},
    }
    surroundings = {
        **{"command": "", "date": "", "cores": 1, "processor": "", "memory_gb": 1, "system": "", "load": 0},
        "versions": {"Python": "3"},
    }
    sizes = [{**one, "reports": 100}, {**one, "reports": 200}]
    text = scale_text({"surroundings": surroundings, "jobs": 1, "characters": 5, "sizes": sizes})
    assert "| build, s " in text


def test_every_stage_of_reading_is_measured(tmp_path: Path) -> None:
    texts = [f"示例市政协工作报告\n各位委员：一年来，示例市政协认真履行职能（第{number}份）。" for number in range(3)]
    (tmp_path / "files").mkdir()
    for number, text in enumerate(texts):
        (tmp_path / "files" / f"{number}.txt").write_text(text, "utf-8")
    with gzip.open(tmp_path / "texts.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    from_files, from_texts = (measure_reading(tmp_path / name) for name in ("files", "texts.jsonl.gz"))
    assert [stage.name for stage in from_files] == ["reading", "splitting", "cleaning", "describing"]
    assert [stage.characters for stage in from_files[1:]] == [stage.characters for stage in from_texts]
    assert from_files[0].characters == sum(map(len, texts))
    assert all(stage.name in reading_text(from_files) for stage in from_files)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="nothing to read"):
        measure_reading(tmp_path / "empty")


def test_the_server_is_measured_under_load(tmp_path: Path) -> None:
    found = load([2], 0.5, texts=None, copies=[1], reports=100, serve=["--workers", "1"], keep=tmp_path)
    assert [phase["kind"] for phase in found["sizes"][0]["phases"]] == ["page", "api", "report", "mixed"]
    for phase in found["sizes"][0]["phases"]:
        assert phase["errors"] == {}
        assert 0 < min(phase["first"]) <= max(phase["whole"])
        assert phase["bytes"] > 1000
    assert "100 reports, 2 at once: report page, first byte" in load_text(found)
    assert "Early and late" not in load_text(found)  # the phases were short
    found["sizes"][0]["phases"][0]["held"] = [
        {"memory": 5e6, "anonymous": 2e6, "files": 7.0},
        {"memory": 6e6, "anonymous": 3e6, "files": 8.0},
    ]
    told = "search page, whole: memory 5.0 MB → 6.0 MB, without pages of files 2.0 MB → 3.0 MB, open files 7 → 8."
    assert told in load_text(found)
    # What is asked is the same every time, and mostly distinct.
    (tmp_path / "again").mkdir()
    (index,) = tmp_path.glob("index-*")
    drawn = [draw_urls(str(index), str(tmp_path / name)) for name in (".", "again")]
    first, again = (Path(each["page"]).read_text("utf-8").splitlines() for each in drawn)
    assert first == again
    assert len(set(first)) > 0.9 * len(first)


def test_what_a_process_holds_is_seen_early_and_late(monkeypatch: pytest.MonkeyPatch) -> None:
    now, looks = [0.0], iter(range(100))
    monkeypatch.setattr(measure.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(measure.time, "sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    monkeypatch.setattr(measure, "open_files", lambda root: next(looks))
    early, late = measure.watch_held(os.getpid(), 25.0)
    assert (early.files, late.files) == (14.5, 44.0)
    assert early.memory > early.anonymous > 1_000_000


def test_open_files_are_those_of_a_process_and_beneath_it(tmp_path: Path) -> None:
    before = measure.open_files(os.getpid())
    with (tmp_path / "one").open("w"), subprocess.Popen(["sleep", "60"]) as below:
        assert measure.open_files(os.getpid()) >= before + 1 + measure.open_files(below.pid)
        below.kill()


def test_long_reports_are_measured_by_themselves(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("各位委员：一年来，示例市政协认真履行职能。" * 600, "utf-8")
    assert measure_reading(tmp_path)[-1].name == "describing, 10,000 characters or more"
