"""The right answers by brute force: every report is looked at for every question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from indexer.fold import fold
from tests.bench.queries import Question
from tests.bench.texts import Document
from tests.bench.words import cut_words

Matching = list[frozenset[int]]
"""For each question the numbers of the reports that answer it."""


@dataclass(slots=True)
class _Known:
    """What the questions ask of texts and titles, looked up once for every different text."""

    words: frozenset[str]
    title_words: frozenset[str]
    strings: tuple[str, ...]
    texts: dict[str, frozenset[str]] = field(default_factory=dict)
    titles: dict[str, frozenset[str]] = field(default_factory=dict)

    def in_text(self, text: str) -> frozenset[str]:
        """The asked words and (marked by a leading quote) strings of a text."""
        if text not in self.texts:
            folded = fold(text)
            words = self.words.intersection(cut_words(text)) if self.words else frozenset()
            self.texts[text] = words | {f"“{string}" for string in self.strings if string in folded}
        return self.texts[text]

    def in_title(self, title: str) -> frozenset[str]:
        if title not in self.titles:
            self.titles[title] = self.title_words.intersection(cut_words(title))
        return self.titles[title]


def matching(questions: Sequence[Question], documents: Iterable[Document]) -> Matching:
    """The reports that answer each question."""
    known = _Known(
        words=frozenset(word for question in questions for word in question.words),
        title_words=frozenset(word for question in questions for word in question.title),
        strings=tuple({fold(question.exact) for question in questions if question.exact}),
    )
    tests = [_test(question) for question in questions]
    found: list[set[int]] = [set() for _ in questions]
    for document in documents:
        in_text, in_title = known.in_text(document.text), known.in_title(document.title)
        for test, numbers in zip(tests, found, strict=True):
            if test(in_text, in_title, document.year):
                numbers.add(document.number)
    return [frozenset(numbers) for numbers in found]


def _test(question: Question) -> Callable[[frozenset[str], frozenset[str], int | None], bool]:
    needed = {*question.required, *([f"“{fold(question.exact)}"] if question.exact else [])}
    title, any_of, excluded = set(question.title), set(question.any_of), set(question.excluded)

    def holds(in_text: frozenset[str], in_title: frozenset[str], year: int | None) -> bool:
        return (
            needed <= in_text
            and title <= in_title
            and (not any_of or not any_of.isdisjoint(in_text))
            and excluded.isdisjoint(in_text)
            and (question.years is None or (year is not None and question.years[0] <= year <= question.years[1]))
        )

    return holds
