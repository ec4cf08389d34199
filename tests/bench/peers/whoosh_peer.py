"""Stock Whoosh with jieba's ChineseAnalyzer: its codec, its postings read one by one.

It indexes so slowly that two shorter ways are taken, one for each figure:

- the rate and the size come from a sample of whole reports, indexed as stock Whoosh does it;
- the queries are asked of every report, but of each report's text only those words are indexed that some query asks
  for, at their places. Whoosh reads the postings of a query's words and nothing of other words, so it does the same
  work as with whole texts. The words are cut by rjieba where it is installed, by the rules of the ChineseAnalyzer.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from whoosh import fields, index, query, sorting
from whoosh.analysis import Token

from tests.bench.measure import Clock, disk_bytes
from tests.bench.peers.base import SIZE, Answer, Built
from tests.bench.queries import Question
from tests.bench.texts import Document, collection_files, read_collection, read_documents
from tests.bench.words import native

_SAMPLE: Final = 300
_MEMORY: Final = 256
"""Megabytes that Whoosh may gather before it writes postings out."""

Tokens = Callable[[str], Iterable[str]]


class WhooshPeer:
    name = "stock Whoosh + ChineseAnalyzer"
    requires = ("whoosh", "jieba")
    install = "whoosh-reloaded and jieba"
    runs = 2  # a tenth of a second each and more; runs differ little

    def load(self) -> None:
        """jieba and its dictionary, which the schema asks for."""
        _analyzer()

    def build(self, texts: Path, location: Path, jobs: int, questions: Sequence[Question]) -> Built:
        sample = _sample(texts)
        folder = location / "sample"
        folder.mkdir()
        with Clock() as clock:
            _write(sample, folder, _schema(_analyzer()), lambda text: text)
        folder_bytes = disk_bytes(folder)
        _index_asked_words(texts, location, questions)
        return Built(
            reports=len(sample),
            characters=sum(len(document.text) for document in sample),
            text_bytes=sum(len(document.text.encode()) for document in sample),
            seconds=clock.seconds,
            processor_seconds=clock.processor_seconds,
            index_bytes=folder_bytes,
            note=f"rate and size from {len(sample)} whole reports, one process (with two it is no faster); queries over all reports, of whose "
            "texts only the words that are asked for are indexed; no organization tree",
        )

    def open(self, location: Path) -> WhooshIndex:
        return WhooshIndex(location)


def _sample(texts: Path) -> list[Document]:
    """Reports evenly spread over the collection."""
    paths = collection_files(texts)
    each = -(-_SAMPLE // len(paths))
    documents = [document for path in paths for document in read_documents(path)[:each]]
    return documents[:: max(1, len(documents) // _SAMPLE)][:_SAMPLE]


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        from jieba.analyse import ChineseAnalyzer
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    return ChineseAnalyzer()


def _schema(analyzer: Any) -> Any:
    return fields.Schema(
        text=fields.TEXT(analyzer=analyzer, stored=True),
        title=fields.TEXT(analyzer=_analyzer(), stored=True),
        organization=fields.ID(sortable=True),
        year=fields.NUMERIC(sortable=True, default=0),
    )


def _write(documents: Iterable[Document], folder: Path, schema: Any, indexed: Callable[[str], str]) -> None:
    writer = index.create_in(str(folder), schema).writer(limitmb=_MEMORY)
    for document in documents:
        year = {} if document.year is None else {"year": document.year}
        writer.add_document(
            text=indexed(document.text),
            _stored_text=document.text,
            title=document.title,
            organization=document.organization,
            **year,
        )
    writer.commit()


# ------------------------------------------------------------------------------- only asked words


class Placed:
    """An analyzer for what is cut already: "place,word place,word …"."""

    def __call__(self, value: str, **modes: Any) -> Iterator[Token]:
        token = Token(positions=True)
        for entry in value.split():
            place, _, word = entry.partition(",")
            token.text, token.pos = word, int(place)
            yield token

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


def _index_asked_words(texts: Path, location: Path, questions: Sequence[Question]) -> None:
    folder = location / "all"
    folder.mkdir()
    asked = {word for question in questions for word in question.words}
    for question in questions:
        asked.update(_words(question.exact))
    cut = _placed_words()
    known: dict[str, str] = {}

    def indexed(text: str) -> str:
        if text not in known:
            known[text] = " ".join(f"{place},{word}" for word, place in cut(text) if word in asked)
        return known[text]

    _write(read_collection(texts), folder, _schema(Placed()), indexed)


def _placed_words() -> Callable[[str], Iterator[tuple[str, int]]]:
    """Text → what jieba's analyzer makes of it, as (word, place)."""
    analyzer = _analyzer()
    if not native():
        return lambda text: ((token.text, token.pos) for token in analyzer(text, positions=True))
    import rjieba

    # The analyzer's filters only change Latin words and drop signs and stop words; no query asks for those.
    return lambda text: ((word, start) for word, start, _ in rjieba.tokenize(text, "search"))


def _words(text: str) -> list[str]:
    return [token.text for token in _analyzer()(text, positions=True)] if text else []


# -------------------------------------------------------------------------------------- searching


class WhooshIndex:
    def __init__(self, location: Path) -> None:
        self._searcher = index.open_dir(str(location / "all")).searcher()
        self._facets = {name: sorting.FieldFacet(name, maptype=sorting.Count) for name in ("organization", "year")}

    def prepared(self, question: Question) -> Any:
        needed = [query.Term("text", word) for word in question.required]
        needed += [query.Term("title", word) for word in question.title]
        if question.exact:
            words = _words(question.exact)
            needed.append(query.Term("text", words[0]) if len(words) == 1 else query.Phrase("text", words))
        if question.any_of:
            needed.append(query.Or([query.Term("text", word) for word in question.any_of]))
        if question.years:
            needed.append(query.NumericRange("year", *question.years))
        needed += [query.Not(query.Term("text", word)) for word in question.excluded]
        return needed[0] if len(needed) == 1 else query.And(needed)

    def ids(self, question: Any) -> Answer:
        found = self._searcher.search(question, limit=SIZE, groupedby=self._facets)
        top = [number for _, number in found.top_n[:SIZE]]
        return Answer(len(found), top, (found.groups("organization"), found.groups("year")))

    def documents(self, question: Any) -> Answer:
        found = self.ids(question)
        stored = [self._searcher.stored_fields(number) for number in found.top]
        return Answer(found.total, [(one["title"], one["text"]) for one in stored], found.counts)

    def close(self) -> None:
        self._searcher.close()

    def matching(self, question: Any) -> frozenset[int]:
        """Whoosh numbers the reports as they came, which is their order in the collection."""
        return frozenset(self._searcher.docs_for_query(question))
