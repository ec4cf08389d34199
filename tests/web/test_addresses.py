"""Paths that are worked out once, and how templates call functions."""

from __future__ import annotations

from typing import Any

import pytest
from flask import url_for
from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from tests.web.fake_library import FakeLibrary
from web import create_app
from web.addresses import path, report_path
from web.templating import PlainContext


@pytest.mark.parametrize("prefix", ["", "/reports-search"])
def test_paths_are_those_of_flask_under_each_prefix(prefix: str) -> None:
    app = create_app({"LIBRARY": FakeLibrary(), "PREFIX": prefix})
    for _ in range(2):
        with app.test_request_context("/search", environ_overrides={"SCRIPT_NAME": prefix}):
            assert path("pages.search") == url_for("pages.search") == f"{prefix}/search"
            assert path("api.suggest", limit=10) == url_for("api.suggest", limit=10)
            assert path("static", filename="style.css") == url_for("static", filename="style.css")
            for report_id in ("0123456789abcdef", "报告?#"):
                assert report_path(report_id) == url_for("reading.report", report_id=report_id)
                cited = report_path(report_id, "export.citation", format="text")
                assert cited == url_for("export.citation", report_id=report_id, format="text")


def test_templates_call_as_those_of_jinja() -> None:
    @pass_context
    def named(context: Context, name: str) -> Any:
        return context.get(name)

    def joined(*parts: str, by: str = "") -> str:
        return by.join(parts)

    source = (
        "{% macro twice(text) %}{{ text }}{{ text }}{{ caller() if caller }}{% endmacro %}"
        "{% for each in ('<', 'b') %}{{ twice(each) }}{{ joined(each, 'c', by='-') }}{{ named('word') }}{% endfor %}"
        "{% call twice('x') %}{{ joined('y', 'z') }}{% endcall %}{{ dict(a=1).get('a') }}{{ 'q'.upper() }}"
    )
    made = []
    for kind in (Context, PlainContext):
        environment = Environment(autoescape=True)
        environment.context_class = kind
        environment.globals.update(named=named, joined=joined)
        made.append(environment.from_string(source).render(word="&"))
    assert made[0] == made[1] == "&lt;&lt;&lt;-c&amp;bbb-c&amp;xxyz1Q"
