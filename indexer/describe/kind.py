"""What sort of material a document is (材料类型), from its title first, then from how it is built.

The list is ``models.KINDS``. Titles of such material end in the name of their kind (…工作报告, …的通知, …条例), so the
rules read titles from the end; a report without a title gives itself away by its salutation and first sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.lines import Line, Lines
from indexer.models import Evidence

_END: Final = r"(?:[((][^()()]{0,30}[))])?$"
_REPORT: Final = r"工作(?:情况)?(?:的)?报告"
_GOVERNMENT: Final = r"国务院|政府|办公厅|办公室|部|委员会|厅|局|委"

_TITLE_RULES: Final[Sequence[tuple[re.Pattern[str], str | None]]] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (
            r"^中共.{1,14}委(?:员会)?(?:办公[厅室])?(?:关于|印发|转发).*(?:通知|意见|决定|方案|规划|办法|措施)" + _END,
            "政策文件",
        ),
        # Replies of the State Council are issued and numbered like its other documents (国函, 国办函).
        (r"^国务院.*(?:通知|批复|意见|决定|答复|复函|函|通报|公告|命令)" + _END, "政策文件"),
        (r"(?:提案|建议).{0,12}(?:的)?(?:答复|复函|回复)(?:的?函|意见)?" + _END, "提案答复"),
        (
            r"^(?!.*(?:人大|人民代表大会|政府|国务院|村民|居民|业主)).*"
            r"(?:政协|政治协商会议|委员|提案|主席会议|社情民意|常务?委员?会|专门?委员?会).{0,30}"
            r"(?:章程|规则|条例|办法|细则|规定|制度|简则|准则)" + _END,
            "章程规则",
        ),
        (r"(?:人大常委会|人民代表大会|常务委员会).*(?:法|条例|修改|废止|解释).*(?:决定|解释)" + _END, "法规"),
        (
            r"(?<![方做看想说司执普用立违守])(?:法|法典)"
            + _END
            + r"|(?:条例|实施办法|暂行办法|管理办法|办法|实施细则|细则|规定|规则|条令)"
            + _END,
            "法规",
        ),
        (rf"工作报告(?:的)?(?:决议)|(?:决议)(?:草案)?{_END}", "决议"),
        (
            r"(?:召开|举行|开幕|闭幕)(?:(?!关于).){0,40}(?:听取|审议|讨论|协商|传达|研究|部署|学习|表决|选举)",
            "会议新闻",
        ),
        (
            r"(?:学习|解读|热议|审议|讨论|聆听|听取).{0,12}报告|报告.{0,4}(?:解读|诞生|起草|说明|问答|名词解释)|记者会|答记者问",
            None,
        ),
        (r"(?:学习)?贯彻.{0,12}报告(?:的)?(?:通知|意见|精神)", None),
        (r"^(?!.*的报告).*(?:召开|举行|开幕|闭幕|开会|召开的?会议)(?:大?会)?" + _END, "会议新闻"),
        (
            r"^(?!.*(?:通知|决定|公告|报告|讲话|发言|意见|致辞|决议|方案)$).*(?:召开|举行).{0,40}"
            r"(?:会议|全会|座谈会|协商会|动员会|推进会|常委会|例会)",
            "会议新闻",
        ),
        (r"(?:召开|举行|举办).{2,50}会(?:议|上)?" + _END, "会议新闻"),
        (r"提案(?:初步)?审查(?:情况|意见|结果)?的?报告|提案审查", "提案审查情况报告"),
        (
            r"提案(?:办理)?工作(?:情况)?的?(?:工作)?(?:总结)?报告|提案工作情况|提案办理(?:工作)?情况的?(?:综合)?报告",
            "提案工作情况报告",
        ),
        (r"民主监督.{0,20}(?:报告|情况)|监督性(?:视察|调研).{0,20}报告", "民主监督报告"),
        (rf"党组.{{0,24}}{_REPORT}", "工作综述"),
        (rf"政府工作(?:的)?报告|人民政府.{{0,12}}{_REPORT}", "政府工作报告"),
        (rf"检察院.{{0,20}}{_REPORT}|检察工作(?:的)?报告", "检察院工作报告"),
        (rf"法院.{{0,20}}{_REPORT}|审判工作(?:的)?报告", "法院工作报告"),
        (rf"(?:人大|人民代表大会)(?!第)(?:(?!会议).){{0,24}}{_REPORT}", "人大常委会工作报告"),
        (rf"(?:政协|政治协商会议).{{0,40}}{_REPORT}|政协工作报告", "常委会工作报告"),
        (r"协商(?:工作)?(?:议题)?计划|协商议题", "协商计划"),
        # What looks back first and plans second is a review.
        (r"工作(?:总结|回顾|情况)(?:及|和|与|暨|、|以及).{0,12}(?:计划|打算|安排|要点|思路|谋划)", "工作综述"),
        (r"工作要点|工作计划|重点工作(?:安排|计划)|工作安排" + _END, "工作要点"),
        (
            r"工作(?:综述|纪实|回眸|巡礼|回顾|亮点|总结)|履职(?:综述|纪实|回眸|总结|答卷)|年度(?:综述|回眸|总结)|综述"
            + _END,
            "工作综述",
        ),
        (r"大会发言|(?:口头|书面|交流)发言|发言(?:材料|提纲|摘登|稿)?" + _END, "大会发言"),
        (r"讲话(?:提纲|稿|摘要|要点)?" + _END + r"|致辞|致词|开幕词|闭幕词|开幕辞|闭幕辞|主持词|新年贺词", "讲话"),
        (r"(?:调研|视察|考察|协商|察访|督查).{0,8}(?:报告|建议)" + _END, "调研(视察)报告"),
        (r"社情民意(?!.{0,8}工作)", "社情民意信息"),
        (r"提案(?:建议)?" + _END + r"|^关于.{4,60}的(?:建议案|提案)", "提案"),
        (r"政协.*(?:通知|意见|决定|函|公告|通报)" + _END, None),
        (
            rf"(?:{_GOVERNMENT}|省委|市委|区委|县委|中共).{{0,30}}(?:关于|印发|转发|批转|公布|对|同意).*"
            r"(?:通知|批复|意见|决定|复函|函|通报|公告|命令|方案|规划|办法|报告的通知)" + _END,
            "政策文件",
        ),
        (r"^(?:中共中央|国务院)", "政策文件"),
        (r"(?:公示|招聘|采购|招标|中标|预算|决算|简介|名单|任免|讣告)(?:公告|说明|公开)?" + _END, "其他"),
    )
)
"""Title (flat) → kind, the first that fits; None: a text about such material, of which the title does not say more."""

_STANDING_COMMITTEE: Final = re.compile(rf"(?:常委会|常务委员会).{{0,16}}{_REPORT}")
_ANY_REPORT: Final = re.compile(_REPORT)

_ON_BEHALF: Final = r"(?:(?:我|谨|现)(?:代表|受)|受.{0,40}委托)"
_DELIVERY_RULES: Final[Sequence[tuple[re.Pattern[str], str]]] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rf"{_ON_BEHALF}.{{0,60}}报告.{{0,30}}提案(?:办理)?工作(?:的)?(?:情况)?", "提案工作情况报告"),
        (rf"{_ON_BEHALF}.{{0,60}}报告.{{0,30}}提案审查", "提案审查情况报告"),
        (
            rf"{_ON_BEHALF}.{{0,24}}(?:政府|国务院|行政公署).{{0,20}}(?:报告(?:政府)?工作|报告本届政府|作政府工作报告)",
            "政府工作报告",
        ),
        (rf"{_ON_BEHALF}.{{0,24}}检察院.{{0,20}}报告工作|检察院.{{0,10}}向大会报告工作", "检察院工作报告"),
        (rf"{_ON_BEHALF}.{{0,24}}法院.{{0,20}}报告工作|法院.{{0,10}}向大会报告工作", "法院工作报告"),
        (rf"{_ON_BEHALF}.{{0,24}}(?:人大常委会|人民代表大会常务委员会).{{0,20}}报告", "人大常委会工作报告"),
        (rf"{_ON_BEHALF}.{{0,40}}(?:政协|政治协商会议|委员会|常委会).{{0,60}}报告", "常委会工作报告"),
    )
)
_MASTHEAD: Final = re.compile(r"^(?:.{0,12}政协)?社情民意(?:信息|资讯|专报|简报|摘报)?(?:[((].{1,16}[))]|第.{1,8}期)?$")
"""The head of a leaflet above the title of its piece."""
_CPPCC: Final = re.compile(r"政协|政治协商会议")
_CONGRESS: Final = re.compile(r"人大常委会|人民代表大会常务委员会|人民代表大会及其常务")
_REVIEWING: Final = re.compile(
    r"一年来|过去(?:的)?一年|过去五年|五年来|(?:的)?开局之年|(?:转瞬|刚刚|即将).{0,4}(?:19|20)\d\d年|回望|回首|回眸|次会议以来|工作回顾|(?:19|20)\d\d年,?.{0,6}政协"
)
_COMMITTEE_REVIEW: Final = re.compile(r"政协(?:及其)?(?:常委会|常务委员会)|政协[^。]{0,20}(?:常委会|常务委员会)")
_SUBTITLE_LINES: Final = 4
_SUBTITLE: Final = re.compile(r"^[-—–]{1,4}.{4,60}$")
"""The line under a headline that says what the text is: ——青田县政协2021年工作综述."""
_STATUTE: Final = re.compile(r"^第一条")
_NEWS: Final = re.compile(
    r"^(?:[((]?本[报网]讯.{0,12}|[^。,]{0,10})?(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?(?:至\d{1,2}日)?,[^。]{4,70}(?:召开|举行|开幕|闭幕)"
)


def find_kind(title: Line | None, lines: Lines, *, name: Line | None = None) -> tuple[str, Evidence] | None:
    """The kind with its evidence: from the title, else from salutation, first sentences and build; None = not identified.

    A 工作报告 of an unnamed 常委会 is 政协's or 人大's by what its first lines speak of. ``name`` is the file's name where
    that reads like a title; it is asked after the title and before the build of the text.
    """
    subtitle = next((line for line in lines.head[:_SUBTITLE_LINES] if _SUBTITLE.search(line.flat)), None)
    for line in (title, subtitle, name):
        if line is not None:
            found = _kind_of_title(line, lines)
            if found is not None:
                return found
    masthead = next((line for line in lines.head[:_SUBTITLE_LINES] if _MASTHEAD.search(line.flat)), None)
    if masthead is not None:
        return "社情民意信息", masthead.whole()
    if title is not None and _is_about(title):
        return None
    return _kind_of_news(lines.head) or _kind_of_delivery(lines.head) or _kind_of_review(title, lines)


def _kind_of_title(title: Line, lines: Lines) -> tuple[str, Evidence] | None:
    for pattern, kind in _TITLE_RULES:
        match = pattern.search(title.flat)
        if match is not None:
            return None if kind is None else (kind, title.quote(match.start(), match.end()))
    match = _STANDING_COMMITTEE.search(title.flat)
    if match is not None:
        kind = _committee_kind(lines.head)
        return None if kind is None else (kind, title.quote(match.start(), match.end()))
    match = _ANY_REPORT.search(title.flat)
    if match is not None:
        kind = _report_kind(lines.head)
        return None if kind is None else (kind, title.quote(match.start(), match.end()))
    return None


def _is_about(title: Line) -> bool:
    """Whether the title says that the text is about a report rather than one."""
    return any(kind is None and pattern.search(title.flat) for pattern, kind in _TITLE_RULES)


def _committee_kind(head: Sequence[Line]) -> str | None:
    """Whose 常委会: that which the first lines name first."""
    for line in head:
        cppcc, congress = _CPPCC.search(line.flat), _CONGRESS.search(line.flat)
        if cppcc and (congress is None or cppcc.start() < congress.start()):
            return "常委会工作报告"
        if congress:
            return "人大常委会工作报告"
    return None


def _report_kind(head: Sequence[Line]) -> str | None:
    """A title of 工作报告 alone: by the salutation, else by the body named in the lines above it."""
    found = _kind_of_delivery(head)
    if found is not None:
        return found[0]
    for line in head[:4]:
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


def _kind_of_news(head: Sequence[Line]) -> tuple[str, Evidence] | None:
    for line in head[:4]:
        match = _NEWS.search(line.flat)
        if match is not None:
            return "会议新闻", line.quote(match.start(), match.end())
    return None


def _kind_of_delivery(head: Sequence[Line]) -> tuple[str, Evidence] | None:
    for line in head:
        if "报告" not in line.flat:
            continue
        for pattern, kind in _DELIVERY_RULES:
            match = pattern.search(line.flat)
            if match is not None:
                return kind, line.quote(match.start(), match.end())
    return None


def _kind_of_review(title: Line | None, lines: Lines) -> tuple[str, Evidence] | None:
    """A year's work of a 政协: a feature where the title is a headline, the committee's report where there is none."""
    if not any(_CPPCC.search(line.flat) for line in (*lines.head[:8], *((title,) if title else ()))):
        return _kind_of_build(lines)
    for line in lines.head:
        match = _REVIEWING.search(line.flat)
        if match is None:
            continue
        if title is not None:
            return ("工作综述", line.quote(match.start(), match.end())) if _CPPCC.search(title.flat) else None
        committee = next(filter(None, (_COMMITTEE_REVIEW.search(other.flat) for other in lines.head)), None)
        return None if committee is None else ("常委会工作报告", line.quote(match.start(), match.end()))
    return None


def _kind_of_build(lines: Lines) -> tuple[str, Evidence] | None:
    for line in lines.head:
        if _STATUTE.search(line.flat):
            return "法规", line.quote(0, 3)
    return None
