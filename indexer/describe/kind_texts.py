"""The kind of a document by its first lines: salutation, first sentences, the fields of a form, the head of a leaflet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.lines import Line, Lines
from indexer.models import Evidence

_Kind = tuple[str, Evidence]

_ANOTHER: Final = r"(?!,?(?!我|现|请|特|谨|向|将|就|由我|本人|下面|这里)[一-鿿·]{2,10}(?:代表[^,。]{0,24})?(?:向(?:大会|会议|全会)|在(?:会|大会)上|作[^,。]{0,24}报告))"
"""News tell who gave a report: 受十届省政协常委会委托,某某向大会作常务委员会工作报告; who gives it says 我."""
_ON_BEHALF: Final = rf"(?:(?:我|谨|现)(?:代表|受)|受(?=[^。]{{0,40}}委托{_ANOTHER}))"
_DELIVERY_RULES: Final[Sequence[tuple[re.Pattern[str], str]]] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rf"{_ON_BEHALF}.{{0,60}}报告.{{0,30}}提案(?:办理)?工作(?:的)?(?:情况)?", "提案工作情况报告"),
        (
            rf"{_ON_BEHALF}[^。]{{0,60}}将[^。]{{0,40}}提案(?:办理)?工作(?:的)?情况[^。]{{0,6}}(?:报告|汇报)如下",
            "提案工作情况报告",
        ),
        (
            rf"{_ON_BEHALF}[^。]{{0,60}}作(?:关于)?提案(?:办理)?工作(?:的)?(?:情况)?(?:的)?(?:报告|汇报)",
            "提案工作情况报告",
        ),
        (rf"{_ON_BEHALF}.{{0,60}}报告.{{0,30}}提案审查", "提案审查情况报告"),
        (
            rf"{_ON_BEHALF}[^。]{{0,40}}报告(?!政府工作|工作)(?:(?!工作)[^。,]){{0,24}}(?:预算|决算|国民经济和社会发展计划)[^。]{{0,12}}(?:执行|草案|安排|情况)",
            "其他",
        ),
        (rf"{_ON_BEHALF}.{{0,40}}将.{{0,80}}(?:预算|国民经济和社会发展计划).{{0,60}}(?:提请|报告)", "其他"),
        (
            rf"{_ON_BEHALF}.{{0,24}}(?:政府|国务院|行政公署|行署).{{0,20}}"
            r"(?:报告(?:政府)?工作|报告本届政府|报告.{0,10}工作|作政府工作报告|作工作报告)",
            "政府工作报告",
        ),
        (rf"{_ON_BEHALF}.{{0,24}}检察院.{{0,20}}报告.{{0,12}}工作|检察院.{{0,10}}向大会报告工作", "检察院工作报告"),
        (rf"{_ON_BEHALF}.{{0,24}}法院.{{0,20}}报告.{{0,12}}工作|法院.{{0,10}}向大会报告工作", "法院工作报告"),
        (
            rf"{_ON_BEHALF}.{{0,24}}(?:人大常委会|人民代表大会常务委员会|人大主席团).{{0,20}}报告",
            "人大常委会工作报告",
        ),
        (
            rf"{_ON_BEHALF}.{{0,40}}(?:政协|政治协商会议).{{0,60}}报告(?:.{{0,24}}工作|如下|,请)"
            rf"|{_ON_BEHALF}.{{0,40}}(?:政协|政治协商会议).{{0,60}}作.{{0,8}}报告"
            rf"|{_ON_BEHALF}(?:(?!中共|市委|省委|县委|区委|党委|民革|民盟|民建|民进|工会|工商联).){{0,24}}(?:委员会|常委会).{{0,60}}报告",
            "常委会工作报告",
        ),
    )
)
_MASTHEAD: Final = re.compile(r"^(?:.{0,12}政协)?社情民意(?:信息|资讯|专报|简报|摘报)?(?:[(].{1,16}[)]|第.{1,8}期)?$")
"""The head of a leaflet above the title of its piece."""
_CPPCC: Final = re.compile(r"政协|政治协商会议")
_CONGRESS: Final = re.compile(
    r"人大常委会|人民代表大会常务委员会|人民代表大会及其常务|[镇乡]人大|人民代表大会第?.{1,4}次会议"
)
_REVIEWING: Final = re.compile(
    r"一年来|过去(?:的)?一年|过去五年|五年来|(?:的)?开局之年|(?:转瞬|刚刚|即将).{0,4}(?:19|20)\d\d年|回望|回首|回眸|次会议以来|工作回顾|(?:19|20)\d\d年,?.{0,6}政协(?!成立)"
)
_RUN_IN_REVIEW: Final = re.compile(
    r"^[^。,;:]{4,40}工作(?:总结|综述)(?:文稿|范文|材料|报告)?(?=(?:19|20)\d\d年|(?:过去|刚刚过去的)?[一五]年来|今年)"
)
"""A title that ran into its text: 县政协班子五年工作总结文稿2016年10月,….."""
_VISIT: Final = re.compile(r"(?:到|赴|在|来|深入)[^。]{2,20}(?:调研|考察|视察|走访|慰问|督办|学习)$")
"""The title of news of a visit, which may tell of the year too."""
_COMMITTEE_REVIEW: Final = re.compile(r"政协(?:及其)?(?:常委会|常务委员会)|政协[^。]{0,20}(?:常委会|常务委员会)")
HEAD_TITLES: Final = 4
"""Among so many first lines the head of a leaflet and the line under a headline are looked for."""
_STATUTE: Final = re.compile(r"^第一条")
_PROMULGATES: Final = re.compile(
    r"(?:人民代表大会|常务委员会|人大常委会|人民政府|国务院|主席)(?:公告|令)(?:[(].{1,12}[)]|第?.{1,6}号)?$"
)
_PROMULGATED: Final = re.compile(r"《[^》]{2,60}(?:条例|办法|规定|规则|细则|决定|法)》[^。]{0,160}(?:公布|施行)")
_FIRST_ARTICLE: Final = re.compile(r"\n第一条")
_SURVEY: Final = re.compile(r"^【(?:概况|概述|综述|综合|工作概况|基本情况)】")
_ASSEMBLY: Final = re.compile(r"政协|政治协商会议|人大常委会|人民代表大会")
_RULES_OF_CPPCC: Final = re.compile(r"政协|政治协商会议|委员履职")
SALUTATION: Final = re.compile(r"^(?:尊敬的.{0,12})?(?:各位|主席|主任|同志们|朋友们)[^。]{0,24}[:,!]")
"""How a report or a speech greets those it is given to."""
READ_OUT: Final = re.compile(r"^各位(?:代表|委员|常委)[^。]{0,12}(?:[:,!]|$)")
_OPENS_OR_CLOSES: Final = re.compile(
    r"(?:今天|现在|即将|就要|胜利|隆重|圆满)(?:就要|即将|胜利|隆重|圆满)?(?:开幕|闭幕)|(?:会议|大会|全会)[^。]{0,16}(?:今天|就要|即将)(?:就要|即将|胜利|圆满)?结束|(?:会议|大会|全会).{0,30}(?:圆满|顺利)完成.{0,20}(?:议程|议题)"
)
_FORM_FIELD: Final = re.compile(
    r"^(?:[【\[(]?(?P<field>案由|案题|提案人|提案者|提案单位|第一提案人|联名提案人|提案编号|提案号|主办单位|承办单位|会办单位|办理单位)[】\])]?[:].)"
    r"|(?P<number>^第?\d{1,10}号提案|提案第?\d{1,10}号$)"
)
"""The fields of a proposal as it is filed (提案)."""
_TELLING_FIELDS: Final = frozenset(
    {"案由", "案题", "提案人", "提案者", "第一提案人", "联名提案人", "提案编号", "提案号"}
)
_REPLY: Final = re.compile(
    r"(?:您|你|贵).{0,8}提出的.{0,80}(?:提案|建议|议案).{0,30}(?:收悉|收到|悉[,。])"
    r"|(?:提案|建议)[^。]{0,40}收悉[^。]{0,30}[,。].{0,20}(?:答复|回复)如下"
)
_PAPER: Final = re.compile(
    r"大会(?:口头|书面|交流)?发言|[(](?:口头|书面|交流)发言[)]|发言(?:人|单位|者):|次会议上的发言[)]?$"
)
_SAYS_PAPER: Final = re.compile(r"我(?:代表.{2,40})?(?:今天|大会)?(?:的)?发言的?(?:题目|主题|标题)[是为:]")
_MEMBER: Final = re.compile(
    r"(?:政协|[省市州县区旗])委员(?!会)|界别|民革|民盟|民建|民进|农工(?:民主)?党|致公党|九三学社|台盟|工商联|[教医农艺经济文化体育科技]{1,4}[界生]"
)
"""The line under a paper's title: a member with his 界别, or the party that speaks."""
_APPROVES: Final = re.compile(
    r"会议(?:.{0,30}(?:同意|审议).{0,30},)?(?:决定|一致)?,?(?:决定)?批准(?:这个|该|了这个|上述)报告"
)
_BYLINE_LINES: Final = 6
_BYLINE_CHARACTERS: Final = 60


_REPORTED: Final = re.compile(
    r"^(?:(?:近期|近日|近来|日前),)?(?:(?![向对给])[一-鿿]){0,14}"
    r"(?:政协(?:委员|常委)|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|工商联)(?:(?![向对给])[一-鿿·、]){0,24}反映[:,]"
)
"""What members or parties pass on, at the head of its first paragraph."""


def is_masthead(line: Line) -> bool:
    """Whether a line is the head of a leaflet rather than the title of its piece."""
    return _MASTHEAD.search(line.flat) is not None


def kind_of_masthead(lines: Lines) -> _Kind | None:
    """A leaflet by its head: 社情民意信息 第12期."""
    masthead = next((line for line in lines.head[:HEAD_TITLES] if is_masthead(line)), None)
    return None if masthead is None else ("社情民意信息", masthead.whole())


def kind_of_yearbook(lines: Lines) -> _Kind | None:
    """A yearbook's chapter on a 政协 or a congress, whose entries open with 【概况】."""
    for at, line in enumerate(lines.head[:_BYLINE_LINES]):
        match = _SURVEY.search(line.flat)
        if match is not None and any(_ASSEMBLY.search(each.flat) for each in lines.head[: at + 1]):
            return "工作综述", line.quote(match.start(), match.end())
    return None


def kind_of_form(lines: Lines) -> _Kind | None:
    """A proposal as it is filed, by the fields of its form; two of them, or one that only a proposal has."""
    found: dict[str, Evidence] = {}
    for line in (*lines.head, *lines.furniture):
        match = _FORM_FIELD.search(line.flat) if len(line.flat) <= 2 * _BYLINE_CHARACTERS else None
        if match is not None:
            found.setdefault(match["field"] or "提案号", line.whole())
    telling = next((evidence for field, evidence in found.items() if field in _TELLING_FIELDS), None)
    return None if telling is None else ("提案", telling)


def kind_of_reply(head: Sequence[Line]) -> _Kind | None:
    """您提出的……提案收悉，现答复如下."""
    for line in head[:_BYLINE_LINES]:
        match = _REPLY.search(line.flat)
        if match is not None:
            return "提案答复", line.quote(match.start(), match.end())
    return None


def kind_of_paper(title: Line | None, head: Sequence[Line]) -> _Kind | None:
    """A paper read to a plenary session: it says so, or a member or a party addresses the members under its title."""
    for line in head[: _BYLINE_LINES + 2]:
        match = _SAYS_PAPER.search(line.flat)
        if match is None and len(line.flat) <= _BYLINE_CHARACTERS and not line.flat.endswith("。"):
            match = _PAPER.search(line.flat)
        if match is not None:
            return "大会发言", line.quote(match.start(), match.end())
    if title is None:
        return None
    member: Line | None = None
    for line in head[:_BYLINE_LINES]:
        if member is not None and SALUTATION.search(line.flat):
            return "大会发言", member.whole()
        if line.flat != title.flat and len(line.flat) <= _BYLINE_CHARACTERS and _MEMBER.search(line.flat):
            member = member or line
    return None


def kind_of_speech(head: Sequence[Line]) -> _Kind | None:
    """A speech that opens or closes a session: 各位委员：……现在开幕."""
    addressed = False
    for line in head:
        addressed = addressed or SALUTATION.search(line.flat) is not None
        match = _OPENS_OR_CLOSES.search(line.flat) if addressed else None
        if match is not None:
            return "讲话", line.quote(match.start(), match.end())
    return None


def kind_of_delivery(head: Sequence[Line]) -> _Kind | None:
    """我代表……向大会报告工作: whose report it is."""
    for line in head:
        if "报告" not in line.flat:
            continue
        match = _APPROVES.search(line.flat)
        if match is not None:
            return "决议", line.quote(match.start(), match.end())
        for pattern, kind in _DELIVERY_RULES:
            match = pattern.search(line.flat)
            if match is not None:
                return kind, line.quote(match.start(), match.end())
    return None


def kind_of_word(head: Sequence[Line]) -> _Kind | None:
    """社情民意信息 by how it begins: 县政协委员某某反映：…."""
    for line in head[:HEAD_TITLES]:
        match = _REPORTED.search(line.flat)
        if match is not None:
            return "社情民意信息", line.quote(match.start(), match.end())
    return None


def kind_as_read(head: Sequence[Line]) -> _Kind | None:
    """The kind of a report that the text gives as it was read out, from the salutation on."""
    start = next((at for at, line in enumerate(head) if READ_OUT.search(line.flat)), None)
    return None if start is None else kind_of_delivery(head[start:])


def kind_of_review(title: Line | None, lines: Lines) -> _Kind | None:
    """A year's work of a 政协: a feature where the title is a headline, the committee's report where there is none."""
    if not any(_CPPCC.search(line.flat) for line in (*lines.head[:8], *((title,) if title else ()))):
        return None
    if title is not None and _VISIT.search(title.flat):
        return None
    run_in = _RUN_IN_REVIEW.search(lines.head[0].flat) if title is None and lines.head else None
    if run_in is not None:
        return "工作综述", lines.head[0].quote(run_in.start(), run_in.end())
    for line in lines.head:
        match = _REVIEWING.search(line.flat)
        if match is None:
            continue
        if title is not None:
            return ("工作综述", line.quote(match.start(), match.end())) if _CPPCC.search(title.flat) else None
        committee = next(filter(None, (_COMMITTEE_REVIEW.search(other.flat) for other in lines.head)), None)
        return None if committee is None else ("常委会工作报告", line.quote(match.start(), match.end()))
    return None


def kind_of_statute(lines: Lines) -> _Kind | None:
    """A text whose first paragraphs are 第一条: a law, or the rules of a 政协."""
    for line in lines.head:
        if _STATUTE.search(line.flat):
            return "章程规则" if _RULES_OF_CPPCC.search(line.flat) else "法规", line.quote(0, 3)
    return None


def kind_of_promulgation(title: Line | None, lines: Lines) -> _Kind | None:
    """A law below the notice that puts it into force: 《某某条例》已由…通过,现予公布,自…起施行."""
    if title is None or not _PROMULGATES.search(title.flat):
        return None
    for line in lines.head[:_BYLINE_LINES]:
        match = _PROMULGATED.search(line.flat)
        if match is not None and _FIRST_ARTICLE.search(lines.folded) is not None:
            return "法规", line.quote(match.start(), match.end())
    return None


def committee_kind(head: Sequence[Line]) -> str | None:
    """Whose 常委会: that which the first lines name first."""
    for line in head:
        cppcc, congress = _CPPCC.search(line.flat), _CONGRESS.search(line.flat)
        if cppcc and (congress is None or cppcc.start() < congress.start()):
            return "常委会工作报告"
        if congress:
            return "人大常委会工作报告"
    return None


def report_kind(head: Sequence[Line]) -> str | None:
    """A title of 工作报告 alone: by the salutation, else by the body named in the lines above it."""
    found = kind_of_delivery(head)
    if found is not None:
        return found[0]
    for line in head[:HEAD_TITLES]:
        for pattern, kind in (
            (r"检察院", "检察院工作报告"),
            (r"法院", "法院工作报告"),
            (r"人民政府|国务院", "政府工作报告"),
            (r"政协|政治协商会议", "常委会工作报告"),
            (r"人大常委会|人民代表大会常务委员会", "人大常委会工作报告"),
        ):
            if re.search(pattern, line.flat):
                return kind
    return None
