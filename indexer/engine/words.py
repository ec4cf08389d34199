"""What an engine takes in of a report beside the report itself: its words, counted, and the sketch of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.sketch import EMPTY, Sketch


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of a report, folded, with how often each stands in it, and a sketch of its text. A sequence of words will do,
    repeats and all."""

    words: Mapping[str, int] | Sequence[str]
    """Base words of the text."""
    sub_words: Mapping[str, int] | Sequence[str]
    """What search mode adds inside longer words; apart, so that counts of words can leave the invented ones out."""
    title_words: Mapping[str, int] | Sequence[str]
    heading_words: Mapping[str, int] | Sequence[str] = ()
    sketch: Sketch = EMPTY
    """What copies of the text are recognised by; without one a report is no other's copy."""


class SubWords(Mapping[str, int]):
    """The sub-words of some words, counted only when asked for: an engine may rather keep what stands inside a word once
    than count it in every report."""

    __slots__ = ("_counted", "inside", "words")

    def __init__(self, words: Mapping[str, int], inside: Callable[[str], Sequence[str]]) -> None:
        """``inside`` gives the sub-words of one word, each as often as it stands there."""
        self.words = words
        self.inside = inside
        self._counted: dict[str, int] | None = None

    def _all(self) -> dict[str, int]:
        if self._counted is None:
            counted: dict[str, int] = {}
            for word, count in self.words.items():
                for sub_word in self.inside(word):
                    counted[sub_word] = counted.get(sub_word, 0) + count
            self._counted = counted
        return self._counted

    def __getitem__(self, word: str) -> int:
        return self._all()[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __reduce__(self) -> tuple[object, ...]:
        return dict, (self._all(),)  # the segmenter stays behind
