"""What `zhengxie serve` tells the server that it starts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer import serving
from indexer.connections import Bounds
from indexer.ingest import index_paths
from web import HEADERS
from web.counts import PLACES


def test_refusals_are_ours_and_no_more_processes_are_started_than_can_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "示例.txt").write_text("示例市政协工作报告\n围绕提案做了工作。\n", "utf-8")
    index_paths([tmp_path / "示例.txt"], tmp_path / "index", progress=None, jobs=1)
    met: list[tuple[int, Bounds]] = []

    def started(application: Any, sockets: Any, workers: int, bounds: Bounds, **settings: Any) -> None:
        settings["told"](workers - 1)
        application.test_client().get("/healthz")
        met.append((workers, bounds))

    monkeypatch.setattr(serving, "serve_sockets", started)
    monkeypatch.setattr(serving, "default_workers", lambda: 10 * PLACES)
    monkeypatch.setattr(serving, "end_on_sigterm", lambda: None)
    monkeypatch.setattr(serving.logs, "tell", lambda filters: None)
    serving.serve(tmp_path / "index", [], print)
    ((workers, bounds),) = met
    assert workers == PLACES
    assert bounds.headers == HEADERS
    headers, body = bounds.refusal("/api/v1/search", {})
    assert dict(headers)["Content-Type"] == "application/problem+json"
    assert json.loads(body)["type"] == "/api/v1/#problem-overloaded"
