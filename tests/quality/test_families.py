"""Copies of one report are one text, and nothing else is: on the shared corpus, and on reposts that we made ourselves."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import opencc
import pytest

from indexer.answers import SearchRequest
from indexer.ingest import index_paths
from indexer.search import open_library
from tests.quality.corpus import CORPUS, NEED_CORPUS

HEAD = """政协重庆市涪陵区委员会常务委员会工作报告（示例）
——{delivered}年1月{day}日在政协重庆市涪陵区第六届委员会第{session}次会议上
示例同志
各位委员：
我代表政协重庆市涪陵区第六届委员会常务委员会，向大会报告工作，请予审议。
一、{covered}年工作回顾
"""
PARAGRAPHS = (
    "一年来，在中共涪陵区委坚强领导下，区政协常委会围绕中心、服务大局，召开全体会议一次、常委会会议五次、主席会议十二次，各项工作取得新的进展。",
    "坚持把协商民主贯穿履职全过程，就产业升级、乡村振兴、老旧小区改造开展专题协商，提出的意见建议受到党政领导同志重视，多数得到采纳。",
    "认真做好社情民意信息工作，委员和各民主党派区委会踊跃反映群众关心的上学、就医、停车、养老等问题，一批实事当年办成见效。",
    "提案办理质量不断提高，主席会议成员领衔督办重点提案，办理协商贯穿立案、交办、督办、评议全过程，委员满意率保持在较高水平。",
    "组织委员深入乡镇街道开展视察调研，走访企业和农户，帮助解决融资、用工、物流等方面的实际困难，助力区域经济平稳运行。",
    "文史资料征集、港澳侨委员联谊和对外友好交往稳步推进，编辑出版地方文史专辑，讲好榨菜之乡、白鹤梁水文题刻的故事。",
    "在肯定成绩的同时，我们也清醒看到，协商议政的深度还不够，民主监督的实效有待增强，委员联系界别群众的渠道需要进一步畅通。",
    "二、今后一年的工作打算",
    "新的一年，我们将广泛凝聚共识，健全信息直报机制，推动委员工作室向园区、社区延伸，加强自身建设，为高质量发展贡献智慧和力量。",
)
FIGURES = "本年共收到提案{0}件，立案{1}件，报送专报{2}期。"


def report(covered: int, session: str) -> str:
    """The report of a year: all but the figures, the session and the years is the same every year."""
    figures = random.Random(covered)
    lines = [
        line + (FIGURES.format(*(figures.randint(100, 999) for _ in range(3))) if number in (0, 3, 4) else "")
        for number, line in enumerate(PARAGRAPHS)
    ]
    head = HEAD.format(delivered=covered + 1, covered=covered, day=10 + covered % 10, session=session)
    return head + "\n".join(lines) + "\n"


def page(text: str) -> str:
    """A repost on another site, with its furniture."""
    title, *lines = text.splitlines()
    body = "\n".join(f"<p>　　{line}</p>" for line in lines)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_示例新闻网</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a">时政</a> <a href="/b">社会</a> <a href="/c">文化</a></div>
<h1>{title}</h1><p>2023-02-03 09:12 来源：示例新闻网 字号：大 中 小 打印</p>
{body}
<p>（责任编辑：示例）</p><p>相关阅读</p><ul><li><a href="/1">示例区召开会议</a></li></ul>
<p>版权所有 示例新闻网 京ICP备00000000号</p></body></html>"""


def wrong(text: str, share: float) -> str:
    """A text badly recognised: below its head, a share of the characters is another."""
    draw = random.Random(5)
    letters = "".join(PARAGRAPHS)
    head, rest = text.split("一年来", 1)
    return f"{head}一年来" + "".join(draw.choice(letters) if draw.random() < share else each for each in rest)


def families(location: Path, paths: Iterable[Path]) -> set[frozenset[str]]:
    """Files (with their folder) of the reports that an index of the paths shows as copies of each other."""
    summary = index_paths(list(paths), location)
    assert summary.failures == []
    library = open_library(location)
    every = library.search(SearchRequest(size=100, copies=True))
    assert every.total == len(every.hits)
    found = [frozenset(f"{copy.root}/{copy.file}" for copy in library.report(hit.id).copies) for hit in every.hits]
    few = library.search(SearchRequest(size=100))
    assert few.total + few.copies == every.total
    assert few.total == len(set(found) - {frozenset()}) + found.count(frozenset())
    library.close()
    return {family for family in found if family}


@NEED_CORPUS
def test_the_national_reports_are_grouped_as_they_are_known_to_be_and_no_others(tmp_path: Path) -> None:
    known: dict[tuple[object, ...], set[str]] = {}
    rows = [json.loads(line) for line in (CORPUS / "truth.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 83
    for row in rows:
        if row["file"].startswith("national_"):
            (only,) = row["reports"]
            year = tuple(only.get(name) for name in ("organization", "covered_year", "covered_from", "kind"))
            known.setdefault(year, set()).add(row["file"])
    folders = sorted(path for path in CORPUS.iterdir() if path.is_dir())
    found = families(tmp_path / "index", folders)
    assert found == {frozenset(files) for files in known.values() if len(files) > 1}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    return tmp_path / "报告"


def test_reposts_encodings_and_scripts_of_a_report_are_one_text(folder: Path, tmp_path: Path) -> None:
    text = report(2022, "三")
    (folder / "原文.txt").write_text(text, "utf-8")
    (folder / "国标码.txt").write_bytes(text.encode("gb18030"))
    (folder / "繁体.txt").write_text(opencc.OpenCC("s2twp").convert(text), "utf-8")
    (folder / "转发.html").write_text(page(text), "utf-8")
    (folder / "识别.txt").write_text(wrong(text, 0.01), "utf-8")
    (folder / "再存.txt").write_text(text, "utf-8")
    (folder / "上一年.txt").write_text(report(2021, "二"), "utf-8")
    names = {"原文.txt", "国标码.txt", "繁体.txt", "转发.html", "识别.txt", "再存.txt"}
    assert families(tmp_path / "index", [folder]) == {frozenset(f"报告/{name}" for name in names)}


def test_a_report_that_was_cut_off_is_a_copy_of_the_whole_and_never_the_first(folder: Path, tmp_path: Path) -> None:
    text = report(2022, "三")
    (folder / "全.txt").write_text(text, "utf-8")
    (folder / "残.txt").write_text(text[: len(text) // 2], "utf-8")
    assert families(tmp_path / "index", [folder]) == {frozenset({"报告/全.txt", "报告/残.txt"})}
    library = open_library(tmp_path / "index")
    (hit,) = library.search(SearchRequest()).hits
    assert (hit.file, hit.copies) == ("全.txt", 1)
    library.close()


def test_years_with_the_same_wording_are_never_one_text(folder: Path, tmp_path: Path) -> None:
    reports = {covered: report(covered, session) for covered, session in ((2021, "二"), (2022, "三"), (2023, "四"))}
    for covered, text in reports.items():
        (folder / f"{covered}.txt").write_text(text, "utf-8")
    first, second = reports[2021], reports[2022]
    equal = sum(one == other for one, other in zip(first, second, strict=True)) / len(first)
    assert equal > 0.9
    assert families(tmp_path / "index", [folder]) == set()


def test_other_reports_of_the_same_body_and_year_are_not_copies(folder: Path, tmp_path: Path) -> None:
    text = report(2022, "三")
    (folder / "常委会.txt").write_text(text, "utf-8")
    motions = (
        "政协重庆市涪陵区委员会常务委员会关于提案工作情况的报告（示例）\n"
        "——2023年1月12日在政协重庆市涪陵区第六届委员会第三次会议上\n各位委员：\n"
        "我受常务委员会委托，向大会报告2022年提案工作情况，请予审议。\n"
        + "\n".join(
            f"第{number}方面，承办单位对照委员所提建议逐条研究，约请提案人实地察看，{number}次面商后形成办理意见并公开答复结果。"
            for number in range(1, 15)
        )
        + "\n"
        + PARAGRAPHS[3]
        + "\n"
    )
    (folder / "提案.txt").write_text(motions, "utf-8")
    resolution = (
        "政协重庆市涪陵区第六届委员会第三次会议关于常务委员会工作报告的决议（示例）\n（2023年1月14日通过）\n"
        "会议审议并批准示例同志代表常务委员会所作的工作报告。会议认为，" + PARAGRAPHS[1] + PARAGRAPHS[3] + "\n"
        "会议号召，全体委员团结起来，为完成今年的各项任务而努力，在高质量发展的新征程上再立新功。" * 4 + "\n"
    )
    (folder / "决议.txt").write_text(resolution, "utf-8")
    assert families(tmp_path / "index", [folder]) == set()
