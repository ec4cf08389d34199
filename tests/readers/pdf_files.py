"""PDF files written by hand, so that every byte is known: lines, or text set at given places."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin
from struct import pack
from typing import NamedTuple

from tests.readers.pdf_font import NARROW, WIDE, font
from tests.readers.pdf_objects import assembled, stream


class Placed(NamedTuple):
    """Text on a page: where it begins (points from the lower left corner), how large, how far turned (degrees)."""

    text: str
    x: float
    y: float
    size: float = 12
    turn: float = 0
    spacing: float = 0
    """Points added after each character."""


class Picture(NamedTuple):
    """A grey image over the whole page."""

    pixels: bytes
    width: int
    height: int


class Drawing(NamedTuple):
    """Operators of a page's content as they stand."""

    operators: str


Item = str | Placed | Picture | Drawing
"""What a page holds; a bare string is the next line down."""

FIRST_PAGE = 9


def pdf(
    pages: Sequence[Sequence[Item]],
    *,
    mapped: bool = True,
    shifted: int = 0,
    vertical: bool = False,
    rotate: int = 0,
    information: str = "",
) -> bytes:
    """A PDF 600 by 850 points. ``mapped``: whether the font says which characters its glyphs are; ``shifted``: by how
    much these are wrong. ``vertical``: whether characters stand under each other. ``rotate``: how viewers turn the
    pages. ``information``: entries of the document's properties.
    """
    shown = [_placed(items) for items in pages]
    characters = sorted({character for items in shown for item in items for character in item.text})
    codes = {character: f"{code:04x}" for code, character in enumerate(characters, start=1)}
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        _page_tree(len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Made "
        + (b"/Encoding /Identity-V " if vertical else b"/Encoding /Identity-H ")
        + (b"/ToUnicode 5 0 R " if mapped else b"")
        + b"/DescendantFonts [4 0 R] >>",
        _font(characters),
        stream(_to_unicode(characters, shifted)),
        b"<< /Type /FontDescriptor /FontName /Made /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 "
        b"/StemV 80 /FontBBox [50 -100 950 800] /FontFile2 7 0 R >>",
        stream(font()),
        stream(b"\0\0" + b"".join(pack(">H", NARROW if _is_narrow(each) else WIDE) for each in characters)),
    ]
    for items, placed in zip(pages, shown, strict=True):
        picture = next((item for item in items if isinstance(item, Picture)), None)
        number = FIRST_PAGE + len(objects) - (FIRST_PAGE - 1)
        image = f"/XObject << /P {number + 2} 0 R >> " if picture else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Rotate {rotate} "
            f"/Resources << {image}/Font << /F 3 0 R >> >> /Contents {number + 1} 0 R >>".encode("ascii")
        )
        draw = "q 600 0 0 850 0 0 cm /P Do Q\n" if picture else ""
        draw += "".join(f"{item.operators}\n" for item in items if isinstance(item, Drawing))
        objects.append(stream((draw + "".join(_shown(item, codes) for item in placed)).encode("ascii")))
        objects.append(_image(picture) if picture else b"null")
    return assembled(objects, information)


def _placed(items: Sequence[Item]) -> list[Placed]:
    placed: list[Placed] = []
    height = 800.0
    for item in items:
        if isinstance(item, str):
            placed.append(Placed(item, 40, height))
            height -= 20
        elif isinstance(item, Placed):
            placed.append(item)
    return placed


def _page_tree(count: int) -> bytes:
    kids = " ".join(f"{FIRST_PAGE + 3 * number} 0 R" for number in range(count))
    return f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode("ascii")


def _is_narrow(character: str) -> bool:
    return character < "\x7f"


def _font(characters: Sequence[str]) -> bytes:
    widths = " ".join("500" if _is_narrow(character) else "1000" for character in characters)
    return (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 1000 /W [1 [{widths}]] /CIDToGIDMap 8 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R >>"
    ).encode("ascii")


def _to_unicode(characters: Sequence[str], shifted: int) -> bytes:
    rows = "\n".join(
        f"<{code:04x}> <{ord(character) + shifted:04x}>" for code, character in enumerate(characters, start=1)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    ).encode("ascii")


def _shown(item: Placed, codes: dict[str, str]) -> str:
    along, up = cos(radians(item.turn)), sin(radians(item.turn))
    text = "".join(codes[character] for character in item.text)
    return f"BT /F {item.size} Tf {item.spacing} Tc {along:.4f} {up:.4f} {-up:.4f} {along:.4f} {item.x} {item.y} Tm <{text}> Tj ET\n"


def _image(picture: Picture) -> bytes:
    head = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
        "/ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return stream(picture.pixels, head)
