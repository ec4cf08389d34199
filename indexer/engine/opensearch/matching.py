"""What matches a Whoosh query tree, in the cluster's language: leaves, and what holds them together, without scores."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from whoosh import query as whoosh_query

from indexer.engine.opensearch.mapping import SINGLE, STRING_FIELDS, facet, folded, length, term
from indexer.engine.opensearch.packing import Body, packed
from indexer.facets import value_holds
from indexer.query import Contains, ExactString, Near, Together, YearRange

Held = tuple[str, str]
BUCKETS: Final = 60_000
"""Values that the cluster counts in one answer (``search.max_buckets``: 65,535, unless it is set otherwise)."""
_OF_TEXT: Final = frozenset({"words", "sub_words"})


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


def leaves(tree: whoosh_query.Query) -> list[Held]:
    """(field, word or string) of everything in a tree that is scored by how many reports hold it, each once."""
    found: dict[Held, None] = {}

    def walk(node: whoosh_query.Query) -> None:
        if (held := held_by(node)) is not None:
            found[held] = None
        elif isinstance(node, whoosh_query.Not):
            walk(node.query)
        else:
            for part in getattr(node, "subqueries", ()):
                walk(part)

    walk(tree)
    return list(found)


def held_by(node: whoosh_query.Query) -> Held | None:
    """What a leaf looks for; None of any other node."""
    if isinstance(node, ExactString):
        return node.fieldname, node.string
    return (node.fieldname, node.text) if type(node) is whoosh_query.Term else None


def leaf_query(held: Held, section: str = "") -> Body:
    """The reports of a leaf; its score is so many times (``leaf_terms``) how often each of them holds it."""
    field, text = held
    if field in STRING_FIELDS:
        return string_query(field, text, section)
    word = {"term": {field: term(text)}}
    if not is_within(held, section):
        return word
    return {"bool": {"must": string_query("text", text, section), "filter": word}}


def is_within(held: Held, section: str) -> bool:
    """Whether a word of a text is looked for in a section: it stands there as a string; that it is a word somewhere in the report has
    to do."""
    return bool(section) and held[0] in _OF_TEXT


def term_of(held: Held, section: str = "") -> tuple[str, str] | None:
    """(field, term) of the cluster, where a leaf looks for how often that one stands in a report and for nothing else."""
    field, text = held
    if field not in STRING_FIELDS:
        if not is_within(held, section):
            return field, term(text)
        field = "text"
    name = folded(field, section if field == "text" else "")
    return {1: (f"{name}.{SINGLE}", text), 2: (name, text)}.get(len(text))


def leaf_terms(held: Held, section: str = "") -> int:
    field, text = held
    return terms_of(text) if field in STRING_FIELDS or is_within(held, section) else 1


class Matching:
    """Translates trees. ``held`` says of each leaf how many reports hold it, ``near`` gives the ids of the reports that a node of
    places asks for, ``values`` all values of a facet."""

    def __init__(
        self,
        held: Mapping[Held, int],
        *,
        section: str = "",
        near: Callable[[Near | Together], Sequence[str]],
        values: Callable[[str], Collection[str]],
    ) -> None:
        self._held = held
        self._section = section
        self._near = near
        self._values = values

    def whole(self, tree: whoosh_query.Query) -> Body:
        """The reports that match a tree, those without a section of the kind asked for left out."""
        if not self._section:
            return self.translated(tree)
        return {
            "bool": {"must": [self.translated(tree)], "filter": [{"range": {length(self._section): {"gt": 0}}}]},
        }

    def translated(self, tree: whoosh_query.Query) -> Body:
        method = _METHODS.get(type(tree))
        if method is None:
            raise TypeError(f"no translation for {type(tree).__name__}")
        body: Body = getattr(self, method)(tree)
        return body

    def _leaf(self, node: whoosh_query.Query) -> Body:
        held = held_by(node)
        return leaf_query(held, self._section) if held is not None and self._held.get(held) else never()

    def _every(self, tree: whoosh_query.Every) -> Body:
        return {"match_all": {}}

    def _nothing(self, tree: whoosh_query.Query) -> Body:
        return never()

    def _all(self, parts: Sequence[whoosh_query.Query]) -> list[Body]:
        """What has to match, for all of some parts to."""
        return [self.translated(part) for part in parts]

    def _some(self, parts: Sequence[whoosh_query.Query]) -> list[Body]:
        """Of which one has to match, for any of some parts to."""
        return [self.translated(part) for part in parts]

    def _and(self, tree: whoosh_query.And) -> Body:
        required = self._all([part for part in tree.subqueries if not isinstance(part, whoosh_query.Not)])
        unwanted = [self._only(part.query) for part in tree.subqueries if isinstance(part, whoosh_query.Not)]
        if never() in required:
            return never()
        return {"bool": {"must": required or [self._every(tree)], "must_not": unwanted}}

    def _only(self, tree: whoosh_query.Query) -> Body:
        """What matches, where its score does not matter."""
        return packed(self.translated(tree))

    def _or(self, tree: whoosh_query.Or) -> Body:
        least = max(1, int(tree.minmatch or 0))
        found = self._some(tree.subqueries) if least == 1 else [self.translated(part) for part in tree.subqueries]
        parts = [part for part in found if part != never()]
        return {"bool": {"should": parts, "minimum_should_match": least}} if len(parts) >= least else never()

    def _best(self, tree: whoosh_query.DisjunctionMax) -> Body:
        parts = [part for part in map(self.translated, tree.subqueries) if part != never()]
        return {"dis_max": {"queries": parts}} if parts else never()

    def _not(self, tree: whoosh_query.Not) -> Body:
        return {"bool": {"must_not": [self._only(tree.query)]}}

    def _and_not(self, tree: whoosh_query.AndNot) -> Body:
        wanted = self.translated(tree.a)
        return wanted if wanted == never() else {"bool": {"must": [wanted], "must_not": [self._only(tree.b)]}}

    def _and_maybe(self, tree: whoosh_query.AndMaybe) -> Body:
        return self.translated(tree.a)

    def _prefix(self, tree: whoosh_query.Prefix) -> Body:
        return {"prefix": {tree.fieldname: tree.text}}

    def _wildcard(self, tree: whoosh_query.Wildcard) -> Body:
        return {"wildcard": {tree.fieldname: tree.text}}

    def _contains(self, node: Contains) -> Body:
        return self._carrying(node.fieldname, [v for v in self._values(node.fieldname) if value_holds(v, node.string)])

    def _years(self, node: YearRange) -> Body:
        years = (value for value in self._values(node.fieldname) if value.isdecimal())
        return self._carrying(node.fieldname, [year for year in years if node.first <= int(year) <= node.last])

    def _carrying(self, name: str, values: Collection[str]) -> Body:
        return {"terms": {facet(name): sorted(values)}} if values else never()

    def _placed(self, node: Near | Together) -> Body:
        return {"terms": {"id": list(self._near(node))}}


_METHODS: Final[Mapping[type[whoosh_query.Query], str]] = {
    whoosh_query.Term: "_leaf",
    ExactString: "_leaf",
    whoosh_query.And: "_and",
    whoosh_query.DisjunctionMax: "_best",
    whoosh_query.Or: "_or",
    whoosh_query.AndMaybe: "_and_maybe",
    whoosh_query.Every: "_every",
    whoosh_query.AndNot: "_and_not",
    whoosh_query.Not: "_not",
    whoosh_query.Prefix: "_prefix",
    whoosh_query.Wildcard: "_wildcard",
    type(whoosh_query.NullQuery): "_nothing",
    Contains: "_contains",
    YearRange: "_years",
    Near: "_placed",
    Together: "_placed",
}
