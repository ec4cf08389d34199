"""What compiling a query needs to know, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from whoosh import query as whoosh_query

from indexer.messages import Message


@dataclass(frozen=True, slots=True)
class Language:
    """What the compiler must know of Chinese; all of it takes and gives folded text."""

    words: Callable[[str], Sequence[str]]
    """Text → its base words."""
    expand: Callable[[str], tuple[str, ...]]
    """Term → its other regional wordings, without itself."""
    stop_words: frozenset[str]
    known: Callable[[str], bool] = lambda word: True
    """Whether a word stands in the dictionary, rather than being guessed from its characters."""


@dataclass(frozen=True, slots=True)
class Group:
    """One term's strings, for marking and counting: any of ``exact``; where none stands, all of ``words``."""

    exact: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def telling(self) -> tuple[str, ...]:
        """The words to mark and count: single characters (市 in 市人民政府) only when there is nothing longer."""
        return tuple(word for word in self.words if len(word) > 1) or self.words


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to answer; the next one is tried when this one finds nothing in the whole index."""

    mode: str
    tree: whoosh_query.Query
    groups: tuple[Group, ...]
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    attempts: tuple[Attempt, ...]
    """At least one; strictest first."""
    terms: tuple[str, ...]
    """The terms as typed, quoted ones in “ ”."""
    variants: Mapping[str, tuple[str, ...]]
    notes: tuple[Message, ...]
    suggestions: tuple[tuple[Message, str], ...]
    """(label, query) pairs: other readings a reader may have meant."""
    reading: str
    """The query as it was read, in words."""
