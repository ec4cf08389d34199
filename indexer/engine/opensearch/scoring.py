"""A Whoosh query tree → a query of the cluster's language, with the embedded engine's scores.

A leaf's matches come with how often each report holds it (``mapping``). What BM25 needs beside, how many reports hold it and how
long the field is on average, is asked for before (``Statistics``), and a script puts the three together: the formula of
``columnar.matches.bm25`` over live reports, whatever shards they are on. What a report holds as typed, of which each scores a
million, goes by filters of its own: ``scale`` puts both into one score of the cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Final

from whoosh import query as whoosh_query

from indexer.engine.columnar.matches import K1, B
from indexer.engine.opensearch.apart import SCORE, Apart, Part, added_up
from indexer.engine.opensearch.mapping import length, term
from indexer.engine.opensearch.matching import (
    Held,
    Matching,
    held_by,
    is_within,
    leaf_query,
    leaf_terms,
    leaves,
    never,
    string_query,
)
from indexer.engine.opensearch.packing import CLAUSES, Body, any_of, clauses, packed
from indexer.engine.opensearch.scale import Scale, above
from indexer.query import ExactString, Near, Together
from indexer.query.nodes import HELD_AS_TYPED

_SCRIPT: Final = f"double f = Math.rint(_score / params.terms); return {SCORE};"
_WITHIN: Final = f"if (termFreq(params.field, params.word) == 0) {{ return 0; }} {_SCRIPT}"
"""Of a string in a section; of reports that do not hold it as a word nothing is left (``_LEAST``). Of two leaves, one for the string and
one for the word, half as many would have room in a query."""
_LEAST: Final = 1e-30
_ROOM: Final = CLAUSES // 4
"""Leaves that what matches may have, of which there may be some more beside."""
_REST: Final = "return _score - Math.floor(_score / params.step) * params.step;"


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 needs of the index."""

    reports: int
    held: Mapping[Held, int]
    """(field, word or string) → number of live reports that hold it."""
    mean: Mapping[str, float]
    """Field → mean length."""


def unscored(query: Body) -> Body:
    """The same matches, each with the score 0."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


class Translation(Matching):
    """Of one tree: ``query`` with its scores, of which ``scale`` tells the port's, and ``matching`` without."""

    def __init__(
        self,
        tree: whoosh_query.Query,
        statistics: Statistics,
        *,
        section: str = "",
        near: Callable[[Near | Together], Sequence[str]],
        values: Callable[[str], Collection[str]],
    ) -> None:
        """``near`` and ``values`` as in ``Matching``."""
        super().__init__(statistics.held, section=section, near=near, values=values)
        self._statistics = statistics
        self._weights = {held: self._weight(held) for held in leaves(tree)}
        self._step = 0.0
        """What a term held as typed adds inside of what is chosen the best of; elsewhere nothing, as filters tell it."""
        self._plain = Matching(statistics.held, section=section, near=near, values=values)
        self.matching = packed(self._plain.whole(tree), _ROOM)
        lifting = [packed(each) for each in self._lifting(tree, sure=True)]
        self.scale = Scale(self._reach(tree), len(lifting), HELD_AS_TYPED)
        self._apart: Apart | None = None
        scored = self.whole(tree)
        if clauses(scored) > CLAUSES - _ROOM:
            self._apart = Apart(tree, statistics.held, section, self._parameters, self._only)
            scored = self.whole(tree)
        self.query = self.scale.lifted(scored, lifting)

    def _weight(self, held: Held) -> float:
        """idf · (k1 + 1), as ``columnar.matches.bm25``."""
        count, reports = self._statistics.held.get(held, 0), self._statistics.reports
        return log(1 + (reports - count + 0.5) / (count + 0.5)) * (K1 + 1)

    def _reach(self, node: whoosh_query.Query) -> float:
        """What a tree's score stays below, without what is held as typed."""
        if (held := held_by(node)) is not None:
            bonus = node.bonus if isinstance(node, ExactString) and not _lifts(node) else 0.0
            reach = self._weights[held] + bonus if self._statistics.held.get(held) else 0.0
        elif isinstance(node, whoosh_query.Prefix | whoosh_query.Wildcard):
            reach = 1.0
        else:
            reach = sum(self._reach(part) for part in getattr(node, "subqueries", ()))
        return float(node.boost) * reach

    # ------------------------------------------------------------------------- what is held as typed

    def _lifting(self, node: whoosh_query.Query, *, sure: bool) -> list[Body]:
        """Filters: a report's score holds a million for each that it passes. ``sure``: whoever passes what stands around matches
        the node. Raises ValueError where a boost stands over a million."""
        found = self._lifting_here(node)
        if found and node.boost != 1.0:
            raise ValueError("a boost stands over what is held as typed")
        implied = sure or isinstance(node, ExactString | whoosh_query.DisjunctionMax)
        if isinstance(node, whoosh_query.Or):
            implied = implied or int(node.minmatch or 0) <= 1
        if implied or not found:
            return found
        return [{"bool": {"filter": [each, self._only(node)]}} for each in found]

    def _lifting_here(self, node: whoosh_query.Query) -> list[Body]:
        match node:
            case ExactString():
                return [self._only(node)] if _lifts(node) and self._statistics.held.get(_key(node)) else []
            case whoosh_query.DisjunctionMax():
                found = [self._lifting(part, sure=False) for part in node.subqueries]
                most = max(map(len, found), default=0)
                return [_any_with(count, found) for count in range(1, most + 1)]
            case whoosh_query.And():
                return [each for part in node.subqueries for each in self._lifting(part, sure=True)]
            case whoosh_query.AndMaybe():
                return self._lifting(node.a, sure=True) + self._lifting(node.b, sure=False)
            case whoosh_query.AndNot():
                return self._lifting(node.a, sure=True)
            case whoosh_query.Or():
                return [each for part in node.subqueries for each in self._lifting(part, sure=False)]
        return []

    # --------------------------------------------------------------------------------------- scores

    def translated(self, tree: whoosh_query.Query) -> Body:
        body = super().translated(tree)
        boost = float(tree.boost)
        return body if boost == 1.0 or body == never() else {"bool": {"must": [body], "boost": boost}}

    def _only(self, tree: whoosh_query.Query) -> Body:
        return packed(self._plain.translated(tree))

    def _all(self, parts: Sequence[whoosh_query.Query]) -> list[Body]:
        return self._scored(parts, all_have_to=True)

    def _some(self, parts: Sequence[whoosh_query.Query]) -> list[Body]:
        return self._scored(parts, all_have_to=False)

    def _scored(self, parts: Sequence[whoosh_query.Query], *, all_have_to: bool) -> list[Body]:
        """Those that functions score are one leaf together."""
        made: list[Body] = []
        added: list[Part] = []
        for tree in parts:
            part = None if self._apart is None else self._apart.part(tree)
            if part is None:
                made.append(self.translated(tree))
            else:
                added.append(part)
        return [*made, added_up(added, all_have_to=all_have_to)] if added else made

    def _leaf(self, node: whoosh_query.Query) -> Body:
        held = held_by(node)
        if held is None or not self._statistics.held.get(held):
            return never()
        parameters = {"terms": leaf_terms(held, self._section), **self._parameters(node)}
        if not is_within(held, self._section):
            return _scripted(leaf_query(held, self._section), _SCRIPT, parameters)
        field, text = held
        string = string_query("text", text, self._section)
        made = _scripted(string, _WITHIN, {**parameters, "field": field, "word": term(text)})
        made["script_score"]["min_score"] = _LEAST
        return made

    def _parameters(self, leaf: whoosh_query.Query) -> dict[str, Any]:
        """Of ``SCORE``."""
        held = held_by(leaf)
        if held is None:
            raise TypeError(f"{type(leaf).__name__} is no leaf")
        bonus = leaf.bonus if isinstance(leaf, ExactString) else 0.0
        mean = max(self._statistics.mean[held[0]], 1e-9)
        return {
            "weight": self._weights[held],
            "a": K1 * (1 - B),
            "b": K1 * B / mean,
            "length": length(held[0]),
            "bonus": self._step if bonus == HELD_AS_TYPED else bonus,
        }

    def _best(self, tree: whoosh_query.DisjunctionMax) -> Body:
        """One that holds something as typed is better than all that do not: what is chosen says so, and gives the rest alone."""
        if self._step or not self._lifting(tree, sure=False):
            return super()._best(tree)
        self._step = above(self._reach(tree))
        best = super()._best(tree)
        step, self._step = self._step, 0.0
        return best if best == never() else _scripted(best, _REST, {"step": step})

    def _and_maybe(self, tree: whoosh_query.AndMaybe) -> Body:
        wanted, raising = self.translated(tree.a), self.translated(tree.b)
        if never() in (wanted, raising):
            return wanted
        return {"bool": {"must": [wanted], "should": [raising]}}

    def _every(self, tree: whoosh_query.Query) -> Body:
        return unscored(super()._every(tree))

    def _not(self, tree: whoosh_query.Not) -> Body:
        return unscored(super()._not(tree))

    def _prefix(self, tree: whoosh_query.Prefix) -> Body:
        return {"constant_score": {"filter": super()._prefix(tree), "boost": 1.0}}

    def _wildcard(self, tree: whoosh_query.Wildcard) -> Body:
        return {"constant_score": {"filter": super()._wildcard(tree), "boost": 1.0}}

    def _carrying(self, name: str, values: Collection[str]) -> Body:
        return unscored(super()._carrying(name, values))

    def _placed(self, node: Near | Together) -> Body:
        return unscored(super()._placed(node))


def _lifts(node: ExactString) -> bool:
    return node.bonus == HELD_AS_TYPED


def _key(node: ExactString) -> Held:
    return node.fieldname, node.string


def _any_with(count: int, filters: Sequence[Sequence[Body]]) -> Body:
    """Whatever passes so many of any one of some lists."""
    each = [{"bool": {"should": list(few), "minimum_should_match": count}} for few in filters if len(few) >= count]
    return any_of(each)


def _scripted(query: Body, source: str, parameters: Mapping[str, Any]) -> Body:
    return {"script_score": {"query": query, "script": {"source": source, "params": parameters}}}
