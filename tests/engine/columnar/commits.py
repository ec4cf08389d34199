"""Committing made-up documents, and what an index must then tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from whoosh.query import Every, Term

from indexer.engine.base import EngineRequest
from indexer.engine.columnar.tiers import FULL
from indexer.engine.manifest import FILE_NAME, LOCK_NAME
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_files import open_current
from indexer.facets import FACETS, facet_values
from indexer.fold import fold
from indexer.query import ExactString, Group
from tests.engine.columnar.generated import Document

Model = Mapping[str, Document]
"""Report id → what was last written under it and not deleted."""


def model_of(documents: Sequence[Document]) -> dict[str, Document]:
    return {report.id: (report, analysis) for report, analysis in documents}


def write(location: Path, documents: Sequence[Document], deleted: Sequence[str] = (), memory: int = 100) -> None:
    with WhooshEngine(location).writer(memory=memory) as writer:
        for report, analysis in documents:
            writer.add(report, analysis)
        writer.delete(deleted)
        writer.commit()


def contents(location: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in location.iterdir()}


def same(engine: WhooshEngine, model: Model) -> None:
    """Everything an engine tells is that of the model."""
    reports = {identity: report for identity, (report, _) in model.items()}
    every = engine.search(EngineRequest(Every(), {}, (Group(("政协",)),), FACETS, size=1000))
    assert {hit.report.id: hit.report for hit in every.hits} == reports
    assert every.total == len(every.hits) == len(model)
    assert every.occurrences == sum(fold(report.text).count("政协") for report in reports.values())
    for name in FACETS:
        carried = Counter(value for report in reports.values() for value in facet_values(report.metadata)[name])
        assert every.counts[name] == carried
        assert engine.values(name) == set(carried)
    for tree, holding in (
        (ExactString("text", "提案"), {each for each, report in reports.items() if "提案" in fold(report.text)}),
        (Term("words", "政协"), {each for each, (_, analysis) in model.items() if "政协" in analysis.words}),
    ):
        assert {hit.report.id for hit in engine.search(EngineRequest(tree, {}, size=1000)).hits} == holding
    files: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for report in reports.values():
        files.setdefault((report.root, report.file), set()).add((report.content_hash, report.id))
    found = {key: {(state.content_hash, identity) for identity in state.ids} for key, state in engine.files().items()}
    assert found == files
    organizations = {report.metadata.organization for report in reports.values()} - {None}
    info = engine.info()
    assert (info.reports, info.files) == (len(model), len(files))
    assert (info.characters, info.organizations) == (sum(len(r.text) for r in reports.values()), len(organizations))
    assert every.organizations == organizations


def tidy(location: Path) -> None:
    """Nothing lies in the directory but the current commit, and that is made of few files."""
    commit = open_current(location)
    name = commit.manifest.name
    other = {FILE_NAME, LOCK_NAME, f"{name}__words.tsv", f"_{name}_{commit.generation}.toc"}
    assert {path.name for path in location.iterdir()} == {*commit.opened, *other}
    assert len(commit.opened) < 2 * FULL
