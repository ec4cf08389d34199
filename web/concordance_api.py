"""The API's operations for a term in its contexts; by the same functions as the page."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.analysis.concordance_json import ConcordanceJson, NeighboursJson, concordance_json, neighbours_json
from indexer.analysis.neighbours import neighbours as ranked
from web import concordance_examples, revalidation
from web.concordance import found
from web.concordance_arguments import CONCORDANCE, NEIGHBOURS, NUMBER, read_concordance, read_term_and_request
from web.openapi import described
from web.params import number, refuse_unknown
from web.problems import BAD_QUERY, PAST_THE_END, QUERY_TOO_LONG
from web.shelf import counted_library

blueprint = Blueprint("concordance_api", __name__, url_prefix="/api/v1")
revalidation.install(blueprint)


@blueprint.get("/concordance")
@described(
    "concordance",
    ConcordanceJson,
    arguments=CONCORDANCE,
    kinds=(BAD_QUERY, PAST_THE_END, QUERY_TOO_LONG),
    example=concordance_examples.CONCORDANCE,
)
def lines() -> ResponseReturnValue:
    """Read a term in its contexts.

    Answers with a page of its places, each a line with what stands left and right of it and where it is. The filters are
    those of a search; `total` and `holding` are the occurrences and reports of the search for the `term`'s `query`.
    """
    refuse_unknown(request.args, CONCORDANCE)
    asked = read_concordance(request.args)
    return jsonify(concordance_json(found(asked)))


@blueprint.get("/neighbours")
@described(
    "neighbours",
    NeighboursJson,
    arguments=NEIGHBOURS,
    kinds=(BAD_QUERY, QUERY_TOO_LONG),
    example=concordance_examples.NEIGHBOURS,
)
def neighbours() -> ResponseReturnValue:
    """Rank what stands beside a term.

    Answers with the characters and the words that stand immediately left and right of it: those first of which it is surest
    that they stand there more often than by chance.
    """
    refuse_unknown(request.args, NEIGHBOURS)
    term, asked = read_term_and_request(request.args)
    limit = number(NUMBER, request.args)
    left, right = (ranked(counted_library(), term, asked, side=side, limit=limit) for side in ("left", "right"))
    return jsonify(neighbours_json(left, right))
