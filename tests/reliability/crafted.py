"""Files of each format, made by hand: small good ones, and what no program would write."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from tests.readers.pdf_objects import assembled, stream

LINE: Final = "一年来，市政协常委会组织委员学习12次，收到提案315件，立案298件，全部办复。"
REPORT: Final = "示例市政协常委会工作报告\n2023年工作回顾\n" + LINE + "\n"
XML: Final = '<?xml version="1.0" encoding="UTF-8"?>'
W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFD: Final = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


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
