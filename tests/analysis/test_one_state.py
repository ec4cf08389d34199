"""Numbers and the fingerprint beside them are of one state of the index, whatever is committed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from indexer.analysis.adoption import adoption
from indexer.analysis.comparing import compare
from indexer.analysis.concordance import concordance
from indexer.analysis.coverage import coverage
from indexer.analysis.figures_table import figures_of
from indexer.analysis.neighbours import neighbours
from indexer.analysis.phrases import set_phrases
from indexer.analysis.recounting import ANALYSES, record, record_json, selecting
from indexer.analysis.succession import succession
from indexer.analysis.trends import trends
from indexer.answers import SearchRequest
from indexer.errors import IndexChanging
from indexer.models import Metadata
from indexer.prepare import analyse
from indexer.search import Library
from tests.analysis.conftest import MakeLibrary
from tests.contract.corpus import ORGANIZATIONS, make_report
from tests.contract.engines import fill
from web import create_app, taking_away

FULING = next(each for each in ORGANIZATIONS if each is not None)
COUNTED: dict[str, tuple[str, Callable[[Library], Any], Callable[[Any], int]]] = {
    "coverage": ("failed", coverage, lambda made: made.total.total.reports),
    "adoption": ("metadata", lambda library: adoption(library, "提案"), lambda made: made.total.total.reports),
    "phrases": ("quotations", set_phrases, lambda made: made.reports),
    "trends": ("tally", lambda library: trends(library, ["提案"]), lambda made: made.total.reports),
    "figures": ("tally", lambda library: figures_of(library, "立案"), lambda made: made.reports),
    "concordance": ("places", lambda library: concordance(library, "提案"), lambda made: made.reports),
    "neighbours": ("places", lambda library: neighbours(library, "提案"), lambda made: made.reports),
    "compare": (
        "count_words",
        lambda library: compare(library, SearchRequest(), SearchRequest("提案")),
        lambda made: made.first.reports,
    ),
}
"""What is read, the analysis, and the reports that it says it counted in."""
OF_ENGINE = {"count_words", "failed", "metadata", "quotations"}


RECORDED: dict[str, dict[str, Any]] = {
    "trends": {"terms": ["提案"], "by": "covered_year", "split": ""},
    "concordance": {"term": "提案", "sort": "report", "page": 1, "size": 20, "width": 10},
    "neighbours": {"term": "提案"},
    "coverage": {"by": "organization", "years": "covered_year", "expected": None},
    "adoption": {"term": "提案", "years": "delivered_year"},
    "compare": {"second": selecting(SearchRequest("提案")), "terms": [], "numbers": True, "holding": 1, "limit": 20},
    "figures": {"indicator": "立案"},
    "phrases": {"limit": 10, "years": "delivered_year"},
}
"""Analysis → settings of a file of it."""


class Committing:
    """Some reading of a library after which something is committed, so many ``times``."""

    def __init__(self, library: Library, times: int) -> None:
        self.counted = library
        self.left = times
        self.states = {library.engine.generation: 1}
        """Generation → reports."""

    def after(self, read: Callable[..., Any]) -> Callable[..., Any]:
        def read_and_commit(*given: Any) -> Any:
            found = read(*given)
            if self.left:
                self.left -= 1
                self.commit()
            return found

        return read_and_commit

    def commit(self) -> None:
        report = make_report(
            len(self.states), f"示例提案工作{'又一' * len(self.states)}份，立案提案{len(self.states)}件。"
        )
        fill(self.counted.engine, [(report, analyse(report))])
        self.states[self.counted.engine.generation] = len(self.states) + 1


@pytest.fixture
def library(make_library: MakeLibrary) -> Library:
    return make_library([("示例提案工作，立案提案12件。", Metadata(organization=FULING, delivered_year=2022))])


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("times", [1, 2, 100])
def test_numbers_and_fingerprint_are_of_one_state(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str, times: int
) -> None:
    reading, analysis, reports = COUNTED[name]
    owner: Any = library.engine if reading in OF_ENGINE else library
    committing = Committing(library, times)
    monkeypatch.setattr(owner, reading, committing.after(getattr(owner, reading)))
    if times > 2:
        with pytest.raises(IndexChanging):
            analysis(library)
        assert len(committing.states) == 1 + 3
        return
    made = analysis(library)
    assert len(committing.states) == times + 1
    assert reports(made) == committing.states[made.generation] == times + 1


@pytest.mark.parametrize("name", RECORDED)
@pytest.mark.parametrize("times", [1, 2])
def test_the_table_of_a_file_and_its_fingerprint_are_of_one_state(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str, times: int
) -> None:
    committing = Committing(library, times)
    monkeypatch.setattr(library, "info", committing.after(library.info))
    kept = record(library, name, SearchRequest(), RECORDED[name])
    assert len(committing.states) == times + 1
    assert kept.reports == committing.states[kept.fingerprint] == times + 1
    after = record(library, name, SearchRequest(), RECORDED[name])
    assert {**record_json(kept), "made": after.made} == record_json(after)


def test_every_analysis_that_counts_reports_can_be_a_file() -> None:
    assert set(ANALYSES) - set(RECORDED) == {"succession"}


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/analysis/trends?term=提案", r"在 (\d+) 份报告"),
        ("/analysis/concordance?term=提案&neighbours=1", r"在 (\d+) 份报告"),
        ("/analysis/coverage", r"(\d+) 份报告 ·"),
        ("/analysis/adoption?term=提案", r"在 (\d+) 份报告"),
        ("/analysis/figures?indicator=立案", r"在 (\d+) 份报告"),
        ("/analysis/compare?to_q=提案", r">(\d+) 份报告<"),
    ],
)
def test_the_fixed_link_of_a_page_is_of_the_state_of_its_numbers(
    library: Library, monkeypatch: pytest.MonkeyPatch, path: str, counted: str
) -> None:
    committing, held = Committing(library, 1), taking_away.held

    def commit_and_tell() -> Any:
        if committing.left:
            committing.left -= 1
            committing.commit()
        return held()

    monkeypatch.setattr(taking_away, "held", commit_and_tell)
    page = create_app({"LIBRARY": library, "TESTING": True}).test_client().get(path).text
    link, numbers = re.search(r"seen=([0-9a-f]{32})-(\d+)-", page), re.search(counted, page)
    assert link is not None
    assert numbers is not None
    assert committing.states[link[1]] == int(link[2]) == int(numbers[1]) == 2


def test_a_file_of_two_reports_is_of_one_state(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [Metadata(organization=FULING, covered_year=year, kind="工作报告") for year in (2021, 2022)]
    library = make_library([("示例提案工作。", known[0]), ("示例提案工作，又有进展。", known[1])])
    ids = [f"{identity:016x}" for identity in library.tally(SearchRequest(), [], ())[0].ids.tolist()]
    committing = Committing(library, 1)
    monkeypatch.setattr(library, "report", committing.after(library.report))
    made = succession(library, *ids)
    assert made.generation == library.generation()
    assert len(committing.states) == 2


def test_what_is_read_within_something_else_is_not_tried_again_for_itself(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    committing, tallied, tally = Committing(library, 100), [0], library.tally

    def tally_and_commit(*given: Any) -> Any:
        found = tally(*given)
        tallied[0] += 1
        if tallied[0] % 3:
            committing.commit()
        return found

    monkeypatch.setattr(library, "tally", tally_and_commit)
    monkeypatch.setattr(library.engine, "metadata", committing.after(library.engine.metadata))
    with pytest.raises(IndexChanging):
        adoption(library, "提案")
    assert tallied == [3]


def test_names_that_are_read_after_the_count_are_of_its_state(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library([("示例提案工作，立案提案12件。", Metadata(organization=FULING, delivered_year=2022))])
    tally, values = library.tally, library.engine.values
    counted: list[str] = []
    named: list[str] = []

    def count(*given: Any) -> Any:
        found = tally(*given)
        counted.append(library.engine.generation)
        return found

    def name(facet: str) -> Any:
        if counted and not named:
            report = make_report(1, "示例提案工作又一份。", Metadata(organization=FULING, delivered_year=2023))
            fill(library.engine, [(report, analyse(report))])
        if counted:
            named.append(library.engine.generation)
        return values(facet)

    monkeypatch.setattr(library, "tally", count)
    monkeypatch.setattr(library.engine, "values", name)
    request = SearchRequest(filters={"organization": (FULING.name,)})
    made = trends(library, ["提案"], request, by="division")
    assert len(set(named)) == 1, "the commit came before the names of the first count were read"
    assert made.total.reports == 2, "it was counted anew"
    assert {counted[-1], named[-1]} == {made.generation}
