"""The place of a report that names no organization: the one of its own level that it keeps naming, or whose parts it names.

A city's report that says only 我市 still lists its districts and counties; a province's lists its cities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from indexer.describe.divisions import Division, read_before, whole_of
from indexer.describe.organization_mentions import AUTONOMOUS_REGION, PREFECTURE, FoldedReport
from indexer.describe.organization_self import fits, is_abroad, settle

_PLAINLY: Final = 3
_PLAINLY_LONG: Final = 6
_LONG: Final = 4000
"""Characters from which on a report names the parts of its place."""
_PLAINLY_CLEAR: Final = 4
"""Where only the place itself is named, it must be ``_PLAINLY`` times, and this many times as often as any other."""
_PARTS: Final = 3
_PARTS_CLEAR: Final = 3
"""So many different parts tell the whole (two where it is named itself), and must weigh this many times any other's."""
_NAMES_OF_LEVELS: Final = {"省": "[省市区县州盟旗]", AUTONOMOUS_REGION: "[省市区县州盟旗]"}
_A_WORD: Final = re.compile("民(?![生主政办营间族])|场|值|容")
"""成都市民, 深圳市场: the last character of the name belongs to a word."""
_WITH_PARTS: Final = "[市区县旗州盟]"


@dataclass(slots=True)
class Naming:
    """How a text names a place."""

    division: Division
    times: int = 0
    """How often it is named itself, in full."""
    parts: set[str] = field(default_factory=set)
    """The different places inside it that are named in full."""
    first: tuple[int, int] = (0, 0)
    needed: int = 3
    """How often it must be named where none of its parts are."""

    @property
    def weight(self) -> int:
        return self.times + 2 * len(self.parts)

    @property
    def enough(self) -> bool:
        """Whether it is named enough; in a long text a city whose parts are never named is a neighbour."""
        return self.times >= self.needed or len(self.parts) >= _PARTS or (self.times >= 1 and len(self.parts) >= 2)


def namings(report: FoldedReport, level: str) -> list[Naming]:
    """The places of the text's own level that it names in full, or by what lies in them, the heaviest first.

    Places to which it travels, partners and guests are left out.
    """
    found: dict[tuple[str, ...], Naming] = {}
    endings = _NAMES_OF_LEVELS.get(level) or (_WITH_PARTS if level in ("市", "州", "盟", PREFECTURE) else level)
    needed = _PLAINLY_LONG if endings != level and len(report.text) > _LONG else _PLAINLY
    settled: dict[str, Division | None] = {}
    known: dict[str, list[Division]] = {}
    for match in re.finditer(endings, report.text):
        if _A_WORD.match(report.text, match.end()):
            continue
        reading = read_before(report.text, match.end())
        if reading is None or not reading.full or is_abroad(report.text, reading.start, reading.end):
            continue
        name = report.text[reading.start : reading.end]
        if name not in settled:
            settled[name] = settle(reading.divisions, level, report)
        own = settled[name]
        if own is not None:
            naming = found.setdefault(own.path, Naming(own, first=(reading.start, reading.end), needed=needed))
            naming.times += 1
            continue
        if name not in known:
            known[name] = _wholes(reading.divisions, level, report)
        for whole in known[name]:
            naming = found.setdefault(whole.path, Naming(whole, first=(reading.start, reading.end), needed=needed))
            naming.parts.add(reading.divisions[0].name)
    return sorted(found.values(), key=lambda naming: -naming.weight)


def _wholes(parts: tuple[Division, ...], level: str, report: FoldedReport) -> list[Division]:
    """The divisions of the text's own level and year in which the parts can lie."""
    standing = [d for d in parts if report.year is None or d.stood_in(report.year)]
    wholes: dict[tuple[str, ...], Division] = {}
    for division in standing if report.year is not None else [d for d in parts if d.until is None]:
        whole = whole_of(division, report.year)
        while whole is not None and not fits(whole, level):
            whole = whole_of(whole, report.year)
        if whole is not None:
            wholes[whole.path] = whole
    return list(wholes.values())


def plainest(found: list[Naming]) -> Naming | None:
    """The one that is named enough and clearly more than the next."""
    if not found or not found[0].enough:
        return None
    clear = _PARTS_CLEAR if len(found[0].parts) >= 2 else _PLAINLY_CLEAR
    return found[0] if len(found) == 1 or found[0].weight >= clear * found[1].weight else None
