"""What templates print is escaped as Jinja would, by less."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup, escape

from web import create_app
from web.templating import printed


class Html:
    def __html__(self) -> str:
        return "<b>"


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app({"LIBRARY": object()})


@pytest.mark.parametrize(
    "value",
    [
        "",
        "plain",
        "a & b",
        "<示例>",
        "a > b",
        '"',
        "it's",
        "示例文本。",
        0,
        -7,
        2.5,
        True,
        None,
        Markup("<b>&amp;</b>"),
        Html(),
        ["<"],
    ],
)
def test_prints_what_is_escaped(app: Flask, value: object) -> None:
    assert printed(value) == str(escape(value))
    with app.test_request_context():
        assert render_template_string("{{ value }}", value=value) == str(escape(value))


def test_escapes_once_whatever_it_passes_through(app: Flask) -> None:
    template = (
        "{% macro inner(text) %}<i>{{ text }}</i>{% endmacro %}"
        "{% macro outer(text) %}{% for each in [text] %}{{ inner(each) ~ each }}{{ caller() }}{% endfor %}{% endmacro %}"
        "{% set whole %}{{ text }}{% endset %}"
        "{% block part %}{{ text }}|{% endblock %}{{ whole }}|{% call outer(text) %}{{ text }}{% endcall %}"
    )
    with app.test_request_context():
        found = render_template_string(template, text="<&>")
    assert found == "&lt;&amp;&gt;|&lt;&amp;&gt;|<i>&lt;&amp;&gt;</i>&lt;&amp;&gt;&lt;&amp;&gt;"
