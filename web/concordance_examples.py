"""Answers of the operations for a term in its contexts, of the invented report (示例) of the other examples."""

from __future__ import annotations

from typing import Final

from indexer.analysis.concordance import Concordance, Line
from indexer.analysis.concordance_json import concordance_json, neighbours_json
from indexer.analysis.neighbours import Neighbour, Neighbours
from indexer.analysis.statistics import association, mutual_information
from indexer.analysis.terms import Term
from indexer.answers import SearchRequest

_TERM: Final = Term("社情民意信息", ("社情民意信息",))
_REQUEST: Final = SearchRequest(filters={"organization": ("重庆市涪陵区政协",)})
_FINGERPRINT: Final = "5d1f8a0c3b7e49d2a6c4f0e18b9d7c35"
_REPORTS, _CHARACTERS, _PLACES = 4, 41_280, 12

CONCORDANCE: Final = concordance_json(
    Concordance(
        request=_REQUEST,
        term=_TERM,
        sort="right",
        page=1,
        size=50,
        width=10,
        total=1,
        holding=1,
        reports=_REPORTS,
        characters=_CHARACTERS,
        lines=(
            Line(
                number=1,
                report="00f1e2d3c4b5a697",
                title="政协重庆市涪陵区委员会常务委员会工作报告（示例）",
                organization="重庆市涪陵区政协",
                covered_year="2022",
                offset=42,
                paragraph=3,
                section="review",
                left="年工作回顾 一年来，编报",
                key="社情民意信息",
                right="430篇，收到提案31",
            ),
        ),
        notes=(),
        generation=_FINGERPRINT,
    )
)


def _beside(text: str, count: int, total: int, query: str) -> Neighbour:
    return Neighbour(
        text=text,
        count=count,
        total=total,
        expected=_PLACES * total / _CHARACTERS,
        log_likelihood=association(count, _PLACES, total, _CHARACTERS),
        mutual_information=mutual_information(count, _PLACES, total, _CHARACTERS),
        query=query,
    )


def _side(side: str, beside: int, letter: Neighbour, word: Neighbour) -> Neighbours:
    return Neighbours(
        request=_REQUEST,
        term=_TERM,
        side=side,
        places=_PLACES,
        beside=beside,
        reports=_REPORTS,
        characters=_CHARACTERS,
        letters=(letter,),
        words=(word,),
        notes=(),
        generation=_FINGERPRINT,
    )


NEIGHBOURS: Final = neighbours_json(
    _side("left", 9, _beside("报", 5, 260, '"报社情民意信息"'), _beside("编报", 5, 7, '"编报社情民意信息"')),
    _side("right", 10, _beside("工", 4, 380, '"社情民意信息工"'), _beside("工作", 4, 310, '"社情民意信息工作"')),
)
