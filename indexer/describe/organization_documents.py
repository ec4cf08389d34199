"""Whose a document is by its form: what stands over it and under it (GB/T 9704): letterhead, number, signature."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.divisions import Division, short_form
from indexer.describe.document_number import NUMBER, WRITTEN_DAY
from indexer.describe.organization_files import place_by_file
from indexer.describe.organization_mentions import HEAD, PARTY, FoldedReport
from indexer.describe.organization_names import of_division, parse_organization
from indexer.describe.organization_places import namings
from indexer.describe.organization_self import body_of, is_abroad, own_level, settle
from indexer.describe.organization_weighing import Found
from indexer.fold import fold
from indexer.models import Evidence, Organization

_HEAD_LINES: Final = 6
_LETTERHEAD: Final = re.compile(
    r"^([^,。;:\s]{4,30}?)(?:办公厅|办公室|研究室|信息中心|[一-鿿]{2,6}委员会)?(?:主办|编印|编发|编|印)?\s*\d{4}年\d{1,2}月\d{1,2}日$",
    re.MULTILINE,
)
"""Under the head of a leaflet: its issuer on the left, the day on the right."""
_NUMBERED_HEAD: Final = re.compile(
    rf"^([^,。;:\s]{{3,30}}?)(?:(?:[^\S\n]+[一-鿿]{{3,30}}){{0,3}}[^\S\n]+{NUMBER}[^\S\n]*(?:{WRITTEN_DAY})?|(?<=府|会)[一-鿿]{{2,10}}[〔\[【(]\d{{4}}[^\n]{{1,8}}号)$",
    re.MULTILINE,
)
"""The issuer before the document's number: 柯城区人民政府 柯政〔1990〕83号 1990年10月9日."""
_ISSUE_HEAD: Final = re.compile(
    r"^[^,。;:\n]{0,24}?\(?(?:总?第?[\d一二三四五六七八九十百〇○零]{1,5}期\s?){1,2}\)?\s*([^,。;:\s]{4,30}?)(?:办公厅|办公室|研究室|信息中心|[一-鿿]{2,6}委员会)?(?:主办|编印|编发|编|印)?(?:\s*\d{4}年\d{1,2}月\d{1,2}日)?$",
    re.MULTILINE,
)
"""The head of a leaflet in one line: 《社情民意》第12期 政协示例县委员会办公室."""
_RED_HEAD: Final = re.compile(rf"^([^,。;:\s]{{4,30}}?)文件\n(?:[^\n]{{0,40}}\n){{0,1}}{NUMBER}", re.MULTILINE)
"""柯城区人民政府文件 over the number."""
_OF_GOVERNMENT: Final = re.compile(
    r"^\(?(?:[〔\[【(]?\d{2,4}[〕\]】)])?([一-鿿]{1,4}?)(?<![民财行邮])[政府](?:发|函|字|通|综|规|土|任|令|明电|电)?(?:[〔\[【(]\d{2,4}[〕\]】)]字?|(?<=[府政字]))第?\d{1,4}号\)?(?:\s[^\n]{0,20})?$",
    re.MULTILINE,
)
"""What a government's numbers begin with: its place's abbreviation and 政 or 府 (银政发, 川府函). 政办 is its office's."""
_ADDRESS: Final = re.compile("^各[^。\n]{2,80}:$", re.MULTILINE)
_OWN_OFFICES: Final = re.compile("[,、]([省市区县州盟旗])(?:直|级|属|委|人民政府|政府|有关|各)")
"""区有关部门, 县直各单位, 市政府各部门."""
_TOWNS: Final = re.compile("各(?:民族)?(?:乡|镇|街道|区公所|公社|苏木)")
_RESOLVES: Final = re.compile(
    "(?:现|特)?(?:就[^。;\n]{2,40}?|对[^。;\n]{2,40}?|[^。;,\n]{0,6})(?:决定|(?:提出|作出|制定)(?:如下|以下)|特?制定本|(?:通知|通告|规定|决定)如下)"
)
_DATE: Final = re.compile(r"\s*[0-9〇○零一二三四五六七八九]{4}\s*年")
_DAY: Final = re.compile(rf"\s*\(?{WRITTEN_DAY}\)?$")
_SIGNATURE_LINES: Final = 8
_SIGNATURE_CHARACTERS: Final = 30
_SIGNATURE_AND_DAY: Final = 60
_SEAL: Final = re.compile(r"\s*\((?:盖?章|公章|印章?|代章)\)$")
_BELOW_SIGNATURE: Final = re.compile(
    r"(?:抄送|抄报|主送|分送|报送|发送|主题词|附件?[:\d一二三]|\(此件|\(?联系|[^。]{0,24}(?:秘书处|办公室|办公厅|综合科)?[^。]{0,16}印发?$|[-—]?\d{1,3}[-—]?$|共印)"
)
_ENDS: Final = re.compile("[。!)」”\\d]$|^特此|此[致复告]$|敬礼$|^(?:联系|电话|传真|邮编|附件?[:\\d])|xx$")
"""What stands before a signature without a day: the last sentence, a form of closing, whom to call."""
_DOCUMENT: Final = re.compile(
    "通知|意见|办法|规定|决定|批复|公告|通告|通报|方案|细则|规则|规划|请示|答复|复函|函$|建议案|倡议"
)


def letterhead(report: FoldedReport) -> Found | None:
    """The issuer over a document or leaflet, with the day or the number: 政协成都市武侯区委员会办公室 2021年9月8日."""
    head = "\n".join(report.head.split("\n")[:_HEAD_LINES])
    for pattern in (_LETTERHEAD, _ISSUE_HEAD, _NUMBERED_HEAD, _RED_HEAD):
        for match in pattern.finditer(head):
            organization = parse_organization(match[1], year=report.year)
            if organization is not None:
                return organization, report.quote(*match.span(1))
    return None


def resolving(report: FoldedReport) -> Found | None:
    """The government that resolves in the opening of a document: 经研究,港闸区人民政府就…提出如下意见.

    Those above resolve there as well (省人民政府决定…): it must be of the level that is addressed (各乡镇, 区有关部门).
    """
    found: dict[str, Found] = {}
    address = _ADDRESS.search(report.head)
    for mention in report.mentions if address is not None and _DOCUMENT.search(report.title) else ():
        if mention.start >= HEAD or mention.body != "人民政府" or mention.reading is None:
            continue
        if report.text[mention.start - 1] not in "\n,。;" or _RESOLVES.match(report.text, mention.end) is None:
            continue
        organization = parse_organization(report.text[mention.start : mention.end], year=report.year)
        if organization is not None and _is_addressed(organization, address[0] if address else "", report):
            found[organization.name] = organization, report.quote(mention.start, mention.end)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_addressed(organization: Organization, address: str, report: FoldedReport) -> bool:
    """Whether an organization is of the level whose own towns or offices a document goes to, and speaks of none else as its own."""
    levels = {match[1] for match in _OWN_OFFICES.finditer(address)}
    towns = _TOWNS.match(address) is not None
    name = organization.division[-1] if organization.division else ""
    level = own_level(report, organization.body)
    if not levels and not towns:
        return False
    if level is not None and not name.endswith(level):
        return False
    return (not levels or name[-1:] in levels) and (not towns or organization.level == "县级")


def numbered(report: FoldedReport) -> Found | None:
    """The government under whose number a document goes out, where the text or the path names the place besides.

    银政发〔1993〕37号 alone leaves the place open: the one that is named must be of the text's own level and hold the
    abbreviation (银 in 银川市) in its name.
    """
    match = _OF_GOVERNMENT.search("\n".join(report.head.split("\n")[:_HEAD_LINES]))
    level = own_level(report, "人民政府") if match is not None else None
    if match is None or level is None:
        return None
    found: dict[tuple[str, ...], tuple[Division, Evidence]] = {}
    for mention in report.mentions:
        if mention.reading is None or mention.body not in ("人民政府", PARTY):
            continue
        if is_abroad(report.text, mention.start, mention.end):
            continue
        division = settle(mention.reading.divisions, level, report)
        if division is not None:
            found.setdefault(division.path, (division, report.quote(mention.start, mention.end)))
    for naming in namings(report, level):
        if naming.times:
            found.setdefault(naming.division.path, (naming.division, report.quote(*naming.first)))
    filed = place_by_file(report, level)
    if filed is not None:
        found.setdefault(filed[0].path, filed)
    fitting = [each for each in found.values() if _abbreviates(match[1], each[0])]
    return (of_division(fitting[0][0], "人民政府"), fitting[0][1]) if len(fitting) == 1 else None


def _abbreviates(short: str, division: Division) -> bool:
    """Whether the characters of an abbreviation stand in a name, in its order: 银 银川市, 鄂前 鄂托克前旗."""
    rest = iter(fold(short_form(division.name)))
    return all(character in rest for character in short)


def signed(report: FoldedReport) -> Found | None:
    """A signature at the end: the organization alone in a paragraph, the date of writing in the next (GB/T 9704).

    A document may lack the day, or have it on the line of the signature or above it.
    """
    paragraphs = report.text.split("\n")
    first = max(0, len(paragraphs) - _SIGNATURE_LINES)
    for number in range(first, len(paragraphs) - 1):
        if _DATE.match(paragraphs[number + 1]):
            found = _signature(report, number, paragraphs[number])
            if found is not None:
                return found
    last = len(paragraphs) - 1
    while last > first and (not paragraphs[last] or _BELOW_SIGNATURE.match(paragraphs[last])):
        last -= 1
    if last <= first or len(paragraphs[last]) > _SIGNATURE_AND_DAY:
        return None
    day = _DAY.search(paragraphs[last])
    if day is not None and day.start() > 0:
        return _of_own_level(report, _signature(report, last, paragraphs[last][: day.start()]))
    if not _DOCUMENT.search(report.title) or not _ENDS.search(paragraphs[last - 1][-_SIGNATURE_AND_DAY:]):
        return None
    return _of_own_level(report, _signature(report, last, paragraphs[last]))


def _of_own_level(report: FoldedReport, found: Found | None) -> Found | None:
    """A signature, but for that of another level than the text speaks of as its own: a county's report ends with whom it is sent to."""
    if found is None or not found[0].division or found[0].level is None or found[0].body == "其他":
        return found
    level = own_level(report, found[0].body)
    return found if level is None or found[0].division[-1].endswith(level) else None


def _signature(report: FoldedReport, number: int, words: str) -> Found | None:
    """The organization that signs in the paragraph of a number (0-based), of several that sign together the first."""
    words = _SEAL.sub("", words.strip())
    if not words or len(words) > _SIGNATURE_CHARACTERS:
        return None
    body = body_of(report)
    parsed = (parse_organization(name, year=report.year) for name in (words, words.split()[0]))
    organization = next((each for each in parsed if each is not None), None)
    if organization is None or body not in (None, organization.body):
        return None
    return organization, Evidence(report.document.text.split("\n")[number], f"signature:{number + 1}")
