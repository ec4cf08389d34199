"""Which files to read, and by which names the index knows them: root label and relative path.

A root is a folder that was given to ``zhengxie index``; its label is the folder's name. The same folder under another
drive letter or mount keeps its label, so its files stay the same files.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

from indexer.readers import SUFFIXES

INDEX_MARK: Final = "zhengxie.json"
"""A folder that holds this file is an index of ours, not a folder of reports."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    root: str
    """Label of the root."""
    file: str
    """Path relative to the root, with "/" and in NFC."""
    path: Path


@dataclass(slots=True)
class Sources:
    """The outcome of walking the given paths."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Reason → number of files and folders that were not taken."""
    unreachable: list[tuple[str, str]] = field(default_factory=list)
    """(path, reason) of what could not be listed."""
    complete: list[tuple[str, str]] = field(default_factory=list)
    """(root label, relative folder or file) that was listed wholly and not found empty: safe to prune beneath."""
    roots: dict[str, str] = field(default_factory=dict)
    """Root label → folder, for the roots of these paths."""
    notes: list[str] = field(default_factory=list)


def find_sources(paths: Sequence[Path], known_roots: Mapping[str, str]) -> Sources:
    """Walk files and folders. ``known_roots`` are label → folder as the index last saw them."""
    sources = Sources()
    roots = {label: Path(folder) for label, folder in known_roots.items()}
    seen: set[Path] = set()
    for given in paths:
        path = Path(os.path.normpath(Path.cwd() / given))  # links stay as they were given
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
        except OSError as error:
            sources.unreachable.append((str(given), f"cannot be reached: {error.strerror}"))
            continue
        if not is_folder and not is_file:
            sources.unreachable.append((str(given), "no such file or folder; check the path"))
            continue
        label = _label(path if is_folder else path.parent, roots, sources)
        before = len(sources.files), len(sources.unreachable)
        if is_folder:
            _walk(path, roots, seen, sources)
        elif path not in seen:
            _take(path, label, roots[label], seen, sources)
        _completed(path, label, roots[label], before, sources)
    return sources


def _label(folder: Path, roots: dict[str, Path], sources: Sources) -> str:
    """The label of the root that holds a folder; a new root is added to ``roots``."""
    above = _root_above(folder, roots)
    if above is None:
        above = name = folder.name or "root"
        number = 2
        while above in roots and _still_there(roots[above], folder):
            above, number = f"{name} ({number})", number + 1
        if above in roots:
            sources.notes.append(f"{above}: known from {roots[above]}, now found in {folder}")
        roots[above] = folder
    sources.roots[above] = str(roots[above])
    return above


def _still_there(known: Path, folder: Path) -> bool:
    """Whether a root's folder exists apart from ``folder``; a folder that moved does not."""
    try:
        return known.is_dir() and not known.samefile(folder)
    except OSError:
        return False


def _root_above(folder: Path, roots: Mapping[str, Path]) -> str | None:
    """The deepest root that is the folder or holds it."""
    holding = [label for label, root in roots.items() if folder == root or root in folder.parents]
    return max(holding, key=lambda label: len(roots[label].parts), default=None)


def _walk(top: Path, roots: Mapping[str, Path], seen: set[Path], sources: Sources) -> None:
    def unlisted(error: OSError) -> None:
        sources.unreachable.append((str(error.filename), f"cannot be listed: {error.strerror}"))

    for folder, folders, names in os.walk(top, onerror=unlisted):
        here = Path(folder)
        if INDEX_MARK in names:
            sources.skipped["index"] += 1
            folders.clear()
            continue
        kept = []
        for name in sorted(folders):
            if name.startswith("."):
                sources.skipped["hidden"] += 1
            elif (here / name).is_symlink():
                sources.skipped["link to a folder"] += 1
            else:
                kept.append(name)
        folders[:] = kept
        label = _root_above(here, roots)
        if label is not None:
            for name in sorted(names):
                _take(here / name, label, roots[label], seen, sources)


def _take(path: Path, label: str, root: Path, seen: set[Path], sources: Sources) -> None:
    if path in seen:
        return
    seen.add(path)
    if path.name.startswith((".", "~$")):
        sources.skipped["hidden"] += 1
    elif path.suffix.lower() not in SUFFIXES:
        sources.skipped[f"unknown format {path.suffix.lower() or '(no suffix)'}"] += 1
    elif path.exists() and not path.is_file():
        sources.skipped["not a regular file"] += 1
    else:
        sources.files.append(SourceFile(label, relative_name(path, root), path))


def relative_name(path: PurePath, root: PurePath) -> str:
    """A path as the index knows it: relative to the root, with "/", in NFC."""
    return unicodedata.normalize("NFC", path.relative_to(root).as_posix())


def _completed(path: Path, label: str, root: Path, before: tuple[int, int], sources: Sources) -> None:
    """Record what was listed wholly; an empty or unlisted folder says nothing about what is gone."""
    files, unreachable = before
    if len(sources.unreachable) > unreachable:
        return
    if len(sources.files) == files:
        sources.notes.append(f"{path}: no reports found; nothing beneath it is pruned")
        return
    name = relative_name(path, root)
    sources.complete.append((label, "" if name == "." else name))
