"""What sets two selections apart: the lists, what is counted together, and the warnings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.forms import counted_together, forms_of, one_form
from indexer.analysis.keyness import Criteria, Selection, Words, compare, keywords
from indexer.analysis.makeup import differences
from indexer.analysis.statistics import SURE, log_likelihood, log_ratio
from indexer.models import UNKNOWN

ALL = Criteria(occurrences=1, log_ratio=0, log_likelihood=0, numbers=True)
WORDS = st.sampled_from(
    ["信息", "資訊", "资讯", "采纳", "採納", "社情民意資訊", "社情民意信息", "提案", "視頻", "2023", "协商"]
)
COUNTS = st.dictionaries(WORDS, st.integers(0, 400))


# ------------------------------------------------------------------------------------- counted together


@pytest.mark.parametrize(
    ("word", "form"),
    [("資訊", "信息"), ("资讯", "信息"), ("採納", "采纳"), ("社情民意資訊", "社情民意信息"), ("ＧＤＰ", "gdp"), ("影片", "影片"), ("", "")],
)  # fmt: skip
def test_one_form(word: str, form: str) -> None:
    assert one_form(word) == form


def test_counted_together() -> None:
    assert counted_together({"資訊": 3, "提案": 2, "信息": 4, "採納": 1, "采纳": 1}) == {
        "信息": 7,
        "提案": 2,
        "采纳": 2,
    }


@given(COUNTS)
def test_arrays_are_counted_as_mappings_are(counts: dict[str, int]) -> None:
    words = list(counts)
    forms = forms_of(words)
    assert [forms.forms[number] for number in forms.of] == [one_form(word) for word in words]
    together = forms.summed(np.array([counts[word] for word in words], int))
    assert dict(zip(forms.forms, together.tolist(), strict=True)) == counted_together(counts)


@given(st.lists(st.sets(WORDS, max_size=6), max_size=8))
def test_a_report_with_two_wordings_counts_once(reports: list[set[str]]) -> None:
    words = sorted(set().union(*reports))
    forms = forms_of(words)
    pairs = [(words.index(word), number) for number, held in enumerate(reports) for word in held]
    columns = np.array(pairs, int).reshape(-1, 2).T
    expected = Counter(form for held in reports for form in {one_form(word) for word in held})
    assert dict(zip(forms.forms, forms.holding(*columns).tolist(), strict=True)) == expected


def test_a_word_is_no_line() -> None:
    with pytest.raises(ValueError, match="line's end"):
        forms_of(["提\n案"])


# ------------------------------------------------------------------------------------------- the lists


def test_lists_of_both_sides() -> None:
    first = Selection({"提案": 40, "協商": 5, "工作": 100, "偶见": 4}, 10_000, {"提案": 6, "协商": 2, "工作": 9})
    second = Selection({"提案": 10, "协商": 60, "工作": 210, "偶见": 0}, 20_000, {"提案": 3, "协商": 8, "工作": 9})
    found = compare(first, second)
    (here,), (there,) = found.first, found.second
    assert (here.word, here.occurrences, here.reports) == ("提案", (40, 10), (6, 3))
    assert here.rates == (40, 5)
    assert here.log_ratio == pytest.approx(3)  # eight times as frequent
    assert here.log_likelihood == pytest.approx(log_likelihood(40, 10, 10_000, 20_000))
    assert (there.word, there.wordings, there.occurrences) == ("协商", ("协商", "協商"), (5, 60))
    assert there.log_ratio == pytest.approx(-2.585, abs=0.001)  # a sixth
    assert (found.found, found.sizes, found.words) == ((1, 1), (10_000, 20_000), 3)
    assert found.criteria.log_likelihood == SURE


def test_wordings_of_one_thing_set_nothing_apart() -> None:
    mainland = Selection({"信息": 120, "采纳": 30, "提案": 90}, 10_000)
    taiwan = Selection({"資訊": 118, "採納": 31, "提案": 20}, 10_000)
    found = compare(mainland, taiwan)
    assert [each.word for each in found.first] == ["提案"]
    assert found.second == ()
    assert compare(mainland, taiwan, ALL).second[0].wordings == ("採納", "采纳")


@pytest.mark.parametrize("word", ["2023", "1480", "2023年", "97.46%", "二〇二三年"])
def test_numbers_are_left_out(word: str) -> None:
    first, second = Selection({word: 99, "十四五": 50}, 10_000), Selection({}, 10_000)
    assert [each.word for each in compare(first, second).first] == ["十四五"]
    assert {each.word for each in compare(first, second, Criteria(numbers=True)).first} == {one_form(word), "十四五"}


def test_criteria() -> None:
    first = Selection({"提案": 300, "多见": 1500, "一处": 80}, 100_000, {"提案": 9, "多见": 20, "一处": 1})
    second = Selection({"提案": 100, "多见": 1000, "一处": 0}, 100_000, {"提案": 8, "多见": 20})

    def listed(criteria: Criteria) -> set[str]:
        return {each.word for each in compare(first, second, criteria).first}

    assert listed(Criteria()) == {"提案", "一处"}
    assert listed(Criteria(log_ratio=0.5)) == {"提案", "多见", "一处"}
    assert listed(Criteria(reports=2)) == {"提案"}
    assert listed(Criteria(occurrences=81)) == {"提案"}
    assert listed(Criteria(log_likelihood=105.0)) == {"一处"}


def test_limit_leaves_the_surest() -> None:
    first = Selection({f"词{number}": 40 + number for number in range(20)}, 100_000)
    found = compare(first, Selection({}, 100_000), limit=3)
    assert [each.word for each in found.first] == ["词19", "词18", "词17"]
    assert found.found == (20, 0)


def test_an_empty_selection_is_refused() -> None:
    with pytest.raises(ValueError, match="sizes must be above 0"):
        compare(Selection({"提案": 3}, 100), Selection({}, 0))
    assert compare(Selection({}, 1), Selection({}, 1)).words == 0


@given(COUNTS, COUNTS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_lists_are_what_counting_one_by_one_gives(
    first: dict[str, int], second: dict[str, int], size: int, other: int
) -> None:
    here, there = counted_together(first), counted_together(second)
    criteria = Criteria(log_ratio=0.5, numbers=True)
    expected = {
        form: log_likelihood(here.get(form, 0), there.get(form, 0), size, other)
        for form in {*here, *there}
        if here.get(form, 0) + there.get(form, 0) >= 5
        and abs(log_ratio(here.get(form, 0), there.get(form, 0), size, other)) >= 0.5
        and log_likelihood(here.get(form, 0), there.get(form, 0), size, other) >= SURE
    }
    found = compare(Selection(first, size), Selection(second, other), criteria)
    assert {each.word: each.log_likelihood for each in (*found.first, *found.second)} == expected
    assert all(each.log_ratio > 0 for each in found.first)
    assert all(each.log_ratio < 0 for each in found.second)
    for side in (found.first, found.second):
        assert [each.log_likelihood for each in side] == sorted((each.log_likelihood for each in side), reverse=True)
        for each in side:
            assert each.occurrences == (here.get(each.word, 0), there.get(each.word, 0))
    turned = compare(Selection(second, other), Selection(first, size), criteria)
    assert [each.word for each in turned.first] == [each.word for each in found.second]


def test_many_words_as_arrays() -> None:
    draw = np.random.default_rng(6)
    words = [f"示例{number}词" for number in range(20_000)]
    occurrences = draw.poisson(20, (len(words), 2))
    occurrences[77] = (400, 20)
    table = Words(words, occurrences, np.minimum(occurrences, 9), forms_of(words))
    found = keywords(table, (10**6, 10**6))
    # One word in ten thousand passes the log-likelihood by chance, and then fails the log ratio more often than not.
    assert found.first[0].word == "示例77词"
    assert sum(found.found) <= 5


# ------------------------------------------------------------------------------------------ the warnings

ALIKE = {"kind": {"常委会工作报告": 10}, "completeness": {"全文": 10}, "covered_year": {"2022": 10}}


def test_selections_that_are_made_alike_are_not_warned_of() -> None:
    assert differences(ALIKE, ALIKE) == ()
    assert differences(ALIKE, {name: dict.fromkeys(counts, 3) for name, counts in ALIKE.items()}) == ()
    assert differences({}, ALIKE) == ()
    # Nine tenths are the same: the limit itself warns, less does not.
    nearly = {**ALIKE, "kind": {"常委会工作报告": 91, "工作综述": 9}}
    assert differences(ALIKE, nearly) == ()


def test_what_differs_is_said_with_its_counts() -> None:
    other = {
        "kind": {"常委会工作报告": 9, "工作综述": 1},
        "completeness": {"全文": 6, "摘要/图解": 3, UNKNOWN: 1},
        "covered_year": {"2023": 5, "2022": 1, "2021": 1, "2020": 1, "2019": 1, "2018": 2},
    }
    cause = "；用词的差别可能由此而来。"
    assert differences(ALIKE, other) == (
        f"两组报告的材料类型不同：第一组有常委会工作报告 10 份，第二组有常委会工作报告 9 份、工作综述 1 份{cause}",
        f"两组报告的完整性不同：第一组有全文 10 份，第二组有全文 6 份、摘要/图解 3 份、未识别 1 份{cause}",
        f"两组报告的回顾年度不同：第一组有2022年 10 份，第二组有2023年 5 份、2018年 2 份、2019年 1 份、2020年 1 份、其余 2 份{cause}",
    )


def test_warnings_can_be_said_in_another_language() -> None:
    (warning,) = differences(ALIKE, {**ALIKE, "kind": {"工作综述": 2}})
    english = {
        "材料类型": "Type",
        "工作综述": "Review",
        "常委会工作报告": "Work report",
        "%(value)s %(count)s 份": "%(value)s (%(count)s)",
        warning.template: "%(field)s differs: %(first)s, %(second)s",
    }
    assert warning.told(english.__getitem__) == "Type differs: Work report (10), Review (2)"


def test_criteria_are_part_of_the_answer() -> None:
    criteria = replace(Criteria(), occurrences=2)
    assert compare(Selection({"提案": 3}, 10), Selection({}, 10), criteria).criteria == criteria
