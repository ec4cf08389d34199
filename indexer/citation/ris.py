"""RIS, as reference managers read it: one tag a line, lines ended by CR LF, a record by ER."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indexer.citation.parts import Citation, Sort, one_line

_SCRIPTS: Final = {"Hans": "zh-Hans", "Hant": "zh-Hant"}


def ris(citation: Citation) -> str:
    """One record, its last line end included."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in (*_fields(citation), ("ER", "")))


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    metadata = citation.metadata
    yield "TY", _type(citation)
    yield "ID", citation.key
    for author in citation.authors:
        yield "AU", author
    yield "TI", citation.heading
    known = {
        "PB": citation.organization,
        "PY": str(citation.year) if citation.year is not None else None,
        "DA": _slashed(citation.day),
        "M3": metadata.kind,
        "SN": metadata.document_number,
        "UR": citation.address,
        "Y2": _slashed(citation.accessed),
        "LA": _SCRIPTS.get(metadata.script or "", "zh"),
    }
    for tag, value in known.items():
        if value and one_line(value):
            yield tag, one_line(value)
    for remark in citation.remarks:
        yield "N1", remark


def _type(citation: Citation) -> str:
    if citation.sort is Sort.REPORT:
        return "RPRT"
    if citation.sort is Sort.DOCUMENT:
        return "GOVDOC"
    return "ELEC" if citation.address else "GEN"


def _slashed(date: str | None) -> str | None:
    return date.replace("-", "/") if date else None
