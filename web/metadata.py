"""A report's metadata as the rows of a table: what is known, what is not, and the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.models import Evidence, Metadata, Organization, Report
from web import labels
from web.english import organization_in_english, session_in_english
from web.language import ENGLISH, gettext, language
from web.romanization import place_in_english


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the record. ``missing`` says that ``value`` stands for the lack of one."""

    field: str
    value: str
    missing: bool = False
    note: str = ""
    evidence: Evidence | None = None
    link: str | None = None
    english: str = ""
    """Stands beside a name in Chinese on English pages."""

    @property
    def label(self) -> str:
        return labels.field(self.field)


def rows(report: Report) -> tuple[Row, ...]:
    """The table of a report; fields that few reports state (作者, 文号, 采集日期, 网址) appear where they are stated."""
    metadata = report.metadata
    evidence = metadata.evidence
    inferred = [
        *_organization(metadata.organization, evidence.get("organization")),
        _row("kind", _said(metadata.kind), gettext(labels.NOT_IDENTIFIED), evidence.get("kind")),
        _session(metadata),
        _row(
            "completeness", _said(metadata.completeness), gettext(labels.NOT_IDENTIFIED), evidence.get("completeness")
        ),
        _covered(metadata),
        Row(
            "delivered_year",
            labels.delivered(metadata),
            metadata.delivered_year is None,
            evidence=evidence.get("delivered_year"),
        ),
    ]
    stated = [_row(name, getattr(metadata, name), gettext(labels.NOT_STATED), evidence.get(name)) for name in _STATED]
    rare = [_row(name, getattr(metadata, name), "", evidence.get(name)) for name in _RARE if getattr(metadata, name)]
    script = _row("script", _script(metadata.script), gettext(labels.NOT_IDENTIFIED), evidence.get("script"))
    return (*inferred, *stated, *rare, *_url(metadata), script, _file(report))


_STATED = ("published", "source")
_RARE = ("author", "document_number", "retrieved")


def _row(name: str, value: str | None, otherwise: str, evidence: Evidence | None) -> Row:
    return Row(name, value or otherwise, not value, evidence=evidence)


def _organization(organization: Organization | None, evidence: Evidence | None) -> list[Row]:
    if organization is None:
        return [_row("organization", None, gettext(labels.NOT_IDENTIFIED), evidence)]
    full_name = organization.full_name if organization.full_name != organization.name else None
    name = labels.value(organization.name)
    note = labels.value(full_name) if full_name else ""
    latin = _english(organization_in_english(organization))
    found = [Row("organization", name, note=note, evidence=evidence, english=latin)]
    if organization.now:
        found.append(Row("now", gettext("、").join(map(labels.value, organization.now))))
    if organization.division:
        path = " › ".join(map(labels.value, organization.division))
        found.append(Row("division", path, english=_english(place_in_english(organization.division))))
    found.append(Row("body", labels.value(organization.body)))
    return [*found, _row("level", _said(organization.level), gettext(labels.NOT_IDENTIFIED), None)]


def _session(metadata: Metadata) -> Row:
    row = _row("session", _said(metadata.session), gettext(labels.NOT_STATED), metadata.evidence.get("session"))
    body = metadata.organization.body if metadata.organization else None
    return replace(row, english=_english(session_in_english(metadata.session or "", body)))


def _english(name: str | None) -> str:
    return name or "" if language() == ENGLISH else ""


def _covered(metadata: Metadata) -> Row:
    span = labels.is_span(metadata)
    return Row(
        "covered_from" if span else "covered_year",
        labels.covered(metadata),
        metadata.covered_year is None,
        gettext(labels.TERM_REPORT) if span else "",
        metadata.evidence.get("covered_year") or metadata.evidence.get("covered_from"),
    )


def _url(metadata: Metadata) -> list[Row]:
    if not metadata.url:
        return []
    # Anything else than a web address (javascript:, data:) is shown but leads nowhere.
    leads = metadata.url.lower().startswith(("http://", "https://"))
    link = metadata.url if leads else None
    return [Row("url", metadata.url, evidence=metadata.evidence.get("url"), link=link)]


def _file(report: Report) -> Row:
    part = (
        gettext("本文件共 %(parts)s 份报告，此为第 %(part)s 份", parts=report.parts, part=report.part + 1)
        if report.parts > 1
        else ""
    )
    return Row("file", labels.file_of(report), note=part)


def _script(script: str | None) -> str | None:
    return gettext(labels.SCRIPTS[script]) if script else None


def _said(value: str | None) -> str | None:
    return None if value is None else labels.value(value)
