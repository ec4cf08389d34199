"""Whose report it is: body and place, from the words of a text that mostly says only 区政协 and 我市.

Decided by the first of these that speaks: the issuer of a document, a title that names the organization, what the
file's own metadata says, the clause in which the report is delivered (我代表…, 在…第三次会议上). Where all of them are
silent or leave the place open, it is weighed from the whole text (``organization_weighing``).
"""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.organization_mentions import HEAD, NATION, PARTY, FoldedReport, Mention, mentions
from indexer.describe.organization_names import NUMBER, ORDINAL, national, of_division, parse_organization
from indexer.describe.organization_self import REPLY, body_of, own_level, settle
from indexer.describe.organization_weighing import Found, weigh
from indexer.fold import fold
from indexer.models import CleanDocument, Evidence, Organization

__all__ = ["find_organization", "parse_organization"]

_TITLE_NOISE: Final = re.compile(rf"\d{{4}}年度?|{ORDINAL.pattern}|[\s《》\"“”「」『』]")
_OWN_WORK: Final = re.compile("(?:度|年)?(?:重点|主要)?工作(?:情况)?(?:的)?(?:报告|总结|综述|要点|计划)|述职报告|履职报告|年度报告|年报")
"""What follows the name of the organization in a title: 资阳市教育局2023年工作总结."""
_WHAT_IT_IS: Final = re.compile("工作报告|报告|综述|总结|要点|计划|讲话|发言|开幕|闭幕")
_NATIONAL_REPORT: Final = re.compile("(国务院|最高人民法院|最高人民检察院)(?:政府)?工作报告")
_VISIT: Final = re.compile("[^:,]{0,12}(?:(?<!以)来|莅)")
_ISSUER: Final = re.compile(r"(.{2,40}?)(?:[、, ].{2,20}?)?(?:关于|印发|转发|批转|对(?=.*(?:答复|复函))|公告|通告|令)")
_ISSUING_BODY: Final = re.compile(r"(?:发文机关|制定机关|发布机构|发布机关)\s*[:】\]]?\s*([^\s、,;:]{2,30})")
_SESSION_REPORT: Final = re.compile("工作报告")
"""A report whose body speaks for itself: 发布机构 is the office that put it up."""
_LEGAL_TITLE: Final = re.compile(r"(?:法|条例|办法|规定|细则|规则|决定)(?:\(.*\))?$")
_DECREE: Final = re.compile("中华人民共和国国务院令")
_PASSED: Final = re.compile(
    rf"([一-鿿0-9]{{2,30}}?人民代表大会(?:常务委员会)?)第?{NUMBER}次[一-鿿]{{0,4}}会议[一-鿿]{{0,6}}(?:通过|修正|修订)"
)
_SPEAKER: Final = re.compile(r"(?:我代表|代表|受)([^,。;:\n]{2,40}?)(?:的?委托|,|向|作|报告)")
_LETTERHEAD: Final = re.compile(
    r"^([^,。;:\s]{4,30}?)(?:办公厅|办公室|研究室|信息中心|[一-鿿]{2,6}委员会)?(?:主办|编印|编发|编|印)?\s*\d{4}年\d{1,2}月\d{1,2}日$",
    re.MULTILINE,
)
"""Under the head of a leaflet: its issuer on the left, the day on the right."""
_VENUE: Final = re.compile(rf"(?:在|于)([^,。;:\n]{{2,45}}?)(?:第?{NUMBER}次(?:全体)?(?:会议|大会|全会)|全会)")
_DATE: Final = re.compile(r"\s*[0-9〇○零一二三四五六七八九]{4}\s*年")
LETTERHEAD_LINES: Final = 6
TITLE_LINES: Final = 4
LONGEST_TITLE_LINE: Final = 40
_MASK: Final = "(?:[x×*※○〇某□_]{1,4}|(?<![a-z0-9])[a-z])"
_MASK_AND_LEVEL: Final = re.compile("[x×*※○〇某□_a-z][省市区县州盟旗]")
"""A part of every ``_MASKED`` place that is found in a tenth of the time."""
_MASKED: Final = re.compile(
    f"{_MASK}([省市区县州盟旗])(?=政协|委|人民|政府|人大|法院|检察|高级|中级|第)|政协(?:第[^会]{{1,4}}届)?{_MASK}([省市区县州盟旗])"
)
_MASKED_IN_TITLE: Final = re.compile(f"{_MASK}[省市区县州盟旗]")
_MASKED_OFTEN: Final = 2

_NATIONAL: Final = {
    "政协": "全国政协",
    "人大": "全国人大常委会",
    "人民政府": "国务院",
    "法院": "最高人民法院",
    "检察院": "最高人民检察院",
}
_HEARD_BY_CONGRESS: Final = frozenset({"人大", "人民政府", "法院", "检察院"})


def find_organization(
    document: CleanDocument, *, title: str | None, year: int | None, beside: Organization | None = None
) -> Found | None:
    """The organization whose report this is, with the words that say so, or None where they leave it open.

    ``title`` is the report's title as far as known; ``year`` the year it is about, which tells former divisions from
    present ones; ``beside`` the organization of another report in the same file: it is taken for this one when this one
    names no place, but speaks of the same body and level.
    """
    stated = title or document.raw.title or document.raw.stated.get("title") or ""
    report = FoldedReport(document, stated, year)
    found = _issuer(report) or _named_in_title(report) or _broken_name(report)
    if found is None and _is_masked(report):
        return None
    found = found or _letterhead(report) or _stated(report)
    if found is None and _LEGAL_TITLE.search(report.title):
        # A law speaks of courts and congresses without being their report.
        return _signed(report)
    return found or _delivered(report) or _signed(report) or weigh(report, beside)


def _issuer(report: FoldedReport) -> Found | None:
    """Who issued a document: its title's beginning, its 发文机关 line, the decree or vote that a law rests on."""
    match = _ISSUER.match(report.title)
    if match is not None and (organization := parse_organization(match[1], year=report.year)) is not None:
        return organization, Evidence(report.stated_title[: match.end(1)], "title")
    raw_head = fold(report.document.raw.text[: 2 * HEAD])
    match = _ISSUING_BODY.search(raw_head) if not _SESSION_REPORT.search(report.title) else None
    if match is not None and (organization := parse_organization(match[1], year=report.year)) is not None:
        line = raw_head.count("\n", 0, match.start(1)) + 1
        return organization, Evidence(report.document.raw.text[match.start(1) : match.end(1)], f"furniture:{line}")
    return _lawgiver(report) if _LEGAL_TITLE.search(report.title) else None


def _letterhead(report: FoldedReport) -> Found | None:
    """The issuer of a leaflet, on one line with the day: 政协成都市武侯区委员会办公室 2021年9月8日."""
    for match in _LETTERHEAD.finditer("\n".join(report.head.split("\n")[:LETTERHEAD_LINES])):
        organization = parse_organization(match[1], year=report.year)
        if organization is not None:
            return organization, report.quote(*match.span(1))
    return None


def _lawgiver(report: FoldedReport) -> Found | None:
    match = _DECREE.search(report.head)
    if match is not None:
        return national("国务院"), report.quote(*match.span())
    match = _PASSED.search(report.head)
    if match is not None and (organization := parse_organization(match[1], year=report.year)) is not None:
        return organization, report.quote(*match.span(1))
    return None


def _named_in_title(report: FoldedReport) -> Found | None:
    """A title that begins with the organization, or names it right before what the text is (工作报告, 综述 …).

    The answer to a proposal names the 政协 it goes to, not the office that wrote it.
    """
    title = _TITLE_NOISE.sub("", report.title).removeprefix("关于")
    evidence = Evidence(report.stated_title, "title")
    if REPLY.search(title):
        return None
    if (match := _NATIONAL_REPORT.match(title)) is not None:
        return national(match[1]), evidence
    own = _OWN_WORK.search(title)
    whole = parse_organization(title[: own.start()], year=report.year) if own is not None else None
    if whole is not None:
        return whole, evidence
    for mention in mentions(title):
        begins = mention.start <= 1 or title[: mention.start].endswith(("—", ":", "|"))
        says_what = _WHAT_IT_IS.search(title, mention.end) is not None
        if mention.body == PARTY or not (begins or says_what) or _VISIT.match(title, mention.end):
            continue
        if mention.level_word == NATION and not says_what and own_level(report, mention.body) is not None:
            continue
        organization = _of_mention(title, mention, report)
        return (organization, evidence) if organization is not None else None
    return None


def _broken_name(report: FoldedReport) -> Found | None:
    """A name in the title's lines that runs over a line's end: 中国人民政治协商会议资 / 阳市第五届委员会常务委员会工作报告."""
    joined, ends = "", set()
    for line in report.head.split("\n")[:TITLE_LINES]:
        if len(line) > LONGEST_TITLE_LINE or line.endswith(("。", ";", ":")):
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
    organization = parse_organization(text[mention.start : mention.end], year=report.year)
    if organization is not None or mention.reading is None:
        return organization
    division = settle(mention.reading.divisions, own_level(report, mention.body), report)
    return of_division(division, mention.body) if division is not None else None


def hides_its_place(document: CleanDocument, title: str | None) -> bool:
    """Whether the place is blotted out (XX市政协, 某县人民政府), so that no file's name may say it either."""
    return _is_masked(FoldedReport(document, title or "", None))


def _is_masked(report: FoldedReport) -> bool:
    """Whether the own place is blotted out. A passing 某市 deep in the text, or one of another level, is no mask."""
    if _MASKED_IN_TITLE.search(report.title):
        return True
    if _MASK_AND_LEVEL.search(report.text) is None:
        return False
    masked = [match[1] or match[2] for match in _MASKED.finditer(report.text)]
    if not masked:
        return False
    body = body_of(report)
    level = own_level(report, body) if body is not None else None
    own = [word for word in masked if level is None or word in level]
    return bool(own) and (_MASKED.search(report.head) is not None or len(own) >= _MASKED_OFTEN)


def _stated(report: FoldedReport) -> Found | None:
    """What the file's own metadata calls the organization."""
    name = report.document.raw.stated.get("organization", "")
    organization = parse_organization(name, year=report.year) if name else None
    return (organization, Evidence(name, "stated")) if organization is not None else None


def _delivered(report: FoldedReport) -> Found | None:
    """The clause of delivery: 我代表北京市人民政府向大会报告工作, 在政协第五届河池市委员会第六次会议上."""
    body = body_of(report)
    for match in _SPEAKER.finditer(report.head):
        organization = parse_organization(match[1], year=report.year)
        if organization is not None and body in (None, organization.body) and organization.body != "其他":
            return organization, report.quote(*match.span(1))
    for match in _VENUE.finditer(report.head):
        venue = parse_organization(match[1], year=report.year)
        if venue is None or body is None:
            continue
        if venue.body == body or (venue.body == "人大" and body in _HEARD_BY_CONGRESS):
            # A town's congress stands below the division that it is filed under.
            place = venue.name.removesuffix("人大") if venue.level is None else "".join(venue.division)
            name = place + body
            organization = parse_organization(name, year=report.year) if venue.division else national(_NATIONAL[body])
            if organization is not None:
                return organization, report.quote(*match.span(1))
    return None


def _signed(report: FoldedReport) -> Found | None:
    """A signature at the end: the organization alone in a paragraph, the date of writing in the next (GB/T 9704)."""
    body = body_of(report)
    paragraphs = report.text.split("\n")
    for number in range(max(0, len(paragraphs) - 8), len(paragraphs) - 1):
        if len(paragraphs[number]) > 30 or not _DATE.match(paragraphs[number + 1]):
            continue
        organization = parse_organization(paragraphs[number], year=report.year)
        if organization is not None and body in (None, organization.body):
            words = report.document.text.split("\n")[number]
            return organization, Evidence(words, f"signature:{number + 1}")
    return None
