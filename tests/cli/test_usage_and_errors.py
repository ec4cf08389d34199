"""Errors are one line with what to do; help is complete; the index is found by option, environment and default."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from indexer import ingest
from indexer.cli import main
from tests.cli.running import answer, run

COMMANDS = sorted(main.commands)


@pytest.mark.parametrize(
    "arguments", [("search", "提案"), ("show", "0123456789abcdef"), ("info",), ("serve", "--port", "0")], ids=" ".join
)
def test_without_an_index_every_command_says_how_to_make_one(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*arguments, "--index", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "zhengxie index PATH" in result.stderr
    if arguments[0] != "serve":
        error = answer(*arguments, "--index", tmp_path / "nowhere", code=1)["error"]
        assert error["type"] == "NoIndex"
        assert "zhengxie index PATH" in error["message"]


def test_errors_are_one_line(index: tuple[str, Path], place: Path, tmp_path: Path) -> None:
    for code, arguments in (
        (1, ("show", "0000000000000000", *index)),
        (2, ("search", "提案", "--year", "去年", *index)),
        (1, ("index", place / "reports", "--index", place / "reports")),
        (1, ("info", "--index", place / "reports" / "涪陵.txt")),
    ):
        result = run(*arguments)
        assert result.exit_code == code, arguments
        assert result.stdout == ""
        lines = [line for line in result.stderr.splitlines() if line.startswith("zhengxie: ")]
        assert lines == result.stderr.splitlines()
        assert len(lines) == 1
        assert answer(*arguments, code=code)["error"]["message"] == lines[0].removeprefix("zhengxie: ")


@pytest.mark.parametrize(
    ("options", "told"),
    [([], "what was sent stays on the cluster"), (["--rebuild"], "nothing in the index was changed")],
)
def test_an_interruption_says_what_a_cluster_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    def interrupted(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("indexer.cli.indexing.index_paths", interrupted)
    result = run("index", tmp_path, "--index", "opensearch://host/zhengxie", *options)
    assert result.exit_code == 1
    assert f"interrupted; {told}" in result.stderr


def test_an_interruption_says_that_nothing_changed(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest, "divided", interrupted)
    result = run("index", place / "reports", "--index", tmp_path / "i", "--jobs", "1")
    assert result.exit_code == 1
    assert "interrupted; nothing in the index was changed" in result.stderr
    assert "Aborted" not in result.output
    notes = answer("search", "提案", "--index", tmp_path / "i")["interpretation"]["notes"]
    assert notes == ["索引中还没有报告；请先运行 zhengxie index 文件夹。"]
    assert "the index is empty; fill it" in run("info", "--index", tmp_path / "i").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("index",),
        ("search",),
        ("search", "a", "--size", "0"),
        ("search", "a", "--size", "1000"),
        ("search", "a", "--page", "0"),
        ("search", "a", "--sort", "best"),
        ("search", "a", "--nonsense"),
        ("show",),
        ("describe",),
        ("serve", "--port", "70000"),
        ("index", ".", "--jobs", "0"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: " in result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_complete(name: str) -> None:
    command = main.commands[name]
    result = run(name, "--help")
    assert result.exit_code == 0
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert max(parameter.opts, key=len) in result.stdout
            assert parameter.help or parameter.name in ("sort", "page", "host", "port"), parameter.name
        else:
            assert (parameter.metavar or str(parameter.name).upper()) in result.stdout
    assert name in run("--help").stdout


def test_the_commands_are_those_promised() -> None:
    promised = (
        "adoption backup check compare concordance copy coverage demo describe doctor export figures index info password recount restore "
        "search serve show trends"
    )
    assert promised.split() == COMMANDS
    assert run("--version").stdout.startswith("zhengxie")


def test_the_environment_names_the_index(index: tuple[str, Path], tmp_path: Path) -> None:
    result = run("info", "--json", ZHENGXIE_INDEX=str(index[1]))
    assert json.loads(result.stdout)["reports"] == 2
    assert run("info", "--index", tmp_path / "other", ZHENGXIE_INDEX=str(index[1])).exit_code == 1


def test_index_is_the_default_place(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    assert answer("info")["index"] == "index"


@pytest.mark.parametrize(
    "origin", ["https://example.org/", "example.org", "https://EXAMPLE.org", "null", "file:///a", "https://*", ""]
)
def test_what_is_no_origin_is_refused(origin: str) -> None:
    result = run("serve", "--cors", origin)
    assert result.exit_code == 2
    assert "https://example.org" in result.stderr


@pytest.mark.parametrize("origins", [(), ("*",), ("https://example.org", "http://[::1]:8080", "http://localhost:5000")])
def test_origins_are_handed_to_the_server(origins: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[dict[str, object]] = []
    monkeypatch.setattr("indexer.serving.serve", lambda *arguments, config, **others: served.append(config))
    assert run("serve", *(each for origin in origins for each in ("--cors", origin))).exit_code == 0
    (config,) = served
    assert config["API_ORIGINS"] == origins
