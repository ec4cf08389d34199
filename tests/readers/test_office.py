"""Old Word and WPS files, made by the LibreOffice that reads them."""

from __future__ import annotations

import http.server
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from indexer.errors import ReadError
from indexer.readers import office, read_file
from indexer.readers.signature import true_suffix
from tests.processes import runs, until

Put = Callable[[str, bytes], Path]
needs_libreoffice = pytest.mark.skipif(
    office.libreoffice() is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)"
)


def as_doc(document: Any, folder: Path) -> bytes:
    """A python-docx document as an old Word file."""
    source = folder / "made.docx"
    document.save(source)
    program = office.libreoffice()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", str(folder / "made"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "made" / "made.doc").read_bytes()


@pytest.fixture
def document() -> Any:
    made = docx.Document()
    made.core_properties.title = "示例工作报告"
    made.add_heading("一、加强思想政治引领", 1)
    made.add_paragraph("一年来，示例市政协认真履行职能，收到提案315件。")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "提案", "315"
    made.add_paragraph("示例到此结束。")  # Word puts a paragraph behind every table
    return made


@needs_libreoffice
@pytest.mark.parametrize("name", ["报告.doc", "a.wps", "a.docx"])
def test_an_old_word_file_under_several_names(put: Put, tmp_path: Path, document: Any, name: str) -> None:
    data = as_doc(document, tmp_path)
    assert true_suffix(data, ".doc") == ".doc"
    (read,) = read_file(put(name, data), name).documents
    assert [line for line in read.text.split("\n") if line] == [
        "一、加强思想政治引领",
        "一年来，示例市政协认真履行职能，收到提案315件。",
        "提案\t315",
        "示例到此结束。",
    ]
    assert (read.file, read.format, read.stated["title"]) == (name, "docx", "示例工作报告")
    assert read.heading_lines == {0: 1}


@needs_libreoffice
def test_pictures_from_elsewhere_are_not_fetched(
    put: Put, tmp_path: Path, document: Any, asked: tuple[str, list[str]]
) -> None:
    address, requests = asked
    part = document.part
    relation = part.relate_to(f"{address}/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.paragraphs[1].runs[0]._r.append(parse_xml(LINKED.format(relation)))
    data = as_doc(document, tmp_path)
    assert address.encode() in data.replace(b"\0", b"")
    requests.clear()
    assert read_file(put("a.doc", data), "a.doc").errors == ()
    assert requests == []


LINKED = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:inline><wp:extent cx="100000" cy="100000"/>'
    '<wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="{}"/></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100000" cy="100000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
"""A picture that is only linked to."""


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server that has nothing, and what it was asked for."""
    requests: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            requests.append(self.rfile.readline().decode())
            self.close_connection = True

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", requests
        server.shutdown()
        thread.join()


@needs_libreoffice
def test_a_damaged_word_file_is_an_error(put: Put, tmp_path: Path, document: Any) -> None:
    data = as_doc(document, tmp_path)[:1500] + bytes(3000)
    result = read_file(put("a.doc", data), "a.doc")
    assert result.documents == ()
    assert result.errors[0].reason


def test_without_libreoffice_it_says_what_to_do(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    result = read_file(put("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)), "a.doc")
    assert "install" in result.errors[0].reason
    assert ".docx" in result.errors[0].reason


@pytest.mark.skipif(sys.platform == "win32", reason="the program that hangs is a shell script")
def test_a_conversion_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = tmp_path / "pid"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {noted}\nwait\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "libreoffice", lambda: str(program))
    monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(ReadError, match="more than 1 seconds"):
        office.read(b"x", "a.doc", ".doc")
    until(lambda: not runs(int(noted.read_text("utf-8"))))


def test_a_program_that_makes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: sys.executable)
    with pytest.raises(ReadError, match="makes no Word file"):
        office.read(BytesIO().getvalue(), "a.doc", ".doc")


@pytest.mark.skipif(sys.platform == "win32", reason="the program that hangs is a shell script")
def test_of_a_conversion_that_is_ended_no_temporary_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nmkdir "$TMPDIR/lu1.tmp" && touch {tmp_path}/made\nsleep 600\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(office, "libreoffice", lambda: str(program))
    monkeypatch.setattr(office, "SECONDS", 2)
    with pytest.raises(ReadError, match="more than 2 seconds"):
        office.read(b"x", "a.doc", ".doc")
    assert (tmp_path / "made").exists()
    assert list(temporary.iterdir()) == []
