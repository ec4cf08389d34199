"""Trees, filters and strings at random, such as the sentences of the corpus can answer."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.fold import fold
from indexer.prepare import analyse
from indexer.query import Contains, ExactString, YearRange
from indexer.query.nodes import HELD_AS_TYPED
from tests.contract.corpus import SENTENCES, make_report

BONUSES: Final = (0.0, 1000.0, HELD_AS_TYPED)


def folded_strings() -> st.SearchStrategy[str]:
    """Strings cut from the sentences' folded text, some of them across a paragraph end or changed at one place."""
    flat = fold("\n".join(SENTENCES))
    cut = st.integers(0, len(flat) - 9).flatmap(lambda at: st.integers(1, 8).map(lambda size: flat[at : at + size]))
    return cut | st.text("政协工作a1 哈𠮷", min_size=1, max_size=4)


def trees() -> st.SearchStrategy[whoosh_query.Query]:
    words = sorted({word for text in SENTENCES for word in analyse(make_report(0, text)).words})
    terms = st.builds(
        whoosh_query.Term,
        st.sampled_from(["words", "sub_words", "title_words"]),
        st.sampled_from(words),
        boost=st.sampled_from([1.0, 0.5]),
    )
    leaves = st.one_of(
        terms,
        st.builds(ExactString, st.sampled_from(["text", "title"]), folded_strings(), st.sampled_from(BONUSES)),
        st.builds(Contains, st.sampled_from(["organization", "kind"]), st.sampled_from(["重庆", "政协", "报告", "无"])),
        st.builds(
            YearRange, st.sampled_from(["covered_year", "delivered_year"]), st.just(2018), st.integers(2018, 2024)
        ),
        st.just(whoosh_query.Every()),
    )

    def branches(inner: st.SearchStrategy[whoosh_query.Query]) -> st.SearchStrategy[whoosh_query.Query]:
        several = st.lists(inner, min_size=1, max_size=3)
        without = inner.map(lambda tree: whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(tree)]))
        return st.one_of(
            several.map(whoosh_query.And),
            st.tuples(several, st.integers(0, 2)).map(lambda drawn: whoosh_query.Or(drawn[0], minmatch=drawn[1])),
            several.map(whoosh_query.DisjunctionMax),
            st.tuples(inner, inner).map(lambda pair: whoosh_query.AndMaybe(*pair)),
            without,
        )

    return st.recursive(leaves, branches, max_leaves=6)


def filters() -> st.SearchStrategy[dict[str, frozenset[str]]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "organization": st.sets(
                st.sampled_from(["重庆市", "重庆市/本级", "重庆市涪陵区政协", "四川省/资阳市", "unknown", "无此机构"]),
                min_size=1,
            ).map(frozenset),
            "covered_year": st.sets(st.sampled_from(["2018", "2021", "2022", "unknown", "n/a"]), min_size=1).map(
                frozenset
            ),
            "kind": st.sets(st.sampled_from(["工作综述", "unknown"]), min_size=1).map(frozenset),
        },
    )
