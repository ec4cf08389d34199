"""Indexing into a cluster: the same reports as in a directory, what is refused told, and nothing wrong after a writer that was ended."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import OpenSearch
from opensearchpy.client.indices import IndicesClient

from indexer.engine.base import Engine
from indexer.engine.opening import make_engine, open_engine
from indexer.engine.opensearch import sending, state
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import Refused
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.errors import EngineUnavailable, IncompatibleIndex, IndexerError, IndexLocked, NoIndex
from indexer.ingest import index_paths
from indexer.prepare import analyse
from tests.cluster.reading import copies, counts, put, reports, several, text


def test_a_folder_is_indexed_as_into_a_directory(tmp_path: Path, address: str) -> None:
    folder = put(tmp_path / "报告", range(12))
    (folder / "汇编.jsonl").write_text(several(20, 21, 22), "utf-8")
    (folder / "copy.txt").write_text(text(3), "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    told = [index_paths([folder], place, jobs=jobs) for place, jobs in ((tmp_path / "index", 1), (address, 2))]
    assert counts(told[0]) == counts(told[1])
    assert told[1].added > 12
    assert reports(address) == reports(tmp_path / "index")
    assert copies(address) == copies(tmp_path / "index")
    with closing(open_engine(address)) as engine, closing(open_engine(tmp_path / "index")) as other:
        assert states(engine) == states(other)
        assert engine.failed() == other.failed() != ()
        assert dict(engine.roots()) == dict(other.roots())
    again = index_paths([folder], address)
    assert counts(again) == (0, 0, told[1].added, 0, 1)


def test_what_changed_and_what_is_gone(tmp_path: Path, address: str) -> None:
    folder = put(tmp_path / "报告", range(4))
    (folder / "汇编.jsonl").write_text(several(20, 21, 22), "utf-8")
    first = index_paths([folder], address)
    (folder / "00.txt").write_text(text(0, "补充一句。"), "utf-8")
    (folder / "01.txt").unlink()
    (folder / "汇编.jsonl").write_text(several(20, 21), "utf-8")
    index_paths([folder], address, prune=True)
    index_paths([folder], tmp_path / "index")
    assert first.added == 7
    assert reports(address) == reports(tmp_path / "index")


def states(engine: Engine) -> dict[tuple[str, str], tuple[str, set[str]]]:
    return {key: (state.content_hash, set(state.ids)) for key, state in engine.files().items()}


def test_names_that_are_no_utf8_come_back_as_they_are(tmp_path: Path, address: str) -> None:
    above = b"\xff\xfe\x80".decode("utf-8", "surrogateescape")
    folder = put(tmp_path / above / "报告", range(2))
    index_paths([folder], address)
    with closing(open_engine(address)) as engine:
        assert engine.roots() == {"报告": str(folder.resolve())}
    assert counts(index_paths([folder], address)) == (0, 0, 2, 0, 0)


def test_a_report_that_is_refused_fails_its_file_and_no_other(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "报告", range(3))
    (folder / "汇编.jsonl").write_text(several(20, 21), "utf-8")
    documents = sending.document

    def strange(report: Any, *given: Any, **named: Any) -> dict[str, Any]:
        made = documents(report, *given, **named)
        return {**made, "unheard_of": 1} if report.file == "汇编.jsonl" and report.part == 1 else made

    monkeypatch.setattr(sending, "document", strange)
    summary = index_paths([folder], address)
    assert counts(summary) == (4, 0, 0, 0, 1)
    (failure,) = summary.failures
    assert (failure.file, failure.stage) == ("汇编.jsonl", "write")
    assert "unheard_of" in failure.reason
    with closing(open_engine(address)) as engine:
        assert [each.file for each in engine.failed() or ()] == ["汇编.jsonl"]
    assert counts(index_paths([folder], address)) == (0, 1, 3, 0, 1)  # told again
    monkeypatch.setattr(sending, "document", documents)
    assert counts(index_paths([folder], address)) == (1, 1, 3, 0, 0)
    with closing(open_engine(address)) as engine:
        assert engine.failed() == ()


@pytest.mark.parametrize("broken", ["", "not JSON\n"])
def test_a_file_of_which_not_all_came_over_is_read_again(
    tmp_path: Path, address: str, client: OpenSearch, broken: str
) -> None:
    folder = put(tmp_path / "报告", range(2))
    (folder / "汇编.jsonl").write_text(several(20, 21, 22) + broken, "utf-8")
    index_paths([folder], address)
    lost = next(report for report in reports(address).values() if report.part == 2)
    client.delete(index=Address.read(address).name, id=lost.id, params={"refresh": "true"})
    assert counts(index_paths([folder], address)) == (1, 2, 2, 0, bool(broken))
    assert lost.id in reports(address)
    assert counts(index_paths([folder], address)) == (0, 0, 5, 0, bool(broken))


def test_reports_of_a_writer_that_was_ended_are_right_and_told_from_their_copies(tmp_path: Path, address: str) -> None:
    folder = put(tmp_path / "报告", range(3))
    index_paths([folder], address)
    (folder / "again.txt").write_text(text(1), "utf-8")
    index_paths([folder], tmp_path / "index")
    new = next(report for report in reports(tmp_path / "index").values() if report.file == "again.txt")
    with closing(make_engine(address)) as engine:
        with engine.writer() as writer:
            writer.add(new, analyse(new, writer.segmentation))
            assert not writer.refused()  # all of it is on the cluster
        engine.refresh()
        assert new.id not in {each.id for each in engine.catalogue()}
    (folder / "03.txt").write_text(text(3), "utf-8")
    index_paths([folder / "03.txt"], address)  # of another file; its commit shows what was left
    assert new.id in reports(address)
    index_paths([folder], address)
    index_paths([folder], tmp_path / "index")
    assert reports(address) == reports(tmp_path / "index")
    assert copies(address) == copies(tmp_path / "index")


@pytest.mark.parametrize("trouble", [Refused("primary term is too old", 500), EngineUnavailable("no primary now")])
def test_a_node_that_hung_and_is_back_fails_no_commit(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, trouble: IndexerError
) -> None:
    """It holds shards for its own that another has taken over, for a moment."""
    really = IndicesClient.refresh
    failing = iter(range(2))

    def refresh(*given: Any, **named: Any) -> Any:
        if next(failing, None) is not None:
            raise trouble
        return really(*given, **named)

    monkeypatch.setattr(IndicesClient, "refresh", refresh)
    assert counts(index_paths([put(tmp_path / "报告", range(2))], address))[0] == 2
    assert len(reports(address)) == 2


def test_an_index_of_another_kind_is_refused_with_the_command_that_rebuilds(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "报告", range(2))
    index_paths([folder], address, dictionary=(("社情民意", 3),))
    with pytest.raises(IncompatibleIndex, match="--dictionary FILE"):
        index_paths([folder], address, dictionary=(("提案", 3),))
    monkeypatch.setattr(state, "VERSION", "0")
    for use in (lambda: index_paths([folder], address), lambda: open_engine(address)):
        with pytest.raises(
            IncompatibleIndex, match=f"another schema; rebuild it with .*--rebuild PATH --index {address}"
        ):
            use()
    summary = index_paths([folder], address, rebuild=True)
    assert counts(summary)[:2] == (0, 2)
    with closing(open_engine(address)) as engine:
        assert engine.segmentation.entries == (("社情民意", 3),)


def test_no_index_and_no_cluster(tmp_path: Path, address: str, opensearch: str) -> None:
    with pytest.raises(NoIndex, match="zhengxie index PATH --index"):
        open_engine(address)
    folder = put(tmp_path / "报告", range(1))
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        index_paths([folder], "opensearch://127.0.0.1:1/zhengxie")
    assert counts(index_paths([tmp_path / "nothing"], address)) == (0, 0, 0, 0, 1)
    with pytest.raises(NoIndex):  # none is made for a mistyped path
        open_engine(address)


def test_an_index_that_is_not_ours_is_left_alone(tmp_path: Path, address: str, client: OpenSearch) -> None:
    client.indices.create(index=Address.read(address).name)
    with pytest.raises(IndexerError, match="did not make"):
        index_paths([put(tmp_path / "报告", range(1))], address)


def test_a_writer_with_nothing_to_send_is_told_that_the_index_was_rebuilt(
    tmp_path: Path, address: str, client: OpenSearch
) -> None:
    folder = put(tmp_path / "报告", range(3))
    index_paths([folder], address)
    with OpenSearchWriter(Address.read(address)) as writer:
        index_paths([folder], address, rebuild=True)
        client.indices.delete(index=writer._index, params={"ignore_unavailable": "true"})
        with pytest.raises(IndexLocked, match="run the same command again"):
            writer.commit()


def test_a_label_that_is_claimed_costs_no_reader_what_it_remembers(tmp_path: Path, address: str) -> None:
    index_paths([put(tmp_path / "报告", range(2))], address)
    with closing(open_engine(address)) as engine, engine.writer() as writer:
        before = engine.generation
        assert writer.claim({}, {"另": "/elsewhere"})
        engine.refresh()
        assert engine.generation == before
    with OpenSearchWriter(Address.read(address)) as other:
        assert not other.claim({}, {"另": "/another"}), "it is taken all the same"


def test_what_goes_wrong_is_told_in_our_line_alone(tmp_path: Path, address: str) -> None:
    folder = put(tmp_path / "报告", range(2))
    code = "import sys; from indexer.cli import main; main(sys.argv[1:])"
    for arguments, lines in (
        (["search", "提案", "--index", address], 1),  # there is no index yet
        (["index", str(folder), "--index", address, "--jobs", "1"], 0),
        (["search", "提案", "--index", "opensearch://127.0.0.1:1/none"], 1),
    ):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
        told = done.stderr.strip().splitlines()
        assert [line for line in told if "127.0.0.1" in line or "status:" in line] == told[:lines], told
        assert done.returncode == (1 if lines else 0)


def test_a_writer_that_was_ended_long_ago_is_looked_for_no_more(
    tmp_path: Path, address: str, client: OpenSearch
) -> None:
    folder = put(tmp_path / "报告", range(2))
    index_paths([folder], address)
    (folder / "again.txt").write_text(text(1), "utf-8")
    index_paths([folder], tmp_path / "index")
    new = next(report for report in reports(tmp_path / "index").values() if report.file == "again.txt")
    for began in ("2001-02-03", None):
        with OpenSearchWriter(Address.read(address)) as writer:
            if began is not None:
                writer._token = writer._filing._writer = f"{began}.{writer._token.partition('.')[2]}"
            writer.add(new, analyse(new, writer.segmentation))
            assert not writer.refused()
        left = state.state_now(client, writer._index)["writers"]
        assert writer._token in left
        (folder / f"{len(left)}-{began}.txt").write_text(text(7, str(began)), "utf-8")
        index_paths([folder / f"{len(left)}-{began}.txt"], address)
        assert (writer._token in state.state_now(client, writer._index)["writers"]) is (began is None)
        assert len(copies(address)[new.id]) == 2
