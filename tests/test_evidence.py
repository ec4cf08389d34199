"""Places of evidence in words."""

from __future__ import annotations

import pytest

from indexer.evidence import paragraph, place
from indexer.models import Evidence


@pytest.mark.parametrize(
    ("where", "words", "number"),
    [
        ("given", "人工给定", None),
        ("given:metadata.csv:7", "人工给定 metadata.csv 第7行", None),
        ("given:甲:乙/元数据.xlsx!2023:12", "人工给定 甲:乙/元数据.xlsx!2023 第12行", None),
        ("body:3", "正文第3段", 3),
        ("furniture:12", "页面信息第12行", None),
        ("signature:9", "落款（第9段）", 9),
        ("file", "文件名", None),
        ("elsewhere:1", "elsewhere:1", None),
    ],
)
def test_places(where: str, words: str, number: int | None) -> None:
    evidence = Evidence("词", where)
    assert place(evidence) == words
    assert paragraph(evidence) == number
