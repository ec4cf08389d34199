"""OCR of scanned pages by programs that may be installed: OCRmyPDF, or else tesseract (both free software).

Nothing here runs unless ``--ocr`` was given. Programs are called by ``programs``: with a time limit, and in a folder of their own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from indexer.errors import ReadError
from indexer.readers import programs

LANGUAGES: Final = ("chi_sim", "chi_tra")
RESOLUTION: Final = 300
"""Dots an inch: what tesseract's documentation asks for at least."""
MOST_DOTS: Final = 40_000_000
"""Of one page's image: A3 at that resolution and a little more."""
MOST_PAGES: Final = 300
"""Of one file that are recognised; a scanned yearbook is cut up by hand."""
SECONDS_A_PAGE: Final = 120
TORN: Final = re.compile(
    r"(?<=[⺀-鿿\uff01-\uff60，。、；：？！“”‘’（）《》—…]) (?=[⺀-鿿\uff01-\uff60，。、；：？！“”‘’（）《》—…])"
)
"""A space that tesseract sets between two Chinese characters."""
SKIPPED: Final = re.compile(r"\[OCR skipped on page\(?s?\)?[^\]\n]*\]")
"""What OCRmyPDF writes for a page that has a text layer."""
INSTALL: Final = (
    "install tesseract with its Chinese data (Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-chi-sim "
    "tesseract-ocr-chi-tra; macOS: brew install tesseract tesseract-lang), or OCRmyPDF"
)


def check(pages: int) -> None:
    """Raise ReadError where OCR cannot be done: no program, no Chinese data, too many pages."""
    if not reads_images() and shutil.which("ocrmypdf") is None:
        raise ReadError(f"needs OCR, and no program for it is there; {INSTALL}")
    if pages > MOST_PAGES:
        raise ReadError(f"{pages} pages to recognise are more than the {MOST_PAGES} that are taken on; cut the file up")
    chinese_data()


def reads_images() -> bool:
    """Whether ``recognised`` can be called: tesseract is installed."""
    return shutil.which("tesseract") is not None


def recognised_pages(data: bytes, *, pages: int, redo: bool = False) -> list[str] | None:
    """The text of each page of a PDF by OCRmyPDF, that of pages with a text layer left out.

    None where it is not installed, or gives a file up (a signed one, say) that tesseract may be asked for.
    ``pages``: how many are to be recognised. ``redo``: the text layer that there is, is wrong. Raises ReadError.
    """
    program = shutil.which("ocrmypdf")
    if program is None:
        return None
    try:
        return [_joined(SKIPPED.sub("", page)) for page in _sidecar(program, data, pages, redo).split("\f")]
    except ReadError:
        if not reads_images():
            raise
        return None


def _sidecar(program: str, data: bytes, pages: int, redo: bool) -> str:
    """What OCRmyPDF writes beside its result: the text, with a form feed between pages. Raises ReadError."""
    with programs.folder() as folder:
        source, result, sidecar = (folder / name for name in ("in.pdf", "out.pdf", "text.txt"))
        source.write_bytes(data)
        languages, turning = chinese_data()
        options = ["-l", languages, "--force-ocr" if redo else "--skip-text", "--output-type", "pdf", "--quiet"]
        options += ["--rotate-pages"] if turning else []
        command = [program, *options, "--sidecar", str(sidecar), str(source), str(result)]
        _run(command, b"", SECONDS_A_PAGE * pages, folder)
        try:
            return sidecar.read_text("utf-8", "replace")
        except OSError as error:
            raise ReadError("OCRmyPDF ended without a result; run it by hand to see why") from error


def recognised(image: bytes) -> str:
    """The text of an image (PNM, PNG, JPEG or TIFF), a printed line a line. Raises ReadError."""
    program = shutil.which("tesseract")
    if program is None:
        raise ReadError(f"needs OCR, and no program for it is there; {INSTALL}")
    languages, turning = chinese_data()
    command = [
        program,
        "stdin",
        "stdout",
        "-l",
        languages,
        "--dpi",
        str(RESOLUTION),
        "-c",
        "preserve_interword_spaces=1",
    ]
    command += ["--psm", "1"] if turning else []
    text = _run(command, image, SECONDS_A_PAGE).decode("utf-8", "replace")
    return _joined(text.replace("\f", "\n"))


def _joined(text: str) -> str:
    return TORN.sub("", text).strip("\n")


def page_list(pages: Sequence[int]) -> str:
    """Pages in words: page 3; pages 1–4, 7."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], page]
        else:
            spans.append([page])
    words = ", ".join("–".join(map(str, span)) for span in spans)
    return f"{'page' if len(pages) == 1 else 'pages'} {words}"


def chinese_data() -> tuple[str, bool]:
    """The Chinese data that is installed, as the option -l takes it, and whether there is that for telling which way a page
    lies. Raises ReadError where there is none for Chinese.
    """
    program = shutil.which("tesseract")
    if program is None:
        return "+".join(LANGUAGES), False  # OCRmyPDF brings its own
    known = _run([program, "--list-langs"], b"", SECONDS_A_PAGE).decode("utf-8", "replace").split()
    found = [language for language in LANGUAGES if language in known]
    if not found:
        raise ReadError(f"needs OCR, and tesseract has no data for Chinese; {INSTALL}")
    return "+".join(found), "osd" in known


def _run(command: Sequence[str], data: bytes, seconds: float, place: Path | None = None) -> bytes:
    name = Path(command[0]).name
    try:
        done = programs.run(command, seconds, data, place)
    except subprocess.TimeoutExpired as error:
        raise programs.RanOver(f"{name} took more than {seconds:.0f} seconds and was stopped") from error
    except OSError as error:
        raise ReadError(f"{name} cannot be started ({error.strerror})") from error
    if done.code:
        said = done.said.decode("utf-8", "replace").strip().splitlines()
        raise ReadError(f"{name} failed ({said[-1] if said else f'exit code {done.code}'})")
    return done.out
