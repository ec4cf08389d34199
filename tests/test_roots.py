"""Walking: what is taken, what is counted instead, and by which names the index knows it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from indexer.roots import INDEX_MARK, Sources, find_sources, is_there, readable_name


def put(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("报告", "utf-8")
    return folder


def names(sources: Sources) -> list[tuple[str, str]]:
    return sorted((source.root, source.file) for source in sources.files)


def find(
    *paths: Path, roots: Mapping[str, Path] | None = None, files: Sequence[tuple[str, str]] = ()
) -> tuple[Sources, dict[str, Path]]:
    """The outcome, and the roots as the index knows them after it."""
    known = {label: str(folder) for label, folder in (roots or {}).items()}
    sources = find_sources(paths, known, lambda label: [file for root, file in files if root == label])
    return sources, {label: Path(folder) for label, folder in {**known, **sources.roots}.items()}


@pytest.mark.parametrize("name", ["~$b.docx", ".~lock.c.docx#"])
def test_a_lock_file_that_is_given_by_name_is_told_for_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    sources = find_sources([tmp_path / name], {})
    assert sources.files == []
    assert [reason.split(",")[0] for _, reason in sources.unreachable] == ["a lock file"]


def test_lock_files_and_what_systems_leave_are_counted_apart(tmp_path: Path) -> None:
    left = (".DS_Store", "._a.txt", "Thumbs.db", "desktop.ini", "~$b.docx", ".~lock.c.docx#")
    sources, _ = find(put(tmp_path / "报告", "a.txt", *left))
    assert names(sources) == [("报告", "a.txt")]
    assert sources.skipped == {"file of the system": 4, "lock file": 2}


def test_a_folder_is_walked_and_what_is_not_taken_is_counted(tmp_path: Path) -> None:
    top = put(
        tmp_path / "报告",
        "a.txt",
        "乙/b.HTML",
        "乙/丙/c.md",
        ".hidden.txt",
        ".git/d.txt",
        "~$e.docx",
        "f.xls",
        "README",
    )
    (top / "link").symlink_to(top / "乙")
    sources, roots = find(top)
    assert names(sources) == [("报告", "a.txt"), ("报告", "乙/b.HTML"), ("报告", "乙/丙/c.md")]
    assert sources.skipped == {
        "hidden": 2,
        "lock file": 1,
        "unknown format .xls": 1,
        "unknown format (no suffix)": 1,
        "link to a folder": 1,
    }
    assert sources.unreachable == []
    assert sources.complete == [("报告", "")]
    assert roots == {"报告": top}


def test_an_index_inside_a_walked_folder_is_not_read(tmp_path: Path) -> None:
    top = put(tmp_path / "r", "a.txt", "index/README.md", f"index/{INDEX_MARK}", "index/sub/b.txt")
    sources, _ = find(top)
    assert names(sources) == [("r", "a.txt")]
    assert sources.skipped == {"index": 1}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_opened_and_a_dead_link_is_left_to_the_reader(tmp_path: Path) -> None:
    top = put(tmp_path / "r", "a.txt")
    os.mkfifo(top / "pipe.txt")
    (top / "dead.txt").symlink_to(top / "nowhere.txt")
    sources, _ = find(top)
    assert names(sources) == [("r", "a.txt"), ("r", "dead.txt")]
    assert sources.skipped == {"not a regular file": 1}


def test_what_is_missing_or_cannot_be_read_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    top = put(tmp_path / "r", "a.txt", "b.xls")
    sources, _ = find(tmp_path / "nowhere", top / "b.xls", Path("nul\0name"), top / "a.txt")
    assert names(sources) == [("r", "a.txt")]
    reasons = [reason for _, reason in sources.unreachable]
    assert reasons[0] == reasons[2] == "no such file or folder; check the path"
    assert ".docx" in reasons[1]


def test_a_file_given_by_name_has_the_name_it_has_in_its_folder(tmp_path: Path) -> None:
    top = put(tmp_path / "r", "a.txt", "sub/b.txt", ".c.txt")
    whole, roots = find(top)
    alone, _ = find(top / "sub" / "b.txt", roots=roots)
    assert names(alone) == [("r", "sub/b.txt")]
    assert alone.complete == [("r", "sub/b.txt")]
    first, roots = find(top / "a.txt")
    assert names(first) == [("r", "a.txt")]
    again, _ = find(top, roots=roots)
    assert names(again) == names(whole)
    hidden, _ = find(top / ".c.txt")
    assert names(hidden) == [("r", ".c.txt")]


def test_paths_are_the_same_however_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = put(tmp_path / "r", "a.txt", "sub/b.txt")
    monkeypatch.chdir(top / "sub")
    for given in (Path(".."), Path("../../r"), top, Path(f"{top}/sub/..")):
        assert names(find(given)[0]) == [("r", "a.txt"), ("r", "sub/b.txt")]
    twice, _ = find(Path(".."), top, top / "a.txt", top / "sub")
    assert names(twice) == [("r", "a.txt"), ("r", "sub/b.txt")]
    assert set(twice.complete) == {("r", ""), ("r", "a.txt"), ("r", "sub")}
    assert twice.notes == []


def test_a_folder_that_moved_keeps_its_label(tmp_path: Path) -> None:
    old = put(tmp_path / "usb" / "r", "a.txt", "b.txt")
    sources, roots = find(old)
    new = tmp_path / "mnt" / "r"
    new.parent.mkdir()
    old.rename(new)
    moved, roots = find(new, roots=roots, files=names(sources))
    assert names(moved) == names(sources)
    assert roots == {"r": new}
    assert any(str(new) in note for note in moved.notes)


def test_another_folder_of_the_same_name_has_another_label(tmp_path: Path) -> None:
    one, two = put(tmp_path / "1" / "r", "a.txt"), put(tmp_path / "2" / "r", "a.txt")
    sources, roots = find(one, two)
    assert names(sources) == [("r", "a.txt"), ("r (2)", "a.txt")]
    again, _ = find(two, one, roots=roots)
    assert names(again) == names(sources)


def test_a_folder_of_the_same_name_with_other_files_is_not_the_one_that_is_away(tmp_path: Path) -> None:
    other = put(tmp_path / "2" / "r", "x.txt", "a.txt")
    sources, roots = find(
        other, roots={"r": tmp_path / "unplugged" / "r"}, files=[("r", f"{name}.txt") for name in "abc"]
    )
    assert names(sources) == [("r (2)", "a.txt"), ("r (2)", "x.txt")]
    assert roots["r"] == tmp_path / "unplugged" / "r"


def test_two_moved_folders_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    known = [("r", "a.txt"), ("r", "b.txt"), ("r (2)", "c.txt")]
    roots = {"r": tmp_path / "gone1" / "r", "r (2)": tmp_path / "gone2" / "r"}
    second, first = put(tmp_path / "x" / "r", "c.txt"), put(tmp_path / "y" / "r", "a.txt", "b.txt")
    sources, after = find(second, first, roots=roots, files=known)
    assert names(sources) == sorted(known)
    assert after == {"r": first, "r (2)": second}


def test_a_root_inside_a_root_keeps_its_own_files(tmp_path: Path) -> None:
    outer = put(tmp_path / "outer", "a.txt", "inner/b.txt")
    inner, roots = find(outer / "inner")
    both, roots = find(outer, roots=roots)
    assert names(both) == [("inner", "b.txt"), ("outer", "a.txt")]
    assert set(both.complete) == {("inner", ""), ("outer", "")}
    (outer / "inner" / "b.txt").unlink()
    emptied, _ = find(outer, roots=roots)
    assert emptied.complete == [("outer", "")], "an inner root that is empty may be a drive that is away"
    alone, _ = find(outer / "inner", roots=roots)
    assert alone.complete == []
    assert names(inner) == [("inner", "b.txt")]


def test_a_folder_inside_a_root_belongs_to_the_root(tmp_path: Path) -> None:
    outer = put(tmp_path / "outer", "a.txt", "inner/b.txt")
    _, roots = find(outer)
    sources, _ = find(outer / "inner", roots=roots)
    assert names(sources) == [("outer", "inner/b.txt")]
    assert sources.complete == [("outer", "inner")]


def test_one_folder_by_two_ways_is_taken_once(tmp_path: Path) -> None:
    top = put(tmp_path / "r", "a.txt")
    (tmp_path / "mount").mkdir()
    (tmp_path / "mount" / "r").symlink_to(top)
    sources, _ = find(top, tmp_path / "mount" / "r")
    assert names(sources) == [("r", "a.txt")]
    assert sources.unreachable == []


def test_empty_folders_are_not_complete(tmp_path: Path) -> None:
    (tmp_path / "r" / "sub").mkdir(parents=True)
    sources, _ = find(tmp_path / "r")
    assert sources.complete == []
    assert "no file to read beneath it" in sources.notes[0]
    twice, _ = find(tmp_path / "r", tmp_path / "r")
    assert twice.notes == sources.notes, "a rebuild visits the folder that was given and the root that it is"


def test_a_path_that_could_not_be_listed_wholly_is_not_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = put(tmp_path / "r", "a.txt", "closed/b.txt")
    scan = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    sources, _ = find(top)
    assert names(sources) == [("r", "a.txt")]
    assert sources.unreachable == [(str(top / "closed"), "cannot be listed: Permission denied")]
    assert sources.complete == []


def test_names_are_the_same_in_either_unicode_form(tmp_path: Path) -> None:
    composed, decomposed = "r\u00e9sum\u00e9", unicodedata.normalize("NFD", "r\u00e9sum\u00e9")
    mac, linux = put(tmp_path / "mac" / decomposed, f"{decomposed}.txt"), put(tmp_path / "pc" / composed, "x.txt")
    one, roots = find(mac)
    assert names(one) == [(composed, f"{composed}.txt")]
    assert is_there(mac, f"{composed}.txt")
    assert not is_there(linux, f"{composed}.txt")
    mac.rename(tmp_path / "moved")
    mac.parent.rmdir()
    moved = tmp_path / "again" / composed
    moved.parent.mkdir()
    (tmp_path / "moved").rename(moved)
    assert names(find(moved, roots=roots, files=names(one))[0]) == names(one)


def test_two_files_whose_names_differ_in_unicode_form_only_do_not_collide(tmp_path: Path) -> None:
    top = tmp_path / "r"
    put(top, "\u00e9.txt")
    put(top, "e\u0301.txt")
    if len(list(top.iterdir())) == 1:
        pytest.skip("this file system keeps both forms of a name as one file")
    sources, _ = find(top)
    assert names(sources) == [("r", "\u00e9.txt")]
    assert len(sources.unreachable) == 1
    assert "rename one" in sources.unreachable[0][1]


def test_names_that_are_not_utf_8_can_be_read(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "年度报告".encode("gb18030")
    try:
        Path(os.fsdecode(raw)).mkdir()
        put(Path(os.fsdecode(raw)), os.fsdecode("工作报告.txt".encode("gb18030")))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    sources, _ = find(Path(os.fsdecode(raw)))
    assert names(sources) == [("年度报告", "工作报告.txt")]
    assert sources.files[0].path.is_file()
    assert readable_name(os.fsdecode(b"\xff.txt")) == r"\xff.txt"
