"""Words of the user's own: kept with the index, used on both sides, and never changed behind its back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.answers import SearchRequest
from indexer.cli import main
from indexer.engine import manifest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import IncompatibleIndex
from indexer.ingest import index_paths
from indexer.search import open_library

OWN = (("渝事好商量", 300),)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    (folder / "a.txt").write_text("示例区政协工作综述\n全年开展“渝事好商量”协商活动，办理提案。\n", "utf-8")
    return folder


def words(location: Path) -> list[str]:
    """The words that the index holds."""
    return WhooshEngine(location)._snapshot.words("words", "")


def test_texts_and_queries_are_cut_by_them(top: Path, tmp_path: Path) -> None:
    plain, own = tmp_path / "plain", tmp_path / "own"
    index_paths([top], plain)
    index_paths([top], own, dictionary=OWN)
    assert "渝事好商量" not in words(plain)
    assert "渝事好商量" in words(own)
    assert WhooshEngine(own).segmentation.entries == OWN
    for location in (plain, own):
        assert open_library(location).search(SearchRequest("渝事好商量")).total == 1


def test_an_index_keeps_them_and_a_rebuild_does_unless_told_otherwise(top: Path, tmp_path: Path) -> None:
    location = tmp_path / "index"
    index_paths([top], location, dictionary=OWN)
    (top / "b.txt").write_text("另一份示例。又提到渝事好商量。\n", "utf-8")
    assert index_paths([top], location).added == 1
    assert WhooshEngine(location).segmentation.entries == OWN
    index_paths([top], location, rebuild=True)
    assert WhooshEngine(location).segmentation.entries == OWN
    index_paths([top], location, rebuild=True, dictionary=())
    assert WhooshEngine(location).segmentation.entries == ()
    assert "渝事好商量" not in words(location)


def test_other_words_are_refused_and_the_message_says_how_to_rebuild(top: Path, tmp_path: Path) -> None:
    location = tmp_path / "index"
    index_paths([top], location, dictionary=OWN)
    with pytest.raises(IncompatibleIndex, match=r"with other words of your own.*--rebuild --dictionary FILE"):
        index_paths([top], location, dictionary=(("协商活动", 300),))
    index_paths([top], tmp_path / "plain")
    with pytest.raises(IncompatibleIndex, match=r"with no words of your own.*--rebuild --dictionary FILE"):
        index_paths([top], tmp_path / "plain", dictionary=OWN)
    assert index_paths([top], location, dictionary=OWN).unchanged == 1


def test_a_segmenter_that_is_not_installed_is_named(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location = tmp_path / "index"
    index_paths([top], location)
    monkeypatch.setattr(manifest, "installed", lambda implementation: False)
    with pytest.raises(IncompatibleIndex, match="which is not installed; install it with `pip install"):
        WhooshEngine(location)


def test_the_command_reads_a_file(top: Path, tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    own.write_text("# 示例\n渝事好商量 300\n", "gb18030")
    arguments = ["index", str(top), "--index", str(tmp_path / "index"), "--dictionary", str(own), "--json"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["added"] == 1
    assert WhooshEngine(tmp_path / "index").segmentation.entries == OWN
    own.write_text("渝事 好 商量 的 话\n", "utf-8")
    refused = CliRunner().invoke(main, arguments)
    assert refused.exit_code == 1
    assert "line 1" in refused.stderr


def test_a_rebuild_leaves_the_files_of_an_index_that_it_could_not_read(top: Path, tmp_path: Path) -> None:
    location = tmp_path / "index"
    index_paths([top], location)
    (segment,) = location.glob("z1_*.seg")
    segment.write_bytes(segment.read_bytes()[:100])
    summary = index_paths([top], location, rebuild=True)
    assert any("z1_…" in note for note in summary.notes)
    assert segment.exists()
    assert WhooshEngine(location).info().reports == 1
    index_paths([top], location, rebuild=True)
    assert segment.exists(), "somebody may still want them"
