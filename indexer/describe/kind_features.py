"""Features on a body's year (工作综述) under a headline that names nothing: 为有源头活水来, 山海同心向未来.

The text shows what it is: its first paragraphs say what the body did in a year or since the last session, nobody is
addressed, and what is counted is a year's work (立案提案134件, 常委会议4次, 审结案件3120件).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.kind_texts import READ_OUT, SALUTATION
from indexer.describe.lines import Line, Lines
from indexer.models import Evidence

_BODY: Final = r"(?:政协(?!委员|会议|章程|成立|工作|组织|制度|事业)|人大常委会|人民代表大会常务委员会|(?:人民)?法院|检察院|检察机关)"
_OPENING_LINES: Final = 7
_TIME: Final = (
    r"(?:(?:19|20)\d\d年(?!以来)|一年来|五年来|这一年|过去的?[一五]年|换届以来|[一-鿿]{1,4}次(?:全体)?会议以来)"
)
_DID: Final = re.compile(
    rf"(?:^|[。!?;”\"]){_TIME}(?:是[^。,]{{2,40}}年)?,?(?:[^。,]{{2,40}},){{0,2}}(?:(?!在|和|与|、|向|对)[^。,]){{0,24}}{_BODY}(?!(?:依法|的)?(?:监督|支持|指导))"
)
"""2018年,某某县政协围绕…; 一年来,在县委领导下,全县法院…; not 一年来,在县人大常委会监督下."""
_ADVICE: Final = re.compile(r"\n[^\n。]{0,12}(?:对策|几点|如下|意见)?(?:与|和)?建议[:。]?\n")
"""A heading over advice: a paper, a proposal or an inquiry."""
_LOOKS_BACK: Final = re.compile(
    rf"^[·■●◆【\[]?(?:{_TIME}的?)?(?:主要)?(?:工作|履职)(?:回顾|回眸|综述|总结|掠影)[】\]]?$"
)
_ACTS: Final = re.compile(
    rf"(?:^|[。!?;”\"])[一-鿿]{{0,12}}{_BODY}(?:及其)?(?:常委会|党组)?(?:在|紧扣|紧紧|围绕|坚持|把|以|聚焦|深入|认真)"
)
_NAMED_OTHERWISE: Final = re.compile(
    r"(?:报告|讲话|发言|致辞|提案|建议案?|意见|通知|通报|公告|通告|决定|决议|答复|函|办法|条例|规则|规定|细则|章程|纪要|规划|计划|要点|方案|说明"
    r"|名单|议程|简介|开幕|闭幕|召开|举行|会议|座谈会|调研|考察|视察|访谈|专访)(?:[((].{0,16}[))])?$"
)
_SOMEBODY: Final = re.compile(r"我(?:代表|受|认为|建议)|本人|答记者问|收悉|现印发|现(?:报告|汇报|通知|答复)如下")
_COUNT: Final = r"[^。,;\n]{0,16}?[\d一二三四五六七八九十百千两]+(?:余|多)?"
_WORKS: Final[Sequence[re.Pattern[str]]] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"提案{_COUNT}件|立案{_COUNT}件",
        r"办复率|办结率|满意率",
        rf"(?:协商|座谈|议政|视察|调研|民主监督){_COUNT}(?:次|场|轮|项|个|份|篇|期)",
        rf"社情民意(?:信息)?{_COUNT}[条篇期件]",
        rf"(?:常委会|主席会|主任会|党组会?)议?{_COUNT}次",
        rf"(?:执法检查|专项报告|任免){_COUNT}|代表建议{_COUNT}件",
        rf"(?:受理|审结|执结|办结){_COUNT}件",
        rf"(?:批准?逮?捕|提起公诉|起诉){_COUNT}[人件]",
        r"文史资料|文史[一-鿿]{0,6}辑|编辑出版|征集[^。]{0,8}史料",
    )
)
"""What a body counts when its year is over."""
_FEWEST_WORKS: Final = 2
_SCANNED: Final = 12_000


def kind_of_feature(title: Line | None, lines: Lines) -> tuple[str, Evidence] | None:
    """工作综述 with the words that open it; None where the title or the first lines say that it is something else."""
    if title is None or _NAMED_OTHERWISE.search(title.flat):
        return None
    head = lines.head[:_OPENING_LINES]
    if any(pattern.search(line.flat) for line in lines.head for pattern in (SALUTATION, READ_OUT, _SOMEBODY)):
        return None
    said = _opening(head)
    if said is None:
        return None
    text = lines.folded[:_SCANNED]
    if _ADVICE.search(text) is not None:
        return None
    works = sum(pattern.search(text) is not None for pattern in _WORKS)
    return ("工作综述", said) if works >= _FEWEST_WORKS else None


def _opening(head: Sequence[Line]) -> Evidence | None:
    """A year and whose it was, in one sentence, or under a heading that looks back a sentence of the body's doings."""
    for line in head:
        match = _DID.search(line.flat)
        if match is not None:
            return line.quote(match.start(), match.end())
    back = next((line for line in head if _LOOKS_BACK.search(line.flat)), None)
    acts = any(_ACTS.search(line.flat) for line in head)
    return back.whole() if back is not None and acts else None
