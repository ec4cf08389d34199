"""What ``cluster`` asks both engines: the questions of ``compare`` as people type them, pieces of words, and pages far behind."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from indexer.answers import SearchRequest
from indexer.fold import fold
from tests.bench import queries
from tests.bench.ours import typed
from tests.bench.peers.base import SIZE
from tests.bench.texts import collection_files, read_documents
from tests.bench.words import cut_words

PIECES: Final = 8
_SEED: Final = 13
_LONG: Final = 4
"""Characters of a word that has a piece in its middle."""
_FREQUENT: Final = "word, frequent"
_DEEP: Final = 0.75
"""Share of the pages that lie before a deep one."""


@dataclass(frozen=True, slots=True)
class Typed:
    kind: str
    query: str
    depth: float = 0.0
    """Share of the pages that are passed over."""
    copies: bool = True
    """Whether copies of one text are hits of their own, as in ``compare``."""

    def request(self, pages: int) -> SearchRequest:
        """``pages``: of its answer."""
        return SearchRequest(self.query, page=1 + int(self.depth * (pages - 1)), size=SIZE, copies=self.copies)


@dataclass(frozen=True, slots=True)
class Questions:
    asked: tuple[Typed, ...]
    between: tuple[str, ...]
    """Strings that are asked between two runs and not timed."""


def draw(texts: str, questions: str) -> None:
    """Stage: draw the questions for a collection into a file."""
    drawn = queries.draw(Path(texts))
    plain = [Typed(question.kind, typed(question)) for question in drawn.questions]
    frequent = [question.query for question in plain if question.kind == _FREQUENT]
    asked = [
        *plain,
        *(Typed("piece of a word", piece) for piece in _pieces(Path(texts))),
        *(Typed("deep page", query, depth=_DEEP) for query in (*frequent, "")),
        *(Typed("word, frequent, copies as one", query, copies=False) for query in frequent),
    ]
    found = Questions(tuple(asked), tuple(typed(question) for question in drawn.between))
    Path(questions).write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> Questions:
    rows: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Questions(tuple(Typed(**row) for row in rows["asked"]), tuple(rows["between"]))


def _pieces(texts: Path) -> list[str]:
    """The two characters behind the first of words of four or more, such as are no word by themselves in the text they are of."""
    found: dict[str, None] = {}
    files = collection_files(texts)
    for path in files[:: max(1, len(files) // PIECES)]:
        for document in read_documents(path):
            words = set(cut_words(fold(document.text)))
            long = sorted(word for word in words if len(word) >= _LONG and all("一" <= each <= "鿿" for each in word))
            found.update(dict.fromkeys(word[1:3] for word in long if word[1:3] not in words))
    return random.Random(_SEED).sample(list(found), min(PIECES, len(found)))
