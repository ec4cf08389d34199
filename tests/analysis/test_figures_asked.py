"""What can be asked of figures, where it is looked for, and what is kept of what was read."""

from __future__ import annotations

from indexer.analysis.figures_read import Kept, ReadReport
from indexer.figures import Asked, figures, fits, known, needed, read_asked
from indexer.fold import fold
from indexer.models import Metadata
from tests.quality.figures import measure


def test_of_what_is_kept_the_oldest_goes_first() -> None:
    found = figures("一年来，收到示例提案312件，立案268件。", (), measure.REPORTS["区"])
    assert len(found) == 2
    reads = [ReadReport(str(number), "", Metadata(), found[:number]) for number in range(3)]
    kept = Kept(4)
    for read in (*reads[:2], reads[1]):
        kept.put(("a", read.id), read)
    assert kept.get(("a", "0")) is reads[0]
    kept.put(("a", "2"), reads[2])
    assert [kept.get(("a", str(number))) for number in range(3)] == [reads[0], None, reads[2]]
    kept.put(("a", "1"), reads[1])
    assert [kept.get(("a", str(number))) for number in range(3)] == [None, reads[1], None]


def test_every_figure_of_the_marked_sentences_stands_in_a_text_that_would_be_read() -> None:
    seen = 0
    for part in measure.PARTS:
        for sentence in measure.sentences(part):
            folded = fold(sentence.text)
            for figure in figures(sentence.text, (), measure.REPORTS[sentence.report]):
                action = figure.action or None
                for asked in (Asked(figure.indicator, None), Asked(None, action), Asked(figure.indicator, action)):
                    assert fits(figure, asked)
                    for strings in needed(asked):
                        assert any(string in folded for string in strings), (sentence.text, asked)
                        seen += 1
    assert seen > 300


def test_everything_that_is_known_can_be_asked_for() -> None:
    for names in known():
        for name in names:
            asked = read_asked(name)
            assert asked is not None, name
            assert needed(asked)


def test_a_word_that_is_both_an_indicator_and_an_action_asks_for_either() -> None:
    asked = read_asked("批示")
    assert asked == Asked("批示", "批示", either=True)
    text = "一年来，编报示例社情民意信息40篇，其中12篇得到市领导批示。获得重要批示9件次。"
    found = [figure for figure in figures(text, (), measure.REPORTS["区"]) if fits(figure, asked)]
    assert [(figure.indicator, figure.action, figure.low) for figure in found] == [
        ("社情民意信息", "批示", 12),
        ("批示", "", 9),
    ]
    (strings,) = needed(asked)
    assert {"批示", "签批"} <= set(strings)
