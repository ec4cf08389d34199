"""``compare``: us and the peers over the same texts and queries, each in processes of its own.

One process builds an index, another one, fresh, opens it and is asked the queries. So the caches of a process are
cold, those of the system's files warm, for all alike.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from tests.bench import queries as drawing
from tests.bench.measure import Peaks, own_memory, surroundings, time_calls
from tests.bench.ours import OurIndex, WholePages
from tests.bench.peers.base import Opened, Peer
from tests.bench.queries import Drawn
from tests.bench.reference import matching
from tests.bench.stages import StageFailed, run_stage
from tests.bench.texts import collection_files, collection_size, generate, read_collection, write_copies

PEERS: Final[Mapping[str, tuple[str, str]]] = {
    "zhengxie": ("tests.bench.ours", "ProductPeer"),
    "engine": ("tests.bench.ours", "EnginePeer"),
    "tantivy": ("tests.bench.peers.tantivy_peer", "TantivyPeer"),
    "sqlite": ("tests.bench.peers.sqlite_peer", "SqlitePeer"),
    "whoosh": ("tests.bench.peers.whoosh_peer", "WhooshPeer"),
}
"""Short name → module and class, in the order of the tables."""
Run = Callable[[Callable[..., Any], Mapping[str, object]], tuple[Any, Peaks]]
NOT_ASKED: Final = frozenset({"engine"})
"""Only built: the same engine answers the queries under another name."""


def compare(
    folder: Path,
    *,
    texts: Path | None = None,
    copies: int = 1,
    reports: int = 3000,
    characters: int = 6000,
    jobs: int = 2,
    builds: int = 1,
    only: Sequence[str] = (),
    run: Run = run_stage,
) -> dict[str, Any]:
    """Run the comparison in an empty folder; everything that was measured, as JSON can hold it.

    Of several ``builds`` the quickest counts. Raises StageFailed where the collection cannot be made; a peer that is
    missing or fails is told of in its place. ``run`` runs a stage.
    """
    collection = folder / "texts"
    _say(f"texts: {texts.name if texts else 'generated'}")
    if texts:
        write_copies(texts, collection, copies)
    else:
        generate(collection, reports, characters, jobs=jobs)
    questions, reference = folder / "questions.json", folder / "reference.json"
    paths = {"texts": str(collection), "questions": str(questions), "reference": str(reference)}
    drawn, _ = run(draw, paths)
    size = asdict(collection_size(collection_files(collection)))
    _say(f"{size['reports']:,} reports, {size['characters']:,} characters, {len(drawn)} queries")
    result: dict[str, Any] = {
        "surroundings": surroundings(),
        "collection": {"texts": texts.name if texts else "generated", "copies": copies if texts else 1, **size},
        "jobs": jobs,
        "questions": drawn,
        "peers": {},
    }
    for key in only or PEERS:
        try:
            result["peers"][key] = _measure(key, folder, paths, jobs, builds, run)
        except StageFailed as error:
            result["peers"][key] = {"name": _peer_name(key), "missing": str(error).splitlines()[-1]}
            _say(f"{key} failed: {error}")
    return result


def _measure(key: str, folder: Path, paths: Mapping[str, str], jobs: int, builds: int, run: Run) -> dict[str, Any]:
    if missing := missing_for(key):
        _say(f"{key} is left out: {missing}")
        return {"name": _peer_name(key), "missing": missing}
    location = folder / key
    measured: dict[str, Any] = {"name": _peer_name(key), "missing": None}
    arguments = {"key": key, "texts": paths["texts"], "location": str(location), "jobs": jobs}
    for _ in range(builds):
        shutil.rmtree(location, ignore_errors=True)
        location.mkdir()
        _say(f"{key}: building")
        built, peaks = run(build, {**arguments, "questions": paths["questions"]})
        built.update({f"peak_{name}": value for name, value in asdict(peaks).items()})
        if "built" not in measured or built["seconds"] < measured["built"]["seconds"]:
            measured["built"] = built
    if key not in NOT_ASKED:
        _say(f"{key}: asking")
        asked, _ = run(ask, {"key": key, "location": str(location), **paths})
        measured.update(asked)
    shutil.rmtree(location)
    return measured


def missing_for(key: str) -> str:
    """What to install for a peer, "" where all is there."""
    peer = load_peer(key)
    lacking = [module for module in peer.requires if importlib.util.find_spec(module) is None]
    return f"no {', '.join(lacking)}; install {peer.install}, or pip install -e '.[bench]'" if lacking else ""


def load_peer(key: str) -> Peer:
    module, name = PEERS[key]
    peer: Peer = getattr(importlib.import_module(module), name)()
    return peer


def _peer_name(key: str) -> str:
    return load_peer(key).name


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


# ------------------------------------------------------------------------------------------ stages


def draw(texts: str, questions: str, reference: str) -> list[dict[str, str]]:
    """Stage: draw the queries and answer them by brute force; their kinds and labels."""
    drawn = drawing.draw(Path(texts))
    drawing.save(drawn, Path(questions))
    right = matching(drawn.questions, read_collection(Path(texts)))
    Path(reference).write_text(json.dumps([sorted(numbers) for numbers in right]), encoding="utf-8")
    return [{"kind": question.kind, "label": question.label} for question in drawn.questions]


def build(key: str, texts: str, location: str, jobs: int, questions: str) -> dict[str, Any]:
    """Stage: build one index."""
    peer = load_peer(key)
    peer.load()
    return asdict(peer.build(Path(texts), Path(location), jobs, drawing.load(Path(questions)).questions))


def ask(key: str, location: str, texts: str, questions: str, reference: str) -> dict[str, Any]:
    """Stage: open an index and ask everything of it, ids only first, in a process that has done nothing before."""
    peer, drawn = load_peer(key), drawing.load(Path(questions))
    peer.load()
    begun = time.perf_counter()
    opened = peer.open(Path(location))
    measured: dict[str, Any] = {"open_ms": (time.perf_counter() - begun) * 1000}
    measured.update(ask_engine(opened, drawn, peer.runs))
    measured["runs"] = peer.runs
    queries = [opened.prepared(question) for question in drawn.questions]
    measured["totals"] = [opened.ids(query).total for query in queries]
    if isinstance(opened, OurIndex):
        measured["pages"] = ask_pages(Path(location), drawn, peer.runs)
    found = [opened.matching(query) for query in queries]
    if isinstance(opened, OurIndex):
        right = matching(drawn.questions, opened.texts())
    else:
        right = [frozenset(numbers) for numbers in json.loads(Path(reference).read_text("utf-8"))]
    opened.close()
    measured["matching"] = [len(numbers) for numbers in right]
    measured["right"] = [numbers == wanted for numbers, wanted in zip(found, right, strict=True)]
    measured["total_right"] = [len(n) == total for n, total in zip(found, measured["totals"], strict=True)]
    return measured


def ask_engine(opened: Opened, drawn: Drawn, runs: int) -> dict[str, Any]:
    """Times for ids only and for documents, and the memory of this process after them."""
    queries, between = ([opened.prepared(one) for one in some] for some in (drawn.questions, drawn.between))
    ids = time_calls([_call(opened.ids, query) for query in queries], runs, _all(opened.ids, between))
    documents = time_calls([_call(opened.documents, query) for query in queries], runs, _all(opened.ids, between))
    return {"ids": asdict(ids), "documents": asdict(documents), "memory": own_memory()}


def ask_pages(location: Path, drawn: Drawn, runs: int) -> dict[str, Any]:
    """Times for whole pages of the product, and the memory of this process after them, dictionary included."""
    pages = WholePages(location)
    pages.page(pages.prepared(drawn.questions[0]))  # loads the dictionary
    calls = [_call(pages.page, pages.prepared(question)) for question in drawn.questions]
    timing = time_calls(calls, runs, _all(pages.asked_of_engine, drawn.between))
    measured = {**asdict(timing), "memory": own_memory()}
    pages.close()
    return measured


def _all(method: Callable[[Any], object], queries: Sequence[Any]) -> Callable[[], object]:
    return lambda: [method(query) for query in queries]


def _call(method: Callable[[Any], object], query: Any) -> Callable[[], object]:
    return lambda: method(query)
