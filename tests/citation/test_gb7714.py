"""References by GB/T 7714—2015, and the same in plain words: nothing is said that is not known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from indexer.citation import Citation, gb7714, plain_text, quotation, web_address
from indexer.models import Evidence, Organization
from tests.citation.works import URL, hostile, work, works

ADDRESS = "https://www.example.org/2024/%E5%B7%A5%E4%BD%9C%E6%8A%A5%E5%91%8A?id=1&x=%7B2%7D"
WHOSE = "政协重庆市涪陵区委员会"
TITLE = "六届涪陵区政协常委会工作报告（示例）"


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (work(), f"{WHOSE}. {TITLE}[R]. 2024."),
        (work(delivered_year=None), f"{WHOSE}. {TITLE}[R]."),
        (work(url=URL), f"{WHOSE}. {TITLE}[R/OL]. 2024. {ADDRESS}."),
        (work(url=URL, published="2024-01-15"), f"{WHOSE}. {TITLE}[R/OL]. (2024-01-15). {ADDRESS}."),
        (
            work(url=URL, published="2024-01-15", retrieved="2024-02-01"),
            f"{WHOSE}. {TITLE}[R/OL]. (2024-01-15)[2024-02-01]. {ADDRESS}.",
        ),
        # A copy published years later dates the copy, not the report.
        (work(url=URL, published="2026-03-04"), f"{WHOSE}. {TITLE}[R/OL]. 2024(2026-03-04). {ADDRESS}."),
        # A day of reading belongs to an address.
        (work(retrieved="2024-02-01", published="2024-01-15"), f"{WHOSE}. {TITLE}[R]. 2024."),
        (work(url=URL, published="2024-02-30"), f"{WHOSE}. {TITLE}[R/OL]. 2024. {ADDRESS}."),
        (work(url="javascript:alert(1)"), f"{WHOSE}. {TITLE}[R]. 2024."),
        (work(kind="讲话", url=URL), f"{WHOSE}. {TITLE}[EB/OL]. 2024. {ADDRESS}."),
        (work(kind=None), f"{WHOSE}. {TITLE}[Z]. 2024."),
        (work(author="张三"), f"张三. {TITLE}[R]. {WHOSE}, 2024."),
        (work(author="张三、李四，王五；赵六"), f"张三, 李四, 王五, 等. {TITLE}[R]. {WHOSE}, 2024."),
        # Word's "author" is who typed it, and a site that calls itself the author is where the copy is from.
        (work(author="dell", evidence={"author": Evidence("dell", "stated")}), f"{WHOSE}. {TITLE}[R]. 2024."),
        (
            work(author="张三", evidence={"author": Evidence("作者：张三", "body:2")}),
            f"张三. {TITLE}[R]. {WHOSE}, 2024.",
        ),
        (work(author="示例网", source="示例网"), f"{WHOSE}. {TITLE}[R]. 2024."),
        (work(organization=None), f"{TITLE}[R]. 2024."),
        (work(organization=Organization("某会", None, (), "其他", None)), f"某会. {TITLE}[R]. 2024."),
        (work(title=None), f"{WHOSE}. [重庆市涪陵区政协常委会工作报告][R]. 2024."),
        (work(title=None, organization=None, kind=None, delivered_year=None), "[无题][Z]."),
        (work(title="〔某地〕的报告\n示例。"), f"{WHOSE}. 〔某地〕的报告 示例[R]. 2024."),
    ],
)
def test_reference(cited: Citation, expected: str) -> None:
    assert gb7714(cited) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (work(), f"{WHOSE}：《{TITLE}》，2024年。"),
        (work(paragraph=12), f"{WHOSE}：《{TITLE}》，2024年，第12段。"),
        (
            work(link="http://127.0.0.1:8000/reports/x#p2"),
            f"{WHOSE}：《{TITLE}》，2024年。 http://127.0.0.1:8000/reports/x#p2",
        ),
        (work(delivered_year=None, published="2024-01-05"), f"{WHOSE}：《{TITLE}》，2024年1月5日发布。"),
        (work(author="张三、李四"), f"{WHOSE}，张三、李四：《{TITLE}》，2024年。"),
        (work(title="学习《示例》"), f"{WHOSE}：《学习〈示例〉》，2024年。"),
        (work(title=None, organization=None, kind=None, delivered_year=None), "[无题]。"),
    ],
)
def test_plain_words(cited: Citation, expected: str) -> None:
    assert plain_text(cited) == expected


def test_quotation() -> None:
    text = "会上说：“用好‘码上议’平台。”\nIt’s 示例。"
    assert quotation(text, work(paragraph=3)) == (
        f"“会上说：‘用好“码上议”平台。’ It’s 示例。”（{WHOSE}：《{TITLE}》，2024年，第3段）"
    )


@given(hostile, works())
def test_a_quotation_is_one_line_that_holds_the_words(text: str, cited: Citation) -> None:
    said = quotation(text, cited)
    assert said.splitlines() == [said]
    assert min(map(ord, said)) >= 32
    body = said[1 : said.rindex("”（")]
    marks = str.maketrans("", "", "“”‘’")
    wanted = re.sub(r"[\W_]+", "", text.translate(marks))
    assert re.sub(r"[\W_]+", "", body.translate(marks)).startswith(wanted)


@given(works())
def test_a_reference_is_one_line_and_says_only_what_is_known(cited: Citation) -> None:
    said = gb7714(cited)
    assert said.splitlines() == [said]
    assert said.endswith(".")
    said.encode()
    if cited.address is None:
        assert "/OL]" not in said
    if not (cited.metadata.published or cited.metadata.delivered_year):
        assert cited.year is None
    if not cited.metadata.url or not cited.metadata.retrieved:
        assert cited.accessed is None


@given(hostile)
def test_an_address_is_one_or_none(text: str) -> None:
    for url in (text, f"https://example.org/{text}"):
        found = web_address(url)
        assert found is None or re.fullmatch(r"https?://[!-~]+", found, re.IGNORECASE)
        assert found is None or not set(found) & set('{}\\"<>^`|')
    assert web_address("ftp://example.org/") is None
    assert web_address("https://") is None
    assert web_address(" HTTPS://example.org/a%20b ") == "HTTPS://example.org/a%20b"
