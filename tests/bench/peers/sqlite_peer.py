"""SQLite FTS5 over the same words joined by spaces; texts stored beside it, facets by GROUP BY."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.measure import Clock, disk_bytes
from tests.bench.peers.base import RUNS, SIZE, Answer, Built
from tests.bench.peers.cutting import Cut, cut_collection
from tests.bench.queries import Question
from tests.bench.texts import UNKNOWN
from tests.bench.words import cut_words

_FILE: Final = "fts5.db"
_PUNCTUATION: Final = "!#$%&()*+,-./:;<=>?@[]^_`{|}~\\\"''"
"""Every sign of ASCII (the single quote written twice, for SQL): part of a word, so that words stay whole."""
_SCHEMA: Final = f"""
CREATE VIRTUAL TABLE search USING fts5(
    words, title, content='', detail=full, tokenize="ascii tokenchars '{_PUNCTUATION.replace('"', '""')}'"
);
CREATE TABLE facets (id INTEGER PRIMARY KEY, organization TEXT NOT NULL, year INTEGER);
CREATE TABLE documents (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL);
"""
_TOP: Final = "SELECT search.rowid FROM search{join} WHERE search MATCH ?{years} ORDER BY rank LIMIT {size}"
_COUNTS: Final = """
SELECT organization, year, count(*) FROM search JOIN facets ON facets.id = search.rowid
WHERE search MATCH ?{years} GROUP BY organization, year
"""
_ALL: Final = "SELECT search.rowid FROM search{join} WHERE search MATCH ?{years}"
_JOIN: Final = " JOIN facets ON facets.id = search.rowid"
_YEARS: Final = " AND year BETWEEN ? AND ?"


class SqlitePeer:
    name = "SQLite FTS5"
    requires = ("sqlite3",)
    install = "a Python whose SQLite has FTS5"
    runs = RUNS

    def load(self) -> None:
        """Nothing: the module is there."""

    def build(self, texts: Path, location: Path, jobs: int, questions: Sequence[Question]) -> Built:
        reports = characters = text_bytes = 0
        with Clock() as clock:
            database = sqlite3.connect(location / _FILE, isolation_level=None)
            database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-512000;")
            database.executescript(_SCHEMA)
            database.execute("INSERT INTO search(search, rank) VALUES ('hashsize', 268435456)")
            database.execute("BEGIN")
            for cut in cut_collection(texts, jobs):
                _insert(database, cut)
                reports, characters = reports + 1, characters + len(cut.document.text)
                text_bytes += len(cut.document.text.encode())
            database.execute("INSERT INTO search(search) VALUES ('optimize')")
            database.execute("COMMIT")
            database.close()
        note = f"{jobs} processes cut, one thread indexes; optimized; no journal, not synced; no organization tree"
        return Built(
            reports, characters, text_bytes, clock.seconds, clock.processor_seconds, disk_bytes(location), note
        )

    def open(self, location: Path) -> SqliteIndex:
        return SqliteIndex(location)


def _insert(database: sqlite3.Connection, cut: Cut) -> None:
    document = cut.document
    row = (document.number, cut.words, cut.title_words)
    database.execute("INSERT INTO search(rowid, words, title) VALUES (?, ?, ?)", row)
    database.execute("INSERT INTO facets VALUES (?, ?, ?)", (document.number, document.organization, document.year))
    database.execute("INSERT INTO documents VALUES (?, ?, ?)", (document.number, document.title, document.text))


@dataclass(frozen=True, slots=True)
class _Prepared:
    match: str
    years: tuple[int, ...]

    @property
    def arguments(self) -> tuple[str | int, ...]:
        return (self.match, *self.years)

    def sql(self, statement: str) -> str:
        years, join = (_YEARS, _JOIN) if self.years else ("", "")
        return statement.format(years=years, join=join, size=SIZE)


class SqliteIndex:
    def __init__(self, location: Path) -> None:
        path = (location / _FILE).resolve()
        self._database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        self._database.executescript("PRAGMA mmap_size=8589934592; PRAGMA cache_size=-256000;")
        self._database.execute("SELECT rowid FROM search WHERE search MATCH '\"\u3007\"' LIMIT 1").fetchall()

    def prepared(self, question: Question) -> _Prepared:
        needed = [_quoted(word) for word in question.required]
        if question.exact:
            needed.append(_quoted(" ".join(cut_words(question.exact))))
        if question.any_of:
            needed.append(f"({' OR '.join(map(_quoted, question.any_of))})")
        match = " AND ".join(needed)
        for word in question.excluded:
            match = f"({match}) NOT {_quoted(word)}"
        parts = [f"words : ({match})"] if match else []
        parts += [f"title : {_quoted(word)}" for word in question.title]
        return _Prepared(" AND ".join(parts), question.years or ())

    def ids(self, query: _Prepared) -> Answer:
        top = [row[0] for row in self._database.execute(query.sql(_TOP), query.arguments)]
        organizations: Counter[str] = Counter()
        years: Counter[str] = Counter()
        for organization, year, count in self._database.execute(query.sql(_COUNTS), query.arguments):
            organizations[organization] += count
            years[year or UNKNOWN] += count
        return Answer(organizations.total(), top, (organizations, years))

    def documents(self, query: _Prepared) -> Answer:
        found = self.ids(query)
        return Answer(found.total, list(self._read(found.top)), found.counts)

    def _read(self, numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
        for number in numbers:
            yield self._database.execute("SELECT title, text FROM documents WHERE id = ?", (number,)).fetchone()

    def close(self) -> None:
        self._database.close()

    def matching(self, query: _Prepared) -> frozenset[int]:
        return frozenset(row[0] for row in self._database.execute(query.sql(_ALL), query.arguments))


def _quoted(words: str) -> str:
    """A word, or a phrase of words, for FTS5."""
    return '"' + words.replace('"', '""') + '"'
