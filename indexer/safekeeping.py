"""Keeping an index safe: checking it, copying a committed state of it, putting that back. For one in a directory; a cluster keeps itself."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from indexer.engine import backing_up
from indexer.engine.backing_up import Copied as Copied
from indexer.engine.checking import Checked as Checked
from indexer.engine.checking import Damage as Damage
from indexer.engine.checking import check_directory
from indexer.engine.opening import open_engine
from indexer.errors import IndexerError
from indexer.location import Location


def check_index(location: Location) -> Checked:
    """Read every byte of an index and say what is damaged. Raises NoIndex, EngineUnavailable.

    Of one on a cluster only what can be asked for: that it answers, and that its state and mapping are as this program makes them.
    """
    if not isinstance(location, str):
        return check_directory(location)
    with closing(open_engine(location)) as engine:
        return Checked(
            reports=engine.info().reports,
            notes=[
                "the index answers, and its state and mapping are right; its files are the cluster's affair, which keeps checksums of "
                "its own and tells of damage in GET _cluster/health"
            ],
        )


def back_up(location: Location, folder: Path) -> Copied:
    """Copy the latest commit of an index into a new folder, while anybody writes to it. Raises NoIndex, CorruptIndex, IndexerError."""
    if isinstance(location, str):
        raise IndexerError(
            f"copies of files are the cluster's affair (its snapshots); or copy the reports with `zhengxie copy {location} {folder}`"
        )
    return backing_up.back_up(location, folder)


def restore(folder: Path, location: Location, *, replace: bool = False) -> Copied:
    """Put such a copy in the place of an index. Raises CorruptIndex for a damaged copy, NoIndex, IndexLocked, IndexerError."""
    if isinstance(location, str):
        raise IndexerError(
            f"a copy is restored into a directory; into a cluster goes `zhengxie copy {folder} {location}`"
        )
    return backing_up.restore(folder, location, replace=replace)
