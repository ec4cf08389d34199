"""Where a copy comes from (来源), who wrote it, and its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from indexer.describe.kind_texts import SALUTATION
from indexer.describe.labels import Label, Labels
from indexer.describe.lines import Line
from indexer.fold import fold
from indexer.models import Evidence

_NONE: Final = re.compile(
    r"^(?:主站|本站|本网|本网站|本站原创|原创|网络|互联网|网上|转载|未知|不详|佚名|admin\w*|管理员|编辑|无|暂无|其他|null|none|-+)$"
)
_ADDRESS: Final = re.compile(r"^(?:https?://|www\.)\S+$")
_DAY: Final = r"(?:19|20)\d\d\s*(?:年/?|[-/.])\s*\d{1,2}\s*(?:月/?|[-/.])\s*\d{1,2}(?!\d)"
_DATED: Final = re.compile(rf"[\s,，(（]*{_DAY}.*$")
"""A paper's day after its name, with the page: 人民政协报 2024年1月12日 第3版."""
_GOES_ON: Final = re.compile(
    r"[\s|｜/／]+(?:[一-鿿]{2,8}[:：]|(?:本报|本网|全媒体|融媒体|首席|见习|实习|特约)*(?:记者|通讯员|编辑|作者|摄影|责编)(?=[\s:：/／]|[一-鿿]{2,4}(?:\s|$)))"
)
"""What else shares a line with a name: 舟山日报 记者 某某, 龙游新闻网 发布机构：某某局."""
_PAPER_NAME: Final = (
    r"[^\s，。：:；/|｜\d]{2,10}(?:日报|晚报|早报|晨报|时报|商报|都市报|政协报|法治报|法制报|新闻网|客户端|报社)"
)
_PAPER: Final = re.compile(
    rf"^[(（【《]?({_PAPER_NAME})[\s）)】》（(/|｜]*{_DAY}"
    rf"|^{_DAY}日?\s*(?:(?:星期|周)[一二三四五六日天])?\s*(?:\d{{1,2}}:\d\d(?::\d\d)?)?[\s/|｜]+《?({_PAPER_NAME})(?=$|[\s》/|｜(（【])"
)
"""The line over a feature that names the paper and the day without a label, in either order."""
_BYLINE_CHARACTERS: Final = 60
_MAX_CHARACTERS: Final = 40
_LOOKED_AT: Final = 200
"""Characters of a name with what stands behind it."""
_BYLINE: Final = re.compile(
    r"[(（【□■\s]*(?:文\s*[/／|｜丨]\s*|(?:本[报刊网台])?(?:全媒体|融媒体|首席|见习|实习)*[记記]者\s+)([一-鿿·]{2,4}(?:[、\s]+[一-鿿·]{2,4}){0,3})[)）】\s]*"
)
"""The line under a title that names its writers."""
_SPEAKER: Final = re.compile(
    r"(?:[一-鿿、()]{0,30}(?:主席|书记|常委|委员|委员会|主任|秘书长|[省市州县区旗]长|院长|检察长|[省市州县区]委会?|总支|支部|党|社|联|盟)\s+)?([一-鿿]{2,4}|[一-鿿]\s[一-鿿]|[一-鿿]\s[一-鿿]\s[一-鿿]|[一-鿿]{2,6}·[一-鿿]{2,6})"
)
_NO_NAME: Final = re.compile(
    r"稿$|录音|整理|全文|草案|主席|书记|[省市州县区旗镇乡局部院]长|主任|检察长|秘书长|总理|发言|讲话|政协|材料|建议|摘要|提纲|节选|文稿|目录|附件|开幕|闭幕|委员|会议|大会|提案|[省市县区党]委"
)
_SPEAKER_LINES: Final = 7
_REPORTERS_LABEL: Final = re.compile(r"[一-鿿]{0,4}[記记]\s*者")
_REPORTER: Final = re.compile(r"(?!.*[您你请吗哪么呢问])[一-鿿·]{2,6}(?:[、,/\s]+[一-鿿·]{2,6}){0,4}$")
"""What a label 记者 may hold, and the question that follows it in an interview does not look like."""
_PAGE_ADDRESS: Final = re.compile(r"https?://[!-~]+/[!-~]+", re.IGNORECASE)
"""The address of a page; a site's own, without a path, is that of no copy."""
_FIRST_WIDE: Final = "⺀"
_FIRST_COMPATIBLE: Final = "\uf900"


def simplify(text: str) -> str:
    """Traditional characters made simplified; letters, digits and their case stay."""
    return "".join(
        plain if _FIRST_WIDE <= character < _FIRST_COMPATIBLE and not character.isspace() else character
        for character, plain in zip(text, fold(text), strict=True)
    )


def find_source(labels: Labels, stated: str | None, furniture: Sequence[Line] = ()) -> tuple[str, Evidence] | None:
    """The source in simplified script (人民政协报), without its day; the site's own 主站, 本站 or 本网 is none.

    ``furniture``: the page's lines and those around the title, asked last, for one that names a paper and its day.
    """
    return _find_name(labels.get("source"), stated) or next(_papers(furniture), None)


def _papers(furniture: Sequence[Line]) -> Iterator[tuple[str, Evidence]]:
    for line in furniture:
        told = not line.where.startswith("furniture") and len(line.text) > _BYLINE_CHARACTERS
        match = None if told else _PAPER.search(simplify(line.text))
        if match is not None:
            group = 1 if match[1] else 2
            yield match[group], line.quote_folded(match.start(group), match.end(group))


def find_author(labels: Labels, stated: str | None, lines: Iterable[Line] = ()) -> tuple[str, Evidence] | None:
    """The author as stated, in simplified script.

    ``lines``: those around the title, asked last, for a byline: 文/某某, 本报记者 某某.
    """
    label = labels.get("author")
    if label is not None and _REPORTER.match(label.folded, 0) is None and _REPORTERS_LABEL.match(label.evidence.text):
        label = None
    return _find_name(label, stated) or next(_bylines(lines), None)


def find_speaker(head: Sequence[Line], *, title: Line | None, kind: str | None) -> tuple[str, Evidence] | None:
    """Who speaks, of a speech or a paper: the name that stands alone, or after an office, between title and greeting."""
    if kind not in ("大会发言", "讲话"):
        return None
    found: tuple[str, Evidence] | None = None
    for line in head[:_SPEAKER_LINES]:
        if SALUTATION.search(line.flat):
            return found
        if found is not None or (title is not None and line.flat in title.flat):
            continue
        match = _SPEAKER.fullmatch(line.folded.strip())
        if match is not None and _NO_NAME.search(match[1]) is None:
            found = "".join(match[1].split()), line.whole()
    return None


def _bylines(lines: Iterable[Line]) -> Iterator[tuple[str, Evidence]]:
    for line in lines:
        match = _BYLINE.fullmatch(line.text.strip()) if len(line.text) <= _MAX_CHARACTERS else None
        name = _clean_name(match[1]) if match is not None else None
        if name is not None:
            yield name, line.whole()


def find_url(stated: str | None, labels: Labels | None = None) -> tuple[str, Evidence] | None:
    """The address the format states of itself, or a label of the text; anything but http and https is none."""
    if stated and re.match(r"https?://\S+$", stated.strip()):
        return stated.strip(), Evidence(stated.strip(), "stated")
    for field in ("url", "source") if labels is not None else ():
        label = labels.get(field) if labels is not None else None
        match = _PAGE_ADDRESS.match(label.text) if label is not None else None
        if label is not None and match is not None:
            return match[0], label.evidence
    return None


def _find_name(label: Label | None, stated: str | None) -> tuple[str, Evidence] | None:
    if label is not None:
        name = _clean_name(label.text)
        if name is not None:
            return name, label.evidence
    if stated:
        name = _clean_name(stated)
        if name is not None:
            return name, Evidence(stated, "stated")
    return None


def _clean_name(written: str) -> str | None:
    written = simplify(written.strip()[:_LOOKED_AT])
    name = " ".join(_DATED.sub("", _GOES_ON.split(written, maxsplit=1)[0]).split()).strip("《》“”\"' ")
    if not name or len(name) > _MAX_CHARACTERS or _NONE.search(name.lower()) or _ADDRESS.search(name.lower()):
        return None
    return name
