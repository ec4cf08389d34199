"""The interface's three languages: what is written here in simplified Chinese, shown in traditional Chinese or English.

Texts stand in the code and the templates as simplified Chinese, with ``%(name)s`` for what is put in. English is looked up in
``translations/en.po``; traditional Chinese is made by OpenCC. What a report says is never translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Final

import opencc
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, has_request_context
from flask import request as flask_request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.sansio.http import parse_cookie

from indexer.messages import ENUMERATED, Message

HANS: Final = "zh-Hans"
HANT: Final = "zh-Hant"
ENGLISH: Final = "en"
LANGUAGES: Final = {HANS: "简体", HANT: "繁體", ENGLISH: "English"}
"""Language tag (BCP 47) → its name in itself, in the order in which they are offered."""
COOKIE: Final = "language"

_settled: ContextVar[str | None] = ContextVar("language", default=None)
"""The language of the request being answered, once it was asked for: by a page some hundred times, for each of which
Flask's ``g`` would look up the request first."""

_MARKS: Final = str.maketrans("“”", "「」")
"""Quotation marks as they are beside traditional characters (教育部重訂標點符號手冊)."""
_CHINESE: Final = re.compile(r"[\u3000-\u303f\u3400-\u9fff]")
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
"""Subtags of Chinese that say traditional characters."""


def language() -> str:
    """The language of the page being made: as was chosen here, else as the browser asks, else simplified Chinese."""
    return _settled.get() or _settle()


def _settle() -> str:
    if not has_request_context():
        return HANS
    chosen = flask_request.cookies.get(COOKIE)
    found: str = chosen if chosen in LANGUAGES else wanted(flask_request.accept_languages)
    g.language = found  # where others see that the answer depends on it
    _settled.set(found)
    return found


def install(app: Flask) -> None:
    """Have each request settle its language for itself. To be called before what answers or refuses requests."""

    @app.before_request
    def begin() -> None:
        _settled.set(None)

    @app.teardown_request
    def end(error: BaseException | None) -> None:
        _settled.set(None)


def asked_for(cookies: str, accepted: str) -> str:
    """The language that the headers Cookie and Accept-Language ask for, of a request that is none of Flask's."""
    chosen = parse_cookie(cookies).get(COOKIE)
    return chosen if chosen in LANGUAGES else wanted(parse_accept_header(accepted, LanguageAccept))


def wanted(accepted: LanguageAccept) -> str:
    """The language of ours that a browser's list asks for: Chinese in one script or the other, English for any other."""
    for tag, _ in accepted:
        first, *rest = tag.lower().replace("_", "-").split("-")
        if first == "zh":
            return HANT if _TRADITIONAL.intersection(rest) else HANS
        if first != "*":
            return ENGLISH
    return HANS


def gettext(message: str, **values: object) -> str:
    """A text in the page's language, with ``%(name)s`` replaced; a percent sign of the text itself is written %%."""
    return _TABLES[language()](message) % values


def ngettext(message: str, plural: str, count: int, **values: object) -> str:
    """As ``gettext`` for a text with a number in it, which English says otherwise of one than of several.

    Chinese makes no difference: ``plural`` is the same text. ``count`` is put in with separators, as ``%(count)s``.
    """
    english = language() == ENGLISH
    found = _catalogue().ngettext(message, plural, count) if english else _TABLES[language()](message)
    return found % {"count": f"{count:,}", **values}


def worded(word: str) -> str:
    """A word of our lists in the page's language; of names, and in traditional Chinese of all of them, only the script changes."""
    shown = language()
    return _script(word) if shown == HANT else _TABLES[shown](word)


def translated(text: str) -> str:
    """What ``indexer`` says, in the page's language; what somebody typed or what stands in a report as it is."""
    return told(text, language()) if isinstance(text, Message) else text


def in_every_language(text: str) -> tuple[str, ...]:
    """A text of ours as it is shown in each of the languages."""
    return tuple(shown(text) for shown in _TABLES.values())


def is_chinese(text: str) -> bool:
    """Whether there is any Chinese in a text."""
    return _CHINESE.search(text) is not None


def speaker() -> Callable[[str], str]:
    """Words and messages of ours → the same in the page's language, also when its request is over."""
    shown = language()
    return lambda text: told(text, shown) if isinstance(text, Message) else _TABLES[shown](text)


def told(text: str, shown: str) -> str:
    """The same in one of ``LANGUAGES``, without a request."""
    if shown == HANS or not isinstance(text, Message):
        return text
    return text.told(_TABLES[shown], ", " if shown == ENGLISH else ENUMERATED)


def traditional(text: str) -> str:
    """A text of ours in traditional characters, with the quotation marks and the words for files and programs of Taiwan."""
    return _converted(text)


def simplified(text: str) -> str:
    """A text of a report, in traditional characters, in simplified ones; words stay the same."""
    converted: str = _converter("tw2s").convert(text)
    return converted


@lru_cache(maxsize=4096)
def _converted(text: str) -> str:
    words, written = _overrides()
    return words.sub(lambda word: written[word[0]], _script(text))


@lru_cache(maxsize=4096)
def _script(text: str) -> str:
    converted: str = _converter("s2tw").convert(text)
    return converted.translate(_MARKS)


@cache
def _overrides() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds some words in a converted text, the longest first, and how each of them is written."""
    table = (files("web") / "translations" / "zh_Hant_overrides.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    written = {_script(word): instead for word, instead in rows}
    return re.compile("|".join(map(re.escape, sorted(written, key=len, reverse=True)))), written


@cache
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


@cache
def _catalogue() -> Translations:
    source = files("web") / "translations" / "en.po"
    with source.open("rb") as file:
        catalogue = read_po(file, locale="en")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _english(text: str) -> str:
    return _catalogue().gettext(text) if text else ""  # where the catalogue has its header


_TABLES: Final[dict[str, Callable[[str], str]]] = {HANS: str, HANT: traditional, ENGLISH: _english}
