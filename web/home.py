"""The first page: what is in the index, and where to begin; and the small addresses that every site has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.pages import search_url
from web.shelf import library, shelf
from web.states import PageState, toggled

EXAMPLES: Final = 6
_LONGEST: Final = 60
"""Years that fit side by side; of more, the last ones are shown."""

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year among the bars; ``height`` in percent of the tallest."""

    label: str
    count: int
    height: int
    url: str


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What the index holds. With arguments it leads to the results, which once stood here."""
    if request.args:
        return redirect(f"{url_for('pages.search')}?{request.query_string.decode('ascii', 'replace')}", 301)
    opened = library()
    held = opened.holdings()
    state = PageState()
    return render_template(
        "home.html",
        state=state,
        url=search_url,
        info=opened.info(),
        examples=opened.examples(EXAMPLES),
        covered=[str(year) for year, _ in sorted(held.years)],
        years=bars(held.years),
        regions=[(region, search_url(toggled(state, "organization", region.value))) for region in held.regions],
        kinds=[(kind, count, search_url(toggled(state, "kind", kind))) for kind, count in held.kinds],
    )


def bars(years: tuple[tuple[int, int], ...]) -> list[Bar]:
    """A bar for each year from the first to the last, years without reports included: what is missing is seen."""
    counts = dict(years)
    if not counts:
        return []
    last, tallest = max(counts), max(counts.values())
    first = max(min(counts), last - _LONGEST + 1)
    return [
        Bar(
            str(year),
            count := counts.get(year, 0),
            max(2, round(100 * count / tallest)) if count else 0,
            search_url(toggled(PageState(), "covered_year", str(year))),
        )
        for year in range(first, last + 1)
    ]


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether this server lives; says nothing of the index."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """Whether a search is answered; fails as it would."""
    shelf().check_answers()
    return jsonify(status="ok")


@blueprint.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """For browsers that ask for the icon by its old name, whatever the page says."""
    return redirect(url_for("static", filename="icon.svg"))
