"""A folder of three reports, to be indexed with sidecars."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sidecar.folders import TEXT, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    put(folder, a_txt=TEXT, b_txt=TEXT.replace("315", "316"), 甲__c_txt=TEXT.replace("315", "317"))
    return folder
