"""``ranking``: plain questions of a retrieval set, asked as typed; does the right report come first?

A set is a folder with corpus.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv (query, 0, document, 1).
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.answers import Hit, SearchRequest
from indexer.ingest import index_paths
from indexer.search import Library, open_library
from tests.bench.measure import MEGA, median, p95, surroundings
from tests.bench.tables import header, number, table
from tests.bench.texts import REPORTS_PER_FILE, file_name, number_of

DEPTH = 10
"""Hits that are looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it."""

    id: str
    text: str
    rank: int | None
    """Place of the first right report, from 1; None where it is not among the first ten."""
    total: int
    milliseconds: float
    mode: str
    titles: tuple[str, ...]


def rank_set(folder: Path, *, jobs: int = 1, limit: int | None = None, misses: Path | None = None) -> dict[str, Any]:
    """Index a set's corpus through the product and ask its questions; what came out, as JSON can hold it."""
    corpus = _rows(folder / "corpus.jsonl")
    right = _right(folder / "qrels.tsv")
    questions = [row for row in _rows(folder / "queries.jsonl") if row["id"] in right][:limit]
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        texts, location = Path(place) / "texts", Path(place) / "index"
        _write_corpus(corpus, texts)
        begun = time.perf_counter()
        summary = index_paths([texts], location, jobs=jobs)
        seconds = time.perf_counter() - begun
        library = open_library(location)
        library.search(SearchRequest(questions[0]["text"]))  # loads the dictionary
        asked = [_ask(library, row, right[row["id"]], [document["id"] for document in corpus]) for row in questions]
        library.close()
    if misses is not None:
        _write_misses(asked, right, {document["id"]: document["title"] for document in corpus}, misses)
    times = [one.milliseconds for one in asked]
    return {
        "surroundings": surroundings(),
        "set": folder.name,
        "reports": len(corpus),
        "failures": [str(failure) for failure in summary.failures],
        "index_seconds": seconds,
        "index_rate": summary.characters / MEGA / seconds,
        "questions": len(asked),
        "mrr": _mean([1 / one.rank if one.rank else 0.0 for one in asked]),
        "recall_1": _mean([one.rank == 1 for one in asked]),
        "recall_10": _mean([one.rank is not None for one in asked]),
        "without_hit": sum(one.total == 0 for one in asked),
        "modes": {mode: sum(one.mode == mode for one in asked) for mode in sorted({one.mode for one in asked})},
        "median_ms": median(times),
        "p95_ms": p95(times),
    }


def ranking_text(result: Mapping[str, Any]) -> str:
    """The result as a table, with how the questions were read."""
    row = (
        result["set"],
        f"{result['questions']:,}",
        f"{result['mrr']:.4f}",
        f"{result['recall_1']:.4f}",
        f"{result['recall_10']:.4f}",
        f"{result['without_hit']:,}",
        number(result["median_ms"]),
        number(result["p95_ms"]),
    )
    headings = ("set", "questions", f"MRR@{DEPTH}", "recall@1", f"recall@{DEPTH}", "no hit", "median ms", "p95 ms")
    modes = ", ".join(f"{mode} {count:,}" for mode, count in result["modes"].items())
    lines = [
        header(result["surroundings"]),
        table(headings, [row]),
        f"- {result['reports']:,} reports indexed in {result['index_seconds']:.1f} s"
        f" ({number(result['index_rate'])} M characters/s).\n- Questions by how they were read: {modes}.",
    ]
    if result["failures"]:
        lines.append(f"- {len(result['failures'])} reports failed, the first: {result['failures'][0]}")
    return "\n\n".join(lines) + "\n"


def _write_corpus(corpus: Sequence[Mapping[str, str]], folder: Path) -> None:
    """One line a document, so that a hit's file and line tell which it is."""
    folder.mkdir()
    for first in range(0, len(corpus), REPORTS_PER_FILE):
        rows = [{"title": row["title"], "text": row["text"]} for row in corpus[first : first + REPORTS_PER_FILE]]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / file_name(first // REPORTS_PER_FILE)).write_text(lines, encoding="utf-8")


def _ask(library: Library, row: Mapping[str, str], right: frozenset[str], ids: Sequence[str]) -> Asked:
    begun = time.perf_counter()
    page = library.search(SearchRequest(row["text"], size=DEPTH, copies=True))
    milliseconds = (time.perf_counter() - begun) * 1000
    places = (place for place, hit in enumerate(page.hits, start=1) if _document(hit, ids) in right)
    titles = tuple(hit.title for hit in page.hits)
    return Asked(row["id"], row["text"], next(places, None), page.total, milliseconds, page.interpretation.mode, titles)


def _document(hit: Hit, ids: Sequence[str]) -> str:
    return ids[number_of(hit.file, hit.part)]


def _write_misses(
    asked: Iterable[Asked], right: Mapping[str, frozenset[str]], titles: Mapping[str, str], path: Path
) -> None:
    """The questions whose report did not come first, one a line, with what came instead."""
    with path.open("w", encoding="utf-8") as file:
        for one in asked:
            if one.rank != 1:
                row = {
                    "id": one.id,
                    "question": one.text,
                    "wanted": sorted(titles.get(document, document) for document in right[one.id]),
                    "rank": one.rank,
                    "mode": one.mode,
                    "total": one.total,
                    "found": one.titles,
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _right(path: Path) -> dict[str, frozenset[str]]:
    """Question → the documents that answer it."""
    found: dict[str, set[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        question, _, document, relevance = line.split("\t")
        if int(relevance) > 0:
            found.setdefault(question, set()).add(document)
    return {question: frozenset(documents) for question, documents in found.items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
