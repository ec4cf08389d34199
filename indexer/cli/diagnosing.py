"""`zhengxie doctor`: what is installed, and how the index does."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from indexer import diagnosis
from indexer.cli import options
from indexer.cli.printing import print_json
from indexer.diagnosis import Finding
from indexer.location import Location

_SHOWN = {"good": "ok", "advice": "advice", "problem": "PROBLEM"}


@click.command()
@options.at_index
@options.as_json
def doctor(location: Location, as_json: bool) -> None:
    """Say what is installed, how the index does, and what could be better. Nothing is changed.

    Exit code 1 where something does not work. Whether files of the index are damaged says `zhengxie check`, which reads all of them.
    """
    found = list(diagnosis.findings(location))
    if as_json:
        print_json({"index": str(location), "findings": [asdict(each) for each in found]})
    else:
        _print(found)
    sys.exit(any(each.state == "problem" for each in found))


def _print(found: list[Finding]) -> None:
    widest = max(len(each.about) for each in found)
    for each in found:
        click.echo(f"{_SHOWN[each.state]:<8} {each.about:<{widest}}  {each.found}")
        if each.advice:
            click.echo(f"{'':<8} {'':<{widest}}  → {each.advice}")
