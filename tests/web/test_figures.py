"""The page of figures: it says what the API says, and every number leads to its sentence."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.figures import known
from indexer.ingest import index_paths
from indexer.search import open_library
from tests.web.fake_library import FakeLibrary
from tests.web.test_analysis import rows_of
from web import create_app

LISTED = re.compile(r'<p class="fact">')


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app({"LIBRARY": FakeLibrary(), "TESTING": True, "PROPAGATE_EXCEPTIONS": False}).test_client()


def test_page_table_and_files_say_what_the_api_says(client: FlaskClient) -> None:
    asked = "indicator=立案&organization=四川省"
    told = client.get(f"/api/v1/figures?{asked}").get_json()
    page = client.get(f"/analysis/figures?{asked}").text
    head, *shown = rows_of(page)
    years = told["years"][::-1]
    assert head[1:] == [str(year) for year in years], "newest first"
    assert len(shown) == len(told["organizations"]) > 1
    for row, line in zip(shown, told["organizations"], strict=True):
        assert row[0] == line["organization"]
        cells = {cell["year"]: cell for cell in line["cells"]}
        for year, cell in zip(years, row[1:], strict=True):
            values = cells[year]["values"] if year in cells else []
            assert re.findall(r"\d+", cell) == [str(value["low"]) for value in values]
    assert len(LISTED.findall(page)) == len(told["rows"]) == told["rows_total"]
    by_year = client.get(f"/analysis/figures.csv?{asked}")
    assert by_year.headers["Content-Disposition"] == 'attachment; filename="figures.csv"'
    table = list(csv.DictReader(io.StringIO(by_year.data.decode("utf-8-sig"))))
    assert len(table) == sum(max(1, len(cell["values"])) for line in told["organizations"] for cell in line["cells"])
    rows = list(csv.DictReader(io.StringIO(client.get(f"/analysis/figures-rows.csv?{asked}").data.decode("utf-8-sig"))))
    assert [row["原文"] for row in rows] == [row["sentence"] for row in told["rows"]]


def test_every_number_leads_to_its_sentence(client: FlaskClient) -> None:
    page = client.get("/analysis/figures?indicator=立案&organization=重庆市涪陵区政协").text
    links = set(re.findall(r'<a class="stated" href="([^"]+)">', page))
    assert links
    for link in links:
        report = client.get(html.unescape(link).partition("#")[0]).text
        paragraph = report.partition('<span id="at"></span>')[2].partition("</p>")[0]
        assert re.search(r"<mark[^>]*>412件</mark>", paragraph), link


def test_the_sentence_stands_beside_each_number(client: FlaskClient) -> None:
    page = client.get("/analysis/figures?indicator=立案").text
    quoted = re.findall(r"<details><summary>原文</summary><blockquote[^>]*>(.*?)</blockquote>", page)
    assert len(quoted) == len(LISTED.findall(page)) > 10
    assert all("立案提案<mark>412件</mark>" in quote for quote in quoted)


def test_a_cell_says_up_to_which_day_a_value_counts(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    done = "截至6月底，示例立案提案120件。截至12月底，示例立案提案196件。"
    text = f"政协安徽省合肥市委员会常务委员会工作报告\n（2023年1月10日）\n一、2022年工作回顾\n{done}\n"
    (tmp_path / "reports" / "合肥.txt").write_text(text, "utf-8")
    index_paths([tmp_path / "reports"], tmp_path / "index")
    app = create_app({"LIBRARY": open_library(tmp_path / "index"), "TESTING": True})
    page = app.test_client().get("/analysis/figures?indicator=立案").text
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r"\d+件|截至 \d+月底", re.sub(r"<[^>]+>", "", table)) == [
        *("120件", "截至 6月底"),
        *("196件", "截至 12月底"),
    ]


def test_a_cell_marks_what_stands_outside_the_section_asked_for(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    text = "政协安徽省合肥市委员会会议纪要\n（2023年1月10日）\n2022年，示例立案提案120件。\n"
    (tmp_path / "reports" / "合肥.txt").write_text(f"{text}一、2022年工作回顾\n示例工作稳步推进。\n", "utf-8")
    news = "政协安徽省池州市委员会全体会议开幕\n会议指出，五届五次会议以来，示例立案提案150件。\n"
    (tmp_path / "reports" / "池州.txt").write_text(news, "utf-8")
    index_paths([tmp_path / "reports"], tmp_path / "index")
    client = create_app({"LIBRARY": open_library(tmp_path / "index"), "TESTING": True}).test_client()
    page = client.get("/analysis/figures?indicator=立案&section=review").text
    table = re.sub(r"<[^>]+>", "", page[page.index("<tbody>") : page.index("</tbody>")])
    assert table.split() == ["安徽省合肥市政协120件", "所选部分以外"]
    assert "1 份报告没有分出“工作回顾”部分" in page
    assert [re.sub(r"<[^>]+>", "", period) for period in re.findall(r'class="period">(.*?)</span> ', page)] == [
        "2022",
        "未识别",
    ]
    english = client.get("/analysis/figures?indicator=立案&section=review", headers={"Accept-Language": "en"}).text
    assert "outside the section chosen" in english
    assert "no section “Review” is told apart" in english


def test_a_number_that_several_report_stands_once_and_others_stand_beside(client: FlaskClient) -> None:
    told = client.get("/api/v1/figures?indicator=提案&copies=1&organization=全国政协").get_json()
    (line,) = told["organizations"]
    sources = [len(value["stated_in"]) for cell in line["cells"] for value in cell["values"]]
    assert max(sources) == 2, "a report and its repost"


def test_on_english_pages_what_reports_call_it_stays(client: FlaskClient) -> None:
    page = client.get("/analysis/figures?indicator=提案", headers={"Accept-Language": "en"}).text
    assert 'Indicator <span lang="zh">提案</span>' in page
    (first, *_) = re.findall(r'<p class="fact">(.*?)</p>', page)
    assert re.fullmatch(r"\S+ 2019 提案 立案 +412件", re.sub(r"<[^>]+>", "", first)), first
    used = client.get("/analysis/figures?indicator=意见建议", headers={"Accept-Language": "en"}).text
    assert '<span class="actor">(<span lang="zh">有关部门</span>)</span>' in used


def test_rows_are_leafed_through(client: FlaskClient) -> None:
    whole = client.get("/api/v1/figures?indicator=立案&size=500").get_json()
    pages = -(-whole["rows_total"] // 10)
    parts = [client.get(f"/api/v1/figures?indicator=立案&size=10&page={page + 1}").get_json() for page in range(pages)]
    assert [row for part in parts for row in part["rows"]] == whole["rows"]
    assert client.get(f"/api/v1/figures?indicator=立案&size=10&page={pages + 1}").status_code == 404
    page = client.get("/analysis/figures?indicator=立案&size=10&page=2").text
    assert 'rel="prev"' in page
    assert '<a href="/analysis/figures?indicator=立案&amp;page=3&amp;size=10">' in page


def test_without_an_indicator_examples_that_exist_here_are_offered(client: FlaskClient) -> None:
    page = client.get("/analysis/figures").text
    offered = re.search(r'<p class="examples">(.*?)</p>', page)
    assert offered is not None
    words = re.findall(r">([^<]+)</a>", offered[1])
    assert {"立案", "社情民意信息", "督办", "走访"} <= set(words)
    assert "捐资" not in words
    for word in words:
        assert client.get(f"/analysis/figures?indicator={word}").status_code == 200
    for names in known():
        for name in names:
            assert f'<a href="/analysis/figures?indicator={name}">' in page


def test_an_unknown_indicator_is_answered_with_those_that_are_known(client: FlaskClient) -> None:
    answer = client.get("/analysis/figures?indicator=<天气>&organization=重庆市")
    assert answer.status_code == 400
    assert "不认识“&lt;天气&gt;”这种数据" in answer.text
    assert '<details class="known" open>' in answer.text
    assert '<a href="/analysis/figures?indicator=立案&amp;organization=重庆市">立案</a>' in answer.text
    refused = client.get("/api/v1/figures?indicator=天气")
    assert refused.status_code == 400
    assert "社情民意信息" in refused.get_json()["detail"]


def test_too_many_reports_are_refused_on_the_page_itself(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.analysis.figures_table.MAX_READ", 3)
    answer = client.get("/analysis/figures?indicator=立案&kind=常委会工作报告")
    assert answer.status_code == 400
    assert "一次最多读 3 份" in answer.text
    assert 'value="立案"' in answer.text


def test_narrowings_can_be_taken_back_one_by_one(client: FlaskClient) -> None:
    page = client.get("/analysis/figures?indicator=立案&organization=重庆市&section=review&page=1").text
    chips = re.findall(r'<a class="chip" href="([^"]+)">', page)
    assert len(chips) == 2
    for link in chips:
        assert client.get(html.unescape(link)).text.count('class="chip"') == 1
    assert '<input type="hidden" name="section" value="review">' in page


def test_a_fixed_link_and_a_file_to_check_later(client: FlaskClient) -> None:
    page = client.get("/analysis/figures?indicator=立案").text
    fixed, kept = (re.search(rf'<a href="([^"]+)">{label}</a>', page) for label in ("固定链接", "可核对的文件"))
    assert fixed is not None
    assert kept is not None
    assert "索引与固定链接生成时相同" in client.get(html.unescape(fixed[1])).text
    record = client.get(html.unescape(kept[1])).get_json()
    assert (record["analysis"], record["settings"]) == ("figures", {"indicator": "立案"})
    assert record["rows"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 400),
        ("indicator=" + "长" * 101, 400),
        ("indicator=立案&colour=1", 400),
        ("indicator=立案&size=501", 400),
        ("indicator=立案&page=0", 400),
        ("indicator=立案&covered_year=22", 400),
        ("indicator=立案&q=" + "长" * 2001, 413),
    ],
)
def test_what_cannot_be_read_is_refused(client: FlaskClient, asked: str, status: int) -> None:
    assert client.get(f"/api/v1/figures?{asked}").status_code == status


def test_answers_are_not_worked_out_again(client: FlaskClient) -> None:
    for place in ("/analysis/figures", "/api/v1/figures", "/analysis/figures.csv", "/analysis/figures-rows.csv"):
        url = f"{place}?indicator=立案"
        tag = client.get(url).headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
