"""A user's own dictionary: read, checked, and each word given a count from which it is cut whole."""

from __future__ import annotations

import re
from math import exp, inf, log
from pathlib import Path
from typing import Final

from indexer.errors import SegmentationError
from indexer.fold import fold
from indexer.segment import frequencies, is_word

_DICTIONARY_LINES: Final = 1_000_000
_DICTIONARY_BYTES: Final = 1 << 26
_LONGEST_ENTRY: Final = 64
_LEAST_COUNT: Final = 30
"""What a word without a count gets at least; the same as our own words (data/userwords.tsv)."""
_LARGEST_COUNT: Final = 1_000_000_000
"""The counts of a million such entries can still be added up without loss in floating point, which jieba works in."""

_CUTTABLE: Final = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")
"""What words can be made of: jieba cuts at every other character whatever its dictionary holds."""
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def read_dictionary(path: Path) -> tuple[tuple[str, int], ...]:
    """A user's dictionary: (folded word, count), sorted by word; equal content gives an equal result.

    The file is UTF-8 or GB18030. A line is a word and, if wanted, a count and a part of speech, which is ignored, with
    blanks or tabs between them; empty lines and those that begin with # are skipped. A word without a count gets one
    from which it is cut whole. Of a word that comes twice the larger count holds.

    Raises SegmentationError for the first thing that is wrong, with its line.
    """
    given: dict[str, int] = {}
    without: set[str] = set()
    for number, line in enumerate(_dictionary_lines(path), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            word, count = _entry(line)
        except ValueError as error:
            raise SegmentationError(f"{_shown(path)}, line {number}: {error}") from None
        if count is None:
            without.add(word)
        else:
            given[word] = max(given.get(word, 0), count)
    if without:
        _add_sufficient(given, without)
    return tuple(sorted(given.items()))


def _dictionary_lines(path: Path) -> list[str]:
    """The lines of a user's dictionary without the blanks around them. Raises SegmentationError."""
    name = _shown(path)
    limit = (
        f"a dictionary may have {_DICTIONARY_LINES:,} lines and {_DICTIONARY_BYTES >> 20} MB; leave out what is rare"
    )
    try:
        if not path.is_file():
            raise SegmentationError(f"{name} is not a file; name a text file with one word a line")
        if path.stat().st_size > _DICTIONARY_BYTES:
            raise SegmentationError(f"{name} is too large: {limit}")
        content = path.read_bytes()
    except OSError as error:
        raise SegmentationError(f"{name} cannot be read ({error.strerror}); check that it is readable") from error
    lines = _decoded(content, name).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) - (not lines[-1]) > _DICTIONARY_LINES:
        raise SegmentationError(f"{name}, line {_DICTIONARY_LINES + 1}: {limit}")
    return [line.strip() for line in lines]


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A slip in UTF-8 must not turn the whole file into GB18030, in which nearly all bytes mean something.
        replaced = content.decode("utf-8", "replace")
        slips, message = error, "not UTF-8 like the rest; correct or remove it"
        if len(_CHINESE.findall(replaced)) <= replaced.count("\ufffd"):
            try:
                return content.decode("gb18030")
            except UnicodeDecodeError as again:
                slips, message = again, "neither UTF-8 nor GB18030; save the file as UTF-8"
        number = content.count(b"\n", 0, slips.start) + 1
        raise SegmentationError(f"{name}, line {number}: {message}") from None


def _entry(line: str) -> tuple[str, int | None]:
    """The folded word of a line, and its count if it has one. Raises ValueError with what is wrong and what to do."""
    typed, *more = re.split("[ \t]+", line)
    shown = typed if len(typed) <= 20 else typed[:20] + "…"
    if len(more) > 2:
        raise ValueError(f"{shown!r} is followed by {len(more)} columns; write a word, a count and a part of speech")
    if len(typed) > _LONGEST_ENTRY:
        raise ValueError(f"{shown!r} has {len(typed)} characters; a word may have {_LONGEST_ENTRY}, take the line out")
    word = fold(typed)
    if any(character.isspace() for character in word):
        raise ValueError(f"{shown!r} holds a blank; write one word a line, without blanks")
    if not is_word(word):
        raise ValueError(f"{shown!r} has no letter; take the line out, or begin it with # if it is a comment")
    if not _CUTTABLE.fullmatch(word):
        foreign = _CUTTABLE.sub("", word)[0]
        raise ValueError(f"{shown!r} holds {foreign!r}, at which texts are always cut; enter the parts, or take it out")
    if not more:
        return word, None
    count = more[0]
    if not (count.isascii() and count.isdigit() and len(count) <= 12 and 0 < int(count) <= _LARGEST_COUNT):
        raise ValueError(
            f"the count of {shown!r} is {count[:20]!r}; write a whole number from 1 to {_LARGEST_COUNT:,}, or none"
        )
    return word, int(count)


def _add_sufficient(given: dict[str, int], without: set[str]) -> None:
    """Give each word a count from which it is cut whole: one more than what its likeliest pieces amount to together.

    That is jieba's own measure (``suggest_freq``): pieces of counts a, b … are as likely as one word of the count
    a · b … / total^(pieces − 1). No word gets less than our own words have.
    """
    counts = frequencies(given.items())
    # Words that are added only make the total larger, and pieces less likely.
    log_total = log(sum(counts.values()))
    # Pieces are shorter than what they are pieces of: theirs are settled when its turn comes.
    for word in sorted(without, key=lambda word: (len(word), word)):
        pieces = _likelihood_in_pieces(word, counts, log_total)
        # A billionth more than computed, for what rounding took away.
        sufficient = int(exp(pieces + log_total) * (1 + 1e-9)) + 1
        counts[word] = given[word] = max(counts.get(word, 0), sufficient, _LEAST_COUNT)


def _likelihood_in_pieces(word: str, counts: dict[str, int], log_total: float) -> float:
    """The logarithm of the likelihood of the best way to cut a word up; minus infinity for a single character."""
    size = len(word)
    # What is best up to each place.
    best = [0.0] + [-inf] * size
    for start in range(size):
        so_far = best[start] - log_total
        # A character that is no word counts like one that was seen once.
        for end in range(start + 1, size + (start > 0)):
            count = counts.get(word[start:end]) or (end == start + 1)
            if count and (likelihood := so_far + log(count)) > best[end]:
                best[end] = likelihood
    return best[size]


def _shown(path: Path) -> str:
    """A path for a message of one line."""
    return str(path).replace("\n", " ")
