"""Whether a folder lies on the disk of another machine, and where an index goes that nobody named a place for.

An index is mapped into memory and locked, which shares of a network do badly: some answer with what was there before, some let two
writers have one lock, and every block read travels.
"""

from __future__ import annotations

import ctypes
import hashlib
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Final

from platformdirs import user_data_path

HERE: Final = Path("index")
_SHARES: Final = re.compile(
    r"nfs4?|cifs|smb3|smbfs|afpfs|webdav|davfs|ncpfs|afs|ceph|glusterfs|lustre|beegfs|fuse\.(?:sshfs|rclone|davfs2?|smbnetfs|glusterfs|cephfs)"
)
"""Types of file systems on other machines, as Linux and macOS name them."""
_REMOTE_DRIVE: Final = 4
"""DRIVE_REMOTE, an answer of Windows' GetDriveTypeW."""
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


def default_index() -> Path:
    """``index`` in the current directory; where that lies on a share and holds none, a folder of the user's on a local disk, one
    for each such directory."""
    if (HERE / "zhengxie.json").exists() or not on_share(Path.cwd()):
        return HERE
    folder = Path.cwd()
    told_apart = hashlib.sha256(str(folder).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return user_data_path("zhengxie", appauthor=False) / f"index-{folder.name or 'share'}-{told_apart}"


def on_share(folder: Path) -> bool:
    """Whether a folder lies on another machine; False where the system does not tell."""
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)) == _REMOTE_DRIVE
    return _SHARES.fullmatch(file_system(folder, _mounted())) is not None


def file_system(folder: Path, mounted: dict[PurePosixPath, str]) -> str:
    """Type of the file system that a folder lies on, by mount point → type; empty where none is told."""
    place = PurePosixPath(folder)
    return next((mounted[each] for each in (place, *place.parents) if each in mounted), "")


def _mounted() -> dict[PurePosixPath, str]:
    try:
        if sys.platform == "darwin":
            return read_mount(subprocess.run(["mount"], capture_output=True, text=True, timeout=5, check=True).stdout)
        return read_mountinfo(Path("/proc/self/mountinfo").read_bytes().decode("utf-8", "surrogateescape"))
    except (OSError, subprocess.SubprocessError):
        return {}


def read_mountinfo(text: str) -> dict[PurePosixPath, str]:
    """Mount point → type, of Linux' /proc/self/mountinfo (proc(5)): the point is the fifth field, the type the first behind " - ".

    Of two mounts at one point the later one is seen.
    """
    found = {}
    for line in filter(None, text.split("\n")):  # other signs that end lines elsewhere may stand in a name
        before, _, behind = line.partition(" - ")
        point = _OCTAL.sub(lambda code: chr(int(code[1], 8)), before.split(" ")[4])
        found[PurePosixPath(point)] = behind.partition(" ")[0]
    return found


def read_mount(text: str) -> dict[PurePosixPath, str]:
    """The same of what ``mount`` prints on macOS: ``//who@server/share on /Volumes/share (smbfs, nodev)``."""
    lines = (re.fullmatch(r".+? on (/.*) \(([^,)]+).*\)", line) for line in text.split("\n"))
    return {PurePosixPath(line[1]): line[2] for line in lines if line}
