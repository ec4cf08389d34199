"""A TrueType font of two glyphs, a wide box and a narrow one: readers measure what they find by its outlines.

Layout of the tables: https://learn.microsoft.com/typography/opentype/spec/
"""

from __future__ import annotations

from struct import pack

WIDE, NARROW = 1, 2
"""Numbers of the glyphs; 0 is the one for what is missing."""


def _box(right: int) -> bytes:
    """One contour of four points on the curve, 16 bits for each step."""
    outline = pack(">hhhhh", 1, 50, -100, right, 800) + pack(">HH", 3, 0) + b"\x01" * 4
    return outline + pack(">8h", 50, 0, right - 50, 0, -100, 900, 0, -900)


def font() -> bytes:
    glyphs = [b"", _box(950), _box(450)]
    places = [sum(map(len, glyphs[:number])) // 2 for number in range(len(glyphs) + 1)]
    tables = {
        b"glyf": b"".join(glyphs),
        b"head": pack(
            ">IIIIHHqqhhhhHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 50, -100, 950, 800, 0, 8, 2, 0, 0
        ),
        b"hhea": pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 1000, 0, 0, 950, 1, 0, 0, 0, 0, 0, 0, 0, 3),
        b"hmtx": pack(">6h", 1000, 0, 1000, 50, 500, 50),
        b"loca": pack(">4H", *places),
        b"maxp": pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    directory, data, offset = b"", b"", 12 + 16 * len(tables)
    for name, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        directory += name + pack(">III", 0, offset + len(data), len(table))
        data += padded
    return pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64) + directory + data
