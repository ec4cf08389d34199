"""What the description of a report gets right, field by field, on texts whose truth is known; and the record of it.

Two sets: ``shared`` are the real texts of ../shared/corpus, ``ours`` those of ``texts/``, written for the traps that real
ones set. A folder of either holds a ``truth.jsonl``: for each file the reports in it, with what each field must be. A key that
is missing is not asked; null means that the text does not tell, so that any value is wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from indexer.models import CleanDocument, Metadata
from indexer.prepare import described

HERE: Final = Path(__file__).parent
SETS: Final = {"shared": HERE.parents[2] / "shared" / "corpus", "ours": HERE / "texts"}
RECORD: Final = HERE / "record.json"
FIELDS: Final = (
    *("reports", "title", "organization", "division", "body", "kind", "covered_year", "covered_from", "delivered_year"),
    *("published", "session", "source", "script", "document_number", "completeness", "retrieved", "url", "author"),
)
"""What is compared; "reports" is how many a file holds."""
FLOORS: Final[Mapping[str, tuple[float, float]]] = {
    "organization": (0.98, 0.005),
    "covered_year": (0.97, 0.01),
    "delivered_year": (0.97, 0.01),
    "published": (0.97, 0.03),
    "kind": (0.95, 0.05),
}
"""Field → share that must be right, share that may be wrong, over both sets together."""
NEVER_WRONG: Final = ("organization", "covered_year", "covered_from", "delivered_year")
"""Fields in which a text that masks names or years (``"masked": true``) may be unknown, never wrong."""
ANSWERS: Final = ("right", "unknown", "wrong")
Figures = dict[str, dict[str, dict[str, int]]]
"""Set → field → right, unknown, wrong: numbers of reports (of files for "reports")."""


@dataclass(frozen=True, slots=True)
class Case:
    """One field of one report, as found and as it is."""

    set: str
    folder: str
    file: str
    """Relative to the set's folder."""
    part: int
    """0-based."""
    field: str
    found: object
    true: object
    masked: bool

    @property
    def answer(self) -> str:
        """One of ``ANSWERS``."""
        if self.found == self.true:
            return "right"
        return "unknown" if self.found is None else "wrong"

    @property
    def name(self) -> str:
        """For the list of explained misses."""
        return f"{self.set}/{self.file}#{self.part + 1} {self.field}"


def truths(name: str) -> list[tuple[Path, dict[str, Any]]]:
    """(file, row of a truth.jsonl) of a set, in order of the files' names."""
    rows = [
        (table.parent / row["file"], row)
        for table in sorted(SETS[name].rglob("truth.jsonl"))
        for row in map(json.loads, table.read_text(encoding="utf-8").splitlines())
    ]
    return sorted(rows, key=lambda row: row[0].as_posix())


@cache
def cases(name: str) -> tuple[Case, ...]:
    """Every comparison of a set. A report that was not found is unknown in all its fields."""
    found: list[Case] = []
    for path, row in truths(name):
        file = path.relative_to(SETS[name]).as_posix()
        folder = file.split("/")[0]
        # Files of ours have the names they would have in a folder somebody holds; the folder of the set is no part of it.
        parts, _ = described(path, path.relative_to(SETS[name] / folder).as_posix() if name == "ours" else file)
        masked = bool(row.get("masked"))
        found.append(Case(name, folder, file, 0, "reports", len(parts), len(row["reports"]), masked))
        for part, true in enumerate(row["reports"]):
            stated = {field: true[field] for field in FIELDS if field in true}
            if unknown := set(true) - set(stated):
                raise ValueError(f"{path}: no such field to compare: {sorted(unknown)}")
            values = _values(parts[part]) if part < len(parts) else {}
            found += [
                Case(name, folder, file, part, field, values.get(field), value, masked)
                for field, value in stated.items()
            ]
    return tuple(found)


def _values(part: tuple[CleanDocument, Metadata]) -> dict[str, object]:
    metadata = part[1]
    organization = metadata.organization
    values: dict[str, object] = {field: getattr(metadata, field, None) for field in FIELDS}
    values["organization"] = organization.name if organization else None
    values["division"] = list(organization.division) if organization else None
    values["body"] = organization.body if organization else None
    return values


def figures(compared: Iterable[Case]) -> Figures:
    """Right, unknown and wrong by set and field."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for case in compared:
        counted.setdefault((case.set, case.field), Counter())[case.answer] += 1
    result: Figures = {}
    for (name, field), counts in sorted(counted.items(), key=lambda item: (item[0][0], FIELDS.index(item[0][1]))):
        result.setdefault(name, {})[field] = {answer: counts[answer] for answer in ANSWERS}
    return result


def digest(name: str) -> str:
    """Hash of a set's texts and truths: figures are comparable only where it is the same."""
    state = hashlib.blake2b(digest_size=16)
    for path, row in truths(name):
        state.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode())
        state.update(hashlib.blake2b(path.read_bytes()).digest())
    return state.hexdigest()


def read_record() -> dict[str, Any]:
    """The figures recorded last, with what they were measured on and why any were lowered."""
    record: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return record


def worse(old: Figures, new: Figures) -> list[str]:
    """What is less right or more wrong than before, in words; of fields that both have."""
    found = []
    for name, fields in old.items():
        for field, was in fields.items():
            now = new.get(name, {}).get(field)
            if now is not None and (now["right"] < was["right"] or now["wrong"] > was["wrong"]):
                found.append(f"{name} {field}: {_shown(was)} before, {_shown(now)} now")
    return found


def below_floors(compared: Sequence[Case]) -> list[str]:
    """Which floors are not held, in words."""
    found = []
    for field, (least_right, most_wrong) in FLOORS.items():
        counts = Counter(case.answer for case in compared if case.field == field)
        total = counts.total()
        if counts["right"] < least_right * total:
            found.append(f"{field}: {_shown(counts)} of {total}; {least_right:.1%} must be right")
        if counts["wrong"] > most_wrong * total:
            found.append(f"{field}: {_shown(counts)} of {total}; at most {most_wrong:.1%} may be wrong")
    masked = [case for case in compared if case.masked and case.field in NEVER_WRONG and case.answer == "wrong"]
    return found + [f"masked, and yet guessed: {case.name} {case.found!r}" for case in masked]


def updated(record: Mapping[str, Any], measured: Figures, digests: Mapping[str, str], reason: str) -> dict[str, Any]:
    """The record with new figures. Raises ValueError where any is worse and no reason is given.

    Where the texts are others the figures cannot be compared, and the change of texts itself needs the reason.
    """
    changed = [name for name, held in record.get("digests", {}).items() if digests.get(name, held) != held]
    same = {name: fields for name, fields in record.get("figures", {}).items() if name not in changed}
    reasons = [*worse(same, measured), *(f"{name}: other texts or truths" for name in changed)]
    if reasons and not reason:
        raise ValueError("; ".join(reasons) + ". Give the reason with --reason")
    history = [*record.get("history", []), *({"what": what, "reason": reason} for what in reasons)]
    return {
        "digests": {**record.get("digests", {}), **digests},
        "figures": {**record.get("figures", {}), **measured},
        "history": history,
    }


def _shown(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[answer]} {answer}" for answer in ANSWERS)
