"""What an index on the cluster is made of: its settings and its strict mapping, with the version that both have.

Words are cut here, and come to the cluster as lists of tokens; strings are found by pairs of adjacent characters of the folded
text, each at a position of its own, so that a phrase of pairs is a string, whatever the dictionary did. Every analysed field
scores by how often a term stands in a report and by nothing else; BM25 is worked out from that by ``scoring``, so that it does
not depend on shards, on deleted documents, or on how Lucene rounds lengths.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from indexer.facets import FACETS

VERSION: Final = "1"
"""Changes with anything below."""
WORD_FIELDS: Final = ("words", "sub_words", "title_words", "heading_words")
STRING_FIELDS: Final = ("text", "title")
"""Fields of the tree that are looked for as strings; ``folded`` names where."""
SECTION_FIELDS: Final = ("review", "plan")
SINGLE: Final = "single"
"""Subfield of single characters."""
MOST_TERMS: Final = 1_000_000
"""Reports that one search may name."""
LONGEST_TITLE: Final = 8191
"""Characters that a column takes of a title; longer ones are in no column, and have to be read with the report."""
_LONGEST_TERM: Final = 32_766
"""Bytes of UTF-8 that the cluster takes of a word."""
BETWEEN: Final = "\uffff"
"""Stands between parts of a section, which no string reaches across."""


def folded(field: str, section: str = "") -> str:
    """Where the folded text, its sections of a kind, or the title, is indexed."""
    return f"folded_{section or field}"


def length(field: str) -> str:
    """Where the length of a field is kept: tokens of words, code points of strings."""
    return f"length_{field}"


def facet(name: str) -> str:
    """Where the values of a facet are kept."""
    return f"facet_{name}"


def term(word: str) -> str:
    """What stands for a word on the cluster: itself, or for one that it does not take, such as a file in base64 that stands in a text,
    a beginning of it and a hash."""
    if 4 * len(word) <= _LONGEST_TERM or len(whole := word.encode("utf-8", "surrogatepass")) <= _LONGEST_TERM:
        return word
    return f"{word[:100]}…{hashlib.blake2b(whole, digest_size=16).hexdigest()}"


def settings(shards: int, replicas: int) -> dict[str, Any]:
    """Settings of a new index."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",  # a commit shows what it wrote, and nothing shows before
        "max_terms_count": MOST_TERMS,
        "similarity": {"frequency": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}},
        "analysis": {
            "tokenizer": {
                "lines": {"type": "char_group", "tokenize_on_chars": ["\n"], "max_token_length": 1_000_000},
                "pairs": {"type": "ngram", "min_gram": 2, "max_gram": 2},
                "single": {"type": "ngram", "min_gram": 1, "max_gram": 1},
            },
            "analyzer": {name: {"type": "custom", "tokenizer": name} for name in ("lines", "pairs", "single")},
        },
    }


def mapping() -> dict[str, Any]:
    """The fields of a report."""
    counted = {"type": "text", "similarity": "frequency", "norms": False}
    words = {**counted, "analyzer": "lines", "index_options": "freqs"}
    strings = {
        **counted,
        "analyzer": "pairs",
        "fields": {SINGLE: {**counted, "analyzer": "single", "index_options": "freqs"}},
    }
    value = {"type": "keyword"}
    number = {"type": "integer", "index": False}
    return {
        "id": value,
        "record": {"type": "object", "enabled": False},
        "text": {"type": "text", "index": False, "norms": False},
        "title": {"type": "keyword", "ignore_above": LONGEST_TITLE, "index": False},
        "root": value,
        "file": value,
        "content_hash": value,
        "siblings": number,
        "writer": value,
        "organization": value,
        "date": {"type": "integer"},
        **dict.fromkeys(WORD_FIELDS, words),
        **{folded(name): strings for name in STRING_FIELDS},
        **{folded("text", section): strings for section in SECTION_FIELDS},
        **{length(name): number for name in (*WORD_FIELDS, *STRING_FIELDS, *SECTION_FIELDS)},
        **{facet(name): value for name in FACETS},
        "base_words": {"type": "keyword", "index": False},
        "last_year": number,
        "sections": {"type": "object", "enabled": False},
        "analysis": {"type": "binary"},
        "sketch": {"type": "binary"},
        "fingerprint": value,
        "group": value,
        "family": value,
        "family_place": {"type": "integer"},
        "family_size": number,
    }


def searched_only() -> list[str]:
    """Fields that are indexed and not kept: what is kept of a report makes them again."""
    return [
        "base_words",
        *WORD_FIELDS,
        *(folded(name) for name in STRING_FIELDS),
        *(folded("text", s) for s in SECTION_FIELDS),
    ]
