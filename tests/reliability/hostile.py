"""Files that somebody might put among reports to do harm, or that come to harm on the way; made in code, none is stored."""

from __future__ import annotations

import base64
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from tests.readers.pdf_objects import assembled, stream

LINE: Final = "一年来，市政协常委会组织委员学习12次，收到提案315件，立案298件，全部办复。"
REPORT: Final = "示例市政协常委会工作报告\n2023年工作回顾\n" + LINE + "\n"
LAUGHS: Final = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in pairwise("abcdefghij"))
    + "]>"
)
"""Entities of entities: 10 billion characters."""
QUADRATIC: Final = f'<!DOCTYPE x [<!ENTITY j "{"哈" * 50_000}">]>'
OUTSIDE: Final = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
XML: Final = '<?xml version="1.0" encoding="UTF-8"?>'
W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFD: Final = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FAILS, READ, EITHER = "fails", "is read", "fails or is read"


class Case(NamedTuple):
    name: str
    made: Callable[[], bytes]
    expected: str = FAILS


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def nested(depth: int) -> bytes:
    data = zipped({"报告.txt": REPORT})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def lying(stated: int) -> bytes:
    """An archive that states another size of its member than it has."""
    data = bytearray(zipped({"a.txt": "正" * 10_000_000}))
    directory = data.rindex(b"PK\x01\x02")
    for at in (22, directory + 24):
        data[at : at + 4] = struct.pack("<I", stated)
    return bytes(data)


def overlapping() -> bytes:
    """Thousands of members that are one and the same place in the archive."""
    data = zipped({"a.txt": b"\0" * 9_000_000})
    start = data.rindex(b"PK\x01\x02")
    entry = data[start : data.rindex(b"PK\x05\x06")]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 60_000, 60_000, len(entry) * 60_000, start, 0)
    return data[:start] + entry * 60_000 + end


def docx(body: str, head: str = "") -> bytes:
    kinds = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for part, kind in (("word/document.xml", "document.main"), ("word/styles.xml", "styles"))
    )
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    xml += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return zipped(
        {
            "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">{xml}{kinds}</Types>',
            "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{XML}{head}<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"{XML}<w:styles {W}/>",
            "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        }
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(rows: str, strings: str = "", head: str = "") -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings"))
    kinds = "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{name}+xml"/>' for part, name in parts)
    xml = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return zipped(
        {
            "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">{xml}{kinds}</Types>',
            "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{XML}<workbook {S} xmlns:r="{OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"{XML}{head}<worksheet {S}><sheetData>{rows}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"{XML}{head}<sst {S}>{strings}</sst>",
        }
    )


def ofd(text: str, head: str = "", pages: int = 1, templates: int = 0) -> bytes:
    objects = f'<ofd:TextObject Boundary="10 10 100 10" Size="5"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'
    below = '<ofd:Template TemplateID="9"/>' * templates
    page = f"{XML}{head}<ofd:Page {OFD}>{below}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
    listed = '<ofd:Page ID="1" BaseLoc="P.xml"/>' * pages
    document = f'{XML}<ofd:Document {OFD}><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="T.xml"/></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>'
    root = f"{XML}<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    return zipped({"OFD.xml": root, "D/Document.xml": document, "D/P.xml": page, "D/T.xml": page})


def epub(chapter: str, spine: int = 1) -> bytes:
    container = f'{XML}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    read = '<itemref idref="a"/>' * spine
    package = (
        f'{XML}<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        f"<spine>{read}</spine></package>"
    )
    return zipped({"META-INF/container.xml": container, "p.opf": package, "a.xhtml": chapter})


def pdf(
    content: bytes = b"BT /F 12 Tf 72 700 Td (Annual report of the committee) Tj ET",
    *,
    kids: bytes = b"[3 0 R]",
    page: bytes = b"",
    more: tuple[bytes, ...] = (),
    count: int = 1,
    catalog: bytes = b"",
) -> bytes:
    """A PDF of one page; objects 1 catalog, 2 page tree, 3 page, 4 content, 5 font, 6 and on ``more``."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Kids %s /Count %d >>" % (kids, count),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> %s >>"
            % page,
            stream(content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def packed_stream(content: bytes, head: str = "") -> bytes:
    return stream(zlib.compress(content), f"/Filter /FlateDecode {head}")


def own_previous() -> bytes:
    """A PDF whose table of objects says that the one before it is itself."""
    data = pdf()
    start = data[data.rindex(b"startxref") :].split()[1]
    return data.replace(b"trailer\n<<", b"trailer\n<< /Prev " + start, 1).replace(
        b"trailer <<", b"trailer << /Prev " + start, 1
    )


def message(parts: int) -> bytes:
    """Parts in parts."""
    lines = ["MIME-Version: 1.0"]
    for number in range(parts):
        lines += [f'Content-Type: multipart/related; boundary="b{number}"', "", f"--b{number}"]
    return "\r\n".join([*lines, "Content-Type: text/html; charset=utf-8", "", f"<p>{LINE}</p>"]).encode()


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)


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
