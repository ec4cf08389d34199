"""Zip archives: members by their names, within bounds, one bad member never stopping the rest."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from indexer.readers import archive, office, read_file, zip_bounds
from indexer.readers.archive import member_name

Put = Callable[[str, bytes], Path]
TEXT = "示例工作报告。"


def packed(members: Mapping[str, str | bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return data.getvalue()


def named(data: bytes, written: bytes, meant: bytes) -> bytes:
    """An archive in which a name (ASCII, of the same length) is replaced by bytes, as programs write it that set no flag."""
    assert len(written) == len(meant)
    return data.replace(written, meant)


def test_members_are_read_by_suffix_and_nested_archives_too(put: Put) -> None:
    inner = packed({"乙.txt": TEXT.encode("gbk"), "rows.jsonl": '{"text": "一"}\n{"text": "二"}\n'})
    data = packed({"2023/甲.html": f"<html><body><p>{TEXT}</p></body></html>", "内.zip": inner, "2023/图.jpg": b"x"})
    result = read_file(put("a.zip", data), "夹/a.zip")
    assert result.errors == ()
    assert [(each.file, each.member, each.part, each.parts) for each in result.documents] == [
        ("夹/a.zip", "2023/甲.html", 0, 1),
        ("夹/a.zip", "内.zip/乙.txt", 0, 1),
        ("夹/a.zip", "内.zip/rows.jsonl", 0, 2),
        ("夹/a.zip", "内.zip/rows.jsonl", 1, 2),
    ]
    assert result.skipped == {"unknown format .jpg": 1}
    assert result.documents[0].names == ("2023/甲.html", "夹/a.zip")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [(name, encoding) for name in ("涪陵区政协报告", "廈門市政協報告") for encoding in ("gbk", "utf-8")]
    + [("廈門市政協報告", "big5")],
)
def test_names_without_the_flag_of_utf_8(put: Put, name: str, encoding: str) -> None:
    meant = name.encode(encoding)
    data = named(packed({"x" * len(meant) + ".txt": TEXT}), b"x" * len(meant), meant)
    assert read_file(put("a.zip", data), "a.zip").documents[0].member == f"{name}.txt"


def test_the_name_in_utf_8_beside_one_in_another_encoding() -> None:
    entry = ZipInfo("??.txt")
    name = "镕堃.txt".encode()
    field = struct.pack("<BI", 1, zlib.crc32(b"??.txt")) + name
    entry.extra = struct.pack("<HH", 1, 1) + b"x" + struct.pack("<HH", 0x7075, len(field)) + field
    assert member_name(entry) == "镕堃.txt"
    entry.extra = entry.extra.replace(struct.pack("<I", zlib.crc32(b"??.txt")), b"\0\0\0\0")
    assert member_name(entry) == "??.txt"


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/root.txt", "root.txt"),
        ("C:\\资料\\a.txt", "资料/a.txt"),
        ("./a//b.txt", "a/b.txt"),
    ],
)
def test_no_name_leads_out_of_the_archive(put: Put, written: str, member: str) -> None:
    assert read_file(put("a.zip", packed({written: TEXT})), "a.zip").documents[0].member == member


def test_hidden_members_are_skipped(put: Put) -> None:
    hidden = ["__MACOSX/._a.txt", ".DS_Store", "夹/~$报告.docx", ".git/b.txt", "夹/.c.txt"]
    result = read_file(put("a.zip", packed({**dict.fromkeys(hidden, "x"), "a.txt": TEXT})), "a.zip")
    assert [document.member for document in result.documents] == ["a.txt"]
    assert (result.errors, result.skipped) == ((), {"hidden": len(hidden)})


def test_a_member_that_fails_is_named_and_the_rest_is_read(put: Put) -> None:
    damaged = bytearray(
        packed({"a.txt": TEXT, "b.txt": "乙" * 50, "空.txt": "", "c.docx": b"PK\x03\x04", "d.txt": TEXT})
    )
    damaged[damaged.find(b"b.txt") + 6] ^= 0xFF
    result = read_file(put("a.zip", bytes(damaged)), "a.zip")
    assert [document.member for document in result.documents] == ["a.txt", "d.txt"]
    assert [error.member for error in result.errors] == ["b.txt", "空.txt", "c.docx"]
    assert "damaged" in result.errors[0].reason


def test_members_with_a_password_are_told(put: Put) -> None:
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    result = read_file(put("a.zip", bytes(data)), "a.zip")
    assert [document.member for document in result.documents] == ["b.txt"]
    assert [(error.member, "password" in error.reason) for error in result.errors] == [("a.txt", True)]


def test_a_member_that_is_too_large_or_packed_too_well(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_bounds, "RATIO_FROM", 100_000)
    monkeypatch.setattr(zip_bounds, "LARGEST_MEMBER", 300_000)
    data = packed({"炸弹.txt": bytes(200_000), "大.txt": bytes(300_001), "a.txt": TEXT})
    result = read_file(put("a.zip", data), "a.zip")
    assert [document.member for document in result.documents] == ["a.txt"]
    assert [(error.member, error.reason.split(";")[0]) for error in result.errors] == [
        ("炸弹.txt", "unpacks to more than 200 times its size"),
        ("大.txt", "larger than 300,000 bytes unpacked"),
    ]


def test_all_members_together_are_bounded_nested_ones_too() -> None:
    inner = packed({"b.txt": "乙" * 100, "c.txt": "丙" * 100})
    contents = archive.Contents(frozenset({".txt", ".zip"}), lambda suffix, data: ([], []), bytes_left=len(inner) + 700)
    archive.read(packed({"a.txt": "甲" * 100, "in.zip": inner, "d.txt": "丁"}), contents)
    assert [(error.member, "left out" in error.reason) for error in contents.errors] == [("in.zip/c.txt", True)]


def test_more_members_than_are_read_is_one_error() -> None:
    read: list[bytes] = []

    def reader(suffix: str, data: bytes) -> archive.Documents:
        read.append(data)
        return [], []

    contents = archive.Contents(frozenset({".txt"}), reader, members_left=2)
    archive.read(packed({f"{number}.txt": str(number) for number in range(5)}), contents)
    assert read == [b"0", b"1"]
    assert [(error.member, error.reason.split(":")[0]) for error in contents.errors] == [
        (None, "3 members from 2.txt on are left out")
    ]


def test_archives_too_deep_inside_each_other_are_left(put: Put) -> None:
    data = packed({"d.txt": TEXT})
    for number in range(3, 0, -1):
        data = packed({f"{number}.zip": data, f"{number}.txt": TEXT})
    result = read_file(put("a.zip", data), "a.zip")
    assert [document.member for document in result.documents] == ["1.zip/2.zip/3.txt", "1.zip/2.txt", "1.txt"]
    assert [(error.member, "nested" in error.reason) for error in result.errors] == [("1.zip/2.zip/3.zip", True)]


def test_of_two_members_of_one_name_the_later_counts(put: Put) -> None:
    data = BytesIO()
    with ZipFile(data, "w") as made:
        made.writestr("a.txt", "示例旧文。")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a.txt", "示例新文。")
    assert [each.text for each in read_file(put("a.zip", data.getvalue()), "a.zip").documents] == ["示例新文。"]


@pytest.mark.parametrize("data", [packed({}), packed({"a.jpg": b"x"}), packed({"a.txt": TEXT})[:60]])
def test_an_archive_without_anything_to_read_is_an_error(put: Put, data: bytes) -> None:
    result = read_file(put("a.zip", data), "a.zip")
    assert result.documents == ()
    assert len(result.errors) == 1


def test_a_damaged_member_packed_by_lzma_fails_alone(put: Put) -> None:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_LZMA) as made:
        made.writestr("a.txt", TEXT * 100)
        made.writestr("b.txt", TEXT)
    damaged = bytearray(data.getvalue())
    damaged[50:70] = b"\xff" * 20
    result = read_file(put("a.zip", bytes(damaged)), "a.zip")
    assert [each.member for each in result.documents] == ["b.txt"]
    ((member, reason),) = [(each.member, each.reason) for each in result.errors]
    assert member == "a.txt"
    assert "damaged" in reason


def test_of_members_of_one_name_the_last_counts_and_the_others_are_told(put: Put) -> None:
    data = packed({"a.txt": "旧的示例报告。", "./a.txt": TEXT, "b.txt": TEXT})
    result = read_file(put("a.zip", data), "a.zip")
    assert [(each.member, each.text) for each in result.documents] == [("a.txt", TEXT), ("b.txt", TEXT)]
    assert result.skipped == {"older member of the same name": 1}


def test_an_entry_without_a_name_is_counted_and_the_others_are_read() -> None:
    data = packed({"a.txt": "一年来", "b.txt": "一年来"})
    first = data.index(b"PK\x01\x02")
    size = len(data) - 5  # the directory is as much shorter
    nameless = data[:first] + data[first : first + 28] + b"\0\0" + data[first + 30 : first + 46] + data[first + 51 :]
    end = nameless.rindex(b"PK\x05\x06")
    length = int.from_bytes(nameless[end + 12 : end + 16], "little") - 5
    nameless = nameless[: end + 12] + length.to_bytes(4, "little") + nameless[end + 16 :]
    assert len(nameless) == size
    read: list[str] = []
    contents = archive.Contents(frozenset({".txt"}), lambda suffix, member: (read.append(suffix), ([], []))[1])
    archive.read(nameless, contents)
    assert read == [".txt"]
    assert contents.skipped == {"unknown format (no suffix)": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="the program that hangs is a shell script")
def test_members_that_keep_a_program_for_ever_keep_the_run_not_for_as_long(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "libreoffice", lambda: str(program))
    monkeypatch.setattr(office, "SECONDS", 0.1)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    inner = packed({"1.doc": old, "2.doc": old})
    members = {"a.txt": TEXT, "b.zip": inner, "c.doc": old, "d.txt": TEXT, "e.doc": old}
    result = read_file(put("a.zip", packed(members)), "a.zip")
    assert [each.member for each in result.documents] == ["a.txt"]
    assert [each.member for each in result.errors] == ["b.zip/1.doc", "b.zip/2.doc", "c.doc", None]
    assert result.errors[-1].reason.startswith("2 members from d.txt on are left out: programs took too long on 3")
