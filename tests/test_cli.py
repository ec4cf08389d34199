"""The commands: what they print, how they fail, and that the servers start and end."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
import pytest
from click.testing import CliRunner, Result

from indexer import ingest
from indexer.cli import main
from indexer.facets import FACETS

TEXT = (
    "政协重庆市涪陵区委员会常务委员会工作报告\n（2023年1月10日）\n2022年工作回顾\n一、提案工作\n"
    "一年来，收到提案315件，立案298件，编报社情民意信息430篇，全部办复。\n"
)
METADATA = {
    "title", "organization", "division", "body", "level", "kind", "covered_year", "covered_from", "delivered_year",
    "published", "source", "completeness",
}  # fmt: skip
HIT = METADATA | {"id", "file", "score", "occurrences", "copies", "passages"}
PAGE = [
    "query",
    "total",
    "copies",
    "occurrences",
    "took_ms",
    "page",
    "pages",
    "size",
    "interpretation",
    "hits",
    "facets",
]
COMMANDS = sorted(main.commands)
DEADLINE = 30
leaves_sockets_open = pytest.mark.filterwarnings(
    # Waitress leaves the sockets of a server that could not start to the garbage collector.
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)


@pytest.fixture
def swept() -> Iterator[None]:
    """What a test leaves to the garbage collector is collected while its warnings are still ignored."""
    yield
    gc.collect()


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], env=environment)


def answer(*arguments: object, code: int = 0) -> Any:
    """The one JSON document that a command prints."""
    result = run(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


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


# --------------------------------------------------------------------------------------------- index


def test_index_ends_with_a_table_and_names_each_failure(place: Path, tmp_path: Path) -> None:
    result = run("index", place / "reports", "--index", tmp_path / "i")
    assert result.exit_code == 1
    table = [line.split() for line in result.stdout.splitlines()]
    assert ["added", "updated", "unchanged", "removed", "failed"] in table
    assert ["2", "0", "0", "0", "1"] in table
    assert any(line[:2] == ["empty.txt", "read"] for line in table)
    assert "3 of 3 files" in result.stderr


def test_index_as_json(place: Path, tmp_path: Path) -> None:
    found = answer("index", place / "reports", "--index", tmp_path / "i", "--jobs", "1", code=1)
    assert (found["files"], found["added"], found["updated"], found["unchanged"], found["removed"]) == (3, 2, 0, 0, 0)
    assert found["failed"] == [{"file": "empty.txt", "member": None, "stage": "read", "reason": "the file is empty"}]
    (place / "reports" / "empty.txt").rename(tmp_path / "empty.txt")
    try:
        found = answer("index", place / "reports", "--index", tmp_path / "i", "--prune", "--rebuild")
    finally:
        (tmp_path / "empty.txt").rename(place / "reports" / "empty.txt")
    assert (found["updated"], found["failed"]) == (2, [])


def test_index_of_what_is_not_there(tmp_path: Path) -> None:
    found = answer("index", tmp_path / "nowhere", "--index", tmp_path / "i", code=1)
    assert found["failed"][0]["stage"] == "find"
    assert "check the path" in found["failed"][0]["reason"]


# -------------------------------------------------------------------------------------------- search


def test_search_as_json_has_the_shape_that_is_promised(index: tuple[str, Path]) -> None:
    page = answer("search", "提案", *index)
    assert list(page) == PAGE
    assert (page["query"], page["total"], page["occurrences"], page["page"], page["pages"]) == ("提案", 2, 4, 1, 1)
    assert page["interpretation"].keys() >= {"mode", "terms", "variants", "notes"}
    for hit in page["hits"]:
        assert hit.keys() >= HIT
        assert hit["division"] == ["重庆市", hit["organization"][3:6]]
        for passage in hit["passages"]:
            assert passage.keys() == {"text", "marks", "headings", "offset"}
            assert passage["marks"]
            assert all(passage["text"][start:end] == "提案" for start, end in passage["marks"])
            report = answer("show", hit["id"], *index)
            assert report["text"][passage["offset"] :].startswith(passage["text"])
    assert list(page["facets"]) == list(FACETS)
    for value in page["facets"]["kind"]:
        assert value.keys() - {"children"} == {"value", "label", "count", "selected"}


def test_filters_sorting_and_pages(index: tuple[str, Path]) -> None:
    def files(*options: str) -> list[str]:
        return [hit["file"] for hit in answer("search", "提案", *options, *index)["hits"]]

    assert files("--year", "2022") == ["涪陵.txt"]
    assert files("--year", "2022..2023", "--sort", "newest") == ["长寿.txt", "涪陵.txt"]
    assert files("--year", "2022", "--year", "2023", "--sort", "oldest") == ["涪陵.txt", "长寿.txt"]
    assert files("--delivered", "2024") == ["长寿.txt"]
    assert files("--organization", "重庆市涪陵区政协") == ["涪陵.txt"]
    assert files("--organization", "重庆市涪陵区政协", "--year", "2023") == []
    assert len(files("--body", "政协", "--level", "县级", "--kind", "常委会工作报告")) == 2
    assert files("--source", "没有的来源") == []
    one, two = (files("--size", "1", "--page", page) for page in "12")
    assert sorted(one + two) == ["涪陵.txt", "长寿.txt"]
    assert len(answer("search", "", *index)["hits"]) == 2


def test_search_for_people(index: tuple[str, Path]) -> None:
    result = run("search", "社情民意信息", *index)
    assert result.exit_code == 0
    assert "共 2 份报告，出现 2 处" in result.stdout
    assert "涪陵.txt" in result.stdout
    assert "回顾年度：" in result.stdout
    assert "已超出末页" in run("search", "提案", "--page", "9", *index).stdout
    assert "共 0 份报告" in run("search", '"查无此语"', *index).stdout


def test_copies_are_one_hit_unless_asked_for(tmp_path: Path) -> None:
    for name, encoding in (("一.txt", "utf-8"), ("二.txt", "gb18030")):
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "texts" / name).write_bytes((TEXT * 3).encode(encoding))
    index = ("--index", tmp_path / "index")
    assert run("index", tmp_path / "texts", *index).exit_code == 0
    page = answer("search", "提案", *index)
    assert (page["total"], page["copies"], [hit["copies"] for hit in page["hits"]]) == (1, 1, [1])
    every = answer("search", "提案", "--copies", *index)
    assert (every["total"], every["copies"], [hit["copies"] for hit in every["hits"]]) == (2, 0, [0, 0])
    printed = run("search", "提案", *index).stdout
    assert "共 1 份报告（另有 1 份相同文本，--copies 逐份列出）" in printed
    assert printed.count("另有 1 份相同文本") == 2
    shown = run("show", page["hits"][0]["id"], *index).stdout
    assert "另有 1 份相同文本" in shown
    assert {"texts/一.txt", "texts/二.txt"} <= set(shown.split())
    copies = answer("show", page["hits"][0]["id"], *index)["copies"]
    assert [copy["id"] for copy in copies][:1] == [page["hits"][0]["id"]]
    assert {copy["file"] for copy in copies} == {"一.txt", "二.txt"}
    assert (answer("info", *index)["reports"], answer("info", *index)["copies"]) == (2, 1)
    assert "reports 2 (1 of them copies of another)" in run("info", *index).stdout


def test_words_of_a_query_may_come_one_by_one(index: tuple[str, Path]) -> None:
    assert answer("search", "提案", "涪陵", *index)["query"] == "提案 涪陵"
    assert json.loads(run("search", *index, "--json", "--", "-涪陵", "提案").stdout)["total"] == 1


# ------------------------------------------------------------------------------------ show, info, describe


def test_show(index: tuple[str, Path]) -> None:
    identity = answer("search", "涪陵", *index)["hits"][0]["id"]
    report = answer("show", identity, *index)
    assert report.keys() >= METADATA | {"id", "text", "evidence", "headings"}
    assert report["evidence"]["covered_year"].keys() == {"text", "where"}
    assert "立案298件" in report["text"]
    shown = run("show", identity, *index)
    assert shown.exit_code == 0
    assert "重庆市涪陵区政协" in shown.stdout
    assert "立案298件" in shown.stdout


def test_info(index: tuple[str, Path]) -> None:
    found = answer("info", *index)
    assert (found["reports"], found["files"], found["organizations"], found["years"]) == (2, 2, 2, [2022, 2023])
    assert found["updated"]
    assert list(found["facets"]) == list(FACETS)
    assert "reports 2, files 2" in run("info", *index).stdout


def test_info_lists_what_is_lacking(place: Path, index: tuple[str, Path], tmp_path: Path) -> None:
    found = answer("info", *index)
    counts = {name: count for name, count in found["not_identified"].items() if name != "completeness"}
    assert counts == {"organization": 0, "covered_year": 0, "delivered_year": 0, "kind": 0, "published": 2}
    lacking = tmp_path / "r"
    lacking.mkdir()
    (lacking / "=a.txt").write_text("示例\n" + "各部门要认真落实，抓好各项工作，取得新的成效。" * 9, "utf-8")
    assert run("index", lacking, "--index", tmp_path / "i").exit_code == 0
    location = "--index", tmp_path / "i"
    (one,) = answer("info", "--unknown", *location)["unknown"]
    assert one.keys() == {"id", "root", "file", "member", "part", "parts", "title", "missing"}
    assert {"organization", "covered_year", "delivered_year", "kind"} <= set(one["missing"])
    assert run("info", "--unknown", *location).stdout.startswith("r/=a.txt\t1\torganization covered_year ")
    assert "r/=a.txt" in run("info", *location).stdout
    assert run("info", "--unknown", "--root", "other", *location).stdout == ""


def test_the_table_that_info_writes_can_be_filled_in(tmp_path: Path) -> None:
    folder, location = tmp_path / "r", ("--index", tmp_path / "i")
    folder.mkdir()
    (folder / "=a.txt").write_text("示例\n" + "各部门要认真落实，抓好各项工作，取得新的成效。" * 9, "utf-8")
    (folder / "b.txt").write_text(TEXT, "utf-8")
    run("index", folder, *location)
    table = run("info", "--template", *location).stdout_bytes
    head, row, end = table.decode("utf-8").split("\r\n")
    assert head == "\ufeff文件,篇,标题,机构,回顾年度,报告年份,发布日期,材料类型,备注"
    assert end == ""
    assert row.startswith("./=a.txt,,,,,,,,")
    filled = table.decode("utf-8").replace("./=a.txt,,,,,,,,", "./=a.txt,,,重庆市政协,2022,2023,未识别,工作综述,")
    (folder / "metadata.csv").write_bytes(filled.removeprefix("\ufeff").encode("gb18030"))
    assert answer("index", folder, *location)["updated"] == 1
    (hit,) = answer("search", "各部门", *location)["hits"]
    assert (hit["organization"], hit["covered_year"], hit["kind"]) == ("重庆市政协", 2022, "工作综述")
    assert run("info", "--template", *location).stdout_bytes.count(b"\r\n") == 1, "nothing is left to ask for"


def test_a_table_is_for_one_folder(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"示例{name}\n" + "各部门要认真落实，抓好各项工作。" * 9, "utf-8")
    run("index", tmp_path / "甲", tmp_path / "乙", "--index", tmp_path / "i")
    result = run("info", "--template", "--index", tmp_path / "i")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "乙, 甲 with --root" in result.stderr
    assert "a.txt" in run("info", "--template", "--root", "甲", "--index", tmp_path / "i").stdout


def test_describe(place: Path, tmp_path: Path) -> None:
    good, bad, missing = place / "reports" / "涪陵.txt", place / "reports" / "empty.txt", tmp_path / "nowhere.txt"
    found = answer("describe", good, bad, missing, code=1)
    assert list(found) == ["files"]
    first, second, third = found["files"]
    assert [each["file"] for each in found["files"]] == [str(good), str(bad), str(missing)]
    assert "error" not in first
    (report,) = first["reports"]
    assert report.keys() >= METADATA | {
        "text",
        "evidence",
        "completeness",
        "now",
        "furniture",
        "encoding",
        "characters",
    }
    assert report["organization"] == "重庆市涪陵区政协"
    assert report["division"] == ["重庆市", "涪陵区"]
    assert (report["covered_year"], report["delivered_year"]) == (2022, 2023)
    assert (report["format"], report["encoding"], report["characters"]) == ("text", "utf-8", len(report["text"]))
    assert all(value.keys() == {"text", "where"} for value in report["evidence"].values())
    assert (second["reports"], third["reports"]) == ([], [])
    assert second["error"] == "read: the file is empty"
    assert "no such file" in third["error"]
    assert len(answer("describe", good)["files"]) == 1
    shown = run("describe", good, bad)
    assert shown.exit_code == 1
    assert "重庆市涪陵区政协" in shown.stdout
    assert "the file is empty" in shown.stdout


def test_describe_shows_every_field_with_its_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"返回首页  打印本页\n{TEXT}责任编辑：示例\n"
    (tmp_path / "a.txt").write_bytes(text.encode("gb18030"))
    (tmp_path / "metadata.jsonl").write_text('{"file": "a", "source": "示例网"}\n', "utf-8")
    shown = run("describe", "a.txt").stdout
    for label in ("标题", "机构", "全称", "行政区划", "材料类型", "届次", "回顾年度", "报告年份", "发布日期", "完整性"):
        assert label in shown
    for label in ("来源", "作者", "网址", "文号", "采集日期", "文字", "gb18030", "字段", "判定依据", "位置"):
        assert label in shown
    assert "示例网" in shown
    assert "metadata.jsonl 第1行" in shown
    assert "未识别" in shown
    assert "清除" in shown
    assert "立案298件" not in shown, "texts are long"
    assert "立案298件" in run("describe", "--text", tmp_path / "a.txt").stdout


def test_describe_walks_a_folder(place: Path) -> None:
    found = answer("describe", place / "reports", code=1)["files"]
    assert [Path(each["file"]).name for each in found] == ["empty.txt", "涪陵.txt", "长寿.txt"]
    assert [len(each["reports"]) for each in found] == [0, 1, 1]


def test_describe_says_what_a_sidecar_is_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    sidecar = tmp_path / "metadata.jsonl"
    sidecar.write_text('{"file": "a", "year": 20233}\n{"file": "z", "year": 2022}\n', "utf-8")
    (one,) = answer("describe", sidecar, code=1)["files"]
    assert (one["sidecar"], one["reports"]) == (True, [])
    assert "row 1, column year" in one["error"]
    assert "no such file or folder: z" in one["notes"][0]
    (a,), (b,) = (
        answer("describe", tmp_path / name, code=code)["files"] for name, code in (("a.txt", 1), ("b.txt", 0))
    )
    assert "row 1" in a["error"]
    assert "error" not in b, "what is wrong with other files is told of those"
    assert "a sidecar" in run("describe", sidecar).stdout


# -------------------------------------------------------------------------------------------- errors


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


def test_an_interruption_says_that_nothing_changed(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest, "prepare", interrupted)
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
    assert COMMANDS == ["demo", "describe", "index", "info", "search", "serve", "show"]
    assert run("--version").stdout.startswith("zhengxie")


def test_the_environment_names_the_index(index: tuple[str, Path], tmp_path: Path) -> None:
    result = run("info", "--json", ZHENGXIE_INDEX=str(index[1]))
    assert json.loads(result.stdout)["reports"] == 2
    assert run("info", "--index", tmp_path / "other", ZHENGXIE_INDEX=str(index[1])).exit_code == 1


def test_index_is_the_default_place(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    assert answer("info")["index"] == "index"


# ---------------------------------------------------------------------------------------- processes


def command(*arguments: object, **environment: str) -> subprocess.Popen[bytes]:
    code = "from indexer.cli import main; main(prog_name='zhengxie')"
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )


def test_a_console_that_is_not_utf_8_ends_nothing_and_json_stays_whole(index: tuple[str, Path]) -> None:
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    started = [command("search", "提案", *index, *options, **environment) for options in ((), ("--json",))]
    (text, text_errors), (document, errors) = (each.communicate(timeout=DEADLINE) for each in started)
    assert [each.returncode for each in started] == [0, 0], text_errors + errors
    assert b"2022" in text
    assert text_errors == errors == b""
    found = json.loads(document.decode("ascii"))
    assert (found["query"], found["total"]) == ("提案", 2)


def test_a_pipe_that_is_closed_early_is_no_crash(index: tuple[str, Path]) -> None:
    process = command("search", "提案", *index)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(DEADLINE) in (0, 1)
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


class Server:
    """A server command as a process, up to the line that says where it listens."""

    def __init__(self, *arguments: object, **environment: str) -> None:
        self.process = command(*arguments, **environment)
        assert self.process.stdout is not None
        self.lines: list[str] = []
        for line in self.process.stdout:
            self.lines.append(line.decode())
            if "serving " in self.lines[-1]:
                self.address = self.lines[-1].split()[1]
                return
        raise AssertionError(f"it did not start: {self.process.communicate()[1].decode()}")

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(self.address.rstrip("/") + quote(path, safe="/?=&%"), timeout=DEADLINE) as response:
            return response.status, response.read().decode()

    def end(self, number: signal.Signals) -> tuple[int, float]:
        """Exit code, and seconds until the process ended."""
        sent = time.monotonic()
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=DEADLINE)
        assert errors == b""
        return self.process.returncode, time.monotonic() - sent


@pytest.fixture
def serving() -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(*arguments: object, **environment: str) -> Server:
        started.append(Server(*arguments, **environment))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_ends(
    serving: Callable[..., Server], index: tuple[str, Path], number: signal.Signals
) -> None:
    server = serving("serve", "--port", 0, *index)
    assert server.address.startswith("http://127.0.0.1:")
    status, page = server.get("/")
    assert status == 200
    assert "<html" in page
    assert json.loads(server.get("/healthz")[1])["status"] == "ok"
    found = json.loads(server.get("/api/search?q=%E6%8F%90%E6%A1%88")[1])
    assert list(found) == PAGE
    assert found["total"] == 2
    code, seconds = server.end(number)
    assert code == 0
    assert seconds < 5


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_demo_serves_the_samples_and_tidies_up(
    serving: Callable[..., Server], tmp_path: Path, number: signal.Signals
) -> None:
    server = serving("demo", "--port", 0, TMPDIR=str(tmp_path))
    assert "示例" in server.lines[0]
    assert int(server.lines[0].split()[0]) >= 40
    assert list(tmp_path.iterdir())
    assert json.loads(server.get("/api/search?q=%E6%8F%90%E6%A1%88")[1])["total"] > 5
    code, seconds = server.end(number)
    assert code == 0
    assert seconds < 5
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_requests_that_wait_are_no_complaint(serving: Callable[..., Server], index: tuple[str, Path]) -> None:
    server = serving("serve", "--port", 0, *index)
    with ThreadPoolExecutor(24) as visitors:
        statuses = list(visitors.map(lambda number: server.get(f"/?q=提案{number}")[0], range(96)))
    assert statuses == [200] * 96
    assert server.end(signal.SIGINT)[0] == 0  # with nothing among its errors


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_ending_at_once_is_clean_too(serving: Callable[..., Server], index: tuple[str, Path]) -> None:
    assert serving("serve", "--port", 0, *index).end(signal.SIGINT)[0] == 0


@leaves_sockets_open
@pytest.mark.usefixtures("swept")
def test_a_port_that_is_taken_is_one_line(index: tuple[str, Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port, *index)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert f"127.0.0.1:{port}" in result.stderr
    assert "--port" in result.stderr


@leaves_sockets_open
@pytest.mark.usefixtures("swept")
def test_a_host_without_an_address_is_one_line(index: tuple[str, Path]) -> None:
    result = run("serve", "--host", "not a host", "--port", 0, *index)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "--host" in result.stderr
