"""Results to take away over HTTP: files, citations, and how many at once."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from indexer import errors
from indexer.answers import Hit, SearchRequest
from indexer.export import FORMATS
from tests.web.fake_library import FakeLibrary
from web import create_app
from web.export import AT_ONCE, RETRY_AFTER

# A test client closes an answer only when it is read whole ("buffered"), or is told to; a server always does.
NAME = re.compile(r"attachment; filename=\"([ -!#-~]+)\"; filename\*=UTF-8''(\S+)")


def names(disposition: str) -> tuple[str, str]:
    match = NAME.fullmatch(disposition)
    assert match is not None
    return match[1], unquote(match[2])


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_with_its_type_and_name(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/export?format={name}&q=社情民意信息&kind=常委会工作报告")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FORMATS[name].mime
    plain, shown = names(answer.headers["Content-Disposition"])
    day = r"\d{4}-\d\d-\d\d"
    suffix = re.escape(FORMATS[name].suffix)
    assert re.fullmatch(f"zhengxie_{day}{suffix}", plain)
    assert re.fullmatch(f"政协报告检索_社情民意信息_{day}{suffix}", shown)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_tables_are_in_the_language_of_the_visitor(client: FlaskClient) -> None:
    client.set_cookie("language", "en")
    url = "q=年份：2022 社情民意信息&kind=常委会工作报告&not_body=人大&not_source=unknown&not_source=示例"
    answer = client.get(f"/export?format=csv&{url}", buffered=True)
    assert names(answer.headers["Content-Disposition"])[1].startswith("CPPCC Report Search_")
    first = next(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert (first["Type"], first["Body"], first["Script"]) == ("Standing Committee work report", "CPPCC", "Simplified")
    assert first["Organization"].endswith("政协")
    book = load_workbook(io.BytesIO(client.get(f"/export?format=xlsx&{url}", buffered=True).data))
    told = list(book["About this search"].iter_rows(values_only=True))
    assert ("Filters", "Type: Standing Committee work report") in told
    assert ("Excluded", "Body: People’s Congress") in told
    assert ("Excluded", "Source: Not identified, 示例") in told
    assert ("Script and regional variants", "also searched for: 信息 → 資訊, 资讯") in told


def test_all_pages_in_the_order_asked_for(client: FlaskClient, library: FakeLibrary) -> None:
    found = client.get("/api/v1/search?q=社情民意信息&sort=newest&size=100&covered_year=2019..2021").get_json()
    assert found["total"] > 10
    url = "q=社情民意信息&sort=newest&covered_year=2019..2021&page=7&size=1"
    lines = client.get(f"/export?format=jsonl&{url}", buffered=True).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [hit["id"] for hit in found["hits"]]
    table = list(
        csv.DictReader(io.StringIO(client.get(f"/export?format=csv&{url}", buffered=True).data.decode("utf-8-sig")))
    )
    assert [row["编号"] for row in table] == [hit["id"] for hit in found["hits"]]
    assert table[0]["链接"] == f"http://localhost/reports/{table[0]['编号']}"
    book = load_workbook(io.BytesIO(client.get(f"/export?format=xlsx&{url}", buffered=True).data))
    said = dict(book["检索说明"].iter_rows(values_only=True))
    assert said["筛选"] == "回顾年度：2019..2021"
    assert said["排序"] == "新近在前"
    assert book["摘录"]["M2"].value.startswith("http://localhost/reports/")
    assert re.search(r"#p\d+$", book["摘录"]["M2"].value)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "政协报告检索"),
        ('../../etc/"passwd"', "政协报告检索_etc passwd"),
        ("a\r\nSet-Cookie: x=1", "政协报告检索_a Set-Cookie x=1"),
        ("标题:综述 “两个确立”", "政协报告检索_标题 综述 “两个确立”"),
        ("长" * 300, "政协报告检索_" + "长" * 40),
        ("...", "政协报告检索"),
        ("\u202egpj.exe", "政协报告检索_gpj.exe"),
    ],
)
def test_names_of_files_are_fit_for_any_system(client: FlaskClient, query: str, shown: str) -> None:
    answer = client.get("/export", query_string={"format": "csv-note", "q": query})
    _, name = names(answer.headers["Content-Disposition"])
    assert re.sub(r"_\d{4}-\d\d-\d\d\.txt$", "", name) == shown
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("/export", 400, "format"),
        ("/export?format=pdf", 400, "xlsx"),
        ("/export?format=csv&organisation=x", 400, "organisation"),
        ("/export?format=csv&covered_year=22", 400, "回顾年度"),
        ("/export?format=csv&q=" + "长" * 2001, 413, "最多"),
        ("/reports/0000000000000000/cite?format=ris", 404, "没有这份报告"),
        ("/reports/feedfacefeedface/cite", 400, "format"),
        ("/reports/feedfacefeedface/cite?format=apa", 400, "gb7714"),
        ("/reports/feedfacefeedface/cite?format=text&p=4", 400, "1 到 3"),
        ("/reports/feedfacefeedface/cite?format=text&p=0", 400, "1 到 3"),
        ("/reports/feedfacefeedface/cite?format=text&p=一", 400, "1 到 3"),
        ("/reports/feedfacefeedface/cite?format=text&q=x&y=1", 400, "y"),
        ("/feed.atom?covered_year=22", 400, "回顾年度"),
        ("/feed.atom?organisation=x", 400, "organisation"),
    ],
)
def test_what_cannot_be_served(client: FlaskClient, url: str, status: int, said: str) -> None:
    answer = client.get(url)
    assert answer.status_code == status
    assert said in answer.text
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("url", [f"/export?format={name}" for name in FORMATS] + ["/feed.atom"])
@pytest.mark.parametrize(
    ("error", "status"), [(errors.NoIndex("x"), 503), (errors.QueryError("年份写错了。"), 400), (OSError("x"), 500)]
)
def test_failures_come_before_the_first_byte_and_leave_room(url: str, error: Exception, status: int) -> None:
    library = FakeLibrary(error=error)
    client = create_app({"LIBRARY": library, "PROPAGATE_EXCEPTIONS": False}).test_client()
    assert [client.get(url).status_code for _ in range(AT_ONCE + 1)] == [status] * (AT_ONCE + 1)
    library.error = None
    assert client.get(url).status_code == 200


class Long(FakeLibrary):
    """A list that is far longer than what is sent at once."""

    def every(self, request: SearchRequest) -> Iterator[Hit]:
        (hit,) = self.search(SearchRequest(size=1)).hits
        for _ in range(2000):
            yield hit


def test_so_many_at_once_and_no_more() -> None:
    client = create_app({"LIBRARY": Long()}).test_client()
    url = "/export?format=csv&q=协商"
    running = [client.get(url, buffered=False) for _ in range(AT_ONCE)]
    refused = client.get(url)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(RETRY_AFTER)
    assert f"{RETRY_AFTER} 秒" in refused.text
    assert client.get("/reports/feedfacefeedface/cite?format=text").status_code == 200
    running[0].close()  # a visitor who went away
    again = client.get(url, buffered=False)
    assert again.status_code == 200
    assert len(again.data.splitlines()) > 2000
    again.close()
    running[1].close()
    assert [client.get(url, buffered=True).status_code for _ in range(AT_ONCE + 1)] == [200] * (AT_ONCE + 1)
    assert client.head(url, buffered=True).status_code == 200
    assert [client.get(url, buffered=True).status_code for _ in range(AT_ONCE + 1)] == [200] * (AT_ONCE + 1)


def test_a_list_that_breaks_off_leaves_room() -> None:
    class Broken(Long):
        def every(self, request: SearchRequest) -> Iterator[Hit]:
            yield from super().every(request)
            raise OSError("gone")

    library: FakeLibrary = Broken()
    app = create_app({"LIBRARY": library})
    client = app.test_client()
    for _ in range(AT_ONCE + 1):
        answer = client.get("/export?format=jsonl", buffered=False)
        assert answer.status_code == 200
        with pytest.raises(OSError, match="gone"):
            answer.get_data()
        answer.close()


def test_citations(app: Flask, client: FlaskClient, library: FakeLibrary) -> None:
    government = next(report for report in library.reports if report.file == "政府.html")
    url = f"/reports/{government.id}/cite"
    gb = client.get(f"{url}?format=gb7714&p=2")
    assert gb.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert gb.text == (
        "研究室. 北京市2024年政府工作报告[R/OL]. 北京市人民政府, 2024[2024-02-01]. https://example.org/2024.html.\n"
    )
    plain = client.get(f"{url}?format=text&p=2").text
    assert plain == (
        f"北京市人民政府，研究室：《北京市2024年政府工作报告》，2024年，第2段。 http://localhost/reports/{government.id}#p2\n"
    )
    for name, begins in (("bibtex", "@techreport{zhengxie-"), ("ris", "TY  - RPRT\r\n")):
        answer = client.get(f"{url}?format={name}")
        assert answer.data.decode().startswith(begins)
        assert answer.headers["Content-Type"] == FORMATS[name].mime
        assert names(answer.headers["Content-Disposition"])[1] == f"zhengxie-{government.id}{FORMATS[name].suffix}"
    hostile = client.get("/reports/feedfacefeedface/cite?format=text")
    assert hostile.headers["Content-Type"].startswith("text/plain")
    assert hostile.headers["X-Content-Type-Options"] == "nosniff"
    assert "javascript:" not in client.get("/reports/feedfacefeedface/cite?format=gb7714").text


def test_a_list_may_have_only_so_many_reports(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    total = client.get("/api/v1/search").json["total"]
    monkeypatch.setattr("web.export.MOST", total)
    assert client.get("/export?format=csv").status_code == 200
    monkeypatch.setattr("web.export.MOST", total - 1)
    for url in ("/export?format=csv", "/api/v1/export?format=xlsx"):
        refused = client.get(url)
        assert refused.status_code == 400
        assert "zhengxie export" in refused.get_data(as_text=True)
    assert client.get("/export?format=csv&q=没有的词").status_code == 200
