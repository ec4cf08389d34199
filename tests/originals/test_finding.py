"""The file of a report: found under the names that systems keep, and never outside its root."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from indexer.originals.finding import Original, Trouble, find_original

posix = pytest.mark.skipif(os.name != "posix", reason="links and names are those of POSIX")


def found(root: Path, file: str) -> Original | str:
    """The file, or the kind of trouble."""
    result = find_original({"r": str(root)}, "r", file)
    return result.kind if isinstance(result, Trouble) else result


def test_a_file_is_found_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "a.txt").write_text("示例", "utf-8")
    original = found(tmp_path, "甲/a.txt")
    assert isinstance(original, Original)
    assert (original.path, original.name) == (tmp_path / "甲" / "a.txt", "a.txt")
    assert find_original({}, "r", "甲/a.txt") == find_original({}, "r", "../x.txt")


@posix
def test_names_that_the_index_knows_otherwise(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "é.txt")
    (tmp_path / decomposed).write_text("示例", "utf-8")
    in_gbk = os.fsdecode("报告".encode("gbk") + b".txt")
    (tmp_path / in_gbk).write_text("示例", "utf-8")
    for name in ("é.txt", "报告.txt"):
        original = found(tmp_path, name)
        assert isinstance(original, Original)
        assert original.name == name


@pytest.mark.parametrize(
    "file",
    [
        *("../out.txt", "a/../../out.txt", "/etc/passwd.txt", "a//b.txt", "./a.txt", "a/./b.txt", "", ".", "..", "a/"),
        *("a\0.txt", "secret", "a/key.pem", "zhengxie.json"),
    ],
)
def test_crafted_names_lead_nowhere(tmp_path: Path, file: str) -> None:
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    for name in ("out.txt", "root/secret", "root/zhengxie.json", "root/a/key.pem", "root/a/b.txt"):
        (tmp_path / name).write_text("示例", "utf-8")
    assert found(root, file) == "outside"


@posix
def test_links_out_of_the_root_lead_nowhere_those_inside_do(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    (tmp_path / "out.txt").write_text("示例", "utf-8")
    (root / "in.txt").write_text("示例", "utf-8")
    (root / "link.txt").symlink_to(tmp_path / "out.txt")
    (root / "up").symlink_to(tmp_path)
    (root / "a" / "inner.txt").symlink_to(root / "in.txt")
    (root / "circle.txt").symlink_to(root / "circle.txt")
    assert found(root, "link.txt") == "outside"
    assert found(root, "up/out.txt") == "outside"
    assert found(root, "circle.txt") == "unreadable"
    circle = find_original({"r": str(root)}, "r", "circle.txt")
    assert isinstance(circle, Trouble)
    assert circle.message == "原始文件打不开（链接循环）。"
    assert isinstance(found(root, "a/inner.txt"), Original)
    (tmp_path / "other").symlink_to(root)
    assert isinstance(found(tmp_path / "other", "in.txt"), Original), "the root itself may be a link"


@posix
def test_what_is_no_file_or_gone(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path, "folder.txt") == "unreadable"
    assert found(tmp_path, "pipe.txt") == "unreadable"
    assert found(tmp_path, "gone.txt") == "gone"
    assert found(tmp_path, "gone/a.txt") == "gone"
    assert found(tmp_path / "no", "a.txt") == "gone"
