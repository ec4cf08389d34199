"""What a cell names among the files that are there."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.sidecar.places import Place, Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for name in (
        "浙江/2020.html",
        "浙江/2021.txt",
        "浙江/2021.pdf",
        "浙江/2022/a.txt",
        "浙江/2022.txt",
        "集.zip",
        "图.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / unicodedata.normalize("NFD", "café.txt")).touch()
    return Places(tmp_path)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("浙江/2020.html", "浙江/2020.html"),
        ("浙江\\2020.html", "浙江/2020.html"),
        ("./浙江//2020.html", "浙江/2020.html"),
        ("浙江/2020", "浙江/2020.html"),
        ("浙江/2020.HTML", "浙江/2020.html"),
        ("浙江/2021.pdf", "浙江/2021.pdf"),
        ("浙江/2022.txt", "浙江/2022.txt"),
        ("café.txt", "café.txt"),
    ],
)
def test_files(places: Places, name: str, path: str) -> None:
    assert places.find(name) == Place(path, is_folder=False)


@pytest.mark.parametrize(("name", "path"), [("浙江", "浙江"), ("浙江/2022/", "浙江/2022"), (".", ""), ("./", "")])
def test_folders(places: Places, name: str, path: str) -> None:
    assert places.find(name) == places.find(name, as_folder=True) == Place(path, is_folder=True)


def test_members_of_archives(places: Places) -> None:
    assert places.find("集.zip/子/b.txt") == Place("集.zip", is_folder=False, member="子/b.txt")


@pytest.mark.parametrize("name", ["无.txt", "浙江/无/a.txt", "浙江/2020.html/a", "图", "20"])
def test_what_is_not_there(places: Places, name: str) -> None:
    assert places.find(name) is None


def test_a_file_is_no_folder(places: Places) -> None:
    assert places.find("浙江/2020", as_folder=True) is None


@pytest.mark.parametrize("name", ["浙江/2021", "浙江/2022"])
def test_what_could_be_several(places: Places, name: str) -> None:
    with pytest.raises(ReadError, match="could be each of"):
        places.find(name)


@pytest.mark.parametrize(
    "name", ["../a.txt", "浙江/../../a.txt", "/etc/a.txt", "C:\\a.txt", "file://a.txt", "\\\\server\\a"]
)
def test_what_lies_outside(places: Places, name: str) -> None:
    with pytest.raises(ReadError, match="folder of this table"):
        places.find(name)
