"""What is told of sidecars, and what a broken one costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.ingest import index_paths
from indexer.outcome import Summary
from indexer.roots import SourceFile, find_sources
from indexer.sidecar import apply_sidecars
from tests.sidecar.folders import TEXT, archive, put, run, sources_indexed


def told(summary: Summary) -> list[tuple[str, str]]:
    assert {failure.stage for failure in summary.failures} <= {"sidecar"}
    return [(failure.file, failure.reason) for failure in summary.failures]


def test_a_row_for_what_is_not_there_is_a_note_and_no_failure(folder: Path) -> None:
    put(folder, metadata_csv="文件,来源\nz.txt,甲\na.txt,甲\n")
    for _ in range(2):
        summary = run(folder)
        assert (summary.failures, summary.notes) == ([], ["metadata.csv row 2: no such file or folder: z.txt"])


def test_many_such_rows_are_summed_up(folder: Path) -> None:
    put(folder, metadata_csv="文件,来源\n" + "".join(f"z{number}.txt,甲\n" for number in range(50)))
    notes = run(folder).notes
    assert len(notes) == 11
    assert notes[-1] == "metadata.csv 40 more rows name what is not there, up to row 51"


def test_a_bad_value_is_a_failure_and_the_text_is_indexed_all_the_same(folder: Path) -> None:
    put(folder, metadata_csv="文件,年份,来源\na.txt,20233,甲网\n")
    summary = run(folder)
    assert summary.added == 3
    ((file, reason),) = told(summary)
    assert file == "metadata.csv"
    assert reason.startswith("row 2, column 年份: '20233' should be a year from 1949 to 2099")
    (report,) = (each for each in WhooshEngine(folder.parent / "index").catalogue() if each.file == "a.txt")
    assert (report.metadata.covered_year, report.metadata.source) == (2022, "甲网")
    assert told(run(folder)) == told(summary), "until it is mended"


def test_rows_that_contradict_each_other(folder: Path) -> None:
    put(folder, metadata_csv="文件,年份,来源\na.txt,2021,甲网\na,2020,甲网\n", 元数据_csv="文件,来源\nb.txt,乙网\n")
    ((file, reason),) = told(run(folder))
    assert file == "metadata.csv"
    assert "row 3: says covered_year is 2020, but row 2 says 2021" in reason
    assert sources_indexed(folder) == {"a.txt": "甲网", "b.txt": "乙网", "甲/c.txt": None}


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 99, "机构\n重庆市政协\n".encode()])
def test_one_that_cannot_be_read_costs_nothing_else(folder: Path, data: bytes) -> None:
    (folder / "metadata.csv").write_bytes(data)
    summary = run(folder)
    assert summary.added == 3
    assert [file for file, _ in told(summary)] == ["metadata.csv"]


def test_a_part_that_the_file_does_not_hold(folder: Path) -> None:
    put(folder, metadata_csv="文件,篇,来源\na.txt,2,甲网\n")
    for _ in range(2):
        assert told(run(folder)) == [
            ("a.txt", "metadata.csv row 2 names part 2, but among the 1 report(s) of the file there is no such thing")
        ]
    (folder / "metadata.csv").unlink()
    assert run(folder).failures == []


def test_a_name_that_could_be_several(folder: Path) -> None:
    put(folder, a_md=TEXT, metadata_csv="文件,来源\na,甲网\n../x.txt,甲网\n甲,甲网\n")
    reasons = [reason for _, reason in told(run(folder))]
    assert reasons[0].startswith("row 2: a could be each of a.md, a.txt")
    assert "row 3: ../x.txt leads out" in reasons[1]


def test_source_files_can_be_hashed_and_sent(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, metadata_csv="文件,机构,行政区划\na.txt,示例政协,四川省/资阳市\n")
    sources = find_sources([tmp_path], {})
    apply_sidecars(sources)
    (source,) = sources.files
    assert isinstance(source, SourceFile)
    assert len({source, source}) == 1


def test_a_sidecar_inside_an_archive_is_no_report_and_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    put(folder, a_txt=TEXT)
    archive(folder / "z.zip", 子__metadata_csv="文件,来源\nb.txt,网\n", 子__b_txt=TEXT.replace("315", "316"))
    summary = run(folder)
    assert (summary.added, summary.failures) == (2, [])
    assert summary.skipped["sidecar inside an archive"] == 1
    assert set(sources_indexed(folder).values()) == {None}


def test_an_archive_of_nothing_but_a_sidecar_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    put(folder, a_txt=TEXT)
    archive(folder / "z.zip", 子__metadata_csv="文件,来源\nb.txt,网\n")
    (failure,) = run(folder).failures
    assert failure.file == "z.zip"
    assert "belongs beside it" in failure.reason


@pytest.mark.parametrize("name", ["metadata-2.csv", "metadata 3.csv", "元数据2.csv", "Metadata_10.csv"])
def test_later_tables_beside_the_first_count_too(tmp_path: Path, name: str) -> None:
    put(tmp_path, a_txt=TEXT, b_txt=TEXT, metadata_csv="文件,来源\na.txt,甲网\n")
    (tmp_path / name).write_text("文件,来源\nb.txt,乙网\n", "utf-8")
    sources = find_sources([tmp_path], {})
    assert apply_sidecars(sources) == []
    assert [source.file for source in sources.files] == ["a.txt", "b.txt"]
    assert all(source.given for source in sources.files)


@pytest.mark.parametrize("name", ["metadata-alt.csv", "metadata12345.csv", "mymetadata.csv"])
def test_other_names_are_tables_like_any(tmp_path: Path, name: str) -> None:
    put(tmp_path, a_txt=TEXT)
    (tmp_path / name).write_text("文件,来源\na.txt,甲网\n", "utf-8")
    sources = find_sources([tmp_path], {})
    apply_sidecars(sources)
    assert name in [source.file for source in sources.files]


@pytest.mark.parametrize("broken", [b"", b"\x00\x01\x02\xff" * 40])
def test_a_table_that_cannot_be_read_takes_back_nothing(tmp_path: Path, broken: bytes) -> None:
    folder, location = tmp_path / "reports", tmp_path / "index"
    folder.mkdir()
    put(folder, a_txt=TEXT, b_txt=TEXT, metadata_csv="文件,机构\na.txt,重庆市政协\n")
    index_paths([folder], location)

    def names() -> dict[str, str | None]:
        engine = WhooshEngine(location)
        found = {
            each.file: each.metadata.organization and each.metadata.organization.name for each in engine.catalogue()
        }
        engine.close()
        return found

    before = names()
    assert before["a.txt"] == "重庆市政协"
    (folder / "metadata.csv").write_bytes(broken)
    put(folder, b_txt=TEXT + "全会还听取了其他报告。", c_txt=TEXT)
    for rebuild in (False, True):
        summary = index_paths([folder], location, rebuild=rebuild)
        assert [failure.stage for failure in summary.failures] == ["sidecar"]
        assert "stays until it can be read" in summary.failures[0].reason
        assert names() == {**before, "c.txt": before["b.txt"]}
    put(folder, metadata_csv="文件,机构\na.txt,四川省政协\n")
    index_paths([folder], location)
    assert names()["a.txt"] == "四川省政协"
