"""Pages of coverage, first uses and set phrases: their numbers are those of the API and of the searches behind them."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.analysis.recounting import read_record, recount
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.facets import facet_label
from indexer.ingest import index_paths
from indexer.models import Metadata, Organization
from indexer.prepare import analyse
from indexer.search import Library, open_library
from tests.contract.corpus import make_report
from tests.contract.engines import fill
from tests.contract.test_sections import make_reports
from tests.web.fake_library import FakeLibrary
from web import create_app
from web.matrices import STEPS, bounds_of, ends_within, newest_first, part_ending, part_of, step_of
from web.shelf import PastTheEnd


@pytest.fixture(scope="module")
def invented() -> FakeLibrary:
    """What the index of the invented reports goes with."""
    return FakeLibrary()


@pytest.fixture(scope="module")
def client(invented: FakeLibrary) -> FlaskClient:
    """The invented reports, searched as they are counted in."""
    return create_app({"LIBRARY": invented.counted, "TESTING": True}).test_client()


@pytest.fixture(scope="module")
def quoting(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Reports that have phrases in quotation marks."""
    engine = WhooshEngine(tmp_path_factory.mktemp("quoting") / "index", create=True)
    fill(engine, make_reports(seed=5, size=40))
    return create_app({"LIBRARY": Library(engine), "TESTING": True}).test_client()


def matrix_of(page: str) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """Heads of the matrix on a page, and label → (text, link) of each cell."""
    (matrix,) = re.findall(r'<table class="matrix">(.*?)</table>', page, re.DOTALL)
    heads, *rows = re.findall(r"<tr>(.*?)</tr>", matrix, re.DOTALL)
    found = {}
    for row in rows:
        label, *cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        links = [re.search(r'href="([^"]+)"', cell) for cell in cells]
        found[plain(label)] = [
            (plain(cell), html.unescape(link[1]) if link else "") for cell, link in zip(cells, links, strict=True)
        ]
    return [plain(head) for head in re.findall(r"<th[^>]*>(.*?)</th>", heads)], found


def plain(marked: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", marked)).strip()


def total(client: FlaskClient, link: str) -> int:
    return int(client.get(link.replace("/search?", "/api/v1/search?")).get_json()["total"])


def first_number(text: str) -> int:
    found = re.match(r"[\d,]+", text)
    return int(found[0].replace(",", "")) if found else 0


@pytest.mark.parametrize(
    "asked", ["", "by=division", "dated=delivered_year&not_kind=讲话", "by=division&organization=重庆市&copies=1"]
)
def test_cells_of_coverage_lead_to_their_reports(client: FlaskClient, asked: str) -> None:
    told = client.get(f"/api/v1/coverage?{asked}").get_json()
    heads, rows = matrix_of(client.get(f"/analysis/coverage?{asked}").text)
    years = [head for head in heads if head.isdecimal()]
    assert years == sorted(years, reverse=True)
    counted = 0
    for row in (*told["rows"], told["total"] | {"label": "全部"}):
        shown = dict(zip(heads[1:], rows[row["label"]], strict=True))
        assert first_number(shown["合计"][0]) == row["total"]["reports"]
        for cell in row["cells"]:
            text, link = shown[{"unknown": "未识别", "n/a": "不适用"}.get(cell["year"], cell["year"])]
            assert first_number(text) == cell["reports"]
            if cell["reports"]:
                assert total(client, link) == cell["reports"]
                counted += 1
            else:
                assert (cell["state"], text) == ("gap", "缺")
    assert counted > 3


def test_a_list_is_held_against_the_index(client: FlaskClient) -> None:
    name = next(
        row["value"] for row in client.get("/api/v1/coverage").get_json()["rows"] if row["gaps"] or row["cells"]
    )
    asked = f"expected={name} 1999..2000%0A火星市政协 2021%0A没有年份"
    told = client.get(f"/api/v1/coverage?{asked}").get_json()
    page = client.get(f"/analysis/coverage?{asked}").text
    assert told["unmatched"] == ["火星市政协"]
    assert told["total"]["total"]["expected"] == 3
    assert "清单所列 3 项，已收录 0，未收录 3" in page
    assert page.count(">未收<") == 2 * 3 + 1, "in each cell, in the row of all, and in the key"
    assert "第 3 行应写成" in page
    assert f'maxlength="4000" spellcheck="false">{name} 1999..2000\n火星市政协 2021\n没有年份</textarea>' in page
    assert client.get("/api/v1/coverage?expected=" + "长" * 4001).status_code == 413
    for address in ("/api/v1/coverage", "/analysis/coverage", "/analysis/coverage.csv", "/analysis/coverage.json"):
        refused = client.get(f"{address}?expected=没有年份")
        assert refused.status_code == 400
        assert "清单的 1 行都读不出机构和年份" in refused.text


def table(client: FlaskClient, url: str) -> list[dict[str, str]]:
    answer = client.get(url)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_coverage_as_a_file(client: FlaskClient) -> None:
    told = client.get("/api/v1/coverage").get_json()
    rows = table(client, "/analysis/coverage.csv")
    assert len(rows) == sum(len(row["cells"]) for row in told["rows"])
    first = told["rows"][0]
    assert (rows[0]["机构"], rows[0]["回顾年度"], rows[0]["收录状态"]) == (
        *(first["value"], first["cells"][0]["year"]),
        "已收录",
    )


def test_the_spread_has_no_rows_for_years_without_reports(client: FlaskClient) -> None:
    asked = "term=协商&delivered_year=2020&delivered_year=2023&delivered_year=2024"
    told = client.get(f"/api/v1/adoption?{asked}").get_json()["spread"]
    assert [each["year"] for each in told if not each["held"]] == [2021, 2022]
    page = client.get(f"/analysis/adoption?{asked}").text
    spread = page[page.index('id="spread-head"') :]
    years = re.findall(r'<tr><th scope="row">(\d{4})</th>', spread)
    assert years == ["2020", "2023", "2024"]


def test_what_looks_back_on_no_year_is_told_from_what_is_not_known(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", create=True)
    with engine.writer() as writer:
        for number, kind in enumerate(("政策文件", "工作综述")):
            name = f"示例{'甲乙'[number]}区政协"
            known = Metadata(
                kind=kind, organization=Organization(name, None, (), "政协", None), delivered_year=2021 + number
            )
            report = make_report(number, "示例文件：深化协商。", known)
            writer.add(report, analyse(report))
        writer.commit()
    page = create_app({"LIBRARY": open_library(tmp_path / "index"), "TESTING": True}).test_client()
    (shown,) = re.findall(
        r'<table class="counts first-uses stack">(.*?)</table>',
        page.get("/analysis/adoption?term=协商").text,
        re.DOTALL,
    )
    rows = [
        [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", shown)
    ]
    assert [row[2:5] for row in rows if row] == [["不适用", "2021", "原文未载明"], ["未识别", "2022", "原文未载明"]]


@pytest.mark.parametrize("dated", ["covered_year", "delivered_year"])
def test_first_uses_lead_to_their_reports(client: FlaskClient, dated: str) -> None:
    asked = f"term=协商&dated={dated}&not_kind=讲话"
    told: dict[str, Any] = client.get(f"/api/v1/adoption?{asked}").get_json()
    page = client.get(f"/analysis/adoption?{asked}").text
    assert "本库最早见于" in page
    assert "不能断定更早没有用过" in page
    heads, rows = matrix_of(page)
    by_label = {row["label"]: row for row in told["rows"]}
    for label, cells in rows.items():
        for head, (text, link) in zip(heads[1:], cells, strict=True):
            year = {"未识别": "unknown", "不适用": "n/a"}.get(head, head)
            row = by_label.get(label, told["total"])
            known = {cell["year"]: cell for cell in row["cells"]}
            assert (text != "") == (year in known)
            if text:
                assert int(text) == known[year]["occurrences"]
                held = known[year]["reports_holding"]
                assert total(client, link) == (held or known[year]["reports"])
    first_table = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[0]
    shown = re.findall(r"<tr>(.*?)</tr>", first_table, re.DOTALL)
    assert len(shown) == len(told["rows"])
    for row, line in zip(told["rows"], shown, strict=True):
        links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', line)]
        if row["first"]:
            assert total(client, links[0]) == row["first"]["reports"]
            assert links[1].startswith(f"/reports/{row['first']['report_id']}?q=")
            assert "<mark" in client.get(links[1]).text
            if row["first"]["earlier_reports"]:
                assert total(client, links[2]) == row["first"]["earlier_reports"]
            else:
                assert "无，不能断定" in line


def test_first_uses_and_years_as_files(client: FlaskClient) -> None:
    told = client.get("/api/v1/adoption?term=协商").get_json()
    rows = table(client, "/analysis/adoption.csv?term=协商")
    assert [row["机构"] for row in rows] == [facet_label(row["organization"]) for row in told["rows"]]
    assert rows[0]["本库最早见于"] == str(told["rows"][0]["first"]["year"])
    years = table(client, "/analysis/adoption-years.csv?term=协商")
    assert len(years) == sum(len(row["cells"]) for row in told["rows"])
    spread = table(client, "/analysis/adoption-spread.csv?term=协商")
    shown = [(row["取值"], row["累计机构"]) for row in spread if row["分组依据"] == "报告年份"]
    assert shown == [(str(each["year"]), str(each["users"])) for each in told["spread"]]
    for name, group in (("层级", "levels"), ("地区", "regions")):
        found = [(row["取值"], row["本库最早见于"], row["有报告的机构"]) for row in spread if row["分组依据"] == name]
        assert found == [(each["value"], str(each["first"]), str(each["held"])) for each in told[group]]
    assert 'href="/analysis/adoption-spread.csv?term=' in client.get("/analysis/adoption?term=协商").text


def test_set_phrases_lead_to_their_first_uses(quoting: FlaskClient) -> None:
    told = quoting.get("/api/v1/phrases").get_json()
    page = quoting.get("/analysis/adoption").text
    assert told["phrases"]
    for phrase in told["phrases"]:
        assert f'<a href="/analysis/adoption?term={phrase["phrase"]}">{phrase["phrase"]}</a>' in page
        adopted = quoting.get(f"/api/v1/adoption?term=“{phrase['phrase']}”").get_json()
        assert len(adopted["rows"]) >= phrase["organizations"]
    (one,) = quoting.get("/api/v1/phrases?limit=1").get_json()["phrases"]
    assert one == told["phrases"][0]
    assert [row["提法"] for row in table(quoting, "/analysis/phrases.csv")] == [
        each["phrase"] for each in told["phrases"]
    ]


def test_what_is_typed_is_text(client: FlaskClient) -> None:
    for url in ("/analysis/adoption?term=<b>协商", "/analysis/coverage?expected=<b> 2020", "/analysis/coverage?q=<b>"):
        page = client.get(url).text
        assert "<b>" not in page
        assert "&lt;b&gt;" in page
        assert "style=" not in page
        assert "<script>" not in page


def test_steps_of_heat() -> None:
    assert [step_of(value, (1, 2, 3, 5, 10)) for value in (0, 1, 2, 4, 5, 9, 10, 99)] == [0, 1, 2, 3, 4, 4, 5, 5]
    assert bounds_of([]) == ()
    bounds = bounds_of(range(100))
    assert len(bounds) == STEPS
    assert bounds[0] == 1
    assert {step_of(value, bounds) for value in range(100)} == set(range(STEPS + 1))
    assert bounds_of([7, 7]) == (7,)


def test_columns_and_parts_of_a_matrix() -> None:
    assert newest_first(("2020", "2021", "unknown", "n/a")) == [1, 0, 2, 3]
    rows, part = part_of(range(130), 2, "/x?a=1")
    assert (rows[0], rows[-1], part.first, part.last, part.pages) == (43, 85, 44, 86, 3)
    assert (part.before, part.after) == ("/x?a=1&page=1", "/x?a=1&page=3")
    with pytest.raises(PastTheEnd, match="只有 1 页，没有第 9 页"):
        part_of(range(3), 9, "/x")


@pytest.mark.parametrize("rows", [*range(30), 61, 99, 1000])
def test_no_page_of_rows_is_a_stub(rows: int) -> None:
    pages = part_of(range(rows), 1, "/x", 8)[1].pages
    shown = [list(part_of(range(rows), page, "/x", 8)[0]) for page in range(1, pages + 1)]
    assert [row for page in shown for row in page] == list(range(rows))
    sizes = [len(page) for page in shown]
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= (8 if pages > 1 else 10)


def test_pages_of_heavy_things_hold_what_there_is_room_for() -> None:
    assert ends_within(10, [3, 3, 3, 3, 20, 1, 1]) == [3, 4, 5, 7]
    assert ends_within(10, [20]) == [1]
    rows, part = part_ending("abcd", 2, "/x", [3, 4])
    assert (rows, part.first, part.last, part.pages, part.before, part.after) == ("d", 4, 4, 2, "/x?page=1", "")


@pytest.mark.parametrize("url", ["coverage?", "coverage?by=division&", "adoption?term=协商&", "adoption?"])
def test_a_page_of_rows_past_the_end_is_none(client: FlaskClient, url: str) -> None:
    assert client.get(f"/analysis/{url}page=99").status_code == 404
    assert client.get(f"/analysis/{url}page=1").status_code == 200


def test_set_phrases_are_kept_with_what_they_were_made_of(quoting: FlaskClient) -> None:
    page = quoting.get("/analysis/adoption?limit=7&dated=covered_year").text
    (link,) = re.findall(r'<a href="([^"]+)">可核对的文件</a>', page)
    kept = read_record(quoting.get(html.unescape(link)).data)
    assert (kept.analysis, kept.settings) == ("phrases", {"limit": 7, "years": "covered_year"})
    assert [row[0] for row in kept.table.rows] == [row["提法"] for row in table(quoting, "/analysis/phrases.csv")]


def test_the_number_of_phrases_is_kept(client: FlaskClient) -> None:
    page = client.get("/analysis/adoption?limit=5&q=政协&measure=rate").text
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)">(?:CSV|JSON|固定链接)<', page)]
    assert len(links) == 3
    assert all("limit=5" in link for link in links)
    assert all(client.get(link).status_code == 200 for link in links)
    (chip,) = re.findall(r'<a class="chip" href="([^"]+)">', page)
    assert "limit=5" in chip
    assert '<input type="hidden" name="limit" value="5">' in page
    used = client.get("/analysis/adoption?limit=5&q=政协&term=协商").text
    assert [link for link in re.findall(r'href="(/[^"]+)">(?:CSV|JSON)', used) if "limit" in link] == []


def test_a_fixed_link_tells_whether_the_index_changed(client: FlaskClient) -> None:
    for url in ("/analysis/coverage?by=division", "/analysis/adoption?term=协商", "/analysis/adoption"):
        (link,) = re.findall(r'<a href="([^"]+)">固定链接', client.get(url).text)
        assert "索引与固定链接生成时相同。" in client.get(html.unescape(link)).text
        changed = re.sub("seen=[0-9a-f]{4}", "seen=0000", html.unescape(link))
        assert "固定链接生成以后索引有变化" in client.get(changed).text


@pytest.mark.parametrize(
    ("url", "analysis"),
    [
        ("coverage.json?by=division&expected=重庆 2020", "coverage"),
        ("adoption.json?term=协商&not_kind=讲话", "adoption"),
    ],
)
def test_what_is_kept_can_be_counted_again(url: str, analysis: str) -> None:
    invented = FakeLibrary()
    library = invented.counted
    answer = create_app({"LIBRARY": library, "TESTING": True}).test_client().get(f"/analysis/{url}")
    kept = read_record(answer.data)
    assert (kept.analysis, bool(kept.table.rows)) == (analysis, True)
    found = recount(library, kept)
    assert (found.same_index, found.changed) == (True, ())


def test_what_fails_in_one_file_stands_together_in_the_order_of_its_lines(tmp_path: Path) -> None:
    good = json.dumps({"title": "示例报告", "text": "政协示例会议\n2023年，立案提案352件。\n"}, ensure_ascii=False)
    (tmp_path / "示例.jsonl").write_text("\n".join([good, *['{"title": "空"}'] * 11]), "utf-8")
    (tmp_path / "坏.docx").write_bytes(b"no document")
    assert len(index_paths([tmp_path / "示例.jsonl", tmp_path / "坏.docx"], tmp_path / "index").failures) == 12
    page = create_app({"INDEX": str(tmp_path / "index"), "TESTING": True}).test_client().get("/analysis/coverage").text
    (listed,) = re.findall(r'<section class="failed".*?</section>', page, re.DOTALL)
    lines = re.findall(r'<li><span class="file">(.*?)</li>', listed, re.DOTALL)
    assert [line.split("<")[0] for line in lines] == ["坏.docx", "示例.jsonl"]
    assert re.findall(r"line (\d+)", lines[1]) == ["2", "3", "4"]
    assert "另有 8 处" in lines[1]
