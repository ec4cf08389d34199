"""On the build server (CI=true) every test has what it needs: there a skipped test is a failed one."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings

from tests.cluster.nodes import Cluster, lacking

_NOTHING_MAY_SKIP: Final = os.environ.get("CI") == "true"

_ON_CLUSTERS: Final = ("tests/cluster/", "tests/contract/", "tests/bench/test_cluster.py")

# No test is about time, which a busy machine has less of. On the build server what is drawn depends on the test alone: a failure
# there tells of a change.
settings.register_profile("ours", deadline=None, derandomize=_NOTHING_MAY_SKIP)
settings.load_profile("ours")


_BYTES_IN_A_NAME: Final = 32


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Longer bytes stand in the name of a test by the name of the argument: they may be a file that was made on the spot and holds
    the time, and processes that run the tests together must agree on their names."""
    return argname if isinstance(val, bytes) and len(val) > _BYTES_IN_A_NAME else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.outcome == "skipped":
        _fail(report)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    if _NOTHING_MAY_SKIP:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, but with CI=true nothing may skip: {reason}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where several processes run the tests (``-n 2``), those of a file go to one, and those on clusters to one, too: each would
    start nodes of its own. (Groups by xdist's own mark are lost: pytest 9.2 no longer lets a plugin add to the name of a test.)"""
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _group(nodeid)

    return ByGroup(config, log)


def _group(nodeid: str) -> str:
    file = nodeid.partition("::")[0]
    return "clusters" if file.startswith(_ON_CLUSTERS) else file


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real OpenSearch without the name of an index: the one of ZHENGXIE_TEST_OPENSEARCH (http://host:9200), else one
    node that is started for all tests of a run."""
    given = os.environ.get("ZHENGXIE_TEST_OPENSEARCH")
    if given:
        yield f"opensearch://{given.rpartition('//')[2].strip('/')}"
        return
    with _started(tmp_path_factory.mktemp("opensearch"), 1) as cluster:
        yield cluster.address("").rstrip("/")


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes, started for all tests of a run; always our own, since tests kill and pause them."""
    with _started(tmp_path_factory.mktemp("three"), 3) as cluster:
        yield cluster


def _started(folder: Path, nodes: int) -> Cluster:
    if reason := lacking():
        pytest.skip(
            f"no OpenSearch to test with: {reason}; ZHENGXIE_TEST_OPENSEARCH may name one for tests that do it no harm"
        )
    return Cluster(folder, nodes)
