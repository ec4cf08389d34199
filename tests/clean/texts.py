"""Invented texts that the tests of cleaning share."""

from __future__ import annotations

from indexer.clean import clean
from indexer.models import CleanDocument, RawDocument

TITLE = "示例市政协常委会工作报告"
BODY = "一年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能。"
END = "让我们更加紧密地团结起来，为建设现代化示例市而努力奋斗！"


def made(*lines: str, form: str = "text") -> CleanDocument:
    return clean(RawDocument(file="a.txt", text="\n".join(lines), format=form))


def paragraphs(*lines: str, form: str = "text") -> list[str]:
    return made(*lines, form=form).text.split("\n")


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


PROSE = [
    "过去一年市政协常委会在中共示例市委坚强领导下高举爱国主义旗帜，坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能，为全市改革发展稳定作出了新的贡献。",
    "全年召开全体会议1次、常委会会议5次、主席会议12次，开展专题协商8次、视察调研36次，收到提案1480件，经审查立案1315件，截至去年底已全部办复，委员满意率为97.46%。",
    "坚持把学习贯彻习近平新时代中国特色社会主义思想作为首要政治任务，健全学习制度，组织委员培训班3期，引导广大委员增强政治判断力、政治领悟力、政治执行力。",
]
GAP = " " * 20_000


def numbered(count: int) -> list[str]:
    """Words of two characters, no two alike."""
    return [chr(0x4E00 + number // 200) + chr(0x6000 + number % 200) for number in range(count)]
