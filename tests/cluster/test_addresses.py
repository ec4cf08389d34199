"""Addresses of indices on a cluster, and what may be asked of whom; nothing is connected to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from indexer.engine.opening import open_engine
from indexer.engine.opensearch.address import Address
from indexer.errors import IndexerError
from indexer.location import absolute, is_address, read_location


def test_an_address_is_kept_as_it_is_and_a_directory_is_a_path(tmp_path: Path) -> None:
    assert read_location("opensearch://host:9200/zhengxie") == "opensearch://host:9200/zhengxie"
    assert read_location("opensearch") == Path("opensearch")
    assert read_location(tmp_path) == tmp_path
    assert absolute("opensearch://h/n") == "opensearch://h/n"
    assert absolute(Path("index")) == str(Path.cwd() / "index")
    assert is_address("OpenSearch://host/name")
    assert not is_address("http://host/name")


def test_hosts_name_user_and_options() -> None:
    read = Address.read("opensearch://editor@one:9201,two,[::1]:9203/zheng-xie_2?shards=3&replicas=1", {})
    assert read.hosts == ("http://one:9201", "http://two:9200", "http://[::1]:9203")
    assert (read.name, read.user, read.shards, read.replicas) == ("zheng-xie_2", "editor", 3, 1)
    assert Address.read("opensearchs://one/n", {}).hosts == ("https://one:9200",)
    assert Address.read("opensearch://one/n", {}).replicas is None


def test_an_address_prints_without_secrets_and_reads_as_the_same() -> None:
    environment = {"ZHENGXIE_OPENSEARCH_USER": "u", "ZHENGXIE_OPENSEARCH_PASSWORD": "hidden"}
    read = Address.read("opensearchs://one,two:9201/n", environment)
    assert str(read) == "opensearchs://one:9200,two:9201/n"
    assert "hidden" not in repr(read)
    assert Address.read(str(read), environment) == read
    read = Address.read("OpenSearchs://one/n?replicas=0&shards=3", environment)
    assert str(read) == "opensearchs://one:9200/n?shards=3&replicas=0"
    assert Address.read(str(read), environment) == read


def test_a_password_goes_unencrypted_to_no_other_machine_unless_that_is_wanted() -> None:
    environment = {"ZHENGXIE_OPENSEARCH_USER": "u", "ZHENGXIE_OPENSEARCH_PASSWORD": "hidden"}
    for host in ("one", "localhost,one", "192.0.2.7", "[2001:db8::1]", "localhost.example.org"):
        with pytest.raises(IndexerError, match="unencrypted; use opensearchs://") as raised:
            Address.read(f"opensearch://{host}/n", environment)
        assert "hidden" not in str(raised.value)
    for host in ("localhost", "127.0.0.1", "127.3.2.1:9201", "[::1]"):
        assert Address.read(f"opensearch://{host}/n", environment).password == "hidden"
    assert Address.read("opensearch://one/n", {**environment, "ZHENGXIE_OPENSEARCH_PLAIN": "yes"}).user == "u"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("opensearch://host:9200", "names no index"),
        ("opensearch://host:9200/Zhengxie", "small letters"),
        ("opensearch://host:9200/a/b", "names no index"),
        ("opensearch://host:9200/a*", "names no index"),
        ("opensearch:///zhengxie", "no address"),
        ("opensearch://ho st/zhengxie", "no address"),
        ("opensearch://a,,b/zhengxie", "no address"),
        ("opensearch://host/n?colour=red", "no option colour"),
        ("opensearch://host/n?shards=0", "from 1 to 1024"),
        ("opensearch://host/n?replicas=many", "from 0 to 32"),
        ("opensearch://user:secret@host/n", "ZHENGXIE_OPENSEARCH_PASSWORD_FILE"),
        ("opensearch://user:secret@host/N", "names no index"),
        ("opensearch://user:a/b@secret@host:9200/n", "ZHENGXIE_OPENSEARCH_PASSWORD_FILE"),
        ("opensearch://user:a/secret?#@host/N", "names no index"),
        ("opensearch://user:a/secret@ho st/n", "no address"),
        ("opensearch://[::1:9200/n", "no address"),
        ("opensearch://host]/n", "no address"),
        ("opensearch://host/n#part", "names no index"),
    ],
)
def test_what_is_no_address_is_said_to_be_none(text: str, told: str) -> None:
    with pytest.raises(IndexerError, match=told) as raised:
        Address.read(text, {})
    assert "secret" not in str(raised.value)


def test_user_password_and_authorities_come_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text(
        "# of the archive\nuser = reader\npassword = a = b\n\nca = /etc/ca.pem\nshards=5\n"
    )
    file = {"ZHENGXIE_OPENSEARCH_FILE": str(tmp_path / "settings")}
    read = Address.read("opensearchs://host/n", file)
    assert (read.user, read.password, read.certificates, read.shards) == ("reader", "a = b", "/etc/ca.pem", 5)
    read = Address.read("opensearchs://host/n", {**file, "ZHENGXIE_OPENSEARCH_USER": "editor"})
    assert (read.user, read.password) == ("editor", "a = b")
    (tmp_path / "password").write_text("long one\n")
    read = Address.read("opensearchs://me@host/n", {"ZHENGXIE_OPENSEARCH_PASSWORD_FILE": str(tmp_path / "password")})
    assert (read.user, read.password) == ("me", "long one")


@pytest.mark.parametrize(
    ("content", "told"), [("colour = red\n", "not colour"), ("user\n", "not user"), (None, "cannot read")]
)
def test_a_file_of_settings_that_cannot_be_used_is_named(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "settings"
    if content is not None:
        path.write_text(content)
    with pytest.raises(IndexerError, match=told) as raised:
        Address.read("opensearch://host/n", {"ZHENGXIE_OPENSEARCH_FILE": str(path)})
    assert str(path) in str(raised.value)


def test_without_the_client_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("indexer.engine.opensearch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("indexer.engine.opensearch", raising=False)
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(IndexerError, match=r"pip install 'zhengxie\[opensearch\]'"):
        open_engine("opensearch://host:9200/zhengxie")
