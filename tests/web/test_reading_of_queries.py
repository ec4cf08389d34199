"""How the page says what it made of a query: wordings, notes, other readings."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient

from indexer.answers import Interpretation, Page, SearchRequest
from tests.web.fake_library import FakeLibrary
from tests.web.outline import Outline
from web import create_app


def test_variants_suggestions_and_notes(client: FlaskClient) -> None:
    page = client.get("/search?q=信息").text
    assert "資訊" in page
    assert "variants=0" in page
    assert "一并查找" in client.get("/search?q=信息&variants=0").text
    noted = Outline(client.get("/search?q=年份：2022 协商").text)
    assert "“年份：”按回顾年度理解。" in noted.text("p")
    assert "报告年份：2022" in noted.text("a")


class Reads(FakeLibrary):
    """Answers as ever, but says that it read the query so."""

    def __init__(self, read: Interpretation) -> None:
        super().__init__()
        self.read = read

    def search(self, request: SearchRequest) -> Page:
        return replace(super().search(request), interpretation=self.read)


def test_page_says_the_query_as_it_was_read() -> None:
    read = Interpretation("all", ("提案",), {}, (), (), "提案，不含 视察")
    said = Outline(_client_of(read).get("/search?q=提案 -视察").text).whole_text
    assert "检索：提案，不含 视察" in said
    assert "同时含有：" not in said
    note = "没有报告同时含有全部 3 个检索词，已放宽为至少含有其中 2 个。"
    read = Interpretation("most", ("甲", "乙", "丙"), {}, (note,), (), "甲 且 乙 且 丙")
    said = Outline(_client_of(read).get("/search?q=甲 乙 丙").text).whole_text
    assert said.index("检索：甲 且 乙 且 丙") < said.index(note)
    assert said.count("已放宽") == 1
    # Marks of punctuation alone are no query: the note says so, and nothing was looked for.
    read = Interpretation("everything", (), {}, ("“，”不含文字，未作检索词。",), (), "，")
    assert "检索：" not in Outline(_client_of(read).get("/search?q=，").text).whole_text


def test_long_readings_and_wordings_are_cut_and_whole_on_request() -> None:
    term, other = "信息" * 30, "資訊" * 30
    read = Interpretation("all", (term,), {term: (other,)}, (), (), f"{term} 且 协商")
    page = Outline(_client_of(read).get("/search?q=x").text)
    titles = [item["title"] for item in page.all("span") if "title" in item]
    assert titles == [f"{term} 且 协商", term, other]
    assert {term + "…", term[:40] + "…", other[:40] + "…"} <= set(page.text("span"))


def _client_of(read: Interpretation) -> FlaskClient:
    return create_app({"LIBRARY": Reads(read)}).test_client()
