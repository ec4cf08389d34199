"""Links that say of which state of the index they were made, and pages that tell what has changed since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from indexer.messages import said
from web.language import gettext
from web.links import written
from web.params import BadArgument
from web.shelf import library

ARGUMENT: Final = "seen"
_SEEN: Final = re.compile(r"([0-9a-f]{32})-(\d{1,12})-(\d{1,15})")


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


def fixed(url: str, now: Held) -> str:
    """A page's URL that says what the index held when it was made."""
    joint = "" if url.endswith("?") else "&" if "?" in url else "?"
    return f"{url}{joint}{written((ARGUMENT, now.written()))}"


def note(arguments: MultiDict[str, str], now: Held) -> str:
    """What has changed since a link was made, in the page's language; empty where the link does not say when.

    Raises BadArgument for what no link of ours says.
    """
    given = arguments.get(ARGUMENT, "")
    if not given:
        return ""
    found = _SEEN.fullmatch(given)
    if found is None:
        raise BadArgument(said("参数 seen 应是本程序写出的固定链接里的值。"), argument=ARGUMENT)
    then = Held(found[1], int(found[2]), int(found[3]))
    if then.fingerprint == now.fingerprint:
        return gettext("索引与固定链接生成时相同。")
    return gettext(
        "固定链接生成以后索引有变化：当时 %(reports)s 份报告、%(characters)s 字，现在 %(now)s 份、%(length)s 字；下面是现在的数字。固定链接没有记下当时的数字：哪些变了，由当时存下的“可核对的文件”和命令 zhengxie recount 逐个列出。",
        reports=f"{then.reports:,}",
        characters=f"{then.characters:,}",
        now=f"{now.reports:,}",
        length=f"{now.characters:,}",
    )
