"""Every page and every failure in English and in traditional characters: all that is ours is in the page's language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from flask.testing import FlaskClient
from lxml import etree

from indexer import errors
from indexer.figures import known as indicators
from indexer.messages import said
from indexer.search import open_library
from tests.sidecar.folders import TEXT, run
from tests.web.catalogue import WEB, texts
from tests.web.fake_library import FakeLibrary
from tests.web.indexed import client_of, id_of, indexed
from tests.web.page_addresses import FAILURES, NO_WORDS, PAGES, QUERIES, REPORTS
from tests.web.test_catalogue import templates
from tests.web.test_corrections import sent, values_of
from tests.web.wording import CHINESE, Wording, is_strange, names, strangers
from web import create_app
from web.language import LANGUAGES, traditional
from web.shelf import originals
from web.signing_in import password_line

FOREIGN: Final = ("en", "zh-Hant")
"""Languages of the interface that are not the one of the texts in the code."""
KNOWN: Final = {
    *names((report.file, report.metadata) for report in REPORTS),
    *QUERIES,
    *(word for query in QUERIES for word in query.split()),
    *(name for names in indicators() for name in names),
}
KNOWN_BOTH: Final = {*KNOWN, *map(traditional, KNOWN)}
TEMPLATES: Final = sorted((WEB / "templates").rglob("*.html"))
NAMES: Final = ("english.py", "romanization.py", "tree.py")
"""Modules that put names together, no sentences."""
_NOT_PRINTED: Final = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_IN_CHINESE: Final = re.compile(r"<(\w+)[^>]* lang=\"zh[^>]*>[^<]*</\1>")


@pytest.fixture(params=FOREIGN)
def language(request: pytest.FixtureRequest) -> str:
    assert request.param in LANGUAGES
    return str(request.param)


def in_language(client: FlaskClient, language: str) -> FlaskClient:
    client.set_cookie("language", language)
    return client


def failed_in(answer: Any, language: str, known: set[str]) -> list[str]:
    """What a failure says in another language than asked for."""
    if answer.is_json:
        return [text for text in (answer.json["title"], answer.json["detail"]) if is_strange(text, language, known)]
    assert f'<html lang="{language}"' in answer.text
    return strangers(answer.text, language, known)


def test_every_route_is_asked_for_or_has_no_words(client: FlaskClient) -> None:
    rules = [rule for rule in client.application.url_map.iter_rules() if "GET" in (rule.methods or ())]
    adapter = client.application.url_map.bind("localhost")
    asked = {adapter.match(url.partition("?")[0])[0] for url in (*PAGES, "/feed.atom")}
    here = {"originals.original", "originals.source", "corrections.form"}
    assert {rule.endpoint for rule in rules} == {*asked, *here, *NO_WORDS}


@pytest.mark.parametrize("url", PAGES)
def test_pages_are_in_their_language(client: FlaskClient, language: str, url: str) -> None:
    answer = in_language(client, language).get(url)
    assert answer.status_code == 200
    assert strangers(answer.text, language, KNOWN_BOTH) == []


@pytest.mark.parametrize("url", FAILURES)
def test_failures_are_in_the_language_of_the_visitor(client: FlaskClient, language: str, url: str) -> None:
    answer = in_language(client, language).get(url)
    assert answer.status_code >= 400
    assert failed_in(answer, language, KNOWN_BOTH) == []


@pytest.mark.parametrize("url", ["/", "/search?q=协商", "/api/v1/search?q=协商"])
@pytest.mark.parametrize(
    "error",
    [
        errors.NoIndex("none"),
        errors.CorruptIndex("none"),
        errors.IncompatibleIndex("none"),
        errors.EngineUnavailable("none"),
        errors.IndexChanging("none"),
        errors.QueryError(said("索引中没有机构“%(name)s”。", name="协商")),
        ZeroDivisionError("none"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_failures_of_the_index_are_in_the_language_of_the_visitor(url: str, error: Exception, language: str) -> None:
    app = create_app({"LIBRARY": FakeLibrary(error=error), "PROPAGATE_EXCEPTIONS": False})
    answer = in_language(app.test_client(), language).get(url)
    assert answer.status_code >= 400
    assert failed_in(answer, language, KNOWN_BOTH) == []


def test_other_methods_are_refused_in_the_language_of_the_visitor(client: FlaskClient, language: str) -> None:
    for url in ("/search", "/api/v1/search"):
        answer = in_language(client, language).post(url)
        assert answer.status_code == 405
        assert failed_in(answer, language, KNOWN_BOTH) == []


def test_problems_are_chinese_unless_asked_otherwise(client: FlaskClient) -> None:
    url = "/api/v1/search?page=none"
    assert client.get(url).json["title"] == "参数有误"
    english = client.get(url, headers={"Accept-Language": "en"})
    assert english.json["title"] == "Invalid argument"
    assert english.json["detail"].startswith("The argument page must be a whole number from 1 to 999,999,999")
    assert english.headers["Content-Language"] == "en"
    assert client.get(url, headers={"Accept-Language": "zh-TW"}).json["title"] == "參數有誤"


def test_an_empty_index_says_so_in_the_language_of_the_visitor(language: str) -> None:
    client = in_language(create_app({"LIBRARY": FakeLibrary([])}).test_client(), language)
    assert strangers(client.get("/").text, language, set()) == []


def test_feeds_are_in_the_language_of_the_visitor(client: FlaskClient, language: str) -> None:
    answer = in_language(client, language).get("/feed.atom")
    feed = etree.fromstring(answer.data)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed.get(lang) == language
    told = [
        text
        for element in feed.iter()
        if next(node for node in (element, *element.iterancestors()) if node.get(lang)) is feed
        for text in (element.text or "", element.get("label", ""))
    ]
    assert any("CPPCC" in text or "報告" in text for text in told)
    assert [text for text in told if is_strange(text, language, KNOWN_BOTH)] == []
    entries = feed.findall("{*}entry")
    assert {entry.find("{*}title").get(lang) for entry in entries} == {"zh-Hans", "zh-Hant", "zh"}


# --------------------------------------------------------------------------- pages over the files themselves


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return indexed(tmp_path)


def known_in(folder: Path) -> set[str]:
    library = open_library(folder.parent / "index")
    described = [(report.file, library.report(report.id).report.metadata) for report in library.catalogue()]
    known = names(described) | {folder.name, "重庆市涪陵区政协", "六届三次会议", "示例<小说>", "甲", str(folder)}
    return known | {traditional(name) for name in known}


def test_the_text_before_cleaning_is_told_of_in_the_language_of_the_visitor(folder: Path, language: str) -> None:
    known = known_in(folder)
    client = in_language(client_of(folder, SERVE_ORIGINALS=True), language)
    url = f"/reports/{id_of(folder, '甲/涪陵.txt')}"
    pages = [client.get(f"{url}/source")]
    (folder / "甲" / "metadata.csv").write_text("文件,来源\n涪陵.txt,示例网\n", "utf-8")
    pages.append(client.get(f"{url}/source"))
    (folder / "甲" / "涪陵.txt").write_text(TEXT.replace("315", "400"), "utf-8")
    pages.append(client.get(f"{url}/source"))
    assert [page.status_code for page in pages] == [200] * 3
    assert len({page.text.count('class="notice"') for page in pages}) == 2
    (folder / "甲" / "涪陵.txt").unlink()
    gone = [client.get(f"{url}/{page}") for page in ("source", "original", "correct")]
    assert [page.status_code for page in gone] == [404] * 3
    with client.application.app_context():
        originals()._one_at_a_time.acquire()
    busy = client.get(f"/reports/{id_of(folder, '双.txt', 1)}/source")
    assert busy.status_code == 503
    for page in (*pages, *gone, busy):
        assert strangers(page.text, language, known) == []


def corrected(folder: Path, client: FlaskClient) -> Iterator[tuple[int, Any]]:
    """(status that is expected, answer) of all that can become of a form."""
    url = f"/reports/{id_of(folder, '甲/涪陵.txt')}/correct"
    yield 200, client.get(url)
    yield 200, sent(client, url, {})
    bad = {"organization": "重庆市", "covered_year": "x", "delivered_year": "x", "published": "x", "kind": "x"}
    yield 422, sent(client, url, {**bad, "title": "", "session": "=1"})
    yield 422, sent(client, url, {"title": "x" * 400, "session": ""})
    form = values_of(client.get(url).text)
    yield 403, client.post(url, data={**form, "token": "guessed"})
    yield 413, client.post(url, data={**form, "title": "x" * 70_000})
    yield 403, client.get(url, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    yield 200, sent(client, url, {"session": "六届三次会议", "kind": "讲话"})
    yield 200, client.get(url)
    run(folder)
    yield 200, sent(client, url, {"session": "", "published": "未识别"})
    yield 200, sent(client, f"/reports/{id_of(folder, '包.zip')}/correct", {"covered_year": "2018—2022"})
    (folder / "甲" / "metadata.xlsx").write_bytes(b"PK\x03\x04 damaged")
    yield 409, sent(client, url, {"session": "六届三次会议"})


def test_corrections_are_in_the_language_of_the_visitor(folder: Path, language: str) -> None:
    known = known_in(folder)
    client = in_language(client_of(folder), language)
    for status, answer in corrected(folder, client):
        assert answer.status_code == status
        assert strangers(answer.text, language, known) == []


def test_signing_in_is_asked_for_in_the_language_of_the_visitor(folder: Path, tmp_path: Path, language: str) -> None:
    kept = tmp_path / "passwords.txt"
    kept.write_text(f"{password_line('li', '示例')}\n", "utf-8")
    client = in_language(client_of(folder, PASSWORD_FILE=str(kept), PUBLIC=True), language)
    url = f"/reports/{id_of(folder, '双.txt')}/correct"
    answer = client.get(url, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 401
    assert strangers(answer.text, language, set()) == []


def test_what_is_not_known_can_be_said_in_the_language_of_the_page(folder: Path) -> None:
    client = in_language(client_of(folder), "en")
    url = f"/reports/{id_of(folder, '甲/涪陵.txt')}/correct"
    assert sent(client, url, {"session": " not identified"}).status_code == 200
    assert "未识别" in (folder / "甲" / "metadata.csv").read_text("utf-8-sig")


# --------------------------------------------------------------------------------------------- all texts at once


@pytest.mark.parametrize("text", sorted({*texts(), *(template for template, _ in templates())}))
def test_every_text_can_be_written_in_traditional_characters(text: str) -> None:
    assert not is_strange(traditional(text), "zh-Hant", ())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_chinese_beside_the_catalogue(template: Path) -> None:
    printed = _NOT_PRINTED.sub("", template.read_text(encoding="utf-8"))
    assert not re.findall(rf".*{CHINESE.pattern}.*", _IN_CHINESE.sub("", printed))


def test_no_sentence_of_a_page_is_put_together_beside_the_catalogue() -> None:
    for file in sorted(set(WEB.glob("*.py")) - {WEB / name for name in NAMES}):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                written = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
                assert not CHINESE.search(written), f"{file.name}:{node.lineno}: use said()"


# ------------------------------------------------------------------------------------------ the checks themselves


def test_words_in_another_language_are_found() -> None:
    page = '<html lang="en"><p>A <b title="检索">b</b>（x）</p><p lang="zh-Hans">检索</p><a data-copied="已复制">c</a></html>'
    assert strangers(page, "en", ()) == ["检索", "（x）", "已复制"]
    assert strangers(page.replace('"en"', '"zh-Hant"'), "zh-Hant", {"已复制"}) == ["检索"]
    assert [text for _, text in Wording("<p>a<br>b</p>").said] == ["a", "b"]
