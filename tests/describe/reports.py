"""Invented reports in the layouts of real ones, taken the whole way from a file's text to its description."""

from __future__ import annotations

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import Metadata, RawDocument
from indexer.split import split


def describe_text(text: str, file: str = "000_示例.txt", title: str | None = None, **stated: str) -> Metadata:
    """The description of the (first) report in a file of that name and text, as ``zhengxie describe`` gives it."""
    parts = split(RawDocument(file, text, "html" if stated else "text", title=title, stated=stated))
    return describe(clean(parts[0]))


def name_of(text: str, file: str = "000_示例.txt", title: str | None = None, **stated: str) -> str | None:
    """The name of the organization whose report it is."""
    organization = describe_text(text, file, title, **stated).organization
    return organization.name if organization is not None else None


def council(level: str) -> str:
    """Two paragraphs of a 政协 that names no place: 区政协, 我区."""
    return (
        f"一年来，{level}政协常委会围绕全{level}中心任务履职尽责（示例），{level}政协组织委员开展视察和协商活动，服务我{level}发展。\n"
        f"{level}政协注重凝聚共识，全年立案提案二百余件，{level}政协机关建设得到加强。"
    )


def government(level: str) -> str:
    """Three paragraphs of a government that names no place: 市人民政府, 我市, 全市."""
    return (
        f"现在，我代表{level}人民政府，向大会报告工作（示例），请予审议，并请{level}政协委员提出意见。\n"
        f"过去一年，全{level}经济平稳增长，{level}政府办好民生实事，我{level}面貌有了新变化。\n"
        f"新的一年，{level}政府将在{level}委坚强领导下，推动全{level}高质量发展。"
    )


def congress(level: str) -> str:
    """Two paragraphs of a congress's standing committee that names no place."""
    return (
        f"我受{level}人大常委会委托，向大会报告工作（示例），请予审议。\n"
        f"一年来，{level}人大常委会在{level}委领导下依法履职，{level}人大常委会听取专项报告，保障全{level}改革发展。"
    )


def court(level: str) -> str:
    """Two paragraphs of a court that names no place."""
    return (
        f"现在，我代表{level}人民法院向大会报告工作（示例），请予审议，并请各位政协委员提出意见。\n"
        f"一年来，{level}法院在{level}委领导、{level}人大监督下公正司法，法院审结案件三千余件，全{level}法院化解纠纷。"
    )
