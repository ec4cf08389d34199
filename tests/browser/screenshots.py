"""``python -m tests.browser.screenshots``: the pictures in docs/images, made anew over the samples that come with the program.

Needs what the tests in a browser need: playwright, Pillow and a Chromium. Pictures are quantized to a palette, which
is invisible on flat pages and makes them a third as large.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from indexer.ingest import index_paths
from indexer.search import open_library
from tests.browser.conftest import FLAGS, LOCALES, chromium, served
from web import create_app

FOLDER: Final = Path(__file__).parents[2] / "docs" / "images"
MOST: Final = 150 * 1024
"""Bytes of a picture."""
COLOURS: Final = (256, 128, 64)
"""Sizes of palettes to try, until the picture is small enough."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as a reader has it before him."""

    name: str
    path: str
    width: int = 1280
    height: int = 860
    language: str = "zh-Hans"
    dark: bool = False
    prepare: Callable[[Page], None] | None = None
    """What the reader does on the page before it is taken."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes all pictures, or those that are named; 1 where there is no browser."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", help="pictures to take; all of them where none is named")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to put them; docs/images")
    given = parser.parse_args(arguments)
    executable = chromium()
    if executable is None:
        print("no Chromium on this machine (set ZHENGXIE_CHROMIUM to its path)", file=sys.stderr)
        return 1
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    given.folder.mkdir(parents=True, exist_ok=True)
    with _samples() as (address, report), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=FLAGS)
        for shot in shots(report):
            if not given.names or shot.name in given.names:
                picture = small(take(browser, address, shot))
                (given.folder / f"{shot.name}.png").write_bytes(picture)
                print(f"{shot.name}.png  {len(picture) / 1024:.0f} KiB")
        browser.close()
    return 0


def shots(report: str) -> tuple[Shot, ...]:
    """The pictures; ``report`` is the id of the report whose page is shown."""
    query = quote("社情民意信息")
    return (
        Shot("home", "/"),
        Shot("search", f"/search?q={query}&organization={quote('重庆市')}&not_kind={quote('提案工作情况报告')}"),
        Shot("table", f"/search?q={quote('提案')}&view=table&covered_year=2019..2022&not_kind={quote('政府工作报告')}"),
        Shot("report", f"/reports/{report}?q={quote('“两个确立” 协商')}", prepare=_unfold_evidence),
        Shot("dark-english", f"/search?q={quote('协商')}&kind={quote('常委会工作报告')}", language="en", dark=True),
        Shot("narrow", f"/search?q={query}", width=390, height=844),
    )


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """The picture of a page, as PNG."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": shot.width, "height": shot.height},
        locale=LOCALES[shot.language],
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page = _opened(context, shot.path)
    if shot.prepare:
        shot.prepare(page)
    picture = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


def small(picture: bytes) -> bytes:
    """A picture with as many colours as ``MOST`` allows; ValueError where the fewest are too many."""
    with Image.open(BytesIO(picture)) as opened:
        shown = opened.convert("RGB")
    for colours in COLOURS:
        made = BytesIO()
        shown.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if made.tell() <= MOST:
            return made.getvalue()
    raise ValueError(f"a picture of {made.tell()} bytes with {COLOURS[-1]} colours")


def _opened(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def _unfold_evidence(page: Page) -> None:
    """The words that the covered year rests on, beside the beginning of the text."""
    page.click("#field-covered_year .because summary")
    expect(page.locator("#because-covered_year")).to_be_visible()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")


@contextmanager
def _samples() -> Iterator[tuple[str, str]]:
    """(address, id of a report): a server over an index of the samples."""
    with tempfile.TemporaryDirectory() as name, as_file(files("indexer.data") / "samples" / "reports") as samples:
        folder = Path(name) / "示例报告"
        shutil.copytree(samples, folder)
        index = Path(name) / "index"
        index_paths([folder], index)
        reports = open_library(index).catalogue()
        report = next(each.id for each in reports if each.file.endswith("2023-01六届二次会议.txt"))
        with served(create_app({"INDEX": str(index), "SERVE_ORIGINALS": True})) as address:
            yield address, report


if __name__ == "__main__":
    sys.exit(main())
