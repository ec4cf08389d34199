"""The API's operation for figures; by the same functions as the page."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.analysis.figures_json import FiguresJson, figures_json
from web import examples, revalidation
from web.figures import found, rows_of
from web.figures_arguments import FIGURES, read_figures
from web.openapi import described
from web.params import refuse_unknown
from web.problems import BAD_QUERY, PAST_THE_END, QUERY_TOO_LONG

blueprint = Blueprint("figures_api", __name__, url_prefix="/api/v1")
revalidation.install(blueprint)


@blueprint.get("/figures")
@described(
    "figures",
    FiguresJson,
    arguments=FIGURES,
    kinds=(BAD_QUERY, PAST_THE_END, QUERY_TOO_LONG),
    example=examples.FIGURES,
)
def figures() -> ResponseReturnValue:
    """Read what reports say in numbers.

    Answers with the values of an `indicator` by organization and year, and with a page of the figures as rows, each with its
    sentence. The filters are those of a search. Values of different actions, actors and units never merge, and none is summed.
    """
    refuse_unknown(request.args, FIGURES)
    asked = read_figures(request.args)
    made = found(asked)
    return jsonify(figures_json(made, rows_of(asked, made)))
