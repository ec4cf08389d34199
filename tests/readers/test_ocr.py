"""Scanned pages: recognised when that was asked for and can be done, else a clear failure."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from indexer.cli import main
from indexer.errors import ReadError
from indexer.readers import ocr, read_file
from tests.processes import runs, until
from tests.readers.pdf_files import Picture, pdf

LINES = ["示例市政协常委会工作报告", "一年来，市政协认真履行职能，收到提案三百件。"]
BLANK = Picture(b"\xff" * 100, 10, 10)
Program = Callable[[str, str], None]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Makes shell scripts that stand for programs; no others are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, script: str) -> None:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    return make


TESSERACT = 'case "$1" in --list-langs) echo "List of available languages (2):"; echo chi_sim; echo eng;; *) {}; esac'
SAYS = 'read -r head rest </dev/stdin; echo "示 例 市 政 协 $head" "$4"'


def scan(tmp_path: Path, *pages: list[object]) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(pages or ([BLANK],)))
    return path


def failure(path: Path) -> str:
    result = read_file(path, path.name, ocr=True)
    assert result.documents == ()
    (error,) = result.errors
    return str(error)


def test_without_a_program_it_says_what_to_install(tmp_path: Path, program: Program) -> None:
    assert "tesseract-ocr-chi-sim" in failure(scan(tmp_path))
    program("tesseract", TESSERACT.replace("echo chi_sim;", "").format("exit 1"))
    assert "tesseract has no data for Chinese" in failure(scan(tmp_path))


def test_pages_with_text_need_no_program(tmp_path: Path, program: Program) -> None:
    (document,) = read_file(scan(tmp_path, LINES), "a.pdf", ocr=True).documents
    assert document.text.split("\n") == LINES
    assert document.ocr_pages == ()


def test_tesseract_gets_the_image_of_each_scanned_page(tmp_path: Path, program: Program) -> None:
    program("tesseract", TESSERACT.format(SAYS))
    (document,) = read_file(scan(tmp_path, LINES, [BLANK], LINES, [BLANK]), "a.pdf", ocr=True).documents
    assert document.text.split("\n") == [*LINES, "示例市政协 P5 chi_sim", *LINES, "示例市政协 P5 chi_sim"]
    assert document.ocr_pages == (2, 4)


SIDECAR = """
while [ "$1" != --sidecar ]; do [ "$1" = --force-ocr ] && all=1; shift; done
if [ "$all" ]; then printf '示例市政协一年来 认真履行职能\\n\\f' >"$2"; else printf '[OCR skipped on page(s) 1]\\f示 例 市\\n\\f' >"$2"; fi
"""


def test_sideways_pages_are_turned_and_nonsense_is_no_text(tmp_path: Path, program: Program) -> None:
    turning = TESSERACT.replace("echo eng;", "echo osd;")
    program("tesseract", turning.format('echo "示例市政协认真履行职能$*"'))
    assert "--psm 1" in read_file(scan(tmp_path), "a.pdf", ocr=True).documents[0].text
    program("tesseract", turning.format(f"echo {'籽冯币蛮軌孜冲绰訓疗' * 20}"))
    assert "no text was found on its pages" in failure(scan(tmp_path))


def test_ocrmypdf_comes_first(tmp_path: Path, program: Program) -> None:
    program("tesseract", TESSERACT.format("exit 1"))
    program("ocrmypdf", SIDECAR)
    (document,) = read_file(scan(tmp_path, LINES, [BLANK]), "a.pdf", ocr=True).documents
    assert document.text.split("\n") == [*LINES, "示例市"]
    assert document.ocr_pages == (2,)


def test_a_scan_with_a_page_number_that_ocrmypdf_passes_over_is_read(tmp_path: Path, program: Program) -> None:
    program("tesseract", TESSERACT.format(SAYS))
    program("ocrmypdf", SIDECAR)
    (document,) = read_file(scan(tmp_path, [BLANK, "第1页"], LINES), "a.pdf", ocr=True).documents
    assert document.text.split("\n") == ["示例市政协 P5 chi_sim", *LINES]
    assert document.ocr_pages == (1,)


def test_a_text_layer_that_is_wrong_is_done_anew(tmp_path: Path, program: Program) -> None:
    program("ocrmypdf", SIDECAR)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([LINES * 10], shifted=97))
    (document,) = read_file(path, "a.pdf", ocr=True).documents
    assert document.text == "示例市政协一年来认真履行职能"


def test_where_ocrmypdf_gives_a_file_up_tesseract_is_asked(tmp_path: Path, program: Program) -> None:
    program("ocrmypdf", "echo 'the file is signed' >&2; exit 2")
    assert "ocrmypdf failed (the file is signed)" in failure(scan(tmp_path))
    program("tesseract", TESSERACT.format(f"{SAYS}认真履行职能"))
    assert read_file(scan(tmp_path), "a.pdf", ocr=True).documents[0].text == "示例市政协 P5 chi_sim认真履行职能"


def test_what_takes_too_long_or_fails_or_finds_nothing(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("tesseract", TESSERACT.format("echo broken >&2; exit 3"))
    assert "tesseract failed (broken)" in failure(scan(tmp_path))
    program("tesseract", TESSERACT.format("true"))
    assert "no text was found on its pages" in failure(scan(tmp_path))
    noted = tmp_path / "pid"
    program("tesseract", TESSERACT.format(f"/bin/sleep 600 & echo $! > {noted}; wait"))
    monkeypatch.setattr(ocr, "SECONDS_A_PAGE", 1)
    assert "took more than" in failure(scan(tmp_path))
    until(lambda: not runs(int(noted.read_text("utf-8"))))  # what it started is ended with it
    monkeypatch.setattr(ocr, "MOST_PAGES", 1)
    assert "2 pages to recognise are more than the 1" in failure(scan(tmp_path, [BLANK], [BLANK]))


def test_pages_in_words() -> None:
    assert ocr.page_list([3]) == "page 3"
    assert ocr.page_list([1, 2, 3, 5, 7, 8]) == "pages 1–3, 5, 7–8"


def test_files_that_failed_are_tried_again_with_ocr(tmp_path: Path, program: Program) -> None:
    program("tesseract", TESSERACT.format(SAYS + "认真履行职能"))
    location = str(tmp_path / "index")

    def index(*options: str) -> dict[str, object]:
        result = CliRunner().invoke(main, ["index", str(folder), "--index", location, "--json", *options])
        answer: dict[str, object] = json.loads(result.stdout)
        return {key: answer[key] for key in ("added", "updated", "unchanged")} | {"failed": len(answer["failed"])}

    folder = tmp_path / "reports"
    folder.mkdir()
    scan(folder)
    (folder / "mixed.pdf").write_bytes(pdf([LINES, [BLANK], LINES]))
    assert index() == {"added": 1, "updated": 0, "unchanged": 0, "failed": 2}
    assert index("--ocr") == {"added": 1, "updated": 1, "unchanged": 0, "failed": 0}
    assert index() == {"added": 0, "updated": 0, "unchanged": 2, "failed": 0}


def test_describe_tells_which_pages_were_recognised(tmp_path: Path, program: Program) -> None:
    program("tesseract", TESSERACT.format(SAYS))
    path = str(scan(tmp_path, LINES, [BLANK]))
    (entry,) = json.loads(CliRunner().invoke(main, ["describe", "--ocr", "--json", path]).stdout)["files"]
    assert entry["reports"][0]["ocr_pages"] == [2]
    assert "OCR: page 2" in CliRunner().invoke(main, ["describe", "--ocr", path]).stdout
    assert "OCR" not in CliRunner().invoke(main, ["describe", path]).stdout


# ------------------------------------------------------------------------------------- with tesseract itself


def _has_chinese() -> bool:
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    return "chi_sim" in listed.split()


FONT = next(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"), None)


@pytest.mark.skipif(not _has_chinese(), reason="needs tesseract with chi_sim")
@pytest.mark.skipif(FONT is None, reason="needs the font Noto Serif CJK")
def test_a_real_scan_is_read(tmp_path: Path) -> None:
    image = Image.new("L", (1200, 500), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 44, index=2)
    for number, line in enumerate(LINES):
        draw.text((90, 100 + 90 * number), line, font=font, fill=0)
    path = tmp_path / "a.pdf"
    image.save(path, resolution=150)
    with pytest.raises(ReadError, match="needs OCR"):
        raise read_file(path, "a.pdf").errors[0]
    (document,) = read_file(path, "a.pdf", ocr=True).documents
    assert document.ocr_pages == (1,)
    read = document.text.replace("\n", "")
    # It misreads a character here and there.
    assert sum(character in read for character in "".join(LINES)) >= 0.9 * len("".join(LINES))
    assert "提案" in read
