"""``python -m tests.bench``: reads the arguments of its commands; each does its work in a module of its own."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from tests.bench.stages import StageFailed

CORES: Final = os.cpu_count() or 1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        given.run(given)
    except OSError as error:
        parser.exit(1, f"{error.filename or ''}: {error.strerror or error}\n")
    except (StageFailed, ValueError) as error:
        parser.exit(1, f"{error}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed, size and ranking.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    compare = commands.add_parser("compare", help="us and the peers over the same texts and queries")
    compare.add_argument("--texts", type=Path, metavar="FILE", help=".jsonl.gz of reports; generated where not given")
    compare.add_argument("--copies", type=int, default=1, metavar="N", help="index the texts so many times over")
    compare.add_argument("--reports", type=int, default=3000, metavar="N", help="how many to generate (3000)")
    compare.add_argument("--characters", type=int, default=6000, metavar="N", help="of a generated report (6000)")
    compare.add_argument("--builds", type=int, default=1, metavar="N", help="build so often, the quickest counts (1)")
    compare.add_argument("--only", metavar="NAMES", default="", help="some of them, as zhengxie,tantivy")
    compare.set_defaults(run=_compare)

    scale = commands.add_parser("scale", help="how time, memory and size grow with the collection")
    scale.add_argument("--sizes", type=_numbers, default=[10_000, 30_000, 100_000], metavar="N,N,…", help="reports")
    scale.add_argument("--characters", type=int, default=10_000, metavar="N", help="of a report (10000)")
    scale.add_argument("--keep", type=Path, metavar="DIR", help="work here and leave texts and indexes")
    scale.set_defaults(run=_scale)

    load = commands.add_parser("load", help="the server under visitors who ask at once")
    load.add_argument("--texts", type=Path, metavar="FILE", help=".jsonl.gz of reports; generated where not given")
    load.add_argument("--copies", type=_numbers, default=[1, 5], metavar="N,N,…", help="the texts so often (1,5)")
    load.add_argument("--reports", type=int, default=3000, metavar="N", help="how many to generate (3000)")
    load.add_argument("--clients", type=_numbers, default=[1, 8], metavar="N,N,…", help="visitors at once (1,8)")
    load.add_argument("--seconds", type=float, default=20, metavar="S", help="of asking, for each kind (20)")
    load.add_argument("--kinds", default="page,api,report,mixed", metavar="NAMES", help="some of page,api,report,mixed")
    load.add_argument("--serve", default="", metavar="OPTIONS", help="further options of zhengxie serve")
    load.add_argument("--checkout", type=Path, metavar="DIR", help="serve with the program of another checkout")
    load.add_argument("--keep", type=Path, metavar="DIR", help="keep the indexes here, and use those that are there")
    load.set_defaults(run=_load)

    cluster = commands.add_parser("cluster", help="an index in a directory, and on OpenSearch of one node and of three")
    cluster.add_argument("--texts", type=Path, metavar="FILE", help=".jsonl.gz of reports; generated where not given")
    cluster.add_argument("--copies", type=int, default=5, metavar="N", help="index the texts so many times over (5)")
    cluster.add_argument("--limit", type=int, metavar="N", help="only the first so many of them")
    cluster.add_argument("--reports", type=int, default=3000, metavar="N", help="how many to generate (3000)")
    cluster.add_argument("--apart", type=int, default=1500, metavar="N", help="with words cut before (1500)")
    cluster.add_argument("--nodes", type=_numbers, default=[1, 3], metavar="N,N,…", help="of each cluster (1,3)")
    cluster.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep texts and indexes here, and use those there are"
    )
    cluster.set_defaults(run=_cluster)

    ranking = commands.add_parser("ranking", help="plain questions: does the right report come first?")
    ranking.add_argument(
        "--set", type=Path, required=True, metavar="DIR", help="corpus.jsonl, queries.jsonl, qrels.tsv"
    )
    ranking.add_argument("--limit", type=int, metavar="N", help="ask only the first so many")
    ranking.add_argument("--misses", type=Path, metavar="FILE", help="write the questions missed, as .jsonl")
    ranking.set_defaults(run=_ranking)

    suggesting = commands.add_parser("suggesting", help="suggestions while typing, and corrections, on an index")
    suggesting.add_argument("--index", type=Path, required=True, metavar="DIR", help="an index that is there")
    suggesting.add_argument("--json", type=Path, metavar="FILE", help="write everything measured")
    suggesting.set_defaults(run=_suggesting)

    counting = commands.add_parser("counting", help="trends and other analyses, on an index")
    counting.add_argument("--index", type=Path, required=True, metavar="DIR", help="an index that is there")
    counting.add_argument("--json", type=Path, metavar="FILE", help="write everything measured")
    counting.set_defaults(run=_counting)

    reading = commands.add_parser("reading", help="what reading, cleaning and describing take on one core")
    reading.add_argument("--source", type=Path, required=True, metavar="PATH", help="a folder, or a .jsonl.gz of texts")
    reading.add_argument("--json", type=Path, metavar="FILE", help="write everything measured")
    reading.set_defaults(run=_reading)

    for command in (compare, scale, load, cluster, ranking):
        command.add_argument("--jobs", type=int, default=CORES, metavar="N", help=f"processes ({CORES})")
        command.add_argument("--json", type=Path, metavar="FILE", help="write everything measured")
    return parser


def _compare(given: argparse.Namespace) -> None:
    from tests.bench.compare import PEERS, compare
    from tests.bench.compare_tables import compare_text

    only = [name for name in given.only.split(",") if name]
    if unknown := sorted(set(only) - set(PEERS)):
        raise SystemExit(f"no peer is called {', '.join(unknown)}; there are {', '.join(PEERS)}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        result = compare(
            Path(folder),
            texts=given.texts,
            copies=given.copies,
            reports=given.reports,
            characters=given.characters,
            jobs=given.jobs,
            builds=given.builds,
            only=only,
        )
    _show(result, compare_text(result), given.json)


def _scale(given: argparse.Namespace) -> None:
    from tests.bench.scale import scale, scale_text

    result = scale(sorted(given.sizes), given.characters, jobs=given.jobs, keep=given.keep)
    _show(result, scale_text(result), given.json)


def _load(given: argparse.Namespace) -> None:
    from tests.bench.load import load, load_text

    result = load(
        given.clients,
        given.seconds,
        texts=given.texts,
        copies=given.copies,
        reports=given.reports,
        kinds=given.kinds.split(","),
        serve=shlex.split(given.serve),
        checkout=given.checkout,
        keep=given.keep,
        jobs=given.jobs,
    )
    _show(result, load_text(result), given.json)


def _cluster(given: argparse.Namespace) -> None:
    from tests.bench.cluster import measure_cluster
    from tests.bench.cluster_tables import cluster_text

    result = measure_cluster(
        given.nodes,
        texts=given.texts,
        copies=given.copies,
        limit=given.limit,
        reports=given.reports,
        apart=given.apart,
        jobs=given.jobs,
        keep=given.keep,
    )
    _show(result, cluster_text(result), given.json)


def _ranking(given: argparse.Namespace) -> None:
    from tests.bench.ranking import rank_set, ranking_text

    result = rank_set(given.set, jobs=given.jobs, limit=given.limit, misses=given.misses)
    _show(result, ranking_text(result), given.json)


def _reading(given: argparse.Namespace) -> None:
    from tests.bench.reading import measure_reading, reading_text

    stages = measure_reading(given.source)
    _show({"stages": [asdict(stage) for stage in stages]}, reading_text(stages), given.json)


def _suggesting(given: argparse.Namespace) -> None:
    from tests.bench.suggesting import measure_suggesting, suggesting_text

    found = measure_suggesting(given.index)
    _show(asdict(found), suggesting_text(found), given.json)


def _counting(given: argparse.Namespace) -> None:
    from tests.bench.counting import counting_text, measure_counting

    found = measure_counting(given.index)
    _show(asdict(found), counting_text(found), given.json)


def _show(result: dict[str, Any], text: str, path: Path | None) -> None:
    print(text)
    if path is not None:
        path.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
