"""Which files to read, and by which names the index knows them: root label and relative path.

A root is a folder that was given to ``zhengxie index``; its label is the folder's name. The same folder under another
drive letter or mount keeps its label, so its files stay the same files.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from pathlib import Path, PurePath
from typing import Final

from indexer.corrections import Correction
from indexer.readers import SUFFIXES

INDEX_MARK: Final = "zhengxie.json"
"""A folder that holds this file is an index of ours, not a folder of reports."""
_LOCKS: Final = ("~$", ".~lock.")
"""How the names of files begin that Word, WPS and LibreOffice keep beside a document while it is open."""
_OF_THE_SYSTEM: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
"""What systems put into every folder; they also keep ._NAME beside each file on foreign disks."""
_NAMES_COMPARED: Final = 200
"""Files of a root that are looked for to tell whether a folder of the same name is that root."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    root: str
    """Label of the root."""
    file: str
    """Path relative to the root, with "/" and in NFC."""
    path: Path
    given: tuple[Correction, ...] = ()
    """What people gave for it beside it, the weakest first."""
    held: bool = False
    """Whether a table that may be about it cannot be read now."""


@dataclass(slots=True)
class Sources:
    """The outcome of walking the given paths."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Reason → number of files and folders that were not taken."""
    unreachable: list[tuple[str, str]] = field(default_factory=list)
    """(path, reason) of what could not be listed or taken."""
    places: list[tuple[str, str]] = field(default_factory=list)
    """(root label, relative file, or folder with "/" behind it) of everything that was to be listed, "" being the whole root."""
    complete: list[tuple[str, str]] = field(default_factory=list)
    """(root label, relative folder or file) that was listed wholly and not found empty: safe to prune beneath."""
    roots: dict[str, str] = field(default_factory=dict)
    """Root label → folder, for the roots met on the way."""
    notes: list[str] = field(default_factory=list)
    sidecars: list[tuple[str, str]] = field(default_factory=list)
    """(root label, relative path) of what was met among the files and is about other files."""


def find_sources(
    paths: Sequence[Path],
    known_roots: Mapping[str, str],
    known_files: Callable[[str], Iterable[str]] = lambda label: (),
) -> Sources:
    """Walk files and folders. ``known_roots`` are label → folder as the index last saw them.

    ``known_files`` gives the relative paths of what is indexed under a root; they tell one that moved from another folder
    of the same name, and are asked for nowhere else. Nothing is raised: what cannot be reached is in the result.
    """
    walk = _Walk({label: Path(folder) for label, folder in known_roots.items()}, known_files)
    for given in paths:
        walk.visit(given)
    return walk.sources


def relative_name(path: PurePath, root: PurePath) -> str:
    """A path as the index knows it: relative to the root, with "/", in NFC."""
    return readable_name(path.relative_to(root).as_posix())


def readable_name(name: str) -> str:
    """A file's name in NFC and without lone surrogates, which stand for bytes that are not UTF-8.

    Such names come out of archives made on Chinese Windows, so the bytes are read as GB18030 if they can be.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        data = name.encode("utf-8", "surrogateescape")
        try:
            name = data.decode("gb18030")
        except UnicodeDecodeError:
            name = data.decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", name)


class _Walk:
    """One walk over the given paths: what was seen so far, and what came of it."""

    def __init__(self, roots: dict[str, Path], known: Callable[[str], Iterable[str]]) -> None:
        self._roots = roots
        self._known = known
        self._seen: dict[Path, str | None] = {}
        """Path → label of the root under which it was taken, None where it was not."""
        self._taken: dict[tuple[str, str], Path] = {}
        self.sources = Sources()

    def visit(self, given: Path) -> None:
        """Take a file or everything in a folder."""
        path = Path(os.path.normpath(Path.cwd() / given))  # links stay as they were given
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
        except OSError as error:
            self._unreachable(given, f"cannot be reached: {error.strerror}")
            return
        except ValueError:  # a NUL in the name
            is_folder = is_file = False
        if not is_folder and not is_file:
            self._unreachable(given, "no such file or folder; check the path")
        elif is_file and path.name.startswith(_LOCKS):
            self._unreachable(given, "a lock file, which holds no text; give the document that is open beside it")
        elif is_file and path.suffix.lower() not in SUFFIXES:
            # In a folder it would be counted and left; this one was asked for by name.
            self._unreachable(given, f"not a format that is read; one of {' '.join(sorted(SUFFIXES))} is")
        else:
            self._list(path, is_folder)

    def _list(self, path: Path, is_folder: bool) -> None:
        label = self._label(path if is_folder else path.parent)
        unreachable = len(self.sources.unreachable)
        found = self._walk(path) if is_folder else _known({self._take(path, label)})
        places = [(name, self._beneath(path, name)) for name in sorted({label, *found})]
        self.sources.places += [(name, f"{part}/" if part and is_folder else part) for name, part in places]
        if len(self.sources.unreachable) > unreachable:
            return
        if not found:
            # An empty folder says nothing about what is gone: it may be the place of a drive that is not there.
            self._note(f"{path}: no file to read beneath it; check the path")
            return
        self.sources.complete += places

    def _beneath(self, path: Path, label: str) -> str:
        """What of a root lies beneath a path, "" being all."""
        root = self._roots[label]
        return "" if path == root or path in root.parents else relative_name(path, root)

    def _walk(self, top: Path) -> set[str]:
        """Take the files of a folder. Returns the labels of the roots they were taken under."""

        def unlisted(error: OSError) -> None:
            self._unreachable(error.filename, f"cannot be listed: {error.strerror}")

        found: set[str | None] = set()
        for folder, folders, names in os.walk(top, onerror=unlisted):
            here = Path(folder)
            if INDEX_MARK in names:
                self.sources.skipped["index"] += 1
                folders.clear()
                continue
            folders[:] = [name for name in sorted(folders) if self._enter(here / name)]
            label = self._root_above(here)
            if label is not None:
                self.sources.roots[label] = str(self._roots[label])
                found.update(self._consider(here / name, label) for name in sorted(names))
        return _known(found)

    def _enter(self, folder: Path) -> bool:
        if folder.name.startswith("."):
            self.sources.skipped["hidden"] += 1
        elif _allowed(folder.is_symlink):
            self.sources.skipped["link to a folder"] += 1
        else:
            return True
        return False

    def _consider(self, path: Path, label: str) -> str | None:
        """Take a file that was met in a folder, or count why not. Returns the label under which it was taken."""
        if path in self._seen:
            return self._seen[path]
        suffix = path.suffix.lower()
        if path.name.startswith(_LOCKS):
            reason = "lock file"
        elif path.name.startswith("._") or path.name.casefold() in _OF_THE_SYSTEM:
            reason = "file of the system"
        elif path.name.startswith("."):
            reason = "hidden"
        elif suffix not in SUFFIXES:
            reason = f"unknown format {readable_name(suffix) or '(no suffix)'}"
        elif _allowed(path.exists) and not _allowed(path.is_file):
            reason = "not a regular file"
        else:
            return self._take(path, label)
        self._seen[path] = None
        self.sources.skipped[reason] += 1
        return None

    def _take(self, path: Path, label: str) -> str | None:
        if self._seen.get(path) is not None:
            return self._seen[path]
        file = relative_name(path, self._roots[label])
        earlier = self._taken.setdefault((label, file), path)
        if earlier != path:
            if not _allowed(lambda: earlier.samefile(path)):
                self._unreachable(path, "another file has the same name in another Unicode form; rename one of them")
                return None
            self._seen[path] = label  # taken already, by another way to the same folder
            return label
        self._seen[path] = label
        self.sources.files.append(SourceFile(label, file, path))
        return label

    def _unreachable(self, path: Path | str, reason: str) -> None:
        self.sources.unreachable.append((str(path), reason))

    def _note(self, note: str) -> None:
        if note not in self.sources.notes:  # a folder may be visited twice, by itself and as a root
            self.sources.notes.append(note)

    # ------------------------------------------------------------------------------------------ roots

    def _label(self, folder: Path) -> str:
        """The label of the root that holds a folder; a new root is added to the known ones."""
        label = self._root_above(folder)
        if label is None:
            name = readable_name(folder.name) or "root"
            label = self._moved_root(name, folder) or self._free_label(name)
            if label in self._roots:
                self._note(f"{label}: known from {self._roots[label]}, now found in {folder}")
            self._roots[label] = folder
        self.sources.roots[label] = str(self._roots[label])
        return label

    def _root_above(self, folder: Path) -> str | None:
        """The deepest root that is the folder or holds it."""
        holding = [label for label, root in self._roots.items() if folder == root or root in folder.parents]
        return max(holding, key=lambda label: len(self._roots[label].parts), default=None)

    def _moved_root(self, name: str, folder: Path) -> str | None:
        """The root that this folder was under another path, or None: same name, old place gone, same files."""
        same_name = re.compile(rf"{re.escape(name)}(?: \(\d+\))?")
        shares = {
            label: _share_there(self._known(label), folder)
            for label, root in self._roots.items()
            if same_name.fullmatch(label) and not _stands_apart(root, folder)
        }
        best = max(shares, key=lambda label: shares[label], default=None)
        return best if best is not None and shares[best] >= 0.5 else None

    def _free_label(self, name: str) -> str:
        label, number = name, 2
        while label in self._roots:
            label, number = f"{name} ({number})", number + 1
        return label


def _known(labels: Iterable[str | None]) -> set[str]:
    return {label for label in labels if label is not None}


def _stands_apart(known: Path, folder: Path) -> bool:
    """Whether a root's folder exists apart from ``folder``; a folder that moved does not."""
    return _allowed(lambda: known.is_dir() and not known.samefile(folder))


def _share_there(files: Iterable[str], folder: Path) -> float:
    """How many of a root's files a folder holds, 0 to 1; 1 where none is known."""
    compared = nsmallest(_NAMES_COMPARED, files)
    if not compared:
        return 1
    return sum(is_there(folder, file) for file in compared) / len(compared)


def is_there(root: Path, file: str) -> bool:
    """Whether a root holds a file of that relative name, in either of the Unicode forms that systems keep."""
    return any(_allowed((root / form).is_file) for form in (file, unicodedata.normalize("NFD", file)))


def _allowed(look: Callable[[], bool]) -> bool:
    """What a look at the file system says; False where it is refused, since reading will tell the reason."""
    try:
        return look()
    except OSError:
        return False
