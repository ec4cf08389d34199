"""Answers for the API's document, made of an invented report (示例) by what makes the real ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from indexer.analysis.figures_cells import arranged
from indexer.analysis.figures_json import figures_json
from indexer.analysis.figures_read import ReadReport
from indexer.analysis.figures_table import FiguresTable
from indexer.analysis.terms import Term
from indexer.analysis.trend_rows import Counted, Row
from indexer.analysis.trends import Trends
from indexer.analysis.trends_json import trends_json
from indexer.answers import (
    FacetValue,
    Hit,
    Holdings,
    IndexInfo,
    Interpretation,
    Page,
    Passage,
    Region,
    Related,
    RelatedReport,
    ReportView,
    SearchRequest,
    Suggestion,
)
from indexer.citation import Citation, bibtex, gb7714, ris
from indexer.export import FORMATS, Provenance, in_chinese
from indexer.figures import Asked, figures
from indexer.models import Evidence, Heading, Metadata, Organization, Report
from indexer.present import info_json, page_json, related_json, report_json, suggestion_json

_QUERY: Final = "社情民意信息"
_TITLE: Final = "政协重庆市涪陵区委员会常务委员会工作报告（示例）"
_HEADING: Final = "2022年工作回顾"
_SENTENCE: Final = "一年来，编报社情民意信息430篇，收到提案315件，全部办复。"
_TEXT: Final = f"{_TITLE}\n{_HEADING}\n{_SENTENCE}"
_AT: Final = _TEXT.index(_SENTENCE)
_PLACE: Final = _SENTENCE.index(_QUERY)
_ORGANIZATION: Final = Organization(
    "重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102"
)
_METADATA: Final = Metadata(
    title=_TITLE,
    organization=_ORGANIZATION,
    kind="常委会工作报告",
    covered_year=2022,
    delivered_year=2023,
    published="2023-01-15",
    source="示例网",
    script="Hans",
    completeness="全文",
    evidence={"covered_year": Evidence(_HEADING, "heading:1"), "organization": Evidence(_TITLE, "title")},
)
_ID: Final = "def353c38838a3e3"
_FILE: Final = "重庆/涪陵区/2023年工作报告.txt"
_READ: Final = Interpretation("all", (_QUERY,), {_QUERY: ("社情民意资讯",)}, (), reading=_QUERY)
_DISTRICT: Final = FacetValue("重庆市/涪陵区", "涪陵区", 1, False)

_HIT: Final = Hit(
    id=_ID,
    title=_TITLE,
    root="reports",
    file=_FILE,
    part=0,
    parts=1,
    metadata=_METADATA,
    score=12.5,
    occurrences=1,
    passages=(Passage(_SENTENCE, ((_PLACE, _PLACE + len(_QUERY)),), (_HEADING,), _AT, 3),),
)
_PAGE: Final = Page(
    request=SearchRequest(_QUERY, size=1),
    interpretation=_READ,
    total=1,
    occurrences=1,
    took_ms=4.2,
    pages=1,
    hits=(_HIT,),
    facets={
        "organization": (FacetValue("重庆市", "重庆市", 1, False, (_DISTRICT,)),),
        "covered_year": (FacetValue("2022", "2022", 1, False),),
    },
)
_INDEX: Final = IndexInfo(45, 44, 61_230, 28, (2018, 2019, 2020, 2021, 2022, 2023), "2025-03-01T08:00:00Z", 1, "0" * 32)
_HELD: Final = Holdings((Region("重庆市", "重庆市", 9, 3),), ((2022, 12), (2023, 10)), (("常委会工作报告", 21),))

SEARCH: Final = {**page_json(_PAGE), "next": None}
REPORT: Final = report_json(
    ReportView(
        Report(
            id=_ID,
            root="reports",
            file=_FILE,
            part=0,
            parts=1,
            content_hash="0" * 32,
            text=_TEXT,
            headings=(Heading(0, len(_TITLE), 1), Heading(len(_TITLE) + 1, len(_TITLE) + 1 + len(_HEADING), 2)),
            metadata=_METADATA,
        ),
        _TITLE,
        ((_AT + _PLACE, _AT + _PLACE + len(_QUERY)),),
        _READ,
    )
)
FACETS: Final = {
    "facet": "organization",
    "total": 1,
    "values": [
        {
            "value": "重庆市/涪陵区",
            "label": "涪陵区",
            "count": 1,
            "selected": False,
            "excluded": False,
            "path": ["重庆市"],
        }
    ],
}
SUGGEST: Final = {
    "query": "涪陵",
    "suggestions": [suggestion_json(Suggestion("organization", "重庆市涪陵区政协", "", 4, "重庆市涪陵区政协"))],
}
INFO: Final = info_json(_INDEX, _HELD)
_ASKED: Final = Asked("提案", "提出")
_READ_REPORT: Final = ReadReport(_ID, _TITLE, _METADATA, figures(_TEXT, (), _METADATA))
_ARRANGED: Final = arranged((_READ_REPORT,), _ASKED, "", {_ORGANIZATION: {2022: (1, 0)}}, lambda year: True)
FIGURES: Final = figures_json(
    FiguresTable(
        request=SearchRequest(),
        words="提案 提出",
        asked=_ASKED,
        years=_ARRANGED.years,
        lines=_ARRANGED.lines,
        facts=_ARRANGED.facts,
        reports=45,
        read=1,
        notes=(),
        generation="0" * 32,
    )
)
RELATED: Final = related_json(
    Related(
        (
            RelatedReport(
                "0a1b2c3d4e5f6071", _TITLE, replace(_METADATA, covered_year=2021, delivered_year=2022, evidence={})
            ),
        ),
        (),
    )
)
CITATION: Final = {
    name: written(Citation(_TITLE, _METADATA, report_id=_ID))
    for name, written in (("bibtex", bibtex), ("ris", ris), ("gb7714", gb7714))
}
"""By format."""
EXPORT: Final = {
    name: b"".join(
        each.write(
            (_HIT,), Provenance(_PAGE, _INDEX, datetime.fromisoformat("2025-03-02T09:30:00+08:00")), in_chinese, None
        )
    ).decode()
    for name, each in FORMATS.items()
    if name != "xlsx"
}
"""By format, of those that are texts."""
_COUNTED: Final = (Counted(430, 12, 8.5), Counted(96, 9, 1.897735))
TRENDS: Final = trends_json(
    Trends(
        request=SearchRequest(),
        terms=(Term(_QUERY, (_QUERY, "社情民意资讯")), Term("协商", ("协商",))),
        by="covered_year",
        rows=(Row("2022", 12, 505_882, _COUNTED, ("2022",)),),
        total=Row("", 12, 505_882, _COUNTED),
        split="",
        panels=(),
        notes=(),
        generation="0" * 32,
    )
)
