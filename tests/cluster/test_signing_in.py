"""A cluster with TLS that asks who one is: what works with the right authority and password, and what is said without."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner

from indexer.answers import SearchRequest
from indexer.cli import main
from indexer.copying import copy_index
from indexer.engine.opening import index_exists
from indexer.errors import EngineUnavailable, IndexerError
from indexer.ingest import index_paths
from indexer.search import open_library
from tests.cluster.nodes import lacking
from tests.cluster.reading import put, reports, text
from tests.cluster.secured import PASSWORD, Secured, secured
from tests.processes import until


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    if reason := lacking():
        pytest.skip(f"no OpenSearch to test with: {reason}")
    with secured(tmp_path_factory.mktemp("guarded")) as node:
        yield node


@pytest.fixture
def place(guarded: Secured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address there, with all that is needed in the environment."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    monkeypatch.setenv("ZHENGXIE_OPENSEARCH_USER", "editor")
    monkeypatch.setenv("ZHENGXIE_OPENSEARCH_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("ZHENGXIE_OPENSEARCH_CA", str(guarded.authority))
    place = f"{guarded.address}/zhengxie-{uuid.uuid4().hex}"
    until(lambda: _answers(place))
    return place


def _answers(place: str) -> bool:
    """The plugin reads who may do what some seconds after the node has begun to listen."""
    with suppress(EngineUnavailable):
        return not index_exists(place)
    return False


def told(place: str) -> str:
    """What the command line says, in one line."""
    result = CliRunner().invoke(main, ["search", "提案", "--index", place])
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    lines = result.output.strip().splitlines()
    assert not [line for line in lines if "Traceback" in line]
    assert PASSWORD not in result.output
    return " ".join(lines)


def test_it_is_indexed_rebuilt_searched_and_copied(place: str, tmp_path: Path) -> None:
    folder = put(tmp_path / "报告", range(5))
    index_paths([folder], place, jobs=2)
    with closing(open_library(place)) as library:
        assert library.search(SearchRequest("提案", copies=True)).total == 5
    index_paths([folder], place, rebuild=True)
    copy_index(place, tmp_path / "copied")
    assert reports(tmp_path / "copied") == reports(place)
    copy_index(tmp_path / "copied", f"{place}-again")
    assert reports(f"{place}-again") == reports(place)


def test_a_reader_needs_few_rights(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "报告", range(5))
    (folder / "copy.txt").write_text(text(3), "utf-8")
    index_paths([folder], place)
    monkeypatch.setenv("ZHENGXIE_OPENSEARCH_USER", "reader")
    with closing(open_library(place)) as library:
        found = library.search(SearchRequest("提案 NEAR/50 社情民意"))
        assert found.total == 5
        assert library.report(found.hits[0].id).report.text
        assert library.info().reports == 6
        assert library.engine.quotations().strings == ()
    (folder / "06.txt").write_text(text(6), "utf-8")
    with pytest.raises(IndexerError, match=r"does not allow it .*no permissions for \[indices:data/write"):
        index_paths([folder], place)
    with pytest.raises(IndexerError, match="does not allow it"):
        open_library(f"{place.partition('/zhengxie')[0]}/another")


def test_settings_in_a_file_do_as_well(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guarded: Secured
) -> None:
    for name in ("USER", "PASSWORD_FILE", "CA"):
        monkeypatch.delenv(f"ZHENGXIE_OPENSEARCH_{name}")
    (tmp_path / "settings").write_text(f"user = editor\npassword = {PASSWORD}\nca = {guarded.authority}\n", "utf-8")
    monkeypatch.setenv("ZHENGXIE_OPENSEARCH_FILE", str(tmp_path / "settings"))
    index_paths([put(tmp_path / "报告", range(2))], place)
    assert len(reports(place)) == 2


def test_a_wrong_password_is_said_to_be_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("another", "utf-8")
    assert "who asks is not known" in told(place)


def test_nobody_is_said_to_be_refused(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHENGXIE_OPENSEARCH_USER")
    assert "who asks is not known" in told(place)


def test_an_authority_that_vouches_for_others_is_not_enough(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    monkeypatch.setenv("ZHENGXIE_OPENSEARCH_CA", str(tmp_path / "other.pem"))
    assert "ZHENGXIE_OPENSEARCH_CA names the file of the authority that vouches for it" in told(place)
    monkeypatch.delenv("ZHENGXIE_OPENSEARCH_CA")
    assert "ZHENGXIE_OPENSEARCH_CA names the file of the authority that vouches for it" in told(place)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_of_authorities_that_cannot_be_used_is_named(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "none.pem").write_text(content)
    monkeypatch.setenv("ZHENGXIE_OPENSEARCH_CA", str(tmp_path / "none.pem"))
    assert "none.pem" in (said := told(place))
    assert "ZHENGXIE_OPENSEARCH_CA names a file of authorities (PEM)" in said


def test_tls_where_there_is_none_and_none_where_it_is(place: str, opensearch: str) -> None:
    assert "opensearchs:// is for clusters with TLS" in told(f"{opensearch.replace('opensearch:', 'opensearchs:')}/n")
    assert "whether it has TLS, and so opensearchs://" in told(place.replace("opensearchs:", "opensearch:"))


def test_a_cluster_of_another_name_is_not_trusted(place: str) -> None:
    with pytest.raises(IndexerError, match="no trusted connection"):
        open_library(place.replace("localhost", "127.0.0.1"))
