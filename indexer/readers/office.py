"""Old Word and WPS files (.doc, .wps), by way of LibreOffice where it is installed: made into .docx, and read as that.

Each file is converted by a process and a profile of its own, so that several can run beside each other and beside a LibreOffice that
somebody has open. Macros do not run, links in a document are not followed, and nothing of the file's name reaches the program.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import docx, programs

SECONDS: Final = 120
"""That a conversion may take; most take one."""
PLACES: Final = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
"""Where it is installed without being on the search path."""
_ITEM: Final = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_SECURITY: Final = "Office.Common/Security/Scripting"
_NETWORK: Final = "Inet/Settings"
SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _ITEM.format(_SECURITY, "DisableMacrosExecution", "true")
    + _ITEM.format(_SECURITY, "BlockUntrustedRefererLinks", "true")
    + _ITEM.format(_NETWORK, "ooInetProxyType", 2)
    + "".join(
        _ITEM.format(_NETWORK, f"ooInet{kind}Proxy{what}", value)
        for kind in ("HTTP", "HTTPS", "FTP")
        for what, value in (("Name", "127.0.0.1"), ("Port", 9))
    )
    + _ITEM.format(_NETWORK, "ooInetNoProxy", "")
    + "</oor:items>"
)
"""No macros, and no pictures from elsewhere: the setting against those is not heeded for .doc, so that all requests go to a proxy
that there is none of (port 9, discard)."""


def read(data: bytes, file: str, suffix: str) -> RawDocument:
    """An old Word or WPS file as a document. Raises ReadError where LibreOffice is missing, fails, or takes too long."""
    program = libreoffice()
    if program is None:
        raise ReadError(
            f"a {suffix} file needs LibreOffice (its Writer), which is not installed; install it, or open the file in Word or "
            "WPS and save it as .docx"
        )
    with programs.folder() as folder:
        converted = _converted(program, data, suffix, folder)
    return docx.read(converted, file)


@cache
def libreoffice() -> str | None:
    """The program, or None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in PLACES if Path(place).is_file()), None)


def _converted(program: str, data: bytes, suffix: str, folder: Path) -> bytes:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, "utf-8")
    source = folder / f"document{suffix}"
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:Office Open XML Text"),
        *("--outdir", str(folder / "out"), str(source)),
    ]
    said = _run(command, folder)
    try:
        return (folder / "out" / "document.docx").read_bytes()
    except OSError as error:
        remark = f" ({said})" if said else ""
        raise ReadError(
            f"LibreOffice makes no Word file of it{remark}; open it in Word or WPS and save it as .docx"
        ) from error


def _run(command: list[str], folder: Path) -> str:
    """Run LibreOffice to its end. Returns what it said last of errors. Raises ReadError."""
    try:
        done = programs.run(command, SECONDS, place=folder)
    except subprocess.TimeoutExpired as error:
        raise programs.RanOver(
            f"LibreOffice took more than {SECONDS} seconds on it; open it in Word or WPS and save it as .docx"
        ) from error
    except OSError as error:
        raise ReadError(f"LibreOffice cannot be started ({error.strerror}); install it anew") from error
    lines = [line for line in done.said.decode("utf-8", "replace").splitlines() if line.startswith("Error")]
    return lines[-1] if lines else ""
