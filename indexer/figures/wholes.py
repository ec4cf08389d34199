"""What was done with all proposals that were filed, said without a number: 立案1315件，截至去年底已全部办复.

It is read as all of them, 100 %, never as so many: whether some were merged or withdrawn meanwhile, the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.figures.acting import Reading
from indexer.figures.actions import WORDS
from indexer.figures.clauses import Paragraph
from indexer.figures.indicators import INDICATORS, PROPOSALS
from indexer.figures.quantities import Quantity

_WHOLE: Final = re.compile(
    r"(?:全部|全都|悉数|均|都)(?:已经?|按[期时]|如期|高效|及时|圆满|顺利|得到)*(?P<verb>办理答复|办理完毕|办复|办结|答复)"
    r"(?:完毕|完成)?(?=[,;。!?]|$)"
)
_LEAD: Final = re.compile(
    r"(?:截[至止]到?[^,;。]{1,12}?)?(?P<named>(?:所有|以上|上述|经审查|立案|交办|予以|提案|的)*)(?:目前|现在?|年底前|年内|也|已)*"
)
"""Before it in its clause: nothing but the proposals that were filed, and up to when."""
_PART: Final = re.compile("其中|分别|并案|重点")
"""Between their number and it: of which of the numbers it is said is not sure, unless they are named again."""
_MARKS: Final = ",;:。!?("


def wholes(paragraph: Paragraph, readings: list[Reading]) -> Iterator[Reading]:
    """A reading of 100 % for each verb that is said of all proposals that the same sentence, or the one before, says were filed."""
    proposals = INDICATORS["提案"]
    for match in _WHOLE.finditer(paragraph.text) if readings else ():
        at, action = match.start(), WORDS[match["verb"]]
        start = paragraph.sentence_start(at)
        before = paragraph.sentence_start(start - 1) if start else 0
        near = [each for each in readings if before <= each.quantity.start < at and each.indicator.name in PROPOSALS]
        filed = [each for each in near if each.action == "立案" and each.quantity.unit == "件" and not each.actor]
        if not filed or any(each.indicator is not proposals or each.action == action for each in near):
            continue
        begin = max(start, *(paragraph.text.rfind(mark, 0, at) + 1 for mark in _MARKS))
        lead = _LEAD.fullmatch(paragraph.text, begin, at)
        told = lead is not None and (lead["named"] or not _PART.search(paragraph.text, filed[-1].quantity.rest, begin))
        if told:
            quantity = Quantity(at, match.end(), 100, 100, "%", "", at, match.end())
            yield Reading(quantity, proposals, action, "", done_behind=True)
