"""What is read out of a text: one numeric fact, with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal
"""Exact: whole numbers as int, others as Decimal; never a float."""


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a figure is about."""

    text: str
    """As printed (五年来, 大会期间); "" where it is the report's own."""
    first: int | None
    last: int | None
    """First and last year; both None where neither the text nor what is known of the report tells."""
    part: bool = False
    """Whether it is less than the year it lies in: 大会期间, 1月至6月."""
    things: str = ""
    """Of which time the things are that were followed up in it, as printed, where that is another: 上年度 of 跟踪督办上年度提案11件."""

    @property
    def total(self) -> bool:
        """Whether it sums up several years: such a figure is of none of them."""
        return self.first != self.last or (self.last is None and bool(self.text) and not self.part)

    @property
    def label(self) -> str:
        """2023, 2018-2022, or the words where it is part of a year or no year is known; "" for nothing known."""
        if self.part or self.last is None or (self.total and self.first is None):
            return self.text
        return f"{self.first}-{self.last}" if self.total else str(self.last)


@dataclass(frozen=True, slots=True)
class Figure:
    """提案 · 立案 · 1315 件 · 2023, and where it stands. All offsets count code points of the text that was read."""

    indicator: str
    """Name of the group that its head words belong to: 提案 for 提案, 委员提案, and for 立案 alone."""
    action: str
    """One of ``actions.ACTIONS``; "" where the sentence states none."""
    actor: str
    """Who else than the report's own organization acted, used or was handed it: 市政协 (被市政协采用, 向市政协提交), 集体 (集体提案)."""
    actor_level: str | None
    """One of ``models.LEVELS``, as seen from the report's organization; the highest of several."""
    period: Period
    as_of: str
    """The day or month up to which it counts (截至2023年12月底), as printed; else ""."""
    low: Number
    high: Number
    """Both the value, or the ends of a range (10-20件, 三四十件); in ``unit``."""
    unit: str
    """件, 条, 元 … without 万 or 亿, which are in the value; "%" and "个百分点"."""
    printed: str
    """The number with its unit as printed: 4000余万元; "" where titles were counted."""
    qualifier: str
    """One of 余 多 约 近 超 以上 以下 左右, else ""."""
    section: str
    """"review", "plan" or "other"; what is planned is no result."""
    sentence: str
    sentence_start: int
    sentence_end: int
    start: int
    """Of the number with its unit (of the titles that were counted)."""
    end: int
    repeats: tuple[tuple[int, int], ...] = ()
    """Where else in the report the same figure stands."""
    contradicted: bool = False
    """Whether the report gives another value for the same indicator, action, actor, period, day (``as_of``) and unit."""
    changed: str = ""
    """What had been done with the things whose number changed, where ``action`` is 增长 or 下降: 立案 of 立案268件，增长6%; else ""."""
    of_members: bool = False
    """Whether it is said of 委员提案 where no others are told apart from these: ``actor`` is "" then, for they are simply proposals."""

    @property
    def value(self) -> Number | None:
        """None for a range."""
        return self.low if self.low == self.high else None

    @property
    def done(self) -> str:
        """The action with what changed before it: 立案增长; for showing."""
        return f"{self.changed}{self.action}"

    @property
    def range(self) -> tuple[Number, Number]:
        return self.low, self.high

    @property
    def total(self) -> bool:
        """Whether it sums up several years, a term (五年来, 本届): never in a table of years."""
        return self.period.total
