"""`zhengxie check`, `backup` and `restore`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from indexer import safekeeping
from indexer.cli import options
from indexer.cli.printing import errors, print_json
from indexer.errors import NoIndex
from indexer.location import Location
from indexer.safekeeping import Checked, Copied


@click.command()
@options.at_index
@options.as_json
def check(location: Location, as_json: bool) -> None:
    """Read every byte of the index and say whether it is what was written.

    Exit codes: 0 nothing is damaged, 1 something is, 2 there is no index. Nothing is changed.
    """
    with errors(as_json, exits={NoIndex: 2}):
        checked = safekeeping.check_index(location)
    if as_json:
        print_json({"index": str(location), "sound": not checked.damage, **asdict(checked)})
    else:
        _print(checked, location)
    sys.exit(1 if checked.damage else 0)


def _print(checked: Checked, location: Location) -> None:
    for each in checked.damage:
        click.echo(f"DAMAGED {each.file}: {each.reason}")
    for name in checked.unverified:
        click.echo(f"without a checksum: {name}, written by an earlier version; the next commit gives it one")
    for name in checked.strays:
        click.echo(
            f"no part of the index: {name}, left by a run that was ended or is at work; the next `zhengxie index` removes it"
        )
    for name in checked.kept:
        click.echo(
            f"no part of the index: {name}, of one that was damaged when this one took its place; nothing removes it: delete it "
            "when nobody wants it any more"
        )
    for note in checked.notes:
        click.echo(note)
    if checked.damage:
        click.echo(
            f"Restore a copy with `zhengxie restore COPY --replace --index {location}`, or rebuild the index with "
            f"`zhengxie index --rebuild PATH --index {location}`. Nothing was changed."
        )
    elif checked.files:
        click.echo(f"{checked.reports:,} reports, {checked.files} files, {checked.bytes:,} bytes: all as written.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@options.at_index
@options.as_json
def backup(folder: Path, location: Location, as_json: bool) -> None:
    """Copy the index into a new folder DIR, as it was last committed; others may write to it meanwhile.

    The copy is checked. It is an index itself, which `--index DIR` opens.
    """
    with errors(as_json):
        copied = safekeeping.back_up(location, folder)
    _tell(copied, f"from {location} are in {folder}", as_json)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--replace", is_flag=True, help="Also where there is an index, which is then gone.")
@options.at_index
@options.as_json
def restore(folder: Path, replace: bool, location: Location, as_json: bool) -> None:
    """Put the copy in DIR, made by `zhengxie backup`, in the place of the index.

    The copy is checked before; the index that is there serves until the last moment, and stays if anything fails.
    """
    with errors(as_json):
        copied = safekeeping.restore(folder, location, replace=replace)
    _tell(copied, f"from {folder} are in {location}", as_json)


def _tell(copied: Copied, where: str, as_json: bool) -> None:
    if as_json:
        print_json(asdict(copied))
    else:
        committed = f" committed at {copied.updated}," if copied.updated else ""
        click.echo(
            f"{copied.reports:,} reports,{committed} {where}: {copied.files} files, {copied.bytes:,} bytes, all checked."
        )
