"""Links that say of which state of the index they were made, with the numbers of then where these are few enough, and pages that
tell what has changed since."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final
from zlib import DEFLATED, MAX_WBITS, compressobj, decompressobj, error

import msgspec
from werkzeug.datastructures import MultiDict

from indexer.analysis.tables import Cell, Changed, Table, changed_rows
from indexer.labels import CODES
from indexer.messages import said
from web.language import gettext, ngettext
from web.links import written
from web.params import BadArgument
from web.shelf import library

ARGUMENT: Final = "seen"
NUMBERS: Final = "numbers_then"
MOST: Final = 1800
"""Characters of numbers that a link carries: with what else it says it stays near 2,000, which everything takes that takes links."""
_MOST_ROWS: Final = 1000
"""More would hardly be short enough, whatever they hold."""
_MOST_BYTES: Final = 100_000
"""Of numbers unpacked: what somebody makes up must not fill the memory."""
_NAMED: Final = 12
"""Rows that are named with what changed in them."""
_NO_NUMBERS: Final = frozenset({"offset", "typed", "more_in"})
"""Columns of whole numbers that count nothing."""
_SEEN: Final = re.compile(r"([0-9a-f]{32})-(\d{1,12})-(\d{1,15})")
_Columns = list[list[str | int | float | None]]


@dataclass(frozen=True, slots=True)
class Held:
    """A state of the index: its fingerprint, and how much it held."""

    fingerprint: str
    reports: int
    characters: int

    def written(self) -> str:
        return f"{self.fingerprint}-{self.reports}-{self.characters}"


def held() -> Held:
    """What the index holds now."""
    info = library().info()
    return Held(info.fingerprint, info.reports, info.characters)


def fixed(url: str, now: Held, numbers: Table | None = None) -> str:
    """A page's URL that says what the index held when it was made, and what the page showed."""
    joint = "" if url.endswith("?") else "&" if "?" in url else "?"
    packed = _packed(_counts(numbers)) if numbers and len(list(numbers.rows)) <= _MOST_ROWS else ""
    shown = ((NUMBERS, packed),) if 0 < len(packed) <= MOST else ()
    return f"{url}{joint}{written((ARGUMENT, now.written()), *shown)}"


def note(arguments: MultiDict[str, str], now: Held, numbers: Table | None = None) -> str:
    """What has changed since a link was made, in the page's language; empty where the link does not say when.

    ``numbers`` are those of now. Raises BadArgument for what no link of ours says.
    """
    given = arguments.get(ARGUMENT, "")
    if not given:
        return ""
    found = _SEEN.fullmatch(given)
    if found is None:
        raise _refused(ARGUMENT)
    then = Held(found[1], int(found[2]), int(found[3]))
    columns = _unpacked(arguments.get(NUMBERS, ""))
    if then.fingerprint == now.fingerprint:
        return gettext("索引与固定链接生成时相同。")
    sizes = gettext(
        "固定链接生成以后索引有变化：当时 %(reports)s 份报告、%(characters)s 字，现在 %(now)s 份、%(length)s 字；下面是现在的数字。",
        reports=f"{then.reports:,}",
        characters=f"{then.characters:,}",
        now=f"{now.reports:,}",
        length=f"{now.characters:,}",
    )
    return gettext("%(sizes)s%(changes)s", sizes=sizes, changes=_compared(columns, numbers))


def _compared(columns: _Columns, numbers: Table | None) -> str:
    """Which of the numbers that a link carries are others now."""
    names = [str(name) for name in columns[0]] if columns else []
    if numbers is None or not {*numbers.keys} <= {*names} <= {name for name, _ in numbers.columns}:
        return gettext(
            "固定链接没有记下当时的数字：哪些变了，由当时存下的“可核对的文件”和命令 zhengxie recount 逐个列出。"
        )
    now = _only(numbers, names)
    then = replace(now, rows=list(zip(*columns[1:], strict=True)))
    changed = changed_rows(then, now)
    if not changed:
        return gettext("固定链接记下的各个数字都没有变。")
    shown = gettext("；").join(_row(each, now) for each in changed[:_NAMED])
    more = len(changed) - _NAMED
    others = ngettext("；另有 %(count)s 行", "；另有 %(count)s 行", more) if more > 0 else ""
    return gettext("与固定链接记下的数字相比，有变化的是：%(rows)s%(others)s。", rows=shown, others=others)


def _row(changed: Changed, table: Table) -> str:
    """A row by its keys, with its numbers then and now where they differ."""
    unsaid = {*_NO_NUMBERS, *(table.values if changed.before and changed.after else ())}
    named = zip(changed.key, table.keys, strict=True)
    keys = [_word(str(cell), name) for cell, name in named if cell not in ("", None) and name not in unsaid]
    about = " ".join(key for key, _ in groupby(keys))  # the ends of a range are alike where a number is exact
    if changed.before is None:
        return gettext("%(row)s（当时没有）", row=about)
    if changed.after is None:
        return gettext("%(row)s（现在没有）", row=about)
    pairs = zip(table.columns, changed.before, changed.after, strict=True)
    differing = [
        f"{gettext(label)} {_number(was, name)}→{_number(became, name)}"
        for (name, label), was, became in pairs
        if was != became
    ]
    return gettext("%(row)s：%(numbers)s", row=about, numbers=gettext("、").join(differing))


def _number(cell: Cell, name: str) -> str:
    return f"{cell:,}" if isinstance(cell, int) else "–" if cell is None else _word(str(cell), name)


def _word(cell: str, name: str) -> str:
    """A cell of text; codes are said in words."""
    known = CODES.get(name, {})
    return gettext(known[cell]) if cell in known else cell


# --------------------------------------------------------------------------------------- numbers in a link


def _counts(table: Table) -> Table:
    """Only what a row is about, and its whole numbers: rates follow from these."""
    rows = list(table.rows)
    counting = [
        name
        for place, (name, _) in enumerate(table.columns)
        if name in table.keys
        or (name not in _NO_NUMBERS and all(row[place] is None or isinstance(row[place], int) for row in rows))
    ]
    return _only(table, counting)


def _only(table: Table, names: Sequence[str]) -> Table:
    """Some columns of a table, in the order of ``names``."""
    known = [name for name, _ in table.columns]
    places = [known.index(name) for name in names]
    columns = tuple(table.columns[place] for place in places)
    return replace(table, columns=columns, rows=[tuple(row[place] for place in places) for row in table.rows])


def _packed(table: Table) -> str:
    """Column by column, which has like things beside each other; deflated (RFC 1951), in base64url (RFC 4648)."""
    rows = list(table.rows)
    columns = [[row[place] for row in rows] for place in range(len(table.columns))]
    deflater = compressobj(9, DEFLATED, -MAX_WBITS)
    content = deflater.compress(msgspec.json.encode([[name for name, _ in table.columns], *columns]))
    return urlsafe_b64encode(content + deflater.flush()).decode().rstrip("=")


def _unpacked(given: str) -> _Columns:
    """The names of the columns, then the columns; nothing where a link carries none. Raises BadArgument."""
    if not given:
        return []
    inflater = decompressobj(-MAX_WBITS)
    try:
        content = urlsafe_b64decode(f"{given}{'=' * (-len(given) % 4)}") if len(given) <= MOST else b""
        found = msgspec.json.decode(inflater.decompress(content, _MOST_BYTES), type=_Columns)
    except (ValueError, error) as problem:  # no base64, no JSON, none of our shape; not deflated
        raise _refused(NUMBERS) from problem
    if not inflater.eof or not found or len(found) != len(found[0]) + 1 or len({*map(len, found[1:])}) > 1:
        raise _refused(NUMBERS)
    return found


def _refused(argument: str) -> BadArgument:
    return BadArgument(said("参数 %(name)s 应是本程序写出的固定链接里的值。", name=argument), argument=argument)
