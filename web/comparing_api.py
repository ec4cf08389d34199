"""The API's operations that compare; as ``web.api``, by the same functions as the pages."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.analysis.comparing_json import CompareJson, SuccessionJson, compare_json, succession_json
from indexer.analysis.succession import succession as made_succession
from web import comparing_examples as examples
from web import revalidation
from web.comparing import compared
from web.comparing_arguments import COMPARE, OTHER, SUCCESSION, read_compare
from web.openapi import described
from web.params import refuse_unknown, short_text
from web.problems import BAD_QUERY, NO_SUCH_REPORT, QUERY_TOO_LONG
from web.shelf import counted_library

blueprint = Blueprint("comparing_api", __name__, url_prefix="/api/v1")
revalidation.install(blueprint)

_ID: Final = {"report_id": "The `id` of a hit."}


@blueprint.get("/compare")
@described("compare", CompareJson, arguments=COMPARE, kinds=(BAD_QUERY, QUERY_TOO_LONG), example=examples.COMPARE)
def selections() -> ResponseReturnValue:
    """Compare two selections of reports.

    Answers with the words that are more frequent in each of them, with log-likelihood, log ratio and counts, and with the
    counts of each `term` in both. The first selection is said as in a search, the second by the same arguments with
    `to_` before their names; `variants` and `copies` hold for both.
    """
    refuse_unknown(request.args, COMPARE)
    return jsonify(compare_json(compared(read_compare(request.args))))


@blueprint.get("/reports/<report_id>/succession")
@described(
    "succession",
    SuccessionJson,
    arguments=SUCCESSION,
    kinds=(BAD_QUERY, NO_SUCH_REPORT, QUERY_TOO_LONG),
    path=_ID,
    example=examples.SUCCESSION,
)
def succession(report_id: str) -> ResponseReturnValue:
    """Compare a report with that of the year before.

    Answers with the paragraphs of both, each with what it became: kept, changed, new or dropped, with the changes marked.
    """
    refuse_unknown(request.args, SUCCESSION)
    other = short_text(OTHER, request.args) or None
    return jsonify(succession_json(made_succession(counted_library(), report_id, other)))
