"""Which lines are site furniture rather than the report: labels, buttons, breadcrumbs, page numbers, footers.

A line is judged by itself and by its zone. Between the report's first and last paragraph only what cannot be anything
else leaves the text (a button alone on a line, a page number); at the head and the tail also lines that a report could hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from indexer.clean.menus import SEPARATING, SEPARATORS, says_menu
from indexer.clean.site_words import (
    ALWAYS_LABEL,
    BESIDE_REPORT,
    BUTTON,
    CAPTION,
    CREDIT,
    ENDS_PAGE,
    FIRST,
    FOOTER_LABEL,
    LABEL,
    LAST,
    PHRASE,
    PRINTED_SLOGAN,
    SIGN,
    simplified,
)

STARTS_WITH_LABEL: Final = re.compile(rf"[\W_]*(?:{LABEL}\s*[:：]|{CREDIT}\s*[|｜丨])")
HAS_LABEL: Final = re.compile(rf"{LABEL}\s*[:：]|{CREDIT}\s*[|｜丨]")
STARTS_WITH_FOOTER: Final = re.compile(rf"[\W_]*{FOOTER_LABEL}\s*[:：]?")
LABELLED: Final = re.compile(r"[:：|｜丨]")
FOOTER_SIGN: Final = re.compile(
    r"版权所有|Produced By|ICP备|公网安备|网站标识码|copyright|©|All Rights Reserved|建议使用.{0,20}(?:浏览|分辨率)",
    re.IGNORECASE,
)
COMPILATION: Final = re.compile(
    r"第\s*\d+\s*[/／]\s*\d+\s*页|(?<!\d)\d++\s*+篇\s*+[（(]|[（(][^（()）\d]{0,4}\d{1,3}\s*篇[)）]$"
)
SITE: Final = re.compile(r"www\.|https?://|[◆★☆~～]|记住我|欢迎(?:您|访问|光临|来到)", re.IGNORECASE)
SITE_NAME: Final = re.compile(
    r"[^，。：；《》]{0,24}(?:文库|门户网站?|官方网站|官网|政府网站?|政协网站?|人大网|信息网|新闻网|公众网|之窗|资料网|范文网?|频道)\W*"
)
MOTTO: Final = re.compile(
    r"(?![^\n]*(?:报告|综述|总结|纪实|侧记|政府工作|提案))[\u4e00-\u9fff]{4,12}[\s·,，]+[\u4e00-\u9fff]{4,12}"
)
HOST: Final = re.compile(r"[\u4e00-\u9fff]{2,10}(?:政协|人大|人大常委会|法院|检察院|政府)")
"""The short name of the body whose site it is."""
FOREIGN_NAME: Final = re.compile(r"[A-Z][A-Za-z.,'&()-]*(?:\s+[A-Za-z.,'&()-]+){2,12}")
"""The name of a site or its body in English or pinyin: PEOPLE'S COURT OF SUCH COUNTY."""
BREADCRUMB: Final = re.compile(
    r"首页\s*[>＞»›/]|(?:[>＞»›]\s*+[^\s>＞»›]++\s*+){2}|>>|^[\u4e00-\u9fff]{2,8}\s*+[>＞»›]\s*+[\u4e00-\u9fff“”]{2,12}\s*+$"
)
ARROW: Final = re.compile("[→➔➜▸▶]")
LONGEST_STEP: Final = 8
"""Characters of a step that names a part of the site."""
ARROWS: Final = re.compile(
    r"首页\s*[→➔➜▸▶].{0,60}|(?:[\u4e00-\u9fff]{2,8}\s*+[→➔➜▸▶]\s*+)++(?:正文|内容|浏览|详细内容)?"
)
"""A path whose steps are parted by arrows: 历史回眸 → 文献 → 正文."""
PAPER: Final = re.compile(
    r"[^，。：；《》]{0,32}(?:会议|大会|全会)(?:文件|材料|资料|参阅件)(?:之|第)?\s*[（(]?\s*[一二三四五六七八九十\d]{1,4}\s*号?[)）]?"
)
"""The number of a paper among those of a session, printed over its title: 示例县第七届人民代表大会第三次会议文件（十一）."""
REST_OF_PAPER: Final = re.compile(r"第[一二三四五六七八九十\d]{1,3}次(?:全体)?会议")
SESSION_NAME: Final = re.compile(r"[^，。：；《》]{2,30}(?:人民代表大会|委员会|常务委员会)")
TIMESTAMP: Final = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?")
DAY: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
PAGE_NUMBER: Final = re.compile(
    r"[-–—－─·•~～\s]*\d{1,3}[-–—－─·•~～\s]*|第\s*\d{1,4}\s*页(?:\s*+[,，/]?+\s*+共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|Page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
CLOSING: Final = frozenset("，。！？；：、”’」』》")
CLOSING_MARKS: Final = re.compile(f"[{''.join(sorted(CLOSING))}]+")
"""What a line end may have torn off its sentence."""
PAPER_BYLINE: Final = re.compile(
    r"[（(【《]?[^\s，。：；]{2,10}(?:日报|晚报|早报|晨报|时报|商报|都市报|政协报|法治报|法制报|新闻网|客户端|报社)[\s　）)】》（(/|｜]*"
    r"\d{4}\s*(?:年/?|[-/.])\s*\d{1,2}\s*(?:月/?|[-/.])\s*\d{1,2}[^，。；：]{0,40}(?:第\s*[A-Z]?\d{1,3}\s*版\s*[:：][^，。；：]{0,40})?"
)
"""The paper and its day over a feature: 示例日报 2024年1月12日 记者 …; 示例日报 2019年2月2日 星期六 第04版：要闻."""
REPORTER: Final = re.compile(
    r"[（(【□■○◎\s]*(?:[^\s，。：；]{0,8}[报网台])?\s*(?:全媒体|融媒体|首席|见习|实习)*(?:记者|通讯员)[\s/:：丨|]+[^，。；：]{2,40}"
)
INDEX_NUMBER: Final = re.compile(r"[\W_]*(?:索\s*引\s*号|信息索引)\s*[:：]")
EDGE_PHRASE: Final = re.compile(f"{BESIDE_REPORT}|{PRINTED_SLOGAN.pattern}")
POSTED: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d{2}[^，。：；]{0,24}|\s+[^\s，。：；\d]{2,10}(?:[日晚早晨时商]报|都市报|政协报|新闻网)(?:\s[^，。：；]{0,24})?)"
    r"|\d{4}年\d{1,2}月\d{1,2}日\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s/|｜]+[^\s，。：；\d]{2,10}(?:[日晚早晨时商]报|都市报|政协报|法制报|新闻网)(?:[\s/|｜][^，。：；]{0,24})?"
)
"""When a page was put up, to the minute, and what stands behind it: 2022-02-25 20:11 · …; or the day and the paper."""
BESIDE_BUTTONS: Final = re.compile(rf"\d{{1,3}}|字体|推荐|共\d+页|{TIMESTAMP.pattern}")
SENTENCE: Final = re.compile(r"[。！？；]|[，,].{6,}[，,].{6,}[，,]")
LONGEST: Final = 160
"""Characters of the longest furniture line; breadcrumbs with a title and rows of links run long."""


def may_be_furniture(line: str) -> bool:
    """What holds of every line of which ``is_furniture_anywhere`` or ``is_page_number`` is true, and is soon told."""
    first = line.lstrip(SEPARATING)[:1]
    return not "\u4e00" <= first <= "\u9fff" or first in FIRST or line.rstrip("！!")[-1:] in LAST or "所有" in line


def is_furniture_anywhere(line: str) -> bool:
    """A line that cannot be part of a report wherever it stands. ``line`` is not blank."""
    if not line[0].isalnum() and not any(map(str.isalnum, line)):
        return CLOSING_MARKS.fullmatch(line) is None
    if len(line) > LONGEST or not may_be_furniture(line):
        return False
    line = simplified(line)
    if (
        _all_buttons(line)
        or ("【" in line and _all_buttons("".join(line.split())))
        or ("摄" in line[-2:] and CAPTION.fullmatch(line))
        or (PHRASE.fullmatch(line) and not SENTENCE.search(line.rstrip("！!")))
    ):
        return True
    return ALWAYS_LABEL.match(line) is not None and not re.search(r"[。！？]", line)


def is_furniture_at_edge(line: str, *, head: bool) -> bool:
    """A line that is furniture where it stands before the report's first, or after its last, paragraph."""
    return is_furniture_anywhere(line) or (len(line) <= LONGEST and _is_furniture_at_edge(line, head))


@lru_cache(maxsize=256)  # asked of the first and the last lines of a report more than once
def _is_furniture_at_edge(line: str, head: bool) -> bool:
    line = simplified(line)
    if EDGE_PHRASE.fullmatch(line):
        return True
    if re.search(r"[。！？]", line):
        return False
    labels = len(HAS_LABEL.findall(line)) if LABELLED.search(line) else 0
    if labels > 1 or len(SIGN.findall(line)) > 1:
        return True
    if labels and (STARTS_WITH_LABEL.match(line) or SITE.search(line) or TIMESTAMP.search(line) or DAY.match(line)):
        return True
    if TIMESTAMP.fullmatch(line) or re.fullmatch(r"\d{5,}", line) or COMPILATION.search(line):
        return True
    if head and "发言" not in line and PAPER.fullmatch(line):
        return True
    if head and (PAPER_BYLINE.fullmatch(line) or REPORTER.fullmatch(line) or POSTED.fullmatch(line)):
        return True
    if head and _is_path_of_arrows(line):
        return True
    return (BREADCRUMB.search(line) is not None and head) or (FOOTER_SIGN.search(line) is not None and not head)


def _is_path_of_arrows(line: str) -> bool:
    if ARROWS.fullmatch(line):
        return True
    steps = [step.strip() for step in ARROW.split(line)]
    return len(steps) > 2 and says_menu(steps[0]) and len(steps[1]) <= LONGEST_STEP


def goes_on_in_paper(line: str, following: str) -> bool:
    """Whether a line is the first half of a paper's number: 示例县第七届人民代表大会 / 第三次会议文件（十一）."""
    line, following = simplified(line), simplified(following)
    return (
        PAPER.fullmatch(following) is not None
        and REST_OF_PAPER.match(following) is not None
        and SESSION_NAME.fullmatch(line) is not None
    )


def is_site_name(line: str) -> bool:
    """A line before the title that names or praises the site."""
    line = simplified(line)
    named = SITE_NAME.fullmatch(line) is not None and "关于" not in line
    return len(line) <= 40 and (named or SITE.search(line) is not None) and not SENTENCE.search(line)


def is_slogan(line: str) -> bool:
    """A site's motto of two clauses, or whose it is: 把握团结民主主题  服务全县发展大局; 某某市检察院."""
    return any(pattern.fullmatch(line.strip()) for pattern in (MOTTO, FOREIGN_NAME, HOST))


def is_label(line: str) -> bool:
    """A short line of the form 来源：北京日报; true of it even between a report's date and its salutation."""
    return (
        len(line) <= 60 and STARTS_WITH_LABEL.match(simplified(line)) is not None and not re.search(r"[。！？]", line)
    )


def is_breadcrumb(line: str) -> bool:
    """您现在的位置：首页 > 文件 …"""
    return re.match(r"[\W_]*(?:您|你|当前|所在|现在)[^，。]{0,6}位置", simplified(line)) is not None


def is_index_number(line: str) -> bool:
    """索引号：…, the first field of the table over a document that a government publishes (政府信息公开条例, 2007)."""
    return INDEX_NUMBER.match(simplified(line)) is not None


def ends_page(line: str) -> bool:
    """A line under which only links to other pages follow."""
    return len(line) <= 80 and ENDS_PAGE.match(simplified(line)) is not None


def is_footer_label(line: str) -> bool:
    """主办单位, 地址, 电话 …: furniture only in a footer that shows itself to be one."""
    return STARTS_WITH_FOOTER.match(simplified(line)) is not None


def has_footer_sign(lines: Sequence[str]) -> bool:
    """Whether these lines hold what only the footer of a site holds: 版权所有, ICP备 …"""
    return any(FOOTER_SIGN.search(simplified(line)) for line in lines)


def is_page_number(line: str) -> bool:
    """12, — 12 —, 第3页 共10页. A year alone is none."""
    return PAGE_NUMBER.fullmatch(simplified(line)) is not None


def _all_buttons(line: str) -> bool:
    opening = line.lstrip(SEPARATING)
    if not (BUTTON.match(opening) or BESIDE_BUTTONS.match(opening)):
        return False  # the first piece is none, so that the row need not be cut up
    pieces = [piece for piece in SEPARATORS.split(line) if piece]
    named = [piece for piece in pieces if BUTTON.fullmatch(piece) and len(piece) > 1]
    return bool(named) and all(BUTTON.fullmatch(piece) or BESIDE_BUTTONS.fullmatch(piece) for piece in pieces)
