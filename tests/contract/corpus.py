"""Small made-up collections: enough different organizations, years and kinds, and words that recur."""

from __future__ import annotations

import random

from indexer.engine.base import Analysis
from indexer.models import Metadata, Organization, Report
from indexer.prepare import analyse
from indexer.records import report_id

ORGANIZATIONS = (
    Organization("全国政协", "中国人民政治协商会议全国委员会", (), "政协", "全国"),
    Organization("重庆市政协", "政协重庆市委员会", ("重庆市",), "政协", "省级", "500000"),
    Organization("重庆市人民政府", "重庆市人民政府", ("重庆市",), "人民政府", "省级", "500000"),
    Organization("重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102"),
    Organization("四川省资阳市政协", "政协资阳市委员会", ("四川省", "资阳市"), "政协", "地市级", "512000"),
    None,
)
SENTENCES = (
    "坚持以习近平新时代中国特色社会主义思想为指导。",
    "深刻领悟“两个确立”的决定性意义，坚决做到“两个维护”。",
    "立案提案196件，办复率100%。",
    "编报社情民意信息430余篇。",
    "聚焦乡村振兴開展調研視察，提出意見建議265條。",
    "推动市人民政府与政协的联系，助力高质量发展。",
    "开展“渝事好商量”协商活动，线上线下相结合。",
    "生僻字𠮷与𪚥也要找得到，哈哈哈哈。",
    "ＡＰＰ用户达１２３万人，App 下载量居前。",
    "資訊化建設持續推進，信息共享机制不断完善。",
)


def make_report(number: int, text: str, metadata: Metadata | None = None, root: str = "r") -> Report:
    file = f"{number}.txt"
    return Report(report_id(root, file, 0), root, file, 0, 1, f"{number:032x}", text, (), metadata or Metadata())


def make_collection(seed: int, size: int) -> list[tuple[Report, Analysis]]:
    """``size`` reports drawn from the sentences, with metadata; the same for the same seed."""
    draw = random.Random(seed)
    found = []
    for number in range(size):
        chosen = draw.choices(SENTENCES, k=draw.randint(1, 6))
        year = draw.choice([None, 2020, 2021, 2022, 2023])
        metadata = Metadata(
            title=draw.choice([None, "常委会工作报告", "提案工作情况的報告"]),
            organization=draw.choice(ORGANIZATIONS),
            kind=draw.choice([None, "常委会工作报告", "工作综述", "会议新闻"]),
            covered_year=year,
            covered_from=year - draw.randint(1, 4) if year and draw.random() < 0.3 else None,
            delivered_year=year + 1 if year else None,
            published=f"{year + 1}-0{draw.randint(1, 9)}-11" if year and draw.random() < 0.5 else None,
            source=draw.choice([None, "人民政协报", "涪陵政协"]),
        )
        report = make_report(number, "\n".join("".join(chosen[i : i + 2]) for i in range(0, len(chosen), 2)), metadata)
        found.append((report, analyse(report)))
    return found
