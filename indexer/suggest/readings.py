"""How words are read: pinyin without tones, a syllable a character. Only suggestions and corrections know it; texts are
never matched by it.

A word that pypinyin's table of phrases knows has the reading that stands there (重庆 is chong qing); any other may be read
as its parts are, and with the second common reading of any one of its characters, since nobody has said which is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

Reading = tuple[str, ...]
"""A syllable for each character; a letter or digit is its own."""

MOST_READINGS: Final = 4
"""Of one word."""
_COMMON: Final = 2
"""So many readings of a character are common; pypinyin lists them by how common they are, archaic ones at the end."""
_BROAD: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
"""Initials that many speakers do not tell apart, and what they are all taken for; nasal finals besides."""


class Readings:
    """Readings of words. What had to be looked up in phrases is remembered, for the next commit has mostly the same words."""

    def __init__(self) -> None:
        self._phrases: dict[str, Reading] = {}

    def of(self, word: str, *, remember: bool = False) -> list[Reading]:
        """The readings of a folded word, the likeliest first; at least one and at most ``MOST_READINGS``.

        What people type is not to be remembered, or else they could fill the memory.
        """
        each_read = [syllables(character) for character in word]
        first = tuple(each[0] for each in each_read)
        if max(map(len, each_read), default=1) < _COMMON or len(word) < 2:
            return [first]
        found = self._phrases.get(word)
        if found is None:
            found = _phrase(word) or first
            if remember:
                self._phrases[word] = found
        if word in _known():
            return [found]
        others = (
            (*found[:place], other, *found[place + 1 :])
            for place, each in enumerate(each_read)
            for other in each
            if len(each) > 1 and other != found[place]
        )
        return list(dict.fromkeys((found, *others)))[:MOST_READINGS]

    def keep(self, words: Iterable[str]) -> None:
        """Forget all words but these."""
        self._phrases = {word: self._phrases[word] for word in words if word in self._phrases}


def initials(reading: Reading) -> str:
    """zheng xie → zx."""
    return "".join(syllable[0] for syllable in reading)


def sound(reading: Reading) -> str:
    """What a reading has in common with those it is often taken for."""
    return "".join(map(broad, reading))


@lru_cache(4096)
def broad(syllable: str) -> str:
    """What a syllable has in common with those it is often taken for: zheng and zen, ming and min."""
    for narrow, wide in _BROAD:
        if syllable.startswith(narrow):
            syllable = wide + syllable[len(narrow) :]
            break
    return syllable[:-1] if syllable.endswith("ng") and syllable[-3:-2] in ("a", "e", "i") else syllable


@lru_cache(1 << 16)
def syllables(character: str) -> tuple[str, ...]:
    """The common readings of a character, the commonest first; the character itself where it has none."""
    from pypinyin import Style, pinyin

    [found] = pinyin(character, style=Style.NORMAL, heteronym=True) or [[character]]
    readings = tuple(dict.fromkeys(each for each in found if each.isascii() and each.isalpha()))
    return readings[:_COMMON] if not character.isascii() and readings else (character,)


@cache
def _known() -> Mapping[str, object]:
    """The phrases of which pypinyin knows the reading."""
    from pypinyin.phrases_dict import phrases_dict

    return phrases_dict


@cache
def _reader() -> Callable[..., list[str]]:
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def _phrase(word: str) -> Reading | None:
    """The reading of a word by the phrases in it; None where it does not come out as a syllable for each character."""
    found = _reader()(word, errors=list)
    return tuple(found) if len(found) == len(word) and all(map(str.isalnum, found)) else None
