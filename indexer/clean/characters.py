"""Characters that a report's author did not mean: doubled punctuation, and the reading of a character in brackets."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from indexer.fold import fold

DOUBLED: Final = re.compile(r"([，。、；：])\1++")
"""A mark struck twice. …… and —— are marks of two characters, and three stops are somebody's ellipsis."""
TWICE: Final = ("，，", "。。", "、、", "；；", "：：")

TONED: Final = "āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
LEADS: Final = frozenset(f"abcdefghijklmnopqrstuvwxyz{TONED}ɑɡ音读讀 \u3000\u00a0\t")
READING: Final = re.compile(
    rf"[（(](?=[a-z{TONED}ɑɡ音读讀\s])(?<=[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff].)\s*+(?:读?音|读作|讀?音|讀作)?[:：]?\s*+"
    rf"((?:[a-z{TONED}ɑɡ]{{1,8}}[1-4]?[\s'’]{{0,2}}+){{1,6}}+)[)）]"
)
_VOWELS: Final = "iong|iang|uang|ueng|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|üe|ve|a|o|e|i|u|ü|v"
SYLLABLES: Final = re.compile(
    rf"(?:f(?:ang|eng|ei|ou|an|en|a|o|u)|[bpm](?:ang|eng|ing|ian|iao|ai|ei|ao|ou|an|en|ie|iu|in|a|o|i|u)|me|"
    rf"(?:(?:[zcs]h|[dtnlgkhjqxrzcsyw])?(?:{_VOWELS})|ng|n|m))+"
)
"""汉语拼音方案 (1958), without tones; ɑ and ɡ are how dictionaries print a and g."""
FAMILIAR_END: Final = 0xD8A1
"""Where level 2 of GB/T 2312 begins: characters from there on, and those it lacks, are the ones whose reading is given."""


def mended(text: str) -> str:
    """A text without doubled punctuation and without readings in Latin letters: 邛（qióng）江 is 邛江."""
    if any(mark in text for mark in TWICE):
        text = DOUBLED.sub(_single, text)
    return READING.sub(_without_reading, text) if _may_hold_readings(text) else text


def _may_hold_readings(text: str) -> bool:
    """Whether any bracket opens upon what a reading begins with; brackets are found far faster so than by ``READING``."""
    for bracket in "（(":
        place = text.find(bracket)
        while place >= 0:
            if text[place + 1 : place + 2] in LEADS:
                return True
            place = text.find(bracket, place + 1)
    return False


def _single(marks: re.Match[str]) -> str:
    return marks[0] if marks[1] == "。" and len(marks[0]) > 2 else marks[1]


def _without_reading(found: re.Match[str]) -> str:
    """Nothing for a reading, the brackets as found for any other word: （GDP）, （app）, （ai）."""
    letters = found[1].replace("ɑ", "a").replace("ɡ", "g")
    plain = "".join(
        each for each in unicodedata.normalize("NFD", letters) if each.isalpha() and not unicodedata.combining(each)
    )
    if SYLLABLES.fullmatch(plain) is None:
        return found[0]
    # Without a tone it may be an English word; only a rare character is given its reading so.
    toned = any(each in TONED for each in letters)
    return "" if toned or _is_rare(found.string[found.start() - 1]) else found[0]


def _is_rare(character: str) -> bool:
    try:
        code = fold(character).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return int.from_bytes(code, "big") >= FAMILIAR_END
