"""What words ask for: 立案, 社情民意信息 市政协采用, 集体提案. What is not understood is named, never passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from indexer.figures.actions import ACTIONS, CHANGES, WORDS
from indexer.figures.actors import ACTOR, AUTHORS, COURT, WIDER, name_of, whose
from indexer.figures.clauses import find_tokens
from indexer.figures.grouping import Asked
from indexer.figures.indicators import AUTHORED, HEADS, INDICATORS, PROPOSALS, RATES, Indicator
from indexer.fold import fold

_AUTHOR: Final = re.compile(AUTHORS.pattern.removesuffix("$"))
_FILL: Final = re.compile(
    r"(?:全国|[省市区县州])?人大(?=代表)|政协|人大|代表(?=议案)|总数|数量|件数|情况|数|[的被由获向已,、和]"
)
"""Words that say nothing of what is asked for: 立案数量, 被市政协采用的社情民意信息."""
_NAMES: Final = tuple(name for name in (*INDICATORS, *ACTIONS) if name not in HEADS and name not in WORDS)
"""Names that reports do not use as they are: 转办, 议案."""
_SPOKEN: Final = frozenset({"书面发言", "口头发言"})
"""Heads that say whose they are."""


@dataclass
class _Reading:
    """What is found in the words, from left to right."""

    heads: list[tuple[str, Indicator]] = field(default_factory=list)
    actions: list[tuple[str, str]] = field(default_factory=list)
    actors: list[tuple[str, str]] = field(default_factory=list)
    both: list[tuple[str, Indicator, str]] = field(default_factory=list)
    """Words that are a head and an action: 批示."""
    unread: list[str] = field(default_factory=list)


def read_asked(words: str) -> Asked | None:
    """What 立案, 社情民意信息, 立案提案 or 集体提案 ask for; None where they name no indicator, action or actor, or anything else
    beside them (``not_understood``)."""
    asked, unread = _read(words)
    return None if unread else asked


def not_understood(words: str) -> str:
    """What of the words says nothing that can be asked for, or contradicts the rest; "" where all is understood."""
    asked, unread = _read(words)
    return unread or ("" if asked is not None else words)


def _read(words: str) -> tuple[Asked | None, str]:
    folded = ",".join(fold(words).split())  # apart: 提案 委员 is no 提案委
    if folded in INDICATORS and folded not in WORDS:
        return Asked(folded, None), ""
    read = _Reading()
    end = 0
    for token in find_tokens(folded):
        _between(read, folded, end, token.start)
        word, end = folded[token.start : token.end], token.end
        if token.head is not None and token.action is not None:
            read.both.append((word, token.head, token.action))
        elif token.head is not None:
            read.heads.append((word, token.head))
        elif token.action is not None:
            read.actions.append((word, token.action))
        if word in _SPOKEN:
            read.actors.append((word, word[:2]))
    _between(read, folded, end, len(folded))
    return _put_together(read)


def _between(read: _Reading, text: str, at: int, end: int) -> None:
    """What stands between heads and actions: names of actors, authors, and what is not understood."""
    unread = ""
    while at < end:
        named = next((name for name in _NAMES if text.startswith(name, at, end)), "")
        actor, author, fill = ACTOR.match(text, at, end), _AUTHOR.match(text, at, end), _FILL.match(text, at)
        several = WIDER.match(text, at, end) or COURT.match(text, at, end)
        match = fill if fill is not None and "人大" in fill[0] else several or actor or author or fill
        if not named and match is None:
            unread += text[at]
            at += 1
            continue
        read.unread += [unread] if unread else []
        unread = ""
        if named in INDICATORS:
            read.heads.append((named, INDICATORS[named]))
        elif named:
            read.actions.append((named, named))
        elif match is not None and match is not fill:
            name = match[0] if match is several else name_of(match) if match is actor else whose(match[0])
            read.actors.append((match[0], name))
        at += len(named) or len(match[0] if match is not None else "")
    read.unread += [unread] if unread else []


def _put_together(read: _Reading) -> tuple[Asked | None, str]:
    """The question, and what is left over of the words, joined by 、."""
    unread = [*read.unread]
    heads, actions, actors = [*read.heads], [*read.actions], [*read.actors]
    either = bool(read.both) and not heads and not actions
    for word, head, act in read.both:
        if heads and all(act in each.actions for _, each in heads):
            actions.append((word, act))
        else:
            heads.append((word, head))
            actions += [(word, act)] if either else []
    if any(head.name in RATES for _, head in heads):  # of whatever else is named: 提案办理满意率
        heads = [(word, head) for word, head in heads if head.name not in PROPOSALS]
        actions = [(word, each) for word, each in actions if each in CHANGES]
        actors = [(word, name) for word, name in actors if name != "委员"]
    indicator = heads[0][1] if heads else None
    unread += [word for word, head in heads if head is not indicator]
    unread += [word for word, each in actions if each != actions[0][1]]
    unread += [word for word, name in actors if name != actors[0][1]]
    if indicator is not None and not either:
        unread += [word for word, each in actions[:1] if each not in indicator.actions]
    if indicator is not None and actors and AUTHORS.fullmatch(actors[0][0]):
        authored = indicator.name in AUTHORED or indicator.name == "社情民意信息"
        unread += [] if authored else [actors[0][0]]
    if not heads and not actions:
        return None, "、".join(unread)
    asked = Asked(
        indicator.name if indicator is not None else None,
        actions[0][1] if actions else None,
        actors[0][1] if actors else None,
        either,
    )
    return asked, "、".join(unread)
