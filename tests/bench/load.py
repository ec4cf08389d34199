"""``load``: the real server under visitors who all ask at once, in processes of their own."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from indexer.ingest import index_paths
from tests.bench.load_questions import draw_urls
from tests.bench.measure import MEGA, processor_seconds, proportional_bytes, surroundings, watch_held
from tests.bench.stages import StageFailed, run_stage
from tests.bench.tables import header, number, table
from tests.bench.texts import generate, write_copies

KINDS: Final = {
    "page": ("search page, whole", "whole"),
    "api": ("API search, whole", "whole"),
    "report": ("report page, first byte", "first"),
    "mixed": ("all of them mixed, whole", "whole"),
}
"""What is asked for, and which of a visitor's times counts."""
_ROOT: Final = Path(__file__).parents[2]
_WARMING: Final = 2.0
"""Seconds of asking before the first measured phase: files are read and compared with their checksums once."""
_PATIENCE: Final = 60
_WATCHED: Final = 60
"""Seconds from which on a phase tells whether the server grew; in a shorter one looking would be felt."""

Measured = dict[str, Any]


def load(
    clients: Sequence[int],
    seconds: float,
    *,
    texts: Path | None,
    copies: Sequence[int],
    reports: int,
    kinds: Sequence[str] = tuple(KINDS),
    serve: Sequence[str] = (),
    checkout: Path | None = None,
    keep: Path | None = None,
    jobs: int = 1,
) -> Measured:
    """Measure a server over the texts of a .jsonl.gz file so many times over (over generated ones without a file).

    For each size and each number of visitors every kind of question is asked for so many seconds. ``serve`` are further
    options of ``zhengxie serve``; ``checkout`` is a folder with another version of the program to serve with. Indexes
    stay in ``keep`` and are used again. Raises StageFailed, ValueError.
    """
    result: Measured = {"surroundings": surroundings(), "seconds": seconds, "serve": list(serve), "sizes": []}
    with tempfile.TemporaryDirectory(prefix="bench-") if keep is None else nullcontext(str(keep)) as place:
        for times in copies:
            location = _index(Path(place), texts, times, reports, jobs)
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                urls, _ = run_stage(draw_urls, {"location": str(location), "folder": folder})
                with _server(location, serve, checkout) as (pid, port):
                    result["sizes"].append(_size(times, location, pid, port, urls, kinds, clients, seconds))
    return result


def _index(place: Path, texts: Path | None, times: int, reports: int, jobs: int) -> Path:
    name = f"{texts.name.partition('.')[0] if texts else f'generated-{reports}'}-{times}"
    location, source = place / f"index-{name}", place / f"texts-{name}"
    if not (location / "zhengxie.json").exists():
        _say(f"{name}: indexing")
        if texts is None:
            generate(source, reports, 600)
        else:
            with gzip.open(texts):  # says which file is missing
                write_copies(texts, source, times)
        index_paths([source], location, jobs=jobs)
    return location


def _size(
    times: int,
    location: Path,
    pid: int,
    port: int,
    urls: Mapping[str, str],
    kinds: Sequence[str],
    clients: Sequence[int],
    seconds: float,
) -> Measured:
    known = json.loads(
        subprocess.run(
            [*_program("info"), "--index", str(location), "--json"],
            env=_environment(None),
            check=True,
            capture_output=True,
        ).stdout
    )
    _phase(pid, port, urls["mixed"], max(clients), min(_WARMING, seconds))
    phases = []
    for count in clients:
        for kind in kinds:
            _say(f"{known['reports']:,} reports, {count} at once: {kind}")
            phases.append({"clients": count, "kind": kind, **_phase(pid, port, urls[kind], count, seconds)})
    return {"copies": times, "reports": known["reports"], "phases": phases, "memory": proportional_bytes(pid)}


def _phase(pid: int, port: int, urls: str, clients: int, seconds: float) -> Measured:
    """Have so many visitors ask at once; their answers together, and the processor time that the server took for them."""
    command = [sys.executable, "-m", "tests.bench.load_client", urls, str(port)]
    visitors = [
        subprocess.Popen(
            [*command, str(place), str(clients), str(seconds)],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for place in range(clients)
    ]
    for visitor in visitors:
        assert visitor.stdout is not None
        visitor.stdout.readline()
    before, begun = processor_seconds(pid), time.perf_counter()
    for visitor in visitors:
        assert visitor.stdin is not None
        visitor.stdin.write("go\n")
        visitor.stdin.flush()
    held = [asdict(each) for each in watch_held(pid, time.monotonic() + seconds)] if seconds >= _WATCHED else []
    told = [visitor.communicate(timeout=seconds + 2 * _PATIENCE)[0] for visitor in visitors]
    took, used = time.perf_counter() - begun, processor_seconds(pid) - before
    if any(visitor.returncode for visitor in visitors):
        raise StageFailed("a visitor ended with an error, which is told above")
    answers = [json.loads(each) for each in told]
    errors: dict[str, int] = {}
    for answer in answers:
        for reason, count in answer["errors"].items():
            errors[reason] = errors.get(reason, 0) + count
    whole = [each for answer in answers for each in answer["whole"]]
    return {
        "first": [each for answer in answers for each in answer["first"]],
        "whole": whole,
        "errors": errors,
        "a_second": len(whole) / took,
        "held": held,
        "processor_ms": used * 1000 / max(1, len(whole) + sum(errors.values())),
        "bytes": sum(answer["bytes"] for answer in answers) / max(1, len(whole)),
    }


# ------------------------------------------------------------------------------------------ server


@contextmanager
def _server(location: Path, options: Sequence[str], checkout: Path | None) -> Iterator[tuple[int, int]]:
    """``zhengxie serve`` on a free port: process id and port, once it answers; it is ended afterwards."""
    command = [*_program("serve"), "--port", "0", "--index", str(location.resolve()), *options]
    # Python looks into the folder that it is started in before all others.
    with tempfile.TemporaryFile("w+") as told:  # a line for each request, which nobody reads
        process = subprocess.Popen(
            command, cwd=checkout or _ROOT, env=_environment(checkout), stdout=subprocess.PIPE, stderr=told, text=True
        )
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith("serving "):
                    yield process.pid, int(line.split()[1].split("/")[2].rpartition(":")[2])
                    break
            else:
                told.seek(0)
                raise StageFailed(f"the server did not start: {told.read()}")
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


def _program(command: str) -> list[str]:
    return [sys.executable, "-c", "from indexer.cli import main; main(prog_name='zhengxie')", command]


def _environment(checkout: Path | None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout or _ROOT)}


# -------------------------------------------------------------------------------------------- text


def load_text(result: Mapping[str, Any]) -> str:
    """A table: a row for each size, number of visitors and kind."""
    rows = []
    for size in result["sizes"]:
        for phase in size["phases"]:
            label, measure = KINDS[phase["kind"]]
            times = phase[measure]
            percentiles = np.percentile(times, (50, 95, 99)).tolist() if times else [None] * 3
            rows.append(
                [
                    f"{size['reports']:,} reports, {phase['clients']} at once: {label}",
                    *map(number, percentiles),
                    number(phase["a_second"]),
                    number(phase["processor_ms"]),
                    number(phase["bytes"] / 1000),
                    ", ".join(f"{count} × {reason}" for reason, count in sorted(phase["errors"].items())) or "0",
                ]
            )
    headings = ["", "p50, ms", "p95, ms", "p99, ms", "a second", "server's processor ms", "kB", "errors"]
    memory = (f"{size['reports']:,} reports {number(size['memory'] / MEGA)} MB" for size in result["sizes"])
    notes = (
        f"- {number(result['seconds'])} s each; every visitor is a process, asks at once when answered, and keeps its connection.",
        "- Processor time of the server with all its processes, for one answer.",
        f"- Memory of the server, shared pages divided (PSS): {', '.join(memory)}.",
    )
    grown = (
        f"- Early and late in {size['reports']:,} reports, {phase['clients']} at once, {KINDS[phase['kind']][0]}: memory "
        + " → ".join(f"{number(each['memory'] / MEGA)} MB" for each in phase["held"])
        + ", without pages of files "
        + " → ".join(f"{number(each['anonymous'] / MEGA)} MB" for each in phase["held"])
        + ", open files "
        + " → ".join(f"{each['files']:.0f}" for each in phase["held"])
        + "."
        for size in result["sizes"]
        for phase in size["phases"]
        if phase["held"]
    )
    return "\n\n".join((header(result["surroundings"]), table(headings, rows), "\n".join((*notes, *grown)))) + "\n"


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)
