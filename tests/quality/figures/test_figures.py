"""Figures of texts: floors of precision and recall on marked sentences, and what must hold on the real reports."""

from __future__ import annotations

from functools import cache

import pytest

from indexer.figures import Figure, answer, figures, read_asked
from indexer.prepare import described
from tests.quality.corpus import CHANGSHOU, CHONGQING, CORPUS, DINGHAI, FULING, NEED_CORPUS, ZIYANG
from tests.quality.figures import measure

SEEDS = CORPUS / "seeds"


@pytest.mark.parametrize("part", measure.EVERY)
def test_the_floors_hold(part: str) -> None:
    right, found, marked = measure.measured(part)
    assert right >= measure.LEAST_PRECISION * found, f"{right} of {found} rows are right"
    assert right >= measure.LEAST_RECALL * marked, f"{right} of {marked} rows are found"


def test_there_are_enough_sentences_and_none_twice() -> None:
    texts = {part: [sentence.text for sentence in measure.sentences(part)] for part in measure.EVERY}
    together = [text for part in texts.values() for text in part]
    assert len(together) >= 200
    assert len(texts["heldout"]) >= 60
    assert len(set(together)) == len(together)
    without = [sentence for part in measure.PARTS for sentence in measure.sentences(part) if not sentence.marked]
    assert len(without) >= 50, "a third of what is asked is that nothing is found"


@pytest.mark.parametrize("part", measure.SECOND_HAND)
def test_a_fifth_of_what_a_second_hand_wrote_is_without_figures(part: str) -> None:
    sentences = measure.sentences(part)
    assert len(sentences) >= 60
    assert sum(not sentence.marked for sentence in sentences) * 5 >= len(sentences)


@cache
def read(organization: str) -> list[tuple[int | None, tuple[Figure, ...]]]:
    """(covered year, figures) of every report of an organization among the seeds."""
    return [
        (metadata.covered_year, figures(clean.text, clean.headings, metadata))
        for path in sorted(SEEDS.iterdir())
        for clean, metadata in described(path, path.name)[0]
        if metadata.organization is not None and metadata.organization.name == organization
    ]


def stated(organization: str, words: str, year: int) -> list[tuple[str, str, str | None, object, str]]:
    """(action, actor, level, value, qualifier) of what is said of something in a year."""
    asked = read_asked(words)
    assert asked is not None
    return [
        (figure.action, figure.actor, figure.actor_level, figure.value, figure.qualifier)
        for _, found in read(organization)
        for figure in answer(found, asked, year)
    ]


@NEED_CORPUS
def test_filed_proposals_of_2023_are_chongqings_alone() -> None:
    assert stated(CHONGQING, "立案", 2023) == [("立案", "", None, 1315, "")]
    assert stated(FULING, "立案", 2023) == []
    assert stated(FULING, "提案督办", 2023) == [("督办", "", None, 265, "")]


@NEED_CORPUS
def test_other_actions_stand_apart() -> None:
    of_proposals = {(action, value) for action, actor, _, value, _ in stated(CHONGQING, "提案", 2023) if not actor}
    assert of_proposals == {("提出", 1480), ("立案", 1315), ("交办", 1181), ("办复", 100)}, "all are 100 %"
    assert [str(row[3]) for row in stated(CHONGQING, "满意率", 2023)] == ["97.46"]
    assert stated(CHONGQING, "集体提案", 2023) == [("提出", "集体", None, 106, "")]


@NEED_CORPUS
def test_of_2022_ziyang_and_dinghai() -> None:
    assert stated(ZIYANG, "立案", 2022) == [("立案", "", None, 196, "")]
    assert stated(DINGHAI, "集体提案", 2022) == [("提出", "集体", None, 68, "")]
    assert stated(DINGHAI, "立案", 2022) == []


@NEED_CORPUS
def test_messages_and_who_used_them() -> None:
    assert stated(FULING, "社情民意信息", 2023) == [
        ("编报", "", None, 430, "余"),
        ("采用", "市政协", "省级", 74, ""),
        ("采用", "全国政协", "全国", 1, ""),
    ]
    assert stated(CHANGSHOU, "社情民意信息", 2022) == [
        ("编报", "", None, 259, ""),
        ("采用", "全国政协", "全国", 2, ""),
        ("采用", "市政协", "省级", 19, ""),
    ]
    assert [row[3] for row in stated(CHONGQING, "社情民意信息", 2023)] == [2025, 2236]


@NEED_CORPUS
def test_what_is_printed_twice_counts_once() -> None:
    ((_, found),) = read(ZIYANG)
    (visited,) = [figure for figure in found if figure.indicator == "走访"]
    assert (visited.value, visited.unit, len(visited.repeats)) == (43, "户", 1)
    assert not visited.contradicted


@NEED_CORPUS
def test_offsets_are_those_of_the_clean_text() -> None:
    for path in sorted(SEEDS.iterdir()):
        for clean, metadata in described(path, path.name)[0]:
            for figure in figures(clean.text, clean.headings, metadata):
                assert clean.text[figure.sentence_start : figure.sentence_end] == figure.sentence
                assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
                assert figure.printed in ("", clean.text[figure.start : figure.end])
