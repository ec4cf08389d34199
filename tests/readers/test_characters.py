"""The step that all readers share: one form of every character, and none that a report cannot mean."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import read_file
from indexer.readers.characters import UNIFIED, sanitized

Put = Callable[[str, bytes], Path]


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("⼀⼆⼯⼈⽣⾏⾼", "一二工人生行高"),  # Kangxi radicals
        ("⺠⻓⻔⻋⻅⻢⻛⻰", "民长门车见马风龙"),  # radicals supplement
        ("⻑⻱", "長龜"),  # a traditional text stays one
        ("\uf914\uf9b4\uf967\ufa1a", "樂領不祥"),  # compatibility ideographs
        ("\U0002f800", "丽"),
        ("工作。ＡB１①㈱", "工作。ＡB１①㈱"),  # width, circles and other compatibility characters are the report's own
        ("\ufa0e\ufa11", "\ufa0e\ufa11"),  # unified ideographs in spite of their block
        ("a\r\nb\u2028c\x00\u200b\uffff", "a\nb\nc"),
    ],
)
def test_characters_become_what_is_meant(found: str, meant: str) -> None:
    assert sanitized(found) == meant


def test_every_kangxi_radical_and_compatibility_ideograph_has_its_character() -> None:
    assert all(chr(code) in UNIFIED for code in range(0x2F00, 0x2FD6))
    decomposed = [code for code in range(0xF900, 0xFB00) if unicodedata.decomposition(chr(code))]
    assert all(chr(code) in UNIFIED for code in decomposed if code < 0xFB00)
    assert all(len(form) == len(character) == 1 for form, character in UNIFIED.items())
    assert not UNIFIED.keys() & set(UNIFIED.values())


@given(st.text(alphabet=st.sampled_from(sorted(UNIFIED)) | st.characters()))
def test_nothing_is_left_for_a_second_time(text: str) -> None:
    assert sanitized(sanitized(text)) == sanitized(text)


def test_every_reader_unifies(put: Put) -> None:
    line = "⼆、2023年⼈⺠政协⼯作"
    meant = "二、2023年人民政协工作"
    escaped = "".join(f"&#x{ord(character):x};" for character in line)
    page = f"<html><head><meta name='source' content='{escaped}'></head><body><h1>{escaped}</h1><p>{line}</p></body></html>"
    row = json.dumps({"text": line, "title": line, "division": ["⼭东省"]}, ensure_ascii=False)
    read = {name: read_file(put(name, data.encode()), name).documents[0] for name, data in
            {"a.txt": line, "a.md": f"# {line}", "a.html": page, "a.jsonl": row}.items()}  # fmt: skip
    assert read["a.txt"].text == meant
    assert read["a.md"].text == f"# {meant}"
    assert (read["a.html"].text, read["a.html"].title) == (f"{meant}\n{meant}", meant)
    assert read["a.html"].stated["source"] == meant
    assert (read["a.jsonl"].text, read["a.jsonl"].given) == (meant, {"title": meant, "division": ("山东省",)})
