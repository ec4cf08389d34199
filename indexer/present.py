"""Results as JSON objects: one shape (``shapes``) for the command line and the API."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.answers import (
    Copy,
    FacetValue,
    Hit,
    Holdings,
    IndexInfo,
    Interpretation,
    Page,
    Related,
    RelatedReport,
    ReportView,
    Suggestion,
)
from indexer.models import Evidence, Heading, Metadata
from indexer.shapes import (
    CopyJson,
    EvidenceJson,
    FacetValueJson,
    HeadingJson,
    HitJson,
    IndexJson,
    InterpretationJson,
    MetadataJson,
    PageJson,
    RelatedJson,
    RelatedReportJson,
    ReportJson,
    SuggestionJson,
)


def page_json(page: Page) -> PageJson:
    """A page of results. ``marks`` are [start, end) in code points of the passage's text."""
    return {
        "query": page.request.query,
        "section": page.request.section or None,
        "total": page.total,
        "copies": page.copies,
        "occurrences": page.occurrences,
        "took_ms": round(page.took_ms, 1),
        "page": page.request.page,
        "pages": page.pages,
        "size": page.request.size,
        "interpretation": interpretation_json(page.interpretation),
        "hits": [hit_json(hit) for hit in page.hits],
        "facets": {name: [facet_json(value) for value in values] for name, values in page.facets.items()},
    }


def interpretation_json(interpretation: Interpretation) -> InterpretationJson:
    return {
        "mode": interpretation.mode,
        "reading": interpretation.reading,
        "terms": list(interpretation.terms),
        "variants": {term: list(others) for term, others in interpretation.variants.items()},
        "notes": list(interpretation.notes),
        "suggestions": [{"label": label, "query": query} for label, query in interpretation.suggestions],
        "corrections": [{"query": each.query, "total": each.total} for each in interpretation.corrections],
    }


def metadata_json(metadata: Metadata, title: str | None) -> MetadataJson:
    """The metadata fields, flat; null is unknown (or not applicable)."""
    organization = metadata.organization
    return {
        "title": title,
        "organization": organization.name if organization else None,
        "full_name": organization.full_name if organization else None,
        "division": list(organization.division) if organization else [],
        "division_code": organization.code if organization else None,
        "now": list(organization.now) if organization else [],
        "body": organization.body if organization else None,
        "level": organization.level if organization else None,
        "kind": metadata.kind,
        "covered_year": metadata.covered_year,
        "covered_from": metadata.covered_from,
        "delivered_year": metadata.delivered_year,
        "published": metadata.published,
        "session": metadata.session,
        "source": metadata.source,
        "script": metadata.script,
        "document_number": metadata.document_number,
        "completeness": metadata.completeness,
        "url": metadata.url,
        "author": metadata.author,
        "retrieved": metadata.retrieved,
    }


def evidence_json(evidence: Mapping[str, Evidence]) -> dict[str, EvidenceJson]:
    return {name: {"text": found.text, "where": found.where} for name, found in evidence.items()}


def report_json(view: ReportView) -> ReportJson:
    """A whole report; ``marks`` are [start, end) in code points of ``text``."""
    report = view.report
    return {
        "id": report.id,
        **metadata_json(report.metadata, view.title),
        "root": report.root,
        "file": report.file,
        "member": report.member,
        "part": report.part,
        "parts": report.parts,
        "others": [{"id": other.id, "part": other.part, "title": other.title} for other in view.others],
        "text": report.text,
        "headings": headings_json(report.text, report.headings),
        "evidence": evidence_json(report.metadata.evidence),
        "marks": list(view.marks),
        "interpretation": interpretation_json(view.interpretation) if view.interpretation else None,
        "copies": [_copy_json(copy) for copy in view.copies],
    }


def _copy_json(copy: Copy) -> CopyJson:
    return {
        "id": copy.id,
        "title": copy.title,
        "root": copy.root,
        "file": copy.file,
        "member": copy.member,
        "part": copy.part,
        "parts": copy.parts,
        "characters": copy.characters,
        "source": copy.metadata.source,
        "published": copy.metadata.published,
        "completeness": copy.metadata.completeness,
        "script": copy.metadata.script,
    }


def headings_json(text: str, headings: tuple[Heading, ...]) -> list[HeadingJson]:
    return [
        {"text": text[heading.start : heading.end], "level": heading.level, "offset": heading.start}
        for heading in headings
    ]


def info_json(info: IndexInfo, held: Holdings) -> IndexJson:
    return {
        "reports": info.reports,
        "copies": info.copies,
        "files": info.files,
        "characters": info.characters,
        "organizations": info.organizations,
        "years": list(info.years),
        "updated": info.updated,
        "fingerprint": info.fingerprint,
        "holdings": {
            "regions": [
                {
                    "value": each.value,
                    "label": each.label,
                    "reports": each.reports,
                    "organizations": each.organizations,
                }
                for each in held.regions
            ],
            "years": [{"year": year, "reports": reports} for year, reports in held.years],
            "kinds": [{"kind": kind, "reports": reports} for kind, reports in held.kinds],
        },
    }


def related_json(related: Related) -> RelatedJson:
    """What to read beside a report."""
    return {
        "years": [_related_report_json(each) for each in related.years],
        "similar": [_related_report_json(each) for each in related.similar],
    }


def _related_report_json(report: RelatedReport) -> RelatedReportJson:
    return {"id": report.id, **metadata_json(report.metadata, report.title)}


def hit_json(hit: Hit) -> HitJson:
    """A hit, as ``page_json`` lists it."""
    return {
        "id": hit.id,
        **metadata_json(hit.metadata, hit.title),
        "root": hit.root,
        "file": hit.file,
        "member": hit.member,
        "part": hit.part,
        "parts": hit.parts,
        "score": round(hit.score, 4),
        "occurrences": hit.occurrences,
        "copies": hit.copies,
        "passages": [
            {
                "text": passage.text,
                "marks": list(passage.marks),
                "headings": list(passage.headings),
                "offset": passage.offset,
                "paragraph": passage.paragraph,
            }
            for passage in hit.passages
        ],
    }


def suggestion_json(suggestion: Suggestion) -> SuggestionJson:
    return {
        "kind": suggestion.kind,
        "text": suggestion.text,
        "query": suggestion.query,
        "count": suggestion.count,
        "value": suggestion.value,
    }


def facet_json(value: FacetValue) -> FacetValueJson:
    found: FacetValueJson = {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
    }
    if value.children:
        found["children"] = [facet_json(child) for child in value.children]
    return found
