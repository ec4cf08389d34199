"""Answers of the operations that compare, of invented reports (示例), for the API's document."""

from __future__ import annotations

from typing import Final

from indexer.analysis.alignment import align
from indexer.analysis.comparing import ComparedTerm, Comparison, Side
from indexer.analysis.comparing_json import compare_json, succession_json
from indexer.analysis.keyness import Criteria, Selection, compare
from indexer.analysis.statistics import log_likelihood, log_ratio
from indexer.analysis.succession import Fates, Succession
from indexer.analysis.terms import Term
from indexer.answers import RelatedReport, SearchRequest
from indexer.models import Metadata, Organization, Report, display_title

_FINGERPRINT: Final = "0" * 32
_SIZES: Final = (48_300, 52_900)
_COUNTS: Final = (61, 9)
_FULING: Final = Organization(
    "重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102"
)


def _report(identity: str, year: int, title: str, text: str) -> Report:
    metadata = Metadata(
        title=title,
        organization=_FULING,
        covered_year=year,
        delivered_year=year + 1,
        kind="常委会工作报告",
    )
    return Report(identity, "重庆", f"{year}.txt", 0, 1, "0" * 32, text, (), metadata)


_OLD: Final = _report(
    "5c1f0d7be2a94813",
    2021,
    "政协重庆市涪陵区委员会2022年常委会工作报告（示例）",
    "2021年工作回顾\n一年来，编报社情民意信息412篇，收到提案298件，全部办复。",
)
_NEW: Final = _report(
    "def353c38838a3e3",
    2022,
    "政协重庆市涪陵区委员会2023年常委会工作报告（示例）",
    "2022年工作回顾\n一年来，编报社情民意信息430篇，收到提案315件，全部办复。",
)

COMPARE: Final = compare_json(
    Comparison(
        Side(SearchRequest(filters={"covered_year": ("2022",)}), 9, _SIZES[0], ()),
        Side(SearchRequest(filters={"covered_year": ("2021",)}), 10, _SIZES[1], ()),
        (
            ComparedTerm(
                term=Term("社情民意信息", ("社情民意信息", "社情民意资讯")),
                occurrences=(42, 40),
                rates=(42 / 4.83, 40 / 5.29),
                reports=(9, 9),
                log_likelihood=log_likelihood(42, 40, *_SIZES),
                log_ratio=log_ratio(42, 40, *_SIZES),
            ),
        ),
        compare(
            Selection({"渝事好商量": _COUNTS[0]}, _SIZES[0], {"渝事好商量": 7}),
            Selection({"渝事好商量": _COUNTS[1]}, _SIZES[1], {"渝事好商量": 3}),
            Criteria(),
            50,
        ),
        (),
        _FINGERPRINT,
    )
)
SUCCESSION: Final = succession_json(
    Succession(
        *(_OLD, _NEW, align(_OLD.text, _NEW.text)),
        counts=Fates(kept=0, changed=2, new=0, dropped=0, moved=0),
        warnings=(),
        years=(RelatedReport(_OLD.id, display_title(_OLD.metadata), _OLD.metadata),),
        generation=_FINGERPRINT,
    )
)
