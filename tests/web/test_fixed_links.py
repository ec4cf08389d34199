"""Fixed links: the numbers that they carry, and what pages say has changed since."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from zlib import compress

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.analysis.tables import Table
from indexer.ingest import index_paths
from web import create_app, fixed_links
from web.fixed_links import MOST, NUMBERS, Held, fixed, note
from web.params import BadArgument

THEN, NOW = Held("0" * 32, 10, 2000), Held("1" * 32, 12, 2500)
COLUMNS = (
    *(
        ("covered_year", "回顾年度"),
        ("term", "词语"),
        ("occurrences", "出现次数"),
        ("rate", "每万字出现次数"),
        ("offset", "位置"),
    ),
)
KEYS = ("covered_year", "term")
ROWS = [("2022", "提案", 5, 2.5, 7), ("2023", "提案", None, None, None), ("unknown", "“提案”", 1200, 0.1, 9)]


def table(*rows: tuple[str | int | float | None, ...]) -> Table:
    return Table(COLUMNS, list(rows), KEYS)


def arguments(link: str) -> MultiDict[str, str]:
    return MultiDict(parse_qsl(urlsplit(link).query))


def told(then: Table | None, now: Table | None) -> str:
    return note(arguments(fixed("/analysis/trends?term=提案", THEN, then)), NOW, now)


def test_what_changed_is_told_row_by_row() -> None:
    now = table(("2022", "提案", 6, 3.0, 8), ROWS[1], ("2024", "提案", 2, 1.0, 1))
    said = told(table(*ROWS), now)
    assert said.startswith("固定链接生成以后索引有变化：当时 10 份报告、2,000 字，现在 12 份、2,500 字；")
    assert said.endswith("有变化的是：2022 提案：出现次数 5→6；未识别 “提案”（现在没有）；2024 提案（当时没有）。"), (
        "rates follow from counts, and an offset is no number of the table"
    )
    assert "出现次数 –→3" in told(table(*ROWS), table(ROWS[0], ("2023", "提案", 3, 1.5, 1), ROWS[2]))
    assert "出现次数 1,200→1,300" in told(table(*ROWS), table(*ROWS[:2], ("unknown", "“提案”", 1300, 0.1, 9)))


def test_numbers_that_stayed_are_said_to_have() -> None:
    assert told(table(*ROWS), table(*ROWS)).endswith("固定链接记下的各个数字都没有变。")
    assert told(table(), table()).endswith("固定链接记下的各个数字都没有变。")
    assert told(table(), table(ROWS[0])).endswith("2022 提案（当时没有）。")


@pytest.mark.parametrize("now", [None, Table((("year", "年份"),), [(2022,)], ("year",))])
def test_where_numbers_cannot_be_compared_the_file_is_named(now: Table | None) -> None:
    assert "没有记下当时的数字" in told(table(*ROWS), now)
    assert "没有记下当时的数字" in told(None, table(*ROWS))


def test_links_stay_short() -> None:
    many = table(*(("2023", f"词{number * number * 7919 % 100_003}", number, 1.0, 1) for number in range(900)))
    assert NUMBERS not in arguments(fixed("/analysis/trends", THEN, many))
    few = table(*(("2023", f"词{number}", number, 1.0, 1) for number in range(40)))
    assert 0 < len(arguments(fixed("/analysis/trends", THEN, few))[NUMBERS]) <= MOST
    assert "2023 词9：出现次数 9→10" in told(
        few, table(*(("2023", row[1], int(str(row[2])) + 1, 1.0, 1) for row in few.rows))
    )
    assert "；另有 28 行。" in told(few, table())


@given(
    st.lists(
        st.tuples(st.integers(), st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)), st.text()),
        max_size=20,
    )
)
def test_what_a_link_carries_is_read_back(rows: list[tuple[int, float | None, str]]) -> None:
    kept = Table((("count", "数"), ("low", "数值"), ("name", "名")), list(rows), ("low", "name"))
    columns = arguments(fixed("/analysis/figures", THEN, kept)).get(NUMBERS)
    if columns is not None:
        assert "都没有变" in told(kept, kept)


@pytest.mark.parametrize("given", ["1", "-", "提案", "A" * (MOST + 1), "AAAA", compress(b"[]").hex()])
def test_what_no_link_of_ours_says_is_refused(given: str) -> None:
    with pytest.raises(BadArgument, match=NUMBERS):
        note(MultiDict({"seen": NOW.written(), NUMBERS: given}), NOW, table(*ROWS))


def test_what_somebody_makes_up_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = arguments(fixed("/analysis/trends", THEN, table(*ROWS)))[NUMBERS]
    monkeypatch.setattr(fixed_links, "_MOST_BYTES", 20)
    with pytest.raises(BadArgument, match=NUMBERS):
        note(MultiDict({"seen": NOW.written(), NUMBERS: packed}), NOW, table(*ROWS))


PAGES = {
    "trends?term=协商&term=提案": "2023 提案（当时没有）",
    "coverage": "重庆市涪陵区政协 2023（当时没有）",
    "figures?indicator=立案": "重庆市涪陵区政协 2023 提案 立案 196 件（当时没有）",
    "concordance?term=提案": "提案：出现次数 4→6、含有的份数 2→3",
    "adoption?term=提案": "重庆市涪陵区政协：",
    "compare?covered_year=2021..&to_covered_year=..2020&term=提案": "提案：第一组出现次数 2→4",
}
REPORT = "政协重庆市涪陵区委员会常务委员会工作报告\n（{next}年1月10日）\n一、{year}年工作回顾\n立案提案{count}件，协商议政三次，提案质量提高。\n"


def test_pages_tell_which_of_their_numbers_changed(tmp_path: Path) -> None:
    reports, index = tmp_path / "reports", tmp_path / "index"
    reports.mkdir()

    def add(year: int, count: int) -> None:
        (reports / f"{year}.txt").write_text(REPORT.format(year=year, next=year + 1, count=count), "utf-8")
        index_paths([reports], index)

    for year, count in ((2020, 187), (2022, 190)):
        add(year, count)
    client = create_app({"INDEX": str(index), "TESTING": True}).test_client()
    links = {url: fixed_link(client, f"/analysis/{url}") for url in PAGES}
    for link in links.values():
        assert "索引与固定链接生成时相同。" in client.get(link).text
    add(2023, 196)
    for url, said in PAGES.items():
        page = html.unescape(client.get(links[url]).text)
        assert "有变化的是：" in page, url
        assert said in page, url
        english = html.unescape(client.get(links[url], headers={"Accept-Language": "en"}).text)
        assert "these have changed: " in english
    again = fixed_link(client, "/analysis/figures?indicator=立案")
    add(2022, 191)
    changed = "重庆市涪陵区政协 2022 提案 立案 件：数值 190→191、数值上限 190→191。"
    assert f"有变化的是：{changed}" in html.unescape(client.get(again).text)
    assert client.get(f"/analysis/trends?term=协商&seen={'0' * 32}-1-2&{NUMBERS}=x").status_code == 400


def fixed_link(client: FlaskClient, url: str) -> str:
    (link,) = re.findall(r'<a href="([^"]+)">固定链接', client.get(url).text)
    return html.unescape(link)
