"""A segment gives back what was put into it: reports, boundaries, halves, columns."""

from __future__ import annotations

import pickle
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.engine.base import SubWords
from indexer.engine.columnar import build, inversion
from indexer.engine.columnar.build import SegmentBuilder, date_key, packed, unpacked
from indexer.engine.columnar.postings import FIELDS
from indexer.engine.columnar.segment import Segment
from indexer.facets import FACETS, facet_values
from indexer.models import Heading, Metadata, display_title
from indexer.structure import paragraph_starts, sections, sentence_starts
from tests.contract.corpus import make_report
from tests.engine.columnar.generated import (
    Document,
    make_analysis,
    make_document,
    make_documents,
    units_before,
    wide,
    write_segment,
)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return make_documents(seed=4, size=60)


@pytest.fixture(scope="module")
def segment(documents: Sequence[Document], tmp_path_factory: pytest.TempPathFactory) -> Segment:
    return write_segment(tmp_path_factory.mktemp("segment") / "segment", documents)


def test_reports_come_back(segment: Segment, documents: Sequence[Document]) -> None:
    assert segment.documents == len(documents)
    assert any(wide(report.text[: heading.end]) for report, _ in documents for heading in report.headings)
    for number, (report, _) in enumerate(documents):
        assert segment.report(number) == report
        assert segment.text(number) == report.text
        assert segment.strings["title"].text(number) == display_title(report.metadata)


def test_boundaries_are_those_of_the_structure(segment: Segment, documents: Sequence[Document]) -> None:
    starts = segment.strings["text"].starts.tolist()
    wanted: dict[str, list[int]] = {"sentences": [], "paragraphs": [], "headings.starts": [], "sections": []}
    surrogates: list[int] = []
    for start, (report, _) in zip(starts, documents, strict=False):
        text = report.text
        found = {
            "sentences": sentence_starts(text),
            "paragraphs": paragraph_starts(text),
            "headings.starts": [heading.start for heading in report.headings],
            "sections": [section.start for section in sections(text, report.headings)],
        }
        for name, offsets in found.items():
            wanted[name] += [start + units_before(text, offset) for offset in offsets]
        surrogates += [start + units_before(text, at) + 1 for at, each in enumerate(text) if ord(each) > 0xFFFF]
    for name, offsets in wanted.items():
        assert segment.bounds(name).tolist() == offsets
    assert segment.bounds("wide").tolist() == surrogates
    assert len(wanted["sections"]) > len(documents), "some report must have more than one part"


def test_sections_cover_their_texts(segment: Segment, documents: Sequence[Document]) -> None:
    kinds = Counter()
    for number, (report, _) in enumerate(documents):
        found = segment.sections(number)
        start = int(segment.strings["text"].starts[number])
        wanted = sections(report.text, report.headings)
        ends = [*(section.start for section in wanted[1:]), len(report.text)]
        assert [(span.start - start, span.stop - start, span.kind) for span in found] == [
            (units_before(report.text, section.start), units_before(report.text, end), section.kind)
            for section, end in zip(wanted, ends, strict=True)
        ]
        kinds.update(span.kind for span in found)
    assert kinds.keys() == {"review", "plan", "other"}


def test_offsets_of_units_become_offsets_of_characters(segment: Segment, documents: Sequence[Document]) -> None:
    for number, (report, _) in enumerate(documents):
        offsets = np.array([units_before(report.text, at) for at in range(len(report.text) + 1)], np.int64)
        assert segment.code_points(number, offsets).tolist() == list(range(len(report.text) + 1))


def test_columns_are_those_of_the_reports(segment: Segment, documents: Sequence[Document]) -> None:
    reports = [report for report, _ in documents]
    assert [f"{identity:016x}" for identity in segment.ids.tolist()] == [report.id for report in reports]
    assert segment.dates.tolist() == [date_key(report.metadata) for report in reports]
    for name in FACETS:
        combinations, column = segment.facet(name)
        assert [combinations[number] for number in column.tolist()] == [
            facet_values(report.metadata)[name] for report in reports
        ]
    organizations, column = segment.organizations
    assert [organizations[number] if number >= 0 else None for number in column.tolist()] == [
        report.metadata.organization for report in reports
    ]
    assert len(set(organizations)) == len(organizations)
    origins, column = segment.origins
    assert [origins[number] for number in column.tolist()] == [
        (report.root, report.file, report.content_hash) for report in reports
    ]
    assert len(set(origins)) == len(origins)
    assert segment.units == sum(len(report.text) + wide(report.text) + 1 for report in reports)


def test_words_and_lengths_are_those_of_the_analyses(segment: Segment, documents: Sequence[Document]) -> None:
    assert segment.lengths("text").tolist() == [len(report.text) for report, _ in documents]
    assert segment.lengths("title").tolist() == [len(display_title(report.metadata)) for report, _ in documents]
    same_words(segment, documents)


def inside(word: str) -> tuple[str, ...]:
    """Stands in for the segmenter: the first and the last two characters of a longer word, and one that is nowhere else."""
    return (word[:2], word[-2:], f"内{word}") if len(word) > 2 else ()


def test_sub_words_that_follow_from_the_words_are_those_counted(
    tmp_path: Path, documents: Sequence[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inversion, "_PORTION", 50)
    late = []
    for number, (report, analysis) in enumerate(documents):
        words = Counter({**Counter(analysis.words), "内外" * 3: 300})
        # Every third comes counted already, as from elsewhere.
        derived = SubWords(words, inside)
        late.append(
            (report, replace(analysis, words=words, sub_words=Counter(derived) if number % 3 == 0 else derived))
        )
    same_words(write_segment(tmp_path / "late", late), late)
    same_words(write_segment(tmp_path / "one", late[1:2]), late[1:2])


def same_words(segment: Segment, documents: Sequence[Document]) -> None:
    """Lexicon, postings and lengths are those of the analyses, and no word is there that stands nowhere."""
    vocabulary: set[str] = set()
    for field in FIELDS:
        counted = [Counter(getattr(analysis, field)) for _, analysis in documents]
        vocabulary.update(*counted)
        assert segment.lengths(field).tolist() == [counts.total() for counts in counted]
        for number, word in enumerate(segment.lexicon.words()):
            held, counts = segment.postings[field].read(number)
            assert dict(zip(held.tolist(), counts.tolist(), strict=True)) == {
                n: counts[word.decode()] for n, counts in enumerate(counted) if word.decode() in counts
            }
    assert segment.lexicon.words() == sorted(word.encode() for word in vocabulary)


def test_an_empty_segment_can_be_read(tmp_path: Path) -> None:
    segment = write_segment(tmp_path / "segment", [])
    assert (segment.documents, segment.units, segment.blocks, segment.lexicon.size) == (0, 0, 0, 0)
    assert segment.organizations[0] == segment.origins[0] == []
    assert all(not len(segment.bounds(name)) for name in ("sentences", "paragraphs", "sections", "wide"))


# ------------------------------------------------------------------------------------------- building


def test_sub_words_can_be_sent_without_what_tells_them() -> None:
    sub_words = SubWords({"政协委员": 2, "提案": 1}, lambda word: [word[:2], word[-2:]] if len(word) > 2 else [])
    assert pickle.loads(pickle.dumps(sub_words)) == {"政协": 2, "委员": 2}


def test_the_builder_counts_what_the_segment_will_hold(tmp_path: Path, documents: Sequence[Document]) -> None:
    draw = random.Random(1)
    long = make_document(1, draw, "政" * 70_000 + "𠮷" * 70_000)
    builder = SegmentBuilder()
    for report, analysis in [*documents[:20], long, documents[20]]:
        builder.add(report, analysis)
    assert len(builder) == 22
    builder.write(tmp_path / "segment")
    segment = Segment(tmp_path / "segment")
    assert (segment.units, segment.blocks, segment.documents) == (builder.units, builder.blocks, 22)
    assert segment.blocks == 21 + 4


@pytest.mark.parametrize(("limit", "value"), [("MOST_UNITS", 500), ("MOST_BLOCKS", 4), ("MOST_DOCUMENTS", 5)])
def test_a_segment_takes_no_more_than_its_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(build, limit, value)
    builder = SegmentBuilder()
    draw = random.Random(1)
    huge = make_report(0, "𠮷" * 200_000)
    assert builder.takes(huge), "an empty segment takes any report"
    while builder.takes(report := make_report(len(builder), "𠮷" * 100)):
        builder.add(report, make_analysis(draw))
        assert len(builder) < 10
    held = {"MOST_UNITS": builder.units, "MOST_BLOCKS": builder.blocks, "MOST_DOCUMENTS": len(builder)}
    assert 0 < held[limit] <= value
    assert not builder.takes(huge)


@pytest.mark.parametrize(
    ("metadata", "key"),
    [
        (Metadata(), 0),
        (Metadata(covered_year=2022), 20230000),
        (Metadata(covered_year=2022, delivered_year=2024), 20240000),
        (Metadata(delivered_year=2023, published="2023-02-11"), 20230211),
        (Metadata(delivered_year=2023, published="2024-02-11"), 20230000),
        (Metadata(published="2021-12-31"), 20211231),
    ],
)
def test_the_date_a_report_is_sorted_by(metadata: Metadata, key: int) -> None:
    assert date_key(metadata) == key


def test_stored_values_come_back_whatever_bytes_names_hold() -> None:
    for value in ({"a": ["政协", None, 1, "\udcff\udc80"]}, [], "", "𠮷\u2028\0"):
        assert unpacked(packed(value)) == value


def test_headings_at_the_ends_of_a_text_come_back(tmp_path: Path) -> None:
    report, analysis = make_document(1, random.Random(2), "𠮷一\n文\n𠮷𠮷")
    report = replace(report, headings=(Heading(0, 2, 1), Heading(5, 7, 9)))
    neighbour = make_document(2, random.Random(3), "")
    segment = write_segment(tmp_path / "segment", [neighbour, (report, analysis), neighbour])
    assert segment.report(1) == report
    assert segment.report(0) == segment.report(2) == neighbour[0]
