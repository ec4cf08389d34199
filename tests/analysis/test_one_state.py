"""Numbers and the fingerprint beside them are of one state of the index, whatever is committed meanwhile."""

from __future__ import annotations

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
from indexer.analysis.trends import trends
from indexer.answers import SearchRequest
from indexer.errors import EngineUnavailable
from indexer.models import Metadata
from indexer.prepare import analyse
from indexer.search import Library
from tests.analysis.conftest import MakeLibrary
from tests.contract.corpus import ORGANIZATIONS, make_report
from tests.contract.test_engine_contract import fill

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


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("times", [1, 2, 100])
def test_numbers_and_fingerprint_are_of_one_state(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch, name: str, times: int
) -> None:
    library = make_library([("示例提案工作，立案提案12件。", Metadata(organization=FULING, delivered_year=2022))])
    reading, analysis, reports = COUNTED[name]
    owner: Any = library.engine if reading in OF_ENGINE else library
    read, left = getattr(owner, reading), [times]
    states = {library.engine.generation: 1}

    def read_and_commit(*given: Any) -> Any:
        found = read(*given)
        if left[0]:
            left[0] -= 1
            report = make_report(len(states), f"示例提案工作{'又一' * len(states)}份。")
            fill(library.engine, [(report, analyse(report))])
            states[library.engine.generation] = len(states) + 1
        return found

    monkeypatch.setattr(owner, reading, read_and_commit)
    if times > 2:
        with pytest.raises(EngineUnavailable):
            analysis(library)
        return
    made = analysis(library)
    assert len(states) == times + 1
    assert reports(made) == states[made.generation] == times + 1


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
