"""Us under the same questions: the whole product's way in, the engine's alone, and both ways out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from whoosh import query as whoosh_query

from indexer.answers import SearchRequest
from indexer.crew_member import Task
from indexer.describe.given import read_given
from indexer.dividing import divided
from indexer.engine.base import EngineRequest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import NoSuchReport
from indexer.fold import fold
from indexer.ingest import index_paths
from indexer.models import Metadata, Organization, Report, display_title
from indexer.prepare import Prepared, analyse, report_id
from indexer.query import ExactString, YearRange
from indexer.roots import SourceFile
from indexer.search import open_library
from tests.bench.measure import Clock, disk_bytes
from tests.bench.peers.base import RUNS, SIZE, Answer, Built
from tests.bench.queries import Question
from tests.bench.texts import (
    REPORTS_PER_FILE,
    UNKNOWN,
    Document,
    Size,
    collection_files,
    collection_size,
    read_documents,
)

FACETS: Final = ("organization", "covered_year")


# --------------------------------------------------------------------------------------------- in


class ProductPeer:
    """The product: files read, cleaned, described, cut and indexed by ``index_paths``."""

    name = "zhengxie"
    requires: tuple[str, ...] = ()
    install = ""
    runs = RUNS

    def load(self) -> None:
        """Nothing: it is imported with this module."""

    def build(self, texts: Path, location: Path, jobs: int, questions: Sequence[Question]) -> Built:
        with Clock() as clock:
            summary = index_paths([texts], location, jobs=jobs)
        note = f"{jobs} processes; files read and reports described too; organizations counted as a tree"
        if summary.failures:
            note += f"; {len(summary.failures)} reports failed, first: {summary.failures[0]}"
        return _built(collection_size(collection_files(texts)), clock, location, note)

    def open(self, location: Path) -> OurIndex:
        return OurIndex(location)


class EnginePeer(ProductPeer):
    """The engine alone: reports whose metadata is known go through the writer's workers."""

    name = "zhengxie (engine)"

    def build(self, texts: Path, location: Path, jobs: int, questions: Sequence[Question]) -> Built:
        with Clock() as clock:
            how = index_ready_reports(texts, location, jobs)
        return _built(collection_size(collection_files(texts)), clock, location, how)


def _built(size: Size, clock: Clock, location: Path, note: str) -> Built:
    return Built(
        size.reports,
        size.characters,
        size.text_bytes,
        clock.seconds,
        clock.processor_seconds,
        disk_bytes(location),
        note,
    )


def index_ready_reports(texts: Path, location: Path, jobs: int) -> str:
    """Index the reports of a collection without describing them, by the product's workers; says how it was done."""
    tasks: list[Task] = [(SourceFile(path.parent.name, path.name, path), None) for path in collection_files(texts)]
    engine = WhooshEngine(location, create=True)
    with engine.writer() as writer:
        deque(divided(tasks, jobs, print, _ready, writer), maxlen=0)
        writer.commit()
    engine.close()
    return f"{jobs} processes; metadata given ready"


def _ready(source: SourceFile, known_hash: str | None) -> Prepared:
    """What a worker does of one file: read and cut into words, with nothing cleaned or described."""
    return Prepared(source, "", tuple((report, analyse(report)) for report in ready_reports(source.path)))


def ready_reports(path: Path) -> list[Report]:
    """The reports of one file of a collection, with the metadata that its lines state and no other."""
    documents = read_documents(path)
    return [
        Report(
            id=report_id(path.parent.name, path.name, part),
            root=path.parent.name,
            file=path.name,
            part=part,
            parts=len(documents),
            content_hash="0" * 32,
            text=document.text,
            headings=(),
            metadata=Metadata(
                title=document.title, organization=_organization(document.organization), covered_year=document.year
            ),
        )
        for part, document in enumerate(documents)
    ]


@lru_cache(maxsize=1 << 16)
def _organization(name: str) -> Organization | None:
    return None if name == UNKNOWN else read_given({"organization": name}).organization


# -------------------------------------------------------------------------------------------- out


def tree(question: Question) -> Any:
    """A question as the engine takes it."""
    needed: list[Any] = [whoosh_query.Term("words", word) for word in question.required]
    needed += [whoosh_query.Term("title_words", word) for word in question.title]
    if question.exact:
        needed.append(ExactString("text", fold(question.exact)))
    if question.any_of:
        needed.append(whoosh_query.Or([whoosh_query.Term("words", word) for word in question.any_of]))
    if question.years:
        needed.append(YearRange("covered_year", *question.years))
    if question.excluded:
        without = [whoosh_query.Not(whoosh_query.Term("words", word)) for word in question.excluded]
        needed.append(whoosh_query.And([whoosh_query.Every(), *without]))
    return needed[0] if len(needed) == 1 else whoosh_query.And(needed)


def typed(question: Question) -> str:
    """A question as a person would type it."""
    parts = [*question.required, *(f"标题:{word}" for word in question.title)]
    if question.exact:
        parts.append("“" + "".join(f"\\{sign}" if sign in '"“”\\' else sign for sign in question.exact) + "”")
    if question.any_of:
        parts.append(f"({' OR '.join(question.any_of)})")
    if question.years:
        parts.append(f"回顾年度:{question.years[0]}..{question.years[1]}")
    parts += [f"-{word}" for word in question.excluded]
    return " ".join(parts)


class OurIndex:
    def __init__(self, location: Path) -> None:
        self.engine = WhooshEngine(location)

    def prepared(self, question: Question) -> EngineRequest:
        return EngineRequest(tree(question), {}, facets=FACETS, size=SIZE)

    def ids(self, query: EngineRequest) -> Answer:
        found = self.engine.rank(query)
        return Answer(found.total, found.ids, (found.counts[FACETS[0]], found.counts[FACETS[1]]))

    def documents(self, query: EngineRequest) -> Answer:
        found = self.engine.search(query)
        read = [(hit.report.metadata.title, hit.report.text) for hit in found.hits]
        return Answer(found.total, read, (found.counts[FACETS[0]], found.counts[FACETS[1]]))

    def close(self) -> None:
        self.engine.close()

    def matching(self, query: EngineRequest) -> frozenset[int]:
        numbers = self._numbers
        every = EngineRequest(query.tree, {}, size=max(1, len(numbers)))
        return frozenset(numbers[identity] for identity in self.engine.rank(every).ids)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Identity of a report → its number in the collection."""
        found: dict[str, int] = {}
        for (root, file), state in self.engine.files().items():
            first = int(Path(file).stem) * REPORTS_PER_FILE
            for part in range(REPORTS_PER_FILE):
                identity = report_id(root, file, part)
                if identity in state.ids:
                    found[identity] = first + part
        return found

    def texts(self) -> Iterator[Document]:
        """What is in the index, as it was cleaned: the texts that a search must be right about."""
        for identity, number in self._numbers.items():
            try:
                report = self.engine.report(identity)
            except NoSuchReport:
                continue
            metadata = report.metadata
            yield Document(number, display_title(metadata), "", metadata.covered_year, report.text)


class WholePages:
    """What a reader gets: a typed query parsed, all seven facets, passages cut and marked."""

    def __init__(self, location: Path) -> None:
        self.product = open_library(location)

    def prepared(self, question: Question) -> SearchRequest:
        return SearchRequest(typed(question), size=SIZE, copies=True)

    def page(self, request: SearchRequest) -> Answer:
        page = self.product.search(request)
        return Answer(page.total, page.hits, ({}, {}))

    def asked_of_engine(self, question: Question) -> None:
        """The engine beneath it asked a question of its own."""
        self.product.engine.rank(EngineRequest(tree(question), {}))

    def close(self) -> None:
        self.product.close()
