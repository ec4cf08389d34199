"""How many figures of sentences that a person marked are read, and how many that are read are right.

``marked.tsv``, ``times.tsv``, ``shapes.tsv`` and ``later_shapes.tsv`` are parts by which the extraction was mended, ``heldout.tsv``
and ``heldout_times.tsv`` such as were marked before the rules for them were written. ``second_hand.tsv`` and
``heldout_second_hand.tsv`` are by somebody who had not looked at the rules, ``third_hand.tsv`` and ``fourth_hand.tsv`` are
by later readers. A row is right where indicator, action, actor, value, unit, qualifier, period, the day up to which it counts, whether
it is planned and whether it is contradicted are all as marked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.figures import Figure, figures
from indexer.models import Metadata, Organization
from indexer.structure import headings

HERE: Final = Path(__file__).parent
PARTS: Final = ("marked", "heldout", "times", "heldout_times")
LEAST_PRECISION: Final = 0.95
LEAST_RECALL: Final = 0.85
Row = tuple[str, ...]
SHAPES: Final = ("shapes", "later_shapes")
SECOND_HAND: Final = ("second_hand", "heldout_second_hand")
EVERY: Final = (*PARTS, *SHAPES, *SECOND_HAND, "third_hand", "fourth_hand")
"""Parts in which the least precision and recall hold."""


def _report(
    division: tuple[str, ...], body: str, level: str, *, first: int | None = None, last: int = 2023
) -> Metadata:
    name = "".join(division) + body
    organization = Organization(name, None, division, "人民政府" if body == "人民政府" else body, level)
    return Metadata(organization=organization, covered_from=first, covered_year=last, delivered_year=last + 1)


REPORTS: Final = {
    "区": _report(("重庆市", "南岸区"), "政协", "县级"),
    "县": _report(("安徽省", "六安市", "霍山县"), "政协", "县级"),
    "市": _report(("安徽省", "六安市"), "政协", "地市级"),
    "省": _report(("安徽省",), "政协", "省级"),
    "届": _report(("安徽省", "六安市"), "政协", "地市级", first=2018, last=2022),
    "府": _report(("安徽省",), "人民政府", "省级"),
    "法": _report(("安徽省", "六安市"), "法院", "地市级"),
    "检": _report(("安徽省", "六安市"), "检察院", "地市级"),
    "人": _report(("安徽省", "六安市"), "人大", "地市级"),
}
"""Of whose report a sentence is said to be. Reports of 届 look back on five years, all others on 2023."""


@dataclass(frozen=True, slots=True)
class Sentence:
    report: str
    text: str
    marked: Counter[Row]
    found: Counter[Row]


def sentences(part: str) -> list[Sentence]:
    """The sentences of a part with the rows marked and those found."""
    lines = (HERE / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
    return [_sentence(*line.split("\t")) for line in lines if not line.startswith("#")]


def _sentence(report: str, text: str, rows: str) -> Sentence:
    metadata = REPORTS[report]
    own = f"{metadata.covered_from}-{metadata.covered_year}" if metadata.covered_from else str(metadata.covered_year)
    marked = Counter(_marked(row, own) for row in rows.split(" | ") if row != "-")
    return Sentence(report, text, marked, Counter(map(_row, figures(text, headings(text), metadata))))


def _marked(row: str, own: str) -> Row:
    fields = row.split()
    further = fields[7:]
    days = [field.removeprefix("截至") for field in further if field.startswith("截至")]
    if len(fields) < 7 or len(further) != len(days) + further.count("plan") + further.count("!"):
        raise ValueError(f"{row}: a row has seven fields, and 截至…, plan and ! behind them")
    named = ("" if field == "-" else field for field in fields[:6])
    flags = ("".join(days), "plan" if "plan" in further else "", "!" if "!" in further else "")
    return (*named, own if fields[6] == "=" else fields[6], *flags)


def _row(figure: Figure) -> Row:
    value = str(figure.low) if figure.value is not None else f"{figure.low}~{figure.high}"
    return (
        *(figure.indicator, figure.action, figure.actor, value, figure.unit, figure.qualifier, figure.period.label),
        *(figure.as_of, "plan" if figure.section == "plan" else "", "!" if figure.contradicted else ""),
    )


def measured(part: str) -> tuple[int, int, int]:
    """(rows right, rows found, rows marked) of a part."""
    each = sentences(part)
    right = sum((sentence.marked & sentence.found).total() for sentence in each)
    return right, sum(each_.found.total() for each_ in each), sum(each_.marked.total() for each_ in each)


if __name__ == "__main__":
    for name in EVERY:
        right, found, marked = measured(name)
        print(
            f"{name}: precision {right / found:.1%} ({right} of {found}), recall {right / marked:.1%} ({right} of {marked})"
        )
