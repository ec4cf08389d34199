"""Made-up texts, reports and segments: both scripts, pairs of surrogates, headings, halves, empty texts, long runs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.engine.base import Analysis
from indexer.engine.columnar.build import SegmentBuilder
from indexer.engine.columnar.segment import Segment
from indexer.fold import fold
from indexer.models import Evidence, Heading, Metadata, Report
from tests.contract.corpus import ORGANIZATIONS, SENTENCES

Document = tuple[Report, Analysis]

WORDS = (
    "政协",
    "政协委员",
    "提案",
    "委员",
    "工作",
    "工作报告",
    "app",
    "app2",
    "𠮷祥",
    "2023",
    "一" * 12,
    "一" * 12 + "二",
)
HEADINGS = (
    (1, "一、2023年工作回顾"),
    (2, "（一）𠮷祥如意𪚥之年"),
    (1, "二、2024年工作打算"),
    (2, "1.提案辦理"),
    (3, "𝒜"),
)
ODD = ("", "政", "𠮷", "。", "\n", " \n政协\n ", "哈" * 300, "政协" * 200 + "𠮷" * 90, "aA" * 130 + "\n" + "１" * 256)
ALPHABET = "政协協提案會会，。！；“”()123aAＡb \n\t\u3000𠮷𪚥𝒜😀é"
"""Characters of generated texts: some of them are folded to others."""


def wide(text: str) -> int:
    """UTF-16 units of a text beyond one for each character."""
    return sum(ord(character) > 0xFFFF for character in text)


def units_before(text: str, offset: int) -> int:
    """Where the character at ``offset`` begins, in UTF-16 units."""
    return offset + wide(text[:offset])


def substrings(text: str, most: int = 8) -> Iterator[tuple[str, int]]:
    """Every string of 1 to ``most`` units of a text, folded, and the unit where it begins."""
    folded = fold(text)
    unit = 0
    for start in range(len(folded)):
        string, size = "", 0
        for character in folded[start : start + most]:
            size += 1 + wide(character)
            if size > most:
                break
            string += character
            yield string, unit
        unit += 1 + wide(folded[start])


def make_document(number: int, draw: random.Random, text: str | None = None) -> Document:
    """A report with headings, and words that are drawn rather than cut, so that nothing depends on a dictionary."""
    headings: list[Heading] = []
    if text is None:
        text = ""
        for _ in range(draw.randint(1, 5)):
            if draw.random() < 0.5:
                level, line = draw.choice(HEADINGS)
                headings.append(Heading(len(text), len(text) + len(line), level))
                text += line + "\n"
            text += "".join(draw.choices(SENTENCES, k=draw.randint(1, 3))) + "\n"
        text = text.rstrip("\n")
    year = draw.choice([None, 2020, 2021, 2022, 2023])
    metadata = Metadata(
        title=draw.choice([None, "常委會工作報告", "提案工作情况的报告", "𠮷𠮷市政协工作"]),
        organization=draw.choice(ORGANIZATIONS),
        kind=draw.choice([None, "常委会工作报告", "工作综述", "会议新闻"]),
        covered_year=year,
        covered_from=year - draw.randint(1, 4) if year and draw.random() < 0.3 else None,
        delivered_year=year + 1 if year and draw.random() < 0.8 else None,
        published=f"{(year or 2019) + 1}-0{draw.randint(1, 9)}-11" if draw.random() < 0.5 else None,
        source=draw.choice([None, "人民政协报", "涪陵政协"]),
        evidence={"kind": Evidence("工作报告", "title")} if draw.random() < 0.3 else {},
    )
    part = draw.randint(0, 1)
    identity = f"{number:08x}{draw.getrandbits(32):08x}" if number % 5 else f"{(1 << 64) - 1 - number:016x}"
    # Two reports of every file, and one file whose name holds a byte that is not UTF-8.
    file = f"子/{number // 2}.txt" if number % 7 else f"\udcff{number}.txt"
    report = Report(identity, "r", file, part, 2, f"{number // 2:032x}", text, tuple(headings), metadata)
    return report, make_analysis(draw, empty=not text)


def make_analysis(draw: random.Random, *, empty: bool = False) -> Analysis:
    def counted(most: int) -> Counter[str]:
        return Counter({word: 1 + int(draw.paretovariate(1)) for word in draw.sample(WORDS, draw.randint(0, most))})

    words = Counter() if empty else counted(len(WORDS))
    if words and draw.random() < 0.1:
        words["提案"] = draw.choice([255, 256, 510, 511, 70_000])
    return Analysis(words, counted(3), counted(2), list(counted(2).elements()))


def make_documents(seed: int, size: int) -> list[Document]:
    """``size`` reports, some of them with odd texts; the same for the same seed."""
    draw = random.Random(seed)
    return [
        make_document(number, draw, draw.choice(ODD) if draw.random() < 0.25 else None)
        for number in range(seed * 1000 + 1, seed * 1000 + 1 + size)
    ]


def write_segment(path: Path, documents: Sequence[Document]) -> Segment:
    builder = SegmentBuilder()
    for report, analysis in documents:
        builder.add(report, analysis)
    builder.write(path)
    return Segment(path)
