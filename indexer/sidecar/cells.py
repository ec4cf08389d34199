"""The cells of one row of a sidecar: what they give by field, each checked."""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.corrections import GivenValue, Value
from indexer.describe.given import Given, read_given
from indexer.describe.numerals import FIRST_YEAR, LAST_YEAR
from indexer.errors import ReadError
from indexer.fold import fold
from indexer.models import BODIES, COMPLETENESS, KINDS, LEVELS
from indexer.readers.given_columns import field_of, given_of

WITHDRAWN: Final = "未识别"
"""What stands in a cell to say that the field is not known, whatever the text seems to say."""
_BESIDE_ORGANIZATION: Final = ("division", "body", "level")
_SAYS_NOTHING: Final = re.compile(r"[\W_]++")
_CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "kind": KINDS,
    "completeness": COMPLETENESS,
    "body": BODIES,
    "level": LEVELS,
    "script": ("Hans", "Hant"),
}
_SCRIPTS: Final = {"简体": "Hans", "繁体": "Hant"}
_YEAR: Final = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
_ALLOWED: Final[Mapping[str, str]] = {
    **{field: f"one of {', '.join(choices)}" for field, choices in _CHOICES.items()},
    "script": "简体 (Hans) or 繁体 (Hant)",
    "level": f"one of {', '.join(LEVELS)}, the middle two only with a division",
    "covered_year": f"{_YEAR}, or a span such as 2018—2022",
    "covered_from": f"{_YEAR}, no later than the covered year",
    "delivered_year": _YEAR,
    "published": "a date such as 2024-01-15",
    "retrieved": "a date such as 2024-01-15",
    "organization": "the name of one organization, such as 重庆市涪陵区政协, and not of a place",
    "division": "a path of places such as 重庆市/涪陵区",
}
_SHOWN: Final = reprlib.Repr()
_SHOWN.maxstring = _SHOWN.maxother = 60


@dataclass(frozen=True, slots=True)
class Origin:
    """The row in which cells stand."""

    sidecar: str
    row: int
    place: str
    """For messages: row 7."""


def read_cells(cells: Mapping[str, object], origin: Origin, problems: list[str], notes: list[str]) -> list[GivenValue]:
    """The values of a row, each field as often as it has a column; what cannot be is a problem and left out."""
    found: list[GivenValue] = []
    beside: dict[str, object] = {}
    organization: dict[str, object] = {}
    for head, value in cells.items():
        field = field_of(head)
        if field is None or (isinstance(value, str) and not value.strip()):
            continue
        if field in _BESIDE_ORGANIZATION:
            beside[head] = value
            continue
        try:
            checked = _checked_text(head, field, value) if isinstance(value, str) else _checked(head, field, value)
        except ReadError:
            problems.append(_refusal(origin.place, head, field, value))
            continue
        found += [
            GivenValue(name, each, _as_written(value), origin.sidecar, origin.row) for name, each in checked.items()
        ]
        if field == "organization":
            organization = {name: each for name, each in checked.items() if each is not None}
    found = _without_turned_span(found, origin, problems)
    if beside and not organization:
        notes.append(f"{origin.place}: {'、'.join(beside)} is only read beside the name of an organization (机构)")
        return found
    for head, value in beside.items():
        field = field_of(head) or head
        try:
            checked = _beside(head, value, organization)
        except ReadError:
            problems.append(_refusal(origin.place, head, field, value))
            continue
        organization |= checked
        found += [
            GivenValue(name, each, _as_written(value), origin.sidecar, origin.row) for name, each in checked.items()
        ]
    return found


def _without_turned_span(values: list[GivenValue], origin: Origin, problems: list[str]) -> list[GivenValue]:
    """Without a first year that is later than the last."""
    years = {value.field: value for value in values if value.field in ("covered_from", "covered_year")}
    first, last = (years[name].value if name in years else None for name in ("covered_from", "covered_year"))
    if not isinstance(first, int) or not isinstance(last, int) or first <= last:
        return values
    problems.append(f"{origin.place}: covered_from is {first}, but should be no later than the covered year, {last}")
    return [value for value in values if value.field != "covered_from"]


def shown(value: object) -> str:
    """What stands in a cell, as a message may repeat it."""
    return _SHOWN.repr(value)


def _beside(head: str, value: object, organization: Mapping[str, object]) -> dict[str, Value | None]:
    """Division, body or level of an organization, as they can stand beside what is known of it. Raises ReadError."""
    added = {name: _chosen(name, each) for name, each in given_of({head: value}).items()}
    read_given({**organization, **added})
    return {name: _value(each) for name, each in added.items()}


@lru_cache(maxsize=4096)
def _checked_text(head: str, field: str, value: str) -> Mapping[str, Value | None]:
    """The same value stands in a column again and again."""
    return _checked(head, field, value)


def _checked(head: str, field: str, value: object) -> dict[str, Value | None]:
    """Field → value, as the description takes it; a span of years gives two. Raises ReadError."""
    if _is_withdrawn(value):
        return {field: None}
    if isinstance(value, str) and _SAYS_NOTHING.fullmatch(value):
        raise ReadError("it says nothing")
    given = {name: _chosen(name, each) for name, each in given_of({head: value}).items()}
    read = read_given(given)
    return {name: _read_value(read, name, each) for name, each in given.items()}


def _read_value(read: Given, field: str, value: object) -> Value:
    return read.texts[field] if field in read.texts else read.years[field] if field in read.years else _value(value)


def _value(value: object) -> Value:
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _chosen(field: str, value: object) -> object:
    """A value of a controlled list as the list spells it: brackets, width and script of characters do not matter."""
    if field == "script" and isinstance(value, str):
        value = _SCRIPTS.get(fold(value), value)
    choices = {fold(choice): choice for choice in _CHOICES.get(field, ())}
    return choices.get(fold("".join(value.split())), value) if isinstance(value, str) and choices else value


def _is_withdrawn(value: object) -> bool:
    return isinstance(value, str) and fold(value.strip()) == WITHDRAWN


def _as_written(value: object) -> str:
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _refusal(place: str, head: str, field: str, value: object) -> str:
    allowed = _ALLOWED.get(field, "text")
    return (
        f"{place}, column {head}: {shown(value)} should be {allowed}; correct it, leave it empty, or write {WITHDRAWN} "
        "if it is not known"
    )
