"""Trials and outcomes of the tests of promises; see ``tests.reliability.promises``."""

from __future__ import annotations

import pytest

from tests.reliability.promises import FULL, MET, Outcome


@pytest.fixture
def trials(request: pytest.FixtureRequest) -> int:
    """How many trials a test is to make."""
    marker = request.node.get_closest_marker("promise")
    return int(marker.kwargs["full" if FULL else "short"])


@pytest.fixture
def outcome(request: pytest.FixtureRequest, trials: int) -> Outcome:
    """To be called once, at the end of a test that has made its trials."""
    marker = request.node.get_closest_marker("promise")

    def say(met: str) -> None:
        row = {"promise": marker.args[0], "test": request.node.nodeid, "trials": trials, "result": met}
        request.node.user_properties.append((MET, row))

    return say
