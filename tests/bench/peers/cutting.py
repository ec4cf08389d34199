"""Texts cut into words by several processes, for engines that take words joined by spaces."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.bench.texts import Document, collection_files, read_documents
from tests.bench.words import cutter, joined_words


@dataclass(frozen=True, slots=True)
class Cut:
    document: Document
    words: str
    title_words: str


def cut_collection(texts: Path, jobs: int) -> Iterator[Cut]:
    """Every report of a collection with its words, in order; files are read and cut in ``jobs`` processes."""
    paths = collection_files(texts)
    if jobs <= 1:
        for path in paths:
            yield from _cut_file(path)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=cutter) as pool:
        ahead = 4 * jobs
        waiting = [pool.submit(_cut_file, path) for path in paths[:ahead]]
        for place in range(len(paths)):
            done = waiting.pop(0).result()
            if place + ahead < len(paths):
                waiting.append(pool.submit(_cut_file, paths[place + ahead]))
            yield from done


def _cut_file(path: Path) -> list[Cut]:
    return [
        Cut(document, joined_words(document.text), joined_words(document.title)) for document in read_documents(path)
    ]
