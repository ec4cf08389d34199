"""The answers as they must be for one committed state: every document looked at in turn, with plain arithmetic."""

from __future__ import annotations

import fnmatch
from collections import Counter
from collections.abc import Sequence

from whoosh import query as whoosh_query

from indexer.query import ExactString
from tests.contract.oracle import Oracle
from tests.engine.columnar.generated import Document


class Reference(Oracle):
    """``documents`` are all of the state's, in order; those that are not ``live`` count in every statistic, and match
    nothing."""

    def __init__(self, documents: Sequence[Document], live: Sequence[bool]) -> None:
        super().__init__(documents)
        self.live = list(live)
        self.words["heading_words"] = [Counter(analysis.heading_words) for _, analysis in self.documents]

    def scores(self, tree: whoosh_query.Query) -> dict[int, float]:
        """Document → score, for every match."""
        return {n: score for n in range(len(self.live)) if (score := self.score(tree, n)) is not None}

    def score(self, tree: whoosh_query.Query, n: int) -> float | None:
        if not self.live[n]:
            return None
        score = self._unboosted(tree, n)
        # The oracle sees to the boost of terms and strings itself.
        return score if score is None or isinstance(tree, whoosh_query.Term | ExactString) else score * tree.boost

    def _unboosted(self, tree: whoosh_query.Query, n: int) -> float | None:
        match tree:
            case whoosh_query.Prefix():
                return 1.0 if any(word.startswith(tree.text) for word in self.words[tree.fieldname][n]) else None
            case whoosh_query.Wildcard():
                held = self.words[tree.fieldname][n]
                return 1.0 if any(fnmatch.fnmatchcase(word, tree.text) for word in held) else None
            case whoosh_query.NumericRange():
                years = (int(value) for value in self.values[n][tree.fieldname] if value.isdecimal())
                return 0.0 if any(_within(tree, year) for year in years) else None
            case whoosh_query.AndNot():
                return None if self.score(tree.b, n) is not None else self.score(tree.a, n)
        return super().score(tree, n)


def _within(tree: whoosh_query.NumericRange, year: int) -> bool:
    after = tree.start is None or year > tree.start or (year == tree.start and not tree.startexcl)
    before = tree.end is None or year < tree.end or (year == tree.end and not tree.endexcl)
    return after and before
