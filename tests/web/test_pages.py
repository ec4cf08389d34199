"""The pages as a reader's client gets them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from indexer import errors
from indexer.answers import Interpretation, Page, SearchRequest
from indexer.models import Heading, Metadata
from tests.web.fake_library import FakeLibrary, hostile_report, sample_reports
from web import create_app, labels, pages
from web.params import read_state

_VOID = {"meta", "link", "input", "br"}


class Outline(HTMLParser):
    """Elements and texts of a page; fails on elements that are not closed in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, tag: str) -> list[str]:
        return [text for path, text in self.texts if path[-1:] == (tag,)]

    @property
    def whole_text(self) -> str:
        return "".join(text for _, text in self.texts)


PAGES = (
    "/",
    "/?q=社情民意信息",
    "/?q=社情民意信息&organization=重庆市&covered_year=2020..2022&delivered_year=2023&page=1&size=20&sort=newest",
    "/?q=年份：2022 协商&years=delivered&variants=0",
    "/?q=没有的词&organization=涪陵",
    "/?q=协商&body=其他",
    "/?page=99",
    "/?page=abc",
    "/reports/feedfacefeedface?q=协商",
    "/reports/none",
)


@pytest.mark.parametrize("url", PAGES)
def test_pages_are_whole_and_safe(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    page = Outline(answer.text)
    names = {name for name, _ in page.elements}
    assert not names & {"script", "style", "b onmouseover", "i", "u", "iframe", "img"}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            target = attributes.get(name) or ""
            assert not urlsplit(target).netloc
            assert not target.lower().startswith("javascript:")
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert page.all("html")[0]["lang"] == "zh-Hans"
    assert len(page.all("main")) == 1
    assert len(page.all("h1")) == 1
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("url", PAGES)
def test_links_within_the_site_lead_somewhere(client: FlaskClient, url: str) -> None:
    page = Outline(client.get(url).text)
    ids = {attributes.get("id") for _, attributes in page.elements}
    targets = {attributes["href"] or "" for attributes in page.all("a")}
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in ids
        else:
            assert client.get(target).status_code == 200, target


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/", 200),
        ("/?q=%00", 200),
        ("/?q=" + "长" * 2000, 200),
        ("/?q=" + "长" * 2001, 413),
        ("/?page=abc", 400),
        ("/?size=0", 400),
        ("/?size=101", 400),
        ("/?sort=best", 400),
        ("/?covered_year=22", 400),
        ("/?from=abc&to=", 400),
        ("/?page=99", 404),
        ("/?q=没有的词", 200),
        ("/?q=没有的词&page=2", 404),
        ("/reports/0000000000000000", 404),
        ("/nowhere", 404),
        ("/?utm_source=x", 200),
        ("/api/search?q=协商", 200),
        ("/api/search?organisation=x", 400),
        ("/api/search?page=99", 404),
        ("/api/reports/0000000000000000", 404),
        ("/api/nowhere", 404),
        ("/healthz", 200),
        ("/favicon.ico", 302),
    ],
)
def test_statuses(client: FlaskClient, url: str, status: int) -> None:
    answer = client.get(url)
    assert answer.status_code == status
    if url.startswith(("/api", "/healthz")):
        assert answer.is_json
        if status >= 400:
            assert answer.json["error"]["status"] == status
            assert re.search(r"[\u4e00-\u9fff]", answer.json["error"]["message"])
    elif status >= 400:
        page = Outline(answer.text)
        assert any(attributes["href"] == "/" for attributes in page.all("a"))
        assert str(status) in page.whole_text


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/?q=" + "长" * 2001, "长" * 2000),
        ("/?q=协商&covered_year=22", "协商"),
        ("/?q=协商&page=99", "协商"),
        ("/reports/none?q=协商", "协商"),
        ("/nowhere", ""),
    ],
)
def test_failures_keep_what_was_typed(client: FlaskClient, url: str, kept: str) -> None:
    (box,) = (item for item in Outline(client.get(url).text).all("input") if item.get("name") == "q")
    assert box["value"] == kept


def test_a_query_that_cannot_be_read_is_kept_and_an_index_that_cannot_asks_for_none() -> None:
    for error, boxes in ((errors.QueryError("写错了。"), ["协商"]), (errors.NoIndex("none"), [])):
        client = create_app({"LIBRARY": FakeLibrary(error=error)}).test_client()
        page = Outline(client.get("/?q=协商&kind=讲话").text)
        assert [item["value"] for item in page.all("input") if item.get("name") == "q"] == boxes


def test_icon_is_found_by_either_name(client: FlaskClient) -> None:
    named = next(item["href"] or "" for item in Outline(client.get("/").text).all("link") if item["rel"] == "icon")
    for url in (named, "/favicon.ico"):
        with client.get(url, follow_redirects=True) as answer:
            assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_only_reading_is_served(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert client.head("/").status_code == 200


@pytest.mark.parametrize("url", ["/", "/reports/x", "/api/search", "/api/reports/x", "/healthz"])
@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (errors.NoIndex("/secret/place"), 503, "zhengxie index PATH"),
        (errors.CorruptIndex("/secret/place"), 503, "--rebuild"),
        (errors.IncompatibleIndex("/secret/place"), 503, "--rebuild"),
        (errors.EngineUnavailable("/secret/place"), 503, "刷新"),
        (errors.QueryError("年份写错了。"), 400, "年份写错了。"),
        (errors.IndexerError("/secret/place"), 500, "终端"),
        (ZeroDivisionError("/secret/place"), 500, "终端"),
    ],
)
def test_failures_say_what_to_do_and_nothing_of_the_machine(url: str, error: Exception, status: int, said: str) -> None:
    app = create_app({"LIBRARY": FakeLibrary(error=error), "PROPAGATE_EXCEPTIONS": False})
    answer = app.test_client().get(url)
    assert answer.status_code == status
    assert said in (answer.json["error"]["message"] if answer.is_json else answer.text)
    assert answer.is_json == url.startswith(("/api", "/healthz"))
    assert "secret" not in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_missing_index_is_looked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def open_library(location: Path) -> FakeLibrary:
        opened.append(location)
        if len(opened) == 1:
            raise errors.NoIndex("none")
        return FakeLibrary()

    monkeypatch.setattr("web.shelf.open_library", open_library)
    client = create_app({"INDEX": tmp_path / "index"}).test_client()
    assert [client.get("/").status_code for _ in range(3)] == [503, 200, 200]
    assert opened == [tmp_path / "index"] * 2


def test_index_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGXIE_INDEX", "elsewhere")
    assert create_app().config["INDEX"] == "elsewhere"
    monkeypatch.delenv("ZHENGXIE_INDEX")
    assert create_app().config["INDEX"] == "index"
    assert create_app({"INDEX": "given"}).config["INDEX"] == "given"


def test_request_reaches_the_library_as_asked(client: FlaskClient, library: FakeLibrary) -> None:
    client.get("/?q=+协商+&kind=讲话&kind=决议&covered_year=2020..2022&sort=oldest&size=20&variants=0")
    asked = library.asked[-1]
    assert asked.query == "协商"
    assert asked.filters == {"covered_year": ("2020..2022",), "kind": ("讲话", "决议")}
    assert (asked.sort, asked.page, asked.size, asked.variants) == ("oldest", 1, 20, False)


def test_year_form_leads_to_a_plain_url(client: FlaskClient) -> None:
    answer = client.get("/?q=协商&years=delivered&from=2020&to=2022")
    assert answer.status_code == 302
    state = read_state(MultiDict(parse_qsl(urlsplit(answer.headers["Location"]).query)))
    assert state.chosen("delivered_year") == ("2020..2022",)
    assert state.request.query == "协商"


def test_search_form_keeps_the_state_but_not_the_page(client: FlaskClient) -> None:
    page = Outline(client.get("/?q=协商&kind=常委会工作报告&size=20&page=2").text)
    forms = [place for place, (tag, _) in enumerate(page.elements) if tag == "form"]
    fields = [attributes for tag, attributes in page.elements[: forms[1]] if tag == "input"]
    sent = {(item.get("name"), item.get("value")) for item in fields if item.get("type") == "hidden"}
    assert ("kind", "常委会工作报告") in sent
    assert ("size", "20") in sent
    assert not [name for name, _ in sent if name in ("page", "q")]


def test_marks_are_right_beside_markup_and_astral_characters(client: FlaskClient) -> None:
    report = hostile_report()
    for url in ("/?q=协商&body=其他", f"/reports/{report.id}?q=协商", "/?q=%26lt;𠮷&body=其他"):
        page = Outline(client.get(url).text)
        query = dict(parse_qsl(urlsplit(url).query))["q"]
        assert page.text("mark") == [query] * report.text.count(query)
        if url.startswith("/reports/"):
            # Without what leads from mark to mark.
            text = "".join(part for path, part in page.texts if "article" in path and "span" not in path)
            assert all(line in text for line in report.text.split("\n"))


def test_query_stays_text(client: FlaskClient) -> None:
    evil = '"><script>alert(1)</script>'
    page = Outline(client.get("/", query_string={"q": evil, "source": evil}).text)
    assert page.all("script") == []
    assert page.all("input")[0]["value"] == evil


def test_report_page_shows_marks_evidence_outline_and_the_way_back(client: FlaskClient) -> None:
    url = "/?q=社情民意信息&organization=重庆市/涪陵区&sort=newest"
    results = Outline(client.get(url).text)
    link = next(item["href"] or "" for item in results.all("a") if (item["href"] or "").startswith("/reports/"))
    assert link.endswith("#m1")
    page = Outline(client.get(link).text)
    assert [item["id"] for item in page.all("mark")] == ["m1", "m2", "m3"]
    assert set(page.text("mark")) == {"社情民意信息"}
    steps = [item["href"] for item in page.all("a") if re.fullmatch(r"#m\d+", item["href"] or "")]
    assert steps == ["#m1", "#m2", "#m1", "#m3", "#m2"]
    assert {"页面信息第2行", "标题", "通篇文字"} <= set(page.text("span"))
    assert {"正文第4段", "小标题（第3段）", "（一）深化协商议政"} <= set(page.text("a"))
    back = next(item["href"] or "" for item in page.all("a") if "sort=newest" in (item["href"] or ""))
    assert dict(parse_qsl(urlsplit(back).query)) == dict(parse_qsl(urlsplit(url).query))


def test_passages_lead_to_their_place(client: FlaskClient) -> None:
    results = Outline(client.get("/?q=清醒看到").text)
    link = next(item["href"] or "" for item in results.all("a") if (item["href"] or "").endswith("#at"))
    page = client.get(link).text
    assert re.search(r'<span id="at"></span>\s*<p id="p\d+">在肯定成绩的同时', page)
    assert client.get(link.replace("at=", "at=9999999")).status_code == 200
    assert client.get("/reports/feedfacefeedface?at=-1").status_code == 200


def test_text_has_the_language_of_its_script(client: FlaskClient) -> None:
    ids = {report.metadata.script: report.id for report in sample_reports()}
    for script, language in labels.LANGUAGES.items():
        page = Outline(client.get(f"/reports/{ids[script]}").text)
        assert page.all("article")[0]["lang"] == language


def test_span_of_years_unknown_and_not_applicable(client: FlaskClient) -> None:
    span = Outline(client.get("/?kind=常委会工作报告&covered_year=2018").text)
    assert "届期报告" in span.whole_text
    assert "2018—2022年" in span.whole_text
    speech = Outline(client.get("/?kind=讲话").text)
    assert "不适用" in speech.text("span")
    unknown = Outline(client.get("/?kind=unknown").text)
    assert {"机构未识别", "材料类型未识别"} <= set(unknown.text("span"))
    assert "〔无题〕" in unknown.text("a")


def test_a_digest_is_marked_whatever_else_is_known_of_it() -> None:
    digest = replace(sample_reports()[0], metadata=Metadata(title="一图读懂（示例）", completeness="摘要/图解"))
    client = create_app({"LIBRARY": FakeLibrary([digest]), "TESTING": True}).test_client()
    for url in ("/", f"/reports/{digest.id}"):
        page = Outline(client.get(url).text)
        head = page.whole_text[page.whole_text.index("材料类型未识别") :]
        assert head.startswith("材料类型未识别摘要/图解"), url


def test_variants_suggestions_and_notes(client: FlaskClient) -> None:
    page = client.get("/?q=信息").text
    assert "資訊" in page
    assert "variants=0" in page
    assert "一并查找" in client.get("/?q=信息&variants=0").text
    noted = Outline(client.get("/?q=年份：2022 协商").text)
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
    said = Outline(_client_of(read).get("/?q=提案 -视察").text).whole_text
    assert "检索：提案，不含 视察" in said
    assert "同时含有：" not in said
    note = "没有报告同时含有全部 3 个检索词，已放宽为至少含有其中 2 个。"
    read = Interpretation("most", ("甲", "乙", "丙"), {}, (note,), (), "甲 且 乙 且 丙")
    said = Outline(_client_of(read).get("/?q=甲 乙 丙").text).whole_text
    assert said.index("检索：甲 且 乙 且 丙") < said.index(note)
    assert said.count("已放宽") == 1
    # Marks of punctuation alone are no query: the note says so, and nothing was looked for.
    read = Interpretation("everything", (), {}, ("“，”不含文字，未作检索词。",), (), "，")
    assert "检索：" not in Outline(_client_of(read).get("/?q=，").text).whole_text


def test_long_readings_and_wordings_are_cut_and_whole_on_request() -> None:
    term, other = "信息" * 30, "資訊" * 30
    read = Interpretation("all", (term,), {term: (other,)}, (), (), f"{term} 且 协商")
    page = Outline(_client_of(read).get("/?q=x").text)
    titles = [item["title"] for item in page.all("span") if "title" in item]
    assert titles == [f"{term} 且 协商", term, other]
    assert {term + "…", term[:40] + "…", other[:40] + "…"} <= set(page.text("span"))


def _client_of(read: Interpretation) -> FlaskClient:
    return create_app({"LIBRARY": Reads(read)}).test_client()


def test_without_a_query_the_newest_come_first(client: FlaskClient) -> None:
    def sorts(url: str) -> list[tuple[str, str]]:
        line = client.get(url).text.partition('<p class="sorts">')[2].partition("</p>")[0]
        return re.findall(r"<(span aria-current|a href)[^>]*>([^<]+)<", line)

    assert sorts("/") == [("span aria-current", "新近在前"), ("a href", "早年在前")]
    assert sorts("/?kind=常委会工作报告&sort=oldest") == [("a href", "新近在前"), ("span aria-current", "早年在前")]
    assert sorts("/?q=协商")[0] == ("span aria-current", "相关度")


def test_a_heading_that_runs_into_its_paragraph_is_its_bold_lead() -> None:
    text = "关于电梯的提案\n（一）管护责任主体不清。加装电梯后无人养护。"
    report = replace(hostile_report(), text=text, headings=(Heading(8, 20, 1),))
    page = create_app({"LIBRARY": FakeLibrary([report])}).test_client().get(f"/reports/{report.id}?q=不清。加装").text
    assert '<a href="#p2">（一）管护责任主体不清。</a>' in page
    assert '<p id="p2"><strong class="lead">（一）管护责任主体<mark id="m1">不清。</mark>' in page
    assert "</strong><mark>加装</mark>电梯后无人养护。</p>" in page
    assert "<h2 id=" not in page.partition("<article")[2]


def test_api_is_the_one_json(client: FlaskClient, library: FakeLibrary) -> None:
    found = client.get("/api/search?q=协商&kind=常委会工作报告&size=20&page=2")
    assert found.mimetype == "application/json"
    assert "协商" in found.text
    body = found.json
    assert list(body)[:9] == [
        "query",
        "total",
        "copies",
        "occurrences",
        "took_ms",
        "page",
        "pages",
        "size",
        "interpretation",
    ]
    assert (body["page"], body["size"], body["query"]) == (2, 20, "协商")
    for hit in body["hits"]:
        for passage in hit["passages"]:
            assert {passage["text"][start:end] for start, end in passage["marks"]} <= {"协商"}
    report = client.get(f"/api/reports/{library.reports[0].id}?q=协商").json
    assert report["id"] == library.reports[0].id
    assert {report["text"][start:end] for start, end in report["marks"]} == {"协商"}
    assert report["evidence"]["covered_year"] == {"text": "过去一年", "where": "body:4"}
    assert client.get("/healthz").json == {"status": "ok", "reports": len(library.reports)}


def test_every_label_is_used(app: Flask, client: FlaskClient) -> None:
    urls = [*PAGES, "/?covered_year=2018", *(f"/reports/{report.id}?q=协商" for report in sample_reports())]
    shown = "".join(client.get(url).text for url in urls)
    words = [
        # No sample is of a former division; its row is tested beside the other rows.
        *(word for name, word in labels.FIELDS.items() if name != "now"),
        *labels.SORTS.values(),
        *labels.SCRIPTS.values(),
        *labels.SPECIAL_VALUES.values(),
        labels.SITE,
        labels.NOT_STATED,
        labels.TERM_REPORT,
        labels.EVIDENCE,
        labels.PASSAGES,
        labels.SECTION,
        labels.VARIANTS,
    ]
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    ("current", "last", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (1, 20, [1, 2, 3, None, 20]),
        (10, 20, [1, None, 8, 9, 10, 11, 12, None, 20]),
    ],
)
def test_page_numbers(current: int, last: int, expected: list[int | None]) -> None:
    assert list(pages.page_numbers(current, last)) == expected


def test_style_sheet_asks_nothing_from_elsewhere(client: FlaskClient) -> None:
    with client.get("/static/style.css") as answer:
        sheet = answer.text
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_a_report_leads_to_the_others_of_its_file(client: FlaskClient) -> None:
    together = [report for report in sample_reports() if report.parts > 1]
    first, second = together[:2]
    assert (first.file, first.part, second.part) == (second.file, 0, 1)
    page = client.get(f"/reports/{first.id}?q=提案").get_data(as_text=True)
    _, _, listed = page.partition('class="others"')
    assert f'<li value="2"><a href="/reports/{second.id}?q=' in listed
    assert first.id not in listed
    alone = next(report for report in sample_reports() if report.parts == 1)
    assert 'class="others"' not in client.get(f"/reports/{alone.id}").get_data(as_text=True)
