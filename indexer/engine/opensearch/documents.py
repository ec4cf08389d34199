"""A report and its words ↔ a document on the cluster."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from indexer.engine.base import Analysis, FileState
from indexer.engine.columnar.build import date_key
from indexer.engine.columnar.resemblance import SHORT
from indexer.engine.opensearch.mapping import BETWEEN, SECTION_FIELDS, WORD_FIELDS, facet, folded, length, term
from indexer.facets import facet_values
from indexer.fold import fold
from indexer.models import NOT_APPLICABLE, PARTLY_FAILED, UNKNOWN, Metadata, Report, display_title
from indexer.records import Record, organization_record, read_report, report_record
from indexer.sketch import Sketch
from indexer.structure import Section, sections

KEPT: Final = ("record", "sections")
"""What a report is made of again, but for its text."""
WITH_TEXT: Final = (*KEPT, "text")
WHOLE: Final = (*WITH_TEXT, "analysis", "sketch", "fingerprint", "siblings")
"""What a document is made of again."""
OF_FILE: Final = ("root", "file", "content_hash", "siblings")
"""What tells whether all of a file is there."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That a report is one of several copies of one text."""

    family: str
    """Id of the best copy."""
    place: int
    """0 of the best, 1 of the next."""
    size: int
    """How many copies there are."""

    @staticmethod
    def read(values: Mapping[str, Any]) -> Membership | None:
        """Of a document's fields; None for a report without copies."""
        family = values.get("family")
        return None if family is None else Membership(family, int(values["family_place"]), int(values["family_size"]))


def document(
    report: Report, analysis: Analysis, membership: Membership | None = None, *, siblings: int = 1, writer: str = ""
) -> Record:
    """Everything that the cluster is given of a report; ``siblings``: how many were made of its file, itself included; ``writer``: who
    sent it, until it is known of what it is a copy."""
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
        "siblings": siblings,
        "writer": writer,
        "date": date_key(report.metadata),
        folded("text"): text,
        folded("title"): title,
        length("text"): len(text),
        length("title"): len(title),
        "analysis": _packed(analysis),
        "sketch": base64.b64encode(analysis.sketch.values).decode(),
        **_comparable(report, analysis),
    }
    made["base_words"] = list(dict.fromkeys(map(term, analysis.words)))
    if organization is not None:
        made["organization"] = json.dumps(organization_record(organization), ensure_ascii=False, sort_keys=True)
    for name in WORD_FIELDS:
        tokens = _tokens(getattr(analysis, name))
        made[name] = "\n".join(tokens)
        made[length(name)] = len(tokens)
    values = facet_values(report.metadata)
    made.update({facet(name): list(carried) for name, carried in values.items()})
    if (last := values["covered_year"][-1]).isdecimal():
        made["last_year"] = int(last)
    _add_sections(made, report, text)
    if membership is not None:
        made["family"] = membership.family
        made["family_place"] = membership.place
        made["family_size"] = membership.size
    return made


def read_document(source: Mapping[str, Any]) -> Report:
    """The report of a document; without its text and headings where those were not asked for."""
    record = source["record"]
    if "text" in source:
        return read_report(record, source["text"])
    return read_report({**record, "headings": ()}, "")


def file_state(found: Sequence[tuple[str, Mapping[str, Any]]]) -> FileState:
    """What is there of one file, of the ids of all its documents and their values of ``OF_FILE``. It counts as known only if all that was
    made of it when it was last read is there: a writer that was ended may have sent some of it. Where a part failed then, reports of
    earlier runs may be there beside."""
    numbers = Counter(values["content_hash"] for _, values in found)
    marked = [each for each in numbers if each.startswith(PARTLY_FAILED)]
    latest = min(marked or numbers) if marked or len(numbers) == 1 else ""
    whole = all(values["siblings"] == numbers[latest] for _, values in found if values["content_hash"] == latest)
    return FileState(latest if whole else "", tuple(identity for identity, _ in found))


def read_sections(source: Mapping[str, Any]) -> tuple[Section, ...]:
    """The sections of a document's text."""
    return tuple(Section(start, kind) for start, kind in source["sections"]["all"])


def read_analysis(source: Mapping[str, Any]) -> Analysis:
    """What a report was given with: how often each word stands in it, and its sketch."""
    counted = json.loads(zlib.decompress(base64.b64decode(source["analysis"])))
    values, fingerprint = base64.b64decode(source["sketch"]), int(source.get("fingerprint", "0"), 16)
    return Analysis(**counted, sketch=Sketch(values, fingerprint))


def _packed(analysis: Analysis) -> str:
    counted = {name: dict(Counter(getattr(analysis, name))) for name in WORD_FIELDS}
    return base64.b64encode(zlib.compress(json.dumps(counted).encode())).decode()


def _comparable(report: Report, analysis: Analysis) -> Record:
    """By what reports are found that may be copies of each other: those of one organization and year, and of one text to the
    letter (``columnar.resemblance``)."""
    made: Record = {}
    if analysis.sketch.fingerprint:
        made["fingerprint"] = f"{analysis.sketch.fingerprint:016x}"
    if (group := _group(report.metadata)) is not None and len(report.text) >= SHORT:
        made["group"] = group
    return made


def _group(metadata: Metadata) -> str | None:
    values = facet_values(metadata)
    for name in ("covered_year", "delivered_year"):
        if metadata.organization is not None and not {UNKNOWN, NOT_APPLICABLE} & set(values[name]):
            stated = json.dumps([metadata.organization.name, name, values[name]])
            return hashlib.blake2b(stated.encode(), digest_size=8).hexdigest()
    return None


def _tokens(words: Mapping[str, int] | Sequence[str]) -> list[str]:
    if isinstance(words, Mapping):
        return [term(word) for word, count in words.items() for _ in range(count)]
    return [term(word) for word in words]


def _add_sections(made: Record, report: Report, text: str) -> None:
    """The sections of a report, and of each kind the folded text."""
    found = sections(report.text, report.headings, folded=text)
    made["sections"] = {"all": [[section.start, section.kind] for section in found]}
    ends: Iterable[int] = [*(section.start for section in found[1:]), len(text)]
    parts: dict[str, list[str]] = {kind: [] for kind in SECTION_FIELDS}
    for section, end in zip(found, ends, strict=True):
        if section.kind in parts:
            parts[section.kind].append(text[section.start : end])
    for kind, texts in parts.items():
        made[folded("text", kind)] = BETWEEN.join(texts)
        made[length(kind)] = sum(map(len, texts))
