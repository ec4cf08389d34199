"""Corrections written into a sidecar: one row, everything else byte for byte, and indexing takes it up."""

from __future__ import annotations

import codecs
import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.errors import ReadError
from indexer.models import Evidence
from indexer.readers.rows import csv_rows
from indexer.sidecar import atomically, writing
from indexer.sidecar.atomically import LOCK
from indexer.sidecar.csv_text import CsvText
from indexer.sidecar.writing import HEADS, Invalid, Refused, Target, told_already, write_corrections
from tests.sidecar.folders import TEXT, TWO, archive, metadata, put, run, sources_indexed


def target(path: Path, member: str | None = None, part: int = 0, parts: int = 1) -> Target:
    return Target(path, member, part, parts)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_first_correction_makes_a_table_that_indexing_reads(tmp_path: Path) -> None:
    put(tmp_path, 甲__a_txt=TEXT)
    values = {
        "title": "示例报告，第二稿",
        "organization": "四川省资阳市政协",
        "kind": "工作综述",
        "covered_year": "2018—2022",
        "delivered_year": "2021",
        "published": "2021年3月4日",
        "session": "六届三次会议",
    }
    written = write_corrections(target(tmp_path / "甲/a.txt"), values)
    assert (written.sidecar, written.row, written.created, written.replaced) == ("metadata.csv", 2, True, False)
    known = metadata(tmp_path)["甲/a.txt", 0]
    assert known.organization is not None
    assert (known.title, known.organization.name, known.kind) == ("示例报告，第二稿", "四川省资阳市政协", "工作综述")
    assert (known.covered_from, known.covered_year, known.delivered_year) == (2018, 2022, 2021)
    assert (known.published, known.session) == ("2021-03-04", "六届三次会议")
    assert {known.evidence[field].where for field in values} == {"given:甲/metadata.csv:2"}
    assert (tmp_path / "甲/metadata.csv").read_bytes().startswith(codecs.BOM_UTF8 + "文件,篇,".encode())
    assert names(tmp_path / "甲") == ["a.txt", "metadata.csv"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_other_rows_and_columns_stay_byte_for_byte(tmp_path: Path, encoding: str, end: str) -> None:
    put(tmp_path, a_txt=TEXT, b_txt=TEXT, c_txt=TEXT)
    rows = [
        "序号;文件;机构;备注;年份;covered_from",
        '1;"b.txt";四川省资阳市政协;"核对，见""汇编""第 3 页"; 2021 ;',
        ";a;四川省政协;谁写的;2022;2019",
        "9;c.txt",
    ]
    (tmp_path / "metadata.csv").write_bytes(end.join(rows).encode(encoding))
    written = write_corrections(
        target(tmp_path / "a.txt"), {"organization": "重庆市涪陵区政协", "covered_year": "2023"}
    )
    assert (written.row, written.created, written.replaced) == (3, False, True)
    rows[2] = ";a;重庆市涪陵区政协;谁写的;2023;"
    assert (tmp_path / "metadata.csv").read_bytes() == end.join(rows).encode(encoding)
    # A new row goes to the end, a new column behind the last cell of any row.
    rows[0] += ";届次"
    rows[3] = "9;c.txt;;;;;二届"
    write_corrections(target(tmp_path / "c.txt"), {"session": "二届"})
    assert (tmp_path / "metadata.csv").read_bytes() == end.join(rows).encode(encoding)


def test_a_row_for_one_of_several_reports_and_for_a_member(tmp_path: Path) -> None:
    put(tmp_path, 双_txt=TWO, metadata_csv="文件,材料类型\n双.txt,工作综述\n")
    archive(tmp_path / "汇编.zip", 资__a_txt=TEXT, 资__b_txt=TEXT)
    write_corrections(target(tmp_path / "双.txt", part=1, parts=2), {"kind": "讲话"})
    write_corrections(target(tmp_path / "汇编.zip", member="资/b.txt"), {"kind": "决议"})
    kinds = {key: known.kind for key, known in metadata(tmp_path, tmp_path / "双.txt").items()}
    assert kinds == {("双.txt", 0): "工作综述", ("双.txt", 1): "讲话"}
    text = (tmp_path / "metadata.csv").read_text("utf-8")
    assert text == "文件,材料类型,篇\n双.txt,工作综述\n双.txt,讲话,2\n汇编.zip/资/b.txt,决议,\n"
    run(tmp_path)
    assert told_already(target(tmp_path / "汇编.zip", member="资/b.txt"))["kind"].row == 4
    assert told_already(target(tmp_path / "汇编.zip", member="资/a.txt")) == {}


def test_a_correction_is_replaced_and_taken_back(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT)
    here = target(tmp_path / "a.txt")
    write_corrections(here, {"organization": "未识别", "covered_year": "2020"})
    assert metadata(tmp_path)["a.txt", 0].organization is None
    assert write_corrections(here, {"organization": "", "covered_year": "2021"}).replaced
    known = metadata(tmp_path)["a.txt", 0]
    assert known.organization is not None
    assert known.organization.name == "重庆市涪陵区政协"
    assert known.evidence["covered_year"] == Evidence("2021", "given:metadata.csv:2")
    assert len((tmp_path / "metadata.csv").read_text("utf-8").splitlines()) == 2


def test_the_next_run_applies_it(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    put(folder, a_txt=TEXT, metadata_csv="文件,来源\na.txt,示例网\n")
    run(folder)
    write_corrections(target(folder / "a.txt"), {"session": "九届"})
    summary = run(folder)
    assert (summary.updated, summary.failures) == (1, [])
    assert sources_indexed(folder) == {"a.txt": "示例网"}


def test_what_cannot_be_is_refused_by_field_and_nothing_written(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT)
    bad = {
        "title": "=HYPERLINK(1)",
        "organization": "重庆市",
        "kind": "小说",
        "covered_year": "2022—2018",
        "delivered_year": "1023",
        "published": "昨天",
        "session": "六届\n三次",
    }
    with pytest.raises(Invalid) as refused:
        write_corrections(target(tmp_path / "a.txt"), bad)
    assert set(refused.value.reasons) == set(bad)
    for name, value in (("session", "长" * 301), ("nonsense", "1")):
        with pytest.raises(Invalid):
            write_corrections(target(tmp_path / "a.txt"), {name: value})
    assert names(tmp_path) == ["a.txt"]


def test_a_table_that_is_not_ours_to_write_is_refused(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, b_txt=TEXT)
    book = openpyxl.Workbook()
    for row in (["文件", "机构"], ["a.txt", "四川省资阳市政协"]):
        book.active.append(row)
    book.save(tmp_path / "metadata.xlsx")
    with pytest.raises(Refused, match=r"metadata.xlsx 第 2 行"):
        write_corrections(target(tmp_path / "a.txt"), {"organization": "重庆市涪陵区政协"})
    # What the workbook says nothing of can be said beside it.
    assert write_corrections(target(tmp_path / "b.txt"), {"organization": "重庆市涪陵区政协"}).created
    (tmp_path / "metadata.xlsx").write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(Refused, match="读不出来"):
        write_corrections(target(tmp_path / "b.txt"), {"kind": "讲话"})
    with pytest.raises(Refused, match="读不出来"):
        told_already(target(tmp_path / "b.txt"))


@pytest.mark.parametrize(
    "table",
    [
        "文件,机构\nb.txt,".encode("utf-16") + b"\x00\xd8,\x00",
        '文件,届次\nb.txt,"四川\n'.encode(),
        b"file,title\na.txt,x\x00y\nb.txt,\x85z\n",
    ],
)
def test_a_table_that_could_not_be_kept_as_it_is_is_left_alone(tmp_path: Path, table: bytes) -> None:
    put(tmp_path, a_txt=TEXT)
    (tmp_path / "metadata.csv").write_bytes(table)
    with pytest.raises(Refused):
        write_corrections(target(tmp_path / "a.txt"), {"session": '六届,"三"次'})
    assert (tmp_path / "metadata.csv").read_bytes() == table
    assert names(tmp_path) == ["a.txt", "metadata.csv"]


def test_reports_under_the_name_of_a_table_are_corrected_in_another(tmp_path: Path) -> None:
    put(tmp_path, metadata_csv=f'正文\n"{TEXT}"\n"{TEXT}"\n')
    written = write_corrections(target(tmp_path / "metadata.csv", part=1, parts=2), {"kind": "讲话"})
    assert (written.sidecar, written.created) == ("metadata-2.csv", True)
    assert {key[1]: known.kind for key, known in metadata(tmp_path).items()}[1] == "讲话"


@pytest.mark.skipif(os.name != "posix", reason="permissions and links are those of POSIX")
def test_read_only_files_and_links_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, a_txt=TEXT, 外__t_csv="文件,机构\na.txt,\n")
    (tmp_path / "metadata.csv").symlink_to(tmp_path / "外/t.csv")
    with pytest.raises(Refused, match="链接"):
        write_corrections(target(tmp_path / "a.txt"), {"kind": "讲话"})
    (tmp_path / "metadata.csv").unlink()

    def forbidden(*arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(atomically.os, "open", forbidden)
    with pytest.raises(Refused, match="不能写入报告所在的文件夹（没有权限）"):
        write_corrections(target(tmp_path / "a.txt"), {"kind": "讲话"})


def test_why_a_table_or_a_folder_cannot_be_opened_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, a_txt=TEXT, metadata_csv="文件,机构\na.txt,\n")
    known = target(tmp_path / "a.txt")

    def lost(*arguments: object) -> bytes:
        raise OSError(errno.ESTALE, "Stale file handle")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", lost)
        with pytest.raises(Refused, match=r"metadata\.csv 读不出来（网络文件夹已断开"):
            write_corrections(known, {"kind": "讲话"})
    monkeypatch.setattr(writing, "is_named_like_one", lost)
    with pytest.raises(Refused, match="报告所在的文件夹打不开（网络文件夹已断开"):
        write_corrections(known, {"kind": "讲话"})


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    files = [f"f{number}.txt" for number in range(12)]
    for name in files:
        (tmp_path / name).write_text(TEXT, "utf-8")
    with ThreadPoolExecutor(6) as threads:
        rows = list(threads.map(lambda name: write_corrections(target(tmp_path / name), {"kind": "讲话"}).row, files))
    assert sorted(rows) == list(range(2, 14))
    assert {known.kind for known in metadata(tmp_path).values()} == {"讲话"}


def test_a_lock_is_waited_for_and_a_forgotten_one_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, a_txt=TEXT)
    monkeypatch.setattr(atomically, "_PATIENCE", 0.2)
    lock = tmp_path / LOCK
    lock.touch()
    with pytest.raises(Refused, match="另一个程序"):
        write_corrections(target(tmp_path / "a.txt"), {"kind": "讲话"})
    assert lock.exists()
    long_ago = time.time() - 3600
    os.utime(lock, (long_ago, long_ago))
    assert write_corrections(target(tmp_path / "a.txt"), {"kind": "讲话"}).created
    assert not lock.exists()


def test_a_table_that_changes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes(b"new")
    with pytest.raises(atomically.Busy), atomically.locked(tmp_path) as replace:
        replace(path, b"old", b"ours")
    with pytest.raises(atomically.Busy), atomically.locked(tmp_path) as replace:
        replace(path, None, b"ours")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["metadata.csv"]


@pytest.mark.parametrize("name", ["=1.txt", "-a,b.txt", "a\"b'.txt", " c.txt", "名 称.txt", "+.txt"])
def test_any_file_can_be_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, "utf-8")
    write_corrections(target(tmp_path / name), {"kind": "讲话"})
    assert metadata(tmp_path)[name, 0].kind == "讲话"
    assert not (tmp_path / "metadata.csv").read_text("utf-8-sig").splitlines()[1].startswith(("=", "+", "-", "@"))


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('a文,;"\n\r\t 7'), max_size=6), min_size=2, max_size=4), min_size=1, max_size=4
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12),
)
@example(rows=[["a", "b"]], end="\n", value="\uf900")
def test_cells_are_what_the_reader_of_tables_finds(rows: list[list[str]], end: str, value: str) -> None:
    written = end.join(",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows)
    data = codecs.BOM_UTF8 + f"文件,机构{end}{written}".encode()
    try:
        table = CsvText(data, ".csv")
    except ReadError:
        return  # a table of which a reader and a writer could think differently is not written to
    assert table.data() == data
    table.put(2, {1: value})
    after = table.data()
    read = csv_rows(CsvText(after, ".csv").text, ".csv")
    assert read[1][1] == CsvText(after, ".csv").value(2, 1)
    assert len(read) == table.rows
    assert after.startswith(codecs.BOM_UTF8 + f"文件,机构{end}".encode())


def test_every_field_has_a_column_that_reading_knows() -> None:
    for head in HEADS.values():
        assert head in Path(__file__).parents[2].joinpath("docs/reading.md").read_text("utf-8")
