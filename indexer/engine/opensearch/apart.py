"""Terms whose scores a function adds up: in a query of more leaves than the cluster looks for at once.

Such a function asks for how often its term stands in a report, which takes a microsecond each time, so the most frequent terms stay
leaves. What has positions, a string of more than two characters, is always one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whoosh import query as whoosh_query

from indexer.engine.opensearch.matching import Held, held_by, leaf_query, never, term_of
from indexer.engine.opensearch.packing import Body, all_of, any_of, packed

SCORE: Final = (
    "params.weight * f / (f + params.a + params.b * doc[params.length].value) + params.bonus"  # BM25 of f places
)
_SCRIPT: Final = f"double f = termFreq(params.field, params.term); return params.boost * ({SCORE});"
_NOTHING: Final[Body] = {"script_score": {"script": {"source": "0"}}}
"""Applies to every report, so that one to which no other function does has a score of nothing."""
_ROOM: Final = 512
"""Leaves that a query keeps."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a tree whose score is what its terms add up to."""

    matching: Body
    functions: tuple[Body, ...]
    """Of its terms."""


class Apart:
    """Tells the parts of a tree that can be scored by functions. ``held``: leaf → how many reports hold it; ``parameters`` of the
    score of a leaf; ``only``: what matches a tree."""

    def __init__(
        self,
        tree: whoosh_query.Query,
        held: Mapping[Held, int],
        section: str,
        parameters: Callable[[whoosh_query.Query], Mapping[str, Any]],
        only: Callable[[whoosh_query.Query], Body],
    ) -> None:
        self._held = held
        self._section = section
        self._parameters = parameters
        self._only = only
        self._kept = _most_frequent(tree, held, section)

    def part(self, node: whoosh_query.Query, boost: float = 1.0) -> Part | None:
        """None where leaves have to score it."""
        boost *= float(node.boost)
        if boost == 0:
            return Part(self._only(node), ())
        if (leaf := held_by(node)) is not None:
            return self._term(node, leaf, boost)
        if type(node) is not whoosh_query.Or or int(node.minmatch or 0) > 1:
            return None
        parts = [self.part(each, boost) for each in node.subqueries]
        found = [each for each in parts if each is not None]
        if len(found) < len(parts):
            return None
        matching = [each.matching for each in found if each.matching != never()]
        return Part(any_of(matching) if matching else never(), tuple(f for each in found for f in each.functions))

    def _term(self, node: whoosh_query.Query, leaf: Held, boost: float) -> Part | None:
        if not self._held.get(leaf):
            return Part(never(), ())
        term = term_of(leaf, self._section)
        if term is None or leaf in self._kept:
            return None
        matching = leaf_query(leaf, self._section)
        parameters = {**self._parameters(node), "field": term[0], "term": term[1], "boost": boost}
        script = {"source": _SCRIPT, "params": parameters}
        return Part(matching, ({"filter": matching, "script_score": {"script": script}},))


def added_up(parts: Sequence[Part], *, all_have_to: bool) -> Body:
    """Reports that match all of some parts, or any of them, with what these score together."""
    matching = [part.matching for part in parts]
    if not all_have_to:
        matching = [each for each in matching if each != never()]
    if not matching or (all_have_to and never() in matching):
        return never()
    functions = [_NOTHING, *(function for part in parts for function in part.functions)]
    query = packed(all_of(matching) if all_have_to else any_of(matching), 1)
    # A boost from without, such as the cluster makes of clauses that stand there twice, goes by the score of the query alone.
    scored = {"query": {"constant_score": {"filter": query}}, "boost_mode": "multiply"}
    return {"function_score": {**scored, "functions": functions, "score_mode": "sum"}}


def _most_frequent(tree: whoosh_query.Query, held: Mapping[Held, int], section: str) -> Collection[Held]:
    """The terms that most reports hold, as far as there is room beside what has to be a leaf."""
    there = [leaf for leaf in _each_leaf(tree) if held.get(leaf)]
    room = _ROOM - sum(term_of(leaf, section) is None for leaf in there)
    terms = sorted((leaf for leaf in there if term_of(leaf, section)), key=lambda leaf: -held[leaf])
    return frozenset(terms[: max(0, room)]) - frozenset(terms[max(0, room) :])


def _each_leaf(node: whoosh_query.Query) -> Iterator[Held]:
    """As often as it stands in a tree, where it is scored."""
    if node.boost == 0:
        return
    if (leaf := held_by(node)) is not None:
        yield leaf
    for part in getattr(node, "subqueries", ()):
        yield from _each_leaf(part)
