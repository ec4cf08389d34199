"""Searches and counts limited to one kind of section, against a plain reading of every text."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import Analysis, Engine, EngineRequest
from indexer.errors import NoSuchReport
from indexer.facets import facet_values
from indexer.fold import fold
from indexer.models import Report
from indexer.prepare import analyse
from indexer.query import ExactString, Group, Near, Together
from indexer.structure import headings, sections
from tests.contract.conftest import MakeEngine
from tests.contract.corpus import SENTENCES, make_collection, make_report
from tests.contract.drawn import folded_strings
from tests.contract.engines import fill
from tests.contract.oracle import places, spans

ALL = 1000
KINDS = ("review", "plan")


def make_reports(seed: int, size: int) -> list[tuple[Report, Analysis]]:
    """Reports of both halves, of one, and of none; some with characters beyond the basic plane, some empty."""
    draw = random.Random(seed)
    found = []
    for number, (known, _) in enumerate(make_collection(seed, size)):
        review, plan, other = ("\n".join(draw.choices(SENTENCES, k=draw.randint(1, 4))) for _ in range(3))
        text = draw.choice(
            [
                f"示例政协常委会工作报告\n一、2022年工作回顾\n{review}\n二、2023年工作安排\n{plan}",
                f"示例𠮷报告\n{other}\n一、过去一年工作回顾\n{review}\n二、下一步工作打算\n{plan}\n附件\n{other}",
                f"{other}\n{review}",
                f"一、2022年工作回顾\n{review}",
                "",
            ]
        )
        report = replace(make_report(number, text, known.metadata), headings=tuple(headings(text)))
        found.append((report, analyse(report)))
    return found


class Documents(list[tuple[Report, Analysis]]):
    """Reports that Hypothesis does not print."""

    def __repr__(self) -> str:
        return f"{len(self)} reports"


class Parts:
    """The folded texts of the sections of one kind, report by report."""

    def __init__(self, documents: list[tuple[Report, Analysis]], kind: str) -> None:
        self.texts: dict[str, list[str]] = {}
        for report, _ in documents:
            known = sections(report.text, report.headings)
            ends = [*(section.start for section in known[1:]), len(report.text)]
            self.texts[report.id] = [
                fold(report.text)[section.start : end]
                for section, end in zip(known, ends, strict=True)
                if section.kind == kind and end > section.start
            ]

    def count(self, report_id: str, string: str) -> int:
        return sum(places(text, string) for text in self.texts[report_id])


@pytest.fixture(scope="module")
def documents() -> Documents:
    return Documents(make_reports(seed=3, size=40))


@pytest.fixture(scope="module")
def filled(make_analysing_engine: MakeEngine, documents: Documents) -> Engine:
    engine = make_analysing_engine()
    for start in (0, 25):
        fill(engine, documents[start : start + 25])
    return engine


def test_the_collection_has_every_kind(documents: Documents) -> None:
    held = [{section.kind for section in sections(report.text, report.headings)} for report, _ in documents]
    assert {"other", "review", "plan"} in held
    assert {"other"} in held


def test_sections_come_back_as_they_are_in_the_text(filled: Engine, documents: Documents) -> None:
    for report, _ in documents:
        assert filled.sections(report.id) == tuple(sections(report.text, report.headings))
    with pytest.raises(NoSuchReport):
        filled.sections("0" * 16)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(string=folded_strings(), kind=st.sampled_from(KINDS), only=st.booleans())
def test_a_string_is_found_and_counted_in_its_section_alone(
    filled: Engine, documents: Documents, string: str, kind: str, only: bool
) -> None:
    parts = Parts(documents, kind)
    expected = {report.id: count for report, _ in documents if (count := parts.count(report.id, string))}
    request = EngineRequest(ExactString("text", string), {}, (Group((string,)),), size=ALL, section=kind)
    result = filled.search(request)
    assert {hit.report.id: hit.occurrences for hit in result.hits} == expected
    assert result.occurrences == sum(expected.values())
    for hit in result.hits:
        assert hit.sections == filled.sections(hit.report.id)
    without = whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(ExactString("text", string))])
    held = {report.id for report, _ in documents if parts.texts[report.id]}
    ids = {hit.report.id for hit in filled.search(EngineRequest(without, {}, size=ALL, section=kind)).hits}
    assert ids == held - expected.keys(), "reports without such a section are not there at all"


@pytest.mark.parametrize("kind", KINDS)
def test_words_have_to_stand_in_the_section(filled: Engine, documents: Documents, kind: str) -> None:
    parts = Parts(documents, kind)
    some = False
    for word in ("提案", "信息", "渝", "联系", "推动"):
        expected = {
            report.id for report, analysis in documents if word in analysis.words and parts.count(report.id, word)
        }
        tree = whoosh_query.Term("words", word)
        ids = {hit.report.id for hit in filled.search(EngineRequest(tree, {}, size=ALL, section=kind)).hits}
        assert ids == expected
        some = some or bool(ids)
    assert some


@pytest.mark.parametrize("kind", KINDS)
def test_neighbours_have_to_stand_in_the_section(filled: Engine, documents: Documents, kind: str) -> None:
    parts = Parts(documents, kind)
    near, together = Near("text", ("提案",), ("196",), 4), Together("text", (("提案",), ("办复",)), "sentence")
    expected = {
        report.id
        for report, _ in documents
        if any(
            abs(second[0] - first[1]) <= 4
            for text in parts.texts[report.id]
            for first, second in pairwise(sorted(spans(text, ("提案", "196"))))
        )
        and parts.count(report.id, "提案196")
    }
    assert expected
    for node in (near, together):
        ids = {hit.report.id for hit in filled.search(EngineRequest(node, {}, size=ALL, section=kind)).hits}
        assert ids == expected, node


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strings=st.lists(folded_strings(), max_size=3), kind=st.sampled_from(["", *KINDS]))
def test_a_tally_is_what_counting_by_hand_gives(
    filled: Engine, documents: Documents, strings: list[str], kind: str
) -> None:
    parts = Parts(documents, kind) if kind else None
    chosen = {"kind": frozenset({"工作综述", "unknown"})}
    request = EngineRequest(whoosh_query.Every(), chosen, section=kind, facets=("covered_year", "organization"))
    tally = filled.tally(request, [(string,) for string in strings])
    rows = {f"{identity:016x}": row for row, identity in enumerate(tally.ids.tolist())}
    wanted = {
        report.id: report
        for report, _ in documents
        if chosen["kind"] & set(facet_values(report.metadata)["kind"]) and (parts is None or parts.texts[report.id])
    }
    assert rows.keys() == wanted.keys()
    assert tally.occurrences.shape == (len(strings), len(rows))
    for identity, row in rows.items():
        report = wanted[identity]
        texts = parts.texts[identity] if parts else [fold(report.text)]
        assert tally.characters[row] == sum(map(len, texts))
        for number, string in enumerate(strings):
            assert tally.occurrences[number, row] == sum(places(text, string) for text in texts)
        for name, column in tally.facets.items():
            assert column.combinations[column.numbers[row]] == facet_values(report.metadata)[name]
        number = int(tally.organization[row])
        assert (tally.organizations[number] if number >= 0 else None) == report.metadata.organization
    assert tally.family.dtype == np.int64
