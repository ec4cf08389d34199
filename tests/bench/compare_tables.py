"""What ``compare`` measured, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tests.bench.measure import MEGA, median, p95
from tests.bench.queries import BETWEEN
from tests.bench.tables import header, megabytes, number, table, times

_US: Final = "zhengxie"
_ALL: Final = "all"
_NOT_QUOTED: Final = "all but quoted"
_ASKED: Final = (
    ("ids", "Total, ids of the ten best, counts of two facets: milliseconds"),
    ("documents", "The same with title and text of the ten: milliseconds"),
)

Measured = Mapping[str, Any]


def compare_text(result: Measured) -> str:
    """Everything that is told of a comparison."""
    present = {key: peer for key, peer in result["peers"].items() if not peer["missing"]}
    asked = {key: peer for key, peer in present.items() if "ids" in peer}
    kinds = [question["kind"] for question in result["questions"]]
    parts = [
        header(result["surroundings"]),
        _collection(result),
        "## Indexing\n\n" + _building(present, result["jobs"]),
    ]
    for name, title in _ASKED:
        parts.append(f"## {title}\n\n{_asking(asked, kinds, name)}")
    if _US in asked:
        parts.append(f"## A whole page: typed query, seven facets, passages: milliseconds\n\n{_pages(asked, kinds)}")
    parts.append(f"## The first time asked: milliseconds\n\n{_first(asked)}")
    parts.append(f"## Queries with exactly the right reports\n\n{_right(asked, kinds)}")
    parts.append(_notes(result))
    return "\n\n".join(parts) + "\n"


def _collection(result: Measured) -> str:
    size = result["collection"]
    copies = f" × {size['copies']}" if size["copies"] > 1 else ""
    return (
        f"{size['texts']}{copies}: {size['reports']:,} reports, {size['characters'] / MEGA:,.1f} M characters, "
        f"{size['text_bytes'] / MEGA:,.1f} MB of UTF-8; {len(result['questions'])} queries"
    )


def _building(peers: Mapping[str, Measured], jobs: int) -> str:
    ours = _rate(peers[_US]) if _US in peers else None
    rows = []
    for peer in peers.values():
        built = peer["built"]
        rows.append(
            (
                peer["name"],
                number(_rate(peer)),
                times(_rate(peer), ours),
                number(built["seconds"]),
                number(built["processor_seconds"]),
                number(built["index_bytes"] / max(1, built["text_bytes"])),
                megabytes(built["peak_resident"]),
                megabytes(built["peak_anonymous"]),
                number(peer.get("open_ms")),
                megabytes(peer.get("memory", {}).get("anonymous")),
            )
        )
    headings = (
        f"{jobs} jobs",
        "M characters/s",
        "against ours",
        "seconds",
        "processor s",
        "index/text bytes",
        "peak MB",
        "without files, MB",
        "open ms",
        "searching, MB",
    )
    return table(headings, rows)


def _rate(peer: Measured) -> float:
    return float(peer["built"]["characters"] / MEGA / peer["built"]["seconds"])


def _asking(peers: Mapping[str, Measured], kinds: Sequence[str], name: str) -> str:
    """Medians and 95th percentiles over the queries of each kind; × is how many times ours."""
    headings = ["queries (n)"]
    for key in peers:
        headings += [key, "p95"] if key == _US else [key, "×", "p95", "×"]
    rows = []
    for kind, chosen in _by_kind(kinds):
        row = [f"{kind} ({len(chosen)})"]
        ours = _of(peers[_US][name]["median"], chosen) if _US in peers else []
        for key, peer in peers.items():
            values = _of(peer[name]["median"], chosen)
            for summary in (median, p95):
                row.append(number(summary(values)))
                if key != _US:
                    row.append(times(summary(values), summary(ours) if ours else None))
        rows.append(row)
    every = range(len(kinds))
    rows.append(_each_ratio(peers, name, "each query against ours, median", lambda peer: every))
    rows.append(
        _each_ratio(
            peers,
            name,
            "the same, of those answered rightly",
            lambda peer: [place for place in every if peer["right"][place]],
        )
    )
    return table(headings, rows)


def _each_ratio(
    peers: Mapping[str, Measured], name: str, label: str, chosen: Callable[[Measured], Sequence[int]]
) -> list[str]:
    """A row: the median, over some of the queries, of each query's own ratio to ours."""
    row = [label]
    for key, peer in peers.items():
        if key == _US:
            row += ["", ""]
            continue
        ours = peers[_US][name]["median"] if _US in peers else None
        ratios = [peer[name]["median"][place] / ours[place] for place in chosen(peer)] if ours else []
        row += ["", times(median(ratios), 1.0), "", ""]
    return row


def _pages(peers: Mapping[str, Measured], kinds: Sequence[str]) -> str:
    pages = peers[_US]["pages"]
    rows = [
        (
            f"{kind} ({len(chosen)})",
            *(number(summary(_of(pages["median"], chosen))) for summary in (median, p95)),
            *(number(summary(_of(pages["first"], chosen))) for summary in (median, max)),
        )
        for kind, chosen in _by_kind(kinds)
    ]
    return table(("queries (n)", "median", "p95", "first time, median", "first time, most"), rows)


def _first(peers: Mapping[str, Measured]) -> str:
    summaries: tuple[Callable[[Sequence[float]], float], ...] = (median, p95, max)
    rows = [
        (peer["name"], *(number(summary(peer["ids"]["first"])) for summary in summaries)) for peer in peers.values()
    ]
    return table(("ids only", "median", "p95", "most"), rows)


def _right(peers: Mapping[str, Measured], kinds: Sequence[str]) -> str:
    rows = [
        (
            f"{kind} ({len(chosen)})",
            *(
                f"{sum(_of(peer['right'], chosen))} ({sum(_of(peer['total_right'], chosen))})"
                for peer in peers.values()
            ),
        )
        for kind, chosen in _by_kind(kinds)
    ]
    return table(["queries (n)", *peers], rows)


def _by_kind(kinds: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Kind → places of its queries, and all of them at the end."""
    found = [(kind, [place for place, one in enumerate(kinds) if one == kind]) for kind in dict.fromkeys(kinds)]
    others = [place for place, kind in enumerate(kinds) if not kind.startswith("quoted")]
    return [*found, (_NOT_QUOTED, others), (_ALL, list(range(len(kinds))))]


def _of(values: Sequence[Any], places: Sequence[int]) -> list[Any]:
    return [values[place] for place in places]


def _notes(result: Measured) -> str:
    lines = [
        "- A query's time is the median of its later runs; tables give median and p95 over queries. × is times ours.",
        f"- Between two runs of a query all others are asked and {BETWEEN} strings more, so that no answer is remembered.",
        "- Right: the reports found are those that brute force finds in the same texts (ours: as cleaned by the product); "
        "in parentheses, totals equal to the number of reports found.",
        "- Peak: sum over the process and its children, sampled; without files: without mapped pages that can be dropped.",
    ]
    for peer in result["peers"].values():
        told = f"left out: {peer['missing']}" if peer["missing"] else peer["built"]["note"]
        runs = f"; each query asked 1 + {peer['runs']} times" if "runs" in peer else ""
        lines.append(f"- {peer['name']}: {told}{runs}.")
    return "\n".join(lines)
