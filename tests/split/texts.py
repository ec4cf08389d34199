"""Texts of reports and collections, and what is made of them."""

from __future__ import annotations

from indexer.models import RawDocument
from indexer.split import split

OTHER = "现将提案工作情况报告如下，请予审议。广大委员积极运用提案参政议政，提案质量不断提高，办理实效不断增强。" * 4
BODY = "一年来，常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能，各项工作取得新的成效。" * 4


def parts(*lines: str) -> list[RawDocument]:
    return split(RawDocument(file="a.txt", text="\n".join(lines), format="text"))


def first_lines(documents: list[RawDocument]) -> list[str]:
    return [document.text.split("\n")[0] for document in documents]


def report(number: int, text: str = "") -> list[str]:
    """The lines under the title of a report; no two alike."""
    return [
        f"（2024年1月{number}日在第{number}次会议上）",
        "某某",
        "各位代表：",
        f"{text}第{number}号。{BODY}",
        "一、2023年工作回顾",
        f"第{number}号。{OTHER}",
    ]


PLACES = ["栖云区", "澄湖区", "望川县", "青禾县", "岚泊市", "云渡县"]


def collection(manner: str) -> tuple[list[str], list[str]]:
    """The lines of a collection, each title written as ``manner`` says, and the titles."""
    names = [f"{place}{'人大常委会' if number % 2 else '政协常委会'}工作报告" for number, place in enumerate(PLACES)]
    written = [
        manner.format(name=name, number=number, hanzi="一二三四五六"[number - 1])
        for number, name in enumerate(names, 1)
    ]
    lines = [line for number, name in enumerate(written, 1) for line in (name, *report(number))]
    return lines, written
