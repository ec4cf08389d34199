"""Pages of analyses as they are sent: how much they weigh, where their numbers lead, in whose words charts speak."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.analysis.terms import LONGEST_TERM, MAX_TERMS
from indexer.ingest import index_paths
from tests.web.fake_library import FakeLibrary
from web import create_app

YEARS = range(1968, 2024)
TERMS = ("协商", "提案", "委员", "民主监督", "政治协商", "参政议政", "立案", "调研", "团结", "视察")
ORGANIZATIONS = ("重庆市涪陵区政协", "江苏省南京市政协", "浙江省舟山市定海区政协")
MOST = 150 * 1024
ASKED = "&".join(f"term={term}" for term in TERMS)


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    """Over a real index of the invented reports, for as long as they are held."""
    held = FakeLibrary()
    yield create_app({"LIBRARY": held.counted, "TESTING": True, "PROPAGATE_EXCEPTIONS": False}).test_client()
    held.counted.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Over a report of each of three organizations on each of 56 years, all terms in every one."""
    place = tmp_path_factory.mktemp("years")
    rows = [
        {
            "title": f"{organization}{year}年工作报告（示例）",
            "text": f"{organization}{year}年工作报告（示例）\n" + "".join(f"围绕{term}做了工作。\n" for term in TERMS),
            "organization": organization,
            "covered_year": year,
            "delivered_year": year + 1,
        }
        for organization in ORGANIZATIONS
        for year in YEARS
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (place / "示例.jsonl").write_text(lines, "utf-8")
    assert index_paths([place / "示例.jsonl"], place / "index").failures == []
    return create_app({"INDEX": str(place / "index"), "TESTING": True}).test_client()


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("split", ["", "&split=organization", "&split=kind", "&split=covered_year&by=organization"])
def test_ten_terms_over_many_years_stay_light(many: FlaskClient, split: str, language: str) -> None:
    page = many.get(f"/analysis/trends?{ASKED}{split}", headers={"Accept-Language": language}).data
    assert b'<section class="counted"' in page
    assert len(page) <= MOST


def test_a_chart_is_whole_however_few_rows_stand_below_it_and_all_can_be_leafed_to(many: FlaskClient) -> None:
    url: str | None = f"/analysis/trends?{ASKED}"
    seen: list[str] = []
    while url:
        page = many.get(url).text
        assert len(re.findall(r"<a href=\"[^\"]+\"><title>", page)) == len(YEARS) * len(TERMS)
        seen += re.findall(r'<tbody>|<tr><th scope="row"><a href="[^"]+">(\d{4})<', page)
        found = re.search(r'<a rel="next" href="([^"]+)"', page)
        url = html.unescape(found[1]) if found else None
    assert seen.count("") > 1, "on several pages"
    assert [year for year in seen if year] == [str(year) for year in reversed(YEARS)]


@pytest.mark.parametrize("asked", ["by=organization", "by=organization&split=kind", "by=kind&split=organization"])
def test_bars_of_many_organizations_stay_light_and_all_can_be_leafed_to(tmp_path: Path, asked: str) -> None:
    names = [f"示例省第{number:02}号市政协" for number in range(70)]
    text = "".join(f"围绕{term}做了工作。\n" for term in TERMS)
    rows = [
        {"title": f"{name}工作报告（示例）", "text": f"{name}工作报告\n{text}", "organization": name, "kind": kind}
        for number, name in enumerate(names)
        for kind in ("工作综述", "会议新闻")[: 1 + number % 2]
    ]
    (tmp_path / "示例.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    assert index_paths([tmp_path / "示例.jsonl"], tmp_path / "index").failures == []
    client = create_app({"INDEX": str(tmp_path / "index"), "TESTING": True}).test_client()
    url: str | None = f"/analysis/trends?{ASKED}&{asked}"
    bars: list[str] = []
    while url:
        page = client.get(url, headers={"Accept-Language": "en"}).data
        assert len(page) <= MOST
        bars += re.findall(r"<title>([^<]+)</title><rect", page.decode())
        found = re.search(r'<a rel="next" href="([^"]+)"', page.decode())
        url = html.unescape(found[1]) if found else None
    if asked == "by=organization":
        assert len(bars) == len(set(bars)) == len(names) * len(TERMS)
    else:
        assert len(bars) >= 20 * len(TERMS)


def test_a_panel_too_heavy_for_its_table_leads_to_a_page_of_its_own(many: FlaskClient) -> None:
    page = many.get(f"/analysis/trends?{ASKED}&split=organization&measure=reports").text
    assert len(re.findall('<svg class="chart', page)) == 1
    (head,) = re.findall(r'<h2 id="panel-1">([^<]+)</h2>', page)
    (link,) = re.findall(r'<p class="alone"><a href="([^"]+)">完整的数据表', page)
    alone = many.get(html.unescape(link)).text
    assert f"机构：{head}" in alone
    assert "在 56 份报告" in alone
    assert "measure=reports" in link
    assert "split=" not in link
    light = many.get("/analysis/trends?term=协商&split=organization").text
    assert len(re.findall('<svg class="chart', light)) == len(ORGANIZATIONS)
    assert "alone" not in light


@pytest.mark.parametrize(
    "path",
    [
        "trends?term=协商&term=没有的词&term=社情民意信息",
        "trends?term=社情民意信息&split=organization",
        "trends?term=社情民意信息&by=organization",
        "adoption?term=社情民意信息",
        "coverage?by=division",
        "compare?to_q=提案&term=协商&term=没有的词",
        "concordance?term=协商&neighbours=1",
    ],
)
def test_no_number_leads_to_an_empty_search(client: FlaskClient, path: str) -> None:
    page = client.get(f"/analysis/{path}").text
    body = re.search(r"<main.*</main>", page, re.DOTALL)
    assert body is not None
    links = {html.unescape(link) for link in re.findall(r'href="(/search\?[^"]+)"', body[0])}
    assert links
    for link in sorted(links):
        found = client.get(link.replace("/search?", "/api/v1/search?")).get_json()
        assert found["total"] > 0, link


def test_points_of_nothing_are_named_and_lead_nowhere(client: FlaskClient) -> None:
    page = client.get("/analysis/trends?term=没有的词").text
    (chart,) = re.findall(r'<svg class="chart[^>]*>.*?</svg>', page, re.DOTALL)
    assert "<a " not in chart
    points = re.findall(r'<circle[^>]* role="img" aria-label="([^"]+)"><title>([^<]+)</title></circle>', chart)
    assert len(points) == chart.count("<circle") > 0
    for name, title in points:
        assert name == title
        assert re.fullmatch(r"\d{4}年，没有的词：0 次，0／\d+ 份报告，每万字 0.00 次", name)


def test_terms_that_no_report_uses_are_named(client: FlaskClient) -> None:
    for asked in ("", "&by=kind", "&split=organization"):
        page = client.get(f"/analysis/trends?term=没有的词&term=也没有的&term=协商{asked}").text
        assert "没有报告用到“没有的词”、“也没有的”。" in page, asked
    assert "没有报告用到" not in client.get("/analysis/trends?term=协商").text
    english = client.get("/analysis/trends?term=没有的词&term=也没有的", headers={"Accept-Language": "en"}).text
    assert "No report uses “没有的词”, “也没有的”." in english


def test_panels_without_years_say_why_they_have_no_chart(tmp_path: Path) -> None:
    rows = [
        {
            "title": "示例通知",
            "text": "关于提案的示例通知。\n提案应当具体。\n",
            "organization": ORGANIZATIONS[0],
            "kind": "政策文件",
        },
        {
            "title": "示例工作报告",
            "text": "示例工作报告\n收到提案三件。\n",
            "organization": ORGANIZATIONS[1],
            "covered_year": 2022,
        },
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "示例.jsonl").write_text(lines, "utf-8")
    assert index_paths([tmp_path / "示例.jsonl"], tmp_path / "index").failures == []
    client = create_app({"INDEX": str(tmp_path / "index"), "TESTING": True}).test_client()
    page = client.get("/analysis/trends?term=提案&split=organization").text
    panels = dict(re.findall(r'<h2 id="panel-\d+">(.*?)</h2>(.*?)</section>', page, re.DOTALL))
    why = "这些报告都没有确定的年份，没有可画的点。"
    assert {name: (why in panel, "<svg" in panel) for name, panel in panels.items()} == {
        ORGANIZATIONS[0]: (True, False),
        ORGANIZATIONS[1]: (False, True),
    }


def test_charts_and_tables_speak_the_language_of_the_page(client: FlaskClient) -> None:
    asked = "/analysis/trends?term=协商&split=division"
    english = client.get(asked, headers={"Accept-Language": "en"}).text
    assert "本级" not in _without_links(english)
    assert "(this level)" in english
    titles = re.findall(r"<title>(\d{4}, [^<]+)</title>", english)
    assert titles
    assert all(
        re.fullmatch(r"\d{4}, 协商: [\d,]+, in \d+ of \d+ reports?, [\d.]+ per 10,000 characters", each)
        for each in titles
    )
    traditional = client.get(asked, headers={"Accept-Language": "zh-TW"}).text
    main = re.sub(r"<form.*?</form>|<title>[^<]* - [^<]*</title>", "", traditional, flags=re.DOTALL)
    shown = re.findall(
        r'aria-label="([^"]*)"|<title>([^<]*)</title>|<h2[^>]*>([^<]*)<|<li class="s0">.*?</svg>([^<]*)<', main
    )
    assert shown
    assert not [text for texts in shown for text in texts if "协" in text], "the term, too, in the page's script"


def test_what_is_not_identified_is_said_in_english(client: FlaskClient) -> None:
    for path in (
        *("trends?term=协商&by=organization", "trends?term=协商&split=organization", "adoption?term=协商"),
        *("coverage", "concordance?term=协商", "figures?indicator=提案", "compare?to_q=提案"),
    ):
        page = client.get(f"/analysis/{path}", headers={"Accept-Language": "en"}).text
        assert not re.findall("未识别|不适用|原文未载明|本级|全部", _without_links(page)), path


@pytest.mark.parametrize(
    "path",
    [
        *("trends?term=协商", "trends?term=协商&split=kind", "adoption?term=协商", "concordance?term=协商"),
        *("concordance?term=界别&neighbours=1", "coverage?region=", "figures?indicator=提案", "figures?indicator=调研"),
    ],
)
def test_one_report_is_one_in_english(client: FlaskClient, path: str) -> None:
    one = "organization=重庆市涪陵区政协&covered_year=2023"
    page = client.get(f"/analysis/{path}&{one}", headers={"Accept-Language": "en"}).text
    assert re.findall(r"\b1 (?:report|place|organization)\b", page)
    assert not re.findall(r"\b1 (?:more |other )?(?:reports|places|organizations|occurrences|figures)\b", page)


def _without_links(page: str) -> str:
    return re.sub(r' (?:href|value)="[^"]*"', "", page)


def test_a_changed_index_is_told_with_where_its_numbers_can_be_compared(client: FlaskClient) -> None:
    seen = "seen=00000000000000000000000000000000-1-2"
    page = client.get(f"/analysis/trends?term=协商&{seen}").text
    assert "由当时存下的“可核对的文件”和命令 zhengxie recount 逐个列出" in html.unescape(page)
    page = client.get(f"/analysis/trends?term=协商&{seen}", headers={"Accept-Language": "en"}).text
    assert "zhengxie recount" in page
    assert "File to check later" in page


@pytest.mark.parametrize("path", ["trends", "concordance", "adoption", "compare"])
def test_a_term_too_long_is_refused_in_one_clear_sentence(client: FlaskClient, path: str) -> None:
    assert client.get(f"/analysis/{path}?term={'长' * LONGEST_TERM}").status_code == 200
    answer = client.get(f"/analysis/{path}?term={'长' * (LONGEST_TERM + 1)}")
    assert answer.status_code == 413
    assert "一个词语最多 100 个字符，收到了 101 个。更长的语句请用检索。" in answer.text
    assert f'maxlength="{LONGEST_TERM}"' in client.get(f"/analysis/{path}?term=协商").text


def test_a_search_leads_to_the_trends_of_those_of_its_words_that_can_be_counted(client: FlaskClient) -> None:
    page = client.get(f"/search?q=协商 OR “{'长' * LONGEST_TERM}”").text
    (link,) = re.findall(r'<a class="analyse" href="([^"]+)"', page)
    assert client.get(html.unescape(link)).status_code == 200
    assert "长" not in link
    assert ">历年走势（2 个词语中的 1 个）</a>" in page
    assert 'class="contexts"' not in page, "as if that were all that was searched for"
    many = client.get(f"/search?q={' OR '.join(f'协商 OR 词{number}号' for number in range(MAX_TERMS))}").text
    (link,) = re.findall(r'<a class="analyse" href="([^"]+)"', many)
    assert html.unescape(link).count("term=") == MAX_TERMS
    assert f"（{MAX_TERMS + 1} 个词语中的 {MAX_TERMS} 个）" in many
    one = client.get("/search?q=协商").text
    assert 'class="contexts"' in one
    assert "个词语中的" not in one


def test_a_value_that_several_places_state_says_so(tmp_path: Path) -> None:
    text = "政协示例会议\n2023年，立案提案352件。\n"
    for name, more in (("甲", "会议另作说明。"), ("乙", "报告还有别的内容，写得不同，也更长一些。")):
        head = f"重庆市涪陵区政协{name}报告（示例）\n"
        row = {
            "title": head.strip(),
            "text": head + text + more,
            "organization": ORGANIZATIONS[0],
            "covered_year": 2023,
        }
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    index_paths([tmp_path / "甲.jsonl", tmp_path / "乙.jsonl"], tmp_path / "index")
    app = create_app({"INDEX": str(tmp_path / "index"), "TESTING": True})
    page = app.test_client().get("/analysis/figures?indicator=立案").text
    (cell,) = re.findall(r"<td[^>]*><ul><li>.*?</td>", page)
    assert "352件" in cell
    assert '<span class="part">另有 1 处相同</span>' in cell
