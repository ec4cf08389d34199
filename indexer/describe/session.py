"""届 and 次 of the reporting body: 六届, 六届三次会议.

The session a report was given to stands in its title, under it (2024年1月14日在政协…第三次会议上) or, of a meeting's
news, in its first sentence. Elsewhere 届次 belong to past sessions, to the party or to other levels; only the 届 of the
body's own committee is taken from there. A plenary session is written 六届三次会议 and a meeting of the standing committee
六届常委会第十九次会议, however the source writes them (第6届第3次, 六届三次全会); a report of a committee whose term has ended
has the session of the next term to which it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from indexer.describe.divisions import candidates
from indexer.describe.lines import Line, Lines, make_line
from indexer.describe.numerals import NUMBER, read_number, write_number
from indexer.describe.title import PAPERS
from indexer.models import Evidence, Organization

_NOTHING: Final = make_line("", "")
_CPPCC: Final = "政协|政治协商会议"
_CONGRESS: Final = "人大|人民代表大会"
_NAMES: Final = {
    body: (re.compile(rf"(?:{body})([一-鿿]{{0,14}})$"), re.compile(rf"([一-鿿]{{0,10}}?)(?:{body})"))
    for body in (_CPPCC, _CONGRESS)
}
"""The name of the body before a 届 and behind it, with whose body it is."""
_TERM: Final = re.compile(rf"第?({NUMBER})届")
_PARTY: Final = re.compile(
    r"^(?:中央|中共|[一-鿿]{0,3}中全会|历次全会|党|[一-鿿]{0,4}[党全]代会|全会|[市区县省]委|纪委)"
)
_PLENUM: Final = re.compile(r"^第?[一二三四五六七八九十]{1,3}次全(?:会|委)")
"""Of the party, unless 政协 stands directly before the 届: 政协五届二次全会."""
_BEFORE_OTHER: Final = re.compile(r"(?:[新上下本每这那各前历一二三四五六七八九十]|党的?|中共|党代会|[市区县省州]委)$")
_MEETING: Final = re.compile(
    rf"^(?P<scope>.{{0,20}}?)(?P<committee>常务委员会|常委会)?第?(?P<number>{NUMBER})次(?:[(]?全体[)]?)?(?P<standing>常委会|常委|常务委员会)?(?:(?:全体|全体委员|全委)?会议|全会|全委会)"
)
_SUBTITLE: Final = re.compile(
    r"^[(]?[-—–]*[(]?(?:(?:19|20)\d\d|二〇..)年.{2,9}日|^[-—–]+|(?:会议|全会|全委会)上(?:的(?:报告|讲话|发言).{0,4})?[)]?$|通过[)]?$"
)
_GIVEN_TO: Final = re.compile(r"向([^,。]{3,40}?(?:会议|次全会|全委会))(?:上?(?:报告|作|汇报|提出|提交|述职))")
"""我受……委托，向政协某市第五届委员会第一次会议报告工作."""
_DURING: Final = re.compile(r"^[^。]{0,60}?(?:会议|全会|全委会)(?=(?:召开|举行)?期间|开幕以来|[共已]?收到)")
"""政协某县第十届委员会第四次会议期间, 共收到提案…: what the committee that examines proposals says of the session under way."""
_BROKEN: Final = re.compile(
    r"^(?:[((]?[-—–]*[((]?(?:(?:19|20)\d\d|二〇..)年.{2,9}日[))]?.*|[(（—–-]+.*)?[在于].*届[^会]*(?:委员会)?$"
)
"""A subtitle whose session stands on the next line."""
_BROKEN_OFF: Final = 40
_BARE: Final = re.compile(r"^$|[日月年在于((—–-]$")
_NEWS: Final = re.compile(r"(?:召开|举行|开幕|闭幕)")
_PAST: Final = re.compile(r"^(?:以来|以后|之后|后|闭幕[后以]|期间|提出|确定|交办)")
_HELD: Final = re.compile(r"(?:召开|举行)了?$")
_LEVEL_WORDS: Final = ("自治区", "省", "市", "区", "县", "旗", "州", "盟")
_SCOPE_BEHIND: Final = re.compile(r"^([一-鿿]{0,6}?)政协")
_SCOPE_AHEAD: Final = re.compile(r"([一-鿿]{0,6}?)政协([一-鿿]{0,6})$")
_SHORT_NAME: Final = re.compile(r"([一-鿿]{2,4}?)(?:自治)?([州县旗])")
"""An autonomous place without its peoples: 湘西自治州, 湘西州."""
_NEWS_CHARACTERS: Final = 160
_TEXT_CHARACTERS: Final = 60_000
_BEFORE: Final = 24
_AFTER: Final = 40


def find_session(
    title: Line | None, lines: Lines, *, kind: str | None, organization: Organization | None
) -> tuple[str, Evidence] | None:
    """The session with its evidence, in Chinese numerals, as far as stated: 五届六次会议, else 五届, else None."""
    body = _body_of(kind, organization)
    if body is None:
        return None
    term: tuple[str, Evidence] | None = None
    for line in _session_lines(title, lines, kind):
        for match in _TERM.finditer(line.flat):
            found = _session_at(line, match, body, organization, may_be_bare=line is not title and kind != "会议新闻")
            if found is not None and "会议" in found[0]:
                return found
            term = term or found
    if term is not None or body == _CONGRESS:
        return term
    return _term_in_text(lines, organization)


def _body_of(kind: str | None, organization: Organization | None) -> str | None:
    """Words of the body whose sessions count: governments and courts report to the people's congress."""
    if kind in ("政策文件", "法规", "提案答复", "章程规则"):
        return None
    if kind in ("政府工作报告", "人大常委会工作报告", "法院工作报告", "检察院工作报告"):
        return _CONGRESS
    if organization is None or organization.body == "政协":
        return _CPPCC
    return _CONGRESS


def _session_lines(title: Line | None, lines: Lines, kind: str | None) -> Iterator[Line]:
    if title is not None:
        yield title
    yield from (line for line in lines.head[:2] if PAPERS.search(line.flat))
    for line, following in pairwise((*lines.head[:8], _NOTHING)):
        if len(line.flat) <= 120 and _SUBTITLE.search(line.flat):
            yield line
            if _BROKEN.search(line.flat) and len(following.flat) <= _BROKEN_OFF:
                yield make_line(line.text + following.text, line.where)
        elif kind == "提案审查情况报告" and (during := _DURING.search(line.folded)) is not None:
            yield make_line(line.text[: during.end()], line.where)
        elif (given := _GIVEN_TO.search(line.folded)) is not None:
            yield make_line(line.text[given.start(1) : given.end(1)], line.where)
    if kind == "会议新闻":
        for line in lines.head[:4]:
            if _NEWS.search(line.flat[:_NEWS_CHARACTERS]):
                yield make_line(line.text[:_NEWS_CHARACTERS], line.where, folded=line.folded[:_NEWS_CHARACTERS])


def _session_at(
    line: Line, term: re.Match[str], body: str, organization: Organization | None, *, may_be_bare: bool
) -> tuple[str, Evidence] | None:
    """What the 届 at ``term`` says of ``body``: its session, its term, or nothing.

    ``may_be_bare``: the line can only be of its own session, be it no more than 向八届四次会议报告工作.
    """
    number = read_number(term[1])
    before = _HELD.sub("", line.flat[max(0, term.start() - _BEFORE) : term.start()])
    after = line.flat[term.end() : term.end() + _AFTER]
    if number is None or _PARTY.search(after) or _BEFORE_OTHER.search(before):
        return None
    bare = may_be_bare and _BARE.search(before) is not None
    if _PLENUM.search(after) and not before.endswith("政协") and not (bare and not before):
        return None
    meeting = _MEETING.search(after)
    scope = _scope(before, after[: meeting.end()] if meeting else after, body)
    if scope is None and bare and meeting is not None and not meeting["scope"] and not meeting["committee"]:
        scope = ""
    if scope is None or not _is_own(scope, organization, required=False):
        return None
    name = f"{write_number(number)}届"
    if meeting is None or _PAST.search(after[meeting.end() :]):
        return name, line.quote(term.start(), term.end())
    count = read_number(meeting["number"])
    if count is None:
        return name, line.quote(term.start(), term.end())
    evidence = line.quote(term.start(), term.end() + meeting.end())
    if meeting["committee"] or meeting["standing"]:
        return f"{name}常委会第{write_number(count)}次会议", evidence
    return f"{name}{write_number(count)}次会议", evidence


def _scope(before: str, after: str, body: str) -> str | None:
    """The words that say whose 届 it is (区, 涪陵区, 全国), or None where it is not of ``body``.

    政协重庆市第六届委员会 has them before, 政协第六届重庆市委员会 and 六届区政协 behind, 市政协六届 before.
    """
    name_before, name_behind = _NAMES[body]
    name = name_before.search(before)
    if name is not None:
        behind = re.search(r"^([一-鿿]{0,14}?)(?:常务)?委员会", after)
        scope = name[1] or (behind[1] if behind else "")
        return scope or _place_at_end(before[: name.start()])
    behind = name_behind.match(after)
    if behind is not None:
        return behind[1] or _place_at_end(before)
    return None


def _place_at_end(before: str) -> str:
    """The place or level word that closes ``before``: 资阳市, or 市 where no place of ours is written before it."""
    if before.endswith("全国"):
        return "全国"
    level = next((word for word in _LEVEL_WORDS if before.endswith(word)), "")
    for length in range(7, len(level) + 1, -1):
        if level and length <= len(before) and candidates(before[-length:]):
            return before[-length:]
    return level


def _is_own(scope: str, organization: Organization | None, *, required: bool) -> bool:
    """Whether ``scope`` (全国, 市, 涪陵区, empty) can be the organization's own place. ``required``: it must be shown."""
    scope = scope.removesuffix("委员会")
    if organization is None:
        return not required
    if organization.level == "全国":
        return scope in ("", "全国")
    if "全国" in scope:
        return False
    if not scope or not organization.division:  # one that was given may have no place
        return not required
    last = organization.division[-1]
    if scope in last or scope.endswith(last):
        return True
    short = _SHORT_NAME.fullmatch(scope)
    if short is not None and last.startswith(short[1]) and last.endswith("自治" + short[2]):
        return True
    return scope in _LEVEL_WORDS and last.endswith(scope)


def _term_in_text(lines: Lines, organization: Organization | None) -> tuple[str, Evidence] | None:
    """The 届 of the organization's own committee, where the text speaks of it: 七届区政协, 市五届政协常委会."""
    if organization is None or organization.body != "政协":
        return None
    text = lines.folded[:_TEXT_CHARACTERS]
    at = text.find("届")
    while at >= 0:
        start, end = max(0, at - _BEFORE), at + _AFTER
        found = _own_term(text[start:end].replace("\n", "。"), at - start, organization)
        if found is not None:
            name, first, last = found
            return name, lines.quote(start + first, start + last)
        at = text.find("届", at + 1)
    return None


def _own_term(context: str, at: int, organization: Organization) -> tuple[str, int, int] | None:
    """The term written with the 届 at ``at``, and the range in ``context`` of the words that say so."""
    term = next((match for match in _TERM.finditer(context) if match.end() == at + 1), None)
    number = read_number(term[1]) if term else None
    if term is None or number is None:
        return None
    before, after = context[: term.start()], context[term.end() :]
    if _PARTY.search(after) or _PLENUM.search(after) or _BEFORE_OTHER.search(before):
        return None
    behind = _SCOPE_BEHIND.search(after)
    ahead = _SCOPE_AHEAD.search(before)
    if behind is not None:
        scope, first, last = behind[1] or _place_at_end(before), term.start(), term.end() + behind.end()
    elif ahead is not None:
        scope, first, last = ahead[2] or _place_at_end(ahead[1]), ahead.start(), term.end()
    else:
        return None
    return (f"{write_number(number)}届", first, last) if _is_own(scope, organization, required=True) else None
