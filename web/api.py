"""JSON for programs: the same answers as the commands' ``--json``."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from indexer.present import page_json, report_json
from web.params import read_state, refuse_unknown
from web.shelf import found_page, library

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/search")
def search() -> ResponseReturnValue:
    """Results for the arguments of the search page; unlike there, an argument of unknown name is refused."""
    refuse_unknown(request.args)
    return jsonify(page_json(found_page(read_state(request.args))))


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> ResponseReturnValue:
    """A whole report with its metadata, evidence and the places of ``q``."""
    refuse_unknown(request.args)
    asked = read_state(request.args).request
    return jsonify(report_json(library().report(report_id, asked.query, variants=asked.variants)))
