"""Sidecars from the folder to the index: what wins, what is redone, and what is told."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.ingest import index_paths
from indexer.models import Evidence, Metadata
from indexer.outcome import Summary
from indexer.prepare import described
from indexer.roots import SourceFile, find_sources
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


# ------------------------------------------------------------------------------------------ what wins


def test_a_row_corrects_completes_and_tells_where_it_stands(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, metadata_csv="文件,机构,年份,来源\na,四川省资阳市政协,2021,示例网\n")
    known = metadata(tmp_path)["a.txt", 0]
    assert known.organization is not None
    assert (known.organization.name, known.covered_year, known.source) == ("四川省资阳市政协", 2021, "示例网")
    assert known.evidence["organization"] == Evidence("四川省资阳市政协", "given:metadata.csv:2")
    assert known.evidence["source"] == Evidence("示例网", "given:metadata.csv:2")
    assert known.delivered_year == 2023, "what is not given is found as ever"
    assert known.evidence["delivered_year"].where.startswith("body")


def test_what_is_said_to_be_unknown_is_unknown(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, metadata_csv="文件,机构,回顾年度,材料类型\na.txt,未识别,未识别,\n")
    known = metadata(tmp_path)["a.txt", 0]
    assert (known.organization, known.covered_year) == (None, None)
    assert known.evidence["organization"] == Evidence("未识别", "given:metadata.csv:2")
    assert known.kind == "常委会工作报告"


def test_fields_that_nothing_else_finds_can_be_given(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, metadata_csv="文件,完整性,采集日期\na.txt,节选/残缺,2024年3月1日\n")
    known = metadata(tmp_path)["a.txt", 0]
    assert (known.completeness, known.retrieved) == ("节选/残缺", "2024-03-01")
    assert known.evidence["completeness"].where == "given:metadata.csv:2"


def test_report_before_file_before_folder(tmp_path: Path) -> None:
    put(
        tmp_path,
        甲__a_txt=TWO,
        甲__b_txt=TEXT,
        c_txt=TEXT,
        metadata_csv="文件,文件夹,第几篇,来源,作者,届次\n甲/a.txt,,2,篇,,\na.txt,甲,,文件,文件,\n,甲,,夹,夹,夹\n,.,,总,总,总\n",
    )
    found = {
        key: (known.source, known.author, known.session) for key, known in sorted(metadata(tmp_path).items(), key=str)
    }
    assert found == {
        ("c.txt", 0): ("总", "总", "总"),
        ("甲/a.txt", 0): ("文件", "文件", "夹"),
        ("甲/a.txt", 1): ("篇", "文件", "夹"),
        ("甲/b.txt", 0): ("夹", "夹", "夹"),
    }


def test_the_nearer_sidecar_wins_field_by_field(tmp_path: Path) -> None:
    put(
        tmp_path,
        甲__乙__a_txt=TEXT,
        metadata_csv="文件,来源,作者,届次\n甲/乙/a.txt,外,外,外\n",
        甲__元数据_csv="文件夹,来源,作者\n.,中,中\n",
        甲__乙__metadata_jsonl='{"file": "a.txt", "source": "内"}\n',
    )
    known = metadata(tmp_path)["甲/乙/a.txt", 0]
    assert (known.source, known.author, known.session) == ("内", "中", "外")
    assert known.evidence["source"].where == "given:甲/乙/metadata.jsonl:1"


def test_a_sidecar_wins_over_what_a_row_of_the_file_gives(tmp_path: Path) -> None:
    row = {
        "text": TEXT,
        "organization": "四川省资阳市政协",
        "level": "地市级",
        "covered_year": "2018—2022",
        "kind": "x",
    }
    put(
        tmp_path,
        rows_jsonl=json.dumps(row, ensure_ascii=False),
        metadata_csv="文件,篇,机构,回顾年度,材料类型\nrows,1,重庆市涪陵区政协,2017,工作综述\n",
    )
    known = metadata(tmp_path)["rows.jsonl", 0]
    assert known.organization is not None
    assert (known.organization.name, known.organization.level) == ("重庆市涪陵区政协", "县级")
    assert (known.covered_from, known.covered_year, known.kind) == (None, 2017, "工作综述")


def test_years_given_apart_never_cost_the_report(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, metadata_csv="文件,covered_from,年份\n.,,2018\na.txt,2022,\n")
    known = metadata(tmp_path)["a.txt", 0]
    assert (known.covered_from, known.covered_year) == (None, 2018)


def test_the_organization_beside_is_not_taken_against_the_word(tmp_path: Path) -> None:
    bare = TWO.replace("政协重庆市涪陵区委员会", "区政协", 1)
    put(tmp_path, a_txt=bare, metadata_csv="文件,篇,机构\na.txt,1,未识别\n")
    found = metadata(tmp_path)
    assert found["a.txt", 0].organization is None
    assert found["a.txt", 1].organization is not None


def test_a_single_file_and_a_folder_below_the_root_get_theirs(tmp_path: Path) -> None:
    put(tmp_path, 甲__a_txt=TEXT, metadata_csv="文件,来源\n甲/a.txt,外\n", 甲__metadata_csv="文件,作者\na.txt,内\n")
    assert metadata(tmp_path, tmp_path / "甲" / "a.txt")["a.txt", 0].author == "内"
    sources = find_sources([tmp_path / "甲"], {"总": str(tmp_path)})
    apply_sidecars(sources)
    assert [[value.value for value in each.values] for each in sources.files[0].given] == [["外"], ["内"]]


def archive(path: Path, **members: str) -> None:
    """Members by name, as ``put`` names files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, text in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), text)
    path.write_bytes(data.getvalue())


def test_members_of_an_archive(tmp_path: Path) -> None:
    archive(tmp_path / "z.zip", 子__a_txt=TWO, 子__b_txt=TEXT, c_txt=TEXT)
    put(
        tmp_path,
        metadata_csv="文件,篇,来源,作者\nz.zip/子/a.txt,2,篇,\nz/子/a.txt,,,\nz.zip/子/a.txt,,员,员\nz.zip/子,,夹,夹\nz.zip,,集,集\n",
    )
    sources = find_sources([tmp_path], {})
    apply_sidecars(sources)
    (source,) = sources.files
    documents, failures = described(source.path, source.file, source.given)
    assert failures == []
    found = {(document.raw.member, document.raw.part): (known.source, known.author) for document, known in documents}
    assert found == {
        ("子/a.txt", 0): ("员", "员"),
        ("子/a.txt", 1): ("篇", "员"),
        ("子/b.txt", 0): ("夹", "夹"),
        ("c.txt", 0): ("集", "集"),
    }


@pytest.mark.parametrize("row", ["z.zip,2", "z.zip/无.txt,", "z.zip/c.txt,2"])
def test_members_and_parts_that_an_archive_does_not_hold(tmp_path: Path, row: str) -> None:
    archive(tmp_path / "z.zip", c_txt=TEXT, d_txt=TEXT)
    put(tmp_path, metadata_csv=f"文件,篇,来源\n{row},网\n")
    sources = find_sources([tmp_path], {})
    apply_sidecars(sources)
    (source,) = sources.files
    documents, failures = described(source.path, source.file, source.given)
    assert {known.source for _, known in documents} == {None}
    assert [failure.stage for failure in failures] == ["sidecar"]
    assert "metadata.csv row 2 names" in failures[0].reason


# -------------------------------------------------------------------------------------- what is redone


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    put(folder, a_txt=TEXT, b_txt=TEXT.replace("315", "316"), 甲__c_txt=TEXT.replace("315", "317"))
    return folder


def run(folder: Path, **options: bool) -> Summary:
    return index_paths([folder], folder.parent / "index", **options)


def sources_indexed(folder: Path) -> dict[str, str | None]:
    engine = WhooshEngine(folder.parent / "index")
    return {report.file: report.metadata.source for report in engine.catalogue()}


def test_exactly_the_files_concerned_are_done_again(folder: Path) -> None:
    assert run(folder).added == 3
    ids = {report.id for report in WhooshEngine(folder.parent / "index").catalogue()}

    def after(table: str) -> tuple[int, int]:
        put(folder, metadata_csv=table)
        summary = run(folder)
        assert summary.failures == []
        return summary.updated, summary.unchanged

    assert after("文件,来源\na.txt,甲网\n") == (1, 2)
    assert after("文件,来源\na.txt,甲网\n") == (0, 3)
    assert after("文件,来源\nb.txt,乙网\n\na.txt,甲网\n") == (1, 2), "a row that only moved changes nothing"
    assert after("文件,来源\nb.txt,丙网\na.txt,甲网\n") == (1, 2)
    assert sources_indexed(folder) == {"a.txt": "甲网", "b.txt": "丙网", "甲/c.txt": None}
    assert after("文件,来源\n甲,丁网\nb.txt,丙网\n") == (2, 1)
    assert sources_indexed(folder) == {"a.txt": None, "b.txt": "丙网", "甲/c.txt": "丁网"}
    (folder / "metadata.csv").unlink()
    assert run(folder).updated == 2
    assert set(sources_indexed(folder).values()) == {None}
    assert ids == {report.id for report in WhooshEngine(folder.parent / "index").catalogue()}


def test_what_an_outer_sidecar_says_in_vain_does_nothing_again(folder: Path) -> None:
    put(folder, 甲__metadata_csv="文件,来源\nc.txt,内\n", metadata_csv="文件,来源\n甲/c.txt,外\n")
    run(folder)
    put(folder, metadata_csv="文件,来源\n甲/c.txt,又外\n")
    assert (run(folder).updated, sources_indexed(folder)["甲/c.txt"]) == (0, "内")


def test_workers_get_the_corrections(folder: Path) -> None:
    put(folder, **{f"n{number}_txt": TEXT.replace("315", str(400 + number)) for number in range(9)})
    put(folder, metadata_csv="文件夹,来源\n.,总网\n")
    summary = index_paths([folder], folder.parent / "index", jobs=2)
    assert (summary.failures, summary.added) == ([], 12)
    assert set(sources_indexed(folder).values()) == {"总网"}


def test_a_sidecar_is_never_a_report(folder: Path) -> None:
    put(folder, metadata_jsonl=json.dumps({"text": TEXT, "title": "示例"}, ensure_ascii=False))
    assert run(folder).added == 4, "rows with texts of their own are reports"
    put(folder, metadata_jsonl='{"file": "a.txt", "source": "甲网"}')
    summary = run(folder)
    assert (summary.removed, summary.updated, summary.sidecars, summary.corrected) == (1, 1, 1, 1)
    assert sorted(sources_indexed(folder)) == ["a.txt", "b.txt", "甲/c.txt"]
    assert run(folder, rebuild=True, prune=True).sidecars == 1
    assert sorted(sources_indexed(folder)) == ["a.txt", "b.txt", "甲/c.txt"]


# ---------------------------------------------------------------------------------------- what is told


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
