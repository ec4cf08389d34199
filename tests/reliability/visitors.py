"""Bad visitors, made up by numbers: queries, requests and texts that may be anything. The same number makes the same again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import Rule

from web import (
    analysis_arguments,
    arguments,
    comparing_arguments,
    concordance_arguments,
    coverage_arguments,
    figures_arguments,
)
from web.arguments import Argument

_WORDS: Final = (
    "提案",
    "信息",
    "社情民意信息",
    "协商",
    "委员",
    "的",
    "2022年",
    "資訊",
    "NEAR",
    "or",
    "zhengxie",
    "𠀀",
    "ａ",
)
_SIGNS: Final = tuple(
    "\"“”‘’「」『』()（）|-－、:：*?[]{}/\\+=@#%&;,.。！~^$<>'` \t\n\r\0\u200b\u202e\u2028\ufeff\ufffd\ud800"
)
_OPERATORS: Final = (
    " OR ",
    " AND ",
    " NOT ",
    " 或 ",
    " 非 ",
    " NEAR ",
    " NEAR/3 ",
    " NEAR/99999 ",
    "NEAR/x",
    "同句(",
    "同段（",
    "SENTENCE(",
)
_FIELDS: Final = (
    "title:",
    "标题：",
    "organization:",
    "covered:",
    "回顾年度：",
    "delivered:2020..",
    "kind:",
    "year:",
    "completeness:",
)
_YEARS: Final = ("2022", "2020..2022", "..2022", "2020..", "2023..2020", "0000", "99999", "..", "不适用", "-1")
_NUMBERS: Final = ("0", "1", "2", "-1", "999999999", "1000000000", "1e3", "１", "٣", "", " 1", "0x1", "9" * 400)
EVIL: Final = "x-evil"
"""Name of elements and attributes that texts of ours try to make."""
_MARKUP: Final = (
    f"<{EVIL}>",
    f'"><{EVIL}>',
    f"'><{EVIL}>",
    f'" {EVIL}="1',
    f"' {EVIL}='1",
    f" {EVIL}=1 ",
    f"</title><{EVIL}>",
    f"</textarea><{EVIL}>",
    f"</script><{EVIL}>",
    f"</style><{EVIL}>",
    f"--><{EVIL}>",
    f"]]><{EVIL}/>",
    f"<script>{EVIL}()</script>",
    f"<svg onload={EVIL}()>",
    f"<img src=x onerror={EVIL}()>",
    f'<a href="javascript:{EVIL}()">',
    f"javascript:{EVIL}()",
    f"data:text/html,<{EVIL}>",
    "&lt;b&gt;",
    f"&#60;{EVIL}&#62;",
    f"{{{{ {EVIL} }}}}",
    f"{{% {EVIL} %}}",
    "%(name)s",
    "%s",
    "<!--",
    "<![CDATA[",
    "<?xml",
    "\\u003cscript>",
)
_FORMULAS: Final = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "＝1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
    "_x000D_=1",
    '"=1',
    ";=1",
    ",=1",
)
_RECORDS: Final = (
    "\nER  - \nTY  - EVIL\n",
    "\r\nTY  - EVIL",
    "}\n@misc{evil,\n",
    "},\n evil = {",
    "\\input{evil}",
    "\x85TY  - EVIL",
    "\u2028TY  - EVIL",
)
_PATHS: Final = (
    "..",
    ".",
    "",
    "etc",
    "passwd",
    "secret.txt",
    "%2e%2e",
    "..%2f",
    "..\\",
    "C:",
    "~",
    "\0",
    "%00",
    "．．",
    "…",
    "甲.txt",
    "static",
    "/",
    "//",
)


def numbered(what: str, number: int) -> random.Random:
    return random.Random(f"{what} {number}")


def query(chance: random.Random) -> str:
    """What may be typed into the box: near the language, or anything at all."""
    kinds = (_WORDS, _WORDS, _SIGNS, _OPERATORS, _FIELDS, _YEARS, _MARKUP)
    size = chance.choice((1, 3, 8, 20, 60)) if chance.random() < 0.98 else chance.choice((150, 250, 700))
    parts = [
        chance.choice(chance.choice(kinds)) if chance.random() < 0.9 else any_character(chance) for _ in range(size)
    ]
    return chance.choice(("", "", " ")).join(parts)


def any_character(chance: random.Random) -> str:
    return chr(chance.choice((chance.randrange(0x80), chance.randrange(0x4E00, 0x9FFF), chance.randrange(0x110000))))


def hostile(chance: random.Random) -> str:
    """A text that tries to be markup, a formula or a record of its own."""
    kinds = (_MARKUP, _MARKUP, _FORMULAS, _RECORDS, _WORDS, _SIGNS)
    begins = chance.choice(_FORMULAS) if chance.random() < 0.4 else ""
    return begins + "".join(chance.choice(chance.choice(kinds)) for _ in range(chance.randrange(1, 6)))


def path(chance: random.Random, known: Sequence[str] = ()) -> str:
    """A name that tries to lead elsewhere, past some that are ``known``."""
    joined = chance.choice(("/", "/", "\\", "%2f", "%5c"))
    return chance.choice(("", "/", "//", "\\\\x\\")) + joined.join(
        chance.choice((*_PATHS, *known)) for _ in range(chance.randrange(1, 7))
    )


# ------------------------------------------------------------------------------------------- requests

_TABLES: Final[Mapping[str, Mapping[str, Argument]]] = {
    "search": arguments.STATE,
    "export": arguments.EXPORT,
    "cite": arguments.CITATION,
    "suggest": arguments.SUGGEST,
    "facets": arguments.FACET_VALUES,
    "trends": analysis_arguments.TRENDS,
    "compare": comparing_arguments.COMPARE,
    "succession": comparing_arguments.SUCCESSION,
    "concordance": concordance_arguments.CONCORDANCE,
    "neighbours": concordance_arguments.NEIGHBOURS,
    "coverage": coverage_arguments.COVERAGE,
    "adoption": coverage_arguments.ADOPTION,
    "phrases": coverage_arguments.PHRASES,
    "figures": figures_arguments.FIGURES,
}
"""Part of an address → the arguments that it takes."""
_KNOWN: Final[Mapping[str, Argument]] = {name: each for table in _TABLES.values() for name, each in table.items()}
_NAMES: Final = tuple(_KNOWN)
_OTHERS: Final = (
    "seen",
    "find",
    "script",
    "next",
    "language",
    "theme",
    "from",
    "to",
    "send",
    "",
    "Q",
    "q[]",
    "__proto__",
)
_HEADERS: Final = (
    ("Accept-Language", ("en", "zh-Hant", "*;q=x", "\xff", "en" * 2000)),
    ("If-None-Match", ("*", 'W/"x"', '"' * 9, "\xff")),
    ("If-Modified-Since", ("x", "Thu, 99 Jan 9999 99:99:99 GMT")),
    ("Range", ("bytes=0-1", "bytes=-", "bytes=99999999999999999999-", "x")),
    ("Cookie", ("language=x", "zhengxie-form=.x.y", "theme=<x>", "=;=;", "\xff")),
    ("Authorization", ("Basic", "Basic !!!", "Basic Og==", "Bearer x", "Digest x=\xff")),
    ("Origin", ("null", "http://x", "\xff")),
    ("X-Forwarded-For", ("x", "::1", "," * 99)),
    ("X-Request-Id", ("x" * 99, "a b")),
)


def value(chance: random.Random, argument: Argument) -> str:
    """Of an argument: one that it takes, most of the time, or anything."""
    kind = chance.random()
    if kind < 0.15:
        return chance.choice((query(chance), hostile(chance), chance.choice(_NUMBERS), path(chance)))
    if argument.choices:
        return chance.choice(argument.choices)
    if argument.numeric:
        return chance.choice(_NUMBERS) if kind < 0.4 else str(chance.randrange(1, 30))
    if "year" in argument.name:
        return chance.choice(_YEARS)
    return query(chance) if kind < 0.6 else chance.choice(_WORDS)


def rules(app: Flask, without: frozenset[str]) -> list[Rule]:
    """What may be asked for with GET."""
    return [each for each in app.url_map.iter_rules() if "GET" in (each.methods or ()) and each.endpoint not in without]


def address(chance: random.Random, rule: Rule, ids: list[str]) -> str:
    """An address of a rule, with ids that there are and others."""
    found = rule.rule
    for name in rule.arguments:
        given = (
            chance.choice(ids) if chance.random() < 0.7 else chance.choice((path(chance), hostile(chance), "0" * 16))
        )
        for kind in ("", "path:", "string:"):
            found = found.replace(f"<{kind}{name}>", given)
    return found


def sent(chance: random.Random, usual: Mapping[str, Argument]) -> Iterator[tuple[str, str]]:
    """Arguments of a request: those that are ``usual``, some others, some twice."""
    for name, argument in usual.items():
        if argument.required or chance.random() < 0.25:
            yield name, value(chance, argument)
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        name = chance.choice(_NAMES if chance.random() < 0.7 else _OTHERS)
        yield name, value(chance, _KNOWN[name]) if name in _KNOWN else hostile(chance)


def tables(rule: Rule) -> list[Mapping[str, Argument]]:
    """Of which table an address takes its arguments; any may be it where none is known."""
    parts = rule.rule.replace(".", "/").split("/")
    return [table for name, table in _TABLES.items() if name in parts] or list(_TABLES.values())


def headers(chance: random.Random) -> dict[str, str]:
    return {name: chance.choice(values) for name, values in _HEADERS if chance.random() < 0.08}


def quoted(path: str) -> str:
    """A path as a client sends it: what is encoded already stays."""
    return quote(path, safe="/%", errors="surrogatepass")
