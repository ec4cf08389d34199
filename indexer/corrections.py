"""What people gave for a file beside it (a row of a sidecar): what holds for a report, and how it enters the description.

Corrections go with the file into worker processes: they are small, hashable and can be pickled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from indexer.models import Evidence, Metadata, RawDocument

Value = str | int | tuple[str, ...]
PARTS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "organization": ("division", "body", "level"),
    "covered_year": ("covered_from",),
}
"""Field → what is said together with it and falls with it: a new organization is not in the old one's division."""


@dataclass(frozen=True, slots=True)
class GivenValue:
    """One cell of a sidecar, checked."""

    field: str
    """A field of ``Metadata``, or "division", "body" or "level" of its organization."""
    value: Value | None
    """None where the person says that it is not known (未识别)."""
    written: str
    """As it stands in the cell."""
    sidecar: str
    """Path of the sidecar relative to the root; with "!" and the sheet's name where a workbook has several."""
    row: int

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.written, f"given:{self.sidecar}:{self.row}")


@dataclass(frozen=True, slots=True)
class Correction:
    """Values for a file, or for some of its reports only."""

    values: tuple[GivenValue, ...]
    member: str | None = None
    """Path of a file (or folder) inside the archive that the file is; None for everything in the file."""
    part: int | None = None
    """0-based, among the reports of the file (of an archive that of the member); None for each of them."""

    def holds_for(self, raw: RawDocument) -> bool:
        """Whether a report is meant."""
        if self.part not in (None, raw.part):
            return False
        if self.member is None:
            # The reports of an archive are counted member by member, so that a number alone names none.
            return self.part is None or raw.member is None
        return raw.member is not None and (raw.member == self.member or raw.member.startswith(f"{self.member}/"))

    @property
    def target(self) -> str:
        """What it is for inside its file, in words."""
        part = "" if self.part is None else f"part {self.part + 1}"
        return " of ".join(filter(None, (part, self.member)))

    def covers(self, other: Correction) -> bool:
        """Whether it holds wherever the other does."""
        return (self.member, self.part) in ((None, None), (other.member, other.part))


def condensed(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections, the weakest first, without values that a stronger one of the same reach takes the place of."""
    kept: list[Correction] = []
    for correction in corrections:
        named = _named(correction.values)
        weaker = [
            replace(each, values=tuple(value for value in each.values if value.field not in named))
            if correction.covers(each)
            else each
            for each in kept
        ]
        kept = [*(each for each in weaker if each.values), correction]
    return tuple(kept)


def values_for(corrections: Iterable[Correction], raw: RawDocument) -> dict[str, GivenValue]:
    """Field → what holds for one report; ``corrections`` come the weakest first."""
    found: dict[str, GivenValue] = {}
    for correction in corrections:
        if correction.holds_for(raw):
            for field in _named(correction.values):
                found.pop(field, None)
            found.update((value.field, value) for value in correction.values)
    return found


def _named(values: Iterable[GivenValue]) -> set[str]:
    """The fields that some values name, with what falls with them."""
    return {name for value in values for name in (value.field, *PARTS_OF.get(value.field, ()))}


def with_values(raw: RawDocument, values: Mapping[str, GivenValue]) -> RawDocument:
    """A document to which the values are given; they win over what a row of its own gives."""
    if not values:
        return raw
    dropped = _named(values.values())
    given = {field: value for field, value in raw.given.items() if field not in dropped}
    given |= {field: value.value for field, value in values.items() if value.value is not None}
    first, last = given.get("covered_from"), given.get("covered_year")
    if isinstance(first, int) and isinstance(last, int) and first > last:
        del given["covered_from"]  # of two that were given apart from each other the year is the more definite
    return replace(raw, given=given)


def attributed(metadata: Metadata, values: Mapping[str, GivenValue]) -> Metadata:
    """Metadata with the evidence of values that were given, and without those that are said to be unknown."""
    fields: dict[str, Any] = {}
    evidence = dict(metadata.evidence)
    for field, value in values.items():
        if value.value is None:
            for name in {field, *PARTS_OF.get(field, ())} & set(Metadata.__dataclass_fields__):
                fields[name] = None
                evidence.pop(name, None)
            evidence[field] = value.evidence
        elif field in evidence:
            evidence[field] = value.evidence
    return replace(metadata, **fields, evidence=evidence) if values else metadata


def content_hash(data_hash: str, reading: int, corrections: Sequence[Correction]) -> str:
    """A hash of a file's bytes (by their hash), of what was given for it and of the version of reading.

    32 hexadecimal digits. Rows may move in a sidecar without anything changing, so their numbers do not count.
    """
    given = [
        [
            correction.member,
            correction.part,
            sorted([value.field, value.value, value.written, value.sidecar] for value in correction.values),
        ]
        for correction in corrections
    ]
    known = json.dumps([reading, data_hash, *given], ensure_ascii=False)
    return hashlib.blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
