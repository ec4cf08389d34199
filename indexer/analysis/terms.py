"""The terms that are counted: any string, with the wordings that stand for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.fold import fold
from indexer.messages import Message, said
from indexer.query import joined, quoted, read_loosely
from indexer.variants import expand

MAX_TERMS: Final = 12
LONGEST_TERM: Final = 100
"""Characters of a term as typed: it stands in every link of a page, and encoded, each weighs nine bytes."""
_QUOTES: Final = {"“": "”", '"': '"', "「": "」"}


@dataclass(frozen=True, slots=True)
class Term:
    """One term; its places are those of its strings."""

    typed: str
    """As it is shown: without quotation marks around it."""
    strings: tuple[str, ...]
    """Folded; the term itself and, where they are wanted, its other wordings. Of one that stands within another the engine makes one place."""

    quoted: str = field(default="", compare=False)
    """As it was typed with quotation marks around it, which leave other wordings out; "" where there were none."""

    @property
    def written(self) -> str:
        """What tells it from the other terms: with its quotation marks."""
        return self.quoted or self.typed

    @property
    def variants(self) -> tuple[str, ...]:
        return self.strings[1:]

    @property
    def query(self) -> str:
        """A query that finds the reports that hold the term, and no others."""
        strings = [quoted(string) for string in (self.typed, *self.variants)]
        return strings[0] if len(strings) == 1 else f"({' OR '.join(strings)})"

    def within(self, selected: SearchRequest, notes: Sequence[Message]) -> SearchRequest | None:
        """The search for those of some selected reports that hold the term, as ``within``."""
        return within(selected, notes, self.query)


def read_terms(typed: Sequence[str], *, variants: bool) -> tuple[Term, ...]:
    """Terms as a person gave them, each once. A term is a string, whatever a dictionary would make of it.

    With ``variants`` other regional wordings count for it, unless it is quoted. Raises QueryError for none, too many,
    one that is empty or too long.
    """
    terms: dict[tuple[str, ...], Term] = {}
    for given in typed:
        # As in compile_query: no text holds a lone surrogate.
        text = given.strip().encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if problem := too_long(text):
            raise QueryError(problem)
        exact = len(text) > 2 and _QUOTES.get(text[0]) == text[-1]
        shown = text[1:-1] if exact else text
        if not shown.strip():
            raise QueryError(said("请给出要统计的词语；它不能是空的。"))
        string = fold(shown)
        others = expand(string) if variants and not exact else ()
        terms.setdefault((string, *others), Term(shown, (string, *others), text if exact else ""))
    if not terms:
        raise QueryError(said("请给出要统计的词语。"))
    if problem := too_many(len(terms)):
        raise QueryError(problem)
    return tuple(terms.values())


def too_long(term: str) -> Message | None:
    """What to say of a term that is longer than ``LONGEST_TERM``; None for any other."""
    if len(term) <= LONGEST_TERM:
        return None
    return said(
        "一个词语最多 %(most)s 个字符，收到了 %(count)s 个。更长的语句请用检索。",
        most=LONGEST_TERM,
        count=f"{len(term):,}",
    )


def too_many(count: int) -> Message | None:
    """What to say of so many terms at a time; None where they are no more than ``MAX_TERMS``."""
    if count <= MAX_TERMS:
        return None
    return said("一次最多统计 %(most)s 个词语，收到了 %(count)s 个。", most=MAX_TERMS, count=count)


def within(selected: SearchRequest, notes: Sequence[Message], query: str) -> SearchRequest | None:
    """The search for those of some selected reports that a term's query finds. ``notes`` are those on how the selection was
    read: None where its own query was relaxed, of which no search can be made."""
    both = None if read_loosely(notes) else joined(selected.query, query)
    return None if both is None else replace(selected, query=both)
