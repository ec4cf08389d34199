"""Metadata that a person gave (a row of a .jsonl file): it wins over what is found, and must therefore be right."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer.describe.dates import parse_date
from indexer.describe.divisions import candidates
from indexer.describe.numerals import FIRST_YEAR, LAST_YEAR
from indexer.describe.organization import parse_organization
from indexer.describe.organization_names import BODY_WORDS
from indexer.errors import ReadError
from indexer.models import BODIES, COMPLETENESS, KINDS, LEVELS, NOT_APPLICABLE, UNKNOWN, Evidence, Organization

_TEXT_FIELDS: Final[tuple[str, ...]] = ("title", "session", "source", "document_number", "url", "author")
_DAY_FIELDS: Final[tuple[str, ...]] = ("published", "retrieved")
_YEAR_FIELDS: Final[tuple[str, ...]] = ("covered_year", "covered_from", "delivered_year")
_SCRIPTS: Final = ("Hans", "Hant")
_NATION: Final = "全国"
_NO_NAMES: Final = frozenset({_NATION, "本级", "未识别", "不适用", UNKNOWN, NOT_APPLICABLE})
"""What the tree of organizations calls nodes that are neither an organization nor a place; "/" parts its paths."""
_PLACED_LEVELS: Final = frozenset({"省级", "地市级"})
"""Levels that divide further, so that they mean a place in the tree."""
_LONGEST_NAME: Final = 100
"""Characters of an organization's name."""
_SHOWN: Final = reprlib.Repr()
_SHOWN.maxstring = _SHOWN.maxother = 80


@dataclass(frozen=True, slots=True)
class Given:
    """Checked values by field name of ``Metadata``; a field that was not given is absent."""

    texts: Mapping[str, str]
    """title, session, source, document_number, url, author, kind, completeness, script, published, retrieved."""
    years: Mapping[str, int]
    organization: Organization | None
    evidence: Mapping[str, Evidence]
    """For every given field, as it was written, where="given"."""


def read_given(given: Mapping[str, object]) -> Given:
    """Check what was given; keys that are no fields of ours are left alone, null and empty values are as not given.

    Raises ReadError (stage "describe"), naming the key, for a year, date, kind, script, division or organization
    that is none.
    """
    stated = {key: value for key, value in given.items() if value is not None and value != "" and value != []}
    texts = {key: _text(key, stated[key]) for key in _TEXT_FIELDS if key in stated}
    if "kind" in stated:
        texts["kind"] = _one_of("kind", stated["kind"], KINDS)
    if "completeness" in stated:
        texts["completeness"] = _one_of("completeness", stated["completeness"], COMPLETENESS)
    if "script" in stated:
        texts["script"] = _one_of("script", stated["script"], _SCRIPTS)
    texts |= {key: _day(key, stated[key]) for key in _DAY_FIELDS if key in stated}
    years = {key: _year(key, stated[key]) for key in _YEAR_FIELDS if key in stated}
    _check_span(years)
    organization = _organization(stated, years.get("covered_year", years.get("delivered_year")))
    fields = [*texts, *years, *(("organization",) if organization else ())]
    evidence = {field: Evidence(str(stated[field]), "given") for field in fields}
    return Given(texts, years, organization, evidence)


def _refuse(key: str, value: object, wanted: str) -> ReadError:
    return ReadError(
        f"given metadata: {key} is {_SHOWN.repr(value)}, but should be {wanted}; correct it or leave it out",
        stage="describe",
    )


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _refuse(key, value, "text")
    return value.strip()


def _one_of(key: str, value: object, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise _refuse(key, value, f"one of {', '.join(choices)}")
    return value


def _year(key: str, value: object) -> int:
    wanted = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
    if isinstance(value, str):
        digits = value.strip().removesuffix("年").rstrip()
        value = int(digits) if len(digits) == 4 and digits.isdecimal() else value
    if isinstance(value, bool) or not isinstance(value, int) or not FIRST_YEAR <= value <= LAST_YEAR:
        raise _refuse(key, value, wanted)
    return value


def _day(key: str, value: object) -> str:
    day = value if isinstance(value, date) else parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise _refuse(key, value, "a date like 2024-01-15")
    return day.isoformat()[:10]


def _check_span(years: Mapping[str, int]) -> None:
    first, last = years.get("covered_from"), years.get("covered_year")
    if first is not None and last is not None and first > last:
        raise _refuse("covered_from", first, f"no later than covered_year, {last}")


def _organization(stated: Mapping[str, object], year: int | None) -> Organization | None:
    """The organization given: as our table knows it in the year that is given, else under the name as it was written.

    Division, body and level that are given beside the name win over what the name says. A level that means a place
    in the tree is dropped where there is no place.
    """
    if "organization" not in stated:
        return None
    name = _text("organization", stated["organization"])
    if len(name) > _LONGEST_NAME:
        raise _refuse("organization", name, f"a name of at most {_LONGEST_NAME} characters")
    body = _one_of("body", stated["body"], BODIES) if "body" in stated else None
    level = _one_of("level", stated["level"], LEVELS) if "level" in stated else None
    division = _division(stated["division"]) if "division" in stated else None
    known = parse_organization(name, year=year, context=division or ())
    if (
        known is not None
        and division in (None, known.division)
        and body in (None, known.body)
        and level in (None, known.level)
    ):
        return known
    if division is None:
        division = known.division if known is not None else ()
    _check_name(name, division)
    return Organization(
        name, None, division, body or _body_of(name), level if division or level not in _PLACED_LEVELS else None
    )


def _check_name(name: str, division: tuple[str, ...]) -> None:
    """Refuse what is no name of an organization: a place, or what the tree of organizations calls its other nodes."""
    if "/" in name or name in _NO_NAMES:
        raise _refuse("organization", name, 'the name of an organization, without "/", such as 重庆市政协')
    if name in division or candidates("".join(name.split())):
        raise _refuse("organization", name, "the name of an organization, such as 重庆市政协, rather than of a place")


def _body_of(name: str) -> str:
    """The body of an organization that our table of divisions does not know."""
    return next((body for word, body in BODY_WORDS if word in name), "其他")


def _division(value: object) -> tuple[str, ...]:
    """The path from the province down; the nation as a whole has none."""
    wanted = 'a list like ["重庆市", "涪陵区"]'
    if not isinstance(value, (list, tuple)) or not all(isinstance(part, str) for part in value):
        raise _refuse("division", value, wanted)
    path = tuple(str(part).strip() for part in value)
    if path == (_NATION,):
        return ()
    if any(not part or "/" in part or part in _NO_NAMES for part in path):
        raise _refuse("division", value, f'{wanted}, each part the name of a place, without "/"')
    return path
