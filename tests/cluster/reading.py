"""What an index holds, whichever engine it is of."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from opensearchpy import OpenSearch

from indexer.engine.opening import open_engine
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.ingest import Summary
from indexer.location import Location
from indexer.models import Report

PLACES = ("涪陵", "长寿", "万州", "黔江", "江津", "合川", "永川", "南川", "綦江", "大足", "璧山", "铜梁")


def text(number: int, note: str = "") -> str:
    place, year = PLACES[number % len(PLACES)], 2015 + number % 9
    return (
        f"政协重庆市{place}区委员会常务委员会工作报告（示例）\n（{year + 1}年1月10日）\n{year}年工作回顾\n"
        f"一年来，收到提案{number + 100}件，编报社情民意信息{number + 7}篇，全部办复。{note}\n"
    )


def put(folder: Path, numbers: range) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:02}.txt").write_text(text(number), "utf-8")
    return folder


def several(*numbers: int) -> str:
    """Of one file that holds several reports, as lines of JSON."""
    return "".join(f"{json.dumps({'text': text(number)}, ensure_ascii=False)}\n" for number in numbers)


def reports(location: Location) -> dict[str, Report]:
    with closing(open_engine(location)) as engine:
        return {identity: engine.report(identity) for state in engine.files().values() for identity in state.ids}


def copies(location: Location) -> dict[str, tuple[str, ...]]:
    """Id → ids of all copies of its text."""
    with closing(open_engine(location)) as engine:
        ids = [identity for state in engine.files().values() for identity in state.ids]
        return {identity: tuple(copy.id for copy in engine.copies(identity)) for identity in ids}


def counts(summary: Summary) -> tuple[int, int, int, int, int]:
    return summary.added, summary.updated, summary.unchanged, summary.removed, len(summary.failures)


def indices(client: OpenSearch, address: str) -> list[str]:
    """Names of what the cluster has for an address, without the address' own."""
    name = Address.read(address).name
    found = client.indices.get(index=f"{name}-*", params={"expand_wildcards": "all"})
    return sorted(index.removeprefix(name) for index in found)


def remove(address: str) -> None:
    """Everything that a cluster has for an address, and for those whose names begin like it."""
    read = Address.read(address)
    with closing(connect(read)) as client:
        client.indices.delete(index=f"{read.name}*", params={"expand_wildcards": "all"})
