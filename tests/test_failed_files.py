"""The index knows which files could not be read when they were last tried."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from indexer.engine.manifest import FILE_NAME
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import CorruptIndex
from indexer.ingest import index_paths


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file that can be read, one that cannot, and an archive of both."""
    made = tmp_path / "r"
    made.mkdir()
    (made / "a.txt").write_text("示例报告甲，提案办理情况。", "utf-8")
    (made / "b.docx").write_bytes(b"PK\x03\x04 no archive")
    with ZipFile(made / "c.zip", "w") as archive:
        archive.writestr("d.txt", "示例报告乙，提案办理情况。")
        archive.writestr("e.docx", b"PK\x03\x04 no archive")
    return made


def failed(location: Path) -> list[tuple[str, str, str | None]] | None:
    found = WhooshEngine(location).failed()
    return None if found is None else [(each.root, each.file, each.member) for each in found]


@pytest.mark.parametrize("rebuild", [False, True])
def test_they_are_kept_until_they_can_be_read_or_are_gone(folder: Path, tmp_path: Path, rebuild: bool) -> None:
    location = tmp_path / "index"
    summary = index_paths([folder], location)
    both: list[tuple[str, str, str | None]] = [("r", "b.docx", None), ("r", "c.zip", "e.docx")]
    assert failed(location) == both
    kept = WhooshEngine(location).failed() or ()
    told = {(each.member, each.stage, each.reason) for each in summary.failures}
    assert {(each.member, each.stage, each.reason) for each in kept} == told
    index_paths([folder / "a.txt"], location, rebuild=rebuild)
    assert failed(location) == both, "what another run did not look at stays"
    (folder / "b.docx").unlink()
    index_paths([folder], location, rebuild=rebuild)
    assert failed(location) == both[1:]
    with ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("d.txt", "示例报告乙，提案办理情况。")
    index_paths([folder], location, rebuild=rebuild)
    assert failed(location) == []


def test_a_run_in_which_nothing_else_changes_tells_it_too(folder: Path, tmp_path: Path) -> None:
    location = tmp_path / "index"
    index_paths([folder], location)
    generation = WhooshEngine(location).generation
    index_paths([folder], location)
    assert WhooshEngine(location).generation == generation, "nothing new is no commit"
    (folder / "f.docx").write_bytes(b"PK\x03\x04 no archive")
    index_paths([folder], location)
    assert ("r", "f.docx", None) in (failed(location) or [])


def test_of_an_index_that_did_not_keep_them_they_are_not_known(folder: Path, tmp_path: Path) -> None:
    location = tmp_path / "index"
    index_paths([folder], location)
    manifest = json.loads((location / FILE_NAME).read_text("utf-8"))
    for later in ("failed", "generation", "words", "replaces", "checksum"):
        del manifest[later]
    (location / FILE_NAME).write_text(json.dumps(manifest), "utf-8")
    assert failed(location) is None
    (location / FILE_NAME).write_text(json.dumps({**manifest, "failed": [{"file": "b.docx"}]}), "utf-8")
    with pytest.raises(CorruptIndex, match="damaged"):
        failed(location)
