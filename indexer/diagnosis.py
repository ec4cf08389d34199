"""What this installation has and lacks, and how an index does: for whoever asks why something does not work."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from indexer.engine.lock import read_holder
from indexer.engine.manifest import is_sealed
from indexer.engine.opening import open_engine
from indexer.errors import IndexerError, NoIndex, ReadError
from indexer.location import Location
from indexer.prepare import size_of
from indexer.readers import ocr, office
from indexer.segment import IMPLEMENTATIONS, available
from indexer.shares import on_share

State = Literal["good", "advice", "problem"]
_MEGA: Final = 1_000_000
_PATIENCE: Final = 20
"""Seconds for listing fonts; the first time a system may make a list of them."""


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    state: State
    """"advice": it works, and could do more or better; "problem": something does not work."""
    found: str
    advice: str = ""
    """What to do; empty where nothing is to be done."""


def findings(location: Location) -> Iterator[Finding]:
    """What was looked at, one after the other: the program, programs beside it, the index. Nothing is changed."""
    yield Finding("program", "good", f"zhengxie {version('zhengxie')}, Python {platform.python_version()}")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield Finding("machine", "good", f"{platform.system()} {platform.release()}, {platform.machine()}, {cores} cores")
    yield _segmenter()
    yield _terminal()
    yield _old_word()
    yield from _scans()
    yield _fonts()
    yield from _index(location)


def _segmenter() -> Finding:
    chosen = available()
    names = ", ".join(f"{name} {version(name)}" for name in dict.fromkeys((chosen, IMPLEMENTATIONS[-1])))
    if chosen == IMPLEMENTATIONS[0]:
        return Finding("segmenter", "good", names)
    return Finding(
        "segmenter",
        "advice",
        names,
        "texts are cut alike, some 15 times more slowly; where there is a wheel for this system, pip install rjieba",
    )


def _terminal() -> Finding:
    encoding = sys.stdout.encoding or "unknown"
    if encoding.lower().replace("-", "") == "utf8":
        return Finding("terminal", "good", encoding)
    return Finding(
        "terminal",
        "advice",
        encoding,
        "characters that it lacks are shown as ?; set PYTHONUTF8=1, and the terminal to UTF-8",
    )


def _old_word() -> Finding:
    program = office.libreoffice()
    if program:
        return Finding("old Word files", "good", program)
    return Finding(
        "old Word files", "advice", "no LibreOffice", "install its Writer to read .doc and .wps, or save them as .docx"
    )


def _scans() -> Iterator[Finding]:
    programs = [name for name in ("ocrmypdf", "tesseract") if shutil.which(name)]
    if not programs:
        yield Finding(
            "scanned pages", "advice", "no OCR", "install tesseract or OCRmyPDF, and its Chinese data, for --ocr"
        )
        return
    try:
        languages, _ = ocr.chinese_data()
        yield Finding("scanned pages", "good", f"{', '.join(programs)}: {languages}")
    except ReadError as error:
        yield Finding("scanned pages", "advice", ", ".join(programs), str(error))


def _fonts() -> Finding:
    program = shutil.which("fc-list")
    if program is None:
        return Finding(
            "Chinese fonts", "good", "the system's own" if os.name == "nt" else "not looked for (no fc-list)"
        )
    try:
        listed = subprocess.run([program, ":lang=zh", "family"], capture_output=True, timeout=_PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return Finding("Chinese fonts", "good", "not looked for (fc-list does not answer)")
    count = len(set(listed.stdout.splitlines()))
    if count:
        return Finding("Chinese fonts", "good", f"{count} families")
    return Finding(
        "Chinese fonts",
        "advice",
        "none",
        "a browser on this machine shows Chinese as boxes; install a font, such as fonts-noto-cjk",
    )


def _index(location: Location) -> Iterator[Finding]:
    if isinstance(location, str):
        yield _client()
    try:
        with closing(open_engine(location)) as engine:
            info, failed = engine.info(), engine.failed()
    except NoIndex as error:
        yield Finding("index", "advice", "none", str(error))
        return
    except IndexerError as error:
        yield Finding("index", "problem", type(error).__name__, str(error))
        return
    committed = f", committed {info.updated}" if info.updated else ""
    yield Finding("index", "good", f"{info.reports:,} reports of {info.files:,} files{committed}")
    if failed:
        yield Finding(
            "failed files",
            "advice",
            f"{len({(each.root, each.file) for each in failed}):,} could not be read, wholly or in part, when last tried",
            "zhengxie coverage lists them with the reason",
        )
    if isinstance(location, Path):
        yield from _directory(location)


def _client() -> Finding:
    try:
        return Finding("cluster's client", "good", f"opensearch-py {version('opensearch-py')}")
    except PackageNotFoundError:
        return Finding("cluster's client", "problem", "none", "pip install 'zhengxie[opensearch]'")


def _directory(location: Path) -> Iterator[Finding]:
    size = sum(size_of(path) for path in location.iterdir())  # some are gone by now, if somebody writes
    free = shutil.disk_usage(location).free
    told = f"{size / _MEGA:,.0f} MB in {location}, {free / _MEGA:,.0f} MB free"
    if free < size:
        yield Finding("room", "advice", told, "a rebuild, and the largest merges, need as much again as the index has")
    else:
        yield Finding("room", "good", told)
    if on_share(location.resolve()):
        yield Finding(
            "disk",
            "advice",
            "a network share",
            "locks and maps of files cannot be relied on there: keep the index on a local disk",
        )
    if not is_sealed(location):
        yield Finding(
            "checksums",
            "advice",
            "not of all files",
            "the index was made by an earlier version; the next commit adds them",
        )
    holder = read_holder(location)
    if holder is not None and not holder.gone:  # what a killed process said stays in the file
        yield Finding("writer", "good", holder.told())
