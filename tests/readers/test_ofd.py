"""OFD files (GB/T 33190), as the pages of official documents are laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from indexer.readers import ofd, read_file
from indexer.readers.ofd import _deltas

Put = Callable[[str, bytes], Path]
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD = (
    f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
    "<ofd:Title>示例工作报告</ofd:Title><ofd:Author>示例市政协</ofd:Author><ofd:CreationDate>2024-01-15</ofd:CreationDate>"
    "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
DOCUMENT = (
    f'<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page ID="2" BaseLoc="/Doc_0/Pages/Page_1/Content.xml"/>'
    "</ofd:Pages></ofd:Document>"
)


def run(text: str, x: float, y: float, *, size: float = 5, attributes: str = "", code: str = 'X="0" Y="4"') -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 6" Font="1" Size="{size}" {attributes}>'
        f"<ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>"
    )


def page(*runs: str, template: bool = False) -> str:
    below = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if template else ""
    return f"<ofd:Page {NAMESPACE}>{below}<ofd:Content><ofd:Layer>{''.join(runs)}</ofd:Layer></ofd:Content></ofd:Page>"


def package(first: str, second: str, template: str, **others: str) -> bytes:
    members: Mapping[str, str] = {
        "OFD.xml": OFD,
        "Doc_0/Document.xml": DOCUMENT,
        "Doc_0/Pages/Page_0/Content.xml": first,
        "Doc_0/Pages/Page_1/Content.xml": second,
        "Doc_0/Tpls/Tpl_0/Content.xml": template,
        **others,
    }
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, text in members.items():
            if text:
                archive.writestr(name, text)
    return data.getvalue()


def test_lines_in_reading_order_with_the_template_and_what_is_stated(put: Put) -> None:
    first = page(
        run("第二行在前面写出，", 20, 60),
        run("同一行的后半。", 65, 60.4),
        run("示例市政协常委会工作报告", 40, 30, size=8, code='X="0" Y="6" DeltaX="g 11 8"'),
        template=True,
    )
    second = page(run("地区", 20, 30), run("提案数", 90, 30), run("315", 90, 40), run("示例区", 20, 40))
    data = package(first, second, page(run("内部资料", 20, 10)))
    (document,) = read_file(put("a.ofd", data), "a.ofd").documents
    assert document.text == (
        "内部资料\n示例市政协常委会工作报告\n第二行在前面写出，同一行的后半。\n地区 提案数\n示例区 315"
    )
    assert document.format == "pdf"
    assert document.stated == {"title": "示例工作报告", "author": "示例市政协", "created": "2024-01-15"}


def test_a_character_a_run_and_runs_that_do_not_repeat_their_place(put: Put) -> None:
    spelled = "".join(run(character, 20 + 5 * number, 50) for number, character in enumerate("逐字排列的示例。"))
    two = (
        '<ofd:TextObject Boundary="20 70 100 20" Size="5" CTM="1 0 0 1 0 0"><ofd:TextCode X="0" Y="4">分两次写</ofd:TextCode>'
        '<ofd:TextCode X="20">的一行。</ofd:TextCode><ofd:TextCode X="0" Y="12">另一行。</ofd:TextCode></ofd:TextObject>'
    )
    data = package(page(spelled, two), page(), page())
    (document,) = read_file(put("a.ofd", data), "a.ofd").documents
    assert document.text == "逐字排列的示例。\n分两次写的一行。\n另一行。"


def test_watermarks_hidden_text_and_bold_by_printing_twice(put: Put) -> None:
    data = package(
        page(
            run("仅供示例", 10, 100, attributes='CTM="0.7 -0.7 0.7 0.7 0 0"'),
            run("看不见", 10, 20, attributes='Visible="false"'),
            run("加粗的示例标题在这里", 20, 50),
            run("加粗的示例标题在这里", 20, 50),
        ),
        "",
        "",
    )
    (document,) = read_file(put("a.ofd", data), "a.ofd").documents
    assert document.text == "加粗的示例标题在这里"


def test_pages_of_pictures_need_ocr_and_damage_is_told(put: Put) -> None:
    pictures = read_file(put("a.ofd", package(page(), page(), page())), "a.ofd")
    assert "needs OCR" in pictures.errors[0].reason
    lost = package("", "", "", **{"Doc_0/Document.xml": ""})
    assert "not a readable OFD" in read_file(put("b.ofd", lost), "b.ofd").errors[0].reason
    hostile = package(page(run("示例" * 10, 20, 50, code='X="nan" Y="1e999" DeltaX="g 999999999 1"')), "", "")
    assert read_file(put("c.ofd", hostile), "c.ofd").documents[0].text == "示例" * 10


def test_steps_are_counted_only_as_far_as_there_are_characters() -> None:
    assert _deltas("g 3 5.2 4", 10) == [5.2, 5.2, 5.2, 4]
    assert _deltas("g 10000 5 " * 1000, 4) == [5, 5, 5, 5]
    assert _deltas("g -1 5 g 2", 4) == [0, 0]


def test_a_template_repeated_beyond_bounds_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd, "MOST_LINES", 5)
    many = page(*(run("示例", 10, 10 * number) for number in range(4)))
    data = package(page(template=True), page(template=True), many)
    (error,) = read_file(put("a.ofd", data), "a.ofd").errors
    assert "more than 5 lines" in error.reason
