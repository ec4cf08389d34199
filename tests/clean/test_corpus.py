"""Cleaning over the shared corpus: everything that is no furniture is kept, in its order."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.models import CleanDocument, RawDocument
from indexer.readers import read_file
from indexer.split import split

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared test texts are not beside the repository")
DECORATION = re.compile(r"[\s·•●\-*:：.…・_#]")


def every_document() -> list[CleanDocument]:
    files = [path for path in sorted(CORPUS.rglob("*")) if path.suffix in {".txt", ".docx", ".html"}]
    return [clean(part) for path in files for raw in read_file(path, path.name).documents for part in split(raw)]


def test_every_character_of_every_report_is_kept_in_order() -> None:
    for document in every_document():
        out = {each.line for each in document.furniture}
        lines = [line for number, line in enumerate(document.raw.text.split("\n"), start=1) if number not in out]
        assert DECORATION.sub("", "".join(lines)) == DECORATION.sub("", document.text), document.raw.file


def test_clean_texts_are_well_formed() -> None:
    for document in every_document():
        assert all(line.strip() == line and line for line in document.text.split("\n")), document.raw.file
        assert all(0 <= each.start < each.end <= len(document.text) for each in document.headings)
        assert [each.start for each in document.headings] == sorted({each.start for each in document.headings})
        levels = [0, *(each.level for each in document.headings)]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert clean(RawDocument(file="again", text=document.text, format="docx")).text.count(
            "\n"
        ) <= document.text.count("\n")


def test_seeds() -> None:
    documents = [
        clean(part)
        for path in sorted((CORPUS / "seeds").iterdir())
        for raw in read_file(path, path.name).documents
        for part in split(raw)
    ]
    titles = [document.text.split("\n")[0] for document in documents]
    assert titles[:5] == [
        "六届涪陵区政协常委会工作报告",
        "百舸争流万山过——资阳市政协2022年工作综述",
        "市政协常委会工作报告",
        "市政协常委会关于提案工作情况的报告",
        "重慶市長壽區政協:書寫為民履職新答卷",
    ]
    assert titles[5].startswith("2022年是七届区政协的开局之年。")
    everything = "\n".join(document.text for document in documents)
    for gone in (
        "浏览",
        "分享到",
        "隐私政策",
        "領取",
        "微信扫码",
        "責任編輯",
        "字体",
        "62/65",
        "网站无障碍",
        "網站無障礙",
        "领取福利",
    ):
        assert gone not in everything
    first = documents[0]
    outline = [(each.level, first.text[each.start : each.end]) for each in first.headings]
    assert outline[:3] == [
        (1, "2023年工作回顾"),
        (2, "一、坚持政治引领,不断夯实团结奋斗的思想政治基础"),
        (2, "二、坚持履职尽责,充分彰显服务中心大局的担当作为"),
    ]
    assert (3, "政治协商谋发展之计") in outline
    assert (1, "2024年工作意见") in outline
    assert "坚持以习近平新时代中国特色社会主义思想为指导,全面贯彻" in documents[2].text
    assert "\n· 联动涪江、濑溪河流域内川渝两省市基层政协,选任委员担任监督员,开展交叉巡河\n" in documents[2].text
