"""Texts of odd make and great size take no longer than others."""

from __future__ import annotations

import time

import pytest

from indexer.clean import clean
from indexer.models import RawDocument
from indexer.split import split
from tests.clean.texts import BODY, GAP, TITLE, made, numbered, paragraphs, wrapped


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("提案" + " " * 50_000 + "工作\n正文一句话。", "正文一句话。"),
        ("正文一句话。\n" + "首页\n" * 20_000, "正文一句话。"),
        ("__a " * 20_000 + "提案。", "提案。"),
        ("政府 工作 ， " * 20_000 + "提案。", "提案。"),
    ],
    ids=["spaces", "menu", "emphasis", "segmented"],
)
def test_odd_text_of_some_size_takes_no_longer_than_other_text(text: str, kept: str) -> None:
    # Patterns that look again from every place would take minutes here.
    assert kept in clean(RawDocument("a.txt", text, "text")).text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"一年来{GAP}市政协，认真履行职能。", "一年来市政协，认真履行职能。"),
        (f"第{GAP}3篇{GAP}文章，认真履行职能。", "第3篇文章，认真履行职能。"),
        (f"来{GAP}源{GAP}广泛，认真履行职能。", "来源广泛，认真履行职能。"),
        (f"第3页{GAP}、各项工作，认真履行职能。", "第3页、各项工作，认真履行职能。"),
        (f"# 认真{GAP}履行{GAP}职能#。", "认真履行职能#。"),
        ("__a " * 5_000 + "履行职能。", "__a " * 5_000 + "履行职能。"),
        ("**" + "履行职能，" * 2_000 + "**等。", "履行职能，" * 2_000 + "等。"),
        ("履行， 职能 " * 20_000 + "等。", "履行，职能" * 20_000 + "等。"),
        ("甲 ●" + " ·" * 5_000 + " 履行职能。", "甲\n" + "· " * 5_001 + "履行职能。"),
    ],
    ids=["spaces", "count", "label", "page", "heading", "emphasis", "strong paragraph", "segmented", "dots"],
)
def test_a_long_line_of_odd_make(line: str, kept: str) -> None:
    assert made(TITLE, BODY, line, BODY).text == "\n".join([TITLE, BODY, kept, BODY])


def test_twenty_thousand_short_lines() -> None:
    words = numbered(20_000)
    assert paragraphs(TITLE, BODY, *words) == [TITLE, BODY, *words]
    # A menu's words among them, too few to make a menu, and then a menu.
    lines = [line for word in words[:14_000:2] for line in ("新闻", word, f"{word}们")]
    lines.append("2024年1月10日")
    assert paragraphs(TITLE, BODY, *lines, *["首页", "政协概况"] * 150) == [TITLE, BODY, *lines]


@pytest.mark.parametrize("form", ["text", "pdf"])
def test_a_wrapped_paragraph_of_a_million_characters(form: str) -> None:
    prose = "".join(numbered(450_000))
    lines = wrapped(f"（{prose}。", 30)
    assert paragraphs(TITLE, *lines, form=form) == [TITLE, "".join(lines)]


def test_ten_thousand_halves_of_list_items() -> None:
    halves = [",".join(word) for word in numbered(10_000)]
    assert paragraphs(TITLE, BODY, *[f"- {half}" for half in halves])[2:] == ["· " + "".join(halves)]


@pytest.mark.parametrize("run", [299, 150, 60])
def test_runs_of_equal_short_lines(run: int) -> None:
    # Just too short to be a copy: each of them was once compared with eight others, line by line.
    words = numbered(24_000 // run)
    lines = [line for word in words for line in (word, *["同"] * run)]
    began = time.perf_counter()
    assert paragraphs(TITLE, BODY, *lines) == [TITLE, BODY, *lines]
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "line",
    [
        "— " * 20_000, "页 " * 20_000, "第 1 页 共" + " " * 20_000, "（a" + "a" * 20_000, "（qiong " * 10_000, "&amp;" * 10_000,
        "，，" * 20_000, "内部资料 " * 10_000, "图为" + "某" * 20_000, "> 某 " * 10_000, "* " * 20_000 + "某", "篇" * 20_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["", " " * 5_000])
def test_odd_lines_take_no_time(line: str, gap: str) -> None:
    raw = RawDocument("a.txt", "\n".join([TITLE, BODY, line + gap + line[:50], BODY, line[:60]]), "text")
    began = time.perf_counter()
    assert sum(len(clean(part).text) for part in split(raw)) > len(BODY)
    assert time.perf_counter() - began < 2
