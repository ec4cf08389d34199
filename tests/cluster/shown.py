"""The requests that docs/operations.md shows, to be tried as they stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.test_docs import section

RIGHTS = "Who may do what on the cluster"


def shown(title: str) -> Iterator[tuple[str, Any]]:
    """The requests of a part of the page, each with its body."""
    for block in re.findall(r"^```\n(.*?)^```$", section("docs/operations.md", title), re.MULTILINE | re.DOTALL):
        for request in re.split(r"^(?=(?:GET|PUT|POST|DELETE) )", block, flags=re.MULTILINE):
            first, _, body = request.strip().partition("\n")
            if first:
                yield first, json.loads(body) if body else None


def roles() -> dict[str, Any]:
    """Name → what a role may do."""
    made = "PUT /_plugins/_security/api/roles/"
    return {request.removeprefix(made): body for request, body in shown(RIGHTS) if request.startswith(made)}
