"""Samples of raw text in which a person marked what is the report's and what is furniture.

A sample is a text file. Its first line, ``#| FORMAT``, is the format that the reader would have stated. Every other line
that is not blank begins with "B|" (of the report) or "F|" (furniture); inside a line of the report ⟦…⟧ holds furniture.
Only letters and digits are compared: marks and spaces may be moved or mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from indexer.clean import clean
from indexer.models import RawDocument
from indexer.split import split

SAMPLES: Final = Path(__file__).parent / "samples"
INLINE: Final = re.compile(r"⟦([^⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    raw: RawDocument
    body: str
    """The lines of the report, furniture inside them left out."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Letters and digits of one sample."""

    name: str
    body: int
    survived: int
    kept: int
    """What cleaning kept, the report's or not."""
    lost: tuple[str, ...]
    """Stretches of the report that are gone."""
    left: tuple[str, ...]
    """Stretches of what was kept that are not the report's."""

    @property
    def furniture(self) -> int:
        return self.kept - self.survived


def read_sample(path: Path) -> Sample:
    """Raises ValueError where a line bears no mark."""
    head, *lines = path.read_text(encoding="utf-8").split("\n")
    if not head.startswith("#| "):
        raise ValueError(f"{path.name}: the first line must say the format")
    raw: list[str] = []
    body: list[str] = []
    for number, line in enumerate(lines, start=2):
        mark, text = line[:2], line[2:]
        if mark not in ("B|", "F|", ""):
            raise ValueError(f"{path.name}:{number}: neither B| nor F|")
        raw.append(INLINE.sub(r"\1", text))
        if mark == "B|":
            body.append(INLINE.sub("", text))
    form = head[3:].strip()
    marked = {number: line.count("#") for number, line in enumerate(raw) if form == "markdown" and line.startswith("#")}
    document = RawDocument(file=path.name, text="\n".join(raw), format=form, heading_lines=marked)
    return Sample(path.name, document, "\n".join(body))


def measured(sample: Sample) -> Measured:
    """What splitting and cleaning leave of a sample, against its marks."""
    made = "\n".join(clean(part).text for part in split(sample.raw))
    want, have = _counted(sample.body), _counted(made)
    lost: list[str] = []
    left: list[str] = []
    survived = 0
    for what, start, end, other, other_end in SequenceMatcher(None, want, have, autojunk=False).get_opcodes():
        if what == "equal":
            survived += end - start
        else:
            lost += [want[start:end]] if start < end else []
            left += [have[other:other_end]] if other < other_end else []
    return Measured(sample.name, len(want), survived, len(have), tuple(lost), tuple(left))


def _counted(text: str) -> str:
    return "".join(filter(str.isalnum, text))
