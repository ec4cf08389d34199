"""``python -m tests.quality``: measure, print every miss, and with ``--record`` keep the figures and write docs/quality.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from tests.quality import measure, report


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the misses and the tables; 1 where a floor is not held or a record would be lowered without a reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality")
    parser.add_argument("--record", action="store_true", help="keep the figures and write docs/quality.md")
    parser.add_argument("--reason", default="", help="why texts changed or figures got worse; kept in the record")
    parser.add_argument("--folder", default="", help="only files whose path holds this")
    options = parser.parse_args(arguments)
    names = [name for name, folder in measure.SETS.items() if folder.is_dir()]
    compared = [case for name in names for case in measure.cases(name) if options.folder in case.file]
    for case in compared:
        if case.answer != "right":
            print(f"{case.answer:8}{case.name}: {case.found!r}, should be {case.true!r}")
    measured = measure.figures(compared)
    print(report.tables(compared))
    missed = measure.below_floors(compared)
    print("\n".join(missed) or "every floor is held")
    if options.record and not options.folder:
        digests = {name: measure.digest(name) for name in names}
        try:
            record = measure.updated(measure.read_record(), measured, digests, options.reason)
        except ValueError as error:
            print(f"not recorded: {error}", file=sys.stderr)
            return 1
        measure.RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        report.write(compared)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
