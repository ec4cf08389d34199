"""BibTeX: ``@techreport`` for reports, ``@misc`` for the rest; UTF-8, as biber, bibtex8 and reference managers read it."""

from __future__ import annotations

from typing import Final

from indexer.citation.parts import Citation, Sort, one_line

_ESCAPED: Final = str.maketrans(
    {
        # Braces count for BibTeX even behind a backslash: only commands keep a field in one piece.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "$&#_%"},
    }
)


def bibtex(citation: Citation) -> str:
    """One entry, with a line end behind it.

    A technical report needs an institution and a year; without them the entry is ``@misc``, which needs nothing.
    """
    metadata = citation.metadata
    complete = citation.organization is not None and citation.year is not None
    report = citation.sort is Sort.REPORT and complete
    fields = {
        # A second pair of braces keeps a name, and the capitals of a title, as they are.
        "author": " and ".join(f"{{{escaped(name)}}}" for name in citation.authors),
        "title": f"{{{escaped(citation.heading)}}}",
        "institution" if report else "organization": escaped(citation.organization or ""),
        "type": escaped(metadata.kind or ""),
        "number": escaped(metadata.document_number or ""),
        "year": "" if citation.year is None else str(citation.year),
        "date": citation.day or "",
        "url": citation.address or "",
        "urldate": citation.accessed or "",
        "langid": "chinese",
        "note": escaped("；".join(citation.remarks)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{'techreport' if report else 'misc'}{{{citation.key},\n{''.join(lines)}}}\n"


def escaped(text: str) -> str:
    """A text on one line with TeX's own characters as commands."""
    return one_line(text).translate(_ESCAPED)
