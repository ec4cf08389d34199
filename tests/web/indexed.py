"""Pages over a real index of a few files, for what needs the files themselves."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

from indexer.search import open_library
from tests.sidecar.folders import TEXT, TWO, archive, put, run
from web import create_app


def indexed(place: Path) -> Path:
    """A folder of invented reports, with an index beside it."""
    folder = place / "报告"
    put(folder, 甲__涪陵_txt=TEXT, 双_txt=TWO, 恶_txt=TEXT.replace("一年来", "<script>alert(1)</script>\"'一年来"))
    archive(folder / "包.zip", 内__甲_txt=TEXT.replace("315", "316"))
    run(folder)
    return folder


def client_of(folder: Path, **config: object) -> FlaskClient:
    app = create_app({"INDEX": str(folder.parent / "index"), "TESTING": True, "PROPAGATE_EXCEPTIONS": False, **config})
    return app.test_client()


def id_of(folder: Path, file: str, part: int = 0) -> str:
    reports = open_library(folder.parent / "index").catalogue()
    return next(report.id for report in reports if (report.file, report.part) == (file, part))


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None, "there is no form"
    return found[1]
