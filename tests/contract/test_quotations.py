"""What stands in quotation marks, against a plain reading of every text."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from indexer.engine.base import (
    LONGEST_QUOTATION,
    QUOTATION_MARKS,
    QUOTATION_STOPS,
    SHORTEST_QUOTATION,
    STRAIGHT_MARK,
    Analysis,
    Engine,
)
from indexer.fold import fold
from indexer.models import Metadata, Report
from indexer.prepare import analyse
from indexer.structure import headings, sections
from tests.contract.conftest import MakeEngine
from tests.contract.corpus import make_report
from tests.contract.engines import fill

PIECES = (
    *("“", "”", "「", "」", "‘", "\n", "。", "，", "提案", "兩個確立", "两个确立", "𠮷", "𠮷𠮷𠮷𠮷𠮷𠮷"),
    *(
        "“渝事好商量”",
        "「渝事好商量」",
        "“资讯”",
        '"渝事好商量"',
        "＂资讯＂",
        '"',
        "5G",
        "一二三四五六七八九十十一十二",
        "一",
        "“一二三四五六七八九十十二”",
    ),
)


def make_reports(seed: int, size: int) -> list[tuple[Report, Analysis]]:
    """Reports full of marks that are opened, closed and forgotten."""
    draw = random.Random(seed)
    found = []
    for number in range(size):
        body = ("".join(draw.choices(PIECES, k=draw.randint(0, 40))).strip("\n") for _ in range(2))
        halves = zip(("一、2022年工作回顾", "二、2023年工作安排"), body, strict=True)
        text = "\n".join(["示例政协常委会工作报告", *(f"{head}\n{part}" for head, part in halves)])
        text = re.sub(r"\n+", "\n", draw.choice([text, "".join(draw.choices(PIECES, k=12)), ""])).strip("\n")
        report = replace(make_report(number, text, Metadata(title=f"示例{number}")), headings=tuple(headings(text)))
        found.append((report, analyse(report)))
    return found


def quoted(text: str) -> list[str]:
    """The strings in marks of a text, character by character."""
    found = []
    for opening, closing in QUOTATION_MARKS:
        for at, character in enumerate(text):
            if character == opening:
                inside = re.split(f"[{opening}{closing}]", text[at + 1 :])[0]
                closed = text[at + 1 + len(inside) :].startswith(closing)
                short = SHORTEST_QUOTATION <= len(inside) <= LONGEST_QUOTATION
                if closed and short and not set(inside) & set(QUOTATION_STOPS):
                    found.append(inside)
    for line in text.replace("＂", STRAIGHT_MARK).splitlines():
        pieces = line.split(STRAIGHT_MARK)
        if len(pieces) % 2:  # as many marks open as close
            short = [each for each in pieces[1::2] if SHORTEST_QUOTATION <= len(each) <= LONGEST_QUOTATION]
            found += [each for each in short if not set(each) & set(QUOTATION_STOPS)]
    return found


def parts_of(report: Report, kind: str) -> list[str]:
    if not kind:
        return [report.text]
    known = sections(report.text, report.headings)
    ends = [*(part.start for part in known[1:]), len(report.text)]
    return [report.text[part.start : end] for part, end in zip(known, ends, strict=True) if part.kind == kind]


@pytest.fixture(scope="module")
def documents() -> list[tuple[Report, Analysis]]:
    return make_reports(seed=8, size=90)


def told(engine: Engine, section: str) -> tuple[Counter[tuple[str, str]], dict[str, str]]:
    """(string, report) → places; string → how it is written."""
    found = engine.quotations(section)
    ids = [f"{identity:016x}" for identity in found.report.tolist()]
    counted = Counter(zip((found.strings[number] for number in found.string.tolist()), ids, strict=True))
    return counted, dict(zip(found.strings, found.written, strict=True))


def test_quotations_are_those_of_a_plain_reading(
    make_analysing_engine: MakeEngine, documents: list[tuple[Report, Analysis]]
) -> None:
    engine = make_analysing_engine()
    for start in range(0, len(documents), 25):
        fill(engine, documents[start : start + 25])
    gone = {report.id for report, _ in documents[::7]}
    for deleted in (set(), gone):
        if deleted:
            with engine.writer() as writer:
                writer.delete(deleted)
                writer.commit()
            engine.refresh()
        for section in ("", "review", "plan"):
            check(engine, [report for report, _ in documents if report.id not in deleted], section)


def check(engine: Engine, reports: list[Report], section: str) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    forms: dict[str, Counter[str]] = {}
    for report in reports:
        for string in (each for part in parts_of(report, section) for each in quoted(part)):
            expected[fold(string), report.id] += 1
            forms.setdefault(fold(string), Counter())[string] += 1
    assert len(expected) > 10
    counted, written = told(engine, section)
    assert counted == expected
    assert written == {string: min(each, key=lambda form: (-each[form], form)) for string, each in forms.items()}


def test_an_empty_index_quotes_nothing(make_analysing_engine: MakeEngine) -> None:
    found = make_analysing_engine().quotations()
    assert (found.strings, found.written, len(found.string), len(found.report)) == ((), (), 0, 0)


def test_metadata_comes_without_texts(
    make_analysing_engine: MakeEngine, documents: list[tuple[Report, Analysis]]
) -> None:
    engine = make_analysing_engine()
    fill(engine, documents[:5])
    wanted = [report.id for report, _ in documents[1:3]]
    assert engine.metadata([*wanted, "0" * 16]) == {report.id: report.metadata for report, _ in documents[1:3]}
