"""Small indexes in which trials are made quickly, and all that such an index tells, to be compared."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from whoosh.query import Every, Term

from indexer.engine.base import EngineRequest
from indexer.engine.manifest import FILE_NAME, LOCK_NAME, read_manifest, write_manifest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_files import open_current
from indexer.facets import FACETS
from indexer.query import ExactString, Group
from tests.engine.columnar.generated import Document, make_documents

DOCUMENTS: Final = make_documents(seed=42, size=24)
FIRST: Final = DOCUMENTS[:6]
"""What the index holds to begin with, in three segments, one fewer than are merged."""
MORE: Final = DOCUMENTS[4:10]
"""What is added: some of it takes the place of what is there."""


def make(location: Path) -> Path:
    WhooshEngine(location, create=True)
    for at in range(0, len(FIRST), 2):
        write(location, FIRST[at : at + 2])
    return location


def write(location: Path, documents: Sequence[Document], *, memory: int = 0) -> None:
    """Add some documents, and drop the first there is."""
    with WhooshEngine(location).writer(memory=memory) as writer:
        for document in documents:
            writer.add(*document)
        if len(documents) > 2:
            writer.delete([FIRST[0][0].id])
        writer.commit()


def rebuild(location: Path, documents: Sequence[Document]) -> None:
    with WhooshEngine.rebuilder(location, memory=0) as writer:
        for document in documents:
            writer.add(*document)
        writer.commit()


def unsealed(location: Path) -> None:
    """As an earlier version left the manifest: no number of the commit."""
    write_manifest(location, dataclasses.replace(read_manifest(location), generation=None, words=None, replaces=None))


def fresh(index: Path, at: Path) -> Path:
    """A copy to be harmed."""
    if at.exists():
        shutil.rmtree(at)
    return Path(shutil.copytree(index, at))


def told(location: Path) -> list[Any]:
    """All that the index says: texts, counts, order. Raises what opening and searching do."""
    engine = WhooshEngine(location)
    asked = (
        EngineRequest(Every(), {}, (Group(("政协",)),), FACETS, size=1000),
        EngineRequest(ExactString("text", "提案"), {}, (Group(("提案",)),), FACETS, size=1000),
        EngineRequest(ExactString("title", "政协"), {}, size=1000, sort="newest"),
        EngineRequest(
            Term("words", "政协"),
            {"kind": frozenset({"工作综述", "未识别"})},
            facets=("kind",),
            size=1000,
            copies=False,
        ),
    )
    results = [engine.search(each) for each in asked]
    ids = [hit.report.id for hit in results[0].hits]
    rest = [engine.titles(ids), [engine.sections(each) for each in ids], [engine.copies(each) for each in ids]]
    commit = dataclasses.replace(engine.info(), updated=None, fingerprint="")
    return [results, rest, engine.files(), engine.roots(), engine.failed(), commit, engine.segmentation.entries]


def names(location: Path) -> set[str]:
    return {each.name for each in location.iterdir()}


def stray(location: Path) -> set[str]:
    """Files that are no part of the commit."""
    commit = open_current(location)
    name = commit.manifest.name
    own = {FILE_NAME, LOCK_NAME, f"{name}__words.tsv", f"_{name}_{commit.generation}.toc"}
    return names(location) - own - {*commit.opened}
