"""Whose report it is by how it was delivered: on whose behalf, before which session, by whom."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.divisions import candidates
from indexer.describe.organization_mentions import AUTONOMOUS_REGION, FoldedReport
from indexer.describe.organization_names import NUMBER, national, of_division, parse_organization
from indexer.describe.organization_self import REPLY, body_of, own_level, settle
from indexer.describe.organization_weighing import Found
from indexer.models import Organization

_SPEAKER: Final = re.compile(r"(?:我代表|代表|受)([^,。;:\n]{2,40}?)(?:的?委托|,|向|作|报告)")
_SESSION: Final = rf"(?:第?{NUMBER}次(?:全体)?(?:会议|大会|全会)|全会)"
_VENUE: Final = re.compile(rf"(?:在|(?<!关)于)([^,。;:\n]{{2,45}}?){_SESSION}")
_BROKEN_VENUE: Final = re.compile(
    rf"(?:在|于)([^,。;:\n]{{1,40}}\n[^,。;:\n]{{1,40}}?)(?:上$|{_SESSION})", re.MULTILINE
)
"""A subtitle whose name runs over the end of its line."""
SMALL_MEETING: Final = re.compile("[^。\n]{0,20}(?:代表团|小组|分组|联组|界别|联席)")
"""Where many speak who are not of the body that meets: 二次会议四川代表团全体会议."""
_BROKEN_WITHIN: Final = 300
_HEAD_LINES: Final = 6
_SUBTITLE_CHARACTERS: Final = 70

_PARTY_CONGRESS: Final = re.compile(rf"(?:中国共产党|中共)([一-鿿]{{2,20}}?)第?{NUMBER}次(?:党员)?代表大会")
_BYLINE_CHARACTERS: Final = 24
_SENTENCE_ENDS: Final = (":", "。", ",", ";", "!", "?")
_BRANCH: Final = "分院"
_ASKS: Final = re.compile("(?:建议案?|提案|议案|质询|呼吁|请求|请示|倡议|信)$")
"""Under these stands to whom they go as often as whose they are."""
_OFFICE: Final = re.compile("[府厅局会委室院央部署行组团办]")
"""A character that the name of every department and committee holds."""
_OFFICER: Final = re.compile("^([一-鿿]{2,20}?)代?([省市区县州盟旗])长[\\s:][^,。;\n]{0,12}$", re.MULTILINE)

_NATIONAL: Final = {
    "政协": "全国政协",
    "人大": "全国人大常委会",
    "人民政府": "国务院",
    "法院": "最高人民法院",
    "检察院": "最高人民检察院",
}
_HEARD_BY_CONGRESS: Final = frozenset({"人大", "人民政府", "法院", "检察院"})


def delivered(report: FoldedReport) -> Found | None:
    """The clause of delivery: 我代表北京市人民政府向大会报告工作, 在政协第五届河池市委员会第六次会议上.

    A sentence that speaks of another session (总书记在全国政协十四届一次会议上强调) is none: a subtitle says it on a line of its own, a
    sentence of the text must be of the text's own level.
    """
    body = body_of(report)
    for match in _SPEAKER.finditer(report.head):
        organization = parse_organization(match[1], year=report.year)
        if organization is not None and body in (None, organization.body) and organization.body != "其他":
            return organization, report.quote(*match.span(1))
    if body is None:
        return _party_congress(report) or _spoken(report) or _byline(report)
    officer = _by_officer(report) if body == "人民政府" else None
    if officer is not None:
        return officer
    for match in [*_VENUE.finditer(report.head), *_BROKEN_VENUE.finditer(report.head[:_BROKEN_WITHIN])]:
        if SMALL_MEETING.match(report.head, match.end()):
            continue
        organization = heard(match[1], body, report.year)
        if organization is not None and (_is_subtitle(report.head, match) or _is_own(organization, body, report)):
            return organization, report.quote(*match.span(1))
    return None


def under_title(report: FoldedReport) -> Found | None:
    """The body itself alone on a line under the title, before any sentence: 当阳县人民政府, 丽水地区中级人民法院.

    None where several stand there, as in a list, or where the text speaks of another level as its own.
    """
    body = body_of(report)
    found: list[tuple[Organization, int, int]] = []
    start = 0
    for number, line in enumerate(report.head.split("\n")[:_HEAD_LINES]):
        if line.endswith(_SENTENCE_ENDS) or len(line) > _SUBTITLE_CHARACTERS:
            break
        name = line.strip("()— ")
        if number and 4 <= len(name) <= _BYLINE_CHARACTERS:
            organization = parse_organization(name, year=report.year)
            if organization is not None:
                found.append((organization, start, start + len(line)))
        start += len(line) + 1
    if len(found) != 1:
        return None
    organization, start, end = found[0]
    if organization.body == "其他" or body not in (None, organization.body) or organization.level is None:
        return None
    if REPLY.search(report.title) or (organization.body != "政协" and _ASKS.search(report.title)):
        return None
    # 浙江省人民检察院丽水分院 is of the prefecture, though it bears the province's name.
    own = organization.name.endswith(_BRANCH) or _is_own(organization, organization.body, report)
    return (organization, report.quote(start, end)) if own else None


def _party_congress(report: FoldedReport) -> Found | None:
    """A report to a party congress is the committee's: 在中国共产党资阳市第五次代表大会上的报告."""
    match = _PARTY_CONGRESS.search(report.head)
    if match is None or not _is_subtitle(report.head, match):
        return None
    organization = parse_organization(f"中共{match[1]}委员会", year=report.year)
    return (organization, report.quote(*match.span(1))) if organization is not None else None


def _spoken(report: FoldedReport) -> Found | None:
    """What members say before their 政协: ——2006年1月在政协安岳县六届四次会议上的发言, of a text on whatever matter."""
    for match in _VENUE.finditer(report.head[:_BROKEN_WITHIN]):
        if SMALL_MEETING.match(report.head, match.end()) or not _is_subtitle(report.head, match):
            continue
        organization = parse_organization(match[1], year=report.year)
        if organization is not None and organization.body == "政协":
            return organization, report.quote(*match.span(1))
    return None


def _byline(report: FoldedReport) -> Found | None:
    """A department alone on a line under the title: 资阳市统计局; over a reply also a government."""
    answering = ("其他", "人民政府") if REPLY.search(report.title) else ("其他",)
    start = 0
    for number, line in enumerate(report.head.split("\n")[:_HEAD_LINES]):
        if number and len(line) <= _BYLINE_CHARACTERS and _OFFICE.search(line):
            organization = parse_organization(line, year=report.year)
            if organization is not None and organization.body in answering:
                return organization, report.quote(start, start + len(line))
        start += len(line) + 1
    return None


def _by_officer(report: FoldedReport) -> Found | None:
    """The line under the title that says who speaks: 资阳市市长 示例, 安岳县人民政府县长 示例."""
    for match in _OFFICER.finditer("\n".join(report.head.split("\n")[:_HEAD_LINES])):
        place = match[1].removesuffix("人民政府")
        division = settle(candidates(place), match[2], report)
        if division is not None:
            return of_division(division, "人民政府"), report.quote(*match.span())
    return None


def heard(venue: str, body: str, year: int | None) -> Organization | None:
    """The organization of a kind that reports to a session: 资阳市第五届人民代表大会, 人民政府 → 四川省资阳市人民政府."""
    meeting = parse_organization(venue, year=year)
    if meeting is None or not (meeting.body == body or (meeting.body == "人大" and body in _HEARD_BY_CONGRESS)):
        return None
    if not meeting.division:
        return national(_NATIONAL[body])
    # A town's congress stands below the division that it is filed under.
    place = meeting.name.removesuffix("人大") if meeting.level is None else "".join(meeting.division)
    return parse_organization(place + body, year=year)


def _is_subtitle(head: str, match: re.Match[str]) -> bool:
    start = head.rfind("\n", 0, match.start()) + 1
    end = head.find("\n", match.end())
    line = head[start : end if end >= 0 else len(head)]
    return len(line) <= _SUBTITLE_CHARACTERS and not any(sign in line for sign in "。,;")


def _is_own(organization: Organization, body: str, report: FoldedReport) -> bool:
    """Whether an organization is of the level that the text speaks of as its own."""
    level = own_level(report, body)
    if level is None:
        return True
    if not organization.division:
        return False
    name = organization.division[-1]
    return name.endswith(level) and (level != "区" or not name.endswith(AUTONOMOUS_REGION))
