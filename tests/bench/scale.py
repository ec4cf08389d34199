"""``scale``: how time, memory and size of the whole product grow with the collection.

Texts are generated (not timed). For every size the index is built, opened, asked and added to, each in a process of
its own.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.ingest import index_paths
from tests.bench import compare, queries
from tests.bench.measure import MEGA, Clock, growth, median, own_memory, p95, surroundings
from tests.bench.ours import OurIndex, ProductPeer
from tests.bench.peers.base import RUNS
from tests.bench.stages import run_stage
from tests.bench.tables import header, number, table
from tests.bench.texts import REPORTS_PER_FILE, collection_files, generate

ADDED: Final = 100
"""Reports that are added to each index when it has been asked."""
_ADDED_FROM: Final = 500_000
"""Number of the first file of those: none of the collection's."""

Measured = dict[str, Any]


def scale(sizes: Sequence[int], characters: int, *, jobs: int, keep: Path | None = None) -> Measured:
    """Measure collections of so many reports of about so many characters; everything, as JSON can hold it.

    Work is done in a temporary folder that is removed at the end, or in ``keep``, where texts and indexes stay.
    Raises ValueError for a size that is no multiple of 100, StageFailed.
    """
    if odd := [size for size in sizes if size <= 0 or size % REPORTS_PER_FILE]:
        raise ValueError(f"sizes must be multiples of {REPORTS_PER_FILE}, not {odd[0]}")
    result: Measured = {"surroundings": surroundings(), "jobs": jobs, "characters": characters, "sizes": []}
    with tempfile.TemporaryDirectory(prefix="bench-") if keep is None else nullcontext(str(keep)) as place:
        for size in sizes:
            result["sizes"].append(_measure(Path(place), size, characters, jobs, kept=keep is not None))
    return result


def _measure(place: Path, size: int, characters: int, jobs: int, *, kept: bool) -> Measured:
    texts, added = place / f"reports-{size}", place / f"added-{characters}"
    location, questions = place / f"index-{size}", place / f"questions-{size}.json"
    _say(size, "texts")
    _gather(place / f"texts-{characters}", texts, size, characters, jobs)
    generate(added, ADDED, characters, first_file=_ADDED_FROM)
    shutil.rmtree(location, ignore_errors=True)
    location.mkdir()
    run_stage(draw, {"texts": str(texts), "questions": str(questions)})
    _say(size, "building")
    built, peaks = run_stage(build, {"texts": str(texts), "location": str(location), "jobs": jobs})
    measured: Measured = {"reports": size, "built": built, "build_peaks": asdict(peaks)}
    _say(size, "opening and asking")
    measured["opened"], _ = run_stage(open_index, {"location": str(location)})
    measured["asked"], _ = run_stage(ask, {"location": str(location), "questions": str(questions)})
    measured["pages"], _ = run_stage(ask_pages, {"location": str(location), "questions": str(questions)})
    _say(size, "adding")
    measured["added"], peaks = run_stage(add, {"texts": str(added), "location": str(location), "jobs": jobs})
    measured["add_peaks"] = asdict(peaks)
    if not kept:
        shutil.rmtree(location)
        shutil.rmtree(texts)
    return measured


def _gather(source: Path, texts: Path, size: int, characters: int, jobs: int) -> None:
    """Have the first reports of the generated ones in a folder of their own, as further names of the same files."""
    generate(source, size, characters, jobs=jobs)
    shutil.rmtree(texts, ignore_errors=True)
    texts.mkdir()
    for path in collection_files(source)[: size // REPORTS_PER_FILE]:
        os.link(path, texts / path.name)


def _say(size: int, text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {size:,}: {text}", file=sys.stderr, flush=True)


# ------------------------------------------------------------------------------------------ stages


def draw(texts: str, questions: str) -> None:
    """Stage: draw the queries."""
    queries.save(queries.draw(Path(texts)), Path(questions))


def build(texts: str, location: str, jobs: int) -> Measured:
    """Stage: index the whole collection."""
    return asdict(ProductPeer().build(Path(texts), Path(location), jobs, ()))


def open_index(location: str) -> Measured:
    """Stage: open the index, and ask what is in it."""
    begun = time.perf_counter()
    engine = WhooshEngine(Path(location))
    opened = time.perf_counter()
    info = engine.info()
    told = time.perf_counter()
    return {
        "open_ms": (opened - begun) * 1000,
        "info_ms": (told - opened) * 1000,
        "memory": own_memory(),
        "reports": info.reports,
    }


def ask(location: str, questions: str) -> Measured:
    """Stage: ask the engine every query, ids only and with documents."""
    return compare.ask_engine(OurIndex(Path(location)), queries.load(Path(questions)), RUNS)


def ask_pages(location: str, questions: str) -> Measured:
    """Stage: ask the product for whole pages, as a server does."""
    return compare.ask_pages(Path(location), queries.load(Path(questions)), RUNS)


def add(texts: str, location: str, jobs: int) -> Measured:
    """Stage: index a further folder into the index."""
    with Clock() as clock:
        summary = index_paths([Path(texts)], Path(location), jobs=jobs)
    return {"seconds": clock.seconds, "processor_seconds": clock.processor_seconds, "added": summary.added}


# ------------------------------------------------------------------------------------------- text

_ROWS: Final[tuple[tuple[str, Callable[[Measured], float]], ...]] = (
    ("text, M characters", lambda one: one["built"]["characters"] / MEGA),
    ("build, s", lambda one: one["built"]["seconds"]),
    ("build, processor s", lambda one: one["built"]["processor_seconds"]),
    ("build, M characters/s", lambda one: one["built"]["characters"] / MEGA / one["built"]["seconds"]),
    ("build, peak MB of all processes", lambda one: one["build_peaks"]["resident"] / MEGA),
    ("… without pages of files", lambda one: one["build_peaks"]["anonymous"] / MEGA),
    ("… of the largest process (VmHWM)", lambda one: one["build_peaks"]["process"] / MEGA),
    ("index, MB", lambda one: one["built"]["index_bytes"] / MEGA),
    ("index bytes per text byte", lambda one: one["built"]["index_bytes"] / one["built"]["text_bytes"]),
    ("open, ms", lambda one: one["opened"]["open_ms"]),
    ("info after it, ms", lambda one: one["opened"]["info_ms"]),
    ("query, ids: p50, ms", lambda one: median(one["asked"]["ids"]["median"])),
    ("query, ids: p95, ms", lambda one: p95(one["asked"]["ids"]["median"])),
    ("query, ids, first time: p95, ms", lambda one: p95(one["asked"]["ids"]["first"])),
    ("query, documents: p50, ms", lambda one: median(one["asked"]["documents"]["median"])),
    ("query, documents: p95, ms", lambda one: p95(one["asked"]["documents"]["median"])),
    ("whole page: p50, ms", lambda one: median(one["pages"]["median"])),
    ("whole page: p95, ms", lambda one: p95(one["pages"]["median"])),
    ("whole page, first time: p95, ms", lambda one: p95(one["pages"]["first"])),
    ("engine asked: anonymous MB", lambda one: one["asked"]["memory"].get("anonymous", 0) / MEGA),
    ("product asked: anonymous MB", lambda one: one["pages"]["memory"].get("anonymous", 0) / MEGA),
    ("… mapped pages of files, MB", lambda one: one["pages"]["memory"].get("private_clean", 0) / MEGA),
    (f"add {ADDED} reports, s", lambda one: one["added"]["seconds"]),
    ("… peak MB without pages of files", lambda one: one["add_peaks"]["anonymous"] / MEGA),
)


def scale_text(result: Mapping[str, Any]) -> str:
    """The measures as a table: a column for each size, and the exponent with which each grows."""
    sizes = [one["reports"] for one in result["sizes"]]
    rows = []
    for label, measure in _ROWS:
        values = [measure(one) for one in result["sizes"]]
        rows.append([label, *map(number, values), number(growth(sizes, values), 2)])
    headings = [f"reports of {result['characters']:,} characters", *(f"{size:,}" for size in sizes), "exponent"]
    notes = (
        "- Exponent: slope of log measure over log reports; 1 is proportional, 0 is constant.",
        "- Private memory when serving: anonymous (smaps_rollup); mapped pages of the index can be dropped.",
        f"- A query's time is the median of {RUNS} runs after the first; p50 and p95 are over the queries.",
        f"- {result['jobs']} jobs.",
    )
    return "\n\n".join((header(result["surroundings"]), table(headings, rows), "\n".join(notes))) + "\n"
