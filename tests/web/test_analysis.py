"""Pages that count: their numbers are those of the API and of the searches behind them."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from indexer.analysis.recounting import read_record
from indexer.analysis.terms import LONGEST_TERM, MAX_TERMS
from tests.web.fake_library import FakeLibrary
from web import create_app


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    """Over a real index of the invented reports, for as long as they are held."""
    held = FakeLibrary()
    yield create_app({"LIBRARY": held.counted, "TESTING": True, "PROPAGATE_EXCEPTIONS": False}).test_client()
    held.counted.close()


def rows_of(page: str) -> list[list[str]]:
    """The cells of the tables on a page, tags left out."""
    found = []
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found.append([html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells])
    return found


def test_page_table_and_file_say_what_the_api_says(client: FlaskClient) -> None:
    asked = "term=协商&term=社情民意信息&organization=重庆市"
    told = client.get(f"/api/v1/trends?{asked}").get_json()
    page = client.get(f"/analysis/trends?{asked}").text
    shown = {row[0]: row[1:] for row in rows_of(page)}
    assert told["rows"]
    for row in (*told["rows"], told["total"] | {"label": "全部"}):
        cells = [f"{row['reports']:,}", f"{row['characters']:,}"]
        for counted in row["terms"]:
            cells += [f"{counted['occurrences']:,}", f"{counted['reports']:,}", f"{counted['rate']:.2f}"]
        assert shown[row["label"]] == cells
    answer = client.get(f"/analysis/trends.csv?{asked}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="trends.csv"'
    assert answer.data.startswith("\ufeff".encode())
    table = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(table) == 2 * len(told["rows"]) + 2
    assert [row["回顾年度"] for row in table[-3:]] == [told["rows"][-1]["label"], "全部", "全部"]
    assert int(table[-1]["出现次数"]) == told["total"]["terms"][1]["occurrences"]
    first = told["rows"][0]
    assert table[1]["回顾年度"] == first["value"]
    assert table[1]["词语"] == "社情民意信息"
    assert int(table[1]["出现次数"]) == first["terms"][1]["occurrences"]


def test_numbers_lead_to_the_reports_that_were_counted(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=乡村振兴&term=社情民意信息&not_kind=讲话&by=kind").text
    links = re.findall(r'<td><a href="([^"]+)">([\d,]+)</a>', page)
    assert len(links) > 3
    for link, number in links:
        found = client.get(html.unescape(link).replace("/search?", "/api/v1/search?")).get_json()
        assert f"{found['total']:,}" == number, link


def test_numbers_lead_nowhere_where_no_search_finds_their_reports(client: FlaskClient) -> None:
    why = "放宽了的检索式不能再与词语合成一个检索式"
    for path in ("trends?", "adoption?", "concordance?neighbours=1&", "compare?to_q=提案&"):
        page = client.get(f"/analysis/{path}term=协商&q=协商 西瓜火星").text
        assert why in page, path
        assert "已放宽" in page
        for link in map(html.unescape, re.findall(r'href="(/search\?[^"]+)"', page)):
            assert '"协商' not in link or "q=提案" in link or 'q="协商' in link, link
        assert why not in client.get(f"/analysis/{path}term=协商&q=协商").text


@pytest.mark.parametrize(
    "asked",
    [
        "by=division&organization=重庆市涪陵区政协&organization=重庆市政协",
        "split=division&organization=重庆市政协",
        "by=organization&split=covered_year&covered_year=2021",
        "by=division&split=organization",
        "by=organization&split=division&level=县级",
    ],
)
def test_rows_lead_to_no_more_than_was_counted(client: FlaskClient, asked: str) -> None:
    page = client.get(f"/analysis/trends?term=工作&{asked}").text
    rows = re.findall(r'<tr><th scope="row"><a href="([^"]+)">.*?</th><td>([\d,]+)</td>', page)
    assert rows
    for link, number in rows:
        found = client.get(html.unescape(link).replace("/search?", "/api/v1/search?")).get_json()
        assert f"{found['total']:,}" == number, html.unescape(link)


def test_every_point_of_a_chart_says_what_it_is_and_leads_there(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=乡村振兴").text
    (chart,) = re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.DOTALL)
    points = re.findall(r'<a href="([^"]+)"><title>([^<]+)</title><circle', chart)
    assert points
    for link, said in points:
        assert re.match(r"\d{4}年，乡村振兴：[\d,]+ 次，[\d,]+／[\d,]+ 份报告", html.unescape(said))
        assert "covered_year=" in link
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("by", ["organization", "kind", "division"])
@pytest.mark.parametrize("measure", ["occurrences", "reports", "rate"])
def test_what_is_no_year_is_drawn_as_bars_that_say_what_the_table_says(
    client: FlaskClient, by: str, measure: str
) -> None:
    asked = f"term=协商&term=没有的词&by={by}"
    told = client.get(f"/api/v1/trends?{asked}").get_json()
    page = client.get(f"/analysis/trends?{asked}&measure={measure}").text
    (chart,) = re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.DOTALL)
    bars = re.findall(
        r'<g class="series s0">(?:<a href="([^"]+)">|<g [^>]*>)<title>([^<]+)</title><rect [^>]*width="([^"]+)"[^>]*/>'
        r"<text [^>]*>([^<]+)</text>",
        chart,
    )
    counted = [row["terms"][0] for row in told["rows"]]
    assert len(bars) == len(counted) > 2
    highest = max(each[measure] for each in counted)
    longest = max(float(length) for _, _, length, _ in bars)
    for (link, said, length, printed), row, each in zip(bars, told["rows"], counted, strict=True):
        assert html.unescape(said).startswith(
            f"{row['label']}，协商：{each['occurrences']:,} 次，{each['reports']:,}／{row['reports']:,} 份报告"
        )
        assert printed == (f"{each[measure]:,.2f}" if measure == "rate" else f"{each[measure]:,}")
        assert abs(float(length) - longest * each[measure] / highest) <= 1
        assert bool(link) == bool(each["reports"])
        if link:
            found = client.get(html.unescape(link).replace("/search?", "/api/v1/search?")).get_json()
            assert found["total"] == each["reports"]
    nothing = re.findall(r'<g class="series s1"><g role="img" aria-label="([^"]+)"><title>([^<]+)</title>', chart)
    assert len(nothing) == len(counted)
    assert all(name == title for name, title in nothing)


def test_bars_taken_out_of_their_page_are_told_apart(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=协商&term=提案&by=kind").text
    (chart,) = re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.DOTALL)
    assert 'xmlns="http://www.w3.org/2000/svg"' in chart
    looks = re.findall(r'<g class="series (s\d)">.*?<rect [^>]* fill-opacity="([^"]+)" stroke="#000"', chart)
    assert len(set(looks)) == 2
    assert len({opacity for _, opacity in looks}) == 2
    assert "text-anchor=" in chart
    assert 'class="legend"' in page


def test_years_are_listed_newest_first_and_drawn_oldest_first(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=协商").text
    listed = re.findall(r'<tr[^>]*><th scope="row">(?:<a [^>]+>)?(\d{4})[<—]', page)
    assert len(listed) > 3
    assert listed == sorted(listed, reverse=True)
    drawn = re.findall(r"<title>(\d{4})年", page)
    assert drawn == sorted(drawn)
    panels = client.get("/analysis/trends?term=协商&split=covered_year&by=kind").text
    heads = re.findall(r'<h2 id="panel-\d+">(\d{4})', panels)
    assert len(heads) > 3
    assert heads == sorted(heads, reverse=True)


def test_no_two_lines_of_a_chart_look_alike(client: FlaskClient) -> None:
    asked = "&".join(f"term={term}" for term in "政协提案委员工作商情信息"[:MAX_TERMS])
    page = client.get(f"/analysis/trends?{asked}").text
    looks = re.findall(r'<g class="series ([^"]+)">', page)
    assert len(looks) == len(set(looks)) == MAX_TERMS
    assert re.findall(r'<li class="(s\d[^"]*)"><svg', page) == looks


def test_tables_that_scroll_can_be_reached_and_are_named(client: FlaskClient) -> None:
    paths = (
        *("trends?term=协商", "trends?term=协商&split=organization", "adoption", "adoption?term=协商", "coverage"),
        *("concordance?term=协商&neighbours=1", "compare?to_q=提案&term=协商", "figures?indicator=立案"),
    )
    for path in paths:
        page = client.get(f"/analysis/{path}", headers={"Accept-Language": "en"}).text
        frames = re.findall(r'<div class="(?:wide|matrix-frame)"([^>]*)>\s*<table[^>]*>\s*(<caption)?', page)
        assert all('role="region" tabindex="0" aria-label' in tags and caption for tags, caption in frames), path
        assert len(frames) == page.count("<table"), path
        assert not re.findall(r'<section[^>]*aria-label="[^"]*[一-鿿]', page), path


def test_rows_and_panels_are_leafed_through(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for asked in ("by=organization", "by=covered_year&split=organization", "by=organization&split=covered_year"):
        monkeypatch.setattr("web.analysis._CELLS", 10**6)
        monkeypatch.setattr("web.analysis._ROOM", 10**7)
        monkeypatch.setattr("web.matrices.ROWS_SHOWN", 60)
        url: str | None = f"/analysis/trends?term=协商&measure=reports&{asked}"
        whole = client.get(url or "").text
        assert 'class="parts"' not in whole
        monkeypatch.setattr("web.analysis._CELLS", 1)
        monkeypatch.setattr("web.analysis._ROOM", 12_000)
        monkeypatch.setattr("web.matrices.ROWS_SHOWN", 3)
        leafed, drawn, pages = [], [], 0
        while url:
            page = client.get(url).text
            assert len(page) < len(whole)
            leafed += _rows(page)
            drawn += _drawn(page)
            found = re.search(r'<a rel="next" href="([^"]+)"', page)
            url = html.unescape(found[1]) if found else None
            assert url is None or "measure=reports" in url
            pages += 1
        assert pages > 2
        assert leafed == _rows(whole)
        assert drawn == _drawn(whole)
        assert client.get(f"/analysis/trends?term=协商&{asked}&page={pages + 1}").status_code == 404


def _drawn(page: str) -> list[tuple[str, ...]]:
    """What the points and bars of the charts say, where they lead and how long bars are."""
    charts = "".join(re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.DOTALL))
    return re.findall(r'<a href="([^"]+)"><title>([^<]+)</title><(?:circle|rect [^>]* width="([^"]+)")', charts)


def _rows(page: str) -> list[str]:
    """Those of single values."""
    return re.findall(r'<tr><th scope="row">.*?</tr>', re.sub(r"<tfoot>.*?</tfoot>", "", page, flags=re.DOTALL))


def test_a_chart_is_called_what_it_draws(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=协商&term=提案&split=organization").text
    names = re.findall(r'<svg class="chart[^>]* aria-label="([^"]+)"', page)
    heads = re.findall(r'<h2 id="panel-\d+">(.*?)</h2>', page)
    assert len(names) > 3
    assert set(names) <= {f"{head}：协商、提案（每万字出现次数）" for head in heads}
    english = client.get("/analysis/trends?term=协商", headers={"Accept-Language": "en"}).text
    assert '</svg><span lang="zh">协商</span></li>' in english


def test_a_term_in_quotation_marks_is_told_from_the_same_without(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=信息&term=“信息”").text
    names = ["信息", "“信息”"]
    assert re.findall(r'<th scope="colgroup"[^>]*>([^<]+)</th>', page) == names
    assert re.findall(r'<li class="s\d[^"]*">.*?</svg>([^<]+)</li>', page) == names
    points = {re.match(r"\d{4}年，(.+?)：", said) for said in re.findall(r"<title>(\d{4}年[^<]+)</title>", page)}
    assert {found[1] for found in points if found} == set(names)
    assert re.findall(r'<svg class="chart[^>]* aria-label="([^"]+)"', page) == ["信息、“信息”（每万字出现次数）"]
    compared = client.get("/analysis/compare?to_q=提案&term=信息&term=“信息”").text
    assert re.findall(r'<th scope="row"><span[^>]*>([^<]*信息[^<]*)<', compared)[:2] == names


def test_a_chart_taken_out_of_its_page_still_has_lines_and_points(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=协商&term=没有的词").text
    (chart,) = re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.DOTALL)
    circles = re.findall(r"<circle [^>]*>", chart)
    assert circles
    assert all(' r="4"' in circle for circle in circles)
    assert all('fill="none" stroke="currentColor"' in path for path in re.findall(r"<path [^>]*>", chart))
    assert 'xmlns="http://www.w3.org/2000/svg"' in chart


def test_panels_share_their_years_and_tables_are_folded(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=协商&split=organization").text
    charts = re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.DOTALL)
    assert len(charts) > 3
    assert len({tuple(re.findall(r'class="tick across"[^>]*>(\d+)<', chart)) for chart in charts}) == 1
    assert page.count("<details><summary>数据表") == len(re.findall('<section class="counted"', page))


def test_the_file_of_trends_has_what_is_not_drawn_too(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "term=协商&by=covered_year&split=organization"
    table = client.get(f"/analysis/trends.csv?{asked}").data
    monkeypatch.setattr("indexer.analysis.trends.MAX_PANELS", 2)
    page = client.get(f"/analysis/trends?{asked}").text
    told = client.get(f"/api/v1/trends?{asked}").get_json()
    assert (page.count('<svg class="chart'), len(told["panels"])) == (2, 2)
    assert f"另有 {told['panels_left']} 项没有画出，请先缩小范围；CSV 有全部。" in page
    assert client.get(f"/analysis/trends.csv?{asked}").data == table
    rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig")))
    assert len({row["机构"] for row in rows}) == told["panels_left"] + 2 > 3


def test_a_fixed_link_tells_whether_the_index_changed_where_nothing_is_counted(client: FlaskClient) -> None:
    seen = "seen=00000000000000000000000000000000-1-2"
    for path in ("trends", "figures", "compare", "concordance", "adoption"):
        assert "固定链接生成以后索引有变化" in client.get(f"/analysis/{path}?{seen}").text, path


def test_a_form_sent_again_keeps_the_number_of_rows(client: FlaskClient) -> None:
    for asked in ("concordance?term=协商&size=5", "figures?indicator=立案&size=5"):
        form = re.findall(r'<form class="ask".*?</form>', client.get(f"/analysis/{asked}").text, re.DOTALL)
        assert '<input type="hidden" name="size" value="5">' in form[0], asked


def test_narrowings_can_be_taken_back_one_by_one(client: FlaskClient) -> None:
    asked = "term=协商&q=提案&organization=重庆市&not_kind=讲话&section=review&copies=1&variants=0"
    page = client.get(f"/analysis/trends?{asked}").text
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', page, re.DOTALL)
    labels = [re.sub(r"<.*", "", label, flags=re.DOTALL) for _, label in chips]
    assert labels == ["含有：提案", "机构：重庆市", "材料类型：非 讲话", "工作回顾", "相同文本逐份计", "不计其他写法"]
    measured = client.get(f"/analysis/trends?{asked}&measure=reports").text
    assert all("measure=reports" in link for link in re.findall(r'<a class="chip" href="([^"]+)"', measured))
    offered = [html.unescape(link) for link in re.findall(r'href="([^"]+)">(?:CSV|JSON|可核对的文件)<', measured)]
    assert len(offered) == 3
    assert all(client.get(link).status_code == 200 for link in offered)
    for number, (link, _) in enumerate(chips):
        left = re.findall(r'<a class="chip"', client.get(html.unescape(link)).text)
        assert len(left) == len(chips) - 1, labels[number]
    assert '<input type="hidden" name="organization" value="重庆市">' in page


def test_without_a_term_the_page_says_what_it_is_for(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=+&term=").text
    assert "没有报告的年份是空缺，不是零" in page
    assert page.count('name="term"') == 3
    assert "<table" not in page


def test_a_search_leads_to_the_trends_of_its_words(client: FlaskClient) -> None:
    page = client.get("/search?q=协商 “社情民意信息”&organization=重庆市&page=1").text
    (link,) = re.findall(r'<a class="analyse" href="([^"]+)"', page)
    asked = client.get(html.unescape(link)).text
    assert re.findall(r'name="term" type="text" value="([^"]+)"', asked) == ["协商", "“社情民意信息”"]
    assert "机构：重庆市" in asked
    assert "analyse" not in client.get("/search").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("by=colour&term=x", 400),
        ("term=" + "长" * LONGEST_TERM, 200),
        ("term=" + "长" * (LONGEST_TERM + 1), 413),
        ("", 400),
        ("term=x&colour=1", 400),
        ("term=x&covered_year=22", 400),
    ],
)
def test_what_cannot_be_counted_is_refused(client: FlaskClient, asked: str, status: int) -> None:
    assert client.get(f"/api/v1/trends?{asked}").status_code == status


def test_answers_are_not_worked_out_again(client: FlaskClient) -> None:
    for url in ("/analysis/trends?term=协商", "/api/v1/trends?term=协商", "/analysis/trends.csv?term=协商"):
        tag = client.get(url).headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_a_fixed_link_tells_whether_the_index_is_the_same(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=协商&measure=reports").text
    (link,) = re.findall(r'<a href="([^"]+)">固定链接', page)
    assert "measure=reports" in link
    assert "索引与固定链接生成时相同。" in client.get(html.unescape(link)).text
    other = re.sub(r"seen=[0-9a-f]{32}", f"seen={'0' * 32}", html.unescape(link))
    assert "固定链接生成以后索引有变化：当时" in client.get(other).text
    assert client.get("/analysis/trends?term=协商&seen=1").status_code == 400


def test_the_file_to_keep_is_read_again(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=协商&organization=重庆市&split=kind").text
    (link,) = re.findall(r'<a href="([^"]+)">可核对的文件', page)
    answer = client.get(html.unescape(link))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="trends.json"'
    kept = read_record(answer.data)
    assert kept.request.filters == {"organization": ("重庆市",)}
    assert kept.settings == {"terms": ["协商"], "by": "covered_year", "split": "kind"}
    assert kept.table.rows
