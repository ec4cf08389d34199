"""Plain text and Markdown: find the encoding, keep the lines as they are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final

from charset_normalizer import from_bytes

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized, unescaped

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks. UTF-32 comes first: its little-endian mark begins with that of UTF-16."""

CANDIDATES: Final = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")

SIGNATURES: Final = (
    (b"PK\x03\x04", "a zip archive (Word, Excel and the like)"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)

COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "进着等部度家电力里如水化高自理起小现实加量都两体制机当使点从业本去把性应开它合还因由其些然前外天政四日社义事平形相全表间"
    "样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五"
    "果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西被干做必"
    "战先回则任取据处理世府委协提案会议市县省治坚持推进服务促进履职调研报告"
    "這個國來時們說發對會為產種後過從開關當業進還與點經動體制機現實應將組見計別農區決處據協議縣報"
    "，。、：；？！“”‘’（）《》〈〉「」『』【】—…·　％０１２３４５６７８９"
)
"""The commonest characters of Chinese text in both scripts: about half of any report, hardly any of bytes misread."""

HZ_ESCAPE: Final = re.compile(rb"~\{(?:[!-w][!-~])++~\}")
HZ: Final = re.compile(rb"~\{((?:[!-w][!-~])*+)(?:~\}|(?=\r?\n)|$)|~(~)|~\r?\n")
"""Chinese in seven bits between ~{ and ~}, which some programs leave out at the end of a line; a tilde; a line that goes on."""

PLAUSIBLE: Final = 0.15
"""Share of common characters below which a decoding is not taken for Chinese. Reports lie above 0.4, misreadings below 0.1."""
TOLERATED_LOSS: Final = 0.01
"""Share of undecodable characters that a damaged or cut file may have."""

MARKDOWN_HEADING: Final = re.compile(r"(#{1,6})[ \t]+\S")
FENCE: Final = re.compile(r"[ \t]*(```|~~~)")
FRONT_MATTER: Final = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)\n", re.DOTALL)
FRONT_KEYS: Final = {
    "title": "title",
    "author": "author",
    "source": "source",
    "date": "published",
    "published": "published",
    "url": "url",
    "organization": "organization",
    "site": "site",
}


def read(data: bytes, file: str, *, markdown: bool = False) -> RawDocument:
    """A text file as a document; Markdown's headings and front matter are noted.

    Raises ReadError for binary data and where no encoding fits.
    """
    text, encoding = decode(data)
    text = sanitized(unescaped(text))
    stated: dict[str, str] = {}
    if markdown:
        text, stated = _front_matter(text)
    return RawDocument(
        file=file,
        text=text,
        format="markdown" if markdown else "text",
        title=stated.get("title"),
        stated=stated,
        heading_lines=_heading_lines(text),
        encoding=encoding,
    )


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Bytes as text, and the name of the encoding.

    A byte order mark decides; else HZ where there are its escapes around Chinese (all of it is ASCII); else UTF-8 where it
    decodes without loss; else whichever encoding makes the most likely Chinese without loss, and then with the least. ``declared`` (what a page says of itself) only counts where that leaves a doubt. Raises ReadError.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"this is {what} under the name of a text file; give it its right suffix or convert it")
    if data.isascii() and HZ_ESCAPE.search(data) and (hz := _hz(data)) is not None:
        return hz, "hz"
    if data.count(0) * 50 <= len(data):  # half the bytes of Latin text in UTF-16 are NUL
        utf8 = _decoded(data, "utf-8")
        if utf8 is not None:
            return utf8, "utf-8"
    found = _likeliest(data, declared) or _with_loss(data) or _guessed(data)
    if found is None:
        raise ReadError("binary data or an unknown encoding; save the file as UTF-8 text")
    return found


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def likelihood(text: str) -> float:
    """How far a text looks like Chinese: share of common characters among those beyond ASCII, 0 to 1."""
    foreign = [character for character in text if character > "\x7f"]
    controls = sum(character < " " and character not in "\t\n\r\f\v" for character in text)
    if not foreign or controls * 50 > len(text):
        return 0.0
    return sum(character in COMMON for character in foreign) / len(foreign)


def _likeliest(data: bytes, declared: str | None) -> tuple[str, str] | None:
    best: tuple[float, str, str] | None = None
    for encoding in CANDIDATES:
        text = _decoded(data, encoding)
        if text is None:
            continue
        score = likelihood(text[:200_000])
        if best is None or score > best[0]:
            best = (score, text, encoding)
    if best is not None and best[0] >= PLAUSIBLE:
        return best[1], best[2]
    text = _decoded(data, declared) if declared and b"\0" not in data else None
    return (text, declared) if text is not None and declared else None


def _with_loss(data: bytes) -> tuple[str, str] | None:
    """Damaged or cut files: of the encodings that lose next to nothing and read as Chinese, the one that loses least."""
    best: tuple[int, str, str] | None = None
    for encoding in ("utf-8", "gb18030", "big5hkscs") if b"\0" not in data else ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        bearable = lost <= max(1, len(text) * TOLERATED_LOSS) and likelihood(text[:200_000]) >= PLAUSIBLE
        if bearable and (best is None or lost < best[0]):
            best = (lost, text, encoding)
    return best and best[1:]


def _hz(data: bytes) -> str | None:
    """Text in HZ (RFC 1843), or None where what stands between its escapes is no Chinese."""
    text = HZ.sub(_unescaped_hz, data).decode("gb18030", "replace")
    bearable = text.count("\ufffd") <= max(1, len(text) * TOLERATED_LOSS)
    return text if bearable and likelihood(text[:200_000]) >= PLAUSIBLE else None


def _unescaped_hz(found: re.Match[bytes]) -> bytes:
    return bytes(byte | 0x80 for byte in found[1]) if found[1] is not None else found[2] or b""


def _guessed(data: bytes) -> tuple[str, str] | None:
    best = from_bytes(data).best()
    if best is None or b"\0" in data:
        return None
    text = str(best)
    printable = sum(character.isprintable() or character in "\t\n\r\f" for character in text)
    return (text, best.encoding) if printable >= 0.98 * len(text) and best.chaos < 0.1 else None


def _front_matter(text: str) -> tuple[str, dict[str, str]]:
    found = FRONT_MATTER.match(text)
    if found is None:
        return text, {}
    stated: dict[str, str] = {}
    for line in found[1].splitlines():
        key, colon, value = line.partition(":")
        name = FRONT_KEYS.get(key.strip().lower())
        value = value.strip().strip("\"'")
        if colon and name and value:
            stated.setdefault(name, value)
    return text[found.end() :], stated


def _heading_lines(text: str) -> Mapping[int, int]:
    levels: dict[int, int] = {}
    fenced = False
    for number, line in enumerate(text.split("\n")):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced and (mark := MARKDOWN_HEADING.match(line)):
            levels[number] = len(mark[1])
    return levels
