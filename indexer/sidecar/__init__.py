"""Sidecars: tables in which people correct or complete what is known of the files in a folder (metadata.csv and its like).

A sidecar is about the files beneath its own folder. What holds for a file, the weakest first: the sidecars of outer folders,
then of nearer ones; in each of them rows for folders, outer ones first, then rows for the file, then for a report in it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from indexer.corrections import Correction, GivenValue, condensed
from indexer.errors import ReadError
from indexer.roots import SourceFile, Sources, readable_name, relative_name
from indexer.sidecar.places import Place, Places
from indexer.sidecar.rows import Row, is_named_like_one, read_sidecar

__all__ = ["Problem", "apply_sidecars", "is_named_like_one"]

_ROWS_NAMED: Final = 10
"""Rows of one sidecar whose missing files are named one by one."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a sidecar; what it says besides holds."""

    sidecar: str
    """Its path relative to the root."""
    reason: str
    about: Path
    """The file or folder that is meant; the sidecar's own folder where that cannot be told."""
    harmless: bool = False
    """Nothing is lost by it; it is told all the same."""


def apply_sidecars(sources: Sources, *, above: bool = False) -> list[Problem]:
    """Give the files of a walk what sidecars say of them, and take the sidecars out of the files.

    Those in a file's own folder and in the folders above it count, up to its root; with ``above`` beyond it too, and they
    are called by their path from the current folder. What is wrong in them, each thing once.
    """
    folders: dict[Path, _Folder | None] = {}
    speaking: dict[tuple[str, Path], list[_Folder]] = {}
    """(root label, folder) → those above it, itself included, that have sidecars, the outermost first."""
    corrected: list[SourceFile] = []
    taken: set[Path] = set()
    for source in sources.files:
        here = source.root, source.path.parent
        if here not in speaking:
            root = Path(sources.roots[source.root])
            for path in _folders_of(source.path, root, above):
                if path not in folders:
                    folders[path] = _folder(path, Path.cwd() if above else root)
            found = [folders[path] for path in _folders_of(source.path, root, above)]
            speaking[here] = [folder for folder in found if folder is not None]
            taken.update(*(folder.sidecars for folder in speaking[here]))
        said = [each for folder in speaking[here] for each in folder.corrections(source.path)]
        held = any(folder.unread for folder in speaking[here])
        corrected.append(replace(source, given=condensed(said), held=held) if said or held else source)
    sources.sidecars = [(source.root, source.file) for source in corrected if source.path in taken]
    sources.files = [source for source in corrected if source.path not in taken]
    return [problem for folder in folders.values() if folder is not None for problem in folder.problems]


def _folders_of(file: Path, root: Path, above: bool) -> list[Path]:
    """The folders whose sidecars are about a file, the outermost first."""
    parents = list(file.parents)
    if not above:
        parents = parents[: parents.index(root) + 1] if root in parents else parents[:1]
    return parents[::-1]


@dataclass(slots=True)
class _Folder:
    """What the sidecars of one folder say, by what they say it of."""

    path: Path
    sidecars: set[Path] = field(default_factory=set)
    of_folders: dict[str, list[Correction]] = field(default_factory=dict)
    """Relative path of a folder → what holds for everything in it."""
    of_files: dict[str, list[Correction]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False
    """Whether one of the sidecars could not be read."""

    def corrections(self, path: Path) -> list[Correction]:
        """What holds for a file beneath the folder, the weakest first."""
        file = relative_name(path, self.path)
        above = [str(parent) for parent in PurePosixPath(file).parents][::-1]
        found = [each for folder in above for each in self.of_folders.get(folder, ())]
        return found + self.of_files.get(file, [])


def _folder(path: Path, start: Path) -> _Folder | None:
    """The sidecars of a folder, read and matched with what is there; None where there is none.

    They are called by their path from ``start``.
    """
    try:
        with os.scandir(path) as entries:
            named = sorted(entry.name for entry in entries if is_named_like_one(entry.name) and entry.is_file())
    except OSError:
        return None  # told by the walk
    folder = _Folder(path)
    rows: list[tuple[str, Row]] = []
    for each in named:
        sidecar_path = path / each
        beneath = start == path or start in path.parents
        name = readable_name((sidecar_path.relative_to(start) if beneath else sidecar_path).as_posix())
        sidecar = read_sidecar(sidecar_path, name)
        if sidecar is not None:
            folder.sidecars.add(sidecar_path)
            folder.unread = folder.unread or sidecar.unread
            folder.problems += [Problem(name, problem, path) for problem in sidecar.problems]
            folder.problems += [Problem(name, note, path, harmless=True) for note in sidecar.notes]
            rows += [(name, row) for row in sidecar.rows]
    if not folder.sidecars:
        return None
    _match(folder, rows)
    return folder


_Target = tuple[Place, int | None]
"""What a row is about: a folder, a file, or a report of it (0-based part)."""


def _match(folder: _Folder, rows: Iterable[tuple[str, Row]]) -> None:
    """Bring the rows to the files and folders that they name."""
    places = Places(folder.path)
    told: dict[_Target, list[tuple[str, Row]]] = defaultdict(list)
    missing: dict[str, list[Row]] = defaultdict(list)
    for name, row in rows:
        wrong = list(row.problems)
        place = None
        try:
            place = places.named(row.folder, row.file)
        except ReadError as error:
            wrong.append(f"{row.place}: {error.reason}")
        else:
            if place is None:
                missing[name].append(row)
            elif place.is_folder and row.part is not None:
                wrong.append(f"{row.place}: a folder has no part {row.part + 1}; name a file")
            else:
                told[place, row.part].append((name, row))
        about = folder.path if place is None else folder.path / place.path
        folder.problems += [Problem(name, problem, about) for problem in wrong]
    for name, those in missing.items():
        folder.problems += [Problem(name, note, folder.path, harmless=True) for note in _missing_notes(those)]
    # Of a file the rows for all of it come first, then those for a member of an archive, then those for one report.
    for (place, part), rows_told in sorted(
        told.items(), key=lambda item: (item[0][0].member or "", item[0][1] is not None)
    ):
        values = _agreed(rows_told, folder.path / place.path, folder.problems)
        if values:
            held = folder.of_folders if place.is_folder else folder.of_files
            held.setdefault(place.path or ".", []).append(Correction(values, place.member, part))


def _missing_notes(rows: Sequence[Row]) -> list[str]:
    named = [(row.place, "/".join(filter(None, (row.folder, row.file)))) for row in rows]
    notes = [f"{place}: no such file or folder: {written}" for place, written in named[:_ROWS_NAMED]]
    if len(named) > _ROWS_NAMED:
        notes.append(f"{len(named) - _ROWS_NAMED} more rows name what is not there, up to {named[-1][0]}")
    return notes


def _agreed(rows: Sequence[tuple[str, Row]], about: Path, problems: list[Problem]) -> tuple[GivenValue, ...]:
    """What all rows for the same thing say; of values that contradict each other none holds."""
    found: dict[str, tuple[str, Row, GivenValue]] = {}
    contradicted: set[str] = set()
    for name, row in rows:
        for value in row.values:
            other, earlier, known = found.setdefault(value.field, (name, row, value))
            if known.value != value.value:
                contradicted.add(value.field)
                beside = earlier.place if other == name else f"{other} {earlier.place}"
                reason = f"says {value.field} is {value.written}, but {beside} says {known.written}"
                reason = f"{row.place}: {reason}; neither was taken, correct one of them"
                problems.append(Problem(name, reason, about))
    return tuple(value for field, (_, _, value) in found.items() if field not in contradicted)
