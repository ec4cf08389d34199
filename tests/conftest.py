"""On the build server (CI=true) every test has what it needs: there a skipped test is a failed one."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Final

import pytest
from hypothesis import settings

_NOTHING_MAY_SKIP: Final = os.environ.get("CI") == "true"
_MAY_SKIP: Final = "cluster"
"""Marker of tests that need a search cluster, which the build server has not."""


# No test is about time, which a busy machine has less of. On the build server what is drawn depends on the test alone: a failure
# there tells of a change.
settings.register_profile("ours", deadline=None, derandomize=_NOTHING_MAY_SKIP)
settings.load_profile("ours")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.get_closest_marker(_MAY_SKIP) is None:
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
