"""A small index for all commands, and servers that are ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.running import TEXT, Server, run


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports/ (two good, one empty), and index/ made of it."""
    place = tmp_path_factory.mktemp("cli")
    (place / "reports").mkdir()
    (place / "reports" / "涪陵.txt").write_text(TEXT, "utf-8")
    (place / "reports" / "长寿.txt").write_text(
        TEXT.replace("涪陵", "长寿").replace("2023", "2024").replace("2022", "2023"), "utf-8"
    )
    (place / "reports" / "empty.txt").touch()
    assert run("index", place / "reports", "--index", place / "index").exit_code == 1
    return place


@pytest.fixture
def index(place: Path) -> tuple[str, Path]:
    return "--index", place / "index"


@pytest.fixture
def serving() -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(*arguments: object, **environment: str) -> Server:
        started.append(Server(*arguments, **environment))
        return started[-1]

    yield start
    for server in started:
        server.close()
