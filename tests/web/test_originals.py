"""Downloading originals, and the page of the text before cleaning."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.sidecar.folders import TEXT, run
from tests.web.fake_library import FakeLibrary
from tests.web.indexed import client_of, id_of, indexed
from tests.web.invented_reports import sample_reports
from tests.web.outline import Outline
from web import create_app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return indexed(tmp_path)


@pytest.fixture
def downloads(folder: Path) -> FlaskClient:
    return client_of(folder, SERVE_ORIGINALS=True)


def test_nothing_is_downloaded_unless_it_is_switched_on(folder: Path) -> None:
    page = client_of(folder).get(f"/reports/{id_of(folder, '双.txt')}/original")
    assert page.status_code == 404
    assert "zhengxie serve --serve-originals" in page.text


def test_a_file_is_downloaded_as_it_is(folder: Path, downloads: FlaskClient) -> None:
    url = f"/reports/{id_of(folder, '甲/涪陵.txt')}/original"
    whole = downloads.get(url, buffered=True)
    data = (folder / "甲" / "涪陵.txt").read_bytes()
    assert (whole.status_code, whole.data) == (200, data)
    assert whole.headers["Content-Type"] == "application/octet-stream"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    disposition = whole.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert f"filename*=UTF-8''{quote('涪陵.txt')}" in disposition
    head = downloads.head(url, buffered=True)
    assert (head.status_code, head.data, head.content_length) == (200, b"", len(data))
    part = downloads.get(url, buffered=True, headers={"Range": "bytes=3-8"})
    assert (part.status_code, part.data) == (206, data[3:9])
    same = downloads.get(url, buffered=True, headers={"If-None-Match": whole.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")


def test_of_a_member_the_whole_archive_is_downloaded(folder: Path, downloads: FlaskClient) -> None:
    answer = downloads.get(f"/reports/{id_of(folder, '包.zip')}/original", buffered=True)
    assert answer.data == (folder / "包.zip").read_bytes()


def test_why_a_file_cannot_be_sent_is_said_in_words(
    folder: Path, downloads: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("web.originals.send_file", refuse)
    answer = downloads.get(f"/reports/{id_of(folder, '包.zip')}/original")
    assert answer.status_code == 404
    assert "原始文件打不开（没有权限）。" in answer.text


@pytest.mark.skipif(os.name != "posix", reason="such names and links are those of POSIX")
def test_names_are_safe_and_links_out_of_the_folder_lead_nowhere(folder: Path) -> None:
    name = 'a"\r\nX-Evil: 1;.txt'
    (folder / name).write_text(TEXT.replace("315", "318"), "utf-8")
    (folder / "密.txt").write_text(TEXT.replace("315", "319"), "utf-8")
    run(folder)
    downloads = client_of(folder, SERVE_ORIGINALS=True)
    answer = downloads.get(f"/reports/{id_of(folder, name)}/original", buffered=True)
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a___X-Evil_ 1;.txt"'
    secret = folder.parent / "secret.txt"
    secret.write_text("示例", "utf-8")
    (folder / "密.txt").unlink()
    (folder / "密.txt").symlink_to(secret)
    for page in ("original", "source", "correct"):
        refused = downloads.get(f"/reports/{id_of(folder, '密.txt')}/{page}", base_url="http://localhost")
        assert refused.status_code == 404
        assert "之内" in refused.text


def test_a_record_that_names_a_file_outside_leads_nowhere(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("示例机密", "utf-8")
    library = FakeLibrary([replace(sample_reports()[0], root="报告", file="../secret.txt")])
    client = create_app(
        {"INDEX": str(folder.parent / "index"), "LIBRARY": library, "SERVE_ORIGINALS": True, "TESTING": True}
    ).test_client()
    for page in ("original", "source", "correct"):
        refused = client.get(f"/reports/{library.reports[0].id}/{page}")
        assert refused.status_code == 404
        assert "机密" not in refused.text


def test_the_text_before_cleaning_is_shown_escaped_with_what_left_it(folder: Path) -> None:
    report = id_of(folder, "双.txt", 1)
    answer = client_of(folder).get(f"/reports/{report}/source")
    assert answer.status_code == 200
    page = Outline(answer.text)
    assert any(item["href"] == f"/reports/{report}" for item in page.all("a"))
    assert "下载原始文件" not in answer.text
    assert [item["id"] for item in page.all("li")][:2] == ["l1", "l2"]
    hostile = client_of(folder, SERVE_ORIGINALS=True).get(f"/reports/{id_of(folder, '恶.txt')}/source").text
    assert "<script>" not in hostile
    assert "&lt;script&gt;alert(1)" in hostile
    assert "下载原始文件" in hostile


def test_pages_say_what_is_wrong(folder: Path, downloads: FlaskClient) -> None:
    report = id_of(folder, "甲/涪陵.txt")
    (folder / "甲" / "涪陵.txt").write_text(TEXT.replace("315", "400"), "utf-8")
    assert "文件在编入索引之后有了改动" in downloads.get(f"/reports/{report}/source").text
    (folder / "甲" / "涪陵.txt").unlink()
    for page in ("source", "original"):
        answer = downloads.get(f"/reports/{report}/{page}", buffered=True)
        assert answer.status_code == 404
        assert "不在原处" in answer.text
        assert str(folder) not in answer.text
    assert downloads.get("/reports/0000000000000000/source").status_code == 404
    assert downloads.post(f"/reports/{report}/source").status_code == 405
    downloads.application.extensions["zhengxie"].originals._one_at_a_time.acquire()
    busy = downloads.get(f"/reports/{id_of(folder, '双.txt')}/source")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "10")
