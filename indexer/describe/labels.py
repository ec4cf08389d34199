"""Labelled statements around a report: 来源:人民政协报, 发布时间:2024-01-15, 成文日期:2006年10月18日.

They stand in furniture and, where cleaning left them, in the first lines of the text; several may share a line, and a
table may put a value on the line after its label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from indexer.describe.lines import Line, Lines
from indexer.models import Evidence

_NAMES: Final[Mapping[str, str]] = {
    "published": "信息发布日期 发布时间 发布日期 发表时间 发表日期 发稿时间 发稿日期 刊发时间 刊登日期 录入时间 上传时间 上传日期 添加时间 添加日期 创建时间 上线时间 发布于 发表于 "
    "公开日期 公布日期 信息时间 更新时间 更新日期 日期 时间",
    "retrieved": "抓取时间 抓取日期 采集时间 采集日期 爬取时间 爬取日期 下载时间 下载日期 获取时间 获取日期 检索时间 检索日期 访问时间 访问日期 "
    "存档时间 存档日期 retrieved",
    "url": "原文链接 原文地址 原文网址 原文连接 本文链接 本文网址 本文地址 文章链接 文章地址 网页链接 网页地址 来源链接 来源网址 链接地址 链接 网址 url",
    "written": "成文日期 成文时间 生成日期 生成时间 制发日期 印发日期 签发日期 发文日期 发文时间 提交日期 提交时间 提出日期 提出时间 提案日期 提案时间 立案日期 立案时间",
    "source": "信息来源 文章来源 资料来源 稿件来源 新闻来源 内容来源 来源单位 稿源 来源 出处 转自",
    "author": "作者 撰稿人 撰稿 撰文 文章作者 本报记者 本网记者 全媒体记者 融媒体记者 记者",
    "title": "标题 文件名称 信息名称 文件标题 名称",
    "document_number": "发文字号 文件字号 文件编号 发文文号 文号",
    "issuer": "发文机关 发布机构 发布机关 发文单位 制发机关 公开主体",
    "": "责任编辑 责编 编辑 编审 审核 校对 初审 复审 终审 供稿 摄影 通讯员 浏览次数 浏览量 浏览 阅读次数 阅读量 阅读 点击量 "
    "点击数 点击次数 点击 访问量 访问次数 人气 字体 字号 字体大小 分享到 分享 打印 关闭 收藏 索引号 主题分类 主题词 体裁分类 "
    "有效性 关键词 效力状态 公文种类 分类 栏目 废止日期 失效日期 生效日期 实施日期 施行日期 服务对象 发布人 录入",
}
"""Field (empty: only ends the value before it) → labels; where several of a field are stated the first listed wins."""

_FIELD_OF: Final = {label: field for field, labels in _NAMES.items() for label in labels.split()}
_RANK: Final = {label: rank for rank, label in enumerate(_FIELD_OF)}


def _spaced(label: str) -> str:
    return r"\s*".join(label)


_SPELLINGS: Final = "|".join(_spaced(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
_DATED: Final = "|".join(
    _spaced(label) for label in ("发布日期", "发布时间", "公开日期", "成文日期", "生成日期", "印发日期")
)
_LABEL: Final = re.compile(
    rf"(?<![一-鿿a-z])(?:({_SPELLINGS})\s*(?:[】\]]\s*:?|:)|({_DATED})\s+(?=(?:19|20)\d\d\s*[年/.-]))"
)
"""A label and its sign; of days also in a table, whose cells have none."""
_LABEL_SIGN: Final = re.compile(r"[:】\]]|日期\s|时间\s")
_VALUE_END: Final = re.compile(
    r"[|【】\t<>]|\s{3,}|[\[(]\s*字|\d+\s*次(?:浏览|阅读|点击)|(?:浏览|阅读|点击)(?:次数|量|数)|责任编辑|发布时间|字\s*[体号]"
    r"|(?:我要|网友|发表)?(?:评论|跟帖|留言)(?:数|\s*[(:\d])|(?:我要|网友|发表)(?:评论|跟帖|留言)|进入论坛|参与互动"
    r"|分享到|打印本页|加入收藏"
)
_EDGES: Final = " \t　|·•-—_,;、[]()【】"
_LABEL_LINE_CHARACTERS: Final = 300
_VALUE_LINE_CHARACTERS: Final = 80
_IN_TABLES: Final = frozenset({"written", "title", "document_number", "issuer", "published", "retrieved"})
"""Fields whose value a table may put on the line after the label."""
_VAGUE: Final = frozenset({"日期", "时间"})
"""Labels that in the text itself tell of a meeting, not of the page."""


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    """The value as it stands."""
    folded: str
    evidence: Evidence
    """Label and value."""


Labels = Mapping[str, Label]


def find_labels(lines: Lines) -> Labels:
    """Field name → the best labelled value. Fields: published, retrieved, written, url, source, author, title, document_number, issuer."""
    best: dict[str, tuple[int, Label]] = {}
    for group in (lines.furniture, lines.head):
        for line, following in zip_longest(group, group[1:]):
            if not _LABEL_SIGN.search(line.folded) or len(line.folded) > _LABEL_LINE_CHARACTERS:
                continue
            for rank, field, label in _labels_of(line, following):
                if field not in best or rank < best[field][0]:
                    best[field] = (rank, label)
    return {field: label for field, (_, label) in best.items()}


def _labels_of(line: Line, following: Line | None) -> list[tuple[int, str, Label]]:
    matches = [*_LABEL.finditer(line.folded)]
    found: list[tuple[int, str, Label]] = []
    for number, match in enumerate(matches):
        name = "".join((match[1] or match[2]).split())
        field = _FIELD_OF[name]
        if not field or (name in _VAGUE and not line.where.startswith("furniture")):
            continue
        if name.endswith("记者") and len(matches) == 1 and not line.where.startswith("furniture"):
            continue  # 记者: in the text itself opens a question
        is_last = number + 1 == len(matches)
        end = len(line.folded) if is_last else matches[number + 1].start()
        start, end = _value(line.folded, match.end(), end)
        if start < end:
            label = Label(line.text[start:end], line.folded[start:end], line.quote_folded(match.start(), end))
        elif is_last and following is not None and field in _IN_TABLES and _is_value(following):
            label = Label(following.text.strip(), following.folded.strip(), following.whole())
        else:
            continue
        found.append((_RANK[name], field, label))
    return found


def _is_value(line: Line) -> bool:
    return len(line.text) <= _VALUE_LINE_CHARACTERS and not _LABEL.search(line.folded)


def _value(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the value between two labels really stands, without its edges and what else the site put there."""
    while start < end and folded[start] in _EDGES:
        start += 1
    cut = _VALUE_END.search(folded, start, end)
    if cut is not None:
        end = cut.start()
    while end > start and folded[end - 1] in _EDGES:
        end -= 1
    return start, end
