"""Four small reports, and how tests ask for them."""

from __future__ import annotations

from dataclasses import replace

from indexer.answers import FacetValue, Page, SearchRequest
from indexer.models import Metadata, Organization
from indexer.search import Library
from tests.contract.corpus import make_report

FULING = Organization("重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102")
CHONGQING = Organization("重庆市政协", "政协重庆市委员会", ("重庆市",), "政协", "省级", "500000")
DINGHAI = Organization("浙江省舟山市定海区政协", None, ("浙江省", "舟山市", "定海区"), "政协", "县级", "330902")

REPORTS = (
    make_report(
        0,
        "涪陵区政协工作报告\n全年编报社情民意信息430余篇。推动市人民政府重视民生。",
        Metadata(
            title="涪陵区政协工作报告",
            organization=FULING,
            covered_year=2023,
            delivered_year=2024,
            kind="常委会工作报告",
            completeness="摘要/图解",
        ),
    ),
    make_report(
        1,
        "重慶市政協工作報告\n編報社情民意資訊259篇，人民滿意。全市政府系統聯動。",
        Metadata(organization=CHONGQING, covered_year=2022, delivered_year=2023, kind="常委会工作报告", script="Hant"),
    ),
    make_report(
        2,
        "定海区政协五年工作\n五年来提案立案196件，社情民意很多，信息也多。",
        Metadata(organization=DINGHAI, covered_year=2021, covered_from=2017, delivered_year=2022, kind="工作综述"),
    ),
    make_report(3, "会议开幕\n政协会议今日开幕，人民政府在市里。市人民的政府工作。", Metadata(kind="会议新闻")),
)


def found(page: Page) -> set[int]:
    return {int(hit.file.removesuffix(".txt")) for hit in page.hits}


def ask(library: Library, query: str, **changes: object) -> Page:
    return library.search(replace(SearchRequest(query=query), **changes))


def flat(values: tuple[FacetValue, ...]) -> dict[str, int]:
    return {value.value: value.count for value in values} | {
        key: count for value in values for key, count in flat(value.children).items()
    }
