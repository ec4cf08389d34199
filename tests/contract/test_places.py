"""Every place of some strings, with what stands around it, against a plain reading of every text."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import Engine, EngineRequest, Places
from indexer.fold import fold
from indexer.models import display_title
from indexer.prepare import analyse
from indexer.structure import headings, sections
from tests.contract.conftest import MakeEngine
from tests.contract.drawn import filters, folded_strings, trees
from tests.contract.engines import fill
from tests.contract.oracle import Oracle, mentions
from tests.contract.test_copies import collection
from tests.contract.test_sections import Documents

WIDTH = 7


def make_reports(seed: int, size: int) -> Documents:
    """Reports in several copies, of which most have both halves; characters beyond the basic plane at all edges."""
    draw = random.Random(seed)
    found = Documents()
    for report, _ in collection(seed, size):
        lines = report.text.split("\n")
        half = len(lines) // 2
        first, second = "\n".join(lines[:half]), "\n".join(lines[half:])
        text = draw.choice(
            [
                f"𠮷示例报告\n一、2022年工作回顾\n{first}\n二、2023年工作安排\n{second}\n附件\n2022年{lines[0]}\n𪚥",
                f"示例报告\n一、2022年工作回顾\n{first}\n二、2023年工作安排\n{second}",
                f"{first}\n{second}",
            ]
        )
        changed = replace(report, text=text, headings=tuple(headings(text)))
        found.append((changed, analyse(changed)))
    return found


@pytest.fixture(scope="module")
def documents() -> Documents:
    return make_reports(seed=7, size=50)


@pytest.fixture(scope="module")
def filled(make_analysing_engine: MakeEngine, documents: Documents) -> tuple[Engine, Oracle]:
    """Three segments; some reports are deleted again."""
    engine = make_analysing_engine()
    for start in range(0, len(documents), 20):
        fill(engine, documents[start : start + 20])
    gone = {report.id for report, _ in documents[3::9]}
    with engine.writer() as writer:
        writer.delete(gone)
        writer.commit()
    engine.refresh()
    return engine, Oracle([pair for pair in documents if pair[0].id not in gone])


class Expected:
    """What the places of some strings have to be."""

    def __init__(self, oracle: Oracle, request: EngineRequest, strings: Sequence[str]) -> None:
        self.request = request
        self.strings = strings
        self.reports = {report.id: report for report, _ in oracle.documents}
        passing = oracle.answer(replace(request, copies=True, section="")).scores.keys()
        held = {identity: self.spans(identity) for identity in passing if self.parts(identity)}
        self.places = {identity: held[identity] for identity in self._counted(oracle, held)}

    def _counted(self, oracle: Oracle, held: dict[str, list[tuple[int, int]]]) -> set[str]:
        if self.request.copies:
            return set(held)
        counted = set(held)
        for family in oracle.families:
            there = [identity for identity in family if identity in held]
            best = next((identity for identity in there if held[identity]), there[0]) if there else None
            counted -= {identity for identity in there if identity != best}
        return counted

    def parts(self, identity: str) -> list[tuple[int, int]]:
        """[start, end) of what counts of a report; none where it is not there at all."""
        report = self.reports[identity]
        if not self.request.section:
            return [(0, len(report.text))]
        known = sections(report.text, report.headings)
        ends = [*(section.start for section in known[1:]), len(report.text)]
        return [
            (part.start, end)
            for part, end in zip(known, ends, strict=True)
            if part.kind == self.request.section and end > part.start
        ]

    def spans(self, identity: str) -> list[tuple[int, int]]:
        text = fold(self.reports[identity].text)
        return mentions(
            [
                (at, at + len(string))
                for start, end in self.parts(identity)
                for string in self.strings
                for at in range(start, end - len(string) + 1)
                if text.startswith(string, at)
            ]
        )

    def total(self, string: str) -> int:
        return sum(
            sum(text.startswith(string, at) for at in range(start, end - len(string) + 1))
            for identity in self.places
            for text in [fold(self.reports[identity].text)]
            for start, end in self.parts(identity)
        )


def check(places: Places, expected: Expected) -> None:
    ids = [f"{identity:016x}" for identity in places.reports.ids.tolist()]
    assert set(ids) == expected.places.keys()
    assert len(set(places.newest.tolist())) == len(ids)
    assert (np.diff(places.report) >= 0).all()
    rows = np.arange(len(places.start))
    around = list(places.surroundings(rows, WIDTH))
    found: dict[str, list[tuple[int, int]]] = {identity: [] for identity in ids}
    for row, each in zip(places.report.tolist(), around, strict=True):
        report = expected.reports[ids[row]]
        end = each.offset + len(each.text)
        found[ids[row]].append((each.offset, end))
        assert each.text == report.text[each.offset : end]
        assert each.left == report.text[max(0, each.offset - WIDTH) : each.offset]
        assert each.right == report.text[end : end + WIDTH]
        assert each.paragraph == report.text.count("\n", 0, each.offset) + 1
        known = sections(report.text, report.headings)
        assert each.section == [section.kind for section in known if section.start <= each.offset][-1]
    assert found == expected.places
    titles = places.titles(np.arange(len(ids)))
    assert list(titles) == [display_title(expected.reports[identity].metadata) for identity in ids]
    for side, at in ((1, places.stop), (-1, places.start)):
        met: list[list[int]] = []
        for _ in range(WIDTH):
            characters, at = places.beside(at, side)
            met.append(characters.tolist())
        for number, (row, each) in enumerate(zip(places.report.tolist(), around, strict=True)):
            text = fold(expected.reports[ids[row]].text)
            end = each.offset + len(each.text)
            beside = text[end : end + WIDTH] if side > 0 else text[max(0, each.offset - WIDTH) : each.offset][::-1]
            wanted = [ord(character) for character in beside]
            assert [step[number] for step in met] == wanted + [-1] * (WIDTH - len(wanted))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tree=trees(),
    chosen=filters(),
    excluded=filters(),
    strings=st.lists(folded_strings(), min_size=1, max_size=2, unique=True),
    section=st.sampled_from(["", "", "review", "plan"]),
    every=st.booleans(),
)
def test_places_are_those_of_a_plain_reading(
    filled: tuple[Engine, Oracle],
    tree: whoosh_query.Query,
    chosen: dict[str, frozenset[str]],
    excluded: dict[str, frozenset[str]],
    strings: list[str],
    section: str,
    every: bool,
) -> None:
    engine, oracle = filled
    searched = whoosh_query.Every() if section else tree  # of trees in sections, test_sections tells
    request = EngineRequest(searched, chosen, section=section, copies=every, excluded=excluded)
    expected = Expected(oracle, request, strings)
    places = engine.places(request, strings)
    check(places, expected)
    for string in ("的", "𠮷", *strings):
        assert places.total(string) == expected.total(string)


@pytest.mark.parametrize("section", ["", "review", "plan"])
@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize(
    "strings",
    [
        ("社情民意信息", "民意信息"),
        ("提案", "提案196件", "立案提案", "立案提案196"),
        ("哈", "哈哈", "哈哈哈"),
        ("。", "。\n", "\n"),
        ("𠮷与𪚥", "𪚥", "生僻字𠮷与𪚥"),
    ],
)
def test_what_stands_within_another_string_of_the_term_is_one_place(
    filled: tuple[Engine, Oracle], strings: tuple[str, ...], section: str, every: bool
) -> None:
    engine, oracle = filled
    request = EngineRequest(whoosh_query.Every(), {}, section=section, copies=every)
    places = engine.places(request, strings)
    assert len(places.start)
    check(places, Expected(oracle, request, strings))
    assert (np.diff(places.start) > 0).all()
    assert (np.diff(places.stop) > 0).all(), "none lies within another"
    tally = engine.tally(request, [strings])
    held = dict(zip(tally.ids.tolist(), tally.occurrences[0].tolist(), strict=True))
    counted = Counter(places.reports.ids.take(places.report).tolist())
    assert {identity: held[identity] for identity in counted} == counted


@pytest.mark.parametrize("section", ["", "review", "plan"])
@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("kinds", [{}, {"kind": frozenset({"工作综述"})}, {"kind": frozenset({"常委会工作报告"})}])
def test_totals_of_characters_are_those_of_the_reports_counted_in(
    filled: tuple[Engine, Oracle], section: str, every: bool, kinds: dict[str, frozenset[str]]
) -> None:
    engine, oracle = filled
    request = EngineRequest(whoosh_query.Every(), kinds, section=section, copies=every)
    expected = Expected(oracle, request, ["提案"])
    counted: Counter[int] = Counter()
    for identity in expected.places:
        text = fold(expected.reports[identity].text)
        for start, end in expected.parts(identity):
            units = text[start:end].encode("utf-16-le")
            counted.update(np.frombuffer(units, "<u2").tolist())
    totals = engine.places(request, ["提案"]).character_totals()
    assert {unit: count for unit, count in enumerate(totals.tolist()) if count} == counted
    assert counted


@pytest.mark.parametrize("section", ["review", "plan"])
def test_what_counts_lies_in_one_section(filled: tuple[Engine, Oracle], section: str) -> None:
    engine, oracle = filled
    request = EngineRequest(whoosh_query.Every(), {}, section=section)
    places = engine.places(request, ["2"])
    expected = Expected(oracle, request, ["2"])
    stops = places.stop
    for _ in range(30):
        _, stops = places.beside(stops, 1)
    inside = places.inside(places.start, stops).tolist()
    ids = [f"{identity:016x}" for identity in places.reports.ids.tolist()]
    assert {True, False} == set(inside)
    for row, around, is_inside in zip(
        places.report.tolist(), places.surroundings(np.arange(len(places.start)), 0), inside, strict=True
    ):
        report = expected.reports[ids[row]]
        end = min(around.offset + 1 + 30, len(report.text))
        assert is_inside == any(start <= around.offset and end <= to for start, to in expected.parts(ids[row]))
        assert (around.left, around.right) == ("", "")


def test_places_stay_those_of_the_commit_they_were_found_in(
    make_analysing_engine: MakeEngine, documents: Documents
) -> None:
    engine = make_analysing_engine()
    fill(engine, documents[:10])
    request = EngineRequest(whoosh_query.Every(), {}, copies=True)
    places = engine.places(request, ["提案"])
    before = list(places.surroundings(np.arange(len(places.start)), WIDTH))
    assert before
    with engine.writer() as writer:
        writer.delete([report.id for report, _ in documents[:10]])
        writer.commit()
    engine.refresh()
    assert len(engine.places(request, ["提案"]).start) == 0
    assert list(places.surroundings(np.arange(len(places.start)), WIDTH)) == before


def test_an_empty_index_has_no_places(make_analysing_engine: MakeEngine) -> None:
    engine = make_analysing_engine()
    places = engine.places(EngineRequest(whoosh_query.Every(), {}, copies=False), ["提案"])
    assert (len(places.start), len(places.reports.ids), places.total("提案")) == (0, 0, 0)
    assert not places.character_totals().any()


def test_engines_under_the_contract_say_that_they_have_places(make_analysing_engine: MakeEngine) -> None:
    assert "places" in make_analysing_engine().capabilities


def test_many_places_are_read_like_few(filled: tuple[Engine, Oracle], monkeypatch: pytest.MonkeyPatch) -> None:
    engine, oracle = filled
    request = EngineRequest(whoosh_query.Every(), {}, copies=False)
    few = engine.places(request, ["提案"])
    totals = few.character_totals()
    monkeypatch.setattr("indexer.engine.columnar.places._MANY", 1)
    monkeypatch.setattr("indexer.engine.columnar.places._PORTION", 50)
    many = engine.places(request, ["提案"])
    check(many, Expected(oracle, request, ["提案"]))
    assert (many.character_totals() == totals).all()
    assert oracle.families
