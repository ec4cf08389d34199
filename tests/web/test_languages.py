"""The interface in its three languages: what is asked for, what is kept, and that no text is left untranslated."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.messages import Message
from tests.web.catalogue import CHINESE, PLACEHOLDER, english, texts
from tests.web.outline import Outline
from web import labels
from web.language import LANGUAGES, gettext, ngettext, speaker, translated, worded

TEXTS = texts()
ENGLISH = english()


@pytest.mark.parametrize("text", sorted(TEXTS))
def test_every_text_has_its_english(text: str) -> None:
    assert text in ENGLISH, f"web/translations/en.po lacks a text of {TEXTS[text]}"
    for wording in ENGLISH[text]:
        assert wording
        assert "\n" not in wording, "lines of another entry, or of the header"
        assert set(PLACEHOLDER.findall(wording)) == set(PLACEHOLDER.findall(text))


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "zh-Hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("en-GB,en;q=0.9,zh;q=0.1", "en"),
        ("fr-FR,fr", "en"),
        ("*", "zh-Hans"),
    ],
)
def test_the_browser_says_which_language(client: FlaskClient, accepted: str | None, language: str) -> None:
    answer = client.get("/search", headers={"Accept-Language": accepted} if accepted else {})
    assert f'<html lang="{language}"' in answer.text
    assert answer.headers["Content-Language"] == language
    assert {"Cookie", "Accept-Language"} <= set(answer.vary)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_empty_stays_empty_in_every_language(app: Flask, language: str) -> None:
    with app.test_request_context(headers={"Cookie": f"language={language}"}):
        assert (gettext(""), ngettext("", "", 2), worded(""), translated(Message("")), speaker()("")) == ("",) * 5
        assert labels.value("") == ""


def test_a_choice_is_kept_and_leads_back(client: FlaskClient) -> None:
    back = "/search?q=提案&kind=讲话"
    answer = client.get("/preferences", query_string={"language": "en", "next": back})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/search?q=%E6%8F%90%E6%A1%88&kind=%E8%AE%B2%E8%AF%9D"
    assert '<html lang="en"' in client.get("/search", headers={"Accept-Language": "zh-CN"}).text
    client.get("/preferences", query_string={"theme": "dark", "next": "/"})
    assert '<html lang="en" data-theme="dark"' in client.get("/").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://example.org/", "//example.org/", "/\\example.org", "search", ""),
        *("/\t/example.org", "//[", "/search\r\nSet-Cookie: a=b", "javascript:alert(1)"),
    ],
)
def test_a_choice_never_leads_elsewhere(client: FlaskClient, elsewhere: str) -> None:
    answer = client.get("/preferences", query_string={"theme": "light", "next": elsewhere})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/", "/search?q=提案", "/search?size=x", "/nothing", "/api/v1/nothing"])
def test_no_shared_cache_keeps_what_is_in_somebodys_language(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert {"private", "no-cache"} <= {name for name, _ in answer.cache_control.items()}
    assert {"Cookie", "Accept-Language"} <= set(answer.vary)


def test_a_choice_that_is_not_offered_is_refused(client: FlaskClient) -> None:
    assert client.get("/preferences?language=fr").status_code == 400


def test_english_pages_hold_no_chinese_of_ours(client: FlaskClient) -> None:
    client.set_cookie("language", "en")
    said = Outline(client.get("/search?kind=没有").text).whole_text
    for ours in ("检索", "返回", "没有找到", "首页"):
        assert ours not in said, ours


def test_traditional_pages_are_traditional(client: FlaskClient) -> None:
    client.set_cookie("language", "zh-Hant")
    said = Outline(client.get("/search?q=没有的词").text).whole_text
    assert "檢索" in said
    assert "報告" in said
    assert CHINESE.search(said)
