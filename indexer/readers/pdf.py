"""PDF files: the text layer in reading order, read with pdfium; scanned pages by OCR where that was asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import ocr as recognition
from indexer.readers.characters import sanitized
from indexer.readers.pdf_glyphs import read_page
from indexer.readers.pdf_layout import Column, Line, align, arrange
from indexer.readers.text import likelihood

UNREADABLE: Final = re.compile("[\ufffd\ue000-\uf8ff]|/gid\\d+|\\(cid:\\d+\\)")
"""Glyphs without a character: the font was embedded without a ToUnicode map."""
NO_TEXT: Final = "no text layer"
FEWEST_LETTERS: Final = 10
"""Letters of a document that has a text layer."""
FEWEST_ON_PAGE: Final = 20
"""Letters of a page that is text; a scan may carry a page number or the name of an archive."""
SCAN: Final = 0.5
"""Share of a page that the image of a scan covers at least."""
DRAWN: Final = 200
"""Paths on a page without text from which on they are its characters; a form or a chart has fewer."""
FEWEST_FOREIGN: Final = 100
"""Characters beyond ASCII from which on a text can be told from glyphs under wrong characters."""
MISREAD: Final = 0.08
"""Share of common Chinese characters below which the text layer is not what is printed; reports lie above 0.4."""
SMALL_PRINT: Final = 0.87
"""Of the type size of the text: footnotes are smaller."""
NOTE: Final = re.compile(r"[①-⓿*＊]|[\[〔(（]?\d{1,2}[\]〕)）\s　.．]|注[:：释]")
BROWSER_FOOT: Final = re.compile(r"((?:https?|file)://\S+?)\s+\d+/\d+")
BROWSER_HEAD: Final = re.compile(r"\d{2,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+\d{1,2}:\d\d.*")
"""What browsers print over and under each page of a web page."""
FILE_NAME: Final = re.compile(
    r"\.(?:docx?|wps|pdf|indd|cdr|fbd|tiff?|html?)$|^(?:Microsoft )?(?:Word|WPS)\b|^untitled|^https?:|^about:blank$",
    re.IGNORECASE,
)
"""What Word, scanners and browsers put into the title."""

NOBODY: Final = re.compile(
    r"(?:anonymous|admin\w*|unknown|未知|(?:windows|微软|匿名|默认|lenovo|hp|dell)?\s*(?:users?|用户)|lenovo|hp|dell|asus|acer|thinkpad|pc|"
    r"番茄花园|雨林木风|深度技术)\W*\d*",
    re.IGNORECASE,
)
"""The names that computers come with, which Word writes down as the author."""


@dataclass(slots=True)
class Page:
    number: int
    """1-based."""
    columns: list[Column] = field(default_factory=list)
    text: str = ""
    """In place of columns, where the page was read by OCR."""
    scanned: bool = False
    """Whether it is an image, or drawn, without text."""
    damaged: bool = False


def read(data: bytes, file: str, *, ocr: bool = False) -> tuple[list[RawDocument], list[ReadError]]:
    """The text of a PDF, page after page, with the lines as printed; ``ocr`` has pages without text recognised.

    An error says which pages are scans where others have text. Raises ReadError for encrypted and damaged files, for
    those without a text layer, and for OCR that cannot be done.
    """
    if ocr:
        return _read_with_ocr(data, file)
    pages, stated = _pages(data)
    text = sanitized(_text(pages, stated))
    problem = _problem(text)
    if problem is not None:
        raise ReadError(f"{problem}: needs OCR; `--ocr` does it where tesseract or OCRmyPDF is installed")
    errors = _damages(pages)
    scanned = [page.number for page in pages if page.scanned]
    if any(1 < number < len(pages) for number in scanned):  # a picture on the cover takes nothing from the report
        where = recognition.page_list(scanned)
        errors.append(ReadError(f"{where} of {len(pages)} without a text layer: needs OCR (--ocr)"))
    return [RawDocument(file=file, text=text, format="pdf", stated=stated)], errors


def _damages(pages: Sequence[Page]) -> list[ReadError]:
    damaged = [page.number for page in pages if page.damaged]
    if not damaged:
        return []
    where = recognition.page_list(damaged)
    return [ReadError(f"{where} of {len(pages)} cannot be read, being damaged; look for another copy")]


def _problem(text: str) -> str | None:
    """Why a text layer is none, or None."""
    letters = sum(map(str.isalnum, text))
    if letters < FEWEST_LETTERS:
        return NO_TEXT
    if len(UNREADABLE.findall(text)) > 0.3 * letters:
        return "the text layer has no characters behind its glyphs"
    if sum(character > "\x7f" for character in text) >= FEWEST_FOREIGN and likelihood(text) < MISREAD:
        return "the text layer holds other characters than are printed"
    return None


def _read_with_ocr(data: bytes, file: str) -> tuple[list[RawDocument], list[ReadError]]:
    pages, stated = _pages(data)
    wrong = _problem(sanitized(_text(pages, stated))) not in (None, NO_TEXT)
    wanted = [page for page in pages if wrong or page.scanned]
    if wanted:
        recognition.check(len(wanted))
        _recognise(data, wanted, redo=wrong)
    text = sanitized(_text(pages, stated))
    if _problem(text) is not None:
        raise ReadError("no text was found on its pages; scan them again, upright and with at least 300 dots an inch")
    numbers = tuple(page.number for page in wanted)
    return [RawDocument(file=file, text=text, format="pdf", stated=stated, ocr_pages=numbers)], _damages(pages)


def _recognise(data: bytes, pages: Sequence[Page], *, redo: bool) -> None:
    """Give these pages the text of their images."""
    texts = recognition.recognised_pages(data, pages=len(pages), redo=redo)
    with _opened(data) as document:
        for page in pages:
            text = texts[page.number - 1] if texts is not None and page.number <= len(texts) else ""
            # OCRmyPDF passes over a scan that carries a page number as text.
            if not text.strip() and recognition.reads_images():
                text = recognition.recognised(_image(document[page.number - 1]))
            if text.strip():
                page.columns.clear()
                page.text = text


def _image(page: Any) -> bytes:
    """A page as a grey image (PGM, https://netpbm.sourceforge.net/doc/pgm.html)."""
    width, height = page.get_size()
    # A page of an odd format, as a newspaper's, is no reason to fill the memory.
    scale = min(recognition.RESOLUTION / 72, (recognition.MOST_DOTS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels: bytes = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).tobytes()
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + pixels


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ReadError("the PDF is encrypted; save a copy without the password") from error
        raise ReadError(f"the PDF cannot be read ({error}); open it and save it anew") from error


def _pages(data: bytes) -> tuple[list[Page], dict[str, str]]:
    with _opened(data) as document:
        pages = [_page(document, number) for number in range(1, len(document) + 1)]
        if all(page.damaged for page in pages):
            raise ReadError("the PDF cannot be read (none of its pages can); open it and save it anew")
        return pages, _stated(document)


def _page(document: Any, number: int) -> Page:
    found = Page(number)
    try:
        page = document[number - 1]
        for runs in read_page(page):
            found.columns += arrange(runs)
        letters = sum(sum(map(str.isalnum, line.text)) for column in found.columns for line in column.lines)
        found.scanned = letters < FEWEST_ON_PAGE and _is_picture(page)
        page.close()
    except pypdfium2.PdfiumError:
        found.damaged = True
    return found


def _is_picture(page: Any) -> bool:
    """Whether images cover the page (scans come in strips, too), or its characters are drawn as lines."""
    width, height = page.get_size()
    covered, drawn = 0.0, 0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            drawn += 1
        else:
            left, bottom, right, top = item.get_bounds()
            covered += (right - left) * (top - bottom)
        if covered > SCAN * width * height or drawn >= DRAWN:
            return True
    return False


def _text(pages: Sequence[Page], stated: dict[str, str]) -> str:
    """All pages' lines; footnotes, which would stand inside sentences at the ends of pages, after the last."""
    _take_browser_marks(pages, stated)
    align([column for page in pages for column in page.columns])
    sizes = Counter[float]()
    for page in pages:
        for column in page.columns:
            for line in column.lines:
                sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    lines: list[str] = []
    notes: list[str] = []
    for page in pages:
        if page.text:
            lines.append(page.text)
        for number, column in enumerate(page.columns, 1):
            written = list(column.written())
            first = _notes_from(column.lines, body) if number == len(page.columns) else len(written)
            lines += [text for _, text in written[:first]]
            notes += [text.lstrip("\n　") for _, text in written[first:]]
    return "\n".join([*lines, *notes])


def _notes_from(lines: Sequence[Line], body: float) -> int:
    """Where the footnotes of a page begin: small print at its foot, the first with its mark; a page number may follow."""
    first = len(lines)
    for position in range(len(lines) - 1, 0, -1):
        number_alone = position == len(lines) - 1 and re.fullmatch(r"[-–—\s\d]{1,9}", lines[position].text)
        if lines[position].size > SMALL_PRINT * body and not number_alone:
            break
        if "\t" in lines[position].text:
            return len(lines)  # a table
        if NOTE.match(lines[position].text) and not number_alone:
            first = position
    return first


def _take_browser_marks(pages: Sequence[Page], stated: dict[str, str]) -> None:
    """Drop the lines that a browser printed over and under each page, and state the address that they give."""
    for page in pages:
        last = page.columns[-1].lines if page.columns else []
        foot = BROWSER_FOOT.fullmatch(last[-1].text) if last else None
        if foot is None:
            continue
        last.pop()
        if foot[1].startswith("http"):
            stated.setdefault("url", foot[1])
        if page.columns[0].lines and BROWSER_HEAD.fullmatch(page.columns[0].lines[0].text):
            page.columns[0].lines.pop(0)


def _stated(document: Any) -> dict[str, str]:
    found = {
        name: sanitized(document.get_metadata_value(key)).strip()
        for name, key in (("title", "Title"), ("author", "Author"))
    }
    if FILE_NAME.search(found["title"]):
        del found["title"]
    if NOBODY.fullmatch(found["author"]):
        del found["author"]
    return {name: value for name, value in found.items() if value}
