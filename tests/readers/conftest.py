"""Files made on the spot: a PDF written by hand, a Word file, and the text they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

REPORT = (
    "示例市政协常委会工作报告\n"
    "2023年工作回顾\n"
    "一年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能。\n"
    "一、加强思想政治引领\n"
    "组织委员学习12次，收到提案315件，立案298件，全部办复。\n"
)
TRADITIONAL = (
    "示例市政協常委會工作報告\n"
    "2023年工作回顧\n"
    "一年來，市政協常委會堅持團結和民主兩大主題，認真履行政治協商、民主監督、參政議政職能。\n"
    "一、加強思想政治引領\n"
    "組織委員學習12次，收到提案315件，立案298件，全部辦復。\n"
)


@pytest.fixture
def report() -> str:
    return REPORT


@pytest.fixture
def traditional() -> str:
    return TRADITIONAL


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _to_unicode(characters: Sequence[str]) -> bytes:
    rows = "\n".join(f"<{code:04x}> <{ord(character):04x}>" for code, character in enumerate(characters, start=1))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    ).encode("ascii")


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A PDF of one page per list of lines, in a font without glyphs whose ToUnicode map gives the characters."""

    def build(pages: Sequence[Sequence[str]], *, mapped: bool = True) -> bytes:
        characters = sorted({character for lines in pages for line in lines for character in line})
        codes = {character: f"{code:04x}" for code, character in enumerate(characters, start=1)}
        first_page = 6
        kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
        to_unicode = b"/ToUnicode 5 0 R " if mapped else b""
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode("ascii"),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H "
            + to_unicode
            + b"/DescendantFonts [4 0 R] >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 1000 "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            _stream(_to_unicode(characters)),
        ]
        for number, lines in enumerate(pages):
            shown = "".join(f"<{''.join(codes[character] for character in line)}> Tj 0 -20 Td\n" for line in lines)
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] "
                b"/Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>" % (first_page + 2 * number + 1)
            )
            objects.append(_stream(f"BT /F 12 Tf 40 800 Td\n{shown}ET".encode("ascii")))
        data = b"%PDF-1.7\n"
        places = []
        for number, body in enumerate(objects, start=1):
            places.append(len(data))
            data += _object(number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(objects) + 1
        return (
            data
            + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
            % (
                size,
                table,
                size,
                len(data),
            )
        )

    return build
