"""A report and its words ↔ a document on the cluster."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indexer.engine.base import Analysis, FileState
from indexer.engine.columnar.build import date_key
from indexer.engine.opensearch.mapping import BETWEEN, SECTION_FIELDS, facet, folded, length
from indexer.facets import facet_values
from indexer.fold import fold
from indexer.models import PARTLY_FAILED, Report, display_title
from indexer.records import Record, organization_record, read_report, report_record
from indexer.structure import sections

KEPT = ["record"]
WITH_TEXT = ["record", "text"]
OF_FILE = ["root", "file", "content_hash", "siblings"]
"""What tells whether all of a file is there."""


def document(report: Report, analysis: Analysis) -> Record:
    """Everything that the cluster is given of a report."""
    text, title = fold(report.text), fold(display_title(report.metadata))
    organization = report.metadata.organization
    made: Record = {
        "id": report.id,
        "record": report_record(report),
        "text": report.text,
        "title": display_title(report.metadata),
        "root": report.root,
        "file": report.file,
        "content_hash": report.content_hash,
        "date": date_key(report.metadata),
        folded("text"): text,
        folded("title"): title,
        length("text"): len(text),
        length("title"): len(title),
        "sketch": base64.b64encode(analysis.sketch.values).decode(),
    }
    made["base_words"] = list(dict.fromkeys(analysis.words))
    if organization is not None:
        made["organization"] = json.dumps(organization_record(organization), ensure_ascii=False, sort_keys=True)
    for name in ("words", "sub_words", "title_words", "heading_words"):
        tokens = _tokens(getattr(analysis, name))
        made[name] = "\n".join(tokens)
        made[length(name)] = len(tokens)
    made.update({facet(name): list(values) for name, values in facet_values(report.metadata).items()})
    for kind, parts in _sections(report, text).items():
        made[folded("text", kind)] = BETWEEN.join(parts)
        made[length(kind)] = sum(map(len, parts))
    return made


def read_document(source: Mapping[str, Any]) -> Report:
    """The report of a document; without its text and headings where those were not asked for."""
    record = source["record"]
    if "text" in source:
        return read_report(record, source["text"])
    return read_report({**record, "headings": ()}, "")


def file_state(hits: Sequence[Mapping[str, Any]]) -> FileState:
    """What is there of one file, of all its documents with ``OF_FILE``. It counts as known only if all that it held when it was last
    read is there: a writer that was ended may have sent some of it."""
    sources = [hit["_source"] for hit in hits]
    hashes = {source["content_hash"] for source in sources}
    marked = {each for each in hashes if each.startswith(PARTLY_FAILED)}
    whole = len(hashes) == 1 and all(source["siblings"] == len(hits) for source in sources)
    known = min(marked) if marked else min(hashes) if whole else ""
    return FileState(known, tuple(hit["_id"] for hit in hits))


def _tokens(words: Mapping[str, int] | Sequence[str]) -> list[str]:
    if isinstance(words, Mapping):
        return [word for word, count in words.items() for _ in range(count)]
    return list(words)


def _sections(report: Report, text: str) -> dict[str, list[str]]:
    """Kind → the folded text of each section of that kind."""
    found = sections(report.text, report.headings, folded=text)
    ends: Iterable[int] = [*(section.start for section in found[1:]), len(text)]
    parts: dict[str, list[str]] = {kind: [] for kind in SECTION_FIELDS}
    for section, end in zip(found, ends, strict=True):
        if section.kind in parts:
            parts[section.kind].append(text[section.start : end])
    return parts
