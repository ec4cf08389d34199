"""Lists of invented hits, and hostile ones, for every format."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from indexer.answers import Hit, Passage, SearchRequest
from indexer.export import Words, export, in_chinese
from indexer.models import Metadata, Organization
from tests.web.fake_library import FakeLibrary

MOMENT = datetime(2026, 11, 27, 20, 15, 3, tzinfo=timezone(timedelta(hours=8)))
FULING = Organization(
    "四川省涪陵市政协",
    "政协四川省涪陵市委员会",
    ("四川省", "涪陵市"),
    "政协",
    "地市级",
    "512301",
    ("重庆市涪陵区政协",),
)
TERM = Hit(
    id="00000000000000ab",
    title="第一届常务委员会工作报告（示例）",
    root="旧报告",
    file="汇编.zip",
    part=1,
    parts=3,
    metadata=Metadata(
        title="第一届常务委员会工作报告（示例）",
        organization=FULING,
        kind="常委会工作报告",
        covered_year=1997,
        covered_from=1993,
        delivered_year=1998,
        published="1998-02-01",
        session="二届一次会议",
        source="示例网",
        script="Hant",
        document_number="涪政协〔1998〕1号",
        completeness="全文",
        url="https://example.org/1998.html",
        author="张三",
        retrieved="2024-02-01",
    ),
    score=2.5,
    occurrences=3,
    passages=(
        Passage("收到“社情民意”信息。\n编报专报。", ((3, 7),), ("一、回顾", "（二）信息"), 40, 5),
        Passage("明年再报信息。", ((4, 6),), (), 90, 9),
    ),
    member="涪陵/1998.txt",
    copies=2,
)
SPEECH = replace(
    TERM, id="00000000000000cd", metadata=Metadata(title="讲话（示例）", kind="讲话"), parts=1, part=0, member=None
)


class Lists(FakeLibrary):
    """A library that answers with hits of ours, whatever is asked."""

    def __init__(self, *hits: Hit) -> None:
        super().__init__()
        self.hits = hits

    def every(self, request: SearchRequest):
        yield from self.hits


def written(name: str, *hits: Hit, words: Words = in_chinese, linked: bool = False) -> bytes:
    """The bytes of a list in a format."""
    link = (lambda report, paragraph: f"http://localhost/reports/{report}#p{paragraph}") if linked else None
    return b"".join(export(Lists(*hits), SearchRequest("信息"), name, MOMENT, words, link))


def hostile(text: str) -> Hit:
    """A hit with the same text in every place that a file can fill."""
    organization = Organization(text, text, (text,), "其他", None, text, (text,))
    metadata = Metadata(
        title=text,
        organization=organization,
        kind=text,
        published=text,
        session=text,
        source=text,
        document_number=text,
        completeness=text,
        url=text,
        author=text,
        retrieved=text,
    )
    passage = Passage(text, (), (text,), 0, 1)
    return replace(TERM, title=text, root=text, file=text, member=text, metadata=metadata, passages=(passage, passage))
