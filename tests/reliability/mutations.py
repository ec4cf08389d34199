"""Files as they might be after damage or by somebody's design: what is changed in a good one is drawn from a seed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

_NUMBERS: Final = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\x01\0\0\0", b"\0\xff")
TOKENS: Final[dict[str, Sequence[bytes]]] = {
    "text": ("（".encode(), "～".encode("gb18030"), b"\xed\xa0\x80", b"~{", b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"\r", "第一章\n".encode(), "　".encode(), b"&#x", b"\\u"),
    "page": (b"<table>", b"<td>", b"</p>", b"<br", b"<!--", b"<![CDATA[", b"&#xD800;", b"<pre>", b"<script>", b'<meta charset="', b"<h1>", b"<frame src=", b"<body>", b"class=", b"\0"),
    "xml": (b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"&a;", b"<w:tbl>", b"<w:p>", b"</w:p>", b'w:val=""', b'="-1"', b'="99999999999"', b"]]>", b"<?", b'r="A1"', b't="s"'),
    "pdf": (b" 0 R", b"<<", b">>", b"[", b"]", b"/Length -1", b"/Kids [1 0 R]", b"/Prev 9", b"BT ", b" Tj", b"endstream", b"endobj", b"/Type", b"99999999999", b"(" * 50, b"/FlateDecode"),
    "rows": (b'"', b",", b"\n", b"\t", b"{", b"}", b"[", b"null", b'"text":', "正文".encode(), b"1e999", b"NaN", b"\\ud800", b"sep=;\n", b"-1"),
    "rtf": (b"{", b"}", b"\\u-1?", b"\\'", b"\\bin9", b"\\cell", b"\\ansicpg1", b"\\uc99", b"{\\title ", b"\\*"),
    "message": (b"--b", b"--", b"Content-Type: multipart/related; boundary=b\n\n", b"base64", b"=?x?B?", b"Date: x\n", b"\n\n", b"charset=\xff", b"Content-Location: "),
}  # fmt: skip
"""What makes readers turn to something else, by what a format is made of."""


def mutated(data: bytes, random: Random, tokens: Sequence[bytes] = ()) -> bytes:
    """One to six changes; never the same bytes for two seeds, but by chance."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 6)):
        random.choice(_CHANGES)(changed, random, tokens)
    return bytes(changed)


def repacked(data: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """A zip file of which one member is changed, and packed well."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        names = archive.namelist()
        chosen = random.choice(names)
        for name in names:
            member = archive.read(name)
            made.writestr(name, mutated(member, random, tokens) if name == chosen else member)
    return out.getvalue()


def _flip(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _set(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    if data:
        data[random.randrange(len(data))] = random.choice((0, 1, 10, 32, 127, 128, 255))


def _number(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    number, at = random.choice(_NUMBERS), random.randrange(len(data) + 1)
    data[at : at + len(number)] = number


def _insert(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    at = random.randrange(len(data) + 1)
    data[at:at] = random.choice(tokens or _NUMBERS) * random.choice((1, 1, 1, 2, 40))


def _remove(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    start, stop = _piece(data, random)
    del data[start:stop]


def _repeat(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    start, stop = _piece(data, random)
    data[start:start] = data[start:stop] * random.choice((1, 1, 3, 30))


def _move(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    start, stop = _piece(data, random)
    piece = data[start:stop]
    at = random.randrange(len(data) + 1)
    data[at : at + len(piece)] = piece


def _cut(data: bytearray, random: Random, tokens: Sequence[bytes]) -> None:
    if random.random() < 0.3:
        del data[random.randrange(len(data) + 1) :]


def _piece(data: bytearray, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 4, 16, 64, 256)))


_CHANGES: Final[Sequence[Callable[[bytearray, Random, Sequence[bytes]], None]]] = (
    *(_flip, _set, _number, _insert, _insert, _remove, _repeat, _move, _cut),
)
