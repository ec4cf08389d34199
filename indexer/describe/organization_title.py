"""Whose report it is by its title: the issuer of a document, the name it begins with or bears right before what it is."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.divisions import candidates, read_before
from indexer.describe.organization_delivery import SMALL_MEETING, heard
from indexer.describe.organization_mentions import HEAD, NATION, PARTY, FoldedReport, Mention, mentions
from indexer.describe.organization_names import NUMBER, ORDINAL, national, of_division, parse_organization
from indexer.describe.organization_self import REPLY, body_of, is_congress_resolution, own_level, resolved, settle
from indexer.describe.organization_weighing import Found
from indexer.fold import fold
from indexer.models import Evidence, Organization

_NOISE: Final = re.compile(rf"\d{{4}}年度?|[(]?{ORDINAL.pattern}[)]?|[\s《》\"“”「」『』]")
_OTHERS_WORDS: Final = re.compile("《[^》]*》")
_OWN_WORDS: Final = 6
"""Characters that a title must have outside 《》 for what stands inside to be a matter it speaks of."""
_OWN_WORK: Final = re.compile(
    "(?:度|年)?(?:重点|主要)?工作(?:情况)?(?:的)?(?:报告|总结|综述|要点|计划)|(?:关于|述职|履职|年度|法治政府建设|政府信息公开|(?:部门|财政)?预算执行)[^。]{0,16}报告|年报"
)
"""What follows the name of the organization in a title: 资阳市教育局2023年工作总结."""
_WHAT_IT_IS: Final = re.compile("工作报告|报告|综述|总结|要点|计划|讲话|发言|开幕|闭幕")
_NATIONAL_REPORT: Final = re.compile("(国务院|最高人民法院|最高人民检察院)(?:政府)?工作报告")
_SESSION: Final = re.compile(
    rf"(?:在)?(.{{2,45}}?)第?{NUMBER}次(?:全体)?(?:会议|大会|全会)(?:上的?)?"
    "(?:政府|(?:人民)?法院|(?:人民)?检察院|人大常委会|常务委员会|常委会)?工作报告"
)
_SPEECH: Final = re.compile("讲话|发言")
_VISIT: Final = re.compile("[^:,]{0,12}(?:(?<!以)来|莅)")
_TO: Final = re.compile("(?:赴|前往|考察|学习|借鉴|走访|拜访)$")
"""Before the name of those one goes to: ——赴杭州市政协考察报告."""
_TOGETHER: Final = frozenset("、和与及")
_ISSUER: Final = re.compile(r"(.{2,40}?)(?:[、, ].{2,20}?)?(?:关于|印发|转发|批转|对(?=.*(?:答复|复函))|公告|通告|令)")
_ISSUING_BODY: Final = re.compile(r"(发文机关|制定机关|发布机构|发布机关)\s*[:】\]]?\s*([^\s、,;:]{2,30})")
_MAY_ISSUE: Final = re.compile("[发發制][文定布佈][机機]")
"""Begins each of these, also before it is folded."""
_PUBLISHER: Final = "发布"
_DOCUMENT: Final = re.compile("通知|意见|办法|规定|条例|决定|批复|公告|通告|方案|细则|规则|规划|函|令|法$")
"""A document whose 发布机构 issued it; of a report it is the office that put it up."""
_LEGAL_TITLE: Final = re.compile(r"(?:法|条例|办法|规定|细则|规则|决定)(?:\(.*\))?$")
_DECREE: Final = re.compile("中华人民共和国国务院令")
_PASSED: Final = re.compile(
    rf"人民代表大会(?:常务委员会)?(?=第?{NUMBER}次[一-鿿]{{0,4}}会议[一-鿿]{{0,6}}(?:通过|修正|修订))"
)
"""What stands before it tells which; searched from here, where the engine of ``re`` finds it at once."""
_WHICH: Final = re.compile("[一-鿿0-9]{2,30}$")
_MATTER: Final = re.compile(
    "([一-鿿]{2,20}?)(?:本级|[省市县区州旗]级)?(?:(?:国民经济和社会发展|地方财政|财政预算|预算执行).*|(?:政协)?提案(?:工作|办理|审查).*)(?:报告|说明)"
)
"""Plans and budgets are the government's, proposals the 政协's."""
_TITLE_LINES: Final = 4
_LONGEST_TITLE_LINE: Final = 40


def is_law(report: FoldedReport) -> bool:
    """Whether it is a law or a rule, which speaks of courts and congresses without being their report."""
    return _LEGAL_TITLE.search(report.title) is not None


def by_title(report: FoldedReport) -> Found | None:
    """The organization that issued it, that its title names, or whose name runs over the title's lines."""
    return _issuer(report) or _named(report) or _broken_name(report)


def _issuer(report: FoldedReport) -> Found | None:
    """Who issued a document: its title's beginning, its 发文机关 line, the decree or vote that a law rests on."""
    match = _ISSUER.match(report.title)
    if match is not None and (organization := parse_organization(match[1], year=report.year)) is not None:
        return organization, Evidence(report.stated_title[: match.end(1)], "title")
    raw_head = report.document.raw.text[: 2 * HEAD]
    raw_head = fold(raw_head) if _MAY_ISSUE.search(raw_head) else ""
    for match in _ISSUING_BODY.finditer(raw_head):
        if match[1].startswith(_PUBLISHER) and not _DOCUMENT.search(report.title):
            continue
        organization = parse_organization(match[2], year=report.year)
        if organization is not None:
            line = raw_head.count("\n", 0, match.start(2)) + 1
            return organization, Evidence(report.document.raw.text[match.start(2) : match.end(2)], f"furniture:{line}")
    return _lawgiver(report) if is_law(report) else _assembly(report)


def _assembly(report: FoldedReport) -> Found | None:
    """The congress or 政协 that passed a resolution, whosever report it is about."""
    passed = resolved(report)
    organization = parse_organization(passed["passed"], year=report.year) if passed is not None else None
    return (
        (organization, report.quote(*passed.span("passed")))
        if passed is not None and organization is not None
        else None
    )


def _lawgiver(report: FoldedReport) -> Found | None:
    match = _DECREE.search(report.head)
    if match is not None:
        return national("国务院"), report.quote(*match.span())
    for match in _PASSED.finditer(report.head):
        which = _WHICH.search(report.head[max(0, match.start() - 30) : match.start()])
        if which is not None:
            start = match.start() - len(which[0])
            organization = parse_organization(report.head[start : match.end()], year=report.year)
            return (organization, report.quote(start, match.end())) if organization is not None else None
    return None


def _plain(title: str) -> str:
    """A folded title without years, terms, blanks and quotes, and without the titles of others in it."""
    own = _OTHERS_WORDS.sub("", title)
    return _NOISE.sub("", own if len(own) >= _OWN_WORDS else title)


def _named(report: FoldedReport) -> Found | None:
    """A title that begins with the organization, or names it right before what the text is (工作报告, 综述 …).

    The answer to a proposal names the 政协 it goes to, not the office that wrote it.
    """
    title = _plain(report.title).removeprefix("关于")
    evidence = Evidence(report.stated_title, "title")
    if REPLY.search(title):
        return None
    if (match := _NATIONAL_REPORT.match(title)) is not None:
        return national(match[1]), evidence
    session = _SESSION.fullmatch(title)
    body = body_of(report)
    found = heard(session[1], body, report.year) if session is not None and body is not None else None
    if found is not None:
        return found, evidence
    # 关于安岳县人民检察院工作报告的决议 is the congress's.
    own = _OWN_WORK.search(title) if not is_congress_resolution(report.title) else None
    whole = parse_organization(title[: own.start()], year=report.year) if own is not None else None
    if whole is not None:
        return whole, evidence
    organization = _first_mentioned(title, report)
    organization = organization or _of_place(title, body, report)
    return (organization, evidence) if organization is not None else None


def _of_place(title: str, body: str | None, report: FoldedReport) -> Organization | None:
    """A title that names the place and a matter of one body: 安岳县国民经济和社会发展计划执行情况的报告."""
    matter = _MATTER.match(title)
    if matter is None or body is None:
        return None
    division = settle(candidates(matter[1]), own_level(report, body), report)
    return of_division(division, body) if division is not None else None


def _first_mentioned(title: str, report: FoldedReport) -> Organization | None:
    named = list(mentions(title))
    for number, mention in enumerate(named):
        begins = mention.start <= 1 or title[: mention.start].endswith(("—", ":", "|", "丨"))
        last = all(later.body != mention.body for later in named[number + 1 :])
        says_what = _WHAT_IT_IS.search(title, mention.end) is not None and (begins or last)
        visited = _TO.search(title, 0, mention.start) is not None
        if mention.body == PARTY or visited or not (begins or says_what) or _VISIT.match(title, mention.end):
            continue
        if SMALL_MEETING.match(title, mention.end) or title[: mention.start].endswith(tuple(_TOGETHER)):
            return None
        if mention.level_word == NATION:
            guest = mention.body == "人大" and _SPEECH.search(title, mention.end) is not None
            if guest or (not says_what and own_level(report, mention.body) is not None):
                continue
        return _of_mention(title, mention, report)
    return None


def _broken_name(report: FoldedReport) -> Found | None:
    """A name in the title's lines that runs over a line's end: 中国人民政治协商会议资 / 阳市第五届委员会常务委员会工作报告."""
    joined, ends = "", set()
    for line in report.head.split("\n")[:_TITLE_LINES]:
        if len(line) > _LONGEST_TITLE_LINE or line.endswith(("。", ";", ":")):
            break
        joined += "".join(line.split())
        ends.add(len(joined))
    for mention in mentions(joined):
        broken = mention.start == 0 and any(mention.start < end < mention.end for end in ends)
        if broken and mention.body != PARTY and _WHAT_IT_IS.search(joined, mention.end):
            organization = _of_mention(joined, mention, report)
            if organization is not None:
                return organization, Evidence(report.document.text.split("\n")[0], "title")
    return None


def _of_mention(text: str, mention: Mention, report: FoldedReport) -> Organization | None:
    body = "人大" if is_congress_resolution(report.title) else mention.body
    organization = parse_organization(text[mention.start : mention.end], year=report.year)
    if (organization is not None and body == mention.body) or mention.reading is None:
        return organization
    division = settle(mention.reading.divisions, own_level(report, mention.body), report)
    return of_division(division, body) if division is not None else None


def names_no_division(report: FoldedReport) -> bool:
    """Whether the title names a place that is none of the divisions (高新区, 岳阳镇) and that the text keeps speaking of."""
    title = _plain(report.title)
    for mention in mentions(title):
        name = title[max(0, mention.start - 2) : mention.start + 1]
        if mention.level_word is None or mention.start < 2 or not all("一" <= character <= "鿿" for character in name):
            continue
        if read_before(name, len(name)) is None and report.text.count(name) - report.title.count(name) > 1:
            return True
    return False
