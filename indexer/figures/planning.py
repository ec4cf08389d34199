"""Whether the words before a number say that it is aimed at: 拟开展, 力争…达到, 确保…100%; not 将…交办, not 按计划开展."""

from __future__ import annotations

import re
from typing import Final

_DOES: Final = "督办|开展|组织|举办|召开|立案|办理|交办|收到|征集|提交|编报|报送|达到|实现|完成|办复|办结|协商|调研|视察|走访|培训|率"
_WILL: Final = re.compile(
    rf"将(?:继续|再|进一步|持续|重点|全年|陆续|新|至少|计划)*(?=(?:{_DOES})(?!工作|情况|纳入|列入|作为))"
    rf"|(?:(?P<plan>计划)(?!生育|单列)|(?<![草模虚])拟(?![定订制写])|预期(?![的目效])|力争|争取(?![到了])|确保(?!了)"
    rf"|(?<![需重主必只])要(?=实现|达到|确保|完成))(?=[^,。;]{{0,14}}(?:{_DOES}))"
)
_BY_PLAN: Final = re.compile(
    r"(?:按照?|依照|根据|依据|围绕|列入|纳入|完成|制[定订]|落实|执行|印发|对照)[^,;。]{0,12}计划$"
)
_STOP: Final = re.compile("[,;。!?]")
_TAKEN: Final = re.compile(
    r"将[^,;。]{0,12}的(?=[0-9一二三四五六七八九十两百近约])"
    r"|将[^,;。]{0,40}?[件篇条份项](?:提案|建议|信息)?[^,;。]{0,6}?"
    r"(?:交办|审查|交由|交给|转交|移交|转送|送交|分送|分解|分类|列为|列入|纳入|作为|编入|汇编|印发|确定为|进行)"
)
"""将 that takes an object, as 把 does: 将立案的196件提案全部交办."""
_FARTHEST: Final = 200
"""Characters before a number that are looked at; texts may be hostile."""
_AFTER_ALL: Final = re.compile(rf"实际|已经?(?:{_DOES})")


def planned(text: str, start: int, end: int) -> bool:
    """Whether a number at ``end`` is planned by what stands before it in its sentence, which begins at ``start``."""
    start = max(start, end - _FARTHEST)
    for match in _WILL.finditer(text, start, end):
        if match["plan"] and _BY_PLAN.search(text, start, match.end("plan")):
            continue
        if text[match.start()] == "将":
            stop = _STOP.search(text, match.end())
            if _TAKEN.match(text, match.start(), stop.start() if stop is not None else len(text)):
                continue
        if not _AFTER_ALL.search(text, match.end(), end):
            return True
    return False
