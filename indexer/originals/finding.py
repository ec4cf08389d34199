"""Where the file of a report is now: inside its root, whatever the record says."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from indexer.messages import Message, said, trouble_of
from indexer.readers import SUFFIXES
from indexer.roots import readable_name


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an original cannot be had, for people."""

    kind: str
    """"gone", "outside" (of its root), "unreadable", "unread" (as a document), "busy" or "slow"."""
    message: Message


@dataclass(frozen=True, slots=True)
class Original:
    """The file of a report."""

    folder: Path
    """Its root, as the index knows it."""
    path: Path
    """Where a walk of the root meets it."""
    real: Path
    """The same with links resolved."""

    @property
    def name(self) -> str:
        """Its name as people read it."""
        return readable_name(self.path.name)


def find_original(roots: Mapping[str, str], root: str, file: str) -> Original | Trouble:
    """The regular file of that relative name in a root. ``roots`` are label → folder, as the index last saw them.

    A name that leads out of the root, by itself or by a link, finds nothing, even if the record of an index holds it.
    """
    if root not in roots:
        return Trouble("gone", said("索引没有记下“%(root)s”是哪个文件夹，请对它重新运行 zhengxie index。", root=root))
    folder = Path(roots[root])
    parts = file.split("/")
    outside = Trouble("outside", said("这份报告记录的位置不在所索引的文件夹之内，不能读取。"))
    if any(part in ("", ".", "..") or "\0" in part or PurePath(part).parts != (part,) for part in parts):
        return outside
    if PurePath(file).suffix.lower() not in SUFFIXES:
        return outside
    try:
        top = folder.resolve(strict=True)
        path = folder
        for part in parts:
            found = _entry(path, part)
            if found is None:
                return Trouble("gone", said("原始文件已不在原处，可能已被移走、改名或删除。"))
            path = found
        real = path.resolve(strict=True)
        if not real.is_relative_to(top):
            return outside
        if not stat.S_ISREG(real.stat().st_mode):
            return Trouble("unreadable", said("原处现在不是普通文件，不能读取。"))
    except (FileNotFoundError, NotADirectoryError):
        return Trouble("gone", said("原始文件现在找不到：所在的文件夹或磁盘可能已移走。"))
    except (OSError, RuntimeError) as error:  # a link that leads in circles is a RuntimeError up to Python 3.12
        trouble = error if isinstance(error, OSError) else OSError(errno.ELOOP, str(error))
        return Trouble("unreadable", said("原始文件打不开（%(reason)s）。", reason=trouble_of(trouble)))
    return Original(folder, path, real)


def _entry(folder: Path, part: str) -> Path | None:
    """What a folder holds under a name that is in NFC and readable (``roots.readable_name``), whatever the system keeps."""
    for form in (part, unicodedata.normalize("NFD", part)):
        if os.path.lexists(folder / form):
            return folder / form
    with os.scandir(folder) as entries:
        return next((Path(entry.path) for entry in entries if readable_name(entry.name) == part), None)
