"""The description as a whole: evidence, document numbers, speed."""

import re
import time

import pytest

from indexer.describe import describe
from indexer.models import Metadata

PARAGRAPH = "区政协及其常委会坚持以人民为中心的发展思想,围绕中心、服务大局,在2023年3月的协商会上提出意见建议24条。"


def test_every_value_has_its_evidence(make_document):
    document = make_document(
        "六届涪陵区政协常委会工作报告",
        "2023年工作回顾",
        PARAGRAPH,
        "2024年工作意见",
        PARAGRAPH,
        furniture=["来源:涪陵政协 | 作者:涪陵政协 | 发布时间: 2024-01-15"],
    )
    metadata = describe(document)
    stated = {field for field in Metadata.__dataclass_fields__ if field != "evidence" and getattr(metadata, field)}
    assert stated == set(metadata.evidence)
    assert stated >= {
        "title",
        "organization",
        "kind",
        "covered_year",
        "delivered_year",
        "published",
        "session",
        "source",
    }
    places = r"given|stated|title|furniture:\d+|heading:\d+|body:\d+|signature:\d+|text|file"
    assert all(re.fullmatch(places, evidence.where) for evidence in metadata.evidence.values())
    assert metadata.evidence["covered_year"].text == "2023年工作回顾"
    assert metadata.evidence["covered_year"].where == "body:2"


def test_evidence_is_quoted_as_it_stands(make_document):
    metadata = describe(
        make_document("政 府 工 作 報 告", "一、２０２３ 年工作回顧", PARAGRAPH, "二、２０２４年工作安排")
    )
    assert metadata.evidence["covered_year"].text == "２０２３ 年工作回顧"
    assert metadata.evidence["delivered_year"].text == "２０２４年工作安排"


def test_an_empty_document_is_unknown_in_everything(make_document):
    assert describe(make_document("")) == Metadata()


@pytest.mark.parametrize(
    ("head", "furniture", "number"),
    [
        ("国函〔1996〕95号", [], "国函〔1996〕95号"),
        ("国办发[2018]129号", [], "国办发[2018]129号"),
        ("(川府发〔2020〕5号)", [], "川府发〔2020〕5号"),
        ("正文", ["发文字号: 国令第707号"], "国令第707号"),
        ("根据国发〔2018〕41号文件精神,现就有关事项通知如下。", [], None),
    ],
)
def test_document_number(head, furniture, number, make_document):
    document = make_document("国务院关于有关事项的通知", head, PARAGRAPH, furniture=furniture)
    assert describe(document).document_number == number


def test_a_report_beside_another_may_take_its_place(make_document):
    first = describe(make_document("重庆市政协常委会工作报告", "在中共重庆市委领导下,市政协扎实履职。"))
    document = make_document("市政协常委会关于提案工作情况的报告", "一年来,市政协扎实开展提案工作。")
    second = describe(document, beside=first.organization)
    assert second.organization is not None
    assert second.organization.name == "重庆市政协"


def test_the_place_of_a_session_is_not_whose_report_it_is(make_document):
    document = make_document(
        "在第十一届全国人民代表大会第三次会议上的政府工作报告",
        "各位代表:现在,我代表国务院向大会作政府工作报告。",
        PARAGRAPH,
    )
    organization = describe(document).organization
    assert organization is not None
    assert organization.name == "国务院"


def test_long_lines_of_one_kind_take_no_time(make_document):
    """Patterns must not go back and forth: ten characters a microsecond with a wide margin."""
    awkward = [
        "年" * 50_000,
        "2023" * 20_000,
        "(" * 50_000,
        "报告" * 30_000,
        "届" * 20_000,
        "来源:" * 20_000,
        " " * 50_000,
    ]
    documents = [make_document(text, text, text) for text in awkward]
    started = time.perf_counter()
    for document in documents:
        describe(document)
    assert time.perf_counter() - started < 4
