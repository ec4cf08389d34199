"""The file to double-click on Windows, where no test runs: it is written as the system reads it, and says what the commands take."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click
import pytest

from indexer.cli import main

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
    assert [each.partition(" ")[0] for each in commands()] == ["index", "info", "demo", "serve"]


@pytest.mark.parametrize("line", commands())
def test_a_command_takes_what_it_is_given(line: str) -> None:
    name, *arguments = line.split()
    command = main.commands[name]
    assert isinstance(command, click.Command)
    command.make_context(name, [each.strip('"') for each in arguments], resilient_parsing=True)
    options = {option for parameter in command.params for option in parameter.opts}
    assert {each for each in arguments if each.startswith("-")} <= options
