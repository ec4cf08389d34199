"""The real reports of ../shared/corpus, which are not everywhere, and whose the seeds among them are."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
NEED_CORPUS = pytest.mark.skipif(not CORPUS.is_dir(), reason="the texts of ../shared/corpus are not here")
FULING, ZIYANG, CHONGQING, CHANGSHOU, DINGHAI = (
    "重庆市涪陵区政协",
    "四川省资阳市政协",
    "重庆市政协",
    "重庆市长寿区政协",
    "浙江省舟山市定海区政协",
)
