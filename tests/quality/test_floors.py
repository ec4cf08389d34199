"""The gate: what is described must be as right as the floors ask and as it was; figures cannot be lowered in silence."""

from __future__ import annotations

import pytest

from tests.quality import measure, report

HERE = [name for name, folder in measure.SETS.items() if folder.is_dir()]
NEED_SHARED = pytest.mark.skipif("shared" not in HERE, reason="the texts of ../shared/corpus are not here")
EACH_SET = [pytest.param("shared", marks=NEED_SHARED), "ours"]


@pytest.mark.parametrize("name", EACH_SET)
def test_the_figures_are_of_these_texts(name: str) -> None:
    recorded = measure.read_record()["digests"][name]
    assert measure.digest(name) == recorded, "run python -m tests.quality --record --reason WHY"


@pytest.mark.parametrize("name", EACH_SET)
def test_nothing_is_less_right_than_it_was(name: str) -> None:
    recorded = {name: measure.read_record()["figures"][name]}
    assert measure.worse(recorded, measure.figures(measure.cases(name))) == []


@NEED_SHARED
def test_the_floors_hold() -> None:
    assert measure.below_floors([case for name in measure.SETS for case in measure.cases(name)]) == []


@NEED_SHARED
@pytest.mark.parametrize("field", ["organization", "delivered_year", "document_number"])
def test_every_real_file_is_right(field: str) -> None:
    compared = [case for case in measure.cases("shared") if case.field == field]
    assert len({case.file for case in compared}) >= 28
    assert [case for case in compared if case.answer != "right"] == []


def test_there_are_enough_texts_of_ours_and_they_say_what_they_are() -> None:
    texts = measure.truths("ours")
    assert len(texts) >= 150
    assert sum(bool(row.get("masked")) for _, row in texts) >= 10
    assert all(row["trap"] for _, row in texts), "each says which trap it plays"


@NEED_SHARED
def test_the_document_shows_what_is_measured_and_every_miss_is_explained() -> None:
    compared = [case for name in measure.SETS for case in measure.cases(name)]
    missed = {case.name for case in compared if case.answer != "right"}
    assert set(report.explanations()) == missed
    assert report.written_section() == report.section(compared), "run python -m tests.quality --record"


def figures(right: int, wrong: int) -> measure.Figures:
    return {"ours": {"kind": {"right": right, "unknown": 10 - right - wrong, "wrong": wrong}}}


RECORD = {"digests": {"ours": "a"}, "figures": figures(9, 0), "history": []}


@pytest.mark.parametrize(("right", "wrong"), [(8, 0), (9, 1)])
def test_a_figure_is_lowered_only_with_a_reason(right: int, wrong: int) -> None:
    with pytest.raises(ValueError, match="ours kind"):
        measure.updated(RECORD, figures(right, wrong), {"ours": "a"}, "")
    lowered = measure.updated(RECORD, figures(right, wrong), {"ours": "a"}, "a wrong truth was mended")
    assert lowered["figures"] == figures(right, wrong)
    assert [entry["reason"] for entry in lowered["history"]] == ["a wrong truth was mended"]


def test_a_better_figure_needs_none() -> None:
    assert measure.updated(RECORD, figures(10, 0), {"ours": "a"}, "")["history"] == []


def test_other_texts_need_a_reason() -> None:
    with pytest.raises(ValueError, match="other texts"):
        measure.updated(RECORD, figures(10, 0), {"ours": "b"}, "")


def asked(field: str, found: object, true: object, *, masked: bool = False) -> measure.Case:
    return measure.Case("ours", "a", "a/b.txt", 0, field, found, true, masked)


def test_a_floor_counts_what_is_right_and_what_is_wrong() -> None:
    right = [asked("organization", "甲", "甲")] * 97
    assert measure.below_floors([*right, asked("organization", None, "乙")]) == []
    (told,) = measure.below_floors([*right, *[asked("organization", None, "乙")] * 3])
    assert "98.0% must be right" in told
    (told,) = measure.below_floors([*right, asked("organization", "甲", "乙")])
    assert "at most 0.5% may be wrong" in told


def test_what_is_masked_may_be_unknown_never_guessed() -> None:
    right = [asked("delivered_year", 2020, 2020)] * 200
    (told,) = measure.below_floors([*right, asked("delivered_year", 2021, None, masked=True)])
    assert "masked" in told
