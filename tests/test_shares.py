"""Where an index goes that nobody named a place for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from indexer import shares
from indexer.shares import default_index, file_system, on_share, read_mount, read_mountinfo
from tests.cli.running import TEXT, run

MOUNTINFO = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
31 22 0:44 / /srv/share rw,relatime shared:9 - cifs //office/reports rw,vers=3.1.1
32 22 0:45 / /srv/share/local rw - ext4 /dev/vdb rw
33 22 0:46 / /mnt/two\\040words rw master:1 - nfs4 nas:/export rw
34 22 0:47 / /data/me/far rw - fuse.sshfs me@far:/ rw
"""
MOUNT = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@office/reports on /Volumes/reports (1) (smbfs, nodev, nosuid, mounted by me)
nas:/export on /System/Volumes/Data/nas (nfs)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("folder", "type_"),
    [
        ("/data/me/reports", "ext4"),
        ("/srv/share", "cifs"),
        ("/srv/share/2023", "cifs"),
        ("/srv/shared", "ext4"),
        ("/srv/share/local/2023", "ext4"),
        ("/mnt/two words/提案", "nfs4"),
        ("/data/me/far", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_above_a_folder_says_what_it_lies_on(folder: str, type_: str) -> None:
    assert file_system(Path(folder), read_mountinfo(MOUNTINFO)) == type_


def test_names_of_folders_may_hold_what_ends_lines_elsewhere() -> None:
    mounted = read_mountinfo(
        "22 1 254:1 / / rw - ext4 /dev/vda rw\n31 22 0:44 / /mnt/a\x0bb\u2028c rw - cifs //x/y rw\n"
    )
    assert mounted == {PurePosixPath("/"): "ext4", PurePosixPath("/mnt/a\x0bb\u2028c"): "cifs"}


def test_what_macos_mounted_is_read() -> None:
    assert read_mount(MOUNT) == {
        PurePosixPath("/"): "apfs",
        PurePosixPath("/Volumes/reports (1)"): "smbfs",
        PurePosixPath("/System/Volumes/Data/nas"): "nfs",
        PurePosixPath("/System/Volumes/Data/home"): "autofs",
    }


@pytest.fixture
def lie_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """Let everything beneath a folder lie on a file system of a type, and the user's own folder elsewhere."""

    def lie(type_: str) -> Path:
        share = tmp_path / "share" / "报告"
        share.mkdir(parents=True)
        mounts = {PurePosixPath("/"): "ext4", PurePosixPath(tmp_path / "share"): type_}
        monkeypatch.setattr(shares, "_mounted", lambda: mounts)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "local"))
        monkeypatch.delenv("ZHENGXIE_INDEX", raising=False)
        monkeypatch.chdir(share)
        return share

    return lie


@pytest.mark.parametrize("type_", ["ext4", "xfs", "apfs", "tmpfs", "overlay", "fuse.gvfsd-fuse", ""])
def test_on_a_disk_of_this_machine_it_is_beside_the_reports(lie_on: Callable[[str], Path], type_: str) -> None:
    assert not on_share(lie_on(type_))
    assert default_index() == Path("index")


@pytest.mark.parametrize("type_", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "ceph"])
def test_on_a_share_it_is_on_this_machine(lie_on: Callable[[str], Path], tmp_path: Path, type_: str) -> None:
    share = lie_on(type_)
    assert on_share(share)
    assert default_index().parent == tmp_path / "local" / "zhengxie"
    assert default_index().name.startswith("index-报告-")


def test_other_folders_of_a_share_have_other_indexes(
    lie_on: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    share, first = lie_on("cifs"), default_index()
    (share / "报告").mkdir()
    monkeypatch.chdir(share / "报告")
    assert default_index() != first
    monkeypatch.chdir(share)
    assert default_index() == first


def test_commands_on_a_share_agree_on_it_and_say_where_it_is(lie_on: Callable[[str], Path]) -> None:
    share = lie_on("cifs")
    (share / "一.txt").write_text(TEXT, "utf-8")
    indexed = run("index", ".")
    assert indexed.exit_code == 0
    assert f"this folder is on a network share, so the index is on this machine: {default_index()}" in indexed.stderr
    assert [each.name for each in share.iterdir()] == ["一.txt"]
    assert "涪陵" in run("search", "提案").stdout
    assert run("index", ".", "--index", "index").exit_code == 0  # who names it decides
    assert (share / "index" / "zhengxie.json").exists()
    assert default_index() == Path("index")  # and what is there is used


def test_where_the_system_does_not_tell_it_is_beside_the_reports(
    lie_on: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lie_on("cifs")
    monkeypatch.setattr(shares, "_mounted", dict)
    assert default_index() == Path("index")
