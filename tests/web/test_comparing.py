"""Pages that compare: their numbers are those of the API and of the searches behind them."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any, Final

import pytest
from flask.testing import FlaskClient

from indexer.analysis import succession
from indexer.analysis.recounting import read_record, recount
from tests.web.fake_library import FakeLibrary
from tests.web.test_analysis import rows_of
from web import create_app
from web.comparing_arguments import COMPARE, SUCCESSION

ASKED: Final = (
    "organization=重庆市&covered_year=..2021&to_organization=四川省&to_covered_year=2022..&term=信息&term=没有的词"
)
LIBRARY: Final = FakeLibrary()
REPORT: Final = LIBRARY.reports[2]
"""Of 2021, with others of 2019, 2020, 2022 and 2023."""
BEFORE: Final = LIBRARY.reports[1]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app({"LIBRARY": LIBRARY, "TESTING": True, "PROPAGATE_EXCEPTIONS": False}).test_client()


def cells(told: dict[str, Any]) -> list[str]:
    """A word or string as a row of the page has it."""
    found = []
    for side in (told["first"], told["second"]):
        found += [f"{side['occurrences']:,}", f"{side['rate']:.2f}", f"{side['reports']:,}"]
    return [*found, f"{told['log_ratio']:+.2f}".replace("-", "−"), f"{told['log_likelihood']:,.1f}"]


def test_page_and_file_say_what_the_api_says(client: FlaskClient) -> None:
    asked = f"{ASKED}&numbers=1"
    told = client.get(f"/api/v1/compare?{asked}").get_json()
    words = [*told["more_in_first"], *told["more_in_second"]]
    assert words
    assert len(told["terms"]) == 2
    page = client.get(f"/analysis/compare?{asked}").text
    rows = {row[0].split()[0]: row[1:] for row in rows_of(page) if len(row) == 9}
    for each in (*told["terms"], *words):
        assert rows[each["term"]] == cells(each)
    for side in (told["first"], told["second"]):
        assert f"{side['reports']:,} 份报告</a> · {side['characters']:,} 字" in page
    answer = client.get(f"/analysis/compare.csv?{asked}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="compare.csv"'
    table = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["词语"] for row in table] == [each["term"] for each in (*told["terms"], *words)]
    assert table[0]["写法"] == "信息、资讯"
    assert [int(row["第二组出现次数"]) for row in table] == [
        each["second"]["occurrences"] for each in (*told["terms"], *words)
    ]


def test_numbers_lead_to_the_reports_that_hold_it() -> None:
    client = create_app({"LIBRARY": LIBRARY.counted, "TESTING": True}).test_client()
    page = client.get(f"/analysis/compare?{ASKED}&numbers=1").text
    links = re.findall(r'<td class="number"><a href="([^"]+)">([\d,]+)</a>', page)
    assert len(links) > 3
    for place, (link, number) in enumerate(links):
        total = client.get(html.unescape(link).replace("/search?", "/api/v1/search?")).get_json()["total"]
        counted = int(number.replace(",", ""))
        assert total >= counted > 0
        if place < 2:  # of the strings, which are found as they were counted
            assert total == counted
    sides = re.findall(r'<p class="basis"><a href="([^"]+)">([\d,]+) 份报告</a>', page)
    assert len(sides) == 2
    for link, number in sides:
        found = client.get(html.unescape(link).replace("/search?", "/api/v1/search?")).get_json()
        assert f"{found['total']:,}" == number


def test_what_else_differs_stands_above_the_words(client: FlaskClient) -> None:
    page = client.get(f"/analysis/compare?{ASKED}").text
    warnings = re.search(r'<div class="warnings".*?</div>', page, re.DOTALL)
    assert warnings is not None
    assert "回顾年度不同" in warnings[0]
    assert warnings.end() < page.index("第一组较多的词")


def test_every_part_of_a_selection_stands_in_the_form_or_is_kept(client: FlaskClient) -> None:
    asked = (
        "q=协商&organization=重庆市&organization=四川省&kind=讲话&not_kind=政策文件&section=review&copies=1&variants=0"
        "&to_q=提案&to_covered_year=2020..2022&to_level=县级&to_not_organization=重庆市&limit=100&holding=3&numbers=1"
    )
    page = client.get(f"/analysis/compare?{asked}").text
    form = re.search(r'<form class="ask compare".*?</form>', page, re.DOTALL)
    assert form is not None
    fields = re.findall(r'<input [^>]*?name="(\w+)"[^>]*? value="([^"]*)"', form[0])
    fields += [
        (name, html.unescape(value))
        for name, options in re.findall(r'<select [^>]*?name="(\w+)">(.*?)</select>', form[0], re.DOTALL)
        for value in re.findall(r'<option value="([^"]*)" selected>|<option selected>(\d+)', options)
        for value in [value[0] or value[1]]
    ]
    sent = {(name, value) for name, value in fields if value}
    wanted = {tuple(pair.split("=")) for pair in asked.split("&")}
    assert wanted <= sent
    assert {name for name, _ in sent} <= COMPARE.keys()


def test_narrowings_can_be_taken_back_one_by_one(client: FlaskClient) -> None:
    asked = "q=提案&organization=重庆市&copies=1&variants=0&to_organization=四川省&to_not_kind=讲话&to_section=plan"
    page = client.get(f"/analysis/compare?{asked}").text
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', page, re.DOTALL)
    labels = [re.sub(r"<.*", "", label, flags=re.DOTALL) for _, label in chips]
    assert labels == [
        *("含有：提案", "机构：重庆市", "相同文本逐份计", "不计其他写法"),
        *("机构：四川省", "材料类型：非 讲话", "工作安排"),
    ]
    for number, (link, _) in enumerate(chips):
        left = re.findall(r'<a class="chip"', client.get(html.unescape(link)).text)
        assert len(left) == len(chips) - 1, labels[number]


def test_selections_are_swapped_with_all_that_they_say(client: FlaskClient) -> None:
    page = client.get(f"/analysis/compare?{ASKED}&copies=1").text
    (link,) = re.findall(r'<a href="([^"]+)">交换两组', page)
    address = html.unescape(link).replace("/analysis/compare?", "/api/v1/compare?")
    swapped, told = client.get(address).get_json(), client.get(f"/api/v1/compare?{ASKED}&copies=1").get_json()
    assert (swapped["first"], swapped["second"]) == (told["second"], told["first"])
    assert [each["term"] for each in swapped["more_in_first"]] == [each["term"] for each in told["more_in_second"]]
    assert swapped["copies"]


def test_without_a_choice_the_page_says_what_it_is_for(client: FlaskClient) -> None:
    for asked in ("", "?q=&to_q=&section=&term=", "?organization=重庆市&to_organization=重庆市"):
        page = client.get(f"/analysis/compare{asked}").text
        assert "无从比较" in page
        assert "<table" not in page


def test_an_empty_selection_gets_a_message(client: FlaskClient) -> None:
    page = client.get("/analysis/compare?covered_year=1950&term=协商").text
    assert "第一组没有报告，无从比较。" in page
    assert "第二组较多的词" not in page
    told = client.get("/api/v1/compare?covered_year=1950&term=协商").get_json()
    assert told["warnings"] == ["第一组没有报告，无从比较。"]
    assert (told["more_in_first"], told["more_in_second"], told["found"]) == ([], [], [0, 0])
    assert told["terms"][0]["log_ratio"] is None


def test_files_can_be_counted_again(client: FlaskClient) -> None:
    for url in (f"/analysis/compare.json?{ASKED}", f"/reports/{REPORT.id}/changes.json"):
        answer = client.get(url)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        kept = read_record(answer.data)
        assert kept.table.rows
        assert recount(LIBRARY.counted, kept).changed == ()


@pytest.mark.parametrize(
    ("asked", "argument"),
    [
        ("covered_year=2020&to_covered_year=22", "to_covered_year"),
        ("covered_year=22", "covered_year"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("numbers=yes", "numbers"),
        ("to_copies=1", "to_copies"),
        ("colour=1", "colour"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_name(client: FlaskClient, asked: str, argument: str) -> None:
    answer = client.get(f"/api/v1/compare?{asked}")
    assert answer.status_code == 400
    assert answer.get_json()["argument"] == argument


# ------------------------------------------------------------------------------------- successive reports


def text_of(cell: str) -> str:
    """The words of a column, its link left out."""
    words = re.sub(r'<a class="place".*?</a>', "", cell, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", words)).strip()


def test_every_paragraph_stands_on_the_page_once_with_its_changes(client: FlaskClient) -> None:
    told = client.get(f"/api/v1/reports/{REPORT.id}/succession").get_json()
    assert (told["old"]["id"], told["new"]["id"]) == (BEFORE.id, REPORT.id)
    page = client.get(f"/reports/{REPORT.id}/changes").text
    changes = page[page.index('<ol class="changes">') :]
    for side in ("old", "new"):
        columns = [text_of(cell) for cell in re.findall(rf'<div class="{side}">(.*?)</div>', changes, re.DOTALL)]
        shown = [pair for pair in told["pairs"] if side == "new" or pair["fate"] != "kept" or pair["moved"]]
        assert [column for column in columns if column] == [pair[side]["text"].strip() for pair in shown if pair[side]]
    marked = [
        pair[side]["text"][start:end]
        for pair in told["pairs"]
        for side in ("old", "new")
        if pair[side]
        for start, end in pair[side]["marks"]
    ]
    assert marked
    found = [html.unescape(words) for words in re.findall(r"<(?:ins|del)>(.*?)</(?:ins|del)>", changes, re.DOTALL)]
    assert set(marked) <= set(found)
    assert f"保留 {told['counts']['kept']} 段" in page
    text = {report.id: report.text for report in LIBRARY.reports}
    for pair in told["pairs"]:
        for side, report in (("old", BEFORE), ("new", REPORT)):
            if pair[side]:
                start = pair[side]["start"]
                assert text[report.id][start:].startswith(pair[side]["text"])


def test_another_report_can_be_chosen_and_says_so(client: FlaskClient) -> None:
    page = client.get(f"/reports/{REPORT.id}/changes").text
    years = re.search(r'<nav class="years".*?</nav>', page, re.DOTALL)
    assert years is not None
    assert re.findall(r'aria-current="true">(\d+)年', years[0]) == ["2020"]
    links = re.findall(r'<a class="chip" href="([^"]+)"[^>]*>(\d+)年', years[0])
    assert [year for _, year in links] == ["2023", "2022", "2019"]
    other = client.get(html.unescape(links[0][0])).text
    assert "两份报告相隔 2 年。" in other


def test_a_first_report_says_that_there_is_none_before(client: FlaskClient) -> None:
    page = client.get(f"/reports/{LIBRARY.reports[0].id}/changes")
    assert page.status_code == 200
    assert "本库没有这一机构更早年份的同类报告" in page.text
    assert '<nav class="years"' in page.text
    assert client.get(f"/api/v1/reports/{LIBRARY.reports[0].id}/succession").status_code == 400
    assert client.get(f"/reports/{LIBRARY.reports[0].id}/changes.csv").status_code == 400


def test_reports_that_are_too_long_are_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(succession, "MOST_CHARACTERS", 10)
    answer = client.get(f"/reports/{REPORT.id}/changes")
    assert answer.status_code == 400
    assert "最多 10 字" in answer.text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (f"/api/v1/reports/{REPORT.id}/succession?other={REPORT.id}", 400),
        (f"/api/v1/reports/{REPORT.id}/succession?other=none", 404),
        ("/api/v1/reports/none/succession", 404),
        (f"/api/v1/reports/{REPORT.id}/succession?colour=1", 400),
        ("/reports/none/changes", 404),
        (f"/reports/{REPORT.id}/changes?other={'0' * 65}", 400),
    ],
)
def test_what_cannot_be_compared_is_refused(client: FlaskClient, url: str, status: int) -> None:
    assert client.get(url).status_code == status
    assert SUCCESSION.keys() == {"other"}


def test_other_years_of_a_report_lead_to_the_comparison(client: FlaskClient) -> None:
    page = client.get(f"/reports/{REPORT.id}/related").text
    links = [html.unescape(link) for link in re.findall(r'<a class="beside" href="([^"]+)"', page)]
    assert len(links) == 4
    for link in links:
        assert client.get(link).status_code == 200


def test_a_search_leads_to_a_comparison_of_its_results(client: FlaskClient) -> None:
    page = client.get("/search?q=协商&organization=重庆市&sort=newest&page=1").text
    (link,) = re.findall(r'<a class="contrast" href="([^"]+)"', page)
    asked = client.get(html.unescape(link)).text
    assert re.findall(r'id="first-q" name="q" type="text" value="([^"]+)"', asked) == ["协商"]
    assert "机构：重庆市" in asked
    assert "第一组较多的词" in asked
    assert 'class="contrast"' not in client.get("/search").text


def test_answers_are_not_worked_out_again(client: FlaskClient) -> None:
    for url in (
        f"/analysis/compare?{ASKED}",
        f"/api/v1/compare?{ASKED}",
        f"/reports/{REPORT.id}/changes",
        f"/api/v1/reports/{REPORT.id}/succession",
        f"/reports/{REPORT.id}/changes.csv",
    ):
        tag = client.get(url).headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
