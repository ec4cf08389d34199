"""Archives in an index: their members are reports with ids that stay, and a member that fails keeps what there was of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from indexer.answers import SearchRequest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.ingest import index_paths
from indexer.models import Report, display_file
from indexer.outcome import Summary
from indexer.prepare import described, report_id
from indexer.present import page_json, report_json
from indexer.search import open_library

TWO = '{"text": "示例报告一。"}\n{"text": "示例报告二。"}\n'


def packed(members: Mapping[str, str | bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


class Place:
    """A folder with one archive, and its index."""

    def __init__(self, folder: Path) -> None:
        self.archive = folder / "r" / "各地.zip"
        self.archive.parent.mkdir()
        self.index = folder / "index"

    def run(self, members: Mapping[str, str | bytes], *, rebuild: bool = False) -> Summary:
        self.archive.write_bytes(packed(members))
        return index_paths([self.archive.parent], self.index, rebuild=rebuild)

    def reports(self) -> dict[str, Report]:
        """Member and part → report."""
        engine = WhooshEngine(self.index)
        found = [engine.report(identity) for state in engine.files().values() for identity in state.ids]
        engine.close()
        return {f"{report.member} {report.part}": report for report in found}

    def texts(self) -> dict[str, str]:
        return {key: report.text for key, report in sorted(self.reports().items())}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_ids_of_ordinary_files_are_as_ever_and_those_of_members_name_the_member() -> None:
    assert report_id("r", "a.txt", 0) == hashlib.blake2b(b"r\0a.txt\0000", digest_size=8).hexdigest()
    assert len({report_id("r", "a.zip", 0), report_id("r", "a.zip", 0, "x"), report_id("r", "a.zip", 0, "y")}) == 3


def test_an_archive_that_gains_a_member_keeps_the_ids_of_the_others(place: Place) -> None:
    place.run({"乙.txt": "示例报告乙。", "行.jsonl": TWO})
    before = {key: report.id for key, report in place.reports().items()}
    summary = place.run({"甲.txt": "示例报告甲。", "乙.txt": "示例报告乙。", "行.jsonl": TWO, "图.jpg": b"x"})
    after = {key: report.id for key, report in place.reports().items()}
    assert (summary.added, summary.updated, summary.removed) == (1, 3, 0)
    assert summary.skipped == {"unknown format .jpg": 1}
    assert {key: after[key] for key in before} == before
    assert [(r.file, r.parts) for _, r in sorted(place.reports().items())] == [
        ("各地.zip", 1),
        ("各地.zip", 1),
        ("各地.zip", 2),
        ("各地.zip", 2),
    ]


def test_a_member_that_is_gone_goes_and_one_that_fails_stays(place: Place) -> None:
    inner = packed({"丁.txt": "示例报告丁。"})
    place.run({"甲.txt": "示例报告甲。", "乙.txt": "示例报告乙。", "行.jsonl": TWO, "内.zip": inner})
    summary = place.run({"甲.txt": b"", "行.jsonl": '{"text": "示例报告新。"}\nnot JSON\n', "内.zip": b"damaged"})
    assert (summary.added, summary.updated, summary.removed) == (0, 1, 1)
    assert [failure.member for failure in summary.failures] == ["甲.txt", "行.jsonl", "内.zip"]
    assert place.texts() == {
        "内.zip/丁.txt 0": "示例报告丁。",
        "甲.txt 0": "示例报告甲。",
        "行.jsonl 0": "示例报告新。",
        "行.jsonl 1": "示例报告二。",
    }
    again = index_paths([place.archive.parent], place.index)
    assert (again.unchanged, again.updated, len(again.failures)) == (4, 0, 3)
    place.run({"行.jsonl": '{"text": "示例报告新。"}\n', "甲.txt": b""})
    assert list(place.texts()) == ["甲.txt 0", "行.jsonl 0"]


def test_a_rebuild_carries_over_what_fails(place: Place) -> None:
    place.run({"甲.txt": "示例报告甲。", "乙.txt": "示例报告乙。", "丙.txt": "示例报告丙。"})
    summary = place.run({"甲.txt": b"", "乙.txt": "示例报告乙。"}, rebuild=True)
    assert (summary.carried, len(summary.failures)) == (1, 1)
    assert list(place.texts()) == ["乙.txt 0", "甲.txt 0"]


def test_where_a_hit_and_a_report_stand(place: Place) -> None:
    place.run({"涪陵/报告.txt": "示例报告甲，社情民意。"})
    library = open_library(place.index)
    page = library.search(SearchRequest("社情民意"))
    (hit,) = page.hits
    assert display_file(hit.file, hit.member) == "各地.zip › 涪陵/报告.txt"
    assert page_json(page)["hits"][0]["member"] == "涪陵/报告.txt"
    assert report_json(library.report(hit.id))["member"] == "涪陵/报告.txt"
    library.close()


def test_a_members_name_says_more_than_its_archives(place: Place) -> None:
    text = "各位委员：\n2023年，区政协认真履行政治协商、民主监督、参政议政职能，区政协常委会工作取得新的成效。示例。\n"
    members = {"重庆市涪陵区政协2023年工作报告.txt": text, "1.txt": text}
    place.archive = place.archive.with_name("四川省资阳市雁江区政协工作报告.zip")
    place.archive.write_bytes(packed(members))
    (named, other), failures = described(place.archive, place.archive.name)
    assert failures == []
    assert named[1].title == "重庆市涪陵区政协2023年工作报告"
    assert named[1].organization is not None
    assert named[1].organization.name == "重庆市涪陵区政协"
    assert other[1].organization is not None
    assert other[1].organization.name == "四川省资阳市雁江区政协"
