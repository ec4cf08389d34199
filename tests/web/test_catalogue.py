"""What is said to readers stands in the catalogue of English, with the same places for values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from indexer import models
from indexer.evidence import place
from indexer.facets import NATIONAL, SELF
from indexer.messages import Message
from indexer.models import Evidence, Metadata, Organization, display_title
from indexer.query.syntax import read_query
from indexer.query.wording import in_words

ROOT = Path(__file__).parents[2]
_PLACE = re.compile(r"%\((\w+)\)s")
_CHINESE = re.compile("[一-鿿]")
_FOR_READERS = ("search.py", "evidence.py", "models.py", "answers.py", "passages.py", "facets.py", "query/*.py")
"""Modules whose sentences reach pages; what only the terminal shows stays Chinese."""


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ROOT / "web" / "translations" / "en.po").open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def templates() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(file for package in ("indexer", "web") for file in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "said":
                first = node.args[0] if node.args else None
                where = f"{file.relative_to(ROOT)}:{node.lineno}"
                assert isinstance(first, ast.Constant), f"{where}: a template has to be written out"
                assert isinstance(first.value, str), f"{where}: a template is a string"
                yield first.value, node


def test_every_template_has_its_values_and_its_english(english: Catalog) -> None:
    found = list(templates())
    assert len(found) > 120
    for template, call in found:
        places = set(_PLACE.findall(template))
        assert places == {keyword.arg for keyword in call.keywords}, template
        entry = english.get(template)
        assert entry is not None, f"web/translations/en.po lacks {template!r}"
        assert entry.string, f"web/translations/en.po has no English for {template!r}"
        assert set(_PLACE.findall(entry.string)) == places, template
        assert not _CHINESE.search(entry.string), template


def test_the_english_of_no_entry_lacks_a_value(english: Catalog) -> None:
    entries = [entry for entry in english if entry.id and isinstance(entry.id, str)]
    assert entries
    for entry in entries:
        assert set(_PLACE.findall(entry.id)) == set(_PLACE.findall(entry.string)), entry.id


def test_no_entry_stands_twice() -> None:
    text = (ROOT / "web" / "translations" / "en.po").read_text(encoding="utf-8")
    ids = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted(ids) == sorted(set(ids))


def test_no_sentence_for_readers_is_put_together_beside_the_catalogue() -> None:
    for pattern in _FOR_READERS:
        for file in (ROOT / "indexer").glob(pattern):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    written = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
                    assert not _CHINESE.search(written), f"{file.name}:{node.lineno}: use said()"


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *(*models.KINDS, *models.BODIES, *models.LEVELS, *models.COMPLETENESS),
            *(NATIONAL, SELF, "未识别", "不适用", "简体", "繁体"),
        }
    ),
)
def test_every_controlled_word_has_its_english(english: Catalog, word: str) -> None:
    entry = english.get(word)
    assert entry is not None
    assert entry.string
    assert not _CHINESE.search(entry.string)


def _told(catalogue: Catalog, message: str) -> str:
    assert isinstance(message, Message)
    return message.told(lambda template: catalogue.get(template).string)


@pytest.mark.parametrize(
    ("typed", "chinese", "told"),
    [
        ("提案 (教育 OR 卫生) -视察", "提案 且 (教育 或 卫生)，不含 视察", "提案 AND (教育 OR 卫生), without 视察"),
        ("a b c d", "a 且 b 且 c 且 d", "a AND b AND c AND d"),
        (
            "提案 NEAR/5 办理 NEAR/0 协商",
            "提案 与 办理 相距不超过 5 字，办理 与 协商 紧挨着",
            "提案 NEAR 办理 (characters between them: at most 5), 办理 right beside 协商",
        ),
        (
            "同句(提案 (教育 OR 卫生)) -视察",
            "(同一句中有 提案、(教育 或 卫生))，不含 视察",
            "(in one sentence: 提案, (教育 OR 卫生)), without 视察",
        ),
        ("-视察 -提案", "不含 视察，不含 提案", "without 视察, without 提案"),
    ],
)
def test_a_query_is_read_back_in_english(english: Catalog, typed: str, chinese: str, told: str) -> None:
    reading = in_words(read_query(typed)[0])
    assert reading == chinese
    assert _told(english, reading) == told


def test_a_long_query_is_read_back_in_english(english: Catalog) -> None:
    words = [f"词{number}" for number in range(200)]
    reading = in_words(read_query(" ".join(words))[0])
    assert _told(english, reading) == " AND ".join(words)


def test_where_an_evidence_stood_is_said_in_english(english: Catalog) -> None:
    assert _told(english, place(Evidence("2023年工作回顾", "heading:3"))) == "Heading (paragraph 3)"
    assert _told(english, place(Evidence("2023", "given:metadata.csv:4"))) == "Given by a person: metadata.csv, row 4"
    assert place(Evidence("2023", "elsewhere")) == "elsewhere"


def test_a_title_of_ours_is_said_in_english(english: Catalog) -> None:
    fuling = Organization("重庆市涪陵区政协", None, ("重庆市", "涪陵区"), "政协", "县级")
    known = display_title(Metadata(organization=fuling, covered_year=2023, kind="常委会工作报告"))
    assert known == "〔重庆市涪陵区政协2023年常委会工作报告〕"
    assert _told(english, known) == "[重庆市涪陵区政协, 2023, Standing Committee work report]"
    assert _told(english, display_title(Metadata())) == "[Untitled]"
    assert display_title(Metadata(title="示例")) == "示例"
