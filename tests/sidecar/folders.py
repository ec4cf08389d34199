"""Folders of reports with sidecars, and what is made of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.ingest import index_paths
from indexer.models import Metadata
from indexer.outcome import Summary
from indexer.prepare import described
from indexer.roots import find_sources
from indexer.sidecar import apply_sidecars

TEXT = (
    "政协重庆市涪陵区委员会常务委员会工作报告（示例）\n（2023年1月10日）\n2022年工作回顾\n"
    "一年来，收到提案315件，立案298件，编报社情民意信息430篇，全部办复。\n"
)
BODY = (
    "示例市政协围绕中心、服务大局，组织委员深入基层调查研究，形成了一批有价值的意见和建议，为经济社会发展作出了积极贡献。"
    * 4
)
TWO = (
    f"{TEXT}{BODY}\n政协重庆市涪陵区委员会常务委员会关于提案工作情况的报告（示例）\n（2023年1月10日）\n各位委员：\n"
    f"受区政协常务委员会委托，向大会报告提案工作情况，请予审议，并请列席人员提出意见，以便把今后的工作做得更好。{BODY}\n"
)


def put(folder: Path, **files: str) -> None:
    """Files by name; "__" stands for "/", "_" for "."."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def metadata(folder: Path, *paths: Path) -> dict[tuple[str, int], Metadata]:
    """(path beneath the root, part) → what is made of it."""
    sources = find_sources(paths or [folder], {})
    problems = apply_sidecars(sources)
    assert [problem for problem in problems if not problem.harmless] == []
    found: dict[tuple[str, int], Metadata] = {}
    for source in sources.files:
        documents, failures = described(source.path, source.file, source.given)
        assert failures == []
        found |= {(source.file, document.raw.part): known for document, known in documents}
    return found


def archive(path: Path, **members: str) -> None:
    """Members by name, as ``put`` names files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, text in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), text)
    path.write_bytes(data.getvalue())


def run(folder: Path, **options: bool) -> Summary:
    return index_paths([folder], folder.parent / "index", **options)


def sources_indexed(folder: Path) -> dict[str, str | None]:
    engine = WhooshEngine(folder.parent / "index")
    return {report.file: report.metadata.source for report in engine.catalogue()}
