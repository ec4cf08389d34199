"""What an index holds, for its front page: regions, years, kinds, and queries that find something in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import inf
from typing import Final, Generic, TypeVar

from indexer.answers import Example, Holdings, Region
from indexer.deadline import within
from indexer.engine.base import Engine, EngineRequest
from indexer.facets import flat_facet, organization_tree, organization_values, parents
from indexer.query import everything
from indexer.segment import segmenter
from indexer.telling import telling_words

MOST_EXAMPLES: Final = 12
_CANDIDATES: Final = (
    "社情民意信息",
    "“两个确立”",
    "提案 办理",
    "渝事好商量",
    "民主监督",
    "同句(立案 提案)",
    "协商民主",
    "新质生产力",
    "乡村振兴",
    "“最多跑一次”",
    "营商环境",
    "委员工作室",
    "脱贫攻坚",
    "立案",
    "公益诉讼",
    "大气污染 防治",
)
"""What people of the field ask, in the order in which it is offered; exact words, several words, a sentence."""
_LOOKED_AT: Final = 20
_WORDS_OF_EACH: Final = 15

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """An answer that holds as long as nothing is committed; threads may share it."""

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make = make
        self._kept: tuple[str, Value] | None = None

    def at(self, generation: str) -> Value:
        """The answer at a generation of the index, which the engine has to be at, or past."""
        kept = self._kept
        if kept is None or kept[0] != generation:
            with within(inf):  # once a commit: given up, it would be begun anew by everybody
                kept = self._kept = generation, self._make()
        return kept[1]


def holdings(engine: Engine) -> Holdings:
    """Counts of all reports, copies of one text as one, as a search for everything gives them."""
    facets = ("organization", "covered_year", "kind")
    found = engine.search(EngineRequest(everything(), {}, facets=facets, size=0, copies=False))
    tree = organization_tree(found.counts["organization"], parents(found.organizations), ())
    organizations = Counter(organization_values(organization)[0] for organization in found.organizations)
    years = found.counts["covered_year"].items()
    return Holdings(
        regions=tuple(Region(node.value, node.label, node.count, organizations[node.value]) for node in tree),
        years=tuple(sorted((int(year), count) for year, count in years if year.isdecimal())),
        kinds=tuple((value.value, value.count) for value in flat_facet("kind", found.counts["kind"], ())),
    )


def examples(engine: Engine, total: Callable[[str], int]) -> tuple[Example, ...]:
    """Queries that find something, those of the field first, and of these the ones that narrow; words of the index where
    there are few. ``total`` tells how many reports a query finds."""
    reports = total("")
    found = [Example(query, count) for query in _CANDIDATES if (count := total(query))]
    found.sort(key=lambda example: example.total == reports)
    for word in _words(engine):
        if len(found) >= MOST_EXAMPLES:
            break
        if count := total(word):
            found.append(Example(word, count))
    return tuple(found[:MOST_EXAMPLES])


def _words(engine: Engine) -> Iterator[str]:
    """Words of the dictionary that tell several of the newest reports from the others, the most telling first."""
    newest = engine.search(EngineRequest(everything(), {}, sort="newest", size=_LOOKED_AT, copies=False))
    weights: Counter[str] = Counter()
    for hit in newest.hits:
        for word, weight in telling_words(hit.report, engine, _WORDS_OF_EACH):
            weights[word] += round(1000 * weight)
    known = segmenter(engine.segmentation).knows
    return (word for word, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])) if known(word))
