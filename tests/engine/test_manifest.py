"""The manifest: what an index directory is, and what it is not."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest

from indexer.engine.manifest import (
    FILE_NAME,
    Manifest,
    check_compatible,
    fingerprint,
    prepare_directory,
    read_manifest,
    write_manifest,
)
from indexer.errors import CorruptIndex, IncompatibleIndex, IndexerError, NoIndex

MANIFEST = Manifest("z3", fingerprint(), {"报告": "D:\\报告"}, "2024-01-02T03:04:05+00:00")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    check_compatible(MANIFEST, tmp_path)


def test_names_of_folders_that_are_not_utf_8_are_kept(tmp_path: Path) -> None:
    manifest = dataclasses.replace(MANIFEST, roots={"报告": os.fsdecode(b"/mnt/\xb1\xa8\xb8\xe6")})
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for location in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(NoIndex, match="zhengxie index PATH --index"):
            read_manifest(location)


def good(**changes: object) -> str:
    return json.dumps({**dataclasses.asdict(MANIFEST), **changes})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        "[" * 100_000,
        '{"name": "z1"}',
        '{"name": "z1", "fingerprint": []}',
        good(name=5),
        good(name="../z1"),
        good(name=""),
        good(roots=["a"]),
        good(roots={"a": 1}),
        good(updated=5),
        good(fingerprint={"schema": 1}),
        "\udcff{",
    ],
)
def test_a_damaged_manifest_is_named_and_left(tmp_path: Path, content: str) -> None:
    data = content.encode("utf-8", "surrogateescape")
    (tmp_path / FILE_NAME).write_bytes(data)
    with pytest.raises(CorruptIndex, match="--rebuild") as caught:
        read_manifest(tmp_path)
    assert "\n" not in str(caught.value)
    assert (tmp_path / FILE_NAME).read_bytes() == data


def test_files_of_an_index_without_a_manifest_are_damage(tmp_path: Path) -> None:
    for name in (
        "z_writer.lock",
        "_z1_0.toc",
        "_z1_0.toc.new",
        "z1__words.tsv.new",
        "zhengxie.json.new",
        "z1_WRITELOCK",
    ):
        (tmp_path / name).touch()
    with pytest.raises(NoIndex):  # its making was broken off before anything was in it
        read_manifest(tmp_path)
    (tmp_path / "z1_abc.seg").touch()
    with pytest.raises(CorruptIndex, match="missing"):
        read_manifest(tmp_path)


def test_a_manifest_of_a_later_version_is_incompatible_not_damaged(tmp_path: Path) -> None:
    later = {**dataclasses.asdict(MANIFEST), "fingerprint": {**fingerprint(), "schema": "99"}, "tomorrow": [1]}
    (tmp_path / FILE_NAME).write_text(json.dumps(later), "utf-8")
    with pytest.raises(IncompatibleIndex, match="another schema; rebuild"):
        check_compatible(read_manifest(tmp_path), tmp_path)
    later["fingerprint"] = fingerprint()
    (tmp_path / FILE_NAME).write_text(json.dumps(later), "utf-8")
    with pytest.raises(CorruptIndex, match="tomorrow"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("name", sorted(fingerprint()))
def test_another_fingerprint_is_incompatible(tmp_path: Path, name: str) -> None:
    other = dataclasses.replace(MANIFEST, fingerprint={**fingerprint(), name: "other"})
    with pytest.raises(IncompatibleIndex, match=f"another {name}; rebuild"):
        check_compatible(other, tmp_path)
    lacking = {key: value for key, value in fingerprint().items() if key != name}
    with pytest.raises(IncompatibleIndex, match=name):
        check_compatible(dataclasses.replace(MANIFEST, fingerprint=lacking), tmp_path)


@pytest.mark.parametrize("foreign", ["a.txt", "zebra.txt", "zhengxie.txt", "z1.txt", "_z", "sub"])
def test_a_directory_of_other_files_is_refused(tmp_path: Path, foreign: str) -> None:
    (tmp_path / foreign).touch()
    with pytest.raises(IndexerError, match="empty directory"):
        prepare_directory(tmp_path)


def test_a_directory_is_made_and_its_readme_tolerated(tmp_path: Path) -> None:
    prepare_directory(tmp_path / "a" / "b")
    (tmp_path / "a" / "b" / "README.md").touch()
    (tmp_path / "a" / "b" / ".gitignore").touch()
    prepare_directory(tmp_path / "a" / "b")
    (tmp_path / "file").touch()
    for location in (tmp_path / "file", tmp_path / "file" / "beneath"):
        with pytest.raises(IndexerError, match="not a directory"):
            prepare_directory(location)
