"""The page of one report: its text, marks, headings, evidence and the ways from there."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

from indexer.models import Heading
from tests.web.fake_library import FakeLibrary
from tests.web.invented_reports import hostile_report, sample_reports
from tests.web.outline import Outline
from web import create_app, labels


def test_report_page_shows_marks_evidence_outline_and_the_way_back(client: FlaskClient) -> None:
    url = "/search?q=社情民意信息&organization=重庆市/涪陵区&sort=newest"
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


def test_text_has_the_language_of_its_script(client: FlaskClient) -> None:
    ids = {report.metadata.script: report.id for report in sample_reports()}
    for script, language in labels.LANGUAGES.items():
        page = Outline(client.get(f"/reports/{ids[script]}").text)
        assert page.all("article")[0]["lang"] == language


def test_a_heading_that_runs_into_its_paragraph_is_its_bold_lead() -> None:
    text = "关于电梯的提案\n（一）管护责任主体不清。加装电梯后无人养护。"
    report = replace(hostile_report(), text=text, headings=(Heading(8, 20, 1),))
    page = create_app({"LIBRARY": FakeLibrary([report])}).test_client().get(f"/reports/{report.id}?q=不清。加装").text
    assert '<a href="#p2">（一）管护责任主体不清。</a>' in page
    assert '<p id="p2"><strong class="lead">（一）管护责任主体<mark id="m1">不清。</mark>' in page
    assert '</strong><mark>加装</mark>电梯后无人养护。<a class="permanent" href="#p2"' in page
    assert "<h2 id=" not in page.partition("<article")[2].partition("</article>")[0]


def test_a_title_that_the_text_repeats_is_set_as_one_in_either_script() -> None:
    title = "示例市政協常務委員會工作報告"
    sample = hostile_report()
    known = replace(sample.metadata, script="Hant", title=title)
    report = replace(sample, text=f"{title}\n各位委員：", headings=(), metadata=known)
    client = create_app({"LIBRARY": FakeLibrary([report])}).test_client()
    assert f'<p id="p1" class="repeats">{title}' in client.get(f"/reports/{report.id}").text
    converted = client.get(f"/reports/{report.id}?script=Hans").text
    assert '<p id="p1" class="repeats">示例市政协常务委员会工作报告' in converted


def test_a_report_leads_to_the_others_of_its_file(client: FlaskClient) -> None:
    together = [report for report in sample_reports() if report.parts > 1]
    first, second = together[:2]
    assert (first.file, first.part, second.part) == (second.file, 0, 1)
    page = client.get(f"/reports/{first.id}?q=提案").get_data(as_text=True)
    _, _, listed = page.partition('class="others"')
    assert f'<li value="2"><a href="/reports/{second.id}?q=' in listed
    assert first.id not in listed.partition("</nav>")[0]
    alone = next(report for report in sample_reports() if report.parts == 1)
    assert 'class="others"' not in client.get(f"/reports/{alone.id}").get_data(as_text=True)


def test_what_to_read_beside_a_report_has_an_address_of_its_own(client: FlaskClient) -> None:
    report = sample_reports()[0]
    assert f'href="/reports/{report.id}/related"' in client.get(f"/reports/{report.id}?q=提案").text
    whole = client.get(f"/reports/{report.id}/related")
    bare = client.get(f"/reports/{report.id}/related?bare=1")
    for answer in (whole, bare):
        assert answer.status_code == 200
        assert "同一机构的其他年份" in answer.text
        assert "内容相近的报告" in answer.text
        assert report.id not in re.findall(r'<li><a href="/reports/([0-9a-f]{16})"', answer.text)
    assert "<html" not in bare.text
    assert client.get("/reports/0000000000000000/related").status_code == 404
