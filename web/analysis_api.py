"""The API's operations that count and compare; as ``web.api``, by the same functions as the pages."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.analysis.trends_json import TrendsJson, trends_json
from web import examples, revalidation
from web.analysis import counted
from web.analysis_arguments import TRENDS, read_trends
from web.openapi import described
from web.params import refuse_unknown
from web.problems import BAD_QUERY, QUERY_TOO_LONG

blueprint = Blueprint("analysis_api", __name__, url_prefix="/api/v1")
revalidation.install(blueprint)


@blueprint.get("/trends")
@described("trends", TrendsJson, arguments=TRENDS, kinds=(BAD_QUERY, QUERY_TOO_LONG), example=examples.TRENDS)
def trends() -> ResponseReturnValue:
    """Count terms over time.

    Answers with the occurrences of each `term` in the reports of every year, organization, division or kind, with what
    they were divided by. The filters are those of a search; a row's numbers are those of the search that its `value` and
    a term's `query` make.
    """
    refuse_unknown(request.args, TRENDS)
    return jsonify(trends_json(counted(read_trends(request.args))))
