"""Programs that readers call (LibreOffice, OCRmyPDF, tesseract): each in a folder of its own and within a time.

Nothing of them outlives whoever called them: a program is ended with all that it started, and its folder removed, when its time
is over, when an exception interrupts the wait for it, and when the whole process is about to end (``end_all``). The folder of
one whose caller was killed is removed by whoever needs the next (``scratch``).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from indexer import scratch
from indexer.errors import ReadError
from indexer.readers import clock


class RanOver(ReadError):
    """A program took longer than it may."""


class Done(NamedTuple):
    """What came of a program that ran to its end."""

    code: int
    out: bytes
    said: bytes
    """What it wrote to standard error."""


_TEMPORARY: Final = ("TMPDIR", "TEMP", "TMP")
"""By which programs are told where temporary files belong; one that is ended leaves them."""
_lock: Final = Lock()
_running: Final[set[subprocess.Popen[bytes]]] = set()
_folders: Final[set[Path]] = set()


def run(command: Sequence[str], seconds: float, data: bytes = b"", place: Path | None = None) -> Done:
    """Run a program to its end, with ``data`` on its standard input, and its own temporary files in ``place``, a ``folder``.

    Raises OSError where it cannot be started, subprocess.TimeoutExpired where it takes longer.
    """
    with clock.paused():
        with _lock:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # a group of its own, by which what it starts is found
                env=None if place is None else {**os.environ, **dict.fromkeys(_TEMPORARY, str(place))},
            )
            _running.add(process)
        with process:
            try:
                out, said = process.communicate(data, timeout=seconds)
            finally:
                if process.poll() is None:
                    _end(process)
                _running.discard(process)
    return Done(process.returncode, out, said)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the files of a program, removed afterwards; the time for it is the program's. Raises ReadError where none can be made."""
    try:
        # Were the clock to run, it could end the process before the folder is removed.
        with clock.paused(), ExitStack() as made:
            with _lock:  # none is made any more once all is ended
                path = made.enter_context(scratch.folder())
                _folders.add(path)
            try:
                yield path
            finally:
                _folders.discard(path)
    except OSError as error:
        raise ReadError(
            f"no place for temporary files ({error.strerror}); make room in {tempfile.gettempdir()} and run again"
        ) from error


def end_all() -> None:
    """End the programs that run, and let no other be started: for a process that ends without more ado."""
    _lock.acquire()  # never given back
    for process in tuple(_running):
        _end(process)
    for path in tuple(_folders):
        shutil.rmtree(path, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started; ``soffice`` and OCRmyPDF are launchers of the programs proper."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended by itself a moment ago
