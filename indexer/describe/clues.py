"""Clues about the years of a report, and each with the words that give it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.describe.lines import Line
from indexer.describe.numerals import read_year
from indexer.models import Evidence


@dataclass(frozen=True, slots=True)
class YearClue:
    year: int
    evidence: Evidence
    month: int | None = None
    """Month of a session, where it is stated."""
    first: int | None = None
    """First year of a span that ends with ``year``."""


@dataclass(frozen=True, slots=True)
class LengthClue:
    years: int
    """How many years a report looks back on: 一年来 1, 过去五年 5."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class GapClue:
    """去年工作回顾, 明年工作安排: whether the reviewed year is the one of the session or the one before."""

    gap: int
    """0 or 1: the year of delivery less the year looked back on."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EventClue:
    """A day without its year, as news give it: 2月26日."""

    month: int
    day: int
    evidence: Evidence


def clue_from(line: Line, match: re.Match[str]) -> YearClue | None:
    """The year in the first group of ``match`` that took part."""
    written = next((group for group in match.groups() if group), None)
    year = read_year(written) if written else None
    return YearClue(year, line.quote(match.start(), match.end())) if year is not None else None
