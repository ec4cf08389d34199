"""Reports as plain JSON objects, for engines to store and for moving between them; and the ids that they go by."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from msgspec import convert

from indexer.models import Heading, Metadata, Organization, Report

Record = dict[str, Any]
_METADATA: Final = tuple(field.name for field in dataclasses.fields(Metadata))
_ORGANIZATION: Final = tuple(field.name for field in dataclasses.fields(Organization))


def report_id(root: str, file: str, part: int, member: str | None = None) -> str:
    """16 hexadecimal digits of a hash of root label, relative path (NFC), part, and the member of an archive."""
    inside = "" if member is None else f"\0{member}"
    return hashlib.blake2b(f"{root}\0{file}\0{part}{inside}".encode(), digest_size=8).hexdigest()


def metadata_record(metadata: Metadata) -> Record:
    """Metadata as a JSON object; what is unknown is left out."""
    record: Record = {
        name: value for name in _METADATA if (value := getattr(metadata, name)) is not None and name != "evidence"
    }
    if metadata.organization is not None:
        record["organization"] = organization_record(metadata.organization)
    record["evidence"] = {
        name: {"text": evidence.text, "where": evidence.where} for name, evidence in metadata.evidence.items()
    }
    return record


def organization_record(organization: Organization) -> Record:
    """An organization as a JSON object."""
    return {name: getattr(organization, name) for name in _ORGANIZATION}


def read_organization(record: Mapping[str, Any]) -> Organization:
    """The inverse of ``organization_record``."""
    return convert(record, Organization)


def read_metadata(record: Mapping[str, Any]) -> Metadata:
    """The inverse of ``metadata_record``."""
    return convert(record, Metadata)


def report_record(report: Report) -> Record:
    """A report as a JSON object, without its text; headings as [start, end, level]."""
    return {
        "id": report.id,
        "root": report.root,
        "file": report.file,
        "part": report.part,
        "parts": report.parts,
        "content_hash": report.content_hash,
        "headings": [[heading.start, heading.end, heading.level] for heading in report.headings],
        "metadata": metadata_record(report.metadata),
        **({} if report.member is None else {"member": report.member}),
    }


def read_report(record: Mapping[str, Any], text: str) -> Report:
    """The inverse of ``report_record``."""
    return Report(
        id=record["id"],
        root=record["root"],
        file=record["file"],
        part=record["part"],
        parts=record["parts"],
        content_hash=record["content_hash"],
        text=text,
        headings=tuple(Heading(*heading) for heading in record["headings"]),
        metadata=read_metadata(record["metadata"]),
        member=record.get("member"),
    )
