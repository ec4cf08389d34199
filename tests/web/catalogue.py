"""Which texts of the interface there are, and what the catalogue says of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from indexer.export import WORDS

WEB: Final = Path(__file__).parents[2] / "web"
CHINESE: Final = re.compile(r"[\u3007\u4e00-\u9fff]")
PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
_IN_TEMPLATES: Final = re.compile(r"""\b(?:_|ngettext)\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""")
_CALLS: Final = frozenset({"_", "gettext", "ngettext", "said"})


def english() -> dict[str, tuple[str, ...]]:
    """Chinese text → its English, for one and for several where it differs."""
    with (WEB / "translations" / "en.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {
        message.id[0] if isinstance(message.id, tuple) else message.id: (
            tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)
        )
        for message in catalogue
        if message.id
    }


def texts() -> dict[str, str]:
    """Texts of the interface → the file in which they stand first."""
    found = dict.fromkeys(WORDS, "indexer.export")
    for file in sorted(WEB.rglob("*")):
        for text in _texts_of(file):
            found.setdefault(text, file.name)
    return found


def _texts_of(file: Path) -> Iterator[str]:
    if file.suffix == ".html":
        for quoted in _IN_TEMPLATES.findall(file.read_text("utf-8")):
            yield ast.literal_eval(quoted)
    elif file.suffix == ".py":
        tree = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in _CALLS and node.args:
                yield from (part.value for part in ast.walk(node.args[0]) if _is_text(part))
            elif isinstance(node, ast.AnnAssign) and node.value is not None and file.name == "labels.py":
                # Constants, which are looked up by name.
                yield from (
                    part.value for part in ast.walk(node.value) if _is_text(part) and CHINESE.search(part.value)
                )


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
