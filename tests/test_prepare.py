"""One file → reports: what a file is known by, and that nothing a file holds is raised."""

from __future__ import annotations

import csv
import json
import lzma
import pickle
import struct
import zlib
from pathlib import Path

import pytest
from lxml import etree

from indexer import prepare as prepare_module
from indexer.corrections import content_hash
from indexer.fold import fold
from indexer.prepare import READING, described, hash_file, prepare, report_id
from indexer.readers import ReadResult, read_file
from indexer.roots import SourceFile

TEXT = (
    "示例市政协常委会工作报告\n2023年工作回顾\n"
    "一年来，市政协常委会坚持团结和民主两大主题，收到提案315件，立案298件，全部办复。\n"
)


def source(folder: Path, name: str, data: bytes) -> SourceFile:
    path = folder / name
    path.write_bytes(data)
    return SourceFile("r", name, path)


def known_as(path: Path) -> str:
    """The hash under which an index knows a file for which nothing was given."""
    return content_hash(hash_file(path), READING, ())


def test_an_id_is_sixteen_digits_and_hangs_on_root_path_and_part() -> None:
    ids = [report_id(*key) for key in (("r", "a.txt", 0), ("r", "a.txt", 1), ("s", "a.txt", 0), ("r", "b.txt", 0))]
    assert len(set(ids)) == 4
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in ids)
    assert report_id("r", "a.txt", 0) == "4c8e4568ae9053a0", "ids of existing indexes must not change"
    assert report_id("r", "a", 1) != report_id("r\0a", "", 1)


def test_a_file_becomes_reports_with_words(tmp_path: Path) -> None:
    made = prepare(source(tmp_path, "a.txt", TEXT.encode()), None)
    assert made.failures == ()
    assert not made.unchanged
    ((report, analysis),) = made.reports
    assert (report.root, report.file, report.part, report.parts) == ("r", "a.txt", 0, 1)
    assert report.id == report_id("r", "a.txt", 0)
    assert report.content_hash == made.content_hash == known_as(tmp_path / "a.txt")
    assert all(word in fold(report.text) for word in analysis.words)
    assert "提案" in analysis.words
    assert pickle.loads(pickle.dumps(made)) == made, "results come from other processes"


def test_a_known_hash_means_unchanged(tmp_path: Path) -> None:
    file = source(tmp_path, "a.txt", TEXT.encode())
    made = prepare(file, known_as(file.path))
    assert made.unchanged
    assert made.reports == made.failures == ()


def test_another_version_of_reading_reads_unchanged_files_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = source(tmp_path, "a.txt", TEXT.encode())
    before = prepare(file, None).content_hash
    monkeypatch.setattr(prepare_module, "READING", READING + 1)
    made = prepare(file, before)
    assert not made.unchanged
    assert made.content_hash != before
    assert [report.id for report, _ in made.reports] == [report_id("r", "a.txt", 0)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \r\n\t\n"),
        ("bom.txt", b"\xef\xbb\xbf"),
        ("binary.txt", bytes(range(256)) * 40),
        ("zip.txt", b"PK\x03\x04" + bytes(200)),
        ("broken.docx", b"PK\x03\x04broken"),
        ("broken.pdf", b"%PDF-1.7\nbroken"),
        ("text.pdf", TEXT.encode()),
        ("empty.html", b"<html><body></body></html>"),
        ("broken.jsonl", b"{\n[1]\n"),
        ("empty.jsonl", b"\n\n"),
    ],
)
def test_a_bad_file_is_a_failure_with_stage_and_reason(tmp_path: Path, name: str, data: bytes) -> None:
    made = prepare(source(tmp_path, name, data), None)
    assert made.reports == ()
    assert made.failures
    for failure in made.failures:
        assert failure.file == name
        assert failure.stage in ("read", "split", "clean", "describe", "segment")
        assert failure.reason
        assert "\n" not in failure.reason
        assert "please report" not in failure.reason


def test_a_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    made = prepare(SourceFile("r", "a.txt", tmp_path / "a.txt"), None)
    assert made.failures[0].stage == "read"
    assert "No such file" in made.failures[0].reason


def test_good_rows_are_kept_beside_a_bad_one(tmp_path: Path) -> None:
    rows = [json.dumps({"text": TEXT, "title": f"报告{number}"}, ensure_ascii=False) for number in range(3)]
    rows[1] = '{"text": '
    made = prepare(source(tmp_path, "rows.jsonl", "\n".join(rows).encode()), None)
    assert [report.metadata.title for report, _ in made.reports] == ["报告0", "报告2"]
    assert len({report.id for report, _ in made.reports}) == 2
    assert [failure.reason.split(":")[0] for failure in made.failures] == ["line 2"]


@pytest.mark.parametrize("stage", ["read_file", "split", "clean", "describe", "analyse"])
def test_a_fault_of_the_program_costs_one_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def faulty(*arguments: object, **named: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(prepare_module, stage, faulty)
    made = prepare(source(tmp_path, "a.txt", TEXT.encode()), None)
    assert made.reports == ()
    (failure,) = made.failures
    assert failure.stage == {"read_file": "read", "analyse": "segment"}.get(stage, stage)
    assert "IndexError" in failure.reason
    assert "please report" in failure.reason


@pytest.mark.parametrize("error", [struct.error(), lzma.LZMAError(), zlib.error(), etree.LxmlError(""), csv.Error()])
def test_errors_that_libraries_derive_from_nothing_cost_one_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def faulty(*arguments: object, **named: object) -> None:
        raise error

    monkeypatch.setattr(prepare_module, "read_file", faulty)
    (failure,) = prepare(source(tmp_path, "a.txt", TEXT.encode()), None).failures
    assert type(error).__name__ in failure.reason


def test_reports_beside_each_other_share_what_only_one_of_them_names(tmp_path: Path) -> None:
    seeds = Path(__file__).parent.parent.parent / "shared" / "corpus" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the shared folder with the seed reports is not there")
    counts = [len(described(path, path.name)[0]) for path in sorted(seeds.iterdir())]
    assert sorted(counts) == [1, 1, 1, 1, 2]


GOVERNMENT = (
    "政府工作报告\n——2012年2月21日在县第十六届人民代表大会第二次会议上\n各位代表：\n"
    "现在，我代表县人民政府向大会报告工作，请予审议。\n2011年，县人民政府狠抓项目，全县生产总值增长百分之十二，人民生活改善。\n"
    "2012年，县政府要做好示例园区建设，让我县经济再上新台阶。\n"
)
COURT = (
    "县人民法院工作报告\n——2012年2月22日在县第十六届人民代表大会第二次会议上\n各位代表：\n"
    "我代表县人民法院向大会报告工作，请予审议。\n2011年，县人民法院审结各类案件两千余件，全县法院队伍建设加强。\n"
    "2012年，县法院要继续推进公正司法，服务我县发展大局（示例）。\n"
)
ADDRESSED_ELSEWHERE = GOVERNMENT.replace("县人民政府", "市人民政府").replace("县第十六届", "市第六届")


@pytest.mark.parametrize(
    ("cover", "names"),
    [
        ("湄潭县2012年“两会”文件", ["贵州省遵义市湄潭县人民政府", "贵州省遵义市湄潭县人民法院"]),
        ("湄潭县历年工作报告选编", ["贵州省遵义市湄潭县人民政府", "贵州省遵义市湄潭县人民法院"]),
        ("工作报告选编\n贵州省湄潭县2012年两会材料", ["贵州省遵义市湄潭县人民政府", "贵州省遵义市湄潭县人民法院"]),
        ("××县2012年“两会”文件", [None, None]),
        ("湄潭县2012年两会文件\n余庆县2012年两会文件", [None, None]),
        ("湄潭县人民政府网站", ["贵州省遵义市湄潭县人民政府", None]),  # the site's owner, of its own body only
        ("遵义市2012年两会文件", [None, None]),
    ],
)
def test_a_compilation_says_whose_reports_it_gathers(tmp_path: Path, cover: str, names: list[str | None]) -> None:
    file = source(tmp_path, "a.txt", f"{cover}\n\n{GOVERNMENT}\n{COURT}".encode())
    found, failures = described(file.path, file.file)
    assert failures == []
    assert [metadata.organization and metadata.organization.name for _, metadata in found] == names


def test_a_compilation_lends_its_place_to_no_report_of_another_level(tmp_path: Path) -> None:
    file = source(tmp_path, "a.txt", f"湄潭县2012年“两会”文件\n\n{ADDRESSED_ELSEWHERE}\n{COURT}".encode())
    found, _ = described(file.path, file.file)
    assert found[0][1].organization is None


def test_a_file_that_vanishes_once_it_was_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_and_remove(path: Path, file: str, *, ocr: bool) -> ReadResult:
        result = read_file(path, file, ocr=ocr)
        path.unlink()
        return result

    monkeypatch.setattr("indexer.prepare.read_file", read_and_remove)
    path = tmp_path / "a.txt"
    path.write_text("一年来，收到提案315件。", "utf-8")
    assert len(prepare(SourceFile("r", "a.txt", path), None).reports) == 1
