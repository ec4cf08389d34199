"""Where an index is: a directory, or the address of one on an OpenSearch cluster, as ``--index`` and ``ZHENGXIE_INDEX`` take it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

SCHEMES: Final = ("opensearch", "opensearchs")
"""How addresses begin: without and with TLS."""
Location = Path | str
"""A directory; an address is a string, since a path would lose one of its strokes."""


def is_address(text: str) -> bool:
    """Whether it is meant to be an address, good or bad."""
    return text.partition("://")[0].lower() in SCHEMES and "://" in text


def read_location(text: str | os.PathLike[str]) -> Location:
    """An address as it is, anything else as a path."""
    return text if isinstance(text, str) and is_address(text) else Path(text)


def absolute(location: Location) -> str:
    """The same place as anybody on this machine can name it, whatever directory they are in."""
    return location if isinstance(location, str) else str(location.resolve())
