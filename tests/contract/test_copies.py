"""Copies of one text: which reports are, and what searches make of them, against brute force."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import Analysis, Engine, EngineRequest
from indexer.errors import NoSuchReport
from indexer.facets import FACETS
from indexer.models import COMPLETENESS, Metadata, Report
from indexer.prepare import analyse
from indexer.query import ExactString, Group
from tests.contract.corpus import ORGANIZATIONS, SENTENCES, make_collection, make_report
from tests.contract.drawn import filters, folded_strings, trees
from tests.contract.engines import Documents, MakeEngine, fill, same
from tests.contract.oracle import Oracle

CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 1500))
YEAR = Metadata(organization=ORGANIZATIONS[1], covered_year=2022, delivered_year=2023, kind="工作综述")
FORM = Metadata(title="关于示例事项的批复文件", organization=ORGANIZATIONS[1], delivered_year=2023, kind="政策文件")


def long_text(draw: random.Random, size: int = 900) -> str:
    body = "".join(draw.choices(CHARACTERS, k=size))
    lines = [body[at : at + 60] for at in range(0, size, 60)]
    return "\n".join(f"{line}{draw.choice(SENTENCES)}" for line in lines)


def wrong(text: str, draw: random.Random, share: float) -> str:
    """A text with some of its characters replaced."""
    return "".join(draw.choice(CHARACTERS) if draw.random() < share else character for character in text)


def varied(report: Report, number: int, draw: random.Random) -> Report:
    """A copy of a report, or something near it that is none."""
    text, metadata = report.text, report.metadata
    change = draw.randrange(12)
    if change == 0:
        text = wrong(text, draw, 0.01)
    elif change == 1:
        text = f"网站首页\n{text}\n相关链接：{draw.choice(SENTENCES)}"
    elif change == 2:
        text = text[: len(text) // 3]
    elif change == 3:
        text = wrong(text, draw, 0.2)
    elif change == 4:
        metadata = replace(metadata, covered_year=2021, covered_from=None, delivered_year=2022)
    elif change == 5:
        metadata = replace(metadata, organization=draw.choice(ORGANIZATIONS))
    elif change == 6:
        metadata = replace(
            metadata, covered_year=None, covered_from=None, delivered_year=draw.choice([None, 2023, 2024])
        )
    elif change == 7:
        metadata = replace(metadata, title=draw.choice([None, "另一件事项的批复文件"]), kind="常委会工作报告")
    elif change == 8:
        text = text.replace("\n", "").replace("。", "，").replace("，", "\n")
    changed = replace(
        metadata,
        completeness=draw.choice([None, *COMPLETENESS]) if draw.random() < 0.3 else metadata.completeness,
        script=draw.choice([None, "Hans", "Hant"]),
        source=draw.choice([None, "人民政协报", "涪陵政协"]),
        published=draw.choice([None, "2023-01-11", "2023-02-01"]),
        document_number=draw.choice([None, None, None, "示例发〔2023〕1号", "示例发〔2023〕2号"]),
    )
    return make_report(number, text, changed)


def collection(seed: int, size: int) -> Documents:
    """Short reports and long ones with copies of each, in no order."""
    draw = random.Random(seed)
    reports = [report for report, _ in make_collection(seed, size // 3)]
    while len(reports) < size:
        metadata = draw.choice([YEAR, YEAR, FORM, Metadata()])
        made = make_report(len(reports), long_text(draw, draw.choice([300, 900])), metadata)
        reports.append(made)
        for _ in range(draw.randint(0, 4)):
            reports.append(varied(draw.choice([made, *reports[-1:]]), len(reports), draw))
    for report in reports[: size // 9]:
        reports.append(varied(report, len(reports), draw))
    draw.shuffle(reports)
    return [(report, analyse(report)) for report in reports]


def told(engine: Engine, documents: Documents) -> list[list[str]]:
    """The families that an engine tells of, each once."""
    found = {report.id: [copy.id for copy in engine.copies(report.id)] for report, _ in documents}
    for identity, family in found.items():
        assert not family or identity in family
        assert all(found[other] == family for other in family)
    return sorted({tuple(family) for family in found.values() if family})


def expected(documents: Documents) -> list[tuple[str, ...]]:
    return sorted(map(tuple, Oracle(documents).families))


@pytest.mark.parametrize("seed", range(3))
def test_families_are_those_of_brute_force_whatever_was_committed_when(
    make_recognising_engine: MakeEngine, seed: int
) -> None:
    documents = collection(seed, 60)
    draw = random.Random(seed)
    engine = make_recognising_engine()
    there: dict[str, tuple[Report, Analysis]] = {}
    for start in range(0, len(documents), 17):
        added = documents[start : start + 17]
        gone = draw.sample(sorted(there), min(5, len(there)))
        again = {identity: there[identity] for identity in draw.sample(sorted(there), min(3, len(there)))}
        with engine.writer() as writer:
            for report, analysis in [*added, *again.values()]:
                writer.add(report, analysis)
            writer.delete(identity for identity in gone if identity not in again)
            writer.commit()
        engine.refresh()
        there |= {report.id: (report, analysis) for report, analysis in added}
        there = {key: pair for key, pair in there.items() if key not in gone or key in again}
        live = list(there.values())
        assert told(engine, live) == expected(live)
        assert engine.info().copies == sum(len(family) - 1 for family in expected(live))
    assert expected(documents), "the collection has copies in it"


@pytest.fixture(scope="module")
def documents() -> Documents:
    return collection(seed=77, size=70)


@pytest.fixture(scope="module")
def filled(make_recognising_engine: MakeEngine, documents: Documents) -> tuple[Engine, Oracle]:
    engine = make_recognising_engine()
    for start in range(0, len(documents), 40):
        fill(engine, documents[start : start + 40])
    return engine, Oracle(documents)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tree=trees(),
    chosen=filters(),
    excluded=filters(),
    strings=st.lists(folded_strings(), max_size=2),
    every=st.booleans(),
)
def test_searches_with_and_without_copies_equal_brute_force(
    filled: tuple[Engine, Oracle],
    tree: whoosh_query.Query,
    chosen: dict[str, frozenset[str]],
    excluded: dict[str, frozenset[str]],
    strings: list[str],
    every: bool,
) -> None:
    engine, oracle = filled
    groups = tuple(Group((string,), ("政协", "报告")) for string in strings)
    request = EngineRequest(tree, chosen, groups, FACETS, size=1000, copies=every, excluded=excluded)
    same(engine.search(request), oracle, request)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_without_copies_are_the_whole_in_order(filled: tuple[Engine, Oracle], sort: str) -> None:
    engine, _ = filled
    request = EngineRequest(ExactString("text", "。"), {}, sort=sort, size=1000, copies=False)
    whole = engine.search(request)
    pages = [engine.search(replace(request, start=start, size=7)) for start in range(0, whole.total + 7, 7)]
    assert [(hit.report.id, hit.copies) for page in pages for hit in page.hits] == [
        (hit.report.id, hit.copies) for hit in whole.hits
    ]
    assert {(page.total, page.copies) for page in pages} == {(whole.total, whole.copies)}
    assert whole.total + whole.copies == engine.search(replace(request, copies=True)).total
    assert whole.copies > 0
    ranking = engine.rank(request)
    assert (ranking.total, ranking.copies) == (whole.total, whole.copies)
    assert ranking.ids == tuple(hit.report.id for hit in whole.hits)
    streamed = engine.every(replace(request, size=1))
    assert (streamed.total, tuple(streamed.hits)) == (whole.total, whole.hits)


def test_another_copy_stands_for_a_text_whose_best_is_excluded(make_recognising_engine: MakeEngine) -> None:
    engine = make_recognising_engine()
    text = long_text(random.Random(3))
    best, other = (
        make_report(number, text, replace(YEAR, source=source, completeness=completeness))
        for number, source, completeness in ((1, "示例日报", "全文"), (2, "示例晚报", None))
    )
    fill(engine, [(report, analyse(report)) for report in (best, other)])
    request = EngineRequest(whoosh_query.Every(), {}, facets=("source", "kind"), copies=False)
    (hit,) = engine.search(request).hits
    assert (hit.report.id, hit.copies) == (best.id, 1)
    without = engine.search(replace(request, excluded={"source": frozenset({"示例日报"})}))
    assert [(hit.report.id, hit.copies) for hit in without.hits] == [(other.id, 0)]
    assert (without.total, without.copies) == (1, 0)
    assert without.counts == {"source": {"示例日报": 1, "示例晚报": 1}, "kind": {"工作综述": 1}}
    nothing = engine.search(replace(request, excluded={"source": frozenset({"示例日报", "示例晚报"})}))
    assert (nothing.total, nothing.counts["kind"]) == (0, {})


def test_a_copy_tells_where_it_is_and_what_is_known_of_it(make_recognising_engine: MakeEngine) -> None:
    engine = make_recognising_engine()
    text = long_text(random.Random(1))
    metadata = replace(YEAR, title="示例报告", source="示例日报", published="2023-02-01", completeness="节选/残缺")
    first, second = make_report(1, text, YEAR), make_report(2, text[:-200], metadata)
    alone = make_report(3, long_text(random.Random(2)), YEAR)
    fill(engine, [(report, analyse(report)) for report in (second, first, alone)])
    better, worse = engine.copies(second.id)
    assert (better.id, better.root, better.file, better.part, better.parts) == (first.id, "r", "1.txt", 0, 1)
    assert better.title == "〔重庆市政协2022年工作综述〕"
    assert (worse.id, worse.title, worse.metadata) == (second.id, "示例报告", metadata)
    assert (better.characters, worse.characters) == (len(first.text), len(second.text))
    assert engine.copies(alone.id) == ()
    with pytest.raises(NoSuchReport):
        engine.copies("0" * 16)


def test_a_chain_of_texts_that_drift_apart_is_not_one_text(make_recognising_engine: MakeEngine) -> None:
    draw = random.Random(4)
    paragraphs = [long_text(draw, 60) for _ in range(60)]
    chain = [make_report(n, "\n".join(paragraphs[n * 5 : n * 5 + 40]), YEAR) for n in range(5)]
    engine = make_recognising_engine()
    documents = [(report, analyse(report)) for report in chain]
    fill(engine, documents)
    assert told(engine, documents) == expected(documents)
    assert max(len(family) for family in told(engine, documents)) in (2, 3)
