"""How templates call what they call, with less ado: a page of results does so six hundred times."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from jinja2.runtime import Context, Macro


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
