"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

MOST_PROCESSES: Final = 61
"""As many as Windows lets one process wait for at once; more have not been tried."""

at_index = click.option(
    "--index",
    "location",
    type=click.Path(path_type=Path),
    default=Path("index"),
    envvar="ZHENGXIE_INDEX",
    show_default=True,
    show_envvar=True,
    help="Directory of the index.",
)
with_ocr = click.option(
    "--ocr", is_flag=True, help="Have scanned pages read by OCRmyPDF or tesseract, where one is installed; slow."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
