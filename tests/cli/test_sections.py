"""``--section``: searches and exports of what was done or of what is planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import answer, run

DONE = "一年来，收到示例提案315件，立案298件，督办重点提案9件，全部办复。"
PLANNED = "要提高示例提案质量，完善提案督办机制，办好重点提案，推动提案成果转化。"
WHOLE = f"政协示例市委员会常务委员会工作报告\n（2023年1月10日）\n一、2022年工作回顾\n{DONE}\n二、2023年工作安排\n{PLANNED}\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A report with both parts, and one that looks back only."""
    place = tmp_path_factory.mktemp("sections")
    (place / "reports").mkdir()
    (place / "reports" / "示例市.txt").write_text(WHOLE, "utf-8")
    (place / "reports" / "示例县.txt").write_text(WHOLE.partition("二、")[0].replace("示例市", "示例县"), "utf-8")
    assert run("index", place / "reports", "--index", place / "index").exit_code == 0
    return "--index", place / "index"


@pytest.mark.parametrize(
    ("section", "kind", "texts", "times"),
    [
        *((name, "review", 2, 2 * DONE.count("提案")) for name in ("回顾", "工作回顾", "回顧", "review", "Review")),
        *((name, "plan", 1, PLANNED.count("提案")) for name in ("打算", "工作安排", "计划", "plan")),
    ],
)
def test_only_places_in_the_section_count(
    index: tuple[str, Path], section: str, kind: str, texts: int, times: int
) -> None:
    found = answer("search", "提案", "--section", section, *index)
    assert (found["section"], found["total"], found["occurrences"]) == (kind, texts, times)
    wanted, other = (DONE, PLANNED) if kind == "review" else (PLANNED, DONE)
    for hit in found["hits"]:
        assert [passage["text"] for passage in hit["passages"]] == [wanted]
    assert answer("search", f"“{other[:8]}”", "--section", section, *index)["total"] == 0


def test_without_a_section_all_of_a_report_counts(index: tuple[str, Path]) -> None:
    found = answer("search", "提案", *index)
    assert (found["section"], found["total"]) == (None, 2)
    assert found["occurrences"] == 2 * DONE.count("提案") + PLANNED.count("提案")


def test_without_a_query_reports_that_have_the_section_are_listed_by_it(index: tuple[str, Path]) -> None:
    (hit,) = answer("search", "", "--section", "打算", *index)["hits"]
    assert [passage["text"] for passage in hit["passages"]] == [PLANNED]


def test_people_are_told_where_the_words_were_counted(index: tuple[str, Path]) -> None:
    assert "共 1 份报告，工作安排部分出现 4 处" in run("search", "提案", "--section", "打算", *index).stdout


def test_an_export_says_its_section(index: tuple[str, Path]) -> None:
    for section, label, reports in (("打算", "工作安排", 1), ("review", "工作回顾", 2)):
        note = run("export", "提案", "--section", section, "--format", "csv-note", *index).stdout.splitlines()
        assert {f"所在部分：{label}", f"报告份数：{reports}"} <= set(note)
    assert "所在部分" not in run("export", "提案", "--format", "csv-note", *index).stdout


@pytest.mark.parametrize("command", ["search", "export"])
def test_an_unknown_section_is_refused(index: tuple[str, Path], command: str) -> None:
    done = run(command, "提案", "--section", "附件", *index)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "附件" in done.stderr
    assert "回顾" in done.stderr
