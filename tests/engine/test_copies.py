"""Families of copies in the embedded engine: over commits, merges, deletions and rebuilds, and in damaged indexes."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest
from whoosh import index as whoosh_index
from whoosh.query import Every

from indexer.engine.base import Analysis, EngineRequest
from indexer.engine.columnar.codec import ColumnarSegment
from indexer.engine.columnar.families import Families, Members
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import CorruptIndex
from indexer.models import Metadata, Organization, Report
from indexer.prepare import analyse

FULING = Organization("重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102")
KNOWN = Metadata(organization=FULING, covered_year=2022, delivered_year=2023)
CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 1500))


def text(seed: int, size: int = 600) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=size))


def document(number: int, body: str, metadata: Metadata = KNOWN) -> tuple[Report, Analysis]:
    report = Report(f"{number:016x}", "r", f"{number}.txt", 0, 1, f"{number:032x}", body, (), metadata)
    return report, analyse(report)


def commit(engine: WhooshEngine, *documents: tuple[Report, Analysis], without: tuple[int, ...] = ()) -> None:
    with engine.writer() as writer:
        for each in documents:
            writer.add(*each)
        writer.delete(f"{number:016x}" for number in without)
        writer.commit()
    engine.refresh()


def copies(engine: WhooshEngine, number: int) -> list[int]:
    return [int(copy.id, 16) for copy in engine.copies(f"{number:016x}")]


def counted(engine: WhooshEngine) -> tuple[int, int]:
    found = engine.search(EngineRequest(Every(), {}, copies=False))
    return found.total, found.copies


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index", create=True)


def test_later_copies_join_and_those_deleted_leave(engine: WhooshEngine) -> None:
    assert counted(engine) == (0, 0)
    commit(engine, document(1, text(1)))
    assert (copies(engine, 1), counted(engine)) == ([], (1, 0))
    commit(engine, document(2, text(1)), document(3, text(3)))
    assert (copies(engine, 1), counted(engine)) == ([1, 2], (2, 1))
    commit(engine, document(4, text(1) + "。末尾"), without=(1,))
    assert (copies(engine, 2), counted(engine)) == ([4, 2], (2, 1))
    commit(engine, document(2, text(2)))  # replaced by another text
    assert (copies(engine, 2), copies(engine, 4), counted(engine)) == ([], [], (3, 0))


def test_families_outlast_merges_of_their_segments(engine: WhooshEngine) -> None:
    for number in range(1, 26):  # more than are left as segments of their own
        commit(engine, document(number, text(number % 5)))
    assert engine._snapshot.segments[0].documents > 1
    assert counted(engine) == (5, 20)
    assert copies(engine, 7) == [2, 7, 12, 17, 22]
    commit(engine, without=(2, 12, 3))
    assert copies(engine, 7) == [7, 17, 22]
    assert WhooshEngine(engine.location).copies(f"{22:016x}") == engine.copies(f"{7:016x}")


def test_a_rebuild_groups_anew(engine: WhooshEngine) -> None:
    commit(engine, document(1, text(1)), document(2, text(1)))
    with WhooshEngine.rebuilder(engine.location) as writer:
        for number in (5, 6, 7):
            writer.add(*document(number, text(number // 6)))
        writer.commit()
    engine.refresh()
    assert (copies(engine, 6), counted(engine)) == ([6, 7], (2, 1))


def test_portions_of_other_processes_are_grouped_together(engine: WhooshEngine) -> None:
    with engine.writer() as writer:
        portions = [writer.portion(2)() for _ in range(2)]
        for number in range(1, 7):
            portions[number % 2].add(*document(number, text(number % 3)))
        for portion in portions:
            writer.adopt(portion.finish())
        writer.commit()
    engine.refresh()
    assert counted(engine) == (3, 3)
    assert copies(engine, 4) == [1, 4]


def test_reports_without_a_sketch_are_no_copies(engine: WhooshEngine) -> None:
    plain = [(report, Analysis((), (), ())) for report, _ in (document(1, text(1)), document(2, text(1)))]
    commit(engine, *plain)
    assert counted(engine) == (2, 0)


def test_a_facet_counts_a_text_once_for_each_value(engine: WhooshEngine) -> None:
    sources = ("示例日报", "示例日报", "涪陵政协")
    metadata = [
        Metadata(organization=FULING, covered_year=2022, covered_from=2018, source=source) for source in sources
    ]
    commit(engine, *(document(number, text(1), each) for number, each in enumerate(metadata, 1)))
    request = EngineRequest(Every(), {}, facets=("source", "organization", "covered_year"), copies=False)
    found = engine.search(request)
    assert (found.total, found.copies) == (1, 2)
    assert found.counts["source"] == {"示例日报": 1, "涪陵政协": 1}
    assert found.counts["organization"] == {"重庆市": 1, "重庆市/涪陵区": 1, "重庆市涪陵区政协": 1}
    assert found.counts["covered_year"] == {str(year): 1 for year in range(2018, 2023)}
    narrowed = engine.search(EngineRequest(Every(), {"source": frozenset({"涪陵政协"})}, copies=False))
    assert [(int(hit.report.id, 16), hit.copies) for hit in narrowed.hits] == [(3, 0)]


def test_an_index_in_which_nothing_was_ever_grouped_is_read(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ColumnarSegment, "with_members", lambda self, members: self)
    commit(engine, document(1, text(1)), document(2, text(1)))
    assert "_members" not in vars(_listed(engine)[0])
    assert (copies(engine, 1), counted(engine)) == ([], (2, 0))
    monkeypatch.undo()
    commit(engine, document(3, text(1)))
    assert (copies(engine, 1), counted(engine)) == ([1, 2, 3], (1, 2))


def _listed(engine: WhooshEngine) -> list[ColumnarSegment]:
    found: list[ColumnarSegment] = whoosh_index.open_dir(str(engine.location), indexname="z1")._segments()
    return found


def test_members_are_packed_and_read() -> None:
    few = Members.unpacked(b"")
    assert len(few.documents) == 0
    families = Families(3, [few, few], [0, 3])
    assert (len(families), families.beyond, families.of(2).tolist()) == (0, 0, [])
    with pytest.raises(ValueError, match="size"):
        Members.unpacked(b"123")


@pytest.mark.parametrize("damage", [b"1234567", b"\xff" * 10])
def test_damaged_families_are_named(engine: WhooshEngine, damage: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class Damaged:
        def packed(self) -> bytes:
            return damage

    add = ColumnarSegment.with_members
    monkeypatch.setattr(ColumnarSegment, "with_members", lambda self, members: add(self, Damaged()))
    with engine.writer() as writer:
        writer.add(*document(1, text(1)))
        writer.commit()
    with pytest.raises(CorruptIndex, match="--rebuild"):
        engine.refresh()
    assert whoosh_index.exists_in(str(engine.location), "z1")


@pytest.mark.parametrize(
    "title", ["示例市政协常委会工作报告（征求意见稿）", "政府工作报告（送审稿）", "关于示例工作的报告[草案]"]
)
def test_a_draft_stands_behind_the_report(tmp_path: Path, title: str) -> None:
    engine = WhooshEngine(tmp_path / "index", create=True)
    body = text(1, 900)
    draft = dataclasses.replace(KNOWN, title=title, completeness="全文", published="2022-12-01")
    final = dataclasses.replace(KNOWN, title="关于2023年预算草案的报告")
    commit(engine, document(1, body, draft), document(2, body, final))
    assert copies(engine, 1) == [2, 1]
    engine.close()
