"""Characters that look alike (data/shapes.tsv, a table of our own), for corrections of queries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Character → those that look like it. Raises ValueError for a row that is no group of different characters."""
    table: dict[str, tuple[str, ...]] = {}
    for line in files("indexer.data").joinpath("shapes.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        group = line.split("\t")
        if len(group) < 2 or len(set(group)) < len(group) or any(len(each) != 1 for each in group):
            raise ValueError(
                f"shapes.tsv: {line!r} is no group; write two or more different characters with tabs between"
            )
        for character in group:
            others = (*table.get(character, ()), *(other for other in group if other != character))
            table[character] = tuple(dict.fromkeys(others))
    return table


def looking_like(character: str) -> tuple[str, ...]:
    """The folded characters that look like a folded one, without itself."""
    return _table().get(character, ())
