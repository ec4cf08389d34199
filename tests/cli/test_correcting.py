"""Originals and corrections through the commands: a server, a form that is sent, the next run."""

from __future__ import annotations

import base64
import re
import signal
import urllib.error
import urllib.request
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from indexer.cli import main
from tests.cli.running import DEADLINE, TEXT, Server, answer, run


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with reports/ of one report, and index/ made of it."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "涪陵.txt").write_text(TEXT, "utf-8")
    assert run("index", tmp_path / "reports", "--index", tmp_path / "index").exit_code == 0
    return tmp_path


def asked(server: Server, path: str, data: dict[str, str] | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, body and cookie of an answer, errors included."""
    request = urllib.request.Request(
        server.address.rstrip("/") + path,
        None if data is None else urlencode(data).encode(),
        {name.replace("_", "-"): value for name, value in headers.items()},
    )
    try:
        response = urllib.request.urlopen(request, timeout=DEADLINE)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return response.status, response.read().decode(), (response.headers.get("Set-Cookie") or "").partition(";")[0]


def test_a_correction_goes_from_the_page_into_the_index(here: Path, serving: Callable[..., Server]) -> None:
    index = "--index", here / "index"
    report = answer("search", "", *index)["hits"][0]["id"]
    server = serving("serve", "--port", 0, *index)
    path = f"/reports/{report}/correct"
    status, page, cookie = asked(server, path)
    assert status == 200
    form = {name: unescape(value) for name, value in re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page)}
    form |= {"kind": "常委会工作报告", "organization": "四川省资阳市政协"}
    assert form["was_kind"] == "常委会工作报告"
    refused = asked(server, path, form)  # without the cookie
    assert refused[0] == 403
    assert not (here / "reports" / "metadata.csv").exists()
    for header in ("X_Forwarded_For", "Forwarded", "X_Forwarded_Proto"):
        assert asked(server, path, **{header: "for=192.0.2.7"})[0] == 403, "waitress must not hide it from the pages"
    status, page, _ = asked(server, path, form, Cookie=cookie, Origin=server.address.rstrip("/"))
    assert (status, "metadata.csv" in page) == (200, True)
    assert run("index", here / "reports", *index).exit_code == 0
    known = answer("show", report, *index)
    assert known["organization"] == "四川省资阳市政协"
    assert known["evidence"]["organization"]["where"] == "given:metadata.csv:2"
    assert asked(server, f"/reports/{report}/original")[0] == 404
    assert "315件" in asked(server, f"/reports/{report}/source")[1]


def test_originals_and_names_from_elsewhere(here: Path, serving: Callable[..., Server]) -> None:
    line = CliRunner().invoke(main, ["password", "李明"], input="示例口令\n示例口令\n")
    assert line.exit_code == 0
    assert line.stdout.startswith("李明:scrypt:")
    assert "示例口令" not in line.output
    (here / "passwords.txt").write_text(line.stdout, "utf-8")
    index = "--index", here / "index"
    report = answer("search", "", *index)["hits"][0]["id"]
    server = serving(
        "serve", "--port", 0, "--serve-originals", "--password-file", here / "passwords.txt", "--public", *index
    )
    assert asked(server, f"/reports/{report}/original")[:2] == (200, TEXT)
    path = f"/reports/{report}/correct"
    assert asked(server, path, X_Forwarded_For="192.0.2.7")[0] == 401
    given = base64.b64encode("李明:示例口令".encode()).decode()
    assert asked(server, path, X_Forwarded_For="192.0.2.7", Authorization=f"Basic {given}")[0] == 200


def test_whoever_does_not_sign_in_gets_nothing(here: Path, serving: Callable[..., Server]) -> None:
    line = CliRunner().invoke(main, ["password", "li"], input="示例口令\n示例口令\n").stdout
    (here / "passwords.txt").write_text(line, "utf-8")
    index = "--index", here / "index"
    server = serving("serve", "--host", "0.0.0.0", "--port", 0, "--password-file", here / "passwords.txt", *index)
    assert not [each for each in server.lines if "without signing in" in each]
    given = base64.b64encode("li:示例口令".encode()).decode()
    for path in ("/", "/api/v1/search", "/feed.atom", "/metrics", "/nowhere"):
        assert asked(server, path)[0] == 401
        assert asked(server, path, Authorization=f"Basic {given}")[0] == (404 if path == "/nowhere" else 200)
    assert asked(server, "/healthz")[0] == asked(server, "/readyz")[0] == 200
    server.process.send_signal(signal.SIGTERM)
    server.process.communicate(timeout=DEADLINE)
    errors = server.told()
    assert "示例口令" not in errors
    assert given not in errors
    assert line.partition(":")[2].strip() not in errors


def test_passwords_that_differ_or_names_that_cannot_be(here: Path) -> None:
    differs = CliRunner().invoke(main, ["password", "li"], input="示例\n别的\n")
    assert differs.exit_code != 0
    assert "scrypt" not in differs.stdout
    assert run("password", "a:b").exit_code == 1
    (here / "passwords.txt").write_text("li\n", "utf-8")
    wrong = run("serve", "--port", 0, "--password-file", here / "passwords.txt", "--index", here / "index")
    assert wrong.exit_code == 1
    assert "line 1: not NAME:HASH" in wrong.stderr
