"""Files made on the spot, and the text they share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.readers.pdf_files import pdf

REPORT = (
    "示例市政协常委会工作报告\n"
    "2023年工作回顾\n"
    "一年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能。\n"
    "一、加强思想政治引领\n"
    "组织委员学习12次，收到提案315件，立案298件，全部办复。\n"
)
TRADITIONAL = (
    "示例市政協常委會工作報告\n"
    "2023年工作回顧\n"
    "一年來，市政協常委會堅持團結和民主兩大主題，認真履行政治協商、民主監督、參政議政職能。\n"
    "一、加強思想政治引領\n"
    "組織委員學習12次，收到提案315件，立案298件，全部辦復。\n"
)


@pytest.fixture
def report() -> str:
    return REPORT


@pytest.fixture
def traditional() -> str:
    return TRADITIONAL


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A PDF of one page per list of lines; see ``pdf_files.pdf``."""
    return pdf
