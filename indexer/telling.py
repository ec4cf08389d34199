"""The words that tell a report from the others of its index, by how often it holds them and how few others do."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from indexer.engine.base import Engine
from indexer.fold import fold
from indexer.models import Report
from indexer.segment import segmenter, stop_words

MOST_CHARACTERS: Final = 20_000
"""Of a longer text so many are looked at, spread over all of it: cutting takes a millisecond for 7,000."""
_PIECES: Final = 5
_AT_ONCE: Final = 100
"""Words that are looked up together, the most frequent first."""


def telling_words(report: Report, engine: Engine, limit: int) -> tuple[tuple[str, float], ...]:
    """(folded word, weight) from the most telling down: tf · ln(N / n) of Salton & Buckley 1988, "Term-weighting approaches in
    automatic text retrieval".

    Words that more than half of the reports hold are what all of them say, and are left out; so are single characters, figures, the names of the organization
    and its place, and words of this report alone, which find no other.
    """
    counts = _counted(report.text, engine)
    organization = report.metadata.organization
    names = (organization.name, organization.full_name or "", *organization.division) if organization else ()
    known = fold("\n".join(names))
    stopped, reports = stop_words(), engine.info().reports
    most = math.log(max(reports, 2) / 2)  # what each occurrence can weigh
    best: list[tuple[str, float]] = []
    frequent = counts.most_common()
    # Most words of a text stand in it once or twice, which outweighs nothing: they need not be looked up.
    for start in range(0, len(frequent), _AT_ONCE):
        if len(best) == limit and best[-1][1] > frequent[start][1] * most:
            break
        words = [word for word, _ in frequent[start : start + _AT_ONCE] if len(word) > 1 and word.isalpha()]
        held = engine.held([word for word in words if word not in known and word not in stopped])
        best += [(word, counts[word] * math.log(reports / n)) for word, n in held.items() if 1 < n <= reports / 2]
        best = sorted(best, key=lambda each: (-each[1], each[0]))[:limit]
    return tuple(best)


def _counted(text: str, engine: Engine) -> Counter[str]:
    """The base words of a text, or of pieces of it that are spread evenly, with how often each stands there."""
    pieces = [text]
    if len(text) > MOST_CHARACTERS:
        size = MOST_CHARACTERS // _PIECES
        step = (len(text) - size) // (_PIECES - 1)
        pieces = [text[at * step : at * step + size] for at in range(_PIECES)]
    cut = segmenter(engine.segmentation)
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts.update(cut.counts(fold(piece)))
    return counts
