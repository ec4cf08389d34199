"""The file to double-click on Windows, where no test runs: it is written as the system reads it, and says what the commands take."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click
import pytest

from indexer.cli import main
from indexer.engine.manifest import FILE_NAME
from tests.cli.running import run

FILE: Final = Path(__file__).parent.parent / "start.bat"
PROGRAM: Final = re.compile(r'(?<!exist )"\.venv\\Scripts\\zhengxie\.exe"([^<>()\n]*)')


def text() -> str:
    return FILE.read_bytes().decode("ascii")  # another encoding is read as the system's own


def test_lines_end_as_the_interpreter_wants_them() -> None:
    assert text().count("\n") == text().count("\r\n") > 10
    attributes = (FILE.parent / ".gitattributes").read_text("utf-8").splitlines()
    assert "*.bat text eol=crlf" in attributes


def test_each_place_that_is_gone_to_is_there() -> None:
    wanted = set(re.findall(r"goto (\w+)", text()))
    assert wanted
    assert wanted <= set(re.findall(r"^:(\w+)\r$", text(), re.MULTILINE))


def commands() -> list[str]:
    return [found.strip() for found in PROGRAM.findall(text().replace("\r", ""))]


def test_commands_are_called() -> None:
    assert [each.partition(" ")[0] for each in commands()] == ["index", "info", "serve", "demo"]


@pytest.mark.parametrize("line", commands())
def test_a_command_takes_what_it_is_given(line: str) -> None:
    name, *arguments = line.split()
    command = main.commands[name]
    assert isinstance(command, click.Command)
    command.make_context(name, [each.strip('"') for each in arguments], resilient_parsing=True)
    options = {option for parameter in command.params for option in parameter.opts}
    assert {each for each in arguments if each.startswith("-")} <= options


def test_samples_are_shown_where_there_is_no_index_and_only_there(tmp_path: Path) -> None:
    wanted = re.search(r"info --json 2>nul \| findstr (\w+)", text())
    assert wanted is not None
    assert wanted[1] in run("info", "--json", "--index", tmp_path / "none").stdout
    (tmp_path / FILE_NAME).write_text("{")
    assert wanted[1] not in run("info", "--json", "--index", tmp_path).stdout
    assert "--rebuild" in run("info", "--index", tmp_path).stderr


def test_a_drive_is_no_quotation_mark() -> None:
    lines = text().replace("\r", "").splitlines()
    mended = lines.index('if "%FOLDER:~-1%"=="\\" set "FOLDER=%FOLDER%."')
    assert (
        lines.index('if "%FOLDER%"=="" goto serve')
        < mended
        < lines.index('".venv\\Scripts\\zhengxie.exe" index "%FOLDER%"')
    )
