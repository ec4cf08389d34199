"""tantivy-py over words of rjieba: positions kept, texts stored, facets counted by its aggregations."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.bench.measure import Clock, disk_bytes
from tests.bench.peers.base import RUNS, SIZE, Answer, Built
from tests.bench.peers.cutting import cut_collection
from tests.bench.queries import Question
from tests.bench.texts import UNKNOWN
from tests.bench.words import cut_words

_HEAP: Final = 500_000_000
"""Bytes for each indexing thread: few segments, and none written before it must be."""
_VALUES: Final = 20_000
"""More than a facet has values, so that no count is left out."""
_FACETS: Final = {
    name: {"terms": {"field": name, "size": _VALUES, "segment_size": _VALUES}} for name in ("organization", "year")
}


class TantivyPeer:
    name = "tantivy-py + rjieba"
    requires = ("tantivy", "rjieba")
    install = "tantivy and rjieba"
    runs = RUNS

    def load(self) -> None:
        importlib.import_module("tantivy")

    def build(self, texts: Path, location: Path, jobs: int, questions: Sequence[Question]) -> Built:
        import tantivy

        reports = characters = text_bytes = 0
        with Clock() as clock:
            index = tantivy.Index(_schema(), path=str(location))
            words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            index.register_tokenizer("words", words)
            writer = index.writer(heap_size=_HEAP * jobs, num_threads=jobs)
            for cut in cut_collection(texts, jobs):
                stored = cut.document.text.encode()
                reports, characters = reports + 1, characters + len(cut.document.text)
                text_bytes += len(stored)
                document = tantivy.Document()
                document.add_text("words", cut.words)
                document.add_text("title_words", cut.title_words)
                document.add_bytes("text", stored)
                document.add_bytes("title", cut.document.title.encode())
                document.add_text("organization", cut.document.organization)
                document.add_text("year", str(cut.document.year or UNKNOWN))
                document.add_integer("covered_year", cut.document.year or 0)
                document.add_unsigned("number", cut.document.number)
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        return Built(
            reports, characters, text_bytes, clock.seconds, clock.processor_seconds, disk_bytes(location), _note(jobs)
        )

    def open(self, location: Path) -> TantivyIndex:
        return TantivyIndex(location)


def _note(jobs: int) -> str:
    return f"{jobs} processes cut, {jobs} threads index, {_HEAP * jobs // 1_000_000} MB heap; no organization tree"


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="words", index_option="position")
    builder.add_text_field("title_words", tokenizer_name="words", index_option="position")
    builder.add_bytes_field("text", stored=True)
    builder.add_bytes_field("title", stored=True)
    # Aggregations count over ordinals of a text column sooner than over numbers, which they hash.
    builder.add_text_field("organization", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("year", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("covered_year", fast=True, indexed=True)
    builder.add_unsigned_field("number", fast=True)
    return builder.build()


class TantivyIndex:
    def __init__(self, location: Path) -> None:
        import tantivy

        index = tantivy.Index.open(str(location))
        self._searcher = index.searcher()
        self._schema = index.schema
        self._tantivy = tantivy

    def prepared(self, question: Question) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        clauses = [(occur.Must, self._term(word)) for word in question.required]
        clauses += [(occur.Must, self._term(word, "title_words")) for word in question.title]
        if question.exact:
            clauses.append((occur.Must, self._phrase(cut_words(question.exact))))
        if question.years:
            kind = self._tantivy.FieldType.Integer
            years = query.range_query(self._schema, "covered_year", kind, *question.years)
            clauses.append((occur.Must, query.const_score_query(years, 0.0)))
        if question.any_of:
            some = query.boolean_query([(occur.Should, self._term(word)) for word in question.any_of])
            clauses.append((occur.Must, some))
        if len(clauses) == 1 and not question.excluded:
            return clauses[0][1]
        clauses += [(occur.MustNot, self._term(word)) for word in question.excluded]
        return query.boolean_query(clauses)

    def _term(self, word: str, field: str = "words") -> Any:
        return self._tantivy.Query.term_query(self._schema, field, word)

    def _phrase(self, words: list[str]) -> Any:
        if not words:
            return self._tantivy.Query.empty_query()
        return (
            self._term(words[0])
            if len(words) == 1
            else self._tantivy.Query.phrase_query(self._schema, "words", list(words))
        )

    def ids(self, query: Any) -> Answer:
        # Without a count the search may pass over what cannot be among the ten; the facet's counts give the total.
        hits = self._searcher.search(query, limit=SIZE, count=False).hits
        counted = self._searcher.aggregate(query, _FACETS)
        organizations, years = (
            {bucket["key"]: bucket["doc_count"] for bucket in counted[facet]["buckets"]} for facet in _FACETS
        )
        return Answer(sum(organizations.values()), [address for _, address in hits], (organizations, years))

    def documents(self, query: Any) -> Answer:
        found = self.ids(query)
        stored: list[Any] = [self._searcher.doc(address) for address in found.top]
        read = [(bytes(one.get_first("title")).decode(), bytes(one.get_first("text")).decode()) for one in stored]
        return Answer(found.total, read, found.counts)

    def close(self) -> None:
        """Nothing to do: files are mapped."""

    def matching(self, query: Any) -> frozenset[int]:
        hits = self._searcher.search(query, limit=max(1, self._searcher.num_docs), count=False).hits
        numbers: list[Any] = self._searcher.fast_field_values("number", [address for _, address in hits])
        return frozenset(numbers)
