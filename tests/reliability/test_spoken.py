"""The checks of answers find what they are there for."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from tests.reliability import spoken


def book(value: str) -> bytes:
    made, written = Workbook(), io.BytesIO()
    made.active["A1"] = value
    made.save(written)
    return written.getvalue()


ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (spoken.page, b"<p><x-evil>"),
        (spoken.page, b'<p title="a" x-evil="1">'),
        (spoken.page, b"<p onclick=f()>"),
        (spoken.page, b"<p style=color:red>"),
        (spoken.page, b"<style>p{}</style>"),
        (spoken.page, b"<script>f()</script>"),
        (spoken.page, b'<a href="javascript:f()">'),
        (spoken.page, b'<a href=" javascript:f()">'),
        (spoken.page, b'<a href="//example.org/">'),
        (spoken.page, rb'<a href="/\\example.org/">'),
        (spoken.page, b'<form action="data:text/html,x">'),
        (spoken.page, b"<iframe src=/>"),
        (spoken.feed, ATOM.format("<x-evil/>").encode()),
        (spoken.feed, ATOM.format('<link href="javascript:f()"/>').encode()),
        (spoken.table, b"a,b\r\n=1,2\r\n"),
        (spoken.table, "a\r\n＝1\r\n".encode()),
        (spoken.table, b"a,b\r\n1,2,3\r\n"),
        (spoken.workbook, book("=1+1")),
        (spoken.ris, b"TY  - JOUR\nTI  - a\nER  - \nTY  - EVIL\nER  - \n"),
        (spoken.ris, b"TY  - JOUR\na line\nER  - \n"),
        (spoken.bibtex, b"@misc{a,\n title = {b}},\n evil = {c}\n}\n"),
        (spoken.bibtex, b"@misc{a,\n title = {b}\n}\n\n@misc{evil,\n}\n"),
    ],
)
def test_what_is_more_than_text_is_found(check: spoken.Check, bad: bytes) -> None:
    assert check(bad)


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (
            spoken.page,
            b'<!doctype html><p title="a &lt;x-evil&gt;"><a href="/a?b">&lt;x-evil&gt;</a><a href="#p1"></a>',
        ),
        (spoken.page, b'<script type="module" src="/s.js"></script><script type="application/json">{"a": 1}</script>'),
        (spoken.feed, ATOM.format('<title>&lt;x-evil&gt;</title><link href="https://example.org/"/>').encode()),
        (spoken.table, "\ufeffa,b\r\n'=1,-2.5\r\n".encode()),
        (spoken.workbook, book("'=1")),
        (spoken.ris, b"TY  - JOUR\nTI  - TY  - EVIL\nER  - \n\n"),
        (spoken.bibtex, b"@misc{a,\n title = {{b} \\} c}\n}\n\n@misc{b,\n}\n"),
    ],
)
def test_text_is_nothing_to_complain_of(check: spoken.Check, good: bytes) -> None:
    assert check(good) == []


def test_what_is_no_json_is_found() -> None:
    for check in (spoken.as_json, spoken.lines_of_json):
        with pytest.raises(ValueError, match="Expecting value"):
            check(b'{"a": }')
