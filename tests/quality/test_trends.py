"""A trend over real reports against a count by hand: words of the files themselves, years of their known answers."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import docx

from indexer.analysis.trends import trends
from indexer.answers import SearchRequest
from indexer.ingest import index_paths
from indexer.search import open_library
from tests.quality.corpus import CORPUS, NEED_CORPUS

pytestmark = NEED_CORPUS
FOLDERS = ("national_alternate", "national_gbk", "national_pagedump_gbk", "provincial_2025_docx")
TERM = "新质生产力"


def texts(file: Path) -> str:
    """All text of a file by other means than ours: of Word its paragraphs and cells, of other files whatever they hold."""
    if file.suffix == ".docx":
        opened = docx.Document(str(file))
        cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])
    return file.read_bytes().decode("gb18030", "replace") if "gbk" in file.parent.name else file.read_text("utf-8")


def test_the_trend_of_a_new_phrase_is_that_of_a_count_by_hand(tmp_path: Path) -> None:
    known = [json.loads(line) for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    by_hand: Counter[int | None] = Counter()
    holding: Counter[int | None] = Counter()
    for each in known:
        folder = each["file"].partition("/")[0]
        if folder in FOLDERS:
            count = texts(CORPUS / each["file"]).count(TERM)
            year = each["reports"][0]["covered_year"]
            by_hand[year] += count
            holding[year] += bool(count)
    location = tmp_path / "index"
    index_paths([CORPUS / folder for folder in FOLDERS], location)
    library = open_library(location)
    made = trends(library, [TERM], SearchRequest(copies=True))
    found = {int(row.value): row.terms[0] for row in made.rows if row.value.isdecimal()}
    assert {year: counted.occurrences for year, counted in found.items() if counted.occurrences} == +by_hand
    assert {year: counted.reports for year, counted in found.items() if counted.reports} == +holding
    assert sum(by_hand.values()) > 50
    gaps = [row for row in made.rows if row.value.isdecimal() and not row.reports]
    assert gaps, "there are no reports of the years between"
    library.close()
