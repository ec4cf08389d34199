"""Collections to index: folders of .jsonl files, one report a line, from a file of real texts or generated.

Every engine reads the same files. A report's number is its place in the collection, which file name and line tell.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.segment import frequencies

REPORTS_PER_FILE: Final = 100
UNKNOWN: Final = "unknown"
_SEED: Final = 20240115
_MARKS: Final = (("", 0.86), ("，", 0.08), ("。", 0.03), ("、", 0.015), ("。\n", 0.01), ("；", 0.005))
"""What follows a word, and how often."""
_FIRST_YEAR: Final = 1998
_YEARS: Final = 26


@dataclass(frozen=True, slots=True)
class Document:
    """A report as every engine is given it."""

    number: int
    title: str
    organization: str
    """``UNKNOWN`` where the collection does not say."""
    year: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Size:
    reports: int = 0
    characters: int = 0
    """Code points of the texts."""
    text_bytes: int = 0
    """Bytes of the texts in UTF-8."""


# ----------------------------------------------------------------------------------------- reading


def collection_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def file_name(number: int) -> str:
    """Name of the file with the given place among those of a collection."""
    return f"{number:06}.jsonl"


def number_of(file: str, part: int) -> int:
    """The number of the report on the line ``part`` (0-based) of a file."""
    return int(Path(file).stem) * REPORTS_PER_FILE + part


def read_documents(path: Path) -> list[Document]:
    """The reports of one file."""
    with path.open(encoding="utf-8") as lines:
        return [_document(json.loads(line), number_of(path.name, part)) for part, line in enumerate(lines)]


def read_collection(folder: Path) -> Iterator[Document]:
    for path in collection_files(folder):
        yield from read_documents(path)


def _document(row: dict[str, Any], number: int) -> Document:
    return Document(number, row["title"], row.get("organization", UNKNOWN), row.get("covered_year"), row["text"])


def collection_size(paths: Iterable[Path]) -> Size:
    reports = characters = text_bytes = 0
    for path in paths:
        for document in read_documents(path):
            reports += 1
            characters += len(document.text)
            text_bytes += len(document.text.encode())
    return Size(reports, characters, text_bytes)


# ----------------------------------------------------------------------------------------- writing


def write_copies(source: Path, folder: Path, copies: int, limit: int | None = None) -> None:
    """Write the reports of a .jsonl.gz file (title, organization, year, text), all of them ``copies`` times over, or the first
    ``limit`` of what that makes."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        rows = [_row(json.loads(line)) for line in lines]
    _write(islice((row for _ in range(copies) for row in rows), limit), folder)


def _row(source: dict[str, Any]) -> dict[str, object]:
    """The fields that our reader takes; what is not known is left out."""
    title, text = source["title"], source["text"]
    row = {"title": title, "organization": source.get("organization"), "covered_year": source.get("year")}
    return {**{key: value for key, value in row.items() if value}, "text": _titled(title, text.removeprefix("# "))}


def _titled(title: str, text: str) -> str:
    """A text with its title above it, as our reader would have it: so everybody indexes the same."""
    return text if text.startswith(title) else f"{title}\n{text}"


def _write(rows: Iterator[dict[str, object]], folder: Path, first_file: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    number = first_file
    while part := list(islice(rows, REPORTS_PER_FILE)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in part)
        begun = folder / f"{file_name(number)}.part"
        begun.write_text(lines, encoding="utf-8")
        begun.replace(folder / file_name(number))
        number += 1


# -------------------------------------------------------------------------------------- generating


def generate(folder: Path, reports: int, characters: int, *, jobs: int = 1, first_file: int = 0) -> None:
    """Write generated reports of about so many characters (from half to one and a half times as many).

    The words come by the frequencies of jieba's dictionary. A file's content depends on its number and on
    ``characters`` only, so that a larger collection begins with the smaller one. ``reports`` already there are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last_file = first_file + -(-reports // REPORTS_PER_FILE)
    sizes = [(number, min(REPORTS_PER_FILE, reports - at)) for number, at in _places(first_file, last_file)]
    wanted = [size for size in sizes if not (folder / file_name(size[0])).exists()]
    work = partial(_generate_file, folder, characters)
    if jobs <= 1 or len(wanted) < 2:
        for size in wanted:
            work(size)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for _ in pool.imap_unordered(work, wanted):
            pass


def _places(first_file: int, last_file: int) -> Iterator[tuple[int, int]]:
    """File numbers, each with the reports before it."""
    return ((number, (number - first_file) * REPORTS_PER_FILE) for number in range(first_file, last_file))


def _generate_file(folder: Path, characters: int, size: tuple[int, int]) -> None:
    number, reports = size
    random = np.random.default_rng([_SEED, characters, number])
    _write((_generated(random, characters) for _ in range(reports)), folder, number)


def _generated(random: np.random.Generator, characters: int) -> dict[str, object]:
    organization = _organizations()[int(random.integers(len(_organizations())))]
    year = _FIRST_YEAR + int(random.integers(_YEARS))
    topic = "".join(word for word in draw_words(random, 12) if len(word) > 1)[:12]
    length = int(characters * random.uniform(0.5, 1.5))
    title = f"{organization}{year}年{topic}工作情况的报告"
    return {
        "title": title,
        "organization": organization,
        "covered_year": year,
        "text": _titled(title, _running_text(random, length)),
    }


def _running_text(random: np.random.Generator, length: int) -> str:
    marks, shares = zip(*_MARKS, strict=True)
    text = ""
    while len(text) < length:
        words = draw_words(random, max(50, int((length - len(text)) / 1.4)))
        following = np.searchsorted(np.cumsum(shares[:-1]), random.random(len(words)), side="right")
        tokens = np.empty(2 * len(words), object)
        tokens[0::2] = words
        tokens[1::2] = np.array(marks, object)[following]
        text += "".join(tokens.tolist())
    return text[:length].rstrip("\n")


def draw_words(random: np.random.Generator, count: int) -> NDArray[np.object_]:
    """So many words (object[count]), each as likely as jieba's dictionary says it is frequent."""
    words, cumulated = _vocabulary()
    drawn: NDArray[np.object_] = words[np.searchsorted(cumulated, random.random(count), side="right")]
    return drawn


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Words, the most frequent first, and the sums of their shares up to each."""
    counted = sorted(frequencies().items(), key=lambda entry: (-entry[1], entry[0]))
    words = np.array([word for word, _ in counted], object)
    shares = np.array([count for _, count in counted], np.float64)
    return words, np.cumsum(shares / shares.sum())[:-1]


@lru_cache(maxsize=1)
def _organizations() -> Sequence[str]:
    """A 政协 for every division there is today, named by its path: 四川省资阳市雁江区政协."""
    rows = files("indexer.data").joinpath("divisions.tsv").read_text(encoding="utf-8").splitlines()
    names: dict[str, str] = {}
    for row in rows:
        code, _, _, name, _, until, *_ = [*row.split("\t"), "", "", ""]
        if code.isdecimal() and not until:
            names[code] = name
    paths = ((code[:2] + "0000", code[:4] + "00", code) for code in names)
    found = ("".join(names[part] for part in dict.fromkeys(path) if part in names) for path in paths)
    return [f"{path}政协" for path in dict.fromkeys(found)]
