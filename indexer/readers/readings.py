"""The reading of a character in brackets, in Latin letters: 邛（qióng）江, 政協(xié)第五屆委員會(huì).

Authors give it for rare characters. Pages turned into traditional script by a program give it for every character that the
program changed, in the middle of names and titles: so it goes before anything else looks at a text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from indexer.fold import fold

TONED: Final = "āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
LEADS: Final = frozenset(f"abcdefghijklmnopqrstuvwxyz{TONED}ɑɡ音读讀 \u3000\u00a0\t")
_BLANK: Final = r"[ \t\u3000\xa0]"
READING: Final = re.compile(
    rf"[（(［\[〔【](?=[a-z{TONED}ɑɡ音读讀 \t\u3000\xa0])(?<=[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff].){_BLANK}*+(?:读?音|读作|讀?音|讀作)?[:：]?{_BLANK}*+"
    rf"((?:[a-z{TONED}ɑɡ]{{1,8}}[1-4]?(?:{_BLANK}|['’]){{0,2}}+){{1,6}}+)[)）］\]〕】]"
)
_VOWELS: Final = "iong|iang|uang|ueng|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|üe|ve|a|o|e|i|u|ü|v"
ONE_SYLLABLE: Final = re.compile(
    rf"(?:f(?:ang|eng|ei|ou|an|en|a|o|u)|[bpm](?:ang|eng|ing|ian|iao|ai|ei|ao|ou|an|en|ie|iu|in|a|o|i|u)|me|"
    rf"(?:(?:[zcs]h|[dtnlgkhjqxrzcsyw])?(?:{_VOWELS})|ng|n|m))"
)
SYLLABLES: Final = re.compile(f"(?:{ONE_SYLLABLE.pattern})+")
"""汉语拼音方案 (1958), without tones; ɑ and ɡ are how dictionaries print a and g."""
BRACKETS: Final = "（(［[〔【"
TONE_IN_DIGITS: Final = re.compile(r"(?:[a-z]{2,6}[1-4]\s?)+")
"""xun1, chong2 qing4."""
FEWEST: Final = 3
"""Readings without tones after traditional characters from which on a program put them there."""
FAMILIAR_END: Final = 0xD8A1
"""Where level 2 of GB/T 2312 begins: characters from there on, and those it lacks, are the ones whose reading is given."""


def without_readings(text: str) -> str:
    """A text without readings in Latin letters; its lines stay as they are."""
    if not _may_hold_readings(text):
        return text
    found = list(READING.finditer(text))
    changed = [each for each in found if _is_of_a_changed_one(each)]
    gone = {each.start() for each in found if _is_reading(each)}
    if len(changed) >= FEWEST:
        gone.update(each.start() for each in changed)
    return READING.sub(lambda each: "" if each.start() in gone else each[0], text) if gone else text


def _may_hold_readings(text: str) -> bool:
    """Whether any bracket opens upon what a reading begins with; brackets are found far faster so than by ``READING``."""
    for bracket in BRACKETS:
        place = text.find(bracket)
        while place >= 0:
            if text[place + 1 : place + 2] in LEADS:
                return True
            place = text.find(bracket, place + 1)
    return False


def _plain(found: re.Match[str]) -> str:
    """The letters in the brackets, without tones."""
    letters = found[1].replace("ɑ", "a").replace("ɡ", "g")
    return "".join(
        each for each in unicodedata.normalize("NFD", letters) if each.isalpha() and not unicodedata.combining(each)
    )


def _is_reading(found: re.Match[str]) -> bool:
    """Whether it is a reading by its form, not any other word: （GDP）, （app）, （ai）."""
    if SYLLABLES.fullmatch(_plain(found)) is None:
        return False
    if any(each in TONED for each in found[1]) or TONE_IN_DIGITS.fullmatch(found[1]) is not None:
        return True
    # Without a tone it may be an English word; only a rare character is given its reading so.
    return found[0][0] in "（(" and _is_rare(found.string[found.start() - 1])


def _is_of_a_changed_one(found: re.Match[str]) -> bool:
    """One syllable after a traditional character, as programs write it: 會(hui)."""
    character = found.string[found.start() - 1]
    return fold(character) != character and ONE_SYLLABLE.fullmatch(_plain(found)) is not None


def _is_rare(character: str) -> bool:
    try:
        code = fold(character).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return int.from_bytes(code, "big") >= FAMILIAR_END
