"""A report's metadata as the rows of a table: what is known, what is not, and the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.models import Evidence, Metadata, Organization, Report
from web import labels


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``missing`` says that ``value`` stands for the lack of one."""

    label: str
    value: str
    missing: bool = False
    note: str = ""
    evidence: Evidence | None = None
    link: str | None = None


def rows(report: Report) -> tuple[Row, ...]:
    """The table of a report; fields that few reports state (作者, 文号, 采集日期, 网址) appear where they are stated."""
    metadata = report.metadata
    evidence = metadata.evidence
    inferred = [
        *_organization(metadata.organization, evidence.get("organization")),
        _row("kind", metadata.kind, labels.NOT_IDENTIFIED, evidence.get("kind")),
        _row("session", metadata.session, labels.NOT_STATED, evidence.get("session")),
        _row("completeness", metadata.completeness, labels.NOT_IDENTIFIED, evidence.get("completeness")),
        _covered(metadata),
        Row(
            labels.FIELDS["delivered_year"],
            labels.delivered(metadata),
            metadata.delivered_year is None,
            evidence=evidence.get("delivered_year"),
        ),
    ]
    stated = [_row(name, getattr(metadata, name), labels.NOT_STATED, evidence.get(name)) for name in _STATED]
    rare = [_row(name, getattr(metadata, name), "", evidence.get(name)) for name in _RARE if getattr(metadata, name)]
    script = _row("script", labels.SCRIPTS.get(metadata.script or ""), labels.NOT_IDENTIFIED, evidence.get("script"))
    return (*inferred, *stated, *rare, *_url(metadata), script, _file(report))


_STATED = ("published", "source")
_RARE = ("author", "document_number", "retrieved")


def _row(name: str, value: str | None, otherwise: str, evidence: Evidence | None) -> Row:
    return Row(labels.FIELDS[name], value or otherwise, not value, evidence=evidence)


def _organization(organization: Organization | None, evidence: Evidence | None) -> list[Row]:
    if organization is None:
        return [_row("organization", None, labels.NOT_IDENTIFIED, evidence)]
    full_name = organization.full_name if organization.full_name != organization.name else None
    found = [Row(labels.FIELDS["organization"], organization.name, note=full_name or "", evidence=evidence)]
    if organization.now:
        found.append(Row(labels.FIELDS["now"], "、".join(organization.now)))
    if organization.division:
        found.append(Row(labels.FIELDS["division"], " › ".join(organization.division)))
    found.append(Row(labels.FIELDS["body"], organization.body))
    return [*found, _row("level", organization.level, labels.NOT_IDENTIFIED, None)]


def _covered(metadata: Metadata) -> Row:
    span = labels.is_span(metadata)
    return Row(
        labels.FIELDS["covered_from" if span else "covered_year"],
        labels.covered(metadata),
        metadata.covered_year is None,
        labels.TERM_REPORT if span else "",
        metadata.evidence.get("covered_year") or metadata.evidence.get("covered_from"),
    )


def _url(metadata: Metadata) -> list[Row]:
    if not metadata.url:
        return []
    # Anything else than a web address (javascript:, data:) is shown but leads nowhere.
    leads = metadata.url.lower().startswith(("http://", "https://"))
    link = metadata.url if leads else None
    return [Row(labels.FIELDS["url"], metadata.url, evidence=metadata.evidence.get("url"), link=link)]


def _file(report: Report) -> Row:
    part = f"本文件共 {report.parts} 份报告，此为第 {report.part + 1} 份" if report.parts > 1 else ""
    return Row(labels.FIELDS["file"], labels.file_of(report), note=part)
