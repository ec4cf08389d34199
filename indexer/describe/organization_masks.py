"""Whether a report's own place is blotted out (XX市政协, 某县人民政府, ○○区): then nothing is guessed from what else it names."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.organization_mentions import FoldedReport
from indexer.describe.organization_self import body_of, own_level
from indexer.models import CleanDocument

_LETTERS: Final = "x×〇某?"
_BULLETS: Final = "*※○□△▲●◎■◆◇☆★"
"""Signs that also begin the points of a list: ●市政协 is no mask, ●●市 and 中共●市委 are."""
_MASK: Final = f"(?:[{_LETTERS}] ?|(?<=[一-鿿{_BULLETS}])[{_BULLETS}] ?|_{{2,6}}|(?<![a-z0-9])[a-z])"
"""Its last sign is enough, be there more before it."""
_MASK_AND_LEVEL: Final = re.compile(f"[{_LETTERS}{_BULLETS}_a-z] ?[省市区县州盟旗]")
"""A part of every ``_MASKED`` place that is found in a tenth of the time."""
_MASKED: Final = re.compile(
    f"{_MASK}([省市区县州盟旗])(?=政协|委|人民|政府|人大|法院|检察|高级|中级|第)|政协(?:第[^会]{{1,4}}届)?{_MASK}([省市区县州盟旗])"
)
_MASKED_IN_TITLE: Final = re.compile(f"{_MASK}[省市区县州盟旗]")
_OFTEN: Final = 2


def hides_its_place(document: CleanDocument, title: str | None) -> bool:
    """Whether a document blots out whose it is, so that no file's name may say it either."""
    return is_masked(FoldedReport(document, title or "", None))


def is_masked(report: FoldedReport) -> bool:
    """Whether the own place is blotted out. A passing 某市 deep in the text, or one of another level, is no mask."""
    if _MASKED_IN_TITLE.search(report.title):
        return True
    if _MASK_AND_LEVEL.search(report.text) is None:
        return False
    masked = [match[1] or match[2] for match in _MASKED.finditer(report.text)]
    if not masked:
        return False
    body = body_of(report)
    level = own_level(report, body) if body is not None else None
    own = [word for word in masked if level is None or word in level]
    return bool(own) and (_MASKED.search(report.head) is not None or len(own) >= _OFTEN)
