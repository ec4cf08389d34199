"""The pages in a real browser, over a live server with invented reports."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from flask import Flask
from playwright import sync_api as playwright
from werkzeug.serving import make_server

from indexer.ingest import index_paths
from indexer.search import open_library
from tests.web.fake_library import FakeLibrary
from web import create_app

LOCALES: Final = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}
"""Language of the interface → the browser's, that asks for it."""


FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
"""Of a Chromium that keeps to the pages it is led to."""


def chromium() -> str | None:
    """The path of a Chromium, if there is one on this machine."""
    wanted = os.environ.get("ZHENGXIE_CHROMIUM")
    if wanted:
        return wanted
    if Path("/usr/bin/chromium").exists():
        return "/usr/bin/chromium"
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for found in map(shutil.which, names) if found), None)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(create_app({"LIBRARY": FakeLibrary()})) as found:
        yield found


@pytest.fixture(scope="module")
def counted_address() -> Iterator[str]:
    """A server over a real index of the invented reports: what is counted there can be searched for."""
    held = FakeLibrary()
    with served(create_app({"LIBRARY": held.counted})) as found:
        yield found
    held.counted.close()


@pytest.fixture(scope="session")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the samples that come with the program; their files lie beside it."""
    folder = tmp_path_factory.mktemp("real")
    with as_file(files("indexer.data") / "samples" / "reports") as samples:
        shutil.copytree(samples, folder / "示例报告")
    index_paths([folder / "示例报告"], folder / "index")
    return folder / "index"


@pytest.fixture(scope="session")
def real_address(real_index: Path) -> Iterator[str]:
    """A server over that index, with downloads."""
    with served(create_app({"INDEX": str(real_index), "SERVE_ORIGINALS": True})) as found:
        yield found


@pytest.fixture(scope="session")
def real_report(real_index: Path) -> str:
    """The path of one of its reports, which has lines that cleaning took out."""
    reports = sorted(open_library(real_index).catalogue(), key=lambda report: report.file)
    return next(f"/reports/{report.id}" for report in reports if report.file.endswith(".html"))


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which an application is served meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    executable = chromium()
    if executable is None:
        pytest.skip("no Chromium on this machine (set ZHENGXIE_CHROMIUM to its path)")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=executable, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(params=[True, False], ids=["javascript", "no javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def interface() -> str:
    """Language of the interface; tests may ask for another one."""
    return "zh-Hans"


@pytest.fixture
def expected_status() -> int:
    """Status that pages of a test may be answered with; from 400 on tests ask for another one."""
    return 200


@pytest.fixture
def page(
    browser: playwright.Browser, address: str, javascript: bool, interface: str, expected_status: int
) -> Iterator[playwright.Page]:
    """A page of the invented reports that fails the test for any complaint of the browser and any request to elsewhere."""
    with watched(browser, address, javascript, interface, expected_status) as opened:
        yield opened


@pytest.fixture
def counted_page(
    browser: playwright.Browser, counted_address: str, javascript: bool, interface: str, expected_status: int
) -> Iterator[playwright.Page]:
    """As ``page``, over an index of the invented reports."""
    with watched(browser, counted_address, javascript, interface, expected_status) as opened:
        yield opened


@pytest.fixture
def real_page(
    browser: playwright.Browser, real_address: str, javascript: bool, interface: str, expected_status: int
) -> Iterator[playwright.Page]:
    """As ``page``, over a real index."""
    with watched(browser, real_address, javascript, interface, expected_status) as opened:
        yield opened


@contextmanager
def watched(
    browser: playwright.Browser, address: str, javascript: bool, interface: str, expected_status: int
) -> Iterator[playwright.Page]:
    context = browser.new_context(
        base_url=address,
        java_script_enabled=javascript,
        viewport={"width": 1280, "height": 900},
        locale=LOCALES[interface],
    )
    opened = context.new_page()
    complaints: list[str] = []
    expected = f"the server responded with a status of {expected_status} "
    opened.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type != "log" and expected not in message.text else None
        ),
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
    opened.on(
        "response",
        lambda response: (
            complaints.append(f"{response.status} {response.url}")
            if response.status >= 400 and response.status != expected_status
            else None
        ),
    )
    yield opened
    context.close()
    assert complaints == []
