"""Whose reports a compilation gathers, by its own title: 示例县2012年“两会”文件, 示例市历年政府工作报告汇编."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.organization import parse_organization
from indexer.fold import fold
from indexer.models import Organization

_OFFICES: Final = {
    "常委会工作报告": "政协",
    "提案工作情况报告": "政协",
    "政府工作报告": "人民政府",
    "人大常委会工作报告": "人大",
    "法院工作报告": "人民法院",
    "检察院工作报告": "人民检察院",
}
_PLACE: Final = re.compile(
    r"(?:中共|政协|附件\d?[::]?)?([一-鿿]{2,18}?[省市县区州旗盟])"
    r"(?=第?[\d〇零一二三四五六七八九十]{1,4}(?:[年届]|[-—–~至])|[“\"]?两会|[“\"]?一府[两一]院|历[年届次]|(?:政协|人大|政府|法检)?(?:历年|各项|三大|四大|五大)?(?:工作)?(?:报告|文件|材料|资料)(?:汇编|选编|合编|合集|集))"
)
_COLLECTS: Final = re.compile(r"两会|汇编|选编|合[编集]|文集|文件|材料|资料|报告集|历年|历届|会刊|特载|年鉴")
_LONGEST: Final = 40


def organization_of_collection(collection: Sequence[str], kind: str | None, year: int | None) -> Organization | None:
    """The place that the compilation's title and cover name, with the body whose report the kind is; None where they
    name none or several."""
    office = _OFFICES.get(kind or "")
    if office is None:
        return None
    found: set[Organization] = set()
    for line in collection:
        flat = "".join(fold(line).split())
        place = _PLACE.match(flat) if len(flat) <= _LONGEST and _COLLECTS.search(flat) else None
        organization = parse_organization(place[1] + office, year=year) if place is not None else None
        if organization is not None:
            found.add(organization)
    return found.pop() if len(found) == 1 else None
