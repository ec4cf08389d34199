"""Many terms as typed: each lifts a report by a million, above all that words add up to, and what words add still decides among
equals."""

from __future__ import annotations

from itertools import pairwise

from whoosh import query as whoosh_query

from indexer.engine.base import EngineRequest
from indexer.fold import fold
from indexer.prepare import analyse
from indexer.query import ExactString
from indexer.query.nodes import HELD_AS_TYPED
from tests.contract.corpus import SENTENCES, make_report
from tests.contract.engines import MakeEngine, fill
from tests.contract.oracle import Oracle

TERMS = 20


def typed() -> list[whoosh_query.Query]:
    """Twenty terms of two characters, each as typed or, half of them, in another wording."""
    text = fold("".join(SENTENCES))
    strings = list(dict.fromkeys(text[at : at + 2] for at in range(0, len(text) - 1, 5)))[:TERMS]
    terms: list[whoosh_query.Query] = [ExactString("text", string, HELD_AS_TYPED) for string in strings]
    either = [
        whoosh_query.DisjunctionMax([first, whoosh_query.Or([second, whoosh_query.Term("words", "政协", boost=9.0)])])
        for first, second in pairwise(terms[TERMS // 2 :])
    ]
    return [*terms[: TERMS // 2], *either]


def test_scores_that_differ_by_a_thousandth_are_in_order_however_many_terms_are_typed(make_engine: MakeEngine) -> None:
    lengths = range(80)
    made = [make_report(number, "".join(SENTENCES) + "政协" + "文" * number) for number in lengths]
    made += [make_report(1000 + number, "".join(SENTENCES[number % 8 :]) + "文" * number) for number in lengths]
    documents = [(report, analyse(report)) for report in made]
    # What words may add is two thousand at the most, though all of it is small beside the million.
    words = [whoosh_query.Term("words", word, boost=1000.0) for word in ("提案", "政协", "乡村", "用户", "信息")]
    tree = whoosh_query.AndMaybe(whoosh_query.Or(typed()), whoosh_query.Or(words))
    engine = make_engine()
    fill(engine, documents)
    request = EngineRequest(tree, {}, size=1000)
    ranking = engine.rank(request)
    wanted = Oracle(documents).answer(request).scores
    assert set(ranking.ids) == set(wanted)
    for identity, score in zip(ranking.ids, ranking.scores, strict=True):
        assert abs(score - wanted[identity]) < 1e-3
    for before, after in pairwise(wanted[identity] for identity in ranking.ids):
        assert after - before < 1e-3
    assert max(wanted.values()) - min(wanted.values()) > 3 * HELD_AS_TYPED
