"""What the visitors of a load test ask for: URLs drawn with a fixed seed from what the index holds, mostly distinct."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import url_for

from indexer.answers import SearchRequest
from indexer.search import Library, open_library
from tests.bench.words import cut_words
from web import create_app

SAMPLE: Final = 300
"""Reports from which words and strings are drawn."""
QUESTIONS: Final = 6000
"""URLs of each kind."""
_SEED: Final = 11
_FORMS: Final = (("word", 35), ("two words", 30), ("phrase", 30), ("nothing", 5))
"""What people type, and how often (in hundred)."""
_FILTERED: Final = 0.3
"""Share of the questions with a filter or two."""
_SECOND_PAGE: Final = 0.1
_ENOUGH: Final = 40
"""Reports that a word must stand in, as far as the sample tells, for its second page to be asked for."""


@dataclass(frozen=True, slots=True)
class _Sampled:
    id: str
    words: tuple[str, ...]
    lines: tuple[str, ...]


def draw_urls(location: str, folder: str) -> dict[str, str]:
    """Stage: write the URLs, a file for each kind (page, api, report, mixed), into a folder; their paths by kind."""
    drawing = _Drawing(open_library(location))
    app = create_app({"INDEX": location})
    with app.test_request_context():
        searches = [drawing.search() for _ in range(2 * QUESTIONS)]
        urls = {
            "page": [url_for("pages.search", **search) for search in searches[:QUESTIONS]],
            "api": [url_for("api.search", **search) for search in searches[QUESTIONS:]],
            "report": [url_for("reading.report", **drawing.visit()) for _ in range(QUESTIONS)],
        }
    # Who searches opens a report now and then; programs ask as often as one in five.
    urls["mixed"] = [
        urls[drawing.random.choices(("page", "api", "report"), (55, 20, 25))[0]][number] for number in range(QUESTIONS)
    ]
    written = {}
    for kind, asked in urls.items():
        path = Path(folder, f"{kind}.txt")
        path.write_text("\n".join(asked), encoding="utf-8")
        written[kind] = str(path)
    return written


class _Drawing:
    def __init__(self, library: Library) -> None:
        self.random = random.Random(_SEED)
        ids = sorted(report.id for report in library.catalogue())
        if not ids:
            raise ValueError("there is nothing in this index to ask for")
        chosen = self.random.sample(ids, min(SAMPLE, len(ids)))
        self._sample = [_sampled(library, chosen_id) for chosen_id in chosen]
        self._ids = ids
        held = Counter(word for each in self._sample for word in set(each.words))
        known = library.info()
        texts = known.reports - known.copies
        self._widespread = {word for word, count in held.items() if count * texts / len(chosen) >= _ENOUGH}
        facets = library.search(SearchRequest(size=1)).facets
        self._values = {
            name: [value.value for value in facets[name]] for name in ("organization", "covered_year", "kind", "body")
        }

    def search(self) -> dict[str, object]:
        """The arguments of one search."""
        form = self.random.choices([form for form, _ in _FORMS], [share for _, share in _FORMS])[0]
        asked: dict[str, object] = {"q": self._query(form)}
        if self.random.random() < _FILTERED:
            for name in self.random.sample(sorted(self._values), self.random.choice((1, 1, 2))):
                # Values are listed the most frequent first, and those are chosen most.
                values = self._values[name]
                asked[name] = values[int(len(values) * self.random.random() ** 2)]
        elif asked["q"] in self._widespread and self.random.random() < _SECOND_PAGE / 0.35:
            asked["page"] = 2
        return asked

    def visit(self) -> dict[str, object]:
        """The arguments of a report's page, come to from a search for one of its words, or by a bare link."""
        if self.random.random() < 0.3:
            return {"report_id": self.random.choice(self._ids)}
        each = self.random.choice(self._sample)
        return {"report_id": each.id, "q": self.random.choice(each.words)}

    def _query(self, form: str) -> str:
        each = self.random.choice(self._sample)
        if form == "word":
            return self.random.choice(each.words)
        if form == "two words":
            return " ".join(self.random.choices(each.words, k=2))
        return f"“{self._phrase(each.lines)}”" if form == "phrase" else ""

    def _phrase(self, lines: Sequence[str]) -> str:
        line = self.random.choice(lines)
        start = self.random.randrange(max(1, len(line) - 4))
        return line[start : start + self.random.randint(4, 10)]


def _sampled(library: Library, report_id: str) -> _Sampled:
    text = library.report(report_id).report.text
    words = tuple(sorted(word for word in cut_words(text) if len(word) > 1 and all(map(_is_han, word))))
    lines = tuple(run for run in _runs(text) if len(run) >= 4)
    return _Sampled(report_id, words or ("报告",), lines or ("工作报告",))


def _runs(text: str) -> list[str]:
    """Stretches of Chinese characters, as people quote them."""
    return "".join(character if _is_han(character) else " " for character in text).split()


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
