"""The figures as docs/quality.md shows them: a table by field and folder, and every miss with its explanation."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from tests.quality.measure import ANSWERS, FIELDS, HERE, Case

DOCUMENT: Final = HERE.parents[1] / "docs" / "quality.md"
EXPLAINED: Final = HERE / "explained.json"
"""Name of a miss → why it is one."""
BEGIN: Final = "<!-- measured: begin -->"
END: Final = "<!-- measured: end -->"


def explanations() -> dict[str, str]:
    """Every miss that somebody has looked at."""
    found: dict[str, str] = json.loads(EXPLAINED.read_text(encoding="utf-8"))
    return found


def tables(compared: Sequence[Case]) -> str:
    """Right / unknown / wrong of every field, for each set and then for each folder."""
    parts = []
    for name in dict.fromkeys(case.set for case in compared):
        own = [case for case in compared if case.set == name]
        folders = sorted({case.folder for case in own})
        lines = [f"| {name} | all | " + " | ".join(folders) + " |", "|---|" + "---|" * (len(folders) + 1)]
        for field in FIELDS:
            cells = [_cell(case for case in own if case.field == field)]
            cells += [_cell(case for case in own if case.field == field and case.folder == each) for each in folders]
            if cells[0]:
                lines.append(f"| {field} | " + " | ".join(cells) + " |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _cell(cases: Iterable[Case]) -> str:
    counts = Counter(case.answer for case in cases)
    return " / ".join(str(counts[answer]) for answer in ANSWERS) if counts else ""


def misses(compared: Iterable[Case]) -> str:
    """A line for each value that is not right, with its explanation."""
    known = explanations()
    lines = [
        f"- `{case.name}`: {case.answer}; found {_said(case.found)}, is {_said(case.true)}. "
        f"{known.get(case.name, 'Not explained yet.')}"
        for case in compared
        if case.answer != "right"
    ]
    return "\n".join(lines) or "None."


def _said(value: object) -> str:
    return "nothing" if value is None else f"“{value}”"


def section(compared: Sequence[Case]) -> str:
    """What stands between the marks of docs/quality.md."""
    return f"{BEGIN}\n\n{tables(compared)}\n\n### Misses\n\n{misses(compared)}\n\n{END}"


def written_section() -> str:
    """What stands there now."""
    found = re.search(f"{BEGIN}.*{END}", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return found[0] if found else ""


def write(compared: Sequence[Case], document: Path = DOCUMENT) -> None:
    """Put the figures into the document."""
    text = document.read_text(encoding="utf-8")
    document.write_text(re.sub(f"{BEGIN}.*{END}", lambda _: section(compared), text, flags=re.DOTALL), encoding="utf-8")
