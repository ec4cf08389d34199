"""The answers as they must be: every report looked at in turn, strings with ``in``, scores by a plain reading of BM25."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whoosh import query as whoosh_query

from indexer.engine.base import Analysis, EngineRequest
from indexer.facets import facet_values, value_holds
from indexer.fold import fold
from indexer.models import Report, display_title
from indexer.query import Contains, ExactString, Near, Together, YearRange
from indexer.structure import paragraph_starts, sentence_starts
from tests.contract import copies

K1, B = 1.2, 0.75


def places(text: str, string: str) -> int:
    """Overlapping occurrences, counted one start at a time."""
    return sum(text.startswith(string, at) for at in range(len(text) - len(string) + 1))


def spans(text: str, strings: Sequence[str]) -> list[tuple[int, int]]:
    """[start, end) of every occurrence of any of the strings, by code points."""
    return [(at, at + len(string)) for string in strings for at in range(len(text)) if text.startswith(string, at)]


def mentions(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of the places of a term's strings those that count, ascending: the ones that hold no other, each as the longest that
    holds it and no second one."""
    counting = [a for a in set(found) if not any(holds(a, b) for b in found if a != b)]
    around = {a: [b for b in found if [c for c in counting if holds(b, c)] == [a]] for a in counting}
    return sorted(max(around[a], key=lambda b: (b[1] - b[0], -b[0])) for a in counting)


def holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def mentioned(text: str, strings: Sequence[str]) -> int:
    """How often a term is mentioned that any of some strings stands for."""
    return len(mentions(spans(text, strings)))


@dataclass(frozen=True)
class Answer:
    scores: Mapping[str, float]
    """Report id → score, for every match."""
    occurrences: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    copies: Mapping[str, int]
    """Report id → how many other matches it stands for."""


class Oracle:
    def __init__(
        self, documents: Sequence[tuple[Report, Analysis]], families: Sequence[Sequence[str]] | None = None
    ) -> None:
        """``families``: ids of the copies of each text, the best first; left out, they are found by brute force when asked
        for."""
        self.documents = list(documents)
        self._families = families
        self.texts = [fold(report.text) for report, _ in self.documents]
        self.titles = [fold(display_title(report.metadata)) for report, _ in self.documents]
        self.values = [facet_values(report.metadata) for report, _ in self.documents]
        self.words = {
            "words": [Counter(analysis.words) for _, analysis in self.documents],
            "sub_words": [Counter(analysis.sub_words) for _, analysis in self.documents],
            "title_words": [Counter(analysis.title_words) for _, analysis in self.documents],
        }

    def answer(self, request: EngineRequest) -> Answer:
        numbers = range(len(self.documents))
        matching = {n: score for n in numbers if (score := self.score(request.tree, n)) is not None}
        passing = {n: s for n, s in matching.items() if self._passes(n, request, None)}
        texts: Sequence[tuple[int, ...]] = [(n,) for n in numbers] if request.copies else self._texts()
        text_of = {n: text for text in texts for n in text}
        counts: dict[str, Counter[str]] = {}
        for name in request.facets:
            counted = (n for n in matching if self._passes(n, request, name))
            carried = {(value, text_of[n]) for n in counted for value in self.values[n][name]}
            counts[name] = Counter(value for value, _ in carried)
        standing = {
            next(n for n in text if n in passing): text for text in texts if not passing.keys().isdisjoint(text)
        }
        return Answer(
            scores={self.documents[n][0].id: passing[n] for n in standing},
            occurrences={self.documents[n][0].id: self._occurrences(request, n) for n in standing},
            counts=counts,
            copies={self.documents[n][0].id: len(passing.keys() & set(text)) - 1 for n, text in standing.items()},
        )

    @property
    def families(self) -> Sequence[Sequence[str]]:
        if self._families is None:
            self._families = copies.families([report for report, _ in self.documents])
        return self._families

    def _texts(self) -> list[tuple[int, ...]]:
        """The documents of each text by number, the best first."""
        numbers = {report.id: n for n, (report, _) in enumerate(self.documents)}
        several = [tuple(numbers[identity] for identity in family) for family in self.families]
        alone = set(range(len(self.documents))).difference(*several)
        return [*several, *((n,) for n in alone)]

    def score(self, tree: whoosh_query.Query, n: int) -> float | None:
        """The score of report ``n``, None when it does not match."""
        match tree:
            case whoosh_query.Every():
                return 0.0
            case whoosh_query.Term():
                fields = self.words[tree.fieldname]
                counts = [counter[tree.text] for counter in fields]
                lengths = [counter.total() for counter in fields]
                return tree.boost * self._bm25(counts, lengths, n) if counts[n] else None
            case ExactString():
                texts = self.texts if tree.fieldname == "text" else self.titles
                if tree.string not in texts[n]:
                    return None
                counts = [places(text, tree.string) for text in texts]
                return tree.boost * (tree.bonus + self._bm25(counts, [len(text) for text in texts], n))
            case Near():
                return 0.0 if self._near(tree, n) else None
            case Together():
                return 0.0 if self._together(tree, n) else None
            case Contains():
                values = self.values[n][tree.fieldname]
                return 0.0 if any(value_holds(value, tree.string) for value in values) else None
            case YearRange():
                years = {int(value) for value in self.values[n][tree.fieldname] if value.isdecimal()}
                return 0.0 if any(tree.first <= year <= tree.last for year in years) else None
            case whoosh_query.Not():
                return 0.0 if self.score(tree.query, n) is None else None
            case whoosh_query.AndMaybe():
                required, optional = (self.score(part, n) for part in tree.subqueries)
                return None if required is None else required + (optional or 0.0)
            case whoosh_query.And():
                scores = [self.score(part, n) for part in tree.subqueries]
                return None if None in scores else sum(score for score in scores if score is not None)
            case whoosh_query.DisjunctionMax():
                held = [score for part in tree.subqueries if (score := self.score(part, n)) is not None]
                return max(held, default=None)
            case whoosh_query.Or():
                held = [score for part in tree.subqueries if (score := self.score(part, n)) is not None]
                return sum(held) if len(held) >= max(1, tree.minmatch) else None
        raise TypeError(type(tree))

    def _near(self, tree: Near, n: int) -> bool:
        """Every occurrence of the one side against every one of the other, whichever stands first."""
        return any(
            0 <= later[0] - earlier[1] <= tree.distance
            for left in spans(self.texts[n], tree.left)
            for right in spans(self.texts[n], tree.right)
            for earlier, later in ((left, right), (right, left))
        )

    def _together(self, tree: Together, n: int) -> bool:
        """Some sentence or paragraph, of the text as it is, holds every operand from its start to the next one's."""
        text = self.documents[n][0].text
        starts = sentence_starts(text) if tree.within == "sentence" else paragraph_starts(text)
        return any(
            all(any(operand in self.texts[n][start:end] for operand in operands) for operands in tree.operands)
            for start, end in pairwise([*starts, len(text)])
        )

    def _bm25(self, counts: Sequence[int], lengths: Sequence[int], n: int) -> float:
        held = sum(count > 0 for count in counts)
        idf = math.log(1 + (len(counts) - held + 0.5) / (held + 0.5))
        mean = sum(lengths) / len(lengths)
        return idf * counts[n] * (K1 + 1) / (counts[n] + K1 * (1 - B + B * lengths[n] / mean))

    def _passes(self, n: int, request: EngineRequest, except_name: str | None) -> bool:
        chosen = all(
            name == except_name or not wanted.isdisjoint(self.values[n][name])
            for name, wanted in request.filters.items()
        )
        return chosen and not any(
            name != except_name and not unwanted.isdisjoint(self.values[n][name])
            for name, unwanted in request.excluded.items()
        )

    def _occurrences(self, request: EngineRequest, n: int) -> int:
        total = 0
        for group in request.groups:
            total += mentioned(self.texts[n], group.exact) or mentioned(self.texts[n], group.telling)
        return total
