"""Regional wordings: the table is sound, and a query grows by what is in it and nothing else."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fold import fold
from indexer.variants import VARIANTS_VERSION, each_listed, expand, one_wording

ROWS = [
    line.split("\t")
    for line in files("indexer.data").joinpath("variants.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
ROW_OF = {form: forms for sign, *forms in ROWS if sign == "=" for form in forms}
FORMS = sorted({form for _, *forms in ROWS for form in forms})


@pytest.mark.parametrize(
    ("term", "wordings"),
    [
        ("社情民意信息", ("社情民意资讯",)),
        ("社情民意资讯", ("社情民意信息",)),
        ("水平", ("水准",)),
        ("水准", ("水平",)),
        ("农业机械化水准", ("农业机械化水平",)),
        ("软件程序", ("软体程式", "软体程序", "软件程式")),
        ("程式", ("程序",)),
        ("视频会议", ("视讯会议", "视像会议")),
        ("人工智慧", ("人工智能",)),
        ("计画", ("计划",)),
        ("提案", ()),
        ("", ()),
    ],
)
def test_examples(term: str, wordings: tuple[str, ...]) -> None:
    assert expand(term) == wordings


@pytest.mark.parametrize(
    "term", ["水平线", "程序性", "同志工作", "社会主义工业化", "公车改革", "质量", "品质", "数字", "项目", "统计划分"]
)
def test_words_that_only_look_alike_are_left(term: str) -> None:
    assert expand(term) == ()


def test_one_way_rows() -> None:
    assert "视频" in expand("影片")
    assert "摩托车" in expand("机车")
    assert "机车" not in expand("摩托车")


def test_wordings_that_find_nothing_more_are_left_out() -> None:
    assert expand("再生能源") == ()
    assert expand("可再生能源") == ("再生能源",)


def test_limit() -> None:
    long = "信息网络软件硬件程序服务器数据库"
    assert len(expand(long)) == 8
    assert expand(long, 3) == expand(long)[:3]
    assert expand(long, 0) == ()


@given(st.lists(st.sampled_from([*FORMS, "政协", "的", "a", " "]), max_size=8).map("".join), st.integers(0, 12))
def test_expansion_is_bounded_distinct_and_folded(term: str, limit: int) -> None:
    wordings = expand(term, limit)
    assert wordings == expand(term, limit)
    assert len(wordings) <= limit
    assert len(set(wordings)) == len(wordings)
    assert term not in wordings
    assert all(fold(wording) == wording for wording in wordings)


def test_table_is_folded_and_sound() -> None:
    assert len([sign for sign, *_ in ROWS if sign != "!"]) >= 250
    for sign, *forms in ROWS:
        assert sign in "=>!"
        assert len(set(forms)) == len(forms)
        assert all(fold(form) == form and len(form) > 1 and form.strip() == form for form in forms)


def test_interchangeable_forms_find_each_other() -> None:
    for sign, *forms in ROWS:
        if sign == "=":
            for form in forms:
                found = expand(form)
                # Another form may be left out where it holds this one, or another that is given.
                assert all(any(known in other for known in (form, *found)) for other in forms)


def test_version() -> None:
    assert len(VARIANTS_VERSION) == 12


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("社情民意资讯", "社情民意信息"),
        ("报送社情民意信息", "报送社情民意信息"),
        ("互联网和网际网路上的资讯", "互联网和互联网上的信息"),
        ("在网上路演", "在网上路演"),
        ("看视频", "看视频"),
        ("看影片", "看影片"),
        ("", ""),
    ],
)
def test_one_wording(text: str, same: str) -> None:
    assert one_wording(text) == same


@given(st.lists(st.sampled_from([*FORMS, "社", "情", "网", "资", "\n"]), max_size=20).map("".join))
def test_listed_forms_stand_apart_and_for_their_rows(text: str) -> None:
    listed = list(each_listed(text))
    assert all(start < end <= len(text) for start, end, _ in listed)
    assert all(first[1] <= second[0] for first, second in pairwise(listed))
    # Whoever changes one form of a row for another changes nothing that is compared.
    for start, end, form in listed:
        assert form == text[start:end] or {form, text[start:end]} <= set(ROW_OF[form])


@pytest.mark.parametrize("row", [forms for sign, *forms in ROWS if sign == "="], ids=lambda forms: forms[0])
def test_forms_of_a_row_are_one(row: list[str]) -> None:
    assert {one_wording(form) for form in row} == {row[0]}
