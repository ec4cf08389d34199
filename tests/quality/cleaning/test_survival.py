"""Over the shared corpus: what cleaning takes out of the readers' text is furniture, never sentences of the report."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.readers import SUFFIXES, read_file
from indexer.split import split

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
SENTENCE = re.compile(r"[。，；！？]")
BODY = 30
"""Characters of a line that is taken for text of the report, if it holds a sentence's punctuation."""
SURVIVAL = 0.995

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus (../shared/corpus) is not here")


def counted(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def losses(path: Path) -> tuple[int, list[str]]:
    """Letters and digits of the sentences of a file, and those of its sentences that are gone.

    A line that stands several times, as in a page dumped twice, is asked for once.
    """
    body, lost = 0, []
    for document in read_file(path, path.name).documents:
        made = "".join(counted(clean(part).text) for part in split(document))
        lines = Counter(line for line in document.text.split("\n") if len(line) >= BODY and SENTENCE.search(line))
        for line in lines:
            body += len(counted(line))
            if counted(line) not in made:
                lost.append(line)
    return body, lost


def test_the_sentences_of_the_corpus_survive() -> None:
    files = [
        path for path in sorted(CORPUS.rglob("*")) if path.suffix in SUFFIXES - {".jsonl"} and path.name != "SOURCES.md"
    ]
    found = {path.relative_to(CORPUS).as_posix(): losses(path) for path in files}
    body = sum(each for each, _ in found.values())
    gone = sum(len(counted(line)) for _, lost in found.values() for line in lost)
    assert len(found) > 80
    assert 1 - gone / body >= SURVIVAL, {name: lost for name, (_, lost) in found.items() if lost}
