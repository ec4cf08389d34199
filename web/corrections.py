"""更正: a form in which what is known of a report is corrected; what is entered goes into a table beside the report's file.

The index is left alone: the next ``zhengxie index`` takes the table up.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from indexer.answers import FacetValue, ReportView, SearchRequest
from indexer.corrections import GivenValue
from indexer.location import absolute, read_location
from indexer.messages import Message, said
from indexer.models import KINDS, Evidence, Metadata, Report
from indexer.originals import Original, Trouble
from indexer.sidecar.writing import (
    HEADS,
    LONGEST,
    Invalid,
    Refused,
    Target,
    Written,
    checked,
    told_already,
    write_corrections,
)
from web import labels, signing_in
from web.admission import sign_in_first
from web.failures import answer
from web.shelf import library, originals
from web.states import PageState

blueprint = Blueprint("corrections", __name__)

_MOST_OFFERED: Final = 3_000
"""Organizations in the list under the field."""
_HINTS: Final[Mapping[str, Message]] = {
    "organization": said("如 %(example)s", example=Message("重庆市涪陵区政协")),
    "covered_year": said("如 2023；回顾几年的填 2018—2022"),
    "delivered_year": said("开会的年份，如 2024"),
    "published": said("这份文本发布的日期，如 2024-01-15"),
    "session": said("如 %(example)s", example=Message("六届三次会议")),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form."""

    name: str
    label: str
    value: str
    """As it stands in the form."""
    was: str
    """As it was before anything was typed."""
    evidence: Evidence | None
    """For what the index says."""
    pending: GivenValue | None
    """What a table says already and the index does not yet."""
    hint: Message | None
    error: Message | None = None


@blueprint.get("/reports/<report_id>/correct")
def form(report_id: str) -> ResponseReturnValue:
    """The form, with what is known now."""
    opened = _opened(report_id)
    return _form(*opened) if isinstance(opened, tuple) else opened


@blueprint.post("/reports/<report_id>/correct")
def correct(report_id: str) -> ResponseReturnValue:
    """Write what was changed in the form; the form again where it cannot be."""
    opened = _opened(report_id)
    if not isinstance(opened, tuple):
        return opened
    view, original = opened
    if not signing_in.is_our_form(request.form.get("token", "")):
        # What was sent is not put into the form: another page may have made it up.
        return _form(
            view,
            original,
            problem=said("表单已经过期，或不是从本页提交的。没有写入任何内容，请重新填写。"),
            status=403,
        )
    typed = {name: _typed(request.form.get(name, "")) for name in HEADS}
    was = {name: request.form.get(f"was_{name}", "") for name in HEADS}
    changed = {name: typed[name] for name in HEADS if typed[name] != was[name]}
    if not changed:
        return _form(view, original, problem=said("没有改动，所以没有写入任何内容。"))
    target = _target(view.report, original)
    try:
        _check(changed, told_already(target))
        written = write_corrections(target, changed)
    except Invalid as error:
        problem = said("有的内容不能这样填，没有写入任何内容。")
        return _form(view, original, typed=typed, errors=error.reasons, problem=problem, status=422)
    except Refused as error:
        return _form(view, original, typed=typed, problem=error.message, status=409)
    current_app.logger.info(
        "%s corrected %s in %s", signing_in.signed_in() or "somebody here", report_id, written.sidecar
    )
    return _saved(view, original, changed, written)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    return answer(413, said("提交的内容太长，没有写入。请回到表单重新填写。"), heading=said("内容太长"))


def _typed(text: str) -> str:
    """What was typed, in one line; 未识别 may be said in the language of the page, and is written as tables have it."""
    text = " ".join(text.split())
    return labels.NOT_IDENTIFIED if text.casefold() == labels.value(labels.NOT_IDENTIFIED).casefold() else text


def _check(changed: Mapping[str, str], told: Mapping[str, GivenValue]) -> None:
    """Raise Invalid for all that cannot be; only what was written can be taken back by emptying its field."""
    emptied = [name for name, text in changed.items() if not text and name not in told]
    reasons = dict.fromkeys(emptied, said("不能只清空；要说明这一项不明，请填“未识别”"))
    try:
        checked(changed)
    except Invalid as error:
        raise Invalid({**reasons, **error.reasons}) from None
    if reasons:
        raise Invalid(reasons)


def _opened(report_id: str) -> tuple[ReportView, Original] | Response:
    """The report and its file, or what is answered to who may not correct it, or where there is no file."""
    if not signing_in.may_correct():
        return _not_allowed()
    view = library().report(report_id)
    original = originals().find(view.report)
    return answer(404, original.message) if isinstance(original, Trouble) else (view, original)


def _not_allowed() -> Response:
    if signing_in.can_sign_in(current_app):
        message = said("更正需要登录：请填写运行检索服务的人给您的用户名和密码。")
        return sign_in_first(message, searching=True)
    return answer(
        403,
        said(
            "更正只能在运行检索服务的电脑上进行，并且要用 http://127.0.0.1 或 http://localhost 开头的网址打开。"
            "要从别处更正，请运行检索服务的人备好密码文件，用下面的命令启动。"
        ),
        "zhengxie serve --password-file FILE",
    )


def _target(report: Report, original: Original) -> Target:
    return Target(original.path, report.member, report.part, report.parts)


# ------------------------------------------------------------------------------------------------ pages


def _form(
    view: ReportView,
    original: Original,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, Message] | None = None,
    problem: Message | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    try:
        told = told_already(_target(view.report, original))
    except Refused as error:
        told = {}
        problem, status = problem or error.message, max(status, 409)
    fields = list(_fields(view.report.metadata, told, typed or {}, errors or {}))
    page = render_template(
        "correct.html",
        state=PageState(),
        view=view,
        fields=fields,
        problem=problem,
        token=signing_in.form_token(),
        kinds=(*KINDS, labels.NOT_IDENTIFIED),
        organizations=list(_organizations()),
        longest=LONGEST,
        saved=None,
    )
    return _unkept(page, status)


def _saved(view: ReportView, original: Original, changed: Mapping[str, str], written: Written) -> ResponseReturnValue:
    location = absolute(read_location(current_app.config["INDEX"]))
    place = original.path.parent / written.sidecar
    page = render_template(
        "correct.html",
        state=PageState(),
        view=view,
        saved=written,
        sidecar=f"{view.report.root}/{place.relative_to(original.folder).as_posix()}",
        changes=[(labels.field(name), _shown(name, text), _is_text(name, text)) for name, text in changed.items()],
        command=shlex.join(["zhengxie", "index", str(original.folder), "--index", location]),
    )
    return _unkept(page, 200)


def _shown(name: str, text: str) -> str:
    """A value that was written, as the page says it; what is no word of ours as it was typed."""
    return text if _is_text(name, text) else labels.value(text)


def _is_text(name: str, text: str) -> bool:
    """Whether a value is in the report's language: no word of our lists, no number and no date."""
    return name in ("title", "organization", "session") and text != labels.NOT_IDENTIFIED


def _unkept(page: str, status: int) -> ResponseReturnValue:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _fields(
    metadata: Metadata, told: Mapping[str, GivenValue], typed: Mapping[str, str], errors: Mapping[str, Message]
) -> Iterator[Field]:
    for name in HEADS:
        evidence = metadata.evidence.get(name)
        known = told.get(name)
        was = _current(metadata, name) if known is None else known.written
        indexed = known is not None and evidence is not None and evidence.where.startswith("given:")
        pending = None if known is None or (indexed and evidence and evidence.text == known.written) else known
        yield Field(
            name,
            labels.field(name),
            typed.get(name, was),
            was,
            evidence,
            pending,
            _HINTS.get(name),
            errors.get(name),
        )


def _current(metadata: Metadata, name: str) -> str:
    """A value as one would type it; "" where it is not identified."""
    if name == "organization":
        return "" if metadata.organization is None else metadata.organization.name
    if name == "covered_year" and labels.is_span(metadata):
        return f"{metadata.covered_from}—{metadata.covered_year}"
    value = getattr(metadata, name)
    # A form sends white space back as single spaces; a value must not look changed for it.
    return "" if value is None else " ".join(str(value).split())


def _organizations() -> Iterator[str]:
    """Names of the index's organizations, the most frequent first within each place."""
    tree = library().search(SearchRequest(size=1)).facets.get("organization", ())
    for number, name in enumerate(_leaves(tree)):
        if number == _MOST_OFFERED:
            return
        yield name


def _leaves(nodes: Iterable[FacetValue]) -> Iterator[str]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children)
        elif node.value not in labels.SPECIAL_VALUES:
            yield node.value
