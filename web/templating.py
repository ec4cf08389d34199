"""How templates call what they call and print what they print, with less ado: a page does so a thousand times."""

from __future__ import annotations

from functools import lru_cache
from types import FunctionType
from typing import Any

from flask import render_template, request
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from web import language, preferences


class PlainContext(Context):
    """As Jinja's, which asks of everything that is called, each time, whether it wants to know the context.

    Macros want to know how to escape; functions of ours want nothing, unless they say so (``jinja2.pass_context``).
    """

    def call(self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        kind = type(__obj)
        if kind is FunctionType and not __obj.__dict__:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        if kind is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(self.eval_ctx, *args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class PlainPrinting(CodeGenerator):
    """As Jinja's, whose code calls ``escape`` for what it prints and for nothing else: ours takes that name."""

    def write_commons(self) -> None:
        """What stands at the beginning of a template's function and of each of its blocks'."""
        super().write_commons()
        self.writeline(f"from {__name__} import printed as escape")


def printed(value: object) -> str:
    """What ``markupsafe.escape`` says, for printing. It makes a ``Markup`` of everything, so that pieces put together
    later are not escaped twice; but what is printed is only joined, and most of it has nothing to escape."""
    if type(value) is str:
        special = "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
        return escape(value) if special else value
    if type(value) is Markup or type(value) is int:
        return str(value)
    return escape(value)


def foot() -> Markup:
    """What stands below every page; of a page it knows only language, theme and prefix, and is made once for each."""
    return _foot(request.script_root, language.language(), preferences.theme())


@lru_cache(maxsize=64)
def _foot(prefix: str, shown: str, theme: str) -> Markup:
    """``prefix`` is what its links begin with."""
    return Markup(render_template("_foot.html", shown=shown, theme=theme))
