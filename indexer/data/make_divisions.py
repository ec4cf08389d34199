"""Writes divisions.tsv, our table of China's administrative divisions 1981–2024, from a public-domain (CC0) listing.

Run from the repository root:  python -m indexer.data.make_divisions ../shared/regions

The listing has one row per name, place in the hierarchy and span of years (GB/T 2260 codes, county level and above).
A line of our table: code, level (1 province, 2 prefecture, 3 county), name of the prefecture above it (empty where
there is none), name, first year, last year (empty: still in use), codes of the successors joined by ",".
"""

from __future__ import annotations

import csv
import re
import sys
from itertools import repeat
from pathlib import Path

SOURCE = "divisions_1981_2024.csv"
TABLE = Path(__file__).with_name("divisions.tsv")
LEVELS = {"省级": "1", "地级": "2", "县级": "3"}

DIRECT = "直辖"
"""What the listing says in place of a prefecture for counties directly beneath their province."""

EXTRAS = (
    ("133100", "2", "", "雄安新区", "2017", "", ""),
    ("660000", "1", "", "新疆生产建设兵团", "1981", "", ""),
)
"""Divisions in all but name, with the codes that the National Bureau of Statistics uses for them."""


def rows(listing: Path) -> list[tuple[str, ...]]:
    """Read the listing and return the table's rows in order of code and year.

    Raises ValueError where two provinces share the first two digits of a code, which our format leans on.
    """
    provinces: dict[str, str] = {}
    found: list[tuple[str, ...]] = list(EXTRAS)
    with listing.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            code, province, name = row["代码"], row["一级行政区"], row["名称"]
            if provinces.setdefault(code[:2], province) != province:
                raise ValueError(f"{code}: {province} is not {provinces[code[:2]]}; the table needs a province column")
            above = row["二级行政区"]
            parent = "" if row["级别"] != "县级" or above == DIRECT else above
            # A code with a year in brackets took only a part, in that year.
            codes = re.findall(r"\d{6}(?![\d\[])", row["新代码"])
            successors = ",".join(sorted(set(codes))) if row["变更/弃用时间"] else ""
            found.append((code, LEVELS[row["级别"]], parent, name, row["启用时间"], row["变更/弃用时间"], successors))
    return sorted(map(_with_heir, found, repeat(_beginnings(found))), key=lambda r: (r[0], r[4]))


def _beginnings(table: list[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """(code, first year) of every division and (first two digits, stem, first year) of every prefecture → its code."""
    found: dict[tuple[str, ...], str] = {(row[0], row[4]): row[0] for row in table}
    found.update({(row[0][:2], _stem(row[3]), row[4]): row[0] for row in table if row[1] == "2"})
    return found


def _with_heir(row: tuple[str, ...], beginnings: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    # The listing is silent on the heirs of mere changes of name, which keep their code, and of prefectures that became
    # cities (忻州地区 → 忻州市). Both begin in the year in which the former ends.
    code, level, _, name, _, until, successors = row
    if not until or successors:
        return row
    named_alike = beginnings.get((code[:2], _stem(name), until)) if level == "2" else None
    return (*row[:6], named_alike or beginnings.get((code, until), ""))


def _stem(name: str) -> str:
    return re.sub("(?:地区|[市盟])$", "", name)


def main(arguments: list[str]) -> int:
    """Write the table; the one argument is the folder that holds the listing."""
    if len(arguments) != 1:
        print("usage: python -m indexer.data.make_divisions FOLDER", file=sys.stderr)
        return 2
    table = rows(Path(arguments[0]) / SOURCE)
    TABLE.write_text("".join("\t".join(row) + "\n" for row in table), encoding="utf-8", newline="\n")
    print(f"{TABLE.name}: {len(table)} divisions")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
