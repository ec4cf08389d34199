"""What is being typed → suggestions: words, organizations and titles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from indexer.answers import Suggestion
from indexer.fold import fold
from indexer.suggest.compounds import continued
from indexer.suggest.names import Organizations, Titles
from indexer.suggest.words import Words

MOST: Final = 50
"""Suggestions that can be asked for at once."""
MOST_TYPED: Final = 100
"""Characters; what is longer is no longer being looked for by its beginning."""
_EACH: Final = 3
"""Organizations, and titles, where there are words enough."""
_LAST: Final = re.compile(r"[^\s、|()（）｜\"“”「」『』：:，,；;＂　]+$")
_SIGNS_BEFORE: Final = "-－‘'"
_OPENING: Final = {"“": "”", "「": "」", "『": "』"}
_QUOTED: Final = re.compile(r"([\\\"“”‘’「」『』])")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text being typed, taken apart."""

    before: str
    """As typed, up to the last word: what a suggestion leaves as it is."""
    last: str
    """The word being typed, folded; empty behind a space."""
    words: tuple[str, ...]
    """The words before it, folded."""


def take_apart(text: str) -> Typed:
    """Operators, quotes and fields before the last word are kept as they are."""
    found = _LAST.search(text)
    last = found[0].lstrip(_SIGNS_BEFORE) if found else ""
    before = text[: len(text) - len(last)]
    return Typed(before, fold(last), tuple(fold(before).split()))


def complete(
    text: str,
    organizations: Organizations,
    titles: Titles,
    words: Words | None,
    stands: Callable[[str], int],
    limit: int,
) -> tuple[Suggestion, ...]:
    """At most ``limit`` suggestions: words, then organizations, then titles. Without ``words``, of the latter two.

    ``stands`` says in how many reports a folded string stands.
    """
    if len(text) > MOST_TYPED:
        return ()
    typed = take_apart(text)
    found_words = words.completing(typed.last, limit) if words is not None else []
    found_organizations = organizations.holding(typed.last, limit)
    if words is not None and not found_words and not found_organizations:
        found_words = continued(typed.last, words, stands, limit)
    found_titles = titles.holding(_wanted_in_titles(typed, found_words), limit)
    numbers = _shares(limit, len(found_words), len(found_organizations), len(found_titles))
    suggestions = [
        *(
            Suggestion("word", word, typed.before + word + _closing(typed.before), count)
            for word, count in found_words[: numbers[0]]
        ),
        *(
            Suggestion("organization", name, typed.before.strip(), count, name)
            for name, count in found_organizations[: numbers[1]]
        ),
        *(Suggestion("title", title, title_query(title), count) for title, count in found_titles[: numbers[2]]),
    ]
    # A word can be the name of an organization; it is then offered as that.
    named = {fold(each.text) for each in suggestions if each.kind == "organization"}
    return tuple(each for each in suggestions if each.kind != "word" or each.text not in named)


def title_query(title: str) -> str:
    """The query that finds the reports of exactly this title."""
    return f"标题:“{_QUOTED.sub(lambda found: chr(92) + found[0], title)}”"


def _wanted_in_titles(typed: Typed, found: list[tuple[str, int]]) -> tuple[str, ...]:
    """The words that a title has to hold; for one in pinyin the word that is likeliest meant."""
    last = typed.last
    if found and last.isascii() and last.isalpha() and not found[0][0].startswith(last):
        last = found[0][0] if len(last) > 1 else ""
    return tuple(word for word in (*typed.words, last) if word)


def _shares(limit: int, words: int, organizations: int, titles: int) -> tuple[int, int, int]:
    """How many of each: some organizations and titles, the rest words; what one kind leaves, the others get."""
    shown_organizations, shown_titles = min(organizations, _EACH), min(titles, _EACH)
    shown_words = min(words, max(limit - shown_organizations - shown_titles, limit // 3))
    left = max(0, limit - shown_words - shown_organizations - shown_titles)
    more = min(titles - shown_titles, left)
    shown_organizations += min(organizations - shown_organizations, left - more)
    shown_organizations = min(shown_organizations, limit - shown_words)
    return shown_words, shown_organizations, min(shown_titles + more, limit - shown_words - shown_organizations)


def _closing(before: str) -> str:
    """The quote that a word typed behind an opening one still wants."""
    return _OPENING.get(before[-1:], "")
