"""BibTeX and RIS, read back by other programs and by strict grammars."""

from __future__ import annotations

import re
from string import ascii_letters, digits

import bibtexparser
import pytest
import rispy
from hypothesis import example, given

from indexer.citation import Citation, bibtex, ris
from indexer.citation.parts import one_line
from tests.citation.works import FULING, URL, hostile, work, works

FULL = work(
    url=URL,
    published="2024-01-15",
    retrieved="2024-02-01",
    paragraph=3,
    document_number="涪政协〔2024〕1号",
    session="六届三次会议",
    source="示例网",
)
COMMANDS = {
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{character}": character for character in "$&#_%"},
}
TAGS = {
    "TY": "type_of_reference", "ID": "id", "AU": "authors", "TI": "title", "PB": "publisher", "PY": "year", "DA": "date",
    "M3": "type_of_work", "SN": "issn", "UR": "urls", "Y2": "access_date", "LA": "language", "N1": "notes",
}  # fmt: skip


def fields_of(entry: str) -> dict[str, str]:
    """A strict reading of one entry: name → value with its TeX commands read."""
    head = re.match(r"@(techreport|misc)\{([\x21-\x7e]+),\n", entry)
    assert head is not None
    assert entry.endswith("}\n")
    assert not set(head[2]) & set("{}(),=\\\"'%#~")
    found = {"ENTRYTYPE": head[1], "ID": head[2]}
    for line in entry[head.end() : -2].splitlines():
        field = re.fullmatch(r"  ([a-z]+) = \{(.*)\},", line)
        assert field is not None, line
        assert field[1] not in found
        depth = 0
        for character in field[2]:
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0
        found[field[1]] = field[2]
    return found


def read_tex(value: str) -> str:
    command = "|".join(re.escape(name) for name in COMMANDS)
    return re.sub(command, lambda match: COMMANDS[match[0]], value)


def test_bibtex_entry() -> None:
    assert fields_of(bibtex(FULL)) == {
        "ENTRYTYPE": "techreport",
        "ID": "zhengxie-def353c38838a3e3",
        "author": "{政协重庆市涪陵区委员会}",
        "title": "{六届涪陵区政协常委会工作报告（示例）}",
        "institution": "政协重庆市涪陵区委员会",
        "type": "常委会工作报告",
        "number": "涪政协〔2024〕1号",
        "year": "2024",
        "date": "2024-01-15",
        "url": "https://www.example.org/2024/%E5%B7%A5%E4%BD%9C%E6%8A%A5%E5%91%8A?id=1&x=%7B2%7D",
        "urldate": "2024-02-01",
        "langid": "chinese",
        "note": "六届三次会议；来源：示例网；第3段",
    }


def test_what_is_not_known_has_no_field() -> None:
    nothing = work(title=None, organization=None, kind=None, delivered_year=None)
    assert set(fields_of(bibtex(nothing))) == {"ENTRYTYPE", "ID", "title", "langid", "note"}
    assert ris(nothing).split("\r\n") == [
        *(
            "TY  - GEN",
            "ID  - zhengxie-def353c38838a3e3",
            "TI  - [无题]",
            "LA  - zh-Hans",
            "N1  - 题名自拟",
            "ER  - ",
            "",
        )
    ]
    assert fields_of(bibtex(work(delivered_year=None)))["ENTRYTYPE"] == "misc"
    assert fields_of(bibtex(work(organization=None)))["ENTRYTYPE"] == "misc"


def test_keys_are_ascii_and_stay() -> None:
    assert work(title="别的题名", delivered_year=1999).key == work().key
    unnamed = Citation("题", work().metadata)
    assert unnamed.key == Citation("题", work().metadata).key
    assert unnamed.key != Citation("别的题名", work().metadata).key
    assert set(unnamed.key) <= set(ascii_letters + digits + "-")


@given(works())
@example(work(title="{", author="a} and {b", source="\\", session="@article{x,\n}", document_number='%"$'))
@example(work(title="}{", organization=FULING, kind="\\{"))
def test_bibtex_survives_any_text(cited: Citation) -> None:
    entry = bibtex(cited)
    fields = fields_of(entry)
    assert read_tex(fields["title"].removeprefix("{").removesuffix("}")) == cited.heading
    if cited.organization and cited.metadata.author is None:
        assert read_tex(fields["author"]) == f"{{{cited.organization}}}"
    others = read_tex(fields.get("note", ""))
    assert others == "；".join(cited.remarks)
    entry.encode()


@given(works())
def test_bibtexparser_reads_every_entry(cited: Citation) -> None:
    # Two entries, so that one that does not end would swallow the other.
    library = bibtexparser.parse_string(bibtex(cited) + "\n" + bibtex(work()).replace("def", "fed"))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [cited.key, "zhengxie-fed353c38838a3e3"]
    fields = fields_of(bibtex(cited))
    read = {name: field.value for name, field in library.entries[0].fields_dict.items()}
    assert read == {name: value for name, value in fields.items() if name not in ("ENTRYTYPE", "ID")}


def test_ris_record() -> None:
    (read,) = rispy.loads(ris(FULL))
    assert read == {
        "type_of_reference": "RPRT",
        "id": "zhengxie-def353c38838a3e3",
        "authors": ["政协重庆市涪陵区委员会"],
        "title": "六届涪陵区政协常委会工作报告（示例）",
        "publisher": "政协重庆市涪陵区委员会",
        "year": "2024",
        "date": "2024/01/15",
        "type_of_work": "常委会工作报告",
        "issn": "涪政协〔2024〕1号",
        "urls": ["https://www.example.org/2024/%E5%B7%A5%E4%BD%9C%E6%8A%A5%E5%91%8A?id=1&x=%7B2%7D"],
        "access_date": "2024/02/01",
        "language": "zh-Hans",
        "notes": ["六届三次会议", "来源：示例网", "第3段"],
    }


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "RPRT"),
        ({"kind": "法规"}, "GOVDOC"),
        ({"kind": "讲话"}, "GEN"),
        ({"kind": "讲话", "url": URL}, "ELEC"),
        ({"kind": None, "url": URL}, "ELEC"),
    ],
)
def test_type_of_ris(known: dict[str, str], expected: str) -> None:
    assert ris(work(**known)).startswith(f"TY  - {expected}\r\n")


@given(works())
def test_ris_is_tags_and_values_whatever_the_text(cited: Citation) -> None:
    record = ris(cited)
    assert record.endswith("\r\nER  - \r\n")
    lines = record.removesuffix("\r\n").split("\r\n")
    read: list[tuple[str, str]] = []
    for line in lines:
        # One line a field: nothing that any reader takes for a line end stands in a value.
        assert line.splitlines() == [line]
        field = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert field is not None
        read.append((field[1], field[2]))
    assert [tag for tag, _ in read if tag in ("TY", "ER")] == ["TY", "ER"]
    assert {tag for tag, _ in read} - {"ER"} <= set(TAGS)
    assert ("TI", cited.heading) in read
    assert tuple(value for tag, value in read if tag == "AU") == cited.authors
    assert len(rispy.loads(record + "\r\n" + ris(work()))) == 2


@given(hostile)
def test_one_line(text: str) -> None:
    shown = one_line(text)
    assert shown.splitlines() in ([], [shown])
    assert one_line(shown) == shown
    shown.encode()
