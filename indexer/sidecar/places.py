"""What a cell of a sidecar names: a file or a folder beneath the sidecar's own, or something inside an archive."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from indexer.errors import ReadError
from indexer.readers import ARCHIVE_SUFFIXES, SUFFIXES
from indexer.roots import readable_name

_ABSOLUTE: Final = re.compile(r"[/\\]|[A-Za-z]:[/\\]|[a-z]+://")
_NAMED: Final = 4
"""Candidates that a message lists."""


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    """Relative to the sidecar's folder, with "/" and in NFC; "" for that folder itself."""
    is_folder: bool
    member: str | None = None
    """Path inside the archive that the file is."""


class Places:
    """The files and folders beneath a folder; each is listed once, when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listed: dict[Path, _Listing] = {}

    def find(self, name: str, *, as_folder: bool = False) -> Place | None:
        """What ``name`` stands for, or None where there is no such thing.

        Width and case count only where they tell files apart, and a suffix may be left out where one file only is
        called so. Raises ReadError for a name that leads out of the folder or could mean several files.
        """
        written = unicodedata.normalize("NFC", name.strip())
        if _ABSOLUTE.match(written):
            raise ReadError(f"{written} has to be given relative to the folder of this table")
        parts = [part for part in re.split(r"[/\\]", written) if part not in ("", ".")]
        if ".." in parts:
            raise ReadError(f"{written} leads out of the folder of this table")
        at, path = "", self._folder
        for number, part in enumerate(parts, start=1):
            last = number == len(parts)
            entry = self._entry(path, part, last and not as_folder and not written.endswith(("/", "\\")))
            if entry is None:
                return None
            path, is_folder = self._listing(path).entries[entry]
            at = f"{at}/{entry}" if at else entry
            if not is_folder:
                if last:
                    return None if as_folder else Place(at, is_folder=False)
                inside = PurePosixPath(at).suffix.lower() in ARCHIVE_SUFFIXES
                return Place(at, is_folder=False, member="/".join(parts[number:])) if inside else None
        return Place(at, is_folder=True)

    def named(self, folder: str, file: str) -> Place | None:
        """What the cells of a row name together: a folder and a file in it, or a file alone where that has the whole path.

        Raises ReadError.
        """
        if not file:
            return self.find(folder, as_folder=True)
        together = self.find(f"{folder}/{file}" if folder else file)
        return together if together is not None or not folder else self.find(file)

    def _entry(self, folder: Path, part: str, may_lack_suffix: bool) -> str | None:
        """The name of what stands in a folder under the given name. Raises ReadError where that could be several."""
        listing = self._listing(folder)
        if part in listing.entries and not (may_lack_suffix and listing.entries[part][1]):
            return part
        alike = set(listing.by_case.get(part.casefold(), ()))
        if may_lack_suffix:
            alike.update(listing.by_stem.get(part.casefold(), ()))
        if len(alike) > 1:
            named = ", ".join(sorted(alike)[:_NAMED])
            raise ReadError(f"{part} could be each of {named}; write the whole name, and / behind a folder's")
        return next(iter(alike), None)

    def _listing(self, folder: Path) -> _Listing:
        if folder not in self._listed:
            self._listed[folder] = _Listing(folder)
        return self._listed[folder]


class _Listing:
    """What stands in a folder."""

    def __init__(self, folder: Path) -> None:
        self.entries: dict[str, tuple[Path, bool]] = {}
        """Name in NFC → path, and whether it is a folder."""
        self.by_case: dict[str, list[str]] = {}
        """Name in one case → names."""
        self.by_stem: dict[str, list[str]] = {}
        """Name without its suffix, in one case → names of files that are read."""
        try:
            with os.scandir(folder) as entries:
                self.entries = {readable_name(entry.name): (Path(entry.path), entry.is_dir()) for entry in entries}
        except OSError:
            return  # what cannot be listed is told by the walk
        for name, (_, is_folder) in self.entries.items():
            self.by_case.setdefault(name.casefold(), []).append(name)
            stem, dot, suffix = name.casefold().rpartition(".")
            if dot and not is_folder and f".{suffix}" in SUFFIXES:
                self.by_stem.setdefault(stem, []).append(name)
