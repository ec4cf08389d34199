"""Which parts of a web page are plainly no text of it: what is never shown, menus, lists of other pages.

Where most of the page's sentences stand is known (``core``) and makes the rules stricter around it, where lists of other
pages' titles look like text; nothing is left out for standing elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

DROPPED: Final = frozenset(
    re.findall(
        r"[a-z0-9]+",
        "head script style noscript template iframe object embed applet svg canvas math select option datalist button textarea "
        "input video audio map nav dialog menu frameset rt rp",
    )
)
NAVIGATION: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navi|navigation|menu|menus|submenu|topnav|subnav|sidebar|crumbs?|breadcrumbs?|related|pager?|"
    r"pagination|friendlinks?|links|sitemap)(?:$|[\s_-])",
    re.IGNORECASE,
)
HIDDEN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
PLAYER: Final = re.compile(r"(?:^|[\s_-])(?:video|player|vjs|prism|jwplayer)(?:$|[\s_-])", re.IGNORECASE)
ASIDE: Final = frozenset({"marquee", "xml"})
"""Running text, and the settings that Word leaves in what is pasted from it (Normal 0 7.8 磅 …)."""
ARCHIVE: Final = frozenset({"wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato"})
"""Ids of the Wayback Machine's tool bar."""
WECHAT: Final = frozenset(
    {
        "meta_content",
        "js_tags_preview_toast",
        "js_pc_qr_code",
        "js_profile_qrcode",
        "js_view_source",
        "js_sponsor_ad_area",
    }
)
WECHAT_CLASSES: Final = frozenset({"rich_media_tool", "rich_media_area_extra", "qr_code_pc", "qr_code_pc_outer"})
"""What stands around an article of a 公众号; who wrote it and when is stated (``page_meta``)."""
CONTAINERS: Final = frozenset({"div", "ul", "ol", "dl", "section", "aside", "footer", "header", "td"})
AROUND: Final = CONTAINERS | {"li", "dd", "dt", "p", "tr", "table", "tbody", "center", "h3", "h4", "h5", "h6"}
"""Elements that may be a list of other pages, or an entry of one, outside the core."""
ENTRIES: Final = frozenset({"li", "dd", "dt"})
FILES: Final = re.compile(r"\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|zip|rar|txt|ceb)(?:$|[?#])", re.IGNORECASE)
"""What a report's annexes are; links to them belong to it."""
MARKS: Final = re.compile("[。；！？]")
NOISE: Final = re.compile(
    r"(?:(?:19|20)\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}:\d\d(?::\d\d)?|更多|\bmore\b|[^\w\s《》“”]",
    re.IGNORECASE,
)
"""Beside the title of another page: its day, a bullet, 更多>>."""
LABEL: Final = re.compile("来源|作者|发布|时间|日期|编辑|记者|文号|字号|附件|位置|主办|承办|版权")
"""Beside a link that is metadata, or in a line that ``clean`` knows."""
LIST_HEAD: Final = re.compile(
    r"(?:相关|热点|热门|最新|推荐|本周|本月|今日|图片|延伸|猜你|为你|为您|大家|重点|精彩|编辑|本类|本栏目?|同类|同栏目|点击|阅读|浏览|更多|往期|其他)"
    r"(?:链接|新闻|阅读|文章|报道|推荐|资讯|信息|文档|喜欢|都在看|在看|关注|排行榜?|专题|要闻|内容|图文|热点|榜|热文|导读|回顾)+"
)
"""What stands over a list of other pages, and over no part of a report."""
BREADCRUMB: Final = re.compile(r"\W*(?:网站|本站)?首页\s*(?:[>＞»›/]|->|→)")
"""Where in its site the page stands: links, but a source of metadata."""
FEWEST_MARKS: Final = 3
"""Marks that end sentences, from which on a page has a core."""
MOST: Final = 0.9
"""Share of the page's sentences that its core holds."""
LINKED: Final = 0.8
"""Share of a list's letters that stand in links."""
LOOSELY_LINKED: Final = 0.65
FEWEST_LISTED: Final = 3
LONGEST_LINK: Final = 40
"""Letters of a link on the average: a title, not a paragraph."""
SHORTEST_TITLE: Final = 8
"""Letters of a link that is a list of other pages by itself; names of papers are shorter."""


@dataclass(slots=True)
class Measure:
    """What an element holds, all in it included; letters are what is neither white space nor noise."""

    letters: int = 0
    marks: int = 0
    links: int = 0
    """Links to other pages."""
    linked: int = 0
    """Letters in those."""
    kept: bool = False
    """Whether it holds a label, or a link to a file."""

    def add(self, other: Measure) -> None:
        self.letters += other.letters
        self.marks += other.marks
        self.links += other.links
        self.linked += other.linked
        self.kept = self.kept or other.kept

    def add_text(self, text: str | None) -> None:
        if not text or text.isspace():
            return
        self.marks += len(MARKS.findall(text))
        if len(text) <= LONGEST_LINK:
            self.kept = self.kept or LABEL.search(text) is not None
            text = NOISE.sub("", text)
        self.letters += len("".join(text.split()))


class Parts:
    """What each element of a page holds, and with it what is left out."""

    def __init__(self, tree: Any) -> None:
        self._elements = list(tree.iter())  # held, as lxml makes another object of an element that nobody holds
        self._measures = self._measured()
        self._whole = self._measures[tree]
        core = self._core(tree)
        self._above = {core, *core.iterancestors()} if core is not None else set()
        self._inside = {inner for child in self._worded(core) for inner in child.iter()} if core is not None else set()
        title = next((element.text_content() for element in self._elements if element.tag == "title"), "")
        self._title = "".join(title.split())
        self._wechat = any(element.get("id") == "js_content" for element in self._elements)

    def _measured(self) -> dict[Any, Measure]:
        measures: dict[Any, Measure] = {element: Measure() for element in self._elements}
        for element in reversed(self._elements):  # what is in an element comes before it
            measure = measures[element]
            if not isinstance(element.tag, str) or element.tag in DROPPED:
                measures[element] = measure = Measure()
            else:
                measure.add_text(element.text)
                if element.tag == "a":
                    _count_link(element, measure)
            parent = element.getparent()
            if parent is not None:
                measures[parent].add(measure)
                measures[parent].add_text(element.tail)
        return measures

    def _core(self, tree: Any) -> Any | None:
        """The smallest element that holds nearly all sentences of the page; None where it has few."""
        if self._whole.marks < FEWEST_MARKS:
            return None
        core = tree
        while True:
            inner = next((each for each in core if self._measures[each].marks >= MOST * self._whole.marks), None)
            if inner is None:
                return core
            core = inner

    def _worded(self, core: Any) -> list[Any]:
        """Of what stands directly in the core: from the first sentence to the last."""
        children = list(core)
        places = [
            place
            for place, child in enumerate(children)
            if self._measures[child].marks and not _is_links(self._measures[child], 1)
        ]
        return children[places[0] : places[-1] + 1] if places else []

    def drops(self, element: Any) -> bool:
        """Whether an element is left out with all in it."""
        if element.tag in DROPPED or element.get("id") in ARCHIVE:
            return True
        if self._wechat and (
            element.get("id") in WECHAT or not WECHAT_CLASSES.isdisjoint(element.get("class", "").split())
        ):
            return True
        measure = self._measures[element]
        if _is_concealed(element) and not self._is_concealed_text(element, measure):
            return True
        if element in self._above:
            return False
        if element.tag in ASIDE and measure.letters * 3 < self._whole.letters:
            return True
        name = f"{element.get('class', '')} {element.get('id', '')}"
        if not measure.marks and measure.letters < LONGEST_LINK and element.tag == "div" and PLAYER.search(name):
            return True
        if self._above and element not in self._inside and self._is_elsewhere(element, measure):
            return True
        if element.tag not in CONTAINERS:
            return False
        named = NAVIGATION.search(name) is not None
        return (named or element.get("role") == "navigation" or element.tag in {"ul", "div", "dl"}) and _is_links(
            measure, 2 if named else 5
        )

    def _is_concealed_text(self, element: Any, measure: Measure) -> bool:
        """Whether a hidden element is text of the page, shown by a script: all of it (WeChat), or its further pages."""
        if element in self._above:
            return True
        return measure.letters * 3 >= self._whole.letters or (element in self._inside and measure.marks >= FEWEST_MARKS)

    def _is_elsewhere(self, element: Any, measure: Measure) -> bool:
        """Outside the core: a list of other pages, an entry of one, or what stands over one."""
        if measure.kept or measure.letters == 0:
            return False
        if (element.tag in AROUND or element.tag == "h2") and _is_list_head(element, measure):
            return True
        # Beside titles in a list stand the names of their sites and columns.
        loosely = measure.links >= FEWEST_LISTED and not measure.marks
        if element.tag not in AROUND or not _is_links(measure, 1, LOOSELY_LINKED if loosely else LINKED):
            return False
        # One link by itself may be a button, the source beside its label, or the title that leads to its own page.
        if measure.links == 1 and (
            measure.linked < SHORTEST_TITLE
            or element.tag == "td"
            or (element.tag not in ENTRIES and element.getparent() in self._above)
        ):
            return False
        said = "".join(element.itertext())
        own = bool(self._title) and "".join(said.split()) in self._title
        return not own and BREADCRUMB.match(said) is None


def _count_link(link: Any, measure: Measure) -> None:
    address = str(link.get("href") or "#").strip()
    # Words such as 发布 in the title of another page are no label.
    measure.kept = FILES.search(address) is not None or (measure.kept and "附件" in "".join(link.itertext()))
    if not measure.kept and not address.startswith("#"):
        measure.links, measure.linked = 1, measure.letters


def _is_concealed(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or HIDDEN.search(element.get("style", "")) is not None
    )


def _is_list_head(element: Any, measure: Measure) -> bool:
    if measure.links > 1 or measure.letters > LONGEST_LINK:
        return False
    said = "".join(element.itertext())
    return LIST_HEAD.fullmatch("".join(NOISE.sub("", said).split())) is not None


def _is_links(measure: Measure, fewest: int, share: float = LINKED) -> bool:
    """A list of links to other pages, with hardly any words of its own: navigation, related news, friendly sites."""
    return (
        measure.links >= fewest
        and measure.linked > share * measure.letters
        and measure.linked < LONGEST_LINK * measure.links
    )
