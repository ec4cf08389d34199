"""Every reader, and what opens an index, on files that were good once."""

from __future__ import annotations

import time
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import pytest

from indexer.engine.columnar.segment import Segment
from indexer.errors import CorruptIndex, IncompatibleIndex
from indexer.ingest import index_paths
from indexer.prepare import prepare
from indexer.readers import read_file
from indexer.roots import SourceFile
from tests.readers.pdf_files import pdf as chinese_pdf
from tests.reliability import crafted
from tests.reliability.hostile import LINE, REPORT
from tests.reliability.mutations import TOKENS, mutated, repacked
from tests.reliability.promises import Outcome, promise

SLOWEST: Final = 30.0
"""Seconds for one of these small files, which take milliseconds, on a machine that does much else."""


class Good(NamedTuple):
    """A file to be changed, and of what it is made."""

    data: bytes
    made_of: str
    packed: bool = False


_ROW: Final = f'{{"text": "{LINE}", "title": "示例市政协工作报告", "year": 2023}}\n'
_PAGE: Final = crafted.page(
    f"<h1>示例市政协工作报告</h1><p>来源：示例网 2023-01-05</p><table><tr><td>立案</td><td>298</td></tr></table><p>{LINE}</p><pre>一\n二</pre>",
    "<title>工作报告</title><meta name='author' content='办公室'><script type='application/ld+json'>{\"datePublished\": \"2023-01-05\"}</script>",
)
PLAIN: Final[Mapping[str, Sequence[Good]]] = {
    ".txt": [Good(REPORT.encode(), "text"), Good(REPORT.encode("gb18030"), "text"), Good(b"\xff\xfe" + REPORT.encode("utf-16-le"), "text")],
    ".md": [Good(f"---\ntitle: 报告\ndate: 2023-01-05\n---\n# 工作报告\n\n{REPORT}\n```\n{LINE}\n```\n".encode(), "text")],
    ".html": [Good(_PAGE, "page"), Good(_PAGE.decode().replace("utf-8", "gbk").encode("gbk"), "page")],
    ".mht": [Good(b"MIME-Version: 1.0\nSubject: =?utf-8?B?5oql5ZGK?=\nDate: Thu, 5 Jan 2023 10:00:00 +0800\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Location: http://example.invalid/a\n\n" + _PAGE + b"\n--b--\n", "message")],
    ".rtf": [Good(b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 Song;}}{\\info{\\title abc}{\\author x}}\\f0 " + "".join(f"\\u{ord(c)}?" for c in LINE).encode() + b"\\par\\trowd a\\cell b\\cell\\row \\'b1\\'a8}", "rtf")],
    ".jsonl": [Good((_ROW * 2).encode(), "rows")],
    ".csv": [Good(f'标题,正文,报告年份\n报告,"{LINE}",2023\n二,"{LINE}\n{LINE}",2022\n'.encode(), "rows"), Good(f"标题\t正文\n报告\t{LINE}\n".encode("gbk"), "rows")],
}  # fmt: skip
"""Formats of which a file is read in a millisecond."""
PACKED: Final[Mapping[str, Sequence[Good]]] = {
    ".docx": [Good(crafted.docx(crafted.paragraph("示例市政协工作报告") + crafted.paragraph(LINE) + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>立案</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"), "xml", True)],
    ".xlsx": [Good(crafted.xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>年</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>2023</v></c></row>', f"<si><t>正文</t></si><si><t>{LINE}</t></si>"), "xml", True)],
    ".ofd": [Good(crafted.ofd(LINE, templates=1), "xml", True)],
    ".epub": [Good(crafted.epub(crafted.page(f"<h1>一</h1><p>{LINE}</p>").decode()), "xml", True)],
    ".zip": [Good(crafted.zipped({"甲/报告.txt": REPORT, "页.html": _PAGE, "里.zip": crafted.zipped({"a.jsonl": _ROW})}), "page", True)],
    ".pdf": [Good(crafted.pdf(), "pdf"), Good(chinese_pdf([["示例市政协工作报告", LINE], [LINE]], information="/Title (a)"), "pdf")],
}  # fmt: skip
"""Formats of which a file takes some milliseconds, most of them in libraries."""


def tried(folder: Path, formats: Mapping[str, Sequence[Good]], trials: int) -> str:
    """So many changed files of each format, read; every 20th also cleaned, described and cut. What was met."""
    met: Counter[str] = Counter()
    for suffix, good in formats.items():
        path = folder / f"a{suffix}"
        for trial in range(trials):
            random = Random(f"{suffix} {trial}")
            each = random.choice(good)
            change = repacked if each.packed and random.random() < 0.7 else mutated
            path.write_bytes(change(each.data, random, TOKENS[each.made_of]))
            began = time.monotonic()
            try:
                met["read" if read_through(path, whole=trial % 20 == 0) else "reported"] += 1
            except Exception as error:
                error.add_note(f"{suffix} {trial}")
                raise
            assert time.monotonic() - began < SLOWEST, f"{suffix} {trial}"
    return ", ".join(f"{number:,} {how}" for how, number in sorted(met.items()))


def read_through(path: Path, *, whole: bool) -> bool:
    """Whether anything of a file is read; what is not, is said with a reason, which is no fault of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what libraries say of files that are damaged
        if not whole:
            result = read_file(path, path.name)
            documents, reasons = len(result.documents), [error.reason for error in result.errors]
            for document in result.documents:
                document.text.encode("utf-8")  # no lone surrogates
        else:
            made = prepare(SourceFile("r", path.name, path), None)
            documents, reasons = len(made.reports), [failure.reason for failure in made.failures]
    assert documents or reasons
    assert all(reasons)
    assert not [reason for reason in reasons if "please report this" in reason], reasons
    return bool(documents)


@promise(
    "Changed files of each format that is text (.txt .md .html .mht .rtf .jsonl .csv) are read, or reported with a reason; nothing else is raised.",
    short=40,
    full=100_000,
)
def test_changed_texts(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    outcome(f"of each of {len(PLAIN)} formats so many: {tried(tmp_path, PLAIN, trials)}")


@promise(
    "Changed files of each format that is packed (.docx .xlsx .ofd .epub .zip .pdf) are read, or reported with a reason; nothing else is raised.",
    short=30,
    full=100_000,
)
def test_changed_packed_files(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    outcome(f"of each of {len(PACKED)} formats so many: {tried(tmp_path, PACKED, trials)}")


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    top = tmp_path_factory.mktemp("r")
    for number in range(3):
        (top / f"{number}.txt").write_text(f"第{number}号\n{REPORT}", "utf-8")
    index_paths([top], top.parent / "index-of-three")
    (made,) = (top.parent / "index-of-three").glob("*.seg")
    return made.read_bytes()


def everything(path: Path) -> list[object]:
    """All that is read of a segment, in values that can be compared."""
    opened = Segment(path)
    opened.file.check_all()
    return [
        opened.ids.tolist(),
        [opened.report(document) for document in range(opened.documents)],
        [opened.sections(document) for document in range(opened.documents)],
        opened.sketches.tolist(),
        opened.origins[0],
        [(number, word) for number, word in opened.lexicon.from_(b"")],
        [part.tolist() for part in opened.strings["text"].count(opened.file.array("text")[:2])],
    ]


@promise("A changed segment of an index is told for damaged, or is read as it was.", short=150, full=100_000)
def test_changed_segments(tmp_path: Path, segment: bytes, trials: int, outcome: Outcome) -> None:
    path = tmp_path / "a.seg"
    path.write_bytes(segment)
    before = everything(path)
    met: Counter[str] = Counter()
    for trial in range(trials):
        path.unlink()  # the one before may be mapped
        path.write_bytes(mutated(segment, Random(f"segment {trial}")))
        try:
            assert everything(path) == before, f"segment {trial}"
            met["read as they were"] += 1
        except (CorruptIndex, IncompatibleIndex):
            met["told"] += 1
        except Exception as error:
            error.add_note(f"segment {trial}")
            raise
    outcome(", ".join(f"{number:,} {how}" for how, number in sorted(met.items())))
