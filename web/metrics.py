"""``/metrics``: numbers of all processes of this server, in the format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from indexer.errors import IndexerError
from indexer.messages import said
from web.counts import BOUNDS, Counts
from web.failures import answer
from web.journal import counts
from web.shelf import library
from web.signing_in import at_this_machine

blueprint = Blueprint("metrics", __name__)
_BOUNDS: Final = (*map(str, BOUNDS), "+Inf")


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Answers to whoever asks from this machine, and to others where the configuration says METRICS."""
    if not (current_app.config["METRICS"] or at_this_machine()):
        message = said("运行数据只能在运行检索服务的电脑上读取；用下面的命令启动，别处也能读取。")
        return answer(403, message, "zhengxie serve --metrics", heading=said("这里不能读取"))
    registry = CollectorRegistry()
    registry.register(_Numbers(counts()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


class _Numbers(Collector):
    def __init__(self, counted: Counts) -> None:
        self._counted = counted

    def collect(self) -> Iterator[Metric]:
        requests = CounterMetricFamily("zhengxie_requests", "Answers.", labels=("endpoint", "status"))
        seconds = HistogramMetricFamily("zhengxie_request_seconds", "Until an answer began.", labels=("endpoint",))
        for endpoint, statuses, times, total in self._counted.answered():
            for status, count in statuses.items():
                requests.add_metric((endpoint, status), count)
            seconds.add_metric((endpoint,), list(zip(_BOUNDS, times, strict=True)), total)
        yield requests
        yield seconds
        yield CounterMetricFamily(
            "zhengxie_refused", "Requests that were refused because too many waited.", value=self._counted.refused()
        )
        with suppress(IndexerError):  # while nothing can be searched the rest is all the more of interest
            yield GaugeMetricFamily("zhengxie_reports", "Reports in the index.", value=library().info().reports)
