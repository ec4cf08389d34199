"""Files that somebody might put among reports to do harm, or that come to harm on the way; made in code, none is stored."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from tests.readers.pdf_objects import assembled, stream
from tests.reliability.crafted import (
    LINE,
    REPORT,
    XML,
    docx,
    epub,
    lying,
    message,
    nested,
    noise,
    ofd,
    overlapping,
    own_previous,
    packed_stream,
    page,
    paragraph,
    pdf,
    xlsx,
    zipped,
)

LAUGHS: Final = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in pairwise("abcdefghij"))
    + "]>"
)
"""Entities of entities: 10 billion characters."""
QUADRATIC: Final = f'<!DOCTYPE x [<!ENTITY j "{"哈" * 50_000}">]>'
OUTSIDE: Final = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
FAILS, READ, EITHER = "fails", "is read", "fails or is read"


class Case(NamedTuple):
    name: str
    made: Callable[[], bytes]
    expected: str = FAILS


def cases() -> list[Case]:
    return [*_archives(), *_xml(), *_pages(), *_pdfs(), *_texts(), *_tables(), *_others(), *_lies()]


def _archives() -> Iterator[Case]:
    yield Case("bomb.zip", lambda: zipped({"a.txt": b"a" * 150_000_000}))
    yield Case("bomb.docx", lambda: zipped({"word/document.xml": b" " * 150_000_000}))
    yield Case("bombs.zip", lambda: zipped({"a.zip": zipped({"a.txt": b"\0" * 150_000_000}), "好.txt": REPORT}))
    yield Case("many.zip", lambda: zipped({f"{number}.txt": b"" for number in range(11_000)}))
    yield Case("lying-less.zip", lambda: lying(10))
    yield Case("lying-more.zip", lambda: lying(190_000_000))
    yield Case("overlapping.zip", overlapping)
    yield Case("nested.zip", lambda: nested(30))
    yield Case(
        "out-of-it.zip",
        lambda: zipped({"../../../出去.txt": REPORT, "/etc/出去.txt": REPORT, "C:\\出去.txt": REPORT}),
        READ,
    )
    yield Case("cut.zip", lambda: nested(1)[:-30])
    yield Case("noise.zip", lambda: b"PK\x03\x04" + noise(1, 100_000))


def _xml() -> Iterator[Case]:
    for name, head, entity in (
        ("laughs", LAUGHS, "&j;"),
        ("quadratic", QUADRATIC, "&j;" * 50_000),
        ("outside", OUTSIDE, "&j;"),
    ):
        text = f"{LINE}{entity}"
        yield Case(f"{name}.docx", lambda head=head, text=text: docx(paragraph(text), head), EITHER)
        rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
        yield Case(f"{name}.xlsx", lambda head=head, rows=rows: xlsx(rows, head=head), EITHER)
        shared, item = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', f"<si><t>{text}</t></si>"
        yield Case(f"{name}-shared.xlsx", lambda head=head, item=item, shared=shared: xlsx(shared, item, head), EITHER)
        yield Case(f"{name}.ofd", lambda head=head, text=text: ofd(text, head), EITHER)
        yield Case(
            f"{name}.epub",
            lambda head=head, text=text: epub(f"{XML}{head}<html><body><p>{text}</p></body></html>"),
            EITHER,
        )
        yield Case(
            f"{name}.html",
            lambda head=head, text=text: f"{head}<html><body><p>{text}</p></body></html>".encode(),
            EITHER,
        )
        yield Case(
            f"{name}.xhtml", lambda head=head, text=text: f"{XML}{head}<html><p>{text}</p></html>".encode(), EITHER
        )
    yield Case("deep.docx", lambda: docx("<w:sdt>" * 100_000 + paragraph(LINE) + "</w:sdt>" * 100_000))
    yield Case("deep.ofd", lambda: ofd("<ofd:A>" * 100_000 + LINE + "</ofd:A>" * 100_000), EITHER)
    yield Case("templates.ofd", lambda: ofd(LINE, pages=3_000, templates=1_000), EITHER)
    yield Case("pages.ofd", lambda: ofd(LINE * 1_000, pages=20_000), EITHER)
    yield Case("spine.epub", lambda: epub(page(f"<p>{LINE}</p>").decode(), spine=100_000), READ)


def _pages() -> Iterator[Case]:
    yield Case("deep.html", lambda: page("<div>" * 300_000 + LINE))
    yield Case("formatting.html", lambda: page("<b><i><u>" * 3_000 + LINE), EITHER)
    yield Case("tables.html", lambda: page("<table><tr><td>" * 3_000 + LINE), EITHER)
    yield Case(
        "table.html", lambda: page("<table>" + f"<tr>{'<td>数</td>' * 400}</tr>" * 400 + f"</table><p>{LINE}</p>"), READ
    )
    yield Case(
        "attributes.html", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{LINE}</p>"), EITHER
    )
    yield Case("attribute.html", lambda: page(f'<p class="{"a " * 1_000_000}">{LINE}</p>'), READ)
    yield Case("surrogates.html", lambda: page(f"<p>{LINE}&#xD800;&#xDFFF;&#x110000;&#0;</p>"), READ)
    yield Case("comment.html", lambda: page("<!-- " + "<!--" * 500_000 + f"<p>{LINE}</p>"), EITHER)
    yield Case("brackets.html", lambda: page("<" * 1_000_000 + LINE), EITHER)
    yield Case("entities.html", lambda: page("&amp;" * 200_000 + f"<p>{LINE}</p>"), EITHER)
    yield Case(
        "meta.html", lambda: page(f"<p>{LINE}</p>", '<meta name="author" content="' + "来源：" * 200_000 + '">'), READ
    )
    yield Case("nul.html", lambda: page(f"<p>{LINE}</p>").replace(b"<p>", b"\0<\0p\0>" * 10_000), EITHER)


def _pdfs() -> Iterator[Case]:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /XObject << /X 6 0 R >> >>"
    yield Case("page-loop.pdf", lambda: pdf(kids=b"[2 0 R 3 0 R 2 0 R]", count=3), EITHER)
    yield Case("parent-loop.pdf", lambda: pdf(page=b"/Parent 3 0 R"), EITHER)
    yield Case("count.pdf", lambda: pdf(count=2_000_000_000), EITHER)
    yield Case("negative-count.pdf", lambda: pdf(count=-1), EITHER)
    yield Case(
        "outlines.pdf",
        lambda: pdf(
            catalog=b"/Outlines 6 0 R", more=(b"<< /First 6 0 R /Next 6 0 R /Last 6 0 R /Parent 6 0 R /Title (a) >>",)
        ),
        EITHER,
    )
    yield Case("previous.pdf", own_previous, EITHER)
    yield Case(
        "object-stream.pdf",
        lambda: pdf(
            more=(packed_stream(b"6 0 3 10 << /Extends 6 0 R >>", "/Type /ObjStm /N 2 /First 8 /Extends 6 0 R"),)
        ),
        EITHER,
    )
    yield Case("form-loop.pdf", lambda: pdf(b"/X Do", more=(stream(b"/X Do /X Do", form),)))
    yield Case(
        "form-tree.pdf",
        lambda: pdf(b"/X Do " * 1_000, more=(stream(b"BT /F 9 Tf (abc) Tj ET " * 1_000, form),)),
        EITHER,
    )
    yield Case(
        "flate.pdf",
        lambda: assembled(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R >>",
                packed_stream(b"q Q " * 20_000_000),
            ]
        ),
        EITHER,
    )
    yield Case("length.pdf", lambda: pdf().replace(b"/Length ", b"/Length 999999999"), EITHER)
    yield Case(
        "image.pdf",
        lambda: pdf(
            b"600 0 0 850 0 0 cm /X Do",
            more=(
                stream(
                    b"\0",
                    "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray",
                ),
            ),
        ),
    )
    yield Case("box.pdf", lambda: pdf().replace(b"[0 0 600 850]", b"[0 0 9e30 9e30]"), EITHER)
    yield Case("kids.pdf", lambda: pdf(kids=b"[" + b"3 0 R " * 3_000 + b"]", count=3_000), EITHER)
    yield Case("head.pdf", lambda: b"%PDF-1.7\n")
    yield Case("noise.pdf", lambda: b"%PDF-1.7\n" + noise(2, 200_000))
    yield Case("cut.pdf", lambda: pdf()[:-200], EITHER)


def _texts() -> Iterator[Case]:
    yield Case("line.txt", lambda: (LINE * 10_000).encode(), READ)
    yield Case("lines.txt", lambda: REPORT.encode() + b"\n" * 3_000_000, READ)
    yield Case("nul.txt", lambda: b"\0" * 3_000_000)
    yield Case("nuls.txt", lambda: REPORT.replace("，", "\0，").encode(), EITHER)
    yield Case("surrogates.txt", lambda: REPORT.encode() + b"\xed\xa0\x80\xed\xbf\xbf", EITHER)
    yield Case(
        "utf16-surrogates.txt",
        lambda: b"\xff\xfe" + f"{REPORT}\ud800\ud800\udc00\udc00".encode("utf-16-le", "surrogatepass"),
        READ,
    )
    yield Case("mixed.txt", lambda: (REPORT * 5).encode() + (REPORT * 2).encode("gb18030"), EITHER)
    yield Case("hz.txt", lambda: b"~{" * 500_000, EITHER)
    yield Case("noise.txt", lambda: noise(3, 500_000))
    yield Case("combining.txt", lambda: (REPORT + "e" + "\u0301" * 300_000).encode(), READ)
    for name, piece in (
        ("brackets", "（"),
        ("marks", "，"),
        ("digits", "8"),
        ("spaces", " "),
        ("wide", "\u3000"),
        ("quotes", "“"),
        ("dashes", "—"),
        ("dots", "…… "),
        ("hash", "#"),
        ("tabs", "\t"),
    ):
        yield Case(f"{name}.txt", lambda piece=piece: (REPORT + piece * 200_000 + "\n" + LINE).encode(), READ)
    for name, piece in (
        ("chapters", "第一章 总则\n"),
        ("parts", "第一篇 示例市政协常委会工作报告\n2023年\n"),
        ("titles", REPORT),
        ("years", "2023年"),
        ("numerals", "一"),
        ("items", "一、"),
        ("readings", "邛（qióng）"),
    ):
        yield Case(f"{name}.txt", lambda piece=piece: (REPORT + piece * 4_000 + "\n" + LINE).encode(), READ)
    yield Case("front.md", lambda: ("---\n" + "a: b\n" * 100_000 + REPORT).encode(), READ)
    yield Case("fences.md", lambda: ("```\n" * 100_001 + REPORT).encode(), EITHER)


def _tables() -> Iterator[Case]:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    yield Case("shared.xlsx", lambda: xlsx(rows, f"<si><t>{'正' * 30_000}</t></si>"))
    yield Case(
        "rows.xlsx",
        lambda: xlsx('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>正文</t></is></c></row>'),
        EITHER,
    )
    yield Case("place.xlsx", lambda: xlsx('<row r="99999999999999"><c r="ZZZZZZZZ9"><v>1</v></c></row>'), EITHER)
    yield Case(
        "string.xlsx",
        lambda: xlsx('<row r="1"><c r="A1" t="s"><v>-7</v></c><c r="B1" t="s"><v>999999</v></c></row>'),
        EITHER,
    )
    yield Case("cells.xlsx", lambda: xlsx("".join(f"<row>{'<c><v>1</v></c>' * 200}</row>" for _ in range(500))), READ)
    yield Case("columns.csv", lambda: ("正文" + "," * 1_000_000 + "\n" + LINE).encode(), READ)
    yield Case("quote.csv", lambda: ('正文\n"' + REPORT * 20_000).encode(), EITHER)
    yield Case("nul.csv", lambda: ("正文,年\n" + LINE + "\0,\0\n").encode(), READ)
    yield Case("quotes.csv", lambda: ("正文\n" + '"' * 1_000_001).encode(), EITHER)
    yield Case("deep.jsonl", lambda: b'{"text": ' + b"[" * 500_000 + b"]" * 500_000 + b"}\n")
    yield Case("number.jsonl", lambda: b'{"text": ' + b"1" * 500_000 + b"}\n")
    yield Case("bad.jsonl", lambda: b'{"x": 1}\n' * 20_000)
    yield Case("surrogates.jsonl", lambda: b'{"text": "\\ud800' + LINE.encode() + b'"}\n', EITHER)
    yield Case("line.jsonl", lambda: ('{"text": "' + LINE * 5_000 + '"}\n').encode(), READ)
    yield Case(
        "values.jsonl",
        lambda: ('{"text": "' + LINE + '", "organization": "' + "市" * 100_000 + '", "year": 1e999}\n').encode(),
        EITHER,
    )


def _others() -> Iterator[Case]:
    yield Case("braces.rtf", lambda: b"{\\rtf1 " + b"{" * 300_000, EITHER)
    yield Case("unicode.rtf", lambda: b"{\\rtf1\\ansi \\u-99999999? \\u55296? \\u1114112? abc}", EITHER)
    yield Case("binary.rtf", lambda: b"{\\rtf1 \\bin99999999999 abc}", EITHER)
    yield Case("escapes.rtf", lambda: b"{\\rtf1\\ansi\\ansicpg936 " + b"\\'" * 200_000 + b"}", EITHER)
    yield Case("parts.mht", lambda: message(2_000), EITHER)
    yield Case(
        "head.mht",
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: text/html\nSubject: "
            + b"=?utf-8?B?" * 100_000
            + f"\n\n<p>{LINE}</p>".encode()
        ),
        EITHER,
    )
    yield Case(
        "folded.mht",
        lambda: b"MIME-Version: 1.0\nContent-Type: text/html\nX:" + b"\n a" * 200_000 + f"\n\n<p>{LINE}</p>".encode(),
        EITHER,
    )
    yield Case(
        "base64.mht",
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
            + base64.b64encode(noise(4, 50_000))[:-3]
        ),
        EITHER,
    )
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield Case("loop.doc", lambda: ole + struct.pack("<I", 0) * 4_000)
    yield Case("noise.wps", lambda: ole + noise(5, 50_000), EITHER)


def _lies() -> Iterator[Case]:
    good = {
        "txt": REPORT.encode(), "html": page(f"<p>{LINE}</p>"), "docx": docx(paragraph(LINE)), "pdf": pdf(), "rtf": b"{\\rtf1 Annual report of the committee}",
        "ofd": ofd(LINE), "epub": epub(page(f"<p>{LINE}</p>").decode()), "zip": zipped({"a.txt": REPORT}), "xlsx": xlsx('<row r="1"><c r="A1"><v>2023</v></c></row>'),
    }  # fmt: skip
    for kind, data in good.items():
        for suffix in ("txt", "docx", "pdf", "xlsx", "jsonl"):
            if suffix != kind:
                yield Case(f"{kind}-as.{suffix}", lambda data=data: data, EITHER)
    for suffix in (*good, "csv", "jsonl", "mht", "doc", "wps", "md"):
        yield Case(f"empty.{suffix}", lambda: b"")
        yield Case(f"byte.{suffix}", lambda: b"\xff", EITHER)
    for suffix in ("txt", "docx", "pdf", "html"):
        yield Case(f"program.{suffix}", lambda: b"MZ\x90\0" + noise(6, 20_000))
        yield Case(f"picture.{suffix}", lambda: b"\x89PNG\r\n\x1a\n" + noise(7, 20_000))
