"""Which of several corrections wins, and for what it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.models import Evidence
from indexer.prepare import described
from indexer.roots import find_sources
from indexer.sidecar import apply_sidecars
from tests.sidecar.folders import TEXT, TWO, archive, metadata, put


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
