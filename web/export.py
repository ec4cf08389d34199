"""Results to take away: files of whole lists, citations of a report, a feed of a search.

The first two are views of ``web.api``, too: programs have them at addresses of its version.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime
from itertools import chain
from threading import BoundedSemaphore
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, current_app, make_response, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from indexer.citation import Citation, bibtex, gb7714, plain_text, quotation, ris
from indexer.export import FORMATS, Link, export
from indexer.messages import said
from web import labels, params, revalidation, states
from web.arguments import CITATION, DEFAULT_SIZE, EXPORT, STATE
from web.failures import answer
from web.feed import ENTRIES, MIME, feed
from web.language import gettext, speaker
from web.params import BadArgument, read_state, refuse_unknown
from web.shelf import library
from web.states import PageState

blueprint = Blueprint("export", __name__)
revalidation.install(blueprint, not_stored=("results",))

AT_ONCE: Final = 2
"""Exports that are written at the same time; each takes a thread of the server as long as it lasts."""
MOST: Final = 100_000
"""Reports of one list; a server's threads and disk are for all of its visitors."""
RETRY_AFTER: Final = 10
"""Seconds after which to ask again for an export that was refused."""
_ANY: Final = "0" * 16
"""Stands for the id of a report."""
_ROOM: Final = "zhengxie.export"
_QUERY_IN_NAME: Final = 40
_SPACE: Final = re.compile(r"\s+")
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f-\x9f\\/:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\s]+')
"""What a file's name cannot hold on some system, or what would turn its letters round."""

CITATIONS: Final = {"bibtex": bibtex, "ris": ris, "gb7714": gb7714, "text": plain_text}
"""Values of ``format`` of a citation. The first two are files to download, the others lines to copy."""


class TooManyExports(BadArgument):
    """As many exports as may be are being written."""

    def __init__(self) -> None:
        super().__init__(
            said("同时导出的已有 %(count)s 个，请过 %(seconds)s 秒再试。", count=AT_ONCE, seconds=RETRY_AFTER), 429
        )


@blueprint.record_once
def _make_room(state: BlueprintSetupState) -> None:
    state.app.extensions[_ROOM] = BoundedSemaphore(AT_ONCE)


@blueprint.app_errorhandler(TooManyExports)
def _refused(error: TooManyExports) -> ResponseReturnValue:
    response = make_response(answer(error.status, error.message))
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


@blueprint.get("/export")
def results() -> ResponseReturnValue:
    """Take away all results of a search.

    Answers with a file of all pages, written while it is sent. Only so many are written at once: others are asked to
    come again (429).
    """
    name = params.one_of(EXPORT["format"], request.args)
    refuse_unknown(request.args, EXPORT)
    state = read_state(request.args)
    _check_size(state)
    moment = datetime.now().astimezone()
    pieces = export(library(), state.request, name, moment, speaker(), _links())
    response = streamed(pieces, FORMATS[name].mime)
    suffix = FORMATS[name].suffix
    _as_file(response, _file_name(state, moment, suffix), f"zhengxie_{moment:%Y-%m-%d}{suffix}")
    return response


def _check_size(state: PageState) -> None:
    """Raises BadArgument for more hits than one list may have."""
    total = library().search(replace(state.request, page=1, size=1)).total
    if total > MOST:
        raise BadArgument(
            said(
                "结果有 %(total)s 份，网页上一次最多导出 %(most)s 份。请加上筛选分几次导出，或在终端用 zhengxie export。",
                total=f"{total:,}",
                most=f"{MOST:,}",
            )
        )


def streamed(pieces: Generator[bytes, None, None], content_type: str) -> Response:
    """A file that is written while it is sent. Raises TooManyExports, and what the first of its pieces raises."""
    room: BoundedSemaphore = current_app.extensions[_ROOM]
    if not room.acquire(blocking=False):
        raise TooManyExports
    with ExitStack() as until_sent:
        until_sent.callback(room.release)
        until_sent.enter_context(closing(pieces))
        # The first piece now: what cannot be searched for is still answered with a status.
        first = next(pieces, b"")
        response = Response(chain((first,), pieces), content_type=content_type)
        response.implicit_sequence_conversion = False  # nothing may gather it all, as to tell its length
        # Closed when all is sent, and when whoever asked has gone away.
        response.call_on_close(until_sent.pop_all().close)
    return response


@blueprint.get("/reports/<report_id>/cite")
def citation(report_id: str) -> ResponseReturnValue:
    """Cite a report.

    Answers with a reference to the report, or to its paragraph `p`. Only what is known is said.
    """
    name = params.one_of(CITATION["format"], request.args)
    refuse_unknown(request.args, CITATION)
    view = library().report(report_id)
    paragraph, quote = _quoted(view.report.text)
    link = _links()(view.report.id, paragraph)
    cited = Citation(view.title, view.report.metadata, link, paragraph, view.report.id)
    if name in FORMATS:
        response = Response(CITATIONS[name](cited), content_type=FORMATS[name].mime)
        file = f"{cited.key}{FORMATS[name].suffix}"
        _as_file(response, file, file)
        return response
    written = quotation(quote, cited) if quote and name == "text" else CITATIONS[name](cited)
    return Response(f"{written}\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/feed.atom")
def newest() -> ResponseReturnValue:
    """The newest results of a search."""
    refuse_unknown(request.args, STATE)
    state = states.sized(states.sorted_by(read_state(request.args), "newest"), ENTRIES)
    page, info = library().search(state.request), library().info()
    search_url = _with_state(url_for("pages.search", _external=True), states.sized(state, DEFAULT_SIZE))
    address = _with_state(url_for("export.newest", _external=True), states.sized(state, DEFAULT_SIZE))
    response = Response(feed(page, info, state, address, search_url, _links()), content_type=f"{MIME}; charset=utf-8")
    if info.updated:
        response.last_modified = datetime.fromisoformat(info.updated)
    return response


def _quoted(text: str) -> tuple[int | None, str]:
    """The paragraph that is cited, and what is quoted of it. Raises BadArgument for words that do not stand there."""
    quote = params.short_text(CITATION["quote"], request.args)
    if "p" not in request.args:
        if quote:
            raise BadArgument(said("引用原文须用参数 p 指明第几段。"), argument="quote")
        return None, ""
    paragraphs = text.split("\n")
    number = params.number(replace(CITATION["p"], most=len(paragraphs)), request.args)
    # An excerpt may go on into the next paragraphs; line ends and what was left out (…) are no words.
    there = _SPACE.sub("", "".join(paragraphs[number - 1 :]))
    at = 0
    for part in filter(None, _SPACE.sub("", quote).split("…")):
        at = there.find(part, at)
        if at < 0:
            raise BadArgument(said("第 %(number)s 段没有这些文字，不能引用。", number=number), argument="quote")
    return number, quote


def _links() -> Link:
    """Where reports and their paragraphs can be read: absolute URLs on the host that was asked.

    The pattern is taken now, since the request is over for Flask while a list is being sent.
    """
    pattern = url_for("reading.report", report_id=_ANY, _external=True)

    def link(report_id: str, paragraph: int | None) -> str:
        return pattern.replace(_ANY, report_id) + (f"#p{paragraph}" if paragraph else "")

    return link


def _with_state(url: str, state: PageState) -> str:
    arguments = states.query_string(state)
    return f"{url}?{arguments}" if arguments else url


def _file_name(state: PageState, moment: datetime, suffix: str) -> str:
    """政协报告检索_社情民意信息_工作安排_2026-11-27.xlsx."""
    asked = _UNFIT.sub(" ", state.request.query).strip(" .")[:_QUERY_IN_NAME].strip(" .")
    section = labels.in_section(state.request.section) if state.request.section else ""
    return "_".join(part for part in (gettext(labels.SITE), asked, section, f"{moment:%Y-%m-%d}") if part) + suffix


def _as_file(response: Response, name: str, plain: str) -> None:
    """Has a browser save the answer; ``plain`` is the name in ASCII for programs that do not know the other (RFC 6266, 8187)."""
    encoded = quote(name, safe="")
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
