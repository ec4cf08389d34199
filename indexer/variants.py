"""Other regions' wordings of a query: 信息 is 資訊 in Taiwan, 水平 is 水準.

Texts are evidence and stay as they are; it is the query that is widened, from a table of our own (data/variants.tsv),
and the reader is told. All forms are in folded characters, since texts and queries are folded before they meet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations, islice, product
from typing import Final

_INTERCHANGEABLE: Final = "="
_ONE_WAY: Final = ">"
_GUARD: Final = "!"
_WORDINGS_REPLACED: Final = 6
"""Of a longer term only the first wordings are replaced, so that the combinations stay few."""


def _rows() -> Iterator[tuple[str, list[str]]]:
    """(sign, forms) of each row. Raises ValueError for one that cannot be read."""
    text = files("indexer.data").joinpath("variants.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        sign, *forms = line.split("\t")
        if sign not in (_INTERCHANGEABLE, _ONE_WAY, _GUARD) or len(forms) < (1 if sign == _GUARD else 2):
            raise ValueError(f"variants.tsv: {line!r} is no row of the table; begin it with =, > or ! and its forms")
        yield sign, forms


def _read_table() -> dict[str, tuple[str, ...]]:
    """Form → its other wordings; a guard has none. Raises ValueError for a form that stands in two rows."""
    table: dict[str, tuple[str, ...]] = {}
    for sign, forms in _rows():
        for form in forms if sign == _INTERCHANGEABLE else forms[:1]:
            if form in table:
                raise ValueError(f"variants.tsv: {form} stands in two rows; make them one")
            table[form] = () if sign == _GUARD else tuple(other for other in forms if other != form)
    return table


_TABLE: Final = _read_table()
_LONGEST: Final = max(map(len, _TABLE))
_FIRST: Final = {form: forms[0] for sign, forms in _rows() if sign == _INTERCHANGEABLE for form in forms}
"""Form → the first one of its row. What finds another form one way only does not stand for the same."""


def _beginnings() -> dict[str, tuple[int, ...]]:
    """First two characters of the listed forms → the lengths of these, the longest first."""
    lengths: dict[str, set[int]] = {}
    for form in _TABLE:
        lengths.setdefault(form[:2], set()).add(len(form))
    return {beginning: tuple(sorted(found, reverse=True)) for beginning, found in lengths.items()}


_LENGTHS: Final = _beginnings()
_FIRST_CHARACTER: Final = re.compile(f"[{re.escape(''.join(sorted({form[0] for form in _TABLE})))}]")

VARIANTS_VERSION: Final = hashlib.sha256(repr(sorted(_TABLE.items())).encode()).hexdigest()[:12]
"""12 hexadecimal digits that change with the table."""


def expand(term: str, limit: int = 8) -> tuple[str, ...]:
    """The other wordings of a folded term, at most ``limit`` of them, itself not among them.

    Listed forms are looked for from left to right, the longest first, without overlap. Terms with all of their forms
    replaced come first, since a text keeps to one region's words. A wording that holds the term, or another one that is
    given, would find nothing more and is left out.
    """
    pieces = _pieces(term)
    wordings: list[str] = []
    for wording in islice(_replaced(pieces), 4 * max(limit, 0)):
        if len(wordings) >= limit:
            break
        if not any(known in wording for known in (term, *wordings)):
            wordings = [known for known in wordings if wording not in known]
            wordings.append(wording)
    return tuple(wordings)


def each_listed(text: str) -> Iterator[tuple[int, int, str]]:
    """[start, end) of every listed form that stands in a folded text, from left to right, the longest first, without overlap;
    and the form that stands for its whole row: 信息 for 资讯, itself for one that has no equals."""
    done = 0
    for found in _FIRST_CHARACTER.finditer(text):
        start = found.start()
        if start < done:
            continue
        for length in _LENGTHS.get(text[start : start + 2], ()):
            form = text[start : start + length]
            if form in _TABLE:
                done = start + len(form)  # at the end of the text the slice is shorter
                yield start, done, _FIRST.get(form, form)
                break


def one_wording(text: str) -> str:
    """A folded text in which one form stands for all of its row: 社情民意资讯 and 社情民意信息 are the same in it.

    For comparing and counting, never for showing: it may be shorter or longer than the text.
    """
    pieces: list[str] = []
    done = 0
    for start, end, form in each_listed(text):
        pieces += (text[done:start], form)
        done = end
    return "".join((*pieces, text[done:])) if pieces else text


def _pieces(term: str) -> list[tuple[str, ...]]:
    """The term cut into pieces, each with its other wordings behind it."""
    pieces: list[tuple[str, ...]] = []
    start = 0
    while start < len(term):
        form = _form_at(term, start) or term[start]
        pieces.append((form, *_TABLE.get(form, ())))
        start += len(form)
    return pieces


def _form_at(term: str, start: int) -> str | None:
    for length in range(min(_LONGEST, len(term) - start), 1, -1):
        if (form := term[start : start + length]) in _TABLE:
            return form
    return None


def _replaced(pieces: list[tuple[str, ...]]) -> Iterator[str]:
    """Every text with one or more pieces replaced, those with the most replaced first."""
    places = [place for place, piece in enumerate(pieces) if len(piece) > 1][:_WORDINGS_REPLACED]
    for count in range(len(places), 0, -1):
        for chosen in combinations(places, count):
            choices = (piece[1:] if place in chosen else piece[:1] for place, piece in enumerate(pieces))
            yield from map("".join, product(*choices))
