"""The frame of a PDF file: objects, their table, the trailer."""

from __future__ import annotations

from collections.abc import Sequence


def stream(content: bytes, head: str = "") -> bytes:
    return f"<< {head} /Length {len(content)} >>\nstream\n".encode("ascii") + content + b"\nendstream"


def assembled(objects: Sequence[bytes], information: str = "") -> bytes:
    """The file of these objects, numbered from 1, the first being the catalogue."""
    bodies = [*objects, f"<< {information} >>".encode("ascii")]
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(bodies), len(data))
    )
