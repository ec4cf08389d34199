"""What lets the way in skip a costly rule is true of everything that the rule finds."""

from __future__ import annotations

import re
from collections import defaultdict
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import split
from indexer.clean import bullets, furniture, wrapping
from indexer.describe import lines, numerals, organization_masks, review_spans, reviews
from indexer.readers import characters
from indexer.structure import numbering
from indexer.structure.outline import NUMBERINGS

WRITTEN_AS: dict[str, list[str]] = defaultdict(list)
for each, plain in zip(furniture.HANZI, furniture.HANZI.translate(furniture.SIMPLIFIED), strict=True):
    WRITTEN_AS[plain].append(each)
WORDS = {ours: word for word, ours in furniture.VOCABULARY}
PIECES = st.sampled_from(
    [
        "一、",
        "第一章",
        "各位委员",
        "字",
        "，",
        "。",
        " ",
        "　",
        "· ",
        "●",
        "-",
        "*",
        "**",
        "__",
        "# ",
        "…",
        "：",
        "a",
        "1",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@st.composite
def furniture_lines(draw: st.DrawFn) -> str:
    """Rows of buttons, phrases, labels and page numbers, as either script writes them."""
    sort = draw(st.sampled_from([furniture.BUTTON, furniture.PHRASE, furniture.ALWAYS_LABEL, furniture.PAGE_NUMBER]))
    line = draw(st.from_regex(sort, fullmatch=True))
    if sort is furniture.BUTTON:
        before = draw(st.text(st.sampled_from("|｜/ 　、<>《【[（(·：—"), max_size=3))
        line = before + line + draw(st.sampled_from(["", "|2", "】", " 字体", "【关闭】"]))
    for ours, word in WORDS.items():
        line = line.replace(ours, word) if draw(st.booleans()) else line
    if draw(st.booleans()):
        line = "".join(draw(st.sampled_from(WRITTEN_AS.get(each, [each]))) for each in line)
    return line.replace("\n", " ").strip()


@settings(max_examples=800, deadline=None)
@given(furniture_lines())
def test_furniture_shows_itself_by_its_ends(line: str) -> None:
    if line and (furniture.is_page_number(line) or furniture_without_shortcut(line)):
        assert furniture.may_be_furniture(line)


def furniture_without_shortcut(line: str) -> bool:
    plain = furniture.simplified(line)
    pieces = [piece for piece in furniture.SEPARATORS.split(plain) if piece]
    return (
        not any(map(str.isalnum, line))
        or any(furniture.BUTTON.fullmatch(piece) for piece in pieces[:1])
        or furniture.PHRASE.fullmatch(plain) is not None
        or furniture.ALWAYS_LABEL.match(plain) is not None
    )


@given(st.text(st.sampled_from("资資讯訊列印影片視频搜寻尋网網路络国國a ")))
def test_a_line_without_unsimplified_characters_stays(line: str) -> None:
    plain = line.translate(furniture.SIMPLIFIED)
    for word, ours in furniture.VOCABULARY:
        plain = plain.replace(word, ours)
    assert furniture.simplified(line) == plain


@given(TEXTS.map(str.strip))
def test_a_bare_line_is_its_only_item(line: str) -> None:
    if line and bullets.is_bare(line):
        assert bullets.items(bullets.unmarked(line, markdown=False)) == [line]


@given(st.text(st.one_of(st.characters(), st.sampled_from("字，“”…—·a1 ．％")), max_size=20))
def test_the_width_is_that_of_the_characters(text: str) -> None:
    assert wrapping.width(text) == sum(2 if east_asian_width(each) in "WFA" else 1 for each in text)


@given(
    st.lists(
        st.builds(
            lambda size, letters, end, indent: wrapping.Line("字" * size + "a" * letters + end, 0, indent, False),
            st.integers(0, 70),
            st.integers(0, 70),
            st.sampled_from(["", "", "。", "，"]),
            st.sampled_from([0, 4]),
        ),
        max_size=30,
    )
)
def test_a_text_that_cannot_be_wrapped_has_no_edge(found: list[wrapping.Line]) -> None:
    if not wrapping._may_be_wrapped(found):
        assert wrapping._best_edge(found, even=False) is None
        assert wrapping._best_edge(found, even=True) is None


@given(st.one_of(TEXTS, *(st.from_regex(pattern) for pattern, _ in NUMBERINGS)))
def test_a_number_has_the_rank_of_the_first_pattern(line: str) -> None:
    assert numbering(line) == next((rank for pattern, rank in NUMBERINGS if pattern.match(line)), None)


@given(st.from_regex(split.KIND, fullmatch=True), st.text(st.sampled_from("* \u3000\t\xa0#"), max_size=6))
def test_a_title_shows_itself_by_its_end(kind: str, after: str) -> None:
    line = f"示例市政协{kind}{after}".replace("\n", "")
    if split.KIND_AT_END.search(split._plain(line)):
        last = line.rstrip("* \u3000")[-1:]
        assert last in split.LAST or last.isspace()


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        (organization_masks._MASKED, organization_masks._MASK_AND_LEVEL),
        (lines._MASKED_YEAR, lines._MASK_BEFORE_YEAR),
        (re.compile(f"({numerals.YEAR})年"), reviews.NUMBERED_YEAR),
        (reviews._REVIEW_SENTENCE, reviews.NUMBERED_YEAR),
        (review_spans._ONE_YEAR, re.compile("一年|去年")),
    ],
)
def test_a_part_stands_in_every_match(rule: re.Pattern[str], part: re.Pattern[str]) -> None:
    @settings(max_examples=200, deadline=None)
    @given(st.from_regex(rule))
    def stands(text: str) -> None:
        assert part.search(text)

    stands()


@given(st.text(st.one_of(st.characters(), st.sampled_from("字\r\n\x0b\x85\u2028\u200b\ufeff⼀⺠")), max_size=20))
def test_a_text_without_unwanted_characters_stays(text: str) -> None:
    replaced = characters.UNWANTED.sub("", re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text))
    assert characters.sanitized(text) == characters.DISGUISED.sub(characters._unified, replaced)
