"""A small index of invented reports, as suggestions and corrections need it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.models import Metadata, Organization, Report
from indexer.prepare import analyse
from indexer.search import Library
from tests.contract.corpus import make_report

FULING = Organization("重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102")
CHONGQING = Organization("重庆市政协", "政协重庆市委员会", ("重庆市",), "政协", "省级", "500000")
GOVERNMENT = Organization("重庆市人民政府", "重庆市人民政府", ("重庆市",), "人民政府", "省级", "500000")
CHANGSHOU = Organization("重庆市长寿区政协", "政协重庆市长寿区委员会", ("重庆市", "长寿区"), "政协", "县级", "500115")

TEXTS = (
    (FULING, "涪陵区政协工作报告", "示例：涪陵区政协收集社情民意信息430余篇，提案办理质量提高，政协委员视察12次。"),
    (
        FULING,
        "涪陵区政协2023年工作报告",
        "示例：反映社情民意，开展“渝事好商量”协商，委员提案办理有进展，政协委员踊跃。",
    ),
    (CHONGQING, "关于提案工作情况的报告", "示例：全市政协提案办理良好，社情民意信息工作加强，“渝事好商量”平台建成。"),
    (CHONGQING, "重慶市政協工作報告", "示例：編報社情民意專報，提案辦理見實效，優化營商環境，政協委員建言。"),
    (CHANGSHOU, "长寿区政协常委会工作报告", "示例：长寿区政协优化营商环境，督办提案，加强社情民意工作，APP上线。"),
    (GOVERNMENT, "2023年政府工作报告", "示例：优化营商环境，安全生产形势稳定，城市公示制度完善，公式二字也在此。"),
    (None, None, "示例：没有标题的材料，安全生产与公示制度并重，政治协商不断推进。"),
)


def reports() -> list[Report]:
    """One of each text."""
    return [
        make_report(number, text, Metadata(title=title, organization=organization))
        for number, (organization, title, text) in enumerate(TEXTS)
    ]


def add(library: Library, *added: Report) -> None:
    """Commit some reports more."""
    with library.engine.writer() as writer:
        for report in added:
            writer.add(report, analyse(report))
        writer.commit()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Of its own for each test; its suggestions wait for words however long they take."""
    opened = Library(WhooshEngine(tmp_path / "index", create=True), patience=60)
    add(opened, *reports())
    yield opened
    opened.close()
