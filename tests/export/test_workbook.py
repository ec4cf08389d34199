"""Workbooks as other programs open them."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from indexer.answers import Hit, Passage, SearchRequest
from indexer.export import export, in_chinese
from indexer.export.characters import CELL
from indexer.export.provenance import Provenance
from indexer.export.workbook import workbook
from tests.citation import works
from tests.export.lists import MOMENT, SPEECH, TERM, Lists, hostile, written
from tests.web.fake_library import FakeLibrary


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def table(book: Workbook, sheet: str) -> list[dict[str, object]]:
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def provenance() -> Provenance:
    library = FakeLibrary()
    return Provenance(library.search(SearchRequest("信息")), library.info(), MOMENT)


def explained(book: Workbook) -> list[tuple[object, ...]]:
    return list(book["检索说明"].iter_rows(values_only=True))


def test_results_passages_and_where_they_come_from() -> None:
    book = opened(written("xlsx", TERM, SPEECH, linked=True))
    assert book.sheetnames == ["结果", "摘录", "检索说明"]
    first, second = table(book, "结果")
    assert first == {
        "序号": 1,
        "标题": "第一届常务委员会工作报告（示例）",
        "机构": "四川省涪陵市政协",
        "机构全称": "政协四川省涪陵市委员会",
        "行政区划": "四川省/涪陵市",
        "行政区划代码": "512301",
        "今称": "重庆市涪陵区政协",
        "机构类别": "政协",
        "层级": "地市级",
        "材料类型": "常委会工作报告",
        "回顾年度": 1997,
        "回顾期间": "1993—1997",
        "报告年份": 1998,
        "发布日期": "1998-02-01",
        "届次": "二届一次会议",
        "来源": "示例网",
        "作者": "张三",
        "文号": "涪政协〔1998〕1号",
        "完整性": "全文",
        "文字": "繁体",
        "出现次数": 3,
        "其他相同文本": 2,
        "网址": "https://example.org/1998.html",
        "采集日期": "2024-02-01",
        "文件夹": "旧报告",
        "文件": "汇编.zip",
        "压缩包内路径": "涪陵/1998.txt",
        "文件内第几份": "第 2 份，共 3 份",
        "编号": "00000000000000ab",
        "链接": "http://localhost/reports/00000000000000ab#pNone",
    }
    assert (second["回顾年度"], second["报告年份"], second["行政区划代码"]) == ("不适用", None, None)
    passages = table(book, "摘录")
    assert [row["序号"] for row in passages] == [1, 1, 2, 2]
    assert passages[0]["摘录"] == "收到“社情民意”信息。\n编报专报。"
    assert passages[0]["所在章节"] == "一、回顾 › （二）信息"
    assert (passages[0]["段落"], passages[0]["出现次数"]) == (5, 1)
    assert passages[0]["引文"] == (
        "“收到‘社情民意’信息。 编报专报。”"
        "（政协四川省涪陵市委员会，张三：《第一届常务委员会工作报告（示例）》，1998年，第5段）"
    )
    assert passages[0]["链接"] == "http://localhost/reports/00000000000000ab#p5"


def test_where_a_list_comes_from() -> None:
    library = FakeLibrary()
    request = SearchRequest("信息", {"kind": ("讲话", "unknown")}, excluded={"source": ("示例网",)}, variants=False)
    page = replace(library.search(replace(request, variants=True)), request=request)
    content = workbook([], Provenance(page, library.info(), MOMENT), in_chinese, None)
    said = explained(opened(b"".join(content)))
    for line in (
        ("检索式", "信息"),
        ("简繁及地区用词", "未查找"),
        ("筛选", "材料类型：讲话、未识别"),
        ("排除", "来源：示例网"),
        ("排序", "相关度"),
        ("相同文本", "合并为一条"),
        ("报告份数", f"{page.total:,}"),
        ("导出时间", "2026-11-27 20:15:03 +08:00"),
        ("索引更新时间", "2025-03-01T08:00:00Z"),
        ("索引指纹", library.generation()),
    ):
        assert line in said
    assert next(line for line in said if line[0] == "程序版本")[1].startswith("zhengxie ")


def test_sheets_are_readable() -> None:
    book = opened(written("xlsx", TERM, linked=True))
    for name, title_width in (("结果", 44), ("摘录", 44)):
        sheet = book[name]
        assert sheet.freeze_panes == "C2"
        assert sheet.column_dimensions["B"].width == title_width
        assert sheet["A1"].font.bold
        assert sheet.auto_filter.ref == sheet.dimensions
    wrapped = book["摘录"]["I2"]
    assert (wrapped.alignment.wrap_text, wrapped.alignment.vertical) == (True, "top")


def test_only_web_addresses_can_be_followed() -> None:
    leads = {
        "https://example.org/1998.html": True,
        "javascript:alert(1)": False,
        "file:///etc/示例": False,
        "=1+1": False,
    }
    hits = [replace(TERM, metadata=replace(TERM.metadata, url=url)) for url in leads]
    sheet = opened(written("xlsx", *hits))["结果"]
    column = next(cell.column for cell in sheet[1] if cell.value == "网址")
    cells = [sheet.cell(row, column) for row in range(2, 6)]
    assert [cell.value for cell in cells] == list(leads)
    assert [cell.hyperlink is not None for cell in cells] == list(leads.values())
    assert cells[0].hyperlink.target == "https://example.org/1998.html"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "#N/A", "1e5"])
def test_no_text_becomes_a_formula(text: str) -> None:
    content = written("xlsx", hostile(text))
    for sheet in opened(content):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("n", "s")
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


@settings(max_examples=25, deadline=None)
@given(works.hostile)
def test_any_text_makes_a_well_formed_workbook(text: str) -> None:
    content = written("xlsx", hostile(text))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    rows = table(opened(content), "摘录")
    assert len(rows) == 2


def test_what_looks_escaped_stays_as_it_is() -> None:
    content = written("xlsx", hostile("a_x000D_b_x_"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    # ECMA-376, 22.9.2.19: readers turn _x005F_ into an underscore.
    assert "a_x005F_x000D_b_x_" in sheet


def test_cells_that_are_too_long_are_cut_and_told() -> None:
    long, wide = "长" * (CELL + 1), "𠮷" * CELL
    fits = "字" * CELL
    hits = [
        replace(TERM, passages=(Passage(text, (), (), 0, 1),), metadata=replace(TERM.metadata, author=None))
        for text in (long, wide, fits)
    ]
    book = opened(written("xlsx", *hits))
    texts = [str(row["摘录"]) for row in table(book, "摘录")]
    assert [len(text.encode("utf-16-le")) // 2 <= CELL for text in texts] == [True] * 3
    assert [text.endswith("…") for text in texts] == [True, True, False]
    assert texts[1].rstrip("…") == "𠮷" * ((CELL - 1) // 2)
    # Three passages make three quotations, which are longer still.
    assert any(re.search(r"截短.*：5$", str(said)) for _, said in explained(book))


def test_characters_that_a_workbook_cannot_hold_are_told() -> None:
    book = opened(written("xlsx", replace(TERM, title="题\x00名\x0b（示例）\ufffe")))
    assert table(book, "结果")[0]["标题"] == "题名（示例）"
    # Its title stands in three rows.
    assert any(re.search(r"已经去掉.*：3$", str(said)) for _, said in explained(book))


def test_a_full_sheet_goes_on_in_another() -> None:
    hits = [replace(TERM, id=f"{number:016x}") for number in range(5)]
    content = b"".join(workbook(hits, provenance(), in_chinese, None, most_rows=4, most_links=2))
    book = opened(content)
    assert book.sheetnames == ["结果", "摘录", "检索说明", "摘录2", "结果2", "摘录3", "摘录4"]
    assert [row["序号"] for name in ("结果", "结果2") for row in table(book, name)] == [1, 2, 3, 4, 5]
    assert sum(len(table(book, name)) for name in book.sheetnames if name.startswith("摘录")) == 10
    assert sum(cell.hyperlink is not None for sheet in book for row in sheet.iter_rows() for cell in row) == 4
    said = [str(line[1]) for line in explained(book)]
    assert any("最多 1,048,576 行" in line for line in said)
    assert any(line.endswith("这样的网址数：1") for line in said)


def test_other_languages() -> None:
    book = opened(written("xlsx", SPEECH, words=lambda word: f"<{word}>"))
    assert book.sheetnames == ["<结果>", "<摘录>", "<检索说明>"]
    assert table(book, "<结果>")[0]["<回顾年度>"] == "<不适用>"


def test_a_list_that_breaks_off_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken() -> Iterator[Hit]:
        yield TERM
        assert list(tmp_path.iterdir())
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(workbook(broken(), provenance(), in_chinese, None))
    assert list(tmp_path.iterdir()) == []
    given_up = export(Lists(TERM), SearchRequest("信息"), "xlsx", MOMENT)
    assert next(given_up)
    given_up.close()
    assert list(tmp_path.iterdir()) == []
