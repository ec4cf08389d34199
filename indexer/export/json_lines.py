"""JSON Lines: each line a hit as ``/api/v1/search`` gives it, UTF-8, ended by LF."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from indexer.answers import Hit
from indexer.export.columns import Link, Words
from indexer.export.provenance import Provenance
from indexer.present import hit_json


def lines(hits: Iterable[Hit], provenance: Provenance, words: Words, link: Link | None) -> Iterator[bytes]:
    for hit in hits:
        found = hit_json(hit)
        try:
            yield f"{json.dumps(found, ensure_ascii=False)}\n".encode()
        except UnicodeEncodeError:  # a file name that is not UTF-8: nothing may be lost
            yield f"{json.dumps(found)}\n".encode()
