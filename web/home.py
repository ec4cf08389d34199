"""The first page: what is in the index, and where to begin; and the small addresses that every site has."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web import params
from web.params import PageState
from web.shelf import library

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What the index holds. With arguments it leads to the results, which once stood here."""
    if request.args:
        return redirect(f"{url_for('pages.search')}?{request.query_string.decode('ascii', 'replace')}", 301)
    return render_template("home.html", state=PageState(), params=params, info=library().info())


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether searches can be answered; fails as they would."""
    return jsonify(status="ok", reports=library().info().reports)


@blueprint.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """For browsers that ask for the icon by its old name, whatever the page says."""
    return redirect(url_for("static", filename="icon.svg"))
