"""What programs import from ``indexer`` itself."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

import indexer
from indexer.analysis.tables import Table
from tests.analysis.conftest import Indexed


def test_everything_that_is_promised_is_there(sectioned: Indexed) -> None:
    for name in indexer.__all__:
        assert callable(getattr(indexer, name)), name
    library = indexer.open_index(sectioned.opened.engine.location)
    made = indexer.trends(library, ["提案"], indexer.SearchRequest(section="review"))
    assert made.total.reports
    library.close()
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = indexer.nothing


def test_importing_the_package_loads_nothing_else() -> None:
    said = "import sys, indexer; print(sorted(name for name in sys.modules if name.startswith(('indexer.', 'numpy'))))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_is_a_data_frame_of_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table((("year", "年份"), ("rate", "每万字")), [("2022", 1.5), ("2023", None)])

    pandas = SimpleNamespace(DataFrame=lambda rows, columns: ("pandas", rows, columns))
    polars = SimpleNamespace(DataFrame=lambda rows, schema, orient: ("polars", rows, schema, orient))
    installed: dict[str, Any] = {}
    monkeypatch.setattr("indexer.analysis.tables.find_spec", installed.get)
    monkeypatch.setattr("indexer.analysis.tables.import_module", lambda name: installed[name])
    with pytest.raises(ImportError, match="pip install pandas"):
        table.to_dataframe()
    installed["polars"] = polars
    assert table.to_dataframe() == ("polars", table.rows, ["year", "rate"], "row")
    installed["pandas"] = pandas
    assert table.to_dataframe() == ("pandas", table.rows, ["year", "rate"])
