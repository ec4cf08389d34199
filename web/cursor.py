"""Cursors: where to go on in a search, as text that a client hands back unread.

A cursor says the page, the generation of the index and, as a checksum, the search that it belongs to. It is no secret:
whoever makes one up gets no further than with ``page``.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Final

from indexer.messages import said
from web.params import BadArgument
from web.states import PageState, on_page, query_string

_CONTENT: Final = re.compile(rb"([0-9]{1,9})\.([0-9a-f]{1,64})\.([0-9a-f]{16})")


class StaleCursor(BadArgument):
    """A cursor that was handed out before the index changed."""

    def __init__(self) -> None:
        super().__init__(said("索引已更新，原来的游标（cursor）不能再用。请不带 cursor 重新检索。"), 410, "cursor")


def cursor_to(page: int, generation: str, state: PageState) -> str:
    """The cursor to a page of a search, while the index is of that generation."""
    content = f"{page}.{generation}.{_checksum(page, generation, state)}"
    return urlsafe_b64encode(content.encode("ascii")).decode("ascii").rstrip("=")


def page_of(cursor: str, generation: str, state: PageState) -> int:
    """The page that a cursor leads to; ``state`` is the search that it came with, on whatever page.

    Raises BadArgument for what is no cursor of this search, StaleCursor where the index has changed since.
    """
    try:
        content = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except ValueError:
        content = b""
    found = _CONTENT.fullmatch(content)
    if found is None:
        raise BadArgument(said("参数 cursor 不是完整的游标；请原样使用上一页结果里的 next。"), argument="cursor")
    page, made_in, checksum = int(found[1]), found[2].decode(), found[3].decode()
    if page < 1 or checksum != _checksum(page, made_in, state):
        raise BadArgument(
            said("参数 cursor 是另一次检索的游标；除 cursor 外，其余参数须与上一页相同。"), argument="cursor"
        )
    if made_in != generation:
        raise StaleCursor
    return page


def _checksum(page: int, generation: str, state: PageState) -> str:
    search = query_string(on_page(state, 1))
    return sha256(f"{page}.{generation}.{search}".encode()).hexdigest()[:16]
