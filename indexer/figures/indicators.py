"""What is counted: head words, the names they are grouped under, the units and actions that go with them.

A number whose neighbours are none of these heads is a stray number and gets no indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indexer.figures.actions import CHANGES, OF_ACTIVITIES, OF_CASES, OF_MESSAGES, OF_PROPOSALS


@dataclass(frozen=True, slots=True)
class Indicator:
    name: str
    heads: tuple[str, ...]
    """Words, folded."""
    units: frozenset[str]
    actions: frozenset[str]
    governs: bool = False
    """Whether a number further on may be about it: 提案312件，立案268件."""
    needs_action: bool = False
    """Whether it counts only with an action: 问题 are solved, or they are no figure."""
    exact: bool = False
    """Whether a report has one value of it for a period, so that two contradict each other."""
    loose: bool = False
    """Whether a few other words may stand between it and the number: 走访困难委员企业38户."""

    def done_by(self, action: str | None) -> str | None:
        """What an action is when done with this: 编印 of 社情民意信息 is 编报; None where it does not go with it."""
        action = "编报" if action == "出版" and self.name == "社情民意信息" else action
        return action if action in self.actions else None


def _make(
    name: str,
    heads: str,
    units: str,
    actions: frozenset[str],
    *,
    governs: bool = False,
    needs_action: bool = False,
    exact: bool = False,
    loose: bool = False,
) -> Indicator:
    return Indicator(
        name,
        tuple(heads.split()),
        frozenset(units.split()),
        actions,
        governs=governs,
        needs_action=needs_action,
        exact=exact,
        loose=loose,
    )


_NONE: Final = frozenset[str]()
_TIMES: Final = "次 场 场次 期 批次"
_RATES: Final = (
    *(
        "满意率",
        "基本满意率",
        "满意和基本满意率",
        "满意度",
        "办复率",
        "办结率",
        "答复率",
        "立案率",
        "采纳率",
        "解决和采纳率",
    ),
    *("解决率", "落实率", "面商率", "见面率", "面复率", "走访率", "沟通率", "出席率", "参会率", "结案率"),
    *("审结率", "采用率", "办成率", "执结率"),
)
_RATE_HEADS: Final = {"答复率": "答复率 办理答复率 书面答复率", "办复率": "办复率 办理办复率"}
"""Of rates with other heads than their name; 办理答复 and 书面答复 alone are actions."""

_LIST: Final = (
    _make("提案", "提案", "件 份 %", OF_PROPOSALS, governs=True, exact=True),
    _make("重点提案", "重点提案", "件 份 %", OF_PROPOSALS, governs=True, exact=True),
    _make("优秀提案", "优秀提案 优秀委员提案 优秀集体提案", "件 份", OF_PROPOSALS),
    _make(
        "代表建议",
        "代表建议 代表意见建议 代表议案建议 批评和意见 批评意见",
        "件 条 %",
        OF_PROPOSALS,
        governs=True,
        exact=True,
    ),
    _make("议案", "代表议案 议案", "件 项", OF_PROPOSALS, governs=True, exact=True),
    _make(
        "社情民意信息",
        "社情民意信息 社情民意资讯 社情民意专报 社情民意 民意信息",
        "篇 条 期 件 份 篇次 条次 件次 %",
        OF_MESSAGES,
        governs=True,
        exact=True,
    ),
    _make("优秀信息", "优秀社情民意信息 优秀信息", "篇 条", OF_MESSAGES),
    _make("专报", "专报", "篇 条 期 件", OF_MESSAGES),
    _make("大会发言", "大会发言材料 大会发言 书面发言 口头发言", "篇 份 件 人次", OF_MESSAGES, governs=True),
    _make(
        "意见建议", "意见建议 意见和建议 监督意见 评议建议 对策建议 建议 意见", "条 个 项 件", OF_MESSAGES, governs=True
    ),
    _make("批示", "肯定性批示 重要批示 批示 肯定性签批 签批", "件次 次 人次 件 条 篇 篇次 条次", _NONE),
    _make("调研报告", "调研报告 视察报告 考察报告 调研视察报告 专题报告", "篇 份 个", OF_MESSAGES),
    _make("调研", "调研 专题调研 调研活动", _TIMES + " 批 人次", OF_ACTIVITIES),
    _make("视察", "视察 视察活动", _TIMES + " 批 人次", OF_ACTIVITIES),
    _make("考察", "考察 考察交流 考察学习 学习考察", _TIMES + " 批 人次", OF_ACTIVITIES),
    _make("调研视察", "调研视察 视察调研 视察考察 调研考察 调研视察活动", _TIMES + " 批 人次", OF_ACTIVITIES),
    _make("协商", "协商 协商活动 协商议事 协商会议", _TIMES + " 人次", OF_ACTIVITIES),
    _make("专题协商会", "专题协商会 专题协商会议", _TIMES, OF_ACTIVITIES),
    _make("对口协商座谈会", "对口协商座谈会 对口协商会", _TIMES, OF_ACTIVITIES),
    _make("协商座谈会", "协商座谈会", _TIMES, OF_ACTIVITIES),
    _make("座谈会", "座谈会", _TIMES, OF_ACTIVITIES),
    _make("民主评议", "民主评议", _TIMES + " 项", OF_ACTIVITIES),
    _make("民主监督", "民主监督 民主监督活动 监督活动", _TIMES + " 项", OF_ACTIVITIES),
    _make("全体会议", "全体会议", "次", OF_ACTIVITIES),
    _make("常委会议", "常委会议 常委会会议 常务委员会会议", "次 场", OF_ACTIVITIES),
    _make("议政性常委会议", "议政性常委会会议 议政性常委会议 议政性常委会", "次 场", OF_ACTIVITIES),
    _make("主席会议", "主席会议", "次 场", OF_ACTIVITIES),
    _make("党组会议", "党组会议 党组会", "次 场", OF_ACTIVITIES),
    _make("专题讲座", "专题讲座 讲座", _TIMES, OF_ACTIVITIES),
    _make("读书活动", "读书活动", _TIMES, OF_ACTIVITIES),
    _make("培训", "培训 培训班", _TIMES + " 人次 批", OF_ACTIVITIES, loose=True),
    _make("参加", "参加 参与", "人次", _NONE, loose=True),
    _make("走访", "走访 走访慰问", "户 家 人次 户次 家次", _NONE, loose=True),
    _make("捐资", "捐资 捐款 捐赠 捐献 捐助 募捐 募款 捐款捐物 捐资捐物", "元", _NONE, loose=True),
    _make("问题", "问题", "个 件 项 条 起", frozenset({"解决", "整改"}), needs_action=True),
    _make("文史资料", "文史资料", "字 辑 册 部 篇 期 本", frozenset({"提出", "出版"})),
    _make("稿件", "稿件 新闻稿 新闻稿件 宣传报道 新闻报道", "篇 条 件 篇次 条次", frozenset({"提出", "刊发"})),
    _make("案件", "案件", "件", OF_CASES, governs=True, needs_action=True, exact=True),
    *(_make(name, _RATE_HEADS.get(name, name), "% 个百分点", CHANGES, governs=True, exact=True) for name in _RATES),
)
INDICATORS: Final = {each.name: each for each in _LIST}
HEADS: Final = {head: each for each in _LIST for head in each.heads}
RATES: Final = frozenset(_RATES)
AUTHORED: Final = frozenset({"提案", "重点提案", "大会发言"})
"""Told apart by who wrote them: 集体提案, 委员提案."""
PROPOSALS: Final = frozenset({"提案", "重点提案", "代表建议", "议案"})


def grows(indicator: Indicator, unit: str, change: str) -> bool:
    """Whether a number of a unit may be by how much the count of an indicator changed: by 5%, by 12件; rates by points as well."""
    if unit == "个百分点" and indicator.name not in RATES:
        return False
    return change in indicator.actions and (unit == "%" or unit in indicator.units)
