"""The units for systemd and the image for Docker, which no test starts: what they call takes what it is given, and is documented."""

from __future__ import annotations

import json
import re
import shlex
from configparser import ConfigParser
from pathlib import Path
from typing import Final

import click
import pytest

from indexer.cli import main
from tests.test_docs import section

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "docs" / "service"
IMAGE: Final = FOLDER / "Dockerfile"
UNITS: Final = sorted(path.name for path in FOLDER.iterdir() if path != IMAGE)


def unit(name: str) -> ConfigParser:
    read = ConfigParser(interpolation=None)
    read.optionxform = str
    read.read_string((FOLDER / name).read_text("utf-8"))
    return read


def parameters(words: list[str]) -> dict[str, object]:
    """What a command of ours takes of a line; a line that it does not understand ends in an error."""
    name, *arguments = words
    command = main.commands[name]
    assert isinstance(command, click.Command)
    return command.make_context(name, arguments, resilient_parsing=False).params


def test_there_is_a_server_and_what_indexes_at_night() -> None:
    assert UNITS == ["zhengxie-index.service", "zhengxie-index.timer", "zhengxie.service"]
    assert unit("zhengxie-index.timer")["Timer"]["OnCalendar"]


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_unit_calls_what_there_is_and_as_no_administrator(name: str) -> None:
    service = unit(name)["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert Path(program).name == "zhengxie"
    assert str(parameters(words)["location"]).startswith(f"/var/lib/{service['StateDirectory']}/")
    assert service["User"] == "zhengxie"
    assert service["NoNewPrivileges"] == "yes"


def test_both_units_name_one_index() -> None:
    first, second = (
        parameters(shlex.split(unit(name)["Service"]["ExecStart"])[1:])["location"]
        for name in ("zhengxie.service", "zhengxie-index.service")
    )
    assert first == second


def test_the_image_is_made_of_what_is_there_and_answers_elsewhere() -> None:
    text = IMAGE.read_text("utf-8")
    copied = re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == {"pyproject.toml", "README.md", "LICENSE", "indexer", "web"}
    assert all((ROOT / name).exists() for name in names)
    (line,) = re.findall(r"^CMD (.+)$", text, re.MULTILINE)
    program, *words = json.loads(line)
    assert program == "zhengxie"
    given = parameters(words)
    assert (given["host"], given["port"]) == ("0.0.0.0", 8000)
    assert re.search(r"^USER (?!root)\w+$", text, re.MULTILINE)


def test_documentation_says_how_each_is_used() -> None:
    told = section("docs/operations.md", "As a service")
    for name in (*UNITS, IMAGE.name):
        assert f"(service/{name})" in told
    assert all(f"docs/service/{name}" in told for name in (IMAGE.name,))


def test_a_file_that_cannot_be_read_keeps_nobody_from_serving() -> None:
    """The unit that indexes counts as failed then."""
    (line,) = re.findall(
        r"^    systemctl start zhengxie-index\b.*$", section("docs/operations.md", "As a service"), re.M
    )
    assert re.search(r"zhengxie-index;.* enable --now zhengxie ", line)
