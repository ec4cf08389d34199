"""The API's operations on what the index holds, where phrases were first used, and which phrases are set."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.analysis.adoption_json import AdoptionJson, PhrasesJson, adoption_json, phrases_json
from indexer.analysis.coverage_json import CoverageJson, coverage_json
from web import coverage_examples, revalidation
from web.adoption import found_uses, listed
from web.coverage import covered
from web.coverage_arguments import ADOPTION, COVERAGE, PHRASES, read_adoption, read_coverage
from web.openapi import described
from web.params import refuse_unknown
from web.problems import BAD_QUERY, QUERY_TOO_LONG

blueprint = Blueprint("coverage_api", __name__, url_prefix="/api/v1")
revalidation.install(blueprint)


@blueprint.get("/coverage")
@described(
    "coverage", CoverageJson, arguments=COVERAGE, kinds=(BAD_QUERY, QUERY_TOO_LONG), example=coverage_examples.COVERAGE
)
def coverage() -> ResponseReturnValue:
    """Tell what the index holds.

    Answers with the reports of each organization, or of each region with all that lies in it, by year: types,
    completeness, years between that have none, and what of an `expected` list is there and what is not. A cell's numbers
    are those of the search for a row's `values` and a cell's `year`.
    """
    refuse_unknown(request.args, COVERAGE)
    return jsonify(coverage_json(covered(read_coverage(request.args))))


@blueprint.get("/adoption")
@described(
    "adoption", AdoptionJson, arguments=ADOPTION, kinds=(BAD_QUERY, QUERY_TOO_LONG), example=coverage_examples.ADOPTION
)
def adoption() -> ResponseReturnValue:
    """Find the first uses of a phrase.

    Answers with each organization's earliest report in the index that holds the `term`, with how many earlier reports of
    it there are, since without any an earlier use cannot be ruled out; with uses by year, and with how the phrase spread.
    """
    refuse_unknown(request.args, ADOPTION)
    return jsonify(adoption_json(found_uses(read_adoption(request.args))))


@blueprint.get("/phrases")
@described(
    "phrases", PhrasesJson, arguments=PHRASES, kinds=(BAD_QUERY, QUERY_TOO_LONG), example=coverage_examples.PHRASES
)
def phrases() -> ResponseReturnValue:
    """List set phrases.

    Answers with the strings of 2 to 12 characters that stand in quotation marks in several reports of several
    organizations.
    """
    refuse_unknown(request.args, PHRASES)
    return jsonify(phrases_json(listed(read_adoption(request.args))))
