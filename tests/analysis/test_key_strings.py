"""Strings beyond words that set two selections apart, found by themselves, against brute force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.analysis.comparing import compare
from indexer.analysis.keyness import PER, Criteria, Keyword
from indexer.analysis.statistics import log_likelihood
from indexer.answers import SearchRequest
from indexer.fold import fold
from indexer.models import Metadata
from indexer.search import Library
from tests.analysis.conftest import MakeLibrary
from tests.contract.corpus import ORGANIZATIONS

FIRST, SECOND = (SearchRequest(filters={"covered_year": (year,)}) for year in ("2022", "2021"))
FILLING = "示例单位认真履行职能，开展调研视察若干次，形成建议若干条。"


def texts_of(year: int) -> list[str]:
    """Ten reports of a year; those of 2022 hold a phrase that no dictionary has, quoted and not, and a longer one around another."""
    phrase = "深化“岚事共商议”平台建设，岚事共商议深入人心。推进“岚桥四步法”，岚桥四步法见效。" if year == 2022 else ""
    old = "" if year == 2022 else "开展“岚水三问”活动，岚水三问到位，岚水三问落实。"
    return [
        f"{year}年第{number}份示例。\n{phrase}{old}一次“临时用语”。\n{FILLING * (number + 1)}" for number in range(10)
    ]


@pytest.fixture
def library(make_library: MakeLibrary) -> Library:
    return make_library([(text, Metadata(covered_year=year)) for year in (2021, 2022) for text in texts_of(year)])


def listed(words: tuple[Keyword, ...]) -> dict[str, Keyword]:
    return {each.word: each for each in words}


def test_phrases_that_no_word_is_are_listed_with_every_place(library: Library) -> None:
    made = compare(library, FIRST, SECOND, limit=500)
    first, second = listed(made.keyness.first), listed(made.keyness.second)
    assert {"岚事共商议", "岚桥四步法"} <= first.keys()
    assert "岚水三问" in second
    assert not {"临时用语"} & (first.keys() | second.keys()), "as frequent on both sides"
    sizes = [sum(len(fold(text)) for text in texts_of(year)) for year in (2022, 2021)]
    assert [made.first.characters, made.second.characters] == sizes
    for word in (*made.keyness.first, *made.keyness.second):
        if word.word.startswith("岚") and len(word.word) > 3:
            held = [[fold(text).count(word.word) for text in texts_of(year)] for year in (2022, 2021)]
            assert word.occurrences == tuple(map(sum, held))
            assert word.reports == tuple(sum(map(bool, each)) for each in held)
            assert word.rates == pytest.approx([PER * sum(each) / size for each, size in zip(held, sizes, strict=True)])
            assert word.log_likelihood == pytest.approx(float(log_likelihood(*word.occurrences, *sizes)))
            search = made.search_for(word, 0)
            assert search is not None
            assert library.search(search).total == word.reports[0]
    for words in (made.keyness.first, made.keyness.second):
        ranked = [each.log_likelihood for each in words]
        assert ranked == sorted(ranked, reverse=True)


def test_they_share_the_limit_and_the_criteria_of_words(library: Library) -> None:
    whole = compare(library, FIRST, SECOND, limit=500)
    some = compare(library, FIRST, SECOND, limit=2)
    assert some.keyness.first == whole.keyness.first[:2]
    assert some.keyness.found == whole.keyness.found == tuple(map(len, (whole.keyness.first, whole.keyness.second)))
    strict = compare(library, FIRST, SECOND, limit=500, criteria=Criteria(reports=11))
    assert strict.keyness.first == ()


def test_copies_count_once(make_library: MakeLibrary) -> None:
    body = "".join(f"第{number}项示例工作按计划完成，岚事共商议。" for number in range(40))
    text, other = f"“岚事共商议”，“岚事共商议”。{body}", "另一年度的示例文字，没有这种说法。" * 40
    known = Metadata(organization=ORGANIZATIONS[1], covered_year=2022, delivered_year=2023, kind="工作综述")
    library = make_library([(text, known)] * 3 + [(other, replace(known, covered_year=2021, delivered_year=2022))])
    one, each = (
        listed(compare(library, *(replace(side, copies=copies) for side in (FIRST, SECOND))).keyness.first)[
            "岚事共商议"
        ]
        for copies in (False, True)
    )
    assert (one.occurrences, one.reports) == ((42, 0), (1, 0))
    assert (each.occurrences, each.reports) == ((126, 0), (3, 0))


def test_a_part_that_is_quoted_by_itself_is_a_phrase_of_its_own(make_library: MakeLibrary) -> None:
    texts = [
        ("推进“岚江高效共办一件岚事”，岚江高效共办一件岚事。岚江高效“共办一件岚事”。" * 5 + f"第{number}份。", 2022)
        for number in range(3)
    ]
    texts += [(f"没有这种说法的示例文字第{number}份。" * 5, 2021) for number in range(3)]
    library = make_library([(text, Metadata(covered_year=year)) for text, year in texts])
    found = listed(compare(library, FIRST, SECOND, limit=500).keyness.first)
    assert found["岚江高效共办一件岚事"].occurrences == (30, 0)
    assert found["共办一件岚事"].occurrences == (45, 0)


def test_without_quotations_there_are_words(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    able = library.engine.capabilities - {"quotations"}
    monkeypatch.setattr(type(library.engine), "capabilities", able)
    made = compare(library, FIRST, SECOND, limit=500)
    assert made.keyness.first
    assert "岚事共商议" not in listed(made.keyness.first)


def test_regional_wordings_of_a_phrase_are_one(make_library: MakeLibrary) -> None:
    texts = [("推进“岚桥資訊港”建设，岚桥資訊港见效。" * 3 + f"第{number}份。", 2022) for number in range(5)]
    texts += [(f"岚桥信息港第{number}份。“岚水三问”。" + "岚桥信息港、岚水三问见效。" * 4, 2021) for number in range(5)]
    library = make_library([(text, Metadata(covered_year=year)) for text, year in texts])
    made = compare(library, FIRST, SECOND, limit=500, criteria=Criteria(log_ratio=0.0, log_likelihood=0.0))
    found = listed((*made.keyness.first, *made.keyness.second))["岚桥信息港"]
    assert (found.occurrences, found.reports) == ((30, 25), (5, 5))
    assert set(found.wordings) == {"岚桥资讯港", "岚桥信息港"}
    search = made.search_for(found, 1)
    assert search is not None
    assert library.search(search).total == 5


def test_a_quoted_wording_of_a_word_is_no_phrase_beside_it(make_library: MakeLibrary) -> None:
    texts = [("推进“资讯技术”工作，资讯技术见效。“岚水三问”，岚水三问。" * 5, 2022), ("信息技术的示例。" * 5, 2021)]
    library = make_library([(text, Metadata(covered_year=year)) for text, year in texts])
    made = compare(library, FIRST, SECOND, limit=500, criteria=Criteria(log_ratio=0.0, log_likelihood=0.0))
    words = [each.word for each in (*made.keyness.first, *made.keyness.second)]
    assert "岚水三问" in words
    assert words.count("信息技术") == 1
