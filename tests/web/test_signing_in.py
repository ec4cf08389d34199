"""The password file."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.security import check_password_hash, generate_password_hash

from indexer.errors import IndexerError
from web import create_app
from web.signing_in import check_name, password_line, read_passwords


def test_lines_are_names_and_hashes(tmp_path: Path) -> None:
    file = tmp_path / "passwords.txt"
    lines = [password_line("li", "示例一"), "", "# 备注", password_line("王芳", "示例二")]
    file.write_text("\r\n".join(lines), "utf-8-sig")
    known = read_passwords(file)
    assert list(known) == ["li", "王芳"]
    assert check_password_hash(known["王芳"], "示例二")
    assert not check_password_hash(known["王芳"], "示例一")
    assert password_line("li", "示例一") != lines[0], "each hash has a salt of its own"


@pytest.mark.parametrize("name", ["", " a", "a ", "a:b", "#a", "a\nb", "a\0"])
def test_names_that_cannot_stand_there(name: str) -> None:
    with pytest.raises(IndexerError, match="no name"):
        check_name(name)


@pytest.mark.parametrize(
    "line",
    [
        *("li", "li:", "li:plain", "li:scrypt:32768:8:1$nothing", "li:md5:1$2$3", ":scrypt:32768:8:1$a$" + "0" * 128),
        *(
            "li:scrypt:32768:8:1$a$0123",
            "li:scrypt:x$a$" + "0" * 128,
            "li:pbkdf2:sha256:x$a$00",
            "li:pbkdf2:none:1$a$00",
        ),
    ],
)
def test_a_server_does_not_start_with_a_file_that_is_none(tmp_path: Path, line: str) -> None:
    file = tmp_path / "passwords.txt"
    file.write_text(f"# 示例\n{line}\n", "utf-8")
    with pytest.raises(IndexerError, match=r"line 2: not NAME:HASH; .*zhengxie password"):
        create_app({"INDEX": str(tmp_path), "PASSWORD_FILE": str(file)})
    file.write_bytes("名".encode("gbk"))
    with pytest.raises(IndexerError, match="UTF-8"):
        create_app({"INDEX": str(tmp_path), "PASSWORD_FILE": str(file)})
    file.write_text("# 示例\n", "utf-8")
    with pytest.raises(IndexerError, match=r"nobody is named .*zhengxie password NAME >> "):
        create_app({"INDEX": str(tmp_path), "PASSWORD_FILE": str(file)})
    for other in (tmp_path, tmp_path / "gone"):
        with pytest.raises(IndexerError, match="password file"):
            create_app({"INDEX": str(tmp_path), "PASSWORD_FILE": str(other)})


def test_lines_of_other_tools_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "passwords.txt"
    hashes = [
        generate_password_hash("示例", method)
        for method in ("scrypt", "scrypt:16384:8:1", "pbkdf2", "pbkdf2:sha512:1000")
    ]
    file.write_text("".join(f"li{number}:{each}\n" for number, each in enumerate(hashes)), "utf-8")
    assert list(read_passwords(file).values()) == hashes
