"""The JSON objects of the commands' ``--json`` and of the API, as types: ``present`` makes them, mypy holds it to
them, and the API's document is generated from them.

Descriptions are for people who write programs against them, in English. Null is unknown, or does not apply.
"""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from msgspec import Meta

Mark = Annotated[
    tuple[int, int], Meta(description="[start, end) in Unicode code points of the text beside it.", examples=[[4, 10]])
]
Count = Annotated[int, Meta(ge=0)]
Year = Annotated[int, Meta(examples=[2022])]


class SuggestedQueryJson(TypedDict):
    """Another reading of the query."""

    label: Annotated[str, Meta(description="To be shown.")]
    query: Annotated[str, Meta(description="To be sent as `q`.")]


class CorrectionJson(TypedDict):
    """Another query that finds more, for one that may be mistyped."""

    query: Annotated[str, Meta(description="To be sent as `q`.", examples=["社情民意"])]
    total: Annotated[int, Meta(description="Reports that it finds with the same filters.", ge=0)]


class InterpretationJson(TypedDict):
    """How the query was read."""

    mode: Annotated[
        str,
        Meta(
            description="`all`: every term was required; `most`: relaxed to most of the terms; `any`: a question in "
            "plain words; "
            "`everything`: there was no query.",
            examples=["all"],
        ),
    ]
    reading: Annotated[
        str, Meta(description="The query as it was read, in words.", examples=["提案 且 (教育 或 卫生)"])
    ]
    terms: Annotated[list[str], Meta(description="What was searched for, as typed and in that order.")]
    variants: Annotated[
        dict[str, list[str]], Meta(description="Term → the other wordings that were searched for, too.")
    ]
    notes: Annotated[
        list[str], Meta(description="Sentences in Chinese about what was relaxed, assumed or read as text.")
    ]
    suggestions: list[SuggestedQueryJson]
    corrections: Annotated[
        list[CorrectionJson], Meta(description="What may have been meant, where little or nothing is found.")
    ]


class MetadataJson(TypedDict):
    title: Annotated[
        str | None, Meta(description="Of a report in the index never null: one of ours in 〔 〕 where it states none.")
    ]
    organization: Annotated[str | None, Meta(description="Whose report it is.", examples=["重庆市涪陵区政协"])]
    full_name: Annotated[
        str | None, Meta(description="The organization's name for citations.", examples=["政协重庆市涪陵区委员会"])
    ]
    division: Annotated[
        list[str],
        Meta(description="Path from the province down; empty for national bodies.", examples=[["重庆市", "涪陵区"]]),
    ]
    division_code: Annotated[str | None, Meta(description="Code of the division (GB/T 2260).", examples=["500102"])]
    now: Annotated[
        list[str], Meta(description="Names of today's organizations in the place of a former one, else empty.")
    ]
    body: Annotated[str | None, Meta(description="Kind of organization.", examples=["政协"])]
    level: Annotated[str | None, Meta(description="全国, 省级, 地市级 or 县级.", examples=["县级"])]
    kind: Annotated[str | None, Meta(description="Type of material.", examples=["常委会工作报告"])]
    covered_year: Annotated[int | None, Meta(description="The year it looks back on.", examples=[2022])]
    covered_from: Annotated[
        int | None, Meta(description="The first year, where it looks back on several; `covered_year` is then the last.")
    ]
    delivered_year: Annotated[
        int | None, Meta(description="The year of the session it was given to, or of writing.", examples=[2023])
    ]
    published: Annotated[
        str | None, Meta(description="ISO date on which this copy was published.", examples=["2023-01-15"])
    ]
    session: Annotated[str | None, Meta(examples=["六届三次会议"])]
    source: Annotated[str | None, Meta(description="Where the text was published.", examples=["人民政协网"])]
    script: Annotated[str | None, Meta(description="`Hans` (simplified) or `Hant` (traditional).", examples=["Hans"])]
    document_number: Annotated[str | None, Meta(examples=["京政发〔2024〕1号"])]
    completeness: Annotated[str | None, Meta(description="全文, 摘要/图解 or 节选/残缺.", examples=["全文"])]
    url: Annotated[str | None, Meta(description="Address that the text names as its own; may be anything.")]
    author: str | None
    retrieved: Annotated[str | None, Meta(description="ISO date on which this copy was taken from its site.")]


class PlaceJson(TypedDict):
    """Where a report lies among the files."""

    root: Annotated[str, Meta(description="Label of the indexed folder.")]
    file: Annotated[str, Meta(description="Path beneath it.")]
    member: Annotated[str | None, Meta(description="Path inside the archive that the file is.")]
    part: Annotated[int, Meta(description="From 0, among the reports of that file or member.", ge=0)]
    parts: Annotated[int, Meta(description="How many reports that file or member holds.", ge=1)]


class PassageJson(TypedDict):
    """An excerpt, cut at sentence ends."""

    text: str
    marks: Annotated[list[Mark], Meta(description="The places of the query in `text`.")]
    headings: Annotated[list[str], Meta(description="Headings of the sections around it, highest first.")]
    offset: Annotated[int, Meta(description="Where it begins in the report's text, in code points.", ge=0)]
    paragraph: Annotated[int | None, Meta(description="Number of the paragraph in which it begins, from 1.")]


class HitJson(MetadataJson, PlaceJson):
    """A report that matches."""

    id: Annotated[str, Meta(description="Names the report in `/api/v1/reports/ID`.", examples=["def353c38838a3e3"])]
    score: Annotated[float, Meta(description="Comparable within one answer only.")]
    occurrences: Annotated[int, Meta(description="Places of the terms in this report.", ge=0)]
    copies: Annotated[int, Meta(description="How many other matching reports of the same text it stands for.", ge=0)]
    passages: list[PassageJson]


class FacetValueJson(TypedDict):
    """A value of a facet."""

    value: Annotated[str, Meta(description="To be sent as a filter.", examples=["四川省/资阳市"])]
    label: Annotated[str, Meta(description="To be shown.", examples=["资阳市"])]
    count: Annotated[
        int, Meta(description="Matching reports that carry it, whatever is chosen in its own facet.", ge=0)
    ]
    selected: Annotated[bool, Meta(description="Whether it is among the filters.")]
    excluded: Annotated[bool, Meta(description="Whether reports that carry it are left out.")]
    children: NotRequired[
        Annotated[
            list[FacetValueJson],
            Meta(description="What lies below it in the tree of organizations; left out where that is nothing."),
        ]
    ]


class PageJson(TypedDict):
    """A page of results, with counts over all of them."""

    query: Annotated[str, Meta(description="As it was sent.")]
    section: Annotated[
        str | None,
        Meta(
            description="The part of reports that was searched, `review` or `plan`; null: all of each.",
            examples=["plan"],
        ),
    ]
    total: Annotated[
        int,
        Meta(description="Matching reports; of those with the same text only one, unless copies were asked for.", ge=0),
    ]
    copies: Annotated[int, Meta(description="Matching reports beyond `total`: copies of those counted there.", ge=0)]
    occurrences: Annotated[int, Meta(description="Places of the terms in all that `total` counts.", ge=0)]
    took_ms: Annotated[float, Meta(description="Milliseconds in the server.", ge=0)]
    page: Annotated[int, Meta(ge=1)]
    pages: Annotated[int, Meta(description="0 where nothing matches.", ge=0)]
    size: Annotated[int, Meta(description="Hits on a page.", ge=1)]
    interpretation: InterpretationJson
    hits: list[HitJson]
    facets: Annotated[
        dict[str, list[FacetValueJson]],
        Meta(description="Facet name → its values with counts, in display order; organizations as a tree."),
    ]


class HeadingJson(TypedDict):
    """A heading of a report."""

    text: str
    level: Annotated[int, Meta(description="1 is the highest.", ge=1)]
    offset: Annotated[int, Meta(description="Where it begins in the report's text, in code points.", ge=0)]


class EvidenceJson(TypedDict):
    """What a field's value rests on."""

    text: Annotated[str, Meta(description="The words it was taken from.", examples=["2023年工作回顾"])]
    where: Annotated[
        str,
        Meta(
            description="`given`, `given:SIDECAR:ROW`, `stated`, `title`, `furniture:LINE`, `heading:PARAGRAPH`, "
            "`body:PARAGRAPH`, "
            "`signature:LINE`, `text` or `file`.",
            examples=["heading:3"],
        ),
    ]


class PartJson(TypedDict):
    """Another report of the same file."""

    id: str
    part: Annotated[int, Meta(ge=0)]
    title: str


class CopyJson(PlaceJson):
    """One of several reports with the same text."""

    id: str
    title: str
    characters: Annotated[int, Meta(description="Code points of its text: one that was cut off has fewer.", ge=0)]
    source: str | None
    published: str | None
    completeness: str | None
    script: str | None


class ReportJson(MetadataJson, PlaceJson):
    """A whole report."""

    id: str
    others: Annotated[
        list[PartJson], Meta(description="The other reports of its file; none where the file holds more than 100.")
    ]
    text: Annotated[str, Meta(description="The cleaned text, a paragraph a line.")]
    headings: list[HeadingJson]
    evidence: Annotated[dict[str, EvidenceJson], Meta(description="Field → what its value rests on.")]
    marks: Annotated[list[Mark], Meta(description="The places of `q` in `text`, overlapping ones joined.")]
    interpretation: Annotated[InterpretationJson | None, Meta(description="Null without `q`.")]
    copies: Annotated[
        list[CopyJson],
        Meta(
            description="All reports with this text, the best first and this one among them; empty where there is "
            "no other."
        ),
    ]


class RelatedReportJson(MetadataJson):
    """A report that is worth reading beside another."""

    id: str


class RelatedJson(TypedDict):
    """What to read beside a report."""

    years: Annotated[
        list[RelatedReportJson],
        Meta(description="Papers of the same organization and kind of other years, one of each, the newest first."),
    ]
    similar: Annotated[list[RelatedReportJson], Meta(description="Reports of like content, the most alike first.")]


class RegionJson(TypedDict):
    """A node at the top of the tree of organizations: the nation, a province, or what is not identified."""

    value: Annotated[str, Meta(description="To be sent as the filter `organization`.", examples=["重庆市"])]
    label: Annotated[str, Meta(description="To be shown.", examples=["重庆市"])]
    reports: Count
    organizations: Count


class HeldYearJson(TypedDict):
    year: Year
    reports: Annotated[int, Meta(description="Reports that look back on it, on it alone or among others.", ge=0)]


class HeldKindJson(TypedDict):
    kind: Annotated[str, Meta(description="To be sent as the filter `kind`.", examples=["常委会工作报告"])]
    reports: Count


class HoldingsJson(TypedDict):
    """What the reports are about; copies of one text count once."""

    regions: Annotated[
        list[RegionJson], Meta(description="The nation first, then by reports, what is not identified last.")
    ]
    years: Annotated[list[HeldYearJson], Meta(description="Covered years, ascending.")]
    kinds: Annotated[list[HeldKindJson], Meta(description="By reports, what is not identified last.")]


class IndexJson(TypedDict):
    """What is in the index."""

    reports: Count
    copies: Annotated[int, Meta(description="How many of them are copies of another one.", ge=0)]
    files: Count
    characters: Annotated[int, Meta(description="Code points of all texts.", ge=0)]
    organizations: Count
    years: Annotated[list[Year], Meta(description="Covered years, ascending.")]
    updated: Annotated[
        str | None, Meta(description="Time of the last commit, ISO 8601, UTC.", examples=["2025-03-01T08:00:00Z"])
    ]
    fingerprint: Annotated[
        str, Meta(description="32 hexadecimal digits that tell this state of this index from any other.")
    ]
    holdings: HoldingsJson


class SuggestionJson(TypedDict):
    """What may be meant by what was typed."""

    kind: Annotated[str, Meta(description="`organization`, `title` or `word`.", examples=["organization"])]
    text: Annotated[str, Meta(description="To be shown.", examples=["重庆市涪陵区政协"])]
    query: Annotated[str, Meta(description="To be sent as `q`.")]
    count: Annotated[int, Meta(description="Reports of that organization or title, or with that word.", ge=0)]
    value: Annotated[
        str | None, Meta(description="Of an organization: to be sent as the filter `organization`, beside `query`.")
    ]
