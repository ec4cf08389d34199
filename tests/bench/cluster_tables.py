"""What ``cluster`` measured, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.bench.cluster import RUNS
from tests.bench.cluster_order import TIE, same_order
from tests.bench.measure import MEGA, median, p95
from tests.bench.tables import header, megabytes, number, table, times

_ALL: Final = "all"
Measured = Mapping[str, Any]


def cluster_text(result: Measured) -> str:
    """Everything that is told; the embedded engine, which comes first, is what the others are compared with."""
    size, engines = result["collection"], result["engines"]
    copies = f" × {size['copies']}" if size["copies"] > 1 else ""
    parts = [
        header(result["surroundings"]),
        f"{size['texts']}{copies}: {size['reports']:,} reports, {size['characters'] / MEGA:,.1f} M characters, "
        f"{size['text_bytes'] / MEGA:,.1f} MB of UTF-8; {len(result['kinds'])} questions",
        f"## Indexing\n\n{_indexing(engines, 'built')}",
        f"## The same, words cut before: {engines[0]['apart']['reports']:,} reports\n\n{_indexing(engines, 'apart')}",
        f"## Room\n\n{_room(engines)}",
        f"## A whole page: typed query, all facets, passages: milliseconds\n\n{_asking(result, 'median')}",
        f"## The same, asked the first time: milliseconds\n\n{_asking(result, 'first')}",
        f"## Processor time for a page: milliseconds\n\n{_processors(engines)}",
        _notes(result),
    ]
    return "\n\n".join(parts) + "\n"


def _indexing(engines: Sequence[Measured], which: str) -> str:
    ours = _rate(engines[0][which])
    rows = []
    for engine in engines:
        built = engine[which]
        rows.append(
            [
                engine["name"],
                number(_rate(built)),
                times(_rate(built), ours),
                number(built["text_bytes"] / MEGA / built["seconds"]),
                number(built["seconds"]),
                number(built["processor_seconds"]),
                number(built["nodes_processor_seconds"]),
            ]
        )
    return table(["", "reports/s", "×", "MB/s", "seconds", "our processor s", "the nodes' processor s"], rows)


def _rate(built: Measured) -> float:
    return float(built["reports"] / built["seconds"])


def _room(engines: Sequence[Measured]) -> str:
    rows = []
    for engine in engines:
        reports, text = engine["built"]["reports"], engine["built"]["text_bytes"]
        rows.append(
            [
                engine["name"],
                megabytes(engine["primaries"]),
                number(engine["primaries"] / reports),
                number(engine["primaries"] / text),
                times(engine["primaries"], engines[0]["primaries"]),
                megabytes(engine["replicas"]),
                number(engine["replicas"] / reports),
                megabytes(engine["nodes_memory"]),
            ]
        )
    headings = [
        "",
        "index, MB",
        "bytes/report",
        "MB/MB of text",
        "×",
        "replicas, MB",
        "bytes/report",
        "nodes' memory, MB",
    ]
    return table(headings, rows)


def _asking(result: Measured, measure: str) -> str:
    """Of each kind the median and p95 over its questions, by engine, with the ratios to the first engine's."""
    kinds, engines = result["kinds"], result["engines"]
    rows = []
    for kind in (*dict.fromkeys(kinds), _ALL):
        chosen = [place for place, each in enumerate(kinds) if kind in (each, _ALL)]
        row = [f"{kind} ({len(chosen)})"]
        for place, engine in enumerate(engines):
            for statistic in (median, p95):
                value, ours = (statistic([one[measure][at] for at in chosen]) for one in (engine, engines[0]))
                row += [number(value), *([times(value, ours)] if place else [])]
        rows.append(row)
    headings = ["questions (n)"]
    for place, engine in enumerate(engines):
        headings += [engine["name"], "p95"] if place == 0 else [engine["name"], "×", "p95", "×"]
    return table(headings, rows)


def _processors(engines: Sequence[Measured]) -> str:
    """Of all that was asked, between two runs and for the first time, too."""
    rows = []
    for engine in engines:
        ours, theirs = (
            engine[name] * 1000 / engine["searches"] for name in ("processor_seconds", "nodes_processor_seconds")
        )
        alone = engines[0]["processor_seconds"] * 1000 / engines[0]["searches"]
        rows.append([engine["name"], number(ours), number(theirs), times(ours + theirs, alone)])
    return table(["", "ours", "the nodes'", "together, ×"], rows)


def _notes(result: Measured) -> str:
    engines = result["engines"]
    alike = sum(len(set(answers)) == 1 for answers in zip(*(engine["answers"] for engine in engines), strict=True))
    ordered = sum(
        all(same_order(first, other) for other in others)
        for first, *others in zip(*(engine["orders"] for engine in engines), strict=True)
    )
    return "\n".join(
        (
            f"- Totals, occurrences, pages and every value of every facet are the same for {alike} of {len(result['kinds'])} "
            f"questions, and so is the order of hits, but for those whose scores differ by no more than {TIE}, for {ordered}.",
            f"- {result['jobs']} jobs. All nodes run on this machine, with 512 MB of heap each, one shard a node and, on several nodes, "
            "one replica.",
            f"- A page's time is the median of {RUNS} runs after the first, with others between two runs. × is times the embedded engine's.",
            "- “Words cut before”: reading, cleaning, describing and cutting are left out; workers read reports with their words from files.",
        )
    )
