"""Small indexes in which trials are made quickly, and all that such an index tells, to be compared."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from whoosh.query import Every, Term

from indexer.engine.base import EngineRequest, EngineResult
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


def _everything(engine: WhooshEngine) -> EngineResult:
    return engine.search(EngineRequest(Every(), {}, (Group(("政协",)),), FACETS, size=1000))


def _ids(engine: WhooshEngine) -> list[str]:
    return [hit.report.id for hit in engine.search(EngineRequest(Every(), {}, size=1000, texts=False)).hits]


QUESTIONS: Final[tuple[Callable[[WhooshEngine], Any], ...]] = (
    _everything,
    lambda engine: engine.search(
        EngineRequest(ExactString("text", "提案"), {}, (Group(("提案",)),), FACETS, size=1000, texts=False)
    ),
    lambda engine: engine.search(
        EngineRequest(ExactString("title", "政协"), {}, size=1000, sort="newest", texts=False)
    ),
    lambda engine: engine.search(
        EngineRequest(
            Term("words", "政协"), {"kind": frozenset({"工作综述", "未识别"})}, facets=("kind",), copies=False
        )
    ),
    lambda engine: engine.rank(EngineRequest(Term("words", "提案"), {}, size=5, facets=("organization",))),
    lambda engine: engine.values("covered_year"),
    lambda engine: engine.titles(_ids(engine)),
    lambda engine: [engine.report(each) for each in _ids(engine)],
    lambda engine: [engine.sections(each) for each in _ids(engine)],
    lambda engine: [engine.copies(each) for each in _ids(engine)],
    lambda engine: engine.held(["政协", "提案", "没有"]),
    lambda engine: (engine.files(), engine.roots(), engine.failed(), engine.segmentation.entries),
    lambda engine: dataclasses.replace(engine.info(), updated=None, fingerprint=""),
)
"""What is asked of an index whose answers are compared."""


def told(location: Path) -> list[Any]:
    """All that the index says: texts, counts, order. Raises what opening and searching do."""
    engine = WhooshEngine(location)
    return [ask(engine) for ask in QUESTIONS]


def names(location: Path) -> set[str]:
    return {each.name for each in location.iterdir()}


def stray(location: Path) -> set[str]:
    """Files that are no part of the commit."""
    commit = open_current(location)
    name = commit.manifest.name
    own = {FILE_NAME, LOCK_NAME, f"{name}__words.tsv", f"_{name}_{commit.generation}.toc"}
    return names(location) - own - {*commit.opened}
