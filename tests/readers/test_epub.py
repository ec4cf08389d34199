"""EPUB books."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from indexer.readers import read_file

Put = Callable[[str, bytes], Path]
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
)
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>示例工作报告汇编</dc:title><dc:creator>示例市政协</dc:creator><dc:publisher>示例出版社</dc:publisher></metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/%E4%BA%8C.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/><item id="i" href="i.png" media-type="image/png"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="none"/></spine></package>"""


def page(body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    )


def book(members: Mapping[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, text in {"mimetype": "application/epub+zip", **members}.items():
            archive.writestr(name, text)
    return data.getvalue()


WHOLE = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": PACKAGE,
    "OEBPS/nav.xhtml": page("<p>目录</p>"),
    "OEBPS/text/a.xhtml": page("<h1>一、示例</h1><p>第一段。</p>"),
    "OEBPS/text/二.xhtml": page("<h2>二、示例</h2><p>第二段。</p>"),
}


def test_chapters_in_the_order_of_reading_without_the_list_of_them(put: Put) -> None:
    result = read_file(put("a.epub", book(WHOLE)), "a.epub")
    (document,) = result.documents
    assert result.errors == ()
    assert document.text == "一、示例\n第一段。\n二、示例\n第二段。"
    assert document.heading_lines == {0: 1, 2: 2}
    assert document.stated == {"title": "示例工作报告汇编", "author": "示例市政协", "source": "示例出版社"}


def test_a_chapter_that_is_missing_is_told_and_the_others_are_read(put: Put) -> None:
    result = read_file(put("a.epub", book({k: v for k, v in WHOLE.items() if "二" not in k})), "a.epub")
    assert [document.text for document in result.documents] == ["一、示例\n第一段。"]
    assert result.errors[0].reason.startswith("chapter OEBPS/text/二.xhtml: missing")


def test_a_protected_or_damaged_book_is_an_error(put: Put) -> None:
    rights = '<encryption><EncryptedData><CipherReference URI="OEBPS/text/a.xhtml"/></EncryptedData></encryption>'
    protected = read_file(put("a.epub", book({**WHOLE, "META-INF/encryption.xml": rights})), "a.epub")
    assert "protected" in protected.errors[0].reason
    damaged = read_file(put("b.epub", book({"META-INF/container.xml": "<x"})), "b.epub")
    assert "not a readable EPUB" in damaged.errors[0].reason
