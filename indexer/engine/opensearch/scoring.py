"""A Whoosh query tree → a query of the cluster's language, with the embedded engine's scores.

A leaf's matches come with how often each report holds it (``mapping``). What BM25 needs beside, how many reports hold it and how
long the field is on average, is asked for before (``Statistics``), and a script puts the three together: the formula of
``columnar.matches.bm25`` over live reports, whatever shards they are on. Scores of the cluster have 24 bits, too few for a
million and the rest: what holds a term as typed is raised by a step just above all that words can reach, and ``Scale`` tells the
million from the step afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log, log2
from typing import Any, Final

from whoosh import query as whoosh_query

from indexer.engine.columnar.matches import K1, B
from indexer.engine.opensearch.mapping import SINGLE, STRING_FIELDS, facet, folded, length
from indexer.facets import value_holds
from indexer.query import Contains, ExactString, Near, Together, YearRange

Body = dict[str, Any]
_HIGH: Final = 10_000.0
"""A bonus from which on it is a step rather than a score."""
_SCRIPT: Final = (
    "double f = Math.rint(_score / params.terms);"
    "return params.weight * f / (f + params.a + params.b * doc[params.length].value) + params.bonus;"
)
_OF_TEXT: Final = frozenset({"words", "sub_words"})


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 needs of the index."""

    reports: int
    held: Mapping[tuple[str, str], int]
    """(field, word or string) → number of live reports that hold it."""
    mean: Mapping[str, float]
    """Field → mean length."""


def string_query(field: str, string: str, section: str = "") -> Body:
    """Reports in whose field a folded string stands; the score is ``terms_of`` times as often as it does."""
    name = folded(field, section if field == "text" else "")
    if len(string) == 1:
        return {"term": {f"{name}.{SINGLE}": string}}
    return {"match_phrase": {name: {"query": string}}}


def terms_of(string: str) -> int:
    """How often the cluster counts one place of a string: once for each of its pairs."""
    return max(1, len(string) - 1)


def never() -> Body:
    return {"match_none": {}}


def unscored(query: Body) -> Body:
    """The same matches, each with the score 0."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


Held = tuple[str, str]


def leaves(tree: whoosh_query.Query) -> list[Held]:
    """(field, word or string) of everything in a tree that is scored by how many reports hold it, each once."""
    found: dict[Held, None] = {}

    def walk(node: whoosh_query.Query) -> None:
        if isinstance(node, ExactString):
            found[node.fieldname, node.string] = None
        elif type(node) is whoosh_query.Term:
            found[node.fieldname, node.text] = None
        elif isinstance(node, whoosh_query.Not):
            walk(node.query)
        else:
            for part in getattr(node, "subqueries", ()):
                walk(part)

    walk(tree)
    return list(found)


def leaf_query(held: Held, section: str = "") -> Body:
    """The reports of a leaf; its score is so many times (``leaf_terms``) how often each of them holds it."""
    field, text = held
    if field in STRING_FIELDS:
        return string_query(field, text, section)
    word = {"term": {field: text}}
    if not section or field not in _OF_TEXT:
        return word
    # A word of a text stands in the section as a string; that it is a word somewhere in the report has to do.
    return {"bool": {"must": string_query("text", text, section), "filter": word}}


def leaf_terms(held: Held, section: str = "") -> int:
    field, text = held
    return terms_of(text) if field in STRING_FIELDS or (section and field in _OF_TEXT) else 1


class Scale:
    """How scores of the cluster stand for those of the port."""

    def __init__(self, tree: whoosh_query.Query, weights: Mapping[Held, float]) -> None:
        self._high = 0.0
        reach = 0.0

        def walk(node: whoosh_query.Query, boost: float) -> None:
            nonlocal reach
            boost *= float(node.boost)
            if isinstance(node, ExactString):
                reach += boost * weights.get((node.fieldname, node.string), 0.0)
                if node.bonus >= _HIGH:
                    self._high = max(self._high, node.bonus)
                else:
                    reach += boost * node.bonus
            elif type(node) is whoosh_query.Term:
                reach += boost * weights.get((node.fieldname, node.text), 0.0)
            elif isinstance(node, whoosh_query.Prefix | whoosh_query.Wildcard):
                reach += boost
            else:
                for part in getattr(node, "subqueries", ()):
                    walk(part, boost)

        walk(tree, 1.0)
        self.step = 2.0 ** ceil(log2(max(reach, 1.0) * 1.01))
        """Power of two above everything that scores without high bonuses can add up to."""

    def bonus(self, given: float) -> float:
        return self.step if given >= _HIGH else given

    def told(self, score: float) -> float:
        """The port's score of a score of the cluster."""
        if not self._high:
            return score
        steps = floor(score / self.step)
        return score - steps * self.step + steps * self._high


class Translation:
    """Translates one tree. ``near`` gives the ids of the reports that a node of places asks for, ``values`` all values of a
    facet, ``matching_words`` the words of a field that begin with a text."""

    def __init__(
        self,
        tree: whoosh_query.Query,
        statistics: Statistics,
        *,
        section: str = "",
        near: Callable[[Near | Together], Sequence[str]],
        values: Callable[[str], Collection[str]],
    ) -> None:
        self._statistics = statistics
        self._section = section
        self._near = near
        self._values = values
        weights = {held: self._weight(held) for held in leaves(tree)}
        self.scale = Scale(tree, weights)
        self.query = self._translated(tree)
        if section:
            self.query = {"bool": {"must": [self.query], "filter": [{"range": {length(section): {"gt": 0}}}]}}

    def _weight(self, held: Held) -> float:
        """idf · (k1 + 1), as ``columnar.matches.bm25``."""
        count, reports = self._statistics.held.get(held, 0), self._statistics.reports
        return log(1 + (reports - count + 0.5) / (count + 0.5)) * (K1 + 1)

    def _translated(self, tree: whoosh_query.Query) -> Body:
        translation = _TRANSLATIONS.get(type(tree))
        if translation is None:
            raise TypeError(f"no translation for {type(tree).__name__}")
        body: Body = translation(self, tree)
        boost = float(tree.boost)
        return body if boost == 1.0 else {"bool": {"must": [body], "boost": boost}}

    def _scored(self, held: Held, bonus: float = 0.0) -> Body:
        if not self._statistics.held.get(held):
            return never()
        mean = max(self._statistics.mean[held[0]], 1e-9)
        parameters = {
            "terms": leaf_terms(held, self._section),
            "weight": self._weight(held),
            "a": K1 * (1 - B),
            "b": K1 * B / mean,
            "length": length(held[0]),
            "bonus": self.scale.bonus(bonus),
        }
        query = leaf_query(held, self._section)
        return {"script_score": {"query": query, "script": {"source": _SCRIPT, "params": parameters}}}

    def _term(self, tree: whoosh_query.Term) -> Body:
        return self._scored((tree.fieldname, tree.text))

    def _exact(self, node: ExactString) -> Body:
        return self._scored((node.fieldname, node.string), node.bonus)

    def _every(self, tree: whoosh_query.Every) -> Body:
        return unscored({"match_all": {}})

    def _nothing(self, tree: whoosh_query.Query) -> Body:
        return never()

    def _and(self, tree: whoosh_query.And) -> Body:
        required = [self._translated(part) for part in tree.subqueries if not isinstance(part, whoosh_query.Not)]
        unwanted = [self._translated(part.query) for part in tree.subqueries if isinstance(part, whoosh_query.Not)]
        return {"bool": {"must": required or [unscored({"match_all": {}})], "must_not": unwanted}}

    def _or(self, tree: whoosh_query.Or) -> Body:
        if not tree.subqueries:
            return never()
        parts = [self._translated(part) for part in tree.subqueries]
        return {"bool": {"should": parts, "minimum_should_match": max(1, int(tree.minmatch or 0))}}

    def _best(self, tree: whoosh_query.DisjunctionMax) -> Body:
        return {"dis_max": {"queries": [self._translated(part) for part in tree.subqueries]}}

    def _not(self, tree: whoosh_query.Not) -> Body:
        return unscored({"bool": {"must_not": [self._translated(tree.query)]}})

    def _and_not(self, tree: whoosh_query.AndNot) -> Body:
        return {"bool": {"must": [self._translated(tree.a)], "must_not": [self._translated(tree.b)]}}

    def _and_maybe(self, tree: whoosh_query.AndMaybe) -> Body:
        return {"bool": {"must": [self._translated(tree.a)], "should": [self._translated(tree.b)]}}

    def _prefix(self, tree: whoosh_query.Prefix) -> Body:
        return {"constant_score": {"filter": {"prefix": {tree.fieldname: tree.text}}, "boost": 1.0}}

    def _wildcard(self, tree: whoosh_query.Wildcard) -> Body:
        return {"constant_score": {"filter": {"wildcard": {tree.fieldname: tree.text}}, "boost": 1.0}}

    def _contains(self, node: Contains) -> Body:
        return self._carrying(node.fieldname, [v for v in self._values(node.fieldname) if value_holds(v, node.string)])

    def _years(self, node: YearRange) -> Body:
        years = (value for value in self._values(node.fieldname) if value.isdecimal())
        return self._carrying(node.fieldname, [year for year in years if node.first <= int(year) <= node.last])

    def _carrying(self, name: str, values: Collection[str]) -> Body:
        return unscored({"terms": {facet(name): sorted(values)}}) if values else never()

    def _placed(self, node: Near | Together) -> Body:
        return unscored({"terms": {"id": list(self._near(node))}})


_TRANSLATIONS: Final[Mapping[type[whoosh_query.Query], Callable[..., Body]]] = {
    whoosh_query.Term: Translation._term,
    ExactString: Translation._exact,
    whoosh_query.And: Translation._and,
    whoosh_query.DisjunctionMax: Translation._best,
    whoosh_query.Or: Translation._or,
    whoosh_query.AndMaybe: Translation._and_maybe,
    whoosh_query.Every: Translation._every,
    whoosh_query.AndNot: Translation._and_not,
    whoosh_query.Not: Translation._not,
    whoosh_query.Prefix: Translation._prefix,
    whoosh_query.Wildcard: Translation._wildcard,
    type(whoosh_query.NullQuery): Translation._nothing,
    Contains: Translation._contains,
    YearRange: Translation._years,
    Near: Translation._placed,
    Together: Translation._placed,
}
