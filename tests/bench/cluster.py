"""``cluster``: the embedded engine and OpenSearch, with one node and with several, over the same texts and questions.

Every node is a JVM of its own on this machine (``tests.cluster.nodes``). Each index is made twice: by the product out of files, and of
some of the reports whose words were cut before, which shows what the engine alone takes. The first is asked whole pages.
"""

from __future__ import annotations

import json
import pickle
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from msgspec import to_builtins

from indexer.answers import Page, SearchRequest
from indexer.crew_member import Task
from indexer.dividing import divided
from indexer.engine.opening import make_engine
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.ingest import index_paths
from indexer.location import Location, read_location
from indexer.prepare import Prepared, analyse
from indexer.roots import SourceFile
from indexer.search import Library, open_library
from tests.bench import cluster_questions
from tests.bench.measure import (
    Clock,
    Peaks,
    disk_bytes,
    processor_seconds,
    proportional_bytes,
    surroundings,
    time_calls,
)
from tests.bench.ours import ready_reports
from tests.bench.stages import run_stage
from tests.bench.texts import collection_files, collection_size, generate, write_copies
from tests.cluster.nodes import Cluster, lacking

RUNS: Final = 3
"""How often each question is asked after the first time; the median counts."""
_NAME: Final = "bench"
_APART: Final = "apart"
"""The index of reports whose words were cut before."""
_JAVA: Final = ("-XX:TieredStopAtLevel=4",)
"""The JVM compiles as well as it can, whatever tests have it do for a quicker start."""
_PATIENCE: Final = 120.0
"""Seconds for segments that are still being merged after the last report."""

Measured = dict[str, Any]
Run = Callable[[Callable[..., Any], Mapping[str, object]], tuple[Any, Peaks]]


def measure_cluster(
    nodes: Sequence[int],
    *,
    texts: Path | None = None,
    copies: int = 1,
    limit: int | None = None,
    reports: int = 3000,
    apart: int = 1500,
    jobs: int = 2,
    keep: Path | None = None,
    run: Run = run_stage,
) -> Measured:
    """Measure the embedded engine and clusters of so many nodes; everything, as JSON can hold it.

    The texts are the first ``limit`` of a .jsonl.gz file ``copies`` times over, or generated; ``apart`` reports are indexed once
    more with their words cut before. Texts, indexes and the nodes' data stay in ``keep``, where there is one, and are used again, with
    the rates measured then. Raises ValueError where no node can be started here or ``keep`` is of other texts, StageFailed, RuntimeError.
    """
    if any(nodes) and (reason := lacking()):
        raise ValueError(reason)
    given = {"texts": texts.name if texts else "generated", "copies": copies, "limit": limit, "reports": reports}
    with tempfile.TemporaryDirectory(prefix="bench-") if keep is None else nullcontext(str(keep)) as folder:
        place = Path(folder)
        collection = _prepare(place, given, texts, apart, run)
        engines = [_embedded(place, jobs, run), *(_clustered(place, count, jobs, run) for count in nodes)]
        asked = cluster_questions.load(place / "questions.json").asked
    return {
        "surroundings": surroundings(),
        "collection": {**given, **collection},
        "jobs": jobs,
        "kinds": [question.kind for question in asked],
        "engines": engines,
    }


def _prepare(place: Path, given: Measured, texts: Path | None, apart: int, run: Run) -> Measured:
    """Have texts, questions and the words cut before in a folder; what the texts are."""
    made = place / "collection.json"
    if made.exists():
        kept: Measured = json.loads(made.read_text("utf-8"))
        if kept["given"] != given:
            raise ValueError(f"{place} holds indexes of other texts ({kept['given']}); name another folder with --keep")
        measured: Measured = kept["measured"]
        return measured
    place.mkdir(parents=True, exist_ok=True)
    _say(f"texts: {given['texts']}")
    collection = place / "texts"
    shutil.rmtree(collection, ignore_errors=True)
    if texts is None:
        generate(collection, given["reports"], 6000)
    else:
        write_copies(texts, collection, given["copies"], given["limit"])
    run(cluster_questions.draw, {"texts": str(collection), "questions": str(place / "questions.json")})
    run(cut, {"texts": str(collection), "folder": str(place / "cut"), "reports": apart})
    measured = asdict(collection_size(collection_files(collection)))
    made.write_text(json.dumps({"given": given, "measured": measured}), encoding="utf-8")
    return measured


def _embedded(place: Path, jobs: int, run: Run) -> Measured:
    index, scratch = place / "index", place / _APART
    with _kept(place / "embedded.json", index) as measured:
        if not measured:
            _say("embedded: indexing")
            built, apart = _build(place, index, scratch, jobs, (), run)
            shutil.rmtree(scratch)
            measured |= {
                "name": "embedded",
                "built": built,
                "apart": apart,
                "primaries": disk_bytes(index),
                "replicas": 0,
            }
    _say("embedded: asking")
    asked, _ = run(ask, {"location": str(index), "questions": str(place / "questions.json")})
    return {**measured, **asked, "nodes_processor_seconds": 0, "nodes_memory": 0}


def _clustered(place: Path, count: int, jobs: int, run: Run) -> Measured:
    name, data = f"{count} node{'s' if count > 1 else ''}", place / f"nodes-{count}"
    with _kept(place / f"nodes-{count}.json", data) as measured, Cluster(data, count, _JAVA) as cluster:
        options = f"?shards={count}&replicas={min(1, count - 1)}"
        index, scratch = cluster.address(_NAME, options), cluster.address(_APART, options)
        pids = [node.pid for node in cluster.nodes]
        if not measured:
            _say(f"{name}: indexing")
            built, apart = _build(place, index, scratch, jobs, pids, run)
            _drop(scratch)
            measured |= {"name": name, "built": built, "apart": apart, **_room(index)}
        _say(f"{name}: asking")
        before = sum(map(processor_seconds, pids))
        asked, _ = run(ask, {"location": index, "questions": str(place / "questions.json")})
        used = sum(map(processor_seconds, pids)) - before
        memory = sum(map(proportional_bytes, pids))
        return {**measured, **asked, "nodes_processor_seconds": used, "nodes_memory": memory}


def _build(
    place: Path, index: Location, scratch: Location, jobs: int, pids: Sequence[int], run: Run
) -> tuple[Measured, Measured]:
    """Have both indexes made; ``pids`` are of the nodes, whose processor time is told beside ours."""
    made = []
    for stage, texts, location in ((build, place / "texts", index), (build_apart, place / "cut", scratch)):
        before = sum(map(processor_seconds, pids))
        built, _ = run(stage, {"texts": str(texts), "location": str(location), "jobs": jobs})
        made.append({**built, "nodes_processor_seconds": sum(map(processor_seconds, pids)) - before})
    return made[0], made[1]


@contextmanager
def _kept(file: Path, data: Path) -> Iterator[Measured]:
    """What was measured while some data were made, empty where they have to be; it is kept beside them once they are whole."""
    measured: Measured = json.loads(file.read_text("utf-8")) if file.exists() else {}
    if not measured:
        shutil.rmtree(data, ignore_errors=True)
    yield measured
    file.write_text(json.dumps(measured), encoding="utf-8")


def _room(location: str) -> Measured:
    """Bytes of an index on all disks of a cluster, once nothing is merged any more: of the shards, and of their replicas."""
    address = Address.read(location)
    with closing(connect(address)) as client:
        client.indices.flush(index=f"{address.name}-*")
        ends = time.monotonic() + _PATIENCE
        while True:
            told = client.indices.stats(index=f"{address.name}-*", metric="store,merge")["_all"]
            if not told["total"]["merges"]["current"] or time.monotonic() > ends:
                break
            time.sleep(1)
    primaries = told["primaries"]["store"]["size_in_bytes"]
    return {"primaries": primaries, "replicas": told["total"]["store"]["size_in_bytes"] - primaries}


def _drop(location: str) -> None:
    address = Address.read(location)
    with closing(connect(address)) as client:
        client.indices.delete(index=f"{address.name}-*", params={"expand_wildcards": "all"})


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


# ------------------------------------------------------------------------------------------ stages


def cut(texts: str, folder: str, reports: int) -> None:
    """Stage: the first reports with their words, a file for each of the collection's."""
    place = Path(folder)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    done = 0
    for path in collection_files(Path(texts)):
        if done >= reports:
            return
        pairs = [(report, analyse(report)) for report in ready_reports(path)]
        (place / path.name).write_bytes(pickle.dumps(pairs))
        done += len(pairs)


def build(texts: str, location: str, jobs: int) -> Measured:
    """Stage: what ``zhengxie index`` does."""
    with Clock() as clock:
        summary = index_paths([Path(texts)], read_location(location), jobs=jobs)
    if summary.failures:
        raise RuntimeError(f"{len(summary.failures)} reports failed, first: {summary.failures[0]}")
    return {
        "reports": summary.added,
        "text_bytes": collection_size(collection_files(Path(texts))).text_bytes,
        "seconds": clock.seconds,
        "processor_seconds": clock.processor_seconds,
    }


def build_apart(texts: str, location: str, jobs: int) -> Measured:
    """Stage: the same with reports whose words were cut before, which the workers read from files."""
    paths = collection_files(Path(texts))
    tasks: list[Task] = [(SourceFile("texts", path.name, path), None) for path in paths]
    with Clock() as clock, closing(make_engine(read_location(location))) as engine, engine.writer() as writer:
        deque(divided(tasks, jobs, print, _read_cut, writer), maxlen=0)
        if refused := writer.refused():
            raise RuntimeError(f"{len(refused)} reports were refused, first: {next(iter(refused.values()))}")
        writer.commit()
    sizes = [len(report.text.encode()) for path in paths for report, _ in pickle.loads(path.read_bytes())]
    return {
        "reports": len(sizes),
        "text_bytes": sum(sizes),
        "seconds": clock.seconds,
        "processor_seconds": clock.processor_seconds,
    }


def _read_cut(source: SourceFile, known_hash: str | None) -> Prepared:
    return Prepared(source, "", tuple(pickle.loads(source.path.read_bytes())))


def ask(location: str, questions: str) -> Measured:
    """Stage: whole pages, as a server makes them: typed query parsed, all facets, passages cut; and what was answered."""
    drawn = cluster_questions.load(Path(questions))
    with closing(open_library(location)) as library:
        library.search(SearchRequest("政协"))  # loads the dictionary
        pages = [library.search(question.request(1)).pages for question in drawn.asked if question.depth]
        requests = [question.request(pages.pop(0) if question.depth else 1) for question in drawn.asked]
        between = [SearchRequest(query, copies=True) for query in drawn.between]
        with Clock() as clock:
            timing = time_calls(
                [_call(library, request) for request in requests],
                RUNS,
                lambda: [library.search(each) for each in between],
            )
            answered = [library.search(request) for request in requests]
    searches = (RUNS + 2) * len(requests) + RUNS * len(between)
    return {
        **asdict(timing),
        "answers": [_digest(page) for page in answered],
        "orders": [[[hit.id, hit.score] for hit in page.hits] for page in answered],
        "searches": searches,
        "processor_seconds": clock.processor_seconds,
    }


def _call(library: Library, request: SearchRequest) -> Callable[[], object]:
    return lambda: library.search(request)


def _digest(page: Page) -> str:
    """Of what both engines have to agree on whatever the order of equal scores."""
    facets = {name: to_builtins(values) for name, values in page.facets.items()}
    told = [page.total, page.occurrences, page.copies, page.pages, len(page.hits), facets]
    return blake2b(json.dumps(told, ensure_ascii=False).encode(), digest_size=8).hexdigest()
