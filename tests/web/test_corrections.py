"""更正: the form, who may send it, and what is written."""

from __future__ import annotations

import base64
import re
import shlex
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.sidecar.folders import run
from tests.web.indexed import client_of, id_of, indexed, token_of
from web.signing_in import password_line

FIELDS = ("title", "organization", "kind", "covered_year", "delivered_year", "published", "session")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return indexed(tmp_path)


@pytest.fixture
def url(folder: Path) -> str:
    return f"/reports/{id_of(folder, '甲/涪陵.txt')}/correct"


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return client_of(folder)


def values_of(page: str) -> dict[str, str]:
    """What the form holds, as a browser would send it."""
    found = re.findall(r'<input [^>]*?name="(\w+)"[^>]*? value="([^"]*)"', page)
    chosen = re.search(r'<option value="([^"]*)" selected>', page)
    return {name: unescape(value) for name, value in found} | {"kind": unescape(chosen[1]) if chosen else ""}


def sent(client: FlaskClient, url: str, changes: dict[str, str], **options: Any) -> TestResponse:
    form = values_of(client.get(url, **options).text)
    return client.post(url, data={**form, **changes}, **options)


def test_the_form_holds_what_is_known_and_why(client: FlaskClient, url: str) -> None:
    page = client.get(url)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    values = values_of(page.text)
    assert {name: values[name] for name in FIELDS} == {name: values.get(f"was_{name}") for name in FIELDS}
    assert (values["organization"], values["covered_year"]) == ("重庆市涪陵区政协", "2022")
    assert values["kind"] == "常委会工作报告"
    assert '<q lang="zh-Hans">2022年工作回顾</q> 小标题（第3段）' in page.text
    assert '<option value="重庆市涪陵区政协">' in page.text
    cookie = client.get_cookie("zhengxie-form")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Strict")


def test_a_correction_is_written_told_and_taken_up_by_the_next_run(folder: Path, client: FlaskClient, url: str) -> None:
    answer = sent(client, url, {"organization": " 四川省资阳市政协 ", "covered_year": "2018—2022"})
    assert answer.status_code == 200, answer.text
    assert "报告/甲/metadata.csv" in answer.text
    command = shlex.join(["zhengxie", "index", str(folder), "--index", str(folder.parent / "index")])
    assert command in unescape(answer.text)
    rows = (folder / "甲" / "metadata.csv").read_text("utf-8-sig").splitlines()
    assert rows[1:] == ["涪陵.txt,,,四川省资阳市政协,,2018—2022,,,"], "only what was changed is given"
    again = client.get(url).text
    assert values_of(again)["covered_year"] == "2018—2022"
    assert "已写入 metadata.csv 第 2 行，尚未编入索引" in again
    run(folder)
    page = client.get(url).text
    assert "尚未编入索引" not in page
    assert "人工给定 甲/metadata.csv 第2行" in page
    assert sent(client, url, {"covered_year": ""}).status_code == 200
    run(folder)
    assert values_of(client.get(url).text)["covered_year"] == "2022"


def test_errors_stand_by_their_fields_and_nothing_is_written(folder: Path, client: FlaskClient, url: str) -> None:
    bad = {"organization": "重庆市", "covered_year": "二十二", "published": "2024", "title": "", "session": "七届"}
    answer = sent(client, url, bad)
    assert answer.status_code == 422
    for name in ("organization", "covered_year", "published", "title"):
        assert f'id="e-{name}"' in answer.text
    assert 'id="e-session"' not in answer.text
    assert values_of(answer.text)["session"] == "七届", "what was typed stays"
    assert "没有改动" in sent(client, url, {}).text
    assert sent(client, url, {"kind": "<b>小说"}).status_code == 422
    assert not (folder / "甲" / "metadata.csv").exists()
    (folder / "甲" / "metadata.xlsx").write_bytes(b"PK\x03\x04 damaged")
    refused = sent(client, url, {"session": "七届"})
    assert refused.status_code == 409
    assert "metadata.xlsx 读不出来" in refused.text


def test_a_part_of_a_file_and_a_member_are_corrected(folder: Path, client: FlaskClient) -> None:
    for file, part in (("双.txt", 1), ("包.zip", 0)):
        assert sent(client, f"/reports/{id_of(folder, file, part)}/correct", {"kind": "讲话"}).status_code == 200
    rows = (folder / "metadata.csv").read_text("utf-8-sig").splitlines()
    assert rows[1:] == ["双.txt,2,,,讲话,,,,", "包.zip/内/甲.txt,,,,讲话,,,,"]


# ------------------------------------------------------------------------------------------- who may


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "192.0.2.7"),
        ({}, "::ffff:192.0.2.7"),
        ({}, ""),
        ({"Host": "evil.example"}, "127.0.0.1"),
        ({"Host": "localhost.evil.example:8000"}, "127.0.0.1"),
        ({"Host": "127.0.0.1@evil.example"}, "127.0.0.1"),
        ({"Host": "[::1"}, "127.0.0.1"),
        ({"Host": "192.168.1.5"}, "127.0.0.1"),
        ({"X-Forwarded-For": "192.0.2.7"}, "127.0.0.1"),
        ({"X-Forwarded-Host": "localhost"}, "127.0.0.1"),
        ({"Forwarded": "for=192.0.2.7"}, "127.0.0.1"),
        ({"X-Real-IP": "192.0.2.7"}, "127.0.0.1"),
        ({"Via": "1.1 proxy"}, "127.0.0.1"),
    ],
)
def test_nobody_else_may(folder: Path, client: FlaskClient, url: str, headers: dict[str, str], address: str) -> None:
    form = values_of(client.get(url).text) | {"session": "七届"}
    environment = {"REMOTE_ADDR": address}
    for answer in (
        client.get(url, headers=headers, environ_base=environment),
        client.post(url, data=form, headers=headers, environ_base=environment),
    ):
        assert answer.status_code in (403, 400)
        assert 'name="token"' not in answer.text
    assert not (folder / "甲" / "metadata.csv").exists()


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.8.8.8"])
def test_whoever_sits_here_may(client: FlaskClient, url: str, host: str, address: str) -> None:
    answer = client.get(url, headers={"Host": host}, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 200


def test_a_proxy_that_says_nothing_is_known_by_its_old_protocol(client: FlaskClient, url: str) -> None:
    assert client.get(url, environ_overrides={"SERVER_PROTOCOL": "HTTP/1.0"}).status_code == 403


@pytest.mark.parametrize(
    ("forged", "headers"),
    [
        ({"token": ""}, {}),
        ({"token": "guessed"}, {}),
        ({"token": "\udcff中"}, {}),
        ({}, {"Origin": "https://evil.example"}),
        ({}, {"Origin": "http://localhost:3000"}),
        ({}, {"Origin": "null"}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_forms_of_other_pages_are_refused(
    folder: Path, client: FlaskClient, url: str, forged: dict[str, str], headers: dict[str, str]
) -> None:
    data = (
        values_of(client.get(url).text)
        | {"session": "七届"}
        | {name: value.encode("utf-8", "replace").decode() for name, value in forged.items()}
    )
    answer = client.post(url, data=data, headers=headers)
    assert answer.status_code == 403
    assert "七届" not in answer.text, "what another page made up is not put into the form"
    assert not (folder / "甲" / "metadata.csv").exists()
    fine = client.post(
        url,
        data=values_of(answer.text) | {"session": "七届"},
        headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )
    assert fine.status_code == 200


def test_a_token_without_its_cookie_is_worth_nothing(folder: Path, client: FlaskClient, url: str) -> None:
    data = values_of(client.get(url).text) | {"session": "七届"}
    assert client.application.test_client().post(url, data=data).status_code == 403
    assert not (folder / "甲" / "metadata.csv").exists()


def test_too_much_is_refused(client: FlaskClient, url: str) -> None:
    answer = client.post(url, data={"token": token_of(client.get(url).text), "title": "长" * 70_000})
    assert answer.status_code == 413
    assert "太长" in answer.text


# ------------------------------------------------------------------------------------------ signing in


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def test_whoever_signs_in_may_from_anywhere(folder: Path, url: str, tmp_path: Path) -> None:
    kept = tmp_path / "passwords.txt"
    kept.write_text(f"# 示例\n\n{password_line('李明', '示例：口令')}\n", "utf-8")
    client = client_of(folder, PASSWORD_FILE=str(kept), PUBLIC=True)
    away: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}, "base_url": "http://reports.example"}
    asked = client.get(url, **away)
    assert asked.status_code == 401
    assert asked.headers["WWW-Authenticate"].startswith("Basic realm=")
    for wrong in (
        basic("李明", "示例"),
        basic("别人", "示例：口令"),
        basic("", ""),
        {"Authorization": "Basic !!!"},
        {"Authorization": "Bearer 示例：口令".encode().decode("latin-1")},
    ):
        assert client.get(url, headers=wrong, **away).status_code == 401
    right = basic("李明", "示例：口令")
    answer = sent(client, url, {"session": "七届"}, headers=right, **away)
    assert answer.status_code == 200
    kept.write_text(password_line("别人", "另一个示例") + "\n", "utf-8")
    assert client.get(url, headers=right, **away).status_code == 401, "the file is read again when it changes"


def test_who_signs_in_at_a_proxy_is_sent_there(folder: Path, url: str) -> None:
    client = client_of(folder, USER_HEADER="X-Remote-User", PROXIES=1, PUBLIC=True)
    away: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}, "base_url": "http://reports.example"}
    refused = client.get(url, **away)
    assert refused.status_code == 403
    assert "反向代理" in refused.text
    assert "--password-file" not in refused.text, "it cannot be given beside --user-header"
    assert client.get(url, headers={"X-Remote-User": "li"}, **away).status_code == 200


# ----------------------------------------------------------------------------------------- the cookie


def cookie_of(client: FlaskClient, url: str, **asked: Any) -> set[str]:
    """What the cookie of a form says besides its value."""
    (line,) = client.get(url, **asked).headers.getlist("Set-Cookie")
    return {part.strip() for part in line.split(";")[1:]}


def test_the_cookie_goes_back_by_tls_where_it_came_by_tls(folder: Path, url: str) -> None:
    usual = {"HttpOnly", "SameSite=Strict", "Path=/"}
    assert cookie_of(client_of(folder), url) == usual
    assert cookie_of(client_of(folder), url, base_url="https://localhost") == usual | {"Secure"}
    named = {"X-Remote-User": "li", "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    app = client_of(folder, USER_HEADER="X-Remote-User", PROXIES=1).application
    assert cookie_of(app.test_client(), url, headers=named) == usual | {"Secure"}
    assert cookie_of(app.test_client(), url, headers={**named, "X-Forwarded-Proto": "http"}) == usual


def test_a_proxy_that_nobody_named_says_nothing_of_tls(folder: Path, url: str, tmp_path: Path) -> None:
    kept = tmp_path / "passwords.txt"
    kept.write_text(password_line("li", "示例") + "\n", "utf-8")
    client = client_of(folder, PASSWORD_FILE=str(kept))
    headers = {**basic("li", "示例"), "X-Forwarded-Proto": "https"}
    assert "Secure" not in cookie_of(client, url, headers=headers)


def test_sites_on_one_host_do_not_take_each_others_cookies(folder: Path, url: str) -> None:
    for prefix in ("/one", "/two"):
        assert f"Path={prefix}" in cookie_of(client_of(folder, PREFIX=prefix), f"{prefix}{url}")
