"""Paragraphs, sentences, headings and halves of a report, as offsets into its clean text."""

from indexer.structure.bounds import (
    each_sentence_start,
    ends_between,
    paragraph_starts,
    paragraphs,
    sentence_starts,
    sentences,
)
from indexer.structure.contents import contents, entry_name, squeezed
from indexer.structure.outline import DIGITS, headings, numbering
from indexer.structure.sections import Section, sections

__all__ = [
    "DIGITS",
    "Section",
    "contents",
    "each_sentence_start",
    "ends_between",
    "entry_name",
    "headings",
    "numbering",
    "paragraph_starts",
    "paragraphs",
    "sections",
    "sentence_starts",
    "sentences",
    "squeezed",
]
