"""The report page: a whole report with its outline, what is known of it, and where to go from there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer.answers import Copy, RelatedReport, ReportView
from indexer.citation import Citation, plain_text
from indexer.models import Metadata, display_title
from web import labels, params, states
from web.addresses import report_path, report_paths
from web.highlight import block_at, reading_text
from web.language import gettext, simplified
from web.links import written
from web.metadata import rows
from web.pages import search_url, with_state
from web.params import read_state
from web.shelf import library
from web.signing_in import may_be_offered
from web.states import PageState

blueprint = Blueprint("reading", __name__)


@dataclass(frozen=True, slots=True)
class ShownCopy:
    copy: Copy
    url: str
    current: bool
    """Whether this is the report being shown."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Another report as a link."""

    title: str
    url: str
    lang: str
    year: str = ""
    """Stands for the title where the years are what tells the reports apart."""
    notes: tuple[str, ...] = ()
    changes: str = ""
    """The page of both reports, paragraph by paragraph."""


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> ResponseReturnValue:
    """A whole report.

    ``find`` is what is looked for in it, else the query it was found by; ``at`` an offset of its text to show, for links from
    passages; ``script=Hans`` shows a text in traditional characters in simplified ones.
    """
    state = read_state(request.args)
    find = params.read_find(request.args)
    asked = state.request
    view = library().report(report_id, find or asked.query, variants=asked.variants, section=asked.section)
    script = view.report.metadata.script
    simplifying = script == "Hant" and request.args.get("script") == "Hans"
    text = reading_text(view.report.text, view.report.headings, view.marks, view.title)
    if simplifying:
        text = text.written(simplified)
    at = request.args.get("at", "")
    known_place = at.isascii() and at.isdigit() and len(at) < 10
    here = report_path(report_id)
    script_kept = [("script", "Hans")] if simplifying else []
    kept = with_state("", state)
    others = report_paths(other.id for other in view.others)
    return render_template(
        "report.html",
        state=state,
        find=find,
        view=view,
        title=simplified(view.title) if simplifying else view.title,
        lang=_lang("Hans" if simplifying else script),
        scripts=_scripts(here + kept, simplifying) if script == "Hant" else (),
        text=text,
        rows=rows(view.report),
        copies=[shown_copy(copy, kept, view.report.id) for copy in view.copies],
        others=[(other, f"{path}{kept}") for other, path in zip(view.others, others, strict=True)],
        related=report_path(report_id, "reading.related"),
        at=block_at(text.blocks, int(at)) if known_place else None,
        citations=_citations(report_id),
        printed=_printed(view),
        tools=_tools(report_id),
        here=here,
        kept_here=[*states.pairs(state), *script_kept],
        whole=_whole(here, state, [*script_kept, *([("find", find)] if find else [])]),
        back=search_url(state),
    )


@blueprint.get("/reports/<report_id>/related")
def related(report_id: str) -> ResponseReturnValue:
    """Other years of the report's organization, and reports of like content: a search of its own, for which the report does
    not wait. With ``bare`` the lists alone, for the report's page to put in place."""
    found = library().related(report_id)
    lists = {"years": list(_years(report_id, found.years)), "similar": list(_similar(found.similar))}
    if request.args.get("bare") == "1":
        return render_template("_related.html", **lists)
    report = library().report(report_id).report
    return render_template(
        "related.html",
        title=display_title(report.metadata),
        lang=_lang(report.metadata.script),
        back=report_path(report_id),
        state=PageState(),
        **lists,
    )


def shown_copy(copy: Copy, arguments: str, shown: str) -> ShownCopy:
    """A copy with its link, which keeps the search that ``arguments`` say, with their “?”; ``shown`` is the id of the report being shown."""
    return ShownCopy(copy, report_path(copy.id) + arguments, copy.id == shown)


def _whole(here: str, state: PageState, further: list[tuple[str, str]]) -> str:
    """The page with the places of the whole report marked; empty where they are."""
    if not state.request.section:
        return ""
    return f"{here}?{written(*states.pairs(states.with_section(state, '')), *further)}"


def _citations(report_id: str) -> list[tuple[str, str]]:
    """(label, link) of the report's reference in each style."""
    names = {
        "gb7714": "GB/T 7714",
        "text": gettext("纯文本"),
        "bibtex": "BibTeX",
        "ris": "RIS",
    }
    return [(name, report_path(report_id, "export.citation", format=style)) for style, name in names.items()]


def _printed(view: ReportView) -> str:
    """What a print tells of where it comes from."""
    link = url_for("reading.report", report_id=view.report.id, _external=True)
    return plain_text(Citation(view.title, view.report.metadata, link, None, view.report.id))


def _tools(report_id: str) -> list[tuple[str, str]]:
    """(label, link) of what else can be done with the report, by this visitor and on this server."""
    found = [(gettext("清洗前的文字"), report_path(report_id, "originals.source"))]
    if current_app.config["SERVE_ORIGINALS"]:
        found.append((gettext("下载原件"), report_path(report_id, "originals.original")))
    if may_be_offered():
        found.append((gettext("更正"), report_path(report_id, "corrections.form")))
    return found


def _years(report_id: str, reports: Iterable[RelatedReport]) -> Iterable[Relative]:
    beside = report_path(report_id, "changes.changes_page")
    for each in reports:
        yield replace(_relative(each, year=_year(each.metadata)), changes=f"{beside}?{written(('other', each.id))}")


def _similar(reports: Iterable[RelatedReport]) -> Iterable[Relative]:
    for each in reports:
        organization = each.metadata.organization
        parts = (labels.value(organization.name) if organization else "", _year(each.metadata))
        yield _relative(each, notes=tuple(filter(None, parts)))


def _relative(each: RelatedReport, year: str = "", notes: tuple[str, ...] = ()) -> Relative:
    url = report_path(each.id)
    return Relative(each.title, url, _lang(each.metadata.script), year, notes)


def _year(metadata: Metadata) -> str:
    if metadata.covered_year is not None:
        return labels.covered(metadata)
    return labels.delivered(metadata) if metadata.delivered_year is not None else ""


def _lang(script: str | None) -> str:
    return labels.LANGUAGES.get(script, "zh")


def _scripts(url: str, simplifying: bool) -> tuple[tuple[str, str | None], ...]:
    """(label, link) of the script that the report is written in and of the simplified one; no link for what is shown."""
    joint = "&" if "?" in url else "?"
    return (
        (gettext("原文（繁体）"), url if simplifying else None),
        (gettext("转为简体"), None if simplifying else f"{url}{joint}script=Hans"),
    )
