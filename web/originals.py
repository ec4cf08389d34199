"""The original file of a report, to be downloaded where that was switched on, and its text before cleaning."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, current_app, make_response, render_template, send_file
from flask.typing import ResponseReturnValue

from indexer.messages import said, trouble_of
from indexer.models import Report
from indexer.originals import Original, Trouble
from web.failures import answer
from web.shelf import library, originals
from web.states import PageState

blueprint = Blueprint("originals", __name__)

_STATUSES: Final = {"busy": 503, "slow": 503}
"""Of troubles; the others are 404."""
_RETRY_AFTER: Final = 10
"""Seconds."""
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')
"""What file names may not hold somewhere."""


@blueprint.get("/reports/<report_id>/original")
def original(report_id: str) -> ResponseReturnValue:
    """The file that a report was read from, as it is; of a member of an archive the whole archive."""
    if not current_app.config["SERVE_ORIGINALS"]:
        message = said("这里没有开放原始文件的下载。运行检索服务的人可以用下面的命令打开它。")
        return answer(404, message, "zhengxie serve --serve-originals")
    found = originals().find(library().report(report_id).report)
    if isinstance(found, Trouble):
        return _trouble(found)
    # Always to be saved, never shown: what stands in it must not come alive under this address.
    try:
        return send_file(
            found.real,
            mimetype="application/octet-stream",
            as_attachment=True,
            download_name=_safe_name(found),
            conditional=True,
            max_age=0,
        )
    except OSError as error:
        current_app.logger.warning("%s: %s", found.real, error)
        return answer(404, said("原始文件打不开（%(reason)s）。", reason=trouble_of(error)))


@blueprint.get("/reports/<report_id>/source")
def source(report_id: str) -> ResponseReturnValue:
    """A report as it stood in its file: numbered lines, those marked that cleaning took out."""
    view = library().report(report_id)
    found = originals().source(view.report)
    if isinstance(found, Trouble):
        return _trouble(found)
    return render_template(
        "source.html",
        state=PageState(),
        view=view,
        text=found.text,
        standing=found.standing,
        downloads=current_app.config["SERVE_ORIGINALS"],
        scan=_may_be_scanned(view.report, found.standing),
    )


def _may_be_scanned(report: Report, standing: str) -> bool:
    """Whether the difference may come from OCR, which is not done here."""
    return standing == "changed" and report.file.lower().endswith((".pdf", ".ofd", ".zip"))


def _safe_name(found: Original) -> str:
    return _UNFIT.sub("_", found.name).strip(". ") or "original"


def _trouble(trouble: Trouble) -> ResponseReturnValue:
    status = _STATUSES.get(trouble.kind, 404)
    heading = said("暂时不能读取") if status == 503 else None
    response = make_response(answer(status, trouble.message, heading=heading))
    if status == 503:
        response.headers["Retry-After"] = str(_RETRY_AFTER)
    return response
