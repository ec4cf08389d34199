"""The sample reports of ``zhengxie demo``: they are many and varied, say what they are, and are all described rightly."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.fold import fold
from indexer.models import BODIES, KINDS, LEVELS, CleanDocument, Metadata
from indexer.readers import SUFFIXES, read_file
from indexer.split import split

SAMPLES = Path(str(files("indexer.data") / "samples"))
REPORTS = SAMPLES / "reports"
FIELDS = ("organization", "covered_year", "covered_from", "delivered_year", "kind", "script")
NOTICE = "本文为示例文本,内容、数字均为虚构,仅供"
"""Folded: width and script are the sample's own, and so is its word for software (软件, 軟體)."""


@cache
def truth() -> dict[str, list[dict[str, str]]]:
    """Path below ``reports/`` → the rows of its reports, in their order."""
    by_file: dict[str, list[dict[str, str]]] = {}
    with (SAMPLES / "truth.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            by_file.setdefault(row["file"], []).append(row)
    return by_file


@cache
def found(file: str) -> list[tuple[CleanDocument, Metadata]]:
    result = read_file(REPORTS / file, file)
    assert not result.errors
    documents = [clean(part) for raw in result.documents for part in split(raw)]
    return [(document, describe(document)) for document in documents]


def everything() -> list[tuple[CleanDocument, Metadata]]:
    return [pair for file in sorted(truth()) for pair in found(file)]


def as_row(metadata: Metadata) -> dict[str, str]:
    """What truth.tsv would say of it: empty for None."""
    values = {name: getattr(metadata, name) for name in FIELDS}
    values["organization"] = metadata.organization.name if metadata.organization else None
    return {name: "" if value is None else str(value) for name, value in values.items()}


def test_truth_names_every_file() -> None:
    there = {path.relative_to(REPORTS).as_posix() for path in REPORTS.rglob("*") if path.is_file()}
    assert there == set(truth())
    assert {Path(file).suffix for file in there} == {".txt", ".md", ".html", ".docx", ".jsonl"} <= SUFFIXES
    for rows in truth().values():
        assert [row["part"] for row in rows] == [str(part) for part in range(len(rows))]
        assert {row["kind"] for row in rows} <= set(KINDS)


@pytest.mark.parametrize("file", sorted(truth()))
def test_described_as_stated(file: str) -> None:
    assert [as_row(metadata) for _, metadata in found(file)] == [
        {name: row[name] for name in FIELDS} for row in truth()[file]
    ]


@pytest.mark.parametrize("file", sorted(truth()))
def test_says_that_it_is_a_sample(file: str) -> None:
    for document, metadata in found(file):
        assert metadata.title is not None
        assert "(示例)" in fold(metadata.title)
        assert NOTICE in fold(document.text)


@pytest.mark.parametrize("file", sorted(truth()))
def test_cleaning_keeps_the_report_and_drops_the_page(file: str) -> None:
    for document, metadata in found(file):
        assert 600 <= len(document.text) <= 1300 or len(truth()[file]) == 2
        # News and newspaper features may do without sections.
        assert document.headings or metadata.kind in ("会议新闻", "工作综述")
        assert fold(document.text).startswith(fold(metadata.title or ""))
        for furniture in ("返回首页", "回首页", "关于我们", "网站地图", "浏览次数", "设为首页"):
            assert furniture not in fold(document.text)


def test_spread() -> None:
    reports = everything()
    organizations = {metadata.organization for _, metadata in reports if metadata.organization}
    assert len(reports) >= 40
    assert len({organization.name for organization in organizations}) >= 12
    assert {organization.level for organization in organizations} == set(LEVELS)
    assert {organization.body for organization in organizations} == set(BODIES) - {"其他"}
    assert len({metadata.covered_year for _, metadata in reports} - {None}) >= 6
    assert sum(metadata.script == "Hant" for _, metadata in reports) >= 5
    assert len({metadata.kind for _, metadata in reports}) >= 9
    assert any(metadata.organization is None for _, metadata in reports)


def test_set_phrases_stand_in_their_time() -> None:
    for document, metadata in everything():
        text, delivered = fold(document.text), metadata.delivered_year or 0
        assert "两个确立" not in text or delivered >= 2022
        assert "全过程人民民主" not in text or delivered >= 2022
        assert "新质生产力" not in text or delivered >= 2024


def test_encodings() -> None:
    encodings = {document.encoding for file in truth() for document in read_file(REPORTS / file, file).documents} - {
        None
    }
    assert {"utf-8", "gb18030"} <= encodings
    assert any(str(encoding).startswith("big5") for encoding in encodings)
    assert any(str(encoding).startswith("utf-16") for encoding in encodings)
