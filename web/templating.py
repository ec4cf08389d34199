"""How templates call what they call, with less ado: a page of results does so six hundred times."""

from __future__ import annotations

from functools import lru_cache
from types import FunctionType
from typing import Any

from flask import render_template, request
from jinja2.runtime import Context, Macro
from markupsafe import Markup

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


def foot() -> Markup:
    """What stands below every page; of a page it knows only language, theme and prefix, and is made once for each."""
    return _foot(request.script_root, language.language(), preferences.theme())


@lru_cache(maxsize=64)
def _foot(prefix: str, shown: str, theme: str) -> Markup:
    """``prefix`` is what its links begin with."""
    return Markup(render_template("_foot.html", shown=shown, theme=theme))
